//! What follows a decision, played on the command line: a refund is matched, a charge after it is raised, and what was
//! said can be taken back and forgotten.

use crate::month::{JANUARY, Play};
use crate::tools::{bytes, fresh, holds};

const FEBRUARY: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
02/22/2026,02/23/2026,VOLTHAVEN ELECTRONICS,Shopping,Sale,-689.00,
02/18/2026,02/19/2026,PROVISIONAL CREDIT,,Adjustment,412.50,
02/10/2026,02/11/2026,VOLTHAVEN ELECTRONICS,Shopping,Return,689.00,
02/05/2026,02/06/2026,ORCHARD GROCER 44,Groceries,Sale,-61.20,
";

/// A file of the play.
pub(crate) fn file(play: &Play<'_>, name: &str, text: &str) -> String {
    let folder = play.0.with_extension("files");
    std::fs::create_dir_all(&folder).expect("folder");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn january(play: &Play<'_>) {
    let january = file(play, "Chase4321_Activity20260201.CSV", JANUARY);
    play.says(&["import", &january, "--breach", "2026-01-10", "--exposed", "full_number"], 0);
    play.decide(&["VOLTHAVEN", "KESTREL"], &["--not-mine"]);
    play.decide(&["BLUE HERON"], &["--mine"]);
    play.decide(&["GIFTNOOK"], &["--not-recognised"]);
}

fn mark(play: &Play<'_>, id: &str, step: &[&str], code: i32) -> String {
    play.says(&[&["dispute", "mark", id], step, &["--as-of", "2026-03-01"]].concat(), code)
}

#[test]
fn a_refund_is_matched_and_a_charge_after_it_is_raised() {
    let path = fresh("follow");
    let play = Play(&path);
    january(&play);
    let (volthaven, kestrel) = (play.id("VOLTHAVEN"), play.id("KESTREL"));
    let said = mark(&play, &volthaven, &["reported", "--on", "2026-02-03", "--via", "telephone", "--ref", "A-17"], 0);
    assert!(said.contains("reported on 3 February 2026 · telephone · A-17"), "{said}");
    mark(&play, &kestrel, &["reported", "--on", "2026-02-03"], 0);
    mark(&play, &kestrel, &["acknowledged", "--on", "2026-02-04"], 0);

    let february = file(&play, "Chase4321_Activity20260228.CSV", FEBRUARY);
    let said = play.says(&["import", &february], 0);
    assert!(said.contains("Disputes that this import speaks of:"), "{said}");
    assert!(said.contains("The credit of $689.00 of 10 February 2026 (VOLTHAVEN ELECTRONICS) is its refund"), "{said}");
    assert!(
        said.contains("This credit of $412.50 of 18 February 2026 (PROVISIONAL CREDIT) may be its refund"),
        "{said}"
    );
    assert!(said.contains("Charged again after a refund: $689.00 at VOLTHAVEN ELECTRONICS on 22 February"), "{said}");

    let status = play.status(10);
    let dispute = |status: &serde_json::Value, id: &str| {
        let list = status["disputes"].as_array().expect("list").clone();
        list.into_iter().find(|dispute| dispute["id"] == *id).expect("a dispute")
    };
    assert_eq!(dispute(&status, &volthaven)["stage"], "refunded");
    assert_eq!(dispute(&status, &volthaven)["credits"][0]["because"], "equal");
    assert_eq!(dispute(&status, &kestrel)["stage"], "acknowledged");
    assert_eq!(dispute(&status, &kestrel)["proposals"][0]["because"], "provisional");
    assert_eq!(status["raised"][0]["why"], "rebilled");
    assert_eq!(status["raised"][0]["of"], *volthaven);
    assert_eq!(
        status["losses"],
        serde_json::json!([{ "currency": "USD", "disputed": "1101.50", "refunded": "689.00", "refused": "0.00" }])
    );
    let again = play.says(&["scan", "--as-of", "2026-03-01"], 10);
    assert!(again.contains("Charged again after a refund"), "{again}");

    // The proposal is kept when it is confirmed, and goes when that is taken back.
    let printed = play.says(&["status", "--as-of", "2026-03-01"], 10);
    assert!(printed.contains("refunded --on 2026-02-18"), "{printed}");
    mark(&play, &kestrel, &["refunded", "--on", "2026-02-18"], 0);
    let confirmed = dispute(&play.status(10), &kestrel);
    assert_eq!((&confirmed["stage"], &confirmed["credits"][0]["because"]), (&"refunded".into(), &"confirmed".into()));
    let undone = play.says(&["undo"], 0);
    assert!(undone.contains("Undone:") && undone.contains("refunded on 18 February 2026"), "{undone}");
    assert_eq!(dispute(&play.status(10), &kestrel)["stage"], "acknowledged");
    play.says(&["redo"], 0);
    assert_eq!(dispute(&play.status(10), &kestrel)["stage"], "refunded");
    assert!(play.says(&["--lang", "ja", "status", "--as-of", "2026-03-01"], 10).matches("返金").count() > 2);
}

#[test]
fn a_credit_that_the_card_company_takes_back_is_no_refund() {
    let path = fresh("taken-back");
    let play = Play(&path);
    january(&play);
    let kestrel = play.id("KESTREL");
    mark(&play, &kestrel, &["reported", "--on", "2026-02-03", "--via", "telephone"], 0);
    play.says(&["import", &file(&play, "Chase4321_Activity20260228.CSV", FEBRUARY)], 0);
    mark(&play, &kestrel, &["refunded", "--on", "2026-02-18"], 0);
    let dispute = || {
        let status = play.status(10);
        let list = status["disputes"].as_array().expect("list").clone();
        let found = list.into_iter().find(|dispute| dispute["id"] == *kestrel).expect("a dispute");
        (found["stage"].clone(), found["refunded"].clone(), found["credits"][0]["taken_back"].clone())
    };
    assert_eq!(dispute(), ("refunded".into(), "412.50".into(), serde_json::Value::Null));
    let (head, own) = (FEBRUARY.lines().next().expect("head"), "ORCHARD GROCER 44,Groceries,Sale,-61.20,");
    let march = format!(
        "{head}\n03/08/2026,03/09/2026,{own}\n03/20/2026,03/21/2026,PROVISIONAL CREDIT REVERSAL,,Adjustment,-412.50,\n"
    );
    let said = play.says(&["import", &file(&play, "Chase4321_Activity20260331.CSV", &march)], 0);
    assert!(said.contains("It was taken back on 20 March 2026 (PROVISIONAL CREDIT REVERSAL)"), "{said}");
    assert_eq!(dispute(), ("reported".into(), "0.00".into(), "2026-03-20".into()), "it is under way again");
    // A second refund is not too much.
    let again = format!("{head}\n04/08/2026,04/09/2026,{own}\n04/10/2026,04/11/2026,KESTREL AIR,,Return,412.50,\n");
    play.says(&["import", &file(&play, "Chase4321_Activity20260430.CSV", &again)], 0);
    let step = ["dispute", "mark", &kestrel, "refunded", "--on", "2026-04-10", "--as-of", "2026-04-12"];
    play.says(&step, 0);
    assert_eq!(dispute().0, "refunded");
}

#[test]
fn one_credit_may_be_of_several_charges() {
    let path = fresh("larger");
    let play = Play(&path);
    january(&play);
    let volthaven = play.id("VOLTHAVEN");
    mark(&play, &volthaven, &["reported", "--on", "2026-02-03"], 0);
    let larger = FEBRUARY.replace("Return,689.00", "Return,701.50");
    let said = play.says(&["import", &file(&play, "Chase4321_Activity20260228.CSV", &larger)], 0);
    assert!(said.contains("This credit of $701.50") && said.contains("the amount is larger"), "{said}");
    assert!(said.contains(&format!("mark {volthaven} refunded --on 2026-02-10\n")), "no more than was charged: {said}");
}

#[test]
fn what_is_refused_after_it_came_back_is_lost_unless_it_is_there_for_good() {
    let path = fresh("refused");
    let play = Play(&path);
    january(&play);
    let (volthaven, kestrel) = (play.id("VOLTHAVEN"), play.id("KESTREL"));
    for id in [&volthaven, &kestrel] {
        mark(&play, id, &["reported", "--on", "2026-02-03", "--via", "telephone"], 0);
        mark(&play, id, &["acknowledged", "--on", "2026-02-04"], 0);
        // A letter may follow what was said to the call.
        mark(&play, id, &["reported", "--on", "2026-02-05", "--via", "letter (certified)"], 0);
    }
    play.says(&["import", &file(&play, "Chase4321_Activity20260228.CSV", FEBRUARY)], 0);
    mark(&play, &kestrel, &["refunded", "--on", "2026-02-18"], 0);
    for id in [&volthaven, &kestrel] {
        mark(&play, id, &["refused", "--on", "2026-02-28"], 0);
    }
    assert_eq!(
        play.status(10)["losses"],
        serde_json::json!([{ "currency": "USD", "disputed": "1101.50", "refunded": "689.00", "refused": "412.50" }])
    );
}

#[test]
fn a_dispute_is_closed_by_two_quiet_months() {
    let path = fresh("closed");
    let play = Play(&path);
    january(&play);
    let volthaven = play.id("VOLTHAVEN");
    mark(&play, &volthaven, &["reported", "--on", "2026-02-03"], 0);
    let head = FEBRUARY.lines().next().expect("head");
    let refund = "02/10/2026,02/11/2026,VOLTHAVEN ELECTRONICS,Shopping,Return,689.00,";
    let later = |day: &str| format!("{head}\n{day},{day},ORCHARD GROCER 44,Groceries,Sale,-61.20,\n");
    let stage = |play: &Play<'_>| {
        let status = play.says(&["status", "--format", "json", "--as-of", "2026-05-01"], 10);
        let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
        let list = status["disputes"].as_array().expect("list");
        list.iter().find(|dispute| dispute["id"] == *volthaven).expect("a dispute")["stage"].clone()
    };
    let files = [
        ("Chase4321_Activity20260228.CSV", format!("{head}\n{refund}\n"), "refunded"),
        ("Chase4321_Activity20260331.CSV", later("03/20/2026"), "refunded"),
        ("Chase4321_Activity20260430.CSV", later("04/20/2026"), "closed"),
    ];
    for (name, text, expected) in files {
        let name = file(&play, name, &text);
        play.says(&["import", &name], 0);
        assert_eq!(stage(&play), expected, "{name}");
    }
}

