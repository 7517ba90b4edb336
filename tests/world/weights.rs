//! What a fit came to, as `rules/weights.toml` holds it.

use chrono::NaiveDate;
use postbreach::rule::{Cuts, Prior};

use super::bound::Bound;
use super::logistic::Model;
use super::metrics::{Figure, LISTS};
use super::panel::{Feature, Features};
use super::print::grid;

/// What holders apart say: figures, and for each feature how often it held and how often on a charge sought.
pub(crate) type Apart = (Vec<Figure>, Vec<(u64, u64)>);

/// A fit.
pub(crate) struct Fit {
    pub(crate) command: String,
    pub(crate) on: NaiveDate,
    pub(crate) seed: u64,
    pub(crate) penalty: f64,
    /// How many were fitted on, and how many were measured apart.
    pub(crate) holders: (usize, usize),
    /// Stated, not fitted: kept as it is.
    pub(crate) prior: Prior,
    pub(crate) model: Model,
    /// By feature.
    pub(crate) bounds: Vec<Bound>,
    pub(crate) cuts: Cuts,
    /// Figures of the holders apart, and counts of features there.
    pub(crate) measured: Option<Apart>,
}

impl Fit {
    fn figure(&self, group: &str, name: &str) -> f64 {
        let figures = self.measured.as_ref().map_or(&[][..], |(figures, _)| figures);
        let found = figures.iter().find(|figure| figure.group == group && figure.name == name);
        found.map_or(0.0, |figure| if figure.value.is_finite() { figure.value } else { 0.0 })
    }

    fn is_fitted(&self, feature: usize) -> bool {
        !matches!(self.bounds[feature], Bound::Given(_))
    }

    fn count(&self, feature: usize) -> (u64, u64) {
        self.measured.as_ref().and_then(|(_, counts)| counts.get(feature).copied()).unwrap_or_default()
    }
}

