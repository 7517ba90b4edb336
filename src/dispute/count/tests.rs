//! Dates counted by hand, and the laws of counting.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::catalogue::Catalogue;
use crate::dispute::{Calendars, Product};
use crate::review::Fault;

/// From, length, unit, direction, whether the first day counts, last day; beside it, how it was counted on a calendar.
#[rustfmt::skip]
const BY_HAND: [(&str, u32, Unit, Direction, bool, &str); 64] = [
    ("2024-01-31", 60, Unit::Days, Direction::After, false, "2024-03-31"), // 0 left of Jan + 29 Feb (leap) + 31 of Mar = 60
    ("2023-01-31", 60, Unit::Days, Direction::After, false, "2023-04-01"), // 0 left of Jan + 28 Feb + 31 Mar + 1 of Apr = 60
    ("2024-02-28", 60, Unit::Days, Direction::After, false, "2024-04-28"), // 1 left of Feb + 31 Mar + 28 of Apr = 60
    ("2024-02-29", 60, Unit::Days, Direction::After, false, "2024-04-29"), // 0 left of Feb + 31 Mar + 29 of Apr = 60
    ("2023-02-28", 60, Unit::Days, Direction::After, false, "2023-04-29"), // 0 left of Feb + 31 Mar + 29 of Apr = 60
    ("2025-12-31", 60, Unit::Days, Direction::After, false, "2026-03-01"), // 0 left of Dec + 31 Jan + 28 Feb + 1 of Mar = 60
    ("2026-11-01", 60, Unit::Days, Direction::After, false, "2026-12-31"), // 29 left of Nov + 31 of Dec = 60
    ("2023-12-31", 60, Unit::Days, Direction::After, false, "2024-02-29"), // 0 left of Dec + 31 Jan + 29 of Feb = 60
    ("2024-12-31", 60, Unit::Days, Direction::After, false, "2025-03-01"), // 0 left of Dec + 31 Jan + 28 Feb + 1 of Mar = 60
    ("2026-06-30", 60, Unit::Days, Direction::After, false, "2026-08-29"), // 0 left of Jun + 31 Jul + 29 of Aug = 60
    ("2026-03-31", 60, Unit::Days, Direction::After, false, "2026-05-30"), // 0 left of Mar + 30 Apr + 30 of May = 60
    ("2027-12-30", 60, Unit::Days, Direction::After, false, "2028-02-28"), // 1 left of Dec + 31 Jan + 28 of Feb = 60
    ("2024-01-01", 60, Unit::Days, Direction::BackFromReport, true, "2024-02-29"), // 30 left of Jan + 29 of Feb = 59, the first day counted
    ("2023-01-01", 60, Unit::Days, Direction::BackFromReport, true, "2023-03-01"), // 30 left of Jan + 28 Feb + 1 of Mar = 59, the first day counted
    ("2024-02-29", 60, Unit::Days, Direction::BackFromReport, true, "2024-04-28"), // 0 left of Feb + 31 Mar + 28 of Apr = 59, the first day counted
    ("2026-10-02", 60, Unit::Days, Direction::BackFromReport, true, "2026-11-30"), // 29 left of Oct + 30 of Nov = 59, the first day counted
    ("2025-11-30", 60, Unit::Days, Direction::BackFromReport, true, "2026-01-28"), // 0 left of Nov + 31 Dec + 28 of Jan = 59, the first day counted
    ("2026-12-31", 60, Unit::Days, Direction::BackFromReport, true, "2027-02-28"), // 0 left of Dec + 31 Jan + 28 of Feb = 59, the first day counted
    ("2024-12-15", 60, Unit::Days, Direction::BackFromReport, true, "2025-02-12"), // 16 left of Dec + 31 Jan + 12 of Feb = 59, the first day counted
    ("2028-01-01", 60, Unit::Days, Direction::BackFromReport, true, "2028-02-29"), // 30 left of Jan + 29 of Feb = 59, the first day counted
    ("2026-07-31", 60, Unit::Days, Direction::BackFromReport, true, "2026-09-28"), // 0 left of Jul + 31 Aug + 28 of Sep = 59, the first day counted
    ("2026-04-30", 60, Unit::Days, Direction::BackFromReport, true, "2026-06-28"), // 0 left of Apr + 31 May + 28 of Jun = 59, the first day counted
    ("2024-01-30", 30, Unit::Days, Direction::After, false, "2024-02-29"), // 1 left of Jan + 29 of Feb = 30
    ("2023-01-30", 30, Unit::Days, Direction::After, false, "2023-03-01"), // 1 left of Jan + 28 Feb + 1 of Mar = 30
    ("2026-12-02", 30, Unit::Days, Direction::After, false, "2027-01-01"), // 29 left of Dec + 1 of Jan = 30
    ("2024-02-29", 30, Unit::Days, Direction::After, false, "2024-03-30"), // 0 left of Feb + 30 of Mar = 30
    ("2026-02-19", 10, Unit::Days, Direction::After, false, "2026-03-01"), // 9 left of Feb + 1 of Mar = 10
    ("2024-02-19", 10, Unit::Days, Direction::After, false, "2024-02-29"), // 19+10 in the same month
    ("2026-12-25", 10, Unit::Days, Direction::After, false, "2027-01-04"), // 6 left of Dec + 4 of Jan = 10
    ("2023-12-31", 120, Unit::Days, Direction::After, true, "2024-04-28"), // 0 left of Dec + 31 Jan + 29 Feb (leap) + 31 Mar + 28 of Apr = 119, the first day counted
    ("2025-12-31", 120, Unit::Days, Direction::After, true, "2026-04-29"), // 0 left of Dec + 31 Jan + 28 Feb + 31 Mar + 29 of Apr = 119, the first day counted
    ("2026-05-31", 45, Unit::Days, Direction::After, true, "2026-07-14"), // 0 left of May + 30 Jun + 14 of Jul = 44, the first day counted
    ("2024-01-16", 45, Unit::Days, Direction::After, true, "2024-02-29"), // 15 left of Jan + 29 of Feb = 44, the first day counted
    ("2025-10-01", 90, Unit::Days, Direction::After, true, "2025-12-29"), // 30 left of Oct + 30 Nov + 29 of Dec = 89, the first day counted
    ("2027-12-01", 90, Unit::Days, Direction::After, true, "2028-02-28"), // 30 left of Dec + 31 Jan + 28 of Feb = 89, the first day counted
    ("2024-01-31", 13, Unit::Months, Direction::After, false, "2025-02-28"), // Feb 2025 has no 31st: its last day
    ("2023-01-31", 13, Unit::Months, Direction::After, false, "2024-02-29"), // Feb 2024 has no 31st: its last day, the 29th
    ("2024-02-29", 13, Unit::Months, Direction::After, false, "2025-03-29"), // same day of the month, a year and a month on
    ("2024-02-29", 12, Unit::Months, Direction::After, false, "2025-02-28"), // Feb 2025 has no 29th: its last day
    ("2025-12-15", 13, Unit::Months, Direction::After, false, "2027-01-15"), // Dec 2025 to Dec 2026, one more month
    ("2026-08-31", 13, Unit::Months, Direction::After, false, "2027-09-30"), // Sep has no 31st: its last day
    ("2026-11-30", 13, Unit::Months, Direction::After, false, "2027-12-30"), // the 30th stays the 30th, though Dec has 31 days
    ("2024-02-29", 60, Unit::Months, Direction::After, false, "2029-02-28"), // five years on, Feb 2029 has no 29th
    ("2026-03-10", 60, Unit::Months, Direction::After, false, "2031-03-10"), // five years on, the same day
    ("2025-01-14", 2, Unit::MonthEnds, Direction::After, false, "2025-03-31"), // Jan, then end of Feb is one, end of Mar is two: the issuer's own example
    ("2025-01-31", 2, Unit::MonthEnds, Direction::After, false, "2025-03-31"), // the end of Jan itself does not count
    ("2025-12-01", 2, Unit::MonthEnds, Direction::After, false, "2026-02-28"), // end of Jan, end of Feb
    ("2023-12-31", 2, Unit::MonthEnds, Direction::After, false, "2024-02-29"), // end of Jan, end of Feb of a leap year
    ("2026-10-05", 2, Unit::MonthEnds, Direction::After, false, "2026-12-31"), // end of Nov, end of Dec
    ("2026-11-23", 2, Unit::BusinessDays, Direction::After, false, "2026-11-25"), // Mon; Tue, Wed
    ("2026-11-25", 2, Unit::BusinessDays, Direction::After, false, "2026-11-27"), // Wed; Thu counts although a holiday (a bank may open), Fri
    ("2026-11-26", 2, Unit::BusinessDays, Direction::After, false, "2026-11-28"), // Thu; Fri, Sat (may be a business day)
    ("2026-11-27", 2, Unit::BusinessDays, Direction::After, false, "2026-11-30"), // Fri; Sat, Sunday never, Mon
    ("2026-11-28", 2, Unit::BusinessDays, Direction::After, false, "2026-12-01"), // Sat; Mon, Tue
    ("2026-11-29", 2, Unit::BusinessDays, Direction::After, false, "2026-12-01"), // Sun; Mon, Tue
    ("2026-12-31", 2, Unit::BusinessDays, Direction::After, false, "2027-01-02"), // Thu; Fri 1 Jan counts, Sat
    ("2026-11-30", 3, Unit::BusinessDays, Direction::Before, false, "2026-11-24"), // Mon; Fri 27, Wed 25 (Thu is Thanksgiving), Tue 24
    ("2026-12-28", 3, Unit::BusinessDays, Direction::Before, false, "2026-12-22"), // Mon; Thu 24 (Fri 25 is Christmas), Wed 23, Tue 22
    ("2027-01-04", 3, Unit::BusinessDays, Direction::Before, false, "2026-12-29"), // Mon; Thu 31 (Fri 1 Jan), Wed 30, Tue 29
    ("2026-09-08", 3, Unit::BusinessDays, Direction::Before, false, "2026-09-02"), // Tue; Fri 4 (Mon 7 is Labor Day), Thu 3, Wed 2
    ("2026-06-22", 3, Unit::BusinessDays, Direction::Before, false, "2026-06-16"), // Mon; Thu 18 (Fri 19 is Juneteenth), Wed 17, Tue 16
    ("2026-05-26", 3, Unit::BusinessDays, Direction::Before, false, "2026-05-20"), // Tue; Fri 22 (Mon 25 is Memorial Day), Thu 21, Wed 20
    ("2026-03-11", 3, Unit::BusinessDays, Direction::Before, false, "2026-03-06"), // Wed; Tue 10, Mon 9, Fri 6
    ("2024-03-01", 3, Unit::BusinessDays, Direction::Before, false, "2024-02-27"), // Fri; Thu 29 (leap), Wed 28, Tue 27
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn all() -> &'static [Deadline] {
    static ALL: LazyLock<Vec<Deadline>> = LazyLock::new(|| Deadline::load_all(&Catalogue::embedded()).unwrap());
    &ALL
}

