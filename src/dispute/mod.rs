//! From a decision to the day until which to report it: the deadlines as claims, their count for one charge, and the
//! charges sorted into what goes to one desk under one card.

mod calendar;
mod count;
mod counting;
mod deadline;
mod kinds;
mod sheet;
mod steps;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Currency;

pub use calendar::{Calendar, Calendars, Doubt};
pub use count::{Answers, Basis, Count, Dates, Statements, Trust, Waiting, counts, earliest, waiting};
pub use counting::Counting;
pub use deadline::Deadline;
pub use kinds::{Direction, Event, Notice, Product, Role, Unit};
pub use sheet::{Letter, Missing, Sheet, missing, sheets, totals};
pub use steps::{Form, Step, Steps};

/// What the holder says of a charge: one of a fixed vocabulary. The program never turns one into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Neither the holder nor anybody with leave made it.
    NotMine,
    /// The holder looked and does not recognise it.
    NotRecognised,
    /// The holder does not know yet.
    Unsure,
    /// Charged twice.
    Duplicate,
    /// The amount is another than agreed.
    Amount,
    /// Charged after it was cancelled.
    Cancelled,
    /// Paid for, never received.
    NotReceived,
    /// Money back was promised and did not come.
    CreditMissing,
    /// Something else, in the holder's words.
    Other,
}

impl Reason {
    /// Every reason, in the order in which a form lists them.
    pub const ALL: [Self; 9] = [
        Self::NotMine,
        Self::NotRecognised,
        Self::Unsure,
        Self::Duplicate,
        Self::Amount,
        Self::Cancelled,
        Self::NotReceived,
        Self::CreditMissing,
        Self::Other,
    ];

    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotMine => "not-mine",
            Self::NotRecognised => "not-recognised",
            Self::Unsure => "unsure",
            Self::Duplicate => "duplicate",
            Self::Amount => "amount",
            Self::Cancelled => "cancelled",
            Self::NotReceived => "not-received",
            Self::CreditMissing => "credit-missing",
            Self::Other => "other",
        }
    }

    /// The letter in which it can stand.
    #[must_use]
    pub fn letter(self) -> Letter {
        match self {
            Self::NotMine => Letter::NotMine,
            Self::NotRecognised | Self::Unsure => Letter::Query,
            Self::Duplicate
            | Self::Amount
            | Self::Cancelled
            | Self::NotReceived
            | Self::CreditMissing
            | Self::Other => Letter::Wrong,
        }
    }
}

/// Where the card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Possession {
    /// The holder has it.
    Held,
    /// It was lost.
    Lost,
    /// It was stolen.
    Stolen,
}

impl Possession {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Lost => "lost",
            Self::Stolen => "stolen",
        }
    }
}

/// The valid charge of which another is the duplicate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twin {
    /// Its date.
    pub date: NaiveDate,
    /// Its reference on the statement.
    #[serde(default)]
    pub reference: Option<String>,
}

/// When the merchant was asked, and what it answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The day.
    pub on: NaiveDate,
    /// The answer, in the holder's words.
    #[serde(default)]
    pub answer: Option<String>,
}

/// A decided charge on its way to the card company: the fields that issuers' forms ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The charge's id.
    pub id: String,
    /// Who issued the card, as people call it.
    pub issuer: String,
    /// The card's label: last four digits or any text that is no card number.
    pub card: String,
    /// The country whose rules hold, by its ISO 3166 code.
    #[serde(default)]
    pub country: Option<String>,
    /// Id of the layout of the statement, which tells the issuer.
    #[serde(default)]
    pub layout: Option<String>,
    /// Credit, debit or prepaid.
    #[serde(default)]
    pub product: Option<Product>,
    /// Holder as printed.
    #[serde(default)]
    pub holder: Option<String>,
    /// The day of the purchase. One of the two dates is always there.
    #[serde(default)]
    pub transaction_date: Option<NaiveDate>,
    /// The day of booking.
    #[serde(default)]
    pub posting_date: Option<NaiveDate>,
    /// Not final: it may change or vanish, and cannot be disputed yet.
    #[serde(default)]
    pub pending: bool,
    /// The descriptor as printed.
    pub descriptor: String,
    /// Positive amount in `currency`.
    pub amount: Decimal,
    /// The part of it that is disputed; absent = all of it.
    #[serde(default)]
    pub disputed: Option<Decimal>,
    /// Currency of the amount.
    pub currency: Currency,
    /// Amount in the merchant's currency.
    #[serde(default)]
    pub foreign_amount: Option<Decimal>,
    /// The merchant's currency.
    #[serde(default)]
    pub foreign_currency: Option<Currency>,
    /// The reference on the statement.
    #[serde(default)]
    pub reference: Option<String>,
    /// What the holder says of it.
    pub reason: Reason,
    /// The valid charge, where this is its duplicate.
    #[serde(default)]
    pub twin: Option<Twin>,
    /// Whether the holder dealt with the merchant before.
    #[serde(default)]
    pub dealt_before: Option<bool>,
    /// Where the card is.
    #[serde(default)]
    pub possession: Option<Possession>,
    /// When the merchant was asked.
    #[serde(default)]
    pub merchant_asked: Option<Contact>,
    /// A note in the holder's words: the amount agreed, the day of cancelling.
    #[serde(default)]
    pub note: Option<String>,
    /// Names of the papers that go with it.
    #[serde(default)]
    pub attachments: Vec<String>,
}

impl Dispute {
    /// The amount that is disputed.
    #[must_use]
    pub fn claimed(&self) -> Decimal {
        self.disputed.unwrap_or(self.amount)
    }

    /// The transaction date, else the posting date.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.transaction_date.or(self.posting_date).unwrap_or(NaiveDate::MIN)
    }
}
