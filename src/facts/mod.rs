//! Facts: the named values of a charge that rules may mention, one column each over all exposed charges.
//!
//! `rules/facts.toml` says what each fact means and holds every window and minimum. Three families: *value* facts come
//! from the charge; `…_before` facts from the household's history, its purchases and cash advances dated before the
//! exposure; `…_around` facts from a window of days that may hold later ones. No fact crosses a household, and after
//! the exposure nothing becomes familiar by repetition.
//!
//! Fees and interest are no merchants: they count in no fact about merchants or amounts, and their own facts keep
//! merchant rules silent: what is seen before is true, `foreign` is false, counts are 0, the rest is null.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::case::{Case, Charge};
use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::money::Currencies;
use crate::transaction::Kind;

mod aliases;
mod cards;
mod contexts;
mod fees;
mod file;
mod history;
mod keys;
mod moves;
mod neighbours;
mod orders;
mod places;
mod presence;
mod projects;
mod recurring;
mod refunds;
mod regular;
mod shapes;
mod stats;
mod streams;
mod summary;
mod trips;
#[cfg(test)]
mod tests;

pub use file::{
    Cadence, EqualWindow, Fact, FactsFile, Family, FeeWindow, HistoryMinimum, LookalikeMinimum, NewWindow, Parameters,
    PercentileMinimum, RiseWindow, SequenceWindow, SpreadMeasure, StreamShape, VoucherWindow,
};
pub use shapes::{
    AliasShape, Gifts, HomeShape, MoveShape, PresenceShape, ProjectShape, RefundWindow, Season, TripShape,
};

pub use recurring::{Recurring, recurring};
pub use summary::{CardHistory, HistorySummary};

use aliases::aliases;
use cards::Cards;
use contexts::Around;
use fees::fees;
use history::History;
use keys::{Keys, Row};
use presence::Presence;
use projects::projects;
use refunds::Refunds;
use regular::Regular;
use summary::summary;
use trips::Trips;

/// What stands between the places in a fact that names several.
pub const BETWEEN_PLACES: &str = "; ";

/// The type of a fact's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// Words, codes, names, ids of charges.
    Text,
    /// Yes or no.
    Bool,
    /// Counts and days.
    Int,
    /// Shares, ratios, deviations.
    Float,
}

/// The values of one fact, one for each charge of [`Facts::exposed`]; `None` has the meaning that `rules/facts.toml`
/// gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Words, codes, names, ids of charges.
    Text(Vec<Option<String>>),
    /// Yes or no.
    Bool(Vec<Option<bool>>),
    /// Counts and days.
    Int(Vec<Option<i64>>),
    /// Shares, ratios, deviations; always finite.
    Float(Vec<Option<f64>>),
}

/// The list of facts, once: the columns, the values of one charge, and the names with their types.
macro_rules! list_of_facts {
    ($($name:ident: $type:ident($cell:ty)),* $(,)?) => {
        /// Every fact with its type, in the order of [`Facts::columns`].
        pub const FACTS: [(&str, Type); [$(stringify!($name)),*].len()] = [$((stringify!($name), Type::$type)),*];

        /// The facts of one charge.
        #[derive(Debug, Default)]
        struct Values {
            $($name: Option<$cell>,)*
        }

        #[derive(Debug, Default)]
        struct Columns {
            $($name: Vec<Option<$cell>>,)*
        }

        impl Columns {
            fn push(&mut self, values: Values) {
                $(self.$name.push(values.$name);)*
            }

            fn finish(self) -> Vec<(&'static str, Column)> {
                vec![$((stringify!($name), Column::$type(self.$name))),*]
            }
        }
    };
}

