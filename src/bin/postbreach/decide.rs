//! `decide`, `undo`, `redo` and `log`: what the person says, and the record of it.

use chrono::NaiveDate;
use postbreach::case::{Case, Charge};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::report::decided::verdict;
use postbreach::report::logged;
use postbreach::report::status;
use postbreach::report::words::{count_of, sums};
use postbreach::review::{Decision, Entry, Fault, History, Order, Review, Scope, Verdict};
use postbreach::store::{Seen, Store, Verified};
use postbreach::text::for_terminal;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, now, opened, path};
use crate::case_args::{CaseFile, Decide, Log};
use crate::input::{Desk, bytes, day};
use crate::output::{Work, judge, print, say};
use crate::sure::sure;

/// A case that a decision is prepared on.
pub(crate) struct Prepared {
    pub(crate) store: Store,
    pub(crate) seen: Seen,
    pub(crate) history: History,
    pub(crate) work: Work,
    pub(crate) today: NaiveDate,
}

fn prepared(desk: &Desk, case: &CaseFile) -> Result<Prepared, Problem> {
    prepared_on(desk, case, &Exposure::default())
}

/// The case, judged with what was typed of the exposure and of today.
pub(crate) fn prepared_on(desk: &Desk, case: &CaseFile, exposure: &Exposure) -> Result<Prepared, Problem> {
    let (store, read, side) = opened(desk, case, exposure)?;
    let today = read.today;
    let history = read.history.clone().unwrap_or_default();
    let work = judge(desk, read, Level::Everything, Order::default())?;
    Ok(Prepared { store, seen: side.seen, history, work, today })
}

