//! Does a case keep what it was given: charges under one id, decisions, and nothing that was to be forgotten?
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
#[path = "store/again.rs"]
mod again;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/follow.rs"]
mod follow;
#[path = "store/flipped.rs"]
mod flipped;
#[path = "store/forget.rs"]
mod forget;
#[path = "store/full.rs"]
mod full;
#[path = "store/identity.rs"]
mod identity;
#[path = "store/keep.rs"]
mod keep;
#[path = "store/kept.rs"]
mod kept;
#[path = "store/killed.rs"]
mod killed;
#[path = "store/laws.rs"]
mod laws;
#[path = "store/log.rs"]
mod log;
#[path = "store/month.rs"]
mod month;
#[path = "store/tools.rs"]
mod tools;
#[path = "store/torn.rs"]
mod torn;
