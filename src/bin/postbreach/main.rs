//! The command line: what was typed to library verbs, and their answers to the terminal.

mod args;
mod case;
mod case_args;
mod deadlines;
mod decide;
mod follow;
mod follow_args;
mod global;
mod infer;
mod input;
mod keep;
mod lists;
mod many;
mod output;
mod papers;
mod progress;
mod review;
mod sink;
mod sure;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use input::Terminal;
use output::{aside, print_bytes};
use postbreach::location::Problem;
use postbreach::messages::Messages;
use postbreach::report::problem;
use postbreach::text::{for_terminal, mask_card_numbers};

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to review.
    Clean,
    /// Something to review.
    Review,
    /// Something could not be read, or is a question.
    Incomplete,
}

impl Outcome {
    /// Incomplete wins over review.
    fn of(review: bool, incomplete: bool) -> Self {
        match (incomplete, review) {
            (true, _) => Self::Incomplete,
            (false, true) => Self::Review,
            (false, false) => Self::Clean,
        }
    }
}

fn main() -> ExitCode {
    // What a failed reader quotes of a file may hold a card number, or commands to the terminal.
    std::panic::set_hook(Box::new(|found| aside(&for_terminal(&mask_card_numbers(&found.to_string())))));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    match run(&cli) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Review) => ExitCode::from(10),
        Ok(Outcome::Incomplete) => ExitCode::from(1),
        Err(found) => {
            let messages = Messages::new(cli.global.lang);
            aside(&problem::render(&found, &messages));
            ExitCode::from(if is_usage(&found) { 2 } else { 1 })
        }
    }
}

/// Says what of the arguments is wrong, or the help that was asked for. What it quotes is what was typed or pasted: a card
/// number among it is masked.
fn refuse(error: &clap::Error) -> ExitCode {
    let said = error.render().to_string();
    let safe: Vec<String> = said.lines().map(|line| for_terminal(&mask_card_numbers(line))).collect();
    let safe = safe.join("\n");
    if safe == said.trim_end() {
        error.exit();
    }
    aside(&safe);
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Whether a problem lies in what was typed rather than in what was read.
fn is_usage(found: &Problem) -> bool {
    matches!(
        found.code,
        "bad-read-option"
            | "bad-date-option"
            | "unknown-breach"
            | "no-breach-by"
            | "unreadable-window"
            | "window-backwards"
            | "unknown-data-class"
            | "unknown-rule"
            | "unknown-layout"
            | "unknown-encoding"
            | "unknown-charge"
            | "no-such-charge"
            | "unknown-deadline"
            | "no-charge-date"
            | "breach-in-future"
            | "bad-layout-id"
            | "layout-exists"
            | "files-and-case"
            | "nothing-named"
            | "no-case-named"
            | "ambiguous-charge"
            | "scope-of-own"
            | "needs-yes"
            | "nothing-to-undo"
            | "nothing-to-redo"
            | "unknown-card"
            | "unknown-file"
            | "case-exists"
            | "charge-pending"
            | "not-decided"
            | "not-asked"
            | "wrong-step"
            | "before-last-step"
            | "refund-too-large"
            | "amount-of-several"
            | "bad-amount-option"
            | "date-in-future"
            | "unknown-key"
            | "bad-answer"
            | "unknown-reply"
            | "bad-new-number"
            | "unknown-recurring"
            | "card-number"
            | "bad-profile"
            | "not-so-written"
            | "unknown-ending"
            | "several-papers"
            | "said-other-household"
            | "output-is-read"
            | "output-is-case"
            | "output-and-counts"
            | "binary-to-terminal"
    )
}

fn run(cli: &Cli) -> Result<Outcome, Problem> {
    let page = Command::Review(args::Review::default());
    let command = cli.command.as_ref().unwrap_or(&page);
    match command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "postbreach", &mut script);
            return print_bytes(&script).map(|()| Outcome::Clean);
        }
        Command::Man => {
            let mut page = Vec::new();
            let made = clap_mangen::Man::new(Cli::command()).render(&mut page);
            made.map_err(|e| Problem::new("unwritable-output").with("cause", e))?;
            // Commands have no pages of their own: `--help` says what they do.
            let mut page = String::from_utf8_lossy(&page).into_owned();
            for name in Cli::command().get_subcommands().map(|command| command.get_name().to_owned()) {
                page = page
                    .replace(&format!("postbreach\\-{}(1)", name.replace('-', "\\-")), &format!("postbreach {name}"));
            }
            return print_bytes(page.as_bytes()).map(|()| Outcome::Clean);
        }
        Command::Scan(_)
        | Command::Demo { .. }
        | Command::Convert(_)
        | Command::Formats(_)
        | Command::Rules(_)
        | Command::Breaches(_)
        | Command::Deadlines(_)
        | Command::What { .. }
        | Command::Explain { .. }
        | Command::Import(_)
        | Command::Add(_)
        | Command::Status(_)
        | Command::Decide(_)
        | Command::Undo { .. }
        | Command::Redo { .. }
        | Command::Dispute(_)
        | Command::Card(_)
        | Command::Recurring(_)
        | Command::Ask(_)
        | Command::Profile(_)
        | Command::Log(_)
        | Command::Forget { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Review(_) => {}
    }
    let terminal = Terminal::new(&cli.global)?;
    if let Command::Review(args) = command {
        return review::review(terminal, args);
    }
    // The end of the program gives its memory back sooner than it would by itself.
    let terminal: &'static Terminal = Box::leak(Box::new(terminal));
    answer(cli, command, terminal).map_err(|problem| terminal.desk.catalogue.located(problem))
}

fn answer(cli: &Cli, command: &Command, terminal: &Terminal) -> Result<Outcome, Problem> {
    match command {
        Command::Scan(scan) => output::scan(terminal, scan, cli.global.color),
        Command::Demo { orders } => output::demo(terminal, *orders, cli.global.color),
        Command::Convert(convert) => output::convert(terminal, convert),
        Command::Explain { id, from, exposure } => output::explain(terminal, id, from, exposure),
        Command::Import(import) => case::import(terminal, import),
        Command::Add(add) => case::add(terminal, add),
        Command::Status(status) => case::status(terminal, status),
        Command::Decide(decide) => decide::decide(terminal, decide),
        Command::Undo { ids, group, case } => decide::undo(terminal, ids, *group, case),
        Command::Redo { case } => decide::redo(terminal, case),
        Command::Dispute(dispute) => follow::dispute(terminal, dispute),
        Command::Card(card) => keep::card(terminal, card),
        Command::Recurring(recurring) => keep::recurring(terminal, recurring),
        Command::Ask(ask) => keep::ask(terminal, ask),
        Command::Profile(profile) => keep::profile(terminal, profile),
        Command::Log(log) => decide::log(terminal, log),
        Command::Forget { card, file, all: _, yes, case } => {
            case::forget(terminal, card.as_deref(), file.as_deref(), *yes, case)
        }
        Command::Backup { file, case } => case::backup(terminal, file, case),
        Command::Restore { file, yes, case } => case::restore(terminal, file, *yes, case),
        Command::Formats(formats) => lists::formats(terminal, formats),
        Command::Rules(rules) => lists::rules(terminal, rules),
        Command::Breaches(breaches) => lists::breaches(terminal, breaches),
        Command::Deadlines(deadlines) => deadlines::answer(terminal, deadlines),
        Command::What { descriptor, format } => lists::what(terminal, descriptor, format == "json"),
        Command::Review(_) | Command::Completions { .. } | Command::Man => Ok(Outcome::Clean),
    }
}
