//! A month with a case, as a person plays it on the command line; what is in the tables is looked at by SQL.

use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;
use serde_json::Value;

use crate::common::root;
use crate::tools::fresh;

pub(crate) const JANUARY: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
01/31/2026,02/01/2026,LARKSPUR TAXI,Travel,Sale,-18.40,
01/30/2026,01/31/2026,GIFTNOOK EGIFT CARDS,Shopping,Sale,-100.00,
01/29/2026,01/30/2026,TRATTORIA NORDA,Food & Drink,Sale,-56.26,
01/27/2026,01/28/2026,KESTREL GADGETS ONLINE,Shopping,Sale,-412.50,
01/26/2026,01/27/2026,VOLTHAVEN ELECTRONICS,Shopping,Sale,-689.00,
01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,
01/20/2026,01/20/2026,Payment Thank You-Mobile,,Payment,120.00,
01/16/2026,01/17/2026,BLUE HERON COFFEE,Food & Drink,Sale,-4.75,
01/14/2026,01/15/2026,CEDAR & SONS HARDWARE,Home,Sale,-238.47,
01/12/2026,01/13/2026,ORCHARD GROCER 44,Groceries,Sale,-95.58,
01/11/2026,01/12/2026,GLOWLEAF TRIAL BOX,Shopping,Sale,-1.95,
";
pub(crate) const PENDING: &str = "card,transaction_date,descriptor,amount,currency,status
4321,2026-02-20,HOLLYBROOK INN,210.00,USD,pending
";
/// The pending charge is posted with a tip, one charge of January is refunded, and a row of January comes late.
pub(crate) const FEBRUARY: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
02/20/2026,02/23/2026,HOLLYBROOK INN,Travel,Sale,-236.00,
02/10/2026,02/11/2026,VOLTHAVEN ELECTRONICS,Shopping,Return,689.00,
01/31/2026,02/03/2026,LUMAFLIX,Entertainment,Sale,-19.99,
01/31/2026,02/01/2026,LARKSPUR TAXI,Travel,Sale,-18.40,
";

pub(crate) struct Play<'a>(pub(crate) &'a Path);

impl Play<'_> {
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        command.args(args).env("POSTBREACH_CASE", self.0).env_remove("POSTBREACH_LANG").current_dir(root());
        command.output().expect("runs")
    }

    pub(crate) fn says(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {talk}");
        String::from_utf8(output.stdout).expect("text")
    }

    pub(crate) fn status(&self, code: i32) -> Value {
        serde_json::from_str(&self.says(&["status", "--format", "json", "--as-of", "2026-03-01"], code)).expect("JSON")
    }

    pub(crate) fn sql(&self, query: &str) -> Vec<String> {
        let conn = Connection::open(self.0).expect("opens");
        let mut select = conn.prepare(query).expect("SQL");
        let rows = select.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("texts")
    }

    pub(crate) fn id(&self, descriptor: &str) -> String {
        let query = format!(
            "select distinct charge from transactions where descriptor like '{descriptor}%' and charge is not null"
        );
        let ids = self.sql(&query);
        assert_eq!(ids.len(), 1, "{descriptor}: {ids:?}");
        ids[0].clone()
    }

    pub(crate) fn decide(&self, descriptors: &[&str], verdict: &[&str]) {
        let ids: Vec<String> = descriptors.iter().map(|descriptor| self.id(descriptor)).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let said = self.says(&[&["decide"], &ids[..], verdict].concat(), 0);
        assert_eq!(said.lines().filter(|line| line.starts_with("Saved: ")).count(), ids.len(), "{said}");
    }
}

/// What the log says holds now, by SQL alone: verdict and descriptor of every decision that was not taken back.
pub(crate) const IN_FORCE: &str = "
    with taken as (select json_each.value as seq from log, json_each(content, '$.undoes')),
    made as (select seq, content ->> '$.charge' as charge, content ->> '$.verdict' as verdict from log
             where content ->> '$.entry' = 'decide' and seq not in (select seq from taken))
    select distinct verdict || ' ' || min(descriptor) from made join transactions using (charge)
    where kind = 'purchase' group by seq order by 1";

/// What holds when ten charges were decided in three ways and one group was taken back.
pub(crate) const AFTER_UNDO: [&str; 8] = [
    "mine BLUE HERON COFFEE",
    "mine HOLLYBROOK INN",
    "mine LARKSPUR TAXI",
    "mine ORCHARD GROCER 44",
    "mine TRATTORIA NORDA",
    "not-mine KESTREL GADGETS ONLINE",
    "not-mine VOLTHAVEN ELECTRONICS",
    "wrong:duplicate CEDAR & SONS HARDWARE",
];

