//! The words that layout files use, and outputs too.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::location::Problem;

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

/// What kind of card is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Product {
    /// Billed later.
    Credit,
    /// Debits an account at once.
    Debit,
    /// Loaded before.
    Prepaid,
    /// Of a business, whether it is billed later or not: days that are of consumers are not its own.
    Business,
}

impl FromStr for Product {
    type Err = Problem;

    /// Reads `credit`, `debit`, `prepaid` or `business`.
    ///
    /// # Errors
    /// `unknown-product` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let all = [Self::Credit, Self::Debit, Self::Prepaid, Self::Business];
        let found = all.into_iter().find(|product| product.word() == text);
        found.ok_or_else(|| Problem::new("unknown-product").with("value", text))
    }
}

impl Product {
    /// The kinds of card whose statements are files of this kind, where their layout says nothing else; none where those
    /// gather several.
    #[must_use]
    pub fn of(source: Source) -> &'static [Self] {
        match source {
            Source::Card => &[Self::Credit],
            Source::Account => &[Self::Debit],
            Source::Aggregate | Source::Wallet | Source::Detail => &[],
        }
    }

    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Debit => "debit",
            Self::Prepaid => "prepaid",
            Self::Business => "business",
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
