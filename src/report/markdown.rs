//! The report as Markdown, for a note or a message.

use super::page::{Group, Page};
use crate::messages::Messages;
use crate::text::for_terminal;

/// Lays the page out.
pub(super) fn render(page: &Page, messages: &Messages) -> String {
    let mut out = String::new();
    for line in page.invented.iter().chain(&page.opening) {
        out.push_str(&format!("{}\n\n", escape(line)));
    }
    out.push_str(&format!("## {}\n\n", escape(&page.headline)));
    for line in page.cautions.iter().chain(&page.clean) {
        out.push_str(&format!("{}\n\n", escape(line)));
    }
    for group in &page.groups {
        render_group(&mut out, group, messages);
    }
    let read: Vec<String> = page
        .read
        .iter()
        .flat_map(|file| [&file.sentence, &file.details].into_iter().chain(&file.notices))
        .chain(&page.bills)
        .cloned()
        .collect();
    let parts = [
        (Some("section-read"), &read),
        (Some("section-gaps"), &page.gaps),
        (Some("section-unread"), &page.unread),
        (None, &page.closing),
    ];
    for (head, lines) in parts {
        if let (Some(head), false) = (head, lines.is_empty()) {
            out.push_str(&format!("### {}\n\n", messages.text(head)));
        }
        for line in lines {
            out.push_str(&format!("- {}\n", escape(&line.replace('\n', " "))));
        }
        if !lines.is_empty() {
            out.push('\n');
        }
    }
    out
}

fn render_group(out: &mut String, group: &Group, messages: &Messages) {
    if let Some(title) = &group.title {
        out.push_str(&format!("### {}\n\n", escape(title)));
    }
    if let Some(question) = &group.question {
        out.push_str(&format!("{}\n\n", escape(question)));
    }
    for item in &group.items {
        out.push_str(&format!(
            "{}. **{}** · {} · {} · {} ({})\n",
            item.number,
            escape(&item.name),
            escape(&item.foreign.as_ref().map_or_else(|| item.amount.clone(), |f| format!("{} ({f})", item.amount))),
            item.date,
            escape(&item.card),
            item.band
        ));
        let raw = if item.raw == item.name { String::new() } else { format!("{} · ", escape(&item.raw)) };
        out.push_str(&format!("   - {raw}{}\n", item.id));
        for line in item.remarks.iter().chain(&item.reasons).chain(&item.notes) {
            out.push_str(&format!("   - {}\n", escape(line)));
        }
    }
    out.push('\n');
    if !group.checks.is_empty() {
        out.push_str(&format!("{}\n\n", messages.text("check-first")));
    }
    for check in &group.checks {
        out.push_str(&format!("- [ ] {}\n", escape(check)));
    }
    if !group.checks.is_empty() {
        out.push('\n');
    }
}

/// Keeps text from being read as Markdown or HTML.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in for_terminal(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    safe
}
