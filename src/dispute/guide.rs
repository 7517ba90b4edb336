//! What to do, in order, by country (`rules/guides/`), and what an issuer's own page asks, in its order.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Letter, Product, Sheet};
use crate::breach::Source;
use crate::catalogue::{Catalogue, DataFile, misshapen};
use crate::location::Problem;
use crate::messages::Words;

/// What to do in some countries. Its words are plain text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// ISO 3166 codes of the countries; empty = anywhere else, and for a kind of card that is named, anywhere.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The kinds of card; empty = those that no other guide of the country names.
    #[serde(default)]
    pub products: Vec<Product>,
    /// What a call by telephone does to the card, where it is not to go on.
    #[serde(default)]
    pub stops: Option<Words>,
    /// What a call by telephone does and does not do there.
    pub call: Words,
    /// To which of the card company's addresses letters go, where it has several.
    #[serde(default)]
    pub send: Option<Words>,
    /// The name of that address.
    #[serde(default)]
    pub address: Option<Words>,
    /// How a letter is sent so that it can be shown when it arrived.
    #[serde(default)]
    pub post: Option<Words>,
    /// Whom to turn to when the card company does not answer.
    pub complaint: Words,
    /// In order.
    #[serde(rename = "action")]
    pub actions: Vec<Action>,
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
pub struct Action {
    /// What.
    pub words: Words,
    /// For charges of these letters only; empty = always.
    #[serde(default)]
    pub letters: Vec<String>,
    /// What the case shows when it is done; absent where nothing shows it.
    #[serde(default)]
    pub done: Option<Done>,
}

/// What shows that something was done for every charge of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// The innocent explanations were checked. Of no day.
    Checked,
    /// The merchant was asked.
    MerchantAsked,
    /// The card company was told.
    Reported,
    /// The card has a new number.
    CardReplaced,
}

impl Action {
    /// Whether it was done for every charge of a sheet, and the day on which it was for the last of them, where one is known.
    #[must_use]
    pub fn done_on(&self, sheet: &Sheet<'_>) -> Option<Option<NaiveDate>> {
        let done = self.done?;
        let days = sheet.all().map(|dispute| match done {
            Done::Checked => dispute.checked.as_ref().map(|_| None),
            Done::MerchantAsked => dispute.merchant_asked.as_ref().map(|asked| Some(asked.on)),
            Done::Reported => dispute.reported().map(Some),
            Done::CardReplaced => dispute.replaced.map(Some),
        });
        days.reduce(|one, other| Some(one?.max(other?)))?
    }
}

/// What an issuer asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The issuer.
    pub issuer: Words,
    /// The layouts by which its statements are known.
    pub layouts: Vec<String>,
    /// For charges of these letters only; empty = always.
    #[serde(default)]
    pub letters: Vec<String>,
    /// In the order of its page.
    pub asks: Vec<Words>,
    /// Where.
    pub source: Source,
}

/// The guides of every country, and the one for anywhere else.
#[derive(Debug, Clone)]
pub struct Guides {
    of_countries: Vec<Guide>,
    anywhere: Guide,
}

impl Guides {
    /// Loads them.
    ///
    /// # Errors
    /// `bad-data-file` with the line when a file does not have that shape, names no such letter, or none is for
    /// anywhere; `bad-pattern` or `unknown-variable` when its words are not plain.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let (mut of_countries, mut anywhere) = (Vec::new(), None);
        for (id, text) in catalogue.folder("guides") {
            let guide = Guide::from_toml(&format!("guides/{id}.toml"), text)?;
            if guide.countries.is_empty() && guide.products.is_empty() {
                anywhere = Some(guide);
            } else {
                of_countries.push(guide);
            }
        }
        let none = || Problem::new("bad-data-file").with("cause", "no file for anywhere").in_file("guides");
        Ok(Self { of_countries, anywhere: anywhere.ok_or_else(none)? })
    }

    /// That of a country for a card that can be of these kinds, else the one for anywhere.
    #[must_use]
    pub fn of(&self, country: Option<&str>, products: &[Product]) -> &Guide {
        let here = |guide: &&Guide| {
            guide.countries.is_empty() || country.is_some_and(|country| guide.countries.iter().any(|c| c == country))
        };
        let own = |guide: &Guide| !products.is_empty() && products.iter().all(|of| guide.products.contains(of));
        let of_country = || self.of_countries.iter().filter(here);
        let of_card = of_country().find(|guide| own(guide));
        of_card.or_else(|| of_country().find(|guide| guide.products.is_empty())).unwrap_or(&self.anywhere)
    }
}

