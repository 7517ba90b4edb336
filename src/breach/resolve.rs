//! What `--breach` may say.

use std::path::Path;

use super::{Breach, hibp};
use crate::catalogue::{Catalogue, obeyed_by_none};
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// Finds the breach that a text names: an id of the catalogue, a file (`.toml`, or `.json` from Have I Been Pwned, with
/// `#Name` where it lists several), a day, or a window.
///
/// `read_file` gives the text of a file by its name. Card numbers in what the user wrote are masked.
///
/// # Errors
/// `unknown-breach` with the known ids; `unreadable-window` and `window-backwards`; what `read_file` says; the problems
/// of [`Breach::from_toml`]; for JSON `bad-data-file`, `several-breaches`, `breach-not-in-file`, `breach-without-date`.
///
/// ```
/// use postbreach::{breach, catalogue::Catalogue, location::Problem};
///
/// let no_files = |file: &str| Err(Problem::new("unreadable-file").in_file(file));
/// let breach = breach::resolve("2017-06-22..2017-06-30", &Catalogue::embedded(), no_files)?;
/// assert_eq!(breach.start.to_string(), "2017-06-22");
/// # Ok::<(), Problem>(())
/// ```
pub fn resolve(
    text: &str,
    catalogue: &Catalogue,
    read_file: impl Fn(&str) -> Result<String, Problem>,
) -> Result<Breach, Problem> {
    let text = text.trim();
    if let Some((id, toml)) = catalogue.folder("breaches").find(|(id, _)| *id == text) {
        return Breach::from_toml(id, toml.text(), &format!("breaches/{id}.toml"));
    }
    let (file, name) = match text.rsplit_once('#') {
        Some((file, name)) if has_ending(file, "json") => (file, Some(mask_card_numbers(name))),
        Some(_) | None => (text, None),
    };
    let masked = |file| {
        let text = read_file(file)?;
        obeyed_by_none(&text, file)?;
        Ok::<_, Problem>(mask_card_numbers(&text).into_owned())
    };
    if has_ending(file, "json") {
        return hibp::read(&masked(file)?, file, name.as_deref(), catalogue);
    }
    if has_ending(file, "toml") {
        let id = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
        return Breach::from_toml(&mask_card_numbers(&id), &masked(file)?, file);
    }
    if text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/')) {
        return text.parse().map(Breach::from_window);
    }
    let known: Vec<_> = catalogue.folder("breaches").map(|(id, _)| id).collect();
    Err(Problem::new("unknown-breach").with("value", text).with("known", known.join(", ")))
}

fn has_ending(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::Reach;

    fn read(file: &str) -> Result<String, Problem> {
        match file {
            "letters/own.toml" => Ok("title = { en = \"Mine\", ja = \"私の\" }\nstart = 2024-03-01\n".to_owned()),
            "broken.TOML" => Ok("title = 1".to_owned()),
            "one.json" => Ok(r#"{"Name": "Aoi", "BreachDate": "2024-03-01", "DataClasses": ["Names"]}"#.to_owned()),
            "obeyed.toml" => Ok("title = { en = \"Mine\\u001b[31m\", ja = \"私の\" }\nstart = 2024-03-01\n".to_owned()),
            "obeyed.json" => Ok(r#"{"Name": "Aoi\u202e", "BreachDate": "2024-03-01", "DataClasses": []}"#.to_owned()),
            _ => Err(Problem::new("unreadable-file").in_file(file)),
        }
    }

    #[test]
    fn whatever_names_a_breach() {
        for (text, id, window, reach) in [
            ("mercari-2017", "mercari-2017", "2017-06-22..2017-06-22", Reach::NumberNotExposed),
            ("letters/own.toml", "own", "2024-03-01", Reach::Unknown),
            ("one.json", "Aoi", "2024-03-01", Reach::NumberNotExposed),
            ("one.json#aoi", "Aoi", "2024-03-01", Reach::NumberNotExposed),
            (" 2017-06-22 ", "2017-06-22", "2017-06-22", Reach::Unknown),
            ("2017-06-22..", "2017-06-22", "2017-06-22", Reach::Unknown),
            ("2017-06-22..2017-06-30", "2017-06-22..2017-06-30", "2017-06-22..2017-06-30", Reach::Unknown),
        ] {
            let breach = resolve(text, &Catalogue::embedded(), read).unwrap();
            assert_eq!((breach.id.as_str(), breach.window().to_string().as_str()), (id, window), "{text}");
            assert_eq!(breach.reach(), reach, "{text}");
        }
    }

    #[test]
    fn whatever_does_not() {
        for (text, code) in [
            ("", "unreadable-window"),
            ("mercari", "unknown-breach"),
            ("June 22", "unknown-breach"),
            ("own#json", "unknown-breach"),
            ("22/06/2017", "unreadable-window"),
            ("2017-06-22..2017-06-01", "window-backwards"),
            ("missing.toml", "unreadable-file"),
            ("missing.json#Aoi", "unreadable-file"),
            ("broken.TOML", "bad-data-file"),
            ("one.json#Midori", "breach-not-in-file"),
            ("obeyed.toml", "bad-data-file"),
            ("obeyed.json", "bad-data-file"),
        ] {
            assert_eq!(resolve(text, &Catalogue::embedded(), read).unwrap_err().code, code, "{text}");
        }
        let problem = resolve("mercari", &Catalogue::embedded(), read).unwrap_err();
        assert!(problem.value("known").unwrap().contains("mercari-2017"));
    }
}