fn of(id: &str) -> Deadline {
    all().iter().find(|deadline| deadline.id == id).unwrap().clone()
}

fn calendars() -> &'static Calendars {
    static CALENDARS: LazyLock<Calendars> = LazyLock::new(|| Calendars::load(&Catalogue::embedded()).unwrap());
    &CALENDARS
}

fn on(today: &str) -> Counting {
    Counting {
        deadlines: [].into(),
        calendars: calendars().clone().into(),
        posting_lag: 5,
        today: day(today),
        terms: Vec::new(),
    }
}

#[test]
fn dates_as_counted_by_hand() {
    let calendars = calendars();
    let mut deadline = of("us-billing-error");
    for (from, length, unit, direction, first, last) in BY_HAND {
        (deadline.length, deadline.unit, deadline.direction) = (Some(length), Some(unit), direction);
        deadline.first_day_counts = first;
        let counted = last_day(&deadline, day(from), &Answers::default(), calendars.of(Some("US")));
        assert_eq!(counted, Some(day(last)), "{length} {unit:?} {direction:?} from {from}");
    }
}

#[test]
fn cycles_end_with_a_statement_or_with_ninety_days() {
    let deadline = of("us-issuer-resolves");
    let calendars = calendars();
    let last = |statements, from: &str| {
        let answers = Answers { statements, ..Answers::default() };
        last_day(&deadline, day(from), &answers, calendars.of(Some("US")))
    };
    // Received on 10 March: the cycle to 25 March is running, those to 25 April and 25 May are complete.
    assert_eq!(last(Monthly::Day(25), "2026-03-10"), Some(day("2026-05-25")));
    // Received on 26 March: to 25 April is running; 25 June would be 91 days, so 90 hold.
    assert_eq!(last(Monthly::Day(25), "2026-03-26"), Some(day("2026-06-24")));
    assert_eq!(last(Monthly::Unknown, "2026-03-10"), Some(day("2026-06-08")));
}

