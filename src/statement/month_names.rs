//! Names of months in other tongues than English, which alone the date patterns read: `rules/months.toml`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::location::Problem;

/// Folded month name to the English one.
#[derive(Debug, Clone, Default)]
pub struct MonthNames(BTreeMap<String, String>);

impl MonthNames {
    /// Loads `rules/months.toml`: English short name to the names that stand for it.
    ///
    /// # Errors
    /// `bad-data-file` when it does not have that shape.
    pub fn load(text: &str) -> Result<Self, Problem> {
        let names: BTreeMap<String, Vec<String>> =
            toml::from_str(text).map_err(|e| Problem::new("bad-data-file").with("cause", e).in_file("months.toml"))?;
        let names = names.into_iter().flat_map(|(english, names)| {
            names.into_iter().map(move |name| (folded(&name), english.clone())).collect::<Vec<_>>()
        });
        Ok(Self(names.collect()))
    }

    /// The text with each known month name, and the point that shortens it, as the English one.
    pub(super) fn english(&self, text: &str) -> String {
        let mut english = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphabetic) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c: char| !c.is_alphabetic()).unwrap_or(from.len()));
            english.push_str(before);
            rest = after;
            match self.0.get(&folded(word)) {
                Some(month) => {
                    english.push_str(month);
                    rest = after.strip_prefix('.').unwrap_or(after);
                }
                None => english.push_str(word),
            }
        }
        english + rest
    }
}

/// Small letters without accents.
fn folded(name: &str) -> String {
    name.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_month_names_become_english_ones() {
        let names = MonthNames::load("Feb = ['févr', 'fev']\nMay = ['maj']\nMar = ['mär']").expect("sound");
        for (text, expected) in [
            ("3 févr. 2026", "3 Feb 2026"),
            ("3-FEV-26", "3-Feb-26"),
            ("12 maj 2026", "12 May 2026"),
            ("1. Mär. 2026", "1. Mar 2026"),
            ("03 Feb 2026", "03 Feb 2026"),
            ("SEP", "SEP"),
        ] {
            assert_eq!(names.english(text), expected);
        }
    }
}
