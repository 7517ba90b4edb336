//! What a glance at a text tells of patterns: without looking for them, which of them it can match at all.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use foldhash::HashMap;
use memchr::memmem;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// So much of either end is looked at.
const GLANCE: usize = 4;

/// Shorter parts are in too many texts.
const SHORTEST: usize = 2;

/// So many parts at most tell of one pattern.
const MOST: usize = 40;

/// What a text must have for a pattern to match it: some kinds of characters, and of each list that is not empty one of
/// its texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glance {
    kinds: Signs,
    /// At its begin.
    begins: Vec<Literal>,
    /// At its end.
    ends: Vec<Literal>,
    /// Somewhere.
    has: Vec<Literal>,
}

type Literal = Vec<u8>;

/// Signs of a text that a glance finds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signs(u8);

/// What many patterns look for and few lines have.
const MARKS: &[u8] = b"*/.";

impl Signs {
    const NONE: Self = Self(0);
    const DIGIT: Self = Self(1);
    /// What is beyond ASCII.
    const WIDE: Self = Self(2);
    /// The first of the marks.
    const MARK: Self = Self(4);
    const BEGINS: Self = Self(32);
    const ENDS: Self = Self(64);
    const HAS: Self = Self(128);
    /// What texts of a list tell.
    const TEXTS: Self = Self(Self::BEGINS.0 | Self::ENDS.0 | Self::HAS.0);

    fn of_these(self, some: Self) -> Self {
        Self(self.0 & some.0)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a text with these signs may match a pattern that needs those.
    fn cover(self, needs: Self) -> bool {
        self.0 & needs.0 == needs.0
    }

    fn of_byte(byte: u8) -> Self {
        match MARKS.iter().position(|mark| *mark == byte) {
            Some(at) => Self(Self::MARK.0 << at),
            None if byte.is_ascii_digit() => Self::DIGIT,
            None if !byte.is_ascii() => Self::WIDE,
            None => Self::NONE,
        }
    }

    /// The kinds of characters that a text has.
    fn of(text: &[u8]) -> Self {
        text.iter().fold(Self::NONE, |signs, byte| signs.and(Self::of_byte(*byte)))
    }

    /// The kinds of characters that every match of a pattern has.
    fn needed(pattern: &Hir) -> Self {
        match pattern.kind() {
            HirKind::Literal(literal) => Self::of(&literal.0),
            HirKind::Class(Class::Unicode(class)) => {
                let lie =
                    |within: fn(char) -> bool| class.ranges().iter().all(|r| within(r.start()) && within(r.end()));
                if lie(|end| end.is_ascii_digit()) {
                    Self::DIGIT
                } else if lie(|end| !end.is_ascii()) {
                    Self::WIDE
                } else {
                    Self::NONE
                }
            }
            HirKind::Capture(capture) => Self::needed(&capture.sub),
            HirKind::Repetition(repeated) if repeated.min > 0 => Self::needed(&repeated.sub),
            HirKind::Concat(parts) => parts.iter().fold(Self::NONE, |signs, part| signs.and(Self::needed(part))),
            HirKind::Alternation(parts) => {
                let common = parts.iter().map(Self::needed).reduce(Self::of_these);
                common.unwrap_or(Self::NONE)
            }
            HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => Self::NONE,
        }
    }
}

impl Glance {
    /// That of a pattern; whether it is looked for at the beginning of a text alone.
    pub(super) fn of(pattern: &Hir, at_beginning: bool) -> Self {
        let at_end = pattern.properties().look_set_suffix().contains(Look::End);
        let at = |end: bool, kind: ExtractKind| if end { literals(pattern, kind) } else { Vec::new() };
        let begins = at(at_beginning, ExtractKind::Prefix);
        // What a text begins with tells enough.
        let has = parts(pattern).filter(|parts| begins.is_empty() && shortest(parts) >= SHORTEST);
        let has = has.map(without_longer).unwrap_or_default();
        Self { kinds: Signs::needed(pattern), begins, ends: at(at_end, ExtractKind::Suffix), has }
    }

