//! Places at the end of a descriptor: where the shop is, by the towns, states and countries of `places.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::fold::fold;

/// The most words that a town or a country has in the data.
const WORDS: usize = 4;
/// The letters of a city's last word that a cut line still has.
const FEWEST_LETTERS: usize = 3;

/// An entry of `[countries]`; its key is the ISO 3166-1 alpha-2 code.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CountryData {
    pub(super) marks: Vec<String>,
    pub(super) states: Vec<String>,
    cities: Vec<String>,
    towns: Vec<String>,
}

/// Towns: `cities` end a name even where neither state nor country follows.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TownData {
    cities: Vec<String>,
    towns: Vec<String>,
}

/// What the end of a descriptor tells of a purchase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) place: Option<String>,
    pub(super) country: Option<String>,
    pub(super) online: Option<bool>,
    /// The currency of an amount that stood there.
    pub(super) money: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Places {
    towns: HashMap<String, Town>,
    /// Beginnings of cities of several words, as lines that are cut end with them; none that begins two cities.
    cut: HashMap<String, Option<String>>,
    marks: HashMap<String, String>,
    states: HashMap<String, String>,
}

#[derive(Debug, Clone, Default)]
struct Town {
    alone: bool,
    country: Option<String>,
}

impl TownData {
    pub(super) fn append(&mut self, other: &mut Self) {
        self.cities.append(&mut other.cities);
        self.towns.append(&mut other.towns);
    }
}

impl Told {
    /// Takes in what another part of the same descriptor tells; what was told first stands, but a sign of an online
    /// shop outweighs its seat.
    pub(super) fn add(&mut self, other: Self) {
        self.online = match (self.online, other.online) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (one, two) => one.or(two),
        };
        self.place = self.place.take().or(other.place);
        self.country = self.country.take().or(other.country);
        self.money = self.money.take().or(other.money);
    }
}

impl Places {
    pub(super) fn new(countries: BTreeMap<String, CountryData>, several: TownData) -> Self {
        let mut places = Self::default();
        for (code, data) in countries {
            let marks = data.marks.into_iter().chain([code.clone()]);
            places.marks.extend(marks.map(|mark| (mark, code.clone())));
            places.states.extend(data.states.into_iter().map(|state| (state, code.clone())));
            places.add(TownData { cities: data.cities, towns: data.towns }, Some(&code));
        }
        places.add(several, None);
        for city in places.towns.iter().filter(|(_, town)| town.alone).map(|(name, _)| name) {
            let last = city.rfind(' ').map_or(city.len(), |at| at + 1);
            for end in (last + FEWEST_LETTERS..city.len()).filter(|end| city.is_char_boundary(*end)) {
                let whole = places.cut.entry(city[..end].to_owned()).or_insert_with(|| Some(city.clone()));
                *whole = whole.take().filter(|known| known == city);
            }
        }
        places
    }

    fn add(&mut self, names: TownData, country: Option<&String>) {
        for (alone, names) in [(true, names.cities), (false, names.towns)] {
            self.towns.extend(names.into_iter().map(|name| (name, Town { alone, country: country.cloned() })));
        }
    }

    /// What a pattern's groups tell: the folded town, and the country where town and codes leave no doubt.
    pub(super) fn tell(&self, town: Option<&str>, state: Option<&str>, mark: Option<&str>) -> Told {
        let place = town.map(fold).filter(|place| !place.is_empty());
        let home = place.as_ref().and_then(|place| self.towns.get(place)?.country.clone());
        let (state, mark) = (state.map(fold), mark.map(fold));
        let of_state = || {
            let state = state.as_ref()?;
            home.clone().filter(|home| home == state).or_else(|| self.states.get(state).cloned())
        };
        let told = mark.as_ref().and_then(|mark| self.marks.get(mark).cloned()).or_else(of_state);
        Told { country: told.or(home), place, ..Told::default() }
    }

