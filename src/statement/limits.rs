//! `rules/limits.toml`: what of a file is refused before it fills the memory or the evening.

use std::io::{self, Read};

use memchr::memchr_iter;
use serde::Deserialize;

use super::delimited::{LONGEST, Record};
use super::ofx;
use super::refused::RefusedColumns;
use super::unended::{Unended, Watch};
use crate::catalogue::{Catalogue, misshapen};
use crate::location::Problem;

/// Where the limits stand under `rules/`.
const FILE: &str = "limits.toml";
/// How much of a file tells what it is.
const HEAD: usize = 4096;
/// So much is read before it is looked at again.
const CHUNK: u64 = 1 << 20;

/// The limits of one file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A file, in megabytes.
    pub file_megabytes: u64,
    /// Lines of a file.
    pub lines: usize,
    /// One line of a table in text, in kilobytes.
    pub line_kilobytes: usize,
    /// Cells of one row of a table in text.
    pub cells: usize,
    /// One cell, in kilobytes.
    pub cell_kilobytes: usize,
    /// Lines that one quoted cell covers.
    pub quoted_lines: u64,
    /// Of OFX, CAMT and tables in HTML.
    pub markup: MarkupLimits,
    /// Of archives.
    pub archive: ArchiveLimits,
    /// Of workbooks.
    pub workbook: WorkbookLimits,
    /// Columns whose cells are never read.
    pub refused: RefusedColumns,
}

/// The limits of what is written in tags.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkupLimits {
    /// Tags.
    pub tags: usize,
    /// How deep an element may lie in others.
    pub depth: usize,
    /// Elements inside one entry.
    pub elements: usize,
}

/// The limits of an archive.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveLimits {
    /// Members.
    pub members: usize,
    /// What all members unpack to, in megabytes.
    pub megabytes: u64,
    /// How many times its packed size a member may have.
    pub ratio: u64,
    /// Below so many kilobytes the ratio does not count.
    pub small_kilobytes: u64,
}

/// The limits of a workbook.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkbookLimits {
    /// What it unpacks to, and what the text of its cells may fill, in megabytes.
    pub megabytes: u64,
    /// Cells of all sheets, empty ones between counted.
    pub cells: usize,
    /// Columns of a sheet.
    pub columns: usize,
}

impl Limits {
    /// Layouts under test read whatever they are given.
    pub const NONE: Self = Self {
        file_megabytes: u64::MAX >> 20,
        lines: usize::MAX,
        line_kilobytes: usize::MAX >> 10,
        cells: usize::MAX,
        cell_kilobytes: usize::MAX >> 10,
        quoted_lines: u64::MAX,
        markup: MarkupLimits { tags: usize::MAX, depth: usize::MAX, elements: usize::MAX },
        archive: ArchiveLimits {
            members: usize::MAX,
            megabytes: u64::MAX >> 20,
            ratio: u64::MAX,
            small_kilobytes: u64::MAX >> 10,
        },
        workbook: WorkbookLimits { megabytes: u64::MAX >> 20, cells: usize::MAX, columns: usize::MAX },
        refused: RefusedColumns::NONE,
    };

