//! One clause: a SQL condition over the facts of one charge, and the checks that it is no more than that.

use polars::lazy::dsl::FunctionExpr;
use polars::prelude::{DataFrame, DataType, Expr};
use polars::sql::sql_expr;

use super::frame;
use crate::facts::{Column, FACTS, Facts, Type};

/// A clause that can be evaluated.
pub(super) struct Clause {
    /// As written in the rule.
    pub(super) sql: String,
    /// As polars understands it.
    pub(super) expr: Expr,
    /// The facts that it names, in the order of [`FACTS`].
    pub(super) facts: Vec<&'static str>,
}

impl Clause {
    /// Reads a clause; otherwise says why not.
    pub(super) fn read(sql: &str) -> Result<Self, String> {
        check_text(sql)?;
        let expr = sql_expr(sql).map_err(|e| e.to_string())?;
        let mut named = Vec::new();
        for part in &expr {
            if let Some(what) = reaches_other_rows(part) {
                return Err(format!("{what} looks at other charges; a clause asks about one charge"));
            }
            if let Expr::Column(name) = part {
                named.push(name.to_string());
            }
        }
        if let Some(unknown) = named.iter().find(|name| !FACTS.iter().any(|(fact, _)| fact == name)) {
            return Err(format!("{unknown} is no fact"));
        }
        let facts: Vec<&'static str> =
            FACTS.iter().map(|(fact, _)| *fact).filter(|fact| named.iter().any(|name| name == fact)).collect();
        if facts.is_empty() {
            return Err("names no fact".to_owned());
        }
        Ok(Self { sql: sql.to_owned(), expr: expr.map_expr(filled), facts })
    }

    /// Reads a clause and tries it on a frame of varied values; otherwise says why not.
    pub(super) fn proven(sql: &str) -> Result<Self, String> {
        let clause = Self::read(sql)?;
        let answers = frame::select(&probe(0..PROBES), std::slice::from_ref(&clause)).map_err(|e| e.to_string())?;
        match answers.columns().first().map(|answer| answer.dtype()) {
            Some(DataType::Boolean) => Ok(clause),
            other => Err(format!("is no condition: its value is {}", other.unwrap_or(&DataType::Null))),
        }
    }
}

/// `coalesce(fact, constant)` as the filling of gaps, since polars writes out the constant of the former for every row; of a
/// condition's gaps in the logic of three values, since to fill them polars takes room for a million rows of `false`.
fn filled(part: Expr) -> Expr {
    let Expr::Function { input, function: FunctionExpr::Coalesce } = &part else { return part };
    let [value, instead] = &input[..] else { return part };
    let constant = if let Expr::Literal(literal) = instead { literal.bool() } else { None };
    match constant {
        Some(true) => value.clone().or(value.clone().is_null()),
        Some(false) => value.clone().and(value.clone().is_not_null()),
        None => value.clone().fill_null(instead.clone()),
    }
}

/// What begins a comment, and quotes of another kind.
const HIDING: [&str; 4] = ["/*", "--", "\"", "`"];
/// The most characters of a clause; what is longer nests too deep for whatever walks it.
const LONGEST: usize = 2000;
/// What a clause may call, and the words that may stand before a parenthesis: nothing that reads, and nothing that makes
/// text longer.
const CALLED: &str = "abs and between case cast ceil coalesce else ends_with floor greatest in least length lower not \
    nullif or regexp_like round starts_with then upper when";

/// Whether the text of a clause may be parsed at all.
fn check_text(sql: &str) -> Result<(), String> {
    if sql.len() > LONGEST {
        return Err(format!("is longer than {LONGEST} characters"));
    }
    // Comments and other quotes could hide where a text in quotes ends.
    if let Some(found) = HIDING.iter().find(|found| sql.contains(**found)) {
        return Err(format!("{found} is not for clauses"));
    }
    let outside: Vec<&str> = sql.split('\'').step_by(2).collect();
    let (_, before_texts) = outside.split_last().ok_or_else(String::new)?;
    if before_texts.iter().any(|code| code.ends_with(|c: char| c.is_alphanumeric() || c == '&')) {
        return Err("a text in quotes has no letter before it".to_owned());
    }
    let outside = outside.join("''").to_lowercase();
    if outside.contains('$') {
        return Err("$ is not for clauses".to_owned());
    }
    for (at, _) in outside.match_indices('(') {
        let before = outside[..at].trim_end();
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if !name.is_empty() && !CALLED.split_whitespace().any(|called| called == name) {
            return Err(format!("{name} is not for clauses"));
        }
    }
    Ok(())
}

