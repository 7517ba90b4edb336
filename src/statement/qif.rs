//! QIF, the Quicken Interchange Format: one letter and its value a line, `^` ends an entry, `!` lines say what the
//! entries below are. An entry is a record.

use std::borrow::Cow;

use super::cells::Cells;
use super::decode::lines;
use super::delimited::Record;
use super::wire::{Syntax, Table, at};
use crate::text::trim;

/// The cells of a record. `record` is `transaction`, `account` (which account the rows below are of), `list` (any other
/// list: categories, securities, investments) or `heading` (a `!` line); `type` is the kind of account. Letters that
/// stand several times (address lines, splits) are joined.
const NAMES: [&str; 14] = ["record", "account", "type", "D", "T", "U", "P", "M", "N", "A", "L", "C", "splits", "other"];

/// How far from the top the first `!` line may stand, below notes of whoever made the file.
const HEAD_LINES: usize = 20;

/// The cell of a field's letter.
fn place_of(letter: char) -> usize {
    match letter {
        'D' => at!("D"),
        'T' => at!("T"),
        'U' => at!("U"),
        'P' => at!("P"),
        'M' => at!("M"),
        'N' => at!("N"),
        'A' => at!("A"),
        'L' => at!("L"),
        'C' => at!("C"),
        'S' | 'E' | '$' | '%' => at!("splits"),
        _ => at!("other"),
    }
}

/// What `!Type:` lines say of entries that move no money of an account, or only securities.
const LISTS: [&str; 13] = [
    "cat",
    "class",
    "memorized",
    "security",
    "prices",
    "invst",
    "port",
    "401(k)",
    "tag",
    "template",
    "budget",
    "tax",
    "payee",
];

/// Whether text is QIF: one of its first lines says what follows.
pub(super) fn is(text: &str) -> bool {
    let lines = text.split(['\r', '\n']).map(trim).filter(|line| !line.is_empty());
    lines.take(HEAD_LINES).filter(|line| line.starts_with('!')).any(|line| {
        let line = line.to_lowercase();
        ["!type:", "!account", "!option:", "!clear:"].iter().any(|start| line.starts_with(start))
    })
}

/// The entries of a file.
pub(super) fn table(text: &str) -> Table {
    let mut walk = Walk::default();
    for (line, number) in lines(text).zip(1..) {
        walk.line(line, number);
    }
    walk.end();
    Table { syntax: Syntax::Qif, names: NAMES.map(str::to_owned).to_vec(), records: walk.records, ..Table::default() }
}

#[derive(Default)]
struct Walk {
    /// What the last `!` line announced, in lower case.
    heading: String,
    account: String,
    entry: Option<Record>,
    records: Vec<Record>,
}

impl Walk {
    fn line(&mut self, line: &str, number: u64) {
        let line = trim(line);
        let mut chars = line.chars();
        let Some(letter) = chars.next() else { return };
        let value = trim(chars.as_str());
        match letter {
            '!' => {
                self.end();
                if !value.to_lowercase().starts_with("option") && !value.to_lowercase().starts_with("clear") {
                    self.heading = value.to_lowercase();
                }
                let mut record = blank(number);
                record.cells.set(at!("record"), "heading");
                record.cells.set(at!("other"), line);
                self.records.push(record);
            }
            '^' => self.end(),
            _ => {
                let entry = self.entry.get_or_insert_with(|| blank(number));
                entry.lines = number - entry.line + 1;
                // Some programs date each split.
                let splits = letter == 'D' && !entry.cells[at!("splits")].is_empty();
                let at = if splits { at!("splits") } else { place_of(letter) };
                if !entry.cells[at].is_empty() {
                    entry.cells.append(at, if at == at!("A") { ", " } else { " " });
                }
                if at == at!("other") || at == at!("splits") {
                    entry.cells.append(at, letter.encode_utf8(&mut [0; 4]));
                }
                entry.cells.append(at, &if letter == 'D' { date(value) } else { value.into() });
            }
        }
    }

    /// Ends the entry under way, also where the file forgets its `^`.
    fn end(&mut self) {
        let Some(mut entry) = self.entry.take() else { return };
        let of = self.heading.strip_prefix("type:").map(str::trim);
        let kind = match of {
            None if self.heading.starts_with("account") => {
                entry.cells[at!("N")].clone_into(&mut self.account);
                "account"
            }
            Some(of) if !LISTS.iter().any(|list| of.starts_with(list)) => "transaction",
            _ => "list",
        };
        entry.cells.set(at!("record"), kind);
        entry.cells.set(at!("account"), &self.account);
        entry.cells.set(at!("type"), of.unwrap_or_default());
        self.records.push(entry);
    }
}

fn blank(line: u64) -> Record {
    Record { line, lines: 1, cells: Cells::empty(NAMES.len()) }
}

/// A date without the padding of its parts, its year in four digits where an apostrophe says that it is of this
/// century: `6/ 4'18` is 6/4/2018.
fn date(printed: &str) -> Cow<'_, str> {
    if !printed.contains([' ', '\'', '’']) {
        return printed.into();
    }
    let spelt = printed.contains(|c: char| c.is_alphabetic());
    // Only the padding: what else stands here must stay apart from the date, to be seen for what it is.
    let unpadded = |text: String, pad: &str| text.replace(pad, pad.trim_end());
    let padding: &[&str] = if spelt { &[] } else { &["/ ", "' ", "’ ", "- ", ". "] };
    let text = padding.iter().fold(printed.to_owned(), |text, pad| unpadded(text, pad));
    let Some((day, year)) = text.split_once(['\'', '’']) else { return text.into() };
    let separator = day.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
    let century = if year.len() > 2 { "" } else { "20" };
    format!("{day}{separator}{century}{year:0>2}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_after_an_apostrophe_are_of_this_century() {
        for (printed, plain) in [
            ("6/ 4'18", "6/4/2018"),
            ("12/21' 7", "12/21/2007"),
            ("28.02'2009", "28.02.2009"),
            ("2/ 3/26", "2/3/26"),
            ("26 Jan 2026", "26 Jan 2026"),
            ("2/ 3/26 4111", "2/3/26 4111"),
        ] {
            assert_eq!(date(printed), plain, "{printed}");
        }
    }

    #[test]
    fn entries_know_their_account_and_need_no_last_caret() {
        let text = "!Account\r\nNVisa 4321\r\nTCCard\r\n^\r\n!Type:CCard\r\nD2/ 3'26\r\nT-18.40\r\nPNORTHWIND BOOKS\r\n\
            SBooks\r\n$-10.00\r\nSGifts\r\n$-8.40\r\n^\r\n!Type:Cat\r\nNDining\r\n^\r\n!Type:CCard\r\nD2/ 5'26\r\nT250";
        let table = table(text);
        let seen: Vec<(u64, &str, &str, &str)> =
            table.records.iter().map(|r| (r.line, &r.cells[0], &r.cells[1], &r.cells[4])).collect();
        assert_eq!(
            seen,
            [
                (1, "heading", "", ""),
                (2, "account", "Visa 4321", "CCard"),
                (5, "heading", "", ""),
                (6, "transaction", "Visa 4321", "-18.40"),
                (14, "heading", "", ""),
                (15, "list", "Visa 4321", ""),
                (17, "heading", "", ""),
                (18, "transaction", "Visa 4321", "250"),
            ]
        );
        assert_eq!(&table.records[3].cells[12], "SBooks $-10.00 SGifts $-8.40");
    }
}
