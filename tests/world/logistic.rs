//! Penalised logistic regression over sets of features that hold together.
//!
//! linfa-logistic and smartcore take neither counts nor offsets and want a dense matrix: a row for each of a million
//! charges, of which a few thousand differ. So the loss is ours, over the distinct sets with their counts, and argmin
//! minimises it.

use std::collections::BTreeMap;

use argmin::core::{CostFunction, Error, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use super::bound::Bound;
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
        logistic(self.odds(held))
    }

    fn odds(&self, held: &[u16]) -> f64 {
        self.intercept + held.iter().map(|feature| self.weights[usize::from(*feature)]).sum::<f64>()
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

/// Fits the weight of each feature within its bound; a [`Bound::Quieter`] stands behind what it names.
pub(crate) fn fit(sets: &Sets, bounds: &[Bound], penalty: f64) -> Result<Model, Failure> {
    let total: f64 = sets.values().map(|(count, _)| count).sum();
    let wrong: f64 = sets.values().map(|(_, wrong)| wrong).sum();
    if wrong == 0.0 || wrong == total {
        return Err("every charge is alike: nothing to fit".into());
    }
    let mut start: Vec<f64> = bounds.iter().map(|bound| if *bound == Bound::Free { 0.0 } else { BEGIN }).collect();
    start.push((wrong / (total - wrong)).ln());
    let loss = Loss { sets: sets.clone(), total, penalty, bounds: bounds.to_vec() };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10).with_tolerance_grad(1e-8)?.with_tolerance_cost(1e-13)?;
    let mut found = Executor::new(loss, solver).configure(|state| state.param(start).max_iters(4000)).run()?;
    let best = found.state.take_best_param().ok_or("the fit found nothing")?;
    Ok(model_of(&best, bounds))
}

/// The least share of its author's guess that a weight is: on worlds of other makers this found more than none.
const LEAST: f64 = 0.2;
/// Where the search for the rest of a weight begins; from nothing it would never move.
const BEGIN: f64 = 0.5;

/// How far a weight is from its bound is searched for as the square of a parameter, so that no step crosses it. The last
/// parameter is the intercept.
fn model_of(param: &[f64], bounds: &[Bound]) -> Model {
    let mut weights: Vec<f64> = Vec::with_capacity(bounds.len());
    for (param, bound) in param.iter().zip(bounds) {
        weights.push(match *bound {
            Bound::Free => *param,
            Bound::Given(weight) => weight,
            Bound::Guess(guess) => LEAST * guess + guess.signum() * param * param,
            Bound::Quieter(than) => weights[than] - weights[than].signum() * param * param,
            Bound::Calming => -param * param,
        });
    }
    Model { intercept: param[bounds.len()], weights }
}

struct Loss {
    sets: Sets,
    total: f64,
    penalty: f64,
    bounds: Vec<Bound>,
}

impl CostFunction for Loss {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, param: &Vec<f64>) -> Result<f64, Error> {
        let model = model_of(param, &self.bounds);
        let of_set = |odds: f64, (count, wrong): &(f64, f64)| {
            count * (odds.max(0.0) + (-odds.abs()).exp().ln_1p()) - wrong * odds
        };
        let losses = self.sets.iter().map(|(held, counts)| of_set(model.odds(held), counts));
        let squares: f64 = model.weights.iter().map(|weight| weight * weight).sum();
        Ok((losses.sum::<f64>() + self.penalty / 2.0 * squares) / self.total)
    }
}

impl Gradient for Loss {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, param: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let model = model_of(param, &self.bounds);
        let mut gradient: Vec<f64> = model.weights.iter().map(|weight| self.penalty * weight).collect();
        let mut of_intercept = 0.0;
        for (held, (count, wrong)) in &self.sets {
            let off = count * model.score(held) - wrong;
            of_intercept += off;
            for feature in held {
                gradient[usize::from(*feature)] += off;
            }
        }
        for (at, bound) in self.bounds.iter().enumerate().rev() {
            let slope = match *bound {
                Bound::Free => 1.0,
                Bound::Given(_) => 0.0,
                Bound::Guess(guess) => 2.0 * guess.signum() * param[at],
                Bound::Quieter(than) => {
                    gradient[than] += gradient[at];
                    -2.0 * model.weights[than].signum() * param[at]
                }
                Bound::Calming => -2.0 * param[at],
            };
            gradient[at] *= slope;
        }
        gradient.push(of_intercept);
        Ok(gradient.into_iter().map(|part| part / self.total).collect())
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
        let model = fit(&sets, &[Bound::Free, Bound::Free], 1e-6).expect("fits");
        for (held, (count, wrong)) in &sets {
            assert!((model.score(held) - wrong / count).abs() < 1e-4, "{held:?}: {}", model.score(held));
        }
        let given = fit(&sets, &[Bound::Free, Bound::Given(0.5)], 1e-6).expect("fits");
        assert_eq!(given.weights[1], 0.5);
        assert!(given.loss(&sets) > model.loss(&sets));
    }

    #[test]
    fn no_weight_points_the_other_way_or_is_nothing() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 40.0), (&[0, 1], 100.0, 5.0)]);
        let free = fit(&sets, &[Bound::Guess(1.0), Bound::Free], 0.1).expect("fits");
        let bound = fit(&sets, &[Bound::Guess(1.0), Bound::Guess(1.0)], 0.1).expect("fits");
        assert!(
            free.weights[1] < 0.0 && (bound.weights[1] - LEAST).abs() < 1e-3 && bound.weights[0] > 0.0,
            "{free:?} {bound:?}"
        );
    }

    #[test]
    fn a_silence_says_no_more_than_its_rule_and_an_explanation_nothing_against() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 20.0), (&[1], 100.0, 60.0), (&[2], 100.0, 60.0)]);
        let model = fit(&sets, &[Bound::Guess(1.0), Bound::Quieter(0), Bound::Calming], 0.1).expect("fits");
        let [rule, silence, explained] = model.weights[..] else { panic!("{model:?}") };
        assert!((rule - silence).abs() < 1e-3 && explained.abs() < 1e-3, "{model:?}");

        let few = self::sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 60.0), (&[1], 100.0, 20.0), (&[2], 1000.0, 2.0)]);
        let model = fit(&few, &[Bound::Guess(1.0), Bound::Quieter(0), Bound::Calming], 1e-6).expect("fits");
        for (held, (count, wrong)) in &few {
            assert!((model.score(held) - wrong / count).abs() < 1e-3, "what is in bounds comes back: {model:?}");
        }
    }

    #[test]
    fn a_penalty_holds_back_what_little_evidence_says() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 2.0, 2.0)]);
        let [loose, strict] =
            [0.01, 10.0].map(|penalty| fit(&sets, &[Bound::Guess(1.0)], penalty).expect("fits").weights[0]);
        assert!(loose > 5.0 && strict < 1.0, "{loose} {strict}");
    }
}
