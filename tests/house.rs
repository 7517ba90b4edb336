//! Is the house as it was designed: rooms in the order of the walk, each thing in the one room that may name it?

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{catalogue, root, sorted};
use regex::Regex;

/// The rooms in the order of the walk. A room imports only rooms to its left.
const CORRIDOR: [&str; 18] = [
    "location",
    "catalogue",
    "messages",
    "money",
    "text",
    "transaction",
    "merchant",
    "statement",
    "breach",
    "case",
    "facts",
    "rule",
    "engine",
    "finding",
    "review",
    "dispute",
    "store",
    "report",
];
/// The faces, right of every room; the command line stands in `bin/`.
const FACES: [&str; 1] = ["web"];

/// What only these folders of `src/` may mention in code.
const ONLY_IN: [(&str, &[&str]); 12] = [
    (r"\bpolars\b", &["engine"]),
    (r"\bclap\w*\b", &["bin"]),
    (r"\be?print(?:ln)?!", &["bin"]),
    (r"\bstd::env\b", &["bin"]),
    (r"\b(?:Local|Utc|SystemTime)::now\b", &["bin"]),
    (r"\b(?:is_terminal|IsTerminal|std::process)\b", &["bin"]),
    (r"\baxum\b", &["web"]),
    (r"\bTcp(?:Stream|Listener)\b|\bUdpSocket\b|\bToSocketAddrs\b|\bstd::net\b", &["web"]),
    (r"\bprocess::Command\b", &[]),
    (r"\brusqlite\b", &["store"]),
    (r"\bcomfy_table\b|\btextwrap\b|\bminijinja\b", &["report"]),
    (r"\bencoding_rs\b", &["statement"]),
];

/// Names of shops and banks that are ordinary words too, or words of this trade.
const ORDINARY: [&str; 0] = [];
/// Words of institutions' names that name no institution.
const GENERIC: [&str; 6] = ["American", "Bank", "Capital", "Card", "View", "postbreach"];

/// Every `.rs` file under `src/`: its path there, and its text.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    files(&src)
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in sorted(&next) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
                found.push((name, String::from_utf8_lossy(&std::fs::read(&path).expect("readable")).into_owned()));
            }
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

/// The rooms that a line of code names behind `crate::`.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let Some(inner) = rest.strip_prefix('{') else {
            found.extend(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned));
            continue;
        };
        let mut depth = 0;
        let mut first = String::new();
        for c in inner.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                c if depth == 0 => first.push(c),
                _ => {}
            }
        }
        found.extend(first.split(',').filter_map(|path| path.trim().split("::").next()).map(str::to_owned));
    }
    found
}

#[test]
fn rooms_are_found_in_every_way_to_name_them() {
    assert_eq!(named("use crate::money::Currency;"), ["money"]);
    assert_eq!(named("use crate::{case::{Case, Card}, report, text::nfkc};"), ["case", "report", "text"]);
    assert_eq!(named("let a: crate::web::Page = crate::store::open();"), ["web", "store"]);
}

#[test]
fn the_rooms_stand_in_the_order_of_the_walk() {
    let order: Vec<&str> = CORRIDOR.iter().chain(&FACES).copied().collect();
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let declared: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let present: BTreeSet<String> = sources().iter().map(|(path, _)| room(path).to_owned()).collect();
    let expected: Vec<&str> = order.iter().copied().filter(|room| present.contains(*room)).collect();
    assert_eq!(declared, expected, "lib.rs declares the rooms in the order of the walk");
    for room in present {
        assert!(order.contains(&room.as_str()) || ["lib", "bin"].contains(&room.as_str()), "src/{room} is no room");
    }
}

#[test]
fn imports_look_left_only() {
    let place = |room: &str| CORRIDOR.iter().chain(&FACES).position(|known| *known == room);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = place(room(&path)) else { continue };
        let text: String = code(&text).map(|(_, line)| format!("{}\n", line.trim())).collect();
        for statement in text.split(';') {
            for name in named(&statement.replace('\n', "")) {
                if place(&name).is_some_and(|other| other > own) {
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
    for (id, text) in catalogue().folder("formats") {
        let table: toml::Table = toml::from_str(text).expect("TOML");
        for name in ["en", "ja"].map(|lang| table["institution"][lang].as_str().expect("name").to_owned()) {
            if name.starts_with("postbreach") {
                continue;
            }
            add(&name, 3, id);
            add(name.split(' ').next().unwrap_or_default(), 4, id);
        }
    }
    for (id, text) in catalogue().folder("merchants") {
        let table: toml::Table = toml::from_str(text).expect("TOML");
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
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("src/{path} has {lines} lines of at most 400"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let later =
        [concat!("to", "do!"), concat!("unimple", "mented!"), concat!(r"\bFIX", r"ME\b"), concat!(r"\bXX", r"X\b")];
    let later = Regex::new(&later.join("|")).expect("pattern");
    let mut found = Vec::new();
    for folder in ["src", "rules", "tests"] {
        for (path, text) in files(&root().join(folder)) {
            let lines = text.lines().enumerate().filter(|(_, line)| later.is_match(line));
            found.extend(lines.map(|(at, line)| format!("{folder}/{path}:{}: {}", at + 1, line.trim())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = toml::from_str(&text).expect("TOML");
    let lines: Vec<&str> = text.lines().collect();
    let mut silent = Vec::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(table) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
        let start = lines.iter().position(|line| *line == format!("[{section}]")).expect("section");
        for name in table.keys() {
            let at =
                lines[start..].iter().position(|line| line.starts_with(&format!("{name} ="))).expect("a line") + start;
            // One comment may speak for a few crates that do one thing together.
            if !lines[at.saturating_sub(3)..at].iter().any(|line| line.starts_with("# ")) {
                silent.push(name);
            }
        }
    }
    assert!(silent.is_empty(), "no comment above: {silent:?}");
    let polars = &manifest["dependencies"]["polars"];
    assert!(polars["version"].as_str().is_some_and(|version| version.starts_with('=')), "polars is pinned");
    assert_eq!(polars["default-features"].as_bool(), Some(false), "polars brings only what is used");
}
