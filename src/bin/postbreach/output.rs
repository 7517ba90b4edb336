//! `scan`, `convert` and `explain`.

use std::io::{IsTerminal, Write};
use std::path::Path;

use chrono::NaiveDate;
use postbreach::breach::Breach;
use postbreach::case::{self, Case, Gap, Windows};
use postbreach::dispute::Counting;
use postbreach::engine::Engine;
use postbreach::facts::{self, Facts, FactsFile};
use postbreach::finding::{Findings, Joins, Level};
use postbreach::location::Problem;
use postbreach::report::page::Page;
use postbreach::report::reading::{questions, read_file};
use postbreach::report::{self, Scanned, Shape, canonical, json, problem};
use postbreach::review::{CreditRules, History, Order, Review, arrange, silence};
use postbreach::statement::Statement;

use crate::Outcome;
use crate::args::{Colour, Convert, Exposure, From, Output, Scan};
use crate::case::opened;
use crate::input::{Desk, ReadFiles, breaches, oddities, read, said, today};

/// Everything between the files, or the case, and the output.
pub(crate) struct Work {
    pub(crate) case: Case,
    pub(crate) breaches: Vec<Breach>,
    facts: Facts,
    pub(crate) facts_file: FactsFile,
    engine: Engine,
    pub(crate) findings: Findings,
    pub(crate) gaps: Vec<Gap>,
    counting: Counting,
    failed: Vec<Problem>,
    invented: bool,
    pub(crate) incomplete: bool,
    /// What was decided, where a case was opened.
    pub(crate) review: Option<Review>,
}

/// Charges that wait to be judged.
pub(crate) struct Read {
    pub(crate) case: Case,
    pub(crate) breaches: Vec<Breach>,
    pub(crate) today: NaiveDate,
    pub(crate) failed: Vec<Problem>,
    pub(crate) invented: bool,
    pub(crate) history: Option<History>,
    /// The import that first brought each charge.
    pub(crate) first_seen: Vec<i64>,
}

/// The statements that were named, or the case.
fn charges(desk: &Desk, from: &From, exposure: &Exposure) -> Result<Read, Problem> {
    if from.files.is_empty() {
        return opened(desk, &from.case, exposure).map(|(_, read, _)| read);
    }
    if from.case.file.is_some() {
        return Err(Problem::new("files-and-case"));
    }
    let files = read(desk, &from.files, &from.read)?;
    let said = said(desk, exposure, files.story.as_ref())?;
    let today = today(exposure, files.story.as_ref())?;
    let breaches = breaches(desk, &said, today)?;
    let ReadFiles { statements, strings, failed, story, .. } = files;
    let case = Case::assemble(statements, strings, &desk.merchants, Windows::load(&desk.catalogue)?);
    let invented = story.is_some();
    Ok(Read { case, breaches, today, failed, invented, history: None, first_seen: Vec::new() })
}

/// Judges charges, and takes off the list what was decided.
pub(crate) fn judge(desk: &Desk, read: Read, level: Level, order: Order) -> Result<Work, Problem> {
    let Read { mut case, breaches, today, mut failed, invented, history, first_seen } = read;
    let engine = Engine::load(&desk.catalogue)?;
    let facts_file = Facts::load(&desk.catalogue)?;
    case.expose(&breaches);
    let gaps = case::gaps(&case, today);
    let odd = oddities(&case, &breaches);
    let unread = |s: &Statement| s.rejected().next().is_some() || !s.questions.is_empty();
    let incomplete = !failed.is_empty() || !odd.is_empty() || case.statements.iter().any(unread);
    failed.extend(odd);
    let rules = CreditRules::load(&desk.catalogue)?;
    let follow = |history| Review::of(&case, &history, today).follow(&case, &history, &desk.merchants, &rules);
    let review = history.map(follow);
    let known = review.as_ref().map(|review| review.known(&case)).unwrap_or_default();
    let facts = facts::compute(&case, &desk.currencies, &known, &facts_file);
    let mut findings = Findings::of(&case, &facts, &Joins::load(&desk.catalogue)?, &engine, level)?;
    if let Some(review) = &review {
        silence(&mut findings, &case, review);
    }
    arrange(&mut findings, &case, order, &first_seen);
    let counting = Counting::load(&desk.catalogue, today)?;
    Ok(Work {
        case,
        breaches,
        facts,
        facts_file,
        engine,
        findings,
        gaps,
        counting,
        failed,
        invented,
        incomplete,
        review,
    })
}

impl Work {
    pub(crate) fn scanned<'a>(&'a self, desk: &'a Desk) -> Scanned<'a> {
        Scanned {
            case: &self.case,
            breaches: &self.breaches,
            facts: &self.facts,
            facts_file: &self.facts_file,
            rules: self.engine.rules(),
            findings: &self.findings,
            gaps: &self.gaps,
            counting: &self.counting,
            failed: &self.failed,
            review: self.review.as_ref(),
            invented: self.invented,
            merchants: &desk.merchants,
            currencies: &desk.currencies,
            messages: &desk.messages,
        }
    }
}

