//! Figures of a panel, and how sure they are.

use super::dice::Dice;
use super::panel::{Holder, Panel};

/// One figure: of what, which, how much; not a number where there is nothing to measure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) group: String,
    pub(crate) name: String,
    pub(crate) value: f64,
    /// 95 % of draws of holders lie between these.
    pub(crate) between: Option<(f64, f64)>,
}

/// The lists whose findings are counted, as [`super::panel::Row::bands`] orders them.
pub(crate) const LISTS: [&str; 3] = ["high", "medium", "listed"];
/// How many charges a month the holder looks at.
pub(crate) const LOOKS: [usize; 3] = [1, 3, 5];
/// Reliability is told by tenths of the score.
const TENTHS: usize = 10;

/// A panel with what every draw of holders needs, computed once.
pub(crate) struct Measured<'a> {
    panel: &'a Panel,
    /// Every exposed charge, best first: score, holder, and the scenario of one that the holder did not make.
    order: Vec<(f64, usize, Option<usize>)>,
    tallies: Vec<Tally>,
}

/// The sums of one holder.
#[derive(Debug, Clone, Default)]
struct Tally {
    charges: f64,
    wrong: f64,
    /// For each list: charges on it, and how many of them the holder did not make.
    lists: [(f64, f64); 3],
    /// For each tenth of the score: charges, how many the holder did not make, sum of scores.
    tenths: [(f64, f64, f64); TENTHS],
    squares: f64,
}

impl Tally {
    fn of(holder: &Holder) -> Self {
        let mut tally = Self::default();
        for row in &holder.rows {
            let wrong = f64::from(u8::from(row.incident.is_some()));
            tally.charges += 1.0;
            tally.wrong += wrong;
            tally.squares += (row.score - wrong).powi(2);
            for (list, on) in tally.lists.iter_mut().zip(row.bands()) {
                if on {
                    *list = (list.0 + 1.0, list.1 + wrong);
                }
            }
            let tenth = &mut tally.tenths[((row.score * TENTHS as f64) as usize).min(TENTHS - 1)];
            *tenth = (tenth.0 + 1.0, tenth.1 + wrong, tenth.2 + row.score);
        }
        tally
    }
}

impl<'a> Measured<'a> {
    pub(crate) fn new(panel: &'a Panel) -> Self {
        let mut order: Vec<_> = panel
            .holders
            .iter()
            .enumerate()
            .flat_map(|(at, holder)| {
                let scenario = |incident: usize| holder.incidents[incident].scenario;
                holder.rows.iter().map(move |row| (row.score, at, row.incident.map(scenario)))
            })
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self { panel, order, tallies: panel.holders.iter().map(Tally::of).collect() }
    }

    /// All figures with intervals from so many draws of holders.
    pub(crate) fn figures(&self, draws: usize, seed: u64) -> Vec<Figure> {
        let mut figures = self.of_weights(&vec![1.0; self.panel.holders.len()]);
        let mut dice = Dice::new(seed, 0);
        let drawn: Vec<Vec<f64>> = (0..draws)
            .map(|_| {
                let mut weights = vec![0.0; self.panel.holders.len()];
                for _ in 0..weights.len() {
                    let at = dice.below(self.panel.holders.len());
                    weights[at] += 1.0;
                }
                self.of_weights(&weights).into_iter().map(|figure| figure.value).collect()
            })
            .collect();
        for (at, figure) in figures.iter_mut().enumerate() {
            let mut values: Vec<f64> = drawn.iter().map(|draw| draw[at]).filter(|value| value.is_finite()).collect();
            values.sort_by(f64::total_cmp);
            if let (true, Some(last)) = (figure.value.is_finite(), values.len().checked_sub(1)) {
                let at = |share: f64| values[(share * last as f64).round() as usize];
                figure.between = Some((at(0.025), at(0.975)));
            }
        }
        figures
    }

    fn of_weights(&self, weights: &[f64]) -> Vec<Figure> {
        let mut figures = self.of_group("all", weights, None);
        figures.extend(self.calibration(weights));
        for region in self.panel.regions.in_order() {
            let within: Vec<f64> = self
                .panel
                .holders
                .iter()
                .zip(weights)
                .map(|(h, w)| if h.region == region { *w } else { 0.0 })
                .collect();
            figures.extend(self.of_group(&format!("region {}", self.panel.regions.0[region]), &within, None));
        }
        for scenario in self.panel.scenarios.in_order() {
            let group = format!("scenario {}", self.panel.scenarios.0[scenario]);
            figures.extend(self.of_group(&group, weights, Some(scenario)));
        }
        figures
    }

