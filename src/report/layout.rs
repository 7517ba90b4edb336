//! A layout in words: for whoever has a file of it, and for the person who has to download its files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use comfy_table::{ContentArrangement, Table, presets};
use regex::Regex;

use super::table::paragraph;
use super::words;
use crate::messages::{Lang, Messages, Value};
use crate::statement::format::{
    AmountRef, ColumnRef, Format, Generation, Mapped, OneOrMore, Pull, PurchaseSign, RowClass, RowRule, Side, Where,
    key_column,
};
use crate::statement::identify::Claim;
use crate::statement::months::{Month, Served, months};
use crate::statement::reason::Reason;
use crate::text::for_terminal;
use crate::transaction::Status;

/// All layouts, a line each: id, institution, country, product, source, confidence, when last seen.
#[must_use]
pub fn list<'a>(formats: impl Iterator<Item = &'a Format>, messages: &Messages) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for format in formats {
        let first = format.first();
        table.add_row([
            format.id.as_str(),
            first.institution.get(messages.lang()),
            first.country.as_deref().unwrap_or_default(),
            first.product.as_ref().map_or("", |product| product.get(messages.lang())),
            first.source.word(),
            first.confidence.word(),
            &first.seen,
        ]);
    }
    // The table sets a space before the first column.
    table.lines().map(|line| format!("{}\n", line.trim())).collect()
}

/// One layout: what it is of, how it is recognised, how it is read, how sure that is.
#[must_use]
pub fn show(format: &Format, messages: &Messages) -> String {
    let (first, lang) = (format.first(), messages.lang());
    let mut lines = vec![of_what(first, messages)];
    let (sure, seen) = (first.confidence.word().into(), first.seen.clone().into());
    lines.push(messages.with("layout-sure", &[("sure", sure), ("seen", seen)]));
    lines.extend(first.facts.iter().map(|fact| messages.with("layout-fact", &[("fact", fact.clone().into())])));
    lines.push(messages.with("layout-recognised", &[("by", recognised(first, messages).into())]));
    lines.extend(reading(first, messages));
    lines.extend(amounts(first, messages));
    lines.extend(first.evidence.iter().map(|evidence| {
        let (what, by) = (format!("{:?}", evidence.decide), format!("{:?}", evidence.by));
        messages.with("layout-evidence", &[("what", what.into()), ("by", by.into())])
    }));
    lines.extend(pulled(first, messages));
    lines.extend(no_charges(first, messages));
    for generation in format.generations.iter().skip(1) {
        let own = reading(generation, messages).into_iter().chain(amounts(generation, messages));
        let own = own.filter(|line| !lines.contains(line));
        let by: Vec<String> = std::iter::once(recognised(generation, messages)).chain(own).collect();
        let by = by.join(&messages.text("layout-stop"));
        lines.push(messages.with("layout-generation", &[("by", by.into())]));
    }
    lines.extend(how_to_get(first, messages));
    lines.push(kept(first, messages));
    let mut out = format!("{}\n", words::bracketed(first.institution.get(lang), &format.id, messages));
    for line in lines {
        paragraph(&mut out, &format!("- {line}"), 2);
    }
    out
}

fn of_what(first: &Generation, messages: &Messages) -> String {
    let product = first.product.as_ref().map(|product| product.get(messages.lang()).to_owned());
    let kind = messages.with("layout-source", &[("source", first.source.word().into())]);
    let mut parts = vec![product.unwrap_or_else(|| kind.clone())];
    parts.extend(first.country.as_ref().map(|code| messages.with("layout-country", &[("code", code.clone().into())])));
    parts.push(messages.with("layout-kind", &[("kind", kind.into())]));
    parts.extend(first.currency.map(|code| messages.with("layout-currency", &[("code", code.to_string().into())])));
    parts.join(&messages.text("list-semicolon"))
}

