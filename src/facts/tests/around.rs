//! Facts from the days around.

use super::*;

#[test]
fn equal_around() {
    let mut life = Life::new();
    life.buy(-2, "market", 700);
    life.buy(0, "market", 700);
    assert_eq!(life.of("c1", "equal_around"), text("c0"), "history is near enough");
    life.buy(2, "market", 700);
    assert_eq!(life.of("c1", "equal_around"), text("c0"), "the earlier one");
    assert_eq!(life.of("c2", "equal_around"), text("c1"));
    life.buy(6, "market", 700);
    life.buy(6, "market", 701);
    life.buy(6, "kiosk", 700);
    life.buy(6, "market", 700).currency = currency("USD");
    assert_eq!(life.of("c3", "equal_around"), Cell::Null);
    life.buy(6, "market", 700);
    life.buy(6, "market", 700);
    assert_eq!(life.of("c3", "equal_around"), text("c7"), "the smaller id of one day");
    assert_eq!(life.of("c8", "equal_around"), text("c3"));
}

#[test]
fn amount_pct_around() {
    let mut life = Life::new();
    for n in 0..19 {
        life.buy(n - 100, "market", 1000 + n * 10);
    }
    life.buy(0, "far", 1150);
    assert_eq!(life.of("c19", "amount_pct_around"), Cell::Null, "nineteen others are too few");
    life.buy(5, "kiosk", 2000);
    assert_eq!(life.of("c19", "amount_pct_around"), Cell::Float(0.75), "equal ones are not smaller");
}

#[test]
fn micro_new_around() {
    let mut life = Life::ordinary();
    life.buy(0, "far", 100);
    life.buy(1, "tiny", 300);
    life.buy(1, "also", 300);
    life.buy(2, "not tiny", 301);
    life.buy(3, "market", 100);
    life.buy(11, "large", 90_000);
    assert_eq!(life.of("c30", "micro_new_around"), text("c26"), "the nearest day, then the smallest id");
    assert_eq!(life.of("c26", "micro_new_around"), text("c27"), "another family, the same day");
    assert_eq!(life.of("c25", "micro_new_around"), Cell::Null);
    life.buy(12, "late", 90_000);
    assert_eq!(life.of("c31", "micro_new_around"), Cell::Null, "eleven days");
    life.known.families.insert("tiny".to_owned());
    assert_eq!(life.of("c30", "micro_new_around"), text("c27"));
}

#[test]
fn larger_new_around() {
    let mut life = Life::ordinary();
    life.buy(0, "tiny", 100);
    life.buy(0, "tiny", 90_000);
    life.buy(1, "market", 90_000);
    life.buy(1, "middling", 1230);
    life.buy(10, "large", 1240);
    assert_eq!(life.of("c25", "larger_new_around"), text("c29"));
    life.buy(0, "same day", 1241);
    assert_eq!(life.of("c25", "larger_new_around"), text("c30"));
    assert_eq!(life.of("c30", "larger_new_around"), text("c26"));
    let mut life = Life::ordinary();
    life.buy(0, "tiny", 100);
    life.buy(11, "large", 90_000);
    assert_eq!(life.of("c25", "larger_new_around"), Cell::Null, "eleven days");
}

#[test]
fn larger_new_around_without_a_percentile() {
    let mut life = Life::new();
    life.buy(0, "tiny", 100);
    life.buy(1, "large", 2999);
    assert_eq!(life.of("c0", "larger_new_around"), Cell::Null);
    life.buy(2, "larger", 3000);
    assert_eq!(life.of("c0", "larger_new_around"), text("c2"));
}

#[test]
fn smaller_here_around() {
    let mut life = Life::new();
    life.buy(0, "trial", 100);
    life.buy(4, "trial", 400);
    life.buy(4, "trial", 300);
    life.buy(13, "trial", 500);
    life.buy(16, "trial", 1200);
    assert_eq!(life.of("c4", "smaller_here_around"), text("c2"), "the nearest day with one, then the smallest");
    assert_eq!(life.of("c3", "smaller_here_around"), text("c0"));
    assert_eq!(life.of("c0", "smaller_here_around"), Cell::Null);
    life.buy(17, "trial", 300);
    assert_eq!(life.of("c5", "smaller_here_around"), Cell::Null, "seventeen days");
    life.buy(2, "trial", 900);
    assert_eq!(life.of("c6", "smaller_here_around"), Cell::Null, "two days");
    life.known.families.insert("trial".to_owned());
    assert_eq!(life.of("c4", "smaller_here_around"), Cell::Null, "the family is not new");
}

#[test]
fn new_families_around() {
    let mut life = Life::new();
    life.buy(-9, "market", 900);
    life.buy(1, "a", 900);
    life.buy(1, "a", 900);
    life.buy(4, "b", 900);
    life.buy(5, "c", 900);
    life.buy(4, "market", 900);
    assert_eq!(life.of("c1", "new_families_around"), Cell::Int(2));
    assert_eq!(life.of("c3", "new_families_around"), Cell::Int(3));
    assert_eq!(life.of("c5", "new_families_around"), Cell::Int(3), "at a familiar shop the others count");
    life.buy(20, "market", 900);
    assert_eq!(life.of("c6", "new_families_around"), Cell::Int(0));
}

