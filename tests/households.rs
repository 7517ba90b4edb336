//! Are many households judged and converted as each alone? Parts of a file, of any size and with its rows in any order,
//! give the very text that the whole gives.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::fmt::Write;
use std::io::Cursor;
use std::sync::OnceLock;

use common::catalogue;
use postbreach::desk::{Asked, Desk, Reading};
use postbreach::finding::Level;
use postbreach::messages::{Lang, Messages};
use postbreach::report::{self, Shape, canonical, json};
use postbreach::review::Order;
use postbreach::statement::Statement;
use postbreach::statement::households::Households;
use postbreach::statement::options::ReadOptions;
use postbreach::store::{Exposure, NamedBreach};
use postbreach::transaction::Strings;
use proptest::prelude::*;

const HEAD: &str = "household,card,transaction_date,descriptor,amount,currency,country";
const FILE: &str = "many.csv";

/// Shops, with towns and countries that only some households' lines tell.
const SHOPS: [(&str, &str); 9] = [
    ("ORCHARD GROCER 0117 SMALLBROOK", ""),
    ("BLUE HERON CAFE SMALLBROOK", ""),
    ("BLUE HERON CAFE", ""),
    ("NORTHWIND GARDENERS B", ""),
    ("NORTHWIND GARDENERS BARN", "US"),
    ("SQ *TIDY GYM ODDBURY TX", ""),
    ("OAKLEAF BOOKS LONDON GB", ""),
    ("アオゾラ書店　港町", "JP"),
    ("ANNUAL FEE", ""),
];

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| Desk::new(catalogue()).expect("sound"))
}

