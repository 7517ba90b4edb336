//! Countries and their names (`rules/countries.toml`): as statements print them, and as people name them.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::Deserialize;

use super::fold::fold;
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
    /// Other names that statements print in a column of their own.
    #[serde(default)]
    names: Vec<String>,
}

/// Names of countries by their two letters.
#[derive(Debug, Clone)]
pub struct Countries {
    by_code: BTreeMap<String, Country>,
    /// Codes by whatever statements print, folded.
    codes: HashMap<String, String>,
}

impl Countries {
    /// Reads `rules/countries.toml`.
    ///
    /// # Errors
    /// `bad-data-file` when the file is missing or has another shape.
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let bad = |cause: String| Problem::new("bad-data-file").with("cause", cause).in_file(FILE);
        let by_code: BTreeMap<String, Country> =
            catalogue.data(FILE).read().map_err(|e| bad(e.message().to_owned()))?;
        if by_code.is_empty() {
            return Err(bad("missing".to_owned()));
        }
        let mut codes = HashMap::default();
        for (code, country) in &by_code {
            let english = country.en.strip_prefix("the ").unwrap_or(&country.en);
            let names = [code, &country.alpha3, english, &country.ja].map(fold).into_iter();
            for name in names.chain(country.names.iter().map(|name| fold(name))) {
                if codes.insert(name.clone(), code.clone()).is_some_and(|other| other != *code) {
                    return Err(bad(format!("{name} names two countries")));
                }
            }
        }
        Ok(Self { by_code, codes })
    }

    /// The two letters of a country that a statement prints by a code or a name.
    #[must_use]
    pub fn code(&self, printed: &str) -> Option<&str> {
        self.codes.get(&fold(printed)).map(String::as_str)
    }

    /// The two letters of a country that a person names by a code or a name; of one without a name here, its code.
    #[must_use]
    pub fn code_of(&self, said: &str) -> Option<String> {
        let is_code = said.len() == 2 && said.bytes().all(|b| b.is_ascii_alphabetic());
        self.code(said).map(str::to_owned).or_else(|| is_code.then(|| said.to_uppercase()))
    }

    /// A place as it stands in a sentence: `PT` and `PRT` as Portugal, `SEATTLE` as Seattle, anything else as it is.
    #[must_use]
    pub fn name(&self, place: &str, lang: Lang) -> String {
        let country = self.code(place).and_then(|code| self.by_code.get(code));
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
        let countries = Countries::load(&Catalogue::embedded()).expect("sound");
        for (place, en, ja) in [
            ("PT", "Portugal", "ポルトガル"),
            ("ITA", "Italy", "イタリア"),
            ("NEW YORK", "New York", "New York"),
            ("EUR", "EUR", "EUR"),
            ("京都", "京都", "京都"),
        ] {
            assert_eq!((countries.name(place, Lang::En).as_str(), countries.name(place, Lang::Ja).as_str()), (en, ja));
        }
    }

    #[test]
    fn countries_are_told_by_codes_and_names() {
        let countries = Countries::load(&Catalogue::embedded()).expect("sound");
        for (printed, code) in [
            ("pt", Some("PT")),
            ("PRT", Some("PT")),
            ("PORTUGAL", Some("PT")),
            ("United States", Some("US")),
            ("Deutschland", Some("DE")),
            ("ドイツ", Some("DE")),
            ("Atlantis", None),
        ] {
            assert_eq!(countries.code(printed), code, "{printed}");
        }
    }
}
