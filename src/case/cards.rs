//! Which card each row is on: its content says it, then the file's name, then another file with the same rows; else it
//! is a question.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::origins::{Origins, is_second_hand, issuer};
use super::{Card, Case};
use crate::money::Currency;
use crate::statement::Statement;
use crate::statement::format::Source;
use crate::statement::question::Question;
use crate::transaction::{Sym, Transaction};

/// Issuer and label.
type Key = (String, Sym);

/// The card of each label of each origin.
type Named = Vec<HashMap<Sym, usize>>;

/// What is compared to find the card of a file that names none.
type RowKey = (Sym, NaiveDate, Decimal, Currency);

/// What is known while cards are being named.
struct Naming<'a> {
    statements: &'a [Statement],
    origins: &'a Origins,
    /// The charges of each origin that print no card.
    bare: Vec<Vec<&'a Transaction>>,
    /// The cards that each row of the issuers' own files lies on.
    rows: HashMap<RowKey, BTreeSet<usize>>,
    keys: Vec<Key>,
    numbers: HashMap<Key, usize>,
    /// The card of each label of each origin.
    named: Named,
}

impl Case {
    /// Names the cards, and asks for those of files where nothing tells. The card of each label of each origin.
    pub(super) fn name_cards(&mut self, origins: &Origins) -> Vec<HashMap<Sym, usize>> {
        let (mut keys, mut named, asked) = Naming::new(&self.statements, origins).run();
        for (statement, labels) in asked {
            let labels = labels.into_iter().map(|label| self.strings.get(label).to_owned()).collect();
            self.statements[statement].questions.push(Question::of_card(labels));
        }
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by(|a, b| {
            let text = |at: usize| (&keys[at].0, self.strings.get(keys[at].1));
            text(*a).cmp(&text(*b))
        });
        let mut places = vec![0; keys.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at] = place;
            let (issuer, label) = std::mem::take(&mut keys[*at]);
            self.cards.push(Card { issuer, label: self.strings.get(label).to_owned() });
        }
        named.iter_mut().flat_map(HashMap::values_mut).for_each(|card| *card = places[*card]);
        named
    }
}

impl<'a> Naming<'a> {
    fn new(statements: &'a [Statement], origins: &'a Origins) -> Self {
        let count = origins.statements.len();
        Self {
            statements,
            origins,
            bare: vec![Vec::new(); count],
            rows: HashMap::default(),
            keys: Vec::new(),
            numbers: HashMap::default(),
            named: vec![HashMap::default(); count],
        }
    }

    /// The cards, the card of each label of each origin, and the statements to ask about with the labels to choose from.
    fn run(mut self) -> (Vec<Key>, Named, BTreeMap<usize, BTreeSet<Sym>>) {
        let mut nameless = self.name_by_label();
        while !nameless.is_empty() {
            let found: Vec<(usize, Option<usize>)> =
                nameless.iter().map(|origin| (*origin, self.by_overlap(*origin))).collect();
            let before = nameless.len();
            nameless.clear();
            for (origin, card) in found {
                match card {
                    Some(card) => self.name_bare(origin, self.keys[card].clone()),
                    None => nameless.push(origin),
                }
            }
            if nameless.len() == before {
                break;
            }
        }
        let asked = self.questions(&nameless);
        // A card without a label, of a known issuer, may be that of a file that names neither.
        for known in [true, false] {
            for origin in &nameless {
                let issuer = issuer(self.statement(*origin)).to_owned();
                if known != issuer.is_empty() {
                    let card = if known { None } else { self.by_overlap(*origin) };
                    self.name_bare(*origin, card.map_or((issuer, Sym::EMPTY), |card| self.keys[card].clone()));
                }
            }
        }
        (self.keys, self.named, asked)
    }

