//! The evidence inside a rule file: an ordinary life, charges after the exposure, and what the rule says of each.

use serde::Deserialize;

use super::life::Row;

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
    /// Charges since the exposure. Those without an outcome are only there for the others.
    pub exposed: Vec<Row>,
}
