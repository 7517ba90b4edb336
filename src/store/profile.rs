//! Who writes to the card company, and under which rules: what letters and forms begin with, and counts rest on.
//!
//! It is kept as it was said last, beside the log and not in it: it decides nothing, and a former address or telephone
//! number should be gone once it is replaced.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::dispute::{Monthly, Product, Terms};
use crate::location::Problem;
use crate::merchant::Countries;
use crate::text::mask_card_numbers;

/// What a letter or a form asks of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The holder's name as on the card.
    Name,
    /// Where letters reach the holder.
    Address,
    /// Where calls do.
    Phone,
    /// ISO 3166 code of the country whose rules hold.
    Jurisdiction,
    /// `credit`, `debit`, `prepaid` or `business`.
    Product,
    /// On which day of the month statements come out, or the days on which some did.
    StatementDay,
    /// On which day of the month the bill is paid automatically, or the days on which it will be.
    PaymentDay,
}

/// What is known of it.
pub type Profile = BTreeMap<Field, String>;

/// What was said of a field of a card, by its label, and whether it was said of that card alone.
#[must_use]
pub fn said<'a>(profiles: &'a BTreeMap<String, Profile>, label: &str, field: Field) -> Option<(&'a str, bool)> {
    let of = |label: &str| profiles.get(label)?.get(&field).map(String::as_str);
    let own = Some(label).filter(|label| !label.is_empty()).and_then(of).map(|value| (value, true));
    own.or_else(|| of("").map(|value| (value, false)))
}

/// What counts rest on of what was said of a card, by its label.
#[must_use]
pub fn terms(profiles: &BTreeMap<String, Profile>, label: &str) -> Terms {
    let of = |field| said(profiles, label, field).map(|(value, _)| value);
    let monthly = |field| of(field).and_then(|days| days.parse().ok()).unwrap_or_default();
    Terms {
        country: of(Field::Jurisdiction).map(str::to_owned),
        product: of(Field::Product).and_then(|product| product.parse().ok()),
        statements: monthly(Field::StatementDay),
        payments: monthly(Field::PaymentDay),
    }
}

impl Field {
    /// What is of the holder, whatever the card.
    pub const OF_HOLDER: [Self; 3] = [Self::Name, Self::Address, Self::Phone];
    /// What is of each card.
    pub const OF_CARD: [Self; 4] = [Self::Jurisdiction, Self::Product, Self::StatementDay, Self::PaymentDay];

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::OF_HOLDER.into_iter().chain(Self::OF_CARD)
    }

    /// The word used in arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Jurisdiction => "jurisdiction",
            Self::Product => "product",
            Self::StatementDay => "statement-day",
            Self::PaymentDay => "payment-day",
        }
    }

    /// A value as it is kept.
    ///
    /// # Errors
    /// `card-number` when a whole card number stands in it; `bad-profile` with what the field takes.
    pub fn read(self, value: &str, countries: &Countries) -> Result<String, Problem> {
        let value = value.trim();
        if mask_card_numbers(value) != value {
            return Err(Problem::new("card-number"));
        }
        let bad = |takes: &str| {
            Err(Problem::new("bad-profile").with("field", self.word()).with("value", value).with("takes", takes))
        };
        match self {
            Self::Jurisdiction => countries.code_of(value).map_or_else(|| bad("US, JP, …"), Ok),
            Self::Product if value.parse::<Product>().is_err() => bad("credit, debit, prepaid, business"),
            Self::StatementDay | Self::PaymentDay if value.parse::<Monthly>().is_err() => {
                bad("20; 2026-10-20, 2026-11-20")
            }
            Self::Name | Self::Address | Self::Phone | Self::Product | Self::StatementDay | Self::PaymentDay => {
                Ok(value.to_owned())
            }
        }
    }
}

impl FromStr for Field {
    type Err = Problem;

    /// Reads a field's word.
    ///
    /// # Errors
    /// `unknown-field` for anything else.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let found = Self::all().find(|field| field.word() == text);
        found.ok_or_else(|| Problem::new("unknown-field").with("value", text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn no_whole_card_number_is_taken_and_codes_are_codes() {
        let countries = Countries::load(&Catalogue::embedded()).expect("countries");
        let read = |field: Field, value: &str| field.read(value, &countries).map_err(|problem| problem.code);
        // A number that passes the check of card numbers, made here so that none stands in a file.
        let number: String = std::iter::once('4').chain(std::iter::repeat_n('1', 15)).collect();
        for field in Field::all() {
            assert_eq!(read(field, &format!("A. Example {number}")), Err("card-number"), "{field:?}");
        }
        assert_eq!(read(Field::Jurisdiction, "jp"), Ok("JP".to_owned()));
        assert_eq!(read(Field::Jurisdiction, "Japan"), Ok("JP".to_owned()));
        assert_eq!(read(Field::Jurisdiction, "uk"), Ok("GB".to_owned()), "as people call it");
        assert_eq!(read(Field::Jurisdiction, "zz"), Ok("ZZ".to_owned()), "not every country has a name here");
        assert_eq!(read(Field::Jurisdiction, "Atlantis"), Err("bad-profile"));
        assert_eq!(read(Field::Product, "business"), Ok("business".to_owned()));
        assert_eq!(read(Field::Product, "credit"), Ok("credit".to_owned()));
        assert_eq!(read(Field::Product, "gold"), Err("bad-profile"));
        for field in [Field::StatementDay, Field::PaymentDay] {
            assert_eq!(read(field, "31"), Ok("31".to_owned()));
            assert_eq!(read(field, "2026-10-20, 2026-11-20"), Ok("2026-10-20, 2026-11-20".to_owned()));
            for wrong in ["0", "32", "monthly", "2026-02-30", ""] {
                assert_eq!(read(field, wrong), Err("bad-profile"), "{wrong}");
            }
        }
        assert_eq!(read(Field::Phone, " 03-0000-0000 "), Ok("03-0000-0000".to_owned()));
    }
}
