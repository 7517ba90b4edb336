//! What people and programs get to see: one module a shape. Sentences come from the message files and from the claims;
//! everything that a statement says is hostile text and is escaped for where it goes.

pub mod ask;
pub mod calm;
pub mod canonical;
pub mod clean;
pub mod json;
pub mod layout;
pub mod logged;
pub mod breach;
pub mod deadline;
pub mod decided;
pub mod dispute;
pub mod disputes;
pub mod explain;
pub mod gaps;
pub mod headline;
pub mod opening;
pub mod page;
pub mod picture;
pub mod problem;
pub mod profile;
pub mod reading;
pub mod recurring;
pub mod rule;
pub mod sheet;
pub mod status;
pub mod what;
pub mod words;

mod findings_csv;
mod html;
mod markdown;
mod paper;
mod table;

use std::str::FromStr;

use crate::breach::Breach;
use crate::case::{Case, Gap};
use crate::dispute::Counting;
use crate::engine::Reason;
use crate::facts::{Facts, FactsFile};
use crate::finding::explain::Explaining;
use crate::finding::{self, Finding, Findings, Overall};
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::messages::Messages;
use crate::money::Currencies;
use crate::review::Review;
use crate::rule::{Role, Rule};

/// Reasons of one kind of incident that a list shows of one charge.
const OF_ONE_KIND: usize = 2;

/// The shape of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Text for a person at a terminal.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// One finding or transaction a line.
    Jsonl,
    /// One finding or transaction a row.
    Csv,
    /// Text for a note or a message.
    Markdown,
    /// One page to print.
    Html,
}

impl FromStr for Shape {
    type Err = Problem;

    /// Reads a shape's name.
    ///
    /// # Errors
    /// `unknown-shape` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        Ok(match text {
            "table" => Self::Table,
            "json" => Self::Json,
            "jsonl" => Self::Jsonl,
            "csv" => Self::Csv,
            "markdown" => Self::Markdown,
            "html" => Self::Html,
            _ => return Err(Problem::new("unknown-shape").with("value", text)),
        })
    }
}

/// Everything that an output of `scan` speaks of.
#[derive(Clone, Copy)]
pub struct Scanned<'a> {
    /// What was read.
    pub case: &'a Case,
    /// The breaches; none is a scan without a breach.
    pub breaches: &'a [Breach],
    /// What the facts say.
    pub facts: &'a Facts,
    /// Units and meanings of facts.
    pub facts_file: &'a FactsFile,
    /// What the rules say.
    pub rules: &'a [Rule],
    /// The charges to look at.
    pub findings: &'a Findings,
    /// What is missing of the cards.
    pub gaps: &'a [Gap],
    /// The deadlines, to be counted for the charges to look at.
    pub counting: &'a Counting,
    /// Files that could not be read.
    pub failed: &'a [Problem],
    /// What was decided, where there is a case.
    pub review: Option<&'a Review>,
    /// The statements are invented: they belong to a story.
    pub invented: bool,
    /// Sentences may name commands: those of the page and of what it prints do not.
    pub commands: bool,
    /// Notes about descriptors.
    pub merchants: &'a Merchants,
    /// Digits and signs.
    pub currencies: &'a Currencies,
    /// The language.
    pub messages: &'a Messages,
}

impl<'a> Scanned<'a> {
    /// What sentences about findings are made with.
    #[must_use]
    pub fn explaining(&self) -> Explaining<'a> {
        Explaining {
            case: self.case,
            rules: self.rules,
            facts: self.facts_file,
            merchants: self.merchants,
            currencies: self.currencies,
            messages: self.messages,
            date: words::date,
        }
    }

    /// Whether a reason is worth a line: what a finding's rules say; of a charge that is no finding, what fires. The
    /// strongest speak for their kind of incident, and each other charge is named once.
    fn shows(&self, finding: &'a Finding, reason: &'a Reason) -> bool {
        let of_finding = self.rules[reason.rule].role == Role::Finding;
        if finding::outcome(reason) < Overall::Silenced || !of_finding && finding.fires {
            return false;
        }
        let kind = self.rules[reason.rule].incident.as_ref();
        let stronger = finding.reasons.iter().take_while(|other| other.rule != reason.rule);
        let stronger: Vec<&Reason> = stronger
            .filter(|other| finding::outcome(other) == Overall::Fires && kind.is_some())
            .filter(|other| self.rules[other.rule].incident.as_ref() == kind)
            .collect();
        let named = |reason: &'a Reason| reason.related.iter().map(|(_, id)| id);
        let said = stronger.iter().any(|other| !reason.related.is_empty() && named(other).eq(named(reason)));
        stronger.len() < OF_ONE_KIND && !said
    }
}

/// The output of `scan` in a shape.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn scan(shape: Shape, scanned: Scanned<'_>, colour: bool) -> Result<String, Problem> {
    Ok(match shape {
        Shape::Table => table::render(&page::Page::of(scanned)?, scanned.messages, colour),
        Shape::Markdown => markdown::render(&page::Page::of(scanned)?, scanned.messages),
        Shape::Html => html::render(scanned)?,
        Shape::Json => json::pretty(&json::scan(scanned)?),
        Shape::Jsonl => json::lines(&json::findings(scanned, scanned.findings.by_household(scanned.case))?.into()),
        Shape::Csv => findings_csv::render(scanned)?,
    })
}
