//! Does a converted statement scan as the statement itself?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;
#[path = "case/files.rs"]
mod files;

use std::sync::LazyLock;

use common::{catalogue, root, samples, sorted};
use files::{DESK, File, assembled, file, read};
use postbreach::breach::Breach;
use postbreach::case::Case;
use postbreach::engine::Engine;
use postbreach::facts::{self, Facts, FactsFile, Known};
use postbreach::finding::{Findings, Joins, Level};
use postbreach::report::canonical;

static RULES: LazyLock<(Engine, FactsFile, Joins)> = LazyLock::new(|| {
    let catalogue = catalogue();
    let joins = Joins::load(&catalogue).expect("joins");
    (Engine::load(&catalogue).expect("rules"), Facts::load(&catalogue).expect("facts"), joins)
});

/// Everything that a scan says of charges, but for where they stand and who issued the card.
fn scanned(case: &Case) -> Vec<String> {
    let (engine, facts_file, joins) = &*RULES;
    let facts = facts::compute(case, &DESK.reader.currencies, &Known::default(), facts_file);
    let findings = Findings::of(case, &facts, joins, engine, Level::Careful).expect("findings");
    let mut told: Vec<String> = case
        .charges
        .iter()
        .map(|c| {
            let amount = format!("{} {}", c.amount.normalize(), c.currency);
            format!("{} {} {amount} {:?} {:?} {} {}", c.id, c.date, c.kind, c.status, c.exposed, c.may_be_older)
        })
        .collect();
    for finding in &findings.list {
        let id = &case.charges[finding.charge].id;
        told.push(format!(
            "finding {id} {:?} {} {:?} {:.9}",
            finding.band, finding.flagged, finding.outcome, finding.score
        ));
    }
    told.sort();
    told
}

fn check(name: &str, files: &[File], answers: &[&str], start: Option<&str>) {
    let (statements, strings) = read(files, answers);
    let converted = canonical::render(&statements, &strings, &DESK.reader.merchants, &DESK.reader.currencies);
    let (mut before, mut after) = (
        Case::assemble(statements, strings, &DESK.reader.merchants, DESK.reader.windows),
        assembled(&[file("converted.csv", converted)], &["layout=postbreach"]),
    );
    let Some(middle) = before.charges.get(before.charges.len() / 2) else { return };
    let start = start.map_or_else(|| middle.date.to_string(), str::to_owned);
    let breach = Breach::from_window(start.parse().expect("window"));
    before.expose(std::slice::from_ref(&breach));
    after.expose(&[breach]);
    assert_eq!(scanned(&after), scanned(&before), "{name}");
}

#[test]
fn a_converted_sample_is_scanned_as_the_sample_itself() {
    for sample in samples() {
        let (name, layout) = (format!("{}/{}", sample.layout, sample.name), format!("layout={}", sample.layout));
        check(&name, &[file(&sample.name, &sample.bytes)], &[&layout], None);
    }
}

#[test]
fn a_converted_story_is_scanned_as_the_story_itself() {
    for (story, start) in [("hotel-booking", "2026-01-10"), ("mercari-2017", "2017-06-22")] {
        let paths = sorted(&root().join("samples/stories").join(story));
        let files: Vec<File> = paths
            .iter()
            .filter(|path| !path.ends_with("story.toml"))
            .map(|path| file(&path.display().to_string(), std::fs::read(path).expect("readable")))
            .collect();
        check(story, &files, &[], Some(start));
    }
}
