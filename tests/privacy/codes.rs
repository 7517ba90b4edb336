//! The security code of a card, where a file has it: it is read by nothing, and the person is told.

use std::process::Command;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::common::root;

/// Codes that stand nowhere else in a file or an output.
const CODES: [&str; 4] = ["7391", "8264", "9357", "6148"];

/// A layout that is known with a column more, tables that none knows, a table in HTML, a sheet, OFX.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rows = |name: &str, delimiter: &str| {
        let mut text = ["Date", "Shop", name, "Total in EUR", "Note"].join(delimiter) + "\n";
        for (at, code) in CODES.iter().enumerate() {
            text +=
                &([&format!("2026-01-2{at}"), "HERON CAFE", code, &format!("1{at}.50"), "x"].join(delimiter) + "\n");
        }
        text
    };
    let chase = ["Transaction Date,Post Date,Description,Category,Type,Amount,Memo,CVV".to_owned()]
        .into_iter()
        .chain(CODES.map(|code| format!("01/24/2026,01/25/2026,PIXELPOND,Shopping,Sale,-1.00,,{code}")));
    let page = rows("CVC2", "</td><td>").lines().map(|row| format!("<tr><td>{row}</td></tr>")).collect::<String>();
    let mut book = Workbook::new();
    // The same file every time: its hash stands in the case, and a code must not stand in that by chance.
    let made = ExcelDateTime::from_ymd(2026, 2, 1).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    for (line, row) in rows("Card Security Code (CVV)", ";").lines().enumerate() {
        for (at, cell) in row.split(';').enumerate() {
            let place = (u32::try_from(line).expect("small"), u16::try_from(at).expect("small"));
            sheet.write(place.0, place.1, cell).expect("written");
        }
    }
    let ofx = format!(
        "<OFX><CCSTMTRS><CURDEF>USD<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260204<TRNAMT>-18.40<FITID>1\
         <NAME>BOOKS<CVV>{}<PAYEE><CVC>{}</PAYEE></STMTTRN></BANKTRANLIST></CCSTMTRS></OFX>",
        CODES[0], CODES[1]
    );
    vec![
        ("known.csv", chase.collect::<Vec<_>>().join("\n").into_bytes()),
        ("unknown.csv", rows("security_code", ";").into_bytes()),
        ("japanese.csv", rows("カードのセキュリティコード", ",").into_bytes()),
        ("japanese-sjis.csv", encoding_rs::SHIFT_JIS.encode(&rows("セキュリティコード", ",")).0.into_owned()),
        ("page.xls", format!("<html><table>{page}</table></html>").into_bytes()),
        ("book.xlsx", book.save_to_buffer().expect("book")),
        ("bank.ofx", ofx.into_bytes()),
        ("unreadable.csv", rows("CVV", ",").replace("2026-01-2", "on the ").into_bytes()),
    ]
}

#[test]
fn security_codes_are_never_read_and_it_is_said() {
    let folder = root().join("target/tmp/privacy-codes");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("folder");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        let output = command.args(args).current_dir(&folder).output().expect("runs");
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).join("\n")
    };
    let files = files();
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let mut said = Vec::new();
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes).expect("written");
        let lang = if name.starts_with("japanese") { "ja" } else { "en" };
        let converted = run(&["convert", name, "--lang", lang]);
        let told = ["was not read and is kept nowhere", "読み取らず、どこにも保存していません"];
        assert!(told.iter().any(|told| converted.contains(told)) || *name == "unreadable.csv", "{name}: {converted}");
        said.extend([converted, run(&["formats", "infer", name])]);
    }
    let exposure = ["--breach", "2026-01-01"];
    for format in ["table", "json", "jsonl", "csv", "html"] {
        said.push(run(&[&["scan", "--format", format, "--level", "everything"], &exposure[..], &names].concat()));
    }
    said.push(run(&[&["import", "--case", "own.case"], &exposure[..], &names].concat()));
    let kept = ["own.case", "own.case-wal"].map(|file| std::fs::read(folder.join(file)).unwrap_or_default());
    assert!(kept[0].windows(9).any(|part| part == b"PIXELPOND"), "the case has the charges: {said:?}");
    said.extend(kept.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    for code in CODES {
        let around = |said: &String| {
            let at = said.find(code)?;
            let (from, to) = (said.floor_char_boundary(at.saturating_sub(60)), said.ceil_char_boundary(at + 60));
            Some(said[from..to.min(said.len())].to_owned())
        };
        let found: Vec<String> = said.iter().filter_map(around).collect();
        assert!(found.is_empty(), "{code} comes out in {found:?}");
    }
}
