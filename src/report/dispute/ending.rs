//! What a paper is written as: the ending of the file says it.

use std::str::FromStr;

use super::{Office, Paper, csv, html, json, markdown, paper, pdf, workbook};
use crate::dispute::Sheet;
use crate::location::Problem;
use crate::report::json::pretty;

/// The ending of a file, which chooses how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// To print and to send.
    Pdf,
    /// One page to print.
    Html,
    /// Text for a note or a message.
    Markdown,
    /// A spreadsheet as text.
    Csv,
    /// A workbook.
    Xlsx,
    /// For programs.
    Json,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Html, Self::Markdown, Self::Csv, Self::Xlsx, Self::Json];

    /// The ending without its dot.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// Whether what is written so is no text.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Pdf | Self::Xlsx)
    }
}

impl FromStr for Ending {
    type Err = Problem;

    /// Reads an ending: `pdf`, `html`, `md`, `csv`, `xlsx` or `json`; `markdown` in full as well.
    ///
    /// # Errors
    /// `unknown-ending` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.to_ascii_lowercase();
        let full = |ending: &Self| *ending == Self::Markdown && text == "markdown";
        let found = Self::ALL.into_iter().find(|ending| ending.word() == text || full(ending));
        found.ok_or_else(|| Problem::new("unknown-ending").with("value", text))
    }
}

/// One file of those that a paper comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What tells it from the others: the card and what is asked for; empty of what is one for all.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes a paper about each sheet. One for programs speaks of all of them; every other goes to one issuer under one card,
/// so each sheet makes its own. `raw` writes the text of a CSV as it is, for machines.
///
/// # Errors
/// `not-so-written` when the paper is not written so; as [`paper`], [`pdf`] and [`workbook`].
pub fn make(
    of: Paper,
    ending: Ending,
    sheets: &[Sheet<'_>],
    raw: bool,
    office: Office<'_>,
) -> Result<Vec<Made>, Problem> {
    let only_lists = matches!(ending, Ending::Csv | Ending::Xlsx | Ending::Json);
    if only_lists && of != Paper::List {
        return Err(Problem::new("not-so-written").with("paper", of.word()).with("value", ending.word()));
    }
    if ending == Ending::Json {
        return Ok(vec![Made { name: String::new(), bytes: pretty(&json(sheets, office)).into_bytes() }]);
    }
    let one = |sheet: &Sheet<'_>| {
        let alone = std::slice::from_ref(sheet);
        let blocks = || paper(of, sheet, office);
        let bytes = match ending {
            Ending::Pdf => pdf(&blocks()?, of.word(), office.messages)?,
            Ending::Html => html(&blocks()?, of.word(), office.messages)?.into_bytes(),
            Ending::Markdown => markdown(&blocks()?).into_bytes(),
            Ending::Csv => csv(alone, raw, office).into_bytes(),
            Ending::Xlsx => workbook(alone, office)?,
            Ending::Json => pretty(&json(alone, office)).into_bytes(),
        };
        Ok(Made { name: name(sheet), bytes })
    };
    sheets.iter().map(one).collect()
}

/// The card and what is asked for, as a part of a file's name.
fn name(sheet: &Sheet<'_>) -> String {
    let parts = sheet.card.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let card = parts.collect::<Vec<_>>().join("-");
    let card = if card.is_empty() { "card" } else { &card };
    format!("{card}-{}", sheet.letter.word())
}
