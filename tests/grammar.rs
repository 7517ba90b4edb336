//! Is every key of every layout needed, and does the page of the grammar say what each is for and which sample proves it?
//! `UPDATE_PAGES=1 cargo test --test grammar` writes the page anew.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test goes on with what it knows and stops at what it does not"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Reader, Sample, catalogue, root, samples};
use postbreach::catalogue::DataFile;
use postbreach::statement::format::Format;
use postbreach::statement::format::keys::KEYS;
use postbreach::statement::identify::Formats;
use postbreach::statement::wire::{Reading, readings};

/// What proves a key: layout and sample, or that the file is refused without it.
type Proof = (String, Option<String>);

/// Key of the grammar to what proves it.
type Proofs = BTreeMap<String, Proof>;

#[test]
fn every_key_is_needed_and_the_page_says_by_what() {
    let (proofs, idle) = prove();
    assert!(
        idle.is_empty(),
        "no sample needs these keys: nothing reads otherwise without them. A pattern matches nothing, or another key says the \
         same.\n{}",
        idle.join("\n")
    );
    let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    let strange: Vec<&String> = proofs.keys().filter(|key| !known.contains(&key.as_str())).collect();
    assert!(strange.is_empty(), "keys that the page does not know: {strange:?}");
    let page = page(&proofs);
    let path = root().join("rules/formats/README.md");
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(&path, &page).expect("writable");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "rules/formats/README.md is not what the grammar is: run with UPDATE_PAGES=1");
}

/// Keys that change no reading, and who heeds them.
const SAID: [(&str, &str); 7] = [
    ("kept_months", "shown by `formats months`"),
    ("how_to_get", "shown by `formats months`"),
    ("country", "shown by `formats show`"),
    ("product", "shown by `formats show`"),
    ("products", "heeded when days to report are counted (tests/dispute.rs)"),
    ("reference_is", "heeded when files are put together (tests/sources.rs)"),
    ("bill", "heeded when files are put together (tests/sources.rs)"),
];

/// Takes each key out of each layout in turn: a sample must then read otherwise, or the layout be refused.
fn prove() -> (Proofs, Vec<String>) {
    let bench = Bench::new();
    let catalogue = catalogue();
    let layouts: Vec<(&str, DataFile<'_>)> = catalogue.folder("formats").collect();
    // Every core takes the next layout that nobody has taken.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((id, text)) = layouts.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((*id, bench.prove(id, text.text())));
        }
        done
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("worker")).collect()
    });
    all.sort_by_key(|(id, _)| *id);
    let (mut proofs, mut idle) = (Proofs::new(), Vec::new());
    for (_, (found, unneeded)) in all {
        idle.extend(unneeded);
        for (key, proof) in found {
            let known = proofs.entry(key).or_insert_with(|| proof.clone());
            if known.1.is_none() && proof.1.is_some() {
                *known = proof;
            }
        }
    }
    (proofs, idle)
}

/// The samples, and what each was read into before any layout.
struct Bench {
    reader: Reader,
    samples: Vec<Sample>,
    readings: Vec<Vec<Reading>>,
}

impl Bench {
    fn new() -> Self {
        let samples = samples();
        let formats = Formats::load(&catalogue()).expect("formats");
        let (encodings, limits) = (formats.encodings(), &formats.limits);
        let read = |sample: &Sample| {
            readings(&sample.bytes, encodings, None, limits).map(Iterator::collect).unwrap_or_default()
        };
        let readings = samples.iter().map(read).collect();
        Self { reader: Reader::new(), samples, readings }
    }

    /// The keys of one layout with what proves them, and those that nothing needs.
    fn prove(&self, id: &str, text: &str) -> (Vec<(String, Proof)>, Vec<String>) {
        let alone = |format: &Format| Formats::of(vec![format.clone()]);
        let table: toml::Table = toml::from_str(text).expect("TOML");
        let whole = alone(&Format::parse(id, text).expect("layout"));
        let own: Vec<&Sample> = self.samples.iter().filter(|sample| sample.layout == id).collect();
        let before: Vec<_> = own.iter().map(|sample| self.reader.read(sample, &whole)).collect();
        let (mut proofs, mut idle) = (Vec::new(), Vec::new());
        for path in paths(&toml::Value::Table(table.clone())) {
            let mut cut = toml::Value::Table(table.clone());
            remove(&mut cut, &path);
            let key = key_of(&path);
            if let Some((_, by)) = SAID.iter().find(|(said, _)| *said == key) {
                proofs.push((key, (format!("{id}: {by}"), None)));
                continue;
            }
            let Ok(format) = Format::parse(id, &toml::to_string(&cut).expect("TOML")) else {
                proofs.push((key, (id.to_owned(), None)));
                continue;
            };
            let formats = alone(&format);
            let otherwise =
                own.iter().zip(&before).find(|(sample, before)| self.reader.read(sample, &formats) != **before);
            // Only what identifies a file, or splits it, can make a layout claim a stranger's.
            let may_claim = key.starts_with("identify") || key.starts_with("read");
            let claimed = || if may_claim { self.claimed(id, &formats) } else { None };
            match otherwise.map(|(sample, _)| *sample).or_else(claimed) {
                Some(sample) => {
                    proofs.push((key, (id.to_owned(), Some(format!("{}/{}", sample.layout, sample.name)))));
                }
                None => idle.push(format!("{id}: {}", path.join("."))),
            }
        }
        (proofs, idle)
    }

