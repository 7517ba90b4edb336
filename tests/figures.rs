//! Does the program still find what it found, and does it still leave alone those to whom nothing happened?
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking; the world draws invented amounts"
)]

#[path = "world/bound.rs"]
mod bound;
#[path = "world/contexts.rs"]
mod contexts;
#[path = "world/corpus.rs"]
mod corpus;
#[path = "world/dice.rs"]
mod dice;
#[path = "world/holder.rs"]
mod holder;
#[path = "world/issuer.rs"]
mod issuer;
#[path = "world/kana.rs"]
mod kana;
#[path = "world/known.rs"]
mod known;
#[path = "world/make.rs"]
mod make;
#[path = "world/merchant.rs"]
mod merchant;
#[path = "world/metrics.rs"]
mod metrics;
#[path = "world/panel.rs"]
mod panel;
#[path = "world/prices.rs"]
mod prices;
#[path = "world/scenarios.rs"]
mod scenarios;
#[path = "world/streams.rs"]
mod streams;
#[path = "world/temper.rs"]
mod temper;
#[path = "world/trips.rs"]
mod trips;
#[path = "world/words.rs"]
mod words;

use std::path::PathBuf;

use corpus::Desk;
use make::Make;
use metrics::Measured;
use panel::Panel;
use postbreach::catalogue::Catalogue;

/// A small world, enough to see a rule or a weight go wrong. The figures that count are in FIGURES.md.
const SEED: u64 = 21;
const HOLDERS: u64 = 60;

/// What was measured when the rules or the weights last changed on purpose.
const AVERAGE_PRECISION: f64 = 0.7457;
const CLEAN_FLAGS_A_MONTH: f64 = 0.9526;

/// How much worse is still the same.
const LOSS: f64 = 0.03;
const RISE: f64 = 1.2;

#[test]
fn a_small_world_is_judged_as_before() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("figures");
    let (months_before, months_after, clean_share) = (9, 6, 0.3);
    let world = Make { seed: SEED, holders: HOLDERS, out: out.clone(), months_before, months_after, clean_share };
    make::run(&world).expect("a world");
    let desk = Desk::new(&Catalogue::embedded()).expect("sound");
    let panel = Panel::read(&[out], &desk, &|_| None).expect("read");
    let figures = Measured::new(&panel).figures(0, 0);
    let of = |name: &str| figures.iter().find(|f| f.group == "all" && f.name == name).expect("a figure").value;
    let (precision, flags) = (of("average precision"), of("listed: flags a month, clean"));
    let told = format!("average precision {precision:.4}, flags a month on clean lives {flags:.4}");
    assert!(precision >= AVERAGE_PRECISION - LOSS, "less is found: {told}");
    assert!(flags <= CLEAN_FLAGS_A_MONTH * RISE, "clean lives are disturbed more: {told}");
}
