//! Rows as a person types or pastes them from a page or from paper: date, text and amount, parted by spaces, one a line.

use std::sync::LazyLock;

use regex::Regex;

use super::delimited::Record;
use super::wire::{Syntax, Table};
use crate::text::{nfkc, trim};

/// The cells of a record. `currency` is a code or a sign that names one currency only.
const NAMES: [&str; 4] = ["date", "text", "amount", "currency"];

/// A date in digits or with its month spelt, a text, an amount with its sign or code.
static ROW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?P<date>\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4})?日?|\d{1,2}\.? \p{L}{3,9}\.? \d{4})\s+",
        r"(?P<text>\S.*?)\s+",
        r"(?P<before>[A-Z]{3} )?(?P<amount>[-+−(]?\s?[¥\\$€£₹₩]?\s?[-+−]?\d[\d.,'’]*[-)]?)\s?(?P<after>[A-Z]{3}|[€£円₹₩])?$",
    ))
    .ok()
});

/// Whether text is rows that somebody typed: every line is one, and none is parted by tabs or semicolons.
pub(super) fn is(text: &str) -> bool {
    let mut lines = text.lines().map(trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| row(line).is_some())
}

/// The rows of a text.
pub(super) fn table(text: &str) -> Table {
    let lines = text.lines().zip(1..).filter(|(line, _)| !trim(line).is_empty());
    let cells = |line| row(line).map(|cells| cells.iter().collect()).unwrap_or_default();
    let records = lines.map(|(line, number)| Record { line: number, lines: 1, cells: cells(line) });
    Table {
        syntax: Syntax::Typed,
        names: NAMES.map(str::to_owned).to_vec(),
        records: records.collect(),
        ..Table::default()
    }
}

fn row(line: &str) -> Option<Vec<String>> {
    if line.contains(['\t', ';', '|', '"']) {
        return None;
    }
    let folded = nfkc(trim(line));
    // Where no row begins as one, the pattern need not be compiled.
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = ROW.as_ref()?.captures(&folded)?;
    let part = |name: &str| parts.name(name).map_or("", |found| found.as_str().trim());
    let sign: String = part("amount").chars().filter(|c| "€£₹₩".contains(*c)).collect();
    // Where a code stands after the amount, three capitals before it end the name of a shop.
    let (text, before) = match (part("before"), part("after")) {
        (before, after) if !before.is_empty() && !after.is_empty() => (format!("{} {before}", part("text")), ""),
        (before, _) => (part("text").to_owned(), before),
    };
    let currency = [before, part("after"), &sign].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    Some([part("date"), &text, part("amount"), currency].map(str::to_owned).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_line_is_date_text_and_amount() {
        for (line, cells) in [
            ("2017/06/24 アオゾラ書店 1,480円", ["2017/06/24", "アオゾラ書店", "1,480", "円"]),
            ("24 Jun 2026  Blue Heron Cafe, Leeds  7.25", ["24 Jun 2026", "Blue Heron Cafe, Leeds", "7.25", ""]),
            ("01/24 SQ *COPPER KETTLE 12 £31.80", ["01/24", "SQ *COPPER KETTLE 12", "£31.80", "£"]),
            ("24.01.2026 Bäckerei Grün -18,40 EUR", ["24.01.2026", "Bäckerei Grün", "-18,40", "EUR"]),
            ("2026-02-09 GLOWLEAF TRIAL BOX 1.95 USD", ["2026-02-09", "GLOWLEAF TRIAL BOX", "1.95", "USD"]),
            ("2026-02-09 GLOWLEAF TRIAL USD 1.95", ["2026-02-09", "GLOWLEAF TRIAL", "1.95", "USD"]),
            ("2026-01-24 GADGET BARN ($119.99)", ["2026-01-24", "GADGET BARN", "($119.99)", ""]),
        ] {
            assert_eq!(row(line).as_deref(), Some(&cells.map(str::to_owned)[..]), "{line}");
        }
    }

    #[test]
    fn a_table_was_not_typed() {
        for line in [
            "2026-01-06,Blue Heron,7.25",
            "2026-01-06 12:00,Blue Heron,7.25",
            "2026-01-06\tBlue Heron\t7.25",
            "Total 7.25",
        ] {
            assert!(!is(line), "{line}");
        }
        assert!(!is("\n \n"));
    }
}
