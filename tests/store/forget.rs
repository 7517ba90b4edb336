//! What is to be forgotten is gone from the bytes, and the log still verifies.

use postbreach::review::{Entry, Verdict};
use postbreach::store::{Exposure, Incoming, NamedBreach, Store, What};
use rusqlite::Connection;

use crate::tools::{AT, bytes, canonical, case_of, charge, decide, decision, holds, load, with};

const CHASE: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,
";

fn two_cards(name: &str) -> (std::path::PathBuf, Store) {
    let mixed = canonical(&[
        "4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted",
        "9911,2026-02-09,COPPER KETTLE,6.10,USD,posted",
        "9911,2026-02-10,PAYMENT FOR CARD 4321,-5.00,USD,posted",
    ]);
    let (path, mut store) = case_of(name, &[("Chase4321_Activity.CSV", CHASE), ("both 4321.csv", &mixed)]);
    let kept = load(&store);
    let mut entry = decision(charge(&kept, "KESTREL"), Verdict::NotMine);
    if let Entry::Decide(decision) = &mut entry {
        decision.note = Some("asked Aunt Sakura".to_owned());
    }
    store.append(kept.seen, &[entry], AT).unwrap();
    decide(&mut store, "COPPER", Verdict::Mine);
    (path, store)
}

#[test]
fn a_card_is_gone_from_the_bytes_and_the_other_stays() {
    let (path, mut store) = two_cards("card");
    for text in ["KESTREL", "PIXELPOND", "4321", "Sakura"] {
        assert!(holds(&bytes(&path), text), "{text}");
    }
    let gone = store.forget(&What::Card("4321".to_owned()), AT, with()).unwrap();
    assert_eq!((gone.files, gone.charges, gone.entries, gone.trimmed, gone.mentions), (1, 2, 1, 1, 1));
    let kept = load(&store);
    assert_eq!(kept.case.charges.len(), 1);
    for statement in &kept.case.statements {
        let rows = statement.transactions.len() + statement.set_apart.len();
        assert_eq!(usize::try_from(statement.rows), Ok(rows));
    }
    let verified = store.verify().unwrap();
    assert_eq!((verified.entries, verified.erased), (3, 1));
    assert_eq!(kept.history.decisions().count(), 1);
    let all = bytes(&path);
    for text in ["KESTREL", "PIXELPOND", "Sakura"] {
        assert!(!holds(&all, text), "{text}");
    }
    assert!(holds(&all, "PAYMENT FOR CARD 4321"), "another card's row, which was told of");
    assert!(!holds(&all, "both 4321") && !holds(&all, "Chase4321"));
    drop(store);
    let conn = Connection::open(&path).unwrap();
    conn.execute("delete from transactions where descriptor like '%4321%'", []).unwrap();
    conn.execute_batch("vacuum").unwrap();
    drop(conn);
    assert!(!holds(&bytes(&path), "4321"), "no other place holds the digits");
}

#[test]
fn everything_is_gone_but_the_digests() {
    let (path, mut store) = two_cards("all");
    let head = store.verify().unwrap().head;
    let gone = store.forget(&What::Everything, AT, with()).unwrap();
    assert_eq!((gone.files, gone.charges, gone.entries, gone.rows), (2, 3, 2, 6));
    let all = bytes(&path);
    for text in ["KESTREL", "PIXELPOND", "COPPER", "4321", "9911", "Sakura", "Activity"] {
        assert!(!holds(&all, text), "{text}");
    }
    let verified = store.verify().unwrap();
    assert_eq!((verified.entries, verified.erased), (3, 2));
    assert_ne!(verified.head, head);
    assert!(load(&store).case.charges.is_empty());
}

#[test]
fn a_card_that_is_not_there_is_told_with_those_that_are() {
    let (_, mut store) = two_cards("unknown");
    let problem = store.forget(&What::Card("0000".to_owned()), AT, with()).unwrap_err();
    assert_eq!((problem.code, problem.value("known")), ("unknown-card", Some("9911, 4321")));
}

