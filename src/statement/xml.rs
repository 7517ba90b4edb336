//! XML read leniently into elements: prefixes do not count, and damage is told with its place while what is whole is kept.

use std::borrow::Cow;
use std::iter::Peekable;

use memchr::{Memchr, memchr_iter, memchr2};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::limits::{Limit, Limits};
use crate::location::Problem;

/// An element as it stands in the text.
#[derive(Debug)]
struct Element<'a> {
    /// Its name without prefix.
    name: Cow<'a, str>,
    /// 1-based line on which it starts.
    line: u64,
    /// Lines it covers.
    lines: u64,
    /// The attribute `Ccy`, which amounts have.
    currency: String,
    text: Cow<'a, str>,
    /// It is handed over whole.
    wanted: bool,
    /// How many elements it is, with itself and all that stand in it.
    size: usize,
}

/// An element with what stands in it: the elements from its begin to its end, in their order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a>(&'a [Element<'a>]);

impl<'a> Node<'a> {
    /// Its name without prefix.
    pub(super) fn name(self) -> &'a str {
        &self.0[0].name
    }

    /// 1-based line on which it starts, and how many lines it covers.
    pub(super) fn lines(self) -> (u64, u64) {
        (self.0[0].line, self.0[0].lines)
    }

    /// The attribute `Ccy`, which amounts have; empty where there is none.
    pub(super) fn currency(self) -> &'a str {
        &self.0[0].currency
    }

    /// The elements that stand in it, not those deeper.
    fn inner(self) -> impl Iterator<Item = Self> {
        let mut rest = &self.0[1..];
        std::iter::from_fn(move || {
            let (node, others) = rest.split_at(rest.first()?.size);
            rest = others;
            Some(Self(node))
        })
    }

    /// Those that have this name.
    fn named(self, name: &str) -> impl Iterator<Item = Self> {
        self.inner().filter(move |node| node.name() == name)
    }

    /// The first element at a path of names such as `BookgDt/Dt`.
    pub(super) fn at(self, path: &str) -> Option<Self> {
        let (name, rest) = first_of(path);
        let mut named = self.named(name);
        match rest {
            None => named.next(),
            Some(rest) => named.find_map(|node| node.at(rest)),
        }
    }

    /// Every element at a path of names.
    pub(super) fn all(self, path: &str) -> Vec<Self> {
        let (name, rest) = first_of(path);
        match rest {
            None => self.named(name).collect(),
            Some(rest) => self.named(name).flat_map(|node| node.all(rest)).collect(),
        }
    }

    /// The first element of one of these names, however deep.
    pub(super) fn within(self, names: &[&str]) -> Option<Self> {
        let found = self.0.iter().skip(1).position(|element| names.contains(&&*element.name))? + 1;
        Some(Self(&self.0[found..found + self.0[found].size]))
    }

    /// The text of the first of these paths that has any; line breaks in it are spaces.
    pub(super) fn text(self, paths: &[&str]) -> Cow<'a, str> {
        paths.iter().find_map(|path| self.text_at(path)).unwrap_or_default()
    }

    /// The first text that there is at a path of names.
    fn text_at(self, path: &str) -> Option<Cow<'a, str>> {
        let (name, rest) = first_of(path);
        let mut named = self.named(name);
        match rest {
            None => named.map(Self::own_text).find(|text| !text.is_empty()),
            Some(rest) => named.find_map(|node| node.text_at(rest)),
        }
    }

    /// The element's own text; line breaks in it are spaces.
    pub(super) fn own_text(self) -> Cow<'a, str> {
        let text = &*self.0[0].text;
        if memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
            return text.trim().into();
        }
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ").into()
    }
}

/// The first name of a path, and the others.
fn first_of(path: &str) -> (&str, Option<&str>) {
    let end = path.bytes().position(|byte| byte == b'/');
    end.map_or((path, None), |end| (&path[..end], Some(&path[end + 1..])))
}

