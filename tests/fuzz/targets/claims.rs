//! Any text as a rule, a context, a life, a breach, a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::breach::Breach;
use postbreach_fuzz::facts::FACTS;
use postbreach_fuzz::rule::{Context, Life, Rule};
use postbreach_fuzz::text::{card_label, for_terminal, mask_card_numbers};

fuzz_target!(|text: &str| {
    let facts: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    let id = text.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).unwrap_or("own");
    let _ = Rule::parse(id, text, &facts);
    let _ = Context::parse(id, text, &facts);
    let _ = Life::parse(id, text);
    let _ = Breach::from_toml(id, text, "own.toml");
    let masked = mask_card_numbers(text);
    assert_eq!(mask_card_numbers(&masked), masked, "what is masked stays as it is");
    assert!(!for_terminal(text).chars().any(char::is_control));
    let _ = card_label(text);
});
