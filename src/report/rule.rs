//! Rules in words, and what was measured of them.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::words;
use crate::engine::{Engine, TestResult};
use crate::messages::{Messages, Value};
use crate::rule::{BandMeasured, Context, Fitted, Role, Rule, Weights};

/// All rules and contexts, a line each: id, role, weight, and of the charges on which it fired on invented statements
/// how many, the share that the holder did not make, and the share of all such charges that these are.
#[must_use]
pub fn list(engine: &Engine, messages: &Messages) -> String {
    let weights = engine.weights();
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let columns = ["rules-rule", "rules-role", "rules-weight", "rules-fires", "rules-precision", "rules-coverage"];
    table.set_header(columns.map(|column| messages.text(column)));
    let mut add = |id: &str, role: String, weight: String, of: Option<&Fitted>| {
        let cell = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        table.add_row([
            id.to_owned(),
            role,
            weight,
            cell(of.map(|of| of.fires.to_string())),
            cell(of.and_then(|of| of.precision).map(percent)),
            cell(of.map(|of| percent(of.coverage))),
        ]);
    };
    for rule in engine.rules() {
        add(&rule.id, role(rule, messages), weight(rule, weights, messages), weights.rules.get(&rule.id));
    }
    for context in engine.contexts() {
        let weight = format!("{:+.1}", weights.of_context(&context.id));
        add(&context.id, messages.text("rule-context"), weight, weights.contexts.get(&context.id));
    }
    for number in table.column_iter_mut().skip(2) {
        number.set_cell_alignment(CellAlignment::Right);
    }
    // The table sets a space before the first column.
    table.lines().map(|line| format!("{}\n", line.trim())).collect()
}

/// For a program: `postbreach.rules/1`.
#[must_use]
pub fn list_json(engine: &Engine) -> Json {
    let weights = engine.weights();
    let one = |id: &str, role: &str, weight: f64, fitted: bool, of: Option<&Fitted>| {
        json!({
            "id": id,
            "role": role,
            "weight": weight,
            "fitted": fitted,
            "fires": of.map(|of| of.fires),
            "precision": of.and_then(|of| of.precision),
            "coverage": of.map(|of| of.coverage),
        })
    };
    let of_rule = |rule: &Rule| {
        let role = match rule.role {
            Role::Finding => "finding",
            Role::BuildingBlock => "building-block",
        };
        let of = weights.rules.get(&rule.id);
        one(&rule.id, role, weights.of(rule), weights.fit_of(rule).is_some(), of)
    };
    let of_context = |context: &Context| {
        let of = weights.contexts.get(&context.id);
        one(&context.id, "context", weights.of_context(&context.id), of.is_some_and(|of| of.weight.is_some()), of)
    };
    let of_band = |(name, band): (&String, &BandMeasured)| {
        let measured = json!({
            "precision": band.precision,
            "incident_recall": band.incident_recall,
            "clean_flags_a_month": band.clean_flags_a_month,
        });
        (name.clone(), measured)
    };
    json!({
        "schema": "postbreach.rules/1",
        "weights": if weights.fitted { "fitted" } else { "authors-guess" },
        "measured": weights.measured.map(|of| json!({ "holders": of.holders, "on": of.on.to_string() })),
        "cuts": { "high": weights.cuts.high, "medium": weights.cuts.medium },
        "bands": weights.bands.iter().map(of_band).collect::<Map<_, _>>(),
        "rules": engine.rules().iter().map(of_rule).collect::<Vec<_>>(),
        "contexts": engine.contexts().iter().map(of_context).collect::<Vec<_>>(),
    })
}

/// What the numbers of [`list`] are, and what they were measured on.
#[must_use]
pub fn measured_on(weights: &Weights, messages: &Messages) -> String {
    match weights.measured {
        None => messages.text("weights-guessed"),
        Some(measured) => {
            let args = [("on", measured.on.to_string().into()), ("holders", number(measured.holders))];
            messages.with("rules-measured", &args)
        }
    }
}

/// The log-odds that a rule adds; in parentheses where its author guesses.
fn weight(rule: &Rule, weights: &Weights, messages: &Messages) -> String {
    let value = format!("{:+.1}", weights.of(rule));
    match weights.fit_of(rule) {
        Some(_) => value,
        None => messages.with("rules-guess", &[("weight", value.into())]),
    }
}

/// What was measured of one rule or context, as a sentence.
fn measured(of: &Fitted, weights: &Weights, messages: &Messages) -> String {
    let Some(precision) = of.precision else { return messages.text("rule-never-fired") };
    let args = [
        ("fires", number(of.fires)),
        ("holders", number(weights.measured.map_or(0, |measured| measured.holders))),
        ("precision", percent(precision).into()),
        ("coverage", percent(of.coverage).into()),
    ];
    messages.with("rule-measured", &args)
}

fn number(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// A share in per cent, to one tenth.
fn percent(share: f64) -> String {
    let share = Decimal::try_from(share).unwrap_or_default() * Decimal::ONE_HUNDRED;
    format!("{:.1}%", share.round_dp(1))
}

/// What a rule asks, why it shows a charge, what to check, when it is wrong, and what was measured of it.
#[must_use]
pub fn render(rule: &Rule, weights: &Weights, messages: &Messages) -> String {
    let lang = messages.lang();
    let mut lines = vec![words::bracketed(&rule.id, &role(rule, messages), messages), String::new()];
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
    lines.push(messages.with("rule-weight", &[("weight", weight(rule, weights, messages).into())]));
    lines.extend(weights.rules.get(&rule.id).map(|of| measured(of, weights, messages)));
    format!("{}\n", lines.join("\n"))
}

/// What a context looks at, and when it is wrong.
#[must_use]
pub fn context(context: &Context, weights: &Weights, messages: &Messages) -> String {
    let mut lines = vec![words::bracketed(&context.id, &messages.text("rule-context"), messages), String::new()];
    lines.push(context.docs.get(messages.lang()).trim().to_owned());
    lines.extend([String::new(), messages.text("rule-context-when")]);
    lines.extend(context.when.iter().map(|clause| format!("  {clause}")));
    lines.extend([String::new(), messages.with("rule-tests", &[("count", words::count_of(context.tests.len()))])]);
    lines.extend(weights.contexts.get(&context.id).map(|of| measured(of, weights, messages)));
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
