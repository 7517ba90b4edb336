//! Sightings to charges. Equal rows inside one file are all kept; across files the n-th equals the n-th; a pending row
//! and its posted one are one charge. The result does not depend on the order in which files are given.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::{Card, Case, Charge, Household, Sighting, Windows};
use crate::breach::Breach;
use crate::merchant::{Identity, Merchants};
use crate::money::Currency;
use crate::statement::Statement;
use crate::statement::format::Source;
use crate::transaction::{Status, Strings, Sym, Transaction};

/// What makes rows of different files the same charge.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Fingerprint {
    household: Sym,
    card: usize,
    date: NaiveDate,
    amount: Decimal,
    currency: Currency,
    descriptor: String,
}

/// What is compared to find the card of a file that names none.
type RowKey = (Sym, NaiveDate, Decimal);

/// Where a row comes from: a file, or the file that a canonical row says it was converted from.
type Origin = (usize, Sym);

struct Draft {
    print: Fingerprint,
    sightings: Vec<Sighting>,
    origins: HashSet<Origin>,
    pending: bool,
    /// Seen only by an app, a wallet or a details file, not by the issuer.
    second_hand: bool,
    reference: Sym,
}

impl Case {
    /// Puts statements together. `strings` are those of the run that read them.
    #[must_use]
    pub fn assemble(statements: Vec<Statement>, mut strings: Strings, merchants: &Merchants, windows: Windows) -> Self {
        let file_key = strings.intern("file");
        let mut case = Self { strings, statements, windows, ..Self::default() };
        let cards = case.name_cards();
        let drafts = case.drafts(&cards, file_key);
        let identities = case.identify(&drafts, merchants);
        let drafts = case.join_followers(case.join_references(drafts), &identities);
        case.settle(drafts, &identities);
        case
    }

    fn row(&self, at: Sighting) -> &Transaction {
        &self.statements[at.statement].transactions[at.row]
    }

    /// The card of each statement's rows: its printed label; where a file names none, the card of another file of the
    /// same issuer that holds most of the same rows.
    fn name_cards(&mut self) -> Vec<HashMap<Sym, usize>> {
        let overlaps: Vec<Option<Sym>> = (0..self.statements.len()).map(|at| self.card_by_overlap(at)).collect();
        let mut keys: BTreeMap<(String, String), usize> = BTreeMap::new();
        let label = |strings: &Strings, symbol: Sym, overlap: Option<Sym>| {
            strings.get(if symbol.is_empty() { overlap.unwrap_or(symbol) } else { symbol }).to_owned()
        };
        for (statement, overlap) in self.statements.iter().zip(&overlaps) {
            for row in &statement.transactions {
                keys.entry((issuer(statement), label(&self.strings, row.card, *overlap))).or_default();
            }
        }
        for (at, ((issuer, label), index)) in keys.iter_mut().enumerate() {
            *index = at;
            self.cards.push(Card { issuer: issuer.clone(), label: label.clone() });
        }
        self.statements
            .iter()
            .zip(&overlaps)
            .map(|(statement, overlap)| {
                let rows = statement.transactions.iter().map(|row| row.card);
                rows.map(|card| (card, keys[&(issuer(statement), label(&self.strings, card, *overlap))])).collect()
            })
            .collect()
    }

    fn card_by_overlap(&self, at: usize) -> Option<Sym> {
        let statement = &self.statements[at];
        let nameless: HashSet<_> = statement
            .transactions
            .iter()
            .filter(|row| row.card.is_empty() && row.is_charge())
            .map(|row| (row.household, row.date(), row.amount))
            .collect();
        if nameless.is_empty() {
            return None;
        }
        let mut shared: BTreeMap<&str, (HashSet<RowKey>, Sym)> = BTreeMap::new();
        for (other_at, other) in self.statements.iter().enumerate() {
            if other_at == at || issuer(other) != issuer(statement) {
                continue;
            }
            for row in other.transactions.iter().filter(|row| !row.card.is_empty() && row.is_charge()) {
                let key = (row.household, row.date(), row.amount);
                if nameless.contains(&key) {
                    let entry = shared.entry(self.strings.get(row.card)).or_insert((HashSet::new(), row.card));
                    entry.0.insert(key);
                }
            }
        }
        let (most, card) = shared.into_values().max_by_key(|(keys, _)| keys.len())?;
        (most.len() >= 2 || most.len() * 2 >= nameless.len()).then_some(card)
    }

