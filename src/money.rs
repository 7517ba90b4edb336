//! Money: a decimal amount and a currency. One sign everywhere: positive = the cardholder owes more.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::location::Problem;

/// An ISO 4217 code, such as `JPY`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl Currency {
    /// No currency: stands where a file names none, until the user says which it is (ISO 4217 "XXX").
    pub const NONE: Self = Self(*b"XXX");
}

impl FromStr for Currency {
    type Err = Problem;

    /// Reads three ASCII letters, in either case.
    ///
    /// # Errors
    /// `unreadable-currency` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let bytes: [u8; 3] = text
            .trim()
            .to_ascii_uppercase()
            .into_bytes()
            .try_into()
            .map_err(|_| Problem::new("unreadable-currency").with("value", text))?;
        if bytes.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(bytes))
        } else {
            Err(Problem::new("unreadable-currency").with("value", text))
        }
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl TryFrom<String> for Currency {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What `rules/currencies.toml` says of one currency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyFacts {
    /// Digits after the decimal mark in ordinary amounts.
    pub digits: u32,
    /// The small-purchase unit, about the price of the cheapest things: 1 USD, 100 JPY.
    pub small_unit: Decimal,
    /// The step of round face values, as gift cards have them: 25 USD, 1000 JPY.
    pub round_step: Decimal,
    /// The sign before an amount on screen.
    #[serde(default)]
    pub sign: Option<String>,
    /// Names and unambiguous signs that statements print instead of the code.
    #[serde(default)]
    pub names: Vec<String>,
}

/// The known currencies.
#[derive(Debug, Clone)]
pub struct Currencies {
    by_code: BTreeMap<Currency, CurrencyFacts>,
    by_name: BTreeMap<String, Currency>,
}

impl Currencies {
    /// Loads `rules/currencies.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when it does not have that shape.
    pub fn load(text: &str) -> Result<Self, Problem> {
        let by_code: BTreeMap<Currency, CurrencyFacts> = toml::from_str(text)
            .map_err(|e| Problem::new("bad-data-file").with("cause", e).in_file("currencies.toml"))?;
        let by_name =
            by_code.iter().flat_map(|(code, facts)| facts.names.iter().map(|name| (folded(name), *code))).collect();
        Ok(Self { by_code, by_name })
    }

    /// A code, name or unambiguous sign as a currency; a three-letter code need not be a known one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Currency> {
        let text = text.trim();
        let folded: Cow<'_, str> =
            if text.bytes().all(|b| b.is_ascii_uppercase()) { text.into() } else { folded(text).into() };
        self.by_name.get(&*folded).copied().or_else(|| folded.parse().ok())
    }

    /// The currencies with a sign of their own that have room for so many decimals, in order of code.
    pub fn widespread(&self, digits: u32) -> impl Iterator<Item = Currency> {
        let fits = move |facts: &CurrencyFacts| facts.sign.is_some() && facts.digits >= digits;
        self.by_code.iter().filter(move |(_, facts)| fits(facts)).map(|(code, _)| *code)
    }

    /// A listed code, name or unambiguous sign as a currency.
    #[must_use]
    pub fn known(&self, text: &str) -> Option<Currency> {
        self.find(text).filter(|currency| self.by_code.contains_key(currency))
    }

    /// Digits after the decimal mark; 2 where the currency is not listed.
    #[must_use]
    pub fn digits(&self, currency: Currency) -> u32 {
        self.by_code.get(&currency).map_or(2, |facts| facts.digits)
    }

    /// The small-purchase unit; 1 where the currency is not listed.
    #[must_use]
    pub fn small_unit(&self, currency: Currency) -> Decimal {
        self.by_code.get(&currency).map_or(Decimal::ONE, |facts| facts.small_unit)
    }

    /// The step of round face values; 25 where the currency is not listed.
    #[must_use]
    pub fn round_step(&self, currency: Currency) -> Decimal {
        self.by_code.get(&currency).map_or(Decimal::from(25), |facts| facts.round_step)
    }

    /// The amount with the currency's digits and no grouping: `1480`, `18.40`. Further digits are kept when they are not zero.
    #[must_use]
    pub fn plain(&self, amount: Decimal, currency: Currency) -> String {
        let mut amount = amount.normalize();
        let digits = self.digits(currency);
        if amount.scale() < digits {
            amount.rescale(digits);
        }
        amount.to_string()
    }

    /// The amount for people: sign, grouping, digits: `¥84,210`, `$18.40`, `CHF 18.40`; `18.40` without a currency.
    #[must_use]
    pub fn shown(&self, amount: Decimal, currency: Currency) -> String {
        let plain = self.plain(amount.abs(), currency);
        let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
        let mut text = String::new();
        if amount.is_sign_negative() && !amount.is_zero() {
            text.push('-');
        }
        match self.by_code.get(&currency).and_then(|facts| facts.sign.as_deref()) {
            Some(sign) => text.push_str(sign),
            None if currency == Currency::NONE => {}
            None => text.push_str(&format!("{currency} ")),
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if let Some(rest) = rest {
            text.push('.');
            text.push_str(rest);
        }
        text
    }
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_uppercase()
}

/// The amount in ten-thousandths of the major unit, as frames hold it; `None` when it has more decimals or does not fit.
#[must_use]
pub fn ten_thousandths(amount: Decimal) -> Option<i64> {
    let power = |digits: u32| 10_i128.checked_pow(digits);
    let scaled = match amount.scale() {
        scale @ 0..=4 => amount.mantissa().checked_mul(power(4 - scale)?)?,
        scale => Some(power(scale - 4)?)
            .filter(|divisor| amount.mantissa() % divisor == 0)
            .map(|divisor| amount.mantissa() / divisor)?,
    };
    i64::try_from(scaled).ok()
}

/// Reads an amount as statements print it: groups, signs before or after, parentheses, `CR`/`DR`, currency signs and
/// codes, full-width digits, the yen sign that Shift_JIS shows as a backslash. `decimal` is the file's decimal mark;
/// groups must then be of three digits (or two, as in India, before a last three). `None` when anything is left over.
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
    }
    let rest = without_code(rest)?;
    let mut digits = String::new();
    let mut signed = false;
    let mut spaced = false;
    for c in rest.chars() {
        if matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') {
            spaced = !digits.is_empty();
            continue;
        }
        if spaced && c.is_ascii_digit() {
            digits.push(' ');
        }
        spaced = false;
        match c {
            '0'..='9' | '.' | ',' | '\'' | '’' => digits.push(c),
            '-' | '−' | '‐' | '–' | '△' | '▲' => {
                if !signed {
                    negative = !negative;
                }
                signed = true;
            }
            '+' if !signed => signed = true,
            '¥' | '\\' | '$' | '£' | '€' | '₹' | '円' => {}
            _ => return None,
        }
    }
    let number = ungroup(&digits, decimal)?;
    Some(if negative { -number } else { number })
}