/// By what a generation is recognised.
fn recognised(generation: &Generation, messages: &Messages) -> String {
    let mut parts = Vec::new();
    if !generation.identify.header.is_empty() {
        parts.push(header(&generation.identify.header, messages));
    }
    if generation.identify.any_order {
        parts.push(messages.text("layout-any-order"));
    }
    for row in &generation.identify.row {
        let cells = row.cells.iter().map(|(column, pattern)| (column.as_str(), pattern.as_str()));
        parts.push(condition(row.place, row.fields, &conditions(cells, messages), messages));
    }
    if parts.is_empty() {
        parts.push(messages.text("layout-syntax"));
    }
    parts.join(&messages.text("list-semicolon"))
}

/// The columns of a header; which of them may be missing, and whether others may follow.
fn header(cells: &[String], messages: &Messages) -> String {
    let comma = messages.text("list-comma");
    let (mut names, mut missing, mut more) = (Vec::new(), Vec::new(), "no");
    for cell in cells {
        let optional = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']'));
        let name = match optional.unwrap_or(cell).trim() {
            "" => messages.text("layout-nameless"),
            name => name.replace(" | ", &messages.text("layout-or")),
        };
        match (cell.as_str(), optional) {
            ("…", _) => more = "yes",
            (_, Some(_)) => missing.push(name),
            (_, None) => names.push(name),
        }
    }
    let mut text = messages.with("layout-header", &[("cells", names.join(&comma).into()), ("more", more.into())]);
    if !missing.is_empty() {
        text.push_str(&messages.with("layout-optional", &[("cells", missing.join(&comma).into())]));
    }
    text
}

fn condition(place: Where, fields: Option<usize>, cells: &str, messages: &Messages) -> String {
    let fields = fields.map(|count| messages.with("layout-fields", &[("count", words::count_of(count))]));
    let what = [fields.as_deref().unwrap_or_default(), cells].into_iter().filter(|part| !part.is_empty());
    let what = what.collect::<Vec<_>>().join(&messages.text("list-comma"));
    messages.with("layout-rows", &[("place", format!("{place:?}").into()), ("what", what.into())])
}

/// `"Type" is like …`, joined.
fn conditions<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>, messages: &Messages) -> String {
    let parts = cells.map(|(column, pattern)| {
        let args = [("column", column_name(&key_column(column), messages).into()), ("pattern", pattern.into())];
        messages.with("layout-like", &args)
    });
    words::list(&parts.collect::<Vec<_>>(), messages)
}

fn column_name(column: &ColumnRef, messages: &Messages) -> String {
    match column {
        ColumnRef::Named(name) => messages.with("layout-column", &[("name", name.as_str().into())]),
        ColumnRef::At(at) if *at < 0 => messages.with("layout-cell-from-end", &[("number", (-at).into())]),
        ColumnRef::At(at) => messages.with("layout-cell", &[("number", (at + 1).into())]),
    }
}

fn reading(first: &Generation, messages: &Messages) -> Vec<String> {
    let delimiters: Vec<String> =
        first.read.delimiter.iter().map(|delimiter| delimiter_name(delimiter, messages)).collect();
    let mut dates: Vec<String> = Vec::new();
    for pattern in &first.read.dates {
        let mut shown = pattern.clone();
        for (code, letters) in DATE_LETTERS {
            shown = shown.replace(code, letters);
        }
        dates.push(shown);
    }
    let comma = messages.text("list-comma");
    let others = first.read.encodings.iter().map(String::as_str).filter(|encoding| *encoding != "utf-8");
    let written = [
        ("encodings", std::iter::once("utf-8").chain(others).collect::<Vec<_>>().join(&comma).into()),
        ("delimiters", delimiters.join(&comma).into()),
        ("decimal", delimiter_name(&first.read.decimal.to_string(), messages).into()),
    ];
    vec![
        messages.with("layout-written", &written),
        messages.with("layout-dates", &[("dates", dates.join(&comma).into())]),
    ]
}

/// Parts of chrono patterns, and the letters that people use for them.
const DATE_LETTERS: [(&str, &str); 15] = [
    ("{era}", "(era) YY"),
    ("%F", "YYYY-MM-DD"),
    ("%Y", "YYYY"),
    ("%y", "YY"),
    ("%m", "MM"),
    ("%B", "Month"),
    ("%b", "Mon"),
    ("%d", "DD"),
    ("%e", "D"),
    ("%T", "hh:mm:ss"),
    ("%H", "hh"),
    ("%I", "hh"),
    ("%M", "mm"),
    ("%S", "ss"),
    ("%.f", ".sss"),
];

