//! A labelled corpus, read by the program's own verbs, some households at a time: facts of a household depend on no
//! other, so memory does not grow with the corpus.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use chrono::{Months, NaiveDate};
use postbreach::breach::{Breach, Window};
use postbreach::case::{Case, Windows};
use postbreach::catalogue::Catalogue;
use postbreach::engine::Engine;
use postbreach::facts::{self, Facts, FactsFile, Known};
use postbreach::finding::{Findings, Joins, Level};
use postbreach::merchant::Merchants;
use postbreach::money::Currencies;
use postbreach::statement;
use postbreach::statement::identify::Formats;
use postbreach::statement::month_names::MonthNames;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::transaction::Strings;
use serde::Deserialize;

/// Whatever ends a run.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Households that are read together.
const TOGETHER: usize = 64;

/// Everything the program needs to judge charges.
pub(crate) struct Desk {
    pub(crate) engine: Engine,
    pub(crate) facts_file: FactsFile,
    joins: Joins,
    merchants: Merchants,
    currencies: Currencies,
    months: MonthNames,
    formats: Formats,
    windows: Windows,
}

impl Desk {
    /// With the claims of these data files.
    pub(crate) fn new(catalogue: &Catalogue) -> Result<Self, Failure> {
        Ok(Self {
            engine: Engine::load(catalogue)?,
            facts_file: Facts::load(catalogue)?,
            joins: Joins::load(catalogue)?,
            merchants: Merchants::load(catalogue)?,
            currencies: Currencies::load(catalogue.file("currencies.toml").unwrap_or_default())?,
            months: MonthNames::load(catalogue.file("months.toml").unwrap_or_default())?,
            formats: Formats::load(catalogue)?,
            windows: Windows::load(catalogue)?,
        })
    }
}

/// What is true of one row.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Truth {
    pub(crate) line: u64,
    pub(crate) household: String,
    pub(crate) region: String,
    pub(crate) merchant: String,
    /// 1 for a charge that the holder did not make.
    pub(crate) label: u8,
    pub(crate) incident: String,
    pub(crate) scenario: String,
    pub(crate) context: String,
}

/// Some households, judged.
pub(crate) struct Batch {
    pub(crate) case: Case,
    pub(crate) facts: Facts,
    pub(crate) findings: Findings,
    /// By row of the batch's one statement.
    pub(crate) truth: Vec<Truth>,
    pub(crate) breach: NaiveDate,
}

impl Batch {
    /// What is true of a charge: of its rows, the first that the holder did not make, else the first.
    pub(crate) fn truth(&self, charge: usize) -> &Truth {
        let rows = || self.case.charges[charge].sightings.iter().map(|at| self.truth_of_row(at.row));
        rows().find(|truth| truth.label == 1).or_else(|| rows().next()).unwrap_or(&self.truth[0])
    }

    fn truth_of_row(&self, row: usize) -> &Truth {
        // The header is line 1, and no cell holds a line break.
        let line = self.case.statements[0].transactions[row].line;
        &self.truth[usize::try_from(line).unwrap_or_default() - 2]
    }
}

/// Reads a corpus. `months` says how many months of history a household keeps; `None` for all.
pub(crate) fn read(
    folder: &Path,
    desk: &Desk,
    months: &dyn Fn(&str) -> Option<u32>,
    each: &mut dyn FnMut(Batch) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let breach = breach_day(folder)?;
    let mut charges = csv::Reader::from_reader(BufReader::new(File::open(folder.join("charges.csv"))?));
    let mut truths = csv::Reader::from_reader(BufReader::new(File::open(folder.join("truth.csv"))?));
    let mut truths = truths.deserialize::<Truth>();
    let header = charges.headers()?.clone();
    let place = |name: &str| header.iter().position(|known| known == name).ok_or(format!("no column {name}"));
    let dates = [place("transaction_date")?, place("posting_date")?];
    let household = place("household")?;

    let mut pending = Pending::new(&header)?;
    let mut record = csv::StringRecord::new();
    let mut first_day = None;
    while charges.read_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        let truth = truths.next().ok_or("truth.csv ends before charges.csv")??;
        if truth.line != line {
            return Err(format!("truth.csv speaks of line {} beside line {line}", truth.line).into());
        }
        if record[household] != *pending.last {
            if pending.households == TOGETHER {
                each(std::mem::replace(&mut pending, Pending::new(&header)?).judge(desk, breach)?)?;
            }
            pending.households += 1;
            record[household].clone_into(&mut pending.last);
            first_day = months(&pending.last).and_then(|months| breach.checked_sub_months(Months::new(months)));
        }
        let date = dates.iter().map(|at| &record[*at]).find(|text| !text.is_empty()).unwrap_or_default();
        if first_day.is_none_or(|first| date.parse::<NaiveDate>().is_ok_and(|date| date >= first)) {
            pending.rows.write_record(&record)?;
            pending.truth.push(truth);
        }
    }
    if pending.truth.is_empty() { Ok(()) } else { each(pending.judge(desk, breach)?) }
}

/// The day of the breach, which is one for all households.
fn breach_day(folder: &Path) -> Result<NaiveDate, Failure> {
    Ok(about(folder)?["breach"].as_str().ok_or("about.json states no breach")?.parse()?)
}

/// What a world says of itself.
pub(crate) fn about(folder: &Path) -> Result<serde_json::Value, Failure> {
    Ok(serde_json::from_reader(File::open(folder.join("about.json"))?)?)
}

/// The command that makes this world again.
pub(crate) fn made_by(folder: &Path, out: &str) -> Result<String, Failure> {
    let about = about(folder)?;
    let [seed, holders, before, after] = ["seed", "holders", "months_before", "months_after"].map(|name| &about[name]);
    Ok(format!(
        "world make --seed {seed} --holders {holders} --months-before {before} --months-after {after} --out {out}"
    ))
}

/// Rows of households that are not judged yet.
struct Pending {
    rows: csv::Writer<Vec<u8>>,
    truth: Vec<Truth>,
    households: usize,
    last: String,
}

impl Pending {
    fn new(header: &csv::StringRecord) -> Result<Self, Failure> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record(header)?;
        Ok(Self { rows, truth: Vec::new(), households: 0, last: String::new() })
    }

    fn judge(self, desk: &Desk, breach: NaiveDate) -> Result<Batch, Failure> {
        let bytes = self.rows.into_inner().map_err(|e| e.to_string())?;
        let tools = Tools { merchants: &desk.merchants, currencies: &desk.currencies, months: &desk.months };
        let mut strings = Strings::default();
        let options = ReadOptions::default();
        let statement = statement::read(&bytes, "charges.csv", &desk.formats, &options, tools, &mut strings)?;
        if let Some(problem) = statement.rejected().next() {
            return Err(format!("a row of a batch is rejected: {problem}").into());
        }
        let mut case = Case::assemble(vec![statement], strings, &desk.merchants, desk.windows);
        case.expose(&[Breach::from_window(Window { start: breach, end: None })]);
        let facts = facts::compute(&case, &desk.currencies, &Known::default(), &desk.facts_file);
        let findings = Findings::of(&case, &facts, &desk.joins, &desk.engine, Level::Careful)?;
        Ok(Batch { case, facts, findings, truth: self.truth, breach })
    }
}
