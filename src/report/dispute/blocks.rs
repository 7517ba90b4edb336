//! A paper as blocks: what a template of a letter says, line by line, before it is laid out as a page, a PDF or text.
//!
//! A line of a template begins with `# ` (title), `## ` (heading), `- ` (item), `[ ] ` (box to tick), `> ` (hint to the
//! holder), `! ` (to be said, in large type), `___ ` (a ruled line to fill in by hand) or `=== ` (`charges`, `pending`:
//! a table). Other lines that follow each other are one paragraph.

use serde::Serialize;

/// Stands before every text that is put into a template, so that no such text begins a block.
pub(super) const MARK: char = '\u{e000}';

/// One block of a paper. Its texts are plain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "kebab-case")]
pub enum Block {
    /// The title of the paper.
    Title(String),
    /// The title of a part.
    Heading(String),
    /// Lines that belong together.
    Paragraph(Vec<String>),
    /// One of a list.
    Item(String),
    /// A box to tick.
    Tick(String),
    /// For the holder, not for the reader.
    Hint(String),
    /// To be said, in large type.
    Say(String),
    /// A ruled line to fill in by hand, with its label.
    Rule(String),
    /// A table.
    Table(Table),
}

/// A table: its first and fourth columns are numbers and stand to the right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// Each row's cells; each cell's lines.
    pub rows: Vec<Vec<Vec<String>>>,
}

/// A text as it is put into a template: on one line, with control and direction characters made visible.
pub(super) fn put(text: &str) -> String {
    let safe = crate::text::for_terminal(&text.replace(MARK, ""));
    format!("{MARK}{}", crate::text::mask_card_numbers(&safe))
}

type Make = fn(String) -> Block;

/// Reads what a template gave; `table` makes the table of a name.
pub(super) fn parse(text: &str, table: impl Fn(&str) -> Option<Table>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let plain = |text: &str| text.replace(MARK, "").trim().to_owned();
        let line = line.trim();
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        let kinds: [(&str, Make); 7] = [
            ("# ", Block::Title),
            ("## ", Block::Heading),
            ("- ", Block::Item),
            ("[ ] ", Block::Tick),
            ("> ", Block::Hint),
            ("! ", Block::Say),
            ("___ ", Block::Rule),
        ];
        let found = kinds.iter().find_map(|(start, make)| Some(make(plain(line.strip_prefix(start)?))));
        match (found, line.strip_prefix("=== "), blocks.last_mut()) {
            (Some(block), ..) => blocks.push(block),
            (None, Some(name), _) => blocks.extend(table(name.trim()).map(Block::Table)),
            (None, None, Some(Block::Paragraph(lines))) if goes_on => lines.push(plain(line)),
            (None, None, _) => {
                blocks.push(Block::Paragraph(vec![plain(line)]));
                goes_on = true;
                continue;
            }
        }
        goes_on = goes_on && matches!(blocks.last(), Some(Block::Paragraph(_)));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_blocks_and_what_is_put_in_never_begins_one() {
        let text = format!(
            "# Title\n\nDear {0}\nline two\n\n{1}\n[ ] box\n=== charges\n=== none\n___ Name\n",
            put("# A\nB"),
            put("- item")
        );
        let table = |name: &str| (name == "charges").then(|| Table { head: Vec::new(), rows: Vec::new() });
        assert_eq!(
            parse(&text, table),
            [
                Block::Title("Title".to_owned()),
                Block::Paragraph(vec!["Dear # A B".to_owned(), "line two".to_owned()]),
                Block::Paragraph(vec!["- item".to_owned()]),
                Block::Tick("box".to_owned()),
                Block::Table(Table { head: Vec::new(), rows: Vec::new() }),
                Block::Rule("Name".to_owned()),
            ]
        );
    }

    #[test]
    fn hostile_text_is_made_visible() {
        assert_eq!(put("a\u{202e}b\u{e000}\u{1b}[1m"), format!("{MARK}a\\u{{202e}}b\\u{{1b}}[1m"));
    }
}