fn asked<T>(then: impl FnOnce(Asked<'_>) -> T) -> T {
    let today = "2026-06-30".parse().expect("a day");
    let breach = NamedBreach { name: "2026-03-01".to_owned(), ..NamedBreach::default() };
    let said = Exposure { breaches: vec![breach], exposed: None, cards: Vec::new() };
    let breaches = desk().breaches(&said, today).expect("a breach");
    then(Asked { breaches: &breaches, today, level: Level::Everything, order: Order::Band })
}

/// All at once.
fn whole(text: &str, shape: Shape) -> String {
    let mut reading = Reading::new(desk(), &[]).expect("no answers");
    reading.file(text.as_bytes(), FILE, &mut Vec::new());
    let files = reading.finish().expect("a file");
    asked(|asked| {
        let charges = desk().unjudged(files, asked.breaches.to_vec(), asked.today).expect("windows");
        let work = desk().judge(charges, asked.level, asked.order).expect("rules");
        report::scan(shape, work.scanned(desk(), &Messages::new(Lang::En)), false).expect("sentences")
    })
}

/// Part by part, each of about so many rows; and how many rows were read.
fn parts(text: &str, shape: Shape, rows: usize) -> Option<(String, u64)> {
    let mut source = Cursor::new(text.as_bytes());
    let formats = desk().formats().expect("layouts");
    let households = Households::of(&mut source, FILE, formats, &ReadOptions::default()).expect("in memory")?;
    let mut all = String::new();
    let mut read = 0;
    for (at, part) in households.parts(rows).iter().enumerate() {
        let work = asked(|asked| desk().judge_part(&households, part, &mut source, asked).expect("rules"));
        read += work.case.statements[0].rows;
        let text = report::scan(shape, work.scanned(desk(), &Messages::new(Lang::En)), false).expect("sentences");
        let named = at == 0 || shape != Shape::Csv;
        all.push_str(if named { &text } else { text.split_once('\n').expect("names of columns").1 });
    }
    Some((all, read))
}

/// All at once, converted.
fn converted_whole(text: &str, shape: Shape) -> String {
    let mut reading = Reading::new(desk(), &[]).expect("no answers");
    reading.file(text.as_bytes(), FILE, &mut Vec::new());
    let files = reading.finish().expect("a file");
    converted(shape, &files.statements, &files.strings)
}

fn converted(shape: Shape, statements: &[Statement], strings: &Strings) -> String {
    match shape {
        Shape::Jsonl => json::transactions(statements, strings, &desk().merchants, &desk().currencies),
        Shape::Table | Shape::Json | Shape::Csv | Shape::Markdown | Shape::Html => {
            canonical::render(statements, strings, &desk().merchants, &desk().currencies)
        }
    }
}

/// Some rows after the other, converted.
fn converted_parts(text: &str, shape: Shape, rows: usize) -> Option<String> {
    let mut source = Cursor::new(text.as_bytes());
    let formats = desk().formats().expect("layouts");
    let households = Households::of(&mut source, FILE, formats, &ReadOptions::default()).expect("in memory")?;
    assert!(households.are_in_order());
    let mut all = String::new();
    for (at, part) in households.in_order(rows).iter().enumerate() {
        let mut strings = Strings::default();
        let statement = households.read(part, &mut source, desk().tools(), &mut strings).expect("a part");
        let text = converted(shape, &[statement], &strings);
        let named = at == 0 || shape != Shape::Csv;
        all.push_str(if named { &text } else { text.split_once('\n').expect("names of columns").1 });
    }
    Some(all)
}

type Line = (u8, u8, u16, usize, u32, bool);

fn file(lines: &[Line], end: &str, closed: bool) -> String {
    let mut text = format!("{HEAD}{end}");
    for (household, card, day, shop, cents, blank) in lines {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 9, 1).expect("a day") + chrono::Days::new(u64::from(*day));
        let (shop, country) = SHOPS[*shop];
        let currency = if household % 2 == 0 { "USD" } else { "EUR" };
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        write!(text, "H{household},{card},{day},{shop},{amount},{currency},{country}{end}").expect("in memory");
        if *blank {
            text.push_str(end);
        }
    }
    if !closed {
        text.truncate(text.trim_end().len());
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_give_what_the_whole_gives(
        lines in prop::collection::vec(
            (0..4_u8, 1..3_u8, 0..300_u16, 0..SHOPS.len(), prop_oneof![Just(1990), 100..90_000_u32], prop::bool::weighted(0.1)),
            2..60,
        ),
        rows in 1..40_usize,
        windows in any::<bool>(),
        closed in any::<bool>(),
    ) {
        let text = file(&lines, if windows { "\r\n" } else { "\n" }, closed);
        let several = lines.iter().any(|line| line.0 != lines[0].0);
        for shape in [Shape::Jsonl, Shape::Csv] {
            let found = parts(&text, shape, rows);
            prop_assert_eq!(found.is_some(), several);
            if let Some((found, read)) = found {
                prop_assert_eq!(found, whole(&text, shape));
                prop_assert_eq!(read, csv_rows(&text));
            }
            let mut lines = lines.clone();
            lines.sort_by_key(|line| line.0);
            let text = file(&lines, if windows { "\r\n" } else { "\n" }, closed);
            let found = converted_parts(&text, shape, rows);
            prop_assert_eq!(found.is_some(), several);
            if let Some(found) = found {
                prop_assert_eq!(found, converted_whole(&text, shape));
            }
        }
    }
}

/// Rows of a file whose cells hold no line ends, blank ones counted.
fn csv_rows(text: &str) -> u64 {
    text.lines().count() as u64
}

#[test]
fn files_that_must_be_read_whole_are() {
    let one = format!("{HEAD}\nH1,1,2026-04-01,BLUE HERON CAFE,3.00,USD,\n");
    let two = format!("{one}H2,1,2026-04-01,BLUE HERON CAFE,3.00,USD,\n");
    let nameless = two.replace("household,", "").replace("H1,", "").replace("H2,", "");
    assert!(parts(&two, Shape::Csv, 1).is_some());
    for text in [one, nameless, two.replace('\n', "\r")] {
        assert!(parts(&text, Shape::Csv, 1).is_none(), "{text:?}");
    }
}

#[test]
fn households_that_are_named_by_card_numbers_are_told() {
    for (name, told) in [("4111111111111111", true), ("4111111111111112", false), ("H1", false)] {
        let mut reading = Reading::new(desk(), &[]).expect("no answers");
        let text = format!("{HEAD}\n{name},1,2026-04-01,BLUE HERON CAFE,3.00,USD,\n");
        reading.file(text.as_bytes(), FILE, &mut Vec::new());
        let files = reading.finish().expect("a file");
        let notices = &files.statements[0].notices;
        assert_eq!(notices.iter().any(|notice| notice.code == "household-number"), told, "{name}");
    }
}
