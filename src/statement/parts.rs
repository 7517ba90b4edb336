//! Parts of rows: what patterns pull out of cells, dates, instalments, and what rows say of the rows around them.

use std::borrow::Cow;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::Captures;
use rust_decimal::Decimal;

use super::base_name;
use super::cells::Cells;
use super::date_pattern::{DatePattern, in_our_years};
use super::format::{Generation, Read, compile};
use super::head::HEAD_ROWS;
use super::month_names::MonthNames;
use super::plan::{Places, PullPlan, RowPlan, cell, folded, index};
use super::read::Tools;
use super::sheet::ISO;
use super::wire::Reading;
use crate::catalogue::YEARS;
use crate::location::Problem;
use crate::money::{Currency, parse_amount};
use crate::text::{card_label, mask_card_numbers, nfkc, trim};
use crate::transaction::{DatePrecision, Strings, Transaction};

/// What rows above have said about the rows below.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    pub(super) card: String,
    pub(super) holder: String,
    pub(super) currency: Option<Currency>,
    /// A date of the statement, such as the payment date.
    pub(super) date: Option<NaiveDate>,
}

impl Context {
    /// What the file's name says. A month stands for its last day, up to which its rows go.
    pub(super) fn of_file(file: &str, generation: &Generation, tools: Tools<'_>) -> Result<Self, Problem> {
        let mut context = Self::default();
        let dates: Vec<DatePattern> = generation.read.dates.iter().map(|pattern| DatePattern::new(pattern)).collect();
        if let Some(pattern) = &generation.read.file_name
            && let Some(groups) = compile(pattern)?.captures(base_name(file))
        {
            context.currency = generation.read.file_currency;
            context.take_groups(&groups, &dates, tools);
        }
        Ok(context)
    }

    /// Takes what a preamble, divider or note row says.
    pub(super) fn take(&mut self, rule: &RowPlan, cells: &Cells, dates: &[DatePattern], tools: Tools<'_>) {
        for pull in &rule.pulls {
            let text = folded(cells, pull.at);
            if let Some(groups) = pull.regex.captures(&text) {
                self.take_groups(&groups, dates, tools);
            }
        }
    }

    fn take_groups(&mut self, groups: &Captures<'_>, dates: &[DatePattern], tools: Tools<'_>) {
        if let Some(card) = groups.name("card") {
            self.card = card_label(card.as_str());
        }
        if let Some(holder) = groups.name("holder") {
            holder.as_str().trim().clone_into(&mut self.holder);
        }
        if let Some(currency) = groups.name("currency") {
            self.currency = tools.currencies.find(currency.as_str());
        }
        if let Some(date) = groups.name("date") {
            self.date = parse_date(date.as_str(), dates, None, tools.months).map(|(date, precision)| match precision {
                DatePrecision::Day => date,
                DatePrecision::Month => date + Months::new(1) - Days::new(1),
            });
        }
    }
}

/// What patterns pulled out of a row's cells; the first pattern that finds a part wins.
#[derive(Debug, Default)]
pub(super) struct Pulled {
    pub(super) amount: Option<String>,
    pub(super) part: Option<String>,
    /// The decimal mark of the amount, when it is not the file's.
    pub(super) decimal: Option<char>,
    pub(super) currency: Option<String>,
    pub(super) date: Option<String>,
    pub(super) country: Option<String>,
    pub(super) card: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) merchant: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) n: Option<String>,
    pub(super) m: Option<String>,
}

impl Pulled {
    pub(super) fn take(&mut self, pull: &PullPlan, cells: &Cells) {
        let text = folded(cells, pull.at);
        if text.is_empty() {
            return;
        }
        let Some(groups) = pull.regex.captures(&text) else { return };
        if self.amount.is_none() && groups.name("amount").is_some() {
            self.decimal = pull.decimal;
        }
        for (field, name) in [
            (&mut self.amount, "amount"),
            (&mut self.part, "part"),
            (&mut self.currency, "currency"),
            (&mut self.date, "date"),
            (&mut self.country, "country"),
            (&mut self.card, "card"),
            (&mut self.holder, "holder"),
            (&mut self.merchant, "merchant"),
            (&mut self.reference, "reference"),
            (&mut self.n, "n"),
            (&mut self.m, "m"),
        ] {
            if field.is_none() {
                *field = group(&groups, name);
            }
        }
    }
}

fn group(groups: &Captures<'_>, name: &str) -> Option<String> {
    groups.name(name).map(|found| found.as_str().trim().to_owned()).filter(|text| !text.is_empty())
}