    fn statement(&self, origin: usize) -> &'a Statement {
        &self.statements[self.origins.statements[origin]]
    }

    /// Names the cards whose rows print a label; the origins with rows that print none.
    fn name_by_label(&mut self) -> Vec<usize> {
        let mut labels = vec![BTreeSet::new(); self.origins.statements.len()];
        for (at, statement) in self.statements.iter().enumerate() {
            for (row_at, row) in statement.transactions.iter().enumerate() {
                let origin = self.origins.get(at, row_at);
                labels[origin].insert(row.card);
                if row.card.is_empty() && row.is_charge() {
                    self.bare[origin].push(row);
                }
            }
        }
        // A label of an unknown issuer is that of the one known issuer with this label.
        let mut owners: HashMap<Sym, BTreeSet<&str>> = HashMap::default();
        let labelled = |origin: usize| labels[origin].iter().copied().filter(|label| !label.is_empty());
        for origin in 0..labels.len() {
            let issuer = issuer(self.statement(origin));
            if !issuer.is_empty() && !is_second_hand(self.statement(origin)) {
                labelled(origin).for_each(|label| {
                    owners.entry(label).or_default().insert(issuer);
                });
            }
        }
        for origin in 0..labels.len() {
            let printed = issuer(self.statement(origin));
            for label in labelled(origin) {
                let mut known = owners.get(&label).into_iter().flatten();
                let owner = match (known.next(), known.next()) {
                    (Some(one), None) if printed.is_empty() => one,
                    _ => printed,
                };
                let card = self.number((owner.to_owned(), label));
                self.named[origin].insert(label, card);
            }
        }
        for (at, statement) in self.statements.iter().enumerate().filter(|(_, statement)| !is_second_hand(statement)) {
            for (row_at, row) in statement.transactions.iter().enumerate() {
                if !row.card.is_empty() && row.is_charge() {
                    let card = self.named[self.origins.get(at, row_at)][&row.card];
                    row_keys(row).for_each(|key| {
                        self.rows.entry(key).or_default().insert(card);
                    });
                }
            }
        }
        (0..labels.len()).filter(|origin| labels[*origin].contains(&Sym::EMPTY)).collect()
    }

    fn number(&mut self, key: Key) -> usize {
        *self.numbers.entry(key).or_insert_with_key(|key| {
            self.keys.push(key.clone());
            self.keys.len() - 1
        })
    }

    /// Puts the rows of an origin that print no label on a card.
    fn name_bare(&mut self, origin: usize, key: Key) {
        let card = self.number(key);
        self.named[origin].insert(Sym::EMPTY, card);
        if !is_second_hand(self.statement(origin)) {
            for key in self.bare[origin].iter().flat_map(|row| row_keys(row)) {
                self.rows.entry(key).or_default().insert(card);
            }
        }
    }

    /// The card that holds most of an origin's nameless rows, and at least two or half of them; none when two hold as
    /// many.
    fn by_overlap(&self, origin: usize) -> Option<usize> {
        let own = issuer(self.statement(origin));
        let mut shared: BTreeMap<usize, BTreeSet<RowKey>> = BTreeMap::new();
        let mut all: BTreeSet<RowKey> = BTreeSet::new();
        for row in &self.bare[origin] {
            let whole = (row.household, row.date(), row.amount.normalize(), row.currency);
            all.insert(whole);
            let cards = row_keys(row).filter_map(|key| self.rows.get(&key)).flatten();
            for card in cards.filter(|card| self.may_be_of(own, **card)) {
                shared.entry(*card).or_default().insert(whole);
            }
        }
        let most = shared.values().map(BTreeSet::len).max()?;
        let mut best = shared.iter().filter(|(_, rows)| rows.len() == most);
        let (one, other) = (best.next(), best.next());
        one.filter(|_| other.is_none() && (most >= 2 || most * 2 >= all.len())).map(|(card, _)| *card)
    }

    fn may_be_of(&self, issuer: &str, card: usize) -> bool {
        let other = &self.keys[card].0;
        issuer.is_empty() || other.is_empty() || issuer == other
    }

    /// Files without any label, where several labelled cards of the issuer are known: each with these labels.
    fn questions(&self, nameless: &[usize]) -> BTreeMap<usize, BTreeSet<Sym>> {
        let mut by_source: HashMap<Source, BTreeSet<usize>> = HashMap::default();
        for (origin, cards) in self.named.iter().enumerate() {
            let cards = cards.iter().filter(|(label, _)| !label.is_empty()).map(|(_, card)| *card);
            by_source.entry(self.statement(origin).source).or_default().extend(cards);
        }
        let mut asked = BTreeMap::new();
        for origin in nameless {
            let (statement_at, statement) = (self.origins.statements[*origin], self.statement(*origin));
            let labelled = statement.transactions.iter().any(|row| !row.card.is_empty());
            if is_second_hand(statement) || labelled || self.bare[*origin].is_empty() {
                continue;
            }
            let own = issuer(statement);
            let cards = by_source.get(&statement.source).into_iter().flatten();
            let labels: BTreeSet<Sym> =
                cards.filter(|card| self.may_be_of(own, **card)).map(|card| self.keys[*card].1).collect();
            if labels.len() > 1 {
                asked.insert(statement_at, labels);
            }
        }
        asked
    }
}

/// A row by each of its dates.
fn row_keys(row: &Transaction) -> impl Iterator<Item = RowKey> {
    let dates = [row.transaction_date, row.posting_date.filter(|posted| row.transaction_date != Some(*posted))];
    let (household, amount, currency) = (row.household, row.amount.normalize(), row.currency);
    dates.into_iter().flatten().map(move |date| (household, date, amount, currency))
}
