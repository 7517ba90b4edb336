//! Trips, and what is none.

use super::contexts::{abroad, at_home};
use super::*;

#[test]
fn a_booked_trip() {
    let mut life = Life::ordinary();
    life.buy(-60, "airline", 60_000);
    for day in [10, 11, 11] {
        abroad(&mut life, day, "abroad");
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "three are few, and nothing was booked");
    abroad(&mut life, 14, "abroad");
    assert_eq!(life.last("trip_around"), Cell::Bool(false));
    life.identity("airline").class = Some("travel".to_owned());
    assert_eq!(life.last("trip_around"), Cell::Bool(true));
    assert_eq!(life.last("trip_place_around"), text("TH"));
    assert_eq!(life.last("trip_from_around"), text("2024-06-11"));
    assert_eq!(life.last("trip_to_around"), text("2024-06-15"));
    life.buy(15, "new shop", 900);
    assert_eq!(life.last("trip_around"), Cell::Bool(true), "the days of a trip, whatever is bought");
    life.buy(15, "market", 900);
    assert_eq!(life.of("c31", "trip_around"), Cell::Bool(false), "but not in a shop at home");
    life.buy(16, "new shop", 900);
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "two days after it");
    assert_eq!(life.last("trip_place_around"), Cell::Null);
    life.identity("airline").class = None;
    assert_eq!(life.of("c29", "trip_around"), Cell::Bool(false));
    life.buy(14, "railway", 9000);
    life.identity("railway").class = Some("travel".to_owned());
    assert_eq!(life.of("c29", "trip_around"), Cell::Bool(true), "a booking in those days");
}

#[test]
fn a_ride_or_silence_at_home_speaks_for_a_trip() {
    let mut life = at_home();
    for day in [10, 11, 12] {
        abroad(&mut life, day, "abroad");
    }
    abroad(&mut life, 13, "metro");
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "two charges at home are usual in four days: too few");
    life.identity("metro").class = Some("transit".to_owned());
    assert_eq!(life.last("trip_around"), Cell::Bool(true), "a ride");
    let mut life = at_home();
    for day in [10, 12, 15, 19] {
        abroad(&mut life, day, "abroad");
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "not four in ten days around the last");
    assert_eq!(life.of("c102", "trip_around"), Cell::Bool(true), "five charges at home are usual in ten days");
    life.buy(11, "market", 900);
    assert_eq!(life.of("c102", "trip_around"), Cell::Bool(true), "one of five");
    life.buy(13, "market", 900);
    assert_eq!(life.of("c102", "trip_around"), Cell::Bool(false), "two of five");
}

#[test]
fn life_that_goes_on_at_home_is_no_trip() {
    let mut life = at_home();
    life.buy(-20, "airline", 60_000);
    life.identity("airline").class = Some("travel".to_owned());
    for day in [10, 11, 11, 12] {
        abroad(&mut life, day, "abroad");
    }
    life.buy(10, "market", 900);
    assert_eq!(life.of("c104", "trip_around"), Cell::Bool(true), "on the day of departure");
    life.buy(12, "market", 900);
    assert_eq!(life.of("c104", "trip_around"), Cell::Bool(false));
    let mut second = at_home();
    second.habit("market", 900, 3, 60);
    for charge in &mut second.case.charges[100..] {
        charge.card = 1;
    }
    second.buy(-20, "airline", 60_000);
    second.identity("airline").class = Some("travel".to_owned());
    for day in [10, 11, 11, 12] {
        abroad(&mut second, day, "abroad");
    }
    second.buy(10, "market", 900).card = 1;
    second.buy(12, "market", 900).card = 1;
    assert_eq!(second.of("c164", "trip_around"), Cell::Bool(true), "somebody else stayed at home");
}

#[test]
fn one_charge_abroad_is_no_trip() {
    let mut life = at_home();
    life.buy(-20, "airline", 60_000);
    life.identity("airline").class = Some("travel".to_owned());
    abroad(&mut life, 10, "abroad");
    assert_eq!(life.last("trip_around"), Cell::Bool(false));
    for day in [11, 12, 13] {
        abroad(&mut life, day, "thai web shop");
    }
    assert_eq!(life.of("c101", "trip_around"), Cell::Bool(true));
    life.identity("thai web shop").online = Some(true);
    assert_eq!(life.of("c101", "trip_around"), Cell::Bool(false), "nobody travels to order on the web");
}

