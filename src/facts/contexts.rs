//! What stands around a charge: the `…_around` facts, each from a stated window of days.

use foldhash::HashMap;

use super::history::{History, count};
use super::keys::{Keys, Row};
use super::neighbours::Neighbours;
use super::stats::ratio;
use super::streams::Streams;
use super::{Parameters, Values, within};
use crate::case::Case;
use crate::money::Currency;

/// A family, the currency, and where it matters the amount.
type Place = (u32, Currency);

/// Charges equal to one, within the days of equals: the earliest other one, and one of the same day or before.
#[derive(Default)]
struct Equals {
    first: Option<usize>,
    earlier: Option<usize>,
}

/// The charges of one household, ready to be asked what stands around a day. Positions are those in `rows`.
pub(super) struct Around<'a> {
    case: &'a Case,
    parameters: &'a Parameters,
    history: &'a History<'a>,
    rows: &'a [Row],
    equals: HashMap<(Place, i64), Vec<usize>>,
    tiny: Nearest,
    large: Nearest,
    smallest: HashMap<Place, Vec<usize>>,
    largest: HashMap<Place, Vec<usize>>,
    new_days: HashMap<u32, Vec<i32>>,
    new_sums: HashMap<Currency, Vec<(i32, i128)>>,
    new_families: Vec<usize>,
    streams: Vec<usize>,
    neighbours: Neighbours<'a>,
}

impl<'a> Around<'a> {
    /// All purchases and cash advances of the household, in order of day, then id.
    pub(super) fn of(
        case: &'a Case,
        keys: &'a Keys<'a>,
        parameters: &'a Parameters,
        history: &'a History<'a>,
        rows: &'a [Row],
    ) -> Self {
        // A charge on a card that the breach does not concern is no sign of misuse, however new its merchant.
        let is_new = |row: &Row| case.charges[row.charge].exposed && history.is_new(row);
        let new: Vec<usize> = (0..rows.len()).filter(|at| is_new(&rows[*at])).collect();
        let is_tiny = |at: &usize| rows[*at].amount <= keys.scale(rows[*at].currency).tiny;
        let is_large = |at: &usize| history.is_large(&rows[*at]);
        let mut around = Self {
            case,
            parameters,
            history,
            rows,
            equals: HashMap::default(),
            tiny: Nearest::of(rows, new.iter().copied().filter(is_tiny)),
            large: Nearest::of(rows, new.iter().copied().filter(is_large)),
            smallest: HashMap::default(),
            largest: HashMap::default(),
            new_days: HashMap::default(),
            new_sums: HashMap::default(),
            new_families: new_families(rows, &new, parameters.new.days),
            streams: new_streams(rows, &new, parameters),
            neighbours: Neighbours::of(keys, parameters, history, rows, &new, |row| case.charges[row.charge].exposed),
        };
        let exposed_from = (rows.iter().find(|row| case.charges[row.charge].exposed)).map_or(i32::MAX, |row| row.day);
        let near = rows.partition_point(|row| row.day < exposed_from.saturating_sub(parameters.equal.days));
        for (at, row) in rows.iter().enumerate().skip(near) {
            around.equals.entry((place(row), row.amount)).or_default().push(at);
        }
        for at in new {
            around.add_new(at);
        }
        around
    }

    fn add_new(&mut self, at: usize) {
        let rows = self.rows;
        let row = &rows[at];
        self.new_days.entry(row.merchant.family).or_default().push(row.day);
        let sums = self.new_sums.entry(row.currency).or_default();
        let sum = sums.last().map_or(0, |(_, sum)| *sum) + i128::from(row.amount);
        sums.push((row.day, sum));
        keep(self.smallest.entry(place(row)).or_default(), rows, at, i64::lt);
        keep(self.largest.entry(place(row)).or_default(), rows, at, i64::gt);
    }

