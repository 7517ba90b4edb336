//! Do overlapping files, in any order, make one case: every charge once, under one name that stays?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;
#[path = "case/files.rs"]
mod files;

use std::collections::BTreeSet;

use common::samples;
use files::{
    File, all_told, assembled, canonical_file, case, chase, exposed, file, ids, rakuten, rakuten_unconfirmed, sums,
    vpass,
};
use postbreach::transaction::Status;
use proptest::prelude::*;

#[test]
fn equal_rows_of_one_file_are_all_kept() {
    let coffee = (11, "BLUE HERON CAFE", "4.50");
    let case = case(&[chase("Chase4321_Activity.CSV", &[coffee, coffee, (12, "NORTHWIND BOOKS", "18.40")])]);
    assert_eq!(sums(&case), ["2026-01-11 4.50", "2026-01-11 4.50", "2026-01-12 18.40"]);
    assert_eq!(ids(&case).len(), 3);
}

#[test]
fn the_same_file_twice_adds_nothing() {
    for sample in samples() {
        let (one, layout) = (file(&sample.name, &sample.bytes), format!("layout={}", sample.layout));
        let once = assembled(std::slice::from_ref(&one), &[&layout]);
        let twice = assembled(&[one.clone(), one], &[&layout]);
        assert_eq!(ids(&twice), ids(&once), "{}", sample.name);
    }
}

const SHOPS: [&str; 3] = ["NORTHWIND BOOKS 0117", "BLUE HERON CAFE", "ORCHARD GROCER 44"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Windows over one card's life, some in files that do not tell the card, given in any order.
    #[test]
    fn overlapping_files_are_one_case_in_any_order(
        life in prop::collection::vec((1..=28_u32, 0..3_usize, 1..4_u32), 1..25),
        windows in prop::collection::vec((1..=28_u32, 0..14_u32, any::<bool>()), 0..5),
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut life: Vec<(u32, &str, String)> =
            life.into_iter().map(|(day, shop, amount)| (day, SHOPS[shop], format!("{amount}.50"))).collect();
        life.sort();
        let part = |name: &str, first: u32, last: u32| {
            let rows: Vec<(u32, &str, &str)> = life
                .iter()
                .filter(|(day, ..)| (first..=last).contains(day))
                .map(|(day, shop, amount)| (*day, *shop, amount.as_str()))
                .collect();
            chase(name, &rows)
        };
        let mut files = vec![part("Chase4321_Activity.CSV", 1, 31)];
        for (at, (first, days, named)) in windows.into_iter().enumerate() {
            let name = if named { format!("Chase4321_Activity ({at}).CSV") } else { format!("Chase_Activity ({at}).CSV") };
            files.push(part(&name, first, first + days));
        }
        let case = |files: &[File]| assembled(files, &["layout=chase-card"]);
        let whole = case(&files);
        prop_assert_eq!(whole.charges.len(), life.len(), "{:#?}", all_told(&whole));
        prop_assert_eq!(ids(&whole).len(), life.len());
        prop_assert!(whole.charges.iter().all(|charge| whole.cards[charge.card].label == "4321"));
        let shuffled: Vec<File> = order.iter().filter_map(|at| files.get(*at)).cloned().collect();
        prop_assert_eq!(all_told(&case(&shuffled)), all_told(&whole));
        let first = case(&files[..1]);
        prop_assert_eq!(ids(&first), ids(&whole));
    }

    /// Pending and posted rows, references and instalments at once, given in any order.
    #[test]
    fn every_order_of_files_gives_the_same_charges(
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
        rows in prop::collection::vec(prop::collection::vec((1..6_u32, 0..3_usize, 1..3_u32, 0..3_usize), 0..6), 6),
    ) {
        let states = ["posted", "pending", "posted"];
        let files: Vec<File> = rows
            .iter()
            .enumerate()
            .map(|(at, rows)| {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|(day, shop, amount, state)| {
                        let reference = if *state == 2 { format!("R{day}") } else { String::new() };
                        format!("{},2026-01-{day:02},{},{amount}.00,USD,{},{reference}", 4320 + at % 2, SHOPS[*shop], states[*state])
                    })
                    .collect();
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                canonical_file(&format!("{at}.csv"), "card,transaction_date,descriptor,amount,currency,status,reference", &rows)
            })
            .collect();
        let shuffled: Vec<File> = order.iter().map(|at| files[*at].clone()).collect();
        let case = |files: &[File]| assembled(files, &["layout=postbreach"]);
        let (one, other) = (case(&files), case(&shuffled));
        prop_assert_eq!(all_told(&one), all_told(&other));
        prop_assert_eq!(ids(&one).len(), one.charges.len(), "an id is of one charge");
    }
}