    /// The first sample of another layout that these claim.
    fn claimed(&self, id: &str, formats: &Formats) -> Option<&Sample> {
        let others = self.samples.iter().zip(&self.readings).filter(|(sample, _)| sample.layout != id);
        let claims = |reading: &Reading| formats.claims(reading).is_ok_and(|claims| !claims.is_empty());
        others.into_iter().find(|(_, readings)| readings.iter().any(claims)).map(|(sample, _)| sample)
    }
}

/// The key of the grammar that a path in a file is an instance of: without indices, variants and names of cells.
fn key_of(path: &[String]) -> String {
    let mut parts: Vec<&str> = path.iter().map(String::as_str).filter(|part| part.parse::<i64>().is_err()).collect();
    if parts.first() == Some(&"variant") && parts.len() > 1 {
        parts.remove(0);
    }
    let whole = parts.join(".");
    let fits = |key: &&str| whole == **key || whole.starts_with(&format!("{key}."));
    let longest = KEYS.iter().map(|(key, _)| key).filter(|key| fits(key)).max_by_key(|key| key.len());
    let deeper = || KEYS.iter().map(|(key, _)| key).find(|key| key.starts_with(&format!("{whole}.")));
    longest.or_else(deeper).map_or(whole.clone(), |key| (*key).to_owned())
}

fn page(proofs: &Proofs) -> String {
    let mut page = String::from(
        "# Layout files\n\n\
         One file `<id>.toml` in this folder is one institution's export layout; its name is the id. A sample in the exact\n\
         real layout stands in `samples/<id>/`, beside it `<sample>.expected.json` (what it must read as) and\n\
         `<sample>.quirks` (line by line what it shows). `postbreach formats identify FILE` says which layout a file is of, and\n\
         what comes nearest when it is of none.\n\n\
         ## Add a layout\n\n\
         1. Save an invented sample as `samples/<id>/<name as the bank gives it>`, in its real encoding, line ends and quoting.\n\
         2. `postbreach formats infer FILE` prints a first draft (no statuses, no totals). Save it as `rules/formats/<id>.toml`.\n\
         3. Layouts are built into the program. While you write, lay the folder over it, without a rebuild:\n   \
            `postbreach --rules rules convert FILE`; `formats identify` and `formats show` take `--rules`, too.\n\
         4. Write `<sample>.expected.json` and `<sample>.quirks`; every sample needs both.\n\
         5. `cargo test --test formats` and `cargo test --test grammar`, a minute each. Every key must be needed: a currency\n   \
            beside a currency column, or a card in the file's name beside one in the preamble, is one too many.\n\n\
         One sample at least has 12 transactions and a refund. Each sample has dates of two years, or its quirks say why not\n\
         (`0 no year change: a small sample`). The expected file is one statement of `postbreach convert --format json`; `file`,\n\
         `questions`, `notices` and reasons may be left out. Write it from the sample: if you start from the program's output,\n\
         compare it cell by cell. A line of the quirks is a line number of the sample (0: the whole file), a space, and what that\n\
         line shows. `dkb-card` is a layout with preamble, statuses and foreign amounts to begin from.\n\n\
         ## The grammar\n\n\
         Cells are trimmed and NFKC-folded before header names, patterns and values are compared: write patterns against the\n\
         folded form (half-width digits, brackets and Latin letters; full-width kana). A column is named by its header (`A | B`\n\
         are alternatives, `{n}` any number, `Name#2` the second of that name), or by its position from 0, negative from the\n\
         end. Amounts may carry groups (also no-break spaces), signs on either side, parentheses, `CR`/`DR`, currency signs and\n\
         codes; all line ends are read.\n\n\
         This page is made from the program; the tests take each key out of each layout and demand that a sample then reads\n\
         otherwise.\n\n\
         | key | meaning | proven by |\n|---|---|---|\n",
    );
    for (key, meaning) in KEYS {
        let proof = match proofs.get(*key) {
            None => "no shipped layout needs it yet".to_owned(),
            Some((layout, None)) if SAID.iter().any(|(said, _)| said == key) => layout.clone(),
            Some((layout, None)) => format!("{layout}: refused without it"),
            Some((layout, Some(sample))) => format!("{layout}: `{sample}`"),
        };
        page.push_str(&format!("| `{key}` | {} | {proof} |\n", meaning.replace('|', "\\|")));
    }
    page
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
        // The cells of one condition stand together: some only keep strangers' files off, of which there is no sample.
        if key != "cells" {
            found.extend(paths(value).into_iter().map(|rest| [vec![key.clone()], rest].concat()));
        }
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
