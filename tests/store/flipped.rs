//! A case with a flipped bit or a lost end is refused with words, or tells that it was changed, or reads as it did.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use postbreach::location::Problem;
use postbreach::report::canonical;
use postbreach::review::{Entry, Verdict};
use postbreach::store::{Kept, Store};
use rusqlite::Connection;

use crate::tools::{AT, READER, canonical as statement, case_of, decide, fresh, with};

/// What a case that cannot be used is told to be.
const REFUSED: [&str; 5] = ["not-a-case", "case-newer", "case-damaged", "case-failed", "log-broken"];

fn whole() -> Vec<u8> {
    let rows = [
        "4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted",
        "4321,2026-02-09,COPPER KETTLE,6.10,USD,posted",
        "9911,2026-02-10,LARKSPUR TAXI,18.40,USD,pending",
    ];
    let (path, mut store) = case_of("whole", &[("one.csv", &statement(&rows)), ("two.csv", &statement(&rows[..2]))]);
    decide(&mut store, "KESTREL", Verdict::NotMine);
    let seq = decide(&mut store, "COPPER", Verdict::Mine);
    store.append(store.seen().unwrap(), &[Entry::Undo { undoes: vec![seq] }], AT).unwrap();
    store.change(|settings| settings.household = "Sample".to_owned()).unwrap();
    drop(store);
    std::fs::read(path).unwrap()
}

/// Everything that a case says.
fn says(kept: &Kept) -> String {
    let rows = canonical::render(&kept.case.statements, &kept.case.strings, &READER.merchants, &READER.currencies);
    let charges: Vec<_> = kept.case.charges.iter().map(|charge| (&charge.id, &charge.aliases, charge.amount)).collect();
    format!("{rows} {charges:?} {:?} {:?} {:?}", kept.sources, kept.settings, kept.history)
}

/// What becomes of a file: refused by a code, changed by its own word, or as it reads.
fn outcome(path: &Path) -> Result<String, &'static str> {
    let load = || -> Result<Kept, Problem> {
        let mut kept = Store::open(path)?.load(with())?;
        kept.doubts.pop().map_or(Ok(kept), Err)
    };
    load().map(|kept| says(&kept)).map_err(|problem| problem.code)
}

/// Holds a damaged file against the law.
fn lawful(name: &str, bytes: &[u8], expected: &str, path: &Path) -> Option<&'static str> {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::write(path, bytes).unwrap();
    let found = catch_unwind(AssertUnwindSafe(|| outcome(path))).unwrap_or_else(|_| panic!("{name}: a panic"));
    match found {
        Ok(says) => {
            assert_eq!(says, expected, "{name}: reads as another case, without a word");
            None
        }
        Err(code) => {
            assert!(code == "case-altered" || REFUSED.contains(&code), "{name}: {code}");
            Some(code)
        }
    }
}

#[test]
fn a_flipped_bit_is_no_other_case() {
    let flips = std::env::var("POSTBREACH_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(250_usize);
    let bytes = whole();
    let path = fresh("flipped");
    std::fs::write(&path, &bytes).unwrap();
    let expected = outcome(&path).unwrap();
    // The header, byte by byte, then places that lie far apart, without a source of chance.
    let places = (0..100).map(|byte| byte * 8 + byte % 8);
    let places = places.chain((0..flips).map(|at| (at * 7_368_787 + at / 7) % (bytes.len() * 8)));
    let mut told = std::collections::BTreeMap::<_, usize>::new();
    for place in places {
        let mut flipped = bytes.clone();
        flipped[place / 8] ^= 1 << (place % 8);
        *told.entry(lawful(&format!("bit {place}"), &flipped, &expected, &path)).or_default() += 1;
    }
    println!("{told:?}");
    assert!(told.contains_key(&Some("case-altered")), "{told:?}");
}

#[test]
fn a_lost_end_is_no_shorter_case() {
    let bytes = whole();
    let path = fresh("cut");
    let lengths = (0..=64).map(|part| bytes.len() * part / 65).chain([1, 99, 100, 4095, 4096, 4097, bytes.len() - 1]);
    for length in lengths {
        let code = lawful(&format!("{length} bytes"), &bytes[..length], "", &path);
        assert!(matches!(code, Some("not-a-case" | "case-damaged" | "log-broken")), "{length} bytes: {code:?}");
    }
}

#[test]
fn what_another_program_changed_is_told_and_not_written_over() {
    let path = fresh("altered");
    std::fs::write(&path, whole()).unwrap();
    let change = |sql: &str| Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    change("update transactions set amount = 600000 where descriptor like 'KESTREL%'");
    let mut store = Store::open(&path).unwrap();
    let kept = store.load(with()).unwrap();
    assert_eq!(kept.doubts.iter().map(|doubt| doubt.code).collect::<Vec<_>>(), ["case-altered"]);
    assert_eq!(store.check().unwrap_err().code, "case-altered");
    assert_eq!(store.change(|_| ()).unwrap_err().code, "case-altered", "a new seal would hide it");
    assert!(store.verify().is_ok(), "the log has its own");
    let copy = fresh("altered-copy");
    store.backup(&copy).unwrap();
    assert_eq!(Store::restore(&copy, &fresh("other"), false).err().map(|problem| problem.code), Some("case-altered"));
    change("update transactions set amount = 500000 where descriptor like 'KESTREL%'");
    assert_eq!(store.check(), Ok(()), "as it was");
}

#[test]
fn a_case_of_before_there_were_seals_gets_one_when_it_is_written_to() {
    let path = fresh("unsealed");
    std::fs::write(&path, whole()).unwrap();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("delete from setting where name = 'seal'").unwrap();
    let mut store = Store::open(&path).unwrap();
    store.check().unwrap();
    store.change(|settings| settings.household = "Other".to_owned()).unwrap();
    conn.execute_batch("delete from set_apart").unwrap();
    assert_eq!(store.check().unwrap_err().code, "case-altered");
}
