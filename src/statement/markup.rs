//! Tables that are written in tags and named as workbooks: HTML tables, and the XML of 2003 in which a spreadsheet
//! program wrote workbooks. Browsers and spreadsheet programs forgive missing end tags, so they are forgiven here.

use chrono::NaiveDateTime;
use html5gum::{StartTag, Token, Tokenizer};

use super::limits::Limits;
use super::sheet::{Cell, Sheet};
use crate::location::Problem;

/// What the workbooks of 2003 name in their first lines.
const WORKBOOK: &str = "com:office:spreadsheet\"";
/// How far into the text a table must have begun; styles may stand before it.
const HEAD: usize = 1 << 16;

/// What kind of tables text holds: `html` or `xml`. `None` when it holds none.
pub(super) fn kind(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]).to_ascii_lowercase();
    if head.starts_with("<?xml") && head.contains(WORKBOOK) {
        return Some("xml");
    }
    let has = |tag: &str| head.split(tag).skip(1).any(|rest| rest.starts_with([' ', '>', '\t', '\r', '\n']));
    (has("<table") || has("<tr")).then_some("html")
}

/// The tables of a text. All tables of an HTML page stand below one another on one sheet, as in a spreadsheet program.
///
/// # Errors
/// `huge-workbook` when they have more cells than any statement, `over-limit` when one of them is too long.
pub(super) fn sheets(text: &str, limits: &Limits) -> Result<Vec<Sheet>, Problem> {
    let mut walk = Walk { last: limits.workbook.columns, ..Walk::default() };
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(local(&tag.name)),
            Token::String(text) => walk.text.push_str(&String::from_utf8_lossy(&text.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if walk.cells > limits.workbook.cells {
            return Err(limits.huge_workbook());
        }
        if walk.cell.is_some() {
            limits.check_cell(&walk.text)?;
        }
    }
    walk.end_sheet();
    let mut sheets = Vec::new();
    for (name, rows) in walk.sheets {
        sheets.push(Sheet::new(&name, rows, limits)?);
        Sheet::check(&sheets, limits)?;
    }
    Ok(sheets)
}

/// The name of a tag without its prefix, in lower case: `ss:Row` is `row`.
fn local(name: &[u8]) -> &str {
    let name = std::str::from_utf8(name).unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let found = tag.attributes.iter().find(|(key, _)| local(key) == name)?;
    Some(String::from_utf8_lossy(&found.1.value).into_owned())
}

/// Numbers and cells of rows.
type Numbered = Vec<(u64, Vec<Cell>)>;

#[derive(Default)]
struct Walk {
    /// The last column that a cell may stand in, or cover up to.
    last: usize,
    /// How many cells there are so far.
    cells: usize,
    sheets: Vec<(String, Numbered)>,
    name: String,
    rows: Numbered,
    /// The number of the row under way, from 1.
    row: u64,
    /// The text since the cell under way began, if one is.
    text: String,
    cell: Option<Open>,
}

/// A cell under way.
#[derive(Default)]
struct Open {
    /// The columns that it covers.
    covers: usize,
    /// What the workbook says its text is: `Number`, `DateTime`, `String` …
    is: String,
}

impl Walk {
    fn start(&mut self, tag: &StartTag<()>) {
        let number = |name: &str| attribute(tag, name)?.trim().parse::<usize>().ok();
        match local(&tag.name) {
            "worksheet" => {
                self.end_sheet();
                self.name = attribute(tag, "name").unwrap_or_default();
            }
            "tr" | "row" => {
                self.end_cell();
                self.row =
                    number("index").and_then(|row| u64::try_from(row).ok()).unwrap_or(self.row.saturating_add(1));
                self.rows.push((self.row, Vec::new()));
            }
            "td" | "th" | "cell" => {
                self.end_cell();
                if let (Some(at), Some((_, cells))) = (number("index"), self.rows.last_mut()) {
                    let before = cells.len();
                    cells.resize(at.saturating_sub(1).clamp(before, self.last.max(before)), Cell::Text(String::new()));
                    self.cells += cells.len() - before;
                }
                let covers =
                    number("colspan").or(number("mergeacross").map(|more| more.saturating_add(1))).unwrap_or(1);
                self.cell = Some(Open { covers: covers.clamp(1, self.last.max(1)), is: String::new() });
                self.text.clear();
                if tag.self_closing {
                    self.end_cell();
                }
            }
            "data" => {
                if let Some(cell) = &mut self.cell {
                    cell.is = attribute(tag, "type").unwrap_or_default();
                }
            }
            "comment" => self.end_cell(),
            "br" | "p" | "div" | "li" => self.text.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "td" | "th" | "cell" | "tr" | "row" | "table" => self.end_cell(),
            "worksheet" => self.end_sheet(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(Open { covers, is }) = self.cell.take() else { return };
        if self.rows.is_empty() {
            self.row = self.row.saturating_add(1);
            self.rows.push((self.row, Vec::new()));
        }
        let Some((_, cells)) = self.rows.last_mut() else { return };
        let text =
            self.text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let typed = match is.as_str() {
            "Number" => text.parse().ok().map(Cell::number),
            "DateTime" => text.trim_end_matches('Z').parse::<NaiveDateTime>().ok().map(Cell::moment),
            _ => None,
        };
        if cells.len() < self.last {
            self.cells += covers;
            cells.push(typed.unwrap_or(Cell::Text(text)));
            cells.resize(cells.len() + covers - 1, Cell::Text(String::new()));
        }
    }

    fn end_sheet(&mut self) {
        self.end_cell();
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.sheets.push((std::mem::take(&mut self.name), rows));
        }
        self.row = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::delimited::Record;
    use super::super::sheet::{Book, PLAIN};
    use super::*;

    fn seen(text: &str) -> Vec<(u64, Vec<String>)> {
        let seen = |Record { line, cells, .. }: Record| (line, cells.iter().map(str::to_owned).collect());
        Book::each(sheets(text, &Limits::NONE).unwrap())
            .iter()
            .flat_map(|book| book.records(&PLAIN).map(seen).collect::<Vec<_>>())
            .collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn tables_of_a_page_stand_below_one_another() {
        let page =
            "<html><style>td { }</style><body>Hello<table><tr><td colspan=2>Account<tr><TD>1234&nbsp;5</td>\n<td>a
            <b>b</b>&amp;c</table><p>between</p><table><tr></tr><tr><th>D&auml;tum<br>2</th><th/></tr></table>";
        assert_eq!(kind(page), Some("html"));
        assert_eq!(seen(page), [row(1, &["Account", ""]), row(2, &["1234\u{a0}5", "a b&c"]), row(4, &["Dätum 2", ""])]);
    }

    #[test]
    fn workbooks_of_2003_type_their_cells() {
        let book = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
            xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="a"/></Styles>
            <Worksheet ss:Name="One"><Table><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Date</Data>
            </Cell><Cell ss:Index="4"><ss:Data ss:Type="Number">-18.399999999999999</ss:Data></Cell></Row>
            <Row><Cell><Data ss:Type="DateTime">2026-02-03T00:00:00.000</Data></Cell></Row></Table></Worksheet>
            <Worksheet ss:Name="Two"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet>
            </Workbook>"#;
        assert_eq!(kind(book), Some("xml"));
        let first = 10_000_001;
        assert_eq!(
            seen(book),
            [row(3, &["Date", "", "", "-18.4"]), row(4, &["2026-02-03", "", "", ""]), row(first, &["x"])]
        );
    }

    #[test]
    fn text_and_other_tags_are_no_tables() {
        for text in [
            "Date,Text\n<table>",
            "<html><body>Sign in</body></html>",
            "<?xml version=\"1.0\"?><Document><TrxSts/>",
            "",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
