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
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Replaces every card number by asterisks and its last four digits: 13 to 19 digits, whatever folds to one too, that
/// pass the Luhn check (ISO/IEC 7812-1); spaces, dashes and what is not seen may stand between. Of neighbouring groups of
/// digits every run is tried, the longest first, so that a number beside another is found too; runs that share digits are
/// one.
#[must_use]
pub fn mask_card_numbers(text: &str) -> std::borrow::Cow<'_, str> {
    let digits = digits(text);
    if digits.len() < SHORTEST_CARD {
        return text.into();
    }
    let groups = digit_groups(&digits);
    let mut masked = String::with_capacity(text.len());
    let mut kept = 0;
    let mut at = 0;
    while at < groups.len() {
        match card_from(text, &digits, &groups[at..]) {
            Some(count) => {
                let mut behind = at + count;
                // What looks like a number may end within one: its last digits would be that one's first.
                let mut inner = at + 1;
                while inner < behind {
                    behind = behind.max(inner + card_from(text, &digits, &groups[inner..]).unwrap_or(0));
                    inner += 1;
                }
                let (first, end) = (groups[at].0, groups[behind - 1].1);
                masked.push_str(&text[kept..digits[first].start]);
                masked.push_str("************");
                masked.extend(digits[end - 4..end].iter().map(|digit| char::from(b'0' + digit.value)));
                kept = digits[end - 1].end;
                at = behind;
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
/// The most characters that stand between two groups, as in ` - `.
const WIDEST_GAP: usize = 3;

/// A digit and the bytes where it stands.
struct Digit {
    start: usize,
    end: usize,
    value: u8,
}

fn digits(text: &str) -> Vec<Digit> {
    let digit = |(start, c): (usize, char)| {
        // Full-width, raised and other forms: folded text has plain ones in their place.
        let folded = if c.is_ascii() { c } else { Some(c).filter(|c| c.is_numeric())?.nfkc().next()? };
        Some(Digit { start, end: start + c.len_utf8(), value: u8::try_from(folded.to_digit(10)?).ok()? })
    };
    // Nearly every text is this short of them.
    let few = text.len() < SHORTEST_CARD
        || text.is_ascii() && text.bytes().filter(u8::is_ascii_digit).count() < SHORTEST_CARD;
    if few { Vec::new() } else { text.char_indices().filter_map(digit).collect() }
}

/// The first digit of each group, and the one behind its last.
fn digit_groups(digits: &[Digit]) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, digit) in digits.iter().enumerate() {
        match groups.last_mut() {
            Some((_, end)) if digits[at - 1].end == digit.start => *end = at + 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups
}

/// How many of the first groups, spaces or dashes between each two, are a card number; the most digits win.
fn card_from(text: &str, digits: &[Digit], groups: &[(usize, usize)]) -> Option<usize> {
    let space = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
    let separates = |c: char| space(c) || is_unseen(c) || matches!(c, '-' | '‐'..='―' | '−' | '－' | 'ー' | 'ｰ');
    let first = groups.first()?.0;
    let mut found = None;
    for (count, (start, end)) in groups.iter().enumerate() {
        let gap = if count == 0 { "" } else { &text[digits[start - 1].end..digits[*start].start] };
        if gap.chars().count() > WIDEST_GAP || !gap.chars().all(separates) || end - first > LONGEST_CARD {
            break;
        }
        if end - first >= SHORTEST_CARD && luhn(&digits[first..*end]) {
            found = Some(count + 1);
        }
    }
    found
}

fn luhn(digits: &[Digit]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit.value) * if at % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A card as statements print it, brought to its label: the last four digits where at least the last four are
/// printed, else the printed mask, folded. Empty text has no label.
#[must_use]
pub fn card_label(text: &str) -> String {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
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

/// Whether a character takes no place of its own, or turns the order of those beside it.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A path as it may be shown: made safe for a terminal, card numbers masked.
#[must_use]
pub fn path_label(path: &std::path::Path) -> String {
    for_terminal(&mask_card_numbers(&path.display().to_string()))
}

/// Makes hostile text safe for a terminal: control characters, escape sequences and direction overrides are shown as
/// `\u{…}`; nothing else changes.
#[must_use]
pub fn for_terminal(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || c == '\r' || c == '\t' {
            safe.push(' ');
        } else if c.is_control() || is_unseen(c) {
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
        assert_eq!(mask_card_numbers("6304000000000001230"), "************1230");
        assert_eq!(mask_card_numbers("4222222222222"), "************2222");
        assert_eq!(mask_card_numbers("GROCER 44 4111111111111111"), "GROCER 44 ************1111");
        assert_eq!(mask_card_numbers("店４１１１　１１１１－１１１１ー１１１１様"), "店************1111様");
        assert_eq!(mask_card_numbers("4111 - 1111\u{a0}1111–1111, 12"), "************1111, 12");
        assert_eq!(mask_card_numbers("4111    111111111111"), "4111    111111111111");
        assert_eq!(mask_card_numbers("4111\n111111111111"), "4111\n111111111111");
        for between in
            ["\u{2009}", "\u{202f}", "\u{2007}", "\u{200d}", "\u{200b}", "\u{2060}", "\u{ad}", "\t", " \u{200d} "]
        {
            let worn = ["4111"; 1].into_iter().chain(["1111"; 3]).collect::<Vec<_>>().join(between);
            assert_eq!(mask_card_numbers(&worn), "************1111", "{between:?}");
        }
        let each = "4111111111111111".chars().map(String::from).collect::<Vec<_>>().join("\u{200d}");
        assert_eq!(mask_card_numbers(&each), "************1111");
        for zero in ['𝟎', '𝟘', '０'] {
            let worn: Option<String> =
                "4111111111111111".chars().map(|c| char::from_u32(u32::from(zero) + c.to_digit(10)?)).collect();
            assert_eq!(mask_card_numbers(&worn.unwrap()), "************1111", "{zero}");
        }
        assert_eq!(mask_card_numbers("⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹"), "************1111");
    }

    #[test]
    fn digits_before_a_card_number_that_pass_with_some_of_it_do_not_give_it_away() {
        for before in 0..1000 {
            let masked = mask_card_numbers(&format!("{before:010} 4111 1111 1111 1111 3")).replace(' ', "");
            assert!(masked.contains("************") && !masked.contains("4111"), "{masked}");
        }
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
            ("1234567890-X", "1234567890-X"),
            ("12345678901-X", "***********-X"),
        ] {
            assert_eq!(card_label(printed), label, "{printed}");
        }
    }

    #[test]
    fn a_terminal_gets_no_escapes() {
        assert_eq!(for_terminal("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c d");
    }
}
