//! Records of delimited text, with the line each starts on and the blank lines before it, which the `csv` crate skips.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};
use memchr::{memchr, memchr_iter};

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

/// Marks that may stand between cells.
const MARKS: [char; 4] = [',', ';', '\t', '|'];

/// The text with a quote that opens a cell and is never closed, as a name that was cut short has it, made a letter like
/// others: else it would join the rows below it into one. Such is a line whose next one is a row of as many cells, with
/// figures in the same places.
pub(super) fn with_plain_quotes(text: String) -> String {
    if memchr(b'"', text.as_bytes()).is_none() {
        return text;
    }
    let end = if memchr(b'\n', text.as_bytes()).is_some() { '\n' } else { '\r' };
    let mut plain: Option<String> = None;
    let (mut at, mut is_open) = (0, false);
    while at < text.len() {
        let (line, below) = text[at..].split_at(text[at..].find(end).map_or(text.len() - at, |found| found + 1));
        let is_odd = memchr_iter(b'"', line.as_bytes()).count() % 2 == 1;
        let closed = if is_odd && !is_open { closed(line, below.split(end).next().unwrap_or_default()) } else { None };
        is_open ^= is_odd && closed.is_none();
        if plain.is_none() && closed.is_some() {
            plain = Some(text[..at].to_owned());
        }
        if let Some(plain) = &mut plain {
            plain.push_str(closed.as_deref().unwrap_or(line));
        }
        at += line.len();
    }
    plain.unwrap_or(text)
}

/// The line with a space before each quote that opens a cell and does not close it, if the line below is a row like it.
fn closed(line: &str, below: &str) -> Option<String> {
    let mark = MARKS.into_iter().max_by_key(|mark| line.matches(*mark).count())?;
    let cells: Vec<&str> = line.split(mark).collect();
    let others: Vec<&str> = below.split(mark).collect();
    let shape = |cell: &str| -> String {
        cell.trim_matches(['"', ' ']).chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
    };
    let alike = |(one, other): (&&str, &&str)| {
        let own = shape(one);
        own.matches('0').count() >= 4 && own.contains(|c: char| c != '0') && own == shape(other)
    };
    if cells.len() < 3 || cells.len() != others.len() || !cells.iter().zip(&others).any(alike) {
        return None;
    }
    let opens = |cell: &str| cell.starts_with('"') && !cell.trim_end()[1..].ends_with('"');
    let cells: Vec<String> =
        cells.iter().map(|cell| if opens(cell) { format!(" {cell}") } else { (*cell).to_owned() }).collect();
    Some(cells.join(&mark.to_string()))
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

    #[test]
    fn a_quote_that_nothing_closes_is_a_letter() {
        let cut = "Date,Text,Amount\n02/03/2026,\"NORTHWIND,-1.00\n02/04/2026,\"CAFE\",-2.00\n02/05/2026,BOOKS,-3.00\n";
        let plain = cut.replace("\"NORTHWIND", " \"NORTHWIND");
        assert_eq!(with_plain_quotes(cut.to_owned()), plain);
        let texts: Vec<String> =
            records(&plain, ",").map(|row| row.cells.get(1).unwrap_or_default().to_owned()).collect();
        assert_eq!(texts, ["Text", " \"NORTHWIND", "CAFE", "BOOKS"]);
        for sound in [
            "02/03/2026,\"12 ELM\nST\",1.00\n02/04/2026,BOOKS,2.00\n",
            "02/03/2026,1.00,\"two\nlines\"\n02/04/2026,2.00,one\n",
            "02/03/2026,15\" SCREEN,1.00\n02/04/2026,BOOKS,2.00\n",
            "a,b\n",
        ] {
            assert_eq!(with_plain_quotes(sound.to_owned()), sound);
        }
    }
}