#[test]
fn the_first_statement_that_can_show_a_charge() {
    for (statements, from, first) in [
        (Monthly::Day(15), "2026-03-10", Some("2026-03-15")),
        (Monthly::Day(15), "2026-03-15", Some("2026-03-15")),
        (Monthly::Day(15), "2026-03-16", Some("2026-04-15")),
        (Monthly::Day(31), "2026-02-10", Some("2026-02-28")),
        (Monthly::Day(31), "2028-02-10", Some("2028-02-29")),
        (Monthly::Day(30), "2026-12-31", Some("2027-01-30")),
        (Monthly::Dates(vec![day("2026-04-02"), day("2026-03-03")]), "2026-03-03", Some("2026-03-03")),
        (Monthly::Dates(vec![day("2026-03-03")]), "2026-03-04", None),
        (Monthly::Unknown, "2026-03-04", None),
    ] {
        assert_eq!(statements.first_from(day(from)), first.map(day), "{statements:?} from {from}");
    }
}

fn count(id: &str, dates: Dates, answers: &Answers, today: &str) -> (Basis, Option<NaiveDate>, Option<NaiveDate>) {
    let deadline = of(id);
    let country = deadline.countries.first().cloned();
    let counts = counts(&[&deadline], Verdict::Unsure, dates, answers, calendars().of(country.as_deref()), &on(today));
    (counts[0].basis, counts[0].last, counts[0].post_by)
}

