//! The file and the program name the same facts.

use super::super::file::PATH;
use super::*;

fn shipped() -> String {
    Catalogue::embedded().file(PATH).expect("the file").to_owned()
}

/// The cause of the problem that a changed file is.
fn cause(text: &str) -> String {
    let problem = FactsFile::read(text).unwrap_err();
    assert_eq!((problem.code, problem.at.file.as_str()), ("bad-data-file", "facts.toml"));
    problem.value("cause").expect("a cause").to_owned()
}

#[test]
fn the_families_are_visible_in_the_names() {
    for fact in file().facts {
        let visible = match fact.family {
            Family::Value => !fact.name.ends_with("_before") && !fact.name.ends_with("_around"),
            Family::Before => fact.name.ends_with("_before") || fact.name == "foreign",
            Family::Around => fact.name.ends_with("_around"),
        };
        assert!(visible, "{}", fact.name);
    }
}

#[test]
fn words_hold_their_parameters_and_no_braces() {
    let file = file();
    let words = &file.fact("amount_pct_before").unwrap().null.as_ref().unwrap().en;
    assert_eq!(words, "too little history (fewer than 20 earlier charges in this currency)");
    for fact in &file.facts {
        for words in std::iter::once(&fact.meaning).chain(&fact.null) {
            assert!(!format!("{}{}", words.en, words.ja).contains(['{', '}']), "{}", fact.name);
        }
    }
}

#[test]
fn a_missing_or_unknown_fact_is_refused() {
    let text = shipped();
    assert_eq!(cause(&text.replace("[fact.foreign]", "[fact.abroad]")), "the fact foreign is missing");
    let more =
        "[fact.abroad]\ntype = \"bool\"\nunit = \"\"\nfamily = \"value\"\nmeaning = { en = \"a\", ja = \"b\" }\n";
    assert_eq!(cause(&format!("{text}\n{more}")), "there is no fact abroad");
    assert!(cause("").contains("parameters"));
}

#[test]
fn another_type_is_refused() {
    assert_eq!(
        cause(&shipped().replace("type = \"float\"", "type = \"int\"")),
        "the fact amount_units has another type"
    );
}

#[test]
fn unknown_and_missing_keys_are_refused() {
    let text = shipped();
    assert!(cause(&text.replace("fewest = 20", "least = 20\nfewest = 20")).contains("least"));
    assert!(cause(&text.replace("floor = 0.08", "")).contains("no parameter spread.floor"));
    assert!(cause(&text.replace("overdue_percent = 150", "")).contains("no parameter stream.overdue_percent"));
    assert!(cause(&text.replace("charges = 40", "")).contains("charges"));
}
