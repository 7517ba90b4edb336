//! What of a table in text does not end, seen while the file is read: a line, or a cell behind a quote that nothing
//! closes. Such a file would else be in memory, several times, before anything is said of it.

use memchr::{memchr_iter, memrchr2};

use super::delimited::LONGEST;

/// What may stand before the quote that opens a cell, beside the end of a line: the delimiters of statements.
const DELIMITERS: [u8; 5] = *b",;\t|~";

/// What does not end, and the byte where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unended {
    /// A line.
    Line,
    /// A quoted cell.
    Cell(usize),
}

/// Looks at a text as it grows.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// So far it was looked at.
    at: usize,
    /// Where a line begins that ends within reach, or has not ended yet.
    line: usize,
    /// For each delimiter that the text may have.
    quotes: [Quote; DELIMITERS.len()],
}

/// Whether a cell is quoted, and where that begins.
#[derive(Debug, Default, Clone, Copy)]
enum Quote {
    #[default]
    Closed,
    Open(usize),
    /// The next quote is the second of two that stand for one.
    Doubled(usize),
}

impl Watch {
    /// Looks at what came since, and says what is longer than it may be, by the longest that a line may be.
    pub(super) fn look(&mut self, text: &[u8], longest_line: usize) -> Option<Unended> {
        // Whether a quote is doubled is told by what follows, in UTF-16 by the next but one.
        let end = text.len().saturating_sub(2);
        // The last end within reach of a line speaks for all lines before it.
        while end.saturating_sub(self.line) > longest_line {
            match memrchr2(b'\n', b'\r', &text[self.line..=self.line + longest_line]) {
                Some(found) => self.line += found + 1,
                None => return Some(Unended::Line),
            }
        }
        for found in memchr_iter(b'"', text.get(self.at..end).unwrap_or_default()) {
            self.quote(text, self.at + found);
        }
        self.at = self.at.max(end);
        self.quotes.iter().find_map(|quote| match quote {
            Quote::Open(begun) | Quote::Doubled(begun) if text.len() - begun > LONGEST => Some(Unended::Cell(*begun)),
            Quote::Closed | Quote::Open(_) | Quote::Doubled(_) => None,
        })
    }

    /// As the reader of records takes it, by each delimiter.
    fn quote(&mut self, text: &[u8], at: usize) {
        // The zeros of UTF-16 are no characters.
        let before = text[..at].iter().rev().find(|byte| **byte != 0).copied();
        let after = text[at + 1..].iter().find(|byte| **byte != 0);
        let marked = at < 4 && before.is_some_and(|byte| !byte.is_ascii());
        for (delimiter, quote) in DELIMITERS.iter().zip(&mut self.quotes) {
            *quote = match *quote {
                Quote::Open(begun) if after == Some(&b'"') => Quote::Doubled(begun),
                Quote::Open(_) => Quote::Closed,
                Quote::Doubled(begun) => Quote::Open(begun),
                Quote::Closed
                    if marked || before.is_none_or(|byte| byte == *delimiter || matches!(byte, b'\n' | b'\r')) =>
                {
                    Quote::Open(at)
                }
                Quote::Closed => Quote::Closed,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a text that comes in pieces of this size.
    fn found(text: &[u8], piece: usize) -> Option<Unended> {
        let mut watch = Watch::default();
        let ends = (piece..text.len()).step_by(piece).chain([text.len()]);
        ends.into_iter().find_map(|end| watch.look(&text[..end], 1 << 20))
    }

    #[test]
    fn a_quote_that_nothing_closes_is_found_where_it_opens() {
        let rest = "x,1\n".repeat(LONGEST / 4 + 1);
        for (before, opens) in [
            ("a,b\n", true),
            ("", true),
            ("\u{feff}", true),
            ("a,b\nc,", true),
            ("a;", true),
            ("a\t", true),
            ("a,\"b\",", true),
            ("a,\"b\"\"c\",", true),
            ("a,\"\",", true),
            ("a,\"\"\"\",", true),
            // By a comma this closes, by a semicolon it does not.
            ("a;\"b,", true),
            ("a,b", false),
            ("a, ", false),
            ("a,\"b", false),
        ] {
            let text = format!("{before}\"{rest}");
            let opened = text.rfind('"').unwrap();
            for piece in [104_729, text.len()] {
                let expected = opens.then_some(Unended::Cell(opened));
                let seen = found(text.as_bytes(), piece);
                assert_eq!(seen.is_some(), expected.is_some(), "{before:?} by {piece}: {seen:?}");
                if before != "a;\"b," {
                    assert_eq!(seen, expected, "{before:?} by {piece}");
                }
            }
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(found(&wide, 1 << 20).is_some(), opens, "{before:?} in UTF-16");
        }
    }

    #[test]
    fn a_table_whose_quotes_close_is_none() {
        let rows = "a,\"b, \"\"c\"\"\",\"\",\"d\ne\"\nf,5\" disk,\"\"\"g\"\r\n".repeat(150_000);
        for piece in [104_729, rows.len()] {
            assert_eq!(found(rows.as_bytes(), piece), None, "{piece}");
        }
        assert_eq!(found(b"", 1), None);
    }

    #[test]
    fn a_line_that_does_not_end_is_found_wherever_it_stands() {
        let long = format!("a,b\n{}", "x".repeat((1 << 20) + 3));
        assert_eq!(found(long.as_bytes(), 7919), Some(Unended::Line));
        assert_eq!(found(format!("{long}\nc").as_bytes(), long.len() + 2), Some(Unended::Line));
        assert_eq!(found(&long.as_bytes()[..(1 << 20) + 4], 7919), None);
    }
}
