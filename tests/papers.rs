//! From decided charges to paper, as a person plays it on the command line: an American and a Japanese case made into
//! every output. The papers are left in `target/tmp/papers` to be looked at.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
#[path = "papers/office.rs"]
mod office;
#[path = "papers/pdf.rs"]
mod pdf;
#[path = "papers/play.rs"]
mod play;

use std::collections::BTreeSet;

use play::{japan, states};
use serde_json::Value;

/// The charge at VOLTHAVEN ELECTRONICS.
const VOLTHAVEN: &str = "73c5df76faaa";

/// The charges of a list for programs.
fn charges(list: &Value) -> impl Iterator<Item = &Value> {
    let sheets = list["sheets"].as_array().expect("sheets");
    sheets.iter().flat_map(|sheet| sheet["charges"].as_array().expect("charges"))
}

fn charge<'a>(list: &'a Value, descriptor: &str) -> &'a Value {
    charges(list).find(|charge| charge["descriptor"] == descriptor).unwrap_or_else(|| panic!("{descriptor}"))
}

#[test]
fn nothing_is_written_before_each_line_is_confirmed() {
    let play = states("confirm");
    let file = play.file("letter.pdf");
    for command in ["letter", "call-sheet", "list"] {
        let (said, talk) = play.run(&["dispute", command, "--output", &file], 2);
        assert!(said.is_empty() && talk.contains("not confirmed"), "{talk}");
        for line in ["VOLTHAVEN ELECTRONICS", "CEDAR & SONS HARDWARE", "LUMAFL1X.COM", "IRON PINE FITNESS TRIAL"] {
            assert!(talk.contains(line), "no {line}: {talk}");
        }
        let place = |text: &str| talk.find(text).unwrap_or_else(|| panic!("no {text}: {talk}"));
        assert!(place("Report as soon as you are sure") < place("No day here is counted from the breach"));
        assert!(place("No day here is counted from the breach") < place("The first deadline is"));
    }
    assert!(play.written().is_empty(), "{:?}", play.written());
}

#[test]
fn what_is_not_known_is_said_with_the_command_that_supplies_it() {
    let play = states("missing");
    let (_, talk) = play.run(&["dispute", "list", "--yes"], 0);
    let command = format!(
        "postbreach dispute answer {VOLTHAVEN} reference=TEXT dealt-before=yes|no possession=held|lost|stolen checked=TEXT"
    );
    assert!(talk.contains(&command), "no {command}: {talk}");
    assert!(talk.contains("postbreach profile set name NAME --card 4321"), "{talk}");
    assert!(talk.contains("postbreach profile set statement-day DAY --card 1007"), "{talk}");
    assert!(talk.contains("A claim of this kind stops the card."), "{talk}");
    play.run(&["dispute", "answer", VOLTHAVEN, "reference=R1", "dealt-before=no", "possession=held"], 0);
    play.run(&["dispute", "answer", VOLTHAVEN, "checked=asked at home, nobody"], 0);
    play.run(&["profile", "set", "name", "J SAMPLE"], 0);
    let (_, talk) = play.run(&["dispute", "list", "--yes", VOLTHAVEN], 0);
    assert!(!talk.contains("Not known yet") && !talk.contains("Check first"), "{talk}");
    assert!(talk.contains("Checked: asked at home, nobody"), "{talk}");
    let list = play.list(&[]);
    assert_eq!(charge(&list, "VOLTHAVEN ELECTRONICS")["missing"], serde_json::json!([]));
}

#[test]
fn a_dispute_has_what_rows_decisions_answers_and_profile_say() {
    let play = states("fields");
    play.run(&["dispute", "answer", VOLTHAVEN, "disputed=600.00", "papers=invoice, slip", "happened=never ordered"], 0);
    let (_, talk) = play.run(&["dispute", "answer", VOLTHAVEN, "disputed=700"], 2);
    assert!(talk.contains("more than was charged"), "{talk}");
    play.run(&["profile", "set", "name", "J SAMPLE", "--card", "4321"], 0);
    let list = play.list(&[]);
    let own = charge(&list, "VOLTHAVEN ELECTRONICS");
    for (key, value) in [
        ("issuer", "Chase"),
        ("card", "4321"),
        ("holder", "J SAMPLE"),
        ("transaction_date", "2026-01-26"),
        ("posting_date", "2026-01-28"),
        ("amount", "689.00"),
        ("disputed", "600.00"),
        ("currency", "USD"),
        ("reason", "not-mine"),
        ("attachments", "invoice; slip"),
        ("note", "never ordered"),
        ("stage", "unreported"),
        ("status", "posted"),
    ] {
        let found = if key == "attachments" {
            own[key].as_array().map(|all| all.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join("; "))
        } else {
            own[key].as_str().map(str::to_owned)
        };
        assert_eq!(found.as_deref(), Some(value), "{key}: {own}");
    }
    let twice = charge(&list, "CEDAR & SONS HARDWARE");
    assert_eq!((&twice["reason"], &twice["twin_date"]), (&"wrong:duplicate".into(), &"2026-02-17".into()));
    assert_eq!(charge(&list, "LUMAFL1X.COM")["reason"], "not-recognised");
    let letters: Vec<_> = list["sheets"].as_array().unwrap().iter().map(|of| (&of["card"], &of["letter"])).collect();
    let [a, b, c] = ["wrong", "not-mine", "query"].map(Value::from);
    let (amex, chase) = (Value::from("1007"), Value::from("4321"));
    assert_eq!(letters, [(&amex, &a), (&chase, &b), (&chase, &c)]);
    assert!(!list.to_string().contains("only for myself"), "the note of a decision is nobody else's");
}

