//! Facts from the history.

use super::*;

#[test]
fn family_seen_before() {
    let mut life = Life::new();
    life.buy(-5, "market", 500);
    life.buy(1, "market", 700);
    assert_eq!(life.last("family_seen_before"), Cell::Bool(true));
    life.buy(2, "kiosk", 700);
    life.buy(9, "kiosk", 700);
    assert_eq!(life.last("family_seen_before"), Cell::Bool(false), "repetition makes nothing familiar");
    life.known.families.insert("kiosk".to_owned());
    assert_eq!(life.last("family_seen_before"), Cell::Bool(true));
}

#[test]
fn exact_seen_before() {
    let mut life = Life::new();
    life.buy(-5, "market", 500);
    life.buy(1, "market online", 700);
    life.identity("market online").family = "market".to_owned();
    assert_eq!(life.last("family_seen_before"), Cell::Bool(true));
    assert_eq!(life.last("exact_seen_before"), Cell::Bool(false));
    life.identity("market online").exact = "market".to_owned();
    assert_eq!(life.last("exact_seen_before"), Cell::Bool(true));
}

#[test]
fn family_charges_before() {
    let mut life = Life::new();
    life.habit("market", 500, 3, 7);
    life.buy(1, "market", 500);
    life.buy(2, "market", 500);
    assert_eq!(life.last("family_charges_before"), Cell::Int(7));
}

#[test]
fn family_equal_before() {
    let mut life = Life::new();
    life.habit("market", 500, 3, 2);
    life.buy(-2, "market", 501);
    life.buy(-2, "kiosk", 500);
    life.buy(-2, "market", 500).currency = currency("USD");
    life.buy(1, "market", 500).amount = Decimal::new(50_000, 2);
    assert_eq!(life.last("family_equal_before"), Cell::Int(2));
}

#[test]
fn currency_seen_before() {
    let mut life = Life::new();
    life.buy(-5, "market", 500);
    life.buy(1, "shop", 500);
    assert_eq!(life.last("currency_seen_before"), Cell::Bool(true));
    life.buy(2, "shop", 500).foreign_currency = Some(currency("USD"));
    assert_eq!(life.last("currency_seen_before"), Cell::Bool(false));
    life.buy(-4, "market", 500).foreign_currency = Some(currency("USD"));
    assert_eq!(life.last("currency_seen_before"), Cell::Bool(true));
}

#[test]
fn country_seen_before() {
    let mut life = Life::new();
    life.buy(-5, "market", 500);
    life.country("JP");
    life.buy(1, "market", 500);
    assert_eq!(life.last("country_seen_before"), Cell::Null);
    life.country("ｊｐ ");
    assert_eq!(life.last("country_seen_before"), Cell::Bool(true));
    life.country("FR");
    assert_eq!(life.last("country_seen_before"), Cell::Bool(false));
}

#[test]
fn class_seen_before() {
    let mut life = Life::new();
    life.buy(-5, "old tickets", 500);
    life.buy(1, "new tickets", 500);
    assert_eq!(life.last("class_seen_before"), Cell::Null);
    life.identity("new tickets").class = Some("travel".to_owned());
    assert_eq!(life.last("class_seen_before"), Cell::Bool(false));
    life.identity("old tickets").class = Some("travel".to_owned());
    assert_eq!(life.last("class_seen_before"), Cell::Bool(true));
}

#[test]
fn amount_pct_before() {
    let mut life = Life::new();
    for n in 1..20 {
        life.buy(-n, "market", n * 100);
    }
    life.buy(-30, "market", 1).currency = currency("USD");
    life.buy(1, "market", 1600);
    assert_eq!(life.last("amount_pct_before"), Cell::Null, "nineteen are too few");
    life.buy(-40, "market", 5000);
    assert_eq!(life.last("amount_pct_before"), Cell::Float(0.75), "equal ones are not smaller");
}

