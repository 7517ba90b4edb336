//! Records of delimited text, with the line each starts on and the blank lines before it, which the `csv` crate skips.

use std::borrow::Cow;
use std::io::Cursor;

use csv::{ReaderBuilder, StringRecord};

/// ASCII 31.
const UNIT_SEPARATOR: &str = "\u{1f}";

/// A record, or an empty physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// 1-based line on which it starts.
    pub line: u64,
    /// Lines it covers.
    pub lines: u64,
    /// Its cells, as written; no cell at all for an empty line.
    pub cells: Vec<String>,
}

/// Splits text into records: quotes are lenient, rows may differ in length, a quoted newline stays in its cell.
/// A delimiter of several characters stands for one that no statement holds.
pub fn records(text: &str, delimiter: &str) -> impl Iterator<Item = Record> {
    let (text, delimiter): (Cow<'_, str>, u8) = match delimiter.as_bytes() {
        [one] => (text.into(), *one),
        _ => (text.replace(delimiter, UNIT_SEPARATOR).into(), UNIT_SEPARATOR.as_bytes()[0]),
    };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(
        Cursor::new(match &text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.clone().into_bytes()),
        }),
    );
    let mut row = StringRecord::new();
    let mut line = 1;
    let mut waiting: std::collections::VecDeque<Record> = std::collections::VecDeque::new();
    std::iter::from_fn(move || {
        if let Some(record) = waiting.pop_front() {
            return Some(record);
        }
        let start = usize::try_from(reader.position().byte()).ok()?;
        let more = reader.read_record(&mut row).unwrap_or(false);
        let end = usize::try_from(reader.position().byte()).ok()?.min(text.len());
        let mut rest = &text[start.min(end)..if more { end } else { text.len() }];
        // The reader stops between the two characters of a line end.
        if text[..start].ends_with('\r') {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        while let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
            waiting.push_back(Record { line, lines: 1, cells: Vec::new() });
            line += 1;
            rest = after;
        }
        if more {
            let lines = line_ends(rest).max(1);
            waiting.push_back(Record { line, lines, cells: row.iter().map(str::to_owned).collect() });
            line += lines;
        }
        waiting.pop_front()
    })
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
}
