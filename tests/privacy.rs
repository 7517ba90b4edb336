//! Can anything leave the machine, or a card number leave the program?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "privacy/codes.rs"]
mod codes;
mod common;
#[path = "papers/pdf.rs"]
#[allow(dead_code, reason = "only what a PDF says is asked for")]
mod pdf;
#[path = "privacy/played.rs"]
mod played;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use common::{Sample, catalogue, root, samples};
use postbreach::breach::Breach;
use postbreach::case::{Case, Windows};
use postbreach::dispute::Counting;
use postbreach::engine::Engine;
use postbreach::facts::{self, Facts, Known};
use postbreach::finding::{Findings, Joins, Level};
use postbreach::location::Problem;
use postbreach::merchant::Merchants;
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::{self, Scanned, Shape, canonical, explain, json, problem};
use postbreach::statement::decode::readings;
use postbreach::statement::delimited::{Record, records};
use postbreach::statement::identify::Formats;
use postbreach::statement::month_names::MonthNames;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::statement::wire::{self, Syntax};
use postbreach::statement::{self, Statement};
use postbreach::transaction::Strings;

#[test]
fn no_client_of_the_network_is_built_in() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-e", "normal,build", "--prefix", "none", "-f", "{p}|{f}", "--offline", "--locked"])
        .arg("--manifest-path")
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("text");
    let crates: BTreeMap<&str, BTreeSet<&str>> = tree.lines().fold(BTreeMap::new(), |mut crates, line| {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let features = features.trim_end_matches(" (*)").split(',').filter(|feature| !feature.is_empty());
        crates.entry(package.split(' ').next().expect("name")).or_default().extend(features);
        crates
    });
    assert!(crates.contains_key("postbreach") && crates.contains_key("polars"), "the list is not of this program");
    let deny: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("deny.toml")).expect("file")).expect("TOML");
    let named = |table: &toml::Value| table["crate"].as_str().expect("a name").to_owned();
    let bans = |key: &str| deny["bans"][key].as_array().expect("a list").clone();
    let refused: Vec<String> = bans("deny").iter().map(named).collect();
    assert!(["reqwest", "ureq", "curl", "isahc", "rustls"].iter().all(|name| refused.iter().any(|one| one == name)));
    let clients: Vec<&String> = refused.iter().filter(|name| crates.contains_key(name.as_str())).collect();
    assert!(clients.is_empty(), "these can speak to other machines: {clients:?}");
    // Crates that can be a server alone, and the features with which they would be a client.
    for server in bans("features") {
        let name = named(&server);
        let features = crates.get(name.as_str()).unwrap_or_else(|| panic!("{name} serves the page"));
        assert!(features.contains("server"), "the features of {name} are not read: {features:?}");
        let clients = server["deny"].as_array().expect("a list").iter().filter_map(toml::Value::as_str);
        let found: Vec<&str> = clients.filter(|client| features.contains(client)).collect();
        assert!(found.is_empty(), "{name} can speak to other machines: {found:?}");
    }
}

