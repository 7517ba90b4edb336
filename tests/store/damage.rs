//! A case that cannot be used is told as what it is, and nothing that was saved is touched.

use postbreach::review::Verdict;
use postbreach::store::Store;
use rusqlite::Connection;

use crate::tools::{AT, canonical, case_of, charge, decide, decision, fresh, load, with};

fn one() -> String {
    canonical(&["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted"])
}

fn code(path: &std::path::Path) -> Option<&'static str> {
    Store::open(path).and_then(|store| store.load(with()).and_then(|_| store.check())).err().map(|problem| problem.code)
}

#[test]
fn what_is_no_sound_case_is_told_apart() {
    let (path, mut store) = case_of("sound", &[("one.csv", &one())]);
    decide(&mut store, "KESTREL", Verdict::Mine);
    drop(store);
    assert_eq!(code(&path), None);
    let whole = std::fs::read(&path).unwrap();
    let with_bytes = |bytes: &[u8]| {
        let path = fresh("unsound");
        std::fs::write(&path, bytes).unwrap();
        path
    };
    assert_eq!(code(&fresh("missing")), Some("no-case"));
    assert_eq!(
        code(&with_bytes(b"Date,Description,Amount\n2026-01-01,SHOP,1.00\n".repeat(40).as_slice())),
        Some("not-a-case")
    );
    assert_eq!(code(&with_bytes(&whole[..whole.len() / 2])), Some("case-damaged"));
    let mut changed = whole.clone();
    changed[4096..].iter_mut().for_each(|byte| *byte = 0xff);
    assert_eq!(code(&with_bytes(&changed)), Some("case-damaged"));
    let newer = with_bytes(&whole);
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&newer).unwrap();
    assert_eq!(code(&newer), Some("case-newer"));
    assert_eq!(std::fs::read(&newer).unwrap(), before, "left as it is");
    let other = fresh("other");
    Connection::open(&other).unwrap().execute_batch("create table shop (name text)").unwrap();
    assert_eq!(code(&other), Some("not-a-case"));
    assert_eq!(Store::open_or_make(&fresh("x").join("y")).err().map(|problem| problem.code), Some("case-not-made"));
}

#[test]
fn a_case_that_another_program_writes_is_busy() {
    let (path, mut store) = case_of("busy", &[("one.csv", &one())]);
    let kept = load(&store);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let entry = decision(charge(&kept, "KESTREL"), Verdict::Mine);
    assert_eq!(store.append(kept.seen, std::slice::from_ref(&entry), AT).unwrap_err().code, "case-busy");
    other.execute_batch("rollback").unwrap();
    assert_eq!(store.append(kept.seen, &[entry], AT), Ok(vec![1]));
}

#[cfg(unix)]
#[test]
fn it_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (path, store) = case_of("rights", &[("one.csv", &one())]);
    let mode =
        |ending: &str| std::fs::metadata(format!("{}{ending}", path.display())).unwrap().permissions().mode() & 0o777;
    assert_eq!(["", "-wal", "-shm"].map(mode), [0o600; 3]);
    drop(store);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(mode(""), 0o600);
    let copy = fresh("copy");
    store.backup(&copy).unwrap();
    assert_eq!(std::fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_copy_becomes_a_case_again() {
    let (path, mut store) = case_of("copied", &[("one.csv", &one())]);
    decide(&mut store, "KESTREL", Verdict::Mine);
    let copy = fresh("copy");
    store.backup(&copy).unwrap();
    assert_eq!(store.backup(&copy).unwrap_err().code, "case-exists");
    decide(&mut store, "KESTREL", Verdict::NotMine);
    drop(store);
    assert_eq!(Store::restore(&copy, &path, false).err().map(|problem| problem.code), Some("case-exists"));
    let half = fresh("half");
    let bytes = std::fs::read(&copy).unwrap();
    std::fs::write(&half, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(Store::restore(&half, &path, true).err().map(|problem| problem.code), Some("case-damaged"));
    assert_eq!(Store::open(&path).unwrap().history().unwrap().decisions().count(), 2, "not touched");
    let restored = Store::restore(&copy, &path, true).unwrap();
    assert_eq!(restored.history().unwrap().decisions().count(), 1);
    assert_eq!(load(&restored).case.charges.len(), 1);
    let elsewhere = Store::restore(&copy, &fresh("elsewhere"), false).unwrap();
    assert_eq!(elsewhere.verify(), restored.verify());
}

#[test]
fn what_a_case_that_is_gone_left_becomes_part_of_no_other() {
    let (path, mut store) = case_of("gone", &[("one.csv", &one())]);
    let copy = fresh("copy");
    store.backup(&copy).unwrap();
    decide(&mut store, "KESTREL", Verdict::Mine);
    let side = std::path::PathBuf::from(format!("{}-wal", path.display()));
    let pages = std::fs::read(&side).unwrap();
    drop(store);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&side, &pages).unwrap();
    let refused = |made: Result<Store, _>| made.err().map(|problem: postbreach::location::Problem| problem.code);
    for _ in 0..2 {
        assert_eq!(refused(Store::restore(&copy, &path, true)), Some("case-leftover"));
        assert_eq!(refused(Store::open_or_make(&path)), Some("case-leftover"));
        assert!(!path.exists() && std::fs::read(&side).unwrap() == pages, "nothing is touched");
    }
    std::fs::remove_file(&side).unwrap();
    assert_eq!(Store::restore(&copy, &path, false).unwrap().history().unwrap().decisions().count(), 0);
}

/// `tests/case-files/vN.sql` is a case that the release with schema N made, as SQL text; `v1-sealed.sql` one with a seal,
/// which every later release must find unbroken.
#[test]
fn a_case_of_every_released_schema_opens() {
    let folder = crate::common::root().join("tests/case-files");
    let files = crate::common::sorted(&folder);
    assert_eq!(files.len(), 2, "none is taken away");
    for file in files {
        let path = fresh("released");
        let sql = std::fs::read_to_string(&file).unwrap();
        Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let store = Store::open(&path).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
        store.check().unwrap();
        let verified = store.verify().unwrap();
        assert_eq!((verified.entries, verified.erased), (4, 1), "{}", file.display());
        let kept = load(&store);
        assert_eq!(kept.case.charges.len(), 4, "{}", file.display());
        assert_eq!(kept.settings.exposure.breaches[0].name, "2026-01-10");
        let review = postbreach::review::Review::of(&kept.case, &kept.history, "2026-03-01".parse().unwrap());
        let held = (0..4).filter(|at| review.held(*at).is_some()).count();
        assert_eq!((held, review.elsewhere), (1, 0), "{}", file.display());
    }
}
