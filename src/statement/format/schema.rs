//! The shape of a layout file, key by key. What each key means to its author stands in [`super::keys`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::super::wire::Syntax;
use super::identity::Identify;
use super::words::{Product, PurchaseSign, RowClass, Side, Source};
use crate::catalogue::{Confidence, day};
use crate::messages::Words;
use crate::money::Currency;
use crate::transaction::{Kind, Status};

/// A column, as a layout file names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ColumnRef {
    /// Header name, alternatives by ` | `, `{n}` for a number, `#2` for the second of that name.
    Named(String),
    /// Position from 0; negative counts from the end.
    At(i64),
}

/// One or several columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore<T> {
    /// One.
    One(T),
    /// Several, in order.
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    /// As a slice-like iterator.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        match self {
            Self::One(one) => std::slice::from_ref(one).iter(),
            Self::More(more) => more.iter(),
        }
    }
}

/// A place of the amount: a column, with its own currency where one file holds several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum AmountRef {
    /// A column.
    Plain(ColumnRef),
    /// A column whose amounts are in this currency.
    In {
        /// The column.
        column: ColumnRef,
        /// Its currency.
        currency: Currency,
    },
}

/// A column whose words stand for values of ours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapped<T> {
    /// The column.
    pub column: ColumnRef,
    /// Printed word to value.
    pub values: BTreeMap<String, T>,
}

/// Where the parts of a transaction stand.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "each key is documented once, in KEYS")]
pub struct Columns {
    pub transaction_date: Option<OneOrMore<ColumnRef>>,
    pub posting_date: Option<OneOrMore<ColumnRef>>,
    pub date_precision: Option<ColumnRef>,
    pub descriptor: Option<OneOrMore<ColumnRef>>,
    pub merchant: Option<ColumnRef>,
    pub amount: Option<OneOrMore<AmountRef>>,
    pub debit: Option<ColumnRef>,
    pub credit: Option<ColumnRef>,
    pub fee: Option<OneOrMore<ColumnRef>>,
    pub billed: Option<ColumnRef>,
    pub currency: Option<ColumnRef>,
    pub foreign_amount: Option<ColumnRef>,
    pub foreign_currency: Option<ColumnRef>,
    pub country: Option<ColumnRef>,
    pub reference: Option<ColumnRef>,
    pub holder: Option<ColumnRef>,
    pub card: Option<ColumnRef>,
    pub household: Option<ColumnRef>,
    pub n: Option<ColumnRef>,
    pub m: Option<ColumnRef>,
    pub kind: Option<Mapped<Kind>>,
    pub status: Option<Mapped<Status>>,
    pub flag: Option<Mapped<Side>>,
    pub source: Option<Mapped<Source>>,
}

/// How bytes become cells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// The wire syntax.
    #[serde(default)]
    pub syntax: Syntax,
    /// Encodings that the issuer uses beside UTF-8.
    pub encodings: Vec<String>,
    /// Delimiters that occur.
    #[serde(default = "comma")]
    pub delimiter: Vec<String>,
    /// The decimal mark.
    #[serde(default = "point")]
    pub decimal: char,
    /// chrono patterns of dates, tried in order.
    pub dates: Vec<String>,
    /// Words that stand for an empty cell.
    #[serde(default)]
    pub empty: Vec<String>,
    /// Cells of a full row; needed with `surplus`.
    #[serde(default)]
    pub fields: Option<usize>,
    /// Position at which surplus cells are joined.
    #[serde(default)]
    pub surplus: Option<usize>,
    /// Regex over the file's base name.
    #[serde(default)]
    pub file_name: Option<String>,
    /// Currency of the files whose name it fits.
    #[serde(default)]
    pub file_currency: Option<Currency>,
}

fn comma() -> Vec<String> {
    vec![",".to_owned()]
}

fn point() -> char {
    '.'
}

/// What a purchase looks like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountRule {
    /// Sign of a purchase in the amount column.
    pub purchase: PurchaseSign,
}

/// What a file's own rows may overrule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What is decided.
    pub decide: Decide,
    /// By what.
    pub by: By,
}

/// What evidence decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decide {
    /// The sign of a purchase.
    Sign,
    /// Whether day or month comes first.
    DateOrder,
    /// The decimal mark.
    Decimal,
}

/// What evidence looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The kinds that the `kind` column prints.
    Kind,
    /// Rows whose wording is that of a payment.
    Payments,
    /// Most rows of a card are charges.
    Majority,
    /// The reading that leaves fewer rows unreadable.
    Fit,
}