/// Everything that reading and reporting needs.
struct Desk {
    formats: Formats,
    merchants: Merchants,
    currencies: Currencies,
    months: MonthNames,
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
            months: MonthNames::load(catalogue.file("months.toml").expect("file")).expect("months"),
            messages: Messages::new(Lang::En),
            engine: Engine::load(&catalogue).expect("rules"),
            facts_file: Facts::load(&catalogue).expect("facts"),
        }
    }

    /// Every text that the program makes of these statements, and what it is.
    fn outputs(&self, read: Vec<Statement>, strings: Strings, failed: &[Problem]) -> Vec<(&'static str, String)> {
        let Self { merchants, currencies, messages, facts_file, engine, .. } = self;
        let problems = failed.iter().chain(read.iter().flat_map(Statement::rejected));
        let mut outputs = vec![
            ("problems", problems.map(|found| problem::render(found, messages) + "\n").collect()),
            ("convert json", json::convert(&read, &strings, failed, currencies, messages).to_string()),
            ("convert csv", canonical::render(&read, &strings, merchants, currencies)),
        ];
        let mut case = Case::assemble(read, strings, merchants, Windows::load(&catalogue()).expect("windows"));
        let breaches = [Breach::from_window("2000-01-01".parse().expect("day"))];
        case.expose(&breaches);
        let facts = facts::compute(&case, currencies, &Known::default(), facts_file);
        let joins = Joins::load(&catalogue()).expect("joins");
        let findings = Findings::of(&case, &facts, &joins, engine, Level::Everything).expect("findings");
        let counting = Counting::load(&catalogue(), "2026-12-01".parse().expect("day")).expect("deadlines");
        let scanned = Scanned {
            case: &case,
            breaches: &breaches,
            facts: &facts,
            facts_file,
            rules: engine.rules(),
            findings: &findings,
            gaps: &[],
            counting: &counting,
            failed,
            review: None,
            invented: false,
            commands: true,
            merchants,
            currencies,
            messages,
        };
        for shape in [Shape::Table, Shape::Json, Shape::Jsonl, Shape::Csv, Shape::Markdown, Shape::Html] {
            outputs.push(("scan", report::scan(shape, scanned, false).expect("report")));
        }
        let explained = case.charges.iter().map(|charge| explain::render(scanned, charge).expect("explained"));
        outputs.push(("explain", explained.collect()));
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

/// The number as statements and people write it: plain, in groups, or in groups with dashes.
fn dressed(number: &str, count: u64) -> String {
    let digits: Vec<char> = number.chars().collect();
    let groups: Vec<String> =
        digits.chunks(if digits.len() == 15 { 5 } else { 4 }).map(|g| g.iter().collect()).collect();
    groups.join(["", " ", "-"][usize::try_from(count % 3).expect("small")])
}

/// The file with one cell of one line changed, in the encoding it had.
fn with_cell(sample: &Reading, row: &Record, at: usize, cell: &str) -> Vec<u8> {
    let quoted = |cell: &str| match cell.contains(['"', '\n']) || cell.contains(&sample.delimiter) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    };
    let cells = row.cells.iter().enumerate().map(|(place, old)| quoted(if place == at { cell } else { old }));
    let written = cells.collect::<Vec<_>>().join(&sample.delimiter);
    let text = sample.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[usize::try_from(row.line - 1).expect("small")] = &written;
    let encoding = encoding_rs::Encoding::for_label(sample.encoding.as_bytes()).expect("encoding");
    encoding.encode(&format!("{}\n", lines.join("\n"))).0.into_owned()
}

struct Reading {
    text: String,
    encoding: String,
    delimiter: String,
}

/// How a sample is read; that each is claimed by a layout is asked elsewhere.
fn reading(sample: &Sample, formats: &Formats) -> Option<Reading> {
    readings(&sample.bytes, formats.encodings()).into_iter().find_map(|reading| {
        let wired = wire::Reading::of(reading.clone(), &formats.limits);
        let delimiter = formats.claims(&wired).ok()?.first()?.delimiter.to_string();
        (wired.syntax() == Syntax::Delimited).then_some(())?;
        Some(Reading { text: reading.text, encoding: reading.encoding, delimiter })
    })
}

#[test]
fn no_card_number_comes_out_wherever_it_stands() {
    let desk = Desk::new();
    let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
    let (mut count, mut masked) = (0, 0);
    let mut leaks: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let layouts: Vec<Sample> = samples().into_iter().filter(|sample| seen.insert(sample.layout.clone())).collect();
    // With many layouts every second, third … cell is enough.
    let mut turn = (0..layouts.len().div_ceil(20)).cycle();
    for sample in layouts {
        let Some(format) = desk.formats.get(&sample.layout) else { continue };
        let formats = Formats::of(vec![format.clone()]);
        let Some(reading) = reading(&sample, &formats) else { continue };
        let rows: Vec<_> =
            records(&reading.text, &reading.delimiter).filter(|r| r.lines == 1 && !r.cells.is_empty()).collect();
        let (mut placed, mut statements, mut failed, mut strings) =
            (Vec::new(), Vec::new(), Vec::new(), Strings::default());
        for row in rows.iter().step_by(rows.len().div_ceil(3)) {
            for at in (0..row.cells.len()).filter(|_| turn.next() == Some(0)) {
                count += 1;
                let number = card_number(count);
                let worn = dressed(&number, count / 7);
                let cell = if count % 2 == 0 { worn.clone() } else { format!("{} {worn}", &row.cells[at]) };
                let bytes = with_cell(&reading, row, at, &cell);
                let name = format!("statement {worn}.csv");
                match statement::read(&bytes, &name, &formats, &ReadOptions::default(), tools, &mut strings) {
                    Ok(statement) => statements.push(statement),
                    Err(problem) => failed.push(problem),
                }
                placed.push((number, format!("{}:{} cell {} = {cell:?}", sample.layout, row.line, at + 1)));
            }
        }
        for (output, text) in desk.outputs(statements, strings, &failed) {
            let joined: String = text.chars().filter(|c| !c.is_whitespace() && !"-,.".contains(*c)).collect();
            masked += joined.matches("************").count();
            for (_, place) in placed.iter().filter(|(number, _)| joined.contains(number.as_str())) {
                leaks.entry(place.clone()).or_default().push(output);
            }
        }
    }
    assert!(count > 300 && masked > 300, "{count} numbers were placed, {masked} come out masked");
    let told: Vec<String> = leaks.iter().map(|(place, outputs)| format!("{place}: {}", outputs.join(", "))).collect();
    assert!(leaks.is_empty(), "{} of {count} come out:\n{}", leaks.len(), told.join("\n"));
}