list_of_facts! {
    kind: Text(String),
    status: Text(String),
    currency: Text(String),
    class: Text(String),
    amount_units: Float(f64),
    amount_round: Bool(bool),
    later_installment: Bool(bool),
    may_be_older: Bool(bool),
    days_since_exposure: Int(i64),
    history_days_before: Int(i64),
    history_charges_before: Int(i64),
    family_seen_before: Bool(bool),
    exact_seen_before: Bool(bool),
    family_charges_before: Int(i64),
    family_equal_before: Int(i64),
    currency_seen_before: Bool(bool),
    country_seen_before: Bool(bool),
    class_seen_before: Bool(bool),
    amount_pct_before: Float(f64),
    family_amount_z_before: Float(f64),
    lookalike_of_before: Text(String),
    near_name_of_before: Text(String),
    stream_before: Text(String),
    amount_max_before: Float(f64),
    family_max_before: Float(f64),
    family_repeats_before: Float(f64),
    unseen_share_before: Float(f64),
    home_town_before: Bool(bool),
    online: Bool(bool),
    odd_words: Bool(bool),
    known_brand: Bool(bool),
    foreign: Bool(bool),
    equal_around: Text(String),
    micro_new_around: Text(String),
    larger_new_around: Text(String),
    smaller_here_around: Text(String),
    new_families_around: Int(i64),
    new_charges_here_around: Int(i64),
    new_sum_around: Float(f64),
    stream_new_around: Int(i64),
    trip_around: Bool(bool),
    equal_earlier_around: Text(String),
    larger_here_around: Text(String),
    trial_here_around: Text(String),
    smaller_here_count_around: Int(i64),
    amount_pct_around: Float(f64),
    large_around: Int(i64),
    new_large_around: Int(i64),
    large_later_around: Int(i64),
    new_gift_around: Int(i64),
    new_round_here_around: Int(i64),
    family_charges_around: Int(i64),
    family_span_around: Int(i64),
    family_above_around: Int(i64),
    fee_around: Text(String),
    country: Text(String),
    gift_season: Bool(bool),
    card_quiet_days_before: Int(i64),
    new_on_card_before: Bool(bool),
    trip_place_around: Text(String),
    trip_from_around: Text(String),
    trip_to_around: Text(String),
    home_charges_around: Int(i64),
    abroad_charges_around: Int(i64),
    moved_around: Bool(bool),
    project_around: Bool(bool),
    orphan_refund_around: Text(String),
    refund_of_equal_around: Text(String),
    order_around: Text(String),
    order_items_around: Int(i64),
    stream_amount_change_before: Float(f64),
    stream_off_cadence_around: Bool(bool),
    stream_new_dear_around: Bool(bool),
    alias_of_before: Text(String),
}

/// What decisions of the holder tell the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Brand families (`Identity::family`) that the holder has confirmed: never new.
    pub families: BTreeSet<String>,
    /// For each card that was replaced, its newest number: indices into [`Case::cards`]. The facts see one card.
    pub replaced: BTreeMap<usize, usize>,
}

impl Known {
    /// The newest number of a card, an index into [`Case::cards`].
    #[must_use]
    pub fn card(&self, card: usize) -> usize {
        self.replaced.get(&card).copied().unwrap_or(card)
    }
}

/// The facts of all exposed charges of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Indices into [`Case::charges`], ascending: the rows of every column.
    pub exposed: Vec<usize>,
    /// One column for each of [`FACTS`], in that order, each as long as `exposed`.
    pub columns: Vec<(&'static str, Column)>,
    /// One for each of [`Case::households`], in that order.
    pub histories: Vec<HistorySummary>,
}

impl Facts {
    /// Reads `rules/facts.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when the file is missing, has another shape, or names other facts or types than [`FACTS`].
    pub fn load(catalogue: &Catalogue) -> Result<FactsFile, Problem> {
        FactsFile::read(catalogue.data(file::PATH))
    }

    /// The column of a fact.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|(known, _)| *known == name).map(|(_, column)| column)
    }
}

/// The facts of every exposed charge. The charges of a household must be contiguous in the case; their order within a
/// day does not matter.
#[must_use]
pub fn compute(case: &Case, currencies: &Currencies, known: &Known, file: &FactsFile) -> Facts {
    let parameters = &file.parameters;
    let keys = Keys::of(case, currencies, known, parameters);
    let mut exposed = Vec::new();
    let mut columns = Columns::default();
    let mut histories: Vec<_> = (0..case.households.len()).map(|at| summary(case, at, &[], parameters)).collect();
    let mut start = 0;
    for charges in case.charges.chunk_by(|a, b| a.household == b.household) {
        let household = charges[0].household;
        histories[household] = summary(case, household, charges, parameters);
        if charges.iter().any(|charge| charge.exposed) {
            facts_of_household(case, &keys, parameters, start, charges, &mut columns);
            exposed.extend((start..).zip(charges).filter(|(_, charge)| charge.exposed).map(|(at, _)| at));
        }
        start += charges.len();
    }
    Facts { exposed, columns: columns.finish(), histories }
}

