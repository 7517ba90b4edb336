//! Regular charges that go on, change, come out of turn, or take another name.

use super::*;

/// A subscription over six months up to ten days before the exposure, and a charge for something else.
fn subscribed() -> Life {
    let mut life = Life::new();
    for n in (0..6).rev() {
        life.buy(-10 - n * 30, "service", 990);
    }
    life.buy(-1, "market", 120);
    life
}

#[test]
fn stream_amount_change_before() {
    let mut life = subscribed();
    life.buy(20, "service", 1485);
    assert_eq!(life.last("stream_amount_change_before"), Cell::Float(1.5));
    life.buy(21, "service", 990).currency = currency("USD");
    assert_eq!(life.last("stream_amount_change_before"), Cell::Null);
    life.buy(-20, "service", 3000);
    life.buy(-21, "service", 4000);
    assert_eq!(life.of("c7", "stream_amount_change_before"), Cell::Float(1.5), "six of eight are regular");
    life.buy(-22, "service", 5000);
    assert_eq!(life.of("c7", "stream_amount_change_before"), Cell::Null, "the merchant bills other things, too");
    let mut early = Life::new();
    early.buy(-40, "service", 990);
    early.buy(-10, "service", 990);
    early.buy(20, "service", 990);
    assert_eq!(early.last("stream_amount_change_before"), Cell::Null, "two charges are early");
}

#[test]
fn months_of_any_length_and_weekends_are_one_cadence() {
    let mut life = Life::new();
    // The last day of the month, moved to the Monday after a weekend.
    for (month, day) in [(10, 31), (11, 30), (12, 31)] {
        life.buy(0, "service", 990).date = NaiveDate::from_ymd_opt(2023, month, day).expect("a day");
    }
    for (month, day) in [(1, 31), (2, 29), (4, 1), (4, 30), (5, 31)] {
        life.buy(0, "service", 990).date = NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
    }
    for charge in &mut life.case.charges {
        charge.exposed = false;
    }
    life.buy(30, "service", 990);
    assert_eq!(life.last("stream_before"), text("mature"));
    assert_eq!(life.last("stream_amount_change_before"), Cell::Float(1.0));
    assert_eq!(life.last("stream_off_cadence_around"), Cell::Bool(false));
}

#[test]
fn stream_off_cadence_around() {
    let mut life = subscribed();
    life.buy(5, "service", 990);
    life.buy(20, "service", 990);
    life.buy(20, "service", 300);
    life.buy(47, "service", 1485);
    assert_eq!(life.of("c7", "stream_off_cadence_around"), Cell::Bool(true), "between two regular ones");
    assert_eq!(life.of("c8", "stream_off_cadence_around"), Cell::Bool(false), "in turn");
    assert_eq!(life.of("c9", "stream_off_cadence_around"), Cell::Bool(true), "beside one");
    assert_eq!(life.of("c10", "stream_off_cadence_around"), Cell::Bool(false), "in turn, at another price");
    life.buy(5, "market", 120);
    assert_eq!(life.of("c11", "stream_off_cadence_around"), Cell::Bool(false), "no stream");
    life.habit("service", 500, 30, 4);
    assert_eq!(life.of("c7", "stream_off_cadence_around"), Cell::Bool(false), "two streams: it bills several things");
}

#[test]
fn stream_new_dear_around() {
    let mut life = Life::new();
    life.buy(5, "new service", 2000);
    life.buy(35, "new service", 2000);
    assert_eq!(life.last("stream_new_around"), Cell::Int(2));
    assert_eq!(life.last("stream_new_dear_around"), Cell::Null, "nothing to compare with");
    life.habit("a", 500, 30, 4).habit("b", 900, 30, 4).habit("c", 1999, 30, 4).habit("d", 9000, 30, 4);
    assert_eq!(life.last("stream_new_dear_around"), Cell::Bool(true), "larger than three of four");
    life.habit("e", 2000, 30, 4);
    life.habit("f", 2000, 30, 4);
    assert_eq!(life.last("stream_new_dear_around"), Cell::Bool(false));
    life.buy(36, "new service", 9000);
    assert_eq!(life.last("stream_new_dear_around"), Cell::Bool(false), "it belongs to no stream");
}

#[test]
fn a_subscription_under_another_name() {
    let mut life = subscribed();
    life.buy(20, "service plus", 990);
    assert_eq!(life.last("alias_of_before"), text("service"));
    assert_eq!(life.last("family_seen_before"), Cell::Bool(false));
    life.buy(50, "service plus", 990);
    assert_eq!(life.last("alias_of_before"), text("service"), "and a month later");
    life.buy(20, "service max", 1485);
    assert_eq!(life.of("c9", "alias_of_before"), Cell::Null, "another amount");
    life.buy(20, "servus", 990);
    assert_eq!(life.of("c10", "alias_of_before"), Cell::Null, "another word");
    life.buy(35, "service", 990);
    assert_eq!(life.of("c7", "alias_of_before"), text("service"), "later days are not seen");
    assert_eq!(life.of("c8", "alias_of_before"), Cell::Null, "it had not stopped");
    let mut early = subscribed();
    early.buy(5, "service plus", 990);
    assert_eq!(early.last("alias_of_before"), Cell::Null, "nothing was due");
}

#[test]
fn a_shop_under_another_name() {
    let mut life = Life::new();
    for (day, yen) in [(-90, 900), (-60, 1200), (-35, 700), (-20, 950), (-5, 2000)] {
        life.buy(day, "bakery", yen);
    }
    life.buy(20, "bakery rose", 1000);
    life.buy(26, "bakery rose", 1000);
    life.buy(26, "bakery rose", 2001);
    assert_eq!(life.of("c5", "alias_of_before"), Cell::Null, "twenty-five days of silence are usual");
    assert_eq!(life.of("c6", "alias_of_before"), text("bakery"));
    assert_eq!(life.of("c7", "alias_of_before"), Cell::Null, "never so much");
    life.case.charges.remove(0);
    assert_eq!(life.of("c6", "alias_of_before"), Cell::Null, "four charges make no habit");
}

#[test]
fn a_price_that_comes_twice_makes_no_subscription_of_a_shop() {
    let mut life = Life::new();
    for (week, amount) in (1..=40).zip([1200, 1500, 2000, 2600, 3400, 4400, 5700].into_iter().cycle().skip(1)) {
        life.buy(-7 * week, "market", if week <= 2 { 900 } else { amount });
    }
    life.buy(-20, "airline", 60_000);
    life.identity("airline").class = Some("travel".to_owned());
    for day in [10, 11, 11, 12] {
        life.buy(day, "abroad", 2000).foreign_currency = Some(currency("THB"));
    }
    assert_eq!(life.of("c41", "trip_around"), Cell::Bool(true));
    life.buy(10, "market", 2400);
    life.buy(12, "market", 1700);
    assert_eq!(life.of("c41", "trip_around"), Cell::Bool(false), "somebody shops at home");
}