#[test]
fn a_trip_to_another_town() {
    let mut life = at_home();
    life.town("market", "OURTOWN", "JP").town("web shop", "WEBTOWN", "JP");
    life.buy(-50, "web shop", 900);
    life.buy(-49, "airline", 60_000);
    life.identity("airline").class = Some("travel".to_owned());
    for (day, shop) in [(10, "inn"), (11, "cafe"), (12, "cafe"), (12, "museum")] {
        life.buy(day, shop, 1000);
        life.town(shop, "SAPPORO", "JP");
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(true));
    assert_eq!(life.last("trip_place_around"), text("SAPPORO"));
    for day in [40, 41, 42, 43] {
        life.buy(day, "web shop", 1000);
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "its usual town");
}

/// A booked journey of six charges in three countries, the last of them on this day.
fn journey(last: i64) -> Life {
    let mut life = at_home();
    life.buy(-49, "airline", 60_000);
    life.identity("airline").class = Some("travel".to_owned());
    for (day, money) in [(10, "CHF"), (11, "CHF"), (13, "SEK"), (15, "THB"), (16, "THB"), (last, "THB")] {
        life.buy(day, money, 2000).foreign_currency = Some(currency(money));
    }
    life
}

#[test]
fn a_trip_through_several_countries() {
    let mut life = journey(16);
    for charge in ["c101", "c103", "c106"] {
        assert_eq!(life.of(charge, "trip_around"), Cell::Bool(true), "{charge}");
        assert_eq!(life.of(charge, "trip_place_around"), text("TH; CH; SE"), "{charge}");
    }
    assert_eq!(life.last("trip_from_around"), text("2024-06-11"));
    assert_eq!(life.last("trip_to_around"), text("2024-06-17"));
    life.buy(14, "NOK", 2000).foreign_currency = Some(currency("NOK"));
    assert_eq!(life.last("trip_place_around"), text("TH; CH; NO"), "three are named");
    life.identity("airline").class = None;
    for day in [11, 13, 15] {
        life.buy(day, "market", 900);
    }
    assert_eq!(life.of("c106", "trip_around"), Cell::Bool(false), "nothing speaks for it");
    let mut life = journey(22);
    assert_eq!(life.of("c105", "trip_around"), Cell::Bool(false), "five are few in several countries");
    life.buy(20, "THB", 2000).foreign_currency = Some(currency("THB"));
    assert_eq!(life.of("c105", "trip_around"), Cell::Bool(true));
}

#[test]
fn a_journey_leads_abroad_or_through_towns() {
    let towns = ["SAPPORO", "OTARU", "NAGANO", "SENDAI"];
    let tour = |days: std::ops::Range<i64>| {
        let mut life = at_home();
        life.buy(-49, "airline", 60_000);
        life.identity("airline").class = Some("travel".to_owned());
        life.town("market", "OURTOWN", "JP");
        for day in days {
            let shop = format!("inn {day}");
            life.buy(day, &shop, 1000);
            life.town(&shop, towns[usize::try_from(day).expect("a day") % towns.len()], "JP");
        }
        life
    };
    assert_eq!(tour(12..18).last("trip_place_around"), text("OTARU; SAPPORO; NAGANO"));
    let mut life = tour(12..16);
    for day in [14, 15] {
        abroad(&mut life, day, "abroad");
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(false), "two orders from abroad are no part of it");
}

#[test]
fn an_order_from_elsewhere_takes_nothing_from_a_trip() {
    let mut life = journey(16);
    for day in 13..17 {
        life.buy(day, "THB", 2000).foreign_currency = Some(currency("THB"));
    }
    for day in [10, 10, 11, 11, 12] {
        life.buy(day, "market", 900);
    }
    assert_eq!(life.of("c101", "trip_around"), Cell::Bool(false), "life goes on at home");
    assert_eq!(life.of("c106", "trip_around"), Cell::Bool(true), "in Thailand it does not");
    assert_eq!(life.of("c106", "trip_place_around"), text("TH"));
    assert_eq!(life.of("c106", "trip_from_around"), text("2024-06-14"));
}
