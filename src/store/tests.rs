//! What only the connection itself can be made to do: a full disk, a file that cannot be written.

use super::Store;
use crate::location::Problem;
use crate::review::{Decision, Entry, Scope, Verdict};

fn long_note() -> Entry {
    Entry::Decide(Decision {
        charge: "c".to_owned(),
        verdict: Verdict::Mine,
        note: Some("n".repeat(100_000)),
        until: None,
        scope: Scope::Charge,
        amount: rust_decimal::Decimal::ONE,
        currency: crate::money::Currency::NONE,
    })
}

/// The code of a decision that cannot be saved while a pragma is set, and the decisions after it.
fn refused(set: &str, unset: &str) -> (Option<&'static str>, usize) {
    let mut store = Store::ephemeral().unwrap();
    let now = "2026-03-01T12:00:00Z";
    store.append(store.seen().unwrap(), &[long_note()], now).unwrap();
    store.conn.execute_batch(set).unwrap();
    let seen = store.seen().unwrap();
    let refused = store.append(seen, &[long_note()], now).err().map(|problem| problem.code);
    store.conn.execute_batch(unset).unwrap();
    store.verify().unwrap();
    (refused, store.history().unwrap().decisions().count())
}

#[test]
fn a_full_disk_refuses_and_keeps_what_is_there() {
    let full = refused("pragma max_page_count = 1", "pragma max_page_count = 100000");
    assert_eq!(full, (Some("case-disk-full"), 1));
}

#[test]
fn what_cannot_be_written_refuses_and_keeps_what_is_there() {
    assert_eq!(refused("pragma query_only = on", "pragma query_only = off"), (Some("case-read-only"), 1));
}

#[test]
fn a_case_that_cannot_be_written_can_be_looked_at() {
    let path = std::env::temp_dir().join(format!("postbreach still %41?#{}.case", std::process::id()));
    let mut store = Store::open_or_make(&path).unwrap();
    store.append(store.seen().unwrap(), &[long_note()], "2026-03-01T12:00:00Z").unwrap();
    drop(store);
    let why = || Problem::new("case-read-only");
    let mut store = Store::open_still(&path, why()).unwrap();
    assert_eq!(store.history().unwrap().decisions().count(), 1);
    let seen = store.seen().unwrap();
    let refused = store.append(seen, &[long_note()], "2026-03-01T12:00:00Z").unwrap_err();
    assert_eq!(refused.code, "case-read-only");
    drop(store);
    let side = format!("{}-wal", path.display());
    std::fs::write(&side, "something that was not brought in yet").unwrap();
    assert_eq!(Store::open_still(&path, why()).err().map(|problem| problem.code), Some("case-read-only"));
    std::fs::remove_file(side).unwrap();
    std::fs::remove_file(path).unwrap();
}
