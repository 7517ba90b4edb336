//! `decide`, `undo`, `redo` and `log`: what the person says, and the record of it.

use std::path::Path;

use postbreach::desk::{Deciding, Opened, Work, charge, may_reach, reached};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::report::decided::verdict;
use postbreach::report::words::{count_of, sums};
use postbreach::report::{logged, problem, status};
use postbreach::review::{Entry, Fault, Order, Scope, Verdict};
use postbreach::store::{Store, Verified};
use postbreach::text::for_terminal;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, now, opened, path};
use crate::case_args::{CaseFile, Decide, Log};
use crate::input::{Terminal, bytes, day};
use crate::output::{aside, print, say};
use crate::sure::sure;

/// A case, and what a decision is prepared on.
pub(crate) type Prepared = (Store, Opened);

fn prepared(terminal: &Terminal, case: &CaseFile) -> Result<Prepared, Problem> {
    prepared_on(terminal, case, &Exposure::default())
}

/// The case, judged with what was typed of the exposure and of today.
pub(crate) fn prepared_on(terminal: &Terminal, case: &CaseFile, exposure: &Exposure) -> Result<Prepared, Problem> {
    let prepared = opened(terminal, case, exposure, Level::Everything, Order::default())?;
    for found in &prepared.1.doubts {
        aside(&problem::render(found, &terminal.messages));
    }
    Ok(prepared)
}

fn said(args: &Decide) -> Result<Verdict, Problem> {
    let fault = args.wrong.as_deref().map(|word| format!("{}:{word}", Verdict::Wrong(Fault::Other).word()).parse());
    let flags = [
        (args.mine, Verdict::Mine),
        (args.family, Verdict::Family),
        (args.unsure, Verdict::Unsure),
        (args.not_recognised, Verdict::NotRecognised),
        (args.not_mine, Verdict::NotMine),
    ];
    let flag = flags.into_iter().find(|(set, _)| *set).map(|(_, verdict)| Ok(verdict));
    fault.or(flag).unwrap_or_else(|| Err(Problem::new("unknown-verdict").with("value", "")))
}

pub(crate) fn decide(terminal: &Terminal, args: &Decide) -> Result<Outcome, Problem> {
    let (said, scope): (Verdict, Scope) = (said(args)?, args.scope.parse()?);
    may_reach(said, scope)?;
    let until = args.until.as_deref().map(day).transpose()?;
    let (mut store, Opened { seen, work, .. }) = prepared(terminal, &args.case)?;
    let charges = reached(&work, &args.ids, scope)?;
    if scope != Scope::Charge {
        let amounts = charges.iter().map(|at| (work.case.charges[*at].currency, work.case.charges[*at].amount));
        let args_of = [
            ("count", count_of(charges.len())),
            ("sum", sums(amounts, &terminal.desk.currencies, &terminal.messages).into()),
            ("verdict", verdict(said, &terminal.messages).into()),
        ];
        let lines: Vec<String> = charges.iter().map(|at| format!("\n  {}", line(terminal, &work, *at))).collect();
        sure(terminal, &format!("{}{}", terminal.messages.with("decide-reaches", &args_of), lines.concat()), args.yes)?;
    }
    let entries = Deciding { verdict: said, scope, note: args.note.clone(), until }.entries(&work, &charges);
    let path = path(&args.case)?;
    store.append(seen, &entries, &now()).map_err(at(&path))?;
    for at in charges {
        let args = [
            ("charge", line_without_decision(terminal, &work, at).into()),
            ("verdict", verdict(said, &terminal.messages).into()),
        ];
        say(&terminal.messages.with("decided", &args))?;
    }
    Ok(Outcome::Clean)
}

fn line(terminal: &Terminal, work: &Work, at: usize) -> String {
    status::line(terminal.scanned(work), at, &work.case.charges[at])
}

fn line_without_decision(terminal: &Terminal, work: &Work, at: usize) -> String {
    let mut scanned = terminal.scanned(work);
    scanned.review = None;
    status::line(scanned, at, &work.case.charges[at])
}

