//! Places at the end of a descriptor: where the shop is, by the towns, states and countries of `places.toml`.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
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
    /// The last words of all that may end a text, cut short where it may be: most texts end with none of them.
    lasts: HashSet<String>,
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
        let names = places.towns.keys().chain(places.cut.keys()).chain(places.states.keys());
        let glued = places.states.keys().map(|state| format!("{state}US"));
        let words = places.marks.keys().flat_map(|mark| mark.split(' '));
        let begins = words.flat_map(|word| word.char_indices().map(|(at, c)| word[..at + c.len_utf8()].to_owned()));
        let lasts = names.map(|name| last_word(name).to_owned()).chain(glued).chain(begins).chain([String::new()]);
        places.lasts = lasts.collect();
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
        let at_end = words_at_end(text);
        let (_, last) = at_end.last()?;
        if !self.lasts.contains(last_word(&fold(last))) {
            return None;
        }
        let words = Words::of(at_end);
        let all = words.places.len();
        let mut end = all;
        let mut mark = None;
        let mut state = None;
        if let Some((taken, code)) = words.longest(end, |name| self.marks.get(name)) {
            (mark, end) = (Some(code.as_str()), end - taken);
        }
        if let Some(last) = words.before(end).filter(|word| self.states.contains_key(*word)) {
            (state, end) = (Some(last), end - 1);
        } else if let Some(last) = words.before(all) {
            let glued = last.strip_suffix("US").filter(|state| self.states.contains_key(*state));
            if let Some(glued) = glued {
                (state, mark, end) = (Some(glued), Some("US"), all - 1);
            }
        }
        let coded = end < all;
        if coded && words.before(end).is_some_and(is_postcode) {
            end -= 1;
        }
        let name = |end: usize, coded: bool| {
            let (taken, town) = words.longest(end, |name| self.towns.get(name))?;
            (end > taken && (coded || town.alone)).then_some(end - taken)
        };
        let read = |from: usize, to: usize, state: Option<&str>, mark: Option<&str>| {
            Some((words.places[from].0, self.tell(Some(words.name(from, to)), state, mark)))
        };
        match name(end, coded) {
            // A state's code that is a country's, too: the town tells which.
            Some(from) => {
                let both = mark.is_some() && state.is_none();
                let code = words.before(all).filter(|word| both && self.states.contains_key(*word));
                if code.is_some() { read(from, end, code, None) } else { read(from, end, state, mark) }
            }
            // `NIZHNY NL` is no town, but the last words may be one by themselves.
            None => name(all, false).and_then(|from| read(from, all, None, None)).or_else(|| self.cut_short(&words)),
        }
    }

    /// The place that a line is cut in: in its country's code or name, or in the last word of a city's name.
    fn cut_short(&self, words: &Words) -> Option<(usize, Told)> {
        let all = words.places.len();
        let told = |from: usize, city: &str, country: Option<String>| {
            let begins = words.places.get(from).filter(|_| from > 0)?.0;
            Some((begins, Told { place: Some(city.to_owned()), country, ..Told::default() }))
        };
        for end in (all.saturating_sub(2)..all).rev().filter(|end| *end > 0) {
            let Some((taken, town)) = words.longest(end, |name| self.towns.get(name)) else { continue };
            if let Some(country) = town.country.as_ref().filter(|country| self.begins(country, words.name(end, all))) {
                return told(end - taken, words.name(end - taken, end), Some(country.clone()));
            }
        }
        let (taken, city) = words.longest(all, |name| self.cut.get(name)?.as_ref())?;
        let country = self.towns.get(city).and_then(|town| town.country.clone());
        (taken > 1).then(|| told(all - taken, city, country)).flatten()
    }

    /// Whether a text is the begin of a country's code or one of its names.
    fn begins(&self, country: &str, text: &str) -> bool {
        let mut names = self.marks.iter().filter(|(_, code)| *code == country).map(|(name, _)| name);
        names.any(|name| name.len() > text.len() && name.starts_with(text))
    }
}

/// The last words of a text, folded: enough for a town, its codes and the word before.
struct Words {
    /// Each with a space behind it.
    folded: String,
    /// Where each begins in the text, and in the folded words.
    places: Vec<(usize, usize)>,
}

impl Words {
    fn of(at_end: Vec<(usize, &str)>) -> Self {
        let mut words = Self { folded: String::new(), places: Vec::with_capacity(at_end.len()) };
        for (at, word) in at_end {
            words.places.push((at, words.folded.len()));
            words.folded.push_str(&fold(word));
            words.folded.push(' ');
        }
        words
    }

    /// Some of the words, with one space between them.
    fn name(&self, from: usize, to: usize) -> &str {
        let begin = |at: usize| self.places.get(at).map_or(self.folded.len(), |(_, begin)| *begin);
        self.folded.get(begin(from)..begin(to).saturating_sub(1)).unwrap_or_default()
    }

    /// The word before this one.
    fn before(&self, end: usize) -> Option<&str> {
        Some(self.name(end.checked_sub(1)?, end))
    }

    /// The value of the longest name that ends before this word, and how many words it takes.
    fn longest<'v, V>(&self, end: usize, get: impl Fn(&str) -> Option<&'v V>) -> Option<(usize, &'v V)> {
        (1..=WORDS.min(end)).rev().find_map(|count| Some((count, get(self.name(end - count, end))?)))
    }
}

/// The last words, in order, with the places at which they begin.
fn words_at_end(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut end = text.len();
    for (at, _) in text.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',')).chain([(0, ' ')]) {
        let from = if at == 0 && !text.starts_with([' ', ',']) { 0 } else { at + 1 };
        if from < end {
            words.push((from, &text[from..end]));
        }
        end = at;
        if words.len() > 2 * WORDS {
            break;
        }
    }
    words.reverse();
    words
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

fn is_postcode(word: &str) -> bool {
    (4..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}
