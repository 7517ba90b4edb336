//! Any text as a rule, a breach or a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::breach::Breach;
use postbreach_fuzz::rule::Rule;
use postbreach_fuzz::text::{card_label, for_terminal, mask_card_numbers};

fuzz_target!(|text: &str| {
    let _ = Rule::parse("own", text, &["kind", "amount"]);
    let _ = Breach::from_toml("own", text, "own.toml");
    let masked = mask_card_numbers(text);
    assert_eq!(mask_card_numbers(&masked), masked, "what is masked stays as it is");
    assert!(!for_terminal(text).chars().any(char::is_control));
    let _ = card_label(text);
});
