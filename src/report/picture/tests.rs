#![allow(clippy::wildcard_enum_match_arm, reason = "XML has more kinds of events than pictures")]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};
use rust_decimal::Decimal;

use super::coverage::{CardMonths, Coverage, Month};
use super::strip::Strip;
use super::svg::{LETTER, width_of};
use super::timeline::{Charged, Event, Kind, Timeline};
use super::{Picture, Table};
use crate::catalogue::Catalogue;
use crate::messages::{Lang, Messages};
use crate::money::Currencies;
use crate::report::words;

fn currencies() -> Currencies {
    Currencies::load(Catalogue::embedded().file("currencies.toml").unwrap()).unwrap()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().map(|attribute| attribute.expect("an attribute")).find(|a| a.key.as_ref() == name);
    found.map(|attribute| attribute.value.into_owned())
}

fn numbers(tag: &BytesStart<'_>, names: [&str; 4]) -> [i64; 4] {
    names.map(|name| attribute(tag, name).map_or(0, |value| value.parse().expect("a whole number")))
}

/// Every point that a path goes through.
fn points(path: &str) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    let (mut x, mut y) = (0, 0);
    let starts: Vec<usize> = path.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    for (at, start) in starts.iter().enumerate() {
        let (command, rest) = path[*start..starts.get(at + 1).copied().unwrap_or(path.len())].split_at(1);
        let numbers: Vec<i64> = rest.split_whitespace().map(|number| number.parse().expect("a whole number")).collect();
        match (command, numbers.as_slice()) {
            ("M" | "L", [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ("l", [by_x, by_y]) | ("a", [_, _, _, _, _, by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
            ("h", [by]) => x += by,
            ("v", [by]) => y += by,
            ("Z", []) => {}
            other => panic!("{other:?} in {path}"),
        }
        found.push((x, y));
    }
    found
}

/// Reads the picture as XML, and checks that all of it is inside, that labels lie apart, and that it says what it is.
fn drawn(picture: &Picture) -> Vec<String> {
    let mut reader = Reader::from_str(&picture.svg);
    let (mut boxes, mut marks, mut told) = (Vec::new(), Vec::new(), BTreeMap::new());
    let (mut width, mut height, mut depth) = (0, 0, 0);
    let (mut at, mut text) = (None, String::new());
    let inside = |x: i64, y: i64, width, height| {
        assert!((0..=width).contains(&x) && (0..=height).contains(&y), "{x} {y} is outside of {width} {height}");
    };
    loop {
        let event = reader.read_event().expect("well-formed");
        if let Xml::Start(tag) | Xml::Empty(tag) = &event {
            let name = tag.name().as_ref().to_owned();
            match name.as_str() {
                "svg" => {
                    let view: Vec<i64> =
                        attribute(tag, "viewBox").unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
                    (width, height) = (view[2], view[3]);
                }
                "rect" => {
                    let [x, y, w, h] = numbers(tag, ["x", "y", "width", "height"]);
                    inside(x, y, width, height);
                    inside(x + w, y + h, width, height);
                }
                "path" => {
                    let line = attribute(tag, "d").unwrap();
                    points(&line).into_iter().for_each(|(x, y)| inside(x, y, width, height));
                    marks.push(format!("{} {line}", attribute(tag, "class").unwrap()));
                }
                "text" => {
                    let [x, y, ..] = numbers(tag, ["x", "y", "", ""]);
                    at = Some((x, y, attribute(tag, "text-anchor").unwrap()));
                }
                "title" | "desc" => {}
                other => panic!("<{other}> in a picture"),
            }
        }
        match event {
            Xml::Start(_) => (depth, text) = (depth + 1, String::new()),
            Xml::Text(part) => text += &part,
            Xml::GeneralRef(_) => text.push('&'),
            Xml::End(tag) => {
                depth -= 1;
                let name = tag.name().as_ref().to_owned();
                if let (true, Some((x, y, anchor))) = (name == "text", at.take()) {
                    let wide = width_of(&text);
                    let left = match anchor.as_str() {
                        "start" => x,
                        "middle" => x - wide / 2,
                        _ => x - wide,
                    };
                    inside(left, y - LETTER, width, height);
                    inside(left + wide, y, width, height);
                    boxes.push((left, left + wide, y, text.clone()));
                } else if depth == 1 {
                    told.insert(name, text.clone());
                }
            }
            Xml::Eof => break,
            _ => {}
        }
    }
    assert!(!told["title"].is_empty() && !told["desc"].is_empty());
    for (at, one) in boxes.iter().enumerate() {
        for other in &boxes[at + 1..] {
            let apart = one.0 >= other.1 || one.1 <= other.0 || (one.2 - other.2).abs() >= LETTER;
            assert!(apart, "{one:?} touches {other:?}");
        }
    }
    marks
}

/// What stands in a page: every row is as wide as its head, and nothing of others is a tag.
fn shown(picture: &Picture, messages: &Messages) {
    for table in &picture.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
    }
    let figure = picture.figure(messages);
    let mut reader = Reader::from_str(&figure);
    let known = [
        "figure",
        "figcaption",
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "bdi",
        "strong",
    ];
    loop {
        match reader.read_event().expect("well-formed") {
            Xml::Start(tag) | Xml::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                assert!(known.contains(&name.as_str()), "<{name}>");
                for attribute in tag.attributes().map(|attribute| attribute.expect("an attribute")) {
                    let key = attribute.key.as_ref().to_owned();
                    assert!(key != "style" && key != "id" && !key.starts_with("on"), "{key}");
                }
            }
            Xml::Eof => return,
            _ => {}
        }
    }
}

fn day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        9 => (0_u64..1500).prop_map(|days| NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + Days::new(days)),
        1 => (0_u64..60_000).prop_map(|days| NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(days)),
    ]
}