#[test]
fn a_pending_row_and_the_posted_row_it_became_are_one_charge() {
    let pending = rakuten_unconfirmed(
        "enavi201708(1234).csv",
        &[
            ("2017/07/12", "ＶＩＳＡ国内利用　VS ｱｵｿﾞﾗｼﾖｸﾄﾞｳ", "980"),
            ("2017/07/12", "ＶＩＳＡ国内利用　VS ｱｵｿﾞﾗｼﾖｸﾄﾞｳ", "980"),
            ("2017/07/20", "ＪＣＢ国内利用　QP  みなと文具", "432"),
        ],
    );
    let posted = rakuten(
        "enavi201708(1234) (1).csv",
        &[
            ("2017/07/12", "アオゾラ食堂", "1回払い", "980"),
            ("2017/07/12", "アオゾラ食堂", "1回払い", "980"),
            ("2017/07/12", "アオゾラ食堂", "1回払い", "980"),
        ],
    );
    let whole = case(&[pending.clone(), posted.clone()]);
    assert_eq!(sums(&whole), ["2017-07-12 980", "2017-07-12 980", "2017-07-12 980", "2017-07-20 432"]);
    let seen: Vec<(Status, usize)> = whole.charges.iter().map(|c| (c.status, c.sightings.len())).collect();
    let both = seen.iter().filter(|seen| **seen == (Status::Posted, 2)).count();
    assert_eq!((both, seen[3]), (2, (Status::Pending, 1)), "{seen:?}");
    assert_eq!(all_told(&case(&[posted, pending.clone()])), all_told(&whole));
    let other_card = rakuten("enavi201708(5678).csv", &[("2017/07/12", "アオゾラ食堂", "1回払い", "980")]);
    assert_eq!(case(&[pending, other_card]).charges.len(), 4, "another card's row is another charge");
}

#[test]
fn a_pending_row_without_card_meets_its_posted_row_under_another_name() {
    let pending = file("201702.csv", "2017/1/12,ＨＯＳＨＩＮＯ,ご本人,1回払い,,'17/02,3844,3844,,,,,\r\n");
    let posted = vpass("201702 (1).csv", &["2017/01/12,ホシノオンラインストア,3844,１,１,3844,"]);
    for files in [[pending.clone(), posted.clone()], [posted, pending]] {
        let case = case(&files);
        assert_eq!(sums(&case), ["2017-01-12 3844"]);
        assert_eq!((case.charges[0].status, case.charges[0].sightings.len()), (Status::Posted, 2));
    }
}

#[test]
fn a_share_of_an_old_purchase_is_no_new_charge() {
    let february =
        vpass("201702.csv", &["2016/11/20,みなと電機,30000,３,２,10000,", "2017/01/05,アオゾラ書店,1480,１,１,1480,"]);
    let march = vpass("201703.csv", &["2016/11/20,みなと電機,30000,３,３,10000,"]);
    let case = exposed(&[march, february], "2017-01-01", &[]);
    assert_eq!(sums(&case), ["2016-11-20 30000", "2017-01-05 1480"]);
    assert_eq!(case.charges.iter().map(|charge| charge.exposed).collect::<Vec<_>>(), [false, true]);
    let july = rakuten("enavi201707(1234).csv", &[("2017/05/02", "ホシノ家具", "分割3回払い(2回目)", "24000")]);
    let august = rakuten("enavi201708(1234).csv", &[("2017/05/02", "ホシノ家具", "分割3回払い(3回目)", "24000")]);
    let case = exposed(&[july, august], "2017-06-22", &[]);
    assert_eq!(sums(&case), ["2017-05-02 24000"]);
    assert!(!case.charges[0].exposed);
}

#[test]
fn what_moved_no_money_or_paid_the_bill_is_no_charge() {
    let rows: Vec<String> = ["declined", "reverted", "authorisation", "pending", "posted"]
        .iter()
        .map(|status| format!("2026-01-05,SHOP {status},5.00,USD,purchase,{status}"))
        .chain(["refund,posted", "payment,posted"].map(|rest| format!("2026-01-06,SHOP,-5.00,USD,{rest}")))
        .chain(["adjustment,posted", "transfer,posted"].map(|rest| format!("2026-01-06,SHOP,5.00,USD,{rest}")))
        .chain(["fee,posted", "interest,posted"].map(|rest| format!("2026-01-07,SHOP,5.00,USD,{rest}")))
        .chain(["cash-advance,posted"].map(|rest| format!("2026-01-07,CASH,5.00,USD,{rest}")))
        .chain(["2026-01-08,SHOP,0.00,USD,purchase,posted".to_owned()])
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let case = case(&[canonical_file("a.csv", "transaction_date,descriptor,amount,currency,kind,status", &rows)]);
    assert_eq!(case.statements[0].transactions.len(), rows.len(), "all of them are transactions");
    assert_eq!(
        sums(&case),
        ["2026-01-05 5.00", "2026-01-05 5.00", "2026-01-07 5.00", "2026-01-07 5.00", "2026-01-07 5.00"]
    );
}

