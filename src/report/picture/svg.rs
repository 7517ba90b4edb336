//! SVG text: shapes in whole units, text escaped, labels that never overlap. Colours are left to the page's style; what
//! a shape means is told by its form.

use std::fmt::Write;

use textwrap::core::display_width;

use crate::text::for_terminal;

/// Height of a letter, in units.
pub(super) const LETTER: i64 = 12;

/// Width of half a wide letter, or of one narrow letter, rounded up.
const COLUMN: i64 = 7;

/// Distance of the lines of a hatched area.
const HATCH: i64 = 7;

/// Where a label stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// The form of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Dot,
    Triangle,
    Diamond,
    Ring,
}

/// A picture in the making.
#[derive(Debug)]
pub(super) struct Svg {
    width: i64,
    body: String,
    /// What labels and marks cover: left, top, right, bottom.
    covered: Vec<[i64; 4]>,
}

impl Svg {
    pub(super) fn new(width: i64) -> Self {
        Self { width, body: String::new(), covered: Vec::new() }
    }

    pub(super) fn line(&mut self, class: &str, [x1, y1, x2, y2]: [i64; 4]) {
        self.path(class, &format!("M{x1} {y1}L{x2} {y2}"));
    }

    pub(super) fn area(&mut self, class: &str, [x, y, width, height]: [i64; 4]) {
        self.add(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" fill="none"/>"#
        ));
    }

    /// An area under slanting lines: it reads as hatched in black and white too.
    pub(super) fn hatched(&mut self, class: &str, [x, y, width, height]: [i64; 4]) {
        self.area(class, [x, y, width, height]);
        let mut lines = String::new();
        for at in (HATCH..width + height).step_by(7) {
            let (top, left) = (at.min(width), at.min(height));
            lines += &format!("M{} {}L{} {}", x + top, y + at - top, x + at - left, y + left);
        }
        self.path(&format!("{class} hatch"), &lines);
    }

    /// A line through points in the syntax of SVG paths; nothing when it is empty.
    pub(super) fn path(&mut self, class: &str, lines: &str) {
        if !lines.is_empty() {
            self.add(format_args!(r#"<path class="{class}" d="{lines}" fill="none" stroke="currentColor"/>"#));
        }
    }

    /// A mark around a point; what it is shows under the pointer.
    pub(super) fn mark(&mut self, form: Form, filled: bool, [x, y]: [i64; 2], title: &str) {
        let fill = if filled { "currentColor" } else { "none" };
        let outline = match form {
            Form::Dot => format!("M{x} {y}h0"),
            Form::Triangle => format!("M{} {}L{} {}L{x} {}Z", x - 5, y + 4, x + 5, y + 4, y - 5),
            Form::Diamond => format!("M{} {y}L{x} {}L{} {y}L{x} {}Z", x - 5, y - 5, x + 5, y + 5),
            Form::Ring => format!("M{} {y}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z", x - 8),
        };
        self.covered.push([x - 5, y - 5, x + 5, y + 5]);
        let class = match (form, filled) {
            (Form::Dot, _) => "dots",
            (_, true) => "mark listed",
            (_, false) => "mark",
        };
        self.add(format_args!(r#"<path class="{class}" d="{outline}" fill="{fill}" stroke="currentColor">"#));
        self.add(format_args!("<title>{}</title></path>", escape(title)));
    }

    /// Writes a label whose base line begins at a point, unless it would touch another label or a mark, or leave
    /// the picture.
    pub(super) fn label(&mut self, class: &str, [x, y]: [i64; 2], anchor: Anchor, text: &str) -> bool {
        let width = width_of(text);
        let (left, word) = match anchor {
            Anchor::Start => (x, "start"),
            Anchor::Middle => (x - width / 2, "middle"),
            Anchor::End => (x - width, "end"),
        };
        let own = [left, y - LETTER, left + width, y + 3];
        let apart =
            |other: &[i64; 4]| own[0] >= other[2] || own[2] <= other[0] || own[1] >= other[3] || own[3] <= other[1];
        if own[0] < 0 || own[2] > self.width || own[1] < 0 || !self.covered.iter().all(apart) {
            return false;
        }
        self.covered.push(own);
        let text = escape(text);
        self.add(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{word}" fill="currentColor">{text}</text>"#
        ));
        true
    }

    /// The picture with its name and what it shows, to stand in a page: there it needs no namespace.
    pub(super) fn finish(self, height: i64, title: &str, about: &str) -> String {
        format!(
            r#"<svg viewBox="0 0 {} {height}" font-size="{LETTER}" role="img"><title>{}</title><desc>{}</desc>{}</svg>"#,
            self.width,
            escape(title),
            escape(about),
            self.body
        )
    }

    fn add(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(text);
    }
}

/// The most that a text takes, in units.
pub(super) fn width_of(text: &str) -> i64 {
    COLUMN * i64::try_from(display_width(&for_terminal(text))).unwrap_or(i64::MAX / COLUMN)
}

/// A text, cut off with an ellipsis where it takes more than this many units.
pub(super) fn cut(text: &str, width: i64) -> String {
    let text = for_terminal(text);
    if width_of(&text) <= width {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width_of(&kept) + width_of("…") > width {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

/// Text of others as text of XML and HTML: nothing in it is a tag, an entity, a control or a change of direction.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in for_terminal(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}
