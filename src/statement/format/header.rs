//! Names of columns: how a layout writes them and how they are found in a header.

use std::borrow::Cow;

use regex::Regex;

use super::schema::ColumnRef;
use crate::location::Problem;
use crate::text::{nfkc, trim};

/// One cell of a header, as a layout describes it.
#[derive(Debug, Clone)]
pub struct HeaderCell {
    /// May be missing.
    pub optional: bool,
    /// Stands for any further cells; the last of its header.
    pub rest: bool,
    alternatives: Vec<CellName>,
}

#[derive(Debug, Clone)]
enum CellName {
    Literal(String),
    Pattern(Regex),
}

impl HeaderCell {
    /// Reads `Name`, `A | B`, `{n}月支払金額`, `[Memo]` or `…`.
    ///
    /// # Errors
    /// `bad-pattern`, never for text without `{n}`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let rest = text == "…";
        let alternatives = if rest { Vec::new() } else { names(inner.unwrap_or(text))? };
        Ok(Self { optional: inner.is_some() || rest, rest, alternatives })
    }

    /// Whether cells may hold this one, told of each name whether one of them may be it; always where it may be missing.
    pub(in crate::statement) fn may_be_among(&self, may_be: impl Fn(&str) -> bool) -> bool {
        let named = |name: &CellName| match name {
            CellName::Literal(name) => may_be(name),
            CellName::Pattern(_) => true,
        };
        self.optional || self.alternatives.iter().any(named)
    }

    /// Whether a normalised header cell is this one. An empty cell is only ever an empty one.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        self.alternatives.iter().any(|name| name.is(cell))
    }
}

impl CellName {
    fn is(&self, cell: &str) -> bool {
        match self {
            Self::Literal(name) => name == cell,
            Self::Pattern(pattern) => pattern.is_match(cell),
        }
    }
}

fn names(text: &str) -> Result<Vec<CellName>, Problem> {
    text.split(" | ")
        .map(|name| {
            let name = header_key(name);
            if name.contains("{n}") {
                let pattern = format!("^{}$", regex::escape(&name).replace("\\{n\\}", "\\d+"));
                compile(&pattern).map(CellName::Pattern)
            } else {
                Ok(CellName::Literal(name.into_owned()))
            }
        })
        .collect()
}

/// A header cell as it is compared: trimmed and folded.
#[must_use]
pub fn header_key(cell: &str) -> Cow<'_, str> {
    let cell = trim(cell);
    if cell.is_ascii() { cell.into() } else { nfkc(cell).trim().to_owned().into() }
}

/// Compiles a pattern of a data file, with a bound on its size. Its `\d` are the ten digits that folded text has: those of
/// every script take ten times as long to compile, for each file that is held against hundreds of layouts.
///
/// # Errors
/// `bad-pattern` with the pattern and the cause.
pub fn compile(pattern: &str) -> Result<Regex, Problem> {
    regex::RegexBuilder::new(&with_plain_digits(pattern))
        .size_limit(1 << 20)
        .build()
        .map_err(|e| Problem::new("bad-pattern").with("pattern", pattern).with("cause", e))
}

fn with_plain_digits(pattern: &str) -> String {
    let mut plain = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut escaped = after.chars();
        match escaped.next() {
            // A class may stand in a class.
            Some('d') => plain.push_str("[0-9]"),
            escaped => plain.extend(std::iter::once('\\').chain(escaped)),
        }
        rest = escaped.as_str();
    }
    plain + rest
}

/// The position that a column has in a file with this header: `None` when the header lacks it.
///
/// # Errors
/// `bad-pattern` as for header cells.
pub fn position(column: &ColumnRef, header: &[String]) -> Result<Option<i64>, Problem> {
    let name = match column {
        ColumnRef::At(at) => return Ok(Some(*at)),
        ColumnRef::Named(name) => name,
    };
    let (name, nth) = match name.rsplit_once('#') {
        Some((name, nth)) if !nth.is_empty() && nth.bytes().all(|b| b.is_ascii_digit()) => {
            (name, nth.parse::<usize>().unwrap_or(1))
        }
        _ => (name.as_str(), 1),
    };
    for alternative in names(name)? {
        let found = header.iter().enumerate().filter(|(_, cell)| alternative.is(cell)).nth(nth.saturating_sub(1));
        if let Some((at, _)) = found {
            return Ok(i64::try_from(at).ok());
        }
    }
    Ok(None)
}

/// A `when` or `where` key as a column: a whole number is a position, all else a name.
#[must_use]
pub fn key_column(key: &str) -> ColumnRef {
    key.parse().map_or_else(|_| ColumnRef::Named(key.to_owned()), ColumnRef::At)
}

#[cfg(test)]
mod tests {
    use super::{compile, with_plain_digits};

    #[test]
    fn digits_are_the_ten_of_folded_text() {
        for (pattern, plain) in [
            (r"^\d{4}-\d\d$", "^[0-9]{4}-[0-9][0-9]$"),
            (r"[\d,]+\\d\.", r"[[0-9],]+\\d\."),
            (r"[^\d]\D\\", r"[^[0-9]]\D\\"),
            ("残高", "残高"),
        ] {
            assert_eq!(with_plain_digits(pattern), plain);
            compile(pattern).unwrap_or_else(|problem| panic!("{problem}"));
        }
        let pattern = compile(r"^[\d,]+\\d$").unwrap();
        assert!(pattern.is_match(r"1,200\d") && !pattern.is_match("1,200"));
    }
}