impl Transaction {
    /// Adds what a continuation row says of this transaction; its other words are kept in `extra`.
    pub(super) fn continue_with(
        &mut self,
        (rule, places): (&RowPlan, &Places),
        cells: &Cells,
        decimal: char,
        tools: Tools<'_>,
        strings: &mut Strings,
    ) {
        let mut pulled = Pulled::default();
        for pull in &rule.pulls {
            pulled.take(pull, cells);
        }
        if let Some(amount) = pulled.amount.and_then(|text| number(&text, pulled.decimal.unwrap_or(decimal))) {
            self.foreign_amount = Some(amount.abs());
        }
        if let Some(currency) = pulled.currency.and_then(|text| tools.currencies.find(&text)) {
            self.foreign_currency = Some(currency);
        }
        if let Some(country) = pulled.country {
            self.country = strings.intern(&country);
        }
        if let Some(merchant) = pulled.merchant {
            self.merchant = strings.intern(&mask_card_numbers(&merchant));
        }
        if let Some(reference) = pulled.reference {
            self.reference = strings.intern(&mask_card_numbers(&reference));
        }
        if rule.join {
            let places = rule.places.as_ref().unwrap_or(places);
            let parts = places.descriptor.iter().map(|at| cell(cells, Some(*at))).filter(|part| !part.is_empty());
            let joined = std::iter::once(strings.get(self.descriptor)).chain(parts).collect::<Vec<_>>().join(" ");
            self.descriptor = strings.intern(&mask_card_numbers(joined.trim()));
        }
        let words: Vec<&str> = cells.iter().map(trim).filter(|text| !text.is_empty()).collect();
        let note = strings.intern("note");
        self.extra.push((note, strings.intern(&mask_card_numbers(&words.join(" ")))));
    }
}

/// Whether most rows have more cells than the layout's, so that not each cell more is the rest of a text.
pub(super) fn is_wider(file: &Reading, read: &Read, delimiter: &str) -> bool {
    let Some(fields) = read.fields else { return false };
    let widths = file.records(delimiter).take(HEAD_ROWS).map(|row| row.cells.len()).filter(|width| *width > 0);
    let (wider, rows) = widths.fold((0, 0), |(wider, rows), width| (wider + usize::from(width > fields), rows + 1));
    wider * 2 > rows
}

/// The cells of a row: surplus ones joined - in a file of wider rows no more than leaves the amounts readable - and
/// words for nothing taken away.
pub(super) fn tidied<'c>(
    mut cells: Cow<'c, Cells>,
    read: &Read,
    places: &Places,
    (delimiter, is_wider): (&str, bool),
) -> Cow<'c, Cells> {
    if let (Some(fields), Some(at)) = (read.fields, read.surplus)
        && at < fields
        && cells.len() > fields
    {
        let in_the_middle = at + 1 < fields;
        let mut width = cells.len();
        while is_wider && !in_the_middle && width > fields && trim(&cells[width - 1]).is_empty() {
            width -= 1;
        }
        let most = width - fields;
        let amounts = places.amount.iter().map(|(at, _)| *at).chain(places.billed);
        let behind: Vec<usize> =
            amounts.filter_map(|amount| index(amount, fields)).filter(|amount| *amount > at).collect();
        let readable = |surplus: &usize| {
            let texts = behind.iter().filter_map(|amount| cells.get(amount + surplus)).map(trim);
            let mut printed = texts.filter(|text| !text.is_empty()).peekable();
            printed.peek().is_some() && printed.all(|text| number(text, read.decimal).is_some())
        };
        let surplus = if is_wider && in_the_middle { (0..=most).find(readable).unwrap_or(0) } else { most };
        let joined = cells.iter().skip(at).take(surplus + 1).collect::<Vec<_>>().join(delimiter);
        let before = cells.iter().take(at).chain([joined.as_str()]);
        cells = Cow::Owned(before.chain(cells.iter().take(width).skip(at + surplus + 1)).collect());
    }
    for at in 0..if read.empty.is_empty() { 0 } else { cells.len() } {
        if read.empty.iter().any(|word| word == trim(&cells[at])) {
            cells.to_mut().set(at, "");
        }
    }
    cells
}

/// Takes empty cells off the end of a row, at most so many.
pub(super) fn cut_blank(cells: &mut Cow<'_, Cells>, most: usize) {
    let blank = cells.iter().rev().take(most).take_while(|cell| trim(cell).is_empty()).count();
    if blank > 0 {
        let left = cells.len() - blank;
        cells.to_mut().truncate(left);
    }
}

/// An amount as printed; text that holds a card number is none.
pub(super) fn number(text: &str, decimal: char) -> Option<Decimal> {
    if mask_card_numbers(text) == text { parse_amount(text, decimal) } else { None }
}

/// Takes off what keeps spreadsheets from reading a reference as a number: `'…'`, `="…"`, quotes. Of a reference that a
/// spreadsheet has rounded (`1.23457E+19`) nothing is left: others round to the same.
pub(super) fn unguarded(text: &str) -> &str {
    let text = text.trim_matches(|c| matches!(c, '\'' | '"' | '=' | '(' | ')'));
    let is_rounded = text.split_once("E+").is_some_and(|(digits, power)| {
        digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            && power.bytes().all(|b| b.is_ascii_digit())
    });
    if is_rounded { "" } else { text }
}