pub(crate) fn scan(desk: &Desk, args: &Scan, colour: Colour) -> Result<Outcome, Problem> {
    let shape: Shape = args.format.parse()?;
    let read = charges(desk, &args.from, &args.exposure)?;
    let work = judge(desk, read, args.level.parse()?, args.order.parse()?)?;
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            args.output.output.is_none()
                && std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    let text = report::scan(shape, work.scanned(desk), colour)?;
    write(&args.output, &text)?;
    let own_words = !matches!(shape, Shape::Json | Shape::Jsonl | Shape::Csv);
    if !own_words || args.output.summary.is_some() {
        let mut summary = if work.invented { vec![desk.messages.text("invented")] } else { Vec::new() };
        let page = Page::of(work.scanned(desk))?;
        summary.push(page.headline);
        summary.extend(page.unclear.into_iter().chain(page.calmed).map(|fold| fold.sentence));
        summary.extend(page.tally);
        summary.extend(counts(desk, work.case.statements.iter(), &work.failed));
        summary.extend(page.bills.into_iter().chain(page.gaps));
        tell(&args.output, &summary, own_words)?;
    }
    Ok(Outcome::of(work.findings.flagged().next().is_some(), work.incomplete))
}

pub(crate) fn convert(desk: &Desk, args: &Convert) -> Result<Outcome, Problem> {
    let files = read(desk, &args.input.files, &args.input.read)?;
    let json = || json::convert(&files.statements, &files.strings, &files.failed, &desk.currencies, &desk.messages);
    let text = match args.format.as_str() {
        "json" => json::pretty(&json()),
        "jsonl" => {
            let transactions = files.statements.iter().flat_map(|statement| {
                statement.transactions.iter().map(|row| {
                    let mut value = json::transaction(row, &files.strings, &desk.currencies);
                    value["file"] = statement.file.as_str().into();
                    value
                })
            });
            json::lines(&transactions.collect())
        }
        _ => canonical::render(&files.statements, &files.strings, &desk.currencies),
    };
    write(&args.output, &text)?;
    let mut summary = if files.story.is_some() { vec![desk.messages.text("invented")] } else { Vec::new() };
    summary.extend(counts(desk, files.statements.iter(), &files.failed));
    tell(&args.output, &summary, false)?;
    Ok(Outcome::of(false, files.incomplete()))
}

/// What was read of each file, and what was not.
pub(crate) fn counts<'a>(
    desk: &Desk,
    statements: impl Iterator<Item = &'a Statement> + Clone,
    failed: &'a [Problem],
) -> Vec<String> {
    let mut lines = Vec::new();
    for statement in statements.clone() {
        let file = read_file(statement, &desk.currencies, &desk.messages);
        lines.extend([file.sentence, format!("  {}", file.details)]);
        lines.extend(questions(statement, &desk.currencies, &desk.messages));
        lines.extend(file.notices.into_iter().map(|notice| format!("  {notice}")));
    }
    let rejected = statements.flat_map(Statement::rejected);
    lines.extend(failed.iter().chain(rejected).map(|found| problem::render(found, &desk.messages)));
    lines
}

/// Says the summary to standard error, unless the output has said it itself, and writes it to the summary file.
fn tell(output: &Output, lines: &[String], said: bool) -> Result<(), Problem> {
    if !said {
        for line in lines {
            eprintln!("{line}");
        }
    }
    match &output.summary {
        Some(path) => private(path, &format!("{}\n", lines.join("\n"))),
        None => Ok(()),
    }
}

fn write(output: &Output, text: &str) -> Result<(), Problem> {
    if let Some(path) = &output.output {
        return private(path, text);
    }
    print(text)
}

/// Writes a line to standard output.
pub(crate) fn say(line: &str) -> Result<(), Problem> {
    print(&format!("{line}\n"))
}

/// Writes to standard output; a reader that has gone away is no error.
pub(crate) fn print(text: &str) -> Result<(), Problem> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Problem::new("unwritable-file").with("cause", e)),
        _ => Ok(()),
    }
}

/// Writes a file that only its owner may read.
pub(crate) fn private(path: &Path, text: &str) -> Result<(), Problem> {
    let failed =
        |e: std::io::Error| Problem::new("unwritable-file").with("cause", e).in_file(path.display().to_string());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(failed)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

pub(crate) fn explain(desk: &Desk, id: &str, from: &From, exposure: &Exposure) -> Result<Outcome, Problem> {
    let work = judge(desk, charges(desk, from, exposure)?, Level::Everything, Order::Band)?;
    let charge = work.case.find(id).ok_or_else(|| Problem::new("unknown-charge").with("value", id))?;
    let text = report::explain::render(work.scanned(desk), charge)?;
    let mut lines = vec![text];
    if work.invented {
        lines.insert(0, format!("{}\n", desk.messages.text("invented")));
    }
    let failed = work.failed.iter().chain(work.case.statements.iter().flat_map(Statement::rejected));
    for found in failed {
        eprintln!("{}", problem::render(found, &desk.messages));
    }
    print!("{}", lines.concat());
    Ok(Outcome::of(false, work.incomplete))
}