    fn drafts(&self, cards: &[HashMap<Sym, usize>], file_key: Sym) -> Vec<Draft> {
        let mut rows: BTreeMap<Fingerprint, BTreeMap<Origin, Vec<Sighting>>> = BTreeMap::new();
        for (at, statement) in self.statements.iter().enumerate() {
            for (row_at, row) in statement.transactions.iter().enumerate().filter(|(_, row)| row.is_charge()) {
                let from = row.extra.iter().find(|(key, _)| *key == file_key).map_or(Sym::EMPTY, |(_, value)| *value);
                let print = Fingerprint {
                    household: row.household,
                    card: cards[at][&row.card],
                    date: row.date(),
                    amount: row.amount.normalize(),
                    currency: row.currency,
                    descriptor: crate::merchant::fold::fold(self.strings.get(row.descriptor)),
                };
                let sighting = Sighting { statement: at, row: row_at };
                rows.entry(print).or_default().entry((at, from)).or_default().push(sighting);
            }
        }
        let mut drafts = Vec::new();
        for (print, origins) in rows {
            let most = origins.values().map(Vec::len).max().unwrap_or(0);
            for nth in 0..most {
                let seen: Vec<(Origin, Sighting)> =
                    origins.iter().filter_map(|(origin, rows)| Some((*origin, *rows.get(nth)?))).collect();
                let references = seen.iter().map(|(_, at)| self.row(*at).reference);
                drafts.push(Draft {
                    print: print.clone(),
                    pending: seen.iter().all(|(_, at)| self.row(*at).status == Status::Pending),
                    second_hand: seen.iter().all(|(_, at)| self.is_second_hand(*at)),
                    reference: references.max_by_key(|symbol| !symbol.is_empty()).unwrap_or_default(),
                    origins: seen.iter().map(|(origin, _)| *origin).collect(),
                    sightings: seen.into_iter().map(|(_, at)| at).collect(),
                });
            }
        }
        drafts
    }

    fn identify(&mut self, drafts: &[Draft], merchants: &Merchants) -> HashMap<Sym, usize> {
        let mut known = HashMap::new();
        for draft in drafts {
            for at in &draft.sightings {
                let descriptor = self.row(*at).descriptor;
                known.entry(descriptor).or_insert_with(|| {
                    self.merchants.push(merchants.identify(self.strings.get(descriptor)));
                    self.merchants.len() - 1
                });
            }
        }
        known
    }

    fn identity(&self, draft: &Draft, identities: &HashMap<Sym, usize>) -> &Identity {
        &self.merchants[identities[&self.row(draft.sightings[0]).descriptor]]
    }

    fn is_second_hand(&self, at: Sighting) -> bool {
        matches!(self.statements[at.statement].source, Source::Aggregate | Source::Wallet | Source::Detail)
    }

