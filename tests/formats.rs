//! Is every layout proven by its samples, and does each claim its own files and no others?

mod common;

use std::collections::BTreeMap;

use common::{Sample, catalogue, samples};
use postbreach::merchant::Merchants;
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::json;
use postbreach::statement::format::Format;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::transaction::Strings;
use serde_json::Value;

struct Reader {
    merchants: Merchants,
    currencies: Currencies,
    messages: Messages,
}

impl Reader {
    fn new() -> Self {
        let catalogue = catalogue();
        Self {
            merchants: Merchants::load(&catalogue).expect("merchants"),
            currencies: Currencies::load(catalogue.file("currencies.toml").expect("file")).expect("currencies"),
            messages: Messages::new(Lang::En),
        }
    }

    /// One entry of `convert --format json`, or the problem's code.
    fn read(&self, sample: &Sample, formats: &Formats) -> Result<Value, String> {
        let mut strings = Strings::default();
        let tools = Tools { merchants: &self.merchants, currencies: &self.currencies };
        let statement = postbreach::statement::read(
            &sample.bytes,
            &sample.name,
            formats,
            &ReadOptions::default(),
            tools,
            &mut strings,
        )
        .map_err(|problem| problem.to_string())?;
        let json = json::convert(&[statement], &strings, &[], &self.currencies, &self.messages);
        Ok(json["statements"][0].clone())
    }
}

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
        let claims: Vec<Vec<String>> = postbreach::statement::decode::readings(&sample.bytes, &formats.encodings())
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
            let refund = rows.iter().any(|row| row["kind"] == "refund");
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

#[test]
fn every_key_of_every_layout_is_needed() {
    let reader = Reader::new();
    let catalogue = catalogue();
    let samples = samples();
    let all: Vec<Format> = Formats::load(&catalogue).expect("formats").iter().cloned().collect();
    let whole = Formats::of(all.clone());
    let readings: Vec<Result<Value, String>> = samples.iter().map(|sample| reader.read(sample, &whole)).collect();
    let mut idle = Vec::new();
    for (id, text) in catalogue.folder("formats") {
        let table: toml::Table = toml::from_str(text).expect("TOML");
        for path in paths(&toml::Value::Table(table.clone())) {
            let mut cut = toml::Value::Table(table.clone());
            remove(&mut cut, &path);
            let Ok(format) = Format::parse(id, &toml::to_string(&cut).expect("TOML")) else { continue };
            let formats =
                Formats::of(all.iter().map(|f| if f.id == id { format.clone() } else { f.clone() }).collect());
            let own = samples.iter().zip(&readings).filter(|(sample, _)| sample.layout == id);
            let others = samples.iter().zip(&readings).filter(|(sample, _)| sample.layout != id);
            let changes =
                |(sample, before): (&Sample, &Result<Value, String>)| reader.read(sample, &formats) != *before;
            if !own.chain(others).any(changes) {
                idle.push(format!("{id}: {}", path.join(".")));
            }
        }
    }
    assert!(idle.is_empty(), "no sample needs these keys:\n{}", idle.join("\n"));
}

/// Every key, and every element of an array of tables.
fn paths(value: &toml::Value) -> Vec<Vec<String>> {
    let inner: Vec<(String, &toml::Value)> = match value {
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), value)).collect(),
        toml::Value::Array(array) if array.iter().any(toml::Value::is_table) => {
            array.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (key, value) in inner {
        found.push(vec![key.clone()]);
        found.extend(paths(value).into_iter().map(|rest| [vec![key.clone()], rest].concat()));
    }
    found
}

fn remove(value: &mut toml::Value, path: &[String]) {
    let [first, rest @ ..] = path else { return };
    match value {
        toml::Value::Table(table) if rest.is_empty() => {
            table.remove(first);
        }
        toml::Value::Table(table) => remove(table.get_mut(first).expect("path"), rest),
        toml::Value::Array(array) if rest.is_empty() => {
            array.remove(first.parse().expect("index"));
        }
        toml::Value::Array(array) => remove(&mut array[first.parse::<usize>().expect("index")], rest),
        _ => {}
    }
}