#[test]
fn the_day_of_the_statement_moves_the_last_day() {
    let play = states("statement");
    let last = |list: &Value| {
        let counts = charge(list, "VOLTHAVEN ELECTRONICS")["counts"].as_array().expect("counts").clone();
        let own = counts.into_iter().find(|count| count["deadline"] == "us-billing-error").expect("a count");
        (own["basis"].clone(), own["last_day"].clone())
    };
    // Booked on 28 January: 60 days on are 29 March. The statement of 20 February: 60 days on are 21 April.
    assert_eq!(last(&play.list(&[])), ("earliest".into(), "2026-03-29".into()));
    play.run(&["profile", "set", "statement-day", "20", "--card", "4321"], 0);
    assert_eq!(last(&play.list(&[])), ("known".into(), "2026-04-21".into()));
    let (_, talk) = play.run(&["profile", "set", "statement-day", "32"], 2);
    assert!(talk.contains("2026-10-20"), "{talk}");
}

#[test]
fn charges_that_stop_the_card_share_no_file_with_others() {
    let play = states("files");
    for (command, endings) in [
        ("letter", &["pdf", "html", "md"][..]),
        ("call-sheet", &["pdf", "html", "md"]),
        ("list", &["pdf", "html", "md", "csv", "xlsx"]),
    ] {
        for ending in endings {
            let (_, talk) =
                play.run(&["dispute", command, "--yes", "--output", &play.file(&format!("{command}.{ending}"))], 0);
            for name in ["1007-wrong", "4321-not-mine", "4321-query"] {
                let name = format!("{command}-{name}.{ending}");
                assert!(talk.contains(&name), "{talk}");
                let bytes = std::fs::read(play.file(&name)).expect("written");
                let text = String::from_utf8_lossy(&bytes);
                match *ending {
                    "pdf" => assert!(bytes.starts_with(b"%PDF")),
                    "xlsx" => assert!(bytes.starts_with(b"PK")),
                    _ => assert_eq!(text.contains("VOLTHAVEN"), name.contains("not-mine"), "{name}"),
                }
            }
        }
    }
    play.run(&["dispute", "letter", VOLTHAVEN, "--yes", "--output", &play.file("one.pdf")], 0);
    assert!(play.written().contains("one.pdf"), "one paper has the name that was said");
    for (args, code) in [
        (&["letter", "--format", "csv"][..], "cannot be written as csv"),
        (&["letter", "--output", "x.docx"], "nothing can be written as"),
        (&["list", "--format", "pdf"], "there are 3 papers"),
    ] {
        let (_, talk) = play.run(&[&["dispute"], args, &["--yes"]].concat(), 2);
        assert!(talk.contains(code), "{talk}");
    }
}

#[test]
fn the_follow_up_says_what_was_done_and_what_was_waited_for() {
    let play = states("follow-up");
    let (said, _) = play.run(&["dispute", "follow-up", "--yes"], 0);
    assert!(said.contains("No charge was reported yet"), "{said}");
    play.run(
        &["dispute", "mark", VOLTHAVEN, "reported", "--on", "2026-02-20", "--via", "telephone", "--ref", "A-17"],
        0,
    );
    let follow = |day: &str| play.run(&["dispute", "follow-up", "--yes", "--as-of", day], 0).0;
    let called = follow("2026-05-01");
    assert!(called.contains("reported on 20 February 2026 · telephone · A-17") && called.contains("Case number: A-17"));
    assert!(!called.contains("it was due by"), "its days are counted from a letter: {called}");
    let letter = &["dispute", "mark", VOLTHAVEN, "reported", "--on", "2026-02-21", "--via", "letter"];
    play.run(letter, 0);
    // Seven days for the post, and 30 days after 28 February are 30 March.
    let early = follow("2026-03-30");
    assert!(!early.contains("it was due by") && !early.contains("Consumer Financial Protection Bureau"), "{early}");
    let late = follow("2026-03-31");
    assert!(
        late.contains("it was due by 30 March 2026")
            && late.contains("I will turn to the Consumer Financial Protection Bureau"),
        "{late}"
    );
    play.run(&["dispute", "mark", VOLTHAVEN, "acknowledged", "--on", "2026-02-24"], 0);
    assert!(!follow("2026-03-31").contains("it was due by"), "what was done is not waited for");
}

