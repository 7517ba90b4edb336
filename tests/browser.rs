//! Does the page carry a person through, in a real browser? Each file `tests/browser/*.test.mjs` is one way of using it.
//!
//! Needs Chromium, Node and what `npm ci --prefix tests/browser` fetches. Where one is missing the test says so and asks
//! nothing; where `CI` is set, it fails.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test fails by panicking")]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::{root, sorted};

/// Where a program lies.
fn program(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&folders).map(|f| f.join(name)).find(|path| path.is_file()))
}

/// What the browser tests run with, or what is missing for them.
fn tools() -> Result<(PathBuf, PathBuf), &'static str> {
    let node = program(&["node", "nodejs"]).ok_or("Node")?;
    let browser = program(&["chromium", "chromium-browser", "google-chrome"]).ok_or("Chromium")?;
    let driver = root().join("tests/browser/node_modules/playwright-core");
    if driver.is_dir() { Ok((node, browser)) } else { Err("what `npm ci --prefix tests/browser` fetches") }
}

#[test]
fn every_way_of_using_the_page_works_in_a_browser() {
    let (node, browser) = match tools() {
        Ok(tools) => tools,
        Err(missing) => {
            assert!(std::env::var_os("CI").is_none(), "the page was not tried: {missing} is missing");
            eprintln!("the page was NOT tried in a browser: {missing} is missing");
            return;
        }
    };
    let ways: Vec<PathBuf> = sorted(&root().join("tests/browser"))
        .into_iter()
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    assert!(!ways.is_empty(), "no way of using the page is written down");
    let mut failed = Vec::new();
    for way in ways {
        let tried = Command::new(&node)
            .arg(&way)
            .env("POSTBREACH", env!("CARGO_BIN_EXE_postbreach"))
            .env("BROWSER", &browser)
            .output()
            .expect("node runs");
        if !tried.status.success() {
            let said = [tried.stdout, tried.stderr].concat();
            failed.push(format!("{}\n{}", way.display(), String::from_utf8_lossy(&said)));
        }
    }
    assert!(failed.is_empty(), "{} ways fail:\n{}", failed.len(), failed.join("\n"));
}