    /// Where the place at the end of a text begins, and what it tells; `None` where the text ends with no known town.
    pub(super) fn at_end(&self, text: &str) -> Option<(usize, Told)> {
        let words = words(text);
        let mut end = words.len();
        let mut mark = None;
        let mut state = None;
        if let Some((taken, code)) = self.longest(&words[..end], |name| self.marks.get(name)) {
            (mark, end) = (Some(code.clone()), end - taken);
        }
        if let Some((_, last)) = words[..end].last().filter(|(_, word)| self.states.contains_key(word)) {
            (state, end) = (Some(last.clone()), end - 1);
        } else if let Some((_, last)) = words.last() {
            let glued = last.strip_suffix("US").filter(|state| self.states.contains_key(*state));
            if let Some(glued) = glued {
                (state, mark, end) = (Some(glued.to_owned()), Some("US".to_owned()), words.len() - 1);
            }
        }
        let coded = end < words.len();
        if coded && words[..end].last().is_some_and(|(_, word)| is_postcode(word)) {
            end -= 1;
        }
        let name = |end: usize, coded: bool| {
            let (taken, town) = self.longest(&words[..end], |name| self.towns.get(name))?;
            (end > taken && (coded || town.alone)).then_some(end - taken)
        };
        let read = |from: usize, to: usize, state: Option<&str>, mark: Option<&str>| {
            let town: Vec<&str> = words[from..to].iter().map(|(_, word)| word.as_str()).collect();
            Some((words[from].0, self.tell(Some(&town.join(" ")), state, mark)))
        };
        match name(end, coded) {
            // A state's code that is a country's, too: the town tells which.
            Some(from) => {
                let both = mark.is_some() && state.is_none();
                let code = words.last().filter(|_| both).map(|(_, word)| word.as_str());
                let code = code.filter(|word| self.states.contains_key(*word));
                if code.is_some() {
                    read(from, end, code, None)
                } else {
                    read(from, end, state.as_deref(), mark.as_deref())
                }
            }
            // `NIZHNY NL` is no town, but the last words may be one by themselves.
            None => name(words.len(), false)
                .and_then(|from| read(from, words.len(), None, None))
                .or_else(|| self.cut_short(&words)),
        }
    }

    /// The place that a line is cut in: in its country's code or name, or in the last word of a city's name.
    fn cut_short(&self, words: &[(usize, String)]) -> Option<(usize, Told)> {
        let told = |from: usize, city: &str, country: Option<String>| {
            let begins = words.get(from).filter(|_| from > 0)?.0;
            Some((begins, Told { place: Some(city.to_owned()), country, ..Told::default() }))
        };
        for end in (words.len().saturating_sub(2)..words.len()).rev().filter(|end| *end > 0) {
            let Some((taken, town)) = self.longest(&words[..end], |name| self.towns.get(name)) else { continue };
            let rest: Vec<&str> = words[end..].iter().map(|(_, word)| word.as_str()).collect();
            if let Some(country) = town.country.as_ref().filter(|country| self.begins(country, &rest.join(" "))) {
                let city: Vec<&str> = words[end - taken..end].iter().map(|(_, word)| word.as_str()).collect();
                return told(end - taken, &city.join(" "), Some(country.clone()));
            }
        }
        let (taken, city) = self.longest(words, |name| self.cut.get(name)?.as_ref())?;
        let country = self.towns.get(city).and_then(|town| town.country.clone());
        (taken > 1).then(|| told(words.len() - taken, city, country)).flatten()
    }

    /// Whether a text is the begin of a country's code or one of its names.
    fn begins(&self, country: &str, text: &str) -> bool {
        let mut names = self.marks.iter().filter(|(_, code)| *code == country).map(|(name, _)| name);
        names.any(|name| name.len() > text.len() && name.starts_with(text))
    }

    /// The value of the longest name that ends the words, and how many it takes.
    fn longest<'v, V>(&self, words: &[(usize, String)], get: impl Fn(&str) -> Option<&'v V>) -> Option<(usize, &'v V)> {
        (1..=WORDS.min(words.len())).rev().find_map(|count| {
            let name: Vec<&str> = words[words.len() - count..].iter().map(|(_, word)| word.as_str()).collect();
            Some((count, get(&name.join(" "))?))
        })
    }
}

/// The last words, folded, with the places at which they begin: enough for a town, its codes and the word before.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut end = text.len();
    for (at, _) in text.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',')).chain([(0, ' ')]) {
        let from = if at == 0 && !text.starts_with([' ', ',']) { 0 } else { at + 1 };
        if from < end {
            words.push((from, fold(&text[from..end])));
        }
        end = at;
        if words.len() > 2 * WORDS {
            break;
        }
    }
    words.reverse();
    words
}

fn is_postcode(word: &str) -> bool {
    (4..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}