#[test]
fn a_step_out_of_order_or_of_a_day_to_come_is_refused() {
    let path = fresh("order");
    let play = Play(&path);
    january(&play);
    let id = play.id("VOLTHAVEN");
    let refused = |id: &str, step: &[&str], with: &str| {
        let output = play.run(&[&["dispute", "mark", id], step, &["--as-of", "2026-03-01"]].concat());
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{step:?}: {talk}");
        assert!(talk.contains(with), "{talk}");
    };
    refused(&id, &["refunded", "--on", "2026-02-01"], "not reported yet");
    refused(&id, &["reported", "--on", "2026-03-02"], "is after 2026-03-01");
    refused(&id, &["reported", "--on", "2026-01-02"], "lies before");
    refused(&id, &["reported", "--on", "2026-02-01", "--amount", "700"], "more than was charged");
    refused(&play.id("BLUE HERON"), &["reported", "--on", "2026-02-01"], "is not decided as one");
    refused(&play.id("CEDAR"), &["reported", "--on", "2026-02-01"], "is not decided as one");
    refused(&play.id("GIFTNOOK"), &["reported", "--on", "2026-02-01"], "nobody was asked");
    mark(&play, &id, &["reported", "--on", "2026-02-05"], 0);
    refused(&id, &["reported", "--on", "2026-02-06"], "cannot follow here");
    refused(&id, &["refused", "--on", "2026-02-04"], "lies before");
}

