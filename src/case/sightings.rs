//! Rows to drafts of charges: equal rows of one file are all kept, and across files the n-th equals the n-th. The rows
//! of one instalment purchase differ in n alone and are one draft.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::{HashMap, HashSet};
use rust_decimal::Decimal;

use super::origins::{Origins, is_second_hand, layout};
use super::{Case, Sighting};
use crate::merchant::fold::fold;
use crate::money::Currency;
use crate::statement::format::Source;
use crate::transaction::{Status, Sym};

/// What equal rows have in common, but for the card: what an id is made of. Households and texts are numbered in order
/// of their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Print {
    pub(super) household: usize,
    pub(super) date: NaiveDate,
    pub(super) amount: Decimal,
    pub(super) currency: Currency,
    pub(super) text: usize,
}

/// A charge that is still being put together.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) print: Print,
    pub(super) card: usize,
    /// m of an instalment purchase; 0 for any other.
    pub(super) shares: u16,
    pub(super) posting: Option<NaiveDate>,
    pub(super) sightings: Vec<Sighting>,
    pub(super) origins: Vec<usize>,
    pub(super) pending: bool,
    /// What it was seen by alone, where that is not the issuer: an app, a wallet, details.
    pub(super) second_hand: Option<Source>,
    /// The issuer's id, where its layout calls it stable.
    pub(super) reference: Sym,
    /// What joined sightings looked like.
    pub(super) others: Vec<Print>,
}

/// Texts of a run in order of their words.
#[derive(Debug, Default)]
pub(super) struct Texts {
    ranks: HashMap<Sym, usize>,
    words: Vec<String>,
}

impl Texts {
    pub(super) fn of(pairs: impl Iterator<Item = (Sym, String)>) -> Self {
        let mut pairs: Vec<(String, Sym)> = pairs.map(|(symbol, text)| (text, symbol)).collect();
        pairs.sort_unstable();
        let mut texts = Self::default();
        for (text, symbol) in pairs {
            if texts.words.last() != Some(&text) {
                texts.words.push(text);
            }
            texts.ranks.insert(symbol, texts.words.len() - 1);
        }
        texts
    }

    pub(super) fn rank(&self, symbol: Sym) -> usize {
        self.known(symbol).unwrap_or_default()
    }

    pub(super) fn known(&self, symbol: Sym) -> Option<usize> {
        self.ranks.get(&symbol).copied()
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }
}

/// Drafts with what their prints are numbered by.
pub(super) struct Drafts {
    pub(super) list: Vec<Draft>,
    pub(super) texts: Texts,
    pub(super) households: Texts,
}

impl Case {
    pub(super) fn drafts(&self, origins: &Origins, cards: &[HashMap<Sym, usize>]) -> Drafts {
        let rows =
            || self.statements.iter().flat_map(|statement| &statement.transactions).filter(|row| row.is_charge());
        let symbols: HashSet<Sym> = rows().map(|row| row.descriptor).collect();
        let texts = Texts::of(symbols.into_iter().map(|symbol| (symbol, fold(self.strings.get(symbol)))));
        let symbols: HashSet<Sym> = rows().map(|row| row.household).collect();
        let households = Texts::of(symbols.into_iter().map(|symbol| (symbol, self.strings.get(symbol).to_owned())));
        // A layout's date may be that of posting, so equal rows are known as such in files of one layout alone.
        let layouts: BTreeSet<(bool, &str)> = self.statements.iter().map(layout).collect();
        let layouts: HashMap<(bool, &str), usize> = layouts.into_iter().zip(0..).collect();
        let mut seen = Vec::new();
        for (at, statement) in self.statements.iter().enumerate() {
            for (row_at, row) in statement.transactions.iter().enumerate().filter(|(_, row)| row.is_charge()) {
                let origin = origins.get(at, row_at);
                let print = Print {
                    household: households.rank(row.household),
                    date: row.date(),
                    amount: row.amount.normalize(),
                    currency: row.currency,
                    text: texts.rank(row.descriptor),
                };
                let (n, m) = row.installment.unwrap_or_default();
                let card = cards[origin][&row.card];
                let key = (print.household, card, print, m, layouts[&layout(statement)]);
                seen.push((key, (origin, n), Sighting { statement: at, row: row_at }));
            }
        }
        seen.sort_unstable_by_key(|(key, slot, at)| (*key, *slot, *at));
        let mut list = Vec::with_capacity(seen.len());
        for same in seen.chunk_by(|a, b| a.0 == b.0) {
            let (_, card, print, shares, _) = same[0].0;
            let slots: Vec<_> = same.chunk_by(|a, b| a.1 == b.1).collect();
            for nth in 0..slots.iter().map(|slot| slot.len()).max().unwrap_or_default() {
                let rows: Vec<_> = slots.iter().filter_map(|slot| slot.get(nth)).collect();
                let sightings: Vec<Sighting> = rows.iter().map(|(_, _, at)| *at).collect();
                let mut origins: Vec<usize> = rows.iter().map(|(_, (origin, _), _)| *origin).collect();
                origins.dedup();
                list.push(self.draft(print, card, shares, sightings, origins));
            }
        }
        Drafts { list, texts, households }
    }

    fn draft(&self, print: Print, card: usize, shares: u16, sightings: Vec<Sighting>, origins: Vec<usize>) -> Draft {
        let of = |at: &Sighting| &self.statements[at.statement];
        let second_hand = sightings.iter().all(|at| is_second_hand(of(at)));
        let stable = sightings.iter().filter(|at| of(at).stable_reference).map(|at| self.row(*at).reference);
        Draft {
            print,
            card,
            shares,
            posting: sightings.iter().find_map(|at| self.row(*at).posting_date),
            pending: sightings.iter().all(|at| self.row(*at).status == Status::Pending),
            second_hand: sightings.first().filter(|_| second_hand).map(|at| of(at).source),
            reference: stable.max_by_key(|symbol| self.strings.get(*symbol)).unwrap_or_default(),
            sightings,
            origins,
            others: Vec::new(),
        }
    }

    /// Puts drafts apart by a part of them, in the order of the list.
    pub(super) fn grouped<K: Ord>(
        list: &[Option<Draft>],
        key: impl Fn(&Draft) -> Option<K>,
    ) -> BTreeMap<K, Vec<usize>> {
        let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, draft) in list.iter().enumerate() {
            if let Some(key) = draft.as_ref().and_then(&key) {
                groups.entry(key).or_default().push(at);
            }
        }
        groups
    }
}
