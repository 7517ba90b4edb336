//! What a case gives back is what was read, row by row; no number of a card is in its bytes.

use std::process::Command;

use postbreach::report::{canonical, json};
use postbreach::statement;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::store::{Incoming, Store};
use postbreach::transaction::Strings;
use serde_json::Value;

use crate::common::{catalogue, root, samples};
use crate::tools::{AT, READER, bytes, case_of, charge, decision, fresh, holds, load, with};

#[test]
fn every_sample_comes_back_as_it_was_read() {
    let formats = Formats::load(&catalogue()).expect("formats");
    let tools = Tools { merchants: &READER.merchants, currencies: &READER.currencies, months: &READER.months };
    for sample in samples() {
        let mut strings = Strings::default();
        let options = ReadOptions::default();
        let read = statement::read(&sample.bytes, &sample.name, &formats, &options, tools, &mut strings);
        let Ok(mut read) = read else { continue };
        let households: std::collections::BTreeSet<_> = read.transactions.iter().map(|row| row.household).collect();
        if households.len() > 1 {
            continue;
        }
        // A case holds one household, whose name no row repeats.
        read.transactions.iter_mut().for_each(|row| row.household = postbreach::transaction::Sym::EMPTY);
        let mut store = Store::ephemeral().expect("memory");
        let incoming = [Incoming { hash: Incoming::hash(&sample.bytes), answers: Vec::new(), statement: read }];
        store.import(&incoming, &strings, |_| (), AT, with()).expect("imports");
        let mut kept = load(&store);
        // Which card a file is of may be asked of the case, not of the file.
        kept.case.statements[0].questions.clone_from(&incoming[0].statement.questions);
        let both = [(&incoming[0].statement, &strings), (&kept.case.statements[0], &kept.case.strings)];
        let [before, after] = both.map(|(read, strings)| {
            let rows = canonical::render(std::slice::from_ref(read), strings, &READER.merchants, &READER.currencies);
            let beside = json::convert(std::slice::from_ref(read), strings, &[], &READER.currencies, &READER.messages);
            (rows, json::pretty(&beside), format!("{:?} {:?} {:?}", read.notices, read.totals, read.set_apart))
        });
        assert_eq!(before, after, "{} {}", sample.layout, sample.name);
    }
}

fn scan(args: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
    command.args(["scan", "--format", "json"]).args(args).current_dir(root());
    let output = command.env_remove("POSTBREACH_CASE").env_remove("POSTBREACH_LANG").output().expect("runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_case_is_judged_as_its_files_are() {
    let path = fresh("judged");
    for story in ["hotel-booking", "mercari-2017"] {
        let _ = std::fs::remove_file(&path);
        let (story, case) = (format!("samples/stories/{story}"), path.display().to_string());
        let mut import = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        let done = import.args(["import", &story, "--case", &case]).current_dir(root()).output().expect("runs");
        assert_eq!(done.status.code(), Some(0));
        assert_eq!(scan(&["--case", &case]), scan(&[&story]), "{story}");
    }
}

/// A number of a card that no source file holds: sixteen digits with the check digit of ISO/IEC 7812-1.
fn number() -> String {
    let digits = [4, 9, 7, 6, 1, 0, 2, 3, 8, 5, 7, 6, 4, 3, 2];
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    let check = (10 - sum % 10) % 10;
    digits.iter().chain([&check]).map(u32::to_string).collect()
}

#[test]
fn no_number_of_a_card_is_in_the_bytes() {
    let number = number();
    let spaced = format!("{} {} {} {}", &number[..4], &number[4..8], &number[8..12], &number[12..]);
    let text = format!(
        "card,transaction_date,descriptor,amount,currency,reference,holder,{number}
{number},2026-02-08,KESTREL {spaced},50.00,USD,{number},{spaced},x
{number},{number},COPPER {number},5.00,USD,,,{spaced}
"
    );
    let (path, mut store) = case_of("numbers", &[(&format!("{number}.csv"), &text)]);
    let kept = load(&store);
    let mut entry = decision(charge(&kept, "KESTREL"), postbreach::review::Verdict::Mine);
    if let postbreach::review::Entry::Decide(decision) = &mut entry {
        decision.note = Some(format!("paid with {spaced}"));
    }
    store.append(kept.seen, &[entry], AT).expect("decides");
    let all = bytes(&path);
    assert!(holds(&all, "KESTREL") && holds(&all, "paid with"));
    for text in [&number, &spaced, &number[..15], &spaced[..14]] {
        assert!(!holds(&all, text), "{text}");
    }
}
