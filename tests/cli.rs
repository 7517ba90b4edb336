//! Is the command line as documented? The cases are data: `tests/cmd/`, with their input under `tests/cmd/in/`.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::process::{Command, Output};

use common::{catalogue, root};
use serde_json::Value;

const STATEMENT: &str = "tests/cmd/in/Chase4321_Activity.CSV";
const BREACH: [&str; 4] = ["--breach", "2026-01-10", "--as-of", "2026-03-01"];

fn postbreach(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
    command.args(args).current_dir(root()).env_remove("NO_COLOR").env_remove("POSTBREACH_LANG");
    command
}

fn run(args: &[&str]) -> Output {
    postbreach(args).output().expect("runs")
}

fn scan(more: &[&str]) -> Output {
    run(&[&["scan", STATEMENT], &BREACH[..], more].concat())
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("object").keys().map(String::as_str).collect()
}

#[test]
fn every_command_answers_as_written_down() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

#[test]
fn the_exit_code_tells_what_is_to_do() {
    let breach = &BREACH[..];
    for (args, code) in [
        ([&["scan", "tests/cmd/in/quiet.csv"], breach].concat(), 0),
        ([&["scan", STATEMENT], breach].concat(), 10),
        ([&["scan", STATEMENT, "tests/cmd/in/bad-date.csv"], breach].concat(), 1),
        ([&["scan", STATEMENT, "--no-such-option"], breach].concat(), 2),
    ] {
        assert_eq!(run(&args).status.code(), Some(code), "{args:?}");
    }
}

#[test]
fn a_folder_with_nothing_in_it_is_nothing_to_read() {
    let folder = root().join("target/tmp/empty-folder");
    std::fs::create_dir_all(&folder).expect("folder");
    let output = run(&["scan", folder.to_str().expect("text")]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).starts_with("error: there is no file to read\n"), "{}", text(&output.stderr));
}

/// A folder of these files, made anew.
fn folder(name: &str, files: &[(&std::ffi::OsStr, &str)]) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("folder");
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("written");
    }
    folder
}

const ROWS: &str = "transaction_date,descriptor,amount,currency\n2026-01-20,NORTHWIND BOOKS,18.40,USD\n";

#[cfg(unix)]
#[test]
fn what_cannot_be_looked_into_does_not_hide_the_rest_of_a_folder() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    // As an archive made on another system unpacks.
    let name = std::ffi::OsStr::from_bytes(b"\x96\xbe\x8d\xd7.csv");
    let folder = folder("half-readable", &[(name, ROWS)]);
    std::fs::create_dir(folder.join(".bin")).expect("folder");
    std::fs::write(folder.join(".bin/thrown-away.csv"), ROWS.replace("18.40", "99.00")).expect("written");
    symlink(".", folder.join("circle")).expect("linked");
    symlink("gone.csv", folder.join("lost.csv")).expect("linked");
    let output = run(&["convert", folder.to_str().expect("text")]);
    assert_eq!(output.status.code(), Some(1));
    let rows = text(&output.stdout);
    assert!(rows.contains("18.40") && !rows.contains("99.00"), "{rows}");
    let told = text(&output.stderr);
    assert!(told.contains("half-readable/circle") && told.contains("half-readable/lost.csv"), "{told}");
    let mut alone = postbreach(&["convert"]);
    let output = alone.arg(folder.join(name)).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn no_output_takes_the_place_of_what_is_read() {
    let folder =
        folder("outputs", &[("rows.csv".as_ref(), ROWS), ("by.csv".as_ref(), "household,breach\nH,2026-01-10\n")]);
    let at = |name: &str| folder.join(name).to_str().expect("text").to_owned();
    let (whole, rows, by, case, new) = (at("."), at("rows.csv"), at("by.csv"), at("my.case"), at("new.txt"));
    assert_eq!(run(&["import", &rows, "--case", &case]).status.code(), Some(0));
    let kept = |name: &str| std::fs::read(name).expect("kept");
    let before = [kept(&rows), kept(&by), kept(&case)];
    for (args, told) in [
        (vec!["convert", &rows, "--output", &rows], "a file that is read"),
        (vec!["convert", &whole, "--summary", &rows], "a file that is read"),
        (vec!["scan", &rows, "--breach-by", &by, "--output", &by], "a file that is read"),
        (vec!["convert", &rows, "--output", &new, "--summary", &new], "into one file"),
        (vec!["convert", &rows, "--output", &case], "the place of a case"),
        (vec!["scan", "--case", &case, "--format", "csv", "--output", &case], "the place of a case"),
    ] {
        let output = run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains(told), "{args:?}: {}", text(&output.stderr));
    }
    assert!([kept(&rows), kept(&by), kept(&case)] == before && !folder.join("new.txt").exists());
    assert_eq!(run(&["convert", &rows, "--output", &new]).status.code(), Some(0));
    assert_eq!(run(&["convert", &rows, "--output", &new]).status.code(), Some(0), "an output may be made anew");
}

