//! The evidence inside a rule file: an ordinary life, charges after the exposure, and what the rule says of each.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::life::{Row, amount};
use crate::catalogue::day;

/// What a rule is expected to say of one charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// All clauses are true and nothing silences it.
    Fires,
    /// Two or more clauses are false, or one false and one without a value.
    Silent,
    /// Exactly one clause is false.
    Nearly,
    /// No clause is false, one or more have no value.
    CannotTell,
    /// All clauses are true, and an `unless` too.
    Silenced,
}

impl Expected {
    /// The word used in rule files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fires => "fires",
            Self::Silent => "silent",
            Self::Nearly => "nearly",
            Self::CannotTell => "cannot-tell",
            Self::Silenced => "silenced",
        }
    }
}

/// One order of an order history.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordered {
    /// The day of the order.
    #[serde(deserialize_with = "day")]
    pub date: NaiveDate,
    /// What the card was charged.
    #[serde(deserialize_with = "amount")]
    pub amount: Decimal,
    /// The last four digits of the card.
    #[serde(default)]
    pub card: String,
    /// What was ordered.
    pub items: Vec<String>,
}

/// One test of a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// What it shows.
    pub name: String,
    /// The id of an ordinary history in `rules/lives/`.
    pub life: String,
    /// Further rows of history.
    #[serde(default)]
    pub history: Vec<Row>,
    /// Descriptors of merchants that the holder has confirmed.
    #[serde(default)]
    pub confirmed: Vec<String>,
    /// Orders in an order history.
    #[serde(default)]
    pub orders: Vec<Ordered>,
    /// Charges since the exposure. Those without an outcome are only there for the others.
    pub exposed: Vec<Row>,
}
