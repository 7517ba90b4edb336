//! `card`, `recurring`, `ask` and `profile`: what is asked, answered and kept beside the decisions.

use postbreach::facts;
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::report::ask::{Whom, in_question, sheets};
use postbreach::report::recurring::{self, Line};
use postbreach::report::{Shape, json, profile, sheet};
use postbreach::review::{Entry, Order, Registered, Replacement, Reply, Said, not_later};
use postbreach::statement::identify::Formats;
use postbreach::store::{Field, Store};
use postbreach::text::card_label;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, opened, path};
use crate::decide::{charge, prepared_on};
use crate::follow::{on, saved};
use crate::follow_args::{Ask, Card, Profile, ProfileAction, Recurring};
use crate::input::{Desk, day};
use crate::output::{Work, judge, print, say};

pub(crate) fn card(
    desk: &Desk,
    Card::Replaced { old, new, on: since, as_of, case }: &Card,
) -> Result<Outcome, Problem> {
    let since = day(since)?;
    let prepared = prepared_on(desk, case, &on(as_of.as_ref()))?;
    not_later(since, prepared.today)?;
    let old = label(&prepared.work, old)?;
    if new.len() != 4 || !new.bytes().all(|b| b.is_ascii_digit()) || *new == old {
        return Err(Problem::new("bad-new-number"));
    }
    let entry = Entry::Replace(Replacement { card: old, new: new.clone(), on: since });
    saved(desk, prepared, case, &[entry])
}

/// The label of a card that the case has.
fn label(work: &Work, text: &str) -> Result<String, Problem> {
    let label = card_label(text);
    let known = || work.case.cards.iter().map(|card| card.label.as_str()).filter(|label| !label.is_empty());
    match known().any(|known| known == label) {
        true => Ok(label),
        false => {
            let known = known().collect::<Vec<_>>().join(", ");
            Err(Problem::new("unknown-card").with("value", label).with("known", known))
        }
    }
}

pub(crate) fn recurring(desk: &Desk, args: &Recurring) -> Result<Outcome, Problem> {
    let prepared = prepared_on(desk, &args.case, &on(args.as_of.as_ref()))?;
    let lines = lines(desk, &prepared.work);
    if args.done.is_empty() {
        let scanned = prepared.work.scanned(desk);
        if args.format == "json" {
            print(&json::pretty(&recurring::value(scanned, &lines)))?;
        } else {
            let sheet = recurring::sheet(scanned, &lines);
            print(&sheet::render(args.format.parse()?, &[sheet], &desk.messages)?)?;
        }
        return Ok(Outcome::Clean);
    }
    let case = &prepared.work.case;
    let identity = |line: &Line| &case.merchants[case.charges[line.stream.charge].merchant];
    let named = |name: &String| {
        let is = |line: &&Line| identity(line).name.to_lowercase() == name.trim().to_lowercase();
        let found = lines.iter().find(is).ok_or_else(|| {
            let known: Vec<&str> = lines.iter().map(|line| identity(line).name.as_str()).collect();
            Problem::new("unknown-recurring").with("value", name).with("known", known.join(", "))
        })?;
        Ok(Entry::Registered(Registered { family: identity(found).family.clone() }))
    };
    let entries = args.done.iter().map(named).collect::<Result<Vec<_>, Problem>>()?;
    saved(desk, prepared, &args.case, &entries)
}

fn lines(desk: &Desk, work: &Work) -> Vec<Line> {
    let (case, Some(review)) = (&work.case, &work.review) else { return Vec::new() };
    let known = review.known(case);
    let replaced = review.replaced_on(case, &known);
    let accepted = |at: usize| review.held(at).is_none_or(|standing| standing.decision.verdict.is_own());
    let found = facts::recurring(case, &desk.currencies, &known, &work.facts_file, &replaced, accepted);
    let line = |stream: facts::Recurring| {
        let charge = &case.charges[stream.charge];
        let family = &case.merchants[charge.merchant].family;
        Line {
            done: review.is_registered(family, &case.cards[stream.card]),
            seen: replaced.contains_key(&stream.card) && charge.card == stream.card,
            stream,
        }
    };
    found.into_iter().map(line).collect()
}

pub(crate) fn ask(desk: &Desk, args: &Ask) -> Result<Outcome, Problem> {
    if let [id, said] = args.answer.as_slice() {
        return answered(desk, args, id, said.parse()?);
    }
    let (_, read, _) = opened(desk, &args.case, &on(args.as_of.as_ref()))?;
    let work = judge(desk, read, Level::default(), Order::default())?;
    let scanned = work.scanned(desk);
    let charges = match args.ids.as_slice() {
        [] => in_question(scanned),
        ids => ids.iter().map(|id| Ok(charge(&work.case, id)?.0)).collect::<Result<Vec<_>, Problem>>()?,
    };
    let (whom, shape): (Whom, Shape) = (args.whom.parse()?, args.format.parse()?);
    if charges.is_empty() {
        say(&desk.messages.text("ask-nothing"))?;
        return Ok(Outcome::Clean);
    }
    print(&sheet::render(shape, &sheets(scanned, whom, &charges), &desk.messages)?)?;
    eprintln!("{}", desk.messages.text("ask-record"));
    Ok(Outcome::Clean)
}

/// Writes down an answer. It decides nothing; where it could, that is said.
fn answered(desk: &Desk, args: &Ask, id: &str, said: Said) -> Result<Outcome, Problem> {
    let day = day(args.on.as_deref().unwrap_or_default())?;
    let prepared = prepared_on(desk, &args.case, &on(args.as_of.as_ref()))?;
    not_later(day, prepared.today)?;
    let own = charge(&prepared.work.case, id)?.1.id.clone();
    let entry = Entry::Reply(Reply { charge: own.clone(), said, on: day, note: args.note.clone() });
    saved(desk, prepared, &args.case, &[entry])?;
    if matches!(said, Said::Mine | Said::Family) {
        let command = format!("postbreach decide {own} --{}", said.word());
        say(&desk.messages.with("ask-propose", &[("command", command.into())]))?;
    }
    Ok(Outcome::Clean)
}

pub(crate) fn profile(desk: &Desk, args: &Profile) -> Result<Outcome, Problem> {
    if let Some(ProfileAction::Set { field, value, card, case }) = &args.action {
        let field: Field = field.parse()?;
        let value = if value.trim().is_empty() { String::new() } else { field.read(value)? };
        let prepared = prepared_on(desk, case, &Exposure::default())?;
        let card = card.as_deref().map(|card| label(&prepared.work, card)).transpose()?.unwrap_or_default();
        drop(prepared);
        let path = path(case)?;
        let change = |settings: &mut postbreach::store::Settings| {
            let profile = settings.profile.entry(card).or_default();
            if value.is_empty() {
                profile.remove(&field);
            } else {
                profile.insert(field, value);
            }
        };
        Store::open(&path).and_then(|mut store| store.change(change)).map_err(at(&path))?;
        say(&desk.messages.text("profile-saved"))?;
        return Ok(Outcome::Clean);
    }
    let (_, read, side) = opened(desk, &args.case, &Exposure::default())?;
    let work = judge(desk, read, Level::default(), Order::default())?;
    let formats = Formats::load(&desk.catalogue)?;
    let (scanned, profiles) = (work.scanned(desk), &side.settings.profile);
    match args.format.as_str() {
        "json" => print(&json::pretty(&profile::value(scanned, profiles, &formats)))?,
        _ => print(&profile::render(scanned, profiles, &formats))?,
    }
    Ok(Outcome::Clean)
}
