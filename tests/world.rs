//! Is the labelled world what it says it is?
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking; the world draws invented amounts"
)]

#[path = "world/dice.rs"]
mod dice;
#[path = "world/words.rs"]
mod words;
#[path = "world/kana.rs"]
mod kana;
#[path = "world/merchant.rs"]
mod merchant;
#[path = "world/issuer.rs"]
mod issuer;
#[path = "world/temper.rs"]
mod temper;
#[path = "world/holder.rs"]
mod holder;
#[path = "world/prices.rs"]
mod prices;
#[path = "world/streams.rs"]
mod streams;
#[path = "world/trips.rs"]
mod trips;
#[path = "world/contexts.rs"]
mod contexts;
#[path = "world/known.rs"]
mod known;
#[path = "world/scenarios.rs"]
mod scenarios;
#[path = "world/make.rs"]
mod make;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use make::{Make, World};

const HOLDERS: u64 = 60;

const SCENARIOS: [&str; 9] = [
    "ad-platform",
    "card-test",
    "duplicate",
    "foreign",
    "gift-burst",
    "known-amount",
    "look-alike",
    "single-big",
    "subscription-trap",
];

/// Honest contexts, and the least and most they may be among the honest charges after the breach, in per cent.
const SHARES: [(&str, f64, f64); 15] = [
    ("new-local", 4.5, 10.0),
    ("trip", 1.2, 4.0),
    ("booking", 0.08, 0.5),
    ("project", 0.1, 1.2),
    ("large-one-off", 0.2, 0.7),
    ("foreign-web-shop", 0.1, 0.4),
    ("sibling", 0.12, 0.6),
    ("rename", 0.03, 0.3),
    ("new-subscription", 0.02, 0.2),
    ("trial", 0.005, 0.12),
    ("move", 0.0, 4.0),
    ("gift-season", 0.4, 1.8),
    ("habit", 0.4, 1.2),
    ("splurge", 0.2, 0.8),
    ("recurring", 6.0, 14.0),
];

fn arguments(seed: u64, clean_share: f64) -> Make {
    Make { seed, holders: HOLDERS, out: PathBuf::new(), months_before: 15, months_after: 6, clean_share }
}

fn written(make: &Make) -> (World, Vec<u8>, Vec<u8>) {
    let world = World::new(make);
    let (mut charges, mut truth) = (Vec::new(), Vec::new());
    world.write(make.holders, &mut charges, &mut truth).unwrap();
    (world, charges, truth)
}

/// Records of a CSV text by the names of its columns.
fn records(text: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text).deserialize().map(|record| record.unwrap()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (_, charges, truth) = written(&arguments(3, 0.55));
    let (_, again, truth_again) = written(&arguments(3, 0.55));
    assert!(charges == again && truth == truth_again);
    let (_, other, _) = written(&arguments(4, 0.55));
    assert!(charges != other);
}

#[test]
fn a_holder_alone_is_the_holder_in_the_crowd() {
    let (world, charges, truth) = written(&arguments(5, 0.0));
    let (charges, truth) = (String::from_utf8(charges).unwrap(), String::from_utf8(truth).unwrap());
    for number in [1, 17, HOLDERS] {
        let mark = format!("H{number:06},");
        let alone = world.holder(number);
        let crowd: Vec<_> = charges.lines().filter(|line| line.starts_with(&mark)).collect();
        let labels: Vec<_> = truth.lines().filter_map(|line| line.split_once(',')).map(|(_, rest)| rest).collect();
        let labels: Vec<_> = labels.into_iter().filter(|line| line.starts_with(&mark)).collect();
        assert_eq!(crowd, alone.rows.iter().map(|(row, _)| row.trim_end()).collect::<Vec<_>>());
        assert_eq!(labels, alone.rows.iter().map(|(_, what)| what.trim_end()).collect::<Vec<_>>());
    }
}

#[test]
fn the_truth_speaks_of_the_charge_on_its_line() {
    let (world, charges, truth) = written(&arguments(6, 0.0));
    let (charges, truth) = (records(&charges), records(&truth));
    assert_eq!(charges.len(), truth.len());
    let breach = world.breach.to_string();
    let mut last = (String::new(), String::new());
    for (at, (charge, what)) in charges.iter().zip(&truth).enumerate() {
        assert_eq!(what["line"], (at + 2).to_string());
        assert_eq!(what["household"], charge["household"]);
        let unasked = what["label"] == "1";
        assert_eq!(unasked, !what["incident"].is_empty(), "line {}", at + 2);
        assert_eq!(unasked, SCENARIOS.contains(&what["scenario"].as_str()), "line {}", at + 2);
        assert!(!unasked || charge["transaction_date"] >= breach, "line {}", at + 2);
        assert!(!what["merchant"].is_empty() && !charge["descriptor"].trim().is_empty(), "line {}", at + 2);
        let now = (charge["household"].clone(), charge["transaction_date"].clone());
        assert!(now >= last, "line {} is out of order", at + 2);
        last = now;
        let decimals = charge["amount"].split_once('.').map_or(0, |(_, cents)| cents.len());
        assert_eq!(decimals, if charge["currency"] == "JPY" { 0 } else { 2 });
    }
}

#[test]
fn each_scenario_and_each_context_occurs_as_often_as_it_should() {
    let (world, charges, truth) = written(&arguments(7, 0.0));
    let breach = world.breach.to_string();
    let (charges, truth) = (records(&charges), records(&truth));
    let mut contexts: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut honest, mut new) = (0.0, 0.0);
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (charge, what) in charges.iter().zip(&truth) {
        let merchant = (what["household"].as_str(), what["merchant"].as_str());
        if charge["transaction_date"] < breach {
            known.insert(merchant);
        } else if what["label"] == "0" {
            honest += 1.0;
            new += f64::from(u8::from(!known.contains(&merchant)));
            *contexts.entry(&what["context"]).or_default() += 1.0;
        }
    }
    for (context, least, most) in SHARES {
        let share = contexts.get(context).copied().unwrap_or(0.0) * 100.0 / honest;
        assert!((least..=most).contains(&share), "{context}: {share:.3} % is not within {least} to {most} %");
    }
    assert!((0.08..0.15).contains(&(new / honest)), "{} of honest charges are at new merchants", new / honest);
    let scenarios: BTreeSet<_> = truth.iter().map(|what| what["scenario"].as_str()).collect();
    assert_eq!(scenarios, SCENARIOS.into_iter().chain([""]).collect());
    let regions: BTreeSet<_> = truth.iter().map(|what| what["region"].as_str()).collect();
    assert_eq!(regions, BTreeSet::from(["EU", "GB", "JP", "US"]));
    let months = charges.len() as f64 / f64::from(u32::try_from(HOLDERS).unwrap()) / 21.0;
    assert!((55.0..75.0).contains(&months), "{months} charges a month");
}
