//! A world of invented cardholders whose every charge is labelled: makes it, measures what the program finds in it, and
//! fits the weights of the rules to it. See README.md beside this file.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
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

mod corpus;
mod dump;
mod bound;
mod panel;
mod metrics;
mod print;
mod measure;
mod logistic;
mod weights;
mod fit;

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
    /// Measure what the program finds in worlds
    Measure(measure::Measure),
    /// Fit the weights of the rules to worlds
    Fit(fit::FitArgs),
}

fn main() -> Result<(), corpus::Failure> {
    match Cli::parse().command {
        Command::Make(make) => Ok(make::run(&make)?),
        Command::Measure(measure) => measure::run(&measure),
        Command::Fit(fit) => fit::run(&fit),
    }
}
