//! An entry of the log in words.

use super::Scanned;
use super::decided::verdict;
use super::disputes::step;
use super::status::line;
use super::words;
use crate::breach::{NamedBreach, Window};
use crate::messages::{Messages, Value};
use crate::review::{Entry, Reply};
use crate::store::{Forgotten, What};
use crate::text::{card_label, for_terminal};

/// What was said, or done to the log.
#[must_use]
pub fn entry(scanned: Scanned<'_>, entry: &Entry) -> String {
    let messages = scanned.messages;
    let numbers = |of: &[i64]| of.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let of_charge = |id: &str, what: String| {
        messages.with("log-of-charge", &[("charge", charge(scanned, id).into()), ("what", what.into())])
    };
    match entry {
        Entry::Decide(decision) => {
            let mut said = verdict(decision.verdict, messages);
            if let Some(day) = decision.until {
                said.push_str(&messages.with("log-until", &[("day", words::date(day, messages).into())]));
            }
            said.push_str(&noted(decision.note.as_deref()));
            of_charge(&decision.charge, said)
        }
        Entry::Mark(mark) => of_charge(&mark.charge, step(mark, scanned.currencies, messages)),
        Entry::Answer(answer) => {
            let key = messages.text(&format!("key-{}", answer.key.word()));
            let value = match answer.value.as_str() {
                "" => messages.text("answer-none"),
                value => for_terminal(value),
            };
            of_charge(&answer.charge, format!("{key}: {value}"))
        }
        Entry::Reply(given) => of_charge(&given.charge, reply(given, messages)),
        Entry::Replace(replacement) => messages.with(
            "log-replaced",
            &[
                ("card", for_terminal(&replacement.card).into()),
                ("new", for_terminal(&replacement.new).into()),
                ("day", words::date(replacement.on, messages).into()),
            ],
        ),
        Entry::Registered(registered) => {
            let family = &registered.family;
            let name = scanned.case.merchants.iter().find(|merchant| merchant.family == *family);
            let name = name.map_or(family.as_str(), |merchant| merchant.name.as_str());
            messages.with("log-registered", &[("name", for_terminal(name).into())])
        }
        Entry::Breach { breach, holds } => {
            let id = if *holds { "log-breach" } else { "log-breach-removed" };
            messages.with(id, &[("name", self::breach(scanned, breach).into())])
        }
        Entry::Undo { undoes } => messages.with("log-undo", &[("numbers", numbers(undoes).into())]),
        Entry::Redo { redoes } => messages.with("log-redo", &[("numbers", numbers(redoes).into())]),
        Entry::Forget { rows, entries, .. } => {
            let number = |count: &u64| Value::from(i64::try_from(*count).unwrap_or(i64::MAX));
            messages.with("log-forget", &[("rows", number(rows)), ("entries", number(entries))])
        }
    }
}

/// A breach as it was said: its title, else its days, else its id.
#[must_use]
pub fn breach(scanned: Scanned<'_>, said: &NamedBreach) -> String {
    let messages = scanned.messages;
    if let Some(title) = &said.title {
        return for_terminal(title);
    }
    if let Ok(window) = said.name.parse::<Window>() {
        return words::days(window.start, window.end.unwrap_or(window.start), messages);
    }
    let held = scanned.breaches.iter().find(|breach| breach.id == said.name);
    for_terminal(held.map_or(&said.name, |breach| breach.title.get(messages.lang())))
}

/// What somebody answered, when, and what was added.
#[must_use]
pub fn reply(reply: &Reply, messages: &Messages) -> String {
    let said = messages.text(&format!("said-{}", reply.said.word()));
    let said = words::bracketed(&said, &words::date(reply.on, messages), messages);
    format!("{said}{}", noted(reply.note.as_deref()))
}

fn noted(note: Option<&str>) -> String {
    note.map(|note| format!(" · {}", for_terminal(note))).unwrap_or_default()
}

/// What was removed for good, and what was not.
#[must_use]
pub fn forgotten(gone: Forgotten, messages: &Messages) -> Vec<String> {
    let args = counts(gone);
    let mut said = vec![messages.with("forgotten", &args)];
    if gone.trimmed > 0 {
        said.push(messages.with("forgotten-trimmed", &args));
    }
    if gone.mentions > 0 {
        said.push(messages.with("forgotten-mentions", &args));
    }
    said.push(messages.text("forgotten-elsewhere"));
    said
}

/// The question before something is removed for good; a file is named as it is to be said.
#[must_use]
pub fn forget_question(what: &What, messages: &Messages) -> String {
    match what {
        What::Card(card) => messages.with("forget-card", &[("card", card_label(card).into())]),
        What::File(name) => messages.with("forget-file", &[("file", for_terminal(name).into())]),
        What::Everything => messages.text("forget-everything"),
    }
}

/// What would be removed for good.
#[must_use]
pub fn would_forget(gone: Forgotten, messages: &Messages) -> Vec<String> {
    let args = counts(gone);
    let mut said = vec![messages.with("would-forget", &args)];
    if gone.mentions > 0 {
        said.push(messages.with("forgotten-mentions", &args));
    }
    said
}

fn counts(gone: Forgotten) -> [(&'static str, Value); 6] {
    let Forgotten { files, rows, charges, entries, trimmed, mentions } = gone;
    let number = |count: u64| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    [
        ("files", words::count_of(files)),
        ("rows", number(rows)),
        ("charges", words::count_of(charges)),
        ("entries", number(entries)),
        ("trimmed", words::count_of(trimmed)),
        ("mentions", words::count_of(mentions)),
    ]
}

/// A charge in words by an id that it has or had, without what was decided; the id alone where the case does not have it.
fn charge(mut scanned: Scanned<'_>, id: &str) -> String {
    scanned.review = None;
    let is = |charge: &&crate::case::Charge| charge.id == id || charge.aliases.iter().any(|alias| alias == id);
    let found = scanned.case.charges.iter().position(|charge| is(&charge));
    found.map_or_else(|| id.to_owned(), |at| line(scanned, at, &scanned.case.charges[at]))
}
