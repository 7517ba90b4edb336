//! Merchants as a household knows them: names cut short, and towns, are told by its other lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::{Case, Charge, Refund};
use crate::merchant::{Identity, Merchants};
use crate::statement::Statement;
use crate::transaction::{Kind, Strings, Sym};

/// Who is behind every row, by statement and row, as the charges of one household are told apart: rows without a
/// household's name are of one. What the issuer and the bank write themselves tells shops nothing.
#[must_use]
pub fn identities(statements: &[Statement], strings: &Strings, merchants: &Merchants) -> Vec<Vec<Arc<Identity>>> {
    let mut of_shop: HashMap<(Sym, Sym), bool> = HashMap::default();
    for row in statements.iter().flat_map(|statement| &statement.transactions) {
        let shop = row.is_charge() || row.kind == Kind::Refund;
        *of_shop.entry((row.household, row.descriptor)).or_default() |= shop;
    }
    let mut lines: Vec<(Sym, bool, Sym)> =
        of_shop.into_iter().map(|((household, descriptor), shop)| (household, !shop, descriptor)).collect();
    lines.sort_unstable();
    let mut known: HashMap<(Sym, Sym), Arc<Identity>> = HashMap::default();
    for lines in lines.chunk_by(|a, b| a.0 == b.0) {
        let mut identities: Vec<_> =
            lines.iter().map(|(.., descriptor)| merchants.identify(strings.get(*descriptor))).collect();
        let shops = lines.partition_point(|(_, other, _)| !other);
        merchants.reconcile(&mut identities[..shops]);
        known.extend(lines.iter().zip(identities).map(|((household, _, line), found)| ((*household, *line), found)));
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
            let mut own: Vec<_> = becomes.keys().map(|at| Arc::clone(&identities[*at])).collect();
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
        let mut codes: HashMap<Sym, Sym> = HashMap::default();
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
