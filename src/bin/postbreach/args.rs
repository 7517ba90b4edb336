//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::case_args::{Add, CaseFile, Decide, Import, Log, Status};
use crate::follow_args::{Ask, Card, Dispute, Profile, Recurring};
use crate::global::Global;

/// After a breach, find the charges on your card that you did not make, and get them disputed in time.
///
/// Everything stays on this computer. Without a command, the page opens in your browser. Exit codes: 0 nothing to review, 10 something to review, 1 something could not
/// be read or is a question, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "postbreach", version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the charges after a breach that you may not recognise, of statements or of a case
    Scan(Scan),
    /// Show what scan does with an invented story; no file is needed
    Demo {
        /// Read the order history of the story too
        #[arg(long)]
        orders: bool,
    },
    /// Read statements and write their transactions in one form
    Convert(Convert),
    /// Known layouts of statements
    #[command(subcommand)]
    Formats(Formats),
    /// The questions asked of every exposed charge
    #[command(subcommand)]
    Rules(Rules),
    /// Known breaches: was I affected, and what follows
    #[command(subcommand)]
    Breaches(Breaches),
    /// Until when to report a charge, counted from what, and who says so
    #[command(subcommand)]
    Deadlines(Deadlines),
    /// Who bills under a line of a statement, and what to check first
    What {
        /// The line as printed, such as "SQ *BLUE BOTTLE"
        descriptor: String,
        /// table or json
        #[arg(long, default_value = "table", value_parser = ["table", "json"])]
        format: String,
    },
    /// Everything about one charge: its rows, its merchant, every rule
    Explain {
        /// The charge's id as scan prints it, or its beginning
        id: String,
        #[command(flatten)]
        from: From,
        #[command(flatten)]
        exposure: Exposure,
    },
    /// Bring statements into a case, which keeps them and what you decide
    Import(Import),
    /// Bring typed or pasted rows into a case, such as "2017/06/24 AOZORA BOOKS 1,480円"
    Add(Add),
    /// Say what a case holds: charges by card and month, decided and open, and what is missing
    Status(Status),
    /// Say what you know of charges
    Decide(Decide),
    /// Undo decisions: the last ones made at once, or those on these charges
    Undo {
        /// Charges, by their ids or the beginnings of those
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// The group that `log list` shows
        #[arg(long, value_name = "NUMBER", conflicts_with = "ids")]
        group: Option<i64>,
        #[command(flatten)]
        case: CaseFile,
    },
    /// Redo the decisions that were undone last
    Redo {
        #[command(flatten)]
        case: CaseFile,
    },
    /// Follow charges that you do not accept: what the card company was told, what it answered, what came back
    #[command(subcommand)]
    Dispute(Dispute),
    /// Say what became of a card
    #[command(subcommand)]
    Card(Card),
    /// List merchants with regular charges, to be ticked when they have a new card number
    Recurring(Recurring),
    /// Print a sheet of questions about charges for the family, the merchants or the card company, or write down an answer
    Ask(Ask),
    /// Show or write down who writes to the card company: name, address, country, kind of card
    Profile(Profile),
    /// What was decided, and whether the record is whole
    #[command(subcommand)]
    Log(Log),
    /// Remove a card's rows, a file, or everything, from a case for good
    Forget {
        /// The card, by its last four digits
        #[arg(long, value_name = "LAST4", required_unless_present_any = ["all", "file"])]
        card: Option<String>,
        /// The file, by its name in the case; of several with one name, the one that came last
        #[arg(long, value_name = "NAME", conflicts_with = "card")]
        file: Option<String>,
        /// Everything that the case holds
        #[arg(long, conflicts_with_all = ["card", "file"])]
        all: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        case: CaseFile,
    },
    /// Copy a case into a new file
    Backup {
        /// The new file
        file: PathBuf,
        #[command(flatten)]
        case: CaseFile,
    },
    /// Make a case from a copy
    Restore {
        /// The copy
        file: PathBuf,
        /// Put it in the place of the case that is there
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        case: CaseFile,
    },
    /// Open the page in your browser: everything by mouse or keyboard, on this computer alone (also without a command)
    Review(Review),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What to read, and how.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Statements, folders of statements, a story, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// How to read: KEY=VALUE or KEY=VALUE@FILES; layout, encoding, date-order, decimal, sign, currency, card, household, year
    #[arg(long = "read", value_name = "KEY=VALUE[@FILES]")]
    pub(crate) read: Vec<String>,
}

/// Where charges come from: statements, or a case.
#[derive(Debug, Args)]
pub(crate) struct From {
    /// Statements, folders of statements, a story, or - for standard input; without any, the case
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to read: KEY=VALUE or KEY=VALUE@FILES; layout, encoding, date-order, decimal, sign, currency, card, household, year
    #[arg(long = "read", value_name = "KEY=VALUE[@FILES]")]
    pub(crate) read: Vec<String>,
    #[command(flatten)]
    pub(crate) case: CaseFile,
}

