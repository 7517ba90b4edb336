//! Nothing that was reported as saved is lost, and nothing is half done, whenever a program is killed.
//!
//! A child of this test works on a case in one of these ways and says each thing after it was saved. Two children at once
//! are killed at many moments. `POSTBREACH_KILLS` says how often.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use postbreach::review::{Decision, Entry, Scope, Verdict};
use postbreach::store::Store;
use rust_decimal::Decimal;

use crate::common::{root, sorted};
use crate::tools::{AT, canonical, fresh, import, with};

const FOLDER: &str = "POSTBREACH_TEST_FOLDER";
const PREFIX: &str = "POSTBREACH_TEST_PREFIX";
const WAY: &str = "POSTBREACH_TEST_WAY";
const KILLS: &str = "POSTBREACH_KILLS";
const SAVED: &str = "saved ";

/// What a child does over and over.
const WAYS: [&str; 6] = ["decide", "import", "undo", "backup", "restore", "make"];
/// A case is worked on for so many rounds, then a new one is made: a large one takes its time.
const ROUNDS: u64 = 30;

/// The files of one case that is worked on.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let place = Self(fresh("killed").with_extension("place"));
        std::fs::create_dir_all(&place.0).unwrap();
        let mut store = Store::open_or_make(&place.case()).unwrap();
        import(&mut store, &[("one.csv", &canonical(&["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted"]))]);
        for name in ["a", "b"] {
            decide(&mut store, name, 5_000);
            store.backup(&place.0.join(format!("{name}.kept"))).unwrap();
        }
        place
    }

    fn case(&self) -> PathBuf {
        self.0.join("my.case")
    }

    fn restored(&self) -> PathBuf {
        self.0.join("restored.case")
    }

    /// Files of an ending, those that were killed on their way to a name left out.
    fn files(&self, ending: &str) -> Vec<PathBuf> {
        let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let of = |path: &PathBuf| path.extension().is_some_and(|own| own == ending) && !hidden(path);
        sorted(&self.0).into_iter().filter(of).collect()
    }
}

fn decide(store: &mut Store, id: &str, length: usize) -> i64 {
    let decision = Decision {
        charge: id.to_owned(),
        verdict: Verdict::Mine,
        note: Some("n".repeat(length)),
        until: None,
        scope: Scope::Charge,
        amount: Decimal::ONE,
        currency: "USD".parse().unwrap(),
    };
    let seen = store.seen().unwrap();
    store.append(seen, &[Entry::Decide(decision)], AT).unwrap()[0]
}

/// Takes a decision back, on top of what the other child did meanwhile.
fn undo(store: &mut Store, seq: i64) {
    loop {
        let seen = store.seen().unwrap();
        match store.append(seen, &[Entry::Undo { undoes: vec![seq] }], AT) {
            Ok(_) => return,
            Err(problem) => assert_eq!(problem.code, "stale-decision"),
        }
    }
}

#[test]
fn child() {
    let [Ok(folder), Ok(prefix), Ok(way)] = [FOLDER, PREFIX, WAY].map(std::env::var) else { return };
    let place = Place(PathBuf::from(folder));
    let mut out = std::io::stdout();
    let mut say = |what: &str| {
        writeln!(out, "{SAVED}{what}").unwrap();
        out.flush().unwrap();
    };
    let mut store = Store::open(&place.case()).unwrap();
    for number in 0_usize.. {
        let id = format!("{prefix}-{number}");
        match way.as_str() {
            "decide" => {
                decide(&mut store, &id, number % 9000);
                say(&format!("decide {id}"));
            }
            "undo" => {
                let seq = decide(&mut store, &id, number % 50);
                say(&format!("decide {id}"));
                undo(&mut store, seq);
                say(&format!("undo {seq}"));
            }
            "import" => {
                let rows = ["BLUE HERON", "CEDAR HARDWARE", "LARKSPUR TAXI"]
                    .map(|shop| format!("4321,2026-02-09,{shop} {prefix} {number},6.10,USD,posted"));
                import(&mut store, &[(&id, &canonical(&rows.each_ref().map(String::as_str)))]);
                say(&format!("import {id}"));
            }
            "backup" => {
                store.backup(&place.0.join(format!("{id}.copy"))).unwrap();
                say(&format!("backup {id}.copy"));
            }
            "restore" => {
                let copy = place.0.join(if number % 2 == 0 { "a.kept" } else { "b.kept" });
                match Store::restore(&copy, &place.restored(), true) {
                    Ok(_) => say("restore"),
                    // The other child was quicker with the first one, or is long about it.
                    Err(problem) => assert!(matches!(problem.code, "case-busy" | "case-exists"), "{problem}"),
                }
            }
            _ => {
                let path = place.0.join(format!("{id}.made"));
                decide(&mut Store::open_or_make(&path).unwrap(), &id, 0);
                say(&format!("make {id}.made"));
            }
        }
    }
}