#[test]
fn without_an_answer_the_earliest_day_is_counted_and_said_to_be_that() {
    let dates = Dates::of((Some(day("2026-03-08")), Some(day("2026-03-10"))), false, 5).unwrap();
    let unknown = count("us-billing-error", dates, &Answers::default(), "2026-12-01");
    // 10 March + 60: 21 left of March, 30 April, 9 May, a Saturday; a letter has to be there on Friday, posted 7 days before.
    assert_eq!(unknown, (Basis::Earliest(day("2026-03-10")), Some(day("2026-05-09")), Some(day("2026-05-01"))));
    let answers = Answers { statements: Monthly::Day(25), ..Answers::default() };
    let known = count("us-billing-error", dates, &answers, "2026-12-01");
    // 25 March + 60: 6 left of March, 30 April, 24 May, a Sunday; there on Friday the 22nd.
    assert_eq!(known, (Basis::Known(day("2026-03-25")), Some(day("2026-05-24")), Some(day("2026-05-15"))));
    assert_eq!(count("us-debit-lost-device", dates, &answers, "2026-12-01").0, Basis::Missing);
    // Where a statement prints months only, the charge can be of the first day, and the day is not said to be known.
    let march = Dates::of((Some(day("2026-03-01")), None), true, 5).unwrap();
    let month = count("us-billing-error", march, &answers, "2026-12-01");
    assert_eq!(month.0, Basis::Earliest(day("2026-03-25")));
}

