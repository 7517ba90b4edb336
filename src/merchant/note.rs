//! Notes: who bills under a descriptor and what to check first. They are found by literal words, never by guessing.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::fold::{fold, is_japanese, words};
use crate::catalogue::Confidence;
use crate::messages::{Checks, Words};

/// The most words that tell a class together.
const CLASS_WORDS: usize = 4;

/// What ends the name of a branch in Japanese.
const BRANCH: [&str; 2] = ["店", "テン"];

/// Whether the named company sells or passes payments on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes payments for other shops; the shop may be hidden.
    Processor,
    /// Bills for itself.
    #[default]
    Merchant,
    /// Nobody that the line names: it is a number of the bank's own.
    Unstated,
}

/// What is known of a descriptor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its name in the data.
    pub id: String,
    /// Who bills.
    pub name: Words,
    /// What the line usually is.
    pub about: Words,
    /// What to check first.
    pub check: Checks,
    /// The kind of shop, where it has one: gift, digital, ads, travel, …
    pub class: Option<String>,
    /// The brand whose charges are one family.
    pub family: Option<String>,
    /// Processor or merchant.
    pub role: Role,
    /// Where this is known from.
    pub source: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// The day on which somebody looked.
    pub checked_on: String,
    /// The data file, relative to `rules/`.
    pub file: String,
}

/// A `[[note]]` entry. `is` names the whole cleaned text, `begins` its first words, `contains` words anywhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteData {
    pub(super) id: String,
    #[serde(default)]
    pub(super) role: Role,
    pub(super) name: Words,
    pub(super) about: Words,
    #[serde(default)]
    pub(super) check: Checks,
    #[serde(default)]
    pub(super) advice: Vec<String>,
    #[serde(default)]
    pub(super) class: Option<String>,
    #[serde(default)]
    pub(super) family: Option<String>,
    #[serde(default)]
    is: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    /// What the whole folded text looks like, for lines that state nobody.
    #[serde(default)]
    pub(super) regex: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "read from the file by the test that runs every example")]
    pub(super) examples: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "read from the file by the test that runs every example")]
    pub(super) not: Vec<String>,
    #[serde(default)]
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) confidence: Option<Confidence>,
    #[serde(default)]
    pub(super) checked_on: Option<String>,
}

/// An entry of `[brands]`, by family: the lines of one brand, where there is no more to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BrandData {
    #[serde(default)]
    pub(super) class: Option<String>,
    #[serde(default)]
    is: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    /// By the country's code: first words that are the brand's only in lines that tell this country.
    #[serde(default)]
    begins_in: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    contains: Vec<String>,
}

/// Who a line is of: by a note, by an entry of `[brands]`, or both.
#[derive(Debug)]
pub(super) struct Brand {
    pub(super) family: Option<String>,
    pub(super) class: Option<String>,
    /// Index into the notes.
    pub(super) note: Option<usize>,
    /// Its own lines carry this name; a processor's do only where they name nobody else.
    pub(super) sells: bool,
}

/// The words by which a note or brand is found.
pub(super) struct Literals<'d> {
    is: &'d [String],
    begins: &'d [String],
    begins_in: Option<&'d BTreeMap<String, Vec<String>>>,
    contains: &'d [String],
}

impl NoteData {
    pub(super) fn literals(&self) -> Literals<'_> {
        Literals { is: &self.is, begins: &self.begins, begins_in: None, contains: &self.contains }
    }
}

impl BrandData {
    pub(super) fn literals(&self) -> Literals<'_> {
        Literals { is: &self.is, begins: &self.begins, begins_in: Some(&self.begins_in), contains: &self.contains }
    }
}

/// A `[[class]]` entry: words that tell the kind of a shop nobody has written a note about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassData {
    id: String,
    /// Whether its words tell the kind of what a known brand sells, too: a shop's gift card is a gift card.
    #[serde(default)]
    outranks_brands: bool,
    contains: Vec<String>,
}

