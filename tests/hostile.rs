//! Does a file that is damaged, or made to do harm, do any?
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/mutate.rs"]
mod mutate;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/strangers.rs"]
mod strangers;
