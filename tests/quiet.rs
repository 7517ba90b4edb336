//! Does an ordinary life stay quiet? No charge of the statements in `samples/quiet` may be listed as more than "probably
//! yours" but for the exceptions that `samples/quiet/exceptions.toml` admits, each with the rule and the reason. An
//! exception that is no longer needed fails too: `QUIET=prune cargo test --test quiet` takes it out of the file.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::collections::BTreeSet;
use std::process::Command;

use common::{root, sorted};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The lives and what is listed of them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    life: Vec<Life>,
    #[serde(default)]
    exception: Vec<Exception>,
}

/// One household's statements.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Life {
    /// The file's name without its ending.
    id: String,
    /// The breach that it is scanned for.
    breach: String,
    /// Who it is, and what happens after the breach that is new and honest.
    about: String,
}

/// Honest charges that a rule lists all the same.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    life: String,
    /// The strongest rule that fires.
    rule: String,
    /// Why the statement alone does not tell.
    reason: String,
    /// Day and descriptor.
    charges: Vec<String>,
}

fn scan(life: &Life) -> Value {
    let file = root().join(format!("samples/quiet/{}.csv", life.id));
    let output = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(["scan", "--format", "json", "--exposed", "full_number", "--breach", &life.breach])
        .arg(&file)
        .output()
        .expect("runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Day and descriptor of the listed charges above low, with the rules that fire on each.
fn listed(scan: &Value) -> Vec<(String, Vec<String>)> {
    let findings = scan["findings"].as_array().expect("findings").iter();
    let above = findings.filter(|finding| finding["flagged"] == true && finding["band"] != "low");
    above
        .map(|finding| {
            let row = &finding["transaction"];
            let word = |key: &str| row[key].as_str().expect("text").to_owned();
            let reasons = finding["reasons"].as_array().expect("reasons").iter();
            let firing = reasons.filter(|reason| reason["outcome"] == "fires");
            let rules = firing.map(|reason| reason["rule"].as_str().expect("rule").to_owned()).collect();
            (format!("{} {}", word("transaction_date"), word("descriptor")), rules)
        })
        .collect()
}

/// Every exposed charge stands in one place, and what is calmed or cannot be judged is there with its reason.
fn adds_up(scan: &Value) {
    let count = |key: &str| scan["summary"]["standing"][key].as_u64().expect("count");
    let parts = ["listed", "below_level", "unclear", "calmed", "quiet"].map(count);
    assert_eq!(Some(parts.iter().sum()), scan["summary"]["exposed"].as_u64());
    let findings = scan["findings"].as_array().expect("findings");
    for part in ["unclear", "calmed"] {
        let mut told = 0;
        for fold in scan[part].as_array().expect("folds") {
            assert!(fold["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{fold}");
            let ids = fold["findings"].as_array().expect("ids");
            assert_eq!(fold["summary"]["charges"].as_u64(), u64::try_from(ids.len()).ok());
            for id in ids {
                let finding = findings.iter().find(|finding| finding["id"] == *id).expect("a finding");
                assert_eq!(finding["standing"], part);
                told += 1;
            }
        }
        assert_eq!(told, count(part), "{part}");
    }
}

#[test]
fn nothing_in_an_ordinary_life_is_listed_but_the_exceptions() {
    let path = root().join("samples/quiet/exceptions.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    let mut quiet: Quiet = toml::from_str(&text).expect("TOML");
    let named: BTreeSet<String> = quiet.life.iter().map(|life| format!("{}.csv", life.id)).collect();
    let there: BTreeSet<String> = sorted(&root().join("samples/quiet"))
        .iter()
        .map(|file| file.file_name().expect("name").to_string_lossy().into_owned())
        .filter(|name| name != "exceptions.toml")
        .collect();
    assert_eq!(named, there, "every life is told of, and is there");

    let (mut loud, mut stale) = (Vec::new(), Vec::new());
    for life in &quiet.life {
        let scan = scan(life);
        let (all, exposed) = (scan["summary"]["charges"].as_u64(), scan["summary"]["exposed"].as_u64());
        let (all, exposed) = (all.expect("count"), exposed.expect("count"));
        assert!((300..=720).contains(&all) && exposed >= 50, "{}: {exposed} of {all} says too little", life.id);
        adds_up(&scan);
        let listed = listed(&scan);
        let own = |exception: &&mut Exception| exception.life == life.id;
        let mut excused: BTreeSet<String> = BTreeSet::new();
        for exception in quiet.exception.iter_mut().filter(own) {
            exception.charges.retain(|charge| {
                let needed = listed.iter().any(|(known, rules)| known == charge && rules.contains(&exception.rule));
                if needed {
                    excused.insert(charge.clone());
                } else {
                    stale.push(format!("{} {} {charge}", life.id, exception.rule));
                }
                needed
            });
        }
        loud.extend(
            listed
                .into_iter()
                .filter(|(charge, _)| !excused.contains(charge))
                .map(|(charge, rules)| format!("{} {charge}: {}", life.id, rules.join(", "))),
        );
    }
    quiet.exception.retain(|exception| !exception.charges.is_empty());
    if std::env::var("QUIET").is_ok_and(|mode| mode == "prune") {
        let comments: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let written = format!("{}\n\n{}", comments.join("\n"), toml::to_string_pretty(&quiet).expect("TOML"));
        std::fs::write(&path, written).expect("writable");
    } else {
        assert!(stale.is_empty(), "no longer listed, QUIET=prune takes them out:\n{}", stale.join("\n"));
    }
    assert!(loud.is_empty(), "listed, and no exception:\n{}", loud.join("\n"));
}
