//! The kinds of data that a breach may expose.

use serde::{Deserialize, Serialize};

use crate::location::Problem;

/// A kind of exposed data. Its name for people is the sentence `breach-class-<word>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// All digits of the card number.
    FullNumber,
    /// The month in which the card expires.
    Expiry,
    /// The security code printed on the card.
    Cvv,
    /// The last four digits of the card number.
    Last4,
    /// The holder's name.
    Name,
    /// A postal address.
    Address,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A bank account.
    BankAccount,
    /// A password, also in a protected form.
    Password,
    /// What was bought or sold.
    PurchaseHistory,
}

impl DataClass {
    /// All of them, those of the card first.
    pub const ALL: [Self; 11] = [
        Self::FullNumber,
        Self::Expiry,
        Self::Cvv,
        Self::Last4,
        Self::Name,
        Self::Address,
        Self::Email,
        Self::Phone,
        Self::BankAccount,
        Self::Password,
        Self::PurchaseHistory,
    ];

    /// The word used in data files, arguments and outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FullNumber => "full_number",
            Self::Expiry => "expiry",
            Self::Cvv => "cvv",
            Self::Last4 => "last4",
            Self::Name => "name",
            Self::Address => "address",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::BankAccount => "bank_account",
            Self::Password => "password",
            Self::PurchaseHistory => "purchase_history",
        }
    }

    /// Reads `full_number,expiry`, in either case, each kind once; `-` for `_` will do.
    ///
    /// # Errors
    /// `unknown-data-class` with the known ones.
    pub fn list(text: &str) -> Result<Vec<Self>, Problem> {
        let mut classes = Vec::new();
        for word in text.split(',').map(str::trim) {
            let folded = word.to_ascii_lowercase().replace('-', "_");
            let class = Self::ALL.into_iter().find(|class| class.word() == folded).ok_or_else(|| {
                let known: Vec<_> = Self::ALL.iter().map(|class| class.word()).collect();
                Problem::new("unknown-data-class").with("value", word).with("known", known.join(", "))
            })?;
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        Ok(classes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Lang, Messages};

    #[test]
    fn each_has_one_word_everywhere_and_a_name_for_people() {
        for class in DataClass::ALL {
            assert_eq!(serde_json::to_value(class).unwrap(), class.word());
            assert_eq!(DataClass::list(class.word()), Ok(vec![class]));
            assert!(Messages::new(Lang::En).has(&format!("breach-class-{}", class.word())));
        }
    }

    #[test]
    fn what_is_no_list() {
        for text in ["", "expiry,", "number", "full number"] {
            assert_eq!(DataClass::list(text).unwrap_err().code, "unknown-data-class", "{text}");
        }
    }
}
