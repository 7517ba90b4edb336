//! Whether the columns that a layout speaks of are in its header, and the groups of its patterns are known: what its
//! author may have misspelt, which would otherwise be read as nothing.

use super::header::{HeaderCell, header_key};
use super::schema::{AmountRef, ColumnRef, Columns, OneOrMore, Pull};
use super::{Format, Generation};
use crate::location::Problem;
use crate::statement::wire::Syntax;

/// The groups that patterns may have.
const GROUPS: [&str; 12] =
    ["amount", "currency", "rate", "date", "country", "card", "holder", "merchant", "reference", "n", "m", "part"];

impl Format {
    /// Checks the names that the file writes: each column stands in the header of one of its generations.
    ///
    /// # Errors
    /// `unknown-column` with the name and the header; `unknown-group` with the group and the known ones.
    pub fn check_names(&self) -> Result<(), Problem> {
        let file = format!("formats/{}.toml", self.id);
        let mut header: Vec<&str> = Vec::new();
        for generation in &self.generations {
            header.extend(generation.identify.header.iter().map(String::as_str));
            for pull in pulls(generation) {
                if let Some(group) = groups(&pull.regex).find(|group| !GROUPS.contains(group)) {
                    let problem = Problem::new("unknown-group").with("value", group).with("known", GROUPS.join(", "));
                    return Err(problem.in_file(file));
                }
            }
        }
        let open = self.generations.iter().any(|g| g.read.syntax != Syntax::Delimited) || header.contains(&"…");
        if open {
            return Ok(());
        }
        let cells: Vec<HeaderCell> = header.iter().map(|cell| HeaderCell::parse(cell)).collect::<Result<_, _>>()?;
        let stands = |name: &str| {
            let name = name.rsplit_once('#').map_or(name, |(name, _)| name);
            name.split(" | ").any(|name| {
                header.iter().any(|cell| cell.contains(name))
                    || cells.iter().any(|cell| cell.matches(&header_key(name)))
            })
        };
        match self.generations.iter().flat_map(named).find(|name| !stands(name)) {
            None => Ok(()),
            Some(name) => {
                let problem = Problem::new("unknown-column").with("value", name).with("known", header.join(", "));
                Err(problem.in_file(file))
            }
        }
    }
}

fn pulls(generation: &Generation) -> impl Iterator<Item = &Pull> {
    generation.pull.iter().chain(generation.row.iter().flat_map(|row| &row.pull))
}

/// The names of a pattern's groups.
fn groups(regex: &str) -> impl Iterator<Item = &str> {
    let named = regex.split("(?P<").skip(1).chain(regex.split("(?<").skip(1));
    named.filter_map(|rest| rest.split_once('>')).map(|(name, _)| name).filter(|name| !name.starts_with(['=', '!']))
}

/// Every column that a generation names.
fn named(generation: &Generation) -> Vec<String> {
    let mut columns = of_columns(&generation.columns);
    columns.extend(pulls(generation).map(|pull| pull.from.clone()));
    let mut names: Vec<String> = Vec::new();
    for row in &generation.row {
        names.extend(row.when.keys().cloned());
        if let Some(total) = &row.total {
            columns.extend([total.label.clone(), total.amount.clone()]);
            names.extend(total.only.keys().cloned());
        }
        let own: Option<Columns> = row.columns.clone().and_then(|table| table.try_into().ok());
        columns.extend(own.iter().flat_map(of_columns));
    }
    names.extend(columns.into_iter().filter_map(|column| match column {
        ColumnRef::Named(name) => Some(name),
        ColumnRef::At(_) => None,
    }));
    names.retain(|name| name.parse::<i64>().is_err());
    names
}

fn of_columns(columns: &Columns) -> Vec<ColumnRef> {
    let several = [&columns.transaction_date, &columns.posting_date, &columns.descriptor, &columns.fee];
    let mut found: Vec<ColumnRef> = several.into_iter().flatten().flat_map(OneOrMore::iter).cloned().collect();
    found.extend(columns.amount.iter().flat_map(OneOrMore::iter).map(|place| match place {
        AmountRef::Plain(column) | AmountRef::In { column, .. } => column.clone(),
    }));
    let single = [
        &columns.date_precision,
        &columns.merchant,
        &columns.debit,
        &columns.credit,
        &columns.billed,
        &columns.currency,
        &columns.foreign_amount,
        &columns.foreign_currency,
        &columns.country,
        &columns.reference,
        &columns.holder,
        &columns.card,
        &columns.household,
        &columns.n,
        &columns.m,
    ];
    found.extend(single.into_iter().flatten().cloned());
    found.extend(columns.kind.iter().map(|words| words.column.clone()));
    found.extend(columns.status.iter().map(|words| words.column.clone()));
    found.extend(columns.flag.iter().map(|words| words.column.clone()));
    found.extend(columns.source.iter().map(|words| words.column.clone()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn every_shipped_layout_names_its_own_columns() {
        for (id, text) in Catalogue::embedded().folder("formats") {
            let checked = Format::parse(id, text.text()).unwrap().check_names();
            assert_eq!(checked, Ok(()), "{id}");
        }
    }

    #[test]
    fn what_is_misspelt_is_named() {
        let text = r#"
            institution = { en = "Sample", ja = "見本" }
            product = { en = "credit card", ja = "クレジットカード" }
            source = "card"
            currency = "EUR"
            confidence = "high"
            seen = "2026"
            facts = ["a sample"]
            read = { encodings = ["utf-8"], dates = ["%Y-%m-%d"] }
            identify = { header = ["Day", "Shop", "Sum", "[Note]"] }
            columns = { transaction_date = "Day", descriptor = "Shop", amount = "Sum" }
            amount = { purchase = "positive" }
            pull = [{ from = "Note", regex = '(?P<card>\d{4})' }]
        "#;
        let problem = |text: String| Format::parse("sample", &text).unwrap().check_names().err();
        assert_eq!(problem(text.to_owned()), None);
        let column = problem(text.replace(r#"amount = "Sum""#, r#"amount = "Summ""#)).unwrap();
        assert_eq!((column.code, column.value("value")), ("unknown-column", Some("Summ")));
        let group = problem(text.replace("P<card>", "P<kard>")).unwrap();
        assert_eq!((group.code, group.value("value")), ("unknown-group", Some("kard")));
    }
}