fn amount() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        8 => (0_i64..10_000_000).prop_map(|cents| Decimal::new(cents, 2)),
        1 => (0_i64..i64::MAX).prop_map(|amount| Decimal::new(amount, 4)),
        1 => Just(Decimal::MAX),
    ]
}

/// Names as somebody could print them who wishes us ill.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z ]{1,30}",
        "\\PC{0,40}",
        "\\p{Any}{0,20}",
        Just("<script>alert(1)</script>\"'&]]>\u{202e}\u{fffe}\u{0}".to_owned()),
        Just("カフェ・ド・エクリール　東京".to_owned()),
    ]
}

fn lang() -> impl Strategy<Value = Lang> {
    prop_oneof![Just(Lang::En), Just(Lang::Ja)]
}

fn timeline(charges: Vec<(NaiveDate, Decimal, String, bool, bool)>, days: &[(NaiveDate, u8)], code: &str) -> Timeline {
    let kinds = [Kind::Start, Kind::Last, Kind::Today, Kind::Other];
    let charges = charges.into_iter().enumerate().map(|(at, (date, amount, name, new, listed))| Charged {
        date,
        amount,
        card: name.clone(),
        name,
        new,
        number: listed.then_some(at + 1),
    });
    Timeline {
        currency: code.parse().unwrap(),
        charges: charges.collect(),
        events: days
            .iter()
            .map(|(day, kind)| Event {
                kind: kinds[usize::from(*kind % 4)],
                day: *day,
                words: format!("what <{kind}>"),
            })
            .collect(),
        windows: days.chunks_exact(2).map(|two| (two[0].0.min(two[1].0), two[0].0.max(two[1].0))).collect(),
        ends: days.iter().map(|(day, _)| *day).collect(),
    }
}