pub(super) fn installment(n: &str, m: &str) -> Option<(u16, u16)> {
    if n.is_empty() || m.is_empty() {
        return None;
    }
    let number = |text: &str| {
        let folded = nfkc(text);
        let digits: String =
            folded.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.parse::<u16>().ok()
    };
    match (number(n), number(m)) {
        (Some(n), Some(m)) if m > 1 && n >= 1 => Some((n, m)),
        _ => None,
    }
}

/// A date of a Japanese era (`H30.01.15`, `令和1年12月4日`) with the year of our calendar.
fn western(text: &str) -> Option<String> {
    const ERAS: [(&str, &str, i32); 3] = [("H", "平成", 1988), ("R", "令和", 2018), ("S", "昭和", 1925)];
    ERAS.iter().find_map(|(letter, name, before)| {
        let rest = text.strip_prefix(letter).or_else(|| text.strip_prefix(name))?.trim_start();
        let (year, rest) = match rest.strip_prefix('元') {
            Some(rest) => (1, rest),
            None => {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                (rest[..digits].parse::<i32>().ok()?, &rest[digits..])
            }
        };
        Some(format!("{}{rest}", before + year))
    })
}

/// A date without the Japanese weekday in brackets that some print behind it: `06/10(水)`.
fn without_weekday(text: &str) -> &str {
    let before = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match before {
        Some((date, day)) if ["月", "火", "水", "木", "金", "土", "日"].contains(&day) => date.trim_end(),
        _ => text,
    }
}

/// The day that a spreadsheet has saved as its number since 1900. No layout prints a date of five digits alone.
pub(super) fn serial_date(text: &str) -> Option<NaiveDate> {
    let is_number = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
    let days: u64 = text.parse().ok().filter(|days| is_number && (30_000..=60_000).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// A printed date by the first pattern that reads it. A pattern without a year takes the year that puts the date
/// nearest at or before `until`; one without a day gives the first of the month.
pub(super) fn parse_date(
    text: &str,
    patterns: &[DatePattern],
    until: Option<NaiveDate>,
    months: &MonthNames,
) -> Option<(NaiveDate, DatePrecision)> {
    let is_iso = |date: &DatePattern| date.pattern() == ISO && !date.has_era;
    if let Some(found) = iso(text).filter(|_| text.len() == 10 && patterns.first().is_some_and(is_iso)) {
        return Some(found);
    }
    let folded: Cow<'_, str> = if text.is_ascii() { text.into() } else { nfkc(text).into() };
    let text = without_weekday(folded.trim());
    let found = by_patterns(text, patterns, until, months).or_else(|| iso(text));
    found.or_else(|| by_patterns(&in_our_years(text)?, patterns, until, months))
}

/// The day by the first pattern that reads this text.
fn by_patterns(
    text: &str,
    patterns: &[DatePattern],
    until: Option<NaiveDate>,
    months: &MonthNames,
) -> Option<(NaiveDate, DatePrecision)> {
    patterns.iter().find_map(|date| {
        let western = if date.has_era { Some(western(text)?) } else { None };
        let text = western.as_deref().unwrap_or(text);
        let english = date.has_word.then(|| months.english(text));
        let text = english.as_deref().unwrap_or(text);
        let parsed = match (date.has_year, date.has_day) {
            (true, true) => date.parse(text),
            (true, false) => NaiveDate::parse_from_str(&format!("{text} 1"), &format!("{} %d", date.pattern())).ok(),
            (false, _) => until.and_then(|until| {
                (0..8).find_map(|back| {
                    let year = until.year() - back;
                    NaiveDate::parse_from_str(&format!("{text} {year}"), &format!("{} %Y", date.pattern()))
                        .ok()
                        .filter(|found| *found <= until)
                })
            }),
        }?;
        // A year at the end that lost its century when the file was saved again.
        let parsed = match u32::try_from(parsed.year()) {
            Ok(year) if year < 100 && date.pattern().ends_with("%Y") => {
                parsed.with_year(parsed.year() + if year < 70 { 2000 } else { 1900 })?
            }
            _ => parsed,
        };
        let precision = if date.has_day { DatePrecision::Day } else { DatePrecision::Month };
        YEARS.contains(&parsed.year()).then_some((parsed, precision))
    })
}

/// A date that begins with its year, as spreadsheets and programs write it when they save a file again: no layout means
/// anything else by it. A time of day may follow.
fn iso(text: &str) -> Option<(NaiveDate, DatePrecision)> {
    let (day, rest) = text.split_at_checked(10)?;
    let part = |from: usize, to: usize| {
        let figures = day.as_bytes()[from..to].iter();
        figures.copied().try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let dashed = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    if !dashed || !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(5, 7)?, part(8, 10)?)?;
    YEARS.contains(&date.year()).then_some((date, DatePrecision::Day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_year_of_an_era_has_a_name_of_its_own() {
        for (text, date) in [
            ("R元.12.4", Some("2019.12.4")),
            ("令和元年12月4日", Some("2019年12月4日")),
            ("H30.01.15", Some("2018.01.15")),
            ("S.1.1", None),
        ] {
            assert_eq!(western(text).as_deref(), date, "{text}");
        }
    }
}
