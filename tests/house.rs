//! Is the house as it was designed: rooms in the order of the walk, each thing in the one room that may name it?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{catalogue, root, sorted};
use regex::Regex;

/// The rooms in the order of the walk; a room imports only rooms to its left. `web` is a face, the other stands in `bin`.
const CORRIDOR: &str = "location catalogue messages money text transaction merchant statement breach case facts rule \
    engine finding review dispute platform store report desk web";

/// What only these folders of `src/` may mention in code.
const ONLY_IN: [(&str, &[&str]); 15] = [
    (r"\bpolars\b", &["engine"]),
    (r"\bstd::os::|\bcfg!?\((?:not\()?(?:unix|windows|target_os)\b", &["platform"]),
    (r"\b(?:opener|directories)::", &["platform"]),
    (r"\bclap\w*\b", &["bin"]),
    (r"\be?print(?:ln)?!", &["bin"]),
    (r"\b(?:Local|Utc|SystemTime)::now\b", &["bin"]),
    (r"\bstd::(?:env|process)\b|\b(?:is_terminal|IsTerminal)\b", &["bin"]),
    (r"\baxum\b", &["web"]),
    (r"\bTcp(?:Stream|Listener)\b|\bUdpSocket\b|\bToSocketAddrs\b|\bstd::net\b", &["web"]),
    (r"\bprocess::Command\b", &[]),
    (r"\brusqlite\b", &["store"]),
    (r"\bcomfy_table\b|\btextwrap\b", &["report"]),
    (r"\bminijinja\b", &["report", "web"]),
    (r"\btokio\b", &["web"]),
    (r"\bencoding_rs\b", &["statement"]),
];

/// Names of shops that are words too: a shell completes commands, a booking posts a row. First words that name no bank.
const ORDINARY: [&str; 3] = ["Shell", "shell", "booking"];
const GENERIC: [&str; 10] =
    ["American", "Bank", "Capital", "Card", "Credit", "Life", "Money", "View", "account", "card"];

/// Every `.rs` file under `src/`: its path there, and its text.
fn sources() -> impl Iterator<Item = (String, String)> {
    files("src").into_iter().filter(|(path, _)| path.ends_with(".rs"))
}

/// Every file under a folder of the project: its path there, and its text.
fn files(folder: &str) -> Vec<(String, String)> {
    let top = root().join(folder);
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(next) = folders.pop() {
        let (inner, files): (Vec<_>, Vec<_>) = sorted(&next).into_iter().partition(|path| path.is_dir());
        // What was fetched is not ours.
        folders.extend(inner.into_iter().filter(|folder| !folder.ends_with("node_modules")));
        for path in files {
            let name = path.strip_prefix(&top).expect("inside").to_string_lossy().replace('\\', "/");
            found.push((name, String::from_utf8_lossy(&std::fs::read(&path).expect("readable")).into_owned()));
        }
    }
    found.sort();
    found
}

/// The room of a file under `src/`.
fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The lines of a file that are code, with their numbers; comments are left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split(" // ").next().unwrap_or(line)))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The code that is shipped: without the tests, which end a file or stand in files of their own.
fn shipped<'a>(path: &str, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let tests = path.ends_with("/tests.rs") || path.contains("/tests/");
    let end = if tests { 0 } else { text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len()) };
    code(&text[..end])
}

/// What a statement names behind `crate::`; in braces every word counts.
fn named(statement: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, path) in statement.match_indices("crate::") {
        let rest = &statement[at + path.len()..];
        let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        found.extend(words.take(if rest.starts_with('{') { usize::MAX } else { 1 }));
    }
    found
}

#[test]
fn rooms_are_found_in_every_way_to_name_them() {
    assert_eq!(named("use crate::money::Currency"), ["money"]);
    assert_eq!(named("use crate::{case::{Case, Card}, report}"), ["case", "Case", "Card", "report"]);
    assert_eq!(named("let a: crate::web::Page = crate::store::open()"), ["web", "store"]);
}

#[test]
fn the_rooms_stand_in_the_order_of_the_walk() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let declared: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let present: BTreeSet<String> = sources().map(|(path, _)| room(&path).to_owned()).collect();
    let expected: Vec<&str> = CORRIDOR.split(' ').filter(|room| present.contains(*room)).collect();
    assert_eq!(declared, expected, "lib.rs declares the rooms in the order of the walk");
    let known = |room: &String| place(room).is_some() || ["lib", "bin"].contains(&room.as_str());
    assert!(present.iter().all(known), "a room that is not in the design: {present:?}");
}

/// Where in the corridor a room stands.
fn place(room: &str) -> Option<usize> {
    CORRIDOR.split(' ').position(|known| known == room)
}

