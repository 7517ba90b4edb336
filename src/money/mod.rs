//! Money: a decimal amount and a currency. One sign everywhere: positive = the cardholder owes more.

mod printed;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use self::printed::{currency_mark, parse_amount};
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