/// What is made of elements as they open and end.
pub(super) trait Visitor {
    /// Whether elements of this name are handed over whole, and not kept in those around them.
    fn wants(&self, name: &str) -> bool;
    /// An element begins.
    fn opened(&mut self, name: &str, line: u64);
    /// An element that is wanted has ended.
    fn ended(&mut self, node: Node<'_>);
}

/// Walks through a text.
///
/// # Errors
/// `damaged-file` with the line of the first damage: tags that do not match, or an end in the middle; `over-limit` where
/// elements lie too deep or too many in one. All that is whole before has been handed over.
pub(super) fn walk(text: &str, limits: &Limits, visitor: &mut impl Visitor) -> Result<(), Problem> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let (mut open, mut damaged) = (Open::default(), None);
    let (mut lines, mut inside) = (Lines::of(text), 0);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let event = reader.read_event();
        let line = lines.line(at);
        match event {
            Ok(Event::Start(tag)) => {
                let name = borrowed(text, at, &tag);
                let wanted = visitor.wants(&name);
                // An element of its own kind inside it: the end of the one before is lost.
                if wanted && open.innermost(&name).is_some() {
                    damaged = damaged.or(Some(line));
                    open.close(&name, line, visitor);
                }
                visitor.opened(&name, line);
                inside = if wanted { 0 } else { inside + 1 };
                open.push(Element {
                    name,
                    line,
                    lines: 0,
                    currency: currency(&tag),
                    text: Cow::default(),
                    wanted,
                    size: 1,
                });
                let over = [
                    (open.path.len() > limits.markup.depth, Limit::Depth),
                    (inside > limits.markup.elements, Limit::Elements),
                ];
                if let Some((_, limit)) = over.into_iter().find(|(over, _)| *over) {
                    return Err(limits.over(limit).at_line(line));
                }
            }
            Ok(Event::End(tag)) => {
                if !open.close(local(tag.name().as_ref()), line, visitor) {
                    damaged = damaged.or(Some(line));
                }
            }
            Ok(Event::Text(inner)) => open.write(inner.xml10_content()),
            Ok(Event::CData(inner)) => open.write(inner.xml10_content()),
            Ok(Event::GeneralRef(entity)) => open.write(resolved(&entity).into()),
            Ok(Event::Eof) => break,
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(_) => {
                damaged = damaged.or(Some(line));
                break;
            }
        }
    }
    // What was never ended may lack half of its text: it is not handed over, only named.
    let cut = open.elements().find(|element| element.wanted).or(open.elements().next()).map(|element| element.line);
    damaged.or(cut).map_or(Ok(()), |line| Err(Problem::new("damaged-file").at_line(line)))
}

/// Which line a place of a text is on, asked from its begin towards its end.
struct Lines<'a> {
    breaks: Peekable<Memchr<'a>>,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { breaks: memchr_iter(b'\n', text.as_bytes()).peekable(), line: 1 }
    }

    /// The line of this place, 1-based.
    fn line(&mut self, at: usize) -> u64 {
        while self.breaks.next_if(|end| *end < at).is_some() {
            self.line += 1;
        }
        self.line
    }
}

/// The elements that were not handed over yet, and which of them have not ended, from the outermost inwards.
#[derive(Default)]
struct Open<'a> {
    all: Vec<Element<'a>>,
    path: Vec<usize>,
}

impl<'a> Open<'a> {
    /// Those that have not ended, the outermost first.
    fn elements(&self) -> impl DoubleEndedIterator<Item = &Element<'a>> + ExactSizeIterator {
        self.path.iter().map(|at| &self.all[*at])
    }

    /// How many lie around the innermost one of this name.
    fn innermost(&self, name: &str) -> Option<usize> {
        self.elements().rposition(|element| element.name == name)
    }

    fn push(&mut self, element: Element<'a>) {
        self.path.push(self.all.len());
        self.all.push(element);
    }

    fn write(&mut self, text: Cow<'a, str>) {
        let Some(at) = self.path.last() else { return };
        let own = &mut self.all[*at].text;
        if own.is_empty() {
            *own = text;
        } else {
            own.to_mut().push_str(&text);
        }
    }

    /// Ends the innermost element of this name, and with it those inside that were not ended. Whether it was the innermost
    /// of all.
    fn close(&mut self, name: &str, line: u64, visitor: &mut impl Visitor) -> bool {
        let Some(depth) = self.innermost(name) else { return false };
        let is_last = depth + 1 == self.path.len();
        for at in self.path.drain(depth..).rev() {
            let size = self.all.len() - at;
            let element = &mut self.all[at];
            (element.size, element.lines) = (size, line.saturating_sub(element.line) + 1);
            if element.wanted {
                visitor.ended(Node(&self.all[at..]));
                self.all.truncate(at);
            }
        }
        is_last
    }
}

/// The name of the tag that begins here, without its prefix.
fn borrowed<'a>(text: &'a str, at: usize, tag: &BytesStart<'_>) -> Cow<'a, str> {
    let name = tag.name();
    let name: &str = name.as_ref();
    let found = text.get(at + 1..at + 1 + name.len()).filter(|found| *found == name);
    found.map_or_else(|| local(name).to_owned().into(), |found| local(found).into())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.bytes().rposition(|byte| byte == b':').map_or(name, |at| &name[at + 1..])
}

fn currency(tag: &BytesStart<'_>) -> String {
    if tag.attributes_raw().trim_end().is_empty() {
        return String::new();
    }
    let mut attributes = tag.attributes();
    let named = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == "Ccy");
    named.map(|attribute| attribute.value.trim().to_owned()).unwrap_or_default()
}

/// The character that an entity stands for; one that XML does not know stays as it is written.
fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    let name = entity.xml10_content();
    match name.as_ref() {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}
