//! The words that deadline files use, and outputs too.

use serde::{Deserialize, Serialize};

/// Whose deadline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The holder reports the charge.
    Report,
    /// The holder does something else.
    Holder,
    /// The card company answers.
    Issuer,
    /// A limit between banks, which is not the holder's.
    BankLimit,
}

impl Role {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Holder => "holder",
            Self::Issuer => "issuer",
            Self::BankLimit => "bank-limit",
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Days on which banks are open.
    BusinessDays,
    /// Calendar months; ends on the same day of the month, or on its last where it has no such day.
    Months,
    /// Ends of calendar months; that of the month itself does not count.
    MonthEnds,
    /// Complete billing cycles; the running one does not count.
    Cycles,
}

impl Unit {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::BusinessDays => "business-days",
            Self::Months => "months",
            Self::MonthEnds => "month-ends",
            Self::Cycles => "cycles",
        }
    }
}

/// Which way is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the event onwards.
    #[default]
    After,
    /// From a coming event backwards.
    Before,
    /// From the report backwards: what lies in the window is inside, and every day of waiting moves the window.
    BackFromReport,
}

impl Direction {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
            Self::BackFromReport => "back-from-report",
        }
    }
}

/// The event that a count starts from. It is never the breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The purchase.
    Charge,
    /// The day on which the account was debited.
    Debit,
    /// The issuer sent the first statement that shows the charge.
    StatementSent,
    /// The holder was told that the statement is there.
    StatementNotified,
    /// The holder learned that the card was lost or stolen.
    Learned,
    /// The issuer received the report.
    Report,
    /// The issuer received the report in writing.
    WrittenReport,
    /// The issuer explained why the charge stands.
    Explanation,
    /// The next automatic payment.
    Draw,
    /// No event: nothing is counted.
    None,
}

impl Event {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Debit => "debit",
            Self::StatementSent => "statement-sent",
            Self::StatementNotified => "statement-notified",
            Self::Learned => "learned",
            Self::Report => "report",
            Self::WrittenReport => "written-report",
            Self::Explanation => "explanation",
            Self::Draw => "draw",
            Self::None => "none",
        }
    }
}

/// What must have happened to the holder's notice by the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Notice {
    /// It arrived, on paper.
    Written,
    /// It arrived, in whatever way.
    Received,
    /// It was sent.
    Sent,
    /// A word by telephone counts.
    Spoken,
}

impl Notice {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Spoken => "spoken",
        }
    }
}
