//! `scan`, `convert` and `explain`.

use std::io::{IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use postbreach::desk::{Demo, Story, Today, Work, charge};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::platform;
use postbreach::report::page::Page;
use postbreach::report::reading::{accounted, questions, read_file};
use postbreach::report::{self, Shape, canonical, json, problem, words};
use postbreach::review::Order;
use postbreach::statement::Statement;
use postbreach::store;
use postbreach::text::mask_card_numbers;

use crate::Outcome;
use crate::args::{Convert, Exposure, From, Output, Scan};
use crate::case::opened;
use crate::global::Colour;
use crate::input::{Terminal, breaches, listed, name_of, read, said, today};
use crate::many;
use crate::sink::write_private;

/// The statements that were named, or the case, judged.
fn judged(
    terminal: &Terminal,
    from: &From,
    (exposure, by): (&Exposure, Option<&Path>),
    level: Level,
    order: Order,
) -> Result<Work, Problem> {
    if from.files.is_empty() {
        return opened(terminal, &from.case, exposure, level, order).map(|(_, opened)| opened.work);
    }
    if from.case.file.is_some() {
        return Err(Problem::new("files-and-case"));
    }
    let files = read(terminal, &from.files, &from.read)?;
    let desk = &terminal.desk;
    let put_together = || {
        let said = said(terminal, exposure, files.story.as_ref())?;
        let today = today(exposure)?.in_story(files.story.as_ref().and_then(Story::today));
        desk.unjudged(files, breaches(terminal, &said, by, today)?, today)
    };
    // Files are read on every core; what follows leaves one free to load the rules, and what else is needed soon.
    let make_ready = || {
        desk.merchants.make_ready();
        desk.judging().map(|_| ())
    };
    let (charges, rules) = rayon::join(put_together, make_ready);
    rules?;
    desk.judge(charges?, level, order)
}

/// What is written must not take the place of a file that is read.
fn apart<'a>(output: &Output, read: impl Iterator<Item = &'a Path>) -> Result<(), Problem> {
    let place = |path: &Path| path.canonicalize().ok().filter(|place| place.is_file());
    let written: Vec<&PathBuf> = output.output.iter().chain(&output.summary).collect();
    if let [one, other] = written[..] {
        // Both may go to the terminal, or nowhere.
        let no_file = one.exists() && !one.is_file();
        if !no_file && (one == other || place(one).is_some() && place(one) == place(other)) {
            return Err(Problem::new("output-and-counts").in_file(name_of(one)));
        }
    }
    let places: Vec<_> = written.iter().filter_map(|path| place(path)).collect();
    if places.is_empty() {
        return Ok(());
    }
    let is_written = |path: &PathBuf| place(path).is_some_and(|place| places.contains(&place));
    match read.flat_map(|path| listed(path).files).find(is_written) {
        Some(path) => Err(Problem::new("output-is-read").in_file(mask_card_numbers(&name_of(&path)))),
        None => Ok(()),
    }
}

pub(crate) fn scan(terminal: &Terminal, args: &Scan, colour: Colour) -> Result<Outcome, Problem> {
    let shape: Shape = args.format.parse()?;
    let breaches = args.exposure.breaches.iter().map(Path::new);
    apart(&args.output, args.from.files.iter().chain(&args.breach_by).map(PathBuf::as_path).chain(breaches))?;
    if let Some(outcome) = many::scan(terminal, args, shape)? {
        return Ok(outcome);
    }
    let exposure = (&args.exposure, args.breach_by.as_deref());
    // As of the terminal: the end of the program gives its memory back sooner.
    let work = ManuallyDrop::new(judged(terminal, &args.from, exposure, args.level.parse()?, args.order.parse()?)?);
    let colour = colours(colour, args.output.output.is_none());
    let text = report::scan(shape, terminal.scanned(&work), colour)?;
    write(&args.output, &text)?;
    let own_words = !matches!(shape, Shape::Json | Shape::Jsonl | Shape::Csv);
    if !own_words || args.output.summary.is_some() {
        let mut summary = if work.invented { vec![terminal.messages.text("invented")] } else { Vec::new() };
        let page = Page::of(terminal.scanned(&work))?;
        summary.push(page.headline);
        summary.extend(page.unclear.into_iter().chain(page.calmed).map(|fold| fold.sentence));
        summary.extend(page.tally);
        summary.extend(counts(terminal, work.case.statements.iter(), &work.failed));
        summary.extend(page.bills.into_iter().chain(page.gaps));
        tell(&args.output, &summary, own_words)?;
    }
    Ok(Outcome::of(work.findings.flagged().next().is_some(), work.incomplete))
}

/// Whether to colour what goes to the terminal, or to a file.
fn colours(colour: Colour, to_terminal: bool) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            to_terminal
                && std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

