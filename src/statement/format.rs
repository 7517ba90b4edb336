//! The grammar of a layout file (`rules/formats/<id>.toml`) and its check when loaded. The reader interprets it; no
//! bank has code of its own. `rules/formats/README.md` is made from [`KEYS`].

use std::collections::BTreeMap;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::location::Problem;
use crate::messages::Words;
use crate::money::Currency;
use crate::text::{nfkc, trim};
use crate::transaction::{Kind, Status};

/// What kind of file a layout is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// How well a layout's facts are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A real file or a parser of real files was read.
    High,
    /// Documented or agreed by several projects; said when the layout is used.
    Medium,
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

/// A column, as a layout file names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ColumnRef {
    /// Position from 0; negative counts from the end.
    At(i64),
    /// Header name, alternatives by ` | `, `{n}` for a number, `#2` for the second of that name.
    Named(String),
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
    pub transaction_date: Option<ColumnRef>,
    pub posting_date: Option<ColumnRef>,
    pub date_precision: Option<ColumnRef>,
    pub descriptor: Option<OneOrMore<ColumnRef>>,
    pub merchant: Option<ColumnRef>,
    pub amount: Option<OneOrMore<AmountRef>>,
    pub debit: Option<ColumnRef>,
    pub credit: Option<ColumnRef>,
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
}

/// How bytes become cells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Encodings that the issuer uses beside UTF-8.
    pub encodings: Vec<String>,
    /// Delimiters that occur.
    pub delimiter: Vec<char>,
    /// The decimal mark.
    #[serde(default = "point")]
    pub decimal: char,
    /// chrono patterns of dates, tried in order.
    pub dates: Vec<String>,
    /// Cells of a full row; needed with `surplus`.
    #[serde(default)]
    pub fields: Option<usize>,
    /// Position at which surplus cells are joined.
    #[serde(default)]
    pub surplus: Option<usize>,
    /// Regex over the file's base name.
    #[serde(default)]
    pub file_name: Option<String>,
}

fn point() -> char {
    '.'
}

/// What makes a file one of this layout: content only.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The header record, cell by cell.
    #[serde(default)]
    pub header: Vec<String>,
    /// Conditions on rows.
    #[serde(default)]
    pub row: Vec<IdentifyRow>,
}

/// One condition on rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifyRow {
    /// Which rows must fulfil it.
    #[serde(rename = "where")]
    pub place: Where,
    /// Position to regex.
    #[serde(default)]
    pub cells: BTreeMap<String, String>,
    /// Exact number of cells.
    #[serde(default)]
    pub fields: Option<usize>,
}

/// Which rows a condition speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Where {
    /// The first row that is not blank.
    First,
    /// At least one row.
    Any,
    /// Each row that is not blank.
    Every,
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
}

/// What evidence looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The kinds that the `kind` column prints.
    Kind,
}

/// Parts pulled out of one cell by named groups.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// The cell.
    pub from: ColumnRef,
    /// The pattern.
    pub regex: String,
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
    /// Parts pulled out.
    #[serde(default)]
    pub pull: Vec<Pull>,
    /// A printed total.
    #[serde(default)]
    pub total: Option<TotalRule>,
}

/// One generation of a layout, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generation {
    /// Who issues such files.
    pub institution: Words,
    /// What they are of.
    pub source: Source,
    /// Currency of amounts, unless a column says otherwise.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// How well this is known.
    pub confidence: Confidence,
    /// When a real export was last seen so.
    pub seen: String,
    /// Where the facts come from.
    pub facts: Vec<String>,
    /// Status of every row.
    #[serde(default)]
    pub status: Option<Status>,
    /// Bytes to cells.
    pub read: Read,
    /// What makes a file one of these.
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
}

/// One institution's export layout.
#[derive(Debug, Clone)]
pub struct Format {
    /// The file's name under `rules/formats/`, without ending.
    pub id: String,
    /// Its generations; the first is the file itself, the others its variants.
    pub generations: Vec<Generation>,
}

impl Format {
    /// Reads a layout file.
    ///
    /// # Errors
    /// `bad-data-file` when it does not follow the grammar, `bad-pattern` when a regex or date pattern is wrong.
    pub fn parse(id: &str, text: &str) -> Result<Self, Problem> {
        let file = format!("formats/{id}.toml");
        let bad = |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file(file.clone());
        let mut base: toml::Table = toml::from_str(text).map_err(|e| bad(e.to_string()))?;
        let variants = match base.remove("variant") {
            None => Vec::new(),
            Some(toml::Value::Array(variants)) => variants,
            Some(_) => return Err(bad("`variant` must be [[variant]]".to_owned())),
        };
        let mut tables = vec![base.clone()];
        for variant in variants {
            let toml::Value::Table(over) = variant else {
                return Err(bad("`variant` must be a table".to_owned()));
            };
            let mut merged = base.clone();
            merge(&mut merged, over);
            tables.push(merged);
        }
        let mut generations = Vec::new();
        for table in tables {
            let generation: Generation = table.try_into().map_err(|e: toml::de::Error| bad(e.to_string()))?;
            generation.check().map_err(|problem| problem.in_file(file.clone()))?;
            generations.push(generation);
        }
        Ok(Self { id: id.to_owned(), generations })
    }