#[test]
fn imports_look_left_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = place(room(&path)) else { continue };
        let text: String = code(&text).map(|(_, line)| line.trim()).collect();
        for statement in text.split(';') {
            for name in named(statement) {
                if place(name).is_some_and(|other| other > own) {
                    wrong.push(format!("src/{path} names {name}, which is to its right"));
                }
            }
        }
        let depth = path.trim_end_matches("/mod.rs").split('/').count();
        let tests_of_its_own = usize::from(text.contains("mod tests {"));
        if text.contains(&"super::".repeat(depth + tests_of_its_own)) {
            wrong.push(format!("src/{path} leaves its room by super::, say crate:: instead"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_thing_is_named_in_its_own_room_only() {
    let mut wrong = Vec::new();
    for (pattern, rooms) in ONLY_IN {
        let pattern = Regex::new(pattern).expect("pattern");
        for (path, text) in sources() {
            if !rooms.contains(&room(&path)) {
                let lines = shipped(&path, &text).filter(|(_, line)| pattern.is_match(line));
                wrong.extend(lines.map(|(at, line)| format!("src/{path}:{at}: {}", line.trim())));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names of banks and shops in the claims, with the file of each.
fn names() -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut add = |name: &str, least: usize, from: &str| {
        for part in name.split(['（', '）', '(', ')', '・', '/', '、']).map(str::trim).chain([name]) {
            if part.chars().count() >= least && !GENERIC.contains(&part) && !ORDINARY.contains(&part) {
                names.insert(part.to_owned(), from.to_owned());
            }
        }
    };
    for (id, text) in catalogue().folder("formats").filter(|(id, _)| *id != "postbreach") {
        let table: toml::Table = toml::from_str(text.text()).expect("TOML");
        for name in ["en", "ja"].map(|lang| table["institution"][lang].as_str().expect("name")) {
            add(name, 3, id);
            add(name.split(' ').next().unwrap_or_default(), 4, id);
        }
    }
    for (id, text) in catalogue().folder("merchants") {
        let table: toml::Table = toml::from_str(text.text()).expect("TOML");
        for note in table.get("note").and_then(toml::Value::as_array).into_iter().flatten() {
            let said = [&["name", "en"][..], &["name", "ja"], &["family"]]
                .map(|path| path.iter().try_fold(note, |value, key| value.get(key)).and_then(toml::Value::as_str));
            said.into_iter().flatten().for_each(|name| add(name, 5, id));
        }
    }
    names
}

#[test]
fn no_code_names_a_bank_or_a_shop() {
    let names = names();
    assert!(names.contains_key("Chase") && names.len() > 100, "only {} names", names.len());
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (at, line) in shipped(&path, &text) {
            for (name, from) in names.iter().filter(|(name, _)| says(line, name)) {
                wrong.push(format!("src/{path}:{at} names {name} ({from}.toml): {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line has the name as a whole word; in Japanese, which has no spaces, anywhere.
fn says(line: &str, name: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    line.match_indices(name).any(|(at, _)| {
        let inside_left = letter(line[..at].chars().next_back()) && letter(name.chars().next());
        let inside_right = letter(line[at + name.len()..].chars().next()) && letter(name.chars().next_back());
        !inside_left && !inside_right
    })
}

#[test]
fn nothing_else_stands_beside_the_house() {
    let ignored = std::fs::read_to_string(root().join(".gitignore")).expect(".gitignore");
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    for path in sorted(&root()).into_iter().filter(|path| path.is_dir()) {
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let known = ["src", "rules", "samples", "tests", ".ci", ".git"].contains(&name.as_str());
        assert!(known || ignored.contains(&name.as_str()), "{name}/ is no folder of the design");
    }
}

#[test]
fn every_source_file_is_short_enough_to_read() {
    let lengths = sources().map(|(path, text)| (text.lines().count(), path));
    let long: Vec<_> = lengths.filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "longer than 400 lines: {long:?}");
}

#[test]
fn nothing_is_left_for_later() {
    // In quotes, or as a cell, the three letters are the currency code for "no currency". The pattern does not find itself.
    let later = Regex::new(r#"\b(?:todo|unimplemented)[!]|\bFIX[M]E\b|(?:^|[^",\w])X{3}\b"#).expect("pattern");
    let mut found = Vec::new();
    for folder in ["src", "rules", "tests"] {
        for (path, text) in
            files(folder).into_iter().filter(|(path, _)| ![".ttf", ".png"].iter().any(|ending| path.ends_with(ending)))
        {
            let lines = text.lines().enumerate().filter(|(_, line)| later.is_match(line));
            found.extend(lines.map(|(at, line)| format!("{folder}/{path}:{}: {}", at + 1, line.trim())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_fuzz_targets_have_what_their_rooms_use() {
    let dependencies = |manifest: &str| -> BTreeSet<String> {
        let text = std::fs::read_to_string(root().join(manifest)).expect("manifest");
        let manifest: toml::Table = toml::from_str(&text).expect("TOML");
        manifest["dependencies"].as_table().expect("a table").keys().cloned().collect()
    };
    let (all, own) = (dependencies("Cargo.toml"), dependencies("tests/fuzz/Cargo.toml"));
    let mut missing = BTreeSet::new();
    for (path, text) in files("tests/fuzz/src").iter().filter(|(path, _)| path.ends_with(".rs")) {
        for name in all.difference(&own) {
            let named = format!("{}::", name.replace('-', "_"));
            if shipped(path, text).any(|(_, line)| says(line, &named)) {
                missing.insert(name);
            }
        }
    }
    assert!(missing.is_empty(), "tests/fuzz/Cargo.toml lacks {missing:?}");
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let sections =
        text.split("\n[").filter(|section| section.split(']').next().is_some_and(|s| s.ends_with("dependencies")));
    for lines in sections.map(|section| section.lines().skip(1).filter(|line| !line.is_empty())) {
        let mut since_comment = usize::MAX;
        for line in lines {
            since_comment = if line.starts_with("# ") { 0 } else { since_comment.saturating_add(1) };
            // One comment may speak for a few crates that do one thing together.
            assert!(since_comment <= 3, "no comment above: {line}");
        }
    }
    let manifest: toml::Table = toml::from_str(&text).expect("TOML");
    let polars = &manifest["dependencies"]["polars"];
    assert!(polars["version"].as_str().is_some_and(|version| version.starts_with('=')), "polars is pinned");
    assert_eq!(polars["default-features"].as_bool(), Some(false), "polars brings only what is used");
}
