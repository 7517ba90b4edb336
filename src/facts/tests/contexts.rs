//! Places, cards, and what explains charges.

use super::*;
use crate::case::{Order, Sighting};

/// Buys abroad, with a foreign currency printed.
pub(super) fn abroad(life: &mut Life, day: i64, shop: &str) {
    life.buy(day, shop, 2000).foreign_currency = Some(currency("THB"));
}

/// A household that shops at home every other day for two hundred days.
pub(super) fn at_home() -> Life {
    let mut life = Life::new();
    life.habit("market", 900, 2, 100);
    life
}

#[test]
fn country() {
    let mut life = Life::new();
    life.buy(0, "shop", 500);
    assert_eq!(life.last("country"), Cell::Null);
    life.town("shop", "LISBOA", "pt");
    assert_eq!(life.last("country"), text("PT"), "the tail");
    life.buy(1, "shop", 500).foreign_currency = Some(currency("EUR"));
    assert_eq!(life.last("country"), text("PT"), "the euro is no country's own");
    life.buy(2, "shop", 500).foreign_currency = Some(currency("USD"));
    assert_eq!(life.last("country"), text("US"), "the currency");
    life.country(" ｔｈ");
    assert_eq!(life.last("country"), text("TH"), "the column");
}

#[test]
fn foreign_where_only_the_tail_tells() {
    let mut life = Life::new();
    life.habit("market", 900, 3, 20);
    life.buy(1, "loja", 500);
    life.town("loja", "LISBOA", "PT");
    assert_eq!(life.last("foreign"), Cell::Bool(true), "the yen is Japan's");
    life.town("market", "TOKYO", "JP");
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    life.buy(2, "kiosk", 500);
    life.town("kiosk", "OSAKA", "JP");
    assert_eq!(life.last("foreign"), Cell::Bool(false));
    life.buy(3, "loja", 500);
    life.country("JP");
    life.buy(-1, "market", 900);
    life.country("JP");
    assert_eq!(life.last("foreign"), Cell::Bool(true), "on a card that prints a country abroad only");
    life.habit("loja", 500, 20, 3);
    assert_eq!(life.of("c20", "foreign"), Cell::Bool(false), "one tail in ten is home");
}

#[test]
fn foreign_where_only_an_amount_behind_the_name_tells() {
    let mut life = Life::new();
    life.habit("market", 900, 3, 20);
    life.buy(1, "loja", 500);
    assert_eq!(life.last("foreign"), Cell::Bool(false));
    life.identity("loja").money = Some("BRL".to_owned());
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    assert_eq!(life.last("country"), text("BR"));
    assert_eq!(life.last("currency_seen_before"), Cell::Bool(false));
    life.identity("loja").money = Some("JPY".to_owned());
    assert_eq!(life.last("foreign"), Cell::Bool(false), "the household's own");
}

#[test]
fn gift_season() {
    // Day 0 is 1 June 2024.
    for (day, yen, dollars) in [(29, false, false), (30, true, false), (75, true, false), (76, false, false)] {
        let mut life = Life::new();
        life.buy(day, "shop", 500);
        assert_eq!(life.last("gift_season"), Cell::Bool(yen), "{day}");
        life.buy(day + 1, "shop", 500).currency = currency("USD");
        assert_eq!(life.last("gift_season"), Cell::Bool(dollars), "{day}");
    }
    let mut life = Life::new();
    life.buy(166, "shop", 500).currency = currency("USD");
    assert_eq!(life.last("gift_season"), Cell::Bool(false));
    life.buy(167, "shop", 500).currency = currency("USD");
    assert_eq!(life.last("gift_season"), Cell::Bool(true), "15 November");
}

#[test]
fn card_quiet_days_before() {
    let mut life = Life::new();
    life.buy(1, "shop", 500);
    life.buy(1, "shop", 500);
    assert_eq!(life.last("card_quiet_days_before"), Cell::Null);
    life.buy(-90, "market", 500);
    life.buy(-2, "market", 500).card = 1;
    assert_eq!(life.last("card_quiet_days_before"), Cell::Int(91), "not the other card, not the same day");
    life.buy(3, "shop", 500);
    assert_eq!(life.last("card_quiet_days_before"), Cell::Int(93), "new merchants wake no card");
    life.buy(2, "market", 500);
    assert_eq!(life.last("card_quiet_days_before"), Cell::Int(1));
    assert_eq!(life.of("c5", "card_quiet_days_before"), Cell::Int(92), "not its own day");
}

