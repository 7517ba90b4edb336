//! Penalised logistic regression over sets of features that hold together.
//!
//! linfa-logistic and smartcore take neither counts nor offsets and want a dense matrix: a row for each of a million
//! charges, of which a few thousand differ. So the loss is ours, over the distinct sets with their counts, and argmin
//! minimises it.

use std::collections::BTreeMap;

use argmin::core::{CostFunction, Error, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use super::corpus::Failure;

/// How many charges hold exactly these features, and how many of them the holder did not make.
pub(crate) type Sets = BTreeMap<Box<[u16]>, (f64, f64)>;

/// Log-odds of a model: intercept and one for each feature.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) intercept: f64,
    pub(crate) weights: Vec<f64>,
}

impl Model {
    pub(crate) fn score(&self, held: &[u16]) -> f64 {
        logistic(self.intercept + held.iter().map(|feature| self.weights[usize::from(*feature)]).sum::<f64>())
    }

    /// Mean loss over sets.
    pub(crate) fn loss(&self, sets: &Sets) -> f64 {
        let count: f64 = sets.values().map(|(count, _)| count).sum();
        let each = sets.iter().map(|(held, (count, wrong))| {
            let score = self.score(held).clamp(1e-12, 1.0 - 1e-12);
            -wrong * score.ln() - (count - wrong) * (1.0 - score).ln()
        });
        each.sum::<f64>() / count
    }
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Fits all features but those that are given: these keep their weights. No weight points the other way than its author's
/// guess, nor is it less than a fifth of it: a rule whose reason is shown to people never counts for the opposite, and never
/// for nothing. A guess of 0 binds nothing.
pub(crate) fn fit(sets: &Sets, given: &[Option<f64>], guesses: &[f64], penalty: f64) -> Result<Model, Failure> {
    let free: Vec<usize> = (0..given.len()).filter(|feature| given[*feature].is_none()).collect();
    let mut place = vec![None; given.len()];
    for (at, feature) in free.iter().enumerate() {
        place[*feature] = Some(at + 1);
    }
    let rows: Vec<Set> = sets
        .iter()
        .map(|(held, (count, wrong))| Set {
            held: held.iter().filter_map(|feature| place[usize::from(*feature)]).collect(),
            offset: held.iter().filter_map(|feature| given[usize::from(*feature)]).sum(),
            count: *count,
            wrong: *wrong,
        })
        .collect();
    let total: f64 = rows.iter().map(|set| set.count).sum();
    let wrong: f64 = rows.iter().map(|set| set.wrong).sum();
    if wrong == 0.0 || wrong == total {
        return Err("every charge is alike: nothing to fit".into());
    }
    let guesses: Vec<f64> = std::iter::once(0.0).chain(free.iter().map(|feature| guesses[*feature])).collect();
    let mut start: Vec<f64> = guesses.iter().map(|guess| if *guess == 0.0 { 0.0 } else { BEGIN }).collect();
    start[0] = (wrong / (total - wrong)).ln();
    let loss = Loss { rows, total, penalty, guesses };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10).with_tolerance_grad(1e-8)?.with_tolerance_cost(1e-13)?;
    let mut found = Executor::new(loss, solver).configure(|state| state.param(start).max_iters(4000)).run()?;
    let best = found.state.take_best_param().ok_or("the fit found nothing")?;
    let guesses = &found.problem.problem.as_ref().ok_or("the fit lost its loss")?.guesses;
    let best = weights_of(&best, guesses);
    let mut weights: Vec<f64> = given.iter().map(|weight| weight.unwrap_or_default()).collect();
    for (at, feature) in free.iter().enumerate() {
        weights[*feature] = best[at + 1];
    }
    Ok(Model { intercept: best[0], weights })
}

/// The least share of its author's guess that a weight is: on worlds of other makers this found more than none.
const LEAST: f64 = 0.2;
/// Where the search for the rest of a weight begins; from nothing it would never move.
const BEGIN: f64 = 0.5;

