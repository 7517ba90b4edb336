//! Regular charges: subscriptions, memberships, instalments, and whatever else comes back after a week, a month or a
//! year with nearly the same amount.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{Cadence, StreamShape};

/// Where a stream stands at the end of the history; the later, the more it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// It was mature and is overdue.
    Ended,
    /// It is going on, with few charges so far.
    Early,
    /// It is going on.
    Mature,
}

impl State {
    /// The word that rules compare with.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Early => "early",
            Self::Mature => "mature",
        }
    }
}

/// One family's charges in one currency, each as (day, amount), linked into streams once for all that is asked of them.
pub(super) struct Streams<'s> {
    shape: &'s StreamShape,
    /// As they were given.
    given: &'s [(i32, i64)],
    /// Ascending, each once.
    points: Vec<(i32, i64)>,
    /// By every cadence.
    linked: Vec<(&'s Cadence, Chains)>,
}

impl<'s> Streams<'s> {
    /// Links charges in any order.
    pub(super) fn of(given: &'s [(i32, i64)], shape: &'s StreamShape) -> Self {
        let points = distinct(given.to_vec());
        let linked = shape.cadence.values().map(|cadence| (cadence, Chains::of(&points, cadence, shape))).collect();
        Self { shape, given, points, linked }
    }

    /// The state of the stream: one that goes on rather than one that has ended. Overdue is measured on the last day of
    /// the household's history, since statements may be missing after it.
    pub(super) fn state(&self, last_day: i32) -> Option<State> {
        let states = self.linked.iter().flat_map(|(cadence, chains)| {
            self.points.iter().zip(&chains.ending).map(|((day, _), length)| {
                match self.goes_on(*day, last_day, cadence) {
                    true if *length >= cadence.mature => Some(State::Mature),
                    true if *length >= self.shape.early => Some(State::Early),
                    false if *length >= cadence.mature => Some(State::Ended),
                    true | false => None,
                }
            })
        });
        states.max().flatten()
    }

    /// The streams that go on on this day, each with its last amount.
    pub(super) fn going_on(&self, last_day: i32) -> Vec<(State, i64)> {
        let mut found: BTreeMap<usize, State> = BTreeMap::new();
        for (cadence, chains) in &self.linked {
            let continued: BTreeSet<usize> = chains.before.iter().flatten().copied().collect();
            for (at, length) in chains.ending.iter().enumerate().filter(|(at, _)| !continued.contains(at)) {
                let state = if *length >= cadence.mature { State::Mature } else { State::Early };
                if *length >= self.shape.early && self.goes_on(self.points[at].0, last_day, cadence) {
                    found.entry(at).and_modify(|known| *known = state.max(*known)).or_insert(state);
                }
            }
        }
        found.into_iter().map(|(at, state)| (state, self.points[at].1)).collect()
    }

    fn goes_on(&self, day: i32, last_day: i32, cadence: &Cadence) -> bool {
        i64::from(last_day - day) <= i64::from(cadence.longest) * i64::from(self.shape.overdue_percent) / 100
    }

    /// For each charge: the shortest gap of the mature stream that it belongs to.
    pub(super) fn turns(&self) -> Vec<Option<i32>> {
        let mut turns = vec![None; self.points.len()];
        for (cadence, chains) in &self.linked {
            for (turn, length) in turns.iter_mut().zip(chains.through()) {
                if length >= cadence.mature {
                    *turn = Some(turn.map_or(cadence.shortest, |known: i32| known.min(cadence.shortest)));
                }
            }
        }
        self.for_each_given(&turns)
    }

    /// For each charge: how many the longest stream through it has; 0 where there is none.
    pub(super) fn lengths(&self) -> Vec<usize> {
        let mut longest = vec![0; self.points.len()];
        for (_, chains) in &self.linked {
            for (best, length) in longest.iter_mut().zip(chains.through()) {
                *best = length.max(*best);
            }
        }
        let mut lengths = self.for_each_given(&longest);
        lengths.iter_mut().filter(|length| **length < self.shape.early).for_each(|length| *length = 0);
        lengths
    }

    /// What is known of the points, for the charges as they were given.
    fn for_each_given<T: Copy + Default>(&self, of_points: &[T]) -> Vec<T> {
        let place = |point| self.points.binary_search(point).map_or_else(|_| T::default(), |at| of_points[at]);
        self.given.iter().map(place).collect()
    }
}

/// Whether two amounts may be of one stream.
pub(super) fn is_near(one: i64, other: i64, percent: i64) -> bool {
    near(one, percent).contains(&(other, 0))
}