    /// Loads the file.
    ///
    /// # Errors
    /// `bad-data-file` when it is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let data = catalogue.data(FILE);
        data.read().map_err(|error| misshapen(FILE, data.text(), &error))
    }

    /// Reads a file of this length as far as it is known, no further than the limits allow: one whose lines or quoted
    /// cells do not end, and one that is too large, is refused before it is in memory.
    ///
    /// # Errors
    /// `over-limit`; `endless-quote`; `unreadable-file` with the system's cause.
    pub fn read(&self, source: impl Read, length: Option<u64>) -> Result<Vec<u8>, Problem> {
        let most = self.file_megabytes << 20;
        let too_large = || self.over(Limit::File);
        if length.is_some_and(|length| length > most) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let mut source = source.take(most.saturating_add(1));
        let mut watch = Watch::default();
        let unreadable = |error: io::Error| Problem::new("unreadable-file").with("cause", error);
        while source.by_ref().take(CHUNK).read_to_end(&mut bytes).map_err(unreadable)? > 0 {
            self.ends_of(&bytes, &mut watch)?;
        }
        if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
    }

    /// Whether text is too much to be looked at, by its line ends, quotes and tags alone.
    ///
    /// # Errors
    /// `over-limit`; `endless-quote`.
    pub(super) fn check(&self, bytes: &[u8]) -> Result<(), Problem> {
        if count(b'\n', bytes) + count(b'\r', bytes) > self.lines {
            return Err(self.over(Limit::Lines));
        }
        if is_markup(bytes) && count(b'<', bytes) > self.markup.tags {
            return Err(self.over(Limit::Tags));
        }
        self.ends_of(bytes, &mut Watch::default())
    }

    /// A table in text has lines, and cells that are closed; what is written in tags, packed or of an office program
    /// need not.
    fn ends_of(&self, bytes: &[u8], watch: &mut Watch) -> Result<(), Problem> {
        if is_packed(bytes) || is_markup(bytes) {
            return Ok(());
        }
        match watch.look(bytes, self.line_kilobytes << 10) {
            None => Ok(()),
            Some(Unended::Line) => Err(self.over(Limit::Line)),
            Some(Unended::Cell(begun)) => {
                let line = 1 + count(b'\n', &bytes[..begun]) as u64;
                Err(Problem::new("endless-quote").with("most", LONGEST >> 20).at_line(line))
            }
        }
    }

    /// Whether a row of a table in text is too much.
    ///
    /// # Errors
    /// `unclosed-quote` where a cell covers too many lines; `over-limit`.
    pub(super) fn check_record(&self, record: &Record) -> Result<(), Problem> {
        if record.lines > self.quoted_lines {
            Err(Problem::new("unclosed-quote").with("lines", record.lines))
        } else if record.cells.len() > self.cells {
            Err(self.over(Limit::Cells))
        } else {
            record.cells.iter().try_for_each(|cell| self.check_cell(cell))
        }
    }

    /// Whether a cell is too long.
    ///
    /// # Errors
    /// `over-limit`.
    pub(super) fn check_cell(&self, text: &str) -> Result<(), Problem> {
        if text.len() > self.cell_kilobytes << 10 { Err(self.over(Limit::Cell)) } else { Ok(()) }
    }

    /// The problem that a file has more than this limit.
    pub(super) fn over(&self, limit: Limit) -> Problem {
        let (word, most) = match limit {
            Limit::File => ("file", self.file_megabytes),
            Limit::Lines => ("lines", self.lines as u64),
            Limit::Line => ("line", self.line_kilobytes as u64),
            Limit::Cells => ("cells", self.cells as u64),
            Limit::Cell => ("cell", self.cell_kilobytes as u64),
            Limit::Tags => ("tags", self.markup.tags as u64),
            Limit::Depth => ("depth", self.markup.depth as u64),
            Limit::Elements => ("elements", self.markup.elements as u64),
        };
        Problem::new("over-limit").with("limit", word).with("most", most)
    }

    /// The problem that a workbook, or what is named as one, is too large.
    pub(super) fn huge_workbook(&self) -> Problem {
        Problem::new("huge-workbook").with("megabytes", self.workbook.megabytes)
    }
}

/// What there is too much of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Limit {
    File,
    Lines,
    Line,
    Cells,
    Cell,
    Tags,
    Depth,
    Elements,
}

/// How often a byte stands in these.
pub(super) fn count(byte: u8, bytes: &[u8]) -> usize {
    memchr_iter(byte, bytes).count()
}

fn is_packed(bytes: &[u8]) -> bool {
    [&b"PK"[..], b"\xd0\xcf\x11\xe0", b"%PDF"].iter().any(|start| bytes.starts_with(start))
}

fn is_markup(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    head.starts_with('<') || ofx::is(head)
}
