//! The claims that the program ships (`rules/`, embedded whole) and the user's own layers over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use include_dir::{Dir, DirEntry, File, include_dir};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};

use crate::location::Problem;

/// How well a claim is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// First-hand: a real file, an issuer's or a company's own words; or several agree.
    High,
    /// Second-hand, described, or commonly known.
    Medium,
    /// One voice, or not verified.
    Low,
}

impl Confidence {
    /// The word used in data files and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// What the TOML files among them say, as JSON (`build.rs`).
static EMBEDDED_DATA: Dir<'_> = include_dir!("$OUT_DIR/rules");

/// The ending of a template.
const TEMPLATE: &str = ".jinja";

/// Data files by path relative to `rules/`, such as `formats/chase-card.toml`, in order of path.
#[derive(Debug, Clone)]
pub struct Catalogue {
    files: BTreeMap<Cow<'static, str>, Held>,
}

/// A data file: the program's own, or one of the user's layers.
#[derive(Debug, Clone)]
enum Held {
    Shipped(Shipped),
    Own { text: String, path: PathBuf },
}

/// A file of the program's own, and what it says as JSON. Neither is looked at before it is asked for.
#[derive(Debug, Clone, Copy)]
struct Shipped {
    file: &'static File<'static>,
    data: Option<&'static File<'static>>,
}

impl Shipped {
    fn text(self) -> &'static str {
        self.file.contents_utf8().unwrap_or_default()
    }
}

/// A data file in TOML. Of a shipped one the same data is there as JSON, which is read many times faster.
#[derive(Debug, Clone, Copy)]
pub struct DataFile<'a>(Source<'a>);

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Shipped(Shipped),
    Text(&'a str),
}

impl<'a> DataFile<'a> {
    /// As it is written.
    #[must_use]
    pub fn text(self) -> &'a str {
        match self.0 {
            Source::Shipped(shipped) => shipped.text(),
            Source::Text(text) => text,
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// When it is no TOML of this shape.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, toml::de::Error> {
        match self.0 {
            Source::Shipped(Shipped { data: Some(data), .. }) => {
                serde_json::from_slice(data.contents()).map_err(toml::de::Error::custom)
            }
            Source::Shipped(_) | Source::Text(_) => toml::from_str(self.text()),
        }
    }

    /// It is as the program ships it, and what can be wrong with it was looked for by a test.
    #[must_use]
    pub fn is_shipped(self) -> bool {
        matches!(self.0, Source::Shipped(Shipped { data: Some(_), .. }))
    }
}

impl<'a> From<&'a str> for DataFile<'a> {
    fn from(text: &'a str) -> Self {
        Self(Source::Text(text))
    }
}

impl<'a> From<&'a String> for DataFile<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl Held {
    fn file(&self) -> DataFile<'_> {
        match self {
            Self::Shipped(shipped) => DataFile(Source::Shipped(*shipped)),
            Self::Own { text, .. } => text.into(),
        }
    }
}

/// A data file whose text is no TOML of the expected shape: `bad-data-file` with the cause and the line.
#[must_use]
pub fn misshapen(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let problem = Problem::new("bad-data-file").with("cause", error.message()).in_file(file);
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => problem.at_line(before.split('\n').count() as u64),
        None => problem,
    }
}

/// Reads a day of a data file, as TOML has it or as text.
///
/// # Errors
/// When it is not written as `2017-06-22`, or lies in none of [`YEARS`].
pub fn day<'de, D: Deserializer<'de>>(value: D) -> Result<NaiveDate, D::Error> {
    let value = toml::Value::deserialize(value)?;
    let text = value.as_datetime().map(ToString::to_string).or_else(|| value.as_str().map(str::to_owned));
    text.as_deref()
        .and_then(plain_day)
        .ok_or_else(|| D::Error::custom(format!("expected a day such as 2017-06-22, found {value}")))
}

/// The years that days of statements, breaches and answers lie in, both included: any other is a slip, such as 0026.
pub const YEARS: RangeInclusive<i32> = 1970..=2100;

/// Reads `2017-06-22`, in one of [`YEARS`].
#[must_use]
pub fn typed_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| YEARS.contains(&day.year()))
}

/// Reads `2017-06-22`, in one of [`YEARS`], and nothing looser.
#[must_use]
pub fn plain_day(text: &str) -> Option<NaiveDate> {
    typed_day(text).filter(|day| day.to_string() == text)
}

/// The value of a cell, made when first asked for.
///
/// # Errors
/// As what makes it; then the cell stays empty.
pub fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, Problem>) -> Result<&T, Problem> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}

