//! A breach as a data file says it.

use chrono::NaiveDate;
use regex::{Regex, RegexBuilder};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::Breach;
use crate::catalogue::{day, misshapen};
use crate::location::Problem;

impl Breach {
    /// Reads a file of the shape of those in `rules/breaches/`; `file` is its name in problems.
    ///
    /// # Errors
    /// `bad-data-file` with the line when it does not have that shape; `window-backwards`; `bad-pattern` or
    /// `unknown-variable` when its words are not plain.
    pub fn from_toml(id: &str, text: &str, file: &str) -> Result<Self, Problem> {
        let text = text.trim_start_matches('\u{feff}');
        let breach: Self = toml::from_str(text).map_err(|error| misshapen(file, text, &error))?;
        breach.named(id).map_err(|problem| problem.in_file(file))
    }

    /// What the shape alone does not check.
    fn named(mut self, id: &str) -> Result<Self, Problem> {
        self.window().check()?;
        let optional = [&self.inexact, &self.offers, &self.summary, &self.affected, &self.follows];
        let words = std::iter::once(&self.title)
            .chain(optional.into_iter().flatten())
            .chain(&self.other_classes)
            .chain(self.counts.iter().map(|count| &count.what))
            .chain(self.sources.iter().map(|source| &source.says));
        for words in words {
            words.check(&[])?;
        }
        id.clone_into(&mut self.id);
        let cards = std::mem::take(&mut self.cards);
        Ok(self.with_cards(&cards))
    }
}

/// A day that may be absent.
pub(super) fn some_day<'de, D: Deserializer<'de>>(value: D) -> Result<Option<NaiveDate>, D::Error> {
    day(value).map(Some)
}

/// Patterns, compiled, with a bound on their size.
pub(super) fn patterns<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Regex>, D::Error> {
    let sources = Vec::<String>::deserialize(value)?;
    let compile = |source: &String| RegexBuilder::new(source).size_limit(1 << 20).build().map_err(D::Error::custom);
    sources.iter().map(compile).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::DataClass;

    const SOUND: &str = r#"
title = { en = "An invented leak", ja = "架空の漏えい" }
start = 2024-03-01
end = "2024-03-09"
classes = ["full_number", "expiry"]
cards = ["****-****-****-1234"]
merchants = ['^KISSA AOI']
offers = { en = "A year of watching", ja = "1年間の見守り" }
offers_until = 2025-03-31
"#;

    #[test]
    fn a_file_says_what_is_known() {
        let breach = Breach::from_toml("aoi-2024", SOUND, "aoi-2024.toml").unwrap();
        assert_eq!((breach.id.as_str(), breach.window().to_string().as_str()), ("aoi-2024", "2024-03-01..2024-03-09"));
        assert_eq!(breach.classes, [DataClass::FullNumber, DataClass::Expiry]);
        assert_eq!(breach.cards, ["1234"]);
        assert_eq!(breach.offers_until, "2025-03-31".parse().ok());
        assert!(breach.is_company("KISSA AOI 2") && !breach.is_company("AOI"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (from, to, code, line) in [
            ("start = 2024-03-01", "begin = 2024-03-01", "bad-data-file", Some(3)),
            ("start = 2024-03-01", "start = 2024-03-01T10:00:00", "bad-data-file", Some(3)),
            ("start = 2024-03-01", "start = \"1 March\"", "bad-data-file", Some(3)),
            ("start = 2024-03-01", "start = 0024-03-01", "bad-data-file", Some(3)),
            ("start = 2024-03-01", "start = 2024-03-10", "window-backwards", None),
            ("\"expiry\"", "\"fingerprint\"", "bad-data-file", Some(5)),
            ("'^KISSA AOI'", "'^KISSA ('", "bad-data-file", Some(7)),
            ("A year of", "{$years} of", "unknown-variable", None),
            ("1年間の見守り", "", "bad-pattern", None),
            (", ja = \"架空の漏えい\"", "", "bad-data-file", Some(2)),
        ] {
            let problem = Breach::from_toml("x", &SOUND.replace(from, to), "x.toml").unwrap_err();
            assert_eq!(
                (problem.code, problem.at.line, problem.at.file.as_str()),
                (code, line, "x.toml"),
                "{to}: {problem}"
            );
        }
    }
}
