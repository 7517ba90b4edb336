//! Wire syntaxes: how the bytes of a file are records, before any layout is known. Delimited text has no names of its
//! own and waits for a layout's delimiter; every other syntax gives its records as cells under fixed names, which the
//! layout files of that syntax (`read.syntax`) then speak of like any other columns.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::decode::{Decoded, forced, foreign_kind, is_named, picture_kind, readings as decodings};
use super::delimited::{Record, records, with_plain_quotes};
use super::limits::Limits;
use super::sheet::{Book, Hand, PLAIN, Sheet};
use super::{Statement, camt, markup, mt940, ofx, qif, typed, workbook};
use crate::location::Problem;

/// How a file writes its records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Syntax {
    /// Cells between delimiters.
    #[default]
    Delimited,
    /// Quicken Interchange Format.
    Qif,
    /// Lines of date, text and amount, as a person types them.
    Typed,
    /// Open Financial Exchange, in SGML or XML.
    Ofx,
    /// Account statements of ISO 20022.
    Camt,
    /// Account statements of SWIFT.
    Mt940,
}

/// Records that a syntax has told apart by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The syntax.
    pub syntax: Syntax,
    /// The name of each cell; none where the records bring a header of their own.
    pub names: Vec<String>,
    /// In the file's order, with the line (or the row of a sheet) each starts on.
    pub records: Vec<Record>,
    /// What of the file could not be read into records, each with its line; rows of their own.
    pub rejected: Vec<Problem>,
    /// What was decided for a record and should be known.
    pub notices: Vec<Problem>,
}

/// The place of a name among those of a syntax's cells; a name that is none of them does not compile.
pub(super) const fn place(names: &[&str], name: &str) -> usize {
    let mut at = 0;
    while !is_same(names[at].as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

/// The place of a cell, by its name among the `NAMES` of the syntax.
macro_rules! at {
    ($name:literal) => {
        const { $crate::statement::wire::place(&NAMES, $name) }
    };
}
pub(super) use at;

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut same = 0;
    while same < one.len() && same < other.len() && one[same] == other[same] {
        same += 1;
    }
    same == one.len() && same == other.len()
}

/// One way to read the bytes of a file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The encoding, such as `utf-8`; the kind of file where it is not text.
    pub encoding: String,
    body: Body,
    limits: Limits,
    /// It may have columns that are refused.
    refuses: bool,
}

#[derive(Debug, Clone)]
enum Body {
    Text(Decoded),
    Table(Table),
    Book(Book),
}

/// The ways to read a file that are worth trying, best first; at least one. Each is read when it is taken: the first is
/// nearly always the one. `encodings` are those that layouts name, `asked` is the one that the user named.
///
/// # Errors
/// `not-a-statement` for a PDF, a picture and the like; `unknown-encoding` when `asked` names none; `empty-file`, `locked-workbook`,
/// `broken-workbook` and `huge-workbook` for workbooks; `over-limit`.
pub fn readings<'a>(
    bytes: &[u8],
    encodings: &[String],
    asked: Option<&str>,
    limits: &'a Limits,
) -> Result<Box<dyn Iterator<Item = Reading> + 'a>, Problem> {
    if let Some(kind) = picture_kind(bytes) {
        return Err(Problem::new("not-a-statement").with("kind", kind));
    }
    if let Some((kind, sheets)) = workbook::sheets(bytes, limits)? {
        return Reading::of_sheets(kind, sheets, limits);
    }
    limits.check(bytes)?;
    let said_by_file = ofx::encodings(bytes);
    let decoded = match asked {
        Some(label) => vec![forced(bytes, label)?],
        None => decodings(bytes, said_by_file.as_deref().unwrap_or(encodings)),
    };
    let decoded: Vec<(Syntax, Decoded)> = decoded.into_iter().map(|one| (syntax_of(&one.text), one)).collect();
    if decoded.iter().all(|(syntax, _)| *syntax == Syntax::Delimited) {
        if let Some((kind, page)) = decoded.iter().find_map(|(_, page)| Some((markup::kind(&page.text)?, &page.text))) {
            return Reading::of_sheets(kind, markup::sheets(page, limits)?, limits);
        }
        if let Some(kind) = foreign_kind(bytes) {
            return Err(Problem::new("not-a-statement").with("kind", kind));
        }
    }
    Ok(Box::new(decoded.into_iter().map(|(syntax, decoded)| Reading::written_in(syntax, decoded, limits))))
}

/// The syntax in which text is written.
fn syntax_of(text: &str) -> Syntax {
    if qif::is(text) {
        Syntax::Qif
    } else if ofx::is(text) {
        Syntax::Ofx
    } else if camt::is(text) {
        Syntax::Camt
    } else if mt940::is(text) {
        Syntax::Mt940
    } else if typed::is(text) {
        Syntax::Typed
    } else {
        Syntax::Delimited
    }
}

impl Reading {
    /// Text in whatever syntax it is written.
    #[must_use]
    pub fn of(decoded: Decoded, limits: &Limits) -> Self {
        Self::written_in(syntax_of(&decoded.text), decoded, limits)
    }

    fn written_in(syntax: Syntax, decoded: Decoded, limits: &Limits) -> Self {
        let encoding = decoded.encoding.clone();
        let text = &decoded.text;
        let mut table = match syntax {
            Syntax::Qif => qif::table(text),
            Syntax::Ofx => ofx::table(text),
            Syntax::Camt => camt::table(text, limits),
            Syntax::Mt940 => mt940::table(text),
            Syntax::Typed => typed::table(text),
            Syntax::Delimited => {
                let refuses = limits.refused.may_be_in(text);
                let decoded = Decoded { text: with_plain_quotes(decoded.text), ..decoded };
                return Self { encoding, body: Body::Text(decoded), limits: limits.clone(), refuses };
            }
        };
        limits.refused.empty_table(&mut table);
        Self { encoding, body: Body::Table(table), limits: limits.clone(), refuses: false }
    }

