//! Merchants as a household knows them: names cut short, and towns, are told by its other lines.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Case, Charge, Refund};
use crate::merchant::Merchants;
use crate::statement::Statement;
use crate::transaction::{Kind, Strings, Sym};

/// The brand family of every row, by statement and row, as the charges of one household are told apart: rows without a
/// household's name are of one. What the issuer and the bank write themselves tells shops nothing.
#[must_use]
pub fn families(statements: &[Statement], strings: &Strings, merchants: &Merchants) -> Vec<Vec<Arc<str>>> {
    let mut known: HashMap<(Sym, Sym), Arc<str>> = HashMap::new();
    let mut households: BTreeMap<Sym, BTreeMap<Sym, bool>> = BTreeMap::new();
    for row in statements.iter().flat_map(|statement| &statement.transactions) {
        let of_shop = row.is_charge() || row.kind == Kind::Refund;
        *households.entry(row.household).or_default().entry(row.descriptor).or_default() |= of_shop;
    }
    for (household, descriptors) in households {
        let identify = |descriptor: &Sym| merchants.identify(strings.get(*descriptor));
        let (shops, others): (Vec<Sym>, Vec<Sym>) = descriptors.keys().partition(|descriptor| descriptors[*descriptor]);
        let mut identities: Vec<_> = shops.iter().map(identify).collect();
        merchants.reconcile(&mut identities);
        identities.extend(others.iter().map(identify));
        let named = shops.into_iter().chain(others).zip(identities);
        known.extend(named.map(|(descriptor, identity)| ((household, descriptor), identity.family.into())));
    }
    let of_row = |statement: &Statement| {
        statement.transactions.iter().map(|row| Arc::clone(&known[&(row.household, row.descriptor)])).collect()
    };
    statements.iter().map(of_row).collect()
}

impl Case {
    /// Lets the merchants of each household know one another; no household hears of another's.
    pub(super) fn acquaint(&mut self, merchants: &Merchants) {
        let Self { charges, refunds, merchants: identities, .. } = self;
        let mut given = refunds.chunk_by_mut(|a, b| a.household == b.household).peekable();
        for charges in charges.chunk_by_mut(|a, b| a.household == b.household) {
            let household = charges[0].household;
            while given.next_if(|refunds| refunds[0].household < household).is_some() {}
            let refunds = given.next_if(|refunds| refunds[0].household == household).unwrap_or_default();
            let named = charges.iter().map(|c| c.merchant).chain(refunds.iter().map(|refund| refund.merchant));
            let mut becomes: BTreeMap<usize, usize> = named.map(|merchant| (merchant, merchant)).collect();
            let mut own: Vec<_> = becomes.keys().map(|at| identities[*at].clone()).collect();
            merchants.reconcile(&mut own);
            for (into, identity) in becomes.values_mut().zip(own) {
                if identity.joined.is_some() {
                    *into = identities.len();
                    identities.push(identity);
                }
            }
            for Charge { merchant, .. } in charges {
                *merchant = becomes[merchant];
            }
            for Refund { merchant, .. } in refunds {
                *merchant = becomes[merchant];
            }
        }
    }

    /// One country is one, whether statements print its code or its name.
    pub(super) fn unify_countries(&mut self, merchants: &Merchants) {
        let Self { charges, strings, .. } = self;
        let mut codes: HashMap<Sym, Sym> = HashMap::new();
        for charge in charges.iter_mut().filter(|charge| !charge.country.is_empty()) {
            let printed = charge.country;
            charge.country =
                *codes.entry(printed).or_insert_with(|| match merchants.countries().code(strings.get(printed)) {
                    Some(code) => strings.intern(code),
                    None => printed,
                });
        }
    }
}
