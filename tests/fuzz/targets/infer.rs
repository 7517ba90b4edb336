//! Any text behind a header, read by its content alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::statement::options::ReadOptions;
use postbreach_fuzz::transaction::Strings;
use postbreach_fuzz::{FORMATS, statement, tools, whole};

fuzz_target!(|bytes: &[u8]| {
    let bytes = [b"Date,Text,Amount,Balance\n", bytes].concat();
    let options = ReadOptions::default();
    let read = statement::read_by_content(&bytes, "x.csv", &FORMATS, &options, tools(), &mut Strings::default());
    if let Ok(Some((_, read))) = read {
        whole(&read);
    }
});
