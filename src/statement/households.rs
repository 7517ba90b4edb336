//! A file of many households, of which some are read at a time: where the rows of each stand, in whatever order. A part
//! of the file is a file of its own, with the same head; its rows are then told by the lines of the whole.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

use csv::{ReaderBuilder, StringRecord};
use memchr::memchr_iter;

use super::decode::Decoded;
use super::delimited::LONGEST;
use super::format::{ColumnRef, Format, header_key, position};
use super::identify::{Formats, claim_of};
use super::limits::{Limits, count};
use super::options::ReadOptions;
use super::read::Tools;
use super::wire::Reading;
use super::{Statement, identify, read_claimed};
use crate::location::Problem;
use crate::text::{mask_card_numbers, trim};
use crate::transaction::Strings;

/// So much of a file tells its layout.
const HEAD: usize = 1 << 16;

/// So much is read at once.
const CHUNK: usize = 1 << 20;

/// Where the rows of each household of a file stand.
#[derive(Debug)]
pub struct Households<'a> {
    file: String,
    format: &'a Format,
    limits: Limits,
    options: ReadOptions,
    head: Vec<u8>,
    spans: BTreeMap<String, Vec<Span>>,
}

/// Rows of one household that follow one another.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// First byte, and the one behind the last.
    bytes: (u64, u64),
    /// The line on which the first byte stands.
    line: u64,
    rows: usize,
}

/// On which line of a part, and of the whole file, a span begins.
type Begin = (u64, u64);

/// Some of the file's rows: all those of some households, or some that follow one another.
#[derive(Debug)]
pub struct Part {
    /// The first part of the file, which counts its head.
    first: bool,
    spans: Vec<Span>,
}

impl Statement {
    /// Tells its rows by other lines.
    fn move_lines(&mut self, line: impl Fn(u64) -> u64) {
        let at = |problem: &mut Problem| problem.at.line = problem.at.line.map(&line);
        for row in &mut self.transactions {
            row.line = line(row.line);
        }
        for row in &mut self.set_apart {
            row.line = line(row.line);
            row.problem.iter_mut().for_each(at);
        }
        self.notices.iter_mut().for_each(at);
        let answers = self.questions.iter_mut().flat_map(|question| &mut question.answers);
        for row in answers.flat_map(|answer| &mut answer.rows) {
            row.line = line(row.line);
        }
    }
}

