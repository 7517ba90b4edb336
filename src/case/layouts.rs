//! One purchase in two layouts: a bank's CSV beside its OFX or QIF, an old export beside a new one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::{HashMap, HashSet};

use super::Sighting;
use super::joins::{Joins, Place, place};
use super::origins::layout;
use super::sightings::Draft;

/// From this length on, two texts that begin alike are one: syntaxes cut them short, and join them with a memo.
const SHORTEST_CUT: usize = 24;

/// Which date of a draft is compared.
type Date = fn(&Draft) -> Option<NaiveDate>;

/// Leaders by card, amount and day.
type Pools = HashMap<(usize, Place), Vec<usize>>;

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
        layout(&self.case.statements[at.statement])
    }

    fn layout_joins(&mut self, followers: &[usize], earlier: &[usize]) {
        let cards: HashSet<usize> = followers.iter().filter_map(|at| self.get(*at)).map(|draft| draft.card).collect();
        let leaders = earlier.iter().filter_map(|at| Some((*at, self.get(*at)?)));
        let leaders: Vec<(usize, &Draft)> = leaders.filter(|(_, draft)| cards.contains(&draft.card)).collect();
        if leaders.is_empty() {
            return;
        }
        // A layout with one date may mean either: what fits most rows of a file is what it means.
        let dates: [Date; 2] = [|draft| Some(draft.print.date), |draft| draft.posting];
        let pools = dates.map(|date| {
            let mut pool = Pools::default();
            for (at, draft) in &leaders {
                if let Some(date) = date(draft) {
                    pool.entry((draft.card, place(draft, date))).or_default().push(*at);
                }
            }
            pool
        });
        // One way for a file; rows with a posting date only are told apart.
        let mut files: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for at in followers {
            if let Some(draft) = self.get(*at) {
                files.entry((draft.origins[0], draft.posting == Some(draft.print.date))).or_default().push(*at);
            }
        }
        let mut taken = BTreeSet::new();
        for rows in files.into_values() {
            let mut best = Vec::new();
            for (date, pool) in dates.iter().flat_map(|date| pools.iter().map(move |pool| (*date, pool))) {
                let pairs = self.pairs(&rows, pool, date, &taken);
                if pairs.len() > best.len() {
                    best = pairs;
                }
            }
            for (leader, follower) in best {
                taken.insert(leader);
                self.merge(leader, follower);
            }
        }
    }

    /// Each row with the first leader of its day that will do.
    fn pairs(&self, rows: &[usize], pool: &Pools, date: Date, taken: &BTreeSet<usize>) -> Vec<(usize, usize)> {
        let mut used = BTreeSet::new();
        let mut pairs = Vec::new();
        for row in rows {
            let Some((draft, date)) = self.get(*row).and_then(|draft| Some((draft, date(draft)?))) else { continue };
            let near = pool.get(&(draft.card, place(draft, date))).into_iter().flatten();
            let mut free = near.copied().filter(|leader| !taken.contains(leader) && !used.contains(leader));
            if let Some(leader) = free.find(|leader| self.apart(*leader, *row) && self.same_text(*leader, *row)) {
                used.insert(leader);
                pairs.push((leader, *row));
            }
        }
        pairs
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
