//! Ids that stay: a charge keeps the id under which its first row was seen.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::chain::hex;
use crate::case::{Case, Charge, Sighting};

/// The id under which the charge of each row was first seen, by statement and row.
pub(super) type Known = Vec<Vec<Option<String>>>;

/// Gives each charge the id of its first row that has one; a new charge keeps its own. Ids of other rows are aliases.
/// Where rows that were one charge are so no more, the earliest keeps the id. The rows whose id must be written.
pub(super) fn keep(case: &mut Case, known: &Known) -> Vec<(Sighting, String)> {
    let own: Vec<Vec<&str>> = case.charges.iter().map(|charge| first_ids(charge, known)).collect();
    let mut order: Vec<usize> = (0..case.charges.len()).collect();
    order.sort_by_key(|at| case.charges[*at].sightings.iter().min().copied());
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for at in order.iter().copied() {
        if let Some(free) = own[at].iter().find(|id| !taken.contains_key(**id)) {
            taken.insert((*free).to_owned(), at);
        }
    }
    let mut given: BTreeMap<usize, String> = taken.iter().map(|(id, at)| (*at, id.clone())).collect();
    let used: BTreeSet<&str> = known.iter().flatten().flatten().map(String::as_str).collect();
    for at in order {
        given.entry(at).or_insert_with(|| {
            let id = unused(&case.charges[at].id, |id| used.contains(id) || taken.contains_key(id));
            taken.insert(id.clone(), at);
            id
        });
    }
    let mut written = Vec::new();
    let mut aliases: Vec<BTreeSet<String>> = Vec::new();
    for (at, charge) in case.charges.iter().enumerate() {
        let id = &given[&at];
        let others = own[at].iter().map(|id| (*id).to_owned()).chain(charge.aliases.iter().cloned());
        let others = others.chain([charge.id.clone()]);
        aliases.push(others.filter(|other| other == id || !taken.contains_key(other)).collect());
        for sighting in &charge.sightings {
            let stored = &known[sighting.statement][sighting.row];
            if stored.as_ref().is_none_or(|stored| stored != id && taken.contains_key(stored)) {
                written.push((*sighting, id.clone()));
            }
        }
    }
    for (at, (charge, mut aliases)) in case.charges.iter_mut().zip(aliases).enumerate() {
        charge.id.clone_from(&given[&at]);
        aliases.remove(&charge.id);
        charge.aliases = aliases.into_iter().collect();
    }
    case.charges.sort_by(|a, b| (a.household, a.date, &a.id).cmp(&(b.household, b.date, &b.id)));
    written
}

/// The ids of a charge's rows, the first seen first.
fn first_ids<'a>(charge: &Charge, known: &'a Known) -> Vec<&'a str> {
    let mut sightings = charge.sightings.clone();
    sightings.sort_unstable();
    let mut ids: Vec<&str> = Vec::new();
    for id in sightings.iter().filter_map(|at| known[at.statement][at.row].as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// This id, or one made of it that no other charge has had.
fn unused(id: &str, is_used: impl Fn(&str) -> bool) -> String {
    let mut free = id.to_owned();
    while is_used(&free) {
        free = hex(&Sha256::digest(&free)[..id.len() / 2]);
    }
    free
}
