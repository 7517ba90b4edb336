//! From a decision to the day until which to report it: the deadlines as claims, their count for one charge, and the
//! charges sorted into what goes to one issuer under one card.

mod calendar;
mod count;
mod counting;
mod deadline;
mod guide;
mod kinds;
mod sheet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::review::{Mark, Stage, Step, Verdict, done_on, written_on};

pub use crate::statement::format::Product;
pub use calendar::{Calendar, Calendars, Doubt};
pub use count::{Answers, Basis, Count, Dates, Monthly, Trust, Waiting, counts, earliest, waiting};
pub use counting::{Claims, Counting, Terms};
pub use deadline::Deadline;
pub use guide::{Action, Done, Form, Guide, Guides};
pub use kinds::{Direction, Event, Notice, Role, Unit};
pub use sheet::{Letter, Missing, Sheet, Wanted, last_four, missing, sheets, totals};

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
    /// The place of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Held, Self::Lost, Self::Stolen].into_iter().find(|place| place.word() == word)
    }

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

/// Who writes to the card company, as letters begin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// The holder's name.
    #[serde(default)]
    pub name: Option<String>,
    /// Where letters reach the holder.
    #[serde(default)]
    pub address: Option<String>,
    /// Where calls do.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A decided charge on its way to the card company: the fields that issuers' forms ask for, and what its days are counted
/// from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The charge's id.
    pub id: String,
    /// Who issued the card, as people call it; empty where no file tells.
    pub issuer: String,
    /// The card's label: last four digits or any text that is no card number.
    pub card: String,
    /// The country whose rules hold, by its ISO 3166 code.
    #[serde(default)]
    pub country: Option<String>,
    /// Id of the layout of the statement, which tells the issuer.
    #[serde(default)]
    pub layout: Option<String>,
    /// What the card can be: one where it is known; empty = nothing is known of it.
    #[serde(default)]
    pub products: Vec<Product>,
    /// Holder as printed.
    #[serde(default)]
    pub holder: Option<String>,
    /// The day of the purchase. One of the two dates is always there.
    #[serde(default)]
    pub transaction_date: Option<NaiveDate>,
    /// The day of booking.
    #[serde(default)]
    pub posting_date: Option<NaiveDate>,
    /// The statement prints months only: the dates are the first days of these.
    #[serde(default)]
    pub month_only: bool,
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
    pub reason: Verdict,
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
    /// The day on which the holder cancelled.
    #[serde(default)]
    pub cancelled: Option<NaiveDate>,
    /// What happened, in the holder's words.
    #[serde(default)]
    pub note: Option<String>,
    /// Names of the papers that go with it.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// Innocent explanations to check before it is disputed.
    #[serde(skip)]
    pub checks: Vec<String>,
    /// What the holder found who checked them.
    #[serde(default)]
    pub checked: Option<String>,
    /// What was done of it so far, in order.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// How far it has come.
    #[serde(default)]
    pub stage: Stage,
    /// The day from which the number of its card is no longer used.
    #[serde(default)]
    pub replaced: Option<NaiveDate>,
    /// What its days are counted from.
    #[serde(skip)]
    pub answers: Answers,
    /// Who writes.
    #[serde(default)]
    pub sender: Sender,
}

impl Dispute {
    /// The amount that is disputed.
    #[must_use]
    pub fn claimed(&self) -> Decimal {
        self.disputed.unwrap_or(self.amount)
    }

    /// The day on which the card company was told first.
    #[must_use]
    pub fn reported(&self) -> Option<NaiveDate> {
        done_on(&self.marks, Step::Reported)
    }

    /// Whether what was done is all that a count asks of the holder: a report, and where a letter must have arrived, one
    /// that was sent in time for that or that the card company has confirmed.
    #[must_use]
    pub fn has_met(&self, count: &Count<'_>) -> bool {
        let since_letter = || self.marks.iter().skip_while(|mark| !mark.is_written());
        let confirmed = || since_letter().any(|mark| mark.step >= Step::Acknowledged);
        count.deadline.role == Role::Report
            && match count.deadline.notice {
                Some(Notice::Written) => written_on(&self.marks)
                    .is_some_and(|sent| count.post_by.is_none_or(|post_by| sent <= post_by) || confirmed()),
                _ => self.reported().is_some(),
            }
    }

    /// The transaction date, else the posting date.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.transaction_date.or(self.posting_date).unwrap_or(NaiveDate::MIN)
    }
}
