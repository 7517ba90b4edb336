//! `rules/facts.toml`: what each fact means, and every window and minimum.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Deserialize;
use toml::{Table, Value};

use super::shapes::{AliasShape, Gifts, HomeShape, MoveShape, PresenceShape, ProjectShape, RefundWindow, TripShape};
use super::{FACTS, Type};
use crate::catalogue::DataFile;
use crate::location::Problem;
use crate::messages::Words;

/// The path of the file in the catalogue.
pub(super) const PATH: &str = "facts.toml";

/// The facts as people are told of them, and the parameters.
#[derive(Debug, Clone)]
pub struct FactsFile {
    /// In the order of [`FACTS`].
    pub facts: Vec<Fact>,
    /// The windows and minima.
    pub parameters: Parameters,
}

/// What the file says of one fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The name that rules mention.
    pub name: &'static str,
    /// The type of its values.
    pub r#type: Type,
    /// What the values are counted or written in: `days`, `share, 0 to 1`, `id of a charge`.
    pub unit: String,
    /// What it looks at.
    pub family: Family,
    /// What it says, parameters put in.
    pub meaning: Words,
    /// What it means that there is no value, parameters put in: said when a rule cannot tell. Without it there is
    /// always a value.
    pub null: Option<Words>,
}

/// What a fact looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The charge itself.
    Value,
    /// The history, all of it on strictly earlier days.
    Before,
    /// A window of days, later ones included: it may change when the next statement arrives.
    Around,
}

/// The windows and minima. "Units" are small-purchase units of the currency; "percent" is a whole number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Less than this is little history.
    pub history: HistoryMinimum,
    /// When a percentile of amounts can be told.
    pub percentile: PercentileMinimum,
    /// How the spread of a merchant's amounts is measured.
    pub spread: SpreadMeasure,
    /// When a merchant is used enough to be imitated.
    pub lookalike: LookalikeMinimum,
    /// What regular charges are.
    pub stream: StreamShape,
    /// How near equal charges are looked for.
    pub equal: EqualWindow,
    /// A tiny charge, then a large one.
    pub sequence: SequenceWindow,
    /// A small charge, then a larger one at the same merchant.
    pub rise: RiseWindow,
    /// How charges at new merchants are counted.
    pub new: NewWindow,
    /// Which fees come with a charge abroad.
    pub fee: FeeWindow,
    /// How gift cards and digital credit at new merchants are counted.
    pub voucher: VoucherWindow,
    /// Where home is.
    pub home: HomeShape,
    /// Who is seen in person.
    pub presence: PresenceShape,
    /// What a trip is.
    pub trip: TripShape,
    /// What a move is.
    pub moved: MoveShape,
    /// What a project is.
    pub project: ProjectShape,
    /// When gifts are given.
    pub gifts: Gifts,
    /// How near refunds are looked for.
    pub refund: RefundWindow,
    /// When a name is taken for another's successor.
    pub alias: AliasShape,
}

/// Less than this is little history.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryMinimum {
    /// Days before the exposure.
    pub days: i64,
    /// Charges before the exposure.
    pub charges: i64,
}

/// When a percentile of amounts can be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentileMinimum {
    /// Charges in the same currency.
    pub fewest: usize,
}

/// How the spread of a merchant's amounts is measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpreadMeasure {
    /// Charges at the family in the same currency.
    pub fewest: usize,
    /// Standard deviations per median absolute deviation.
    pub sigma: f64,
    /// The smallest spread of ln(amount).
    pub floor: f64,
}

/// When a merchant is used enough to be imitated.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookalikeMinimum {
    /// Charges at the imitated family.
    pub fewest: usize,
    /// Letters of both names, where one letter is another.
    pub letters: usize,
}

/// What regular charges are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamShape {
    /// By how much of the larger one two amounts may differ, in percent; below 100.
    pub percent: i64,
    /// How many other charges of such an amount may lie in between.
    pub between: usize,
    /// By how much of the smaller one a price may change from one charge to the next, in percent.
    pub change_percent: i64,
    /// How much of the merchant's charges in its time is regular, at least, where the price is not always the same.
    pub share_percent: usize,
    /// Charges of the shortest stream.
    pub early: usize,
    /// Overdue after so many percent of the cadence's longest gap.
    pub overdue_percent: i32,
    /// A family bills nothing else when so many percent of its charges belong to its stream.
    pub pure_percent: usize,
    /// The percentile of the amounts of streams above which a new one is dear, 1 to 100.
    pub dear_percent: usize,
    /// The cadences by name.
    pub cadence: BTreeMap<String, Cadence>,
}

