//! What can be said of a case after charges were decided: how a dispute went, what the holder answers, what others
//! answered, that a card was replaced, that a merchant has the new number.

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::case::Charge;
use crate::catalogue::typed_day;
use crate::location::Problem;
use crate::money::Currency;
use crate::text::mask_card_numbers;

/// A step of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The card company was told.
    Reported,
    /// It said that it has the report.
    Acknowledged,
    /// Money came back.
    Refunded,
    /// It said that the charge stands.
    Refused,
}

impl Step {
    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Acknowledged => "acknowledged",
            Self::Refunded => "refunded",
            Self::Refused => "refused",
        }
    }
}

/// What forms ask of a disputed charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// Where the card is: `held`, `lost` or `stolen`.
    Possession,
    /// Whether the holder dealt with the merchant before: `yes` or `no`.
    DealtBefore,
    /// The day on which the merchant was asked.
    MerchantAsked,
    /// What it answered.
    MerchantAnswer,
    /// The day of the valid charge of which this is the duplicate.
    Twin,
    /// The reference of that charge on the statement.
    TwinReference,
    /// The day on which it was cancelled.
    CancelledOn,
    /// The day on which the holder learned that the card was lost or stolen.
    LostOn,
    /// The reference on the statement.
    Reference,
    /// What is disputed of it, where that is not the whole amount.
    Disputed,
    /// What happened, in the holder's words.
    Happened,
    /// Names of the papers that go with it, with commas between them.
    Papers,
    /// What the holder found who checked the innocent explanations.
    Checked,
}

/// What a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A day.
    Day,
    /// An amount.
    Amount,
    /// A text.
    Text,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Possession,
        Self::DealtBefore,
        Self::MerchantAsked,
        Self::MerchantAnswer,
        Self::Twin,
        Self::TwinReference,
        Self::CancelledOn,
        Self::LostOn,
        Self::Reference,
        Self::Disputed,
        Self::Happened,
        Self::Papers,
        Self::Checked,
    ];

    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Possession => "possession",
            Self::DealtBefore => "dealt-before",
            Self::MerchantAsked => "merchant-asked",
            Self::MerchantAnswer => "merchant-answer",
            Self::Twin => "twin",
            Self::TwinReference => "twin-reference",
            Self::CancelledOn => "cancelled-on",
            Self::LostOn => "lost-on",
            Self::Reference => "reference",
            Self::Disputed => "disputed",
            Self::Happened => "happened",
            Self::Papers => "papers",
            Self::Checked => "checked",
        }
    }

    /// What the answer can be.
    #[must_use]
    pub fn takes(self) -> Takes {
        match self {
            Self::Possession => Takes::OneOf(&["held", "lost", "stolen"]),
            Self::DealtBefore => Takes::OneOf(&["yes", "no"]),
            Self::MerchantAsked | Self::Twin | Self::CancelledOn | Self::LostOn => Takes::Day,
            Self::Disputed => Takes::Amount,
            Self::MerchantAnswer
            | Self::TwinReference
            | Self::Reference
            | Self::Happened
            | Self::Papers
            | Self::Checked => Takes::Text,
        }
    }

    /// The question with what it takes, as it is typed: `possession=held|lost|stolen`.
    #[must_use]
    pub fn typed(self) -> String {
        let takes = match self.takes() {
            Takes::OneOf(words) => words.join("|"),
            Takes::Day => "DATE".to_owned(),
            Takes::Amount => "AMOUNT".to_owned(),
            Takes::Text => "TEXT".to_owned(),
        };
        format!("{}={takes}", self.word())
    }
}

/// What somebody answered when asked about a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// The holder made it after all.
    Mine,
    /// Somebody made it with whom the card is shared.
    Family,
    /// Whoever was asked says that it is not ours.
    NotMineSaid,
    /// Whoever was asked does not know.
    Unknown,
}

impl Said {
    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Family => "family",
            Self::NotMineSaid => "not-mine-said",
            Self::Unknown => "unknown",
        }
    }
}

impl FromStr for Step {
    type Err = Problem;

    /// Reads a step's word.
    ///
    /// # Errors
    /// `unknown-step` with the words there are.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let all = [Self::Reported, Self::Acknowledged, Self::Refunded, Self::Refused];
        one_of(text, &all, Self::word).ok_or_else(|| Problem::new("unknown-step").with("value", text))
    }
}

impl FromStr for Key {
    type Err = Problem;

    /// Reads a key's word.
    ///
    /// # Errors
    /// `unknown-key` with the words there are.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let known = || Self::ALL.map(Self::word).join(", ");
        let found = one_of(text, &Self::ALL, Self::word);
        found.ok_or_else(|| Problem::new("unknown-key").with("value", text).with("known", known()))
    }
}

impl FromStr for Said {
    type Err = Problem;

    /// Reads an answer's word.
    ///
    /// # Errors
    /// `unknown-reply` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let all = [Self::Mine, Self::Family, Self::NotMineSaid, Self::Unknown];
        one_of(text, &all, Self::word).ok_or_else(|| Problem::new("unknown-reply").with("value", text))
    }
}

fn one_of<T: Copy>(text: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| word(*one) == text)
}

