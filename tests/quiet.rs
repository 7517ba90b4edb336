//! Does an ordinary life stay quiet? No charge of the statements in `samples/quiet` may be listed at the careful level.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::process::Command;

use common::{root, sorted};

/// The breach that each life is scanned for, by the currency of its cards.
const BREACHES: [(&str, &str); 2] = [("us-family.csv", "2026-01-10"), ("jp-single.csv", "mercari-2017")];

#[test]
fn nothing_in_an_ordinary_life_is_listed() {
    let lives = sorted(&root().join("samples/quiet"));
    assert_eq!(lives.len(), BREACHES.len(), "every life has its breach");
    for life in lives {
        let name = life.file_name().expect("name").to_string_lossy().into_owned();
        let (_, breach) = BREACHES.iter().find(|(file, _)| *file == name).expect("a breach for this life");
        let output = Command::new(env!("CARGO_BIN_EXE_postbreach"))
            .args(["scan", "--format", "json", "--exposed", "full_number", "--breach", breach])
            .arg(&life)
            .output()
            .expect("runs");
        let scan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let listed: Vec<String> = scan["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|finding| finding["flagged"] == true)
            .map(|finding| format!("{} {}", finding["merchant"], finding["reasons"][0]["text"]))
            .collect();
        assert!(listed.is_empty(), "{name}:\n{}", listed.join("\n"));
        assert!(scan["summary"]["exposed"].as_u64().expect("count") >= 50, "{name} is too short to say anything");
        assert_eq!(output.status.code(), Some(0), "{name}");
    }
}