    /// The figures of some holders; with a scenario, only its incidents are looked for.
    fn of_group(&self, group: &str, weights: &[f64], scenario: Option<usize>) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut say = |name: String, value: f64| {
            figures.push(Figure { group: group.to_owned(), name, value, between: None });
        };
        let ranked = self.order.iter().filter(|(_, _, of)| of.is_none() || scenario.is_none_or(|s| *of == Some(s)));
        let ranked = ranked.map(|(score, holder, of)| (*score, of.is_some(), weights[*holder]));
        say("average precision".to_owned(), average_precision(ranked));
        let sum = |of: &dyn Fn(&Holder, &Tally) -> f64| -> f64 {
            let each = self.panel.holders.iter().zip(&self.tallies).zip(weights).filter(|(_, weight)| **weight > 0.0);
            each.map(|((holder, tally), weight)| weight * of(holder, tally)).sum()
        };
        let incidents = |is: &dyn Fn(&super::panel::Incident) -> bool| {
            sum(&|holder, _| {
                let own = holder.incidents.iter().filter(|i| scenario.is_none_or(|s| i.scenario == s));
                own.filter(|incident| is(incident)).count() as f64
            })
        };
        let all = incidents(&|_| true);
        for looks in LOOKS {
            let found = incidents(&|incident| incident.place.is_some_and(|place| place < looks));
            say(format!("incidents at {looks}"), found / all);
        }
        for (list, name) in LISTS.iter().enumerate() {
            say(format!("{name}: incident recall"), incidents(&|incident| incident.found[list]) / all);
        }
        say("incidents".to_owned(), all);
        if scenario.is_some() {
            return figures;
        }
        for (list, name) in LISTS.iter().enumerate() {
            let right = sum(&|_, tally| tally.lists[list].1);
            say(format!("{name}: precision"), right / sum(&|_, tally| tally.lists[list].0));
        }
        let if_clean = |holder: &Holder, value: f64| if holder.is_clean() { value } else { 0.0 };
        let months = sum(&|holder, _| if_clean(holder, 1.0)) * self.panel.months;
        for (list, name) in LISTS.iter().enumerate() {
            let flags = sum(&|holder, tally| if_clean(holder, tally.lists[list].0));
            say(format!("{name}: flags a month, clean"), flags / months);
        }
        let charges = sum(&|holder, _| holder.cubed.charges);
        let precision = sum(&|holder, _| holder.cubed.precision) / charges;
        let recall = sum(&|holder, _| holder.cubed.recall) / charges;
        say("merchants: precision".to_owned(), precision);
        say("merchants: recall".to_owned(), recall);
        say("merchants: F1".to_owned(), 2.0 * precision * recall / (precision + recall));
        say("holders".to_owned(), sum(&|_, _| 1.0));
        say("charges".to_owned(), sum(&|_, tally| tally.charges));
        say("not the holder's".to_owned(), sum(&|_, tally| tally.wrong));
        say("rows that became no charge".to_owned(), sum(&|holder, _| holder.lost as f64));
        figures
    }

    fn calibration(&self, weights: &[f64]) -> Vec<Figure> {
        let sum = |of: &dyn Fn(&Tally) -> f64| -> f64 {
            self.tallies.iter().zip(weights).map(|(tally, weight)| weight * of(tally)).sum()
        };
        let charges = sum(&|tally| tally.charges);
        let say = |name: String, value: f64| Figure { group: "calibration".to_owned(), name, value, between: None };
        let mut figures = vec![say("Brier".to_owned(), sum(&|tally| tally.squares) / charges)];
        let mut error = 0.0;
        for tenth in 0..TENTHS {
            let [in_tenth, wrong, scores] =
                [sum(&|t| t.tenths[tenth].0), sum(&|t| t.tenths[tenth].1), sum(&|t| t.tenths[tenth].2)];
            error += (wrong - scores).abs() / charges;
            let span = format!("{:.1} to {:.1}", tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
            figures.push(say(format!("{span}: charges"), in_tenth));
            figures.push(say(format!("{span}: mean score"), scores / in_tenth));
            figures.push(say(format!("{span}: share not the holder's"), wrong / in_tenth));
        }
        figures.insert(1, say("ECE".to_owned(), error));
        figures
    }
}

/// The mean precision at the charges sought, over all orders of equal scores. Takes score, whether sought, and weight,
/// best first.
pub(crate) fn average_precision(ranked: impl Iterator<Item = (f64, bool, f64)>) -> f64 {
    let (mut before, mut found, mut sum) = (0.0, 0.0, 0.0);
    let mut tie = (f64::NAN, 0.0, 0.0);
    for (score, sought, weight) in ranked.chain([(f64::NAN, false, 0.0)]) {
        if score != tie.0 {
            let (_, size, sought) = tie;
            sum += gained(before, found, size, sought);
            before += size;
            found += sought;
            tie = (score, 0.0, 0.0);
        }
        tie.1 += weight;
        tie.2 += if sought { weight } else { 0.0 };
    }
    sum / found
}

/// The precisions that a tie of `size` charges, `sought` of them sought, adds on average behind `before` charges with
/// `found` sought ones.
fn gained(before: f64, found: f64, size: f64, sought: f64) -> f64 {
    if sought == 0.0 {
        return 0.0;
    }
    let others = if size > 1.0 { (sought - 1.0) / (size - 1.0) } else { 0.0 };
    let precision_at = |place: usize| (found + 1.0 + place as f64 * others) / (before + place as f64 + 1.0);
    sought / size * (0..size as usize).map(precision_at).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_precision_of_known_rankings() {
        let of = |ranked: &[(f64, bool)]| average_precision(ranked.iter().map(|(score, is)| (*score, *is, 1.0)));
        for (ranked, expected) in [
            (vec![(0.9, true), (0.8, false), (0.7, true)], (1.0 + 2.0 / 3.0) / 2.0),
            (vec![(0.9, false), (0.8, true)], 0.5),
            (vec![(0.5, true), (0.5, false)], 0.75),
            (vec![(0.5, true), (0.5, true), (0.1, false)], 1.0),
            // Six orders of two among three: 1, 1, (1 + 2/3)/2 twice, (1/2 + 2/3)/2 twice, in pairs.
            (vec![(0.5, true), (0.5, false), (0.5, true)], (1.0 + 5.0 / 6.0 + 7.0 / 12.0) / 3.0),
        ] {
            assert!((of(&ranked) - expected).abs() < 1e-12, "{ranked:?}: {}", of(&ranked));
        }
        let twice = average_precision([(0.9, false, 2.0), (0.8, true, 2.0)].into_iter());
        assert!((twice - (1.0 / 3.0 + 0.5) / 2.0).abs() < 1e-12);
        assert!(of(&[(0.5, false)]).is_nan());
    }
}
