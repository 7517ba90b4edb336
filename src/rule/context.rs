//! Contexts: innocent events that silence every finding, whatever rule it is of (`rules/contexts/<id>.toml`).

use serde::Deserialize;

use super::{CHARGE_VARIABLES, Expected, Role, Rule, Test, Unless, bad, facts_in, sentence, told};
use crate::catalogue::{Catalogue, DataFile, misshapen};
use crate::location::Problem;
use crate::messages::Words;

/// One file of a context.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Equals the file's name.
    pub id: String,
    /// SQL conditions over the facts: the context holds when all are true.
    pub when: Vec<String>,
    /// Why rules are silent then, in Fluent syntax with facts and [`CHARGE_VARIABLES`] as variables.
    pub reason: Words,
    /// What it is, how it is known, and when it is wrong.
    pub docs: Words,
    /// Its evidence: `fires` where it holds.
    #[serde(default, rename = "test")]
    pub tests: Vec<Test>,
}

impl Context {
    /// Reads one file. `facts` are the names that its sentence may mention.
    ///
    /// # Errors
    /// `bad-rule` with the context, the part of the file and the cause.
    pub fn parse<'a>(id: &str, text: impl Into<DataFile<'a>>, facts: &[&str]) -> Result<Self, Problem> {
        let (file, text) = (format!("rules/contexts/{id}.toml"), text.into());
        let context: Self = text.read().map_err(|e| {
            let problem = bad(id, "", e.message());
            Problem { at: misshapen(&file, text.text(), &e).at, ..problem }
        })?;
        if !text.is_shipped() {
            context.check(id, facts).map_err(|(part, cause)| bad(id, &part, cause).in_file(file))?;
        }
        Ok(context)
    }

    /// Reads all contexts of the catalogue, in order of id.
    ///
    /// # Errors
    /// `bad-rule`.
    pub fn load(catalogue: &Catalogue, facts: &[&str]) -> Result<Vec<Self>, Problem> {
        catalogue.folder("contexts").map(|(id, text)| Self::parse(id, text, facts)).collect()
    }

    fn check(&self, file: &str, facts: &[&str]) -> Result<(), (String, String)> {
        if self.id != file {
            return Err(("id".to_owned(), "the id is not the file's name".to_owned()));
        }
        if self.when.is_empty() {
            return Err(("when".to_owned(), "no clause".to_owned()));
        }
        let known: Vec<&str> = facts.iter().copied().chain(CHARGE_VARIABLES).collect();
        sentence("reason", &self.reason, &known)?;
        told(&self.docs)?;
        let outcomes: Vec<Expected> =
            self.tests.iter().flat_map(|test| &test.exposed).filter_map(|row| row.outcome).collect();
        // A single clause is true or fails alone: nothing is further from it than nearly.
        let silent = [Expected::Silent].into_iter().filter(|_| self.when.len() > 1);
        match [Expected::Fires, Expected::Nearly].into_iter().chain(silent).find(|needed| !outcomes.contains(needed)) {
            Some(needed) => Err(("test".to_owned(), format!("no row with outcome = \"{}\"", needed.word()))),
            None => Ok(()),
        }
    }

    /// The facts that its sentence mentions, each once.
    #[must_use]
    pub fn facts_in_words(&self) -> Vec<String> {
        facts_in([&self.reason.en, &self.reason.ja].into_iter())
    }

    /// Its clauses as one.
    #[must_use]
    pub fn condition(&self) -> String {
        self.when.iter().map(|clause| format!("({clause})")).collect::<Vec<_>>().join(" and ")
    }
}

impl Rule {
    /// Lets contexts silence the rule, when it is of role finding, after what silences it of its own.
    pub(crate) fn silence_in(&mut self, contexts: &[Context]) {
        if self.role == Role::Finding {
            self.unless.extend(contexts.iter().map(|context| Unless {
                when: context.condition(),
                reason: context.reason.clone(),
                context: Some(context.id.clone()),
            }));
        }
    }
}