#[test]
fn japan_counts_both_ways() {
    let dates = Dates::of((Some(day("2017-07-03")), None), false, 5).unwrap();
    // Back from the report: 28 left of July, 31 August: 31 August is the 60th day, 3 July being the first.
    let back = count("jp-smbc-card", dates, &Answers::default(), "2026-12-01");
    assert_eq!((back.0, back.1), (Basis::Known(day("2017-07-03")), Some(day("2017-08-31"))));
    // From the notice of the statement: 20 July is the first, 12 left of July with it, 31 August, 17 September.
    let answers = Answers { statements: Monthly::Day(20), ..Answers::default() };
    let onward = count("jp-resona-card", dates, &answers, "2026-12-01");
    assert_eq!(onward.1, Some(day("2017-09-17")));
    // Where only the booking is printed, the purchase may be five days older.
    let booked = Dates::of((None, Some(day("2017-07-08"))), false, 5).unwrap();
    let back = count("jp-smbc-card", booked, &Answers::default(), "2026-12-01");
    assert_eq!((back.0, back.1), (Basis::Earliest(day("2017-07-03")), Some(day("2017-08-31"))));
}

#[test]
fn what_is_old_or_unsure_names_no_day_and_the_banks_limit_is_never_the_holders() {
    let calendars = calendars();
    let dates = Dates::of((Some(day("2026-11-01")), None), false, 5).unwrap();
    let named = |country: &str, reason, today: &str| {
        let mine = Deadline::of_card(all(), Some(country), None, &[Product::Credit]);
        let counts = counts(&mine, reason, dates, &Answers::default(), calendars.of(Some(country)), &on(today));
        earliest(&counts).map(|count| count.deadline.id.clone())
    };
    assert_eq!(named("US", Verdict::NotMine, "2026-12-01").as_deref(), Some("us-billing-error"));
    assert_eq!(named("US", Verdict::NotMine, "2028-06-01"), None);
    assert_eq!(named("GB", Verdict::NotMine, "2026-12-01"), None);
    assert_eq!(named("AU", Verdict::NotMine, "2026-12-01"), None);
    assert_eq!(named("NO", Verdict::NotMine, "2026-12-01"), None);
    assert_eq!(named("JP", Verdict::NotMine, "2026-12-01").as_deref(), Some("jp-issuer-unread"));
    assert_eq!(named("JP", Verdict::Wrong(Fault::Duplicate), "2026-12-01"), None);
}

#[test]
fn a_statement_that_comes_later_than_the_first_can_starts_no_count() {
    let dates = Dates::of((Some(day("2026-09-23")), Some(day("2026-09-25"))), false, 5).unwrap();
    for (statement, expected) in [
        ("2026-10-20", Basis::Known(day("2026-10-20"))),
        ("2026-10-25", Basis::Known(day("2026-10-25"))),
        ("2026-10-26", Basis::Earliest(day("2026-09-25"))),
        ("2026-11-20", Basis::Earliest(day("2026-09-25"))),
    ] {
        let answers = Answers { statements: Monthly::Dates(vec![day(statement)]), ..Answers::default() };
        assert_eq!(basis(Event::StatementSent, dates, &answers), expected, "{statement}");
    }
}

#[test]
fn the_answer_to_a_letter_is_counted_from_the_letter() {
    let dates = Dates::of((Some(day("2026-11-01")), None), false, 5).unwrap();
    let called = Answers { reported: Some(day("2026-11-10")), ..Answers::default() };
    assert_eq!(basis(Event::WrittenReport, dates, &called), Basis::Missing);
    let written = Answers { reported_in_writing: Some(day("2026-11-20")), ..called };
    assert_eq!(basis(Event::WrittenReport, dates, &written), Basis::Known(day("2026-11-20")));
}