impl<'a> Households<'a> {
    /// Looks where the households of a file stand. `None` for a file to be read as a whole: of a layout without
    /// households, of one household, with another one said of the rows that name none, in another encoding than UTF-8, with line ends of two kinds, or one that the limits
    /// refuse: it is read in parts, but is bounded as a whole like any other.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(
        source: &mut (impl Read + Seek),
        file: &str,
        formats: &'a Formats,
        options: &ReadOptions,
    ) -> io::Result<Option<Self>> {
        let mut head = Vec::new();
        source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        if let (HEAD, Some(end)) = (head.len(), head.iter().rposition(|byte| *byte == b'\n')) {
            head.truncate(end + 1);
        }
        let layout = layout(&head, file, formats, options).filter(|_| options.household.is_none());
        let Some((format, column, delimiter)) = layout else { return Ok(None) };
        if source.seek(SeekFrom::End(0))? > formats.limits.file_megabytes << 20 {
            return Ok(None);
        }
        source.rewind()?;
        let mut lone_returns = false;
        let (read, begun, endless) = (0, &Cell::new(0), &Cell::new(false));
        let watched = Watched { source: &mut *source, last: 0, lone_returns: &mut lone_returns, read, begun, endless };
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(CHUNK)
            .from_reader(watched);
        let mut record = StringRecord::new();
        let mut found = Self {
            file: file.to_owned(),
            format,
            limits: formats.limits.clone(),
            options: options.clone(),
            head: Vec::new(),
            spans: BTreeMap::new(),
        };
        let Ok(true) = reader.read_record(&mut record) else { return Ok(None) };
        let names: Vec<String> = record.iter().map(|name| header_key(name).into_owned()).collect();
        let column = position(column, &names).ok().flatten().and_then(|at| usize::try_from(at).ok());
        let Some(column) = column else { return Ok(None) };
        let head_end = reader.position().byte();
        let (mut name, mut printed, mut open): (String, String, Option<Span>) = Default::default();
        loop {
            let (start, line) = (reader.position().byte(), reader.position().line());
            begun.set(start);
            match reader.read_record(&mut record) {
                _ if endless.get() => return Ok(None),
                Ok(true) => {}
                Ok(false) => break,
                Err(e) if e.is_io_error() => return Err(e.into()),
                Err(_) => return Ok(None),
            }
            let cell = record.get(column).unwrap_or_default();
            if let Some(span) = open.as_mut().filter(|_| cell == printed) {
                span.rows += 1;
                continue;
            }
            cell.clone_into(&mut printed);
            let own = mask_card_numbers(trim(cell));
            match open.as_mut().filter(|_| own == name) {
                Some(span) => span.rows += 1,
                None => {
                    found.close(&name, open.take(), start);
                    name = own.into_owned();
                    open = Some(Span { bytes: (start, start), line, rows: 1 });
                }
            }
        }
        let end = reader.position().byte();
        drop(reader);
        let end = source.seek(SeekFrom::End(0))?.max(end);
        found.close(&name, open, end);
        found.head = read_bytes(source, 0, head_end)?;
        Ok((found.spans.len() > 1 && !lone_returns).then_some(found))
    }

    fn close(&mut self, name: &str, open: Option<Span>, end: u64) {
        if let Some(span) = open {
            let span = Span { bytes: (span.bytes.0, end), ..span };
            self.spans.entry(name.to_owned()).or_default().push(span);
        }
    }

    /// How many rows they have together.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.spans.values().flatten().map(|span| span.rows as u64).sum()
    }

    /// Parts of whole households in order of their names, each of about so many rows.
    #[must_use]
    pub fn parts(&self, rows: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut held = usize::MAX;
        for spans in self.spans.values() {
            let own: usize = spans.iter().map(|span| span.rows).sum();
            if held.saturating_add(own) > rows {
                parts.push(Part { first: parts.is_empty(), spans: Vec::new() });
                held = 0;
            }
            held += own;
            if let Some(part) = parts.last_mut() {
                part.spans.extend(spans);
            }
        }
        parts
    }

    /// Whether the rows of each household follow one another.
    #[must_use]
    pub fn are_in_order(&self) -> bool {
        self.spans.values().all(|spans| spans.len() == 1)
    }

    /// Parts of rows that follow one another in the file, each of about so many rows; of whole households where these are
    /// in order.
    #[must_use]
    pub fn in_order(&self, rows: usize) -> Vec<Part> {
        let mut spans: Vec<Span> = self.spans.values().flatten().copied().collect();
        spans.sort_by_key(|span| span.bytes.0);
        let mut parts: Vec<Part> = Vec::new();
        for span in spans {
            match parts.last_mut().and_then(|part| part.spans.last_mut()) {
                Some(last) if last.rows + span.rows <= rows => {
                    *last = Span { bytes: (last.bytes.0, span.bytes.1), rows: last.rows + span.rows, ..*last };
                }
                _ => parts.push(Part { first: parts.is_empty(), spans: vec![span] }),
            }
        }
        parts
    }

    /// Reads a part.
    ///
    /// # Errors
    /// `unreadable-file`; as [`super::read`].
    pub fn read(
        &self,
        part: &Part,
        source: &mut (impl Read + Seek),
        tools: Tools<'_>,
        strings: &mut Strings,
    ) -> Result<Statement, Problem> {
        let at = |problem: Problem| problem.in_file(mask_card_numbers(&self.file));
        let unreadable = |cause: &dyn std::fmt::Display| at(Problem::new("unreadable-file").with("cause", cause));
        let (text, lines) = self.text(part, source).map_err(|e| unreadable(&e))?;
        let text = String::from_utf8(text).map_err(|e| unreadable(&e))?;
        let text = if text.starts_with('\u{feff}') { text.trim_start_matches('\u{feff}').to_owned() } else { text };
        let reading = Reading::of(Decoded { text, encoding: "utf-8".to_owned(), unreadable: 0 }, &self.limits);
        let claim = claim_of(self.format, &reading, &mut Vec::new())
            .map_err(at)?
            .ok_or_else(|| at(Problem::new("not-this-layout").with("layout", &self.format.id)))?;
        let mut statement = read_claimed(&reading, &claim, &self.file, &self.options, tools, strings)?;
        let head = lines.first().map_or(0, |(own, _)| own - 1);
        if !part.first {
            let rows = statement.set_apart.len();
            statement.set_apart.retain(|row| row.line > head);
            statement.rows -= (rows - statement.set_apart.len()) as u64;
        }
        statement.move_lines(|line| {
            let (own, whole) =
                lines[..lines.partition_point(|(own, _)| *own <= line)].last().copied().unwrap_or((1, 1));
            whole + (line - own)
        });
        Ok(statement)
    }

    /// The text of a part, and on which line of it and of the whole each of its spans begins.
    fn text(&self, part: &Part, source: &mut (impl Read + Seek)) -> io::Result<(Vec<u8>, Vec<Begin>)> {
        let mut text = self.head.clone();
        end_line(&mut text);
        let mut lines: Vec<Begin> = Vec::with_capacity(part.spans.len());
        let mut line = 1 + count(b'\n', &text) as u64;
        for span in &part.spans {
            // The reader of records stops between the two characters of a line end.
            let bytes = read_bytes(source, span.bytes.0 - 1, span.bytes.1)?;
            let split = bytes.starts_with(b"\r\n");
            let from = text.len();
            text.extend_from_slice(&bytes[if split { 2 } else { 1 }..]);
            end_line(&mut text);
            lines.push((line, span.line + u64::from(split)));
            line += count(b'\n', &text[from..]) as u64;
        }
        Ok((text, lines))
    }
}

