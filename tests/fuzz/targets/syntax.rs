//! Any text behind what makes it of one syntax: told apart into records.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::FORMATS;
use postbreach_fuzz::statement::wire::readings;

/// The beginnings of OFX, QIF, CAMT, MT940, HTML, workbooks of 2003, typed rows and tables.
const STARTS: [&str; 8] = [
    "OFXHEADER:100\n<OFX><CCSTMTRS><BANKTRANLIST>",
    "!Type:CCard\n",
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>",
    ":20:X\n:25:1\n:60F:C260101EUR1,00\n:61:",
    "<table><tr><td>",
    "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table><Row>",
    "2026-01-02 ",
    "",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let bytes = [STARTS[usize::from(first % 8)].as_bytes(), rest].concat();
    let Ok(read) = readings(&bytes, FORMATS.encodings(), None, &FORMATS.limits) else { return };
    for reading in read {
        for delimiter in [",", ";", "\t", "\",\""] {
            let _ = reading.records(delimiter).count();
        }
    }
});