#[test]
fn json_has_the_documented_keys() {
    let scan = scan(&["--format", "json"]);
    let value: Value = serde_json::from_slice(&scan.stdout).expect("JSON");
    assert_eq!(value["schema"], "postbreach.scan/1");
    assert_eq!(
        keys(&value),
        [
            "schema",
            "invented",
            "breaches",
            "statements",
            "summary",
            "incidents",
            "findings",
            "unclear",
            "calmed",
            "questions",
            "failed"
        ]
    );
    let finding = &value["findings"][0];
    for key in [
        "id",
        "score",
        "band",
        "flagged",
        "outcome",
        "standing",
        "file",
        "line",
        "merchant",
        "transaction",
        "reasons",
        "checks",
    ] {
        assert!(finding.get(key).is_some(), "a finding has {key}");
    }
    let rows = &value["statements"][0]["rows"];
    let count = |key: &str| rows[key].as_u64().expect("number");
    assert_eq!(count("read"), count("transactions") + count("set_apart"));

    let convert = run(&["convert", STATEMENT, "--format", "json"]);
    assert_eq!(convert.status.code(), Some(0));
    let value: Value = serde_json::from_slice(&convert.stdout).expect("JSON");
    assert_eq!(
        (&value["schema"], keys(&value)),
        (&"postbreach.convert/1".into(), vec!["schema", "statements", "failed"])
    );
}

#[test]
fn jsonl_is_one_finding_a_line() {
    let output = scan(&["--format", "jsonl"]);
    let whole: Value = serde_json::from_slice(&scan(&["--format", "json"]).stdout).expect("JSON");
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(Value::from(lines), whole["findings"]);
}

