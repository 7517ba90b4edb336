//! Cases made of text.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use postbreach::case::Charge;
use postbreach::review::{Decision, Entry, Scope, Verdict};
use postbreach::statement;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadAnswers;
use postbreach::statement::read::Tools;
use postbreach::store::{Assembling, Imported, Incoming, Kept, Store};
use postbreach::transaction::Strings;

use crate::common::{Reader, catalogue, root};

pub(crate) static READER: LazyLock<Reader> = LazyLock::new(Reader::new);
static FORMATS: LazyLock<Formats> = LazyLock::new(|| Formats::load(&catalogue()).expect("formats"));

/// The moment at which the tests write.
pub(crate) const AT: &str = "2026-03-01T12:00:00Z";

pub(crate) fn with() -> Assembling<'static> {
    Assembling { merchants: &READER.merchants, windows: READER.windows }
}

/// A name for a file that no other test has.
pub(crate) fn fresh(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = root().join("target/tmp/store");
    std::fs::create_dir_all(&folder).expect("folder");
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("{name}-{}-{number}.case", std::process::id()));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    path
}

/// Imports files as (name, text), read with these answers.
pub(crate) fn import_with(store: &mut Store, files: &[(&str, &str)], answers: &[&str]) -> Imported {
    import_at(store, files, answers, AT)
}

/// The same at some moment.
pub(crate) fn import_at(store: &mut Store, files: &[(&str, &str)], answers: &[&str], at: &str) -> Imported {
    let answers: Vec<String> = answers.iter().map(|text| (*text).to_owned()).collect();
    let answers = ReadAnswers::parse(&answers).expect("answers");
    let tools = Tools { merchants: &READER.merchants, currencies: &READER.currencies, months: &READER.months };
    let mut strings = Strings::default();
    let incoming: Vec<Incoming> = files
        .iter()
        .map(|(name, text)| {
            let read = statement::read(text.as_bytes(), name, &FORMATS, &answers.for_file(name), tools, &mut strings);
            let statement = read.unwrap_or_else(|problem| panic!("{name}: {problem}"));
            Incoming { hash: Incoming::hash(text.as_bytes()), answers: answers.said_of(name), statement }
        })
        .collect();
    store.import(&incoming, &strings, |_| (), at, with()).expect("imports")
}

pub(crate) fn import(store: &mut Store, files: &[(&str, &str)]) -> Imported {
    import_with(store, files, &[])
}

/// A case in a file with these files.
pub(crate) fn case_of(name: &str, files: &[(&str, &str)]) -> (PathBuf, Store) {
    let path = fresh(name);
    let mut store = Store::open_or_make(&path).expect("opens");
    import(&mut store, files);
    (path, store)
}

pub(crate) fn load(store: &Store) -> Kept {
    store.load(with()).expect("loads")
}

/// The charge with this descriptor, the only one.
pub(crate) fn charge<'a>(kept: &'a Kept, descriptor: &str) -> &'a Charge {
    let mut found =
        kept.case.charges.iter().filter(|charge| kept.case.strings.get(charge.descriptor).contains(descriptor));
    let one = found.next().unwrap_or_else(|| panic!("no charge at {descriptor}"));
    assert!(found.next().is_none(), "several charges at {descriptor}");
    one
}

pub(crate) fn decision(charge: &Charge, verdict: Verdict) -> Entry {
    Entry::Decide(Decision {
        charge: charge.id.clone(),
        verdict,
        note: None,
        until: None,
        scope: Scope::Charge,
        amount: charge.amount,
        currency: charge.currency,
    })
}

/// Decides the charge with this descriptor.
pub(crate) fn decide(store: &mut Store, descriptor: &str, verdict: Verdict) -> i64 {
    let kept = load(store);
    let entry = decision(charge(&kept, descriptor), verdict);
    store.append(kept.seen, &[entry], AT).expect("decides")[0]
}

/// Every byte of a case, its side files included.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    let part = |ending: &str| std::fs::read(format!("{}{ending}", path.display())).unwrap_or_default();
    ["", "-wal", "-shm", "-journal"].map(part).concat()
}

pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A statement of an invented card in the canonical form.
pub(crate) fn canonical(rows: &[&str]) -> String {
    let head = "card,transaction_date,descriptor,amount,currency,status";
    std::iter::once(head).chain(rows.iter().copied()).map(|line| format!("{line}\n")).collect()
}
