//! What several tests share: the shipped claims and the evidence for them.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};

use postbreach::case::Windows;
use postbreach::catalogue::Catalogue;
use postbreach::merchant::Merchants;
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::json;
use postbreach::statement::identify::Formats;
use postbreach::statement::month_names::MonthNames;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::transaction::Strings;
use serde_json::Value;

/// The shipped data files.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue::embedded()
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One sample of a layout.
pub(crate) struct Sample {
    /// The layout's id: the folder's name.
    pub(crate) layout: String,
    /// The file's name.
    pub(crate) name: String,
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// What it must read as.
    pub(crate) expected: String,
    /// What it shows, line by line.
    pub(crate) quirks: String,
}

/// All samples of layouts, in order of layout and name.
pub(crate) fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for layout in sorted(&root().join("samples")) {
        let id = layout.file_name().expect("name").to_string_lossy().into_owned();
        if matches!(id.as_str(), "stories" | "quiet") {
            continue;
        }
        for file in sorted(&layout) {
            let name = file.file_name().expect("name").to_string_lossy().into_owned();
            if name.ends_with(".quirks") || name.ends_with(".expected.json") {
                continue;
            }
            let beside = |ending: &str| {
                let path = format!("{}{ending}", file.display());
                std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
            };
            samples.push(Sample {
                layout: id.clone(),
                bytes: std::fs::read(&file).expect("readable"),
                expected: beside(".expected.json"),
                quirks: beside(".quirks"),
                name,
            });
        }
    }
    samples
}

/// Merchants' names that would do harm where they are not taken for mere text, as (id, name).
pub(crate) fn hostile_names() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("tests/hostile/names.toml")).expect("names");
    let table: toml::Table = toml::from_str(&text).expect("TOML");
    let of = |name: &toml::Value| {
        let times = name.get("times").and_then(toml::Value::as_integer).unwrap_or(1);
        let text = name["text"].as_str().expect("text").repeat(usize::try_from(times).expect("times"));
        (name["id"].as_str().expect("id").to_owned(), text)
    };
    table["name"].as_array().expect("names").iter().map(of).collect()
}

/// What a folder holds, in order of name.
pub(crate) fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// Reads samples.
pub(crate) struct Reader {
    pub(crate) merchants: Merchants,
    pub(crate) currencies: Currencies,
    pub(crate) months: MonthNames,
    pub(crate) windows: Windows,
    pub(crate) messages: Messages,
}

impl Reader {
    /// With the shipped words and currencies.
    pub(crate) fn new() -> Self {
        let catalogue = catalogue();
        Self {
            merchants: Merchants::load(&catalogue).expect("merchants"),
            currencies: Currencies::load(catalogue.file("currencies.toml").expect("file")).expect("currencies"),
            months: MonthNames::load(catalogue.file("months.toml").expect("file")).expect("months"),
            windows: Windows::load(&catalogue).expect("windows"),
            messages: Messages::new(Lang::En),
        }
    }

    /// One entry of `convert --format json`, or the problem's code.
    pub(crate) fn read(&self, sample: &Sample, formats: &Formats) -> Result<Value, String> {
        self.read_with(sample, formats, &ReadOptions::default())
    }

    /// The same, read as the options say.
    pub(crate) fn read_with(&self, sample: &Sample, formats: &Formats, options: &ReadOptions) -> Result<Value, String> {
        let mut strings = Strings::default();
        let tools = Tools { merchants: &self.merchants, currencies: &self.currencies, months: &self.months };
        let statement = postbreach::statement::read(&sample.bytes, &sample.name, formats, options, tools, &mut strings)
            .map_err(|problem| problem.to_string())?;
        let json = json::convert(&[statement], &strings, &[], &self.currencies, &self.messages);
        Ok(json["statements"][0].clone())
    }
}