/// The text of the file.
pub(crate) fn write(fit: &Fit, features: &Features<'_>) -> String {
    let mut text = format!(
        "# Written by the commands below; do not edit by hand but for [prior], which is stated and not fitted.\n\
        #\n{}\n#\n\
        # score = 1 / (1 + e^-(intercept + prior + the weights of the rules that fire and of the silences)). A rule whose\n\
        # clauses have changed since counts with the guess in its own file.\n\
        fitted = true\n\
        note = \"fitted on {} invented holders, measured on {} others: seed {}, {}, penalty {}\"\n\
        intercept = {:.4}\n\n\
        # A finding is \"look first\" from `high`, \"look\" from `medium`, else \"probably yours\".\n\
        [cuts]\nhigh = {}\nmedium = {}\n\n\
        # Log-odds before any rule speaks: by what was exposed, and by days since.\n\
        [prior]\nsource = {:?}\nnumber_not_exposed = {:?}\nunknown = {:?}\nnumber_exposed = {:?}\nsince = [{}]\n\n\
        # What follows was measured on holders apart.\n\
        [measured]\nholders = {}\non = {}\n\n",
        fit.command.lines().map(|line| format!("#   {line}")).collect::<Vec<_>>().join("\n"),
        fit.holders.0,
        fit.holders.1,
        fit.seed,
        fit.on,
        fit.penalty,
        fit.model.intercept,
        fit.cuts.high,
        fit.cuts.medium,
        fit.prior.source,
        fit.prior.number_not_exposed,
        fit.prior.unknown,
        fit.prior.number_exposed,
        fit.prior
            .since
            .iter()
            .map(|since| format!("{{ days = {}, adds = {:?} }}", since.days, since.adds))
            .collect::<Vec<_>>()
            .join(", "),
        fit.holders.1,
        fit.on,
    );
    for list in LISTS {
        text.push_str(&format!(
            "[bands.{list}]\nprecision = {:.4}\nincident_recall = {:.4}\nclean_flags_a_month = {:.4}\n\n",
            fit.figure("all", &format!("{list}: precision")),
            fit.figure("all", &format!("{list}: incident recall")),
            fit.figure("all", &format!("{list}: flags a month, clean")),
        ));
    }
    let tenths = (0..10).filter_map(|tenth| {
        let span = format!("{:.1} to {:.1}", f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let of = |name: &str| fit.figure("calibration", &format!("{span}: {name}"));
        let charges = of("charges");
        let line = format!("  [{charges:.0}, {:.4}, {:.4}],\n", of("mean score"), of("share not the holder's"));
        (charges > 0.0).then_some(line)
    });
    text.push_str(&format!(
        "# Tenths of the score: charges, mean score, share that the holder did not make.\n\
        [calibration]\nbrier = {:.6}\nece = {:.6}\ntenths = [\n{}]\n",
        fit.figure("calibration", "Brier"),
        fit.figure("calibration", "ECE"),
        tenths.collect::<String>(),
    ));
    for (at, rule) in features.engine.rules().iter().enumerate() {
        let own = |feature: &Feature| matches!(feature, Feature::Unless(rule, _) if *rule == at);
        let silences: Vec<String> = (0..features.list.len())
            .filter(|feature| own(&features.list[*feature]))
            .map(|feature| format!("{:.4}", fit.model.weights[feature]))
            .collect();
        text.push_str(&format!("\n[rules.{}]\n{}", rule.id, of_feature(fit, features, Feature::Rule(at))));
        if !silences.is_empty() {
            text.push_str(&format!("unless = [{}]\n", silences.join(", ")));
        }
        text.push_str(&format!("clauses = \"{}\"\n", rule.clauses()));
    }
    for (at, context) in features.engine.contexts().iter().enumerate() {
        let told = of_feature(fit, features, Feature::Context(at));
        text.push_str(&format!("\n[contexts.{}]\n{told}clauses = \"{}\"\n", context.id, context.clauses()));
    }
    text
}

fn of_feature(fit: &Fit, features: &Features<'_>, feature: Feature) -> String {
    let Some(at) = features.list.iter().position(|known| *known == feature) else { return String::new() };
    let all = fit.figure("all", "not the holder's").max(1.0);
    let (fires, wrong) = fit.count(at);
    let mut text = String::new();
    if fit.is_fitted(at) {
        text.push_str(&format!("weight = {:.4}\n", fit.model.weights[at]));
    }
    text.push_str(&format!("fires = {fires}\n"));
    if fires > 0 {
        text.push_str(&format!("precision = {:.4}\n", wrong as f64 / fires as f64));
    }
    text.push_str(&format!("coverage = {:.4}\n", wrong as f64 / all));
    text
}

/// For people: weights beside how often each feature holds.
pub(crate) fn summary(fit: &Fit, features: &Features<'_>) -> String {
    let mut lines = vec![["feature", "weight", "fitted", "holds", "precision"].map(str::to_owned).to_vec()];
    for feature in 0..features.list.len() {
        let (holds, wrong) = fit.count(feature);
        lines.push(vec![
            features.name(feature),
            format!("{:.2}", fit.model.weights[feature]),
            if fit.is_fitted(feature) { "yes" } else { "no" }.to_owned(),
            holds.to_string(),
            if holds > 0 { format!("{:.3}", wrong as f64 / holds as f64) } else { "–".to_owned() },
        ]);
    }
    let of = |name: &str| fit.figure("all", name);
    format!(
        "{}\nintercept {:.3}, penalty {}, cuts {:?}\nheld out: average precision {:.3}, incidents at 3 {:.3}, at 5 {:.3}\n\
        high: precision {:.3}, incident recall {:.3}, {:.3} a month on clean holders\n\
        listed: precision {:.3}, incident recall {:.3}, {:.3} a month on clean holders",
        grid(&lines),
        fit.model.intercept,
        fit.penalty,
        fit.cuts,
        of("average precision"),
        of("incidents at 3"),
        of("incidents at 5"),
        of("high: precision"),
        of("high: incident recall"),
        of("high: flags a month, clean"),
        of("listed: precision"),
        of("listed: incident recall"),
        of("listed: flags a month, clean"),
    )
}
