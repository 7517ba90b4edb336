//! Any text as a layout, which then reads a small file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::statement::format::Format;
use postbreach_fuzz::statement::identify::Formats;
use postbreach_fuzz::statement::options::ReadOptions;
use postbreach_fuzz::transaction::Strings;
use postbreach_fuzz::{statement, tools, whole};

const FILE: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n\
    01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,\n01/24/2026,,COPPER KETTLE,Food,Sale,-6.10,x\n";

fuzz_target!(|text: &str| {
    let Ok(format) = Format::parse("own", text) else { return };
    if format.check_names().is_err() {
        return;
    }
    let formats = Formats::of(vec![format]);
    let options = ReadOptions { layout: Some("own".to_owned()), ..ReadOptions::default() };
    if let Ok(read) = statement::read(FILE.as_bytes(), "x.csv", &formats, &options, tools(), &mut Strings::default()) {
        whole(&read);
    }
});