/// The first clause whose answers differ when the probe is evaluated whole, reversed and one row at a time.
pub(super) fn first_not_by_rows(clauses: &[Clause]) -> Option<(usize, String)> {
    let rows: Vec<DataFrame> = (0..PROBES).map(|row| probe(row..row + 1)).collect();
    let answers = |frame: &DataFrame| frame::answers(frame, clauses).map_err(|e| (0, e.to_string()));
    let check = || {
        let whole = answers(&probe(0..PROBES))?;
        let reversed = answers(&probe(0..PROBES).reverse())?;
        let single = rows.iter().map(answers).collect::<Result<Vec<_>, _>>()?;
        for (at, marks) in whole.iter().enumerate() {
            let backwards = reversed[at].iter().rev();
            let one_by_one = single.iter().flat_map(|answers| &answers[at]);
            if !marks.iter().eq(backwards) || !marks.iter().eq(one_by_one) {
                return Err((at, "the answer for one charge depends on others".to_owned()));
            }
        }
        Ok(())
    };
    check().err()
}

/// The clause that makes these facts fail, when they do.
pub(super) fn first_that_fails(facts: &Facts, clauses: &[Clause]) -> Option<usize> {
    (0..clauses.len()).find(|at| frame::marks(facts, &clauses[*at..=*at]).is_err())
}

/// What makes a part of a clause more than a question about one charge.
fn reaches_other_rows(part: &Expr) -> Option<&'static str> {
    let one_row = matches!(
        part,
        Expr::Column(_)
            | Expr::Literal(_)
            | Expr::BinaryExpr { .. }
            | Expr::Cast { .. }
            | Expr::Ternary { .. }
            | Expr::Function { .. }
    );
    let aggregate = matches!(part, Expr::Agg(_) | Expr::Len);
    // `kind in ('fee', 'interest')` gathers its constants.
    let constants = matches!(part, Expr::Agg(_)) && !part.into_iter().any(|inner| matches!(inner, Expr::Column(_)));
    if one_row || constants {
        None
    } else if aggregate {
        Some("an aggregate")
    } else if matches!(part, Expr::Over { .. }) {
        Some("OVER")
    } else if matches!(part, Expr::SubPlan(..)) {
        Some("a subquery")
    } else {
        Some("an alias or another form")
    }
}

pub(super) const PROBES: usize = 24;