#[test]
fn family_amount_z_before() {
    let mut life = Life::new();
    life.habit("market", 1000, 5, 3);
    life.buy(1, "market", 2000);
    assert_eq!(life.last("family_amount_z_before"), Cell::Null, "three are too few");
    life.buy(-2, "market", 1000);
    // Equal amounts have no deviation: ln 2 over the floor of 0.08.
    assert!(about(&life.last("family_amount_z_before"), "8.664340"));
    let mut life = Life::new();
    for (day, yen) in [(-9, 100), (-8, 200), (-7, 400), (-6, 800)] {
        life.buy(day, "market", yen);
    }
    // Median ln(200·√2), deviations ½, ½, 1½, 1½ ln 2, so 1.5 × ln 2 to go over 1.4826 × ln 2.
    life.buy(1, "market", 800);
    assert!(about(&life.last("family_amount_z_before"), "1.011736"));
}

#[test]
fn lookalike_of_before() {
    let mut life = Life::new();
    life.habit("netflix", 990, 30, 2);
    life.buy(1, "netf1ix", 990);
    life.identity("netf1ix").skeleton = "netflix".to_owned();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "two are too few");
    life.buy(-90, "netflix", 990);
    assert_eq!(life.last("lookalike_of_before"), text("netflix"));
    life.identity("netf1ix").family = "netflix".to_owned();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "its own family");
    life.identity("netf1ix").skeleton = String::new();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null);
}

#[test]
fn near_name_of_before() {
    let mut life = Life::new();
    life.habit("harbor", 990, 30, 2);
    life.buy(1, "harbors", 990);
    assert_eq!(life.last("near_name_of_before"), Cell::Null, "two are too few");
    life.buy(-90, "harbor", 990);
    assert_eq!(life.last("near_name_of_before"), text("harbor"));
    life.identity("harbors").brand = true;
    assert_eq!(life.last("near_name_of_before"), Cell::Null, "a brand is itself");
    life.identity("harbors").brand = false;
    life.identity("harbors").skeleton = "harbor".to_owned();
    assert_eq!(life.last("near_name_of_before"), Cell::Null, "it looks the same");
    life.identity("harbors").skeleton = "harbors".to_owned();
    life.buy(-20, "harbors", 990);
    assert_eq!(life.last("near_name_of_before"), Cell::Null, "its own family is in the history");
    let mut life = Life::new();
    life.habit("inlet", 990, 30, 3);
    life.buy(1, "inlets", 990);
    assert_eq!(life.last("near_name_of_before"), Cell::Null, "a short name is near too many");
}

#[test]
fn a_line_that_imitates_one_of_a_brand_is_new() {
    let mut life = Life::new();
    life.habit("letters com", 990, 30, 3);
    life.buy(1, "1etters com", 990);
    for (shop, spelling) in [("letters com", "LETTERSCOM"), ("1etters com", "1ETTERSCOM")] {
        let identity = life.identity(shop);
        (identity.family, identity.brand) = ("letters".to_owned(), true);
        (identity.spelling, identity.look) = (spelling.to_owned(), "LETERSCOM".to_owned());
    }
    assert_eq!(life.last("lookalike_of_before"), text("letters com"));
    assert_eq!((life.last("family_seen_before"), life.last("known_brand")), (Cell::Bool(false), Cell::Bool(false)));
    assert_eq!(life.last("family_charges_before"), Cell::Int(3), "the brand's");
    life.identity("1etters com").spelling = "LETTERSCOM".to_owned();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "spelled as ever");
    assert_eq!((life.last("family_seen_before"), life.last("known_brand")), (Cell::Bool(true), Cell::Bool(true)));
}

#[test]
fn a_name_before_words_of_a_help_desk_is_an_imitation() {
    let mut life = Life::new();
    life.habit("letters", 990, 30, 3);
    life.buy(1, "letters help", 990);
    life.identity("letters help").spelling = "LETTERSHELP".to_owned();
    life.identity("letters help").look = "LETERSHELP".to_owned();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null);
    life.identity("letters help").stem = Some("letters".to_owned());
    assert_eq!(life.last("lookalike_of_before"), text("letters"));
}

