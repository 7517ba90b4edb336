//! Is a file that no layout knows read by its content, or asked about, and never wrong in silence? Each sample is read
//! as if its layout did not exist.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::collections::BTreeMap;

use common::{Reader, Sample, catalogue, root, samples};
use postbreach::statement::identify::Formats;
use postbreach::statement::infer::INFERRED;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::wire::{Syntax, readings};
use serde_json::Value;

/// Dates and amounts, sorted: a row of one date may be read with either of the two that are expected.
fn rows(value: &Value) -> Vec<(Vec<String>, String)> {
    let mut rows: Vec<(Vec<String>, String)> = value["transactions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| {
            let dates = [&row["transaction_date"], &row["posting_date"]];
            let dates = dates.iter().filter_map(|date| date.as_str()).map(str::to_owned).collect();
            (dates, row["amount"].as_str().unwrap_or_default().trim_end_matches(".00").to_owned())
        })
        .collect();
    rows.sort();
    rows
}

/// Whether every expected row was found, with one of its dates, and no other.
fn same(expected: &Value, found: &Value) -> bool {
    let mut left = rows(found);
    let all = rows(expected).into_iter().all(|(dates, amount)| {
        let at = left.iter().position(|(own, value)| *value == amount && own.iter().any(|date| dates.contains(date)));
        at.map(|at| left.remove(at)).is_some()
    });
    all && left.is_empty()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Exact,
    Asked,
    Refused,
    Wrong,
}

fn outcome(sample: &Sample, formats: &Formats, reader: &Reader) -> Outcome {
    let expected: Value = serde_json::from_str(&sample.expected).expect("JSON");
    let options = ReadOptions { layout: Some(INFERRED.to_owned()), ..ReadOptions::default() };
    let Ok(found) = reader.read_with(sample, formats, &options) else { return Outcome::Refused };
    let asked = found["questions"].as_array().is_some_and(|questions| !questions.is_empty());
    let rejected = found["set_apart"].as_array().is_some_and(|rows| rows.iter().any(|row| row["class"] == "rejected"));
    match (same(&expected, &found), asked || rejected) {
        (true, _) => Outcome::Exact,
        (false, true) => Outcome::Asked,
        (false, false) => Outcome::Wrong,
    }
}

#[test]
fn samples_are_read_without_their_layouts() {
    let (reader, all) = (Reader::new(), Formats::load(&catalogue()).expect("formats"));
    let mut outcomes: BTreeMap<Outcome, Vec<String>> = BTreeMap::new();
    for sample in samples() {
        let mut read = readings(&sample.bytes, all.encodings(), None, &all.limits).expect("readable");
        // An order history is no statement: nothing tells its rows from charges but its layout.
        if read.next().expect("one").syntax() != Syntax::Delimited || sample.expected.contains("\"source\": \"detail\"")
        {
            continue;
        }
        let others = all.without(&sample.layout);
        let name = format!("{}/{}", sample.layout, sample.name);
        outcomes.entry(outcome(&sample, &others, &reader)).or_default().push(name);
    }
    let count = |outcome| outcomes.get(&outcome).map_or(0, Vec::len);
    let (exact, others) = (count(Outcome::Exact), count(Outcome::Asked) + count(Outcome::Refused));
    assert!(exact * 10 > others * 11, "{exact} of {} samples are read exactly", exact + others);
    let wrong = outcomes.remove(&Outcome::Wrong).unwrap_or_default();
    assert!(wrong.is_empty(), "wrong without a word:\n{}", wrong.join("\n"));
}

/// What one file of `tests/strangers.txt` must read as: its rows, then what is asked.
fn read_as(found: &Value) -> String {
    let all = |key: &str| found[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or("?").replace('\n', " ");
    let mut lines: Vec<String> = all("transactions")
        .iter()
        .map(|row| {
            let date = if row["transaction_date"].is_null() { &row["posting_date"] } else { &row["transaction_date"] };
            let currency = text(&row["currency"]).replace("XXX", "-");
            [text(date), text(&row["amount"]), currency, text(&row["descriptor"])].join(" ")
        })
        .collect();
    let rejected = all("set_apart").iter().filter(|row| row["class"] == "rejected").count();
    let asked: Vec<String> = all("questions").iter().map(|question| text(&question["key"])).collect();
    lines.extend((rejected > 0).then(|| format!("! {rejected}")));
    lines.extend((!asked.is_empty()).then(|| format!("? {}", asked.join(" "))));
    lines.join("\n")
}

#[test]
fn exports_of_banks_that_no_layout_knows_are_read_right_or_asked_about() {
    let (reader, formats) = (Reader::new(), Formats::load(&catalogue()).expect("formats"));
    let all = std::fs::read_to_string(root().join("tests/strangers.txt")).expect("strangers");
    let mut wrong = Vec::new();
    for stranger in all.split("\n== ").skip(1) {
        let (head, rest) = stranger.split_once('\n').expect("a name and an encoding");
        let (file, expected) = rest.split_once("\n--\n").expect("a file and its rows");
        let (name, encoding) = head.split_once(' ').expect("a name and an encoding");
        let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).expect("an encoding");
        let (bytes, _, lost) = encoding.encode(file);
        assert!(!lost, "{name} cannot be written in {}", encoding.name());
        let sample = Sample {
            layout: String::new(),
            name: name.to_owned(),
            bytes: bytes.into_owned(),
            expected: String::new(),
            quirks: String::new(),
        };
        let found =
            reader.read_with(&sample, &formats, &ReadOptions::default()).map_or_else(|code| code, |v| read_as(&v));
        if found != expected.trim_end() {
            wrong.push(format!("{name}:\n{found}\ninstead of\n{}", expected.trim_end()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
