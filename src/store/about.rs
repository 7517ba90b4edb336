//! What a reading says beside its rows, as it is kept.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::location::{Location, Problem};
use crate::messages::Words;
use crate::statement::format::Product;
use crate::statement::question::Question;
use crate::statement::wire::Syntax;
use crate::statement::{Statement, Total};
use crate::text::mask_card_numbers;

/// A reading without its rows.
#[derive(Serialize, Deserialize)]
pub(super) struct About {
    pub(super) institution: Words,
    #[serde(default)]
    pub(super) country: Option<String>,
    /// Absent in a case written before it was kept.
    #[serde(default)]
    pub(super) products: Option<Vec<Product>>,
    pub(super) medium: bool,
    pub(super) stable_reference: bool,
    pub(super) bill: Option<String>,
    pub(super) dated: Option<NaiveDate>,
    pub(super) syntax: Syntax,
    pub(super) totals: Vec<Total>,
    pub(super) notices: Vec<Told>,
    pub(super) questions: Vec<Question>,
}

/// A problem as it is kept. Card numbers are masked.
#[derive(Serialize, Deserialize)]
pub(super) struct Told {
    code: String,
    values: Vec<(String, String)>,
    file: String,
    line: Option<u64>,
    column: Option<String>,
}

impl About {
    pub(super) fn of(statement: &Statement) -> Self {
        Self {
            institution: statement.institution.clone(),
            country: statement.country.clone(),
            products: Some(statement.products.clone()),
            medium: statement.medium,
            stable_reference: statement.stable_reference,
            bill: statement.bill.clone(),
            dated: statement.dated,
            syntax: statement.syntax,
            totals: statement.totals.iter().map(masked).collect(),
            notices: statement.notices.iter().map(Told::of).collect(),
            questions: statement.questions.clone(),
        }
    }
}

fn masked(total: &Total) -> Total {
    Total { label: mask_card_numbers(&total.label).into_owned(), ..total.clone() }
}

impl Told {
    pub(super) fn of(problem: &Problem) -> Self {
        let masked = |text: &str| mask_card_numbers(text).into_owned();
        Self {
            code: problem.code.to_owned(),
            values: problem.values.iter().map(|(key, value)| ((*key).to_owned(), masked(value))).collect(),
            file: masked(&problem.at.file),
            line: problem.at.line,
            column: problem.at.column.as_deref().map(masked),
        }
    }

    pub(super) fn problem(self) -> Problem {
        Problem {
            code: word(&self.code),
            values: self.values.into_iter().map(|(key, value)| (word(&key), value)).collect(),
            at: Location { file: self.file, line: self.line, column: self.column },
        }
    }
}

/// A word that lives as long as the program: problems name sentences and their variables by such words. There are a few
/// dozen of them; each is kept once.
fn word(text: &str) -> &'static str {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    words.insert(kept);
    kept
}
