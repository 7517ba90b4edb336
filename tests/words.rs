//! Does everything that a person reads exist in both languages, and keep to our words?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{root, sorted};
use postbreach::messages::{Lang, Messages};
use regex::Regex;

/// Families of sentences, `band-high` and the like, and the enum whose words complete them.
const FAMILIES: [(&str, &str); 36] = [
    ("web-scope-", "Scope"),
    ("letter-", "Letter"),
    ("missing-", "Missing"),
    ("wanted-", "Wanted"),
    ("possession-", "Possession"),
    ("reason-", "Fault"),
    ("deadline-event-", "Event"),
    ("deadline-length-", "Unit"),
    ("deadline-notice-", "Notice"),
    ("deadline-product-", "Product"),
    ("deadline-role-", "Role"),
    ("deadline-trust-", "Trust"),
    ("deadline-way-", "Direction"),
    ("band-", "Band"),
    ("breach-class-", "DataClass"),
    ("breach-reach-", "Reach"),
    ("class-", "RowClass"),
    ("confidence-", "Confidence"),
    ("outcome-", "Overall"),
    ("set-apart-", "RowClass"),
    ("guess-", "Part"),
    ("why-", "Why"),
    ("question-", "Subject"),
    ("verdict-", "Verdict"),
    ("fault-", "Fault"),
    ("standing-", "State"),
    ("stage-", "Stage"),
    ("step-", "Step"),
    ("key-", "Key"),
    ("said-", "Said"),
    ("because-", "Because"),
    ("ask-title-", "Whom"),
    ("ask-intro-", "Whom"),
    ("ask-answer-", "Whom"),
    ("field-", "Field"),
    ("origin-", "Origin"),
];
/// Families that are completed by a problem's code, by the word in a problem's value `which`, and by the way a file was
/// read.
const COMPLETED_ELSEWHERE: [&str; 3] = ["error-", "date-", "decision-"];

/// What the library's and the program's code says, tests left out.
fn code() -> String {
    let mut code = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in sorted(&folder) {
            let name = path.to_string_lossy().replace('\\', "/");
            if path.is_dir() && !name.ends_with("/tests") {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("/tests.rs") {
                let text = std::fs::read_to_string(&path).expect("source");
                code.push_str(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default());
            }
        }
    }
    code
}

/// Words that once stood beside the ones that this program uses for the same thing, and the ones to use.
const STRAY: [(&str, &str); 9] = [
    ("booked", "posted"),
    ("day of booking", "posting date"),
    ("leak", "breach"),
    ("届出", "届け出"),
    ("流出しています", "漏えいしています"),
    ("決定済み", "判断済み"),
    ("コンピューター", "パソコン"),
    ("処理日", "計上日"),
    ("：", ": "),
];

#[test]
fn one_word_stands_for_one_thing() {
    for lang in ["en", "ja"] {
        let path = root().join(format!("src/assets/messages/{lang}.ftl"));
        let text = std::fs::read_to_string(path).expect("messages");
        let said = |line: &str| line.split_once(" = ").map_or_else(|| line.to_owned(), |(_, said)| said.to_owned());
        for line in text.lines().filter(|line| !line.starts_with('#')).map(said) {
            for (stray, use_instead) in STRAY {
                assert!(!line.contains(stray), "{lang}.ftl: \"{line}\" should say \"{use_instead}\"");
            }
        }
    }
}

#[test]
fn a_placed_number_stands_close_to_its_japanese_counter() {
    let text = std::fs::read_to_string(root().join("src/assets/messages/ja.ftl")).expect("messages");
    let loose = Regex::new(r"\} (?:件|行|日|回|番|時間|ファイル)").expect("pattern");
    let found: Vec<&str> = text.lines().filter(|line| loose.is_match(line)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The templates of the page.
fn pages() -> String {
    let files = sorted(&root().join("src/assets/web"));
    let pages = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.map(|path| std::fs::read_to_string(path).expect("template")).collect()
}

/// The first group of every match.
fn found<'a>(pattern: &str, text: &'a str) -> BTreeSet<&'a str> {
    let pattern = Regex::new(pattern).expect("pattern");
    pattern.captures_iter(text).map(|groups| groups.get(1).expect("group").as_str()).collect()
}

/// The sentences of one language by id; those of attributes by `id.attribute`.
fn sentences(lang: &str) -> BTreeMap<String, String> {
    let path = root().join(format!("src/assets/messages/{lang}.ftl"));
    let text = std::fs::read_to_string(path).expect("messages");
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    let (mut message, mut id) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let attribute = line.strip_prefix("    .").and_then(|line| line.split_once(" = "));
        if let Some((name, value)) = attribute {
            id = format!("{message}.{name}");
            sentences.insert(id.clone(), value.to_owned());
        } else if line.starts_with([' ', '}']) {
            sentences.get_mut(&id).expect("a sentence goes on").push_str(line);
        } else {
            let (name, value) = line.split_once(" =").expect("a sentence");
            message = name.to_owned();
            id = name.to_owned();
            sentences.insert(id.clone(), value.to_owned());
        }
    }
    sentences
}

/// The words of an enum: what its `word()` gives.
fn words_of<'a>(name: &str, code: &'a str) -> BTreeSet<&'a str> {
    let body = code.split(&format!("impl {name} {{")).skip(1).find(|body| body.contains("fn word(self)"));
    let body = body.and_then(|body| body.split("fn word(self)").nth(1)).and_then(|body| body.split("\n    }\n").next());
    found(r#"Self::\w+(?:\(_\))? => "([^"]+)""#, body.unwrap_or_else(|| panic!("{name} has no words")))
}

