//! Dates that a spreadsheet program has written anew when the file was saved. Their pattern is decided from all of
//! them together: which orders of day, month and year fit, and how each order would be written.

use chrono::{Datelike, NaiveDate};

use super::date_pattern::DatePattern;
use super::options::{DateOrder, ReadOptions};
use super::plan::Plan;
use super::sheet::ISO;
use crate::catalogue::YEARS;
use crate::text::nfkc;

/// No file goes back further.
const MOST_YEARS: i32 = 20;

/// The orders in which every one of these texts is a date, each with the patterns that read them. Texts that have not
/// the shape of a date are passed over; without any date there is no order.
pub(super) fn orders<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<(DateOrder, Vec<String>)> {
    let shapes: Vec<(String, Shape)> = texts
        .filter_map(|text| {
            let text = nfkc(text).trim().to_owned();
            Some((text.clone(), Shape::of(&text)?))
        })
        .collect();
    if shapes.is_empty() {
        return Vec::new();
    }
    let orders = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd].into_iter();
    orders
        .filter_map(|order| {
            let mut patterns: Vec<String> = Vec::new();
            let mut years = Vec::new();
            for (text, shape) in &shapes {
                let pattern = shape.pattern(order)?;
                let date = NaiveDate::parse_from_str(text, &pattern).ok()?;
                if !YEARS.contains(&date.year()) {
                    return None;
                }
                years.push(date.year());
                if !patterns.contains(&pattern) {
                    patterns.push(pattern);
                }
            }
            let span = years.iter().max()? - years.iter().min()?;
            (span <= MOST_YEARS).then_some((order, patterns))
        })
        .collect()
}

/// Adds to the layout's date patterns what was said, or found out, of this file.
pub(super) fn adapt(plan: &mut Plan, options: &ReadOptions, is_sheet: bool) {
    if let Some(order) = options.date_order {
        for date in &mut plan.dates {
            date.rewrite(order.applied(date.pattern()));
        }
    }
    plan.column_dates.clone_from(&plan.dates);
    if let Some(order) = options.dates.first().and_then(|pattern| DateOrder::of(pattern)) {
        // Dates in the midst of text were not rewritten. In cells the same figures have one order only.
        let rewritten = |own: &str| options.dates.iter().any(|new| new.eq_ignore_ascii_case(&order.applied(own)));
        let stays = |date: &DatePattern| DateOrder::of(date.pattern()) == Some(order) || !rewritten(date.pattern());
        plan.column_dates.retain(stays);
    }
    let found = options.dates.iter().map(String::as_str).chain(is_sheet.then_some(ISO));
    plan.column_dates.extend(found.map(DatePattern::new));
}

/// How a date is written: three parts, what stands around them, and a time.
struct Shape {
    parts: [String; 3],
    between: [String; 2],
    after: String,
}

impl Shape {
    fn of(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once([' ', 'T']) {
            Some((date, time)) if time.contains(':') && time.len() >= 4 => (date, &text[date.len()..]),
            _ => (text, ""),
        };
        let mut parts: Vec<String> = Vec::new();
        let mut between: Vec<String> = vec![String::new()];
        for c in date.chars() {
            let alike =
                |last: char| last.is_ascii_digit() == c.is_ascii_digit() && last.is_alphabetic() == c.is_alphabetic();
            let word = c.is_ascii_digit() || c.is_ascii_alphabetic();
            let fresh = between.len() > parts.len();
            match parts.last_mut().filter(|part| !fresh && word && part.chars().last().is_some_and(alike)) {
                Some(part) => part.push(c),
                None if word => {
                    if !fresh {
                        between.push(String::new());
                    }
                    parts.push(c.to_string());
                }
                None if fresh => between.last_mut()?.push(c),
                None => between.push(c.to_string()),
            }
        }
        between.resize(parts.len() + 1, String::new());
        let parts: [String; 3] = parts.try_into().ok()?;
        let [before, first, second, end] = between.try_into().ok()?;
        let clock = match time.matches(':').count() {
            0 => "",
            1 => "%H:%M",
            _ => "%H:%M:%S",
        };
        let known = before.is_empty() && !first.is_empty() && !second.is_empty() && !end.contains('%');
        let gap = time.chars().next().map(String::from).unwrap_or_default();
        known.then(|| Self { parts, between: [first, second], after: format!("{end}{gap}{clock}") })
    }

    /// The pattern that this order gives; none where a part cannot be what the order says.
    fn pattern(&self, order: DateOrder) -> Option<String> {
        let fields = match order {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd => "ymd",
        };
        // A year of two digits stands first only where all parts have two.
        if order == DateOrder::Ymd && self.parts[0].len() < 4 && self.parts.iter().any(|part| part.len() != 2) {
            return None;
        }
        let mut written = Vec::new();
        for (part, field) in self.parts.iter().zip(fields.chars()) {
            written.push(match (field, part.len(), part.chars().all(|c| c.is_ascii_digit())) {
                ('y', 4, true) => "%Y",
                ('y', 2, true) => "%y",
                ('m', 1..=2, true) => "%m",
                ('m', 3.., false) => "%b",
                ('d', 1..=2, true) => "%d",
                _ => return None,
            });
        }
        let [first, second] = &self.between;
        Some(format!("{}{first}{}{second}{}{}", written[0], written[1], written[2], self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[&str]) -> Vec<String> {
        let orders = orders(texts.iter().copied());
        orders.into_iter().map(|(order, patterns)| format!("{order:?} {}", patterns.join(" "))).collect()
    }

    #[test]
    fn the_whole_column_decides() {
        for (texts, orders) in [
            (&["02/03/26", "2/14/26"][..], &["Mdy %m/%d/%y"][..]),
            (&["02.03.26", "14.2.26"], &["Dmy %d.%m.%y"]),
            (&["2017/6/3", "2017/12/31"], &["Ymd %Y/%m/%d"]),
            (&["2026-02-03"], &["Ymd %Y-%m-%d"]),
            (&["02/03/2026", "03/04/2026"], &["Dmy %d/%m/%Y", "Mdy %m/%d/%Y"]),
            (&["26/01/31", "25/12/01"], &["Ymd %y/%m/%d"]),
            (&["3-Feb-26", "14-Dec-25"], &["Dmy %d-%b-%y"]),
            (&["14/1/26", "14/01/2026 10:30"], &["Dmy %d/%m/%y %d/%m/%Y %H:%M"]),
            (&["2017年6月22日"], &["Ymd %Y年%m月%d日"]),
            (&["13/25/2024"], &[]),
            (&["1/14/26", "14/1/26"], &[]),
            (&["Total", "", "18.40", "20170622", "1.2.3.4"], &[]),
        ] {
            assert_eq!(told(texts), orders, "{texts:?}");
        }
    }
}