#[test]
fn new_on_card_before() {
    let mut life = Life::new();
    life.buy(-9, "market", 500);
    life.buy(1, "market", 500).card = 1;
    assert_eq!(life.last("new_on_card_before"), Cell::Bool(true));
    assert_eq!(life.last("family_seen_before"), Cell::Bool(true), "known to any card is known");
    life.buy(-5, "market", 500).card = 1;
    assert_eq!(life.last("new_on_card_before"), Cell::Bool(false));
    life.identity("market").unstated = true;
    assert_eq!(life.last("new_on_card_before"), Cell::Null);
}

#[test]
fn home_charges_around() {
    let mut life = at_home();
    abroad(&mut life, 10, "abroad");
    assert_eq!(life.last("home_charges_around"), Cell::Int(0));
    life.buy(9, "market", 900);
    life.buy(11, "market", 900);
    life.buy(12, "market", 900);
    life.buy(10, "new shop", 900);
    assert_eq!(life.of("c100", "home_charges_around"), Cell::Int(2));
    assert_eq!(life.of("c101", "home_charges_around"), Cell::Int(0), "at home itself");
    life.identity("market").class = Some("digital".to_owned());
    assert_eq!(life.of("c100", "home_charges_around"), Cell::Int(0), "nobody stands in a shop online");
    life.identity("new shop").class = Some("food".to_owned());
    assert_eq!(life.of("c100", "home_charges_around"), Cell::Int(0), "a new shop without a town may be anywhere");
    life.buy(-30, "new shop", 900);
    assert_eq!(life.of("c100", "home_charges_around"), Cell::Int(1));
}

#[test]
fn abroad_charges_around() {
    let mut life = at_home();
    for day in [3, 4, 9, 10] {
        abroad(&mut life, day, "abroad");
    }
    assert_eq!(life.of("c100", "abroad_charges_around"), Cell::Int(2));
    assert_eq!(life.of("c101", "abroad_charges_around"), Cell::Int(3));
    life.buy(8, "market", 900);
    assert_eq!(life.of("c104", "abroad_charges_around"), Cell::Int(4));
}

/// Six charges in a new town over so many days, and some at home.
fn moved(days: [i64; 6], at_home: usize) -> Cell {
    let mut life = Life::new();
    life.habit("market", 900, 2, 100).town("market", "OURTOWN", "JP");
    for day in days {
        life.buy(day, "bakery", 700);
    }
    for _ in 0..at_home {
        life.buy(12, "market", 900);
    }
    life.town("bakery", "NEWTOWN", "JP");
    life.of("c105", "moved_around")
}

#[test]
fn moved_around() {
    let weeks = [10, 12, 16, 20, 25, 29];
    assert_eq!(moved(weeks, 5), Cell::Bool(true));
    assert_eq!(moved(weeks, 6), Cell::Bool(false), "half of them are at home");
    assert_eq!(moved([10, 12, 16, 20, 24, 25], 0), Cell::Bool(false), "not yet three weeks");
}

#[test]
fn after_a_move_the_new_town_is_home() {
    let mut life = at_home();
    life.town("market", "OURTOWN", "JP").town("bakery", "NEWTOWN", "JP");
    for day in 10..40 {
        life.buy(day, "bakery", 700);
    }
    assert_eq!(life.last("trip_around"), Cell::Bool(false));
    life.buy(41, "market", 900);
    assert_eq!(life.last("moved_around"), Cell::Bool(false));
}

/// New shops of one kind on these days.
fn project(class: &str, shops: &[(i64, &str)]) -> Cell {
    let mut life = Life::new();
    for (day, shop) in shops {
        life.buy(*day, shop, 20_000);
        life.identity(shop).class = Some(class.to_owned());
    }
    life.of("c0", "project_around")
}