/// A step of a dispute, on its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The charge's id.
    pub charge: String,
    /// Which step.
    pub step: Step,
    /// The day.
    pub on: NaiveDate,
    /// How: by telephone, on the website; by letter where it begins with one of [`Mark::LETTER`], up to a comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The card company's number for it.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What is disputed, or what came back, where that is not the whole amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The currency of the charge.
    pub currency: Currency,
}

impl Mark {
    /// The words, in each language, for a report in writing, as some last days ask.
    pub const LETTER: [&str; 3] = ["letter", "書面", "手紙"];

    /// Whether the card company was told in writing: the way is that word, whatever stands after a sign such as a comma.
    #[must_use]
    pub fn is_written(&self) -> bool {
        let is_letter = |via: &str| {
            let way = via.split(|c: char| !c.is_alphanumeric() && !c.is_whitespace()).next().unwrap_or_default();
            Self::LETTER.iter().any(|letter| way.trim().eq_ignore_ascii_case(letter))
        };
        self.step == Step::Reported && self.via.as_deref().is_some_and(is_letter)
    }
}

/// What the holder answers to a form's question about a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The charge's id.
    pub charge: String,
    /// The question.
    pub key: Key,
    /// The answer, as [`Answer::read`] lets it pass; empty where one that was given is taken away.
    pub value: String,
}

impl Answer {
    /// Reads `KEY=VALUE` about a charge; `today` is the last day that a date may have. `KEY=` takes an answer away.
    ///
    /// # Errors
    /// `unknown-key`; `bad-answer` with the values that the key takes; `date-in-future`.
    pub fn read(charge: &str, text: &str, today: NaiveDate) -> Result<Self, Problem> {
        let (key, given) = text.split_once('=').map_or((text, None), |(key, value)| (key, Some(value.trim())));
        let (key, value): (Key, &str) = (key.trim().parse()?, given.unwrap_or_default());
        let bad =
            |takes: &str| Problem::new("bad-answer").with("key", key.word()).with("value", value).with("takes", takes);
        match key.takes() {
            _ if given == Some("") => {}
            Takes::OneOf(words) if words.contains(&value) => {}
            Takes::OneOf(words) => return Err(bad(&words.join(", "))),
            Takes::Day => not_later(typed_day(value).ok_or_else(|| bad("YYYY-MM-DD"))?, today)?,
            Takes::Amount => {
                let amount: Option<Decimal> = value.parse().ok();
                amount.filter(|amount| *amount > Decimal::ZERO).ok_or_else(|| bad("18.40"))?;
            }
            Takes::Text if value.is_empty() => return Err(bad("TEXT")),
            Takes::Text => {}
        }
        Ok(Self { charge: charge.to_owned(), key, value: mask_card_numbers(value).into_owned() })
    }

    /// Whether the charge that it is about can be answered so.
    ///
    /// # Errors
    /// `refund-too-large` when more is disputed than was charged.
    pub fn check(&self, charge: &Charge) -> Result<(), Problem> {
        let disputed = || self.value.parse::<Decimal>().ok().filter(|_| self.key == Key::Disputed);
        match disputed().filter(|disputed| *disputed > charge.amount) {
            Some(value) => Err(Problem::new("refund-too-large").with("value", value).with("known", charge.amount)),
            None => Ok(()),
        }
    }
}

/// What somebody answered about a charge. It decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The charge's id.
    pub charge: String,
    /// The answer.
    pub said: Said,
    /// The day of the answer.
    pub on: NaiveDate,
    /// What was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A card that has a new number. Its history goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The old label.
    pub card: String,
    /// The new label.
    pub new: String,
    /// The day from which the old number is no longer used.
    pub on: NaiveDate,
}

/// A merchant with regular charges has the new number, or needs none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its brand family.
    pub family: String,
}

/// Refuses a day after today.
///
/// # Errors
/// `date-in-future`.
pub fn not_later(day: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    match day > today {
        true => Err(Problem::new("date-in-future").with("value", day).with("today", today)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_takes_what_its_key_takes() {
        let today = "2026-03-01".parse().unwrap();
        let read = |text| Answer::read("a1", text, today).map(|answer| answer.value).map_err(|problem| problem.code);
        for (text, held) in [
            ("possession=held", Ok("held")),
            ("possession=somewhere", Err("bad-answer")),
            ("dealt-before=yes", Ok("yes")),
            ("dealt-before=", Ok("")),
            ("dealt-before", Err("bad-answer")),
            ("merchant-asked=2026-03-01", Ok("2026-03-01")),
            ("merchant-asked=2026-03-02", Err("date-in-future")),
            ("merchant-asked=0026-03-01", Err("bad-answer")),
            ("merchant-asked=yesterday", Err("bad-answer")),
            ("merchant-answer= they will look = maybe ", Ok("they will look = maybe")),
            ("merchant-answer", Err("bad-answer")),
            ("disputed=18.40", Ok("18.40")),
            ("disputed=0", Err("bad-answer")),
            ("disputed=all", Err("bad-answer")),
            ("disputed= ", Ok("")),
            ("checked=asked at home, nobody", Ok("asked at home, nobody")),
            ("checked=", Ok("")),
            ("colour=red", Err("unknown-key")),
        ] {
            assert_eq!(read(text), held.map(str::to_owned), "{text}");
        }
    }
}
