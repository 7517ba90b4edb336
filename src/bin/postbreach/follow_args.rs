//! What was typed of what follows a decision.

use clap::{Args, Subcommand};

use crate::case_args::CaseFile;

#[derive(Debug, Subcommand)]
pub(crate) enum Dispute {
    /// Write down a step: reported, acknowledged, refunded or refused
    Mark(Mark),
    /// Write down what forms ask: possession=held|lost|stolen, dealt-before=yes|no, merchant-asked=DATE, merchant-answer=TEXT, twin=DATE, cancelled-on=DATE
    Answer {
        /// The charge, by its id or its beginning
        id: String,
        /// The question and its answer
        #[arg(value_name = "KEY=VALUE", required = true)]
        answers: Vec<String>,
        /// The day that stands for today
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        #[command(flatten)]
        case: CaseFile,
    },
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
    /// How: by telephone, by letter, on the website
    #[arg(long, value_name = "TEXT")]
    pub(crate) via: Option<String>,
    /// The card company's number for it
    #[arg(long = "ref", value_name = "TEXT")]
    pub(crate) reference: Option<String>,
    /// What is disputed, or what came back, when it is not the whole amount
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) amount: Option<String>,
    /// The day that stands for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}
