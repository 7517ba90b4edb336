//! What exposed data allow.

use super::Breach;

/// What the exposed data allow; the later in this order, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The data are known and the full card number is not among them: the breach alone allows no charge.
    NumberNotExposed,
    /// Nobody has said which data.
    Unknown,
    /// The full card number is among the data.
    NumberExposed,
}

impl Reach {
    /// The worst of several breaches; unknown when there is none.
    #[must_use]
    pub fn of<'a>(breaches: impl IntoIterator<Item = &'a Breach>) -> Self {
        breaches.into_iter().map(Breach::reach).max().unwrap_or(Self::Unknown)
    }

    /// The word used in outputs; the sentence is `breach-reach-<word>`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NumberNotExposed => "number-not-exposed",
            Self::Unknown => "unknown",
            Self::NumberExposed => "number-exposed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Lang, Messages};

    #[test]
    fn the_worst_of_several_counts() {
        let unknown = Breach::from_window("2017-06-22".parse().unwrap());
        let known = |list| unknown.clone().with_exposed(list).unwrap();
        let harmless = known("last4,expiry");
        let grave = known("full_number");
        for (breaches, reach) in [
            (vec![], Reach::Unknown),
            (vec![harmless.clone()], Reach::NumberNotExposed),
            (vec![known("expiry,cvv")], Reach::NumberNotExposed),
            (vec![unknown.clone()], Reach::Unknown),
            (vec![harmless.clone(), unknown.clone()], Reach::Unknown),
            (vec![harmless, grave, unknown.clone()], Reach::NumberExposed),
        ] {
            assert_eq!(Reach::of(&breaches), reach);
        }
    }

    #[test]
    fn each_has_a_sentence() {
        for reach in [Reach::NumberNotExposed, Reach::Unknown, Reach::NumberExposed] {
            assert!(Messages::new(Lang::Ja).has(&format!("breach-reach-{}", reach.word())));
        }
    }
}