#[test]
fn a_month_is_played() {
    let path = fresh("month");
    let folder = path.with_extension("files");
    std::fs::create_dir_all(&folder).expect("folder");
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let play = Play(&path);
    let january = file("Chase4321_Activity20260201.CSV", JANUARY);
    let pending = file("pending.csv", PENDING);

    let would = play.says(&["import", &january, "--breach", "2026-01-10", "--dry-run"], 0);
    assert!(would.starts_with("Nothing was written. It would be 1 new file: 10 new charges"), "{would}");
    assert!(!path.exists(), "a try leaves no file");
    play.says(&["import", &january, &pending, "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    assert_eq!(play.sql("select count(*) || '' from transactions"), ["12"]);
    assert_eq!(
        play.sql(
            "select rows || '=' || (select count(*) from transactions where source = id) || '+' ||
            (select count(*) from set_apart where source = id) from source order by id"
        ),
        ["12=11+1", "2=1+1"]
    );

    play.decide(&["BLUE HERON", "ORCHARD", "TRATTORIA", "LARKSPUR"], &["--mine"]);
    play.decide(&["GIFTNOOK", "PIXELPOND"], &["--not-recognised", "--note", "asked at home"]);
    play.decide(&["VOLTHAVEN", "KESTREL"], &["--not-mine"]);
    play.decide(&["CEDAR"], &["--wrong", "duplicate"]);
    play.decide(&["HOLLYBROOK"], &["--mine"]);
    let undone = play.says(&["undo", "--group", "5"], 0);
    assert!(undone.contains("GIFTNOOK") && undone.contains("PIXELPOND"), "{undone}");
    assert_eq!(play.sql(IN_FORCE), AFTER_UNDO);
    let hollybrook = play.id("HOLLYBROOK");

    let february = file("Chase4321_Activity20260228.CSV", FEBRUARY);
    let said = play.says(&["import", &february], 0);
    assert!(said.starts_with("1 new file: 1 new charge, 1 already known, 1 pending before and now posted."), "{said}");
    assert!(said.contains("LUMAFLIX") && said.contains("(the amount has changed since: open again)"), "{said}");
    assert_eq!(play.id("HOLLYBROOK"), hollybrook);
    let status = play.status(10);
    let names = |key: &str| {
        let list = status[key].as_array().expect("list");
        list.iter().map(|charge| charge["descriptor"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("new"), ["LUMAFLIX"], "under a date of January");
    assert_eq!(status["rows"]["read"], 12 + 2 + 5);
    assert_eq!(
        status["rows"]["read"].as_u64(),
        Some(status["rows"]["transactions"].as_u64().unwrap() + status["rows"]["set_apart"].as_u64().unwrap())
    );
    let mut reported = names("reported");
    reported.sort();
    assert_eq!(reported, ["CEDAR & SONS HARDWARE", "KESTREL GADGETS ONLINE", "VOLTHAVEN ELECTRONICS"]);
    let open = names("open");
    assert!(!open.iter().any(|name| name.contains("KESTREL") || name.contains("VOLTHAVEN")), "{open:?}");

    // The same once more, and everything stays.
    let before =
        (play.sql(IN_FORCE), play.sql("select charge from transactions where charge is not null order by source, nth"));
    for _ in 0..2 {
        let said = play.says(&["import", &january, &february, &pending], 0);
        assert!(said.contains("0 new files: 0 new charges"), "{said}");
    }
    let after =
        (play.sql(IN_FORCE), play.sql("select charge from transactions where charge is not null order by source, nth"));
    assert_eq!(before, after);
    assert_eq!(play.status(10), status);
    assert!(play.says(&["log", "verify"], 0).starts_with("The log is whole: 11 entries"));
}

#[test]
fn new_rules_do_not_bring_back_what_was_decided() {
    let path = fresh("rules");
    let (file, rules) = (path.with_extension("csv"), path.with_extension("rules"));
    std::fs::write(&file, JANUARY).expect("written");
    std::fs::create_dir_all(rules.join("charges")).expect("folder");
    let rule = std::fs::read_to_string(root().join("rules/charges/new-merchant.toml")).expect("rule");
    let own = rule.replace("id = \"new-merchant\"", "id = \"new-again\"");
    std::fs::write(rules.join("charges/new-again.toml"), own).expect("written");
    let play = Play(&path);
    play.says(&["import", &file.display().to_string(), "--breach", "2026-01-10"], 0);
    play.decide(&["KESTREL"], &["--not-recognised"]);
    let args = ["scan", "--level", "everything", "--format", "json", "--as-of", "2026-03-01", "--rules"];
    let found = play.says(&[&args[..], &[&rules.display().to_string()]].concat(), 10);
    let found: Value = serde_json::from_str(&found).expect("JSON");
    let of = |name: &str| {
        let list = found["findings"].as_array().expect("list").iter();
        list.filter(|finding| finding["transaction"]["descriptor"] == name).collect::<Vec<_>>()
    };
    let kestrel = of("KESTREL GADGETS ONLINE")[0];
    assert_eq!((&kestrel["flagged"], &kestrel["decision"]["verdict"]), (&false.into(), &"not-recognised".into()));
    let rules = kestrel["reasons"].as_array().expect("list").iter().map(|reason| &reason["rule"]);
    assert!(rules.clone().any(|rule| rule == "new-again"), "{:?}", rules.collect::<Vec<_>>());
    assert_eq!(of("VOLTHAVEN ELECTRONICS")[0]["flagged"], true);
    assert_eq!(found["summary"]["decided"]["not-recognised"], 1);
    let explained = play.says(&["explain", &play.id("KESTREL")], 0);
    assert!(explained.contains("You said “not recognised” ("), "{explained}");
}

#[test]
fn a_scope_is_shown_first_and_needs_a_yes() {
    let path = fresh("scope");
    let file = path.with_extension("csv");
    let rows = (1..=4).map(|day| format!("4321,2026-02-0{day},GLOWLEAF TRIAL BOX,{}.95,USD,posted\n", day % 2 + 1));
    let text = format!("card,transaction_date,descriptor,amount,currency,status\n{}", rows.collect::<String>());
    std::fs::write(&file, text).expect("written");
    let play = Play(&path);
    play.says(&["import", &file.display().to_string(), "--breach", "2026-01-10"], 0);
    let ids = play.sql("select charge from transactions order by nth");
    let reach = |scope: &str, verdict: &str, yes: &[&str]| {
        play.run(&[&["decide", &ids[0], verdict, "--scope", scope], yes].concat())
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    assert_eq!(reach("merchant", "--not-mine", &["--yes"]).status.code(), Some(2));
    let asked = reach("same-amount", "--mine", &[]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(text(asked.stderr).starts_with("This decides 2 charges ($5.90): mine."));
    assert!(play.sql("select content from log").is_empty(), "nothing was said yes to");
    let done = reach("merchant", "--family", &["--yes"]);
    assert_eq!((done.status.code(), text(done.stdout).lines().count()), (Some(0), 4));
    assert_eq!(play.says(&["undo"], 0).lines().count(), 4, "what was decided at once is taken back at once");
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be_kept() {
    let path = fresh("ephemeral");
    let file = path.with_extension("csv");
    std::fs::write(&file, PENDING).expect("written");
    let play = Play(&path);
    let said = play.says(&["import", "--ephemeral", &file.display().to_string()], 0);
    assert!(said.ends_with("Nothing of this was kept.\n"), "{said}");
    assert!(!path.exists());
    let scanned = play.run(&["scan", &file.display().to_string(), "--breach", "2026-01-10", "--as-of", "2026-03-01"]);
    assert!(scanned.stdout.starts_with(b"2026-01-10") || !scanned.stdout.is_empty());
    assert!(!path.exists(), "files are looked at alone");
}

#[test]
fn what_does_not_read_is_not_kept() {
    let path = fresh("mistyped");
    let play = Play(&path);
    let refused = play.says(&["add", "2017/12/05 AOZORA BOOKS 1,480円", "2017/13/05 AOZORA BOOKS 1,480円"], 1);
    assert!(refused.starts_with("Nothing was saved: "), "{refused}");
    let refused = play.says(&["--lang", "ja", "add", "2017/13/05 AOZORA BOOKS 1,480円"], 1);
    assert!(refused.starts_with("何も保存していません"), "{refused}");
    play.says(&["import", "no-such-file.csv"], 1);
    let log = path.with_extension("log");
    std::fs::write(&log, "no log\n").expect("written");
    play.says(&["log", "import", &log.display().to_string()], 1);
    assert!(!path.exists(), "no case is made of it");
    play.says(&["add", "2017/12/05 AOZORA BOOKS 1,480円", "2017/12/06 AOZORA BOOKS 1,480円"], 0);
    play.says(&["add", "2017/13/05 AOZORA BOOKS 1,480円"], 1);
    play.says(&["status"], 0);
}

#[test]
fn an_id_that_there_is_not_is_wrong_usage() {
    let path = fresh("no-such-charge");
    let play = Play(&path);
    play.says(&["add", "2017/12/05 AOZORA BOOKS 1,480円", "2017/12/06 AOZORA BOOKS 1,480円"], 0);
    for args in [
        &["decide", "zzz", "--mine"][..],
        &["undo", "zzz"],
        &["ask", "zzz"],
        &["dispute", "mark", "zzz", "reported", "--on", "2017-12-07"],
        &["explain", "zzz"],
        &["explain", ""],
    ] {
        assert_eq!(play.run(args).status.code(), Some(2), "{args:?}");
    }
    let several = play.run(&["explain", ""]);
    assert!(String::from_utf8_lossy(&several.stderr).contains("several charges"), "{several:?}");
}

#[test]
fn typed_rows_come_from_arguments_and_from_standard_input() {
    use std::io::Write;
    let path = fresh("typed");
    let play = Play(&path);
    play.says(&["add", "2017/06/24 AOZORA BOOKS 1,480円"], 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(["add"])
        .env("POSTBREACH_CASE", &path)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("runs");
    let rows = "2017/06/24 AOZORA BOOKS 1,480円\n2017/06/25 MINATO FURNITURE 24,000円\n";
    child.stdin.take().expect("stdin").write_all(rows.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let amounts =
        play.sql("select amount || ' ' || currency from transactions group by charge order by transaction_date");
    assert_eq!(amounts, ["14800000 JPY", "240000000 JPY"]);
}
