//! The tags of an OFX file with the text below each, SGML and XML alike: leaves closed or not, text with bare `&` and
//! `<`, character data, comments.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3, memmem};

/// A tag and what stands between it and the next one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In upper case, without `/`.
    pub(super) name: Cow<'a, str>,
    /// `</NAME>`.
    pub(super) closes: bool,
    /// Decoded, its lines joined by spaces.
    pub(super) text: Cow<'a, str>,
    /// 1-based.
    pub(super) line: u64,
    /// The file ends in the middle of the text.
    pub(super) cut: bool,
}

/// The tags of a text whose lines end in `\n`.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    // Looked for once: an opening that nothing closes must not search the whole file each time.
    let ends = ["-->", "]]>"].map(|end| memmem::rfind(text.as_bytes(), end.as_bytes()));
    Tags { text, at: 0, line: 1, counted: 0, ends }
}

struct Tags<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    /// So far line ends were counted.
    counted: usize,
    /// Where the last comment and the last character data end.
    ends: [Option<usize>; 2],
}

/// What a `<` begins.
enum Markup<'a> {
    Tag {
        name: &'a str,
        closes: bool,
    },
    Data(&'a str),
    /// Comments, instructions, declarations.
    Nothing,
    /// A `<` of the text.
    Stray,
}

impl<'a> Tags<'a> {
    /// What begins at the `<` under the eye, and its length.
    fn markup(&self) -> (Markup<'a>, usize) {
        let text = self.text;
        let rest = &text[self.at..];
        let enclosed = |open: &str, close: &str, last: Option<usize>| {
            let inner = rest.strip_prefix(open).filter(|_| last.is_some_and(|last| last >= self.at + open.len()))?;
            Some(&inner[..inner.find(close)?])
        };
        if let Some(comment) = enclosed("<!--", "-->", self.ends[0]) {
            return (Markup::Nothing, comment.len() + 7);
        }
        if let Some(data) = enclosed("<![CDATA[", "]]>", self.ends[1]) {
            return (Markup::Data(data), data.len() + 12);
        }
        let until = memchr3(b'<', b'>', b'\n', &rest.as_bytes()[1..]).map_or(rest.len(), |found| found + 1);
        if !rest[until..].starts_with('>') {
            return (Markup::Stray, 1);
        }
        let inner = &rest[1..until];
        if inner.starts_with(['?', '!']) {
            return (Markup::Nothing, until + 1);
        }
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '-'));
        let (name, more) = inner.split_at(end.unwrap_or(inner.len()));
        let attributes = more.trim().trim_end_matches('/');
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && (attributes.is_empty() || attributes.contains('=')) {
            return (Markup::Tag { name, closes }, until + 1);
        }
        (Markup::Stray, 1)
    }

    fn step(&mut self, length: usize) -> &'a str {
        let text = self.text;
        let passed = &text[self.at..self.at + length];
        self.at += length;
        passed
    }

    /// Text up to the next `<`, or to the end.
    fn plain(&mut self) -> &'a str {
        let rest = &self.text.as_bytes()[self.at..];
        self.step(memchr(b'<', rest).unwrap_or(rest.len()))
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let (name, closes, line) = loop {
            self.plain();
            if self.at == self.text.len() {
                return None;
            }
            self.line += memchr_iter(b'\n', &self.text.as_bytes()[self.counted..self.at]).count() as u64;
            self.counted = self.at;
            let line = self.line;
            let (markup, length) = self.markup();
            self.step(length);
            if let Markup::Tag { name, closes } = markup {
                break (name, closes, line);
            }
        };
        let mut text = decoded(self.plain());
        while self.at < self.text.len() {
            let (markup, length) = self.markup();
            match markup {
                Markup::Tag { .. } => break,
                Markup::Data(data) => text.to_mut().push_str(data),
                Markup::Nothing => {}
                Markup::Stray => text.to_mut().push('<'),
            }
            self.step(length);
            text.to_mut().push_str(&decoded(self.plain()));
        }
        let cut = self.at == self.text.len() && !text.ends_with('\n');
        let is_upper = !name.bytes().any(|byte| byte.is_ascii_lowercase());
        let name = if is_upper { name.into() } else { name.to_ascii_uppercase().into() };
        // Its lines are joined by spaces; nearly every text is of one.
        let text = match text {
            Cow::Borrowed(text) if !text.trim().contains('\n') => text.trim().into(),
            Cow::Borrowed(_) | Cow::Owned(_) => {
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").into()
            }
        };
        Some(Tag { name, closes, text, line, cut })
    }
}

/// Text with its entities resolved; an `&` that begins none stays.
fn decoded(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((c, rest)) => {
                decoded.push(c);
                decoded.push_str(rest);
            }
            None => {
                decoded.push('&');
                decoded.push_str(part);
            }
        }
    }
    decoded.into()
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(u64, String, String)> {
        let name = |tag: &Tag<'_>| format!("{}{}", if tag.closes { "/" } else { "" }, tag.name);
        tags(text).map(|tag| (tag.line, name(&tag), tag.text.into_owned())).collect()
    }

    #[test]
    fn text_goes_up_to_the_next_real_tag() {
        for (text, expected) in [
            ("<NAME>K&L WINES <3 & MORE\n<MEMO>x", vec![(1, "NAME", "K&L WINES <3 & MORE"), (2, "MEMO", "x")]),
            ("<name>a &amp; b&#233;&#xe9;&nbsp;</name>", vec![(1, "NAME", "a & béé"), (1, "/NAME", "")]),
            ("<MEMO><![CDATA[a <b> & c]]>", vec![(1, "MEMO", "a <b> & c")]),
            ("<?xml v?>\n<!-- <NAME>no -->\n<A x=\"1\">y", vec![(3, "A", "y")]),
            ("<MEMO/>\n<NAME>two\n  lines", vec![(1, "MEMO", ""), (2, "NAME", "two lines")]),
            ("<NAME>open <BAR<MEMO>x <!-- y", vec![(1, "NAME", "open <BAR"), (1, "MEMO", "x <!-- y")]),
            ("text & <", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(l, n, t)| (l, n.to_owned(), t.to_owned())).collect();
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn a_file_that_ends_in_the_middle_says_so() {
        assert!(tags("<TRNAMT>-18").all(|tag| tag.cut));
        assert!(tags("<TRNAMT>-18\n").all(|tag| !tag.cut));
    }
}
