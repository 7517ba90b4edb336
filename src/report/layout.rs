//! A layout for the person who has to download its files.

use chrono::NaiveDate;

use super::words;
use crate::messages::{Lang, Messages, Value};
use crate::statement::format::Format;
use crate::statement::months::{Served, months};

/// Which months to download now, which disappear next, and how the holder comes by them.
#[must_use]
pub fn months_to_get(format: &Format, breach: NaiveDate, today: NaiveDate, messages: &Messages) -> String {
    let first = format.first();
    let name = first.institution.get(messages.lang());
    let mut lines = vec![messages.with("months-head", &[("institution", name.into())])];
    if let Some(how) = &first.how_to_get {
        let text = match messages.lang() {
            Lang::En => &how.en,
            Lang::Ja => &how.ja,
        };
        let args = [("how", Value::from(text.as_str())), ("checked", how.checked_on.to_string().into())];
        lines.push(messages.with("months-how", &args));
    }
    lines.push(match first.kept_months {
        Some(kept) => messages.with("months-kept", &[("count", i64::from(kept).into())]),
        None => messages.text("months-unknown"),
    });
    for month in months(first.kept_months, breach, today) {
        let word = match month.served {
            Served::Unknown => "month-unknown",
            Served::Yes => "month-served",
            Served::Last => "month-last",
            Served::Gone => "month-gone",
        };
        lines.push(format!("  {}  {}", words::period(month.first, month.first, messages), messages.text(word)));
    }
    format!("{}\n", lines.join("\n"))
}