/// Parts pulled out of one cell by named groups.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// The cell.
    pub from: ColumnRef,
    /// The pattern.
    pub regex: String,
    /// The decimal mark of its amount, when it is not the file's.
    #[serde(default)]
    pub decimal: Option<char>,
}

/// A printed total.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalRule {
    /// Its label's cell.
    pub label: ColumnRef,
    /// Its amount's cell.
    pub amount: ColumnRef,
    /// What it sums.
    pub of: Of,
    /// Only transactions whose cells match.
    #[serde(rename = "where", default)]
    pub only: BTreeMap<String, String>,
    /// Only transactions since the last divider.
    #[serde(default)]
    pub since: Option<Since>,
    /// It is an amount due that the file's other totals include, and is itself no total to check.
    #[serde(default)]
    pub due: bool,
}

/// What a total sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// The amounts.
    Amount,
    /// This month's shares.
    Billed,
}

/// From where a total sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Since {
    /// The last divider row.
    Divider,
}

/// Where an undated row takes its date from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFrom {
    /// The transaction above.
    Above,
    /// The next dated transaction below.
    Below,
}

/// What a row is, and what it changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowRule {
    /// Only in this section.
    #[serde(rename = "in", default)]
    pub section_is: Option<String>,
    /// Column to regex; all must match.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// The class.
    pub is: RowClass,
    /// Kind of the transaction.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Status of the transaction.
    #[serde(default)]
    pub status: Option<Status>,
    /// Side of the amount.
    #[serde(default)]
    pub sign: Option<Side>,
    /// Date of an undated row.
    #[serde(default)]
    pub date: Option<DateFrom>,
    /// The section that begins after this row.
    #[serde(default)]
    pub section: Option<String>,
    /// Columns of this row.
    #[serde(default)]
    pub columns: Option<toml::Table>,
    /// A continuation row's descriptor belongs to the descriptor above.
    #[serde(default)]
    pub join: bool,
    /// Parts pulled out.
    #[serde(default)]
    pub pull: Vec<Pull>,
    /// A printed total.
    #[serde(default)]
    pub total: Option<TotalRule>,
}

/// What the references of a layout are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceIs {
    /// Each charge keeps its own in every file: rows of two files with one reference are one charge.
    Stable,
}

/// How the holder comes by the files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HowToGet {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
    /// The day on which somebody looked.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
}

/// One generation of a layout, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generation {
    /// Who issues such files.
    pub institution: Words,
    /// ISO 3166 code of the country whose holders it serves; absent where it serves many.
    #[serde(default)]
    pub country: Option<String>,
    /// The product that the file is of, as the holder calls it.
    #[serde(default)]
    pub product: Option<Words>,
    /// What they are of.
    pub source: Source,
    /// What the card can be, where [`Product::of`] the source does not say it.
    #[serde(default)]
    pub products: Vec<Product>,
    /// Currency of amounts, unless a column says otherwise.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// How well this is known.
    pub confidence: Confidence,
    /// When a real export was last seen so.
    pub seen: String,
    /// Where the facts come from.
    pub facts: Vec<String>,
    /// Months that the issuer serves online.
    #[serde(default)]
    pub kept_months: Option<u32>,
    /// How the holder comes by the files.
    #[serde(default)]
    pub how_to_get: Option<HowToGet>,
    /// Status of every row.
    #[serde(default)]
    pub status: Option<Status>,
    /// What the references are good for.
    #[serde(default)]
    pub reference_is: Option<ReferenceIs>,
    /// How an account shows the bill of such a card.
    #[serde(default)]
    pub bill: Option<String>,
    /// Bytes to cells.
    pub read: Read,
    /// What makes a file one of these.
    #[serde(default)]
    pub identify: Identify,
    /// Where things stand.
    pub columns: Columns,
    /// Sign of a purchase.
    #[serde(default)]
    pub amount: Option<AmountRule>,
    /// What the rows may overrule.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Parts pulled out of every transaction.
    #[serde(default)]
    pub pull: Vec<Pull>,
    /// What rows are.
    #[serde(default)]
    pub row: Vec<RowRule>,
    /// Other generations, laid over this one; empty in a generation that was laid out.
    #[serde(default)]
    pub variant: Vec<toml::Table>,
}

impl Generation {
    /// What the card of such a file can be: one, where that is known; none, where nothing is.
    #[must_use]
    pub fn products(&self) -> Vec<Product> {
        if self.products.is_empty() { Product::of(self.source).to_vec() } else { self.products.clone() }
    }
}