/// What a line of no brand is taken for, by what it looks like, where lines that look like LETTERSUSA are a brand's.
fn taken_for(look: &str) -> Cell {
    let mut life = Life::new();
    life.habit("letters usa", 990, 30, 3);
    life.buy(1, "another", 990);
    for (shop, look) in [("letters usa", "LETTERSUSA"), ("another", look)] {
        let identity = life.identity(shop);
        (identity.spelling, identity.look) = (look.to_owned(), look.to_owned());
    }
    let identity = life.identity("letters usa");
    (identity.family, identity.brand) = ("epistles".to_owned(), true);
    life.last("lookalike_of_before")
}

#[test]
fn a_line_one_letter_from_a_brands_is_an_imitation() {
    for look in ["LETERSUSA", "LETTERRSUSA", "LETTARSUSA", "LETTESRUSA"] {
        assert_eq!(taken_for(look), text("letters usa"), "{look}");
    }
    for look in ["LETTARSUSB", "LETTSERUSA", "LETTERS", "EPISTLE", ""] {
        assert_eq!(taken_for(look), Cell::Null, "{look}");
    }
    let mut life = Life::new();
    life.habit("letters usa", 990, 30, 3);
    life.buy(1, "leters usa", 990);
    for (shop, look) in [("letters usa", "LETTERSUSA"), ("leters usa", "LETERSUSA")] {
        life.identity(shop).look = look.to_owned();
    }
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "names of no brand are near too many");
    life.identity("letters usa").brand = true;
    assert_eq!(life.last("lookalike_of_before"), text("letters usa"));
    life.identity("leters usa").brand = true;
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "another brand is itself");
    life.identity("leters usa").brand = false;
    life.buy(-20, "leters usa", 990);
    assert_eq!(life.last("lookalike_of_before"), Cell::Null, "a spelling of the history");
}

#[test]
fn names_that_differ_in_marks_alone_are_no_lookalikes() {
    let mut life = Life::new();
    life.habit("h & m", 990, 30, 3);
    life.buy(1, "HM", 990);
    life.identity("HM").skeleton = "h & m".to_owned();
    assert_eq!(life.last("lookalike_of_before"), Cell::Null);
}

#[test]
fn the_lookalike_with_most_charges_is_named() {
    let mut life = Life::new();
    life.habit("rn shop", 990, 3, 3).habit("m shop", 990, 3, 4).habit("nn shop", 990, 3, 4);
    life.buy(1, "rm shop", 990);
    for shop in ["rn shop", "m shop", "nn shop", "rm shop"] {
        life.identity(shop).skeleton = "m shop".to_owned();
    }
    assert_eq!(life.last("lookalike_of_before"), text("m shop"));
}

/// The state of a stream of these (day, yen) in a history that goes on to the day before the exposure.
fn stream(charges: &[(i64, i64)]) -> Cell {
    let mut life = Life::new();
    life.buy(-1, "market", 120);
    for (day, yen) in charges {
        life.buy(*day, "service", *yen);
    }
    life.buy(1, "service", 9999);
    life.last("stream_before")
}

#[test]
fn stream_before() {
    assert_eq!(stream(&[(-15, 990)]), Cell::Null);
    assert_eq!(stream(&[(-45, 990), (-15, 990)]), text("early"));
    assert_eq!(stream(&[(-76, 990), (-45, 990), (-15, 1030)]), text("mature"));
    assert_eq!(stream(&[(-76, 990), (-45, 990), (-15, 1200)]), text("early"), "the price changed");
    assert_eq!(stream(&[(-176, 990), (-145, 990), (-115, 990)]), text("ended"));
    assert_eq!(stream(&[(-145, 990), (-115, 990)]), Cell::Null, "two that stopped are a coincidence");
    assert_eq!(stream(&[(-22, 300), (-15, 300), (-8, 300)]), text("mature"));
    assert_eq!(stream(&[(-465, 5500), (-100, 5500)]), text("mature"));
    assert_eq!(stream(&[(-65, 990), (-45, 990), (-25, 990)]), Cell::Null, "no cadence");
}