pub(crate) fn undo(
    terminal: &Terminal,
    ids: &[String],
    group: Option<i64>,
    case: &CaseFile,
) -> Result<Outcome, Problem> {
    let (store, opened) = prepared(terminal, case)?;
    let undoes = if ids.is_empty() {
        opened.history.last_group(group)?
    } else {
        let charges = ids.iter().map(|id| charge(&opened.work.case, id)).collect::<Result<Vec<_>, _>>()?;
        let ids = charges
            .iter()
            .map(|(_, charge)| std::iter::once(&charge.id).chain(&charge.aliases).map(String::as_str).collect());
        opened.history.last_of(&ids.collect::<Vec<_>>())?
    };
    turn(terminal, case, (store, opened), "undone", &undoes, Entry::Undo { undoes: undoes.clone() })
}

pub(crate) fn redo(terminal: &Terminal, case: &CaseFile) -> Result<Outcome, Problem> {
    let (store, opened) = prepared(terminal, case)?;
    let redoes = opened.history.last_undone()?;
    turn(terminal, case, (store, opened), "redone", &redoes, Entry::Redo { redoes: redoes.clone() })
}

/// Writes an undo or a redo, and says what it is of.
fn turn(
    terminal: &Terminal,
    case: &CaseFile,
    prepared: Prepared,
    sentence: &str,
    of: &[i64],
    entry: Entry,
) -> Result<Outcome, Problem> {
    let (mut store, Opened { seen, history, work, .. }) = prepared;
    let path = path(case)?;
    store.append(seen, &[entry], &now()).map_err(at(&path))?;
    for logged in history.entries.iter().filter(|logged| of.contains(&logged.seq)) {
        let what = logged::entry(terminal.scanned(&work), &logged.entry);
        say(&terminal.messages.with(sentence, &[("what", what.into())]))?;
    }
    Ok(Outcome::Clean)
}

pub(crate) fn log(terminal: &Terminal, log: &Log) -> Result<Outcome, Problem> {
    match log {
        Log::List { case } => list(terminal, case),
        Log::Verify { case } => {
            let path = path(case)?;
            let verify = |store: Store| {
                store.check()?;
                store.verify()
            };
            let Verified { entries, erased, head } = Store::open(&path).and_then(verify).map_err(at(&path))?;
            let args = [("entries", entries.into()), ("erased", erased.into()), ("head", head.into())];
            say(&terminal.messages.with("log-whole", &args))?;
            Ok(Outcome::Clean)
        }
        Log::Export { case } => {
            let path = path(case)?;
            print(&Store::open(&path).and_then(|store| store.export_log()).map_err(at(&path))?)?;
            Ok(Outcome::Clean)
        }
        Log::Import { file, case } => {
            let path = path(case)?;
            let text = String::from_utf8_lossy(&bytes(terminal, Path::new(file))?).into_owned();
            let add = |mut store: Store| store.import_log(&text).map_err(at(Path::new(file)));
            if !path.is_file() {
                // What does not read makes no case.
                add(Store::ephemeral()?)?;
            }
            let added = Store::open_or_make(&path).map_err(at(&path)).and_then(add)?;
            say(&terminal.messages.with("log-added", &[("count", count_of(added))]))?;
            Ok(Outcome::Clean)
        }
    }
}

fn list(terminal: &Terminal, case: &CaseFile) -> Result<Outcome, Problem> {
    let (_, Opened { history, work, .. }) = prepared(terminal, case)?;
    for logged in &history.entries {
        let what = logged::entry(terminal.scanned(&work), &logged.entry);
        let what = match history.is_undone(logged.seq) {
            true => terminal.messages.with("log-undone", &[("what", what.into())]),
            false => what,
        };
        say(&format!("{} ({})  {}  {what}", logged.seq, logged.group, for_terminal(&logged.at)))?;
    }
    Ok(Outcome::Clean)
}
