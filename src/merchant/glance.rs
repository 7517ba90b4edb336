//! What a glance at a text tells of a pattern: without looking for it, whether a text can match at all.

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Some bytes, one at least, that stand at one end of a text.
pub(super) type Literal = Vec<u8>;

/// What a glance at a text tells of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Glance {
    /// A text that matches begins with one of these.
    Begins(Vec<Literal>),
    /// It ends with one of these.
    Ends(Vec<Literal>),
    /// It has this somewhere.
    Has(String),
    /// Nothing.
    Nothing,
}

/// So much of either end is looked at.
const GLANCE: usize = 4;

/// More different bytes than digits at an end.
const BROAD: usize = 10;

/// What nearly every text has.
const COMMON: [&str; 3] = [" ", "-", "."];

impl Glance {
    /// That of a pattern; whether it is looked for at the beginning of a text alone.
    pub(super) fn of(pattern: &Hir, at_beginning: bool) -> Self {
        let properties = pattern.properties();
        let at_end = properties.look_set_suffix().contains(Look::End);
        let begins = || literals(pattern, ExtractKind::Prefix).filter(|_| at_beginning).map(Self::Begins);
        let ends = || literals(pattern, ExtractKind::Suffix).filter(|_| at_end).map(Self::Ends);
        let has = || needed(pattern).filter(|text| !COMMON.contains(text)).map(|text| Self::Has(text.to_owned()));
        begins().or_else(ends).or_else(has).unwrap_or(Self::Nothing)
    }

    /// Whether it tells little: of many a byte alone is enough.
    pub(super) fn is_broad(&self) -> bool {
        match self {
            Self::Begins(literals) | Self::Ends(literals) => {
                literals.iter().filter(|text| text.len() == 1).count() > BROAD
            }
            Self::Has(_) => false,
            Self::Nothing => true,
        }
    }
}

/// What every match begins or ends with; `None` where that may be anything.
fn literals(pattern: &Hir, kind: ExtractKind) -> Option<Vec<Literal>> {
    let mut extractor = Extractor::new();
    extractor.limit_class(40).limit_literal_len(GLANCE).limit_total(600).kind(kind);
    let found = extractor.extract(pattern);
    let mut literals: Vec<Literal> = found.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    literals.sort_unstable();
    literals.dedup();
    (!literals.iter().any(Vec::is_empty)).then_some(literals)
}

/// The longest text that every match has.
fn needed(pattern: &Hir) -> Option<&str> {
    match pattern.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok(),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|text| text.len()),
        HirKind::Repetition(_) | HirKind::Alternation(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => {
            None
        }
    }
}

/// Kinds of characters, one bit each: digits, what is beyond ASCII, and each of the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kinds(u8);

/// What many patterns look for and few lines have.
const MARKS: &[u8] = b"*/.";

impl Kinds {
    const NONE: Self = Self(0);
    const DIGIT: Self = Self(1);
    const WIDE: Self = Self(2);

    fn of_byte(byte: u8) -> Self {
        match MARKS.iter().position(|mark| *mark == byte) {
            Some(at) => Self(4 << at),
            None if byte.is_ascii_digit() => Self::DIGIT,
            None if !byte.is_ascii() => Self::WIDE,
            None => Self::NONE,
        }
    }

    /// Those that a text has.
    pub(super) fn of(text: &[u8]) -> Self {
        text.iter().fold(Self::NONE, |kinds, byte| Self(kinds.0 | Self::of_byte(*byte).0))
    }

    /// Those that every match of a pattern has.
    pub(super) fn needed(pattern: &Hir) -> Self {
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
            HirKind::Concat(parts) => parts.iter().fold(Self::NONE, |kinds, part| Self(kinds.0 | Self::needed(part).0)),
            HirKind::Alternation(parts) => {
                parts.iter().fold(Self(u8::MAX), |kinds, part| Self(kinds.0 & Self::needed(part).0))
            }
            HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => Self::NONE,
        }
    }

    /// Whether a text of these may have a match that needs those.
    pub(super) fn cover(self, needs: Self) -> bool {
        self.0 & needs.0 == needs.0
    }
}