/// What stands between cells, or marks the decimals, by name.
fn delimiter_name(delimiter: &str, messages: &Messages) -> String {
    let name = match delimiter {
        "," => "comma",
        ";" => "semicolon",
        "\t" => "tab",
        "." => "point",
        other => other,
    };
    messages.with("layout-delimiter", &[("name", name.into())])
}

fn amounts(first: &Generation, messages: &Messages) -> Vec<String> {
    let columns = &first.columns;
    let mut lines = Vec::new();
    let names: Vec<String> = columns
        .amount
        .iter()
        .flat_map(OneOrMore::iter)
        .map(|place| match place {
            AmountRef::Plain(column) | AmountRef::In { column, .. } => column_name(column, messages),
        })
        .collect();
    let names = Value::from(words::list(&names, messages));
    match (&columns.flag, &first.amount) {
        (Some(flag), _) => {
            let side = |wanted: Side| words_of(flag, |side| *side == wanted, messages);
            let args = [
                ("columns", names),
                ("flag", column_name(&flag.column, messages).into()),
                ("debit", side(Side::Debit).into()),
                ("credit", side(Side::Credit).into()),
            ];
            lines.push(messages.with("layout-flag", &args));
        }
        (None, Some(rule)) => lines.push(match rule.purchase {
            PurchaseSign::Positive => messages.with("layout-positive", &[("columns", names)]),
            PurchaseSign::Negative => messages.with("layout-negative", &[("columns", names)]),
        }),
        (None, None) => {}
    }
    if let (Some(debit), Some(credit)) = (&columns.debit, &columns.credit) {
        let args = [("debit", column_name(debit, messages).into()), ("credit", column_name(credit, messages).into())];
        lines.push(messages.with("layout-sides", &args));
    }
    lines
}

/// The printed words of a column that stand for these values.
fn words_of<T>(mapped: &Mapped<T>, wanted: impl Fn(&T) -> bool, messages: &Messages) -> String {
    let printed = mapped.values.iter().filter(|(_, value)| wanted(value)).map(|(word, _)| word.as_str());
    printed.collect::<Vec<_>>().join(&messages.text("list-comma"))
}

/// What is taken out of texts, by the cell that it stands in.
fn pulled(first: &Generation, messages: &Messages) -> Vec<String> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let pulls = first.row.iter().flat_map(|row| &row.pull).chain(&first.pull);
    for Pull { from, regex, .. } in pulls {
        let names =
            Regex::new(regex).map(|regex| regex.capture_names().flatten().map(str::to_owned).collect::<Vec<_>>());
        let known = parts.entry(column_name(from, messages)).or_default();
        for name in names.unwrap_or_default() {
            let part = messages.with("layout-part", &[("part", name.into())]);
            if !known.contains(&part) {
                known.push(part);
            }
        }
    }
    let line = |(column, parts): (String, Vec<String>)| {
        messages.with("layout-pulled", &[("column", column.into()), ("parts", words::list(&parts, messages).into())])
    };
    parts.into_iter().map(line).collect()
}

/// Rows that are no transactions, and transactions that are no charges, or none yet.
fn no_charges(first: &Generation, messages: &Messages) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(status) = &first.columns.status {
        for wanted in [Status::Pending, Status::Declined, Status::Reverted, Status::Authorisation] {
            let printed = words_of(status, |status| *status == wanted, messages);
            if !printed.is_empty() {
                let like = messages.with(
                    "layout-says",
                    &[("column", column_name(&status.column, messages).into()), ("words", printed.into())],
                );
                lines.push(status_line(wanted, &like, messages));
            }
        }
    }
    for rule in &first.row {
        let when = when(rule, messages);
        match (rule.is, rule.status) {
            (RowClass::Transaction, Some(status)) if status != Status::Posted => {
                lines.push(status_line(status, &when, messages));
            }
            (RowClass::Transaction, _) => {}
            (class, _) => {
                let class = messages.text(&format!("set-apart-{}", class.word()));
                let key = if rule.total.is_some() { "layout-total" } else { "layout-apart" };
                lines.push(messages.with(key, &[("class", class.into()), ("when", when.into())]));
            }
        }
    }
    lines
}