#[test]
fn the_calendar_has_last_days_answers_and_statements() {
    let play = states("calendar");
    let days = || play.run(&["dispute", "calendar"], 0).0.replace("\r\n ", "");
    let before = days();
    assert!(
        before.contains("DTSTART;VALUE=DATE:20260327") && !before.contains("Download the next statement"),
        "{before}"
    );
    play.run(&["profile", "set", "statement-day", "20", "--card", "4321"], 0);
    play.run(&["dispute", "mark", VOLTHAVEN, "reported", "--on", "2026-02-20", "--via", "letter"], 0);
    let after = days();
    assert_eq!(after.matches("SUMMARY:Download the next statement\\, card 4321").count(), 2, "{after}");
    for day in ["20260320", "20260420", "20260329"] {
        assert!(after.contains(&format!("DTSTART;VALUE=DATE:{day}")), "{day}: {after}");
    }
    assert!(!after.contains("VOLTHAVEN"), "{after}");
}

#[test]
fn what_is_reported_as_a_last_day_asks_is_not_asked_for_again() {
    let play = states("told");
    let mark = |step: &str, on: &str, via: &[&str]| {
        play.run(&[&["dispute", "mark", VOLTHAVEN, step, "--on", on, "--as-of", "2026-03-22"][..], via].concat(), 0)
    };
    let list = |day: &str| play.run(&["dispute", "list", "--yes", VOLTHAVEN, "--as-of", day], 0).0;
    let waits = |text: &str| text.contains("If you report today");
    assert!(list("2026-02-18").contains("The first deadline is 29 March 2026 or later"));
    mark("reported", "2026-02-18", &["--via", "telephone"]);
    let called = list("2026-02-19");
    assert!(called.contains("The first deadline is 29 March 2026") && waits(&called), "a call is no letter: {called}");
    let slow = list("2026-03-22");
    assert!(slow.contains("A letter by ordinary post may come too late"), "{slow}");
    mark("reported", "2026-03-02", &["--via", "letter"]);
    let told = list("2026-03-22");
    assert!(told.contains("All of these charges are reported") && !waits(&told), "{told}");
    let days = play.run(&["dispute", "calendar", VOLTHAVEN, "--as-of", "2026-03-03"], 0).0;
    assert!(!days.contains("DTSTART;VALUE=DATE:20260329") && !days.contains("Post the letter"), "{days}");
}

#[test]
fn the_command_that_a_letter_ends_with_does_what_it_says_in_both_languages() {
    for lang in ["en", "ja"] {
        let play = states(&format!("mark-it-{lang}"));
        let (_, talk) =
            play.run(&["--lang", lang, "dispute", "letter", "--yes", "--output", &play.file("letter.md")], 0);
        let command = talk.lines().filter_map(|line| line.split_once("postbreach dispute mark ")).next_back();
        let words: Vec<&str> = command.expect("the command").1.split_whitespace().collect();
        play.run(&[&["dispute", "mark"], &words[..]].concat(), 0);
        assert!(
            play.run(&["dispute", "list", "--yes", VOLTHAVEN], 0).0.contains("All of these charges are reported"),
            "{lang}"
        );
    }
}

#[test]
fn the_day_of_the_automatic_payment_says_until_when_it_can_be_stopped() {
    let play = states("payment");
    let (_, talk) = play.run(&["dispute", "list", "--yes"], 0);
    assert!(talk.contains("postbreach profile set payment-day DAY --card 4321"), "{talk}");
    let days = || play.run(&["dispute", "calendar"], 0).0.replace("\r\n ", "");
    let title = "SUMMARY:Last day\\, card 4321: Stopping an automatic payment";
    assert!(!days().contains(title));
    play.run(&["profile", "set", "payment-day", "15", "--card", "4321"], 0);
    let after = days();
    // 15 March 2026 is a Sunday; three business days before it are Friday, Thursday and Wednesday the 11th.
    let event = after.split("BEGIN:VEVENT").find(|event| event.contains(title)).unwrap_or_else(|| panic!("{after}"));
    assert!(event.contains("DTSTART;VALUE=DATE:20260311") && event.contains("DTEND;VALUE=DATE:20260312"), "{event}");
    let (_, talk) = play.run(&["dispute", "list", "--yes", VOLTHAVEN], 0);
    assert!(!talk.contains("payment-day"), "{talk}");
}

