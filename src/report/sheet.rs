//! A sheet to hand on or to tick: a title, a few sentences, one table. It loads nothing from anywhere.

use comfy_table::{ContentArrangement, Table, presets};
use minijinja::context;
use serde::Serialize;

use super::Shape;
use super::canonical::written;
use super::findings_csv::inert;
use super::markdown::escape;
use super::paper::lay_out;
use super::table::paragraph;
use crate::location::Problem;
use crate::messages::Messages;
use crate::text::for_terminal;

const TEMPLATE: &str = include_str!("../assets/sheet.html");
const STYLE: &str = concat!(include_str!("../assets/report.css"), include_str!("../assets/sheet.css"));

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// What it is.
    pub title: String,
    /// What it is for.
    pub opening: Vec<String>,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, as long as the head.
    pub rows: Vec<Vec<String>>,
    /// What follows.
    pub closing: Vec<String>,
}

/// Sheets in a shape; JSON is the caller's.
///
/// # Errors
/// `bad-data-file` when the template is wrong.
pub fn render(shape: Shape, sheets: &[Sheet], messages: &Messages) -> Result<String, Problem> {
    Ok(match shape {
        Shape::Markdown => sheets.iter().map(markdown).collect::<Vec<_>>().join("\n"),
        Shape::Html => html(sheets, messages)?,
        Shape::Csv => {
            let head = sheets.iter().take(1).map(|sheet| sheet.head.clone());
            let rows =
                sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.iter().map(|cell| inert(cell)).collect());
            written(head.chain(rows))
        }
        Shape::Table | Shape::Json | Shape::Jsonl => sheets.iter().map(table).collect::<Vec<_>>().join("\n"),
    })
}

fn table(sheet: &Sheet) -> String {
    let mut out = String::new();
    for line in std::iter::once(&sheet.title).chain(&sheet.opening) {
        paragraph(&mut out, &for_terminal(line), 0);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(&sheet.head);
    for row in &sheet.rows {
        table.add_row(row.iter().map(|cell| for_terminal(cell)));
    }
    out.extend(table.lines().map(|line| format!("{}\n", line.trim_end())));
    for line in &sheet.closing {
        paragraph(&mut out, &for_terminal(line), 0);
    }
    out
}

fn markdown(sheet: &Sheet) -> String {
    let mut out = format!("## {}\n\n", escape(&sheet.title));
    for line in &sheet.opening {
        out.push_str(&format!("{}\n\n", escape(line)));
    }
    let row =
        |cells: &[String]| format!("| {} |\n", cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join(" | "));
    out.push_str(&row(&sheet.head));
    out.push_str(&format!("|{}\n", " --- |".repeat(sheet.head.len())));
    sheet.rows.iter().for_each(|cells| out.push_str(&row(cells)));
    for line in &sheet.closing {
        out.push_str(&format!("\n{}\n", escape(line)));
    }
    out
}

fn html(sheets: &[Sheet], messages: &Messages) -> Result<String, Problem> {
    let (lang, title) = (messages.lang().code(), sheets.first().map(|sheet| sheet.title.as_str()));
    lay_out("sheet.html", TEMPLATE, context! { sheets, lang, title, style => STYLE })
}