#[test]
fn new_charges_here_around() {
    let mut life = Life::new();
    life.buy(-9, "market", 900);
    for day in [0, 2, 3, 3, 7] {
        life.buy(day, "gifts", 5000);
    }
    life.buy(3, "market", 900);
    assert_eq!(life.of("c1", "new_charges_here_around"), Cell::Int(4));
    assert_eq!(life.of("c5", "new_charges_here_around"), Cell::Int(1));
    assert_eq!(life.of("c6", "new_charges_here_around"), Cell::Int(0));
}

#[test]
fn new_sum_around() {
    let mut life = Life::new();
    life.buy(3, "gifts", 500);
    assert_eq!(life.last("new_sum_around"), Cell::Null);
    for n in 1..=20 {
        life.buy(-n, "market", n * 100);
    }
    // The nineteenth of twenty is the 95th percentile: 1900.
    life.buy(0, "other gifts", 1400);
    life.buy(6, "more", 1900);
    life.buy(7, "too late", 1000);
    life.buy(3, "market", 1000);
    life.buy(3, "abroad", 1000).currency = currency("USD");
    assert_eq!(life.of("c0", "new_sum_around"), Cell::Float(2.0));
    assert_eq!(life.of("c24", "new_sum_around"), Cell::Float(2.0));
    assert_eq!(life.of("c25", "new_sum_around"), Cell::Null);
}

#[test]
fn stream_new_around() {
    let mut life = Life::new();
    life.buy(-9, "market", 900);
    for (day, yen) in [(5, 990), (35, 990), (65, 1020), (66, 5000), (200, 990)] {
        life.buy(day, "service", yen);
    }
    for (id, length) in [("c1", 3), ("c2", 3), ("c3", 3), ("c4", 0), ("c5", 0)] {
        assert_eq!(life.of(id, "stream_new_around"), Cell::Int(length), "{id}");
    }
    life.buy(21, "market", 900);
    assert_eq!(life.of("c6", "stream_new_around"), Cell::Int(0), "the family is not new");
    life.buy(5, "weekly", 300);
    life.buy(12, "weekly", 300);
    assert_eq!(life.of("c8", "stream_new_around"), Cell::Int(2));
}

#[test]
fn cards_that_the_breach_does_not_concern_are_no_signs() {
    let mut life = Life::new();
    life.buy(0, "tiny", 100);
    life.buy(1, "large", 9000);
    assert_eq!(life.of("c1", "micro_new_around"), text("c0"));
    assert_eq!(life.of("c1", "new_families_around"), Cell::Int(2));
    life.case.charges[0].exposed = false;
    assert_eq!(life.of("c1", "micro_new_around"), Cell::Null);
    assert_eq!(life.of("c1", "new_families_around"), Cell::Int(1));
}

#[test]
fn charges_above_the_most_at_a_known_shop_are_counted() {
    let mut life = Life::ordinary();
    life.buy(1, "market", 1200);
    life.buy(2, "market", 5000);
    assert_eq!(life.last("family_above_around"), Cell::Int(1));
    life.buy(5, "market", 4000);
    life.buy(6, "market", 1300);
    let of = |life: &mut Life, id: &str| life.of(id, "family_above_around");
    let ids = ["c25", "c26", "c27", "c28"].map(|id| of(&mut life, id));
    assert_eq!(ids, [0, 2, 3, 2].map(Cell::Int));
    life.buy(6, "elsewhere", 5000);
    assert_eq!(life.last("family_above_around"), Cell::Int(0), "no history there");
}

#[test]
fn large_charges_at_new_shops_that_follow_are_counted() {
    let mut life = Life::ordinary();
    life.buy(1, "kiosk", 100);
    life.buy(1, "camera", 50_000);
    life.buy(11, "watch", 50_000);
    life.buy(12, "ring", 50_000);
    life.buy(5, "market", 50_000);
    assert_eq!(life.of("c25", "large_later_around"), Cell::Int(2));
    assert_eq!(life.of("c27", "large_later_around"), Cell::Int(2));
}

#[test]
fn a_trial_and_what_it_turns_into_are_one_family() {
    let mut life = Life::ordinary();
    life.buy(1, "glow trial", 195);
    life.buy(12, "glow", 8900);
    assert_eq!(life.last("smaller_here_around"), Cell::Null);
    (life.identity("glow trial").odd, life.identity("glow trial").stem) = (true, Some("glow".to_owned()));
    assert_eq!(life.last("smaller_here_around"), text("c25"));
    assert_eq!(life.of("c25", "larger_here_around"), text("c26"));
    life.buy(-40, "glow", 900);
    assert_eq!(life.of("c25", "larger_here_around"), Cell::Null, "a name of the history is imitated, not joined");
}
