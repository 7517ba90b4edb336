//! What was typed for a case.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::args::Exposure;

/// Which case.
#[derive(Debug, Default, Args)]
pub(crate) struct CaseFile {
    /// The case's file [env: POSTBREACH_CASE]
    #[arg(id = "case", long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Statements, folders of statements, a story, or - for standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["breaches", "household", "cards"])]
    pub(crate) files: Vec<PathBuf>,
    /// How to read: KEY=VALUE or KEY=VALUE@FILES; layout, encoding, date-order, decimal, sign, currency, card, household, year
    #[arg(long = "read", value_name = "KEY=VALUE[@FILES]")]
    pub(crate) read: Vec<String>,
    #[command(flatten)]
    pub(crate) exposure: Exposure,
    /// Whose charges these are; a case holds one household
    #[arg(long, value_name = "NAME")]
    pub(crate) household: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// How far something is written.
#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Say what would happen, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Keep nothing: a case in memory, gone when the command ends
    #[arg(long, conflicts_with = "case")]
    pub(crate) ephemeral: bool,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Rows: date, text and amount; without any, standard input
    #[arg(value_name = "ROW")]
    pub(crate) rows: Vec<String>,
    /// How to read: KEY=VALUE; date-order, decimal, sign, currency, card, year
    #[arg(long = "read", value_name = "KEY=VALUE")]
    pub(crate) read: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    #[command(flatten)]
    pub(crate) exposure: Exposure,
    /// How it is written
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub(crate) format: String,
    /// What comes first; last-day is what ends first, new is what came last, whatever its date
    #[arg(long, default_value = "last-day", value_parser = ["last-day", "band", "new", "date", "merchant"])]
    pub(crate) order: String,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("verdict").required(true)))]
pub(crate) struct Decide {
    /// Charges, by their ids or the beginnings of those
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// I made it
    #[arg(long, group = "verdict")]
    pub(crate) mine: bool,
    /// Somebody I share the card with made it
    #[arg(long, group = "verdict")]
    pub(crate) family: bool,
    /// I do not know yet
    #[arg(long, group = "verdict")]
    pub(crate) unsure: bool,
    /// I do not recognise it
    #[arg(long, group = "verdict")]
    pub(crate) not_recognised: bool,
    /// None of us made it
    #[arg(long, group = "verdict")]
    pub(crate) not_mine: bool,
    /// I made it, and something is wrong
    #[arg(long, group = "verdict", value_name = "REASON", value_parser = ["duplicate", "amount", "cancelled", "not-received", "credit-missing", "other"])]
    pub(crate) wrong: Option<String>,
    /// What you want to remember of it
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Ask again after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// How far it reaches, for --mine and --family
    #[arg(long, default_value = "charge", value_parser = ["charge", "same-amount", "merchant-on-card", "merchant"])]
    pub(crate) scope: String,
    /// Do not ask before more than one charge is decided
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// List what was decided, undone and forgotten
    List {
        #[command(flatten)]
        case: CaseFile,
    },
    /// Follow the chain of digests: a changed byte is found
    Verify {
        #[command(flatten)]
        case: CaseFile,
    },
    /// Write the log as JSON Lines
    Export {
        #[command(flatten)]
        case: CaseFile,
    },
    /// Add the entries of an exported log, - for standard input
    Import {
        /// The exported log
        file: String,
        #[command(flatten)]
        case: CaseFile,
    },
}
