//! A breach: a window, a day of disclosure, kinds of data, and the cards concerned. A breach is a claim like any other:
//! a file under `rules/breaches/`, a file of the user's, or no more than a day.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use regex::Regex;
use serde::Deserialize;

use crate::catalogue::{Catalogue, Confidence, day};
use crate::location::Problem;
use crate::messages::Words;
use crate::text::card_label;

mod class;
mod file;
mod hibp;
mod reach;
mod resolve;
mod said;
mod window;

pub use class::DataClass;
pub use reach::Reach;
pub use resolve::resolve;
pub use said::{Exposure, NamedBreach};
pub use window::Window;

/// One breach. Its words are plain text, shown as they are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// The name of its file without the ending, the name in a list, or the window as typed.
    #[serde(skip)]
    pub id: String,
    /// What people call it.
    pub title: Words,
    /// The local day on which the exposure starts.
    #[serde(deserialize_with = "day")]
    pub start: NaiveDate,
    /// The local day on which the exposure ends, where it is known.
    #[serde(default, deserialize_with = "file::some_day")]
    pub end: Option<NaiveDate>,
    /// The start to the minute with its time zone, as text: `2017-06-22 09:41 JST`.
    pub start_time: Option<String>,
    /// The end to the minute with its time zone, as text.
    pub end_time: Option<String>,
    /// Why the days may be inexact.
    pub inexact: Option<Words>,
    /// The day on which the company told the public.
    #[serde(default, deserialize_with = "file::some_day")]
    pub disclosed_on: Option<NaiveDate>,
    /// The kinds of data exposed; empty when that is not known.
    #[serde(default)]
    pub classes: Vec<DataClass>,
    /// Further kinds of data, of which no card is made: only shown.
    #[serde(default)]
    pub other_classes: Vec<Words>,
    /// The labels of the cards concerned; empty = not sure.
    #[serde(default)]
    pub cards: Vec<String>,
    /// The names of the households concerned; empty = every one.
    #[serde(skip)]
    pub households: Arc<BTreeSet<String>>,
    /// How the company itself appears on statements: patterns over descriptors in form NFKC and upper case.
    #[serde(default, deserialize_with = "file::patterns")]
    pub merchants: Vec<Regex>,
    /// How many people at most.
    pub people: Option<u64>,
    /// How many people by kind of data.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// What the company offers to those affected.
    pub offers: Option<Words>,
    /// Until when it offers that.
    #[serde(default, deserialize_with = "file::some_day")]
    pub offers_until: Option<NaiveDate>,
    /// What happened.
    pub summary: Option<Words>,
    /// Who was affected, and how to know.
    pub affected: Option<Words>,
    /// What follows for a card, and what is likelier.
    pub follows: Option<Words>,
    /// Where all this is said.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// How sure the claim is.
    pub confidence: Option<Confidence>,
}

/// How many people had certain data exposed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// How many.
    pub people: u64,
    /// The kinds of data, where they have a name here.
    #[serde(default)]
    pub classes: Vec<DataClass>,
    /// What is counted.
    pub what: Words,
}

/// Where a claim is said: an address, a title, or both.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The address of the page.
    pub url: Option<String>,
    /// The title of the page.
    pub title: Option<String>,
    /// The day on which somebody looked.
    #[serde(deserialize_with = "day")]
    pub checked_on: NaiveDate,
    /// What the page says.
    pub says: Words,
}

impl Breach {
    /// Every breach of the catalogue, in order of id.
    ///
    /// # Errors
    /// As [`Breach::from_toml`], for the first file that is wrong.
    pub fn load_all(catalogue: &Catalogue) -> Result<Vec<Self>, Problem> {
        let files = catalogue.folder("breaches");
        files.map(|(id, text)| Self::from_toml(id, text.text(), &format!("breaches/{id}.toml"))).collect()
    }

    /// A breach of which nothing but the window is known.
    #[must_use]
    pub fn from_window(window: Window) -> Self {
        let start = ("start", window.start.to_string().into());
        let title = match window.end {
            None => Words::of("breach-of-day", &[start]),
            Some(end) => Words::of("breach-of-window", &[start, ("end", end.to_string().into())]),
        };
        Self {
            id: window.to_string(),
            title,
            start: window.start,
            end: window.end,
            start_time: None,
            end_time: None,
            inexact: None,
            disclosed_on: None,
            classes: Vec::new(),
            other_classes: Vec::new(),
            cards: Vec::new(),
            households: Arc::default(),
            merchants: Vec::new(),
            people: None,
            counts: Vec::new(),
            offers: None,
            offers_until: None,
            summary: None,
            affected: None,
            follows: None,
            sources: Vec::new(),
            confidence: None,
        }
    }

