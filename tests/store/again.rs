//! What a decision leaves open, or what is open again, is on the list.

use serde_json::Value;

use crate::follow::file;
use crate::month::Play;
use crate::tools::fresh;

const HEAD: &str = "card,transaction_date,descriptor,amount,currency,kind,status,reference\n";

/// A year of one shop, so that it is known, then a charge at another.
fn year(last: &str) -> String {
    let mut text = HEAD.to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2025, 1, 3).expect("day");
    for (at, date) in first.iter_days().step_by(5).take(82).enumerate() {
        text.push_str(&format!("4321,{date},ORCHARD GROCER,{}.40,USD,purchase,posted,\n", 21 + at % 30));
    }
    text + last
}

fn open(play: &Play<'_>, as_of: &str, code: i32) -> Vec<String> {
    let status = play.says(&["status", "--format", "json", "--as-of", as_of], code);
    let status: Value = serde_json::from_str(&status).expect("JSON");
    let list = status["open"].as_array().expect("list");
    list.iter().map(|charge| charge["descriptor"].as_str().expect("text").to_owned()).collect()
}

const VOLTHAVEN: &str = "VOLTHAVEN ELECTRONICS";

#[test]
fn a_charge_whose_amount_has_changed_is_listed_again() {
    let path = fresh("changed");
    let play = Play(&path);
    let pending = year("4321,2026-02-21,VOLTHAVEN ELECTRONICS,100.00,USD,purchase,pending,R77\n");
    let posted = year("4321,2026-02-21,VOLTHAVEN ELECTRONICS,900.00,USD,purchase,posted,R77\n");
    play.says(&["import", &file(&play, "1.csv", &pending), "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    play.decide(&[VOLTHAVEN], &["--mine"]);
    assert!(open(&play, "2026-02-25", 0).is_empty());
    play.says(&["import", &file(&play, "2.csv", &posted)], 0);
    assert_eq!(open(&play, "2026-02-25", 10), [VOLTHAVEN]);
    let scanned = play.says(&["scan", "--as-of", "2026-02-25"], 10);
    assert!(scanned.contains("a shop not seen before"), "it made no shop familiar: {scanned}");
    play.decide(&[VOLTHAVEN], &["--mine"]);
    assert!(open(&play, "2026-02-25", 0).is_empty());
}

#[test]
fn a_charge_whose_day_is_past_is_listed_again() {
    let path = fresh("due");
    let play = Play(&path);
    let posted = year("4321,2026-02-21,VOLTHAVEN ELECTRONICS,900.00,USD,purchase,posted,\n");
    play.says(&["import", &file(&play, "1.csv", &posted), "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    play.decide(&[VOLTHAVEN], &["--mine", "--until", "2026-03-10"]);
    assert!(open(&play, "2026-03-10", 0).is_empty());
    assert_eq!(open(&play, "2026-03-20", 10), [VOLTHAVEN]);
    let said = play.says(&["--lang", "ja", "status", "--as-of", "2026-03-20"], 10);
    assert!(said.contains("もう一度確認する日を過ぎたため"), "{said}");
}

#[test]
fn what_nobody_is_sure_of_is_listed_though_no_rule_lists_it() {
    let path = fresh("unsure");
    let play = Play(&path);
    let grocer = year("4321,2026-02-21,ORCHARD GROCER 44,23.00,USD,purchase,posted,\n");
    play.says(&["import", &file(&play, "1.csv", &grocer), "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    assert!(open(&play, "2026-03-01", 0).is_empty());
    play.decide(&["ORCHARD GROCER 44"], &["--unsure"]);
    assert_eq!(open(&play, "2026-03-01", 10), ["ORCHARD GROCER 44"]);
    let scanned = play.says(&["scan", "--as-of", "2026-03-01"], 10);
    assert!(scanned.contains("1 charge to look at") && scanned.contains("[look]"), "{scanned}");
    assert!(scanned.contains("1 listed"), "the parts say the same: {scanned}");
    assert!(scanned.contains("You were not sure of it yet."), "{scanned}");
    play.decide(&["ORCHARD GROCER 44"], &["--family"]);
    assert!(open(&play, "2026-03-01", 0).is_empty());
}
