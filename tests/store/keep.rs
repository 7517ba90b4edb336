//! Cards with new numbers, regular charges, questions and the profile, on the command line.

use serde_json::Value;

use crate::follow::file;
use crate::month::{JANUARY, Play};
use crate::tools::{bytes, fresh, holds};

const HEAD: &str = "card,transaction_date,descriptor,amount,currency,status\n";
/// A subscription whose price rises once, on an old number and then on the new one, and a habit.
const ROWS: &str = "4321,2025-09-05,LUMAFLIX,15.99,USD,posted
4321,2025-10-05,LUMAFLIX,15.99,USD,posted
4321,2025-11-05,LUMAFLIX,15.99,USD,posted
4321,2025-12-05,LUMAFLIX,18.99,USD,posted
4321,2026-01-05,LUMAFLIX,18.99,USD,posted
4321,2025-10-11,THORNBURY GYM,40.00,USD,posted
4321,2025-11-11,THORNBURY GYM,40.00,USD,posted
4321,2025-12-11,THORNBURY GYM,40.00,USD,posted
4321,2026-01-11,THORNBURY GYM,40.00,USD,posted
4321,2026-01-13,ORCHARD GROCER 44,61.20,USD,posted
4321,2026-01-14,ORCHARD GROCER 44,12.10,USD,posted
";
const NEW_NUMBER: &str = "8765,2026-02-05,LUMAFLIX,18.99,USD,posted
8765,2026-02-14,ORCHARD GROCER 44,33.00,USD,posted
4321,2026-02-12,MOSSVALE DIGITAL,9.90,USD,posted
";

fn recurring(play: &Play<'_>) -> Vec<Value> {
    let said = play.says(&["recurring", "--format", "json", "--as-of", "2026-03-01"], 0);
    let value: Value = serde_json::from_str(&said).expect("JSON");
    value["recurring"].as_array().expect("list").clone()
}

