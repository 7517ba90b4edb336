//! What several tests share: the shipped claims and the evidence for them.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};

use postbreach::catalogue::Catalogue;

/// The shipped data files.
pub fn catalogue() -> Catalogue {
    Catalogue::embedded()
}

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One sample of a layout.
pub struct Sample {
    /// The layout's id: the folder's name.
    pub layout: String,
    /// The file's name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it must read as.
    pub expected: String,
    /// What it shows, line by line.
    pub quirks: String,
}

/// All samples of layouts, in order of layout and name.
pub fn samples() -> Vec<Sample> {
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

/// What a folder holds, in order of name.
pub fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}
