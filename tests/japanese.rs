//! Does every command speak Japanese throughout when it is asked to?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use common::{catalogue, root};
use regex::Regex;

static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("\"[^\"]*\"|`[^`]*`|「[^」]*」|<[^>]*>").expect("pattern"));

/// Three or more English words in a row, at least two of them no names, outside quotes. Two spaces part columns.
fn english(line: &str) -> Option<String> {
    let line = QUOTED.replace_all(line, " \" ").replace("  ", " \" ");
    let is_word = |word: &str| {
        let word = word.trim_start_matches('(').trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
        word.chars().all(|c| c.is_ascii_alphabetic())
            && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
            && (word.len() > 1 || ["a", "A", "I"].contains(&word))
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let runs = words.split(|word| !is_word(word));
    let plain = |run: &[&str]| run.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    runs.filter(|run| run.len() >= 3 && plain(run) >= 2).map(|run| run.join(" ")).next()
}

#[test]
fn an_english_sentence_is_told_from_data() {
    let data =
        "3. KESTREL GADGETS ONLINE · American Express Japan · 「what was read」 test-then-spend (card) stories/a b/c";
    assert_eq!(english(data), None);
    for (line, sentence) in [
        ("見る  Nothing unusual among 92 charges", "Nothing unusual among"),
        ("<p>chase-card: look first, then ask.</p>", "look first, then ask."),
    ] {
        assert_eq!(english(line).as_deref(), Some(sentence));
    }
}

/// What the program says in Japanese, both streams.
fn said(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(["--lang", "ja", "--color", "never"])
        .args(args)
        .current_dir(root())
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    assert!(!text.trim().is_empty(), "{args:?} says nothing");
    text
}

#[test]
fn no_command_speaks_english_under_lang_ja() {
    let hotel = "samples/stories/hotel-booking";
    let findings = said(&["scan", hotel, "--format", "csv", "--level", "everything"]);
    let ids: Vec<&str> = findings.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let bad = Path::new(env!("CARGO_TARGET_TMPDIR")).join("words-bad.csv");
    let rows = "13/25/2024,01/02/2024,SHOP,Food,Sale,-3.00,\n01/02/2024,01/02/2024,SHOP,Food,Sale,abc,\n";
    std::fs::write(&bad, format!("Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n{rows}"))
        .expect("written");
    let bad = bad.to_str().expect("text");
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["formats", "list"],
        vec!["formats", "identify", "Cargo.toml"],
        vec!["formats", "show", "no-such-layout"],
        vec!["rules", "list"],
        vec!["rules", "show", "no-such-rule"],
        vec!["breaches", "list"],
        vec!["breaches", "show", "mercari-2017"],
        vec!["breaches", "show", "no-such-breach"],
        vec!["scan", bad],
        vec!["scan", bad, "--breach", "2024-01-01", "--exposed", "last4,expiry", "--card", "0000"],
        vec!["scan", bad, "--breach", "2024-02-30"],
        vec!["scan", bad, "--breach", "2024-02-03..2024-02-01"],
        vec!["scan", bad, "--as-of", "tomorrow"],
        vec!["scan", bad, "--read", "sign=odd"],
        vec!["scan", hotel, "--breach", "2026-02-25"],
        vec!["scan", hotel, "--breach", "2026-03-01"],
        vec!["convert", hotel, "--format", "json"],
        vec!["explain", "no-such-charge", hotel],
    ];
    for format in ["table", "markdown", "html"] {
        for story in [hotel, "samples/stories/mercari-2017"] {
            commands.push(vec!["scan", story, "--format", format]);
        }
        commands.push(vec!["scan", hotel, "--level", "everything", "--format", format]);
    }
    for descriptor in ["AMZN MKTP US*2X", "SQ *HARBOR TEA", "メルカリ", "NOBODY KNOWS", "ITUNES.COM/BILL"] {
        commands.push(vec!["what", descriptor]);
    }
    let rules = catalogue();
    let files = || rules.folder("charges").chain(rules.folder("contexts"));
    commands.extend(files().map(|(rule, _)| vec!["rules", "show", rule]));
    commands.extend([ids[0], ids[ids.len() / 2], ids[ids.len() - 1]].map(|id| vec!["explain", id, hotel]));
    // What is data: the clauses of rules, and the page's styles.
    let clauses: Vec<String> = files().flat_map(|(_, text)| clauses(text.text())).collect();
    let style = Regex::new("(?s)<style>.*</style>").expect("pattern");
    let mut wrong = Vec::new();
    for command in commands {
        let text = clauses.iter().fold(said(&command), |text, clause| text.replace(clause, "…"));
        let lines: BTreeSet<String> = style.replace(&text, "").lines().filter_map(english).collect();
        wrong.extend(lines.into_iter().map(|line| format!("{}: {line}", command.join(" "))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The SQL of a rule.
fn clauses(rule: &str) -> Vec<String> {
    let rule: toml::Table = toml::from_str(rule).expect("TOML");
    let list = |key: &str| rule.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let unless = list("unless").into_iter().filter_map(|unless| unless.get("when").cloned());
    list("when").into_iter().chain(unless).filter_map(|clause| clause.as_str().map(str::to_owned)).collect()
}