/// The rows of a table, however often each is there.
fn counted(table: &Table, columns: &[usize]) -> BTreeMap<Vec<String>, usize> {
    let mut rows = BTreeMap::new();
    for row in &table.rows {
        *rows.entry(columns.iter().map(|at| row[*at].clone()).collect()).or_default() += 1;
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_charge_is_drawn_and_listed_once(
        charges in prop::collection::vec((day(), amount(), name(), any::<bool>(), any::<bool>()), 1..120),
        days in prop::collection::vec((day(), any::<u8>()), 0..12),
        lang in lang(),
        code in prop_oneof![Just("USD"), Just("JPY"), Just("XXX")],
    ) {
        let (currencies, messages) = (currencies(), Messages::new(lang));
        let timeline = timeline(charges, &days, code);
        let picture = timeline.picture(&currencies, &messages);
        let marks = drawn(&picture);
        shown(&picture, &messages);
        let dots: usize = marks.iter().filter(|mark| mark.starts_with("dots")).map(|mark| mark.matches("h0").count()).sum();
        let others = marks.iter().filter(|mark| mark.starts_with("mark")).count();
        // The key shows one dot and three other marks.
        prop_assert_eq!(dots + others, timeline.charges.len() + 4);
        let mut expected: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for charge in &timeline.charges {
            let date = words::date(charge.date, &messages);
            let amount = currencies.shown(charge.amount, timeline.currency);
            *expected.entry(vec![date, charge.name.clone(), amount]).or_default() += 1;
        }
        prop_assert_eq!(counted(&picture.tables[1], &[1, 2, 3]), expected);
        let days = timeline.events.len() + timeline.ends.len();
        prop_assert_eq!(picture.tables[0].rows.len(), days);
    }

    #[test]
    fn a_strip_holds_every_charge_of_its_merchant(
        charges in prop::collection::vec((day(), amount(), name()), 1..60),
        merchant in name(),
        this in any::<prop::sample::Index>(),
        start in prop::option::of(day()),
        lang in lang(),
    ) {
        let (this, messages) = (this.index(charges.len()), Messages::new(lang));
        let strip = Strip { merchant, currency: "JPY".parse().unwrap(), charges, this, start };
        let picture = strip.picture(&currencies(), &messages);
        let marks = drawn(&picture);
        shown(&picture, &messages);
        let dots: usize = marks.iter().filter(|mark| mark.starts_with("dots")).map(|mark| mark.matches("h0").count()).sum();
        prop_assert_eq!((dots + 1, picture.tables[0].rows.len()), (strip.charges.len(), strip.charges.len()));
        prop_assert!(!picture.tables[0].rows[this][3].is_empty());
    }

    #[test]
    fn the_months_hold_every_row(
        cards in prop::collection::vec((name(), prop::collection::vec((day(), 0_usize..5000, any::<bool>(), any::<bool>()), 1..30)), 1..5),
        start in prop::option::of(day()),
        lang in lang(),
    ) {
        let messages = Messages::new(lang);
        let months = |months: Vec<(NaiveDate, usize, bool, bool)>| {
            let month = |(day, rows, missing, unpaid): (NaiveDate, _, _, _)| {
                (NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), chrono::Datelike::month(&day), 1).unwrap(), Month { rows, missing, unpaid })
            };
            months.into_iter().map(month).collect()
        };
        let cards = cards.into_iter().map(|(name, of)| CardMonths { name, months: months(of) }).collect();
        let coverage = Coverage { cards, start };
        let picture = coverage.picture(&messages);
        drawn(&picture);
        shown(&picture, &messages);
        let rows: usize = coverage.cards.iter().flat_map(|card| card.months.values()).map(|month| month.rows).sum();
        let listed: usize = picture.tables.iter().flat_map(|table| &table.rows).map(|row| row[1].parse::<usize>().unwrap()).sum();
        prop_assert_eq!(rows, listed);
    }
}

#[test]
fn three_thousand_charges_to_look_at_do_not_write_over_each_other() {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let charge = |at: u32| {
        let amount = Decimal::new(i64::from(at * 7919 % 90_000) + 100, 2);
        (
            first + Days::new(u64::from(at % 700)),
            amount,
            format!("SHOP {at}"),
            at.is_multiple_of(3),
            at.is_multiple_of(2),
        )
    };
    let days: Vec<(NaiveDate, u8)> = (0..40).map(|at| (first + Days::new(600 + u64::from(at) * 9), at)).collect();
    let picture =
        timeline((0..3000).map(charge).collect(), &days, "USD").picture(&currencies(), &Messages::new(Lang::En));
    assert_eq!(picture.tables[1].rows.len(), 3000);
    drawn(&picture);
}
