//! A full disk, and one that cannot be written: what the person is told, and that what was saved before stays.
//!
//! A small disk in memory is mounted in a name space of its own; where the system does not let that be, this says so.

use std::process::{Command, Output};

use crate::common::root;
use crate::month::{JANUARY, Play};
use crate::tools::fresh;

const NOT_TRIED: &str = "not tried: no disk can be mounted here";
/// What every script begins with: a case on a small disk, and a function that says how a command ended.
const BEGIN: &str = r#"
mount -t tmpfs -o size=2m tmpfs "$DISK"
cp "$CASE" "$DISK/my.case"
export POSTBREACH_CASE="$DISK/my.case"
log() { "$BIN" log export; }
before=$(log)
try() { echo "== $*"; code=0; "$BIN" "$@" || code=$?; echo "== $code"; }
"#;

/// Runs a script with a disk of its own; none where that is not allowed.
fn on_a_disk(name: &str, script: &str) -> Option<String> {
    let case = fresh(name);
    let disk = case.with_extension("disk");
    std::fs::create_dir_all(&disk).expect("folder");
    let january = case.with_extension("files").join("Chase4321_Activity20260201.CSV");
    std::fs::create_dir_all(january.parent().expect("folder")).expect("folder");
    std::fs::write(&january, JANUARY).expect("written");
    let play = Play(&case);
    let statement = january.display().to_string();
    play.says(&["import", &statement, "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    play.decide(&["KESTREL"], &["--not-mine"]);
    let id = play.id("VOLTHAVEN");
    let next = january.with_file_name("Chase4321_Activity20260228.CSV");
    let rows = (1..=400)
        .map(|at| format!("02/{:02}/2026,02/{:02}/2026,SHOP {at},Shopping,Sale,-1.00,\n", at % 28 + 1, at % 28 + 1));
    let head = JANUARY.lines().next().expect("head");
    std::fs::write(&next, format!("{head}\n{}", rows.collect::<String>())).expect("written");
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-eu", "-c", script]).current_dir(root());
        command.env("BIN", env!("CARGO_BIN_EXE_postbreach")).env("CASE", &case).env("DISK", &disk);
        command.env("NEXT", &next).env("ID", &id).env_remove("POSTBREACH_LANG").output()
    };
    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let probe = unshare(r#"mount -t tmpfs -o size=64k tmpfs "$DISK""#);
    if !probe.is_ok_and(|probe| probe.status.success()) {
        return None;
    }
    let output = unshare(&format!("{BEGIN}{script}")).expect("runs");
    let said = format!("{}{}", text(&output), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    Some(said)
}

/// Each command with how it ended, and what it said.
fn tried(said: &str) -> Vec<(&str, &str, &str)> {
    let mut parts = said.split("== ").skip(1);
    std::iter::from_fn(|| {
        let (command, talk) = parts.next()?.split_once('\n')?;
        let code = parts.next()?.split_whitespace().next()?;
        Some((command, code, talk))
    })
    .collect()
}

#[test]
fn a_full_disk_loses_nothing_and_says_what_to_do() {
    let script = r#"
exec 2>&1
head -c 3000000 /dev/zero > "$DISK/other" || true
try status --as-of 2026-03-01
try import "$NEXT"
try decide "$ID" --mine --note "$(head -c 20000 /dev/zero | tr '\0' n)"
try backup "$DISK/copy.case"
try scan --as-of 2026-03-01 --format html --output "$DISK/list.html"
try dispute letter --yes --as-of 2026-03-01 --output "$DISK/letter.pdf"
echo "-- $(ls -A "$DISK" | grep -v -e -wal -e -shm | tr '\n' ' ')"
rm "$DISK/other"
test "$before" = "$(log)"
try log verify
try import "$NEXT"
try decide "$ID" --mine
"#;
    let Some(said) = on_a_disk("full", script) else { return println!("{NOT_TRIED}") };
    let tried = tried(&said);
    let ended: Vec<(&str, &str)> =
        tried.iter().map(|(command, code, _)| (command.split(' ').next().unwrap_or_default(), *code)).collect();
    assert_eq!(
        ended,
        [
            ("status", "10"),
            ("import", "1"),
            ("decide", "1"),
            ("backup", "1"),
            ("scan", "1"),
            ("dispute", "1"),
            ("log", "0"),
            ("import", "0"),
            ("decide", "0"),
        ],
        "{said}"
    );
    for (command, code, talk) in &tried[1..6] {
        assert!(talk.contains("= help: ") && !talk.contains("panicked"), "{command} {code}: {talk}");
        assert!(talk.contains("disk") || talk.contains("room"), "{command}: {talk}");
    }
    assert!(said.contains("-- my.case other \n"), "nothing else is left under a name: {said}");
}

#[test]
fn a_disk_that_cannot_be_written_can_be_read() {
    let script = r#"
exec 2>&1
mount -o remount,ro "$DISK"
try status --as-of 2026-03-01
try scan --as-of 2026-03-01
try log verify
try import --dry-run "$NEXT"
try import "$NEXT"
try decide "$ID" --mine
try undo
try forget --card 4321 --yes
try backup "$DISK/copy.case"
try backup "$CASE.copy"
rm "$CASE.copy"
"#;
    let Some(said) = on_a_disk("readonly", script) else { return println!("{NOT_TRIED}") };
    let codes: Vec<&str> = tried(&said).iter().map(|(_, code, _)| *code).collect();
    assert_eq!(codes, ["10", "10", "0", "0", "1", "1", "1", "1", "1", "0"], "{said}");
    assert!(tried(&said)[3].2.contains("400 new charges"), "{said}");
    for (command, _, talk) in &tried(&said)[4..9] {
        assert!(talk.contains("= help: "), "{command}: {talk}");
    }
}

#[test]
fn an_output_that_takes_nothing_is_told() {
    let path = fresh("full-output");
    let file = path.with_extension("csv");
    std::fs::write(&file, JANUARY).expect("written");
    let play = Play(&path);
    play.says(&["import", &file.display().to_string(), "--breach", "2026-01-10"], 0);
    play.decide(&["KESTREL"], &["--mine"]);
    let id = play.id("VOLTHAVEN");
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(_) = full() else { return println!("not tried: there is no /dev/full here") };
    let run = |args: &[&str], both: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        command.args(args).env("POSTBREACH_CASE", &path).env_remove("POSTBREACH_LANG").current_dir(root());
        command.stdout(full().expect("there"));
        if both {
            command.stderr(full().expect("there"));
        }
        command.output().expect("runs")
    };
    for args in [
        &["scan"][..],
        &["status"],
        &["log", "list"],
        &["explain", &id],
        &["formats", "list"],
        &["breaches", "list"],
        &["deadlines", "list"],
        &["what", "SQ *BLUE BOTTLE"],
        &["completions", "bash"],
        &["man"],
    ] {
        let output = run(args, false);
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {talk}");
        assert!(talk.contains("error: cannot write the output") && talk.contains("= help: "), "{args:?}: {talk}");
        assert_eq!(run(args, true).status.code(), Some(1), "{args:?}");
    }
    // What is said cannot be heard, and is saved all the same.
    assert_eq!(run(&["decide", &id, "--not-mine"], true).status.code(), Some(1));
    assert_eq!(play.sql("select content ->> '$.verdict' from log"), ["mine", "not-mine"]);
}