#[test]
fn a_card_with_a_new_number_is_one_card() {
    let path = fresh("replaced");
    let play = Play(&path);
    let old = file(&play, "old.csv", &format!("{HEAD}{ROWS}"));
    play.says(&["import", &old, "--breach", "2026-01-10"], 0);
    let said =
        play.says(&["card", "replaced", "4321", "--new", "8765", "--on", "2026-01-20", "--as-of", "2026-03-01"], 0);
    assert_eq!(said, "Saved: card 4321 has the new number 8765 since 20 January 2026\n");
    let yet = recurring(&play);
    assert!(yet.len() == 2 && yet.iter().all(|line| line["seen_on_new_number"] == false), "no row of it yet: {yet:?}");
    let new = file(&play, "new.csv", &format!("{HEAD}{NEW_NUMBER}"));
    play.says(&["import", &new], 0);

    let found = recurring(&play);
    let names: Vec<&Value> = found.iter().map(|line| &line["merchant"]).collect();
    assert_eq!(names, ["THORNBURY GYM", "LUMAFLIX"].map(Value::from).iter().collect::<Vec<_>>().as_slice());
    let lumaflix = &found.iter().find(|line| line["merchant"] == "LUMAFLIX").expect("there");
    assert_eq!(
        (&lumaflix["card"], &lumaflix["charges"], &lumaflix["seen_on_new_number"], &lumaflix["next"]),
        (&"8765".into(), &6.into(), &true.into(), &"2026-03-05".into())
    );
    let change = serde_json::json!([{ "date": "2025-12-05", "before": "15.99", "after": "18.99" }]);
    assert_eq!(lumaflix["changes"], change);
    let gym = &found.iter().find(|line| line["merchant"] == "THORNBURY GYM").expect("there");
    assert_eq!((&gym["done"], &gym["seen_on_new_number"]), (&false.into(), &false.into()));

    // A tick is kept, and taken back.
    play.says(&["recurring", "--done", "thornbury gym"], 0);
    assert_eq!(recurring(&play)[0]["done"], true);
    assert!(play.says(&["recurring", "--format", "markdown"], 0).contains("| ☑ | THORNBURY GYM |"));
    play.says(&["undo"], 0);
    assert!(play.says(&["recurring", "--format", "markdown"], 0).contains("| ☐ | THORNBURY GYM |"));
    let page = play.says(&["--lang", "ja", "recurring", "--format", "html"], 0);
    assert!(page.contains("☐") && page.contains("毎月") && !page.contains("<script"), "{page}");

    // A charge on the old number is raised.
    let status = play.status(10);
    let raised: Vec<&Value> = status["raised"].as_array().expect("list").iter().collect();
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert_eq!((&raised[0]["why"], &raised[0]["replaced"]), (&"old-number".into(), &"2026-01-20".into()));
    let scanned = play.says(&["scan", "--as-of", "2026-03-01"], 10);
    assert!(scanned.contains("on a number that was replaced on 20 January 2026: $9.90 at MOSSVALE"), "{scanned}");

    let refused = play.run(&["card", "replaced", "1111", "--new", "8765", "--on", "2026-01-20"]);
    assert_eq!(refused.status.code(), Some(2));
    let refused = play.run(&["card", "replaced", "4321", "--new", "4321", "--on", "2026-01-20"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_refund_on_the_new_number_is_of_the_old_one() {
    let path = fresh("refund-over-number");
    let play = Play(&path);
    let old = file(&play, "old.csv", &format!("{HEAD}4321,2026-01-15,VOLTHAVEN ELECTRONICS,689.00,USD,posted\n"));
    play.says(&["import", &old, "--breach", "2026-01-10"], 0);
    let id = play.id("VOLTHAVEN");
    play.decide(&["VOLTHAVEN"], &["--not-mine"]);
    play.says(&["dispute", "mark", &id, "reported", "--on", "2026-01-20", "--as-of", "2026-03-01"], 0);
    let new = file(
        &play,
        "new.csv",
        &format!(
            "{HEAD}8765,2026-02-05,VOLTHAVEN ELECTRONICS,-689.00,USD,posted\n8765,2026-02-07,LUMAFLIX,18.99,USD,posted\n"
        ),
    );
    play.says(&["import", &new], 0);
    let dispute = |play: &Play<'_>| play.status(0)["disputes"][0].clone();
    assert_eq!(dispute(&play)["proposals"][0]["because"], "other-card");
    play.says(&["card", "replaced", "4321", "--new", "8765", "--on", "2026-01-21", "--as-of", "2026-03-01"], 0);
    assert_eq!(dispute(&play)["credits"][0]["because"], "equal");
}

#[test]
fn a_question_says_no_more_than_whom_it_concerns() {
    let path = fresh("ask");
    let play = Play(&path);
    let january = file(&play, "Chase4321_Activity20260201.CSV", JANUARY);
    play.says(&["import", &january, "--breach", "2026-01-10"], 0);
    let (giftnook, kestrel) = (play.id("GIFTNOOK"), play.id("KESTREL"));
    play.decide(&["GIFTNOOK"], &["--not-recognised"]);
    play.decide(&["BLUE HERON"], &["--mine"]);
    for lang in ["en", "ja"] {
        for format in ["table", "markdown", "html"] {
            let sheet = play.says(&["--lang", lang, "ask", "--format", format], 0);
            assert!(sheet.contains("GIFTNOOK") && !sheet.contains("BLUE HERON"), "{sheet}");
            for word in ["look first", "先に見る", "score", "0.9"] {
                assert!(!sheet.contains(word), "{format}: {word}");
            }
        }
    }
    let merchants = play.says(&["ask", "--whom", "merchant", "--format", "markdown", &giftnook, &kestrel], 0);
    assert_eq!(merchants.matches("\n## ").count() + 1, 2, "a sheet each: {merchants}");

    // Not recognised, and nobody asked: it is not disputed. An answer decides nothing.
    let said = play.says(
        &["ask", "--answer", &giftnook, "family", "--on", "2026-02-02", "--note", "a present", "--as-of", "2026-03-01"],
        0,
    );
    assert!(said.contains("answered: made in the family (2 February 2026) · a present"), "{said}");
    assert!(said.contains(&format!("To decide: postbreach decide {giftnook} --family")), "{said}");
    assert_eq!(play.status(10)["decided"]["not-recognised"], 1);
    play.says(&["dispute", "mark", &giftnook, "reported", "--on", "2026-02-03", "--as-of", "2026-03-01"], 0);
    let late = play.run(&["ask", "--answer", &giftnook, "mine", "--on", "2026-03-02", "--as-of", "2026-03-01"]);
    assert_eq!(late.status.code(), Some(2));
    assert!(play.says(&["log", "list"], 0).contains("a present"));
    play.says(&["undo", &giftnook], 0);
    play.says(&["undo", &giftnook], 0);
    let refused = play.run(&["dispute", "mark", &giftnook, "reported", "--on", "2026-02-03", "--as-of", "2026-03-01"]);
    assert_eq!(refused.status.code(), Some(2), "the answer was taken back");
}

#[test]
fn a_profile_is_kept_by_card_and_goes_with_it() {
    let path = fresh("profile");
    let play = Play(&path);
    let january = file(&play, "Chase4321_Activity20260201.CSV", JANUARY);
    play.says(&["import", &january, "--breach", "2026-01-10"], 0);
    play.says(&["profile", "set", "name", "ALEX EXAMPLE"], 0);
    play.says(&["profile", "set", "address", "12 Quillwort Lane", "--card", "4321"], 0);
    let said = play.says(&["profile", "--format", "json"], 0);
    let card = serde_json::from_str::<Value>(&said).expect("JSON")["cards"][0].clone();
    let expected = serde_json::json!({
        "name": { "value": "ALEX EXAMPLE", "from": "all" },
        "address": { "value": "12 Quillwort Lane", "from": "card" },
        "jurisdiction": { "value": "US", "from": "layout" },
        "product": { "value": "credit", "from": "layout" },
    });
    assert_eq!(card["fields"], expected);
    assert!(play.says(&["--lang", "ja", "profile"], 0).contains("適用される国: US（明細の形式から）"));
    let number: String = std::iter::once('4').chain(std::iter::repeat_n('1', 15)).collect();
    assert_eq!(play.run(&["profile", "set", "name", &number]).status.code(), Some(2));
    assert_eq!(play.run(&["profile", "set", "phone", "1", "--card", "9999"]).status.code(), Some(2));
    play.says(&["profile", "set", "name", ""], 0);
    assert!(!play.says(&["profile"], 0).contains("ALEX EXAMPLE"));
    play.says(&["import", &january, "--breach", "2026-01-10"], 0);
    assert!(play.says(&["profile"], 0).contains("12 Quillwort Lane"), "an import leaves it");
    play.says(&["forget", "--card", "4321", "--yes"], 0);
    assert!(!holds(&bytes(&path), "Quillwort Lane"));
}

#[test]
fn what_ends_first_is_counted_with_the_profile_and_comes_first() {
    let path = fresh("ends");
    let play = Play(&path);
    let rows = "4321,2026-02-20,KESTREL GADGETS,412.50,USD,posted
4321,2026-01-28,VOLTHAVEN ELECTRONICS,689.00,USD,posted
4321,2026-02-10,PIXELPOND DIGITAL,88.00,USD,posted
";
    let january = file(&play, "rows.csv", &format!("{HEAD}{rows}"));
    play.says(&["import", &january, "--breach", "2026-01-10"], 0);
    play.decide(&["KESTREL", "VOLTHAVEN", "PIXELPOND"], &["--not-mine"]);
    // Nothing tells of which country the card is.
    let status = || play.status(0);
    assert_eq!(status()["first_to_end"], Value::Null);
    play.says(&["profile", "set", "jurisdiction", "us"], 0);
    play.says(&["profile", "set", "product", "credit"], 0);
    let first = |status: &Value| {
        let first = &status["first_to_end"];
        (first["deadline"].clone(), first["basis"].clone(), first["last_day"].clone())
    };
    let day = |text: &str| Value::from(text);
    // Sixty days after the day of the charge, the earliest on which a statement can have shown it.
    assert_eq!(first(&status()), (day("us-billing-error"), day("earliest"), day("2026-03-29")));
    play.says(&["profile", "set", "statement-day", "15", "--card", "4321"], 0);
    let now = status();
    assert_eq!(first(&now), (day("us-billing-error"), day("earliest"), day("2026-04-16")));
    let names = |order: &[&str]| {
        let args = [&["status", "--format", "json", "--as-of", "2026-03-01"], order].concat();
        let status: Value = serde_json::from_str(&play.says(&args, 0)).expect("JSON");
        let list = status["reported"].as_array().expect("list").clone();
        list.iter().map(|one| one["descriptor"].as_str().expect("text")[..4].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&[]), ["VOLT", "PIXE", "KEST"]);
    assert_eq!(names(&["--order", "date"]), ["KEST", "PIXE", "VOLT"]);
    assert_eq!(names(&["--order", "merchant"]), ["KEST", "PIXE", "VOLT"]);
    let said = play.says(&["status", "--as-of", "2026-03-01"], 0);
    assert!(said.contains("The first deadline is 16 April 2026 or later"), "{said}");
    let said = play.says(&["--lang", "ja", "status", "--as-of", "2026-03-01"], 0);
    assert!(said.contains("2026年4月16日"), "{said}");
    // A debit card has other deadlines.
    play.says(&["profile", "set", "product", "debit", "--card", "4321"], 0);
    assert_ne!(first(&status()).0, day("us-billing-error"));
}

#[test]
fn a_list_can_begin_with_what_ends_first() {
    let path = fresh("last-day");
    let play = Play(&path);
    let january = file(&play, "Chase4321_Activity20260201.CSV", JANUARY);
    play.says(&["import", &january, "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    let days = |args: &[&str]| {
        let found =
            play.says(&[args, &["--format", "json", "--as-of", "2026-03-01", "--order", "last-day"]].concat(), 10);
        let found: Value = serde_json::from_str(&found).expect("JSON");
        let list = found["findings"].as_array().or(found["open"].as_array()).expect("list").clone();
        let listed = list.into_iter().filter(|one| one["flagged"] != false);
        let day =
            |one: Value| one["report_by"]["last_day"].as_str().or(one["last_day"].as_str()).expect("day").to_owned();
        listed.map(day).collect::<Vec<_>>()
    };
    for args in [&["scan"][..], &["scan", "--level", "everything"], &["status"]] {
        let days = days(args);
        assert!(days.len() > 1 && days.is_sorted() && days[0] < days[days.len() - 1], "{args:?}: {days:?}");
    }
}

#[test]
fn a_clock_that_is_wrong_does_not_shut_the_case() {
    let path = fresh("clock");
    let play = Play(&path);
    let january = file(&play, "Chase4321_Activity20260201.CSV", JANUARY);
    play.says(&["import", &january, "--breach", "2026-01-10"], 0);
    play.decide(&["VOLTHAVEN"], &["--not-mine"]);
    let said = play.says(&["status", "--as-of", "1970-01-01"], 1);
    assert!(said.contains("the breach of 2026-01-10 lies after 1970-01-01"), "{said}");
    assert!(said.contains("not ours"), "{said}");
}

#[test]
fn statements_of_another_household_stay_out_of_the_case() {
    let path = fresh("whose");
    let play = Play(&path);
    let one = file(&play, "one.csv", &format!("{HEAD}{ROWS}"));
    let said = play.says(&["import", &one, "--household", "Ito"], 0);
    assert!(said.contains("Household Ito: 1 new file"), "{said}");
    let other = file(&play, "other.csv", &format!("{HEAD}{NEW_NUMBER}"));
    play.says(&["import", &other, "--household", "Kato"], 2);
    assert_eq!(play.sql("select name from source").len(), 1);
    play.says(&["import", &other, "--household", "Ito"], 0);
    play.says(&["import", "--household", "Kato"], 0);
    assert_eq!(play.status(0)["household"], "Kato", "without files, only the name is another");
    let copy = fresh("whose-copy");
    let copy = copy.to_str().expect("text");
    play.says(&["backup", copy], 0);
    play.says(&["restore", copy, "--yes"], 0);
    play.says(&["import", "--household", "Ito"], 0);
    play.says(&["restore", copy, "--yes"], 1);
    assert_eq!(play.status(0)["household"], "Ito", "another household's copy takes no case's place");
}
