//! Taking off what is no part of a shop's name: issuer wrappers, tails, processor prefixes, company forms. The rules
//! are data and run in order until none applies; no rule may leave an empty or generic name.

use std::collections::BTreeMap;

use foldhash::HashSet;
use serde::Deserialize;

use super::fold::{clean, fold, is_kana};
use super::patterns::Patterns;
use super::place::{Places, Told};
use crate::location::Problem;

/// The step that takes a known town off, in the words of a trace.
const TOWN: (&str, &str) = ("town", "merchants/places.toml");

/// Stands for a shop's name before what may be a place: of the script before which towns of every script are known.
const ANY_NAME: &str = "アア";

/// What a rule takes off, in the order in which the rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    /// What the issuer printed around the merchant's text.
    Wrapper,
    /// Store numbers, phones, dates, references, foreign amounts, places.
    Tail,
    /// The sign of a payment processor before the shop's name; it stays in the exact key.
    Processor,
    /// Legal forms and web addresses, for the family alone.
    Company,
}

/// A `[[strip]]` entry. The pattern sees the cleaned text with ASCII letters in upper case; a group `keep` is what
/// remains, else the match goes. Groups `place`, `state`, `country` and `money`, a currency's code, are what it tells.
/// `{name}` in it stands for the words of that list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StripData {
    pub(super) id: String,
    pub(super) stage: Stage,
    pub(super) regex: String,
    #[serde(default)]
    pub(super) note: Option<String>,
    /// Whether such a line is of a purchase at a distance (`true`) or in person (`false`).
    #[serde(default)]
    pub(super) online: Option<bool>,
    /// The country whose places the pattern knows.
    #[serde(default)]
    pub(super) country: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that runs every example"))]
    pub(super) examples: Vec<(String, String)>,
}

#[derive(Debug)]
pub(super) struct Strip {
    pub(super) data: StripData,
    pub(super) file: String,
}

/// Words that are no name by themselves, and words after which a name cannot end.
#[derive(Debug, Default)]
pub(super) struct Guard {
    pub(super) generic: HashSet<String>,
    pub(super) joiners: HashSet<String>,
}

#[derive(Debug)]
pub(super) struct Strips {
    pub(super) rules: Vec<Strip>,
    pub(super) patterns: Patterns,
    guard: Guard,
    places: Places,
}

/// A rule that matched: what it made of the text, or that the guard kept the longer form.
pub(super) struct Hit<'s, 't> {
    pub(super) rule: &'s str,
    pub(super) file: &'s str,
    pub(super) note: Option<&'s str>,
    pub(super) before: &'t str,
    pub(super) after: Option<&'t str>,
    pub(super) told: Told,
}

impl Strips {
    /// # Errors
    /// As [`Patterns::new`].
    pub(super) fn new(
        data: Vec<(String, StripData)>,
        lists: &BTreeMap<String, Vec<String>>,
        guard: Guard,
        places: Places,
        is_own: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let mut rules: Vec<Strip> = data.into_iter().map(|(file, data)| Strip { data, file }).collect();
        rules.sort_by_key(|rule| rule.data.stage);
        let patterns: Vec<String> = rules.iter().map(|rule| with_lists(&rule.data.regex, lists)).collect();
        let named = rules.iter().zip(&patterns);
        let named = named.map(|(rule, pattern)| (pattern.as_str(), rule.data.id.as_str(), rule.file.as_str()));
        let patterns = Patterns::new(named, is_own)?;
        Ok(Self { rules, patterns, guard, places })
    }

    /// Whether a text is no name: generic words, numbers, or torn off in a phrase.
    pub(super) fn is_generic(&self, text: &str) -> bool {
        self.guard.refuses(text) || self.guard.is_torn(text)
    }

    /// What a text behind a sign tells where it is a place alone, so that no shop is named.
    pub(super) fn place_alone(&self, text: &str) -> Option<Told> {
        let mut look = Look::at(format!("{ANY_NAME} {text}"));
        let mut told = Told::default();
        let mut seen = |hit: Hit<'_, '_>| {
            if hit.after.is_some() {
                told.add(hit.told);
            }
        };
        self.settle(&mut look, &[Stage::Tail], &mut seen);
        (look.text == ANY_NAME && told.place.is_some()).then_some(told)
    }

    /// Whether the sign of a processor and a name stand here.
    fn has_sign(&self, text: &str) -> bool {
        let hits = self.patterns.in_text(&text.to_ascii_uppercase());
        hits.into_iter().any(|at| self.rules[at].data.stage == Stage::Processor)
    }

