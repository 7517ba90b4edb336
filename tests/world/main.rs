//! A world of invented cardholders whose every charge is labelled: makes it. See README.md beside this file.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a development program that draws invented amounts; it ends when its own lists are wrong"
)]

mod dice;
mod words;
mod kana;
mod merchant;
mod issuer;
mod temper;
mod holder;
mod prices;
mod streams;
mod trips;
mod contexts;
mod known;
mod scenarios;
mod make;

use clap::{Parser, Subcommand};

/// A world of invented cardholders whose every charge is labelled
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a world into a folder
    Make(make::Make),
}

fn main() -> std::io::Result<()> {
    match Cli::parse().command {
        Command::Make(make) => make::run(&make),
    }
}