/// What a file with two cards says beside its rows goes with one of them, and what is left still adds up.
#[test]
fn of_a_file_with_two_cards_only_one_is_left() {
    let mixed = canonical(&[
        "4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted",
        "9911,2026-02-09,COPPER KETTLE,6.10,USD,posted",
        "4321,2026-13-40,QUILLWORT BOOKS,7.00,USD,posted",
        "4321,2026-02-10,TOTAL FOR 4321,x,USD,posted",
    ]);
    let (path, mut store) = case_of("mixed", &[("both.csv", &mixed)]);
    let before = load(&store);
    assert_eq!(before.case.statements[0].rejected().count(), 2);
    let head = store.verify().unwrap().head;
    let gone = store.forget(&What::Card("4321".to_owned()), AT, with()).unwrap();
    assert_eq!((gone.files, gone.rows, gone.charges, gone.trimmed, gone.mentions), (0, 1, 1, 1, 0));
    let kept = load(&store);
    let left = &kept.case.statements[0];
    assert_eq!((left.rows, left.transactions.len(), left.set_apart.len()), (4, 1, 3), "the counts still add up");
    assert_eq!((left.rejected().count(), left.notices.len(), left.totals.len()), (0, 0, 0));
    assert_ne!(store.verify().unwrap().head, head, "that something was forgotten stands in the log");
    store.check().unwrap();
    for text in ["KESTREL", "QUILLWORT", "4321", "2026-13-40"] {
        assert!(!holds(&bytes(&path), text), "{text}");
    }
    assert!(holds(&bytes(&path), "COPPER"));
    let beside = std::fs::read_dir(path.parent().unwrap())
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let own = path.file_stem().unwrap().to_string_lossy().into_owned();
    let endings: Vec<String> = beside.filter(|name| name.contains(&own)).collect();
    assert!(
        endings.iter().all(|name| ["", "-wal", "-shm"].iter().any(|end| *name == format!("{own}.case{end}"))),
        "{endings:?}"
    );
}

#[test]
fn what_another_window_still_holds_is_forgotten_the_second_time() {
    let (path, mut store) = two_cards("held");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("begin; select * from transactions").unwrap();
    let what = What::Card("4321".to_owned());
    assert_eq!(store.forget(&what, AT, with()).unwrap_err().code, "forget-unfinished");
    assert!(holds(&bytes(&path), "KESTREL"), "the old pages are in use");
    other.execute_batch("commit").unwrap();
    drop(other);
    assert_eq!(store.forget(&what, AT, with()).unwrap_err().code, "unknown-card");
    assert!(!holds(&bytes(&path), "KESTREL"));
}

#[test]
fn a_leak_of_a_forgotten_card_concerns_no_other() {
    let named = |name: &str, cards: &[&str]| NamedBreach {
        name: name.to_owned(),
        cards: cards.iter().map(|card| (*card).to_owned()).collect(),
        ..NamedBreach::default()
    };
    let (_, mut store) = two_cards("leak");
    let left = |store: &mut Store, breaches: Vec<NamedBreach>, cards: &[&str]| {
        let cards = cards.iter().map(|card| (*card).to_owned()).collect();
        let exposure = Exposure { breaches, exposed: None, cards };
        store.change(|settings| settings.exposure = exposure).unwrap();
        store.forget(&What::Card("4321".to_owned()), AT, with()).unwrap();
        store.settings().unwrap().exposure
    };
    let own = vec![
        named("2026-01-01", &["4321"]),
        named("2026-01-02", &["4321", "9911"]),
        named("2026-01-03", &[]),
        named("2026-01-04", &["9911"]),
    ];
    let exposure = left(&mut store, own, &[]);
    assert_eq!(
        exposure.breaches,
        [named("2026-01-02", &["9911"]), named("2026-01-03", &[]), named("2026-01-04", &["9911"])]
    );
    let (_, mut store) = two_cards("leaks");
    let exposure = left(&mut store, vec![named("2026-01-03", &[]), named("2026-01-04", &["9911"])], &["4321"]);
    assert_eq!((exposure.breaches, exposure.cards), (vec![named("2026-01-04", &["9911"])], Vec::new()));
}

/// What another file shows, too, stays under its id, with what was said of it.
#[test]
fn a_file_is_taken_out_and_what_others_show_stays() {
    let kettle = "9911,2026-02-09,COPPER KETTLE,6.10,USD,posted";
    let wrong = canonical(&["9911,2026-02-08,KESTREL GADGETS,500.00,USD,posted", kettle]);
    let right = canonical(&[kettle, "9911,2026-02-08,KESTREL GADGETS,50.00,USD,posted"]);
    let (path, mut store) = case_of("file", &[("typed", &wrong), ("typed", &right)]);
    let known = charge(&load(&store), "COPPER").id.clone();
    for entry in load(&store).case.charges.iter().map(|charge| decision(charge, Verdict::Mine)).collect::<Vec<_>>() {
        store.append(load(&store).seen, &[entry], AT).unwrap();
    }
    let what = What::File(Incoming::hash(wrong.as_bytes()));
    let would = store.would_forget(&what, with()).unwrap();
    let gone = store.forget(&what, AT, with()).unwrap();
    assert_eq!(would, gone);
    assert_eq!((gone.files, gone.rows, gone.charges, gone.entries, gone.trimmed), (1, 3, 1, 1, 0));
    let kept = load(&store);
    assert_eq!((kept.case.statements.len(), kept.case.charges.len()), (1, 2));
    assert_eq!(charge(&kept, "COPPER").id, known);
    assert_eq!(kept.history.decisions().count(), 2);
    store.check().unwrap();
    store.verify().unwrap();
    assert!(!holds(&bytes(&path), "500.00"));
    let problem = store.forget(&what, AT, with()).unwrap_err();
    assert_eq!(problem.code, "unknown-file");
    assert_eq!(store.forget(&What::File("typed".to_owned()), AT, with()).unwrap().charges, 2);
}