/// Reading alone, in each column of each sample and in each row above its table: what is kept of the file, and what is
/// said of it, has no number.
#[test]
fn no_card_number_is_kept_of_any_column() {
    let desk = Desk::new();
    let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
    let (mut count, mut leaks) = (20_000, Vec::new());
    for sample in samples() {
        let Some(format) = desk.formats.get(&sample.layout) else { continue };
        let formats = Formats::of(vec![format.clone()]);
        let Some(reading) = reading(&sample, &formats) else { continue };
        let rows: Vec<_> =
            records(&reading.text, &reading.delimiter).filter(|r| r.lines == 1 && !r.cells.is_empty()).collect();
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let wide = rows.iter().filter(|row| row.cells.len() == widest);
        let (wide, above): (Vec<_>, Vec<_>) = (wide.collect(), rows.iter().take(4).collect());
        let columns = (0..widest).map(|at| (wide[at % wide.len()], at));
        for (row, at) in columns.chain(above.iter().map(|row| (*row, row.cells.len() / 2))) {
            count += 1;
            let (number, old) = (card_number(count), &row.cells[at]);
            let worn = dressed(&number, count / 7);
            let cell = if count % 2 == 0 { worn } else { format!("{old} {worn}") };
            let (bytes, mut strings) = (with_cell(&reading, row, at, &cell), Strings::default());
            let read = statement::read(&bytes, &sample.name, &formats, &ReadOptions::default(), tools, &mut strings);
            let said = match &read {
                Ok(statement) => statement.rejected().map(|found| problem::render(found, &desk.messages)).collect(),
                Err(found) => vec![problem::render(found, &desk.messages)],
            };
            let kept =
                read.ok().map(|statement| canonical::render(&[statement], &strings, &desk.merchants, &desk.currencies));
            let joined = format!("{kept:?} {strings:?} {said:?}");
            let joined: String = joined.chars().filter(|c| !c.is_whitespace() && !"-,.".contains(*c)).collect();
            if joined.contains(&number) {
                leaks.push(format!("{}:{} cell {} = {cell:?}", sample.name, row.line, at + 1));
            }
        }
    }
    assert!(count > 23_000, "{count}");
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// Where the number stands in files whose syntax has names of its own: `{}` is the place.
const TAGGED: [(&str, &str, &str); 2] = [
    (
        "ofx",
        "<OFX><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4321</CCACCTFROM><BANKTRANLIST>\n\
         <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260204<TRNAMT>-18.40<FITID>1<NAME>BOOKS<MEMO>SHOP</STMTTRN>\n\
         <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260205<TRNAMT>-7.25<CHECKNUM>7<PAYEE><NAME>CAFE<CITY>BERN</PAYEE>\
         <CCACCTTO><ACCTID>9</CCACCTTO><EXTDNAME>HERON<ORIGCURRENCY><CURRATE>1<CURSYM>EUR</ORIGCURRENCY></STMTTRN>\n\
         </BANKTRANLIST></OFX>",
        "ACCTID CURDEF TRNTYPE DTPOSTED TRNAMT FITID NAME MEMO CHECKNUM CITY EXTDNAME CURRATE CURSYM",
    ),
    (
        "qif",
        "!Account\nNVisa\nTCCard\n^\n!Type:CCard\nD2/14/26\nT-18.40\nU-18.40\nPBOOKS\nMSHOP\nNATM\nAStreet\n\
         LHome\nSHome\nEtwo\n$-18.40\n^\n",
        "N T D U P M A L S E $",
    ),
];

#[test]
fn no_card_number_comes_out_of_a_field_with_a_name() {
    let desk = Desk::new();
    let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
    for (syntax, file, fields) in TAGGED {
        let (mut numbers, mut statements, mut failed, mut strings) =
            (Vec::new(), Vec::new(), Vec::new(), Strings::default());
        for field in fields.split(' ') {
            let start = if syntax == "ofx" { format!("<{field}>") } else { format!("\n{field}") };
            for (at, _) in file.match_indices(&start) {
                for alone in [true, false] {
                    let number = card_number(numbers.len() as u64);
                    let worn = dressed(&number, numbers.len() as u64);
                    let at = at + start.len();
                    let end = at + file[at..].find(['<', '\n']).expect("more follows");
                    let old = if alone { "" } else { &file[at..end] };
                    let text = format!("{}{old} {worn}{}", &file[..at], &file[end..]);
                    let name = format!("statement {worn}.{syntax}");
                    let options = ReadOptions::default();
                    match statement::read(text.as_bytes(), &name, &desk.formats, &options, tools, &mut strings) {
                        Ok(statement) => statements.push(statement),
                        Err(problem) => failed.push(problem),
                    }
                    numbers.push((number, format!("{field} = {old} {worn}")));
                }
            }
        }
        assert!(numbers.len() >= 20 && failed.is_empty(), "{syntax}: {} numbers, {failed:?}", numbers.len());
        for (output, text) in desk.outputs(statements, strings, &failed) {
            let joined: String = text.chars().filter(|c| !c.is_whitespace() && !"-,.".contains(*c)).collect();
            let leaks: Vec<_> = numbers.iter().filter(|(number, _)| joined.contains(number.as_str())).collect();
            assert!(leaks.is_empty(), "{syntax}, {output}: {leaks:?}");
        }
    }
}

/// Files that are no table: a number stands in each text between tags, and behind each line, in turn.
#[test]
fn no_card_number_comes_out_of_bank_statements() {
    let desk = Desk::new();
    let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
    let (mut count, mut masked, mut leaks) = (0, 0, Vec::new());
    for sample in samples().into_iter().filter(|sample| ["camt", "mt940"].contains(&sample.layout.as_str())) {
        let lines: Vec<&[u8]> = sample.bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let (mut placed, mut statements, mut failed, mut strings) =
            (Vec::new(), Vec::new(), Vec::new(), Strings::default());
        for (at, line) in lines.iter().enumerate() {
            let text_starts = |place: &usize| line[*place] == b'>' && line.get(place + 1).is_some_and(|c| *c != b'<');
            let mut places: Vec<usize> = (0..line.len()).filter(text_starts).map(|place| place + 1).collect();
            places.retain(|place| !line[*place..].trim_ascii().is_empty());
            if sample.layout == "mt940" {
                places = vec![line.trim_ascii_end().len(), line.len().min(4)];
            }
            for place in places {
                count += 1;
                let number = card_number(count);
                let worn = format!(" {} ", dressed(&number, count / 7));
                let line = [&line[..place], worn.as_bytes(), &line[place..]].concat();
                let bytes = [&lines[..at], &[&line[..]], &lines[at + 1..]].concat().concat();
                let formats = &desk.formats;
                match statement::read(&bytes, "statement", formats, &ReadOptions::default(), tools, &mut strings) {
                    Ok(statement) => statements.push(statement),
                    Err(problem) => failed.push(problem),
                }
                placed.push((number, format!("{}:{}", sample.name, at + 1)));
            }
        }
        for (output, text) in desk.outputs(statements, strings, &failed) {
            let joined: String = text.chars().filter(|c| !c.is_whitespace() && !"-,.".contains(*c)).collect();
            masked += joined.matches("************").count();
            let found = placed.iter().filter(|(number, _)| joined.contains(number.as_str()));
            leaks.extend(found.map(|(_, place)| format!("{place}: {output}")));
        }
    }
    assert!(count > 300 && masked > 300, "{count} numbers were placed, {masked} come out masked");
    assert!(leaks.is_empty(), "of {count} come out:\n{}", leaks.join("\n"));
}

/// Runs the program on the story of a leaked number.
fn scan_to(file: &Path, summary: &Path, format: &str) {
    let status = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(["scan", "samples/stories/hotel-booking", "--format", format, "--output"])
        .args([file.as_os_str(), "--summary".as_ref(), summary.as_os_str()])
        .current_dir(root())
        .output()
        .expect("the program runs");
    assert_eq!(status.status.code(), Some(10), "{}", String::from_utf8_lossy(&status.stderr));
}

#[cfg(unix)]
#[test]
fn written_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("privacy-modes");
    std::fs::create_dir_all(&folder).expect("folder");
    let (fresh, there, summary) = (folder.join("fresh.csv"), folder.join("there.csv"), folder.join("summary.txt"));
    for file in [&fresh, &there, &summary] {
        std::fs::remove_file(file).ok();
    }
    std::fs::write(&there, "older").expect("written");
    std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o644)).expect("set");
    for file in [&fresh, &there] {
        scan_to(file, &summary, "csv");
    }
    let modes =
        [&fresh, &summary, &there].map(|file| std::fs::metadata(file).expect("file").permissions().mode() & 0o777);
    assert_eq!(modes.map(|mode| format!("{mode:o}")), ["600"; 3], "a new file, the summary, a file that was there");
}

#[test]
fn the_page_loads_nothing() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("privacy-page.html");
    scan_to(&file, &file.with_extension("txt"), "html");
    let page = std::fs::read_to_string(&file).expect("page");
    assert!(page.contains("default-src 'none'"), "the browser is told to load nothing");
    for loading in ["<script", "<img", "<link", "<iframe", "<form", " src=", " href=", "@import", "url("] {
        assert!(!page.contains(loading), "the page has {loading}");
    }
}
