//! Facts that the charge itself tells, the histories, fees and interest.

use super::*;

#[test]
fn kind_status_currency() {
    let mut life = Life::new();
    let charge = life.buy(0, "kiosk", 500);
    (charge.kind, charge.status) = (Kind::CashAdvance, Status::Pending);
    assert_eq!(life.last("kind"), text("cash-advance"));
    assert_eq!(life.last("status"), text("pending"));
    assert_eq!(life.last("currency"), text("JPY"));
}

#[test]
fn class() {
    let mut life = Life::new();
    life.buy(0, "kiosk", 500);
    assert_eq!(life.last("class"), Cell::Null);
    life.identity("kiosk").class = Some("vending".to_owned());
    assert_eq!(life.last("class"), text("vending"));
}

#[test]
fn amount_units() {
    let mut life = Life::new();
    life.buy(0, "kiosk", 250);
    assert_eq!(life.last("amount_units"), Cell::Float(2.5));
    life.buy(1, "store", 3).currency = currency("USD");
    assert_eq!(life.last("amount_units"), Cell::Float(3.0));
}

#[test]
fn amount_round() {
    let mut life = Life::new();
    life.buy(0, "kiosk", 3000);
    assert_eq!(life.last("amount_round"), Cell::Bool(true));
    life.buy(1, "kiosk", 3500);
    assert_eq!(life.last("amount_round"), Cell::Bool(false));
}

#[test]
fn later_installment() {
    let mut life = Life::new();
    life.buy(0, "kiosk", 500).installment = Some((1, 3));
    assert_eq!(life.last("later_installment"), Cell::Bool(false));
    life.buy(1, "kiosk", 500).installment = Some((2, 3));
    assert_eq!(life.last("later_installment"), Cell::Bool(true));
    let mut life = Life::new();
    life.buy(-40, "kiosk", 500).exposed = true;
    assert_eq!(life.last("later_installment"), Cell::Bool(true));
}

#[test]
fn may_be_older() {
    let mut life = Life::new();
    life.buy(0, "kiosk", 500);
    assert_eq!(life.last("may_be_older"), Cell::Bool(false));
    life.buy(1, "kiosk", 500).may_be_older = true;
    assert_eq!(life.last("may_be_older"), Cell::Bool(true));
}

#[test]
fn days_since_exposure() {
    let mut life = Life::new();
    life.buy(45, "kiosk", 500);
    assert_eq!(life.last("days_since_exposure"), Cell::Int(45));
}

#[test]
fn history_days_and_charges() {
    let mut life = Life::new();
    life.buy(-90, "bank", 500).kind = Kind::Fee;
    life.buy(-70, "kiosk", 500);
    life.buy(-3, "kiosk", 500);
    life.buy(0, "kiosk", 500);
    assert_eq!(life.last("history_days_before"), Cell::Int(70));
    assert_eq!(life.last("history_charges_before"), Cell::Int(2));
    let mut life = Life::new();
    life.buy(3, "kiosk", 500);
    assert_eq!(life.last("history_days_before"), Cell::Int(0));
    assert_eq!(life.last("history_charges_before"), Cell::Int(0));
}

#[test]
fn histories_tell_what_is_little() {
    let mut life = Life::new();
    life.habit("market", 900, 2, 45);
    life.buy(2, "kiosk", 500).card = 1;
    let summary = life.facts().histories.remove(0);
    assert_eq!((summary.household, summary.days, summary.charges, summary.little), (0, 90, 45, false));
    assert_eq!((summary.first, summary.last), (Some(date(-90)), Some(date(-2))));
    assert_eq!(summary.cards, [CardHistory { card: 0, charges: 45 }, CardHistory { card: 1, charges: 0 }]);

    let mut thin = Life::new();
    assert!(thin.habit("market", 900, 2, 39).facts().histories[0].little);
    let mut short = Life::new();
    assert!(short.habit("market", 900, 1, 45).facts().histories[0].little);
    let mut unharmed = Life::new();
    unharmed.case.households[0].exposed_from = None;
    assert!(!unharmed.habit("market", 900, 1, 3).facts().histories[0].little);
}

