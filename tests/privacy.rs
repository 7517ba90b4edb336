//! Can anything leave the machine, or a card number leave the program?

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use common::{Sample, catalogue, root, samples};
use postbreach::breach::Breach;
use postbreach::case::Case;
use postbreach::engine::Engine;
use postbreach::facts::{self, Facts, Known};
use postbreach::finding::{Findings, Level};
use postbreach::location::Problem;
use postbreach::merchant::Merchants;
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::{self, Scanned, Shape, canonical, explain, json, problem};
use postbreach::statement::Statement;
use postbreach::statement::decode::readings;
use postbreach::statement::delimited::records;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::transaction::Strings;

/// Crates that speak HTTP, TLS or another protocol of the network, and clients of remote stores.
const CLIENTS: &[&str] = &[
    "attohttpc",
    "async-tungstenite",
    "awc",
    "azure_core",
    "aws-config",
    "aws-sdk-s3",
    "cloud-storage",
    "curl",
    "curl-sys",
    "google-cloud-storage",
    "gix",
    "git2",
    "h2",
    "h3",
    "hickory-resolver",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "minreq",
    "native-tls",
    "object_store",
    "opendal",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "russh",
    "rustls",
    "rusoto_core",
    "sentry",
    "ssh2",
    "surf",
    "suppaftp",
    "tokio-native-tls",
    "tokio-rustls",
    "tokio-tungstenite",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webpki",
    "websocket",
    "ws",
    "zeromq",
];

#[test]
fn no_client_of_the_network_is_built_in() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-e", "normal,build", "--prefix", "none", "--offline", "--locked", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("text");
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains("postbreach") && crates.contains("polars"), "the list is not of this program");
    let clients: Vec<&&str> = crates.iter().filter(|name| CLIENTS.contains(name)).collect();
    assert!(clients.is_empty(), "these can speak to other machines: {clients:?}");
}

/// Everything that reading and reporting needs.
struct Desk {
    formats: Formats,
    merchants: Merchants,
    currencies: Currencies,
    messages: Messages,
    engine: Engine,
    facts_file: facts::FactsFile,
}

impl Desk {
    fn new() -> Self {
        let catalogue = catalogue();
        Self {
            formats: Formats::load(&catalogue).expect("formats"),
            merchants: Merchants::load(&catalogue).expect("merchants"),
            currencies: Currencies::load(catalogue.file("currencies.toml").expect("file")).expect("currencies"),
            messages: Messages::new(Lang::En),
            engine: Engine::load(&catalogue).expect("rules"),
            facts_file: Facts::load(&catalogue).expect("facts"),
        }
    }

    fn read(&self, bytes: &[u8], name: &str, strings: &mut Strings) -> Result<Statement, Problem> {
        let tools = Tools { merchants: &self.merchants, currencies: &self.currencies };
        postbreach::statement::read(bytes, name, &self.formats, &ReadOptions::default(), tools, strings)
    }

    /// Every text that the program makes of these statements.
    fn outputs(&self, statements: Vec<Statement>, strings: Strings, failed: &[Problem]) -> Vec<(String, String)> {
        let Self { merchants, currencies, messages, facts_file, engine, .. } = self;
        let rejected: Vec<&Problem> = statements.iter().flat_map(Statement::rejected).chain(failed).collect();
        let mut outputs = vec![
            ("convert".to_owned(), json::pretty(&json::convert(&statements, &strings, failed, currencies, messages))),
            ("canonical CSV".to_owned(), canonical::render(&statements, &strings, currencies)),
            ("problems".to_owned(), rejected.iter().map(|found| problem::render(found, messages) + "\n").collect()),
            ("problems for developers".to_owned(), rejected.iter().map(|found| format!("{found}\n")).collect()),
        ];
        let mut case = Case::assemble(statements, strings, merchants);
        let breaches = [Breach::from_window("2000-01-01".parse().expect("day"))];
        case.expose(&breaches);
        let facts = facts::compute(&case, currencies, &Known::default(), facts_file);
        let findings = Findings::of(&case, &facts, facts_file, engine, Level::Everything).expect("findings");
        let scanned = Scanned {
            case: &case,
            breaches: &breaches,
            facts: &facts,
            facts_file,
            rules: engine.rules(),
            findings: &findings,
            failed,
            invented: false,
            merchants,
            currencies,
            messages,
        };
        for shape in [Shape::Table, Shape::Json, Shape::Jsonl, Shape::Csv, Shape::Markdown, Shape::Html] {
            outputs.push((format!("scan as {shape:?}"), report::scan(shape, scanned, false).expect("report")));
        }
        for charge in &case.charges {
            outputs.push(("explain".to_owned(), explain::render(scanned, charge).expect("explained")));
        }
        outputs
    }
}

