//! What the program knows: layouts, rules, breaches, descriptors.

use postbreach::breach::Breach;
use postbreach::engine::{Engine, TestResult};
use postbreach::location::Problem;
use postbreach::report::{self, json, problem};
use postbreach::statement::identify::Formats as Layouts;
use postbreach::statement::options::ReadAnswers;
use postbreach::statement::{Identified, identify};

use crate::Outcome;
use crate::args::{Breaches, Formats, Rules};
use crate::infer::infer;
use crate::input::{Desk, breaches as breaches_of, contents, listed, named, said, today};

pub(crate) fn formats(desk: &Desk, command: &Formats) -> Result<Outcome, Problem> {
    let layouts = Layouts::load(&desk.catalogue)?;
    match command {
        Formats::List => {
            print!("{}", report::layout::list(layouts.iter(), &desk.messages));
            Ok(Outcome::Clean)
        }
        Formats::Show { id, toml: false } => {
            let format = layouts.get(id).ok_or_else(|| Problem::new("unknown-layout").with("value", id))?;
            print!("{}", report::layout::show(format, &desk.messages));
            Ok(Outcome::Clean)
        }
        Formats::Show { id, toml: true } => {
            let text = desk.catalogue.file(&format!("formats/{id}.toml"));
            print!("{}", text.ok_or_else(|| Problem::new("unknown-layout").with("value", id))?);
            Ok(Outcome::Clean)
        }
        Formats::Months { id, exposure } => {
            let format = layouts.get(id).ok_or_else(|| Problem::new("unknown-layout").with("value", id))?;
            let today = today(exposure, None)?;
            let start = breaches_of(desk, &said(desk, exposure, None)?, today)?.iter().map(|breach| breach.start).min();
            print!("{}", report::layout::months_to_get(format, start.unwrap_or(today), today, &desk.messages));
            Ok(Outcome::Clean)
        }
        Formats::Infer(args) => infer(desk, &layouts, args),
        Formats::Identify(input) => {
            let answers = ReadAnswers::parse(&input.read)?;
            let mut failed = false;
            for name in &input.files {
                let opened = listed(name)?.0.into_iter().flat_map(|file| match contents(&file) {
                    Ok(contents) => contents.files,
                    Err(problem) => vec![(file, Err(problem))],
                });
                for (file, bytes) in opened {
                    let options = answers.for_file(&file);
                    let found = bytes.and_then(|bytes| {
                        let Identified { reading, claim } = identify(&bytes, &file, &layouts, &options)?;
                        let reasons = claim.reasons(&reading)?;
                        Ok(report::layout::identified(&file, &reading.encoding, &claim, &reasons, &desk.messages))
                    });
                    match found {
                        Ok(lines) => print!("{lines}"),
                        Err(found) => {
                            failed = true;
                            eprintln!("{}", problem::render(&found, &desk.messages));
                        }
                    }
                }
            }
            Ok(Outcome::of(false, failed))
        }
    }
}

pub(crate) fn rules(desk: &Desk, command: &Rules) -> Result<Outcome, Problem> {
    let engine = Engine::load(&desk.catalogue)?;
    match command {
        Rules::List { format } => {
            if format == "json" {
                print!("{}", json::pretty(&report::rule::list_json(&engine)));
            } else {
                print!("{}", report::rule::list(&engine, &desk.messages));
                eprintln!("{}", report::rule::measured_on(engine.weights(), &desk.messages));
            }
            Ok(Outcome::Clean)
        }
        Rules::Show { id } => {
            let rule = engine.rules().iter().find(|rule| rule.id == *id);
            let context = engine.contexts().iter().find(|context| context.id == *id);
            let told = rule.map(|rule| report::rule::render(rule, engine.weights(), &desk.messages));
            let told = told.or_else(|| Some(report::rule::context(context?, engine.weights(), &desk.messages)));
            print!("{}", told.ok_or_else(|| Problem::new("unknown-rule").with("value", id))?);
            Ok(Outcome::Clean)
        }
        Rules::Test => {
            let results = engine.run_tests(&desk.catalogue)?;
            print!("{}", report::rule::tests(&results, &desk.messages));
            Ok(Outcome::of(false, !results.iter().all(TestResult::passed)))
        }
    }
}

pub(crate) fn breaches(desk: &Desk, command: &Breaches) -> Result<Outcome, Problem> {
    match command {
        Breaches::List => {
            for breach in Breach::load_all(&desk.catalogue)? {
                println!("{:20} {}  {}", breach.id, breach.start, breach.title.get(desk.messages.lang()));
            }
        }
        Breaches::Show { id } => print!("{}", report::breach::render(&named(desk, id)?, &desk.messages)),
    }
    Ok(Outcome::Clean)
}

pub(crate) fn what(desk: &Desk, descriptor: &str, as_json: bool) {
    let what = desk.merchants.what(descriptor);
    if as_json {
        print!("{}", json::pretty(&report::what::json(&what, descriptor)));
    } else {
        print!("{}", report::what::render(&what, descriptor, &desk.messages));
    }
}
