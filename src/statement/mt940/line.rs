//! The lines of a statement that move money: balances and entries.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{NAMES, Record, at, number, with_comma};
use crate::location::Problem;
use crate::text::trim;

/// An account as `:25:` names it, without the currency that may stand behind it, and that currency.
pub(super) fn account(text: &str) -> (String, String) {
    let at = text.len().saturating_sub(3);
    if text.is_char_boundary(at) {
        let (before, last) = text.split_at(at);
        let parted = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '/'));
        if parted && last.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return (before.trim_end_matches([' ', '/']).to_owned(), last.to_owned());
        }
    }
    (text.to_owned(), String::new())
}

/// A balance: `C260201EUR1000,00`. Money that is there is positive.
pub(super) fn balance(text: &str) -> Option<(Decimal, String, String)> {
    let credit = text.strip_prefix('C');
    let rest = credit.or_else(|| text.strip_prefix('D'))?;
    let date: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let rest = &rest[date.len()..];
    let currency: String = rest.chars().take_while(char::is_ascii_uppercase).collect();
    let amount = number(&rest[currency.len()..])?;
    (currency.len() == 3).then_some((if credit.is_some() { amount } else { -amount }, currency, date))
}

/// Writes the parts of a `:61:` and the line below it into a record. What cannot be told apart is left as it is, for the
/// reader to refuse. Gives a notice when a day had to be moved.
pub(super) fn entry(record: &mut Record, lines: &[&str]) -> Option<Problem> {
    let text = trim(lines[0]);
    let mut rest = text;
    let value = digits(&mut rest, 6);
    let booked = digits(&mut rest, 4);
    let mark = mark(&mut rest);
    let mut after = rest.chars();
    if after.next().is_some_and(|c| c.is_ascii_alphabetic())
        && after.as_str().trim_start().starts_with(|c: char| c.is_ascii_digit() || c == ',')
    {
        rest = after.as_str();
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))).unwrap_or(rest.len());
    let amount = &rest[..end];
    let (kind, references) = type_of(rest[end..].trim_start());
    record.cells.set(at!("amount"), with_comma(amount));
    record.cells.set(at!("mark"), mark.unwrap_or_else(|| rest.chars().take(2).collect()));
    record.cells.set(at!("type"), kind);
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    // The reference has sixteen places; some banks write the name behind them.
    let (own, name) = if bank.is_empty() { own.split_at(own.floor_char_boundary(16)) } else { (own, "") };
    let own = trim(own);
    record.cells.set(at!("reference"), if own.eq_ignore_ascii_case("NONREF") { "" } else { own });
    record.cells.set(at!("bank reference"), if bank.eq_ignore_ascii_case("NONREF") { "" } else { trim(bank) });
    let detail: Vec<&str> = lines.iter().skip(1).map(|line| trim(line)).filter(|text| !text.is_empty()).collect();
    record.cells.set(at!("detail"), detail.join(" "));
    record.cells.set(at!("name"), trim(name));
    dates(record, text, value, booked)
}

fn dates(record: &mut Record, whole: &str, value: &str, booked: &str) -> Option<Problem> {
    let part = |from: usize| value.get(from..from + 2).and_then(|text| text.parse::<i32>().ok());
    let valued = match (part(0), part(2), part(4)) {
        (Some(year), Some(month), Some(day)) => clamped(year + if year < 70 { 2000 } else { 1900 }, month, day),
        _ => None,
    };
    let Some((valued, moved)) = valued else {
        // As it stands, for the message that it cannot be read.
        let unread: String = if value.len() == 6 { value.to_owned() } else { whole.chars().take(10).collect() };
        record.cells.set(at!("value"), unread.as_str());
        record.cells.set(at!("booked"), unread);
        return None;
    };
    let nearest = match (booked.get(..2).map(str::parse::<i32>), booked.get(2..).map(str::parse::<i32>)) {
        (Some(Ok(month)), Some(Ok(day))) => (-1..=1)
            .filter_map(|turn| clamped(valued.year() + turn, month, day))
            .min_by_key(|(date, moved)| (date.signed_duration_since(valued).num_days().abs(), *moved)),
        _ => None,
    };
    let (day, moved_too) = nearest.unwrap_or((valued, false));
    record.cells.set(at!("value"), valued.to_string());
    record.cells.set(at!("booked"), day.to_string());
    if valued < day {
        record.cells.set(at!("earlier"), valued.to_string());
    }
    if !booked.is_empty() && nearest.is_none() {
        return Some(Problem::new("no-entry-date").with("value", booked).with("read", day));
    }
    let odd = if moved { Some((value, valued)) } else { moved_too.then_some((booked, day)) };
    odd.map(|(printed, read)| Problem::new("day-not-in-month").with("value", printed).with("read", read))
}

/// A date, or the month's last day where the month is too short for it: interest runs over months of thirty days.
fn clamped(year: i32, month: i32, day: i32) -> Option<(NaiveDate, bool)> {
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok().filter(|day| (1..=31).contains(day))?);
    let date = (28..=day.max(28)).rev().find_map(|last| NaiveDate::from_ymd_opt(year, month, last.min(day)))?;
    Some((date, date.day() != day))
}

/// As many digits as asked for, blanks before them left out; none when there are fewer.
fn digits<'a>(rest: &mut &'a str, count: usize) -> &'a str {
    let from = rest.trim_start();
    match from.get(..count) {
        Some(found) if found.bytes().all(|byte| byte.is_ascii_digit()) => {
            *rest = &from[count..];
            found
        }
        _ => "",
    }
}

/// `C`, `D`, reversed (`RC`, `RD`) or expected (`EC`, `ED`).
fn mark(rest: &mut &str) -> Option<String> {
    let from = rest.trim_start();
    let found = ["RC", "RD", "EC", "ED", "C", "D"].into_iter().find(|mark| from.starts_with(mark))?;
    *rest = &from[found.len()..];
    Some(found.to_owned())
}

/// The type of a transaction, a letter and three characters, and what stands behind it.
fn type_of(text: &str) -> (&str, &str) {
    match text.get(..4) {
        Some(kind) if kind.starts_with(|c: char| c.is_ascii_alphabetic()) => (kind, &text[4..]),
        _ => ("", text),
    }
}
