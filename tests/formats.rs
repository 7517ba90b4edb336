//! Is every layout proven by its samples, and does each claim its own files and no others?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::collections::BTreeMap;

use common::{Reader, Sample, catalogue, samples};
use postbreach::statement::identify::Formats;
use serde_json::Value;

/// What an expected file speaks of: reasons are words, the file is where the test found it.
fn comparable(mut value: Value) -> Value {
    let object = value.as_object_mut().expect("object");
    for key in ["file", "questions", "notices"] {
        object.remove(key);
    }
    for row in object.get_mut("set_apart").and_then(Value::as_array_mut).into_iter().flatten() {
        row.as_object_mut().expect("object").remove("reason");
    }
    for row in object.get_mut("transactions").and_then(Value::as_array_mut).into_iter().flatten() {
        let row = row.as_object_mut().expect("object");
        if row.get("household").is_some_and(Value::is_null) {
            row.remove("household");
        }
    }
    value
}

#[test]
fn every_sample_reads_as_written_by_hand() {
    let reader = Reader::new();
    let formats = Formats::load(&catalogue()).expect("formats");
    let mut wrong = Vec::new();
    for sample in samples() {
        let expected: Value = serde_json::from_str(&sample.expected).expect("expected file is JSON");
        match reader.read(&sample, &formats) {
            Err(problem) => wrong.push(format!("{}: {problem}", sample.name)),
            Ok(found) => {
                let (found, expected) = (comparable(found), comparable(expected));
                if found != expected {
                    wrong.push(format!(
                        "{}/{}: {}",
                        sample.layout,
                        sample.name,
                        first_difference("", &expected, &found)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn first_difference(path: &str, expected: &Value, found: &Value) -> String {
    match (expected, found) {
        (Value::Object(e), Value::Object(f)) => {
            let keys: std::collections::BTreeSet<_> = e.keys().chain(f.keys()).collect();
            keys.into_iter()
                .filter(|key| e.get(*key) != f.get(*key))
                .map(|key| {
                    let null = Value::Null;
                    first_difference(&format!("{path}/{key}"), e.get(key).unwrap_or(&null), f.get(key).unwrap_or(&null))
                })
                .next()
                .unwrap_or_default()
        }
        (Value::Array(e), Value::Array(f)) if e.len() == f.len() => e
            .iter()
            .zip(f)
            .enumerate()
            .find(|(_, (e, f))| e != f)
            .map(|(at, (e, f))| first_difference(&format!("{path}[{at}]"), e, f))
            .unwrap_or_default(),
        _ => format!("{path}: expected {expected}, found {found}"),
    }
}

#[test]
fn every_sample_is_claimed_by_its_own_layout_and_no_other() {
    let formats = Formats::load(&catalogue()).expect("formats");
    for sample in samples() {
        let claims: Vec<Vec<String>> = postbreach::statement::wire::readings(&sample.bytes, &formats.encodings(), None)
            .expect("readable")
            .iter()
            .map(|reading| {
                let claims = formats.claims(reading).expect("sound patterns");
                claims.iter().map(|claim| claim.format.id.clone()).collect()
            })
            .find(|claims: &Vec<String>| !claims.is_empty())
            .into_iter()
            .collect();
        assert_eq!(claims, [vec![sample.layout.clone()]], "{}", sample.name);
    }
}

#[test]
fn every_layout_has_samples_with_quirks_a_refund_and_a_year_change() {
    let mut by_layout: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
    for sample in samples() {
        by_layout.entry(sample.layout.clone()).or_default().push(sample);
    }
    for (id, _) in catalogue().folder("formats") {
        let samples = by_layout.get(id).unwrap_or_else(|| panic!("{id} has no sample"));
        let mut full = false;
        for sample in samples {
            let expected: Value = serde_json::from_str(&sample.expected).expect("JSON");
            let rows = expected["transactions"].as_array().expect("transactions");
            // An account says of money that comes in only that it does.
            let refunds: &[&str] = if expected["source"] == "account" { &["refund", "income"] } else { &["refund"] };
            let refund = rows.iter().any(|row| refunds.iter().any(|kind| row["kind"] == *kind));
            full |= rows.len() >= 12 && refund;
            let years: std::collections::BTreeSet<String> = rows
                .iter()
                .flat_map(|row| [&row["transaction_date"], &row["posting_date"]])
                .filter_map(|date| date.as_str().map(|date| date[..4].to_owned()))
                .collect();
            assert!(
                years.len() > 1 || rows.len() < 12 || sample.quirks.contains("no year change"),
                "{id}/{} has no year change and gives no reason",
                sample.name
            );
            let lines = sample.bytes.split(|byte| *byte == b'\n').count();
            for quirk in sample.quirks.lines() {
                let line = quirk.split(' ').next().unwrap_or_default();
                let line: usize = line.parse().unwrap_or_else(|_| panic!("{id}: no line in \"{quirk}\""));
                assert!(line <= lines, "{id}/{}: line {line} of {lines}", sample.name);
            }
        }
        assert!(full, "{id} has no sample of 12 transactions with a refund");
    }
    for id in by_layout.keys() {
        assert!(catalogue().file(&format!("formats/{id}.toml")).is_some(), "samples/{id} has no layout");
    }
}