#[test]
fn every_sentence_that_is_asked_for_is_there_and_every_other_is_not() {
    let code = code();
    let literals = found(r#""([a-z][A-Za-z0-9_-]*)""#, &code);
    let mut asked: BTreeSet<String> = BTreeSet::new();
    asked.extend(found(r#"Problem::new\(\s*"([^"]+)""#, &code).iter().map(|code| format!("error-{code}")));
    asked.extend(found(r#"essages\s*\.(?:text|with|has)\(\s*"([^"]+)""#, &code).iter().map(|&id| id.to_owned()));
    asked.extend(found(r#"Words::of\(\s*"([^"]+)""#, &code).iter().map(|&id| id.to_owned()));
    let ways = found(r#"\("([a-z]+)", (?:dated|marked|signed)\("#, &code);
    asked.extend(ways.iter().map(|way| format!("decision-{way}")));
    let pages = pages();
    asked.extend(found(r#"\bt\("([a-z][a-z0-9-]*)""#, &pages).iter().map(|&id| id.to_owned()));
    for (family, name) in FAMILIES {
        asked.extend(words_of(name, &code).iter().map(|word| format!("{family}{word}")));
    }
    let unlisted = found(r#"(?:text|with|has)\(\s*&format!\(\s*"([a-z-]+-)\{"#, &code).into_iter();
    let unlisted: Vec<&str> = unlisted
        .filter(|family| !COMPLETED_ELSEWHERE.contains(family) && !FAMILIES.iter().any(|(known, _)| known == family))
        .collect();
    assert!(unlisted.is_empty(), "families of sentences that this test does not know: {unlisted:?}");
    assert!(asked.len() > 150, "only {} sentences are asked for", asked.len());
    for lang in [Lang::En, Lang::Ja] {
        let messages = Messages::new(lang);
        let missing: Vec<&String> = asked.iter().filter(|id| !messages.has(id)).collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
        let idle: Vec<String> = sentences(lang.code())
            .into_keys()
            .filter(|id| match id.split_once('.') {
                Some((id, attribute)) => !id.starts_with("error-") || !["rule", "help"].contains(&attribute),
                None if id.starts_with("date-") => false,
                None => !asked.contains(id) && !literals.contains(id.trim_start_matches("error-")),
            })
            .collect();
        assert!(idle.is_empty(), "{} says what nobody asks for: {idle:?}", lang.code());
    }
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'))
}

#[test]
fn what_is_said_in_japanese_is_japanese() {
    let placeable = Regex::new(r"\{[^{}]*\}").expect("pattern");
    let japanese = sentences("ja");
    let mut wrong = Vec::new();
    for (id, english) in sentences("en") {
        let said = placeable.replace_all(&english, "").chars().any(char::is_alphabetic);
        if said && !is_japanese(&japanese[&id]) {
            wrong.push(format!("ja.ftl, {id}: {}", japanese[&id]));
        }
    }
    for (file, path, text) in claims() {
        let name = ["name.ja", "institution.ja"].iter().any(|ending| path.ends_with(ending));
        if path.contains(".ja") && !name && !is_japanese(&text) {
            wrong.push(format!("{file}, {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every string of the claims and the stories: its file, its path there, itself.
fn claims() -> Vec<(String, String, String)> {
    fn walk(file: &str, path: &str, value: &toml::Value, found: &mut Vec<(String, String, String)>) {
        found.extend(value.as_str().map(|text| (file.to_owned(), path.to_owned(), text.to_owned())));
        value.as_array().into_iter().flatten().for_each(|value| walk(file, path, value, found));
        for (key, value) in value.as_table().into_iter().flatten() {
            walk(file, &format!("{path}.{key}"), value, found);
        }
    }
    let mut found = Vec::new();
    let mut files: Vec<_> = sorted(&root().join("rules"));
    files.extend(sorted(&root().join("samples/stories")));
    let folders: Vec<_> = files.iter().filter(|path| path.is_dir()).cloned().collect();
    files.extend(folders.iter().flat_map(|folder| sorted(folder)));
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        let text = std::fs::read_to_string(path).expect("claim");
        let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
        walk(&name, "", &toml::from_str(&text).expect("TOML"), &mut found);
    }
    found
}

#[test]
fn nobody_is_accused() {
    let accusing =
        Regex::new(r"(?i)\b(?:fraud\w*|scam\w*|criminal\w*|thief|thieves)\b|不正|詐欺|犯罪").expect("pattern");
    let allowed = |file: &str, path: &str, text: &str| match file {
        // Words that issuers print on statements, to be recognised there.
        "rules/merchants/issuer-rows.toml" => [".row.regex", ".row.examples"].contains(&path),
        // The company's own words: there was no unauthorised access.
        "rules/breaches/mercari-2017.toml" => accusing.find_iter(text).count() == text.matches("不正アクセス").count(),
        _ => false,
    };
    let said = ["en", "ja"].into_iter().flat_map(|lang| {
        let file = format!("{lang}.ftl");
        sentences(lang).into_iter().map(move |(id, text)| (file.clone(), id, text))
    });
    let wrong: Vec<String> = claims()
        .into_iter()
        .chain(said)
        .filter(|(file, path, text)| accusing.is_match(text) && !allowed(file, path, text))
        .map(|(file, path, text)| format!("{file}, {path}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
