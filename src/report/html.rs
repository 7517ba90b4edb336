//! The report as one page to print, with boxes to tick. It loads nothing from anywhere and runs no script.

use minijinja::context;

use super::Scanned;
use super::page::Page;
use super::paper::lay_out;
use super::picture::{self, Picture};
use crate::location::Problem;
use crate::messages::Value;

const TEMPLATE: &str = include_str!("../assets/report.html");
const STYLE: &str = include_str!("../assets/report.css");

/// Lays the page out; every text is escaped.
///
/// # Errors
/// `bad-data-file` when the template is wrong.
pub(super) fn render(scanned: Scanned<'_>) -> Result<String, Problem> {
    let (page, messages) = (Page::of(scanned)?, scanned.messages);
    let words: std::collections::BTreeMap<&str, String> = [
        "title",
        "check-first",
        "section-unclear",
        "section-calmed",
        "section-read",
        "section-timeline",
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
    let figures =
        |pictures: Vec<Picture>| -> Vec<String> { pictures.iter().map(|picture| picture.figure(messages)).collect() };
    let timelines = figures(if scanned.breaches.is_empty() { Vec::new() } else { picture::timelines(scanned) });
    let one = scanned.case.households.len() == 1;
    let coverage = figures(picture::coverage(scanned).filter(|_| one).into_iter().collect());
    let style = format!("{STYLE}{}", picture::STYLE);
    let lang = messages.lang().code();
    lay_out(
        "report.html",
        TEMPLATE,
        context! { page, title => words.get("title"), words, lang, style, timelines, coverage },
    )
}
