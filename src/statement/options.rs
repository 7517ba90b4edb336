//! How the user says a file must be read: `--read KEY=VALUE[@GLOB]`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use regex::Regex;

use super::format::{PurchaseSign, compile};
use crate::catalogue::YEARS;
use crate::location::Problem;
use crate::money::Currency;
use crate::text::{card_label, mask_card_numbers, trim};

/// Order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
    /// Year first.
    Ymd,
}

impl DateOrder {
    /// The word that `--read date-order` takes.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }

    /// The order of a pattern; none where it has no whole date.
    pub(super) fn of(pattern: &str) -> Option<Self> {
        let year = pattern.find("%Y").or_else(|| pattern.find("%y"))?;
        let month = pattern.find("%m").or_else(|| pattern.find("%b"))?;
        let day = pattern.find("%d")?;
        Some(if year < day && year < month {
            Self::Ymd
        } else if day < month {
            Self::Dmy
        } else {
            Self::Mdy
        })
    }

    /// The pattern with its day, month and year in this order, separators kept.
    pub(super) fn applied(self, pattern: &str) -> String {
        let parts: Vec<&str> = ["%Y", "%y", "%m", "%d"].into_iter().filter(|part| pattern.contains(part)).collect();
        // A date that begins with its year leaves no doubt.
        let year_first = pattern.starts_with("%Y") || pattern.starts_with("%y");
        if parts.len() != 3 || year_first && self != Self::Ymd {
            return pattern.to_owned();
        }
        let year = if pattern.contains("%Y") { "%Y" } else { "%y" };
        let wanted = match self {
            Self::Dmy => ["%d", "%m", year],
            Self::Mdy => ["%m", "%d", year],
            Self::Ymd => [year, "%m", "%d"],
        };
        let mut left = wanted.iter();
        let mut applied = String::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            if c == '%' {
                match chars.next() {
                    Some('Y' | 'y' | 'm' | 'd') => applied.push_str(left.next().copied().unwrap_or_default()),
                    Some(other) => applied.extend(['%', other]),
                    None => applied.push('%'),
                }
            } else {
                applied.push(c);
            }
        }
        applied
    }
}

/// What was said about one file.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The layout to read by, whatever others claim.
    pub layout: Option<String>,
    /// The encoding.
    pub encoding: Option<String>,
    /// Order of dates.
    pub date_order: Option<DateOrder>,
    /// Patterns of dates beside the layout's, found in the file itself.
    pub dates: Vec<String>,
    /// The decimal mark.
    pub decimal: Option<char>,
    /// Sign of a purchase.
    pub sign: Option<PurchaseSign>,
    /// Currency where the file names none.
    pub currency: Option<Currency>,
    /// Label of the card.
    pub card: Option<String>,
    /// Whose rows they are that name nobody.
    pub household: Option<String>,
    /// Year of dates that print none.
    pub year: Option<i32>,
}

impl ReadOptions {
    /// The last day of the year that was given.
    #[must_use]
    pub fn year_end(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, 12, 31)
    }
}

/// The answers of a whole run, each for the files that its glob matches.
#[derive(Debug, Clone, Default)]
pub struct ReadAnswers(Vec<Answer>);

#[derive(Debug, Clone)]
struct Answer {
    key: String,
    value: String,
    /// The names of the files that it is for; none for all.
    files: Option<Regex>,
    /// As it was typed.
    said: String,
    /// A file was read with it, here or beside.
    used: Arc<AtomicBool>,
}

impl ReadAnswers {
    /// Reads `KEY=VALUE` or `KEY=VALUE@GLOB`.
    ///
    /// # Errors
    /// `bad-read-option` when the key is unknown or the value does not fit it.
    pub fn parse(texts: &[String]) -> Result<Self, Problem> {
        let mut answers = Vec::new();
        for text in texts {
            let bad = || Problem::new("bad-read-option").with("value", text);
            let (key, rest) = text.split_once('=').ok_or_else(bad)?;
            let (value, glob) = rest.rsplit_once('@').map_or((rest, None), |(value, glob)| (value, Some(glob)));
            let files = glob.map(glob_pattern).transpose()?;
            apply(&mut ReadOptions::default(), key, value).ok_or_else(bad)?;
            let (key, value) = (key.to_owned(), value.to_owned());
            answers.push(Answer { key, value, files, said: text.clone(), used: Arc::default() });
        }
        Ok(Self(answers))
    }

    /// The answers for one file, as `KEY=VALUE`; no number of a card is kept beyond its last four digits.
    #[must_use]
    pub fn said_of(&self, file: &str) -> Vec<String> {
        let said = self.matching(file).map(|(key, value)| match key {
            "card" => format!("{key}={}", card_label(value)),
            _ => format!("{key}={}", mask_card_numbers(value)),
        });
        said.collect()
    }

    /// What holds for one file; a later answer takes the place of an earlier one.
    #[must_use]
    pub fn for_file(&self, file: &str) -> ReadOptions {
        let mut options = ReadOptions::default();
        for (key, value) in self.matching(file) {
            apply(&mut options, key, value);
        }
        options
    }

    /// What was said of files, none of which was read.
    pub fn unused(&self) -> impl Iterator<Item = Problem> {
        let unused = self.0.iter().filter(|answer| answer.files.is_some() && !answer.used.load(Ordering::Relaxed));
        unused.map(|answer| Problem::new("answer-without-file").with("value", mask_card_numbers(&answer.said)))
    }

    fn matching(&self, file: &str) -> impl Iterator<Item = (&str, &str)> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let matches = move |glob: &Regex| glob.is_match(file) || glob.is_match(name);
        let here = self.0.iter().filter(move |answer| answer.files.as_ref().is_none_or(matches));
        here.map(|answer| {
            answer.used.store(true, Ordering::Relaxed);
            (answer.key.as_str(), answer.value.as_str())
        })
    }
}

fn apply(options: &mut ReadOptions, key: &str, value: &str) -> Option<()> {
    match key {
        "layout" => options.layout = Some(value.to_owned()),
        "encoding" => options.encoding = Some(value.to_owned()),
        "date-order" => {
            options.date_order = Some(match value {
                "dmy" => DateOrder::Dmy,
                "mdy" => DateOrder::Mdy,
                "ymd" => DateOrder::Ymd,
                _ => return None,
            });
        }
        "sign" => {
            options.sign = Some(match value {
                "positive" => PurchaseSign::Positive,
                "negative" => PurchaseSign::Negative,
                _ => return None,
            });
        }
        "decimal" => {
            options.decimal = Some(match value {
                "point" => '.',
                "comma" => ',',
                _ => return None,
            });
        }
        "currency" => options.currency = Some(value.parse().ok()?),
        "card" => options.card = Some(card_label(value)),
        "household" => options.household = Some(trim(value).to_owned()).filter(|name| !name.is_empty()),
        "year" => options.year = Some(value.parse().ok().filter(|year| YEARS.contains(year))?),
        _ => return None,
    }
    Some(())
}

fn glob_pattern(glob: &str) -> Result<Regex, Problem> {
    let escaped = regex::escape(glob).replace("\\*", ".*").replace("\\?", ".");
    compile(&format!("^{escaped}$"))
}
