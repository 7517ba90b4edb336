//! Drafts that are one charge: by the issuer's id, as shares of one purchase, in two layouts, pending and posted, and the
//! same purchase from another source. Each is joined one to one; the draft that stays keeps its print.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{Days, NaiveDate};
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::Case;
use super::sightings::{Draft, Drafts};
use crate::money::Currency;
use crate::statement::format::Source;
use crate::transaction::{Kind, Sym};

/// How far from a purchase, in rows, a wallet prints the legs that bring the money for it.
const LEGS: usize = 3;

pub(super) type Place = (usize, Currency, Decimal, NaiveDate);

/// Drafts while they are joined. Gone ones are `None`.
pub(super) struct Joins<'a> {
    pub(super) case: &'a Case,
    pub(super) texts: &'a [String],
    /// For each descriptor its index into [`Case::merchants`].
    pub(super) identities: &'a HashMap<Sym, usize>,
    pub(super) list: Vec<Option<Draft>>,
}

impl Case {
    /// Joins what is one charge.
    pub(super) fn joined(&self, drafts: Drafts, identities: &HashMap<Sym, usize>) -> Drafts {
        let Drafts { list, texts, households } = drafts;
        let list = list.into_iter().map(Some).collect();
        let mut joins = Joins { case: self, texts: texts.words(), identities, list };
        joins.by_reference();
        joins.shares();
        joins.layouts();
        joins.pending();
        joins.sources();
        let list = joins.list.into_iter().flatten().collect();
        Drafts { list, texts, households }
    }
}

/// Leaders by household, amount and day; each is taken once.
pub(super) struct Pool(HashMap<Place, VecDeque<usize>>);

impl Pool {
    /// Takes the first leader on a day that will do.
    fn take(&mut self, (household, currency, amount, date): Place, will_do: impl Fn(usize) -> bool) -> Option<usize> {
        let near = self.0.get_mut(&(household, currency, amount, date))?;
        let at = near.iter().position(|leader| will_do(*leader))?;
        near.remove(at)
    }
}