/// The gaps of a stream.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// Days of the shortest gap.
    pub shortest: i32,
    /// Days of the longest gap.
    pub longest: i32,
    /// Charges from which the stream is mature.
    pub mature: usize,
}

/// How near equal charges are looked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EqualWindow {
    /// Days before and after.
    pub days: i32,
}

/// Which fees come with a charge abroad.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeWindow {
    /// From the same day to so many days later.
    pub days: i32,
    /// At most so many percent of the charge.
    pub percent: i64,
}

/// A tiny charge, then a large one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceWindow {
    /// Days from the first to the second.
    pub days: i32,
    /// Units of the largest tiny charge.
    pub tiny_units: i64,
    /// A large charge is larger than so many percent of the history …
    pub large_percent: usize,
    /// … or, without a percentile, at least so many units.
    pub large_units: i64,
}

/// A small charge, then a larger one at the same merchant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiseWindow {
    /// Days between them, at least.
    pub from_days: i32,
    /// Days between them, at most.
    pub to_days: i32,
    /// How many times as large the second is, at least.
    pub times: i64,
    /// How many of the latest charges there are compared, at most.
    pub charges: usize,
}

/// How charges at new merchants are counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewWindow {
    /// Days before and after.
    pub days: i32,
    /// The percentile of the history that measures their sum, 1 to 100.
    pub percent: usize,
}

/// How gift cards and digital credit at new merchants are counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoucherWindow {
    /// Days before and after.
    pub days: i32,
    /// The classes of merchants that sell them.
    pub classes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    parameters: Parameters,
    fact: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    r#type: Type,
    unit: String,
    family: Family,
    meaning: Words,
    null: Option<Words>,
}

impl FactsFile {
    /// Reads the text of the file.
    pub(super) fn read<'a>(file: impl Into<DataFile<'a>>) -> Result<Self, Problem> {
        let file = file.into();
        let mut table: Table = file.read().map_err(bad)?;
        let parameters = table.get("parameters").cloned().unwrap_or(Value::Table(Table::new()));
        if let Some(facts) = table.get_mut("fact") {
            put_in(facts, &parameters)?;
        }
        let mut shape: Shape = table.try_into().map_err(bad)?;
        let mut facts = Vec::with_capacity(FACTS.len());
        for (name, r#type) in FACTS {
            let entry = shape.fact.remove(name).ok_or_else(|| bad(format!("the fact {name} is missing")))?;
            if entry.r#type != r#type {
                return Err(bad(format!("the fact {name} has another type")));
            }
            let Entry { unit, family, meaning, null, .. } = entry;
            for words in std::iter::once(&meaning).chain(&null).filter(|_| !file.is_shipped()) {
                words.check(&[]).map_err(|problem| problem.in_file(PATH))?;
            }
            facts.push(Fact { name, r#type, unit, family, meaning, null });
        }
        match shape.fact.keys().next() {
            Some(name) => Err(bad(format!("there is no fact {name}"))),
            None => Ok(Self { facts, parameters: shape.parameters }),
        }
    }

    /// What the file says of the fact of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }
}

/// Puts the parameters into every text: `{percentile.fewest}` becomes `20`.
fn put_in(value: &mut Value, parameters: &Value) -> Result<(), Problem> {
    if let Value::Table(table) = value {
        return table.iter_mut().try_for_each(|(_, inner)| put_in(inner, parameters));
    }
    let Value::String(text) = value else { return Ok(()) };
    let mut filled = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (path, tail) = after.split_once('}').ok_or_else(|| bad("a brace is left open"))?;
        let parameter = path.split('.').try_fold(parameters, |table, key| table.get(key));
        filled.push_str(before);
        match parameter {
            Some(Value::String(text)) => filled.push_str(text),
            Some(number @ (Value::Integer(_) | Value::Float(_))) => filled.push_str(&number.to_string()),
            _ => return Err(bad(format!("there is no parameter {path}"))),
        }
        rest = tail;
    }
    filled.push_str(rest);
    *text = filled;
    Ok(())
}

fn bad(cause: impl Display) -> Problem {
    Problem::new("bad-data-file").with("cause", cause).in_file(PATH)
}