#[test]
fn project_around() {
    let shops = [(3, "tiles"), (5, "paint"), (9, "lamps")];
    assert_eq!(project("home", &shops), Cell::Bool(true));
    assert_eq!(project("gift", &shops), Cell::Bool(false), "not visited in person");
    assert_eq!(project("home", &[(3, "tiles"), (5, "paint"), (8, "lamps")]), Cell::Bool(false), "five days");
    assert_eq!(project("home", &[(3, "tiles"), (5, "paint"), (9, "paint")]), Cell::Bool(false), "two shops");
    assert_eq!(project("home", &[(3, "tiles"), (5, "paint"), (34, "lamps")]), Cell::Bool(false), "too far apart");
}

#[test]
fn refund_of_equal_around() {
    let mut life = Life::new();
    for day in [1, 3, 20] {
        life.buy(day, "shop", 900);
    }
    life.refund(10, "shop", 901);
    life.refund(10, "other shop", 900);
    life.refund(10, "shop", 900).currency = currency("USD");
    life.refund(10, "shop", 900).household = 1;
    assert_eq!(life.of("c1", "refund_of_equal_around"), Cell::Null);
    life.refund(10, "shop", 900);
    assert_eq!(life.of("c1", "refund_of_equal_around"), text("2024-06-11"), "the latest before it");
    assert_eq!(life.of("c0", "refund_of_equal_around"), Cell::Null, "one refund gives back one charge");
    life.refund(36, "shop", 900);
    life.refund(36, "shop", 900);
    assert_eq!(life.of("c2", "refund_of_equal_around"), text("2024-07-07"));
    assert_eq!(life.of("c0", "refund_of_equal_around"), text("2024-07-07"));
    let mut life = Life::new();
    life.buy(36, "shop", 900);
    life.refund(0, "shop", 900);
    assert_eq!(life.last("refund_of_equal_around"), Cell::Null, "thirty-six days");
    life.refund(1, "shop", 900);
    assert_eq!(life.last("refund_of_equal_around"), text("2024-06-02"), "the next");
}

#[test]
fn orphan_refund_around() {
    let mut life = Life::new();
    life.buy(31, "shop", 900);
    life.refund(0, "elsewhere", 5);
    assert_eq!(life.last("orphan_refund_around"), Cell::Null, "thirty-one days");
    life.refund(1, "elsewhere", 5);
    assert_eq!(life.last("orphan_refund_around"), text("elsewhere"));
    life.case.refunds[1].card = 1;
    assert_eq!(life.last("orphan_refund_around"), Cell::Null, "on another card");
    life.refund(31, "shop", 5);
    assert_eq!(life.last("orphan_refund_around"), Cell::Null, "paid on that day");
    life.refund(30, "shop", 5);
    assert_eq!(life.last("orphan_refund_around"), text("shop"), "paid after it");
    life.known.families.insert("shop".to_owned());
    assert_eq!(life.last("orphan_refund_around"), Cell::Null);
    life.refund(32, "elsewhere", 5);
    assert_eq!(life.last("orphan_refund_around"), Cell::Null, "later ones");
}

#[test]
fn order_around() {
    let mut life = Life::new();
    life.case.windows.order_lag_days = 35;
    life.buy(10, "shop", 900);
    life.buy(12, "shop", 900);
    let order = |day: i64, yen: i64, row: usize| Order {
        at: Sighting { statement: 0, row },
        date: date(day),
        charged_on: None,
        amount: Decimal::from(yen),
        currency: currency("JPY"),
        card: crate::transaction::Sym::EMPTY,
        items: vec![crate::transaction::Sym::EMPTY; 2],
    };
    life.case.orders = vec![order(9, 900, 0), order(9, 901, 1)];
    assert_eq!(life.of("c0", "order_around"), text("2024-06-10"));
    assert_eq!(life.of("c0", "order_items_around"), Cell::Int(2));
    assert_eq!(life.of("c1", "order_around"), Cell::Null, "one order explains one charge");
    life.case.households.push(life.case.households[0].clone());
    assert_eq!(life.of("c0", "order_around"), Cell::Null, "whose order it is, nobody says");
}
