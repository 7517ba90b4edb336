//! A paper as PDF: A4, page by page, the text selectable, the font embedded as a subset. Places are whole points.

use krilla::Document;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::text::{Font, TextDirection};

use super::blocks::{Block, Table};
use super::measure::Ruler;
use super::page::title;
use crate::location::Problem;
use crate::messages::Messages;
use crate::report::words;

/// BIZ UDPGothic Regular, under the SIL Open Font License (`OFL.txt` beside it).
const FONT: &[u8] = include_bytes!("../../assets/font/BIZUDPGothic-Regular.ttf");

const PAGE: (u16, u16) = (595, 842);
const MARGIN: u16 = 54;
const WIDTH: u16 = PAGE.0 - 2 * MARGIN;
const BOTTOM: u16 = PAGE.1 - 64;
/// Widths of the columns of a table; together [`WIDTH`].
const COLUMNS: [u16; 5] = [34, 94, 143, 88, 128];
/// The columns whose cells stand to the right.
const NUMBERS: [usize; 2] = [0, 3];
const PADDING: u16 = 4;
/// Numbers are made so small, before they are broken.
const SMALLEST: u16 = 7;
/// What is to be read at one go stands on one page, unless it has more lines than this.
const TOGETHER: u16 = 8;

/// Something on a page.
enum Ink {
    Text { x: u16, y: u16, size: u16, text: String },
    Line { from: (u16, u16), to: (u16, u16) },
}

/// Pages as they fill.
struct Press<'a> {
    ruler: Ruler<'a>,
    pages: Vec<Vec<Ink>>,
    y: u16,
    size: u16,
}