#[test]
fn a_reference_joins_exports_that_name_the_shop_differently() {
    let long = "Date,Description,Card Member,Account #,Amount,Extended Details,Appears On Your Statement As,Address,\
        City/State,Zip Code,Country,Reference,Category\n\
        01/28/2026,NORTHWIND BOOKS,A SAMPLE,-54321,18.40,,NORTHWIND BOOKS SPRINGFIELD IL,,,,,'320260280000000014',\n\
        01/28/2026,NORTHWIND BOOKS,A SAMPLE,-54321,18.40,,NORTHWIND BOOKS SPRINGFIELD IL,,,,,'320260280000000015',\n";
    let short = "Date,Description,Amount,Address,City/State,Zip Code,Country,Reference,Category\n\
        01/28/2026,NORTHWIND BOOKS SPRINGFIELD IL,18.40,,,,,'320260280000000015',\n\
        01/28/2026,NORTHWIND BOOKS SPRINGFIELD IL,18.40,,,,,'320260280000000014',\n";
    let files = [file("activity.csv", long), file("activity (1).csv", short)];
    let case = case(&files);
    assert_eq!(sums(&case), ["2026-01-28 18.40", "2026-01-28 18.40"], "{:#?}", all_told(&case));
    for charge in &case.charges {
        let rows = charge.sightings.iter().map(|at| &case.statements[at.statement].transactions[at.row]);
        let references: BTreeSet<&str> = rows.map(|row| case.strings.get(row.reference)).collect();
        assert_eq!(references.len(), 1, "each joins its own");
    }
}

#[test]
fn lives_of_two_households_never_meet() {
    let head = "household,card,transaction_date,descriptor,amount,currency,status,reference,file";
    let rows = [
        "kita,1234,2026-01-05,AOZORA BOOKS,5.00,USD,pending,R1,a.csv",
        "minami,1234,2026-01-05,AOZORA BOOKS,5.00,USD,posted,R1,b.csv",
        "kita,1234,2026-01-09,NORTHWIND BOOKS,7.00,USD,posted,R2,a.csv",
        "minami,1234,2026-01-09,NORTHWIND BOOKS,7.00,USD,posted,R2,b.csv",
    ];
    let case = case(&[canonical_file("all.csv", head, &rows)]);
    assert_eq!((case.charges.len(), ids(&case).len(), case.households.len()), (4, 4, 2), "{:#?}", all_told(&case));
}

#[test]
fn naming_a_card_later_changes_no_id() {
    let first =
        chase("Chase4321_Activity.CSV", &[(5, SHOPS[0], "18.40"), (6, SHOPS[1], "4.50"), (7, SHOPS[2], "61.02")]);
    let nameless = chase("Chase_Activity.CSV", &[(6, SHOPS[1], "4.50"), (7, SHOPS[2], "61.02"), (9, SHOPS[2], "8.00")]);
    let files = [first, nameless];
    let found = case(&files);
    assert!(found.charges.iter().all(|charge| found.cards[charge.card].label == "4321"), "{:#?}", all_told(&found));
    assert_eq!(found.charges.len(), 4);
    let named = assembled(&files, &["card=4321@Chase_*"]);
    assert_eq!(all_told(&named), all_told(&found));
    let alone = case(&files[1..]);
    let named = assembled(&files[1..], &["card=8765"]);
    assert_eq!(ids(&named), ids(&alone));
    assert!(named.charges.iter().all(|charge| named.cards[charge.card].label == "8765"));
}

#[test]
fn exposed_is_what_came_on_or_after_the_start_on_a_card_concerned() {
    let head = "card,transaction_date,posting_date,descriptor,amount,currency";
    let rows = [
        "1234,2026-01-09,2026-01-11,BEFORE,1.00,USD",
        "1234,2026-01-10,2026-01-12,ON THE DAY,2.00,USD",
        "8765,2026-02-01,2026-02-02,OTHER CARD,3.00,USD",
        ",,2026-01-09,POSTED BEFORE,4.00,USD",
        ",,2026-01-10,POSTED ON THE DAY,5.00,USD",
        ",,2026-01-14,POSTED FOUR DAYS LATER,6.00,USD",
        ",,2026-01-15,POSTED FIVE DAYS LATER,7.00,USD",
    ];
    let files = [canonical_file("a.csv", head, &rows)];
    let marks = |breach: &str, cards: &[&str]| {
        let case = exposed(&files, breach, cards);
        let mut marks: Vec<(String, bool, bool)> =
            case.charges.iter().map(|c| (c.amount.normalize().to_string(), c.exposed, c.may_be_older)).collect();
        marks.sort();
        let of = |wanted: fn(&(String, bool, bool)) -> bool| {
            marks.iter().filter(|mark| wanted(mark)).map(|mark| mark.0.as_str()).collect::<Vec<_>>().join(" ")
        };
        (of(|mark| mark.1), of(|mark| mark.2))
    };
    let told = |exposed: &str, older: &str| (exposed.to_owned(), older.to_owned());
    assert_eq!(marks("2026-01-10", &[]), told("2 3 5 6 7", "5 6"));
    assert_eq!(marks("2026-01-10..2026-01-12", &[]), told("2 3 5 6 7", "5 6"), "cards are used after the window too");
    assert_eq!(marks("2026-01-10", &["1234"]), told("2 5 6 7", "5 6"), "a card that nobody names may be the one");
    assert_eq!(marks("2026-03-01", &[]), told("", ""));
}
