//! The findings as rows for a spreadsheet.

use super::Scanned;
use super::canonical::written;
use crate::finding::explain;
use crate::location::Problem;
use crate::text::for_terminal;

/// One row a finding, household by household, strongest first. Text that a spreadsheet would take for a formula begins with an apostrophe;
/// amounts are plain numbers.
pub(super) fn render(scanned: Scanned<'_>) -> Result<String, Problem> {
    let case = scanned.case;
    let head = [
        "id",
        "band",
        "score",
        "date",
        "amount",
        "currency",
        "merchant",
        "descriptor",
        "card",
        "status",
        "incident",
        "reasons",
        "checks",
        "file",
        "line",
        "standing",
        "household",
    ];
    let mut records = vec![head.map(str::to_owned).to_vec()];
    for finding in scanned.findings.by_household(case).into_iter().filter(|finding| finding.flagged) {
        let charge = &case.charges[finding.charge];
        let at = charge.sightings[0];
        let statement = &case.statements[at.statement];
        let firing = finding.reasons.iter().filter(|reason| scanned.shows(finding, reason));
        let reasons = firing
            .map(|reason| explain::sentence(scanned.explaining(), finding, reason))
            .collect::<Result<Vec<_>, _>>()?;
        let incident = finding.incident.map(|at| scanned.findings.incidents[at].id.clone());
        records.push(vec![
            charge.id.clone(),
            finding.band.word().to_owned(),
            format!("{:.4}", finding.score),
            charge.date.to_string(),
            scanned.currencies.plain(charge.amount, charge.currency),
            charge.currency.to_string(),
            inert(&explain::merchant(case, charge, scanned.messages)),
            inert(case.strings.get(charge.descriptor)),
            inert(&case.cards[charge.card].label),
            charge.status.word().to_owned(),
            incident.unwrap_or_default(),
            inert(&reasons.join(" / ")),
            inert(&explain::checks(scanned.explaining(), finding, None)?.join(" / ")),
            inert(&statement.file),
            statement.transactions[at.row].line.to_string(),
            finding.standing().word().to_owned(),
            inert(&case.households[charge.household].name),
        ]);
    }
    Ok(written(records.into_iter()))
}

/// Text that no spreadsheet takes for a formula. See the OWASP notes on CSV injection; full-width forms are read as
/// formulas in some languages of a spreadsheet.
pub(super) fn inert(text: &str) -> String {
    // What a spreadsheet does not show may stand before.
    let unseen = |c: char| c.is_whitespace() || c.is_control() || for_terminal(&c.to_string()).len() > c.len_utf8();
    match text.trim_start_matches(unseen).chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ if text.starts_with(['\t', '\r', '\n']) => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠SUM",
            " =1",
            "\u{3000}=1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{1b}=1",
            "\u{200b}\u{ad}=1",
            "\tSHOP",
            "\rSHOP",
            "\nSHOP",
            "\t=1",
        ] {
            assert_eq!(inert(text), format!("'{text}"), "{text:?}");
        }
        for text in ["SHOP =1", "SQ *KETTLE", "'=1", "", "日本", "1-2", " SHOP"] {
            assert_eq!(inert(text), text, "{text:?}");
        }
    }
}
