//! What columns are called: the dictionary that the known layouts make up together, for a header nobody has seen yet.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::Deserialize;

use crate::statement::format::{AmountRef, ColumnRef, Generation, OneOrMore, Side, header_key};
use crate::statement::identify::Formats;
use crate::transaction::Status;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The day of the purchase.
    TransactionDate,
    /// The day of booking.
    PostingDate,
    /// The text that names the merchant.
    Descriptor,
    /// The clean name of the merchant.
    Merchant,
    /// The signed amount.
    Amount,
    /// What the holder owes more.
    Debit,
    /// What the holder owes less.
    Credit,
    /// What comes on top of the amount.
    Fee,
    /// The currency of the amount.
    Currency,
    /// What the merchant asked for.
    ForeignAmount,
    /// Its currency.
    ForeignCurrency,
    /// The card.
    Card,
    /// The issuer's reference.
    Reference,
    /// How far the row has come.
    Status,
    /// Whether it is a debit or a credit.
    Flag,
    /// Something else: a balance, a category.
    Other,
}

/// Names and words with what the layouts use them for.
#[derive(Debug, Clone, Default)]
pub(in crate::statement) struct Names {
    roles: HashMap<String, BTreeMap<Role, usize>>,
    /// Words that say debit or credit.
    pub(super) flags: BTreeMap<String, Side>,
    /// Words that say how far a row has come.
    pub(super) statuses: BTreeMap<String, Status>,
}

impl Names {
    pub(in crate::statement) fn of(formats: &Formats) -> Self {
        let mut names = Self::default();
        for generation in formats.iter().flat_map(|format| &format.generations) {
            names.learn(generation);
        }
        // What layouts use a name for says more than what people mean by it.
        for (role, listed) in &formats.settings.names {
            for name in listed {
                names.roles.entry(spelling(name)).or_insert_with(|| BTreeMap::from([(*role, 1)]));
            }
        }
        for (words, side) in [(&formats.settings.debits, Side::Debit), (&formats.settings.credits, Side::Credit)] {
            for word in words {
                names.flags.entry(spelling(word)).or_insert(side);
            }
        }
        names
    }

    fn learn(&mut self, generation: &Generation) {
        let columns = &generation.columns;
        let several = |columns: &Option<OneOrMore<ColumnRef>>| -> Vec<ColumnRef> {
            columns.iter().flat_map(OneOrMore::iter).cloned().collect()
        };
        let amounts = columns.amount.iter().flat_map(OneOrMore::iter).map(|place| match place {
            AmountRef::Plain(column) | AmountRef::In { column, .. } => column.clone(),
        });
        let flag = columns.flag.as_ref().map(|words| words.column.clone());
        let status = columns.status.as_ref().map(|words| words.column.clone());
        let used: [(Role, Vec<ColumnRef>); 15] = [
            (Role::TransactionDate, several(&columns.transaction_date)),
            (Role::PostingDate, several(&columns.posting_date)),
            (Role::Descriptor, several(&columns.descriptor)),
            (Role::Merchant, columns.merchant.iter().cloned().collect()),
            (Role::Amount, amounts.collect()),
            (Role::Debit, columns.debit.iter().cloned().collect()),
            (Role::Credit, columns.credit.iter().cloned().collect()),
            (Role::Fee, several(&columns.fee)),
            (Role::Currency, columns.currency.iter().cloned().collect()),
            (Role::ForeignAmount, columns.foreign_amount.iter().cloned().collect()),
            (Role::ForeignCurrency, columns.foreign_currency.iter().cloned().collect()),
            (Role::Card, columns.card.iter().cloned().collect()),
            (Role::Reference, columns.reference.iter().cloned().collect()),
            (Role::Flag, flag.into_iter().collect()),
            (Role::Status, status.into_iter().collect()),
        ];
        let mut known = Vec::new();
        for (role, columns) in used {
            for name in columns.iter().flat_map(spellings) {
                self.vote(&name, role);
                known.push(name);
            }
        }
        for cell in &generation.identify.header {
            let cell = cell.trim_start_matches('[').trim_end_matches(']').to_owned();
            for name in spellings(&ColumnRef::Named(cell)).into_iter().filter(|name| !known.contains(name)) {
                self.vote(&name, Role::Other);
            }
        }
        let words = |text: &String| header_key(text).to_lowercase();
        if let Some(mapped) = &columns.flag {
            self.flags.extend(mapped.values.iter().map(|(word, side)| (words(word), *side)));
        }
        if let Some(mapped) = &columns.status {
            self.statuses.extend(mapped.values.iter().map(|(word, status)| (words(word), *status)));
        }
    }

    fn vote(&mut self, name: &str, role: Role) {
        *self.roles.entry(name.to_owned()).or_default().entry(role).or_default() += 1;
    }

    /// What most layouts that have a column of this name use it for.
    pub(super) fn role(&self, name: &str) -> Option<Role> {
        let votes = self.roles.get(&spelling(name))?;
        votes.iter().max_by_key(|(role, count)| (**count, std::cmp::Reverse(**role))).map(|(role, _)| *role)
    }
}

/// The names of a column reference, as compared; none for a position.
fn spellings(column: &ColumnRef) -> Vec<String> {
    match column {
        ColumnRef::At(_) => Vec::new(),
        ColumnRef::Named(name) => {
            let name = name.rsplit_once('#').map_or(name.as_str(), |(name, _)| name);
            name.split(" | ").map(spelling).filter(|name| !name.is_empty()).collect()
        }
    }
}

fn spelling(name: &str) -> String {
    header_key(name).to_lowercase()
}