/// The layout of a file, when its rows can be read apart: text in cells, its header first, nothing that whole files
/// decide.
fn layout<'a>(
    head: &[u8],
    file: &str,
    formats: &'a Formats,
    options: &ReadOptions,
) -> Option<(&'a Format, &'a ColumnRef, u8)> {
    let found = identify(head, file, formats, options).ok()?;
    let (claim, generation) = (&found.claim, found.claim.generation);
    let apart = generation.row.is_empty() && generation.evidence.is_empty();
    let plain = !found.reading.has_records() && found.reading.encoding == "utf-8";
    // A part is held against the layout anew.
    let alone = claim_of(claim.format, &found.reading, &mut Vec::new()).is_ok_and(|claim| claim.is_some());
    match claim.delimiter.as_bytes() {
        [delimiter] if apart && plain && alone && options.layout.is_none() => {
            Some((claim.format, generation.columns.household.as_ref()?, *delimiter))
        }
        _ => None,
    }
}

fn read_bytes(source: &mut (impl Read + Seek), from: u64, to: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    source.by_ref().take(to - from).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn end_line(text: &mut Vec<u8>) {
    if !text.ends_with(b"\n") {
        text.push(b'\n');
    }
}

/// Looks out for line ends of old, which the reader of records does not count as lines, and for a record that does not
/// end.
struct Watched<'a, R> {
    source: R,
    last: u8,
    lone_returns: &'a mut bool,
    read: u64,
    begun: &'a Cell<u64>,
    endless: &'a Cell<bool>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // What is read ahead is not of the record.
        if self.read.saturating_sub(self.begun.get()) > (LONGEST + CHUNK) as u64 {
            self.endless.set(true);
            return Ok(0);
        }
        let read = self.source.read(buffer)?;
        self.read += read as u64;
        let bytes = &buffer[..read];
        if let Some(first) = bytes.first() {
            *self.lone_returns |= self.last == b'\r' && *first != b'\n';
            *self.lone_returns |=
                memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1).is_some_and(|after| *after != b'\n'));
        }
        self.last = bytes.last().copied().unwrap_or(self.last);
        Ok(read)
    }
}