impl Guide {
    fn from_toml<'a>(file: &str, text: impl Into<DataFile<'a>>) -> Result<Self, Problem> {
        let text = text.into();
        let guide: Self = text.read().map_err(|error| misshapen(file, text.text(), &error))?;
        let asks = guide.forms.iter().flat_map(|form| form.asks.iter().chain([&form.issuer]));
        let own = [&guide.call, &guide.complaint].into_iter().chain(&guide.stops).chain(&guide.send);
        let own = own.chain(&guide.address).chain(&guide.post);
        for words in guide.actions.iter().map(|action| &action.words).chain(own).chain(asks) {
            words.check(&[]).map_err(|problem| problem.in_file(file))?;
        }
        let known = [Letter::NotMine, Letter::Wrong, Letter::Query].map(Letter::word);
        let actions = guide.actions.iter().flat_map(|action| &action.letters);
        let mut letters = actions.chain(guide.forms.iter().flat_map(|form| &form.letters));
        match letters.find(|letter| !known.contains(&letter.as_str())) {
            None => Ok(guide),
            Some(letter) => {
                let cause = format!("`{letter}` is no letter; known: {}", known.join(", "));
                Err(Problem::new("bad-data-file").with("cause", cause).in_file(file))
            }
        }
    }

    /// What to do for a letter, in order.
    pub fn for_letter(&self, letter: Letter) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| concerns(&action.letters, letter))
    }

    /// What the issuer asks of charges of a letter, where its page was read.
    #[must_use]
    pub fn form(&self, letter: Letter, layout: Option<&str>) -> Option<&Form> {
        let own = |form: &&Form| layout.is_some_and(|layout| form.layouts.iter().any(|l| l == layout));
        self.forms.iter().filter(|form| concerns(&form.letters, letter)).find(own)
    }
}

/// Whether what is for these letters only is for one of them.
fn concerns(letters: &[String], letter: Letter) -> bool {
    letters.is_empty() || letters.iter().any(|known| known == letter.word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    #[test]
    fn every_country_has_a_guide_and_only_the_card_that_is_stopped_is_replaced() {
        let guides = Guides::load(&Catalogue::embedded()).unwrap();
        for country in [Some("US"), Some("JP"), Some("DE"), Some("GB"), Some("CA"), Some("AU"), Some("BR"), None] {
            let guide = guides.of(country, &[]);
            let said = |letter| {
                guide.for_letter(letter).map(|action| action.words.get(Lang::En)).collect::<Vec<_>>().join(" ")
            };
            let stops = said(Letter::NotMine);
            assert!(stops.starts_with("If new charges still appear, lock the card"), "{country:?}");
            assert!(stops.contains("Stop the card") && stops.contains("never one from a message"), "{country:?}");
            for letter in [Letter::Wrong, Letter::Query] {
                assert!(!said(letter).contains("Stop the card") && !said(letter).contains("new card"), "{country:?}");
            }
        }
        let japan = guides.of(Some("JP"), &[Product::Credit]);
        assert!(japan.form(Letter::NotMine, Some("vpass")).is_some());
        assert!(japan.form(Letter::NotMine, Some("rakuten-card")).is_none());
        assert!(japan.form(Letter::Wrong, Some("vpass")).is_none(), "it asks whether the card may be stopped");
    }

    #[test]
    fn the_address_for_billing_errors_is_for_credit_cards_and_for_cards_of_which_nothing_is_known() {
        let guides = Guides::load(&Catalogue::embedded()).unwrap();
        let us = |products: &[Product]| guides.of(Some("US"), products).clone();
        for products in [&[][..], &[Product::Credit], &[Product::Credit, Product::Debit]] {
            let guide = us(products);
            assert!(guide.call.en.contains("does not replace the letter") && guide.send.is_some(), "{products:?}");
        }
        let debit = us(&[Product::Debit]);
        assert!(debit.send.is_none() && !debit.call.en.contains("billing"), "{debit:?}");
        for country in [Some("US"), Some("DE"), None] {
            let business = guides.of(country, &[Product::Business]);
            assert!(business.call.en.contains("contract") && business.send.is_none(), "{country:?}");
        }
    }

    #[test]
    fn a_letter_that_there_is_not_is_refused() {
        let text = "call = { en = \"a\", ja = \"あ\" }\ncomplaint = { en = \"a\", ja = \"あ\" }\n[[action]]\nletters = [\"love\"]\nwords = { en = \"a\", ja = \"あ\" }\n";
        let problem = Guide::from_toml("guides/x.toml", text).unwrap_err();
        assert_eq!((problem.code, problem.at.file.as_str()), ("bad-data-file", "guides/x.toml"));
    }
}
