//! Amounts as statements print them.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::ten_thousandths;

/// Reads an amount as statements print it: groups, signs before or after, parentheses, `CR`/`DR` or `C`/`D` behind it,
/// currency signs and codes, full-width digits, the yen sign that Shift_JIS shows as a backslash. No sign stands between
/// digits: those are dates and telephone numbers. `decimal` is the file's decimal mark; groups must then be of three digits
/// (or two, as in India, before a last three). `None` when anything is left over, and for more digits than can be held and
/// summed.
#[must_use]
pub fn parse_amount(text: &str, decimal: char) -> Option<Decimal> {
    if let Some(amount) = plain_amount(text, decimal) {
        return Some(amount);
    }
    let folded: String = text.trim().nfkc().collect();
    let mut rest = folded.trim().trim_matches(|c| matches!(c, '\'' | '=' | '"')).trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner;
    }
    let upper = rest.to_ascii_uppercase();
    if let Some(inner) = upper.strip_suffix("CR") {
        negative = !negative;
        rest = &rest[..inner.len()];
    } else if let Some(inner) = upper.strip_suffix("DR") {
        rest = &rest[..inner.len()];
    } else if let Some(inner) = upper.strip_suffix(['C', 'D']).filter(|inner| !inner.ends_with(char::is_alphabetic)) {
        negative ^= upper.ends_with('C');
        rest = &rest[..inner.len()];
    }
    let rest = without_code(rest)?;
    let mut digits = String::new();
    let mut signed = false;
    let mut spaced = false;
    let mut ended = false;
    for c in rest.chars() {
        if matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') {
            spaced = !digits.is_empty();
            continue;
        }
        let is_figure = matches!(c, '0'..='9' | '.' | ',' | '\'' | '’');
        if is_figure && ended {
            return None;
        }
        ended = !is_figure && !digits.is_empty();
        if spaced && c.is_ascii_digit() {
            digits.push(' ');
        }
        spaced = false;
        match c {
            _ if is_figure => digits.push(c),
            // Of no small coins: `184,-`.
            '-' | '–' if digits.ends_with(decimal) => {}
            '-' | '−' | '‐' | '–' | '△' | '▲' => {
                if !signed {
                    negative = !negative;
                }
                signed = true;
            }
            '+' if !signed => signed = true,
            '\\' => {}
            _ if is_sign(c) => {}
            _ => return None,
        }
    }
    let number = ungroup(&digits, decimal)?;
    Some(if negative { -number } else { number })
}

/// Signs of currencies, and the letters that alone stand for one.
fn is_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '฿' | '円' | '元' | '원' | '\u{20a0}'..='\u{20cf}')
}

/// So many digits always fit.
const PLAIN_DIGITS: usize = 14;

/// An amount of figures alone, as files of programs have it: `-18.40`. What else an amount may be is looked at elsewhere.
fn plain_amount(text: &str, decimal: char) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once(decimal).unwrap_or((unsigned, ""));
    if whole.is_empty() || unsigned.ends_with(decimal) || unsigned.len() > PLAIN_DIGITS {
        return None;
    }
    let mut figures = whole.bytes().chain(fraction.bytes());
    let number = figures.try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))?;
    let amount = Decimal::new(number, u32::try_from(fraction.len()).ok()?);
    Some(if unsigned.len() < text.len() { -amount } else { amount })
}

/// What stands beside the figures of an amount and may name its currency: letters or a sign. Empty where nothing does.
#[must_use]
pub fn currency_mark(text: &str) -> String {
    if text.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        return String::new();
    }
    let text: String = text.nfkc().collect();
    let after_letter = |at: usize| text[..at].ends_with(char::is_alphabetic);
    let names = |(at, c): &(usize, char)| match c {
        '$' => after_letter(*at),
        '¥' => false,
        c => c.is_alphabetic() || is_sign(*c),
    };
    let mark: String = text.char_indices().filter(names).map(|(_, c)| c).collect();
    if matches!(mark.as_str(), "C" | "D" | "c" | "d") {
        return String::new();
    }
    let side = ["CR", "DR"].into_iter().find_map(|side| mark.to_ascii_uppercase().strip_suffix(side).map(str::len));
    mark[..side.unwrap_or(mark.len())].to_owned()
}

/// Takes a currency's letters off one end: two or three of them, or one before a dollar sign as in `R$`, with the point
/// that shortens them. `None` when letters stand anywhere else.
fn without_code(text: &str) -> Option<String> {
    // Of Latin, Greek or Cyrillic script; others count things with a letter or two.
    let letters = |c: char| c.is_alphabetic() && c < '\u{530}';
    let text = text.strip_suffix('.').filter(|text| text.ends_with(letters)).unwrap_or(text);
    let unsigned = text.trim_start_matches(['-', '−', '△', '▲', '+', ' ', '\u{a0}']);
    let sign = &text[..text.len() - unsigned.len()];
    let after = unsigned.trim_start_matches(letters);
    let before = unsigned.trim_end_matches(letters);
    let count = |rest: &str| unsigned.chars().count() - rest.chars().count();
    match (count(after), count(before)) {
        (0, 0) => Some(text.to_owned()),
        (1, 0) if after.starts_with('$') => Some(format!("{sign}{after}")),
        (2..=3, 0) => Some(format!("{sign}{}", after.strip_prefix('.').unwrap_or(after))),
        (0, 2..=3) => Some(format!("{sign}{before}")),
        _ => None,
    }
}

