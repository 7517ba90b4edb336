//! Everything about one charge, and what the person says of it.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::decide::BETWEEN;
use super::look::back;
use super::room::Room;
use super::view::safe;
use super::worklist::left;
use crate::desk::{charge, reached};
use crate::location::Problem;
use crate::report::ask::in_question;
use crate::report::explain::Explained;
use crate::report::logged;
use crate::report::opening::card_name;
use crate::report::page::item;
use crate::report::picture;
use crate::report::words::{count_of, date, sums};
use crate::review::{Entry, Fault, Key, Scope};

/// How far a decision may reach.
#[derive(Serialize)]
struct Reach {
    word: &'static str,
    sentence: String,
}

pub(super) fn show(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let (scanned, open, messages) = (room.scanned()?, room.case()?, room.messages());
    let (at, own) = charge(scanned.case, asked.one("id").unwrap_or_default())?;
    let explained = Explained::of(scanned, own)?;
    let finding = scanned.findings.list.iter().find(|finding| finding.charge == at);
    let item = finding.map(|finding| item(scanned, finding, 1)).transpose()?;
    let standing = scanned.review.and_then(|review| review.charges.get(at)?.as_ref());
    let note = standing.and_then(|standing| standing.decision.note.clone()).unwrap_or_default();
    let known = open.opened.history.holding().rev().find_map(|logged| {
        let Entry::Answer(answer) = &logged.entry else { return None };
        (answer.key == Key::Checked && answer.charge == own.id).then_some(answer.value.as_str())
    });
    let known: Vec<&str> =
        known.filter(|value| !value.is_empty()).map(|value| value.split(BETWEEN).collect()).unwrap_or_default();
    let checks: Vec<(&str, bool)> =
        explained.checks.iter().map(|check| (check.as_str(), known.contains(&check.as_str()))).collect();
    // What was written down in words of one's own stays beside what is ticked.
    let found: Vec<&str> =
        known.iter().copied().filter(|known| !checks.iter().any(|(check, _)| check == known)).collect();
    let reply = scanned.review.and_then(|review| review.disputes.replies.get(&at));
    let reply = reply.map(|reply| logged::reply(reply, messages));
    let asked_of = in_question(scanned).contains(&at);
    let first = scanned.counting.first_of(scanned.case, [own]);
    let last = first.and_then(|first| first.last).map(|day| left(day, scanned.counting.today, messages));
    let mut reaches = Vec::new();
    let mut known = 1;
    for scope in [Scope::SameAmount, Scope::MerchantOnCard, Scope::Merchant] {
        let charges = reached(&open.opened.work, std::slice::from_ref(&own.id), scope)?;
        if charges.len() > known {
            known = charges.len();
            let amounts = charges.iter().map(|at| &scanned.case.charges[*at]).map(|c| (c.currency, c.amount));
            let sum = sums(amounts, scanned.currencies, messages);
            let args = [("count", count_of(charges.len())), ("sum", sum.into())];
            let sentence = messages.with(&format!("web-scope-{}", scope.word()), &args);
            reaches.push(Reach { word: scope.word(), sentence });
        }
    }
    let faults: Vec<(String, String)> = Fault::ALL
        .iter()
        .map(|fault| (fault.word().to_owned(), messages.text(&format!("fault-{}", fault.word()))))
        .collect();
    let strip = picture::strip(scanned, own).map(|picture| safe(picture.figure(messages)));
    let name = crate::finding::explain::merchant(scanned.case, own, messages);
    let raw = scanned.case.strings.get(own.descriptor).to_owned();
    let amount = scanned.currencies.shown(own.amount, own.currency);
    let (day, card, id) = (date(own.date, messages), card_name(scanned, own), own.id.clone());
    let back = back(asked);
    Ok(Reply::Page(
        "charge.html",
        context! {
            explained, item, checks, found, reply, asked_of, note, last, reaches, faults, strip, name, raw, amount, day, card, id, back,
            today => scanned.counting.today.to_string(),
        },
    ))
}
