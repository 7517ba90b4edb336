//! Rules: one question each, asked of every exposed charge (`rules/charges/<id>.toml`), and the contexts that silence
//! them (`rules/contexts/<id>.toml`). This room reads the files and
//! checks what needs no engine; `engine` asks the questions.

mod context;
mod life;
mod test;
mod weights;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue::{Catalogue, DataFile, misshapen};
use crate::location::Problem;
use crate::messages::{Checks, Words, variables};

pub use context::Context;
pub use life::{Life, Row};
pub use test::{Expected, Ordered, Test};
pub use weights::{BandMeasured, Calibration, Cuts, Fitted, Measured, Prior, Since, Weights};

/// The variables of a sentence that come from the charge itself; the others are names of facts.
pub const CHARGE_VARIABLES: [&str; 5] = ["merchant", "amount", "date", "currency", "name"];

/// Whether a rule that fires makes its charge a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It does.
    Finding,
    /// It only adds its weight: never listed alone.
    BuildingBlock,
}

/// What silences a rule; the silence stays visible.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unless {
    /// A SQL condition over the facts.
    pub when: String,
    /// Why the rule is silent then.
    pub reason: Words,
    /// The context that brings it, where it is not of the rule's own file.
    #[serde(skip)]
    pub context: Option<String>,
}

/// One rule file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Equals the file's name; reads well after "ignore …".
    pub id: String,
    /// Finding or building block.
    pub role: Role,
    /// SQL conditions over the facts: the rule fires when all are true.
    pub when: Vec<String>,
    /// What silences it.
    #[serde(default)]
    pub unless: Vec<Unless>,
    /// The kind of incident that its findings belong to.
    #[serde(default)]
    pub incident: Option<String>,
    /// The name of that incident; stands in exactly one of the files that name the incident.
    #[serde(default)]
    pub title: Option<Words>,
    /// The one question that the incident puts to the holder; stands beside the title.
    #[serde(default)]
    pub question: Option<Words>,
    /// Relations to other charges: the name of the relation, and the fact that holds the other charge's id.
    #[serde(default)]
    pub related: BTreeMap<String, String>,
    /// The author's guess of the log-odds that it adds; `weights.toml` has the fitted one.
    pub weight: f64,
    /// Why the charge is shown, in Fluent syntax. Variables are facts and [`CHARGE_VARIABLES`], as texts made for
    /// people: an amount with its sign, a related id as a phrase, a share as a percentage, a count as a number.
    pub reason: Words,
    /// Innocent explanations, in Fluent syntax with the same variables.
    #[serde(default)]
    pub check: Checks,
    /// What it flags, why, when it is wrong, and where that is known from.
    pub docs: Words,
    /// Its evidence.
    #[serde(default, rename = "test")]
    pub tests: Vec<Test>,
}

impl Rule {
    /// Reads one rule file. `facts` are the names that its sentences and relations may mention.
    ///
    /// # Errors
    /// `bad-rule` with the rule, the part of the file and the cause.
    pub fn parse<'a>(id: &str, text: impl Into<DataFile<'a>>, facts: &[&str]) -> Result<Self, Problem> {
        let (file, text) = (format!("rules/charges/{id}.toml"), text.into());
        let rule: Self = text.read().map_err(|e| {
            let problem = bad(id, "", e.message());
            Problem { at: misshapen(&file, text.text(), &e).at, ..problem }
        })?;
        if !text.is_shipped() {
            rule.check(id, facts).map_err(|(part, cause)| bad(id, &part, cause))?;
        }
        Ok(rule)
    }

    /// Reads all rules of the catalogue, in order of id.
    ///
    /// # Errors
    /// `bad-rule`, also when the words of an incident stand in no file or in several.
    pub fn load(catalogue: &Catalogue, facts: &[&str]) -> Result<Vec<Self>, Problem> {
        let rules: Vec<Self> =
            catalogue.folder("charges").map(|(id, text)| Self::parse(id, text, facts)).collect::<Result<_, _>>()?;
        for rule in &rules {
            let Some(incident) = &rule.incident else { continue };
            let told = rules.iter().filter(|r| r.incident.as_ref() == Some(incident) && r.title.is_some()).count();
            if told != 1 {
                let cause = format!("title and question of {incident} stand in {told} rules instead of one");
                return Err(bad(&rule.id, "incident", cause));
            }
        }
        Ok(rules)
    }

    fn check(&self, file: &str, facts: &[&str]) -> Result<(), (String, String)> {
        let wrong = |part: &str, cause: &str| Err((part.to_owned(), cause.to_owned()));
        if self.id != file {
            return wrong("id", "the id is not the file's name");
        }
        if self.when.is_empty() {
            return wrong("when", "no clause");
        }
        if !self.weight.is_finite() {
            return wrong("weight", "not a number");
        }
        if self.role == Role::BuildingBlock && self.incident.is_some() {
            return wrong("incident", "a building block opens no incident");
        }
        if self.role == Role::Finding && self.check.en.is_empty() {
            return wrong("check", "no innocent explanation");
        }
        if self.check.en.len() != self.check.ja.len() {
            return wrong("check", "the two languages differ in length");
        }
        if self.title.is_some() != self.question.is_some() || self.title.is_some() && self.incident.is_none() {
            return wrong("title", "title, question and incident go together");
        }
        if let Some(fact) = self.related.values().find(|fact| !facts.contains(&fact.as_str())) {
            return Err(("related".to_owned(), format!("{fact} is no fact")));
        }
        self.check_words(facts)?;
        self.check_tests()
    }

    fn check_words(&self, facts: &[&str]) -> Result<(), (String, String)> {
        let known: Vec<&str> = facts.iter().copied().chain(CHARGE_VARIABLES).collect();
        sentence("reason", &self.reason, &known)?;
        for unless in &self.unless {
            sentence("unless", &unless.reason, &known)?;
        }
        for (en, ja) in self.check.en.iter().zip(&self.check.ja) {
            sentence("check", &Words { en: en.clone(), ja: ja.clone() }, &known)?;
        }
        for (part, words) in [("title", &self.title), ("question", &self.question)] {
            if let Some(words) = words {
                sentence(part, words, &[])?;
            }
        }
        told(&self.docs)
    }

    fn check_tests(&self) -> Result<(), (String, String)> {
        let outcomes: Vec<Expected> =
            self.tests.iter().flat_map(|t| &t.exposed).filter_map(|row| row.outcome).collect();
        for needed in [Expected::Fires, Expected::Silent, Expected::Nearly] {
            if !outcomes.contains(&needed) {
                return Err(("test".to_owned(), format!("no row with outcome = \"{}\"", needed.word())));
            }
        }
        Ok(())
    }

    /// The facts that the sentences of its file mention, each once.
    #[must_use]
    pub fn facts_in_words(&self) -> Vec<String> {
        let own = self.unless.iter().filter(|unless| unless.context.is_none());
        let reasons = [&self.reason].into_iter().chain(own.map(|unless| &unless.reason));
        let sentences = reasons.flat_map(|words| [&words.en, &words.ja]).chain(&self.check.en).chain(&self.check.ja);
        facts_in(sentences)
    }
}

