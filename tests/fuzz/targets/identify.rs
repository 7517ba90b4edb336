//! Any bytes as a file, held against every layout and read by its content where none claims it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::{FORMATS, read_by};

fuzz_target!(|bytes: &[u8]| {
    read_by(bytes, "statement.csv", &FORMATS);
});