/// Rows of varied values and gaps, no two columns of one type alike.
pub(super) fn probe(rows: std::ops::Range<usize>) -> DataFrame {
    const TEXTS: [Option<&str>; 7] =
        [Some("purchase"), None, Some("cash-advance"), Some("gift"), Some(""), Some("JPY"), Some("ATM 1.5 é店")];
    const BOOLS: [Option<bool>; 3] = [Some(true), Some(false), None];
    const INTS: [Option<i64>; 7] = [Some(0), Some(1), None, Some(3), Some(-2), Some(45), Some(100_000)];
    const FLOATS: [Option<f64>; 8] =
        [Some(0.0), Some(0.5), Some(0.94), None, Some(1.0), Some(4.2), Some(-3.5), Some(2500.0)];
    let columns = FACTS.iter().enumerate().map(|(at, (name, kind))| {
        let turn = |row: usize, len: usize| (row * (1 + at % (len - 1)) + at + row / len) % len;
        let column = match kind {
            Type::Text => Column::Text(rows.clone().map(|r| TEXTS[turn(r, 7)].map(str::to_owned)).collect()),
            Type::Bool => Column::Bool(rows.clone().map(|r| BOOLS[turn(r, 3)]).collect()),
            Type::Int => Column::Int(rows.clone().map(|r| INTS[turn(r, 7)]).collect()),
            Type::Float => Column::Float(rows.clone().map(|r| FLOATS[turn(r, 8)]).collect()),
        };
        (*name, column)
    });
    frame::of(&columns.collect::<Vec<_>>(), rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::rule::Rule;

    fn refused(sql: &str) -> String {
        match Clause::proven(sql) {
            Err(cause) => cause,
            Ok(clause) => first_not_by_rows(&[clause]).map_or_else(String::new, |(_, cause)| cause),
        }
    }

    #[test]
    fn what_a_clause_may_say() {
        for sql in [
            "kind = 'purchase'",
            "kind in ('purchase', 'cash-advance')",
            "not family_seen_before",
            "amount_pct_before > 0.93",
            "coalesce(amount_pct_before > 0.93, amount_units >= 30)",
            "micro_new_around is not null and amount_units between 1 and 3.5",
            "coalesce(class, '') not in ('transit', 'parking')",
            "currency like 'J%' or class ~ '^g.ft$'",
            "abs(family_amount_z_before) > 4",
            "case when foreign then amount_units > 5 else amount_units > 50 end",
        ] {
            assert_eq!(refused(sql), "", "{sql}");
        }
    }

    #[test]
    fn what_is_refused() {
        for (sql, why) in [
            ("no_such_fact > 1", "no_such_fact is no fact"),
            ("amount_units + 1", "is no condition"),
            ("kind > 3", ""),
            ("class ~ '(unclosed'", "regex"),
            ("class ~ currency || '('", ""),
            ("amount_units > avg(amount_units)", "avg is not for clauses"),
            ("count(*) > 3", "count is not for clauses"),
            ("sum(amount_units) over (partition by kind) > 3", "sum is not for clauses"),
            ("amount_units > lag(amount_units) over (order by amount_units)", ""),
            ("amount_units > (select 1)", ""),
            ("amount_units in (select amount_units from charges)", ""),
            ("random() > 0.5", ""),
            ("kind = 'a' /* ' */ or repeat(kind, 1000000000) = 'x'", "/*"),
            ("kind = 'a' -- '\nor repeat(kind, 1000000000) = 'x'", "--"),
            ("\"a'b\" = 1 or repeat(kind, 1000000000) = 'x'", "\""),
            ("kind = e'\\'' or repeat(kind, 1000000000) = 'x'", "no letter before it"),
            ("kind = $a$ ' $a$ or repeat(kind, 1000000000) = 'x'", "$"),
            ("1 = 1", "names no fact"),
            ("kind = 'purchase' as k", "an alias"),
            ("kind = 'purchase'; drop table charges", ""),
            ("kind = ", ""),
            ("*", ""),
        ] {
            let cause = refused(sql);
            assert!(!cause.is_empty() && cause.contains(why), "{sql}: {cause}");
        }
    }

    /// Shipped clauses cut and mixed with one another, and with what SQL knows besides: refused, or a question about one
    /// charge; never more.
    #[test]
    fn a_clause_of_any_shape_is_refused_or_asks_about_one_charge() {
        use rand::seq::IndexedRandom;
        use rand::{Rng, SeedableRng};
        let tries = std::env::var("POSTBREACH_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(200_u64);
        let catalogue = Catalogue::embedded();
        let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        let rules = Rule::load(&catalogue, &names).unwrap();
        let clauses: Vec<Vec<&str>> =
            rules.iter().flat_map(|rule| &rule.when).map(|clause| clause.split_inclusive(' ').collect()).collect();
        let pieces = "( ) , ' '' - -- /* */ * . :: + / % || < ~ not and or is null case when then else end cast( as int \
            as date) in (select 1) between 9223372036854775807 1e400 -1 0 ^ @ \\ \u{feff} \u{1f600} like 'a%' regexp_like( \
            round( ceil( starts_with( greatest( least( coalesce( nullif( interval '1 day' array[1] {} ; =";
        let pieces: Vec<&str> = pieces.split_whitespace().chain(names).collect();
        let mut loaded = 0;
        for seed in 0..tries {
            let mut dice = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
            let mut words = clauses.choose(&mut dice).unwrap().clone();
            for _ in 0..dice.random_range(1..4) {
                let at = dice.random_range(0..=words.len());
                match dice.random_range(0..3) {
                    0 if at < words.len() => {
                        words.remove(at);
                    }
                    1 => words.insert(at, pieces.choose(&mut dice).unwrap()),
                    _ => drop(words.splice(at..at, clauses.choose(&mut dice).unwrap().iter().copied().take(4))),
                }
            }
            let sql = words.join(" ");
            if let Ok(clause) = Clause::proven(&sql) {
                loaded += 1;
                first_not_by_rows(&[clause]);
            }
        }
        assert!(loaded > 5, "some are loaded: {loaded}");
    }
}