/// The charge whose id begins with a text.
pub(crate) fn charge<'a>(case: &'a Case, id: &str) -> Result<(usize, &'a Charge), Problem> {
    let found = case.find(id).and_then(|found| case.charges.iter().enumerate().find(|(_, c)| c.id == found.id));
    found.ok_or_else(|| {
        let several = case.charges.iter().any(|charge| charge.id.starts_with(id));
        Problem::new(if several { "ambiguous-charge" } else { "no-such-charge" }).with("value", id)
    })
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

/// The charges within reach: the named ones, and at a wider scope every open charge since the breach that they reach.
fn reached(work: &Work, ids: &[String], scope: Scope) -> Result<Vec<usize>, Problem> {
    let case = &work.case;
    let mut reached = Vec::new();
    for id in ids {
        let (at, own) = charge(case, id)?;
        reached.push(at);
        if scope != Scope::Charge {
            let held = |at: usize| work.review.as_ref().is_some_and(|review: &Review| review.held(at).is_some());
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

pub(crate) fn decide(desk: &Desk, args: &Decide) -> Result<Outcome, Problem> {
    let (said, scope): (Verdict, Scope) = (said(args)?, args.scope.parse()?);
    if scope != Scope::Charge && !said.is_own() {
        return Err(Problem::new("scope-of-own"));
    }
    let until = args.until.as_deref().map(day).transpose()?;
    let Prepared { mut store, seen, work, .. } = prepared(desk, &args.case)?;
    let charges = reached(&work, &args.ids, scope)?;
    if scope != Scope::Charge {
        let amounts = charges.iter().map(|at| (work.case.charges[*at].currency, work.case.charges[*at].amount));
        let args_of = [
            ("count", count_of(charges.len())),
            ("sum", sums(amounts, &desk.currencies, &desk.messages).into()),
            ("verdict", verdict(said, &desk.messages).into()),
        ];
        let lines: Vec<String> = charges.iter().map(|at| format!("\n  {}", line(desk, &work, *at))).collect();
        sure(desk, &format!("{}{}", desk.messages.with("decide-reaches", &args_of), lines.concat()), args.yes)?;
    }
    let entries: Vec<Entry> =
        charges.iter().map(|at| Entry::Decide(decision(&work.case.charges[*at], said, args, until, scope))).collect();
    let path = path(&args.case)?;
    store.append(seen, &entries, &now()).map_err(at(&path))?;
    for at in charges {
        let args = [
            ("charge", line_without_decision(desk, &work, at).into()),
            ("verdict", verdict(said, &desk.messages).into()),
        ];
        say(&desk.messages.with("decided", &args))?;
    }
    Ok(Outcome::Clean)
}

fn decision(charge: &Charge, verdict: Verdict, args: &Decide, until: Option<NaiveDate>, scope: Scope) -> Decision {
    Decision {
        charge: charge.id.clone(),
        verdict,
        note: args.note.clone(),
        until,
        scope,
        amount: charge.amount,
        currency: charge.currency,
    }
}

fn line(desk: &Desk, work: &Work, at: usize) -> String {
    status::line(work.scanned(desk), at, &work.case.charges[at])
}

fn line_without_decision(desk: &Desk, work: &Work, at: usize) -> String {
    let mut scanned = work.scanned(desk);
    scanned.review = None;
    status::line(scanned, at, &work.case.charges[at])
}

pub(crate) fn undo(desk: &Desk, ids: &[String], group: Option<i64>, case: &CaseFile) -> Result<Outcome, Problem> {
    let prepared = prepared(desk, case)?;
    let undoes = if ids.is_empty() {
        prepared.history.last_group(group)?
    } else {
        let charges = ids.iter().map(|id| charge(&prepared.work.case, id)).collect::<Result<Vec<_>, _>>()?;
        let ids = charges
            .iter()
            .map(|(_, charge)| std::iter::once(&charge.id).chain(&charge.aliases).map(String::as_str).collect());
        prepared.history.last_of(&ids.collect::<Vec<_>>())?
    };
    turn(desk, case, prepared, "undone", &undoes, Entry::Undo { undoes: undoes.clone() })
}

pub(crate) fn redo(desk: &Desk, case: &CaseFile) -> Result<Outcome, Problem> {
    let prepared = prepared(desk, case)?;
    let redoes = prepared.history.last_undone()?;
    turn(desk, case, prepared, "redone", &redoes, Entry::Redo { redoes: redoes.clone() })
}

/// Writes an undo or a redo, and says what it is of.
fn turn(
    desk: &Desk,
    case: &CaseFile,
    prepared: Prepared,
    sentence: &str,
    of: &[i64],
    entry: Entry,
) -> Result<Outcome, Problem> {
    let Prepared { mut store, seen, history, work, .. } = prepared;
    let path = path(case)?;
    store.append(seen, &[entry], &now()).map_err(at(&path))?;
    for logged in history.entries.iter().filter(|logged| of.contains(&logged.seq)) {
        let what = logged::entry(work.scanned(desk), &logged.entry);
        say(&desk.messages.with(sentence, &[("what", what.into())]))?;
    }
    Ok(Outcome::Clean)
}

pub(crate) fn log(desk: &Desk, log: &Log) -> Result<Outcome, Problem> {
    match log {
        Log::List { case } => list(desk, case),
        Log::Verify { case } => {
            let path = path(case)?;
            let verify = |store: Store| {
                store.check()?;
                store.verify()
            };
            let Verified { entries, erased, head } = Store::open(&path).and_then(verify).map_err(at(&path))?;
            let args = [("entries", entries.into()), ("erased", erased.into()), ("head", head.into())];
            say(&desk.messages.with("log-whole", &args))?;
            Ok(Outcome::Clean)
        }
        Log::Export { case } => {
            let path = path(case)?;
            print(&Store::open(&path).and_then(|store| store.export_log()).map_err(at(&path))?)?;
            Ok(Outcome::Clean)
        }
        Log::Import { file, case } => {
            let path = path(case)?;
            let text = String::from_utf8_lossy(&bytes(file)?).into_owned();
            let mut store = Store::open_or_make(&path).map_err(at(&path))?;
            let added = store.import_log(&text).map_err(at(std::path::Path::new(file)))?;
            say(&desk.messages.with("log-added", &[("count", count_of(added))]))?;
            Ok(Outcome::Clean)
        }
    }
}

fn list(desk: &Desk, case: &CaseFile) -> Result<Outcome, Problem> {
    let Prepared { history, work, .. } = prepared(desk, case)?;
    for logged in &history.entries {
        let what = logged::entry(work.scanned(desk), &logged.entry);
        let what = match history.is_undone(logged.seq) {
            true => desk.messages.with("log-undone", &[("what", what.into())]),
            false => what,
        };
        say(&format!("{} ({})  {}  {what}", logged.seq, logged.group, for_terminal(&logged.at)))?;
    }
    Ok(Outcome::Clean)
}