#[test]
fn what_to_do_stands_in_order_with_what_is_done() {
    let play = states("steps");
    let sheet = || play.run(&["dispute", "call-sheet", "--yes", VOLTHAVEN], 0).0;
    let order = |said: &str, parts: &[&str]| {
        let places: Vec<usize> =
            parts.iter().map(|part| said.find(part).unwrap_or_else(|| panic!("no {part}: {said}"))).collect();
        assert!(places.is_sorted(), "{parts:?}: {said}");
    };
    let [lock, stop, tell] =
        ["If new charges still appear, lock the card", "Stop the card, in", "Tell the card company by telephone"];
    let before = sheet();
    order(
        &before,
        &[lock, stop, tell, "Send the letter", "Change the password", "police report", "When the new card comes"],
    );
    assert!(!before.contains("Done"), "{before}");
    play.run(&["dispute", "mark", VOLTHAVEN, "reported", "--on", "2026-02-20"], 0);
    play.run(&["card", "replaced", "4321", "--on", "2026-02-21", "--new", "5566"], 0);
    let after = sheet();
    let [stop, tell] = [format!("Done on 21 February 2026: {stop}"), format!("Done on 20 February 2026: {tell}")];
    order(&after, &[lock, &stop, &tell, "Send the letter"]);
}

#[test]
fn a_paper_names_no_id_of_a_deadline() {
    let play = states("ids");
    for command in ["letter", "call-sheet", "list"] {
        let (said, _) = play.run(&["dispute", command, "--yes", VOLTHAVEN], 0);
        assert!(said.contains("The first deadline is") && !said.contains("us-billing-error"), "{said}");
    }
}

#[test]
fn a_japanese_case_in_every_output() {
    let play = japan("every");
    for (command, endings) in [
        ("letter", &["pdf", "html", "md"][..]),
        ("call-sheet", &["pdf", "html", "md"]),
        ("list", &["pdf", "html", "md", "csv", "xlsx", "json"]),
    ] {
        for ending in endings {
            let file = play.file(&format!("{command}.{ending}"));
            play.run(&["--lang", "ja", "dispute", command, "--yes", "--output", &file], 0);
        }
    }
    play.run(&["--lang", "ja", "dispute", "calendar", "--output", &play.file("days.ics")], 0);
    let written = play.written();
    assert_eq!(written.len(), 6 + 6 + 11 + 1, "{written:?}");
    let letter = std::fs::read_to_string(play.file("letter-4321-not-mine.md")).expect("letter");
    // Back from the report: 9 July is the first day and 6 September the 60th.
    for part in ["三井住友カード 御中", "NEBULA KEYSHOP", "¥4,980", "2017年9月6日", "カードは手元にあります。"]
    {
        assert!(letter.contains(part), "no {part}: {letter}");
    }
    assert!(!letter.contains("PUCHI STAMP BOX"));
    // There the report is made by telephone: nobody is told to post a letter, and what was reported has no last day left.
    let days = || play.run(&["dispute", "calendar"], 0).0.replace("\r\n ", "");
    assert!(days().contains("DTSTART;VALUE=DATE:20170906") && !days().contains("Post the letter"), "{}", days());
    play.run(&["dispute", "mark", "9220fe7254bf", "reported", "--on", "2017-08-21", "--as-of", "2017-08-21"], 0);
    assert!(!days().contains("DTSTART;VALUE=DATE:20170906"), "{}", days());
}

#[test]
fn a_pdf_says_what_its_paper_says() {
    for (play, lang) in [(states("pdf"), "en"), (japan("pdf"), "ja")] {
        for command in ["letter", "list"] {
            for ending in ["pdf", "md"] {
                let file = play.file(&format!("{command}.{ending}"));
                play.run(&["--lang", lang, "dispute", command, "--yes", "--output", &file], 0);
            }
        }
        let pdfs: BTreeSet<String> = play.written().into_iter().filter(|name| name.ends_with(".pdf")).collect();
        assert!(pdfs.len() >= 4, "{pdfs:?}");
        for name in pdfs {
            let text = std::fs::read_to_string(play.file(&name.replace(".pdf", ".md"))).expect("text");
            let said = pdf::text(&std::fs::read(play.file(&name)).expect("PDF"));
            pdf::compare(&name, &said, &text, name.starts_with("letter"));
        }
    }
}
