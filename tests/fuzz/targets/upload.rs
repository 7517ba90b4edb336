//! A content type in the first line, and any body below it: the files in it, the members of archives among them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::FORMATS;
use postbreach_fuzz::statement::archive;
use postbreach_fuzz::text::{for_terminal, mask_card_numbers};
use postbreach_fuzz::web::dropped;

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let Ok(content_type) = std::str::from_utf8(&bytes[..end]) else { return };
    let body = bytes.get(end + 1..).unwrap_or_default();
    let Some(files) = dropped(content_type, body) else { return };
    assert!(files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() <= body.len(), "nothing is made up");
    for (name, bytes) in files {
        let _ = for_terminal(&mask_card_numbers(&name));
        if archive::is(&bytes) {
            let _ = archive::members(&bytes, &FORMATS.limits.archive);
        }
    }
});