/// Lays the blocks out; `class` chooses the size (`call-sheet` is large) and whether hints to the holder are shown: not
/// on what is sent (`letter`, `follow-up`).
///
/// # Errors
/// `unmade-file` when the font or the file cannot be made.
pub fn pdf(blocks: &[Block], class: &str, messages: &Messages) -> Result<Vec<u8>, Problem> {
    let unmade = |cause: String| Problem::new("unmade-file").with("shape", "PDF").with("cause", cause);
    let ruler = Ruler::of(FONT).ok_or_else(|| unmade("font".to_owned()))?;
    let font = Font::new(FONT.into(), 0).ok_or_else(|| unmade("font".to_owned()))?;
    let mut press =
        Press { ruler, pages: vec![Vec::new()], y: MARGIN, size: if class == "call-sheet" { 14 } else { 10 } };
    let sent = ["letter", "follow-up"].contains(&class);
    let shown: Vec<&Block> = blocks.iter().filter(|block| !(sent && matches!(block, Block::Hint(_)))).collect();
    for (at, block) in shown.iter().enumerate() {
        press.block(block, shown.get(at + 1).copied());
    }
    let count = press.pages.len();
    for at in 0..count {
        let args = [("page", words::count_of(at + 1)), ("pages", words::count_of(count))];
        let text = messages.with("dispute-page", &args);
        let x = (PAGE.0 - press.ruler.width(&text, 9).min(WIDTH)) / 2;
        press.pages[at].push(Ink::Text { x, y: PAGE.1 - 36, size: 9, text });
    }
    let mut document = Document::new();
    let language = messages.lang().code().to_owned();
    document.set_metadata(Metadata::new().title(title(blocks).to_owned()).language(language));
    let (width, height) = (f32::from(PAGE.0), f32::from(PAGE.1));
    for marks in press.pages {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| unmade("page".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Ink::Text { x, y, size, text } => {
                    surface.set_stroke(None);
                    surface.set_fill(Some(Fill::default()));
                    let place = Point::from_xy(f32::from(x), f32::from(y));
                    surface.draw_text(place, font.clone(), f32::from(size), &text, false, TextDirection::LeftToRight);
                }
                Ink::Line { from, to } => {
                    let mut path = PathBuilder::new();
                    path.move_to(f32::from(from.0), f32::from(from.1));
                    path.line_to(f32::from(to.0), f32::from(to.1));
                    surface.set_fill(None);
                    surface.set_stroke(Some(Stroke { width: 0.5, ..Stroke::default() }));
                    if let Some(path) = path.finish() {
                        surface.draw_path(&path);
                    }
                }
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| unmade(format!("{error:?}")))
}

/// From one line of text to the next.
fn leading(size: u16) -> u16 {
    size + size / 2
}

/// The head of a table as a row.
fn head(table: &Table) -> Vec<Vec<String>> {
    table.head.iter().map(|cell| vec![cell.clone()]).collect()
}

impl Press<'_> {
    /// Draws a block; a heading is not parted from what begins below it.
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        let size = self.size;
        match block {
            Block::Title(text) => {
                self.space(size);
                self.keep(leading(size + 4) * 3);
                self.text(text, MARGIN, WIDTH, size + 4);
                self.space(4);
            }
            Block::Heading(text) => {
                self.space(size);
                self.keep(leading(size + 1) * 2 + next.map_or(0, |next| self.beginning(next)));
                self.text(text, MARGIN, WIDTH, size + 1);
            }
            Block::Paragraph(lines) => {
                self.space(size / 2);
                lines.iter().for_each(|line| self.text(line, MARGIN, WIDTH, size));
            }
            Block::Item(text) => self.marked("–", text),
            Block::Tick(text) => self.marked("□", text),
            Block::Hint(text) => {
                self.space(3);
                self.text(text, MARGIN + 10, WIDTH - 10, size - 1);
                self.space(2);
            }
            Block::Say(text) => {
                self.space(size / 2);
                self.keep(self.together(text, WIDTH - 6, size + 3));
                self.text(text, MARGIN + 6, WIDTH - 6, size + 3);
            }
            Block::Rule(label) => {
                self.space(size / 2);
                self.text(label, MARGIN, WIDTH / 2, size);
                let start = MARGIN + self.ruler.width(label, size).min(WIDTH / 2) + 8;
                let y = self.y + 2;
                self.draw(Ink::Line { from: (start, y), to: (MARGIN + WIDTH, y) });
            }
            Block::Table(table) => self.table(table),
        }
    }

    /// An item with its sign before it.
    fn marked(&mut self, sign: &str, text: &str) {
        let size = self.size;
        let (x, width) = (MARGIN + 8 + size, WIDTH - 8 - size);
        self.space(2);
        self.keep(self.together(text, width, size));
        let y = self.y + leading(size);
        self.draw(Ink::Text { x: MARGIN + 4, y, size, text: sign.to_owned() });
        self.text(text, x, width, size);
    }

    /// How high these lines of text are, or as many of them as stand together.
    fn together(&self, text: &str, width: u16, size: u16) -> u16 {
        let lines = u16::try_from(self.ruler.wrap(text, size, width).len()).unwrap_or(u16::MAX);
        leading(size) * lines.clamp(1, TOGETHER)
    }

    /// How high the part of a block is that is not parted from a heading above it.
    fn beginning(&self, block: &Block) -> u16 {
        let size = self.size;
        match block {
            Block::Item(text) | Block::Tick(text) => self.together(text, WIDTH - 8 - size, size),
            Block::Say(text) => size / 2 + self.together(text, WIDTH - 6, size + 3),
            Block::Table(table) => 10 + self.opening(&head(table), table),
            Block::Title(_) | Block::Heading(_) | Block::Paragraph(_) | Block::Hint(_) | Block::Rule(_) => {
                leading(size) * 2
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.space(10);
        let head = head(table);
        self.keep(self.opening(&head, table));
        self.row(&head);
        let under = self.height(&head);
        for row in &table.rows {
            if self.y.saturating_add(self.least(row, under)) > BOTTOM {
                self.next_page();
                self.row(&head);
            }
            self.row(row);
        }
        self.space(6);
    }

    /// How high the head of a table is with what has to stand below it.
    fn opening(&self, head: &[Vec<String>], table: &Table) -> u16 {
        let head = self.height(head);
        head + table.rows.first().map_or(0, |row| self.least(row, head))
    }

    /// What of a row has to fit on a page under a head so high: all of it, and where no page is high enough for that, its
    /// beginning.
    fn least(&self, row: &[Vec<String>], head: u16) -> u16 {
        let height = self.height(row);
        if height > BOTTOM - MARGIN - head { leading(self.small()) * TOGETHER } else { height }
    }

    /// The size of text in tables.
    fn small(&self) -> u16 {
        self.size.min(12) - 1
    }

    /// The lines of each cell of a row, and their size: numbers are made smaller rather than broken.
    fn cells(&self, row: &[Vec<String>]) -> Vec<(u16, Vec<String>)> {
        let wrap = |(column, (cell, width)): (usize, (&Vec<String>, u16))| {
            let (room, mut size) = (width - 2 * PADDING, self.small());
            let is_whole = |size| cell.iter().all(|line| self.ruler.width(line, size) <= room);
            while NUMBERS.contains(&column) && size > SMALLEST && !is_whole(size) {
                size -= 1;
            }
            (size, cell.iter().flat_map(|line| self.ruler.wrap(line, size, room)).collect())
        };
        row.iter().zip(COLUMNS).enumerate().map(wrap).collect()
    }

    fn height(&self, row: &[Vec<String>]) -> u16 {
        let lines = self.cells(row).iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_mul(leading(self.small())).saturating_add(2 * PADDING)
    }

    /// A row of a table; one that is higher than a page goes on on the next.
    fn row(&mut self, row: &[Vec<String>]) {
        let (cells, leading) = (self.cells(row), leading(self.small()));
        let lines = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        self.border();
        for at in 0..lines {
            if self.y + leading + PADDING > BOTTOM {
                self.y += PADDING + 2;
                self.border();
                self.next_page();
                self.border();
            }
            let mut x = MARGIN;
            for (column, ((size, cell), width)) in cells.iter().zip(COLUMNS).enumerate() {
                if let Some(text) = cell.get(at) {
                    let taken = self.ruler.width(text, *size).min(width - 2 * PADDING);
                    let left = if NUMBERS.contains(&column) { width - PADDING - taken } else { PADDING };
                    let y = self.y + leading;
                    self.draw(Ink::Text { x: x + left, y, size: *size, text: text.clone() });
                }
                x += width;
            }
            self.y += leading;
        }
        self.y += PADDING + 2;
        self.border();
    }

    fn border(&mut self) {
        let y = self.y;
        self.draw(Ink::Line { from: (MARGIN, y), to: (MARGIN + WIDTH, y) });
    }

    fn text(&mut self, text: &str, x: u16, width: u16, size: u16) {
        for line in self.ruler.wrap(text, size, width) {
            self.keep(leading(size));
            self.y += leading(size);
            let y = self.y;
            self.draw(Ink::Text { x, y, size, text: line });
        }
    }

    fn space(&mut self, height: u16) {
        self.y = self.y.saturating_add(height).min(BOTTOM);
    }

    /// Goes to the next page unless so much fits on this one.
    fn keep(&mut self, height: u16) {
        if self.y.saturating_add(height) > BOTTOM {
            self.next_page();
        }
    }

    fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    fn draw(&mut self, mark: Ink) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }
}
