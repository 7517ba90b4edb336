//! The record of what was decided: a changed byte is found, and where.

use std::path::Path;

use postbreach::review::{Entry, Review, Verdict};
use postbreach::store::{NamedBreach, Store};
use rusqlite::Connection;

use crate::tools::{AT, canonical, case_of, charge, decide, decision, fresh, load};

fn four_decisions(name: &str) -> std::path::PathBuf {
    let rows = ["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted", "4321,2026-02-09,COPPER KETTLE,6.10,USD,posted"];
    let (path, mut store) = case_of(name, &[("one.csv", &canonical(&rows))]);
    for verdict in [Verdict::Mine, Verdict::NotRecognised] {
        decide(&mut store, "KESTREL", verdict);
        decide(&mut store, "COPPER", verdict);
    }
    path
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn broken(path: &Path) -> Option<(String, String)> {
    let problem = Store::open(path).unwrap().verify().err()?;
    assert_eq!(problem.code, "log-broken");
    Some((problem.value("number").unwrap().to_owned(), problem.value("part").unwrap().to_owned()))
}

#[test]
fn a_changed_byte_is_found_and_located() {
    let path = four_decisions("changed");
    assert_eq!(broken(&path), None);
    let flipped = "cast(x'00' || substr(COLUMN, 2) as blob)";
    for (number, column, part) in
        [(1, "content", "content"), (2, "salt", "content"), (3, "sealed", "content"), (4, "chain", "chain")]
    {
        let value = match column {
            "content" => "replace(content, 'mine', 'nine')".to_owned(),
            column => flipped.replace("COLUMN", column),
        };
        let before = std::fs::read(&path).unwrap();
        change(&path, &format!("update log set {column} = {value} where seq = {number}"));
        assert_eq!(broken(&path), Some((number.to_string(), part.to_owned())), "{column}");
        std::fs::write(&path, before).unwrap();
    }
    for (sql, number, part) in [
        ("delete from log where seq = 2", "2", "missing"),
        ("delete from log where seq = 4", "4", "end"),
        ("update log set salt = null where seq = 3", "3", "content"),
        ("delete from log", "4", "end"),
    ] {
        let before = std::fs::read(&path).unwrap();
        change(&path, sql);
        assert_eq!(broken(&path), Some((number.to_owned(), part.to_owned())), "{sql}");
        std::fs::write(&path, before).unwrap();
    }
    assert_eq!(broken(&path), None);
}

#[test]
fn an_exported_log_goes_on_elsewhere() {
    let path = four_decisions("exported");
    let mut store = Store::open(&path).unwrap();
    let text = store.export_log().unwrap();
    assert_eq!(text.lines().count(), 4);
    let mut other = Store::open_or_make(&fresh("imported")).unwrap();
    assert_eq!(other.import_log(&text), Ok(4));
    assert_eq!(other.import_log(&text), Ok(0), "nothing comes twice");
    assert_eq!(other.history().unwrap(), store.history().unwrap());
    assert_eq!(other.verify(), store.verify());
    decide(&mut store, "KESTREL", Verdict::Family);
    assert_eq!(other.import_log(&store.export_log().unwrap()), Ok(1));
    let longer = other.export_log().unwrap();
    let mut apart = Store::open(&four_decisions("apart")).unwrap();
    assert_eq!(apart.import_log(&longer).unwrap_err().code, "log-differs");
    assert_eq!(apart.import_log(&longer.replace("family", "mine")).unwrap_err().code, "log-broken");
    assert_eq!(apart.import_log("{}\n").unwrap_err().at.line, Some(1));
}

#[test]
fn a_leak_in_an_exported_log_holds_elsewhere_too() {
    let path = four_decisions("leak");
    let mut store = Store::open(&path).unwrap();
    let breach = NamedBreach { name: "2026-02-01".to_owned(), ..NamedBreach::default() };
    let held = |store: &Store| load(store).settings.exposure.breaches.contains(&breach);
    let on = store.seen().unwrap();
    let said = store.append(on, &[Entry::Breach { breach: breach.clone(), holds: true }], AT).unwrap();
    let mut other = Store::open_or_make(&fresh("leak-elsewhere")).unwrap();
    assert!(held(&store) && !held(&other));
    other.import_log(&store.export_log().unwrap()).unwrap();
    assert!(held(&other));
    let on = store.seen().unwrap();
    store.append(on, &[Entry::Undo { undoes: said }], AT).unwrap();
    other.import_log(&store.export_log().unwrap()).unwrap();
    assert!(!held(&store) && !held(&other));
    assert_eq!(other.verify(), store.verify());
}

/// A clock that is wrong makes nothing wrong: the log goes by its numbers.
#[test]
fn a_clock_that_is_set_back_changes_no_order() {
    let path = four_decisions("clock");
    let mut store = Store::open(&path).unwrap();
    let kept = load(&store);
    let of = |verdict| decision(charge(&kept, "KESTREL"), verdict);
    let earlier = "1970-01-01T00:00:00Z";
    assert_eq!(store.append(kept.seen, &[of(Verdict::Family)], earlier), Ok(vec![5]));
    let rows = canonical(&["4321,2026-02-10,LARKSPUR TAXI,18.40,USD,posted"]);
    crate::tools::import_at(&mut store, &[("two.csv", &rows)], &[], earlier);
    let kept = load(&store);
    assert_eq!(kept.history.entries.iter().map(|logged| logged.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let long_ago = "1970-01-02".parse().unwrap();
    let review = Review::of(&kept.case, &kept.history, long_ago);
    let at = |name| kept.case.charges.iter().position(|one| one.id == charge(&kept, name).id).unwrap();
    assert_eq!(review.held(at("KESTREL")).map(|standing| standing.decision.verdict), Some(Verdict::Family));
    assert!(kept.is_new(at("LARKSPUR")) && !kept.is_new(at("KESTREL")));
    store.verify().unwrap();
}
