//! The report as Markdown, for a note or a message.

use super::calm::Folded;
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
    let unclear: Vec<String> = page.unclear.iter().flat_map(|fold| folded(fold, true)).collect();
    let calmed = page.calmed.iter().flat_map(|fold| folded(fold, false));
    let calmed: Vec<String> = calmed.chain(page.calmed_hint.iter().cloned()).collect();
    let tally: Vec<String> = page.tally.iter().cloned().collect();
    let parts = [
        (Some("section-unclear"), &unclear),
        (Some("section-calmed"), &calmed),
        (None, &tally),
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

/// Charges in one line; `open` names each of them.
fn folded(fold: &Folded, open: bool) -> Vec<String> {
    let rows = fold.rows.iter().filter(|_| open);
    let rows = rows.map(|row| format!("{} · {} · {} · {}", row.date, row.amount, row.name, row.id));
    let more = fold.more.iter().filter(|_| open).cloned();
    let mut lines = vec![[&fold.sentence].into_iter().chain(&fold.question).cloned().collect::<Vec<_>>().join(" ")];
    lines.extend(rows.chain(more));
    lines
}

fn render_group(out: &mut String, group: &Group, messages: &Messages) {
    if let Some(title) = &group.title {
        out.push_str(&format!("### {}\n\n", escape(title)));
    }
    for line in group.question.iter().chain(&group.summary).chain(&group.reasons) {
        out.push_str(&format!("{}\n\n", escape(line)));
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
    if let Some(line) = &group.report_by {
        out.push_str(&format!("{}\n\n", escape(line)));
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
