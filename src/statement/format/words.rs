//! The words that layout files use, and outputs too.

use serde::{Deserialize, Serialize};

/// What kind of file a layout is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A card's statement.
    Card,
    /// A bank account that carries card charges.
    Account,
    /// A household app that gathers several sources.
    Aggregate,
    /// A wallet that charges a card.
    Wallet,
    /// Details that explain rows of another file.
    Detail,
}

impl Source {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Account => "account",
            Self::Aggregate => "aggregate",
            Self::Wallet => "wallet",
            Self::Detail => "detail",
        }
    }
}

/// Why a row is no transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowClass {
    /// A transaction.
    Transaction,
    /// Nothing in it.
    Blank,
    /// Before the table.
    Preamble,
    /// Names of columns.
    Header,
    /// Announces a card, a holder or a part of the file.
    Divider,
    /// Belongs to the row above.
    Continuation,
    /// A printed sum or balance.
    Total,
    /// Words of the issuer.
    Note,
    /// A row of a table of another sort.
    OtherTable,
    /// Could not be read.
    Rejected,
}

impl RowClass {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Transaction => "transaction",
            Self::Blank => "blank",
            Self::Preamble => "preamble",
            Self::Header => "header",
            Self::Divider => "divider",
            Self::Continuation => "continuation",
            Self::Total => "total",
            Self::Note => "note",
            Self::OtherTable => "other-table",
            Self::Rejected => "rejected",
        }
    }
}

/// How an amount looks for a purchase, or which side of the account a row moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PurchaseSign {
    /// Purchases are printed positive.
    Positive,
    /// Purchases are printed negative.
    Negative,
}

/// Which way a row moves what the holder owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The holder owes more.
    Debit,
    /// The holder owes less.
    Credit,
}
