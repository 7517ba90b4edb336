//! What holds for every life.

use proptest::prelude::*;

use super::*;

/// A drawn charge: day, shop, hundreds of yen, kind and money.
type Drawn = (i64, usize, i64, usize);

fn charges(days: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Drawn>> {
    let amounts = prop_oneof![1i64..4, Just(9), Just(10), 20i64..400];
    proptest::collection::vec((days, 0usize..8, amounts, 0usize..10), 0..90)
}

fn life(drawn: &[Drawn]) -> Life {
    let mut life = Life::new();
    for charge in drawn {
        add(&mut life, 0, charge);
    }
    dress(&mut life);
    life
}

fn add(life: &mut Life, household: usize, (day, shop, amount, how): &Drawn) {
    const SHOPS: [&str; 8] =
        ["market", "rnarket", "kiosk", "service", "service plus", "tickets", "gifts", "more gifts"];
    if *how == 9 {
        life.refund(*day, SHOPS[*shop], amount * 100).household = household;
    }
    let charge = life.buy(*day, SHOPS[*shop], amount * 100);
    charge.household = household;
    match how {
        0 => charge.kind = Kind::Fee,
        1 => charge.currency = currency("USD"),
        2 => charge.foreign_currency = Some(currency("EUR")),
        3 => charge.exposed = false,
        4 => life.country("FR"),
        5 | 6 => life.country("JP"),
        _ => {}
    }
}

fn dress(life: &mut Life) {
    life.identity("rnarket").skeleton = "market".to_owned();
    life.identity("tickets").class = Some("travel".to_owned());
    life.identity("more gifts").family = "gifts".to_owned();
    life.town("market", "OURTOWN", "JP").town("kiosk", "THEIRTOWN", "JP").town("gifts", "FARTOWN", "FR");
    life.identity("kiosk").class = Some("retail".to_owned());
}

/// The rows by the id of their charge, with the facts that are wanted.
fn rows(life: &Life, facts: &Facts, wanted: impl Fn(&str) -> bool) -> Vec<(String, Vec<Cell>)> {
    let row = |(row, at): (usize, &usize)| {
        let names = FACTS.iter().map(|(name, _)| *name).filter(|name| wanted(name));
        (life.case.charges[*at].id.clone(), names.map(|name| cell(facts, name, row)).collect())
    };
    let mut rows: Vec<_> = facts.exposed.iter().enumerate().map(row).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn later_charges_change_nothing_before(drawn in charges(-200..40), later in charges(40..90)) {
        let steady = |name: &str| !name.ends_with("_around");
        let mut life = life(&drawn);
        let facts = life.facts();
        let before = rows(&life, &facts, steady);
        for charge in &later {
            add(&mut life, 0, charge);
        }
        let facts = life.facts();
        let after = rows(&life, &facts, steady);
        for row in &before {
            prop_assert!(after.contains(row), "{row:?}");
        }
    }

    #[test]
    fn windows_end(drawn in charges(-200..40), later in charges(60..90)) {
        let steady = |name: &str| !name.starts_with("stream_") || name.ends_with("_before");
        let mut life = life(&drawn);
        let facts = life.facts();
        let before = rows(&life, &facts, steady);
        for charge in &later {
            add(&mut life, 0, charge);
        }
        let facts = life.facts();
        let after = rows(&life, &facts, steady);
        for row in &before {
            prop_assert!(after.contains(row), "{row:?}");
        }
    }

    #[test]
    fn households_do_not_meet(drawn in charges(-200..60), others in charges(-300..80), first in any::<bool>()) {
        let mut alone = life(&drawn);
        let facts = alone.facts();
        let expected = rows(&alone, &facts, |_| true);
        // The other household may stand first in the case, and its shops be the first to be numbered.
        let mut both = Life::new();
        both.case.households.push(both.case.households[0].clone());
        let (ours, theirs) = if first { (1, 0) } else { (0, 1) };
        if first {
            both.shop("gifts");
        }
        for charge in &drawn {
            add(&mut both, ours, charge);
        }
        for charge in &others {
            add(&mut both, theirs, charge);
        }
        dress(&mut both);
        let facts = both.facts();
        let found = rows(&both, &facts, |_| true);
        for row in &expected {
            prop_assert!(found.contains(row), "{row:?}");
        }
        prop_assert_eq!(&facts.histories[ours].cards, &alone.facts().histories[0].cards);
    }

    #[test]
    fn order_within_a_day_does_not_matter(drawn in charges(-40..20), turn in 0usize..40) {
        let mut life = life(&drawn);
        let facts = life.facts();
        let expected = rows(&life, &facts, |_| true);
        let length = life.case.charges.len().max(1);
        life.case.charges.rotate_left(turn % length);
        life.case.charges.reverse();
        life.case.charges.sort_by_key(|charge| (charge.household, charge.date));
        let facts = compute(&life.case, &currencies(), &life.known, &file());
        prop_assert_eq!(rows(&life, &facts, |_| true), expected);
    }

    #[test]
    fn only_facts_that_may_be_null_are(drawn in charges(-200..60)) {
        let mut life = life(&drawn);
        let facts = life.facts();
        let file = file();
        for (name, column) in &facts.columns {
            let nulls = match column {
                Column::Text(values) => values.iter().any(Option::is_none),
                Column::Bool(values) => values.iter().any(Option::is_none),
                Column::Int(values) => values.iter().any(Option::is_none),
                Column::Float(values) => values.iter().any(Option::is_none),
            };
            prop_assert!(!nulls || file.fact(name).is_some_and(|fact| fact.null.is_some()), "{name}");
        }
    }
}
