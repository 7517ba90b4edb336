//! Pictures of a case: charges over time, one merchant's history, the months that the files show. Each is SVG text with
//! a name, a description, and its data as tables; both are made of one struct, so neither says what the other does not.
//! Form tells what a mark is, never colour alone; the classes are styled by `src/assets/picture.css`.

mod coverage;
mod scale;
mod strip;
mod svg;
#[cfg(test)]
mod tests;
mod timeline;

pub use coverage::coverage;
pub use strip::strip;
pub use timeline::timelines;

use crate::messages::Messages;

use svg::escape;

/// The style of the classes that pictures use, for the page that shows them.
pub const STYLE: &str = include_str!("../../assets/picture.css");

/// A picture and its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is of.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub about: String,
    /// SVG text, safe to stand in a page.
    pub svg: String,
    /// All that it shows.
    pub tables: Vec<Table>,
}

/// Rows of text under heads; every row has as many cells as there are heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// One a column.
    pub heads: Vec<String>,
    /// The rows; their text is of others and not yet escaped.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// The picture as a `<figure>` with its tables folded beneath, safe to stand in a page: it has no script, no style
    /// of its own, no id, and everything that a statement says is escaped.
    #[must_use]
    pub fn figure(&self, messages: &Messages) -> String {
        let cells = |tag: &str, cells: &[String]| -> String {
            cells.iter().map(|cell| format!("<{tag}><bdi>{}</bdi></{}>", escape(cell), &tag[..2])).collect()
        };
        let table = |table: &Table| {
            let rows: String = table.rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row))).collect();
            format!(
                "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{rows}</tbody></table>",
                escape(&table.title),
                cells("th scope=\"col\"", &table.heads)
            )
        };
        let tables: String = self.tables.iter().filter(|table| !table.rows.is_empty()).map(table).collect();
        format!(
            "<figure class=\"picture\"><figcaption><strong>{}</strong> {}</figcaption>{}<details><summary>{}</summary>{tables}</details></figure>",
            escape(&self.title),
            escape(&self.about),
            self.svg,
            escape(&messages.text("picture-tables")),
        )
    }
}
