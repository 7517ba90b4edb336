//! Breaches as the service Have I Been Pwned lists them, from a file that the user saved.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::window::Window;
use super::{Breach, DataClass};
use crate::catalogue::{Catalogue, Confidence, plain_day};
use crate::location::Problem;
use crate::messages::Words;

/// The fields of the service's breach model that say something here.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    name: String,
    title: Option<String>,
    breach_date: Option<String>,
    pwn_count: Option<u64>,
    #[serde(default)]
    data_classes: Vec<String>,
    #[serde(default = "yes")]
    is_verified: bool,
    #[serde(default)]
    is_fabricated: bool,
}

fn yes() -> bool {
    true
}

/// One line of `rules/hibp-classes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    #[serde(default)]
    classes: Vec<DataClass>,
    ja: String,
}

/// Reads one breach out of an object, or of a list by its name.
pub(super) fn read(text: &str, file: &str, name: Option<&str>, catalogue: &Catalogue) -> Result<Breach, Problem> {
    let bad = |error: serde_json::Error| {
        let problem = Problem::new("bad-data-file").with("cause", &error);
        if error.line() > 0 { problem.at_line(error.line() as u64) } else { problem }
    };
    let listed = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(bad)
        .and_then(|value| choose(value, file, name))
        .and_then(|value| serde_json::from_value(value).map_err(bad));
    listed.and_then(|listed| breach(listed, &classes(catalogue)?)).map_err(|problem| match problem.at.file.as_str() {
        "" => problem.in_file(file),
        _ => problem,
    })
}