/// Finds notes and classes by words.
#[derive(Debug, Default)]
pub(super) struct Index {
    whole: HashMap<String, usize>,
    first: HashMap<String, usize>,
    /// As `first`, by the country that a line must tell.
    first_in: HashMap<String, HashMap<String, usize>>,
    anywhere: Vec<(String, usize)>,
    /// The words of the classes in order, with the class; Latin ones are looked up, Japanese ones searched for.
    classes: Vec<(String, String)>,
    outranking: HashSet<String>,
    latin: HashMap<String, usize>,
    /// By their first character.
    japanese: HashMap<char, Vec<usize>>,
    odd: Vec<String>,
    /// What ends the name of a shop of its own in Japanese.
    trades: Vec<String>,
    longest: usize,
}

impl Index {
    /// Enters the words under which the brand at this place is found; gives back a literal that another has, too.
    pub(super) fn enter(&mut self, data: &Literals<'_>, at: usize) -> Option<String> {
        let mut twice = None;
        let mut enter = |literals: &[String], map: &mut HashMap<String, usize>| {
            for literal in literals {
                let key = literal_words(literal);
                self.longest = self.longest.max(key.len());
                if map.insert(key, at).is_some_and(|other| other != at) {
                    twice = Some(literal.clone());
                }
            }
        };
        enter(data.is, &mut self.whole);
        enter(data.begins, &mut self.first);
        for (country, literals) in data.begins_in.into_iter().flatten() {
            enter(literals, self.first_in.entry(country.clone()).or_default());
        }
        self.anywhere.extend(data.contains.iter().map(|literal| (literal_words(literal), at)));
        twice
    }

    pub(super) fn add_classes(&mut self, classes: Vec<ClassData>) {
        for class in classes {
            self.outranking.extend(class.outranks_brands.then(|| class.id.clone()));
            for literal in class.contains.iter().map(|literal| literal_words(literal)) {
                let order = self.classes.len();
                if let Some(first) = literal.chars().next().filter(|_| literal.contains(is_japanese)) {
                    self.japanese.entry(first).or_default().push(order);
                } else {
                    self.latin.entry(literal.clone()).or_insert(order);
                }
                self.classes.push((literal, class.id.clone()));
            }
        }
    }

    /// Words that no brand's own line has: with one of them, a line that begins like a brand is not taken for it.
    pub(super) fn add_odd(&mut self, odd: &[String]) {
        self.odd.extend(odd.iter().map(|literal| literal_words(literal)));
    }

    /// Words of a trade: a name that goes on with one of them is no branch of what it begins with.
    pub(super) fn add_trades(&mut self, trades: &[String]) {
        self.trades.extend(trades.iter().map(|literal| literal_words(literal)));
    }

    /// The brand with the longest literal that fits a line which tells this country, with that literal's length.
    pub(super) fn find(&self, text: &str, country: Option<&str>) -> Option<(usize, usize)> {
        let at_home = country.and_then(|country| self.first_in.get(country));
        let begins = |words: &str| self.first.get(words).or_else(|| at_home?.get(words));
        if let Some(at) = self.whole.get(text).or_else(|| begins(text)) {
            return Some((*at, text.len()));
        }
        let first = (1..=self.longest.min(text.len().saturating_sub(1)))
            .rev()
            .filter(|end| text.is_char_boundary(*end) && ends_word(text, *end))
            .find_map(|end| Some((*begins(&text[..end])?, end)))
            .filter(|(_, end)| !self.odd.iter().any(|odd| has(&text[*end..], odd)))
            .filter(|(_, end)| !text[..*end].ends_with(is_japanese) || !self.goes_on_as_trade(&text[*end..]));
        let branch = self.branch(text);
        let anywhere = self.anywhere.iter().filter(|(literal, _)| has(text, literal)).map(|(l, at)| (*at, l.len()));
        first.into_iter().chain(branch).chain(anywhere).max_by_key(|(_, length)| *length)
    }

