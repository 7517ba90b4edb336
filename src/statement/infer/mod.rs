//! A file that no layout claims, read by its content: what is found is written down as a layout file like any other,
//! and the ordinary reader reads by it. Each guess is told with its reason; what the content cannot tell is a question.

mod columns;
mod money;
pub(super) mod names;
mod sign;
mod shape;
mod write;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use self::columns::assign;
use self::money::{Balance, Money};
use self::names::Role;
use self::shape::Shape;
use super::date_pattern::DatePattern;
use super::format::{Format, PurchaseSign};
use super::identify::Formats;
use super::month_names::MonthNames;
use super::options::ReadOptions;
use super::parts::parse_date;
use super::read::Tools;
use super::wire::Reading;
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::money::parse_amount;

/// The id of a layout that was found by content.
pub const INFERRED: &str = "inferred";

/// `rules/infer.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Patterns of dates, tried in order.
    pub dates: Vec<String>,
    /// Share of a column that its pattern must read.
    pub date_share: Decimal,
    /// Share of a column that must be amounts.
    pub amount_share: Decimal,
    /// Share of the rows that a running balance must confirm.
    pub balance_share: Decimal,
    /// Share of negative rows from which they are purchases, where a running balance confirms the amounts.
    pub majority_share: Decimal,
    /// Share of unreadable rows above which the guess is withdrawn.
    pub rejected_share: Decimal,
    /// Words that stand for an empty cell.
    #[serde(default)]
    pub empty: Vec<String>,
    /// Wording of rows that are no transactions but balances.
    pub balances: String,
    /// Wording of undated rows that are no transactions but totals.
    pub totals: String,
    /// Names of columns that hold what a merchant abroad asked for, not what was billed.
    pub foreign: String,
    /// Longest whole number that is taken for an amount, in digits.
    pub longest_whole: usize,
    /// What people call columns, beside the names that layouts know.
    #[serde(default)]
    pub names: BTreeMap<Role, Vec<String>>,
    /// Words of a column that mark an amount without sign as what the holder owes more.
    #[serde(default)]
    pub debits: Vec<String>,
    /// Words of such a column for what the holder owes less.
    #[serde(default)]
    pub credits: Vec<String>,
    /// Names of months, from `rules/months.toml`.
    #[serde(skip)]
    pub months: MonthNames,
}

impl Settings {
    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let bad = |e| Problem::new("bad-data-file").with("cause", e).in_file("infer.toml");
        let settings: Self = catalogue.data("infer.toml").read().map_err(bad)?;
        Ok(Self { months: MonthNames::load(catalogue.file("months.toml").unwrap_or_default())?, ..settings })
    }
}

/// Why something is taken for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Known layouts use this name for it.
    Name,
    /// What stands in the column.
    Content,
    /// A running balance confirms it.
    Balance,
    /// Of two dates it is the earlier.
    Earlier,
    /// Rows worded as payments lie on the other side.
    Payments,
    /// All rows lie on one side.
    OneSide,
    /// The user said so.
    Said,
    /// Only this reading fits every row.
    Fit,
    /// Only in this reading do the rows stand in order of date.
    Order,
    /// Only in this reading do the dates lie together.
    Near,
}

impl Why {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Content => "content",
            Self::Balance => "balance",
            Self::Earlier => "earlier",
            Self::Payments => "payments",
            Self::OneSide => "one-side",
            Self::Said => "said",
            Self::Fit => "fit",
            Self::Order => "order",
            Self::Near => "near",
        }
    }
}

/// What is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The column of the transaction date.
    TransactionDate,
    /// The column of the posting date.
    PostingDate,
    /// The column that names the merchant.
    Descriptor,
    /// The column of the amount.
    Amount,
    /// The column of what the holder owes more.
    Debit,
    /// The column of what the holder owes less.
    Credit,
    /// The column that says debit or credit.
    Flag,
    /// The column of the currency.
    Currency,
    /// The sign of a purchase.
    Sign,
}

impl Part {
    /// The word used in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TransactionDate => "transaction-date",
            Self::PostingDate => "posting-date",
            Self::Descriptor => "descriptor",
            Self::Amount => "amount",
            Self::Debit => "debit",
            Self::Credit => "credit",
            Self::Flag => "flag",
            Self::Currency => "currency",
            Self::Sign => "sign",
        }
    }
}

/// One thing that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What.
    pub what: Part,
    /// The column, by its printed name or its 1-based number; for the sign `positive` or `negative`.
    pub value: String,
    /// The reason.
    pub why: Why,
}

