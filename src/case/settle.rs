//! Drafts to charges, each with an id that stays.

use foldhash::HashMap;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::origins::{Origins, is_second_hand, issuer};
use super::sightings::{Draft, Drafts, Print};
use super::{Case, Charge, Household, Sighting};
use crate::breach::Reach;
use crate::statement::format::Source;
use crate::transaction::{Status, Sym, Transaction};

impl Case {
    pub(super) fn settle(&mut self, drafts: Drafts, origins: &Origins, identities: &HashMap<Sym, usize>) {
        let Drafts { mut list, texts, households } = drafts;
        let unexposed = |name: &String| Household { name: name.clone(), exposed_from: None, reach: Reach::Unknown };
        self.households = households.words().iter().map(unexposed).collect();
        self.order_equals(&mut list, origins);
        let plain = |print: &Print| {
            let household = &households.words()[print.household];
            let text = &texts.words()[print.text];
            format!("{household}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{text}", print.date, print.amount, print.currency)
        };
        let mut ordinals: HashMap<Print, u32> = HashMap::default();
        let mut numbered = |print: &Print| {
            let ordinal = ordinals.entry(*print).and_modify(|n| *n += 1).or_insert(0);
            (*print, *ordinal)
        };
        let own: Vec<_> = list.iter().map(|draft| numbered(&draft.print)).collect();
        let others: Vec<Vec<_>> = list
            .iter()
            .map(|draft| draft.others.iter().filter(|print| **print != draft.print).map(&mut numbered).collect())
            .collect();
        let id_of = |(print, ordinal): &(Print, u32)| short_hash(&format!("{}\u{1f}{ordinal}", plain(print)));
        let settled = list.into_par_iter().zip(own).zip(others).map(|((draft, own), others)| {
            let aliases = others.iter().map(id_of).collect();
            self.charge(draft, id_of(&own), aliases, identities)
        });
        let mut charges: Vec<Charge> = settled.collect();
        charges.sort_by(|a, b| (a.household, a.date, &a.id).cmp(&(b.household, b.date, &b.id)));
        self.charges = charges;
    }

    fn charge(&self, draft: Draft, id: String, aliases: Vec<String>, identities: &HashMap<Sym, usize>) -> Charge {
        let mut sightings = draft.sightings;
        sightings.sort_by_cached_key(|at| {
            let (statement, row) = (&self.statements[at.statement], self.row(*at));
            let issuers = (is_second_hand(statement), row.status != Status::Posted, row.installment);
            (issuers, issuer(statement).is_empty(), self.strings.get(row.descriptor), *at)
        });
        let row = self.row(sightings[0]);
        let detail = |at: &&Sighting| self.statements[at.statement].source == Source::Detail;
        // Where the account prints a number, the details tell the day and the merchant.
        let named = self.row(*sightings.iter().find(detail).unwrap_or(&sightings[0]));
        let first = |get: &dyn Fn(&Transaction) -> Sym| {
            sightings.iter().map(|at| get(self.row(*at))).find(|symbol| !symbol.is_empty()).unwrap_or_default()
        };
        Charge {
            id,
            aliases,
            household: draft.print.household,
            card: draft.card,
            date: named.date(),
            posted_only: named.transaction_date.is_none(),
            amount: row.amount,
            currency: row.currency,
            kind: row.kind,
            status: row.status,
            descriptor: named.descriptor,
            country: first(&|row| row.country),
            foreign_currency: sightings
                .iter()
                .find_map(|at| self.row(*at).foreign_currency)
                .filter(|foreign| *foreign != row.currency),
            merchant: identities[&named.descriptor],
            installment: row.installment,
            exposed: false,
            may_be_older: false,
            sightings,
        }
    }

    /// Puts charges with one print in an order that neither labels of cards nor names of files decide, but what else
    /// stands in the files: ids are given in this order.
    fn order_equals(&self, list: &mut [Draft], origins: &Origins) {
        list.sort_by_key(|draft| draft.print);
        // No household is told by what another one's rows say.
        let mut digests: HashMap<(usize, Sym), [u8; 32]> = HashMap::default();
        for equals in list.chunk_by_mut(|a, b| a.print == b.print) {
            if equals.iter().all(|draft| draft.card == equals[0].card) {
                continue;
            }
            let household = self.row(equals[0].sightings[0]).household;
            for origin in equals.iter().flat_map(|draft| &draft.origins) {
                if !digests.contains_key(&(*origin, household)) {
                    digests.extend(self.digests(origins.statements[*origin], origins));
                }
            }
            equals.sort_by_key(|draft| draft.origins.iter().map(|origin| digests[&(*origin, household)]).min());
        }
    }

    /// What each file that a statement holds says of each household, whatever it and its card are called.
    fn digests(&self, statement: usize, origins: &Origins) -> impl Iterator<Item = ((usize, Sym), [u8; 32])> {
        let mut digests: HashMap<(usize, Sym), Sha256> = HashMap::default();
        for (at, row) in self.statements[statement].transactions.iter().enumerate() {
            let text = self.strings.get(row.descriptor);
            let line = format!("{}\u{1f}{}\u{1f}{text}\n", row.date(), row.amount.normalize());
            digests.entry((origins.get(statement, at), row.household)).or_default().update(line);
        }
        digests.into_iter().map(|(origin, digest)| (origin, digest.finalize().into()))
    }
}

fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(6)
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|four| char::from(b"0123456789abcdef"[usize::from(four)]))
        .collect()
}