pub(crate) fn demo(terminal: &Terminal, orders: bool, colour: Colour) -> Result<Outcome, Problem> {
    let Terminal { desk, messages, .. } = terminal;
    let demo = Demo::new()?;
    let end = demo.story.end.clone();
    let said = store::Exposure { breaches: vec![demo.story.breach()], ..store::Exposure::default() };
    let now = chrono::Local::now().date_naive();
    let today = Today { said: None, now }.in_story(demo.story.today());
    let files = demo.read(desk, orders)?;
    let accounted = accounted(&files.statements, messages);
    let work = desk.judge(desk.unjudged(files, desk.breaches(&said, today)?, today)?, Level::default(), Order::Band)?;
    let table = report::scan(Shape::Table, terminal.scanned(&work), colours(colour, true))?;
    let mut text = format!("{accounted}\n\n{table}\n");
    if !orders {
        text += &format!("{}\n", messages.text("demo-orders"));
    }
    let day = end.as_ref().and_then(|end| work.arrives_by(&end.not_mine));
    if let (Some(end), Some(day)) = (end, day) {
        let date = words::date(day, messages).into();
        text += &format!("{}\n", messages.pattern(end.words.get(messages.lang()), &[("date", date)])?);
    }
    print(&text)?;
    Ok(Outcome::of(work.findings.flagged().next().is_some(), work.incomplete))
}

pub(crate) fn convert(terminal: &Terminal, args: &Convert) -> Result<Outcome, Problem> {
    apart(&args.output, args.input.files.iter().map(PathBuf::as_path))?;
    if let Some(outcome) = many::convert(terminal, args)? {
        return Ok(outcome);
    }
    let files = read(terminal, &args.input.files, &args.input.read)?;
    let json = || {
        json::convert(&files.statements, &files.strings, &files.failed, &terminal.desk.currencies, &terminal.messages)
    };
    let text = match args.format.as_str() {
        "json" => json::pretty(&json()),
        "jsonl" => {
            let desk = &terminal.desk;
            json::transactions(&files.statements, &files.strings, &desk.merchants, &desk.currencies)
        }
        _ => canonical::render(&files.statements, &files.strings, &terminal.desk.merchants, &terminal.desk.currencies),
    };
    write(&args.output, &text)?;
    let mut summary = if files.story.is_some() { vec![terminal.messages.text("invented")] } else { Vec::new() };
    summary.extend(counts(terminal, files.statements.iter(), &files.failed));
    tell(&args.output, &summary, false)?;
    Ok(Outcome::of(false, files.incomplete()))
}

/// What was read of each file, and what was not.
pub(crate) fn counts<'a>(
    terminal: &Terminal,
    statements: impl Iterator<Item = &'a Statement> + Clone,
    failed: &'a [Problem],
) -> Vec<String> {
    let mut lines = Vec::new();
    for statement in statements.clone() {
        let file = read_file(statement, &terminal.desk.currencies, &terminal.messages);
        lines.extend([file.sentence, format!("  {}", file.details)]);
        lines.extend(questions(statement, &terminal.desk.currencies, &terminal.messages));
        lines.extend(file.notices.into_iter().map(|notice| format!("  {notice}")));
    }
    let rejected = statements.flat_map(Statement::rejected);
    lines.extend(failed.iter().chain(rejected).map(|found| problem::render(found, &terminal.messages)));
    lines
}

/// Says the summary to standard error, unless the output has said it itself, and writes it to the summary file.
pub(crate) fn tell(output: &Output, lines: &[String], said: bool) -> Result<(), Problem> {
    if !said {
        for line in lines {
            aside(line);
        }
    }
    match &output.summary {
        Some(path) => write_private(path, format!("{}\n", lines.join("\n")).as_bytes()),
        None => Ok(()),
    }
}

fn write(output: &Output, text: &str) -> Result<(), Problem> {
    if let Some(path) = &output.output {
        return write_private(path, text.as_bytes());
    }
    print(text)
}

/// Writes a line to standard error; where that cannot be written, only the line is lost.
pub(crate) fn aside(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Writes a line to standard output.
pub(crate) fn say(line: &str) -> Result<(), Problem> {
    print(&format!("{line}\n"))
}

/// Writes to standard output; a reader that has gone away is no error.
pub(crate) fn print(text: &str) -> Result<(), Problem> {
    print_bytes(text.as_bytes())
}

/// As [`print`].
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Problem> {
    let mut out = platform::coloured(std::io::stdout().lock());
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Problem::new("unwritable-output").with("cause", e)),
        _ => Ok(()),
    }
}

pub(crate) fn explain(terminal: &Terminal, id: &str, from: &From, exposure: &Exposure) -> Result<Outcome, Problem> {
    let work = judged(terminal, from, (exposure, None), Level::Everything, Order::Band)?;
    let charge = match charge(&work.case, id) {
        Err(found) if found.code == "no-such-charge" && !from.files.is_empty() => {
            return Err(Problem::new("unknown-charge").with("value", id));
        }
        found => found?.1,
    };
    let text = report::explain::render(terminal.scanned(&work), charge)?;
    let mut lines = vec![text];
    if work.invented {
        lines.insert(0, format!("{}\n", terminal.messages.text("invented")));
    }
    let failed = work.failed.iter().chain(work.case.statements.iter().flat_map(Statement::rejected));
    for found in failed {
        aside(&problem::render(found, &terminal.messages));
    }
    print(&lines.concat())?;
    Ok(Outcome::of(false, work.incomplete))
}
