//! Breaches that concern some households of a file each, from a CSV with the columns `household` and `breach`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Desk, named_breaches};
use crate::breach::Breach;
use crate::location::Problem;
use crate::store::Exposure;
use crate::text::{mask_card_numbers, trim};

impl Desk {
    /// The breaches that the text of such a file names, as `--breach` does, each with its households. What else was said
    /// of the exposure holds for all.
    ///
    /// # Errors
    /// `no-breach-by` for a file without these columns or rows; as [`named_breaches`] and [`Desk::breaches`], with the
    /// line.
    pub fn breaches_by(
        &self,
        (file, text): (&str, &str),
        said: &Exposure,
        today: NaiveDate,
        read_file: impl Fn(&str) -> Result<String, Problem>,
    ) -> Result<Vec<Breach>, Problem> {
        let at = |problem: Problem| problem.in_file(mask_card_numbers(file));
        let mut found = Vec::new();
        for (name, (line, households)) in rows(text).ok_or_else(|| at(Problem::new("no-breach-by")))? {
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

/// The breaches by their names, each with the first line that names it and its households; `None` where there are none.
fn rows(text: &str) -> Option<BTreeMap<String, (u64, BTreeSet<String>)>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().ok()?.clone();
    let place = |name: &str| names.iter().position(|cell| trim(cell).eq_ignore_ascii_case(name));
    let (household, breach) = (place("household")?, place("breach")?);
    let mut found: BTreeMap<String, (u64, BTreeSet<String>)> = BTreeMap::new();
    for record in reader.records() {
        let record = record.ok()?;
        let cell = |at: usize| trim(record.get(at).unwrap_or_default());
        let line = record.position().map_or(0, csv::Position::line);
        if !cell(breach).is_empty() {
            let (_, households) = found.entry(cell(breach).to_owned()).or_insert((line, BTreeSet::new()));
            households.insert(mask_card_numbers(cell(household)).into_owned());
        }
    }
    (!found.is_empty()).then_some(found)
}
