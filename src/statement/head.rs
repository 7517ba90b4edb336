//! The first rows of a file, split once for all layouts that they are held against, and headers among them.

use std::borrow::Cow;
use std::cell::OnceCell;

use foldhash::HashSet;

use super::cells::Cells;
use super::date_pattern::DatePattern;
use super::dates::orders;
use super::delimited::Record;
use super::format::{HeaderCell, header_key};
use super::parts::{number, parse_date};
use super::read::Tools;
use super::sheet::Hand;
use super::wire::Reading;
use crate::text::trim;

/// How many rows from the top identification looks at.
pub(super) const HEAD_ROWS: usize = 60;

/// Figures alone, so many of them, are the number of an account or a bank.
const NUMBER_DIGITS: usize = 8;

/// The first rows of a reading, split by one delimiter or written by one hand.
pub(super) struct Head {
    split: String,
    written: Hand,
    pub(super) rows: Vec<Record>,
    /// Their cells as headers are compared.
    pub(super) keys: Vec<Cells>,
    /// What a glance at each of these finds, once a header is looked for.
    glances: OnceCell<HashSet<Glance>>,
}

/// The length, the first and the last byte of a cell.
type Glance = (usize, Option<u8>, Option<u8>);

fn glance(cell: &str) -> Glance {
    let bytes = cell.as_bytes();
    (bytes.len(), bytes.first().copied(), bytes.last().copied())
}

impl Head {
    /// Whether the rows may have every cell that this header wants, by a glance: of most layouts' headers they have not.
    pub(super) fn may_have(&self, wanted: &[HeaderCell]) -> bool {
        let glances = self.glances.get_or_init(|| self.keys.iter().flat_map(Cells::iter).map(glance).collect());
        wanted.iter().all(|cell| cell.may_be_among(|name| glances.contains(&glance(name))))
    }

    /// The cells of a row, as written.
    pub(super) fn own_cells(&self, row: usize) -> Vec<String> {
        self.rows[row].cells.iter().map(str::to_owned).collect()
    }
}

/// The first rows of a reading, split by this delimiter and written by this hand; split once.
pub(super) fn head_of<'h>(heads: &'h mut Vec<Head>, reading: &Reading, delimiter: &str, hand: &Hand) -> &'h Head {
    let sheet = reading.book().is_some();
    let known = |head: &Head| if sheet { head.written == *hand } else { head.split == delimiter };
    let at = heads.iter().position(known).unwrap_or_else(|| {
        let rows = reading.head(delimiter, hand, HEAD_ROWS);
        let keys = rows.iter().map(|row| row.cells.iter().map(header_key).collect()).collect();
        heads.push(Head { split: delimiter.to_owned(), written: hand.clone(), rows, keys, glances: OnceCell::new() });
        heads.len() - 1
    });
    &heads[at]
}

/// Whether there is nothing in these cells.
pub(super) fn is_blank<'c>(mut cells: impl Iterator<Item = &'c str>) -> bool {
    cells.all(|cell| trim(cell).is_empty())
}

/// How many cells at the end of every one of the first rows hold nothing, where another program has written delimiters
/// more behind each.
pub(super) fn ends_blank(reading: &Reading, delimiter: &str) -> usize {
    if reading.has_records() {
        return 0;
    }
    let rows = reading.records(delimiter).take(HEAD_ROWS);
    let filled = rows.filter(|row| !is_blank(row.cells.iter()));
    let blank = filled.map(|row| row.cells.iter().rev().take_while(|cell| trim(cell).is_empty()).count());
    blank.min().unwrap_or_default()
}

/// Whether a row holds what a charge does, each in a cell of its own: a date, an amount, a text. Labels and long numbers
/// of something are what stands above tables.
pub(super) fn is_charge(cells: &Cells, patterns: &[DatePattern], tools: Tools<'_>) -> bool {
    let is_date = |text: &str| {
        parse_date(text, patterns, None, tools.months).is_some() || !orders(std::iter::once(text)).is_empty()
    };
    let is_number = |text: &str| text.len() >= NUMBER_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_amount = |text: &str| !is_number(text) && number(text, '.').or_else(|| number(text, ',')).is_some();
    let (mut dated, mut moves, mut named) = (false, false, false);
    for text in cells.iter().map(trim).filter(|text| !text.is_empty()) {
        if text.ends_with([':', '：']) {
            return false;
        }
        match text.chars().any(char::is_numeric) {
            true if is_date(text) => dated = true,
            true if is_amount(text) => moves = true,
            _ => named |= text.chars().any(char::is_alphabetic),
        }
    }
    dated && moves && named
}

/// Whether a row is this header: the same cells in order, optional ones may be missing, any may follow where the layout
/// says so, trailing empty cells do not count.
pub(super) fn is_header(wanted: &[HeaderCell], cells: &Cells) -> bool {
    header_width(wanted, cells, header_key).is_some_and(|width| is_blank(cells.iter().skip(width)))
}

/// How many cells of a row, from the first, are this header; `key` is what of a cell is compared.
pub(super) fn header_width<'k>(
    wanted: &[HeaderCell],
    cells: &'k Cells,
    key: impl Fn(&'k str) -> Cow<'k, str>,
) -> Option<usize> {
    let mut at = 0;
    let mut next = cells.get(0).map(&key);
    for cell in wanted {
        if cell.rest {
            return Some(cells.len());
        }
        match &next {
            Some(text) if cell.matches(text) => {
                at += 1;
                next = cells.get(at).map(&key);
            }
            _ if cell.optional => {}
            _ => return None,
        }
    }
    (!wanted.is_empty()).then_some(at)
}

/// Whether a row is this header in some order: every cell that may not be missing, and at most so many that are not of it.
pub(super) fn is_turned_header(wanted: &[HeaderCell], keys: &Cells, most: usize) -> bool {
    wanted.iter().all(|cell| cell.optional || keys.iter().any(|key| cell.matches(key)))
        && foreign(wanted, keys).len() <= most
}

/// Which cells of a row that begins with this header the header does not name, or names and has already.
pub(super) fn foreign(wanted: &[HeaderCell], keys: &Cells) -> Vec<usize> {
    let width = header_width(wanted, keys, Cow::Borrowed).unwrap_or_default();
    let known = |at: usize, key: &str| {
        wanted.iter().any(|cell| cell.matches(key)) && !keys.iter().take(at).any(|before| before == key)
    };
    keys.iter()
        .enumerate()
        .skip(width)
        .filter(|(at, key)| !key.is_empty() && !known(*at, key))
        .map(|(at, _)| at)
        .collect()
}
