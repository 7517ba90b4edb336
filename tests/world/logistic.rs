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

/// Fits as [`fit`], but no weight points the other way than its sign: a rule whose reason speaks for one thing never
/// counts for the opposite. The weight that is most wrong becomes nothing, one after another; a sign of 0 binds nothing.
pub(crate) fn fit_signed(sets: &Sets, given: &[Option<f64>], signs: &[f64], penalty: f64) -> Result<Model, Failure> {
    let mut given = given.to_vec();
    loop {
        let model = fit(sets, &given, penalty)?;
        let wrong = |feature: &usize| given[*feature].is_none() && signs[*feature] * model.weights[*feature] < 0.0;
        let size = |feature: &usize| model.weights[*feature].abs();
        match (0..given.len()).filter(wrong).max_by(|a, b| size(a).total_cmp(&size(b))) {
            Some(worst) => given[worst] = Some(0.0),
            None => return Ok(model),
        }
    }
}

/// Fits all features but those that are given: these keep their weights.
pub(crate) fn fit(sets: &Sets, given: &[Option<f64>], penalty: f64) -> Result<Model, Failure> {
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
    let mut start = vec![0.0; free.len() + 1];
    start[0] = (wrong / (total - wrong)).ln();
    let loss = Loss { rows, total, penalty };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10).with_tolerance_grad(1e-8)?.with_tolerance_cost(1e-13)?;
    let mut found = Executor::new(loss, solver).configure(|state| state.param(start).max_iters(2000)).run()?;
    let best = found.state.take_best_param().ok_or("the fit found nothing")?;
    let mut weights: Vec<f64> = given.iter().map(|weight| weight.unwrap_or_default()).collect();
    for (at, feature) in free.iter().enumerate() {
        weights[*feature] = best[at + 1];
    }
    Ok(Model { intercept: best[0], weights })
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
}

impl Loss {
    fn odds(param: &[f64], set: &Set) -> f64 {
        param[0] + set.offset + set.held.iter().map(|at| param[*at]).sum::<f64>()
    }
}

impl CostFunction for Loss {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, param: &Vec<f64>) -> Result<f64, Error> {
        let of_set = |set: &Set| {
            let odds = Self::odds(param, set);
            set.count * (odds.max(0.0) + (-odds.abs()).exp().ln_1p()) - set.wrong * odds
        };
        let squares: f64 = param[1..].iter().map(|weight| weight * weight).sum();
        Ok((self.rows.iter().map(of_set).sum::<f64>() + self.penalty / 2.0 * squares) / self.total)
    }
}

impl Gradient for Loss {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, param: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut gradient: Vec<f64> = param.iter().map(|weight| self.penalty * weight).collect();
        gradient[0] = 0.0;
        for set in &self.rows {
            let off = set.count * logistic(Self::odds(param, set)) - set.wrong;
            gradient[0] += off;
            for at in &set.held {
                gradient[*at] += off;
            }
        }
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
        let model = fit(&sets, &[None, None], 1e-6).expect("fits");
        for (held, (count, wrong)) in &sets {
            assert!((model.score(held) - wrong / count).abs() < 1e-4, "{held:?}: {}", model.score(held));
        }
        let given = fit(&sets, &[None, Some(0.5)], 1e-6).expect("fits");
        assert_eq!(given.weights[1], 0.5);
        assert!(given.loss(&sets) > model.loss(&sets));
    }

    #[test]
    fn no_weight_points_the_other_way() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 100.0, 40.0), (&[0, 1], 100.0, 5.0)]);
        let free = fit_signed(&sets, &[None, None], &[1.0, 0.0], 0.1).expect("fits");
        let bound = fit_signed(&sets, &[None, None], &[1.0, 1.0], 0.1).expect("fits");
        assert!(free.weights[1] < 0.0 && bound.weights[1] == 0.0 && bound.weights[0] > 0.0, "{free:?} {bound:?}");
    }

    #[test]
    fn a_penalty_holds_back_what_little_evidence_says() {
        let sets = sets(&[(&[], 1000.0, 10.0), (&[0], 2.0, 2.0)]);
        let [loose, strict] = [0.01, 10.0].map(|penalty| fit(&sets, &[None], penalty).expect("fits").weights[0]);
        assert!(loose > 5.0 && strict < 1.0, "{loose} {strict}");
    }
}
