//! A pending row and the posted one that it became.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use foldhash::HashMap;

use super::joins::{Joins, nearest_first};
use super::sightings::Draft;
use crate::money::Currency;
use crate::transaction::Status;

/// Household, currency and merchant.
type Shop<'a> = (usize, Currency, &'a str);

impl Joins<'_> {
    /// The posted charge of a pending one, on a card that can be the same: at the same merchant within days, else on
    /// the same day; nearest first. The amount may change at the same merchant.
    pub(super) fn pending(&mut self) {
        let followers: Vec<usize> =
            self.all().filter(|(_, d)| d.pending && d.second_hand.is_none()).map(|(at, _)| at).collect();
        if followers.is_empty() {
            return;
        }
        let leads = |draft: &Draft| !draft.pending && draft.second_hand.is_none();
        let mut pool = self.pool(leads, |draft| Some(draft.print.date));
        let days = nearest_first(-1, self.case.windows.pending_days);
        let mut left = followers;
        let ways = days.iter().map(|days| (*days, true)).chain([(0, false)]);
        for (days, same_merchant) in ways {
            for same_card in [true, false] {
                left = self.pass(
                    &mut pool,
                    left,
                    |joins, draft, at, leader| {
                        let other = joins.get(leader)?;
                        let card =
                            if same_card { draft.card == other.card } else { joins.may_be_same_card(draft, other) };
                        let merchant = !same_merchant || joins.same_family(at, leader);
                        (card && merchant && joins.apart(at, leader)).then_some(())
                    },
                    days,
                );
            }
        }
        self.changed(&left);
    }

    /// Pending charges whose amount has changed: the posted one at the same merchant whose amount is nearest.
    fn changed(&mut self, followers: &[usize]) {
        let families: BTreeSet<Shop<'_>> = followers
            .iter()
            .filter_map(|at| self.get(*at))
            .map(|draft| (draft.print.household, draft.print.currency, self.family(draft)))
            .collect();
        let mut posted: HashMap<Shop<'_>, Vec<(NaiveDate, usize)>> = HashMap::default();
        for (at, draft) in self.all().filter(|(_, draft)| !draft.pending && draft.second_hand.is_none()) {
            let key = (draft.print.household, draft.print.currency, self.family(draft));
            // What other files saw pending is its own already.
            let seen = draft.sightings.iter().any(|at| self.case.row(*at).status == Status::Pending);
            if families.contains(&key) && !seen {
                posted.entry(key).or_default().push((draft.print.date, at));
            }
        }
        posted.values_mut().for_each(|list| list.sort_unstable());
        let mut taken = BTreeSet::new();
        let mut pairs = Vec::new();
        for follower in followers {
            let Some(draft) = self.get(*follower) else { continue };
            let key = (draft.print.household, draft.print.currency, self.family(draft));
            let Some(list) = posted.get(&key) else { continue };
            let from = list.partition_point(|(date, _)| *date < draft.print.date);
            let windows = &self.case.windows;
            let near = list[from..]
                .iter()
                .take_while(|(date, _)| (*date - draft.print.date).num_days() <= windows.pending_days)
                .filter(|(_, at)| !taken.contains(at) && self.apart(*at, *follower))
                .filter_map(|(date, at)| Some((*date, *at, self.get(*at)?)))
                .filter(|(_, _, other)| windows.may_become(draft.print.amount, other.print.amount))
                .filter(|(_, _, other)| self.may_be_same_card(draft, other));
            let nearest =
                near.min_by_key(|(date, at, other)| ((other.print.amount - draft.print.amount).abs(), *date, *at));
            if let Some((_, leader, _)) = nearest {
                taken.insert(leader);
                pairs.push((leader, *follower));
            }
        }
        for (leader, follower) in pairs {
            self.merge(leader, follower);
        }
    }

    fn may_be_same_card(&self, one: &Draft, other: &Draft) -> bool {
        let (one, other) = (&self.case.cards[one.card], &self.case.cards[other.card]);
        let same = |a: &str, b: &str| a == b || a.is_empty() || b.is_empty();
        let masked = |label: &str| label.contains(['*', 'X', 'x']);
        same(&one.issuer, &other.issuer)
            && (same(&one.label, &other.label) || masked(&one.label) || masked(&other.label))
    }
}
