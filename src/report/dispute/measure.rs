//! How wide text is in a font, and where it may break.

use textwrap::WordSeparator;
use ttf_parser::Face;

/// Measures text of one font.
pub(super) struct Ruler<'a> {
    face: Face<'a>,
}

impl<'a> Ruler<'a> {
    /// From a TrueType file; `None` when it is none.
    pub(super) fn of(font: &'a [u8]) -> Option<Self> {
        Some(Self { face: Face::parse(font, 0).ok()? })
    }

    /// Width in points, rounded up.
    pub(super) fn width(&self, text: &str, size: u16) -> u16 {
        let units: u64 = text.chars().map(|c| self.units(c)).sum();
        let points = (units * u64::from(size)).div_ceil(u64::from(self.face.units_per_em().max(1)));
        u16::try_from(points).unwrap_or(u16::MAX)
    }

    fn units(&self, c: char) -> u64 {
        let glyph = self.face.glyph_index(c);
        glyph.and_then(|glyph| self.face.glyph_hor_advance(glyph)).unwrap_or(0).into()
    }

    /// The text in lines no wider than `width`, broken where Unicode allows it, else inside a word. A character that
    /// the font lacks is written as its code.
    pub(super) fn wrap(&self, text: &str, size: u16, width: u16) -> Vec<String> {
        let mut drawn = String::with_capacity(text.len());
        for c in text.chars() {
            match self.face.glyph_index(c) {
                Some(_) => drawn.push(c),
                None => drawn.extend(c.escape_unicode()),
            }
        }
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in WordSeparator::UnicodeBreakProperties.find_words(&drawn) {
            if !line.is_empty() && self.width(&format!("{line}{}", word.word), size) > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            for c in word.word.chars() {
                if !line.is_empty() && self.width(&format!("{line}{c}"), size) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
            line.push_str(word.whitespace);
        }
        lines.push(line.trim_end().to_owned());
        lines
    }
}