/// A number that passes the check of card numbers, made from a count so that no two are equal.
fn card_number(count: u64) -> String {
    let length = 13 + usize::try_from(count % 7).expect("small");
    let noise = count.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let digits = format!("4{noise:020}");
    let body = &digits[..length - 1];
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 })
        .map(|value| if value > 9 { value - 9 } else { value })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The number as statements and people write it.
fn dressed(number: &str, count: u64) -> String {
    let groups = |separator: &str| {
        let sizes: &[usize] = if number.len() == 15 { &[4, 6, 5] } else { &[4, 4, 4, 4, 4] };
        let mut rest = number;
        let mut parts = Vec::new();
        for size in sizes {
            let (part, after) = rest.split_at((*size).min(rest.len()));
            parts.extend((!part.is_empty()).then_some(part));
            rest = after;
        }
        parts.join(separator)
    };
    match count % 3 {
        0 => number.to_owned(),
        1 => groups(" "),
        _ => groups("-"),
    }
}

/// The file with one cell of one line changed, in the encoding it had.
fn with_cell(sample: &Reading, line: u64, cells: &[String], at: usize, cell: &str) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(sample.delimiter as u8).from_writer(Vec::new());
    let cells = cells.iter().enumerate().map(|(place, old)| if place == at { cell } else { old });
    writer.write_record(cells).expect("record");
    let written = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
    let mut lines: Vec<&str> = sample.text.lines().collect();
    lines[usize::try_from(line - 1).expect("small")] = written.trim_end();
    let encoding = encoding_rs::Encoding::for_label(sample.encoding.as_bytes()).expect("encoding");
    encoding.encode(&format!("{}\n", lines.join("\n"))).0.into_owned()
}

struct Reading {
    text: String,
    encoding: String,
    delimiter: char,
}

fn reading(desk: &Desk, sample: &Sample) -> Reading {
    let found = readings(&sample.bytes, &desk.formats.encodings()).into_iter().find_map(|reading| {
        let delimiter = desk.formats.claims(&reading).expect("sound patterns").first()?.delimiter;
        Some(Reading { text: reading.text, encoding: reading.encoding, delimiter })
    });
    found.unwrap_or_else(|| panic!("{} is claimed", sample.name))
}

#[test]
fn no_card_number_comes_out_wherever_it_stands() {
    let desk = Desk::new();
    let mut count = 0;
    let mut seen_masked = 0;
    let mut leaks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let t = std::time::Instant::now();
    for sample in samples() {
        let reading = reading(&desk, &sample);
        let rows: Vec<_> =
            records(&reading.text, reading.delimiter).filter(|r| r.lines == 1 && !r.cells.is_empty()).collect();
        let step = (rows.len() / 4).max(1);
        let mut placed = Vec::new();
        let (mut statements, mut failed, mut strings) = (Vec::new(), Vec::new(), Strings::default());
        for row in rows.iter().take(2).chain(rows.iter().skip(2).step_by(step)) {
            for at in 0..row.cells.len() {
                count += 1;
                let number = card_number(count);
                let worn = dressed(&number, count / 7);
                let cell = if count % 2 == 0 { worn.clone() } else { format!("{} {worn}", row.cells[at]) };
                let name = format!("statement {worn}.csv");
                match desk.read(&with_cell(&reading, row.line, &row.cells, at, &cell), &name, &mut strings) {
                    Ok(statement) => statements.push(statement),
                    Err(problem) => failed.push(problem),
                }
                placed.push((number, format!("{}:{} cell {} = {cell:?}", sample.layout, row.line, at + 1)));
            }
        }
        eprintln!("{} read {:?}", sample.layout, t.elapsed());
        let outputs = desk.outputs(statements, strings, &failed);
        eprintln!("{} out {:?}", sample.layout, t.elapsed());
        for (output, text) in outputs {
            let squashed: String = text.chars().filter(|c| !c.is_whitespace() && !"-,.│┆".contains(*c)).collect();
            seen_masked += usize::from(squashed.contains("************"));
            let out = placed.iter().filter(|(number, _)| squashed.contains(number.as_str()));
            out.for_each(|(_, place)| leaks.entry(place.clone()).or_default().push(output.clone()));
        }
    }
    assert!(count > 500 && seen_masked > 100, "{count} numbers were placed, {seen_masked} outputs show a masked one");
    assert!(leaks.is_empty(), "{} of {count} come out:\n{leaks:#?}", leaks.len());
}