/// A layout found by content.
#[derive(Debug)]
pub struct Inferred {
    /// The layout.
    pub format: Format,
    /// Its file.
    pub text: String,
    /// The delimiter.
    pub delimiter: &'static str,
    /// What was guessed.
    pub guesses: Vec<Guess>,
}

impl Inferred {
    /// The file with a name in place of the unknown institution's.
    #[must_use]
    pub fn named(&self, name: &str) -> String {
        let mut file: toml::Table = toml::from_str(&self.text).unwrap_or_default();
        let words = ["en", "ja"].map(|lang| (lang.to_owned(), toml::Value::from(name)));
        file.insert("institution".to_owned(), toml::Value::Table(words.into_iter().collect()));
        toml::to_string(&file).unwrap_or_default()
    }
}

/// Finds a layout for a reading of a file, keeping to what the user has said of it; `None` where it holds no table of dated amounts that can be told apart.
///
/// # Errors
/// `bad-data-file` when the layout that was found does not hold: a fault of the program.
pub fn infer(
    reading: &Reading,
    formats: &Formats,
    options: &ReadOptions,
    tools: Tools<'_>,
) -> Result<Option<Inferred>, Problem> {
    let settings = &formats.settings;
    let names = formats.names();
    let Some(shape) = Shape::of(reading, names, settings) else { return Ok(None) };
    let decimal = options.decimal.unwrap_or_else(|| decimal_of(&shape));
    let Some(mut assigned) = assign(&shape, names, settings, tools.currencies, decimal) else { return Ok(None) };
    let sign = match (&assigned.money, assigned.balance) {
        (Money::Signed(_), _) if options.sign.is_some() => options.sign.map(|sign| (sign, Some(Why::Said))),
        (Money::Signed(_), Some(Balance { purchase: Some(sign) })) => Some((sign, Some(Why::Balance))),
        (Money::Signed(at), _) => Some(sign::of(&shape, *at, &assigned.descriptor, decimal, tools.merchants)),
        (Money::Flagged(..) | Money::Paired { .. }, _) => None,
    };
    if let Some((sign, Some(why))) = sign {
        let value = if sign == PurchaseSign::Positive { "positive" } else { "negative" };
        assigned.guesses.push(Guess { what: Part::Sign, value: value.to_owned(), why });
    }
    let text =
        write::Found { shape: &shape, assigned: &assigned, names, decimal, sign, settings, options, tools }.layout();
    let format = Format::parse(INFERRED, &text)?;
    Ok(Some(Inferred { format, text, delimiter: shape.delimiter, guesses: assigned.guesses }))
}

/// The decimal mark that reads more cells as amounts; a point where both do.
fn decimal_of(shape: &Shape) -> char {
    let readable = |mark| {
        let cells = (0..shape.width).flat_map(|at| shape.column(at));
        cells.filter(|cell| parse_amount(cell, mark).is_some()).count()
    };
    if readable(',') > readable('.') { ',' } else { '.' }
}

/// Finds dates by the settings' patterns.
struct DateFinder<'a> {
    settings: &'a Settings,
    patterns: Vec<DatePattern>,
}

impl<'a> DateFinder<'a> {
    fn new(settings: &'a Settings) -> Self {
        Self { settings, patterns: settings.dates.iter().map(|pattern| DatePattern::new(pattern)).collect() }
    }

    /// Whether any pattern reads this text.
    fn reads(&self, text: &str) -> bool {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && parse_date(text, &self.patterns, None, &self.settings.months).is_some()
    }

    /// The first pattern that reads a column.
    fn pattern<'c>(&self, cells: impl Iterator<Item = &'c str>) -> Option<String> {
        let cells: Vec<&str> = cells.collect();
        if cells.is_empty() {
            return None;
        }
        let needed = self.settings.date_share * Decimal::from(cells.len());
        let fits = |pattern: &&DatePattern| {
            let pattern = std::slice::from_ref(*pattern);
            let read =
                cells.iter().filter(|cell| parse_date(cell, pattern, None, &self.settings.months).is_some()).count();
            Decimal::from(read) >= needed
        };
        self.patterns.iter().find(fits).map(|pattern| pattern.printed().to_owned())
    }

    fn day(&self, text: &str, pattern: &str) -> Option<NaiveDate> {
        parse_date(text, &[DatePattern::new(pattern)], None, &self.settings.months).map(|(date, _)| date)
    }
}