    /// Joins charges seen only as pending, or only by an app, a wallet or a details file, with the issuer's posted
    /// charge of the same amount; nearest first, the same merchant before others, one to one.
    fn join_followers(&self, drafts: Vec<Draft>, identities: &HashMap<Sym, usize>) -> Vec<Draft> {
        let follows = |draft: &Draft| draft.pending || draft.second_hand;
        let mut by_amount: HashMap<(Sym, Currency, Decimal), Vec<usize>> = HashMap::new();
        for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| !follows(draft)) {
            let key = (draft.print.household, draft.print.currency, draft.print.amount);
            by_amount.entry(key).or_default().push(at);
        }
        let mut pairs = Vec::new();
        for (follower_at, follower) in drafts.iter().enumerate().filter(|(_, draft)| follows(draft)) {
            let key = (follower.print.household, follower.print.currency, follower.print.amount);
            for leader_at in by_amount.get(&key).into_iter().flatten() {
                let leader = &drafts[*leader_at];
                let days = (leader.print.date - follower.print.date).num_days();
                let same_merchant =
                    self.identity(follower, identities).family == self.identity(leader, identities).family;
                if follower.origins.is_disjoint(&leader.origins)
                    && self.may_follow(follower, leader, days, same_merchant)
                {
                    pairs.push((!same_merchant, days.abs(), follower_at, *leader_at));
                }
            }
        }
        pairs.sort_unstable();
        let mut taken = HashSet::new();
        let mut into: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, _, follower, leader) in pairs {
            if !into.contains_key(&follower) && taken.insert(leader) {
                into.insert(follower, leader);
            }
        }
        let followers: Vec<(usize, Vec<Sighting>)> =
            into.iter().map(|(follower, leader)| (*leader, drafts[*follower].sightings.clone())).collect();
        let mut joined: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
        for gone in into.keys() {
            joined[*gone] = None;
        }
        for (leader, sightings) in followers {
            if let Some(draft) = &mut joined[leader] {
                draft.sightings.extend(sightings);
            }
        }
        joined.into_iter().flatten().collect()
    }

    /// Whether a charge may be another sighting of the issuer's. A pending row is on the same day, or at the same
    /// merchant within days, on a card that can be the same; another source is within days, on any card.
    fn may_follow(&self, follower: &Draft, leader: &Draft, days: i64, same_merchant: bool) -> bool {
        if follower.second_hand {
            return days.abs() <= self.windows.source_days;
        }
        let near = days == 0 || same_merchant && (-1..=self.windows.pending_days).contains(&days);
        near && self.may_be_same_card(follower.print.card, leader.print.card)
    }

    fn may_be_same_card(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.cards[one], &self.cards[other]);
        let same = |a: &str, b: &str| a == b || a.is_empty() || b.is_empty();
        let masked = |label: &str| label.contains(['*', 'X', 'x']);
        same(&one.issuer, &other.issuer)
            && (same(&one.label, &other.label) || masked(&one.label) || masked(&other.label))
    }

    /// Joins charges of one card of one household that carry the same reference and amount in different files.
    fn join_references(&self, drafts: Vec<Draft>) -> Vec<Draft> {
        let mut by_reference: HashMap<(Sym, usize, Sym, Decimal, Currency), Vec<usize>> = HashMap::new();
        let mut joined: Vec<Draft> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            if draft.reference.is_empty() {
                joined.push(draft);
                continue;
            }
            let print = &draft.print;
            let key = (print.household, print.card, draft.reference, print.amount, print.currency);
            let known = by_reference.entry(key).or_default();
            let twin = known.iter().copied().find(|at| {
                let days = (joined[*at].print.date - draft.print.date).num_days().abs();
                days <= self.windows.pending_days && joined[*at].origins.is_disjoint(&draft.origins)
            });
            if let Some(at) = twin {
                joined[at].pending &= draft.pending;
                joined[at].origins.extend(draft.origins);
                joined[at].sightings.extend(draft.sightings);
            } else {
                known.push(joined.len());
                joined.push(draft);
            }
        }
        joined
    }

    fn settle(&mut self, drafts: Vec<Draft>, identities: &HashMap<Sym, usize>) {
        let mut names: Vec<Sym> = drafts.iter().map(|draft| draft.print.household).collect();
        names.sort_by(|a, b| self.strings.get(*a).cmp(self.strings.get(*b)));
        names.dedup();
        let places: HashMap<Sym, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        self.households = names
            .iter()
            .map(|name| Household { name: self.strings.get(*name).to_owned(), exposed_from: None })
            .collect();
        let mut ordinals: HashMap<String, u32> = HashMap::new();
        let mut charges = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let mut sightings = draft.sightings;
            sightings.sort_by_key(|at| {
                let row = self.row(*at);
                (self.is_second_hand(*at), row.status != Status::Posted, row.installment, *at)
            });
            let row = self.row(sightings[0]);
            let print = &draft.print;
            let plain = format!(
                "{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
                self.strings.get(print.household),
                print.date,
                print.amount,
                print.currency,
                print.descriptor
            );
            let ordinal = ordinals.entry(plain.clone()).and_modify(|n| *n += 1).or_insert(0);
            let first = |get: &dyn Fn(&Transaction) -> Sym| {
                sightings.iter().map(|at| get(self.row(*at))).find(|symbol| !symbol.is_empty()).unwrap_or_default()
            };
            charges.push(Charge {
                id: short_hash(&format!("{plain}\u{1f}{ordinal}")),
                household: places[&print.household],
                card: print.card,
                date: print.date,
                posted_only: row.transaction_date.is_none(),
                amount: row.amount,
                currency: row.currency,
                kind: row.kind,
                status: row.status,
                descriptor: row.descriptor,
                country: first(&|row| row.country),
                foreign_currency: sightings
                    .iter()
                    .find_map(|at| self.row(*at).foreign_currency)
                    .filter(|foreign| *foreign != row.currency),
                merchant: identities[&row.descriptor],
                installment: row.installment,
                exposed: false,
                may_be_older: false,
                sightings,
            });
        }
        charges.sort_by(|a, b| (a.household, a.date, &a.id).cmp(&(b.household, b.date, &b.id)));
        self.charges = charges;
    }

    /// Marks the charges that breaches expose: dated on or after the start of a window, on a card that it concerns.
    /// History ends the day before the earliest start. Clears earlier marks.
    pub fn expose(&mut self, breaches: &[Breach]) {
        let start = breaches.iter().map(|breach| breach.start).min();
        for household in &mut self.households {
            household.exposed_from = start;
        }
        for charge in &mut self.charges {
            let label = &self.cards[charge.card].label;
            let concerned =
                |breach: &&Breach| breach.cards.is_empty() || label.is_empty() || breach.cards.contains(label);
            let since = breaches.iter().filter(concerned).map(|breach| breach.start).min();
            charge.exposed = since.is_some_and(|since| charge.date >= since);
            charge.may_be_older = charge.exposed
                && charge.posted_only
                && since.is_some_and(|since| charge.date < since + Days::new(self.windows.posting_lag_days));
        }
    }

    /// The charge whose id begins with this text, when there is exactly one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Charge> {
        let mut found = self.charges.iter().filter(|charge| charge.id.starts_with(id));
        let first = found.next();
        if found.next().is_some() { None } else { first }
    }
}

fn issuer(statement: &Statement) -> String {
    statement.institution.en.clone()
}

fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
