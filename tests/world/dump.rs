//! `measure --dump`: every exposed charge with its truth, what the rules say and all its facts, to try rules on.

use std::path::Path;

use postbreach::engine::Outcome;
use postbreach::facts::{Column, FACTS};

use super::corpus::{self, Batch, Desk, Failure};

const COLUMNS: [&str; 23] = [
    "household",
    "line",
    "date",
    "amount",
    "currency",
    "descriptor",
    "label",
    "incident",
    "scenario",
    "context",
    "region",
    "merchant",
    "family",
    "exact",
    "rank",
    "score",
    "band",
    "fires",
    "flagged",
    "rules",
    "silenced",
    "nearly",
    "cannot_tell",
];

/// Writes the dump. `rank` is the charge's place in its household's list; rules are separated by spaces, a silenced one
/// is followed by the number of its `unless`, a near miss by the number of the clause that failed, from 0.
pub(crate) fn dump(
    folders: &[impl AsRef<Path>],
    months: &dyn Fn(&str) -> Option<u32>,
    desk: &Desk,
    to: &Path,
) -> Result<(), Failure> {
    let mut out = csv::Writer::from_path(to)?;
    out.write_record(COLUMNS.iter().copied().chain(FACTS.iter().map(|(name, _)| *name)))?;
    for folder in folders {
        corpus::read(folder.as_ref(), desk, months, &mut |batch| write(&batch, desk, &mut out))?;
    }
    Ok(out.flush()?)
}

fn write(batch: &Batch, desk: &Desk, out: &mut csv::Writer<std::fs::File>) -> Result<(), Failure> {
    let mut row_of = vec![0; batch.case.charges.len()];
    for (row, charge) in batch.facts.exposed.iter().enumerate() {
        row_of[*charge] = row;
    }
    let mut ranks = vec![0_usize; batch.case.households.len()];
    for finding in &batch.findings.list {
        let (charge, truth) = (&batch.case.charges[finding.charge], batch.truth(finding.charge));
        let identity = &batch.case.merchants[charge.merchant];
        ranks[charge.household] += 1;
        let said = |as_text: &dyn Fn(&str, &Outcome) -> Option<String>| -> String {
            let ids = finding.reasons.iter().filter_map(|r| as_text(&desk.engine.rules()[r.rule].id, &r.outcome));
            ids.collect::<Vec<_>>().join(" ")
        };
        let mut cells = vec![
            truth.household.clone(),
            truth.line.to_string(),
            charge.date.to_string(),
            charge.amount.to_string(),
            charge.currency.code().to_owned(),
            batch.case.strings.get(charge.descriptor).to_owned(),
            truth.label.to_string(),
            truth.incident.clone(),
            truth.scenario.clone(),
            truth.context.clone(),
            truth.region.clone(),
            truth.merchant.clone(),
            identity.family.clone(),
            identity.exact.clone(),
            ranks[charge.household].to_string(),
            format!("{:.6}", finding.score),
            finding.band.word().to_owned(),
            u8::from(finding.fires).to_string(),
            u8::from(finding.flagged).to_string(),
            said(&|id, outcome| matches!(outcome, Outcome::Fires).then(|| id.to_owned())),
            said(&|id, outcome| if let Outcome::Silenced(at) = outcome { Some(format!("{id}/{at}")) } else { None }),
            said(&|id, outcome| if let Outcome::Nearly(at) = outcome { Some(format!("{id}/{at}")) } else { None }),
            said(&|id, outcome| matches!(outcome, Outcome::CannotTell(_)).then(|| id.to_owned())),
        ];
        cells.extend(batch.facts.columns.iter().map(|(_, column)| cell(column, row_of[finding.charge])));
        out.write_record(&cells)?;
    }
    Ok(())
}

/// A fact's value as text; empty when there is none.
fn cell(column: &Column, row: usize) -> String {
    match column {
        Column::Text(cells) => cells[row].clone(),
        Column::Bool(cells) => cells[row].map(|yes| u8::from(yes).to_string()),
        Column::Int(cells) => cells[row].map(|number| number.to_string()),
        Column::Float(cells) => cells[row].map(|number| number.to_string()),
    }
    .unwrap_or_default()
}
