//! Merchants as a household knows them: names cut short, and towns, are told by its other lines.

use std::collections::BTreeMap;

use super::{Case, Charge};
use crate::merchant::Merchants;

impl Case {
    /// Lets the merchants of each household know one another; no household hears of another's.
    pub(super) fn acquaint(&mut self, merchants: &Merchants) {
        let Self { charges, merchants: identities, .. } = self;
        for charges in charges.chunk_by_mut(|a, b| a.household == b.household) {
            let mut becomes: BTreeMap<usize, usize> = charges.iter().map(|c| (c.merchant, c.merchant)).collect();
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
        }
    }
}