/// The facts that sentences mention, each once.
fn facts_in<'a>(sentences: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = sentences.flat_map(|text| variables(text)).collect();
    names.retain(|name| !CHARGE_VARIABLES.contains(&name.as_str()));
    names.sort();
    names.dedup();
    names
}

/// Checks that a sentence is there in both languages and mentions only what is known.
fn sentence(part: &str, words: &Words, known: &[&str]) -> Result<(), (String, String)> {
    if [&words.en, &words.ja].iter().any(|text| text.trim().is_empty()) {
        return Err((part.to_owned(), "empty".to_owned()));
    }
    words.check(known).map_err(|problem| (part.to_owned(), problem.to_string()))
}

/// Checks that docs are there in both languages.
fn told(docs: &Words) -> Result<(), (String, String)> {
    match [&docs.en, &docs.ja].iter().any(|text| text.trim().is_empty()) {
        true => Err(("docs".to_owned(), "empty".to_owned())),
        false => Ok(()),
    }
}

/// A rule file that does not hold: which rule, which part or clause of it, why.
pub(crate) fn bad(id: &str, clause: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::new("bad-rule")
        .with("rule", id)
        .with("clause", clause)
        .with("cause", cause)
        .in_file(format!("rules/charges/{id}.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    const SOUND: &str = r#"
        id = "sample"
        role = "finding"
        when = ["kind = 'purchase'"]
        incident = "sample"
        title = { en = "A sample", ja = "見本" }
        question = { en = "Yours?", ja = "ご利用ですか。" }
        related = { test_charge = "other" }
        weight = 1.5
        reason = { en = "{$merchant} {$other}", ja = "{$merchant} {$other}" }
        check = { en = ["a gift?"], ja = ["贈り物ですか"] }
        docs = { en = "what", ja = "何" }
        [[test]]
        name = "a test"
        life = "us-family"
        exposed = [
            { date = 2025-07-01, descriptor = "A", amount = 3, outcome = "fires" },
            { date = 2025-07-01, descriptor = "B", amount = "3.10", outcome = "silent" },
            { date = 2025-07-01, descriptor = "C", amount = 3, outcome = "nearly" },
        ]
    "#;

    fn cause(text: &str) -> String {
        Rule::parse("sample", text, &["kind", "other"]).expect_err("refused").to_string()
    }

    #[test]
    fn a_sound_file_is_read() {
        let rule = Rule::parse("sample", SOUND, &["kind", "other"]).expect("sound");
        assert_eq!(rule.facts_in_words(), ["other"]);
        assert_eq!(rule.tests[0].exposed[1].amount.to_string(), "3.10");
        assert_eq!(rule.check.get(Lang::Ja), ["贈り物ですか"]);
    }

    #[test]
    fn what_is_refused() {
        for (from, to, why) in [
            ("id = \"sample\"", "id = \"other\"", "not the file's name"),
            ("{$merchant} {$other}\", ja", "{$shop}\", ja", "shop"),
            ("ja = [\"贈り物ですか\"]", "ja = []", "differ in length"),
            ("test_charge = \"other\"", "test_charge = \"none\"", "none is no fact"),
            ("outcome = \"nearly\"", "outcome = \"silent\"", "outcome = \"nearly\""),
            ("incident = \"sample\"", "", "go together"),
            ("weight = 1.5", "weight = nan", "not a number"),
            ("weight = 1.5", "wait = 1.5", "wait"),
            ("amount = 3, outcome = \"fires\"", "amount = 3.5, outcome = \"fires\"", "in quotes"),
            ("ja = \"何\"", "ja = \" \"", "empty"),
        ] {
            let changed = SOUND.replacen(from, to, 1);
            assert_ne!(changed, SOUND, "{from}");
            assert!(cause(&changed).contains(why), "{to}: {}", cause(&changed));
        }
    }
}