    /// The facts of the purchase or cash advance at this position.
    pub(super) fn fill(&self, at: usize, values: &mut Values) {
        let row = &self.rows[at];
        let equals = self.equals(at);
        values.equal_around = self.id(equals.first);
        values.equal_earlier_around = self.id(equals.earlier);
        values.micro_new_around = self.id(self.tiny.back(row, self.parameters.sequence.days));
        values.larger_new_around = self.id(self.large.on(row, self.parameters.sequence.days));
        values.smaller_here_around = self.id(self.smaller_here(at));
        values.larger_here_around = self.id(self.larger_here(at));
        values.trial_here_around = self.id(self.trial_here(at));
        values.new_families_around = Some(count(self.new_families[at]));
        values.new_charges_here_around = Some(count(self.new_charges_here(row)));
        values.new_sum_around =
            self.history.high_amount(row.currency).map(|high| ratio(self.new_sum(row), i128::from(high)));
        values.stream_new_around = Some(count(self.streams[at]));
        self.neighbours.fill(at, [self.history.is_new(row), self.history.is_above(row)], values);
    }

    fn id(&self, at: Option<usize>) -> Option<String> {
        at.map(|at| self.case.charges[self.rows[at].charge].id.clone())
    }

    fn equals(&self, at: usize) -> Equals {
        let (row, days) = (&self.rows[at], self.parameters.equal.days);
        let Some(equals) = self.equals.get(&(place(row), row.amount)) else { return Equals::default() };
        let from = equals.partition_point(|other| self.rows[*other].day < row.day - days);
        let near = equals[from..].iter().take_while(|other| self.rows[**other].day <= row.day + days);
        let first = near.copied().find(|other| *other != at);
        Equals { first, earlier: first.filter(|other| self.rows[*other].day <= row.day) }
    }

    fn smaller_here(&self, at: usize) -> Option<usize> {
        let (row, rise) = (&self.rows[at], &self.parameters.rise);
        let smallest = self.smallest.get(&place(row))?;
        let end = smallest.partition_point(|other| self.rows[*other].day <= row.day - rise.from_days);
        let near = smallest[..end].iter().rev().take_while(|other| self.rows[**other].day >= row.day - rise.to_days);
        near.copied().find(|other| self.rows[*other].amount.saturating_mul(rise.times) <= row.amount)
    }

    fn trial_here(&self, at: usize) -> Option<usize> {
        let (row, rise) = (&self.rows[at], &self.parameters.rise);
        let first = *self.smallest.get(&place(row))?.first()?;
        let trial = &self.rows[first];
        (trial.day <= row.day - rise.from_days && trial.amount.saturating_mul(rise.times) <= row.amount)
            .then_some(first)
    }

    fn larger_here(&self, at: usize) -> Option<usize> {
        let (row, rise) = (&self.rows[at], &self.parameters.rise);
        let largest = self.largest.get(&place(row))?;
        let from = largest.partition_point(|other| self.rows[*other].day < row.day + rise.from_days);
        let near = largest[from..].iter().take_while(|other| self.rows[**other].day <= row.day + rise.to_days);
        near.copied().find(|other| row.amount.saturating_mul(rise.times) <= self.rows[*other].amount)
    }

    fn new_charges_here(&self, row: &Row) -> usize {
        let days = self.parameters.new.days;
        self.new_days.get(&row.merchant.family).map_or(0, |new| within(new, row.day - days, row.day + days))
    }

    fn new_sum(&self, row: &Row) -> i128 {
        let (days, sums) = (self.parameters.new.days, self.new_sums.get(&row.currency));
        let sum_before = |end: i32| {
            let sums = sums.map_or(&[][..], Vec::as_slice);
            sums[..sums.partition_point(|(day, _)| *day < end)].last().map_or(0, |(_, sum)| *sum)
        };
        sum_before(row.day + days + 1) - sum_before(row.day - days)
    }
}

