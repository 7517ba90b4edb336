//! Records of delimited text, with the line each starts on and the blank lines before it, which the `csv` crate skips.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};
use memchr::memchr;

use super::cells::Cells;

/// ASCII 31.
const UNIT_SEPARATOR: &str = "\u{1f}";

/// So many bytes no record has: behind a quote that nothing closes, the rest of a file would be one.
pub(super) const LONGEST: usize = 4 << 20;

/// A record, or an empty physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// 1-based line on which it starts.
    pub line: u64,
    /// Lines it covers.
    pub lines: u64,
    /// Its cells, as written; no cell at all for an empty line.
    pub cells: Cells,
}

impl Record {
    /// The cells alone, copied only when they are changed.
    pub(super) fn into_cells(record: Cow<'_, Self>) -> Cow<'_, Cells> {
        match record {
            Cow::Borrowed(record) => Cow::Borrowed(&record.cells),
            Cow::Owned(record) => Cow::Owned(record.cells),
        }
    }
}

/// Splits text into records: quotes are lenient, rows may differ in length, a quoted newline stays in its cell.
/// A delimiter of several characters stands for one that no statement holds. A record that does not end is read no
/// further than any could be, and covers the rest of the text.
pub fn records(text: &str, delimiter: &str) -> impl Iterator<Item = Record> {
    let (text, delimiter): (Cow<'_, str>, u8) = match delimiter.as_bytes() {
        [one] => (text.into(), *one),
        // Nearly every text has none of them, and needs no copy.
        _ if !text.contains(delimiter) => (text.into(), UNIT_SEPARATOR.as_bytes()[0]),
        _ => (text.replace(delimiter, UNIT_SEPARATOR).into(), UNIT_SEPARATOR.as_bytes()[0]),
    };
    let bound = Rc::new(Bound::default());
    let within = Within { text: text.clone(), at: 0, bound: Rc::clone(&bound) };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(within);
    let mut row = StringRecord::new();
    let (mut line, mut blank) = (1, 0_u64);
    let mut waiting: Option<Record> = None;
    std::iter::from_fn(move || {
        if blank == 0 && waiting.is_none() && !bound.reached.get() {
            let start = usize::try_from(reader.position().byte()).ok()?;
            bound.begun.set(start);
            let more = reader.read_record(&mut row).unwrap_or(false);
            let end = usize::try_from(reader.position().byte()).ok()?.min(text.len());
            let ends = more && !bound.reached.get();
            let mut rest = &text[start.min(end)..if ends { end } else { text.len() }];
            // The reader stops between the two characters of a line end.
            if text[..start].ends_with('\r') {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            while let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
                blank += 1;
                rest = after;
            }
            if more {
                // Without a quote it ends where its line does.
                let whole = ends && memchr(b'"', rest.as_bytes()).is_none();
                let lines = if whole { 1 } else { line_ends(rest).max(1) };
                let cells = Cells::of(row.as_slice(), (0..row.len()).filter_map(|at| Some(row.range(at)?.end)));
                waiting = Some(Record { line: line + blank, lines, cells });
            }
        }
        if blank > 0 {
            (line, blank) = (line + 1, blank - 1);
            return Some(Record { line: line - 1, lines: 1, cells: Cells::default() });
        }
        let record = waiting.take()?;
        line += record.lines;
        Some(record)
    })
}

/// Where the record under way begins, and whether one was read as far as any could be.
#[derive(Default)]
struct Bound {
    begun: Cell<usize>,
    reached: Cell<bool>,
}

/// The bytes of a text, up to the bound of the record under way.
struct Within<'a> {
    text: Cow<'a, str>,
    at: usize,
    bound: Rc<Bound>,
}

impl Within<'_> {
    /// How far may be read now, at a character's end.
    fn end(&self, most: usize) -> usize {
        let bound = self.bound.begun.get() + LONGEST;
        let end = self.text.len().min(bound).min(self.at + most);
        if end < bound {
            end
        } else {
            (self.at..=end).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.at)
        }
    }
}

impl Read for Within<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Bound { begun, reached } = &*self.bound;
        if reached.get() {
            return Ok(0);
        }
        let mut end = self.end(buffer.len());
        if end == self.at && end < self.text.len() {
            // Blank lines are not of the record.
            let passed = &self.text.as_bytes()[begun.get()..self.at];
            begun.set(begun.get() + passed.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count());
            end = self.end(buffer.len());
            reached.set(end == self.at);
        }
        let read = &self.text.as_bytes()[self.at..end];
        buffer[..read.len()].copy_from_slice(read);
        self.at = end;
        Ok(read.len())
    }
}

fn line_ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut ends = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            ends += 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(u64, usize)> {
        records(text, ",").map(|r| (r.line, r.cells.len())).collect()
    }

    #[test]
    fn lines_blank_lines_and_quoted_newlines_are_counted() {
        assert_eq!(seen("a,b\r\nc,d\r\n"), [(1, 2), (2, 2)]);
        assert_eq!(seen("\n\na,b\n\nc,d"), [(1, 0), (2, 0), (3, 2), (4, 0), (5, 2)]);
        assert_eq!(seen("a,\"x\ny\"\nb,c\n"), [(1, 2), (3, 2)]);
        assert_eq!(seen("a,b\n\n"), [(1, 2), (2, 0)]);
        assert_eq!(seen("a,b\r\n\r\nc,d\r\n"), [(1, 2), (2, 0), (3, 2)]);
        assert_eq!(seen("a\rb\r"), [(1, 1), (2, 1)]);
        assert_eq!(seen(""), []);
    }

    #[test]
    fn a_record_that_does_not_end_covers_the_rest_and_is_not_all_read() {
        let rest = "é,b\n".repeat(LONGEST / 2);
        let text = format!("a,b\nc,\"{rest}");
        let read: Vec<Record> = records(&text, ",").collect();
        let lines = u64::try_from(LONGEST / 2).unwrap();
        let told: Vec<_> = read.iter().map(|record| (record.line, record.lines, record.cells.len())).collect();
        assert_eq!(told, [(1, 1, 2), (2, lines, 2)]);
        assert!(read[1].cells[1].len() <= LONGEST);
        let blank = "\n".repeat(LONGEST - 3);
        let text = format!("{blank}a,\"b\nc\"\nd,e\n{blank}{blank}f,g");
        let read: Vec<_> = records(&text, ",").filter(|record| !record.cells.is_empty()).collect();
        let first = u64::try_from(LONGEST - 2).unwrap();
        let told: Vec<_> =
            read.iter().map(|record| (record.line, record.cells.iter().collect::<Vec<_>>().join("|"))).collect();
        let cells = [(first, "a|b\nc"), (first + 2, "d|e"), (first + 3 + 2 * (first - 1), "f|g")];
        assert_eq!(told, cells.map(|(line, cells)| (line, cells.to_owned())));
    }
}