#[test]
fn fees_and_interest_are_no_merchants() {
    for kind in [Kind::Fee, Kind::Interest] {
        let mut life = Life::ordinary();
        life.buy(-1, "bank", 9_000_000).kind = kind;
        life.buy(1, "new shop", 100);
        life.buy(1, "bank", 50_000).kind = kind;
        life.identity("bank").class = Some("cash".to_owned());
        life.country("GB");
        let fee = |life: &mut Life, fact| life.of("c27", fact);
        assert_eq!(fee(&mut life, "kind"), text(kind.word()));
        assert_eq!(fee(&mut life, "amount_units"), Cell::Float(500.0));
        for seen in ["family_seen_before", "exact_seen_before", "currency_seen_before"] {
            assert_eq!(fee(&mut life, seen), Cell::Bool(true), "{seen}");
        }
        for count in [
            "family_charges_before",
            "family_equal_before",
            "new_families_around",
            "new_charges_here_around",
            "stream_new_around",
            "home_charges_around",
            "abroad_charges_around",
        ] {
            assert_eq!(fee(&mut life, count), Cell::Int(0), "{count}");
        }
        for none in [
            "class",
            "country",
            "card_quiet_days_before",
            "country_seen_before",
            "class_seen_before",
            "amount_pct_before",
            "family_amount_z_before",
            "lookalike_of_before",
            "stream_before",
            "equal_around",
            "micro_new_around",
            "larger_new_around",
            "smaller_here_around",
            "new_sum_around",
            "orphan_refund_around",
            "refund_of_equal_around",
            "order_around",
            "order_items_around",
            "stream_amount_change_before",
            "alias_of_before",
        ] {
            assert_eq!(fee(&mut life, none), Cell::Null, "{none}");
        }
        for no in [
            "foreign",
            "new_on_card_before",
            "moved_around",
            "project_around",
            "stream_off_cadence_around",
            "stream_new_dear_around",
        ] {
            assert_eq!(fee(&mut life, no), Cell::Bool(false), "{no}");
        }
        assert_eq!(life.of("c26", "history_charges_before"), Cell::Int(25));
        assert_eq!(life.of("c26", "larger_new_around"), Cell::Null);
    }
}

#[test]
fn only_exposed_charges_have_rows() {
    let mut life = Life::ordinary();
    life.buy(1, "kiosk", 500).exposed = false;
    life.buy(2, "kiosk", 500);
    let facts = life.facts();
    assert_eq!(facts.exposed, [26]);
    assert_eq!(facts.columns.len(), FACTS.len());
    for ((name, column), (known, r#type)) in facts.columns.iter().zip(FACTS) {
        let (held, length) = match column {
            Column::Text(values) => (Type::Text, values.len()),
            Column::Bool(values) => (Type::Bool, values.len()),
            Column::Int(values) => (Type::Int, values.len()),
            Column::Float(values) => (Type::Float, values.len()),
        };
        assert_eq!((*name, held, length), (known, r#type, 1));
    }
}

#[test]
fn fee_around() {
    let mut life = Life::new();
    life.habit("market", 900, 2, 100);
    life.buy(1, "loja", 2000).foreign_currency = Some(currency("THB"));
    life.buy(2, "yearly fee", 900).kind = Kind::Fee;
    assert_eq!(life.of("c100", "fee_around"), Cell::Null, "too dear for this charge");
    life.buy(2, "fee abroad", 60).kind = Kind::Fee;
    life.buy(3, "fee abroad", 50).kind = Kind::Fee;
    assert_eq!(life.of("c100", "fee_around"), text("c102"), "the first that fits");
    life.buy(1, "kiosk", 1500).foreign_currency = Some(currency("THB"));
    assert_eq!(life.of("c100", "fee_around"), text("c102"));
    assert_eq!(life.of("c104", "fee_around"), text("c103"), "each fee belongs to one charge");
    life.buy(2, "cafe", 700);
    assert_eq!(life.of("c105", "fee_around"), Cell::Null, "at home");
    life.buy(20, "loja", 2000).foreign_currency = Some(currency("THB"));
    life.buy(24, "fee abroad", 60).kind = Kind::Fee;
    assert_eq!(life.of("c106", "fee_around"), Cell::Null, "four days are too many");
}
