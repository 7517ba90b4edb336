//! `scan` and `convert` of one file that holds many households: what comes of some is written before the next ones are
//! read.

use std::fs::File;
use std::path::{Path, PathBuf};

use postbreach::desk::{Asked, Desk};
use postbreach::location::Problem;
use postbreach::report::reading::{questions_of, read_counts};
use postbreach::report::words::count_of;
use postbreach::report::{self, Shape, canonical, json, problem};
use postbreach::statement::Statement;
use postbreach::statement::counts::Counts;
use postbreach::statement::households::Households;
use postbreach::statement::options::ReadAnswers;
use postbreach::transaction::Strings;

use crate::Outcome;
use crate::args::{Convert, Output, Scan};
use crate::input::{Terminal, breaches, name_of, said, today, unreadable};
use crate::output::tell;
use crate::progress::Progress;
use crate::sink::Sink;

/// Scans a file of many households; `None` for any other, and where the output speaks of all charges at once.
pub(crate) fn scan(terminal: &Terminal, args: &Scan, shape: Shape) -> Result<Option<Outcome>, Problem> {
    if args.from.case.file.is_some() {
        return Ok(None);
    }
    let Some(households) = households(terminal, &args.from.files, &args.from.read, shape)? else { return Ok(None) };
    let desk = &terminal.desk;
    let today = today(&args.exposure)?.in_story(None);
    let said = said(terminal, &args.exposure, None)?;
    let breaches = breaches(terminal, &said, args.breach_by.as_deref(), today)?;
    let asked = Asked { breaches: &breaches, today, level: args.level.parse()?, order: args.order.parse()? };
    let mut out = Out::of(&args.output, shape, &households)?;
    let sum = desk.judge_households(
        &households,
        || open(&args.from.files),
        asked,
        |work| report::scan(shape, terminal.scanned(work), false),
        |text, rows| out.write(&text, rows),
    )?;
    out.finish()?;
    let messages = &terminal.messages;
    let mut summary = vec![messages.with("households-judged", &[("count", count_of(sum.households))])];
    if sum.without_breach > 0 {
        summary.push(messages.with("households-without-breach", &[("count", count_of(sum.without_breach))]));
    }
    summary.extend(report::calm::tally(sum.standings, messages));
    summary.extend(sum.read.iter().flat_map(|read| told(terminal, read, &sum.odd)));
    tell(&args.output, &summary, false)?;
    Ok(Some(Outcome::of(sum.flagged > 0, sum.incomplete())))
}

/// Converts a file of many households; `None` as for [`scan`].
pub(crate) fn convert(terminal: &Terminal, args: &Convert) -> Result<Option<Outcome>, Problem> {
    let shape: Shape = args.format.parse()?;
    let found = households(terminal, &args.input.files, &args.input.read, shape)?;
    // A row's merchant is told by all the lines of its household.
    let Some(households) = found.filter(Households::are_in_order) else {
        return Ok(None);
    };
    let mut out = Out::of(&args.output, shape, &households)?;
    let Desk { merchants, currencies, .. } = &terminal.desk;
    let text = |statements: &[Statement], strings: &Strings| match shape {
        Shape::Jsonl => json::transactions(statements, strings, merchants, currencies),
        Shape::Table | Shape::Json | Shape::Csv | Shape::Markdown | Shape::Html => {
            canonical::render(statements, strings, merchants, currencies)
        }
    };
    let read = terminal.desk.read_households(
        &households,
        || open(&args.input.files),
        text,
        |text, rows| out.write(&text, rows),
    )?;
    out.finish()?;
    let summary: Vec<String> = read.iter().flat_map(|read| told(terminal, read, &[])).collect();
    tell(&args.output, &summary, false)?;
    Ok(Some(Outcome::of(false, read.is_some_and(|read| !read.rejected.is_empty() || !read.questions.is_empty()))))
}

/// The households of the one file that is named; `None` for any other file, and where the output speaks of all rows at
/// once.
fn households<'a>(
    terminal: &'a Terminal,
    files: &'a [PathBuf],
    answers: &[String],
    shape: Shape,
) -> Result<Option<Households<'a>>, Problem> {
    let ([name], Shape::Jsonl | Shape::Csv) = (files, shape) else { return Ok(None) };
    if !name.is_file() {
        return Ok(None);
    }
    let shown = name_of(name);
    let answers = ReadAnswers::parse(answers)?;
    let options = answers.for_file(&shown);
    if answers.unused().next().is_some() {
        return Ok(None);
    }
    Households::of(&mut open(files)?, &shown, terminal.desk.formats()?, &options).map_err(|e| unreadable(name, e))
}

/// Opens the first file that is named.
fn open(files: &[PathBuf]) -> Result<File, Problem> {
    let name = files.first().map_or(Path::new(""), PathBuf::as_path);
    File::open(name).map_err(|e| unreadable(name, e))
}

/// What was read of the file, and what of it was not.
fn told(terminal: &Terminal, read: &Counts, odd: &[Problem]) -> Vec<String> {
    let (currencies, messages) = (&terminal.desk.currencies, &terminal.messages);
    let file = read_counts(read, currencies, messages);
    let mut lines = vec![file.sentence, format!("  {}", file.details)];
    lines.extend(questions_of(&read.file, &read.questions, currencies, messages));
    lines.extend(file.notices.into_iter().map(|notice| format!("  {notice}")));
    lines.extend(odd.iter().chain(&read.rejected).map(|found| problem::render(found, messages)));
    lines
}

/// Where the texts of the parts go, one behind the other.
struct Out {
    sink: Sink,
    progress: Progress,
    shape: Shape,
    first: bool,
}

impl Out {
    fn of(output: &Output, shape: Shape, households: &Households<'_>) -> Result<Self, Problem> {
        let (sink, progress) = (Sink::to(output.output.as_deref())?, Progress::of(households.rows()));
        Ok(Self { sink, progress, shape, first: true })
    }

    /// Writes the text of so many rows. The names of the columns stand once.
    fn write(&mut self, text: &str, rows: u64) -> Result<(), Problem> {
        let named = self.first || self.shape != Shape::Csv;
        let text = if named { text } else { text.split_once('\n').map_or("", |(_, rest)| rest) };
        self.sink.write(text.as_bytes())?;
        self.first = false;
        self.progress.advance(rows);
        Ok(())
    }

    fn finish(self) -> Result<(), Problem> {
        self.sink.finish()?;
        self.progress.finish();
        Ok(())
    }
}
