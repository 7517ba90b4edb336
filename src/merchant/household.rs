//! What the names of one household tell of one another: towns that no list knows, and names that the wire cut short. A
//! name only joins another that the same household has; likeness alone joins nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::fold::is_japanese;
use super::likeness::squeeze;
use super::{Identity, Merchants, Step};

/// Where the thresholds stand, and the names of the steps.
const FILE: &str = "merchants/joins.toml";
const TOWN: &str = "household-town";
const CUT: &str = "household-name";

/// `[joins]` of `joins.toml`, which says what each is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joins {
    cut_at: Vec<usize>,
    letters: usize,
    japanese_letters: usize,
    letters_anywhere: usize,
    rest: usize,
    town_shops: usize,
    added: Vec<String>,
}

/// The families of one household that are not brands, and what each becomes.
struct Names<'a> {
    merchants: &'a Merchants,
    joins: &'a Joins,
    /// Every family, and whether a line of it may have been cut.
    cut: BTreeMap<String, bool>,
    becomes: HashMap<String, (String, &'static str)>,
}

impl Joins {
    /// Whether a text of so many characters may go on beyond what was kept.
    pub(super) fn cuts(&self, length: usize) -> bool {
        self.cut_at.iter().any(|kept| length == *kept || length + 1 == *kept)
    }
}

impl Merchants {
    /// Lets the merchants of one household know one another, in any order: a name that was cut short joins the one name
    /// that it begins, and a town that ends several names, or follows a number elsewhere, is no part of a name.
    pub fn reconcile(&self, identities: &mut [Arc<Identity>]) {
        let mut names = Names::of(self, identities);
        let towns = names.towns(identities);
        names.strip_towns(&towns);
        names.join_spellings();
        names.join_rests(&towns);
        names.join_cut();
        let root = |own: &Arc<Identity>| names.root(&own.family).filter(|_| !own.brand && !own.unstated);
        let roots: Vec<Option<(String, &str)>> = identities.iter().map(root).collect();
        let wanted: HashSet<&String> = roots.iter().flatten().map(|(family, _)| family).collect();
        let known: HashMap<String, Arc<Identity>> = identities
            .iter()
            .rev()
            .filter(|identity| wanted.contains(&identity.family) && names.cut.contains_key(&identity.family))
            .map(|identity| (identity.family.clone(), Arc::clone(identity)))
            .collect();
        for (identity, root) in identities.iter_mut().zip(roots) {
            let Some((family, rule)) = root else { continue };
            let identity = Arc::make_mut(identity);
            let before = std::mem::replace(&mut identity.family, family.clone());
            identity.joined = Some(Step {
                rule: rule.to_owned(),
                file: FILE.to_owned(),
                before: before.clone(),
                after: family.clone(),
            });
            match known.get(&family) {
                Some(whole) => {
                    identity.name.clone_from(&whole.name);
                    identity.skeleton.clone_from(&whole.skeleton);
                    identity.begin.clone_from(&whole.begin);
                    identity.class = identity.class.take().or_else(|| whole.class.clone());
                }
                None => {
                    let town = before.strip_prefix(family.as_str()).map(|town| town.trim().to_owned());
                    identity.place = identity.place.take().or(town);
                    let alone = self.identify(&family);
                    identity.name.clone_from(&alone.name);
                    identity.skeleton.clone_from(&alone.skeleton);
                    identity.begin.clone_from(&alone.begin);
                    identity.class = identity.class.take().or_else(|| alone.class.clone());
                }
            }
        }
    }
}

impl<'a> Names<'a> {
    fn of(merchants: &'a Merchants, identities: &[Arc<Identity>]) -> Self {
        let mut cut = BTreeMap::new();
        for identity in identities.iter().filter(|identity| !identity.unstated) {
            *cut.entry(identity.family.clone()).or_default() |= identity.cut && !identity.brand;
        }
        Self { merchants, joins: &merchants.joins, cut, becomes: HashMap::default() }
    }

