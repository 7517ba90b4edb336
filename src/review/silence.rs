//! What decisions do to findings: a decided charge is not listed again, one that comes after a refund is, and so is one
//! that a decision left open.

use foldhash::HashMap;

use super::{Review, Standing};
use crate::case::Case;
use crate::finding::Findings;

/// Takes decided charges off the list. A charge that was listed only because a charge of the household's own names it
/// goes with that one. What is raised after a refund or a replacement is listed at every level, and so is what the person
/// is not sure of or what is open again.
pub fn silence(findings: &mut Findings, case: &Case, review: &Review) {
    let places: HashMap<&str, usize> =
        case.charges.iter().enumerate().map(|(at, charge)| (charge.id.as_str(), at)).collect();
    let own = |id: &String| {
        let at = places.get(id.as_str());
        at.and_then(|at| review.held(*at)).is_some_and(|standing: &Standing| standing.decision.verdict.is_own())
    };
    for finding in &mut findings.list {
        finding.decided = review.held(finding.charge).is_some();
        if finding.decided || finding.named_by.as_ref().is_some_and(own) {
            finding.flagged = false;
            finding.named_by = None;
            finding.incident = None;
        }
    }
    for finding in &mut findings.list {
        finding.asked = review.disputes.raised.iter().any(|raised| raised.charge() == finding.charge)
            || review.is_asked_again(finding.charge);
        finding.flagged |= finding.asked;
    }
    let mut left = Vec::new();
    for mut incident in std::mem::take(&mut findings.incidents) {
        incident.findings.retain(|at| findings.list[*at].flagged);
        for at in &incident.findings {
            findings.list[*at].incident = Some(left.len());
        }
        if !incident.findings.is_empty() {
            left.push(incident);
        }
    }
    findings.incidents = left;
    findings.recount();
}