/// So many digits always fit.
const PLAIN_DIGITS: usize = 18;

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

/// Takes a currency's letters off one end: two or three of them, or one before a dollar sign as in `R$`. `None` when
/// letters stand anywhere else.
fn without_code(text: &str) -> Option<String> {
    let letters = |c: char| c.is_ascii_alphabetic();
    let unsigned = text.trim_start_matches(['-', '−', '△', '▲', '+', ' ', '\u{a0}']);
    let sign = &text[..text.len() - unsigned.len()];
    let after = unsigned.trim_start_matches(letters);
    let before = unsigned.trim_end_matches(letters);
    match (unsigned.len() - after.len(), unsigned.len() - before.len()) {
        (0, 0) => Some(text.to_owned()),
        (1, 0) if after.starts_with('$') => Some(format!("{sign}{after}")),
        (2..=3, 0) => Some(format!("{sign}{after}")),
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
    Decimal::from_str(plain.trim_end_matches('.')).ok()
}

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(parse_amount(text, mark), Decimal::from_str(expected).ok(), "{text}");
        }
    }

    #[test]
    fn ten_thousandths_are_whole_and_fit() {
        for (amount, expected) in [
            ("12.5", Some(125_000)),
            ("-0.0001", Some(-1)),
            ("0.00001", None),
            ("1.500000", Some(15_000)),
            ("922337203685477.5807", Some(i64::MAX)),
            ("922337203685477.5808", None),
            ("79228162514264337593543950335", None),
            ("0.0000000000000000000000000001", None),
        ] {
            assert_eq!(ten_thousandths(amount.parse().expect("a number")), expected, "{amount}");
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
        ] {
            assert_eq!(parse_amount(text, '.'), None, "{text}");
        }
    }
}
