//! No decision that was reported as saved is lost, whenever a program is killed.
//!
//! A child of this test decides in a loop and says each decision after it was saved. Two children at once are killed at
//! random moments. `POSTBREACH_KILLS` says how often.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use postbreach::review::{Decision, Entry, Scope, Verdict};
use postbreach::store::Store;
use rust_decimal::Decimal;

use crate::tools::{AT, canonical, case_of};

const CASE: &str = "POSTBREACH_TEST_CASE";
const PREFIX: &str = "POSTBREACH_TEST_PREFIX";
const KILLS: &str = "POSTBREACH_KILLS";
const SAVED: &str = "saved ";

#[test]
fn child() {
    let (Ok(case), Ok(prefix)) = (std::env::var(CASE), std::env::var(PREFIX)) else { return };
    let mut store = Store::open(Path::new(&case)).unwrap();
    let mut out = std::io::stdout();
    for number in 0.. {
        let id = format!("{prefix}-{number}");
        let decision = Decision {
            charge: id.clone(),
            verdict: Verdict::Mine,
            note: Some("n".repeat(number % 9000)),
            until: None,
            scope: Scope::Charge,
            amount: Decimal::ONE,
            currency: "USD".parse().unwrap(),
        };
        let seen = store.seen().unwrap();
        store.append(seen, &[Entry::Decide(decision)], AT).unwrap();
        writeln!(out, "{SAVED}{id}").unwrap();
        out.flush().unwrap();
    }
}

fn start(case: &Path, prefix: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["killed::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(CASE, case)
        .env(PREFIX, prefix)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a child some time after its first decision; the decisions that it reported.
fn killed(mut child: Child, after: Duration) -> Vec<String> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    while !text.contains(SAVED) && out.read_line(&mut text).unwrap() > 0 {}
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    text.push_str(&String::from_utf8_lossy(&rest));
    // A line that was cut off was not said.
    let said = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    said.filter_map(|line| line.split_once(SAVED)).map(|(_, id)| id.to_owned()).collect()
}

#[test]
fn what_was_reported_is_there() {
    let rounds = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(24_u64);
    let (path, store) =
        case_of("killed", &[("one.csv", &canonical(&["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted"]))]);
    drop(store);
    let mut reported = BTreeSet::new();
    for round in 0..rounds {
        let children = ["a", "b"].map(|name| start(&path, &format!("{name}{round}")));
        // Moments that differ from round to round, without a source of chance.
        let after = |step: u64| Duration::from_micros(round * step % 40_000);
        let threads: Vec<_> = children
            .into_iter()
            .zip([after(7_919), after(12_347)])
            .map(|(child, after)| std::thread::spawn(move || killed(child, after)))
            .collect();
        for thread in threads {
            let said = thread.join().unwrap();
            assert!(!said.is_empty(), "round {round}: nothing was decided");
            reported.extend(said);
        }
        let store = Store::open(&path).unwrap();
        let history = store.history().unwrap();
        let there: BTreeSet<String> = history.decisions().map(|(_, decision)| decision.charge.clone()).collect();
        let lost: Vec<&String> = reported.difference(&there).collect();
        assert!(lost.is_empty(), "round {round}: lost {lost:?}");
    }
    let store = Store::open(&path).unwrap();
    store.check().unwrap();
    store.verify().unwrap();
    assert_eq!(store.load(crate::tools::with()).unwrap().case.charges.len(), 1);
}
