//! What decisions do to a list, said where the list is: how many charges are not on it and why, and which decisions no
//! longer hold.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Scanned;
use super::words::{self, count_of};
use crate::case::Charge;
use crate::messages::{Messages, Value};
use crate::review::{Standing, State, Verdict};
use crate::text::for_terminal;

/// A verdict as people say it: "mine", "something is wrong: charged twice".
#[must_use]
pub fn verdict(verdict: Verdict, messages: &Messages) -> String {
    let said = messages.text(&format!("verdict-{}", verdict.word()));
    match verdict {
        Verdict::Wrong(fault) => {
            let fault = messages.text(&format!("fault-{}", fault.word()));
            messages.with("verdict-with-fault", &[("verdict", said.into()), ("fault", fault.into())])
        }
        Verdict::Mine | Verdict::Family | Verdict::Unsure | Verdict::NotRecognised | Verdict::NotMine => said,
    }
}

/// How many exposed charges are decided, by verdict.
pub(super) fn counts(scanned: Scanned<'_>) -> BTreeMap<Verdict, usize> {
    let mut counts = BTreeMap::new();
    let Some(review) = scanned.review else { return counts };
    for standing in scanned.findings.list.iter().filter_map(|finding| review.held(finding.charge)) {
        *counts.entry(standing.decision.verdict).or_default() += 1;
    }
    counts
}

/// Which decisions keep charges off the list.
pub fn lines(scanned: Scanned<'_>) -> Vec<String> {
    let messages = scanned.messages;
    let counts = counts(scanned);
    if counts.is_empty() {
        return Vec::new();
    }
    let part = |(said, count): (&Verdict, &usize)| {
        let args = [("verdict", verdict(*said, messages).into()), ("count", count_of(*count))];
        messages.with("decided-count", &args)
    };
    let parts: Vec<String> = counts.iter().map(part).collect();
    let args = [("count", count_of(counts.values().sum())), ("parts", words::list(&parts, messages).into())];
    vec![messages.with("decided-not-listed", &args)]
}

/// What a decision that does not keep a charge off the list says of it.
pub(super) fn remark(scanned: Scanned<'_>, charge: usize) -> Option<String> {
    let messages = scanned.messages;
    let standing = scanned.review?.charges.get(charge)?.as_ref()?;
    let Standing { decision, .. } = standing;
    let id = match standing.state {
        State::Decided => return None,
        State::Open => "remark-unsure",
        State::Changed => "remark-changed",
        State::Due => "remark-due",
    };
    let until = decision.until.map(|day| words::date(day, messages)).unwrap_or_default();
    let amount = scanned.currencies.shown(decision.amount, decision.currency);
    let args: [(&str, Value); 3] =
        [("verdict", verdict(decision.verdict, messages).into()), ("amount", amount.into()), ("until", until.into())];
    let mut remark = messages.with(id, &args);
    if let Some(note) = &decision.note {
        remark.push_str(&messages.with("remark-note", &[("note", for_terminal(note).into())]));
    }
    Some(remark)
}

/// The decision on a charge, whether it holds or not.
pub(super) fn sentence(scanned: Scanned<'_>, charge: &Charge) -> Option<String> {
    let messages = scanned.messages;
    let at = scanned.case.charges.iter().position(|other| std::ptr::eq(other, charge))?;
    let Standing { decision, state, at: when, .. } = scanned.review?.charges.get(at)?.as_ref()?;
    let args: [(&str, Value); 3] = [
        ("verdict", verdict(decision.verdict, messages).into()),
        ("state", messages.text(&format!("standing-{}", state.word())).into()),
        ("when", when.as_str().into()),
    ];
    let mut sentence = messages.with("explain-decided", &args);
    if let Some(note) = &decision.note {
        sentence.push_str(&messages.with("remark-note", &[("note", for_terminal(note).into())]));
    }
    Some(sentence)
}

/// The decision on a charge, for programs.
pub(super) fn value(standing: &Standing) -> Json {
    let decision = &standing.decision;
    json!({
        "verdict": decision.verdict.to_string(), "state": standing.state.word(), "at": standing.at,
        "number": standing.seq, "note": decision.note, "until": decision.until, "scope": decision.scope.word(),
        "amount": decision.amount.to_string(), "currency": decision.currency.code(),
    })
}