    /// Takes the kinds of data exposed from a list (`full_number,expiry`) in place of those that were known.
    ///
    /// # Errors
    /// `unknown-data-class` with the known ones.
    pub fn with_exposed(mut self, list: &str) -> Result<Self, Problem> {
        self.classes = DataClass::list(list)?;
        self.other_classes.clear();
        Ok(self)
    }

    /// Takes this as its title, in any language.
    #[must_use]
    pub fn called(mut self, title: &str) -> Self {
        title.clone_into(&mut self.id);
        self.title = Words { en: title.to_owned(), ja: title.to_owned() };
        self
    }

    /// Takes these as the cards concerned, each by its label; no number is kept beyond its last four digits.
    #[must_use]
    pub fn with_cards(mut self, cards: &[String]) -> Self {
        self.cards = cards.iter().map(|card| card_label(card)).filter(|label| !label.is_empty()).collect();
        self
    }

    /// Whether a household of this name is concerned.
    #[must_use]
    pub fn concerns(&self, household: &str) -> bool {
        self.households.is_empty() || self.households.contains(household)
    }

    /// The window of the exposure.
    #[must_use]
    pub fn window(&self) -> Window {
        Window { start: self.start, end: self.end }
    }

    /// Whether it was said as a bare day or window, which is its own title.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.id.parse::<Window>().is_ok()
    }

    /// What the exposed data allow.
    #[must_use]
    pub fn reach(&self) -> Reach {
        if self.classes.contains(&DataClass::FullNumber) {
            Reach::NumberExposed
        } else if self.classes.is_empty() && self.other_classes.is_empty() {
            Reach::Unknown
        } else {
            Reach::NumberNotExposed
        }
    }

    /// Whether a descriptor, in form NFKC and upper case, is the company's own.
    #[must_use]
    pub fn is_company(&self, folded: &str) -> bool {
        self.merchants.iter().any(|pattern| pattern.is_match(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;
    use crate::text::nfkc;

    fn of_day() -> Breach {
        Breach::from_window("2017-06-22".parse().unwrap())
    }

    #[test]
    fn every_shipped_breach_answers_who_what_and_whence_in_both_languages() {
        let breaches = Breach::load_all(&Catalogue::embedded()).unwrap();
        assert!(breaches.iter().any(|breach| breach.id == "mercari-2017"));
        for breach in breaches {
            let id = &breach.id;
            for words in [&breach.summary, &breach.affected, &breach.follows] {
                assert!(words.is_some(), "{id} does not answer everything");
            }
            assert!(
                breach.reach() != Reach::Unknown && breach.confidence.is_some() && !breach.sources.is_empty(),
                "{id}"
            );
            assert!(breach.sources.iter().all(|source| source.url.is_some() || source.title.is_some()), "{id}");
            let on = |time: &Option<String>, day: Option<NaiveDate>| {
                time.as_ref().is_none_or(|time| day.is_some_and(|day| time.starts_with(&day.to_string())))
            };
            assert!(on(&breach.start_time, Some(breach.start)) && on(&breach.end_time, breach.end), "{id}");
        }
    }

    #[test]
    fn the_mercari_leak_did_not_expose_the_number() {
        let breaches = Breach::load_all(&Catalogue::embedded()).unwrap();
        let breach = breaches.into_iter().find(|breach| breach.id == "mercari-2017").unwrap();
        assert_eq!(breach.window().to_string(), "2017-06-22..2017-06-22");
        assert_eq!((breach.people, breach.reach()), (Some(54_180), Reach::NumberNotExposed));
        assert!(breach.follows.as_ref().unwrap().get(Lang::Ja).contains("下4桁"));
        for (printed, own) in
            [("メルカリ", true), ("ﾒﾙｶﾘ", true), ("Ｍｅｒｃａｒｉ", true), ("コーヒー メルカリ店", false)]
        {
            assert_eq!(breach.is_company(&nfkc(printed).to_uppercase()), own, "{printed}");
        }
        assert_eq!(breach.with_exposed("full_number").unwrap().reach(), Reach::NumberExposed);
    }

    #[test]
    fn what_the_person_knows_takes_its_place() {
        let breach = of_day().with_exposed(" Full_Number, expiry ,full-number").unwrap();
        assert_eq!(breach.classes, [DataClass::FullNumber, DataClass::Expiry]);
        let problem = of_day().with_exposed("expiry,fingerprint").unwrap_err();
        assert_eq!((problem.code, problem.value("value")), ("unknown-data-class", Some("fingerprint")));
        assert!(problem.value("known").unwrap().starts_with("full_number, expiry, cvv"));
        let cards = ["****-1234", "blue card", ""].map(str::to_owned);
        assert_eq!(of_day().with_cards(&cards).cards, ["1234", "blue card"]);
    }
}