/// What was exposed.
#[derive(Debug, Default, Args)]
pub(crate) struct Exposure {
    /// A breach: an id (see `breaches list`), a file, a day, or a window START..END; may be given several times
    #[arg(long = "breach", value_name = "BREACH")]
    pub(crate) breaches: Vec<String>,
    /// Which data were exposed, such as full_number,expiry
    #[arg(long, value_name = "CLASS,…")]
    pub(crate) exposed: Option<String>,
    /// The card concerned, by its last four digits; may be given several times
    #[arg(long = "card", value_name = "LAST4")]
    pub(crate) cards: Vec<String>,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write to this file instead of standard output, for which - stands
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the counts to this file too
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) from: From,
    #[command(flatten)]
    pub(crate) exposure: Exposure,
    /// For many people in one file: a CSV with the columns household and breach, which says what concerns whom
    #[arg(long, value_name = "FILE", requires = "files")]
    pub(crate) breach_by: Option<PathBuf>,
    /// How the result is written
    #[arg(long, default_value = "table", value_parser = ["table", "json", "jsonl", "csv", "markdown", "html"])]
    pub(crate) format: String,
    /// How much to list: calm, careful or everything
    #[arg(long, default_value = "careful", value_parser = ["calm", "careful", "everything"])]
    pub(crate) level: String,
    /// What comes first; last-day is what ends first, new is what a case has seen last, whatever its date
    #[arg(long, default_value = "band", value_parser = ["band", "last-day", "new", "date", "merchant"])]
    pub(crate) order: String,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    /// Print the address with its token instead of opening a browser; it opens the page once
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How the transactions are written
    #[arg(long, default_value = "csv", value_parser = ["csv", "json", "jsonl"])]
    pub(crate) format: String,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Formats {
    /// List the layouts
    List,
    /// Say how files of one layout look and how they are read
    Show {
        /// The layout's id
        id: String,
        /// Print the layout file itself
        #[arg(long)]
        toml: bool,
    },
    /// Find a layout for a file that none claims, by its content, and print or save it
    Infer(Infer),
    /// Say which layout each file is of, and by what it is known
    Identify(Input),
    /// Say which months of statements to download now, and which disappear next
    Months {
        /// The layout's id
        id: String,
        #[command(flatten)]
        exposure: Exposure,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Infer {
    /// The statement
    pub(crate) file: String,
    /// What you know of it: KEY=VALUE; encoding, date-order, decimal, sign, currency
    #[arg(long = "read", value_name = "KEY=VALUE")]
    pub(crate) read: Vec<String>,
    /// Save the layout under this id among your own, with what the file reads as beside it
    #[arg(long, value_name = "ID")]
    pub(crate) save: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules with what was measured of each
    List {
        /// table or json
        #[arg(long, default_value = "table", value_parser = ["table", "json"])]
        format: String,
    },
    /// Say what one rule asks, why, and when it is wrong
    Show {
        /// The rule's id
        id: String,
    },
    /// Run the tests inside the rules
    Test,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Breaches {
    /// List the breaches
    List,
    /// Say what was exposed, who was affected and what follows
    Show {
        /// The breach's id, or a file
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Deadlines {
    /// List the deadlines
    List(DeadlineOutput),
    /// Say what is stated, by whom, read when, and what ends then
    Show {
        /// The deadline's id
        id: String,
        #[command(flatten)]
        output: DeadlineOutput,
    },
    /// Count the days for one charge
    Count(Box<Count>),
}

#[derive(Debug, Args)]
pub(crate) struct DeadlineOutput {
    /// table or json
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub(crate) format: String,
    /// The day to take for today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Count {
    /// The country of the card, such as US or JP
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
    /// The layout of its statements (see `formats list`): it says which card company and country
    #[arg(long, value_name = "ID")]
    pub(crate) layout: Option<String>,
    /// The kind of card; without it, what its layout can be of, else credit
    #[arg(long, value_parser = ["credit", "debit", "prepaid", "business"])]
    pub(crate) product: Option<String>,
    /// What you say of the charge
    #[arg(long, default_value = "unsure", value_parser = ["not-mine", "not-recognised", "unsure", "wrong:duplicate", "wrong:amount", "wrong:cancelled", "wrong:not-received", "wrong:credit-missing", "wrong:other"])]
    pub(crate) reason: String,
    /// The day of the purchase
    #[arg(long, value_name = "DATE")]
    pub(crate) charge_date: Option<String>,
    /// The posting date
    #[arg(long, value_name = "DATE")]
    pub(crate) posting_date: Option<String>,
    /// On which day of the month your statement comes out
    #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(u32).range(1..=31), conflicts_with = "statement_dates")]
    pub(crate) statement_day: Option<u32>,
    /// A day on which a statement came out; may be given several times
    #[arg(long = "statement-date", value_name = "DATE")]
    pub(crate) statement_dates: Vec<String>,
    /// The day on which you learned that the card was lost or stolen
    #[arg(long, value_name = "DATE")]
    pub(crate) lost_on: Option<String>,
    /// The day on which the card company received your report
    #[arg(long, value_name = "DATE")]
    pub(crate) reported_on: Option<String>,
    /// The day on which the card company explained why the charge stands
    #[arg(long, value_name = "DATE")]
    pub(crate) explained_on: Option<String>,
    /// The day of the next automatic payment
    #[arg(long, value_name = "DATE")]
    pub(crate) payment_on: Option<String>,
    #[command(flatten)]
    pub(crate) output: DeadlineOutput,
}
