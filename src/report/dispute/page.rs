//! A paper as a page to print, or as Markdown.

use minijinja::context;

use super::blocks::Block;
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::markdown::escape;
use crate::report::paper::lay_out;

const TEMPLATE: &str = include_str!("../../assets/document.html");
const STYLE: &str = include_str!("../../assets/document.css");

/// One page to print; `class` chooses its style (`letter`, `call-sheet`, `list`). It loads nothing and runs no script.
///
/// # Errors
/// `bad-data-file` when the page's own template is wrong.
pub fn html(blocks: &[Block], class: &str, messages: &Messages) -> Result<String, Problem> {
    // The style sheet counts the pages: its text ends before each count and goes on after it.
    let counted = [("page", "\" counter(page) \"".into()), ("pages", "\" counter(pages) \"".into())];
    let page_of = messages.with("dispute-page", &counted);
    let style = format!("{STYLE}\n@page {{ @bottom-center {{ content: \"{page_of}\"; font-size: 9pt }} }}");
    let (lang, title) = (messages.lang().code(), title(blocks));
    lay_out("document.html", TEMPLATE, context! { blocks, class, lang, title, style })
}

/// The first title.
pub(super) fn title(blocks: &[Block]) -> &str {
    let titles =
        blocks.iter().filter_map(|block| if let Block::Title(text) = block { Some(text.as_str()) } else { None });
    titles.into_iter().next().unwrap_or_default()
}

/// Text for a note or a message.
#[must_use]
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let same = |other: &Block| std::mem::discriminant(other) == std::mem::discriminant(block);
        let listed = matches!(block, Block::Item(_) | Block::Tick(_));
        if at > 0 && !(listed && same(&blocks[at - 1])) {
            out.push('\n');
        }
        match block {
            Block::Title(text) => out.push_str(&format!("# {}\n", escape(text))),
            Block::Heading(text) => out.push_str(&format!("## {}\n", escape(text))),
            Block::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
                out.push_str(&format!("{}\n", lines.join("  \n")));
            }
            Block::Item(text) => out.push_str(&format!("- {}\n", escape(text))),
            Block::Tick(text) => out.push_str(&format!("- [ ] {}\n", escape(text))),
            Block::Hint(text) => out.push_str(&format!("> {}\n", escape(text))),
            Block::Say(text) => out.push_str(&format!("**{}**\n", escape(text))),
            Block::Rule(text) => out.push_str(&format!("{}: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n", escape(text))),
            Block::Table(table) => {
                let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                out.push_str(&line(table.head.iter().map(|cell| escape(cell)).collect()));
                out.push_str(&line(table.head.iter().map(|_| "---".to_owned()).collect()));
                for row in &table.rows {
                    let cell = |lines: &Vec<String>| escape(&lines.join(" · "));
                    out.push_str(&line(row.iter().map(cell).collect()));
                }
            }
        }
    }
    out
}
