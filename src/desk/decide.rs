//! Which charges a decision is of.

use super::Work;
use crate::case::{Case, Charge};
use crate::location::Problem;
use crate::review::{Scope, Verdict};

/// The charge whose id begins with a text, and its index.
///
/// # Errors
/// `ambiguous-charge`, `no-such-charge`.
pub fn charge<'a>(case: &'a Case, id: &str) -> Result<(usize, &'a Charge), Problem> {
    let found = case.find(id).and_then(|found| case.charges.iter().enumerate().find(|(_, c)| c.id == found.id));
    found.ok_or_else(|| {
        let several = case.charges.iter().any(|charge| charge.id.starts_with(id));
        Problem::new(if several { "ambiguous-charge" } else { "no-such-charge" }).with("value", id)
    })
}

/// Refuses a reach that what is said cannot have.
///
/// # Errors
/// `scope-of-own` when more than the named charges would be said not to be the household's own.
pub fn may_reach(verdict: Verdict, scope: Scope) -> Result<(), Problem> {
    if scope == Scope::Charge || verdict.is_own() { Ok(()) } else { Err(Problem::new("scope-of-own")) }
}

/// The charges within reach: the named ones, and at a wider scope every open charge since the breach that they reach.
///
/// # Errors
/// As [`charge`].
pub fn reached(work: &Work, ids: &[String], scope: Scope) -> Result<Vec<usize>, Problem> {
    let case = &work.case;
    let mut reached = Vec::new();
    for id in ids {
        let (at, own) = charge(case, id)?;
        reached.push(at);
        if scope != Scope::Charge {
            let held = |at: usize| work.review.as_ref().is_some_and(|review| review.held(at).is_some());
            let others = case
                .charges
                .iter()
                .enumerate()
                .filter(|(at, other)| other.exposed && !held(*at) && scope.reaches(case, own, other));
            reached.extend(others.map(|(at, _)| at));
        }
    }
    reached.sort_unstable();
    reached.dedup();
    Ok(reached)
}
