//! The report as one page to print, with boxes to tick. It loads nothing from anywhere and runs no script.

use minijinja::{Environment, context};

use super::page::Page;
use crate::location::Problem;
use crate::messages::{Messages, Value};

const TEMPLATE: &str = include_str!("../assets/report.html");
const STYLE: &str = include_str!("../assets/report.css");

/// Lays the page out; every text is escaped.
///
/// # Errors
/// `bad-data-file` when the template is wrong.
pub(super) fn render(page: &Page, messages: &Messages) -> Result<String, Problem> {
    let bad = |e: minijinja::Error| Problem::new("bad-data-file").with("cause", e).in_file("report.html");
    let mut environment = Environment::new();
    environment.add_template("report.html", TEMPLATE).map_err(bad)?;
    let template = environment.get_template("report.html").map_err(bad)?;
    let words: std::collections::BTreeMap<&str, String> = [
        "title",
        "check-first",
        "section-unclear",
        "section-calmed",
        "section-read",
        "section-gaps",
        "section-unread",
        "tick-mine",
        "tick-family",
        "tick-ask",
        "tick-unknown",
        "tick-legend",
    ]
    .into_iter()
    .map(|id| (id, messages.with(id, &[] as &[(&str, Value)])))
    .collect();
    let words: std::collections::BTreeMap<String, String> =
        words.into_iter().map(|(id, text)| (id.replace('-', "_"), text)).collect();
    template
        .render(context! { page => page, words => words, lang => messages.lang().code(), style => STYLE })
        .map_err(bad)
}