impl Catalogue {
    /// The files that the program ships. Only TOML files and templates of letters count.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect(&EMBEDDED, &mut |path, file| {
            files.insert(path, Held::Shipped(Shipped { file, data: None }));
        });
        collect(&EMBEDDED_DATA, &mut |path, json| {
            if let Some(Held::Shipped(shipped)) = files.get_mut(&path) {
                shipped.data = Some(json);
            }
        });
        Self { files }
    }

    /// Lays the TOML files and templates of a user's folder over the shipped ones: a file of the same path takes its place.
    ///
    /// # Errors
    /// `unreadable-file` when the folder or a file in it cannot be read as UTF-8, or is larger than any such file;
    /// `bad-data-file` for one with characters that a screen obeys; `linked-folder` for a link that leads out of the folder, or to a folder.
    pub fn layer(mut self, folder: &Path) -> Result<Self, Problem> {
        self.add_folder(folder, folder, "")?;
        Ok(self)
    }

    fn add_folder(&mut self, top: &Path, folder: &Path, prefix: &str) -> Result<(), Problem> {
        let unreadable = |path: &Path, error: std::io::Error| {
            Problem::new("unreadable-file").with("cause", error).in_file(path.display().to_string())
        };
        let entries = std::fs::read_dir(folder).map_err(|e| unreadable(folder, e))?;
        for entry in entries {
            let entry = entry.map_err(|e| unreadable(folder, e))?;
            let path = entry.path();
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if linked && (path.is_dir() || counts(&name) && leaves(top, &path)) {
                return Err(Problem::new("linked-folder").in_file(path.display().to_string()));
            }
            if path.is_dir() {
                self.add_folder(top, &path, &format!("{prefix}{name}/"))?;
            } else if counts(&name) {
                let text = text_of(&path).map_err(|e| unreadable(&path, e))?;
                obeyed_by_none(&text, &path.display().to_string())?;
                self.files.insert(format!("{prefix}{name}").into(), Held::Own { text, path });
            }
        }
        Ok(())
    }

    /// The problem with the place on disk where its file is one of the user's own.
    #[must_use]
    pub fn located(&self, mut problem: Problem) -> Problem {
        let file = problem.at.file.strip_prefix("rules/").unwrap_or(&problem.at.file);
        if let Some(Held::Own { path, .. }) = self.files.get(file) {
            problem.at.file = path.display().to_string();
        }
        problem
    }

    /// Whether a file, by its path under `rules/`, is one of the user's own.
    #[must_use]
    pub fn is_own(&self, path: &str) -> bool {
        matches!(self.files.get(path), Some(Held::Own { .. }))
    }

    /// The text of one file, by its path under `rules/`.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        match self.files.get(path)? {
            Held::Shipped(shipped) => Some(shipped.text()),
            Held::Own { text, .. } => Some(text),
        }
    }

    /// One file, by its path under `rules/`; where there is none, an empty one.
    #[must_use]
    pub fn data(&self, path: &str) -> DataFile<'_> {
        self.files.get(path).map_or_else(|| "".into(), Held::file)
    }

    /// The templates of one folder (`letters/en`) as (file name, text).
    pub fn templates<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = format!("{folder}/");
        self.files.iter().filter_map(move |(path, held)| {
            let name = path.strip_prefix(&prefix)?;
            (name.ends_with(TEMPLATE) && !name.contains('/')).then_some((name, held.file().text()))
        })
    }

    /// The files of one folder (`formats`, `charges`, …) as (id, file): the id is the file name without its ending.
    pub fn folder<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, DataFile<'a>)> {
        let prefix = format!("{folder}/");
        self.files.iter().filter_map(move |(path, held)| {
            let id = path.strip_prefix(&prefix)?.strip_suffix(".toml")?;
            (!id.contains('/')).then_some((id, held.file()))
        })
    }
}

/// Whether a path leads out of a folder.
fn leaves(top: &Path, path: &Path) -> bool {
    match (top.canonicalize(), path.canonicalize()) {
        (Ok(top), Ok(path)) => !path.starts_with(top),
        _ => true,
    }
}

/// The largest shipped file has a tenth of this. No data file may raise it, nor the other bounds on data files.
const LARGEST: u64 = 4 << 20;

/// The text of a file of data, which must be one: what never ends is not read.
///
/// # Errors
/// What the system says; `InvalidInput` for what is no file, `FileTooLarge` for what has more than four megabytes.
pub fn text_of(path: &Path) -> std::io::Result<String> {
    // Opening a pipe would wait for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let mut text = String::new();
    std::fs::File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// Checks that nothing in a data file that somebody wrote is a command to what shows it: no control character and no mark
/// that turns the order of letters, neither as it stands nor as TOML or JSON spells it.
///
/// # Errors
/// `bad-data-file`.
pub fn obeyed_by_none(text: &str, file: &str) -> Result<(), Problem> {
    let commands = |text: &str| {
        text.contains(|c: char| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
    };
    // What is neither is refused where it is read.
    let spelt = toml::from_str(text).or_else(|_| serde_json::from_str(text)).unwrap_or(serde_json::Value::Null);
    let mut left = vec![&spelt];
    let mut found = commands(text);
    while let Some(value) = left.pop() {
        match value {
            serde_json::Value::String(text) => found |= commands(text),
            serde_json::Value::Array(items) => left.extend(items),
            serde_json::Value::Object(items) => {
                found |= items.keys().any(|key| commands(key));
                left.extend(items.values());
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let refused =
        || Problem::new("bad-data-file").with("cause", "it holds characters that a screen obeys").in_file(file);
    if found { Err(refused()) } else { Ok(()) }
}

fn counts(name: &str) -> bool {
    [".toml", TEMPLATE].iter().any(|ending| name.ends_with(ending))
}

fn collect(folder: &'static Dir<'static>, each: &mut impl FnMut(Cow<'static, str>, &'static File<'static>)) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, each),
            DirEntry::File(file) => {
                let path = file.path().to_str().unwrap_or_default();
                let path: Cow<'_, str> = if path.contains('\\') { path.replace('\\', "/").into() } else { path.into() };
                if counts(&path) {
                    each(path, file);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_its_century_is_no_day() {
        for (text, typed, plain) in [
            ("2026-01-10", true, true),
            ("2026-1-10", true, false),
            ("0026-01-10", false, false),
            ("+262142-12-31", false, false),
            ("-262143-01-01", false, false),
        ] {
            assert_eq!((typed_day(text).is_some(), plain_day(text).is_some()), (typed, plain), "{text}");
        }
    }
}
