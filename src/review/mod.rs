//! Decisions: what the person says of a charge, and what that does to findings. The tool never turns one answer into
//! another: "not recognised" stays "not recognised".

mod credits;
mod disputes;
mod entry;
mod history;
mod order;
mod silence;
mod standing;
mod steps;

pub use credits::{Because, Credit, CreditRules};
pub use disputes::{Course, Disputes, Loss, Raised, Stage};
pub use entry::{Answer, Key, Mark, Registered, Replacement, Reply, Said, Step, Takes, not_later};
pub use history::{Entry, History, Logged};
pub use order::{Keys, Order, arrange};
pub use silence::silence;
pub use standing::{Review, Standing, State};
pub use steps::{done_on, written_on};

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::case::{Case, Charge};
use crate::location::Problem;
use crate::money::Currency;

/// What is wrong with a charge that the person made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// Charged twice.
    Duplicate,
    /// Another amount than agreed.
    Amount,
    /// Cancelled, and charged all the same.
    Cancelled,
    /// What was paid for did not come.
    NotReceived,
    /// A credit that was promised did not come.
    CreditMissing,
    /// Something else; the note says what.
    Other,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Duplicate, Self::Amount, Self::Cancelled, Self::NotReceived, Self::CreditMissing, Self::Other];

    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Amount => "amount",
            Self::Cancelled => "cancelled",
            Self::NotReceived => "not-received",
            Self::CreditMissing => "credit-missing",
            Self::Other => "other",
        }
    }
}

/// What the person says of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Verdict {
    /// I made it.
    Mine,
    /// Somebody made it with whom I share the card.
    Family,
    /// I do not know yet.
    Unsure,
    /// I do not recognise it.
    NotRecognised,
    /// Neither I nor anybody with whom I share the card made it.
    NotMine,
    /// I made it, and something is wrong with it.
    Wrong(Fault),
}

impl Verdict {
    /// The word used in arguments and outputs; that of [`Verdict::Wrong`] without its fault.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Family => "family",
            Self::Unsure => "unsure",
            Self::NotRecognised => "not-recognised",
            Self::NotMine => "not-mine",
            Self::Wrong(_) => "wrong",
        }
    }

    /// Whether the charge is the household's own, with nothing wrong.
    #[must_use]
    pub fn is_own(self) -> bool {
        matches!(self, Self::Mine | Self::Family)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(fault) => write!(f, "{}:{}", self.word(), fault.word()),
            Self::Mine | Self::Family | Self::Unsure | Self::NotRecognised | Self::NotMine => f.write_str(self.word()),
        }
    }
}

impl From<Verdict> for String {
    fn from(verdict: Verdict) -> Self {
        verdict.to_string()
    }
}

impl FromStr for Verdict {
    type Err = Problem;

    /// Reads a verdict as it is displayed: `mine`, `wrong:duplicate`.
    ///
    /// # Errors
    /// `unknown-verdict` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let plain = [Self::Mine, Self::Family, Self::Unsure, Self::NotRecognised, Self::NotMine];
        let wrong = Fault::ALL.map(Self::Wrong);
        let found = plain.into_iter().chain(wrong).find(|verdict| verdict.to_string() == text);
        found.ok_or_else(|| Problem::new("unknown-verdict").with("value", text))
    }
}

impl TryFrom<String> for Verdict {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

/// How far a decision reaches. It is made of the charges that are there; later ones are asked about again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The charge alone.
    #[default]
    Charge,
    /// Every open charge of the same amount at the merchant.
    SameAmount,
    /// Every open charge at the merchant on the card.
    MerchantOnCard,
    /// Every open charge at the merchant.
    Merchant,
}

impl Scope {
    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::SameAmount => "same-amount",
            Self::MerchantOnCard => "merchant-on-card",
            Self::Merchant => "merchant",
        }
    }

    /// Whether another charge is within reach of a decision on this one. A line that does not say the shop reaches no
    /// other.
    #[must_use]
    pub fn reaches(self, case: &Case, one: &Charge, other: &Charge) -> bool {
        if one.id == other.id {
            return true;
        }
        let merchant = |charge: &Charge| &case.merchants[charge.merchant];
        let same = !merchant(one).unstated && merchant(one).family == merchant(other).family;
        same && match self {
            Self::Charge => false,
            Self::SameAmount => (one.amount, one.currency) == (other.amount, other.currency),
            Self::MerchantOnCard => one.card == other.card,
            Self::Merchant => true,
        }
    }
}

impl FromStr for Scope {
    type Err = Problem;

    /// Reads a scope's word.
    ///
    /// # Errors
    /// `unknown-scope` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let all = [Self::Charge, Self::SameAmount, Self::MerchantOnCard, Self::Merchant];
        let found = all.into_iter().find(|scope| scope.word() == text);
        found.ok_or_else(|| Problem::new("unknown-scope").with("value", text))
    }
}

/// One answer about one charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The charge's id.
    pub charge: String,
    /// The answer.
    pub verdict: Verdict,
    /// What the person adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day after which the charge is asked about again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// How far the answer reached when it was given.
    #[serde(default)]
    pub scope: Scope,
    /// The amount that was decided on.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}
