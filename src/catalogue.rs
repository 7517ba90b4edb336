//! The claims that the program ships (`rules/`, embedded whole) and the user's own layers over them.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};
use serde::{Deserialize, Serialize};

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

/// The ending of a template.
const TEMPLATE: &str = ".jinja";

/// Data files by path relative to `rules/`, such as `formats/chase-card.toml`, in order of path.
#[derive(Debug, Clone)]
pub struct Catalogue {
    files: BTreeMap<String, String>,
    /// Where the files of the user's layers stand on disk.
    own: BTreeMap<String, PathBuf>,
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

impl Catalogue {
    /// The files that the program ships. Only UTF-8 TOML files and templates of letters count.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect(&EMBEDDED, &mut files);
        Self { files, own: BTreeMap::new() }
    }

    /// Lays the TOML files and templates of a user's folder over the shipped ones: a file of the same path takes its place.
    ///
    /// # Errors
    /// `unreadable-file` when the folder or a file in it cannot be read as UTF-8, or is larger than any such file;
    /// `linked-folder` for a link that leads out of the folder, or to a folder.
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
                self.own.insert(format!("{prefix}{name}"), path);
                self.files.insert(format!("{prefix}{name}"), text);
            }
        }
        Ok(())
    }

    /// The problem with the place on disk where its file is one of the user's own.
    #[must_use]
    pub fn located(&self, mut problem: Problem) -> Problem {
        let file = problem.at.file.strip_prefix("rules/").unwrap_or(&problem.at.file);
        if let Some(path) = self.own.get(file) {
            problem.at.file = path.display().to_string();
        }
        problem
    }

    /// Whether a file, by its path under `rules/`, is one of the user's own.
    #[must_use]
    pub fn is_own(&self, path: &str) -> bool {
        self.own.contains_key(path)
    }

    /// One file, by its path under `rules/`.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The templates of one folder (`letters/en`) as (file name, text).
    pub fn templates<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = format!("{folder}/");
        self.files.iter().filter_map(move |(path, text)| {
            let name = path.strip_prefix(&prefix)?;
            (name.ends_with(TEMPLATE) && !name.contains('/')).then_some((name, text.as_str()))
        })
    }

    /// The files of one folder (`formats`, `charges`, …) as (id, text): the id is the file name without its ending.
    pub fn folder<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = format!("{folder}/");
        self.files.iter().filter_map(move |(path, text)| {
            let id = path.strip_prefix(&prefix)?.strip_suffix(".toml")?;
            (!id.contains('/')).then_some((id, text.as_str()))
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

fn counts(name: &str) -> bool {
    [".toml", TEMPLATE].iter().any(|ending| name.ends_with(ending))
}

fn collect(folder: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let (true, Some(text)) = (counts(&path), file.contents_utf8()) {
                    files.insert(path, text.to_owned());
                }
            }
        }
    }
}
