//! What is to be forgotten is gone from the bytes, and the log still verifies.

use postbreach::review::{Entry, Verdict};
use postbreach::store::{Store, What};
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
    assert_eq!((gone.files, gone.charges, gone.entries, gone.mentions), (1, 2, 1, 1));
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
