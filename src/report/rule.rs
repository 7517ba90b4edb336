//! A rule in words.

use crate::engine::TestResult;
use crate::messages::{Messages, Value};
use crate::rule::{Role, Rule};

/// What a rule asks, why it shows a charge, what to check, and when it is wrong.
///
pub fn render(rule: &Rule, messages: &Messages) -> String {
    let lang = messages.lang();
    let mut lines = vec![format!("{} ({})", rule.id, role(rule, messages)), String::new()];
    lines.push(rule.docs.get(lang).trim().to_owned());
    lines.extend([String::new(), messages.text("rule-when")]);
    lines.extend(rule.when.iter().map(|clause| format!("  {clause}")));
    for unless in &rule.unless {
        lines.push(messages.with(
            "rule-unless",
            &[("clause", Value::from(unless.when.as_str())), ("reason", unless.reason.get(lang).into())],
        ));
    }
    let checks = rule.check.get(lang);
    if !checks.is_empty() {
        lines.extend([String::new(), messages.text("check-first")]);
        lines.extend(checks.iter().map(|check| format!("  □ {check}")));
    }
    let count = i64::try_from(rule.tests.len()).unwrap_or(i64::MAX);
    lines.extend([String::new(), messages.with("rule-tests", &[("count", count.into())])]);
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