#[test]
fn goods_that_did_not_come_are_no_unauthorised_transfer_and_a_claim_in_court_is_no_report() {
    let dates = Dates::of((Some(day("2026-11-01")), None), false, 5).unwrap();
    let reports = |country, product| {
        let mine = Deadline::of_card(all(), Some(country), None, &[product]);
        let reason = Verdict::Wrong(Fault::NotReceived);
        let calendar = calendars().of(Some(country));
        let counts = counts(&mine, reason, dates, &Answers::default(), calendar, &on("2026-12-01"));
        earliest(&counts).map(|count| count.deadline.id.clone())
    };
    assert_eq!(reports("US", Product::Debit), None);
    assert_eq!(reports("GB", Product::Credit), None);
}

#[test]
fn a_lost_card_only_starts_the_two_business_days() {
    let mine = Deadline::of_card(all(), Some("US"), None, &[Product::Debit]);
    let dates = Dates::of((Some(day("2026-11-01")), None), false, 5).unwrap();
    let has = |answers: &Answers| {
        let counts = counts(&mine, Verdict::NotMine, dates, answers, calendars().of(Some("US")), &on("2026-12-01"));
        counts.iter().any(|count| count.deadline.id == "us-debit-lost-device")
    };
    assert!(!has(&Answers::default()));
    assert!(has(&Answers { lost: true, learned: Some(day("2026-11-20")), ..Answers::default() }));
}

#[test]
fn on_the_last_day_it_is_not_over() {
    let last = Some(day("2026-11-26"));
    let (deadline, basis, trust) = (&of("us-billing-error"), Basis::Missing, Trust::Stated);
    let count = Count { deadline, basis, last, post_by: None, trust };
    assert!(!count.is_over(day("2026-11-26")) && count.is_over(day("2026-11-27")));
    assert!(!Count { last: None, ..count }.is_over(day("2026-11-27")));
}

#[test]
fn waiting_loses_the_oldest_first() {
    let yen = "JPY".parse().unwrap();
    let charge = |last: &str, amount: i64| (day(last), yen, rust_decimal::Decimal::from(amount));
    let charges =
        [charge("2026-11-26", 3200), charge("2026-11-30", 8000), charge("2026-11-30", 10000), charge("2026-11-20", 7)];
    let waiting = waiting(&charges, day("2026-11-26"));
    let said: Vec<(String, usize, String)> = waiting
        .iter()
        .map(|waiting| {
            (
                waiting.day.to_string(),
                waiting.charges,
                waiting.sums.get(&yen).map_or("0".to_owned(), ToString::to_string),
            )
        })
        .collect();
    let expected = [("2026-11-26", 3, "21200"), ("2026-11-27", 2, "18000"), ("2026-12-01", 0, "0")];
    assert_eq!(said, expected.map(|(day, charges, sum)| (day.to_owned(), charges, sum.to_owned())));
}

proptest! {
    /// A later event, or one more unit, never ends earlier; a report that counts back ends earlier than its event.
    #[test]
    fn counts_never_turn_back(offset in 0..20_000u64, length in 1..200u32, at in 0..64usize, country in "US|JP|DE") {
        let (_, _, unit, direction, first, _) = BY_HAND[at];
        let mut deadline = of("us-billing-error");
        (deadline.length, deadline.unit, deadline.direction) = (Some(length), Some(unit), direction);
        deadline.first_day_counts = first;
        let calendars = calendars();
        let calendar = calendars.of(Some(&country));
        let from = day("2000-01-01") + Days::new(offset);
        let last = |deadline: &Deadline, from| last_day(deadline, from, &Answers::default(), calendar).unwrap();
        let ends = last(&deadline, from);
        prop_assert!(last(&deadline, from.succ_opt().unwrap()) >= ends);
        deadline.length = Some(length + 1);
        let longer = last(&deadline, from);
        if direction == Direction::Before {
            prop_assert!(ends < from && longer < ends);
        } else {
            prop_assert!(ends >= from && longer >= ends);
        }
    }

    /// The statement never comes before the charge, and never more than a month after it.
    #[test]
    fn the_next_statement_is_near(offset in 0..20_000u64, wanted in 1..32u32) {
        let from = day("2000-01-01") + Days::new(offset);
        let statement = Monthly::Day(wanted).first_from(from).unwrap();
        prop_assert!(statement >= from && statement <= from + Months::new(1));
    }
}
