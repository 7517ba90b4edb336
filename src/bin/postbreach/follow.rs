//! `dispute`: how the charges go that are not accepted.

use postbreach::desk::{Marking, Opened};
use postbreach::location::Problem;
use postbreach::report::dispute::Paper;
use postbreach::report::logged;
use postbreach::review::Entry;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, now, path};
use crate::case_args::CaseFile;
use crate::decide::{Prepared, prepared_on};
use crate::follow_args::{self, Dispute};
use crate::input::Terminal;
use crate::output::say;
use crate::papers;

/// What stands for today, as typed.
pub(crate) fn on(as_of: Option<&String>) -> Exposure {
    Exposure { as_of: as_of.cloned(), ..Exposure::default() }
}

pub(crate) fn dispute(terminal: &Terminal, dispute: &Dispute) -> Result<Outcome, Problem> {
    match dispute {
        Dispute::Mark(args) => mark(terminal, args),
        Dispute::Letter(args) => papers::write(terminal, Paper::Letter, args, false),
        Dispute::CallSheet(args) => papers::write(terminal, Paper::CallSheet, args, false),
        Dispute::List { papers, raw } => papers::write(terminal, Paper::List, papers, *raw),
        Dispute::FollowUp(args) => papers::write(terminal, Paper::FollowUp, args, false),
        Dispute::Calendar { ids, merchants, output, as_of, case } => {
            papers::calendar(terminal, ids, *merchants, output.as_deref(), &on(as_of.as_ref()), case)
        }
        Dispute::Answer { id, answers, as_of, case } => answer(terminal, id, answers, as_of.as_ref(), case),
    }
}

fn mark(terminal: &Terminal, args: &follow_args::Mark) -> Result<Outcome, Problem> {
    let mut said = Marking::read(args.ids.clone(), &args.step, &args.on, args.amount.as_deref())?;
    (said.via, said.reference) = (args.via.clone(), args.reference.clone());
    let prepared = prepared_on(terminal, &args.case, &on(args.as_of.as_ref()))?;
    let entries = prepared.1.marks(&said)?;
    saved(terminal, prepared, &args.case, &entries)
}

fn answer(
    terminal: &Terminal,
    id: &str,
    answers: &[String],
    as_of: Option<&String>,
    case: &CaseFile,
) -> Result<Outcome, Problem> {
    let prepared = prepared_on(terminal, case, &on(as_of))?;
    let entries = prepared.1.answers(id, answers.iter().map(String::as_str))?;
    saved(terminal, prepared, case, &entries)
}

/// Writes entries, and says them.
pub(crate) fn saved(
    terminal: &Terminal,
    prepared: Prepared,
    case: &CaseFile,
    entries: &[Entry],
) -> Result<Outcome, Problem> {
    let (mut store, Opened { seen, work, .. }) = prepared;
    let path = path(case)?;
    store.append(seen, entries, &now()).map_err(at(&path))?;
    for entry in entries {
        let what = logged::entry(terminal.scanned(&work), entry);
        say(&terminal.messages.with("marked", &[("what", what.into())]))?;
    }
    Ok(Outcome::Clean)
}
