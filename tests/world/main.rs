//! The labelled world: invented lives and what the program finds in them. A tool of development, never shipped.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tool of development that prints statistics"
)]

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
    /// Measures what the program finds in labelled corpora.
    Measure(measure::Args),
}

fn main() -> Result<(), corpus::Failure> {
    match Cli::parse().command {
        Command::Measure(args) => measure::run(&args),
    }
}