    /// The towns that the household's lines tell: those behind numbers and gaps, and last words that several shops have
    /// before a state or country.
    fn towns(&self, identities: &[Arc<Identity>]) -> BTreeSet<String> {
        let mut towns: BTreeSet<String> = identities
            .iter()
            .filter(|i| !i.cut)
            .filter_map(|i| i.place.clone())
            .filter(|town| town.len() > 2)
            .collect();
        let mut shops: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for identity in identities.iter().filter(|i| !i.brand && i.place.is_none() && i.country.is_some()) {
            let mut end = identity.family.as_str();
            for _ in 0..2 {
                let Some((shop, _)) = end.rsplit_once(' ') else { break };
                shops.entry(identity.family[shop.len() + 1..].to_owned()).or_default().insert(shop);
                end = shop;
            }
        }
        let often = |town: &str| shops.get(town).map_or(0, BTreeSet::len);
        for town in shops.keys().filter(|town| often(town) >= self.joins.town_shops) {
            let longer = shops.keys().any(|other| {
                other.strip_suffix(town.as_str()).is_some_and(|first| first.ends_with(' '))
                    && often(other) == often(town)
            });
            if !longer {
                towns.insert(town.clone());
            }
        }
        towns
    }

    /// Names that end with one of the household's towns.
    fn strip_towns(&mut self, towns: &BTreeSet<String>) {
        for name in self.names() {
            let end = (1..=3).rev().find_map(|count| {
                let (at, _) = name.rmatch_indices(' ').nth(count - 1)?;
                towns.contains(&name[at + 1..]).then_some(at)
            });
            if let Some(end) = end {
                self.join(&name, &name[..end], TOWN);
            }
        }
    }

    /// One name with and without spaces, as web addresses have it.
    fn join_spellings(&mut self) {
        let mut spellings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.names().into_iter().filter(|name| !self.becomes.contains_key(name)) {
            spellings.entry(squeeze(&name)).or_default().push(name);
        }
        for (letters, mut names) in spellings.into_iter().filter(|(_, names)| names.len() > 1) {
            if self.enough(&letters) {
                names.sort_by_key(|name| std::cmp::Reverse(name.len()));
                for name in &names[1..] {
                    self.join(name, &names[0], CUT);
                }
            }
        }
    }

    /// A whole name and a little more: a branch, a word that chains add, or the begin of a town, number or code.
    fn join_rests(&mut self, towns: &BTreeSet<String>) {
        for name in self.names() {
            if self.becomes.contains_key(&name) {
                continue;
            }
            let whole = ends(&name).find(|at| {
                let (whole, rest) = (&name[..*at], name[*at..].trim_start());
                self.is_whole(whole) && self.is_rest(whole, rest, self.cut[&name], towns)
            });
            if let Some(at) = whole {
                self.join(&name, &name[..at], CUT);
            }
        }
    }

    fn is_whole(&self, name: &str) -> bool {
        self.cut.contains_key(name) || self.becomes.values().any(|(into, _)| into == name)
    }

    fn is_rest(&self, whole: &str, rest: &str, cut: bool, towns: &BTreeSet<String>) -> bool {
        if whole.ends_with(is_japanese) {
            return self.merchants.index.is_branch(rest) && whole.chars().nth(1).is_some();
        }
        let added = rest.split(' ').all(|word| self.joins.added.iter().any(|added| added == word));
        let short = rest.len() <= self.joins.rest || towns.iter().any(|town| town.starts_with(rest));
        added || cut && short && self.enough(&squeeze(whole))
    }

    /// Cut names that begin one other name.
    fn join_cut(&mut self) {
        let mut whole: Vec<(String, String)> = self.names().into_iter().map(|name| (squeeze(&name), name)).collect();
        whole.sort();
        for at in (0..whole.len()).rev() {
            let (letters, name) = &whole[at];
            if self.becomes.contains_key(name) || !self.enough(letters) {
                continue;
            }
            let mut longer = whole[at + 1..].iter().take_while(|(other, _)| other.starts_with(letters.as_str()));
            let Some((first, first_name)) = longer.next() else { continue };
            let inside = |other: &str| {
                other.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            };
            let anywhere = letters.chars().count() >= self.joins.letters_anywhere && inside(first_name);
            let into = self.root(first_name).map_or_else(|| first_name.clone(), |(into, _)| into);
            let one = longer.all(|(other, other_name)| {
                other.starts_with(first.as_str())
                    || self.root(other_name).is_some_and(|(other_into, _)| other_into == into)
            });
            if (self.cut[name] || anywhere) && one {
                self.join(&name.clone(), &into, CUT);
            }
        }
    }

