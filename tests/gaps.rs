//! Is it said what the files do not show, and nothing about cards that are merely quiet?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;
#[path = "case/files.rs"]
mod files;

use chrono::{Days, NaiveDate};
use files::{File, canonical_file, exposed, rakuten};
use postbreach::case::{Absence, gaps};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("day")
}

/// A file with a row every so many days.
fn regular(name: &str, first: &str, last: &str, every: usize) -> File {
    let days = day(first).iter_days().take_while(|date| *date <= day(last)).step_by(every);
    let rows: Vec<String> = days.map(|date| format!("1234,{date},ORCHARD GROCER,9.50,USD")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    canonical_file(name, "card,transaction_date,descriptor,amount,currency", &rows)
}

fn found(files: &[File], breach: &str, today: &str) -> Vec<Absence> {
    gaps(&exposed(files, breach, &[]), day(today)).into_iter().map(|gap| gap.absence).collect()
}

#[test]
fn a_month_between_two_files_is_a_silence_of_a_busy_card() {
    let files = [
        regular("nov.csv", "2025-11-01", "2025-11-30", 2),
        regular("dec.csv", "2025-12-01", "2025-12-31", 2),
        regular("feb.csv", "2026-02-01", "2026-02-28", 2),
    ];
    assert_eq!(found(&files, "2026-01-10", "2026-03-05"), [Absence::Between(day("2025-12-31"), day("2026-02-01"))]);
    assert!(found(&files[..2], "2025-12-10", "2026-01-10").is_empty(), "the statement of January is not due yet");
}

#[test]
fn a_silence_inside_one_file_is_covered_by_it() {
    let head = "card,transaction_date,descriptor,amount,currency";
    let rows = [
        "1234,2026-01-03,A,1.00,USD",
        "1234,2026-01-04,A,1.00,USD",
        "1234,2026-01-06,A,1.00,USD",
        "1234,2026-01-08,A,1.00,USD",
        "1234,2026-03-20,A,1.00,USD",
    ];
    assert!(found(&[canonical_file("a.csv", head, &rows)], "2026-01-02", "2026-03-25").is_empty());
}

#[test]
fn a_card_used_every_few_weeks_is_quiet_and_misses_nothing() {
    let files = [
        regular("2025.csv", "2025-03-01", "2025-08-31", 40),
        regular("autumn.csv", "2025-10-10", "2025-12-20", 40),
        regular("2026.csv", "2026-01-25", "2026-06-30", 40),
    ];
    assert!(found(&files, "2026-01-10", "2026-07-31").is_empty());
}

#[test]
fn the_days_before_the_first_row_and_after_the_last_are_said() {
    let file = regular("spring.csv", "2026-03-01", "2026-04-30", 3);
    assert_eq!(
        found(&[file], "2026-01-10", "2026-07-31"),
        [Absence::Since(day("2026-01-10"), day("2026-03-01")), Absence::After(day("2026-04-30"), day("2026-07-31"))]
    );
}

#[test]
fn a_month_is_missing_where_statements_say_their_months() {
    let statement = |month: &str, first: &str| {
        let days: Vec<String> =
            (0..6).map(|n| (day(first) + Days::new(n * 4)).format("%Y/%m/%d").to_string()).collect();
        let rows: Vec<(&str, &str, &str, &str)> =
            days.iter().map(|date| (date.as_str(), "アオゾラ食堂", "1回払い", "980")).collect();
        rakuten(&format!("enavi{month}(1234).csv"), &rows)
    };
    let june = statement("201707", "2017-06-01");
    let files = [june.clone(), statement("201709", "2017-08-01")];
    assert_eq!(found(&files, "2017-06-22", "2017-09-10"), [Absence::Months(vec![day("2017-08-01")])]);
    let quiet = [june, statement("201708", "2017-07-31")];
    assert!(found(&quiet, "2017-06-22", "2017-09-10").is_empty(), "the months follow one another");
}
