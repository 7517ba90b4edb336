//! One sentence in Fluent's syntax, as a claim carries it.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};

use crate::location::Problem;

/// The variables that a sentence of a claim mentions, each once, in order; none when it cannot be read.
///
/// ```
/// assert_eq!(postbreach::messages::variables("{$merchant} took {$amount} from {$merchant}"), ["merchant", "amount"]);
/// ```
#[must_use]
pub fn variables(source: &str) -> Vec<String> {
    if !source.contains('{') {
        return Vec::new();
    }
    parse(source).ok().as_ref().and_then(only).map(mentioned).unwrap_or_default()
}

/// The variables of a parsed sentence, each once, in order.
pub(super) fn mentioned(pattern: &Pattern<&str>) -> Vec<String> {
    let mut found = Vec::new();
    in_pattern(pattern, &mut found);
    found
}

/// A sentence on its own, made the value of a message: the lines after the first must be indented there.
pub(super) fn parse(source: &str) -> Result<FluentResource, Problem> {
    let lines: Vec<&str> = source.trim().lines().collect();
    let sentence = FluentResource::try_new(format!("sentence = {}\n", lines.join("\n    ")))
        .map_err(|(_, errors)| bad(source, errors.first().map(ToString::to_string).unwrap_or_default()))?;
    match only(&sentence) {
        Some(_) => Ok(sentence),
        None => Err(bad(source, "no sentence")),
    }
}

/// The sentence, when there is one and nothing else.
pub(super) fn only(sentence: &FluentResource) -> Option<&Pattern<&str>> {
    let mut entries = sentence.entries();
    match (entries.next(), entries.next()) {
        (Some(Entry::Message(Message { value: Some(pattern), attributes, .. })), None) if attributes.is_empty() => {
            Some(pattern)
        }
        _ => None,
    }
}

/// The problem of a sentence that cannot be read or filled.
pub(super) fn bad(source: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::new("bad-pattern").with("pattern", source.trim()).with("cause", cause)
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            variants.iter().for_each(|variant| in_pattern(&variant.value, found));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            if !found.iter().any(|known| known == id.name) {
                found.push(id.name.to_owned());
            }
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        InlineExpression::FunctionReference { arguments, .. }
        | InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            arguments.positional.iter().for_each(|value| in_inline(value, found));
            arguments.named.iter().for_each(|argument| in_inline(&argument.value, found));
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { arguments: None, .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_wherever_they_stand() {
        for (source, expected) in [
            ("none", vec![]),
            ("{$a} {$b} {$a}", vec!["a", "b"]),
            ("{$n ->\n [one] {$a}\n *[other] {$b}\n}", vec!["n", "a", "b"]),
            ("{ NUMBER($n, digits: 2) } {{$inner}} {\"$text\"}", vec!["n", "inner"]),
            ("{$broken", vec![]),
        ] {
            assert_eq!(variables(source), expected, "{source}");
        }
    }
}