/// Adds the rows of one household, whose charges start at `start` in the case.
fn facts_of_household(
    case: &Case,
    keys: &Keys<'_>,
    parameters: &Parameters,
    start: usize,
    charges: &[Charge],
    columns: &mut Columns,
) {
    let exposed_from = exposure(case, charges[0].household);
    let mut rows: Vec<Row> = (start..)
        .zip(charges)
        .filter(|(_, charge)| is_bought(charge))
        .map(|(at, charge)| keys.row(at, charge))
        .collect();
    rows.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| case.charges[a.charge].id.cmp(&case.charges[b.charge].id)));
    let past: Vec<Row> = rows.iter().filter(|row| is_past(&case.charges[row.charge], exposed_from)).copied().collect();
    let history = History::of(keys, parameters, &past);
    history.join_trials(&mut rows);
    let (around, (presence, refunds, regular)) = rayon::join(
        || Around::of(case, keys, parameters, &history, &rows),
        || {
            let presence = Presence::of(keys, &history, parameters, &past, &rows);
            let refunds = Refunds::of(case, keys, &history, &parameters.refund, charges[0].household, &rows);
            (presence, refunds, Regular::of(&history, &parameters.stream, &rows))
        },
    );
    let trips = Trips::of(keys, &presence, &parameters.trip, &rows);
    let projects = projects(keys, &history, &parameters.project, &rows);
    let orders = orders::orders(case, &rows);
    let aliases = aliases(keys, &history, parameters, &past, &rows);
    let fees = fees(case, charges, &rows, history.homes(), &parameters.fee);
    let cards = Cards::of(keys, &history, &past, &rows);
    let mut positions = vec![None; charges.len()];
    for (at, row) in rows.iter().enumerate() {
        positions[row.charge - start] = Some(at);
    }
    for (charge, position) in charges.iter().zip(positions) {
        if !charge.exposed {
            continue;
        }
        let mut values = value_facts(charge, keys, exposed_from);
        values.gift_season = Some(parameters.gifts.holds(charge.date, charge.currency));
        history.how_long(exposed_from.map(|day| day.num_days_from_ce()), &mut values);
        match position {
            Some(at) => {
                values.class = keys.class(&rows[at]).map(str::to_owned);
                history.fill(&rows[at], &mut values);
                around.fill(at, &mut values);
                presence.fill(&rows[at], &mut values);
                cards.fill(&rows[at], &mut values);
                values.fee_around = fees.get(&rows[at].charge).map(|id| (*id).to_owned());
                regular.fill(&rows[at], values.stream_new_around > Some(0), &mut values);
                values.alias_of_before = aliases.get(&rows[at].charge).map(|name| (*name).to_owned());
                refunds.fill(&rows[at], charge.card, &mut values);
                orders::fill(orders.get(&rows[at].charge).copied(), &mut values);
                values.project_around = Some(projects[at]);
            }
            None => fees::of_no_merchant(&mut values),
        }
        let at_home = position.is_some_and(|at| presence.is_at_home(&rows[at]));
        trips.fill(charge.date.num_days_from_ce(), at_home, &mut values);
        columns.push(values);
    }
}

/// What the charge itself tells.
fn value_facts(charge: &Charge, keys: &Keys<'_>, exposed_from: Option<NaiveDate>) -> Values {
    let (amount, scale) = (keys::amount(charge), keys.scale(charge.currency));
    Values {
        kind: Some(charge.kind.word().to_owned()),
        status: Some(charge.status.word().to_owned()),
        currency: Some(charge.currency.code().to_owned()),
        amount_units: Some(stats::ratio(i128::from(amount), i128::from(scale.unit))),
        amount_round: Some(amount > 0 && amount % scale.round_step == 0),
        later_installment: Some(
            charge.installment.is_some_and(|(n, _)| n > 1) || exposed_from.is_some_and(|from| charge.date < from),
        ),
        may_be_older: Some(charge.may_be_older),
        days_since_exposure: Some(exposed_from.map_or(0, |from| (charge.date - from).num_days())),
        ..Values::default()
    }
}

/// How many of the ascending days lie in a window.
fn within(days: &[i32], from: i32, to: i32) -> usize {
    days.partition_point(|day| *day <= to) - days.partition_point(|day| *day < from)
}

fn exposure(case: &Case, household: usize) -> Option<NaiveDate> {
    case.households.get(household).and_then(|household| household.exposed_from)
}

/// Whether a merchant is paid: fees and interest count in no fact about merchants.
fn is_bought(charge: &Charge) -> bool {
    matches!(charge.kind, Kind::Purchase | Kind::CashAdvance)
}

/// Whether a charge is history. Without an exposure there is none.
fn is_past(charge: &Charge, exposed_from: Option<NaiveDate>) -> bool {
    !charge.exposed && exposed_from.is_some_and(|from| charge.date < from)
}
