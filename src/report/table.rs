//! The report at a terminal: a short list, then each charge with its reasons.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::calm::Folded;
use super::page::{Group, Item, Page};
use crate::messages::Messages;
use crate::text::for_terminal;

/// Columns that text wraps at.
const WIDTH: u16 = 96;

/// Lays the page out. Colour only marks bands; the words say the same.
pub(super) fn render(page: &Page, messages: &Messages, colour: bool) -> String {
    let mut out = String::new();
    for line in page.invented.iter().chain(&page.opening) {
        paragraph(&mut out, line, 0);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    paragraph(&mut out, &bold(&page.headline, colour), 0);
    for line in page.cautions.iter().chain(&page.clean) {
        paragraph(&mut out, line, 0);
    }
    if !page.groups.is_empty() {
        out.push('\n');
        out.push_str(&overview(page, messages));
        for group in &page.groups {
            out.push('\n');
            render_group(&mut out, group, messages, colour);
        }
    }
    for (head, folds) in [("section-unclear", &page.unclear), ("section-calmed", &page.calmed)] {
        if !folds.is_empty() {
            out.push_str(&format!("\n{}\n", bold(&messages.text(head), colour)));
        }
        for fold in folds {
            render_folded(&mut out, fold, head == "section-unclear");
        }
    }
    if let Some(line) = &page.calmed_hint {
        paragraph(&mut out, line, 2);
    }
    if let Some(tally) = &page.tally {
        out.push('\n');
        paragraph(&mut out, tally, 0);
    }
    if !page.read.is_empty() {
        out.push_str(&format!("\n{}\n", bold(&messages.text("section-read"), colour)));
    }
    for file in &page.read {
        paragraph(&mut out, &file.sentence, 2);
        paragraph(&mut out, &file.details, 6);
        for notice in &file.notices {
            paragraph(&mut out, &format!("- {notice}"), 6);
        }
    }
    for line in &page.bills {
        paragraph(&mut out, line, 2);
    }
    if !page.gaps.is_empty() {
        out.push_str(&format!("\n{}\n", bold(&messages.text("section-gaps"), colour)));
    }
    for line in &page.gaps {
        paragraph(&mut out, line, 2);
    }
    if !page.unread.is_empty() {
        out.push_str(&format!("\n{}\n", bold(&messages.text("section-unread"), colour)));
        for problem in &page.unread {
            out.push_str(&format!("{problem}\n"));
        }
    }
    if !page.closing.is_empty() {
        out.push('\n');
    }
    for line in &page.closing {
        paragraph(&mut out, line, 0);
    }
    out
}

fn overview(page: &Page, messages: &Messages) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    let heads = ["head-number", "head-band", "head-date", "head-amount", "head-merchant", "head-card"];
    table.set_header(heads.map(|head| messages.text(head)));
    for item in page.groups.iter().flat_map(|group| &group.items) {
        table.add_row([
            Cell::new(item.number).set_alignment(CellAlignment::Right),
            Cell::new(&item.band),
            Cell::new(&item.date),
            Cell::new(&item.amount).set_alignment(CellAlignment::Right),
            Cell::new(for_terminal(&item.name)),
            Cell::new(for_terminal(&item.card)),
        ]);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n", lines.join("\n"))
}

fn render_group(out: &mut String, group: &Group, messages: &Messages, colour: bool) {
    if let Some(title) = &group.title {
        paragraph(out, &bold(title, colour), 0);
    }
    for line in group.question.iter().chain(&group.summary) {
        paragraph(out, line, 0);
    }
    for line in &group.reasons {
        paragraph(out, &format!("- {line}"), 0);
    }
    for item in &group.items {
        render_item(out, item, messages, colour);
    }
    if !group.checks.is_empty() {
        paragraph(out, &messages.text("check-first"), 4);
        for check in &group.checks {
            paragraph(out, &format!("□ {check}"), 6);
        }
    }
    if let Some(line) = &group.report_by {
        paragraph(out, line, 4);
    }
}

/// Charges in one line; `open` writes each of them out.
fn render_folded(out: &mut String, fold: &Folded, open: bool) {
    paragraph(out, &fold.sentence, 2);
    for row in fold.rows.iter().filter(|_| open) {
        let raw = if row.raw == row.name { String::new() } else { format!(" · {}", for_terminal(&row.raw)) };
        let line = format!("{} · {} · {}{raw} · id {}", row.date, row.amount, for_terminal(&row.name), row.id);
        paragraph(out, &line, 6);
    }
    for line in fold.more.iter().filter(|_| open).chain(&fold.question) {
        paragraph(out, line, 6);
    }
}

fn render_item(out: &mut String, item: &Item, messages: &Messages, colour: bool) {
    let foreign = item.foreign.as_ref().map(|amount| format!(" ({amount})")).unwrap_or_default();
    let name = for_terminal(&item.name);
    let head = format!("{:>2}. {name} · {}{foreign} · {}", item.number, item.amount, item.date);
    paragraph(out, &format!("{} [{}]", bold(&head, colour), item.band), 0);
    let mut facts = format!("{} · id {}", for_terminal(&item.card), item.id);
    if item.raw != item.name {
        facts = format!("{} · {facts}", messages.with("item-raw", &[("raw", for_terminal(&item.raw).into())]));
    }
    paragraph(out, &facts, 4);
    for line in item.remarks.iter().chain(&item.reasons) {
        paragraph(out, &format!("- {line}"), 4);
    }
    for line in &item.notes {
        paragraph(out, &format!("= {line}"), 4);
    }
}

fn bold(text: &str, colour: bool) -> String {
    if colour { format!("{}{text}{}", anstyle::Style::new().bold(), anstyle::Reset) } else { text.to_owned() }
}

/// Writes text wrapped at [`WIDTH`] columns of a terminal, wide characters counting two; lines after the first are
/// set under the text.
pub(super) fn paragraph(out: &mut String, text: &str, indent: usize) {
    let hang = indent + if text.starts_with(['-', '=', '□']) { 2 } else { 0 };
    let first = " ".repeat(indent);
    let next = " ".repeat(hang);
    let options = textwrap::Options::new(usize::from(WIDTH)).initial_indent(&first).subsequent_indent(&next);
    out.push_str(&textwrap::fill(text, options));
    out.push('\n');
}
