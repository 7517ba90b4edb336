//! XML read leniently into elements: prefixes do not count, and damage is told with its place while what is whole is kept.

use std::borrow::Cow;

use memchr::memchr2;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::limits::{Limit, Limits, count};
use crate::location::Problem;

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    /// Its name without prefix.
    pub(super) name: Cow<'a, str>,
    /// 1-based line on which it starts.
    pub(super) line: u64,
    /// Lines it covers.
    pub(super) lines: u64,
    /// The attributes `Ccy`, which amounts have.
    pub(super) currency: String,
    /// It is handed over whole.
    wanted: bool,
    text: Cow<'a, str>,
    inner: Vec<Node<'a>>,
}

impl Node<'_> {
    /// The first element at a path of names such as `BookgDt/Dt`.
    pub(super) fn at(&self, path: &str) -> Option<&Self> {
        let (name, rest) = first_of(path);
        let mut named = self.inner.iter().filter(|node| node.name == name);
        match rest {
            None => named.next(),
            Some(rest) => named.find_map(|node| node.at(rest)),
        }
    }

    /// Every element at a path of names.
    pub(super) fn all(&self, path: &str) -> Vec<&Self> {
        let (name, rest) = first_of(path);
        let named = self.inner.iter().filter(|node| node.name == name);
        match rest {
            None => named.collect(),
            Some(rest) => named.flat_map(|node| node.all(rest)).collect(),
        }
    }

    /// The first element of one of these names, however deep.
    pub(super) fn within(&self, names: &[&str]) -> Option<&Self> {
        self.inner.iter().find_map(|node| if names.contains(&&*node.name) { Some(node) } else { node.within(names) })
    }

    /// The text of the first of these paths that has any; line breaks in it are spaces.
    pub(super) fn text(&self, paths: &[&str]) -> Cow<'_, str> {
        paths.iter().find_map(|path| self.text_at(path)).unwrap_or_default()
    }

    /// The first text that there is at a path of names.
    fn text_at(&self, path: &str) -> Option<Cow<'_, str>> {
        let (name, rest) = first_of(path);
        let mut named = self.inner.iter().filter(|node| node.name == name);
        match rest {
            None => named.map(Self::own_text).find(|text| !text.is_empty()),
            Some(rest) => named.find_map(|node| node.text_at(rest)),
        }
    }

    /// The element's own text; line breaks in it are spaces.
    pub(super) fn own_text(&self) -> Cow<'_, str> {
        if memchr2(b'\n', b'\r', self.text.as_bytes()).is_none() {
            return self.text.trim().into();
        }
        let lines = self.text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
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
    fn ended(&mut self, node: &Node<'_>);
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
    let (mut open, mut damaged): (Vec<Node<'_>>, Option<u64>) = (Vec::new(), None);
    let (mut line, mut counted) = (1, 0);
    let mut inside = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let event = reader.read_event();
        if !matches!(event, Ok(Event::Text(_))) {
            line += count(b'\n', &text.as_bytes()[counted.min(at)..at]) as u64;
            counted = at;
        }
        match event {
            Ok(Event::Start(tag)) => {
                let name = borrowed(text, at, &tag);
                let node =
                    Node { wanted: visitor.wants(&name), name, line, currency: currency(&tag), ..Node::default() };
                // An element of its own kind inside it: the end of the one before is lost.
                if node.wanted && open.iter().any(|outer| outer.name == node.name) {
                    damaged = damaged.or(Some(line));
                    close(&mut open, &node.name, line, visitor);
                }
                visitor.opened(&node.name, line);
                inside = if node.wanted { 0 } else { inside + 1 };
                open.push(node);
                let over = [
                    (open.len() > limits.markup.depth, Limit::Depth),
                    (inside > limits.markup.elements, Limit::Elements),
                ];
                if let Some((_, limit)) = over.into_iter().find(|(over, _)| *over) {
                    return Err(limits.over(limit).at_line(line));
                }
            }
            Ok(Event::End(tag)) => {
                let name = tag.local_name();
                let name: &str = name.as_ref();
                if open.last().is_none_or(|node| node.name != name) {
                    damaged = damaged.or(Some(line));
                }
                close(&mut open, name, line, visitor);
            }
            Ok(Event::Text(inner)) => push(&mut open, inner.xml10_content()),
            Ok(Event::CData(inner)) => push(&mut open, inner.xml10_content()),
            Ok(Event::GeneralRef(entity)) => push(&mut open, resolved(&entity).into()),
            Ok(Event::Eof) => break,
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(_) => {
                damaged = damaged.or(Some(line));
                break;
            }
        }
    }
    // What was never ended may lack half of its text: it is not handed over, only named.
    let cut = open.iter().find(|node| node.wanted).or(open.first()).map(|node| node.line);
    damaged.or(cut).map_or(Ok(()), |line| Err(Problem::new("damaged-file").at_line(line)))
}

/// Ends the innermost open element of this name, and with it those inside that were not ended.
fn close(open: &mut Vec<Node<'_>>, name: &str, line: u64, visitor: &mut impl Visitor) {
    let Some(depth) = open.iter().rposition(|node| node.name == name) else { return };
    while open.len() > depth {
        let Some(mut node) = open.pop() else { return };
        node.lines = line.saturating_sub(node.line) + 1;
        if node.wanted {
            visitor.ended(&node);
        } else if let Some(outer) = open.last_mut() {
            outer.inner.push(node);
        }
    }
}

fn push<'a>(open: &mut [Node<'a>], text: Cow<'a, str>) {
    if let Some(node) = open.last_mut() {
        if node.text.is_empty() {
            node.text = text;
        } else {
            node.text.to_mut().push_str(&text);
        }
    }
}

/// The name of the tag that begins here, without its prefix.
fn borrowed<'a>(text: &'a str, at: usize, tag: &BytesStart<'_>) -> Cow<'a, str> {
    let (name, local) = (tag.name(), tag.local_name());
    let end = at + 1 + name.as_ref().len();
    let found = text.get(end.saturating_sub(local.as_ref().len())..end);
    found.filter(|found| *found == local.as_ref()).map_or_else(|| local.as_ref().to_owned().into(), Cow::Borrowed)
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
