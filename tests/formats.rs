//! Is every layout proven by its samples, and does each claim its own files and no others?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::collections::BTreeMap;

use common::{Reader, Sample, catalogue, samples};
use postbreach::location::Problem;
use postbreach::statement::identify::{Claim, Formats};
use postbreach::statement::options::ReadOptions;
use postbreach::statement::wire::{Reading, readings};
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
        let exact = claimants(&sample.bytes, &formats, Formats::claims);
        let claims =
            if exact.is_empty() { claimants(&sample.bytes, &formats, Formats::claims_of_wider) } else { exact };
        assert_eq!(claims, [sample.layout.as_str()], "{}", sample.name);
    }
}

type ClaimsOf = for<'a> fn(&'a Formats, &Reading) -> Result<Vec<Claim<'a>>, Problem>;

/// The layouts that claim a file in the first reading that any claims.
fn claimants<'a>(bytes: &[u8], formats: &'a Formats, claims_of: ClaimsOf) -> Vec<&'a str> {
    let readings = readings(bytes, formats.encodings(), None, &formats.limits).expect("readable");
    let mut claims = readings.map(|reading| claims_of(formats, &reading).expect("sound patterns"));
    let first = claims.find(|claims| !claims.is_empty()).unwrap_or_default();
    first.iter().map(|claim| claim.format.id.as_str()).collect()
}

#[test]
fn a_column_more_is_the_same_layout_or_none_and_changes_no_transaction() {
    let reader = Reader::new();
    let formats = Formats::load(&catalogue()).expect("formats");
    let without_extra = |mut statement: Value| {
        let rows = statement["transactions"].as_array_mut().expect("rows");
        rows.iter_mut().for_each(|row| drop(row.as_object_mut().expect("object").remove("extra")));
        std::mem::take(rows)
    };
    let mut widened = 0;
    for mut sample in samples() {
        let own = Formats::of(formats.get(&sample.layout).cloned().into_iter().collect());
        let before = reader.read(&sample, &own).expect("read");
        let identified = postbreach::statement::identify(&sample.bytes, "", &own, &ReadOptions::default());
        let identified = identified.expect("claimed");
        if identified.reading.has_records() {
            continue;
        }
        let delimiter = identified.claim.delimiter.to_owned();
        let apart = before["set_apart"].as_array().expect("rows");
        let headers = apart.iter().filter(|row| row["class"] == "header").filter_map(|row| row["line"].as_u64());
        let headers: Vec<u64> = headers.collect();
        let lines = sample.bytes.split(|byte| *byte == b'\n').zip(1_u64..).map(|(line, number)| {
            let (text, end) = line.strip_suffix(b"\r").map_or((line, ""), |text| (text, "\r"));
            let more = if headers.contains(&number) { format!("{delimiter}xq") } else { String::new() };
            [text, more.as_bytes(), end.as_bytes()].concat()
        });
        sample.bytes = lines.collect::<Vec<_>>().join(&b'\n');
        let claims = claimants(&sample.bytes, &formats, Formats::claims_of_wider);
        if claims.is_empty() || !claimants(&sample.bytes, &formats, Formats::claims).is_empty() {
            continue;
        }
        assert_eq!(claims, [sample.layout.as_str()], "{}", sample.name);
        let after = reader.read(&sample, &own).expect("read");
        assert_eq!(without_extra(before), without_extra(after), "{}/{}", sample.layout, sample.name);
        widened += 1;
    }
    assert!(widened > 50, "{widened} samples with a column more");
}

#[test]
fn every_layout_has_samples_with_quirks_a_refund_and_a_year_change() {
    let mut by_layout: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
    for sample in samples() {
        by_layout.entry(sample.layout.clone()).or_default().push(sample);
    }
    let formats = Formats::load(&catalogue()).expect("formats");
    for (id, _) in catalogue().folder("formats") {
        assert!(formats.get(id).expect("layout").first().product.is_some(), "{id} says no product");
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
