//! What to do, in order, by country (`rules/steps/`), and what an issuer's own page asks, in its order.

use serde::Deserialize;

use super::Letter;
use crate::breach::Source;
use crate::catalogue::{Catalogue, misshapen};
use crate::location::Problem;
use crate::messages::Words;

/// What to do in some countries. Its words are plain text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// ISO 3166 codes of the countries; empty = anywhere else.
    #[serde(default)]
    pub countries: Vec<String>,
    /// What a call by telephone does and does not do there.
    pub call: Words,
    /// In order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// What issuers ask, in the order of their own page.
    #[serde(default, rename = "form")]
    pub forms: Vec<Form>,
    /// Where it is said.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// One thing to do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What.
    pub words: Words,
    /// For charges of these letters only; empty = always.
    #[serde(default)]
    pub letters: Vec<String>,
}

/// What an issuer asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The issuer.
    pub issuer: Words,
    /// The layouts by which its statements are known.
    pub layouts: Vec<String>,
    /// In the order of its page.
    pub asks: Vec<Words>,
    /// Where.
    pub source: Source,
}

impl Steps {
    /// Those of a country, else those for anywhere.
    ///
    /// # Errors
    /// `bad-data-file` with the line when a file does not have that shape, names no such letter, or none is for
    /// anywhere; `bad-pattern` or `unknown-variable` when its words are not plain.
    pub fn of(catalogue: &Catalogue, country: Option<&str>) -> Result<Self, Problem> {
        let mut anywhere = None;
        let mut here = None;
        for (id, text) in catalogue.folder("steps") {
            let steps = Self::from_toml(&format!("steps/{id}.toml"), text)?;
            if steps.countries.is_empty() {
                anywhere = Some(steps);
            } else if country.is_some_and(|country| steps.countries.iter().any(|c| c == country)) {
                here = Some(steps);
            }
        }
        here.or(anywhere)
            .ok_or_else(|| Problem::new("bad-data-file").with("cause", "no file for anywhere").in_file("steps"))
    }

    fn from_toml(file: &str, text: &str) -> Result<Self, Problem> {
        let steps: Self = toml::from_str(text).map_err(|error| misshapen(file, text, &error))?;
        let asks = steps.forms.iter().flat_map(|form| form.asks.iter().chain([&form.issuer]));
        for words in steps.steps.iter().map(|step| &step.words).chain([&steps.call]).chain(asks) {
            words.check(&[]).map_err(|problem| problem.in_file(file))?;
        }
        let known = [Letter::NotMine, Letter::Wrong, Letter::Query].map(Letter::word);
        match steps.steps.iter().flat_map(|step| &step.letters).find(|letter| !known.contains(&letter.as_str())) {
            None => Ok(steps),
            Some(letter) => {
                let cause = format!("`{letter}` is no letter; known: {}", known.join(", "));
                Err(Problem::new("bad-data-file").with("cause", cause).in_file(file))
            }
        }
    }

    /// The steps for a letter, in order.
    pub fn for_letter(&self, letter: Letter) -> impl Iterator<Item = &Words> {
        let concerns = move |step: &&Step| step.letters.is_empty() || step.letters.iter().any(|l| l == letter.word());
        self.steps.iter().filter(concerns).map(|step| &step.words)
    }

    /// What the issuer asks, where its page was read.
    #[must_use]
    pub fn form(&self, layout: Option<&str>) -> Option<&Form> {
        self.forms.iter().find(|form| layout.is_some_and(|layout| form.layouts.iter().any(|l| l == layout)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    #[test]
    fn every_country_has_steps_and_only_the_card_that_is_stopped_is_replaced() {
        let catalogue = Catalogue::embedded();
        for country in [Some("US"), Some("JP"), Some("DE"), Some("AU"), None] {
            let steps = Steps::of(&catalogue, country).unwrap();
            let said = |letter| steps.for_letter(letter).map(|words| words.get(Lang::En)).collect::<Vec<_>>().join(" ");
            assert!(said(Letter::NotMine).contains("Stop the card"), "{country:?}");
            for letter in [Letter::Wrong, Letter::Query] {
                assert!(!said(letter).contains("Stop the card") && !said(letter).contains("new card"), "{country:?}");
            }
        }
        assert!(Steps::of(&catalogue, Some("US")).unwrap().call.en.contains("does not replace the letter"));
        let japan = Steps::of(&catalogue, Some("JP")).unwrap();
        assert!(japan.form(Some("vpass")).is_some() && japan.form(Some("rakuten-card")).is_none());
    }

    #[test]
    fn a_letter_that_there_is_not_is_refused() {
        let text =
            "call = { en = \"a\", ja = \"あ\" }\n[[step]]\nletters = [\"love\"]\nwords = { en = \"a\", ja = \"あ\" }\n";
        let problem = Steps::from_toml("steps/x.toml", text).unwrap_err();
        assert_eq!((problem.code, problem.at.file.as_str()), ("bad-data-file", "steps/x.toml"));
    }
}