    /// The first generation, which speaks for the layout.
    #[must_use]
    pub fn first(&self) -> &Generation {
        &self.generations[0]
    }
}

/// Lays one table over another: tables merge key by key, all else replaces.
pub fn merge(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(over)) => merge(inner, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

impl Generation {
    fn check(&self) -> Result<(), Problem> {
        let refuse = |cause: &str| Err(Problem::new("bad-data-file").with("cause", cause));
        if self.identify.header.is_empty() && self.identify.row.is_empty() {
            return refuse("[identify] needs a header or a row");
        }
        if self.facts.is_empty() || self.seen.is_empty() {
            return refuse("`facts` and `seen` must say where the layout comes from");
        }
        let columns = &self.columns;
        if columns.descriptor.is_none() {
            return refuse("[columns] needs a descriptor");
        }
        let paired = columns.debit.is_some() && columns.credit.is_some();
        if columns.amount.is_none() && !paired {
            return refuse("[columns] needs amount, or debit and credit");
        }
        if columns.amount.is_some() && columns.flag.is_none() && self.amount.is_none() && !paired {
            return refuse("[amount] purchase must say how a purchase looks");
        }
        if self.read.fields.is_some() != self.read.surplus.is_some() {
            return refuse("[read] fields and surplus go together");
        }
        if self.read.dates.is_empty() || self.read.delimiter.is_empty() {
            return refuse("[read] needs dates and a delimiter");
        }
        Ok(())
    }
}

/// One cell of a header, as a layout describes it.
#[derive(Debug, Clone)]
pub struct HeaderCell {
    /// May be missing.
    pub optional: bool,
    alternatives: Vec<CellName>,
}

#[derive(Debug, Clone)]
enum CellName {
    Literal(String),
    Pattern(Regex),
}

impl HeaderCell {
    /// Reads `Name`, `A | B`, `{n}月支払金額` or `[Memo]`.
    ///
    /// # Errors
    /// `bad-pattern`, never for text without `{n}`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        Ok(Self { optional: inner.is_some(), alternatives: names(inner.unwrap_or(text))? })
    }

    /// Whether a normalised header cell is this one. An empty cell is only ever an empty one.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        self.alternatives.iter().any(|name| name.is(cell))
    }
}

impl CellName {
    fn is(&self, cell: &str) -> bool {
        match self {
            Self::Literal(name) => name == cell,
            Self::Pattern(pattern) => pattern.is_match(cell),
        }
    }
}

fn names(text: &str) -> Result<Vec<CellName>, Problem> {
    text.split(" | ")
        .map(|name| {
            let name = header_key(name);
            if name.contains("{n}") {
                let pattern = format!("^{}$", regex::escape(&name).replace("\\{n\\}", "\\d+"));
                compile(&pattern).map(CellName::Pattern)
            } else {
                Ok(CellName::Literal(name))
            }
        })
        .collect()
}

/// A header cell as it is compared: trimmed and folded.
#[must_use]
pub fn header_key(cell: &str) -> String {
    nfkc(trim(cell)).trim().to_owned()
}

/// Compiles a pattern of a data file, with a bound on its size.
///
/// # Errors
/// `bad-pattern` with the pattern and the cause.
pub fn compile(pattern: &str) -> Result<Regex, Problem> {
    regex::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .build()
        .map_err(|e| Problem::new("bad-pattern").with("pattern", pattern).with("cause", e))
}

/// The position that a column has in a file with this header: `None` when the header lacks it.
///
/// # Errors
/// `bad-pattern` as for header cells.
pub fn position(column: &ColumnRef, header: &[String]) -> Result<Option<i64>, Problem> {
    let name = match column {
        ColumnRef::At(at) => return Ok(Some(*at)),
        ColumnRef::Named(name) => name,
    };
    let (name, nth) = match name.rsplit_once('#') {
        Some((name, nth)) if !nth.is_empty() && nth.bytes().all(|b| b.is_ascii_digit()) => {
            (name, nth.parse::<usize>().unwrap_or(1))
        }
        _ => (name.as_str(), 1),
    };
    for alternative in names(name)? {
        let found = header.iter().enumerate().filter(|(_, cell)| alternative.is(cell)).nth(nth.saturating_sub(1));
        if let Some((at, _)) = found {
            return Ok(i64::try_from(at).ok());
        }
    }
    Ok(None)
}

/// A `when` or `where` key as a column: a whole number is a position, all else a name.
#[must_use]
pub fn key_column(key: &str) -> ColumnRef {
    key.parse().map_or_else(|_| ColumnRef::Named(key.to_owned()), ColumnRef::At)
}
