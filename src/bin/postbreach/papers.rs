//! `dispute letter`, `call-sheet`, `list`, `follow-up` and `calendar`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use postbreach::dispute::{Letter, sheets};
use postbreach::finding::Level;
use postbreach::location::Problem;
use postbreach::report::dispute::{self, Ending, Made, Paper, confirmation, make};
use postbreach::report::problem;
use postbreach::review::Order;
use postbreach::text::path_label;

use crate::Outcome;
use crate::args::Exposure;
use crate::case::opened;
use crate::case_args::CaseFile;
use crate::follow::on;
use crate::follow_args::Papers;
use crate::input::Terminal;
use crate::output::{aside, print, print_bytes, say};
use crate::sink::write_private;
use crate::sure::sure;

/// Writes a paper about each card and wish, once each of its lines is confirmed.
pub(crate) fn write(terminal: &Terminal, paper: Paper, args: &Papers, raw: bool) -> Result<Outcome, Problem> {
    let ending = ending(args)?;
    let (_, opened) = opened(terminal, &args.case, &on(args.as_of.as_ref()), Level::Everything, Order::default())?;
    let office = opened.office(&terminal.desk, &terminal.messages);
    let mut disputes = opened.disputes(&terminal.desk, &terminal.messages, &args.ids)?;
    if paper == Paper::FollowUp {
        disputes.retain(|dispute| !dispute.marks.is_empty());
    }
    let mut sheets = sheets(&disputes, office.counting);
    if matches!(paper, Paper::Letter | Paper::FollowUp) {
        sheets.retain(|sheet| {
            let none = sheet.charges.is_empty();
            if none {
                let found = Problem::new("nothing-booked").with("card", sheet.card);
                aside(&problem::render(&found, &terminal.messages));
            }
            !none
        });
    }
    if sheets.is_empty() {
        say(&terminal.messages.text(if paper == Paper::FollowUp { "dispute-none-reported" } else { "dispute-none" }))?;
        return Ok(Outcome::Clean);
    }
    let lines = format!("{}\n\n{}", confirmation(&sheets, office), terminal.messages.text("dispute-sure"));
    sure(terminal, &lines, args.yes)?;
    let made = make(paper, ending, &sheets, raw, office)?;
    match &args.output {
        Some(path) => files(terminal, path, &made)?,
        None => stream(ending, &made)?,
    }
    let claimed = sheets.iter().filter(|sheet| sheet.letter != Letter::Query).flat_map(|sheet| &sheet.charges);
    let ids: Vec<&str> = claimed.map(|dispute| dispute.id.as_str()).collect();
    if paper == Paper::Letter && !ids.is_empty() {
        let way = terminal.messages.text("way-letter");
        let command = format!("postbreach dispute mark {} reported --on {} --via {way}", ids.join(" "), opened.today);
        aside(&terminal.messages.with("dispute-mark-it", &[("command", command.into())]));
    }
    Ok(Outcome::Clean)
}

/// As it was said, else as the file ends, else text.
fn ending(args: &Papers) -> Result<Ending, Problem> {
    let of_file = || args.output.as_deref().map(|path| path.extension().unwrap_or_default().to_string_lossy());
    match (&args.format, of_file()) {
        (Some(format), _) => format.parse(),
        (None, Some(ending)) => ending.parse(),
        (None, None) => Ok(Ending::Markdown),
    }
}

/// Writes one file under its name; of several each under the name with what it is of, and says so.
fn files(terminal: &Terminal, path: &Path, made: &[Made]) -> Result<(), Problem> {
    let mut taken: Vec<PathBuf> = Vec::new();
    for Made { name, bytes } in made {
        let own = match made.len() {
            1 => path.to_owned(),
            _ => free(path, name, &taken),
        };
        write_private(&own, bytes)?;
        aside(&terminal.messages.with("dispute-written", &[("file", path_label(&own).into())]));
        taken.push(own);
    }
    Ok(())
}

/// `letter-4321-not-mine.pdf` of `letter.pdf`; with a number where two cards mask alike.
fn free(path: &Path, name: &str, taken: &[PathBuf]) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = (1..).map(|number| match number {
        1 => path.with_file_name(format!("{stem}-{name}{ending}")),
        _ => path.with_file_name(format!("{stem}-{name}-{number}{ending}")),
    });
    numbered.into_iter().find(|path| !taken.contains(path)).unwrap_or_else(|| path.to_owned())
}

/// Writes to standard output: several only as text.
fn stream(ending: Ending, made: &[Made]) -> Result<(), Problem> {
    if ending.is_binary() && std::io::stdout().is_terminal() {
        return Err(Problem::new("binary-to-terminal").with("value", ending.word()));
    }
    if ending != Ending::Markdown && made.len() > 1 {
        return Err(Problem::new("several-papers").with("count", made.len()));
    }
    for (at, one) in made.iter().enumerate() {
        if at > 0 {
            print("\n---\n\n")?;
        }
        print_bytes(&one.bytes)?;
    }
    Ok(())
}

/// Writes the days to come.
pub(crate) fn calendar(
    terminal: &Terminal,
    ids: &[String],
    merchants: bool,
    output: Option<&Path>,
    exposure: &Exposure,
    case: &CaseFile,
) -> Result<Outcome, Problem> {
    let (_, opened) = opened(terminal, case, exposure, Level::Everything, Order::default())?;
    let office = opened.office(&terminal.desk, &terminal.messages);
    let disputes = opened.disputes(&terminal.desk, &terminal.messages, ids)?;
    let text = dispute::calendar(&sheets(&disputes, office.counting), &opened.work.breaches, merchants, office);
    match output {
        Some(path) => write_private(path, text.as_bytes())?,
        None => print(&text)?,
    }
    Ok(Outcome::Clean)
}