/// Charges by day, for each day the first and the first at another family: enough to find the nearest charge elsewhere
/// without a walk over a busy day.
struct Nearest {
    days: Vec<Day>,
}

struct Day {
    day: i32,
    first: (u32, usize),
    elsewhere: Option<(u32, usize)>,
}

impl Nearest {
    fn of(rows: &[Row], positions: impl Iterator<Item = usize>) -> Self {
        let mut days: Vec<Day> = Vec::new();
        for at in positions {
            let (day, family) = (rows[at].day, rows[at].merchant.family);
            match days.last_mut() {
                Some(last) if last.day == day => {
                    if last.first.0 != family {
                        last.elsewhere.get_or_insert((family, at));
                    }
                }
                Some(_) | None => days.push(Day { day, first: (family, at), elsewhere: None }),
            }
        }
        Self { days }
    }

    /// The nearest charge elsewhere on this day or up to so many days earlier.
    fn back(&self, row: &Row, days: i32) -> Option<usize> {
        let end = self.days.partition_point(|day| day.day <= row.day);
        let near = self.days[..end].iter().rev().take_while(|day| day.day >= row.day - days);
        near.filter_map(|day| day.elsewhere_than(row)).next()
    }

    /// The nearest charge elsewhere on this day or up to so many days later.
    fn on(&self, row: &Row, days: i32) -> Option<usize> {
        let start = self.days.partition_point(|day| day.day < row.day);
        let near = self.days[start..].iter().take_while(|day| day.day <= row.day + days);
        near.filter_map(|day| day.elsewhere_than(row)).next()
    }
}

impl Day {
    fn elsewhere_than(&self, row: &Row) -> Option<usize> {
        let other = if self.first.0 == row.merchant.family { self.elsewhere } else { Some(self.first) };
        other.map(|(_, at)| at)
    }
}

fn place(row: &Row) -> Place {
    (row.merchant.family, row.currency)
}

/// Keeps one charge of each day, ascending: the first of those whose amount no other one of the day beats.
fn keep(kept: &mut Vec<usize>, rows: &[Row], at: usize, beats: fn(&i64, &i64) -> bool) {
    match kept.last_mut().filter(|last| rows[**last].day == rows[at].day) {
        Some(last) if beats(&rows[at].amount, &rows[*last].amount) => *last = at,
        Some(_) => {}
        None => kept.push(at),
    }
}

/// For each row, how many families the new charges within so many days have.
fn new_families(rows: &[Row], new: &[usize], days: i32) -> Vec<usize> {
    let mut charges: HashMap<u32, usize> = HashMap::default();
    let (mut entered, mut left) = (0, 0);
    let family = |at: usize| rows[new[at]].merchant.family;
    rows.iter()
        .map(|row| {
            while entered < new.len() && rows[new[entered]].day <= row.day + days {
                *charges.entry(family(entered)).or_default() += 1;
                entered += 1;
            }
            while left < entered && rows[new[left]].day < row.day - days {
                if let Some(rest) = charges.get_mut(&family(left)) {
                    *rest -= 1;
                    if *rest == 0 {
                        charges.remove(&family(left));
                    }
                }
                left += 1;
            }
            charges.len()
        })
        .collect()
}

/// For each row, the length of the stream at its new family; 0 where there is none.
fn new_streams(rows: &[Row], new: &[usize], parameters: &Parameters) -> Vec<usize> {
    let mut found = vec![0; rows.len()];
    let mut new = new.to_vec();
    new.sort_by_key(|at| place(&rows[*at]));
    for same in new.chunk_by(|a, b| place(&rows[*a]) == place(&rows[*b])) {
        let points: Vec<(i32, i64)> = same.iter().map(|at| (rows[*at].day, rows[*at].amount)).collect();
        for (at, length) in same.iter().zip(Streams::of(&points, &parameters.stream).lengths()) {
            found[*at] = length;
        }
    }
    found
}
