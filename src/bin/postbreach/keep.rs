//! `card`, `recurring`, `ask` and `profile`: what is asked, answered and kept beside the decisions.

use postbreach::desk::{self, Opened, charge};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::report::ask::{Whom, in_question, sheets};
use postbreach::report::recurring::{self, Line};
use postbreach::report::{Shape, json, profile, sheet};
use postbreach::review::{Order, Said};
use postbreach::store::{Field, Store};

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, opened, path};
use crate::decide::prepared_on;
use crate::follow::{on, saved};
use crate::follow_args::{Ask, Card, Profile, ProfileAction, Recurring};
use crate::input::{Terminal, day};
use crate::output::{aside, print, say};

pub(crate) fn card(
    terminal: &Terminal,
    Card::Replaced { old, new, on: since, as_of, case }: &Card,
) -> Result<Outcome, Problem> {
    let since = day(since)?;
    let prepared = prepared_on(terminal, case, &on(as_of.as_ref()))?;
    let entry = prepared.1.replaced(old, new, since)?;
    saved(terminal, prepared, case, &[entry])
}

pub(crate) fn recurring(terminal: &Terminal, args: &Recurring) -> Result<Outcome, Problem> {
    let prepared = prepared_on(terminal, &args.case, &on(args.as_of.as_ref()))?;
    let lines = desk::recurring(&terminal.desk, &prepared.1.work);
    if args.done.is_empty() {
        let scanned = terminal.scanned(&prepared.1.work);
        if args.format == "json" {
            print(&json::pretty(&recurring::value(scanned, &lines)))?;
        } else {
            let sheet = recurring::sheet(scanned, &lines);
            print(&sheet::render(args.format.parse()?, &[sheet], &terminal.messages)?)?;
        }
        return Ok(Outcome::Clean);
    }
    let case = &prepared.1.work.case;
    let name_of = |line: &Line| case.merchants[case.charges[line.stream.charge].merchant].name.as_str();
    let named = |name: &String| {
        let is = |line: &&Line| name_of(line).to_lowercase() == name.trim().to_lowercase();
        let found = lines.iter().find(is).ok_or_else(|| {
            let known: Vec<&str> = lines.iter().map(name_of).collect();
            Problem::new("unknown-recurring").with("value", name).with("known", known.join(", "))
        })?;
        Ok(prepared.1.registered(&found.stream))
    };
    let entries = args.done.iter().map(named).collect::<Result<Vec<_>, Problem>>()?;
    saved(terminal, prepared, &args.case, &entries)
}

pub(crate) fn ask(terminal: &Terminal, args: &Ask) -> Result<Outcome, Problem> {
    if let [id, said] = args.answer.as_slice() {
        return answered(terminal, args, id, said.parse()?);
    }
    let (_, Opened { work, .. }) =
        opened(terminal, &args.case, &on(args.as_of.as_ref()), Level::default(), Order::default())?;
    let scanned = terminal.scanned(&work);
    let charges = match args.ids.as_slice() {
        [] => in_question(scanned),
        ids => ids.iter().map(|id| Ok(charge(&work.case, id)?.0)).collect::<Result<Vec<_>, Problem>>()?,
    };
    let (whom, shape): (Whom, Shape) = (args.whom.parse()?, args.format.parse()?);
    if charges.is_empty() {
        say(&terminal.messages.text("ask-nothing"))?;
        return Ok(Outcome::Clean);
    }
    print(&sheet::render(shape, &sheets(scanned, whom, &charges), &terminal.messages)?)?;
    aside(&terminal.messages.text("ask-record"));
    Ok(Outcome::Clean)
}

/// Writes down an answer. It decides nothing; where it could, that is said.
fn answered(terminal: &Terminal, args: &Ask, id: &str, said: Said) -> Result<Outcome, Problem> {
    let day = day(args.on.as_deref().unwrap_or_default())?;
    let prepared = prepared_on(terminal, &args.case, &on(args.as_of.as_ref()))?;
    let own = charge(&prepared.1.work.case, id)?.1.id.clone();
    let entry = prepared.1.reply(id, said, day, args.note.clone())?;
    saved(terminal, prepared, &args.case, &[entry])?;
    if matches!(said, Said::Mine | Said::Family) {
        let command = format!("postbreach decide {own} --{}", said.word());
        say(&terminal.messages.with("ask-propose", &[("command", command.into())]))?;
    }
    Ok(Outcome::Clean)
}

pub(crate) fn profile(terminal: &Terminal, args: &Profile) -> Result<Outcome, Problem> {
    if let Some(ProfileAction::Set { field, value, card, case }) = &args.action {
        let field: Field = field.parse()?;
        let value = if value.trim().is_empty() {
            String::new()
        } else {
            field.read(value, terminal.desk.merchants.countries())?
        };
        let prepared = prepared_on(terminal, case, &Exposure::default())?;
        let card = card.as_deref().map(|card| prepared.1.card(card)).transpose()?.unwrap_or_default();
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
        say(&terminal.messages.text("profile-saved"))?;
        return Ok(Outcome::Clean);
    }
    let (_, Opened { work, settings, .. }) =
        opened(terminal, &args.case, &Exposure::default(), Level::default(), Order::default())?;
    let (scanned, profiles) = (terminal.scanned(&work), &settings.profile);
    match args.format.as_str() {
        "json" => print(&json::pretty(&profile::value(scanned, profiles)))?,
        _ => print(&profile::render(scanned, profiles))?,
    }
    Ok(Outcome::Clean)
}
