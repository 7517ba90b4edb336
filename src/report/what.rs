//! Who bills under a line.

use serde_json::{Value as Json, json};

use crate::merchant::{Step, What};
use crate::messages::{Messages, Value};
use crate::text::for_terminal;

/// For a person.
#[must_use]
pub fn render(what: &What<'_>, descriptor: &str, messages: &Messages) -> String {
    let lang = messages.lang();
    let raw = for_terminal(descriptor);
    let mut lines = Vec::new();
    if what.notes.is_empty() {
        lines.push(messages.with("what-unknown", &[("raw", raw.into())]));
    } else {
        let name = for_terminal(&what.identity.name);
        lines.push(messages.with("what-known", &[("raw", raw.into()), ("name", name.into())]));
    }
    for note in &what.notes {
        lines.extend([String::new(), format!("{} — {}", note.name.get(lang), note.about.get(lang))]);
        let checks = note.check.get(lang);
        if !checks.is_empty() {
            lines.push(messages.text("check-first"));
            lines.extend(checks.iter().map(|check| format!("  □ {check}")));
        }
        let confidence = messages.text(&format!("confidence-{}", note.confidence.word()));
        lines.push(messages.with(
            "what-source",
            &[
                ("source", Value::from(note.source.as_str())),
                ("checked", Value::from(note.checked_on.as_str())),
                ("confidence", confidence.into()),
            ],
        ));
    }
    if !what.steps.is_empty() {
        lines.extend([String::new(), messages.text("what-steps")]);
        lines.extend(steps(&what.steps).iter().map(|step| format!("  {step}")));
    }
    format!("{}\n", lines.join("\n"))
}

/// Each step on a line: rule, before, after.
pub fn steps(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .map(|step| format!("{}: {} → {}", step.rule, for_terminal(&step.before), for_terminal(&step.after)))
        .collect()
}

/// For a program: `postbreach.what/1`.
#[must_use]
pub fn json(what: &What<'_>, descriptor: &str) -> Json {
    let notes: Vec<Json> = what
        .notes
        .iter()
        .map(|note| {
            json!({
                "id": note.id, "name": { "en": note.name.en, "ja": note.name.ja },
                "about": { "en": note.about.en, "ja": note.about.ja },
                "check": { "en": note.check.en, "ja": note.check.ja },
                "source": note.source, "checked_on": note.checked_on, "confidence": note.confidence.word(),
            })
        })
        .collect();
    json!({
        "schema": "postbreach.what/1", "descriptor": descriptor, "known": !what.notes.is_empty(),
        "name": what.identity.name, "family": what.identity.family, "exact": what.identity.exact,
        "class": what.identity.class, "notes": notes,
        "steps": what.steps.iter().map(|s| json!({ "rule": s.rule, "before": s.before, "after": s.after })).collect::<Vec<_>>(),
    })
}
