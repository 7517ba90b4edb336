//! Workbooks of OpenDocument (ods), before they are read: a cell or a row may say that it stands a million times, and
//! their reader writes it out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::Limits;
use super::workbook::broken;
use crate::location::Problem;

/// No sheet of any program has more columns; what stands further to the right is not read.
const LAST_COLUMN: usize = 16_384;

/// Whether the sheets in `content.xml` may be given to their reader: it waits for the end of each table, beyond that of
/// the file.
///
/// # Errors
/// `huge-workbook`; `broken-workbook` where an element does not end.
pub(super) fn check(content: &str, limits: &Limits) -> Result<(), Problem> {
    let mut reader = Reader::from_str(content);
    let mut size = Size::default();
    let mut open: usize = 0;
    let most = limits.workbook.megabytes << 20;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) => {
                size.start(&tag);
                open += 1;
            }
            Event::Empty(tag) => {
                size.start(&tag);
                size.end(tag.name().as_ref());
            }
            Event::End(tag) => {
                size.end(tag.name().as_ref());
                open = open.saturating_sub(1);
            }
            Event::Text(text) => size.text += text.len(),
            Event::Eof if open == 0 => return Ok(()),
            Event::Eof => return Err(broken("cut short")),
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
        if size.cells() > limits.workbook.cells || size.bytes > most {
            return Err(limits.huge_workbook());
        }
    }
}

#[derive(Default)]
struct Size {
    /// Cells of the sheets before.
    before: usize,
    /// Rows of the sheet under way, and up to the last that has something.
    rows: usize,
    filled: usize,
    widest: usize,
    /// How often the row under way stands there, its columns so far, and whether it has something.
    repeats: usize,
    columns: usize,
    has: bool,
    /// How often the cell under way stands there, its text so far, and whether it has a value.
    cell: usize,
    text: usize,
    value: bool,
    /// What all text fills.
    bytes: u64,
}

impl Size {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let number = |name: &str| {
            let mut attributes = tag.attributes();
            let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
            found.value.trim().parse().ok()
        };
        match tag.name().as_ref() {
            "table:table-row" => {
                (self.repeats, self.columns, self.has) = (number("table:number-rows-repeated").unwrap_or(1), 0, false);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                (self.cell, self.text) = (number("table:number-columns-repeated").unwrap_or(1), 0);
                let told = |name: &str| name.starts_with("office:") || name == "table:formula";
                self.value =
                    tag.attributes().with_checks(false).flatten().any(|attribute| told(attribute.key.as_ref()));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                if self.value || self.text > 0 {
                    self.has = true;
                    self.widest = self.widest.max(self.columns.saturating_add(self.cell).min(LAST_COLUMN));
                    let times = self.cell.min(LAST_COLUMN).saturating_mul(self.repeats);
                    let bytes = u64::try_from(times.saturating_mul(self.text)).unwrap_or(u64::MAX);
                    self.bytes = self.bytes.saturating_add(bytes);
                } else {
                    self.widest = self.widest.max(self.columns.min(LAST_COLUMN));
                }
                self.columns = self.columns.saturating_add(self.cell);
            }
            "table:table-row" => {
                self.rows = self.rows.saturating_add(self.repeats);
                if self.has {
                    self.filled = self.rows;
                }
            }
            "table:table" => {
                self.before = self.cells();
                (self.rows, self.filled, self.widest) = (0, 0, 0);
            }
            _ => {}
        }
    }

    /// The cells of all sheets so far, empty ones between counted.
    fn cells(&self) -> usize {
        self.before.saturating_add(self.filled.saturating_mul(self.widest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its reader would wait for the end, for ever: so this asks without it.
    #[test]
    fn what_does_not_end_is_broken() {
        let table = "<table:table><table:table-row><table:table-cell/></table:table-row></table:table>";
        assert!(check(table, &Limits::NONE).is_ok());
        for end in 1..table.len() {
            let code = check(&table[..end], &Limits::NONE).map_err(|problem| problem.code);
            assert_eq!(code, Err("broken-workbook"), "{}", &table[..end]);
        }
        assert_eq!(check("<a></a></b><c>", &Limits::NONE).map_err(|problem| problem.code), Err("broken-workbook"));
    }
}