impl Joins<'_> {
    pub(super) fn get(&self, at: usize) -> Option<&Draft> {
        self.list[at].as_ref()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Draft)> {
        self.list.iter().enumerate().filter_map(|(at, draft)| Some((at, draft.as_ref()?)))
    }

    /// Makes one draft another sighting of a second.
    pub(super) fn merge(&mut self, leader: usize, follower: usize) {
        if leader == follower {
            return;
        }
        let Some(gone) = self.list[follower].take() else { return };
        if let Some(draft) = &mut self.list[leader] {
            draft.sightings.extend(gone.sightings);
            draft.origins.extend(gone.origins);
            draft.others.push(gone.print);
            draft.others.extend(gone.others);
            draft.pending &= gone.pending;
            draft.posting = draft.posting.or(gone.posting);
            draft.shares = draft.shares.max(gone.shares);
        }
    }

    pub(super) fn pool(&self, leads: impl Fn(&Draft) -> bool, date: impl Fn(&Draft) -> Option<NaiveDate>) -> Pool {
        let mut pool: HashMap<Place, VecDeque<usize>> = HashMap::default();
        for (at, draft) in self.all().filter(|(_, draft)| leads(draft)) {
            if let Some(date) = date(draft) {
                let print = &draft.print;
                pool.entry((print.household, print.currency, print.amount, date)).or_default().push_back(at);
            }
        }
        Pool(pool)
    }

    pub(super) fn apart(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.get(one), self.get(other)) else { return false };
        one.origins.iter().all(|origin| !other.origins.contains(origin))
    }

    pub(super) fn family(&self, draft: &Draft) -> &str {
        let descriptor = self.case.row(draft.sightings[0]).descriptor;
        &self.case.merchants[self.identities[&descriptor]].family
    }

    pub(super) fn same_family(&self, one: usize, other: usize) -> bool {
        let family = |at| self.get(at).map(|draft| self.family(draft));
        family(one) == family(other)
    }

    /// The same stable reference on one card, in different files, within days: amount and text may differ only while
    /// one is pending.
    fn by_reference(&mut self) {
        let groups = Case::grouped(&self.list, |draft| {
            let key = (draft.print.household, draft.card, draft.reference, draft.print.currency);
            (!draft.reference.is_empty()).then_some(key)
        });
        for members in groups.into_values().filter(|members| members.len() > 1) {
            let mut leaders: Vec<usize> = Vec::new();
            for member in self.posted_first(members) {
                let Some(draft) = self.get(member) else { continue };
                let twin = leaders.iter().copied().find(|leader| {
                    self.get(*leader).is_some_and(|other| {
                        let days = (other.print.date - draft.print.date).num_days().abs();
                        let same = other.print.amount == draft.print.amount || draft.pending != other.pending;
                        days <= self.case.windows.pending_days && same && self.apart(*leader, member)
                    })
                });
                match twin {
                    Some(leader) => self.merge(leader, member),
                    None => leaders.push(member),
                }
            }
        }
    }

    fn posted_first(&self, mut members: Vec<usize>) -> Vec<usize> {
        members.sort_by_key(|at| (self.get(*at).is_some_and(|draft| draft.pending), *at));
        members
    }

    /// Shares of one purchase whose rows print another amount or no m any more: the same card, day and text, n of each
    /// share once. The first share stays.
    fn shares(&mut self) {
        if self.all().all(|(_, draft)| draft.shares == 0) {
            return;
        }
        let groups = Case::grouped(&self.list, |draft| {
            let print = &draft.print;
            draft.second_hand.is_none().then_some((print.household, draft.card, print.date, print.currency, print.text))
        });
        for mut members in groups.into_values() {
            if members.len() < 2 || !members.iter().any(|at| self.get(*at).is_some_and(|draft| draft.shares > 0)) {
                continue;
            }
            let first = |at: &usize| self.get(*at).and_then(|draft| self.numbers(draft).first().copied());
            members.sort_by_key(|at| (first(at), *at));
            let mut leaders: Vec<usize> = Vec::new();
            for member in members {
                let twin = leaders.iter().copied().find(|leader| self.is_share(*leader, member));
                match twin {
                    Some(leader) => self.merge(leader, member),
                    None => leaders.push(member),
                }
            }
        }
    }

    /// Which shares a draft was seen as; 0 is a row that prints none.
    fn numbers(&self, draft: &Draft) -> BTreeSet<u16> {
        draft.sightings.iter().map(|at| self.case.row(*at).installment.map_or(0, |(n, _)| n)).collect()
    }

    fn is_share(&self, one: usize, other: usize) -> bool {
        let (Some(first), Some(later)) = (self.get(one), self.get(other)) else { return false };
        let equal = first.print.amount == later.print.amount;
        let shares = match (first.shares, later.shares) {
            (0, 0) => false,
            (0, _) | (_, 0) => equal && self.apart(one, other),
            (m, other) => m == other || equal,
        };
        shares && self.numbers(first).is_disjoint(&self.numbers(later))
    }

    /// One look, for each follower, at the leaders so many days later. The followers that found none.
    pub(super) fn pass(
        &mut self,
        pool: &mut Pool,
        followers: Vec<usize>,
        will_do: impl Fn(&Self, &Draft, usize, usize) -> Option<()>,
        days: i64,
    ) -> Vec<usize> {
        let mut left = Vec::new();
        for follower in followers {
            let Some(draft) = self.get(follower) else { continue };
            let place = later(draft, days).map(|date| self.charged(draft, date));
            let found =
                place.and_then(|place| pool.take(place, |leader| will_do(self, draft, follower, leader).is_some()));
            match found {
                Some(leader) => self.merge(leader, follower),
                None => left.push(follower),
            }
        }
        left
    }

    /// The same purchase from another source. Details name the account's charge whose merchant is not stated; the rows
    /// of each app and wallet are joined with the issuers' charges of equal amount, the same merchant before others,
    /// nearest first.
    fn sources(&mut self) {
        let mut by_source: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (at, draft) in self.all() {
            if let Some(source) = draft.second_hand {
                let layout = self.layout(draft.sightings[0]).1;
                by_source.entry((source != Source::Detail, layout)).or_default().push(at);
            }
        }
        let by_source: Vec<(bool, Vec<usize>)> =
            by_source.into_iter().map(|((equal, _), followers)| (equal, followers)).collect();
        for (equal, mut left) in by_source {
            let mut pool = self.pool(|draft| draft.second_hand.is_none(), |draft| Some(draft.print.date));
            let windows = self.case.windows;
            if !equal {
                for days in 0..=windows.detail_days {
                    left = self.pass(
                        &mut pool,
                        left,
                        |joins, _, at, leader| {
                            let named = joins.get(leader).is_some_and(|draft| joins.is_stated(draft));
                            (!named && joins.apart(at, leader)).then_some(())
                        },
                        days,
                    );
                }
                continue;
            }
            for same_merchant in [true, false] {
                for days in nearest_first(-windows.source_days, windows.source_days) {
                    left = self.pass(
                        &mut pool,
                        left,
                        |joins, _, at, leader| {
                            let merchant = !same_merchant || joins.same_family(at, leader);
                            (merchant && joins.apart(at, leader)).then_some(())
                        },
                        days,
                    );
                }
            }
        }
    }

    /// Whether the statement states who was paid.
    fn is_stated(&self, draft: &Draft) -> bool {
        let descriptor = self.case.row(draft.sightings[0]).descriptor;
        !self.case.merchants[self.identities[&descriptor]].unstated
    }

    /// What the issuer's row of a draft must show, on a day. A wallet that changes money for a purchase prints the
    /// change beside it: in the purchase's currency, and what was paid for that in another.
    fn charged(&self, draft: &Draft, date: NaiveDate) -> Place {
        let own = place(draft, date);
        if draft.second_hand != Some(Source::Wallet) {
            return own;
        }
        let at = draft.sightings[0];
        let (rows, row) = (&self.case.statements[at.statement].transactions, self.case.row(at));
        let near = &rows[at.row.saturating_sub(LEGS)..(at.row + LEGS + 1).min(rows.len())];
        let legs = || near.iter().filter(|leg| leg.kind == Kind::Transfer && leg.date() == row.date());
        let bought = legs().any(|leg| leg.currency == row.currency && leg.amount == -row.amount);
        let paid = legs().find(|leg| leg.currency != row.currency && leg.amount.is_sign_positive());
        match paid.filter(|_| bought) {
            Some(leg) => (own.0, leg.currency, leg.amount.normalize(), date),
            None => own,
        }
    }
}

pub(super) fn place(draft: &Draft, date: NaiveDate) -> Place {
    (draft.print.household, draft.print.currency, draft.print.amount, date)
}

fn later(draft: &Draft, days: i64) -> Option<NaiveDate> {
    let shift = Days::new(days.unsigned_abs());
    if days < 0 { draft.print.date.checked_sub_days(shift) } else { draft.print.date.checked_add_days(shift) }
}

/// The days of a window from the middle outwards, later ones first.
pub(super) fn nearest_first(first: i64, last: i64) -> Vec<i64> {
    let mut days: Vec<i64> = (first..=last).collect();
    days.sort_by_key(|day| (day.abs(), *day < 0));
    days
}
