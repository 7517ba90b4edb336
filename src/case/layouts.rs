//! One purchase in two layouts: a bank's CSV beside its OFX or QIF, an old export beside a new one.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use chrono::NaiveDate;

use super::Sighting;
use super::joins::{Joins, Place, place};
use super::origins::issuer;
use super::sightings::Draft;

/// From this length on, two texts that begin alike are one: syntaxes cut them short, and join them with a memo.
const SHORTEST_CUT: usize = 24;

/// Which date of a draft is compared.
type Date = fn(&Draft) -> Option<NaiveDate>;

impl Joins<'_> {
    /// The rows of one card in another layout: equal amount, a date in common, texts that begin alike. Layouts of a
    /// known issuer lead.
    pub(super) fn layouts(&mut self) {
        let mut ranks: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (at, draft) in self.all().filter(|(_, draft)| draft.second_hand.is_none()) {
            let layouts: BTreeSet<_> = draft.sightings.iter().map(|at| self.layout(*at)).collect();
            if let Some(first) = layouts.first() {
                ranks.entry(*first).or_default().push(at);
            }
        }
        if ranks.len() < 2 {
            return;
        }
        let names: Vec<(bool, String)> = ranks.keys().map(|(unknown, name)| (*unknown, (*name).to_owned())).collect();
        let ranks: Vec<Vec<usize>> = ranks.into_values().collect();
        for rank in 1..ranks.len() {
            let own = (names[rank].0, names[rank].1.as_str());
            let mut earlier: Vec<usize> = ranks[..rank].iter().flatten().copied().collect();
            earlier.retain(|at| {
                self.get(*at).is_some_and(|draft| draft.sightings.iter().all(|at| self.layout(*at) != own))
            });
            earlier.sort_unstable();
            self.layout_joins(&ranks[rank], &earlier);
        }
    }

    pub(super) fn layout(&self, at: Sighting) -> (bool, &str) {
        let statement = &self.case.statements[at.statement];
        (issuer(statement).is_empty(), &statement.format)
    }

    fn layout_joins(&mut self, followers: &[usize], earlier: &[usize]) {
        let (own, posting): (Date, Date) = (|draft| Some(draft.print.date), |draft| draft.posting);
        // A layout with one date may mean either: what fits most rows of a file is what it means.
        let ways: [(Date, Date); 4] = [(own, own), (own, posting), (posting, own), (posting, posting)];
        let leaders: Vec<(usize, &Draft)> = earlier.iter().filter_map(|at| Some((*at, self.get(*at)?))).collect();
        let mut pools: Vec<HashMap<(usize, Place), VecDeque<usize>>> = vec![HashMap::new(); ways.len()];
        for (pool, (_, date)) in pools.iter_mut().zip(ways) {
            for (at, draft) in &leaders {
                if let Some(date) = date(draft) {
                    pool.entry((draft.card, place(draft, date))).or_default().push_back(*at);
                }
            }
        }
        let mut fits: HashMap<(usize, bool), [usize; 4]> = HashMap::new();
        let file = |draft: &Draft| (draft.origins[0], draft.posting == Some(draft.print.date));
        for draft in followers.iter().filter_map(|at| self.get(*at)) {
            let counts = fits.entry(file(draft)).or_default();
            for ((count, pool), (date, _)) in counts.iter_mut().zip(&pools).zip(ways) {
                let found = date(draft).is_some_and(|date| pool.contains_key(&(draft.card, place(draft, date))));
                *count += usize::from(found);
            }
        }
        let mut pairs = Vec::new();
        let mut taken = BTreeSet::new();
        for follower in followers {
            let Some(draft) = self.get(*follower) else { continue };
            let counts = fits[&file(draft)];
            let most = counts.iter().copied().max().unwrap_or_default();
            let way = counts.iter().position(|count| *count == most).unwrap_or_default();
            let Some(date) = ways[way].0(draft) else { continue };
            let Some(near) = pools[way].get_mut(&(draft.card, place(draft, date))) else { continue };
            let alike = |leader: &usize| {
                !taken.contains(leader) && self.apart(*leader, *follower) && self.same_text(*leader, *follower)
            };
            if let Some(at) = near.iter().position(alike)
                && let Some(leader) = near.remove(at)
            {
                taken.insert(leader);
                pairs.push((leader, *follower));
            }
        }
        for (leader, follower) in pairs {
            self.merge(leader, follower);
        }
    }

    /// Whether two texts begin alike, as far as both go or up to where syntaxes cut, or are one merchant's.
    fn same_text(&self, one: usize, other: usize) -> bool {
        let (Some(a), Some(b)) = (self.get(one), self.get(other)) else { return false };
        if a.pending != b.pending {
            return false;
        }
        let bare = |draft: &Draft| self.texts[draft.print.text].chars().filter(|c| *c != ' ').collect::<Vec<char>>();
        let (a_text, b_text) = (bare(a), bare(b));
        let common = a_text.iter().zip(&b_text).take_while(|(a, b)| a == b).count();
        common >= a_text.len().min(b_text.len()).min(SHORTEST_CUT) || self.family(a) == self.family(b)
    }
}
