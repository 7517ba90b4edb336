//! Any text as the template of a letter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::report::letter;

fuzz_target!(|text: &str| {
    let _ = letter(text);
});
