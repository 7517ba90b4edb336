//! Names that are alike: proposals that somebody decides on, for likeness joins nothing.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::fold::{fold, is_japanese, skeleton, words};
use super::{Identity, Merchants};

/// In what two names are alike, the strongest sign first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They look the same at a glance.
    Look,
    /// One begins like the other.
    Begin,
    /// They share telling words.
    Words,
    /// They share most letters, in order.
    Letters,
}

/// `[likeness]` of `joins.toml`, which says what each is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thresholds {
    begin: usize,
    words: usize,
    letters: f64,
}

impl Merchants {
    /// In what the names of two families are alike: an old and a new name of one shop, or a name made to be taken for
    /// another. `None` for one family, for two known brands, and for names that are not alike.
    #[must_use]
    pub fn resemble(&self, one: &Identity, other: &Identity) -> Option<Likeness> {
        if one.family == other.family || one.brand && other.brand || one.unstated || other.unstated {
            return None;
        }
        if one.skeleton == other.skeleton {
            return Some(Likeness::Look);
        }
        let (thresholds, [a, b]) = (&self.likeness, [&one.family, &other.family]);
        let [letters_a, letters_b] = [squeeze(a), squeeze(b)];
        let same = letters_a.chars().zip(letters_b.chars()).take_while(|(x, y)| x == y).count();
        let shorter = letters_a.chars().count().min(letters_b.chars().count());
        if same >= thresholds.begin.min(shorter)
            && same >= thresholds.begin / 2
            && same * 100 >= shorter * thresholds.words
        {
            return Some(Likeness::Begin);
        }
        if self.shares(a, b) {
            return Some(Likeness::Words);
        }
        (strsim::jaro_winkler(&letters_a, &letters_b) >= thresholds.letters).then_some(Likeness::Letters)
    }

    /// Whether words that tell the shop, not its trade, make up most of the shorter name and stand in the other, too.
    fn shares(&self, one: &str, other: &str) -> bool {
        let telling = |name: &str| -> BTreeSet<String> {
            let words = words(name);
            let of_a_trade = |word: &str| self.strips.is_generic(word) || self.index.class(word).is_some();
            words.split(' ').filter(|word| !of_a_trade(word)).map(str::to_owned).collect()
        };
        let (one, other) = (telling(one), telling(other));
        let letters = |words: &mut dyn Iterator<Item = &String>| words.map(|word| word.chars().count()).sum::<usize>();
        let shorter = letters(&mut one.iter()).min(letters(&mut other.iter()));
        letters(&mut one.intersection(&other)) * 100 >= shorter * self.likeness.words && shorter > 0
    }
}

/// How the words of a line are spelled, and what they look like; its numbers, those of shops and orders, are left out.
pub(super) fn spelling_and_look(line: &str) -> [String; 2] {
    let line = words(line);
    let words = || line.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).map(squeeze);
    [words().collect(), words().map(|word| skeleton(&word)).collect()]
}

/// Whether two names differ in width, case, spaces and marks alone.
#[must_use]
pub fn same_letters(one: &str, other: &str) -> bool {
    one == other || squeeze(&fold(one)) == squeeze(&fold(other))
}

/// The letters and digits of a name, upper and lower case being the same, as [`one_letter_apart`] compares them.
#[must_use]
pub fn letters(name: &str) -> Vec<char> {
    squeeze(name).to_lowercase().chars().collect()
}

/// Whether two names are one letter apart: another one in its place, one more, or one less. Digits are those of branches
/// and orders and count as no letter.
#[must_use]
pub fn one_letter_apart(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let begin = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[begin..], &long[begin..]);
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[..short.len() - end], &long[..long.len() - end]);
    long.len() == 1 && short.iter().chain(long).all(|c| c.is_alphabetic() || is_japanese(*c))
}

/// Letters and digits alone.
pub(super) fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || is_japanese(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn one_letter_is_counted() {
        let apart = |one: &str, other: &str| one_letter_apart(&letters(one), &letters(other));
        for (one, other) in
            [("netflix", "NETFLEX"), ("NORDA", "NORDAS"), ("HARBOR LANE", "HARBRLANE"), ("カザミドリ", "カゼミドリ")]
        {
            assert!(apart(one, other) && apart(other, one), "{one}, {other}");
        }
        for (one, other) in [("NORDA", "norda"), ("NORDA", "NODRA"), ("NORDA", "NORDAXX"), ("TERMINAL 1", "TERMINAL 2")]
        {
            assert!(!apart(one, other) && !apart(other, one), "{one}, {other}");
        }
    }

    #[test]
    fn likeness_is_told_and_joins_nothing() {
        let merchants = Merchants::load(&Catalogue::embedded()).unwrap();
        let like = |one: &str, other: &str| merchants.resemble(&merchants.identify(one), &merchants.identify(other));
        assert_eq!(like("NORTHWIND BOOKS", "N0RTHWIND BOOKS"), Some(Likeness::Look));
        assert_eq!(like("NORTHWIND BOOKS", "NORTHWIND BOOKSELLERS"), Some(Likeness::Begin));
        assert_eq!(like("BLUE HERON CAFE", "THE HERON BLUE"), Some(Likeness::Words));
        assert_eq!(like("KUMO HOSTING", "KUMA HOSTING"), Some(Likeness::Letters));
        for (one, other) in [
            ("NORTHWIND BOOKS", "SQ *NORTHWIND BOOKS"),
            ("NORTHWIND BOOKS", "BLUE HERON CAFE"),
            ("TIDY GYM", "KUMO GYM"),
            ("NETFLIX.COM", "SPOTIFY"),
        ] {
            assert_eq!(like(one, other), None, "{one}, {other}");
        }
    }
}
