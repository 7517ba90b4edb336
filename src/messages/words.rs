//! What a claim says in both languages.

use serde::{Deserialize, Serialize};

use super::pattern::{parse, variables};
use super::{Lang, Messages, Value};
use crate::location::Problem;

/// What a claim says, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// English.
    pub en: String,
    /// Japanese.
    pub ja: String,
}

impl Words {
    /// The words in this language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }

    /// One of the program's sentences in both languages.
    #[must_use]
    pub fn of(id: &str, args: &[(&str, Value)]) -> Self {
        let [en, ja] = [Lang::En, Lang::Ja].map(|lang| Messages::new(lang).with(id, args));
        Self { en, ja }
    }

    /// Checks that both are sentences in Fluent's syntax that mention only the variables known.
    ///
    /// # Errors
    /// `bad-pattern`; `unknown-variable` with the variable and the known ones.
    pub fn check(&self, known: &[&str]) -> Result<(), Problem> {
        for source in [&self.en, &self.ja] {
            parse(source)?;
            if let Some(variable) = variables(source).into_iter().find(|v| !known.contains(&v.as_str())) {
                return Err(Problem::new("unknown-variable")
                    .with("value", variable)
                    .with("pattern", source)
                    .with("known", known.join(", ")));
            }
        }
        Ok(())
    }
}

/// Things to check before anything else, in both languages; the two lists are of one length and order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// English.
    pub en: Vec<String>,
    /// Japanese.
    pub ja: Vec<String>,
}

impl Checks {
    /// The list in this language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_variables() {
        let words = |en: &str, ja: &str| Words { en: en.to_owned(), ja: ja.to_owned() };
        assert_eq!(words("at {$merchant}", "{$merchant}にて").check(&["merchant"]), Ok(()));
        let problem = words("plain", "{$shop}").check(&["merchant", "amount"]).unwrap_err();
        assert_eq!((problem.code, problem.value("value")), ("unknown-variable", Some("shop")));
        assert_eq!(words("plain", " ").check(&[]).unwrap_err().code, "bad-pattern");
        assert_eq!(words("a", "b").get(Lang::Ja), "b");
    }
}
