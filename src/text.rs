//! Text of statements: folding for comparison, masking of card numbers. The raw text is kept beside; nothing here replaces it.

use unicode_normalization::UnicodeNormalization;

/// Compatibility-folded text: full-width and half-width forms become one. See Unicode Annex 15, form KC.
#[must_use]
pub fn nfkc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() }
}

/// A cell without the white space around it, ASCII, full-width or no-break.
#[must_use]
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Replaces every card number by asterisks and its last four digits: 13 to 19 digits that pass the Luhn check
/// (ISO/IEC 7812-1), single spaces or dashes allowed between. Of neighbouring groups of digits every run is tried, the
/// longest first, so that a number beside another is found too.
#[must_use]
pub fn mask_card_numbers(text: &str) -> std::borrow::Cow<'_, str> {
    let bytes = text.as_bytes();
    if bytes.iter().filter(|b| b.is_ascii_digit()).count() < SHORTEST_CARD {
        return text.into();
    }
    let groups = digit_groups(bytes);
    let mut masked = String::with_capacity(text.len());
    let mut kept = 0;
    let mut at = 0;
    while at < groups.len() {
        match card_from(bytes, &groups[at..]) {
            Some(count) => {
                let (start, end) = (groups[at].0, groups[at + count - 1].1);
                let digits: Vec<char> = text[start..end].chars().filter(char::is_ascii_digit).collect();
                masked.push_str(&text[kept..start]);
                masked.push_str("************");
                masked.extend(&digits[digits.len() - 4..]);
                kept = end;
                at += count;
            }
            None => at += 1,
        }
    }
    if kept == 0 {
        return text.into();
    }
    masked.push_str(&text[kept..]);
    masked.into()
}

const SHORTEST_CARD: usize = 13;
const LONGEST_CARD: usize = 19;

/// Start and end of each group of digits.
fn digit_groups(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            match groups.last_mut() {
                Some((_, end)) if *end == at => *end = at + 1,
                _ => groups.push((at, at + 1)),
            }
        }
    }
    groups
}

/// How many of the first groups, one space or dash between each two, are a card number; the most digits win.
fn card_from(bytes: &[u8], groups: &[(usize, usize)]) -> Option<usize> {
    let mut digits = Vec::new();
    let mut found = None;
    for (count, (start, end)) in groups.iter().enumerate() {
        let joined = count == 0 || {
            let before = groups[count - 1].1;
            start - before == 1 && matches!(bytes[before], b' ' | b'-')
        };
        if !joined || digits.len() + (end - start) > LONGEST_CARD {
            break;
        }
        digits.extend(bytes[*start..*end].iter().map(|byte| byte - b'0'));
        if digits.len() >= SHORTEST_CARD && luhn(&digits) {
            found = Some(count + 1);
        }
    }
    found
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(*digit) * if at % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A card as statements print it, brought to its label: the last four digits where at least the last four are
/// printed, else the printed mask, folded. Empty text has no label.
#[must_use]
pub fn card_label(text: &str) -> String {
    let folded = nfkc(text);
    let folded = folded.trim().trim_matches('\'');
    let tail: String = folded.chars().rev().take_while(|c| c.is_ascii_digit() || matches!(c, ' ')).collect();
    let digits: String = tail.chars().filter(char::is_ascii_digit).take(4).collect();
    if digits.len() == 4 {
        return digits.chars().rev().collect();
    }
    let visible = folded.chars().filter(char::is_ascii_digit).count();
    if visible <= 10 {
        return folded.to_owned();
    }
    let mut hide = visible.saturating_sub(digits.len());
    folded
        .chars()
        .map(|c| {
            if c.is_ascii_digit() && hide > 0 {
                hide -= 1;
                '*'
            } else {
                c
            }
        })
        .collect()
}

/// Makes hostile text safe for a terminal: control characters, escape sequences and direction overrides are shown as
/// `\u{…}`; nothing else changes.
#[must_use]
pub fn for_terminal(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || c == '\r' || c == '\t' {
            safe.push(' ');
        } else if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_masked_to_their_last_four() {
        assert_eq!(mask_card_numbers("paid 4111 1111 1111 1111 ok"), "paid ************1111 ok");
        assert_eq!(mask_card_numbers("4111-1111-1111-1112"), "4111-1111-1111-1112");
        assert_eq!(mask_card_numbers("order 123456"), "order 123456");
        assert_eq!(mask_card_numbers("GROCER 44 4111111111111111"), "GROCER 44 ************1111");
    }

    #[test]
    fn a_card_label_is_the_last_four_or_the_mask() {
        for (printed, label) in [
            ("****-****-****-1234", "1234"),
            ("-54321", "4321"),
            ("4321 •••• •••• 8765", "8765"),
            ("4980-00**-****-****", "4980-00**-****-****"),
            ("4980-0000-0000-0***", "****-****-****-****"),
            ("'5191000000004321'", "4321"),
            ("12", "12"),
        ] {
            assert_eq!(card_label(printed), label, "{printed}");
        }
    }

    #[test]
    fn a_terminal_gets_no_escapes() {
        assert_eq!(for_terminal("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c d");
    }
}
