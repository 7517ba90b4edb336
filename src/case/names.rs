//! Merchants as a household knows them: names cut short, and towns, are told by its other lines.

use std::collections::BTreeMap;

use super::{Case, Charge, Refund};
use crate::merchant::Merchants;

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
}