fn when(rule: &RowRule, messages: &Messages) -> String {
    if rule.when.is_empty() {
        return messages.text("layout-always");
    }
    conditions(rule.when.iter().map(|(column, pattern)| (column.as_str(), pattern.as_str())), messages)
}

fn status_line(status: Status, when: &str, messages: &Messages) -> String {
    messages.with("layout-status", &[("status", status.word().into()), ("when", when.into())])
}

fn how_to_get(first: &Generation, messages: &Messages) -> Option<String> {
    let how = first.how_to_get.as_ref()?;
    let text = match messages.lang() {
        Lang::En => &how.en,
        Lang::Ja => &how.ja,
    };
    let args = [("how", Value::from(text.as_str())), ("checked", how.checked_on.to_string().into())];
    Some(messages.with("months-how", &args))
}

fn kept(first: &Generation, messages: &Messages) -> String {
    match first.kept_months {
        Some(kept) => messages.with("months-kept", &[("count", i64::from(kept).into())]),
        None => messages.text("months-unknown"),
    }
}

/// Which layout a file is of and by what it is known.
#[must_use]
pub fn identified(file: &str, encoding: &str, claim: &Claim<'_>, reasons: &[Reason], messages: &Messages) -> String {
    let args = [
        ("file", for_terminal(file).into()),
        ("layout", claim.format.id.as_str().into()),
        ("encoding", encoding.into()),
        ("delimiter", delimiter_name(claim.delimiter, messages).into()),
    ];
    let mut lines = vec![messages.with("identified", &args)];
    for reason in reasons {
        lines.push(match reason {
            Reason::Header { line, cells } => {
                let cells = for_terminal(&cells.join(&messages.text("list-comma")));
                messages.with("identified-header", &[("line", number(*line)), ("cells", cells.into())])
            }
            Reason::Row { place, line, fields, cells } => {
                let asked = cells.iter().map(|(column, pattern, _)| (column.as_str(), pattern.as_str()));
                let what = condition(*place, *fields, &conditions(asked, messages), messages);
                let texts: Vec<String> =
                    cells.iter().map(|(_, _, text)| format!("\"{}\"", for_terminal(text))).collect();
                let here = texts.join(&messages.text("list-comma"));
                messages
                    .with("identified-row", &[("what", what.into()), ("line", number(*line)), ("here", here.into())])
            }
        });
    }
    if reasons.is_empty() {
        lines.push(messages.text("layout-syntax"));
    }
    format!("{}\n", lines.join("\n    "))
}

fn number(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// Which months to download now, which disappear next, and how the holder comes by them: first what is urgent.
#[must_use]
pub fn months_to_get(format: &Format, breach: NaiveDate, today: NaiveDate, messages: &Messages) -> String {
    let first = format.first();
    let name = first.institution.get(messages.lang());
    let mut lines = vec![messages.with("months-head", &[("institution", name.into())])];
    lines.extend(how_to_get(first, messages));
    lines.push(kept(first, messages));
    let months = months(first.kept_months, breach, today);
    let mut runs: Vec<&[Month]> = months.chunk_by(|a, b| a.served == b.served).collect();
    runs.sort_by_key(|run| run.first().map(|month| month.served));
    for run in runs {
        let [from, ..] = run else { continue };
        let to = run.last().unwrap_or(from);
        let word = match from.served {
            Served::Last => "month-last",
            Served::Yes => "month-served",
            Served::Unknown => "month-unknown",
            Served::Gone => "month-gone",
        };
        let span = words::months(from.first, to.first, messages);
        lines.push(format!(
            "  {}",
            messages.with(word, &[("months", span.into()), ("count", words::count_of(run.len()))])
        ));
    }
    format!("{}\n", lines.join("\n"))
}
