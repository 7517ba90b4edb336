//! Does an interruption leave nothing half-written? And does a bar of progress appear on terminals alone?
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

use std::fmt::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const INTERRUPT: i32 = 2;

/// An empty folder of this name with a file of many households in it, large enough to be read for a while.
fn folder(name: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut text = "household,card,transaction_date,descriptor,amount,currency\n".to_owned();
    for row in 0..60_000_u32 {
        let (household, day) = (row / 300, 1 + row % 28);
        let shop = ["BLUE HERON CAFE", "NORTHWIND BOOKS", "OAKLEAF GROCER"][row as usize % 3];
        let amount = format!("{}.{:02}", 3 + row % 97, row % 100);
        writeln!(text, "H{household},1,2026-{:02}-{day:02},{shop} {},{amount},USD", 1 + row / 28 % 6, row % 311)
            .expect("in memory");
    }
    let file = folder.join("many.csv");
    std::fs::write(&file, text).expect("writable");
    (folder, file)
}

fn start(args: &[&str]) -> Child {
    let program =
        Command::new(env!("CARGO_BIN_EXE_postbreach")).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    program.expect("runs")
}

/// The names of the files of a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("readable");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Sends a program a signal.
fn signal(program: &Child, name: &str) {
    let id = program.id().to_string();
    assert!(Command::new("kill").args([name, &id]).status().expect("runs").success());
}

/// Sends a program a signal as soon as this is true of the folder; whether it was still there.
fn signalled(program: &mut Child, name: &str, folder: &Path, begun: impl Fn(&[String]) -> bool) -> bool {
    while !begun(&names(folder)) {
        if program.try_wait().expect("asked").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    signal(program, name);
    true
}

/// Interrupts a program as soon as this is true of the folder; `None` where it ended before.
fn interrupted(mut program: Child, folder: &Path, begun: impl Fn(&[String]) -> bool) -> Option<i32> {
    let was_there = signalled(&mut program, "-INT", folder, begun);
    was_there.then(|| program.wait().expect("ends").signal()).flatten()
}

fn unfinished(names: &[String]) -> bool {
    names.iter().any(|name| name.ends_with(".part"))
}

#[test]
fn an_output_that_is_interrupted_is_not_there_at_all() {
    for command in
        [&["scan", "--breach", "2026-03-01", "--format", "csv"][..], &["convert"], &["convert", "--format", "jsonl"]]
    {
        let (folder, file) = folder("interrupted-output");
        let (file, out) = (file.display().to_string(), folder.join("out.csv").display().to_string());
        let program = start(&[command, &[&file, "--output", &out]].concat());
        let ended = interrupted(program, &folder, unfinished);
        assert_eq!((ended, names(&folder)), (Some(INTERRUPT), vec!["many.csv".to_owned()]), "{command:?}");
    }
}

#[test]
fn what_a_killed_program_left_goes_when_the_same_is_written_again() {
    let (folder, file) = folder("killed-output");
    let (file, out) = (file.display().to_string(), folder.join("out.csv").display().to_string());
    let convert = || start(&["convert", &file, "--output", &out]);
    let mut killed = convert();
    assert!(signalled(&mut killed, "-KILL", &folder, unfinished));
    killed.wait().expect("ends");
    let left = names(&folder).into_iter().find(|name| name.ends_with(".part")).expect("left behind");
    // One that still writes keeps its file.
    let begun = |names: &[String]| names.iter().any(|name| name.ends_with(".part") && *name != left);
    let mut slow = convert();
    assert!(signalled(&mut slow, "-STOP", &folder, begun));
    assert!(!names(&folder).contains(&left));
    assert!(convert().wait().expect("ends").success());
    assert!(unfinished(&names(&folder)));
    signal(&slow, "-CONT");
    assert!(slow.wait().expect("ends").success());
    assert_eq!(names(&folder), ["many.csv", "out.csv"]);
}

#[test]
fn an_import_that_is_interrupted_leaves_the_case_as_it_was() {
    let (folder, file) = folder("interrupted-import");
    let case = folder.join("my.case").display().to_string();
    let first = folder.join("first.csv");
    std::fs::write(
        &first,
        "card,transaction_date,descriptor,amount,currency\n1234,2026-03-02,OAKLEAF GROCER,7.25,USD\n",
    )
    .expect("writable");
    let status = |format: &str| {
        let said = Command::new(env!("CARGO_BIN_EXE_postbreach"))
            .args(["status", "--case", &case, "--format", format, "--as-of", "2026-06-30"])
            .output();
        let said = said.expect("runs");
        assert!(matches!(said.status.code(), Some(0 | 10)), "{said:?}");
        String::from_utf8(said.stdout).expect("text")
    };
    let first = first.display().to_string();
    let imported = start(&["import", &first, "--case", &case, "--breach", "2026-03-01"]).wait().expect("ends");
    assert!(matches!(imported.code(), Some(0 | 10)), "{imported}");
    let before = status("json");
    // One household's file, since a case holds one.
    let text = std::fs::read_to_string(&file).expect("readable");
    let one: String =
        text.lines().map(|line| line.split_once(',').map_or("", |(_, rest)| rest).to_owned() + "\n").collect();
    std::fs::write(&file, one).expect("writable");
    let file = file.display().to_string();
    // The journal is written to as soon as the import has begun to keep rows; whatever the moment, nothing is half done.
    let journal = |names: &[String]| names.iter().any(|name| name.starts_with("my.case-"));
    let _ = interrupted(start(&["import", &file, "--case", &case]), &folder, journal);
    let after = status("json");
    let log = Command::new(env!("CARGO_BIN_EXE_postbreach")).args(["log", "verify", "--case", &case]).output();
    assert!(log.expect("runs").status.success());
    // It may have been done when the interruption came: then the file is there whole, its header too.
    assert!(after == before || after.contains("\"read\": 60001,"), "{after}");
}

#[test]
fn pipes_see_no_progress() {
    let (folder, file) = folder("no-progress");
    let (file, out) = (file.display().to_string(), folder.join("out.csv").display().to_string());
    let said = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(["scan", &file, "--breach", "2026-03-01", "--format", "csv", "--output", &out])
        .output();
    let said = String::from_utf8(said.expect("runs").stderr).expect("text");
    assert!(!said.contains(['\u{1b}', '\r', '█', '░']), "{said}");
    assert!(names(&folder).contains(&"out.csv".to_owned()));
}
