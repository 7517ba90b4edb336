//! What becomes one incident, and where each charge stands.

use super::*;
use crate::breach::Reach;
use crate::case::{Card, Charge, Household, Sighting};
use crate::catalogue::Catalogue;
use crate::merchant::Merchants;
use crate::money::Currency;
use crate::transaction::Status;

const EXPOSURE: Exposure = Exposure { reach: Reach::Unknown, days: 0 };

/// One listed charge: its day of 2026, its descriptor, the rules that fire, and the charge (by place) that the first of
/// them names.
type Row<'a> = (&'a str, &'a str, &'a [&'a str], Option<usize>);

fn case_of(rows: &[Row<'_>]) -> Case {
    let merchants = Merchants::load(&Catalogue::embedded()).expect("sound");
    let household = Household { name: String::new(), exposed_from: "2026-01-01".parse().ok(), reach: Reach::Unknown };
    let mut case = Case {
        households: vec![household],
        cards: vec![Card { issuer: String::new(), label: "1234".to_owned() }],
        ..Case::default()
    };
    for (at, (day, descriptor, ..)) in rows.iter().enumerate() {
        let identity = merchants.identify(descriptor);
        let known = case.merchants.iter().position(|other| *other == identity);
        let merchant = known.unwrap_or_else(|| {
            case.merchants.push(identity);
            case.merchants.len() - 1
        });
        let charge = Charge {
            id: format!("charge-{at}"),
            aliases: Vec::new(),
            household: 0,
            card: 0,
            date: day.parse().expect("a day"),
            posted_only: false,
            amount: rust_decimal::Decimal::TEN,
            currency: "USD".parse::<Currency>().expect("a currency"),
            kind: Kind::Purchase,
            status: Status::Posted,
            descriptor: case.strings.intern(descriptor),
            country: case.strings.intern(""),
            foreign_currency: None,
            merchant,
            installment: None,
            exposed: true,
            may_be_older: false,
            sightings: vec![Sighting { statement: 0, row: at }],
        };
        case.charges.push(charge);
    }
    case
}

/// The incidents of these charges: kind, and the places of its charges.
fn grouped(rows: &[Row<'_>]) -> Vec<(String, Vec<usize>)> {
    let catalogue = Catalogue::embedded();
    let engine = Engine::load(&catalogue).expect("sound");
    let joins = Joins::load(&catalogue).expect("sound");
    let case = case_of(rows);
    let mut list: Vec<Finding> = rows
        .iter()
        .enumerate()
        .map(|(charge, (_, _, rules, names))| {
            let reason = |id: &&str| Reason {
                rule: engine.rules().iter().position(|rule| rule.id == **id).expect("a rule"),
                outcome: Outcome::Fires,
                related: names.map(|other| ("names".to_owned(), format!("charge-{other}"))).into_iter().collect(),
                values: Vec::new(),
            };
            Finding {
                flagged: !rules.is_empty(),
                ..finding(charge, EXPOSURE, rules.iter().map(reason).collect(), &engine, Level::Careful)
            }
        })
        .collect();
    bring_in_related(&case, &mut list);
    let incidents = incidents::incidents(&case, &mut list, &engine, &joins);
    incidents.into_iter().map(|incident| (incident.kind, incident.findings)).collect()
}

#[test]
fn a_trial_and_its_renewals_are_one_subscription_however_long() {
    let found = grouped(&[
        ("2026-01-05", "GLOWLEAF BOX", &[], None),
        ("2026-01-15", "GLOWLEAF BOX", &["trial-then-charge"], Some(0)),
        ("2026-02-15", "GLOWLEAF BOX", &["new-recurring"], None),
        ("2026-02-16", "TIDELINE MUSIC", &["new-recurring"], None),
        ("2026-03-15", "GLOWLEAF BOX", &["new-recurring"], None),
        ("2026-03-16", "TIDELINE MUSIC", &["new-recurring"], None),
        ("2027-03-14", "GLOWLEAF BOX", &["new-recurring"], None),
    ]);
    let subscription = "new-subscription".to_owned();
    assert_eq!(found, [(subscription.clone(), vec![0, 1, 2, 4, 6]), (subscription, vec![3, 5])]);
}

#[test]
fn a_pair_is_a_pair() {
    let twins = &["exact-repeat"][..];
    let found = grouped(&[
        ("2026-01-05", "CEDAR HARDWARE", twins, Some(1)),
        ("2026-01-06", "CEDAR HARDWARE", twins, Some(0)),
        ("2026-01-06", "LANTERN CINEMA", twins, Some(3)),
        ("2026-01-06", "LANTERN CINEMA", twins, Some(2)),
        ("2026-04-05", "CEDAR HARDWARE", twins, Some(5)),
        ("2026-04-06", "CEDAR HARDWARE", twins, Some(4)),
    ]);
    let pair = |one, other| ("double-charge".to_owned(), vec![one, other]);
    assert_eq!(found, [pair(0, 1), pair(2, 3), pair(4, 5)]);
}

#[test]
fn a_test_charge_and_what_followed_are_one_event() {
    let found = grouped(&[
        ("2026-01-05", "PIXELPOND DIGITAL", &["test-charge"], Some(1)),
        ("2026-01-07", "VOLTHAVEN RADIOS", &["test-then-spend"], Some(0)),
        ("2026-01-09", "KESTREL GADGETS", &["test-then-spend", "new-and-very-large"], Some(0)),
        ("2026-01-09", "LOJA DO CABO", &["foreign-without-trip"], None),
        ("2026-01-10", "QUINTA DO VALE", &["foreign-without-trip"], None),
        ("2026-01-20", "PADARIA LUMINOSA", &["foreign-without-trip"], None),
    ]);
    let kinds: Vec<(&str, &[usize])> = found.iter().map(|(kind, of)| (kind.as_str(), of.as_slice())).collect();
    assert_eq!(kinds, [("test-then-spend", &[0, 1, 2][..]), ("foreign-use", &[3, 4]), ("foreign-use", &[5])]);
}

#[test]
fn one_shop_within_days_is_one_event_whatever_the_kinds() {
    let found = grouped(&[
        ("2026-01-05", "GIFTNOOK CARDS", &["exact-repeat", "gift-card-first-time"], Some(1)),
        ("2026-01-05", "GIFTNOOK CARDS", &["exact-repeat", "gift-card-first-time"], Some(0)),
        ("2026-01-06", "GIFTNOOK CARDS", &["gift-card-first-time"], None),
        ("2026-01-08", "GIFTNOOK CARDS", &["new-and-very-large"], None),
    ]);
    assert_eq!(found, [("gift-cards".to_owned(), vec![0, 1, 2, 3])]);
}

#[test]
fn every_charge_stands_in_one_place() {
    let engine = Engine::load(&Catalogue::embedded()).expect("sound");
    let place = |id: &str| engine.rules().iter().position(|rule| rule.id == id).expect("a rule");
    let of = |outcome: Option<Outcome>| {
        let reason = |outcome| Reason { rule: place("new-recurring"), outcome, related: vec![], values: vec![] };
        finding(0, EXPOSURE, outcome.map(reason).into_iter().collect(), &engine, Level::Careful)
    };
    let quiet = of(Some(Outcome::Nearly(0)));
    let list = [
        of(Some(Outcome::Fires)),
        Finding { named_by: Some("other".to_owned()), flagged: true, ..of(None) },
        Finding { asked: true, flagged: true, ..of(None) },
        of(Some(Outcome::CannotTell(vec!["class"]))),
        Finding { unstated: true, ..quiet.clone() },
        of(Some(Outcome::Silenced(0))),
        Finding { confirmed: true, ..quiet.clone() },
        quiet,
    ];
    let counts = Counts::of(&list);
    assert_eq!((counts.listed + counts.below, counts.unclear, counts.calmed, counts.quiet), (3, 2, 2, 1));
    assert_eq!(list[2].shown_band(), Some(Band::Medium), "what is asked for is looked at");
    assert_eq!(list.iter().map(|finding| finding.shown_band().is_none()).filter(|none| *none).count(), 2);
}

#[test]
fn a_reason_tells_what_the_band_owes_to_it() {
    let engine = Engine::load(&Catalogue::embedded()).expect("sound");
    let reason = |id: &str, outcome: Outcome| Reason {
        rule: engine.rules().iter().position(|rule| rule.id == id).expect("a rule"),
        outcome,
        related: vec![],
        values: vec![],
    };
    let reasons = vec![
        reason("new-merchant", Outcome::Fires),
        reason("exact-repeat", Outcome::Nearly(0)),
        reason("test-then-spend", Outcome::Fires),
    ];
    let finding = finding(0, EXPOSURE, reasons, &engine, Level::Careful);
    for (reason, effect) in finding.reasons.iter().zip(&finding.effects) {
        let id = engine.rules()[reason.rule].id.as_str();
        match effect {
            Some(Effect::Lists) => assert_eq!(id, "test-then-spend", "a building block lists nothing"),
            Some(Effect::Raises(band)) => assert!(*band < finding.band && id == "new-merchant"),
            Some(Effect::Adds) => assert_eq!(id, "new-merchant"),
            Some(Effect::Lowers(_) | Effect::Eases) => panic!("{id} adds weight"),
            None => assert_eq!(id, "exact-repeat", "it does not fire"),
        }
    }
}

#[test]
fn a_reason_that_lowers_the_score_adds_no_weight() {
    let engine = Engine::load(&Catalogue::embedded()).expect("sound");
    let fires = |id: &str| Reason {
        rule: engine.rules().iter().position(|rule| rule.id == id).expect("a rule"),
        outcome: Outcome::Fires,
        related: vec![],
        values: vec![],
    };
    let reasons = ["new-and-very-large", "new-merchant", "a-known-brand", "in-your-own-town"].map(fires).to_vec();
    let finding = finding(0, EXPOSURE, reasons, &engine, Level::Careful);
    let effect = |id: &str| {
        let of = |reason: &Reason| engine.rules()[reason.rule].id == id;
        finding.effects[finding.reasons.iter().position(of).expect("a reason")]
    };
    assert_eq!((effect("a-known-brand"), effect("in-your-own-town")), (Some(Effect::Eases), Some(Effect::Eases)));
    assert_eq!(effect("new-merchant"), Some(Effect::Adds));
}