    /// Runs the rules of these stages until none applies. Columns of spaces stay while tails are on.
    pub(super) fn settle<'s>(&'s self, look: &mut Look, stages: &[Stage], seen: &mut dyn FnMut(Hit<'s, '_>)) {
        loop {
            let mut changed = false;
            if stages.contains(&Stage::Tail)
                && let Some((end, told)) = look.town(&self.places)
            {
                let after = tidy(&look.text[..end]);
                if !self.guard.refuses(&after) && !self.guard.is_torn(&after) {
                    let (rule, file) = TOWN;
                    seen(Hit { rule, file, note: None, before: &look.text, after: Some(&after), told });
                    *look = Look::at(after);
                    changed = true;
                }
            }
            let hits = look.hits(&self.patterns).to_vec();
            let processor = hits.iter().any(|at| self.rules[*at].data.stage == Stage::Processor);
            for at in hits.into_iter().filter(|at| stages.contains(&self.rules[*at].data.stage)) {
                let (rule, text) = (&self.rules[at], &look.text);
                let Some(found) = self.find(at, look) else { continue };
                let after = found.rest;
                let signed = |after: &str| if text.contains('*') { after.contains('*') } else { self.has_sign(after) };
                let unnamed = processor && rule.data.stage == Stage::Tail && !signed(&after);
                let place = found.place.is_some() || found.state.is_some() || found.country.is_some();
                let torn = place && self.guard.is_torn(&after);
                let refused = unnamed || torn || self.guard.refuses(&after);
                if refused || after.len() < text.len() {
                    let country = found.country.as_deref().or(rule.data.country.as_deref());
                    let told = Told {
                        online: rule.data.online,
                        money: found.money,
                        ..self.places.tell(found.place.as_deref(), found.state.as_deref(), country)
                    };
                    seen(Hit {
                        rule: &rule.data.id,
                        file: &rule.file,
                        note: rule.data.note.as_deref(),
                        before: text,
                        after: (!refused).then_some(&after),
                        told,
                    });
                }
                if !refused && after.len() < text.len() {
                    *look = Look::at(after);
                    changed = true;
                    // Behind a sign another may stand, which this round has not looked for.
                    if rule.data.stage == Stage::Processor {
                        break;
                    }
                }
            }
            if !changed {
                if !stages.contains(&Stage::Tail) {
                    return;
                }
                let tidied = tidy(&clean(&look.text));
                if tidied == look.text {
                    return;
                }
                *look = Look::at(tidied);
            }
        }
    }
}

/// A text that rules take apart, with what is seen in it: most rules leave most texts alone, and what they have looked
/// for need not be looked for again.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) text: String,
    /// With ASCII letters in upper case, as the patterns see it.
    upper: String,
    hits: Option<Vec<usize>>,
    town: Option<Option<(usize, Told)>>,
    folded: Option<String>,
}

impl Look {
    pub(super) fn at(text: String) -> Self {
        Self { upper: text.to_ascii_uppercase(), text, ..Self::default() }
    }

    /// The folded text.
    pub(super) fn folded(&mut self) -> &str {
        self.folded.get_or_insert_with(|| fold(&self.text))
    }

    /// Which patterns match.
    fn hits(&mut self, patterns: &Patterns) -> &[usize] {
        self.hits.get_or_insert_with(|| patterns.in_text(&self.upper))
    }

    /// The town that ends it.
    fn town(&mut self, places: &Places) -> Option<(usize, Told)> {
        self.town.get_or_insert_with(|| places.at_end(&self.text)).clone()
    }
}

/// What a rule leaves of a text, and what its groups told.
pub(super) struct Found {
    pub(super) rest: String,
    place: Option<String>,
    state: Option<String>,
    country: Option<String>,
    money: Option<String>,
}

impl Strips {
    /// The text without what the rule at this place takes off; `None` where it does not match.
    pub(super) fn find(&self, at: usize, look: &Look) -> Option<Found> {
        let Look { text, upper, .. } = look;
        let found = self.patterns.captures(at, upper)?;
        let whole = found.get_match()?;
        let rest = match found.get_group_by_name("keep") {
            Some(keep) => text[keep.range()].to_owned(),
            None => format!("{} {}", &text[..whole.start()], &text[whole.end()..]),
        };
        let group = |name| found.get_group_by_name(name).map(|part| upper[part.range()].to_owned());
        Some(Found {
            rest: rest.trim().to_owned(),
            place: group("place"),
            state: group("state"),
            country: group("country"),
            money: group("money"),
        })
    }
}

impl Guard {
    /// Whether a phrase was torn: `BANK OF` is no name, though a wire may cut one there.
    fn is_torn(&self, text: &str) -> bool {
        text.rsplit(' ').next().is_some_and(|last| self.joiners.contains(last.to_ascii_uppercase().as_str()))
    }

    /// Whether this would be no name: nothing, numbers only, generic words only, a bare processor.
    fn refuses(&self, text: &str) -> bool {
        let upper = text.to_ascii_uppercase();
        if upper.ends_with('*') || upper.chars().filter(|c| c.is_alphanumeric()).nth(1).is_none() {
            return true;
        }
        let mut words = upper.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        // A card's number is printed with an X for what is hidden of it.
        words.all(|word| self.generic.contains(word) || word.bytes().all(|b| b.is_ascii_digit() || b == b'X'))
    }
}

/// One space between words; no punctuation left over at the end.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    while let Some(last) = tidied.chars().next_back() {
        let before = tidied[..tidied.len() - last.len_utf8()].chars().next_back();
        let loose = matches!(last, ' ' | ',' | ';' | ':' | '/' | '#' | '_' | '(')
            || last == '-' && !before.is_some_and(is_kana);
        if !loose || before.is_none() {
            break;
        }
        tidied.pop();
    }
    tidied
}

fn with_lists(pattern: &str, lists: &BTreeMap<String, Vec<String>>) -> String {
    let mut pattern = pattern.to_owned();
    for (name, words) in lists {
        let place = format!("{{{name}}}");
        if pattern.contains(&place) {
            let mut words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            pattern = pattern.replace(&place, &format!("(?:{})", words.join("|")));
        }
    }
    pattern
}