#[test]
fn an_answer_is_taken_away_by_an_empty_one() {
    let path = fresh("answer");
    let play = Play(&path);
    january(&play);
    let id = play.id("VOLTHAVEN");
    let letter = || play.says(&["dispute", "letter", &id, "--format", "markdown", "--yes", "--as-of", "2026-03-01"], 0);
    play.says(&["dispute", "answer", &id, "disputed=100", "reference=QUILLWORT"], 0);
    assert!(letter().contains("$100.00 of $689.00") && letter().contains("QUILLWORT"), "{}", letter());
    let said = play.says(&["dispute", "answer", &id, "disputed=", "reference="], 0);
    assert!(said.contains("disputed of it: (no answer)"), "{said}");
    assert!(!letter().contains("$100.00") && !letter().contains("QUILLWORT"), "{}", letter());
    play.says(&["undo"], 0);
    assert!(letter().contains("$100.00 of $689.00"), "that is taken back as anything else");
    assert_eq!(play.run(&["dispute", "answer", &id, "disputed"]).status.code(), Some(2));
}

#[test]
fn what_was_said_of_a_card_is_forgotten_with_it() {
    let path = fresh("forgotten");
    let play = Play(&path);
    january(&play);
    let id = play.id("VOLTHAVEN");
    mark(&play, &id, &["reported", "--on", "2026-02-05", "--ref", "RUBYTHROAT"], 0);
    play.says(&["dispute", "answer", &id, "possession=held", "merchant-answer=QUILLWORT"], 0);
    assert!(holds(&bytes(&path), "RUBYTHROAT") && holds(&bytes(&path), "QUILLWORT"));
    play.says(&["forget", "--card", "4321", "--yes"], 0);
    for text in ["RUBYTHROAT", "QUILLWORT", "VOLTHAVEN"] {
        assert!(!holds(&bytes(&path), text), "{text}");
    }
    assert!(play.says(&["log", "verify"], 0).starts_with("The log is whole"));
}
