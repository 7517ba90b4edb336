//! The same month from two processes at once that are killed again and again: what stands in the tables at its end is what
//! stands there when nobody was killed.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::root;
use crate::follow::file;
use crate::month::{AFTER_UNDO, FEBRUARY, IN_FORCE, JANUARY, PENDING, Play};
use crate::tools::fresh;

fn start(case: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
    command.args(args).env("POSTBREACH_CASE", case).env_remove("POSTBREACH_LANG").current_dir(root());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs")
}

/// Gives a command until it was let run to its end; before, it is killed at moments that come later and later. How it
/// ended.
fn at_last(case: &Path, args: &[&str], moments: &[u64]) -> Option<i32> {
    for moment in moments {
        let mut child = start(case, args);
        let until = Instant::now() + Duration::from_millis(*moment);
        while Instant::now() < until {
            if let Some(status) = child.try_wait().expect("waits") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().expect("killed");
        child.wait().expect("ends");
    }
    start(case, args).wait().expect("ends").code()
}

#[test]
fn a_month_is_played_by_two_that_are_killed() {
    let path = fresh("torn");
    let play = Play(&path);
    let january = file(&play, "Chase4321_Activity20260201.CSV", JANUARY);
    let pending = file(&play, "pending.csv", PENDING);
    let february = file(&play, "Chase4321_Activity20260228.CSV", FEBRUARY);
    // At the rest of a play that takes longer nothing is killed.
    let moments: &[&[u64]] = &[&[40, 330], &[160], &[250, 450]];
    let both = |first: &(dyn Fn() + Sync), second: &(dyn Fn() + Sync)| {
        std::thread::scope(|scope| {
            scope.spawn(second);
            first();
        });
    };
    let import = |files: &[&str], moments: &[u64]| {
        let args = [&["import"], files, &["--breach", "2026-01-10", "--exposed", "full_number"]].concat();
        assert_eq!(at_last(&path, &args, moments), Some(0), "{files:?}");
    };
    both(&|| import(&[&january], moments[0]), &|| import(&[&pending], moments[2]));
    assert_eq!(play.sql("select count(*) || '' from transactions"), ["12"]);

    let decide = |names: &[&str], verdict: &[&str], moments: &[u64]| {
        let ids: Vec<String> = names.iter().map(|name| play.id(name)).collect();
        let args = [&["decide"], &ids.iter().map(String::as_str).collect::<Vec<_>>()[..], verdict].concat();
        assert_eq!(at_last(&path, &args, moments), Some(0), "{names:?}");
    };
    both(
        &|| {
            decide(&["BLUE HERON", "ORCHARD", "TRATTORIA", "LARKSPUR"], &["--mine"], moments[0]);
            decide(&["GIFTNOOK", "PIXELPOND"], &["--not-recognised", "--note", "asked at home"], moments[1]);
        },
        &|| {
            decide(&["VOLTHAVEN", "KESTREL"], &["--not-mine"], moments[2]);
            decide(&["CEDAR"], &["--wrong", "duplicate"], moments[1]);
            decide(&["HOLLYBROOK"], &["--mine"], moments[0]);
        },
    );
    // Whoever was killed after the case was written and before it said so has decided twice: each of these is taken back.
    let of_two =
        "select distinct (content ->> '$.group') || '' from log where content ->> '$.verdict' = 'not-recognised'";
    for group in play.sql(of_two) {
        // Taken back already by one that was killed before it said so: then there is nothing left.
        let ended = at_last(&path, &["undo", "--group", &group], moments[2]);
        assert!(matches!(ended, Some(0 | 2)), "{ended:?}");
    }
    assert_eq!(play.sql(IN_FORCE), AFTER_UNDO);

    let volthaven = play.id("VOLTHAVEN");
    let mark = ["dispute", "mark", &volthaven, "reported", "--on", "2026-02-03", "--as-of", "2026-03-01"];
    let marked = at_last(&path, &mark, moments[2]);
    assert!(matches!(marked, Some(0 | 2)), "{marked:?}");
    both(&|| import(&[&february], moments[0]), &|| import(&[&january, &february], moments[2]));
    assert_eq!(play.sql("select count(*) || '' from source"), ["3"]);
    assert_eq!(play.sql("select count(*) || '' from transactions"), ["16"]);
    assert_eq!(
        play.sql(
            "select name from source where rows <> (select count(*) from transactions where source = id) +
            (select count(*) from set_apart where source = id)"
        ),
        Vec::<String>::new()
    );
    // The pending charge is posted under its own id, and the refund is that of the dispute.
    let hollybrook =
        "select count(distinct charge) || ' ' || count(*) from transactions where descriptor like 'HOLLYBROOK%'";
    assert_eq!(play.sql(hollybrook), ["1 2"]);
    let status = play.status(10);
    let dispute =
        status["disputes"].as_array().expect("list").iter().find(|one| one["id"] == *volthaven).expect("there");
    assert_eq!((&dispute["stage"], &dispute["credits"][0]["because"]), (&"refunded".into(), &"equal".into()));
    assert!(play.says(&["log", "verify"], 0).starts_with("The log is whole"));
}
