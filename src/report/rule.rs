//! A rule in words.

use crate::engine::TestResult;
use crate::messages::{Messages, Value};
use crate::rule::{Context, Role, Rule};

use super::words;

/// What a rule asks, why it shows a charge, what to check, and when it is wrong.
///
pub fn render(rule: &Rule, messages: &Messages) -> String {
    let lang = messages.lang();
    let mut lines = vec![format!("{} ({})", rule.id, role(rule, messages)), String::new()];
    lines.push(rule.docs.get(lang).trim().to_owned());
    lines.extend([String::new(), messages.text("rule-when")]);
    lines.extend(rule.when.iter().map(|clause| format!("  {clause}")));
    for unless in rule.unless.iter().filter(|unless| unless.context.is_none()) {
        lines.push(messages.with(
            "rule-unless",
            &[("clause", Value::from(unless.when.as_str())), ("reason", unless.reason.get(lang).into())],
        ));
    }
    let contexts: Vec<String> = rule.unless.iter().filter_map(|unless| unless.context.clone()).collect();
    if !contexts.is_empty() {
        lines.push(messages.with("rule-contexts", &[("list", words::list(&contexts, messages).into())]));
    }
    let checks = rule.check.get(lang);
    if !checks.is_empty() {
        lines.extend([String::new(), messages.text("check-first")]);
        lines.extend(checks.iter().map(|check| format!("  □ {check}")));
    }
    lines.extend([String::new(), messages.with("rule-tests", &[("count", words::count_of(rule.tests.len()))])]);
    format!("{}\n", lines.join("\n"))
}

/// What a context looks at, and when it is wrong.
#[must_use]
pub fn context(context: &Context, messages: &Messages) -> String {
    let mut lines = vec![format!("{} ({})", context.id, messages.text("rule-context")), String::new()];
    lines.push(context.docs.get(messages.lang()).trim().to_owned());
    lines.extend([String::new(), messages.text("rule-context-when")]);
    lines.extend(context.when.iter().map(|clause| format!("  {clause}")));
    lines.extend([String::new(), messages.with("rule-tests", &[("count", words::count_of(context.tests.len()))])]);
    format!("{}\n", lines.join("\n"))
}

/// Finding or building block.
#[must_use]
pub fn role(rule: &Rule, messages: &Messages) -> String {
    messages.text(match rule.role {
        Role::Finding => "rule-role-finding",
        Role::BuildingBlock => "rule-role-building-block",
    })
}

/// One line a tested row, then the count.
#[must_use]
pub fn tests(results: &[TestResult], messages: &Messages) -> String {
    let mut lines: Vec<String> = Vec::new();
    for result in results {
        let word = messages.text(if result.passed() { "word-passed" } else { "word-failed" });
        let mut line = format!("{word} {}: {} #{} {}", result.rule, result.test, result.row, result.found.word());
        if !result.passed() {
            line.push_str(&format!(" ≠ {}", result.expected.word()));
        }
        lines.push(line);
    }
    let failed = results.iter().filter(|result| !result.passed()).count();
    let number = |count: usize| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let args = [("passed", number(results.len() - failed)), ("failed", number(failed))];
    lines.push(messages.with("rule-tests-run", &args));
    format!("{}\n", lines.join("\n"))
}
