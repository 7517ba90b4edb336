//! `dispute`: how the charges go that are not accepted.

use chrono::NaiveDate;
use postbreach::desk::{Opened, charge};
use postbreach::location::Problem;
use postbreach::report::dispute::Paper;
use postbreach::report::logged;
use postbreach::review::{Answer, Entry, Mark, Step, not_later};
use rust_decimal::Decimal;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::{at, now, path};
use crate::case_args::CaseFile;
use crate::decide::{Prepared, prepared_on};
use crate::follow_args::{self, Dispute};
use crate::input::{Terminal, day};
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
    let (step, day): (Step, NaiveDate) = (args.step.parse()?, day(&args.on)?);
    let amount = args.amount.as_deref().map(amount).transpose()?;
    if amount.is_some() && args.ids.len() > 1 {
        return Err(Problem::new("amount-of-several"));
    }
    let prepared = prepared_on(terminal, &args.case, &on(args.as_of.as_ref()))?;
    let (_, Opened { work, today, .. }) = &prepared;
    not_later(day, *today)?;
    let case = &work.case;
    let mut entries = Vec::new();
    for id in &args.ids {
        let (at, own) = charge(case, id)?;
        let course = match &work.review {
            Some(review) => review.disputable(case, at)?,
            None => return Err(Problem::new("not-decided").with("value", id)),
        };
        let mark = Mark {
            charge: own.id.clone(),
            step,
            on: day,
            via: args.via.clone(),
            reference: args.reference.clone(),
            amount,
            currency: own.currency,
        };
        course.check(own, &mark)?;
        let entry = Entry::Mark(mark);
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    saved(terminal, prepared, &args.case, &entries)
}

/// A positive amount.
fn amount(text: &str) -> Result<Decimal, Problem> {
    let amount: Option<Decimal> = text.parse().ok();
    amount.filter(|amount| *amount > Decimal::ZERO).ok_or_else(|| Problem::new("bad-amount-option").with("value", text))
}

fn answer(
    terminal: &Terminal,
    id: &str,
    answers: &[String],
    as_of: Option<&String>,
    case: &CaseFile,
) -> Result<Outcome, Problem> {
    let prepared = prepared_on(terminal, case, &on(as_of))?;
    let (_, Opened { work, today, .. }) = &prepared;
    let (at, own) = charge(&work.case, id)?;
    if let Some(review) = &work.review {
        review.disputes.course(at).ok_or_else(|| Problem::new("not-decided").with("value", &own.id))?;
    }
    let read = |text: &String| {
        let answer = Answer::read(&own.id, text, *today)?;
        answer.check(own)?;
        Ok(Entry::Answer(answer))
    };
    let entries = answers.iter().map(read).collect::<Result<Vec<_>, Problem>>()?;
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
