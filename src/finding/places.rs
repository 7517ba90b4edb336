//! Places as people name them: countries by their codes (`rules/countries.toml`), towns out of capitals.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::location::Problem;
use crate::messages::Lang;

/// Where the names of countries stand.
const FILE: &str = "countries.toml";

/// One country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    alpha3: String,
    en: String,
    ja: String,
}

/// Names of countries by their two letters.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Places(BTreeMap<String, Country>);

impl Places {
    /// Reads `rules/countries.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when the file is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let places: Self = catalogue
            .data(FILE)
            .read()
            .map_err(|e| Problem::new("bad-data-file").with("cause", e.message()).in_file(FILE))?;
        match places.0.is_empty() {
            true => Err(Problem::new("bad-data-file").with("cause", "missing").in_file(FILE)),
            false => Ok(places),
        }
    }

    /// A place as it stands in a sentence: `PT` and `PRT` as Portugal, `SEATTLE` as Seattle, anything else as it is.
    #[must_use]
    pub fn name(&self, place: &str, lang: Lang) -> String {
        let country =
            self.0.get(place).or_else(|| self.0.values().find(|country| country.alpha3.eq_ignore_ascii_case(place)));
        match (country, lang) {
            (Some(country), Lang::En) => country.en.clone(),
            (Some(country), Lang::Ja) => country.ja.clone(),
            (None, _) => capitalised(place),
        }
    }
}

/// `NEW YORK` as `New York`; what is not all capitals, or is short like a code, stays.
fn capitalised(place: &str) -> String {
    if place.len() <= 3 || place.chars().any(char::is_lowercase) {
        return place.to_owned();
    }
    let mut begins = true;
    let mut name = String::with_capacity(place.len());
    for c in place.chars() {
        if begins {
            name.push(c);
        } else {
            name.extend(c.to_lowercase());
        }
        begins = !c.is_alphanumeric();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        let places = Places::load(&Catalogue::embedded()).expect("sound");
        for (place, en, ja) in [
            ("PT", "Portugal", "ポルトガル"),
            ("ITA", "Italy", "イタリア"),
            ("NEW YORK", "New York", "New York"),
            ("EUR", "EUR", "EUR"),
            ("京都", "京都", "京都"),
        ] {
            assert_eq!((places.name(place, Lang::En).as_str(), places.name(place, Lang::Ja).as_str()), (en, ja));
        }
    }
}
