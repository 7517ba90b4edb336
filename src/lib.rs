//! postbreach: after a breach, find the charges on your card that you did not make, and get them disputed in time.
//!
//! The rooms stand in the order of the walk; each imports only rooms to its left. `README.md` tells what the program
//! does for its users.

pub mod location;
pub mod catalogue;
pub mod messages;
pub mod money;
pub mod text;
pub mod transaction;
pub mod merchant;
pub mod statement;
pub mod breach;
pub mod case;
pub mod facts;
pub mod rule;
pub mod engine;
pub mod finding;
pub mod review;
pub mod dispute;
pub mod platform;
pub mod store;
pub mod report;
pub mod desk;
pub mod web;
