//! A problem in words: what was found, where, under which rule, what to do.

use crate::location::Problem;
use crate::messages::{Messages, Value};
use crate::text::{for_terminal, mask_card_numbers};

/// The problem as people read it:
///
/// ```text
/// error: cannot read "13/25/2024" as a posting date
///   --> statement.csv:14, column "Post Date"
///    = layout: chase-card expects %m/%d/%Y
///    = help: if this export writes the day first, try --read date-order=dmy
/// ```
#[must_use]
pub fn render(problem: &Problem, messages: &Messages) -> String {
    let mut text = format!("{}: {}", messages.text("word-error"), sentence(problem, messages));
    let at = place(problem, messages);
    if !at.is_empty() {
        text.push_str(&format!("\n  --> {at}"));
    }
    let rule = if problem.value("layout").is_some() { "word-rule" } else { "word-cause" };
    for (attribute, word) in [("rule", rule), ("help", "word-help")] {
        if let Some(line) = attribute_of(problem, attribute, messages) {
            text.push_str(&format!("\n   = {}: {line}", messages.text(word)));
        }
    }
    text
}

/// The first line alone: what was found.
#[must_use]
pub fn sentence(problem: &Problem, messages: &Messages) -> String {
    messages.with(&format!("error-{}", problem.code), &values(problem, messages))
}

/// What to do, where there is something to say.
#[must_use]
pub fn help(problem: &Problem, messages: &Messages) -> Option<String> {
    attribute_of(problem, "help", messages)
}

fn attribute_of(problem: &Problem, attribute: &str, messages: &Messages) -> Option<String> {
    let id = format!("error-{}.{attribute}", problem.code);
    messages.has(&id).then(|| messages.with(&id, &values(problem, messages))).filter(|line| !line.trim().is_empty())
}

/// Where: file, line and column.
#[must_use]
pub fn place(problem: &Problem, messages: &Messages) -> String {
    let at = &problem.at;
    let mut text = for_terminal(&mask_card_numbers(&at.file));
    if let Some(line) = at.line {
        text.push_str(&format!(":{line}"));
    }
    if let Some(column) = at.column.as_ref().filter(|column| !column.is_empty()) {
        let separator = if text.is_empty() { "" } else { ", " };
        text.push_str(&format!(
            "{separator}{}",
            messages.with("place-column", &[("name", Value::from(for_terminal(&mask_card_numbers(column))))])
        ));
    }
    text
}

fn values<'a>(problem: &'a Problem, messages: &Messages) -> Vec<(&'a str, Value)> {
    problem
        .values
        .iter()
        .map(|(key, value)| {
            let value = match *key {
                "which" => messages.text(&format!("date-{value}")),
                "what" => messages.text(&format!("guess-{value}")),
                "decision" => messages.text(&format!("decision-{value}")),
                "why" => messages.text(&format!("why-{value}")),
                _ => for_terminal(&mask_card_numbers(value)),
            };
            // What begins with a zero is a name.
            let number = value.parse::<i64>().ok().filter(|number| number.to_string() == value);
            (*key, number.map_or_else(|| Value::from(value.clone()), Value::from))
        })
        .collect()
}