    /// What a text must have.
    pub(super) fn needs(&self) -> Signs {
        let told = [(&self.begins, Signs::BEGINS), (&self.ends, Signs::ENDS), (&self.has, Signs::HAS)];
        told.into_iter().filter(|(texts, _)| !texts.is_empty()).fold(self.kinds, |needs, (_, sign)| needs.and(sign))
    }
}

/// What every match begins or ends with; none where that may be anything.
fn literals(pattern: &Hir, kind: ExtractKind) -> Vec<Literal> {
    let mut extractor = Extractor::new();
    extractor.limit_class(40).limit_literal_len(GLANCE).limit_total(600).kind(kind);
    let found = extractor.extract(pattern);
    let mut literals: Vec<Literal> =
        found.literals().into_iter().flatten().map(|literal| literal.as_bytes().to_vec()).collect();
    literals.sort_unstable();
    literals.dedup();
    if literals.iter().any(Vec::is_empty) { Vec::new() } else { literals }
}

/// Texts of which every match has one: the longest ones, and the fewest of these.
fn parts(pattern: &Hir) -> Option<Vec<Literal>> {
    match pattern.kind() {
        HirKind::Literal(literal) => Some(vec![literal.0.to_vec()]),
        HirKind::Capture(capture) => parts(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => {
            let times = usize::try_from(repeated.min).map_or(GLANCE, |min| min.min(GLANCE));
            let is_text = matches!(repeated.sub.kind(), HirKind::Literal(_));
            let of_text = |text: Literal| text.repeat(if is_text { times } else { 1 });
            parts(&repeated.sub).map(|parts| parts.into_iter().map(of_text).collect())
        }
        HirKind::Concat(all) => {
            let found = all.iter().filter_map(parts);
            found.max_by_key(|parts| (shortest(parts), Reverse(parts.len())))
        }
        HirKind::Alternation(all) => {
            let found: Option<Vec<Vec<Literal>>> = all.iter().map(parts).collect();
            found.map(|parts| parts.concat()).filter(|parts| parts.len() <= MOST)
        }
        HirKind::Class(_) | HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// A text that has another of these in it tells no more than that one.
fn without_longer(mut parts: Vec<Literal>) -> Vec<Literal> {
    parts.sort_by_key(Vec::len);
    let mut kept: Vec<Literal> = Vec::new();
    for part in parts {
        if !kept.iter().any(|shorter| memmem::find(&part, shorter).is_some()) {
            kept.push(part);
        }
    }
    kept
}

fn shortest(parts: &[Literal]) -> usize {
    parts.iter().map(Vec::len).min().unwrap_or_default()
}

/// What a glance tells of many patterns at once.
#[derive(Debug)]
pub(super) struct Glances {
    /// Of each pattern.
    needs: Vec<Signs>,
    /// Those that need no text, in order.
    always: Vec<usize>,
    begins: Told,
    ends: Told,
    /// Finds the parts.
    finder: Option<AhoCorasick>,
    /// The patterns that each of them tells of.
    has: Vec<Vec<usize>>,
}

impl Glances {
    /// Those of patterns in order.
    pub(super) fn of(all: &[&Glance]) -> Self {
        let mut parts: BTreeMap<&Literal, Vec<usize>> = BTreeMap::new();
        for (at, glance) in all.iter().enumerate() {
            for part in &glance.has {
                parts.entry(part).or_default().push(at);
            }
        }
        let finder = AhoCorasick::new(parts.keys()).ok();
        // Parts that are too many to be looked for tell nothing.
        let known = Signs(if finder.is_some() { u8::MAX } else { !Signs::HAS.0 });
        let needs: Vec<Signs> = all.iter().map(|glance| glance.needs().of_these(known)).collect();
        Self {
            always: (0..needs.len()).filter(|at| needs[*at].of_these(Signs::TEXTS) == Signs::NONE).collect(),
            needs,
            begins: Told::of(all.iter().map(|glance| glance.begins.as_slice())),
            ends: Told::of(all.iter().map(|glance| glance.ends.as_slice())),
            finder,
            has: parts.into_values().collect(),
        }
    }

    /// The places of the patterns that a text may match, ascending.
    pub(super) fn of_text(&self, text: &str) -> Vec<usize> {
        let text = text.as_bytes();
        let kinds = Signs::of(text);
        let mut signs = vec![kinds; self.needs.len()];
        let mut found = self.always.clone();
        let mut tell = |patterns: &[usize], sign: Signs| {
            for at in patterns {
                if signs[*at] == kinds {
                    found.push(*at);
                }
                signs[*at] = signs[*at].and(sign);
            }
        };
        for length in 1..=GLANCE.min(text.len()) {
            tell(self.begins.by(&text[..length]), Signs::BEGINS);
            tell(self.ends.by(&text[text.len() - length..]), Signs::ENDS);
        }
        for part in self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(text)) {
            tell(&self.has[part.pattern().as_usize()], Signs::HAS);
        }
        found.retain(|at| signs[*at].cover(self.needs[*at]));
        found.sort_unstable();
        found
    }
}

/// The patterns that each of some short texts tells of.
#[derive(Debug)]
struct Told {
    /// Where in the list those of a text stand.
    places: HashMap<u32, Range<usize>>,
    patterns: Vec<usize>,
}

impl Told {
    /// By the texts of each pattern, in order.
    fn of<'a>(texts: impl Iterator<Item = &'a [Literal]>) -> Self {
        let numbered = texts.enumerate().flat_map(|(at, texts)| texts.iter().map(move |text| (filled(text), at)));
        let mut all: Vec<(u32, usize)> = numbered.collect();
        all.sort_unstable();
        let (mut places, mut from) = (HashMap::default(), 0);
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            places.insert(same[0].0, from..from + same.len());
            from += same.len();
        }
        Self { places, patterns: all.into_iter().map(|(_, at)| at).collect() }
    }

    fn by(&self, text: &[u8]) -> &[usize] {
        self.places.get(&filled(text)).map_or(&[], |place| &self.patterns[place.clone()])
    }
}

/// A text of so many bytes at most, filled up with noughts, as a number.
fn filled(text: &[u8]) -> u32 {
    let mut filled = [0; GLANCE];
    filled[..text.len()].copy_from_slice(text);
    u32::from_le_bytes(filled)
}
