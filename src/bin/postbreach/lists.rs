//! What the program knows: layouts, rules, breaches, descriptors.

use postbreach::breach::Breach;
use postbreach::engine::{Engine, TestResult};
use postbreach::location::Problem;
use postbreach::report::{self, json, problem};
use postbreach::statement::options::ReadAnswers;
use postbreach::statement::{Identified, identify};
use postbreach::text::mask_card_numbers;

use crate::Outcome;
use crate::args::{Breaches, Formats, Rules};
use crate::infer::infer;
use crate::input::{Terminal, listed, name_of, named, opened, said, today};
use crate::output::{aside, print, say};

pub(crate) fn formats(terminal: &Terminal, command: &Formats) -> Result<Outcome, Problem> {
    let layouts = terminal.desk.formats()?;
    match command {
        Formats::List => {
            print(&report::layout::list(layouts.iter(), &terminal.messages))?;
            Ok(Outcome::Clean)
        }
        Formats::Show { id, toml: false } => {
            let format = layouts.get(id).ok_or_else(|| Problem::new("unknown-layout").with("value", id))?;
            print(&report::layout::show(format, &terminal.messages))?;
            Ok(Outcome::Clean)
        }
        Formats::Show { id, toml: true } => {
            let text = terminal.desk.catalogue.file(&format!("formats/{id}.toml"));
            print(text.ok_or_else(|| Problem::new("unknown-layout").with("value", id))?)?;
            Ok(Outcome::Clean)
        }
        Formats::Months { id, exposure } => {
            let format = layouts.get(id).ok_or_else(|| Problem::new("unknown-layout").with("value", id))?;
            let today = today(exposure)?.in_story(None);
            let start = terminal
                .desk
                .breaches(&said(terminal, exposure, None)?, today)?
                .iter()
                .map(|breach| breach.start)
                .min();
            print(&report::layout::months_to_get(format, start.unwrap_or(today), today, &terminal.messages))?;
            Ok(Outcome::Clean)
        }
        Formats::Infer(args) => infer(terminal, layouts, args),
        Formats::Identify(input) => {
            let answers = ReadAnswers::parse(&input.read)?;
            let mut failed = false;
            for name in &input.files {
                let listed = listed(name);
                let files = listed.files.into_iter().flat_map(|file| match opened(terminal, &file) {
                    Ok(contents) => contents.files,
                    Err(problem) => vec![(name_of(&file), Err(problem))],
                });
                let unlisted = listed.failed.into_iter().map(|problem| (String::new(), Err(problem)));
                for (file, bytes) in unlisted.chain(files) {
                    let options = answers.for_file(&file);
                    let found = bytes.and_then(|bytes| {
                        let Identified { reading, claim } = identify(&bytes, &file, layouts, &options)?;
                        let reasons = claim.reasons(&reading)?;
                        Ok(report::layout::identified(&file, &reading.encoding, &claim, &reasons, &terminal.messages))
                    });
                    match found {
                        Ok(lines) => print(&lines)?,
                        Err(found) => {
                            failed = true;
                            aside(&problem::render(&found, &terminal.messages));
                        }
                    }
                }
            }
            for unused in answers.unused() {
                failed = true;
                aside(&problem::render(&unused, &terminal.messages));
            }
            Ok(Outcome::of(false, failed))
        }
    }
}

pub(crate) fn rules(terminal: &Terminal, command: &Rules) -> Result<Outcome, Problem> {
    let engine = Engine::load(&terminal.desk.catalogue)?;
    match command {
        Rules::List { format } => {
            if format == "json" {
                print(&json::pretty(&report::rule::list_json(&engine)))?;
            } else {
                print(&report::rule::list(&engine, &terminal.messages))?;
                aside(&report::rule::measured_on(engine.weights(), &terminal.messages));
            }
            Ok(Outcome::Clean)
        }
        Rules::Show { id } => {
            let rule = engine.rules().iter().find(|rule| rule.id == *id);
            let context = engine.contexts().iter().find(|context| context.id == *id);
            let told = rule.map(|rule| report::rule::render(rule, engine.weights(), &terminal.messages));
            let told = told.or_else(|| Some(report::rule::context(context?, engine.weights(), &terminal.messages)));
            print(&told.ok_or_else(|| Problem::new("unknown-rule").with("value", id))?)?;
            Ok(Outcome::Clean)
        }
        Rules::Test => {
            let results = engine.run_tests(&terminal.desk.catalogue)?;
            print(&report::rule::tests(&results, &terminal.messages))?;
            Ok(Outcome::of(false, !results.iter().all(TestResult::passed)))
        }
    }
}

pub(crate) fn breaches(terminal: &Terminal, command: &Breaches) -> Result<Outcome, Problem> {
    match command {
        Breaches::List => {
            for breach in Breach::load_all(&terminal.desk.catalogue)? {
                let title = breach.title.get(terminal.messages.lang());
                say(&format!("{:20} {}  {title}", breach.id, breach.start))?;
            }
        }
        Breaches::Show { id } => print(&report::breach::render(&named(terminal, id)?, &terminal.messages))?,
    }
    Ok(Outcome::Clean)
}

pub(crate) fn what(terminal: &Terminal, descriptor: &str, as_json: bool) -> Result<Outcome, Problem> {
    let descriptor = &mask_card_numbers(descriptor);
    let what = terminal.desk.merchants.what(descriptor);
    if as_json {
        print(&json::pretty(&report::what::json(&what, descriptor)))?;
    } else {
        print(&report::what::render(&what, descriptor, &terminal.messages))?;
    }
    Ok(Outcome::Clean)
}
