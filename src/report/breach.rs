//! A breach in words: was I affected, and what follows.

use super::words;
use crate::breach::Breach;
use crate::messages::{Messages, Value};

/// Everything that is known of a breach, with its sources.
#[must_use]
pub fn render(breach: &Breach, messages: &Messages) -> String {
    let lang = messages.lang();
    let mut lines = vec![breach.title.get(lang).to_owned()];
    let date = |date| Value::from(words::date(date, messages));
    let moment = |time: &Option<String>, day| time.clone().map_or_else(|| date(day), Value::from);
    lines.push(match breach.end {
        Some(end) => messages.with(
            "breach-window",
            &[("start", moment(&breach.start_time, breach.start)), ("end", moment(&breach.end_time, end))],
        ),
        None => messages.with("breach-since", &[("start", moment(&breach.start_time, breach.start))]),
    });
    if let Some(day) = breach.disclosed_on {
        lines.push(messages.with("breach-disclosed", &[("date", date(day))]));
    }
    lines.extend([&breach.inexact, &breach.summary].into_iter().flatten().map(|w| w.get(lang).to_owned()));
    let mut classes: Vec<String> =
        breach.classes.iter().map(|class| messages.text(&format!("breach-class-{}", class.word()))).collect();
    classes.extend(breach.other_classes.iter().map(|words| words.get(lang).to_owned()));
    if !classes.is_empty() {
        lines.push(messages.with("breach-classes", &[("classes", words::list(&classes, messages).into())]));
    }
    if let Some(people) = breach.people {
        lines.push(messages.with("breach-people", &[("people", grouped(people).into())]));
    }
    for count in &breach.counts {
        lines.push(
            messages.with(
                "breach-count",
                &[("people", grouped(count.people).into()), ("what", count.what.get(lang).into())],
            ),
        );
    }
    lines.extend([String::new(), messages.text(&format!("breach-reach-{}", breach.reach().word()))]);
    for (head, text) in
        [("breach-affected", &breach.affected), ("breach-follows", &breach.follows), ("breach-offers", &breach.offers)]
    {
        if let Some(text) = text {
            lines.extend([String::new(), messages.text(head), text.get(lang).to_owned()]);
        }
    }
    if !breach.sources.is_empty() {
        lines.extend([String::new(), messages.text("breach-sources")]);
        for source in &breach.sources {
            let name = source.url.as_deref().or(source.title.as_deref()).unwrap_or_default();
            lines.push(messages.with(
                "breach-source",
                &[
                    ("name", name.into()),
                    ("checked", source.checked_on.to_string().into()),
                    ("says", source.says.get(lang).into()),
                ],
            ));
        }
    }
    if let Some(confidence) = breach.confidence {
        let word = messages.text(&format!("confidence-{}", confidence.word()));
        lines.push(messages.with("breach-confidence", &[("confidence", word.into())]));
    }
    format!("{}\n", lines.join("\n"))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