fn start(place: &Place, prefix: &str, way: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["killed::child", "--exact", "--nocapture", "--test-threads=1"])
        .envs([(FOLDER, place.0.as_os_str()), (PREFIX, prefix.as_ref()), (WAY, way.as_ref())])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a child some time after the first thing that it saved; what it reported.
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
    said.filter_map(|line| line.split_once(SAVED)).map(|(_, what)| what.to_owned()).collect()
}

fn sound(path: &Path) -> Store {
    let store = Store::open(path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    store.check().unwrap();
    store.verify().unwrap();
    store
}

/// Holds what is there against what was reported.
fn look(place: &Place, reported: &BTreeSet<String>, round: u64) {
    let kept = sound(&place.case()).load(with()).unwrap();
    let history = &kept.history;
    let decided: BTreeSet<&str> = history.decisions().map(|(_, decision)| decision.charge.as_str()).collect();
    let files: BTreeSet<&str> = kept.case.statements.iter().map(|statement| statement.file.as_str()).collect();
    for what in reported {
        let there = match what.split_once(' ') {
            Some(("decide", id)) => decided.contains(id),
            Some(("undo", seq)) => history.is_undone(seq.parse().unwrap()),
            Some(("import", file)) => files.contains(file),
            Some((_, file)) => place.0.join(file).is_file(),
            None => place.restored().is_file(),
        };
        assert!(there, "round {round}: lost {what}");
    }
    for statement in &kept.case.statements {
        let rows = if statement.file == "one.csv" { 1 } else { 3 };
        assert_eq!((statement.transactions.len(), statement.rows), (rows, rows as u64 + 1), "{}", statement.file);
    }
    for copy in place.files("copy").into_iter().chain(place.files("made")) {
        let made = copy.extension().is_some_and(|ending| ending == "made");
        // One that was killed before it held anything is made anew by the next import.
        let store = if made { Store::open_or_make(&copy).unwrap() } else { sound(&copy) };
        store.check().unwrap();
        let entries = store.verify().unwrap().entries;
        let name = copy.file_name().unwrap().to_string_lossy().into_owned();
        assert!(entries > 0 || made && !reported.contains(&format!("make {name}")), "round {round}: {name}");
    }
    if place.restored().is_file() {
        let entries = sound(&place.restored()).verify().unwrap().entries;
        assert!((1..=2).contains(&entries), "round {round}: {entries} entries, neither of the copies");
    }
}

#[test]
fn what_was_reported_is_there() {
    let kills = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(24_u64);
    let mut place = Place::new();
    let mut reported = BTreeSet::new();
    let mut total = 0;
    for round in 0..kills / 2 {
        if round > 0 && round % ROUNDS == 0 {
            std::fs::remove_dir_all(&place.0).unwrap();
            (place, reported) = (Place::new(), BTreeSet::new());
        }
        // Ways and moments that differ from round to round, without a source of chance.
        let at = usize::try_from(round).unwrap();
        let ways = [WAYS[at % WAYS.len()], WAYS[(at / WAYS.len() + at + 1) % WAYS.len()]];
        let after = |step: u64| Duration::from_micros(round * step % 60_000);
        let children = ["x", "y"].map(|name| format!("{name}{round}"));
        let threads: Vec<_> = children
            .iter()
            .zip(ways)
            .map(|(prefix, way)| start(&place, prefix, way))
            .zip([after(7_919), after(12_347)])
            .map(|(child, after)| std::thread::spawn(move || killed(child, after)))
            .collect();
        for (thread, way) in threads.into_iter().zip(ways) {
            let said = thread.join().unwrap();
            assert!(!said.is_empty(), "round {round}: nothing was done by {way}");
            total += said.len();
            reported.extend(said);
        }
        look(&place, &reported, round);
        for copy in place.files("copy").into_iter().chain(place.files("made")) {
            std::fs::remove_file(copy).unwrap();
        }
        reported.retain(|what| !what.ends_with(".copy") && !what.ends_with(".made"));
    }
    std::fs::remove_dir_all(&place.0).unwrap();
    println!("{kills} kills; {total} things were reported as saved, and each was there");
}