    fn enough(&self, letters: &str) -> bool {
        let japanese = letters.chars().any(is_japanese);
        letters.chars().count() >= if japanese { self.joins.japanese_letters } else { self.joins.letters }
    }

    /// The names that have not joined a brand, in order.
    fn names(&self) -> Vec<String> {
        self.cut.keys().cloned().collect()
    }

    fn join(&mut self, name: &str, into: &str, rule: &'static str) {
        if name != into && !self.merchants.strips.is_generic(into) {
            self.becomes.insert(name.to_owned(), (into.to_owned(), rule));
        }
    }

    /// What a name has become in the end, and by which rule first.
    fn root(&self, name: &str) -> Option<(String, &'static str)> {
        let (mut into, rule) = self.becomes.get(name)?.clone();
        for _ in 0..self.becomes.len() {
            match self.becomes.get(&into) {
                Some((next, _)) => into.clone_from(next),
                None => break,
            }
        }
        Some((into, rule))
    }
}

/// Where a shorter name may end in a name, the longest first: before spaces, and inside Japanese names anywhere.
fn ends(name: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in name.char_indices() {
        if at > 0 && (c == ' ' || is_japanese(before) && is_japanese(c)) {
            ends.push(at);
        }
        before = c;
    }
    ends.into_iter().rev()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    /// The families of lines that one household has.
    fn household(lines: &[&str]) -> Vec<Arc<Identity>> {
        let merchants = Merchants::load(&Catalogue::embedded()).unwrap();
        let mut identities: Vec<Arc<Identity>> = lines.iter().map(|line| merchants.identify(line)).collect();
        merchants.reconcile(&mut identities);
        identities
    }

    #[test]
    fn a_name_cut_short_joins_the_one_name_that_it_begins() {
        for lines in [
            ["BLUE HERON PANCAKE HOU", "BLUE HERON PANCAKE HOUSE"],
            ["SQ *NORTHWIND GARDENERS B", "NORTHWIND GARDENERS BARN"],
            ["アオゾラガツキトオンガクキヨウ", "アオゾラガツキトオンガクキヨウシツ"],
            ["NORTHWINDGARDENERS.COM", "NORTHWIND GARDENERS"],
            ["ミナト工芸　よこ丁店", "ミナト工芸"],
        ] {
            let found = household(&lines);
            assert_eq!(found[0].family, found[1].family, "{lines:?}");
            assert_eq!(found[0].skeleton, found[1].skeleton, "{lines:?}");
        }
        // Two names that it begins, a whole name that is short, and a name that is whole.
        for lines in [
            ["OAKLEAF STREET PANCAKE", "OAKLEAF STREET PANCAKE HOUSE", "OAKLEAF STREET PANCAKERS GUILD"].as_slice(),
            &["OAK BAR", "OAK BARBERS"],
            &["TERMINAL 01234", "TERMINAL 012345"],
        ] {
            let found = household(lines);
            assert_ne!(found[0].family, found[1].family, "{lines:?}");
            assert!(found[0].joined.is_none(), "{lines:?}");
        }
    }

    #[test]
    fn a_town_that_no_list_knows_is_told_by_the_household() {
        let found = household(&["ORCHARD GROCER 0117 SMALLBROOK", "BLUE HERON CAFE SMALLBROOK", "BLUE HERON CAFE"]);
        assert_eq!(found[1].family, found[2].family);
        let step = found[1].joined.as_ref().unwrap();
        assert_eq!((step.before.as_str(), step.after.as_str()), ("BLUE HERON CAFE SMALLBROOK", "BLUE HERON CAFE"));
        let found = household(&["TIDY GYM ODDBURY TX", "OAKLEAF BOOKS ODDBURY TX", "BLUE HERON CAFE ODDBURY TX"]);
        assert_eq!(found[2].family, "BLUE HERON CAFE");
        assert_eq!(found[2].place.as_deref(), Some("ODDBURY"));
    }
}
