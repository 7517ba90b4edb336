//! Breaches that concern some households of a file each, from a table with the columns `household` and `breach`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Desk, named_breaches};
use crate::breach::Breach;
use crate::location::Problem;
use crate::statement::wire::{Reading, readings};
use crate::store::Exposure;
use crate::text::{mask_card_numbers, trim};

impl Desk {
    /// The breaches that such a file names, as `--breach` does, each with its households. What else was said of the
    /// exposure holds for all. The file may be in any encoding and be parted as spreadsheet programs do, or be a workbook.
    ///
    /// # Errors
    /// `no-breach-by` for a file without these columns or rows; as [`readings`] for one that is no table; as [`named_breaches`] and [`Desk::breaches`], with the
    /// line.
    pub fn breaches_by(
        &self,
        (file, bytes): (&str, &[u8]),
        said: &Exposure,
        today: NaiveDate,
        read_file: impl Fn(&str) -> Result<String, Problem>,
    ) -> Result<Vec<Breach>, Problem> {
        let at = |problem: Problem| problem.in_file(mask_card_numbers(file));
        let mut found = Vec::new();
        let mut tables = readings(bytes, self.formats()?.encodings(), None, &self.limits).map_err(at)?;
        let rows = tables.find_map(|table| rows(&table)).ok_or_else(|| at(Problem::new("no-breach-by")))?;
        for (name, (line, households)) in rows {
            let at = |problem: Problem| at(problem).at_line(line);
            let named = named_breaches(&self.catalogue, &[name], None, &read_file).map_err(at)?;
            let said = Exposure { breaches: named, ..said.clone() };
            let households = std::sync::Arc::new(households);
            let own = self.breaches(&said, today).map_err(at)?.into_iter();
            found.extend(own.map(|breach| Breach { households: households.clone(), ..breach }));
        }
        Ok(found)
    }
}

/// Breaches by their names, each with the first line that names it and its households.
type Named = BTreeMap<String, (u64, BTreeSet<String>)>;

/// What a table says; `None` where it has no such columns or rows.
fn rows(table: &Reading) -> Option<Named> {
    // A sheet's cells are told apart already.
    let delimiters = if table.has_records() { &[","] } else { table.rewritten_delimiters() };
    delimiters.iter().find_map(|delimiter| {
        let mut records = table.records(delimiter).filter(|record| !record.cells.is_empty());
        let names = records.next()?;
        let place = |name: &str| names.cells.iter().position(|cell| trim(cell).eq_ignore_ascii_case(name));
        let (household, breach) = (place("household")?, place("breach")?);
        let mut found = Named::new();
        for record in records {
            let cell = |at: usize| trim(record.cells.get(at).unwrap_or_default());
            if !cell(breach).is_empty() {
                let (_, households) = found.entry(cell(breach).to_owned()).or_insert((record.line, BTreeSet::new()));
                households.insert(mask_card_numbers(cell(household)).into_owned());
            }
        }
        (!found.is_empty()).then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::limits::Limits;

    #[test]
    fn a_list_may_be_saved_by_any_spreadsheet_program() {
        let text = "Household;Breach\r\n伊藤;2026-01-10\r\n";
        let wide: Vec<u8> = text.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let old = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &[b"\xff\xfe", wide.as_slice()].concat(), &old, &marked] {
            let tables = readings(bytes, &["shift_jis".to_owned()], None, &Limits::NONE).expect("a table");
            let found = tables.map(|table| rows(&table)).find_map(|found| found).expect("both columns");
            assert_eq!(found["2026-01-10"], (2, BTreeSet::from(["伊藤".to_owned()])));
        }
        let mut others = readings(b"name,breach\nH,2026-01-10\n", &[], None, &Limits::NONE).expect("a table");
        assert!(others.all(|table| rows(&table).is_none()));
    }
}
