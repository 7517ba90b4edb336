//! A layout's generation brought to the columns of one file: names become positions, patterns are compiled once.

use std::collections::BTreeMap;

use regex::Regex;

use super::cells::Cells;
use super::date_pattern::DatePattern;
use super::format::{
    AmountRef, ColumnRef, Columns, DateFrom, Generation, Mapped, Of, OneOrMore, Pull, RowClass, RowRule, Side, Source,
    compile, header_key, key_column, position,
};
use crate::location::Problem;
use crate::money::Currency;
use crate::text::{nfkc, trim};
use crate::transaction::{Kind, Status};

/// The section before the header.
pub(super) const PREAMBLE: &str = "preamble";

/// Conditions on cells: position (`None`: the file has no such column) and pattern.
#[derive(Debug)]
pub(super) struct Test(Vec<(Option<i64>, Regex)>);

impl Test {
    fn new(keys: &BTreeMap<String, String>, header: &[String]) -> Result<Self, Problem> {
        keys.iter()
            .map(|(key, pattern)| Ok((position(&key_column(key), header)?, compile(pattern)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(super) fn holds(&self, cells: &Cells) -> bool {
        self.0.iter().all(|(at, pattern)| pattern.is_match(&folded(cells, *at)))
    }
}

/// The positions of one kind of row.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) transaction_date: Vec<i64>,
    pub(super) posting_date: Vec<i64>,
    pub(super) date_precision: Option<i64>,
    pub(super) descriptor: Vec<i64>,
    pub(super) merchant: Option<i64>,
    pub(super) amount: Vec<(i64, Option<Currency>)>,
    pub(super) debit: Option<i64>,
    pub(super) credit: Option<i64>,
    pub(super) fee: Vec<i64>,
    pub(super) billed: Option<i64>,
    pub(super) currency: Option<i64>,
    pub(super) foreign_amount: Option<i64>,
    pub(super) foreign_currency: Option<i64>,
    pub(super) country: Option<i64>,
    pub(super) reference: Option<i64>,
    pub(super) holder: Option<i64>,
    pub(super) card: Option<i64>,
    pub(super) household: Option<i64>,
    pub(super) n: Option<i64>,
    pub(super) m: Option<i64>,
    pub(super) kind: Option<Words<Kind>>,
    pub(super) status: Option<Words<Status>>,
    pub(super) flag: Option<Words<Side>>,
    pub(super) source: Option<Words<Source>>,
}

/// A column whose words stand for values.
#[derive(Debug)]
pub(super) struct Words<T> {
    pub(super) at: i64,
    pub(super) values: BTreeMap<String, T>,
}

impl Places {
    fn new(columns: &Columns, header: &[String]) -> Result<Self, Problem> {
        let at = |column: &Option<ColumnRef>| match column {
            Some(column) => position(column, header),
            None => Ok(None),
        };
        let several = |columns: &Option<OneOrMore<ColumnRef>>| -> Result<Vec<i64>, Problem> {
            let mut found = Vec::new();
            for column in columns.iter().flat_map(OneOrMore::iter) {
                found.extend(position(column, header)?);
            }
            Ok(found)
        };
        let mut amount = Vec::new();
        for place in columns.amount.iter().flat_map(OneOrMore::iter) {
            let (column, currency) = match place {
                AmountRef::Plain(column) => (column, None),
                AmountRef::In { column, currency } => (column, Some(*currency)),
            };
            amount.extend(position(column, header)?.map(|at| (at, currency)));
        }
        Ok(Self {
            transaction_date: several(&columns.transaction_date)?,
            posting_date: several(&columns.posting_date)?,
            date_precision: at(&columns.date_precision)?,
            descriptor: several(&columns.descriptor)?,
            merchant: at(&columns.merchant)?,
            amount,
            debit: at(&columns.debit)?,
            credit: at(&columns.credit)?,
            fee: several(&columns.fee)?,
            billed: at(&columns.billed)?,
            currency: at(&columns.currency)?,
            foreign_amount: at(&columns.foreign_amount)?,
            foreign_currency: at(&columns.foreign_currency)?,
            country: at(&columns.country)?,
            reference: at(&columns.reference)?,
            holder: at(&columns.holder)?,
            card: at(&columns.card)?,
            household: at(&columns.household)?,
            n: at(&columns.n)?,
            m: at(&columns.m)?,
            kind: words(columns.kind.as_ref(), header)?,
            status: words(columns.status.as_ref(), header)?,
            flag: words(columns.flag.as_ref(), header)?,
            source: words(columns.source.as_ref(), header)?,
        })
    }

    /// Positions that these places read, for telling which columns are left over.
    fn used(&self, cells: usize) -> Vec<usize> {
        let single = [
            self.date_precision,
            self.merchant,
            self.debit,
            self.credit,
            self.billed,
            self.currency,
            self.foreign_amount,
            self.foreign_currency,
            self.country,
            self.reference,
            self.holder,
            self.card,
            self.household,
            self.n,
            self.m,
            self.kind.as_ref().map(|w| w.at),
            self.status.as_ref().map(|w| w.at),
            self.flag.as_ref().map(|w| w.at),
            self.source.as_ref().map(|w| w.at),
        ];
        let several =
            [&self.descriptor, &self.transaction_date, &self.posting_date, &self.fee].into_iter().flatten().copied();
        let several = several.chain(self.amount.iter().map(|(at, _)| *at));
        single.into_iter().flatten().chain(several).filter_map(|at| index(at, cells)).collect()
    }
}

fn words<T: Copy>(mapped: Option<&Mapped<T>>, header: &[String]) -> Result<Option<Words<T>>, Problem> {
    let Some(mapped) = mapped else { return Ok(None) };
    Ok(position(&mapped.column, header)?.map(|at| Words {
        at,
        values: mapped.values.iter().map(|(word, value)| (header_key(word).into_owned(), *value)).collect(),
    }))
}

/// A pattern whose named groups fill fields.
#[derive(Debug)]
pub(super) struct PullPlan {
    pub(super) at: Option<i64>,
    pub(super) regex: Regex,
    /// The decimal mark of its amount, when it is not the file's.
    pub(super) decimal: Option<char>,
}

fn pulls(pulls: &[Pull], header: &[String]) -> Result<Vec<PullPlan>, Problem> {
    let plan = |pull: &Pull| {
        Ok(PullPlan { at: position(&pull.from, header)?, regex: compile(&pull.regex)?, decimal: pull.decimal })
    };
    pulls.iter().map(plan).collect()
}

/// A printed total's place.
#[derive(Debug)]
pub(super) struct TotalPlan {
    pub(super) label: Option<i64>,
    pub(super) amount: Option<i64>,
    pub(super) of: Of,
    /// Index into [`Plan::marks`], when only some transactions count.
    pub(super) only: Option<usize>,
    pub(super) since_divider: bool,
    pub(super) due: bool,
}

/// A row rule for this file.
#[derive(Debug)]
pub(super) struct RowPlan {
    pub(super) section_is: Option<String>,
    pub(super) test: Test,
    pub(super) class: RowClass,
    pub(super) kind: Option<Kind>,
    pub(super) status: Option<Status>,
    pub(super) side: Option<Side>,
    pub(super) date: Option<DateFrom>,
    pub(super) join: bool,
    pub(super) next_section: Option<String>,
    pub(super) places: Option<Places>,
    pub(super) pulls: Vec<PullPlan>,
    pub(super) total: Option<TotalPlan>,
}

/// Everything that reading one file needs.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) places: Places,
    pub(super) pulls: Vec<PullPlan>,
    pub(super) rows: Vec<RowPlan>,
    /// Conditions of totals that sum only some transactions.
    pub(super) marks: Vec<Test>,
    /// Columns that nothing reads, by position and printed name.
    pub(super) left_over: Vec<(usize, String)>,
    /// The layout's patterns, for dates in the midst of text.
    pub(super) dates: Vec<DatePattern>,
    /// The patterns of the cells that hold dates in this file.
    pub(super) column_dates: Vec<DatePattern>,
    /// The printed column names.
    pub(super) header: Vec<String>,
}

impl Plan {
    /// Resolves a generation against a header; before the header is seen it is empty and only positions work.
    pub(super) fn new(generation: &Generation, header: &[String]) -> Result<Self, Problem> {
        let places = Places::new(&generation.columns, header)?;
        let mut marks = Vec::new();
        let rows = generation
            .row
            .iter()
            .map(|rule| row_plan(rule, generation, header, &mut marks))
            .collect::<Result<_, _>>()?;
        let used = places.used(header.len());
        let left_over = header
            .iter()
            .enumerate()
            .filter(|(at, name)| !name.is_empty() && !used.contains(at))
            .map(|(at, name)| (at, name.clone()))
            .collect();
        let dates: Vec<DatePattern> = generation.read.dates.iter().map(|pattern| DatePattern::new(pattern)).collect();
        Ok(Self {
            places,
            pulls: pulls(&generation.pull, header)?,
            rows,
            marks,
            left_over,
            column_dates: dates.clone(),
            dates,
            header: header.to_vec(),
        })
    }

    /// A column as people find it in their file: its printed name, else its number from 1.
    pub(super) fn column_name(&self, at: Option<i64>) -> String {
        let Some(at) = at else { return String::new() };
        let name = usize::try_from(at).ok().and_then(|at| self.header.get(at)).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| if at >= 0 { (at + 1).to_string() } else { at.to_string() })
    }

    /// Whether date, descriptor and amount have a column.
    pub(super) fn is_enough(&self) -> bool {
        let places = &self.places;
        let dated = !places.transaction_date.is_empty() || !places.posting_date.is_empty();
        dated
            && !places.descriptor.is_empty()
            && (!places.amount.is_empty() || places.debit.is_some() && places.credit.is_some())
    }

    /// The first rule that says what this row is. Rules of no section speak of the body and its sections, not of the
    /// preamble.
    pub(super) fn rule(&self, section: &str, cells: &Cells) -> Option<&RowPlan> {
        self.rows.iter().find(|rule| {
            rule.section_is.as_deref().map_or(section != PREAMBLE, |name| name == section) && rule.test.holds(cells)
        })
    }
}

fn row_plan(
    rule: &RowRule,
    generation: &Generation,
    header: &[String],
    marks: &mut Vec<Test>,
) -> Result<RowPlan, Problem> {
    let places = match &rule.columns {
        None => None,
        Some(over) => {
            let mut columns = generation.columns.clone();
            let over: Columns = over
                .clone()
                .try_into()
                .map_err(|e: toml::de::Error| Problem::new("bad-data-file").with("cause", e.to_string()))?;
            overlay(&mut columns, over);
            Some(Places::new(&columns, header)?)
        }
    };
    let total = match &rule.total {
        None => None,
        Some(total) => {
            let only = if total.only.is_empty() {
                None
            } else {
                marks.push(Test::new(&total.only, header)?);
                Some(marks.len() - 1)
            };
            Some(TotalPlan {
                label: position(&total.label, header)?,
                amount: position(&total.amount, header)?,
                of: total.of,
                only,
                since_divider: total.since.is_some(),
                due: total.due,
            })
        }
    };
    Ok(RowPlan {
        section_is: rule.section_is.clone(),
        test: Test::new(&rule.when, header)?,
        class: rule.is,
        kind: rule.kind,
        status: rule.status,
        side: rule.sign,
        date: rule.date,
        join: rule.join,
        next_section: rule.section.clone(),
        places,
        pulls: pulls(&rule.pull, header)?,
        total,
    })
}

fn overlay(columns: &mut Columns, over: Columns) {
    macro_rules! take {
        ($($key:ident),*) => { $( if over.$key.is_some() { columns.$key = over.$key; } )* };
    }
    take!(
        transaction_date,
        posting_date,
        date_precision,
        descriptor,
        merchant,
        amount,
        debit,
        credit,
        billed,
        currency,
        foreign_amount,
        foreign_currency,
        country,
        reference,
        holder,
        card,
        household,
        n,
        m,
        kind,
        status,
        flag,
        source,
        fee
    );
}

/// A position in a row of this many cells.
pub(super) fn index(at: i64, cells: usize) -> Option<usize> {
    if at >= 0 { usize::try_from(at).ok() } else { cells.checked_sub(usize::try_from(-at).ok()?) }
}

/// The trimmed cell; empty when the row has none there.
pub(super) fn cell(cells: &Cells, at: Option<i64>) -> &str {
    at.and_then(|at| index(at, cells.len())).and_then(|at| cells.get(at)).map_or("", trim)
}

/// The trimmed and folded cell, as patterns and word lists see it.
pub(super) fn folded(cells: &Cells, at: Option<i64>) -> std::borrow::Cow<'_, str> {
    let text = cell(cells, at);
    if text.is_ascii() { text.into() } else { nfkc(text).trim().to_owned().into() }
}
