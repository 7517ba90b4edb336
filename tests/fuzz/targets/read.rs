//! Any bytes as a file: identified, read, every row kept.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::statement::archive;
use postbreach_fuzz::statement::options::ReadOptions;
use postbreach_fuzz::transaction::Strings;
use postbreach_fuzz::{FORMATS, statement, tools, whole};

fuzz_target!(|bytes: &[u8]| {
    if archive::is(bytes) {
        let _ = archive::members(bytes, &FORMATS.limits.archive);
        return;
    }
    let options = ReadOptions::default();
    if let Ok(read) = statement::read(bytes, "Chase4321_Activity.csv", &FORMATS, &options, tools(), &mut Strings::default()) {
        whole(&read);
    }
});
