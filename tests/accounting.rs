//! Does every row become a transaction, or is it set apart with its place and its reason - whatever happens to the file?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::sync::LazyLock;

use common::{Reader, Sample, catalogue, samples};
use postbreach::messages::{Lang, Messages};
use postbreach::money::parse_amount;
use postbreach::report::problem;
use postbreach::statement::format::RowClass;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::statement::wire::Syntax;
use postbreach::statement::{Statement, decode};
use postbreach::transaction::Strings;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

struct Desk {
    reader: Reader,
    formats: Formats,
    languages: [Messages; 2],
    samples: Vec<Sample>,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| Desk {
    reader: Reader::new(),
    formats: Formats::load(&catalogue()).expect("layouts"),
    languages: [Messages::new(Lang::En), Messages::new(Lang::Ja)],
    samples: samples(),
});

const FILE: &str = "folder/statement.csv";

/// Reads the bytes, as the program would and then by a given layout, and checks the accounts of each reading.
fn check(bytes: &[u8], layout: &str) {
    for layout in [None, Some(layout.to_owned())] {
        let options = ReadOptions { layout, ..ReadOptions::default() };
        let tools = Tools {
            merchants: &DESK.reader.merchants,
            currencies: &DESK.reader.currencies,
            months: &DESK.reader.months,
        };
        let mut strings = Strings::default();
        match postbreach::statement::read(bytes, FILE, &DESK.formats, &options, tools, &mut strings) {
            Ok(statement) => check_accounts(&statement, bytes),
            Err(problem) => assert_eq!(problem.at.file, FILE, "{problem}"),
        }
    }
}

fn check_accounts(statement: &Statement, bytes: &[u8]) {
    let read = statement.transactions.len() + statement.set_apart.len();
    assert_eq!(statement.rows, u64::try_from(read).expect("few"), "rows = transactions + set apart");

    let sheet = decode::forced(bytes, &statement.encoding).is_err();
    if statement.syntax == Syntax::Delimited && !sheet {
        check_lines(statement, bytes);
    }
    check_rows(statement);
}

/// Delimited text: each row has a line of its own, and no line is forgotten.
fn check_lines(statement: &Statement, bytes: &[u8]) {
    let mut lines: Vec<u64> = statement.transactions.iter().map(|row| row.line).collect();
    lines.extend(statement.set_apart.iter().map(|row| row.line));
    lines.sort_unstable();
    let last = physical_lines(bytes, statement);
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "two rows on one line: {lines:?}");
    assert!(lines.iter().all(|line| (1..=last).contains(line)), "lines 1 to {last}: {lines:?}");
    if !bytes.contains(&b'"') {
        assert_eq!(lines.len() as u64, last, "without quotes every line is a row");
    }
}

fn check_rows(statement: &Statement) {
    let in_order = |lines: Vec<u64>| lines.is_sorted();
    assert!(in_order(statement.set_apart.iter().map(|row| row.line).collect()), "set apart in the file's order");
    assert!(in_order(statement.transactions.iter().map(|row| row.line).collect()), "transactions in the file's order");

    for row in &statement.set_apart {
        assert_eq!(row.class == RowClass::Rejected, row.problem.is_some(), "line {}", row.line);
        let Some(found) = &row.problem else { continue };
        assert_eq!((found.at.file.as_str(), found.at.line), (FILE, Some(row.line)), "{found}");
        if matches!(found.code, "unreadable-date" | "unreadable-amount") {
            assert!(found.value("value").is_some_and(|value| !value.is_empty()), "{found}");
            assert!(found.value("rule").is_some_and(|rule| !rule.is_empty()), "{found}");
            assert_eq!(found.value("layout"), Some(statement.format.as_str()), "{found}");
            assert!(found.at.column.as_ref().is_some_and(|column| !column.is_empty()), "{found}");
        }
        for messages in &DESK.languages {
            assert!(messages.has(&format!("error-{}", found.code)), "no words for {found}");
            let told = problem::render(found, messages);
            assert!(told.contains(&format!("--> {FILE}:{}", row.line)), "{told}");
            assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
        }
    }
    for row in &statement.transactions {
        assert!(row.transaction_date.or(row.posting_date).is_some(), "line {} has a date", row.line);
    }
}