#[test]
fn the_page_to_print_stands_alone() {
    let output = scan(&["--format", "html"]);
    let page = text(&output.stdout);
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"), "{}", &page[..60]);
    assert!(page.contains("VOLTHAVEN ELECTRONICS") && page.contains("$689.00"));
    for foreign in ["<script", "http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "the page has {foreign}");
    }
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let escapes = |command: &mut Command| command.output().expect("runs").stdout.contains(&0x1b);
    let args = |more: &[&'static str]| [&["scan", STATEMENT], &BREACH[..], more].concat();
    assert!(!escapes(&mut postbreach(&args(&[]))), "not in a pipe");
    assert!(escapes(&mut postbreach(&args(&["--color", "always"]))));
    assert!(!escapes(postbreach(&args(&[])).env("NO_COLOR", "1")));
    assert!(!escapes(postbreach(&args(&["--color", "never"])).env("CLICOLOR_FORCE", "1")));
}

#[test]
fn the_language_may_come_from_the_environment() {
    let output = postbreach(&["breaches", "show", "mercari-2017"]).env("POSTBREACH_LANG", "ja").output().expect("runs");
    assert_eq!(output.stdout, run(&["breaches", "show", "mercari-2017", "--lang", "ja"]).stdout);
    let english = run(&["breaches", "show", "mercari-2017"]).stdout;
    assert_ne!(output.stdout, english);
    let empty = postbreach(&["breaches", "show", "mercari-2017"]).env("POSTBREACH_LANG", "").output().expect("runs");
    assert_eq!(empty.stdout, english, "an empty variable says nothing");
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = root().join("target/tmp");
    std::fs::create_dir_all(&folder).expect("folder");
    let file = folder.join("report-of-the-cli-test.md");
    let output = scan(&["--format", "markdown", "--output", file.to_str().expect("text")]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(10), ""));
    let said = scan(&["--format", "markdown"]).stdout;
    assert_eq!(std::fs::read(&file).expect("written"), said);
    assert_eq!(scan(&["--format", "markdown", "--output", "-"]).stdout, said);
    assert_eq!(std::fs::metadata(&file).expect("written").permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_lists_name_everything_that_is_shipped() {
    let catalogue = catalogue();
    let rules: &[&str] = &["charges", "contexts"];
    for (command, folders) in [("formats", &["formats"][..]), ("rules", rules), ("breaches", &["breaches"])] {
        let output = run(&[command, "list"]);
        assert_eq!(output.status.code(), Some(0));
        // The numbers of rules stand under a head.
        let lines = text(&output.stdout).lines().skip(usize::from(command == "rules"));
        let listed: Vec<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
        let shipped: Vec<&str> = folders.iter().flat_map(|f| catalogue.folder(f)).map(|(id, _)| id).collect();
        assert!(!shipped.is_empty());
        assert_eq!(listed, shipped, "{command} list");
        for id in [shipped[0], shipped[shipped.len() - 1]] {
            assert_eq!(run(&[command, "show", id]).status.code(), Some(0), "{command} show {id}");
        }
    }
    assert_eq!(run(&["rules", "test"]).status.code(), Some(0));
}

#[test]
fn what_silences_a_charge_is_said() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("credited.csv");
    let head = "card,transaction_date,descriptor,amount,currency,kind\n";
    let market: String = (1..=60)
        .map(|n| format!("1234,2025-{:02}-{:02},HARVEST MARKET,2{n}.00,USD,purchase\n", 6 + n / 28, 1 + n % 28))
        .collect();
    let camera = "1234,2026-02-01,VOLTA CAMERA HOUSE,3890.00,USD,purchase\n1234,2026-02-09,VOLTA CAMERA HOUSE,-3890.00,USD,refund\n";
    std::fs::write(&file, format!("{head}{market}{camera}")).expect("written");
    let output = run(&[&["scan", file.to_str().expect("text"), "--format", "json"], &BREACH[..]].concat());
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!((&finding["outcome"], &finding["flagged"]), (&"silenced".into(), &false.into()));
    let said = finding["reasons"].to_string();
    assert!(said.contains("This does not count here: The same amount was given back on 9 February 2026."), "{said}");
}

#[test]
fn every_shell_gets_completions_and_man_a_page() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success() && text(&output.stdout).contains("postbreach"), "{shell}");
    }
    assert!(text(&run(&["man"]).stdout).contains(".TH postbreach"));
}

/// An archive of these members, beside the other things that tests write.
fn archive(name: &str, members: &[(&str, Vec<u8>)]) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&path).expect("created"));
    for (name, content) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("started");
        std::io::Write::write_all(&mut writer, content).expect("written");
    }
    writer.finish().expect("finished");
    path.to_str().expect("text").to_owned()
}

#[test]
fn the_statements_in_an_archive_are_read_each_under_its_name() {
    let sample = |name: &str| std::fs::read(root().join("samples").join(name)).expect("readable");
    let camt = sample("camt/umsaetze-052.xml");
    let members = [
        ("camt/a.xml", camt.clone()),
        ("camt/b.sta", sample("mt940/umsaetze.sta")),
        ("__MACOSX/camt/._a.xml", vec![0]),
    ];
    let name = archive("statements.zip", &members);
    let output = run(&["convert", "--format", "json", &name]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files: Vec<&str> =
        json["statements"].as_array().expect("array").iter().flat_map(|s| s["file"].as_str()).collect();
    assert_eq!(files, [format!("{name}/camt/a.xml"), format!("{name}/camt/b.sta")]);
    assert!(text(&output.stderr).contains("one file of the archive"), "{}", text(&output.stderr));

    let nested = archive("nested.zip", &[("a.xml", camt), ("b.zip", std::fs::read(&name).expect("readable"))]);
    let output = run(&["convert", "--format", "json", &nested]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("an archive inside an archive") && told.contains("nested.zip/b.zip"), "{told}");
    let identified = run(&["formats", "identify", &name]);
    let told = text(&identified.stdout);
    assert!(told.contains("statements.zip/camt/a.xml") && told.contains("statements.zip/camt/b.sta"), "{told}");
}
