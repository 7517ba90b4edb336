//! The labelled world: makes invented cardholders whose every charge is labelled, and measures what the program finds
//! in them. A tool of development, never shipped; see README.md beside this file.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tool of development that draws invented amounts and prints statistics"
)]

mod dice;
mod words;
mod kana;
mod merchant;
mod issuer;
mod holder;
mod streams;
mod contexts;
mod scenarios;
mod make;
mod corpus;
mod dump;
mod measure;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a world into a folder.
    Make(make::Make),
    /// Measures what the program finds in labelled corpora.
    Measure(measure::Args),
}

fn main() -> Result<(), corpus::Failure> {
    match Cli::parse().command {
        Command::Make(make) => Ok(make::run(&make)?),
        Command::Measure(args) => measure::run(&args),
    }
}