/// How many physical lines the file has; the line end at the end of the file begins none.
fn physical_lines(bytes: &[u8], statement: &Statement) -> u64 {
    let reading = decode::forced(bytes, &statement.encoding).expect("known encoding");
    let text = reading.text.replace("\r\n", "\n").replace('\r', "\n");
    text.strip_suffix('\n').unwrap_or(&text).split('\n').count() as u64
}

/// One thing that may happen to a file on its way.
#[derive(Debug, Clone)]
enum Harm {
    Delete(Index),
    Duplicate(Index),
    Swap(Index, Index),
    Cell(Index, Index, Vec<u8>),
    Line(Index, Vec<u8>),
    Bytes(Index, Vec<u8>),
    Truncate(Index),
    LineEnds(&'static [u8]),
    MoreColumns(Index, usize),
    FewerColumns(Index),
    /// An entry of a tagged file repeated at another entry's place.
    Entry(Index, Index),
    /// A tag lost.
    Tag(Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<Index>;
    let cell = prop_oneof![
        select(ODD_CELLS.split(' ').collect::<Vec<_>>()).prop_map(|cell| cell.as_bytes().to_vec()),
        "[-+0-9./,()¥$ A-Zａ-ｚ０-９CRDR]{0,12}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    let odd_bytes =
        select(vec![&b"\""[..], b"\0", b"\x1b[31m", b"\r", b"\n", b"\n\n\n", b",", b"\xff", b"\x83", b"\xef\xbb\xbf"]);
    prop_oneof![
        1 => at().prop_map(Harm::Delete),
        1 => at().prop_map(Harm::Duplicate),
        1 => (at(), at()).prop_map(|(one, other)| Harm::Swap(one, other)),
        8 => (at(), at(), cell).prop_map(|(line, cell, text)| Harm::Cell(line, cell, text)),
        1 => (at(), select(vec!["", " ", ",,,,", "\u{3000}", "\t"])).prop_map(|(at, text)| Harm::Line(at, text.into())),
        2 => (at(), odd_bytes).prop_map(|(at, bytes)| Harm::Bytes(at, bytes.to_vec())),
        1 => (at(), prop::collection::vec(any::<u8>(), 1..5)).prop_map(|(at, bytes)| Harm::Bytes(at, bytes)),
        1 => at().prop_map(Harm::Truncate),
        1 => select(vec![&b"\n"[..], b"\r\n", b"\r"]).prop_map(Harm::LineEnds),
        1 => (at(), 1..4_usize).prop_map(|(at, more)| Harm::MoreColumns(at, more)),
        1 => at().prop_map(Harm::FewerColumns),
        1 => (at(), at()).prop_map(|(one, other)| Harm::Entry(one, other)),
        1 => at().prop_map(Harm::Tag),
    ]
}

const ODD_CELLS: &str = "- abc 13/25/2024 2017/02/30 31.02.2017 0000-00-00 10:30 1,2,3 (5 5) -- ¥ ıcr ⱥDR CR 1e9 NaN ∞ \
    99999999999999999999999999999999 0.00001 \u{202e}1480 \"\" △";

impl Harm {
    fn done_to(&self, bytes: &[u8]) -> Vec<u8> {
        let mut entries = split_at_each(bytes, b"<STMTTRN");
        let mut tags = split_at_each(bytes, b"<");
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        let count = lines.len();
        match self {
            Self::Delete(at) => drop(lines.remove(at.index(count))),
            Self::Duplicate(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
            Self::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
            Self::Cell(at, cell, text) => {
                let line = &mut lines[at.index(count)];
                let mut cells: Vec<&[u8]> = line.split(|byte| matches!(byte, b',' | b';')).collect();
                let cell = cell.index(cells.len());
                cells[cell] = text;
                *line = cells.join(&b","[..]);
            }
            Self::Line(at, text) => lines.insert(at.index(count), [text, &b"\n"[..]].concat()),
            Self::Bytes(at, inserted) => {
                let at = at.index(bytes.len() + 1);
                return [&bytes[..at], inserted, &bytes[at..]].concat();
            }
            Self::Truncate(at) => return bytes[..at.index(bytes.len() + 1)].to_vec(),
            Self::LineEnds(end) => {
                let trimmed = lines.iter().map(|line| line.trim_ascii_end().to_vec());
                return trimmed.flat_map(|line| [line, end.to_vec()].concat()).collect();
            }
            Self::MoreColumns(at, more) => {
                let line = &mut lines[at.index(count)];
                line.splice(0..0, b"x,".repeat(*more));
            }
            Self::FewerColumns(at) => {
                let line = &mut lines[at.index(count)];
                line.truncate(line.len() / 2);
                line.push(b'\n');
            }
            Self::Entry(from, to) => {
                let entry = entries[from.index(entries.len())];
                entries.insert(to.index(entries.len()), entry);
                return entries.concat();
            }
            Self::Tag(at) => {
                tags.remove(at.index(tags.len()));
                return tags.concat();
            }
        }
        lines.concat()
    }
}

/// The pieces of a file, each but the first beginning so; at least one.
fn split_at_each<'b>(bytes: &'b [u8], start: &[u8]) -> Vec<&'b [u8]> {
    let cuts: Vec<usize> = (1..bytes.len()).filter(|at| bytes[*at..].starts_with(start)).collect();
    let ends = cuts.iter().copied().chain([bytes.len()]);
    [0].into_iter().chain(cuts.iter().copied()).zip(ends).map(|(from, to)| &bytes[from..to]).collect()
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_harmed_sample_is_accounted_for(sample in any::<Index>(), harms in prop::collection::vec(harm(), 1..5)) {
        let sample = sample.get(&DESK.samples);
        let harmed = harms.iter().fold(sample.bytes.clone(), |bytes, harm| harm.done_to(&bytes));
        check(&harmed, &sample.layout);
    }

    #[test]
    fn a_harmed_file_of_another_syntax_is_accounted_for(
        sample in any::<Index>(),
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let others: Vec<&Sample> = DESK.samples.iter().filter(|s| ["camt", "mt940"].contains(&s.layout.as_str())).collect();
        let sample = *sample.get(&others);
        let harmed = harms.iter().fold(sample.bytes.clone(), |bytes, harm| harm.done_to(&bytes));
        check(&harmed, &sample.layout);
    }

    #[test]
    fn random_rows_below_a_real_head_are_accounted_for(
        sample in any::<Index>(),
        kept in 1..8_usize,
        rest in "([-0-9/.,;:\"'()=¥ A-Za-zｱ-ﾝ０-９\u{0}\u{1b}\u{3000}\r\n]{0,40}\n?){0,12}",
    ) {
        let sample = sample.get(&DESK.samples);
        let mut bytes = sample.bytes.split_inclusive(|byte| *byte == b'\n').take(kept).collect::<Vec<_>>().concat();
        bytes.extend_from_slice(rest.as_bytes());
        check(&bytes, &sample.layout);
    }
}

/// Every entry of these files is a line of `<Ntry>` or `:61:`.
#[test]
fn a_file_cut_at_any_line_or_with_any_line_twice_loses_and_invents_nothing_in_silence() {
    for sample in DESK.samples.iter().filter(|sample| ["camt", "mt940"].contains(&sample.layout.as_str())) {
        let lines: Vec<&[u8]> = sample.bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let whole = read(&sample.bytes).expect("read");
        for at in 0..lines.len() {
            if let Ok(cut) = read(&lines[..at].concat()) {
                check_accounts(&cut, b"");
                let before = |row: &&postbreach::transaction::Transaction| row.line <= at as u64;
                let expected = whole.transactions.iter().filter(before).count();
                // A batch that is cut is one rejected row.
                let told =
                    cut.transactions.len() + cut.rejected().count() + usize::from(cut.rejected().next().is_some());
                assert!(told >= expected, "{} cut at {at}: {told} of {expected}", sample.name);
            }
            let doubled = [&lines[..=at], &lines[at..]].concat().concat();
            let doubled = read(&doubled).expect("read");
            check_accounts(&doubled, b"");
            // A batch whose parts no longer make its amount is one row.
            let told = doubled.transactions.len() + doubled.rejected().count() + 1;
            assert!(told >= whole.transactions.len(), "{} with line {} twice: {told}", sample.name, at + 1);
        }
    }
}

fn read(bytes: &[u8]) -> Result<Statement, postbreach::location::Problem> {
    let reader = &DESK.reader;
    let tools = Tools { merchants: &reader.merchants, currencies: &reader.currencies, months: &reader.months };
    let mut strings = Strings::default();
    postbreach::statement::read(bytes, FILE, &DESK.formats, &ReadOptions::default(), tools, &mut strings)
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_harmed_file_of_entries_is_accounted_for(
        sample in any::<Index>(),
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let entries: Vec<&Sample> =
            DESK.samples.iter().filter(|sample| matches!(sample.layout.as_str(), "ofx" | "qif")).collect();
        let sample = sample.get(&entries);
        let harmed = harms.iter().fold(sample.bytes.clone(), |bytes, harm| harm.done_to(&bytes));
        check(&harmed, &sample.layout);
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn random_text_and_bytes_are_read_or_refused(text in "[-0-9/.,;\"' a-z\r\n]{0,300}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(text.as_bytes(), "vpass");
        check(&bytes, "vpass");
    }

}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn an_amount_is_read_back_however_it_is_printed(
        units in -9_999_999_999_999_i64..=9_999_999_999_999,
        scale in 0..=4_u32,
        style in any::<[Index; 6]>(),
    ) {
        let amount = Decimal::new(units, scale);
        let (printed, mark) = print(amount, style);
        prop_assert_eq!(parse_amount(&printed, mark), Some(amount), "{}", printed);
    }

    #[test]
    fn any_text_at_all_is_an_amount_or_none(text in "[0-9.,ıⱥßＡ円¥()'’ -]{0,8}", tail in select(vec!["", "CR", "dr", ")", "-"])) {
        let printed = format!("{text}{tail}");
        prop_assert!(parse_amount(&printed, '.').is_none() || printed.contains(|c: char| c.is_numeric()), "{}", printed);
    }
}

/// An amount as some statement prints it, and the file's decimal mark.
fn print(amount: Decimal, style: [Index; 6]) -> (String, char) {
    let [mark, group, sign, money, width, guard] = style;
    let mark = *mark.get(&['.', ',']);
    let group = *group.get(&["", ",", ".", "'", "’", " ", "\u{a0}", "\u{202f}"]);
    let group = if group.starts_with(mark) { "" } else { group };
    let plain = amount.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut digits = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            digits.push_str(group);
        }
        digits.push(digit);
    }
    if let Some(fraction) = fraction {
        digits.push(mark);
        digits.push_str(fraction);
    }
    if *width.get(&[false, true]) {
        let wide = |c: char| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).expect("digit") } else { c };
        digits = digits.chars().map(wide).collect();
    }
    let (before, after) = *money.get(&[
        ("", ""),
        ("¥", ""),
        ("￥", ""),
        ("\\", ""),
        ("$", ""),
        ("£", ""),
        ("€ ", ""),
        ("", " €"),
        ("", "円"),
        ("USD ", ""),
        ("JPY", ""),
        ("", ""),
    ]);
    let signed = if amount.is_sign_negative() && !amount.is_zero() {
        let (left, right) = *sign.get(&[
            ("-", ""),
            ("\u{2212}", ""),
            ("△", ""),
            ("▲", ""),
            ("(", ")"),
            ("", "-"),
            ("- ", ""),
            ("", " CR"),
        ]);
        format!("{left}{before}{digits}{after}{right}")
    } else {
        let (left, right) = *sign.get(&[("", ""), ("+", ""), ("+ ", ""), ("", " DR")]);
        format!("{left}{before}{digits}{after}{right}")
    };
    let (open, close) = *guard.get(&[("", ""), (" ", "\u{3000}"), ("'", "'"), ("=\"", "\"")]);
    (format!("{open}{signed}{close}"), mark)
}