    /// The words before the first odd one, where there are any.
    pub(super) fn before_odd(&self, text: &str) -> Option<String> {
        let first = self.odd.iter().filter_map(|odd| find(text, odd)).min()?;
        let name = text[..first].trim_end();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// A Japanese name whose branch follows without a space.
    fn branch(&self, text: &str) -> Option<(usize, usize)> {
        if !self.is_branch(text) {
            return None;
        }
        let ends = text.char_indices().map(|(at, _)| at).filter(|at| text[..*at].ends_with(is_japanese));
        ends.rev().find_map(|end| Some((*self.whole.get(&text[..end])?, end)))
    }

    /// Whether what follows a Japanese name is that of a branch.
    pub(super) fn is_branch(&self, rest: &str) -> bool {
        let of_a_trade = || self.goes_on_as_trade(rest) || self.trades.iter().any(|trade| rest.ends_with(trade));
        BRANCH.iter().any(|end| rest.ends_with(end)) && !of_a_trade()
    }

    /// Whether a trade's word follows a name, which is then but a part of another shop's.
    fn goes_on_as_trade(&self, rest: &str) -> bool {
        self.trades.iter().any(|trade| rest.starts_with(trade))
    }

    /// Whether the text has words that no shop's own line has.
    pub(super) fn is_odd(&self, text: &str) -> bool {
        self.odd.iter().any(|odd| has(text, odd))
    }

    /// The kind that the words tell, where it is that of a known brand's line, too.
    pub(super) fn outranking_class(&self, text: &str) -> Option<&str> {
        self.class(text).filter(|class| self.outranking.contains(*class))
    }

    /// The kind of shop that the words tell.
    pub(super) fn class(&self, text: &str) -> Option<&str> {
        let starts =
            text.char_indices().filter(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '&'])).map(|(at, _)| at);
        let looked_up = starts.flat_map(|from| {
            let ends = text[from..].match_indices(' ').map(move |(at, _)| from + at).chain([text.len()]);
            ends.take(CLASS_WORDS).filter_map(move |end| self.latin.get(&text[from..end]).copied())
        });
        let beginning =
            |(at, c): (usize, char)| self.japanese.get(&c).into_iter().flatten().map(move |order| (at, *order));
        let searched = text.char_indices().flat_map(beginning);
        let searched =
            searched.filter(|(at, order)| stands(text, *at, &self.classes[*order].0)).map(|(_, order)| order);
        let japanese = text.contains(is_japanese);
        let first = if japanese { looked_up.chain(searched).min() } else { looked_up.min() };
        first.map(|order| self.classes[order].1.as_str())
    }
}

fn literal_words(literal: &str) -> String {
    words(&fold(literal))
}

/// Whether a Latin word ends here; Japanese names run on without a mark.
fn ends_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    before.is_some_and(is_japanese) || after.is_none_or(|c| !c.is_alphanumeric() || is_japanese(c))
}

fn has(text: &str, literal: &str) -> bool {
    find(text, literal).is_some()
}

fn find(text: &str, literal: &str) -> Option<usize> {
    let first = literal.as_bytes().first()?;
    let begins = |at: &usize| text.as_bytes()[*at] == *first && stands(text, *at, literal);
    (0..text.len()).find(begins)
}

/// Whether a literal stands here as a word.
fn stands(text: &str, at: usize, literal: &str) -> bool {
    let begins = || text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || is_japanese(c));
    text.as_bytes()[at..].starts_with(literal.as_bytes())
        && (literal.starts_with(is_japanese) || begins())
        && ends_word(text, at + literal.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_in_latin_and_anywhere_in_japanese() {
        assert!(has("SEASIDE HOTEL", "HOTEL"));
        assert!(!has("HOTELIER", "HOTEL"));
        assert!(!has("CHOTEL X", "HOTEL"));
        assert!(has("ミナトホテルシンカン", "ホテル"));
    }
}