fn ungroup(digits: &str, decimal: char) -> Option<Decimal> {
    let (whole, fraction) = match digits.rsplit_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    if fraction.is_some_and(|f| !f.bytes().all(|b| b.is_ascii_digit())) || whole.contains(decimal) {
        return None;
    }
    let groups: Vec<&str> = whole.split(['.', ',', '\'', '’', ' ']).collect();
    if groups.iter().any(|g| !g.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    if let [first, middle @ .., last] = groups.as_slice() {
        let sound = last.len() == 3
            && (1..=3).contains(&first.len())
            && (middle.iter().all(|g| g.len() == 3) || first.len() <= 2 && middle.iter().all(|g| g.len() == 2));
        if !sound {
            return None;
        }
    }
    let plain = format!("{}.{}", groups.concat(), fraction.unwrap_or(""));
    let number = Decimal::from_str_exact(plain.trim_end_matches('.')).ok()?;
    ten_thousandths(number.trunc()).map(|_| number)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn amounts_as_statements_print_them() {
        for (text, mark, expected) in [
            ("1480", '.', "1480"),
            ("\"1,584\"", '.', "1584"),
            ("\\141,600", '.', "141600"),
            ("￥１，２３４", '.', "1234"),
            ("-1.000 €", ',', "-1000"),
            ("-18,4 €", ',', "-18.4"),
            ("($18.40)", '.', "-18.40"),
            ("- $18.40", '.', "-18.40"),
            ("+ £1,250.00", '.', "1250.00"),
            ("--$21.78", '.', "-21.78"),
            ("SGD 18.40 DR", '.', "18.40"),
            ("250.00 CR", '.', "-250.00"),
            ("1,21,100.00", '.', "121100.00"),
            ("1'354.95", '.', "1354.95"),
            ("\u{2212}18,40", ',', "-18.40"),
            ("18.40-", '.', "-18.40"),
            ("1 234,56", ',', "1234.56"),
            ("1,504円", '.', "1504"),
            ("△3,000", '.', "-3000"),
            (".50", '.', "0.50"),
            ("18.40 € -", '.', "-18.40"),
            ("₩1,480", '.', "1480"),
            ("1 840,00 Kč", ',', "1840.00"),
            ("-18,40 zł", ',', "-18.40"),
            ("-1 840,00 ₽", ',', "-1840.00"),
            ("18,40 руб.", ',', "18.40"),
            ("Rs. 1,21,100.00", '.', "121100.00"),
            ("Rp 184.000", ',', "184000"),
            ("184,00 kr.", ',', "184.00"),
            ("18,400원", '.', "18400"),
            ("1.250,00 C", ',', "-1250.00"),
            ("R$ 18,40 D", ',', "18.40"),
            ("18.40 SGD", '.', "18.40"),
            ("184,-", ',', "184"),
            ("184.00-", '.', "-184.00"),
        ] {
            assert_eq!(parse_amount(text, mark), Decimal::from_str(expected).ok(), "{text}");
        }
    }

    #[test]
    fn what_may_name_the_currency() {
        for (text, mark) in [
            ("-18.40", ""),
            ("($18.40)", ""),
            ("-18,40 EUR", "EUR"),
            ("-£7.25", "£"),
            ("JPY 1,480 CR", "JPY"),
            ("１，４８０円", "円"),
            ("250.00 cr", ""),
            ("1 840,00 Kč", "Kč"),
            ("₪184.00", "₪"),
            ("R$ 18,40", "R$"),
            ("NT$1,840", "NT$"),
            ("$18.40", ""),
            ("¥1,480", ""),
            ("1.250,00 C", ""),
        ] {
            assert_eq!(currency_mark(text), mark, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "-12.3O",
            "1O0.00",
            "12 34",
            "1,234 5",
            "X12",
            "",
            "-",
            "abc",
            "12/24",
            "1,48",
            "1.2.3",
            "12,3456",
            "4月",
            "¥",
            "1,2345.00",
            "10:30",
            "2026-12-01",
            "555-0199",
            "18-.40",
            "1$80",
            "12 -34",
            "0.00000000000000000000000000001",
            "1000000000000000",
            "79228162514264337593543950335",
            "12.345678901234567890123456789012",
            "10日分",
        ] {
            assert_eq!(parse_amount(text, '.'), None, "{text}");
        }
    }
}