    /// One reading for each sheet that has rows.
    fn of_sheets<'a>(
        kind: &str,
        sheets: Vec<Sheet>,
        limits: &'a Limits,
    ) -> Result<Box<dyn Iterator<Item = Self> + 'a>, Problem> {
        let encoding = kind.to_owned();
        let of = move |book| Self {
            encoding: encoding.clone(),
            body: Body::Book(book),
            limits: limits.clone(),
            refuses: true,
        };
        let books = Book::each(sheets);
        if books.is_empty() { Err(Problem::new("empty-file")) } else { Ok(Box::new(books.into_iter().map(of))) }
    }

    /// What of it is refused.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Says, once, that the cells below a name of this record are not read.
    pub(super) fn tell_refused(&self, record: &Record, statement: &mut Statement) {
        if self.refuses {
            self.limits.refused.tell(&record.cells, statement);
        }
    }

    /// The sheets, where the file has some.
    pub(super) fn book(&self) -> Option<&Book> {
        match &self.body {
            Body::Book(book) => Some(book),
            Body::Text(_) | Body::Table(_) => None,
        }
    }

    /// The sheets, for saying which of them are read.
    pub(super) fn book_mut(&mut self) -> Option<&mut Book> {
        match &mut self.body {
            Body::Book(book) => Some(book),
            Body::Text(_) | Body::Table(_) => None,
        }
    }

    /// The syntax.
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        match &self.body {
            Body::Text(_) | Body::Book(_) => Syntax::Delimited,
            Body::Table(table) => table.syntax,
        }
    }

    /// Whether a layout that names these encodings may be tried: it may not when the text was read in another one. A
    /// syntax whose files are in any encoding names none.
    #[must_use]
    pub fn may_be_in(&self, encodings: &[String]) -> bool {
        let any = matches!(self.body, Body::Table(_)) && encodings.is_empty() || self.book().is_some();
        any || self.encoding == "utf-8" || encodings.iter().any(|label| is_named(&self.encoding, label))
    }

    /// What could not be read into records, and what was decided for some: both of them with their lines.
    #[must_use]
    pub fn remarks(&self) -> (&[Problem], &[Problem]) {
        match &self.body {
            Body::Text(_) | Body::Book(_) => (&[], &[]),
            Body::Table(table) => (&table.rejected, &table.notices),
        }
    }

    /// Whether the records are told apart already, so that no delimiter matters.
    #[must_use]
    pub fn has_records(&self) -> bool {
        !matches!(self.body, Body::Text(_))
    }

    /// The names of the cells, where the syntax has them.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match &self.body {
            Body::Text(_) | Body::Book(_) => &[],
            Body::Table(table) => &table.names,
        }
    }

    /// The delimiters to try out of those that a layout names: all for text, one that stands for none otherwise.
    #[must_use]
    pub fn delimiters<'d>(&self, named: &'d [String]) -> &'d [String] {
        match &self.body {
            Body::Text(_) => named,
            Body::Table(_) | Body::Book(_) => &named[..named.len().min(1)],
        }
    }

    /// The delimiters that spreadsheet programs write.
    #[must_use]
    pub fn rewritten_delimiters(&self) -> &'static [&'static str] {
        if matches!(self.body, Body::Text(_)) { &[",", ";", "\t"] } else { &[] }
    }

    /// The first rows, written by this hand, without those that are too long to be a statement's; none where the
    /// delimiter parts nothing.
    pub(super) fn head(&self, delimiter: &str, hand: &Hand, rows: usize) -> Vec<Record> {
        if matches!(&self.body, Body::Text(decoded) if !decoded.text.contains(delimiter)) {
            return Vec::new();
        }
        let head = self.records_by(delimiter, hand).take(rows).map(Cow::into_owned);
        head.filter(|row| self.book().is_some() || self.limits.check_record(row).is_ok()).collect()
    }

    /// Whether the first rows are not too long to be a statement's, split as spreadsheet programs do.
    ///
    /// # Errors
    /// What they are too long in, with the line.
    pub(super) fn check_width(&self, rows: usize) -> Result<(), Problem> {
        let mut head = self.rewritten_delimiters().iter().flat_map(|delimiter| self.records(delimiter).take(rows));
        head.try_for_each(|row| self.limits.check_record(&row).map_err(|problem| problem.at_line(row.line)))
    }

    /// The records; what a sheet holds as number or date is written with a point and as `2026-02-03`.
    pub fn records<'a>(&'a self, delimiter: &'a str) -> Box<dyn Iterator<Item = Cow<'a, Record>> + 'a> {
        self.records_by(delimiter, &PLAIN)
    }

    /// The records; what a sheet holds as number or date is written by this hand.
    pub(super) fn records_by<'a>(
        &'a self,
        delimiter: &'a str,
        hand: &'a Hand,
    ) -> Box<dyn Iterator<Item = Cow<'a, Record>> + 'a> {
        let refused = self.refuses.then_some(&self.limits.refused);
        match (&self.body, refused) {
            (Body::Text(text), None) => Box::new(records(&text.text, delimiter).map(Cow::Owned)),
            (Body::Text(text), Some(refused)) => {
                Box::new(refused.emptied(records(&text.text, delimiter)).map(Cow::Owned))
            }
            (Body::Book(book), None) => Box::new(book.records(hand).map(Cow::Owned)),
            (Body::Book(book), Some(refused)) => Box::new(refused.emptied(book.records(hand)).map(Cow::Owned)),
            (Body::Table(table), _) => Box::new(table.records.iter().map(Cow::Borrowed)),
        }
    }
}