/// What a weight is beyond its least is searched for as the square of a parameter, so that no step can turn it round.
fn weights_of(param: &[f64], guesses: &[f64]) -> Vec<f64> {
    let of = |(param, guess): (&f64, &f64)| match *guess {
        0.0 => *param,
        guess => LEAST * guess + guess.signum() * param * param,
    };
    param.iter().zip(guesses).map(of).collect()
}

/// A set of features as places in the parameters.
struct Set {
    held: Vec<usize>,
    offset: f64,
    count: f64,
    wrong: f64,
}

struct Loss {
    rows: Vec<Set>,
    total: f64,
    penalty: f64,
    /// Of each parameter.
    guesses: Vec<f64>,
}

impl Loss {
    fn odds(weights: &[f64], set: &Set) -> f64 {
        weights[0] + set.offset + set.held.iter().map(|at| weights[*at]).sum::<f64>()
    }
}

impl CostFunction for Loss {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, param: &Vec<f64>) -> Result<f64, Error> {
        let weights = weights_of(param, &self.guesses);
        let of_set = |set: &Set| {
            let odds = Self::odds(&weights, set);
            set.count * (odds.max(0.0) + (-odds.abs()).exp().ln_1p()) - set.wrong * odds
        };
        let squares: f64 = weights[1..].iter().map(|weight| weight * weight).sum();
        Ok((self.rows.iter().map(of_set).sum::<f64>() + self.penalty / 2.0 * squares) / self.total)
    }
}

impl Gradient for Loss {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, param: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let weights = weights_of(param, &self.guesses);
        let mut gradient: Vec<f64> = weights.iter().map(|weight| self.penalty * weight).collect();
        gradient[0] = 0.0;
        for set in &self.rows {
            let off = set.count * logistic(Self::odds(&weights, set)) - set.wrong;
            gradient[0] += off;
            for at in &set.held {
                gradient[*at] += off;
            }
        }
        let slope = |(param, guess): (&f64, &f64)| if *guess == 0.0 { 1.0 } else { 2.0 * guess.signum() * param };
        let slopes = param.iter().zip(&self.guesses).map(slope);
        Ok(gradient.into_iter().zip(slopes).map(|(part, slope)| part * slope / self.total).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(rows: &[(&[u16], f64, f64)]) -> Sets {
        rows.iter().map(|(held, count, wrong)| ((*held).into(), (*count, *wrong))).collect()
    }

    #[test]
    fn shares_come_back() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 20.0), (&[0, 1], 50.0, 40.0)]);
        let model = fit(&sets, &[None, None], &[0.0, 0.0], 1e-6).expect("fits");
        for (held, (count, wrong)) in &sets {
            assert!((model.score(held) - wrong / count).abs() < 1e-4, "{held:?}: {}", model.score(held));
        }
        let given = fit(&sets, &[None, Some(0.5)], &[0.0, 0.0], 1e-6).expect("fits");
        assert_eq!(given.weights[1], 0.5);
        assert!(given.loss(&sets) > model.loss(&sets));
    }

    #[test]
    fn no_weight_points_the_other_way_or_is_nothing() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 40.0), (&[0, 1], 100.0, 5.0)]);
        let free = fit(&sets, &[None, None], &[1.0, 0.0], 0.1).expect("fits");
        let bound = fit(&sets, &[None, None], &[1.0, 1.0], 0.1).expect("fits");
        assert!(
            free.weights[1] < 0.0 && (bound.weights[1] - LEAST).abs() < 1e-3 && bound.weights[0] > 0.0,
            "{free:?} {bound:?}"
        );
    }

    #[test]
    fn a_penalty_holds_back_what_little_evidence_says() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 2.0, 2.0)]);
        let [loose, strict] =
            [0.01, 10.0].map(|penalty| fit(&sets, &[None], &[1.0], penalty).expect("fits").weights[0]);
        assert!(loose > 5.0 && strict < 1.0, "{loose} {strict}");
    }
}
