//! `scan` of one file that holds many households: what is found of each is written before the next ones are read.

use std::fs::File;
use std::path::Path;

use postbreach::desk::Asked;
use postbreach::location::Problem;
use postbreach::report::reading::{questions_of, read_counts};
use postbreach::report::words::count_of;
use postbreach::report::{self, Shape, problem};
use postbreach::statement::households::Households;
use postbreach::statement::options::ReadAnswers;

use crate::Outcome;
use crate::args::Scan;
use crate::input::{Terminal, said, today};
use crate::output::tell;
use crate::progress::Progress;
use crate::sink::Sink;

/// Scans a file of many households; `None` for any other, and where the output speaks of all charges at once.
pub(crate) fn scan(terminal: &Terminal, args: &Scan, shape: Shape) -> Result<Option<Outcome>, Problem> {
    let ([name], None, Shape::Jsonl | Shape::Csv) = (args.from.files.as_slice(), &args.from.case.file, shape) else {
        return Ok(None);
    };
    let path = Path::new(name);
    if !path.is_file() {
        return Ok(None);
    }
    let desk = &terminal.desk;
    let unreadable = |e: std::io::Error| Problem::new("unreadable-file").with("cause", e).in_file(name);
    let open = || File::open(path).map_err(unreadable);
    let options = ReadAnswers::parse(&args.from.read)?.for_file(name);
    let Some(households) = Households::of(&mut open()?, name, desk.formats()?, &options).map_err(unreadable)? else {
        return Ok(None);
    };
    let today = today(&args.exposure)?.in_story(None);
    let breaches = desk.breaches(&said(terminal, &args.exposure, None)?, today)?;
    let asked = Asked { breaches: &breaches, today, level: args.level.parse()?, order: args.order.parse()? };
    let mut sink = Sink::to(args.output.output.as_deref())?;
    let progress = Progress::of(households.rows());
    let mut first = true;
    let sum = desk.judge_households(
        &households,
        open,
        asked,
        |work| report::scan(shape, terminal.scanned(work), false),
        |text, rows| {
            // The names of the columns stand once.
            let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
            sink.write(if first || shape != Shape::Csv { text.as_bytes() } else { rest.as_bytes() })?;
            first = false;
            progress.advance(rows);
            Ok(())
        },
    )?;
    sink.finish()?;
    progress.finish();
    let messages = &terminal.messages;
    let mut summary = vec![messages.with("households-judged", &[("count", count_of(sum.households))])];
    summary.extend(report::calm::tally(sum.standings, messages));
    if let Some(read) = &sum.read {
        let file = read_counts(read, &desk.currencies, messages);
        summary.extend([file.sentence, format!("  {}", file.details)]);
        summary.extend(questions_of(&read.file, &read.questions, &desk.currencies, messages));
        summary.extend(file.notices.into_iter().map(|notice| format!("  {notice}")));
        summary.extend(sum.odd.iter().chain(&read.rejected).map(|found| problem::render(found, messages)));
    }
    tell(&args.output, &summary, false)?;
    Ok(Some(Outcome::of(sum.flagged > 0, sum.incomplete())))
}
