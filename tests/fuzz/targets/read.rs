//! The name of a layout in the first line, and any bytes below it as a file: read by that layout, every row kept.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use postbreach_fuzz::{alone, read_by};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return Corpus::Reject };
    let Some(formats) = std::str::from_utf8(&bytes[..end]).ok().and_then(alone) else { return Corpus::Reject };
    read_by(&bytes[end + 1..], "Chase4321_Activity.csv", formats);
    Corpus::Keep
});
