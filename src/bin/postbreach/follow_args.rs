//! What was typed of what follows a decision.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::case_args::CaseFile;

#[derive(Debug, Subcommand)]
pub(crate) enum Dispute {
    /// Write the letter to the card company, or the question where nothing is claimed
    Letter(Papers),
    /// Write what to say on the telephone, in large type
    CallSheet(Papers),
    /// List the charges with what forms ask of each
    List {
        #[command(flatten)]
        papers: Papers,
        /// Write the text of a CSV as it is: for machines, not for spreadsheets
        #[arg(long)]
        raw: bool,
    },
    /// Write again after a report that was not answered
    FollowUp(Papers),
    /// Write the days to come as a calendar (.ics)
    Calendar {
        /// Charges, by their ids or the beginnings of those; without any, all that are not settled
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// Name the merchants in the descriptions
        #[arg(long)]
        merchants: bool,
        /// Write to a file
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The day to take for today
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        #[command(flatten)]
        case: CaseFile,
    },
    /// Write down a step: reported, acknowledged, refunded or refused
    Mark(Mark),
    /// Write down what forms ask: possession=held|lost|stolen, dealt-before=yes|no, merchant-asked=DATE, merchant-answer=TEXT, twin=DATE, twin-reference=TEXT, cancelled-on=DATE, lost-on=DATE, reference=TEXT, disputed=AMOUNT, happened=TEXT, papers=TEXT, checked=TEXT
    Answer {
        /// The charge, by its id or its beginning
        id: String,
        /// The question and its answer; an empty one takes it away
        #[arg(value_name = "KEY=VALUE", required = true)]
        answers: Vec<String>,
        /// The day to take for today
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        #[command(flatten)]
        case: CaseFile,
    },
}

/// What a paper is about, and where it goes.
#[derive(Debug, Args)]
pub(crate) struct Papers {
    /// Charges, by their ids or the beginnings of those; without any, all that are not refunded
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// Write to a file; its ending says how: .pdf, .html, .md, and for the list .csv, .xlsx, .json. Several cards, or several things asked for, make several files
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How it is written, whatever the ending
    #[arg(long, value_parser = ["markdown", "html", "pdf", "csv", "xlsx", "json"])]
    pub(crate) format: Option<String>,
    /// Do not ask whether each line is as you say
    #[arg(long)]
    pub(crate) yes: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Args)]
pub(crate) struct Mark {
    /// Charges, by their ids or the beginnings of those
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// The step
    #[arg(value_parser = ["reported", "acknowledged", "refunded", "refused"])]
    pub(crate) step: String,
    /// The day of the step
    #[arg(long, value_name = "DATE")]
    pub(crate) on: String,
    /// How, in your words; `letter` says that it went in writing, as some last days ask
    #[arg(long, value_name = "TEXT")]
    pub(crate) via: Option<String>,
    /// The card company's number for it
    #[arg(long = "ref", value_name = "TEXT")]
    pub(crate) reference: Option<String>,
    /// What is disputed, or what came back, when it is not the whole amount
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) amount: Option<String>,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Card {
    /// Say that a card has a new number: its history goes on, and `recurring` lists what to register anew
    Replaced {
        /// The old number, by its last four digits
        #[arg(value_name = "LAST4")]
        old: String,
        /// The last four digits of the new number
        #[arg(long, value_name = "LAST4")]
        new: String,
        /// The day from which the old number is no longer used
        #[arg(long, value_name = "DATE")]
        on: String,
        /// The day to take for today
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        #[command(flatten)]
        case: CaseFile,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Recurring {
    /// Tick a merchant that has the new number, by its name; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) done: Vec<String>,
    /// How it is written
    #[arg(long, default_value = "table", value_parser = ["table", "json", "csv", "markdown", "html"])]
    pub(crate) format: String,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// Charges, by their ids or the beginnings of those; without any, all that are in question
    #[arg(value_name = "ID", conflicts_with = "answer")]
    pub(crate) ids: Vec<String>,
    /// Who is asked
    #[arg(long, default_value = "family", value_parser = ["family", "merchant", "issuer"])]
    pub(crate) whom: String,
    /// How it is written
    #[arg(long, default_value = "table", value_parser = ["table", "markdown", "html"])]
    pub(crate) format: String,
    /// Write down what somebody answered about a charge: mine, family, not-mine-said or unknown
    #[arg(long, num_args = 2, value_names = ["ID", "ANSWER"], requires = "on")]
    pub(crate) answer: Vec<String>,
    /// The day of the answer
    #[arg(long, value_name = "DATE", requires = "answer")]
    pub(crate) on: Option<String>,
    /// What was added to the answer
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub(crate) note: Option<String>,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Profile {
    #[command(subcommand)]
    pub(crate) action: Option<ProfileAction>,
    /// How it is written
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub(crate) format: String,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileAction {
    /// Write down a value; an empty one takes it away
    Set {
        /// What it is
        #[arg(value_parser = ["name", "address", "phone", "jurisdiction", "product", "statement-day", "payment-day"])]
        field: String,
        /// The value; never a whole card number
        value: String,
        /// For one card only, by its last four digits
        #[arg(long, value_name = "LAST4")]
        card: Option<String>,
        #[command(flatten)]
        case: CaseFile,
    },
}