#[test]
fn a_habit_is_no_stream_but_one_other_charge_does_no_harm() {
    let daily: Vec<(i64, i64)> = (1..90).map(|n| (-n, 480)).collect();
    assert_eq!(stream(&daily), Cell::Null);
    assert_eq!(stream(&[(-76, 990), (-60, 990), (-45, 990), (-15, 990)]), text("mature"));
    let two: Vec<(i64, i64)> = (0..4).flat_map(|n| [(-10 - n * 30, 990), (-25 - n * 30, 990)]).collect();
    assert_eq!(stream(&two), text("mature"), "two subscriptions at one price");
}

#[test]
fn a_stream_that_goes_on_says_more_than_one_that_ended() {
    let mut charges: Vec<(i64, i64)> = (4..12).map(|n| (-n * 30, 990)).collect();
    assert_eq!(stream(&charges), text("ended"));
    charges.extend([(-90, 1490), (-60, 1490), (-30, 1490)]);
    assert_eq!(stream(&charges), text("mature"));
}

#[test]
fn a_stream_is_not_ended_by_missing_statements() {
    let mut life = Life::new();
    life.habit("service", 990, 30, 4);
    for charge in &mut life.case.charges {
        charge.date = charge.date - Days::new(200);
    }
    life.buy(1, "service", 990);
    assert_eq!(life.last("stream_before"), text("mature"));
}

#[test]
fn foreign() {
    let mut life = Life::new();
    life.buy(1, "shop", 500);
    assert_eq!(life.last("foreign"), Cell::Null, "no history");
    life.habit("market", 900, 3, 2);
    assert_eq!(life.last("foreign"), Cell::Bool(false));
    life.buy(2, "shop", 500).foreign_currency = Some(currency("USD"));
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    life.buy(3, "shop", 500).currency = currency("USD");
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    life.buy(4, "shop", 500);
    life.country("FR");
    assert_eq!(life.last("foreign"), Cell::Bool(true), "a card that prints no country at home prints one abroad");
    let mut life = Life::new();
    for day in [-9, -6, -3] {
        life.buy(day, "market", 500);
        life.country("JP");
    }
    life.buy(1, "shop", 500);
    life.country("JP");
    assert_eq!(life.last("foreign"), Cell::Bool(false), "a card that prints the country of every shop");
    life.buy(2, "shop", 500);
    life.country("FR");
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    life.buy(3, "shop", 500);
    assert_eq!(life.last("foreign"), Cell::Bool(false), "no country printed");
}

#[test]
fn a_card_is_at_home_in_its_own_money() {
    let mut life = Life::new();
    life.habit("market", 900, 3, 8);
    let other = |life: &mut Life, day, money| {
        let charge = life.buy(day, "grocer", 500);
        (charge.card, charge.currency) = (1, currency(money));
    };
    other(&mut life, 1, "USD");
    assert_eq!(life.last("foreign"), Cell::Bool(true), "of a card without a history only the household's is known");
    for day in [-9, -6] {
        other(&mut life, day, "USD");
    }
    other(&mut life, 2, "USD");
    assert_eq!(life.last("foreign"), Cell::Bool(false));
    other(&mut life, 3, "EUR");
    assert_eq!(life.last("foreign"), Cell::Bool(true));
    life.buy(4, "market", 900);
    assert_eq!(life.last("foreign"), Cell::Bool(false), "the first card");
    life.buy(5, "market", 900).currency = currency("USD");
    assert_eq!(life.last("foreign"), Cell::Bool(true), "the other card's money on the first");
}