/// The breach of this name; without a name, the only one.
fn choose(value: Value, file: &str, name: Option<&str>) -> Result<Value, Problem> {
    let mut all = match value {
        Value::Array(all) => all,
        one @ (Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => vec![one],
    };
    let names: Vec<String> = all.iter().filter_map(|one| one["Name"].as_str().map(str::to_owned)).collect();
    match name {
        None if all.len() == 1 => Ok(all.remove(0)),
        None if all.is_empty() => Err(Problem::new("bad-data-file").with("cause", "the list is empty")),
        None => {
            let example = format!("{file}#{}", names.first().map_or("Name", |name| name));
            Err(Problem::new("several-breaches").with("known", some_of(&names)).with("example", example))
        }
        Some(name) => all
            .into_iter()
            .find(|one| one["Name"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(name)))
            .ok_or_else(|| Problem::new("breach-not-in-file").with("value", name).with("known", some_of(&names))),
    }
}

/// The first names of what may be a list of a thousand.
fn some_of(names: &[String]) -> String {
    let shown = names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 12 { format!("{shown}, …") } else { shown }
}

fn classes(catalogue: &Catalogue) -> Result<BTreeMap<String, Known>, Problem> {
    let text = catalogue.file("hibp-classes.toml").unwrap_or_default();
    let known: BTreeMap<String, Known> = toml::from_str(text)
        .map_err(|error| Problem::new("bad-data-file").with("cause", error.message()).in_file("hibp-classes.toml"))?;
    Ok(known.into_iter().map(|(name, known)| (name.to_lowercase(), known)).collect())
}

fn breach(listed: Listed, known: &BTreeMap<String, Known>) -> Result<Breach, Problem> {
    let date = listed.breach_date.as_deref().and_then(plain_day);
    let start = date.ok_or_else(|| Problem::new("breach-without-date").with("value", &listed.name))?;
    let mut breach = Breach::from_window(Window { start, end: None });
    for name in listed.data_classes {
        match known.get(&name.to_lowercase()) {
            Some(known) if !known.classes.is_empty() => breach.classes.extend(&known.classes),
            Some(known) => breach.other_classes.push(Words { en: name, ja: known.ja.clone() }),
            None => breach.other_classes.push(Words { ja: name.clone(), en: name }),
        }
    }
    breach.classes.sort_unstable();
    breach.classes.dedup();
    let verified = listed.is_verified && !listed.is_fabricated;
    let title = listed.title.unwrap_or_else(|| listed.name.clone());
    let summary = if verified { "breach-hibp-summary" } else { "breach-hibp-summary-unverified" };
    breach.id = listed.name;
    breach.summary = Some(Words::of(summary, &[("title", title.clone().into())]));
    breach.affected = Some(Words::of("breach-hibp-affected", &[]));
    breach.inexact = Some(Words::of("breach-hibp-inexact", &[]));
    breach.title = Words { en: title.clone(), ja: title };
    breach.people = listed.pwn_count;
    breach.confidence = Some(if verified { Confidence::Medium } else { Confidence::Low });
    Ok(breach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::Reach;

    const AOI: &str = r#"{"Name": "Aoi", "Title": "Aoi Shop", "Domain": "aoi.example", "BreachDate": "2024-03-01",
        "AddedDate": "2024-09-01T00:00:00Z", "PwnCount": 12345, "IsVerified": true, "IsSpamList": false,
        "DataClasses": ["Names", "credit cards", "Email addresses", "Dates of birth", "Favourite colours", "Names"]}"#;
    const MIDORI: &str = r#"{"Name": "Midori", "BreachDate": "2023-01-15", "IsVerified": false,
        "DataClasses": ["Partial credit card data", "Payment histories"]}"#;

    fn read(text: &str, name: Option<&str>) -> Result<Breach, Problem> {
        super::read(text, "saved.json", name, &Catalogue::embedded())
    }

    #[test]
    fn an_object_becomes_a_breach_whose_day_is_inexact() {
        let breach = read(AOI, None).unwrap();
        assert_eq!((breach.id.as_str(), breach.title.ja.as_str(), breach.people), ("Aoi", "Aoi Shop", Some(12_345)));
        assert_eq!(breach.classes, [DataClass::FullNumber, DataClass::Name, DataClass::Email]);
        let others: Vec<_> = breach.other_classes.iter().map(|words| (words.en.as_str(), words.ja.as_str())).collect();
        assert_eq!(others, [("Dates of birth", "生年月日"), ("Favourite colours", "Favourite colours")]);
        assert_eq!((breach.window().to_string().as_str(), breach.disclosed_on), ("2024-03-01", None));
        assert!(breach.inexact.unwrap().en.contains("not always accurate"));
        assert_eq!(breach.confidence, Some(Confidence::Medium));
    }

    #[test]
    fn a_list_is_asked_by_name() {
        let list = format!("\u{feff}[{AOI}, {MIDORI}]");
        let breach = read(&list, Some("midori")).unwrap();
        assert_eq!((breach.reach(), breach.confidence), (Reach::NumberNotExposed, Some(Confidence::Low)));
        assert_eq!(breach.classes, [DataClass::Last4, DataClass::PurchaseHistory]);
        let problem = read(&list, None).unwrap_err();
        assert_eq!((problem.code, problem.value("known")), ("several-breaches", Some("Aoi, Midori")));
        assert_eq!(problem.value("example"), Some("saved.json#Aoi"));
        let problem = read(&list, Some("Kuro")).unwrap_err();
        assert_eq!((problem.code, problem.at.file.as_str()), ("breach-not-in-file", "saved.json"));
        assert_eq!(read(&format!("[{AOI}]"), None).unwrap().id, "Aoi");
    }

    #[test]
    fn what_is_no_answer_of_the_service() {
        for (text, code) in [
            ("", "bad-data-file"),
            ("[", "bad-data-file"),
            ("[]", "bad-data-file"),
            ("3", "bad-data-file"),
            ("{}", "bad-data-file"),
            (r#"{"Name": "Aoi"}"#, "breach-without-date"),
            (r#"{"Name": "Aoi", "BreachDate": "March"}"#, "breach-without-date"),
        ] {
            assert_eq!(read(text, None).unwrap_err().code, code, "{text}");
        }
        assert_eq!(read("{\n\"Name\": 1 2}", None).unwrap_err().at.line, Some(2));
    }

    #[test]
    fn every_known_class_is_said_in_japanese() {
        let known = classes(&Catalogue::embedded()).unwrap();
        assert!(known.len() > 20 && known.values().all(|known| !known.ja.is_ascii()));
    }
}
