//! Any text as what a statement prints of a merchant.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::MERCHANTS;

fuzz_target!(|text: &str| {
    let identity = MERCHANTS.identify(text);
    assert_eq!(MERCHANTS.identify(text), identity, "the same text is the same merchant");
    let _ = (MERCHANTS.trace(text), MERCHANTS.what(text), MERCHANTS.issuer_kind(text, true, true));
});