/// The charges of the latest stream of a cadence, as indices into ascending, distinct points: the last chain, with those
/// before and after it that go on a cadence away at a changed price. Empty where there is none.
pub(super) fn chain(points: &[(i32, i64)], cadence: &Cadence, shape: &StreamShape) -> Vec<usize> {
    let chains = Chains::of(points, cadence, shape);
    let Some(end) = (0..points.len()).rev().find(|at| chains.ending[*at] >= shape.early) else { return Vec::new() };
    let mut chain: Vec<usize> = std::iter::successors(Some(end), |at| chains.before[*at]).collect();
    chain.reverse();
    let apart = |one: usize, other: usize| {
        (points[other].0 - points[one].0) >= cadence.shortest && (points[other].0 - points[one].0) <= cadence.longest
    };
    let changed = |one: usize, other: usize| {
        let (least, most) = (points[one].1.min(points[other].1), points[one].1.max(points[other].1));
        i128::from(most) * 100 <= i128::from(least) * i128::from(100 + shape.change_percent)
    };
    let fits = |one: usize, other: usize| apart(one, other) && changed(one, other);
    while let Some(earlier) = (0..chain[0]).rev().find(|at| chains.ending[*at] >= shape.early && fits(*at, chain[0])) {
        let before: Vec<usize> = std::iter::successors(Some(earlier), |at| chains.before[*at]).collect();
        chain.splice(0..0, before.into_iter().rev());
    }
    if let Some(later) = (end + 1..points.len()).find(|at| fits(end, *at)) {
        chain.push(later);
    }
    chain
}

/// Chains of charges, each linked to at most one that lies a cadence before it.
struct Chains {
    before: Vec<Option<usize>>,
    ending: Vec<usize>,
}

impl Chains {
    /// Links ascending, distinct points. Two windows slide along: the days a cadence ago, where the earlier charge is
    /// looked for, and the days in between, where charges of such an amount speak of a habit instead.
    fn of(points: &[(i32, i64)], cadence: &Cadence, shape: &StreamShape) -> Self {
        let mut chains = Self { before: vec![None; points.len()], ending: vec![1; points.len()] };
        let span = points.last().zip(points.first()).map_or(0, |(last, first)| last.0 - first.0);
        if span < cadence.shortest {
            return chains;
        }
        let (mut between, mut reach) = (BTreeSet::new(), BTreeSet::new());
        let (mut entered, mut ripened, mut left) = (0, 0, 0);
        for (at, (day, amount)) in points.iter().enumerate() {
            while points[entered].0 < *day {
                between.insert((points[entered].1, entered));
                entered += 1;
            }
            while ripened < entered && points[ripened].0 <= day - cadence.shortest {
                between.remove(&(points[ripened].1, ripened));
                reach.insert((points[ripened].1, ripened));
                ripened += 1;
            }
            while left < ripened && points[left].0 < day - cadence.longest {
                reach.remove(&(points[left].1, left));
                left += 1;
            }
            let band = near(*amount, shape.percent);
            if between.range(band.clone()).nth(shape.between).is_some() {
                continue;
            }
            let longest = reach
                .range(band)
                .max_by_key(|(earlier, point)| (chains.ending[*point], Reverse(earlier.abs_diff(*amount)), *point));
            if let Some((_, point)) = longest {
                chains.before[at] = Some(*point);
                chains.ending[at] = chains.ending[*point] + 1;
            }
        }
        chains
    }

    /// The length of the longest chain through each point.
    fn through(&self) -> Vec<usize> {
        let mut starting = vec![1; self.ending.len()];
        for at in (0..self.before.len()).rev() {
            if let Some(before) = self.before[at] {
                starting[before] = starting[before].max(starting[at] + 1);
            }
        }
        self.ending.iter().zip(starting).map(|(ending, starting)| ending + starting - 1).collect()
    }
}

fn distinct(mut points: Vec<(i32, i64)>) -> Vec<(i32, i64)> {
    points.sort_unstable();
    points.dedup();
    points
}

/// The amounts of which the larger of the two is not more than so many percent above the other.
fn near(amount: i64, percent: i64) -> RangeInclusive<(i64, usize)> {
    let (amount, kept) = (i128::from(amount), i128::from(100 - percent).max(1));
    let fit = |bound: i128| i64::try_from(bound).unwrap_or(i64::MAX);
    (fit((amount * kept + 99) / 100), 0)..=(fit(amount * 100 / kept), usize::MAX)
}
