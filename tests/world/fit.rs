//! `fit`: weights of the rules from labelled worlds.
//!
//! Holders are parted by their names and the seed. The one half is fitted on: the penalty and the cuts come from folds of
//! it that the fold's model has not seen. The other half is only measured.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use postbreach::catalogue::Catalogue;
use postbreach::rule::Cuts;
use sha2::{Digest, Sha256};

use super::bound::Bound;
use super::corpus::{Desk, Failure};
use super::logistic::{self, Model, Sets};
use super::metrics::Measured;
use super::panel::{Features, Holder, Panel};
use super::weights::{self, Fit};

/// What is fitted.
#[derive(Args)]
pub struct FitArgs {
    /// Folder of a world; repeatable
    #[arg(long, required = true)]
    corpus: Vec<PathBuf>,
    /// The file to write
    #[arg(long, default_value = "rules/weights.toml")]
    out: PathBuf,
    /// Parts the holders
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day that the file bears
    #[arg(long)]
    on: NaiveDate,
    /// Months of history of which every holder keeps one, by chance; a number that is given twice is twice as likely
    #[arg(long, value_delimiter = ',', default_value = "2,6,15,15,15")]
    history: Vec<u32>,
    /// Folder of own data files, as for the program; repeatable
    #[arg(long)]
    rules: Vec<PathBuf>,
}

/// A rule that fires more seldom keeps its author's guess.
const FEWEST: f64 = 20.0;
const FOLDS: u64 = 5;
const PENALTIES: [f64; 8] = [0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0];
/// "High" is right more often than not and seldom disturbs those to whom nothing happened …
const HIGH: Bearable = Bearable { precision: 0.57, flags: 0.22 };
/// … and what is listed can be read through.
const LISTED: Bearable = Bearable { precision: 0.08, flags: 1.1 };

/// What a list may cost.
struct Bearable {
    /// At least.
    precision: f64,
    /// At most, a month, on clean holders.
    flags: f64,
}

/// Fits, measures and writes.
pub fn run(args: &FitArgs) -> Result<(), Failure> {
    let mut catalogue = Catalogue::embedded();
    for folder in &args.rules {
        catalogue = catalogue.layer(folder)?;
    }
    let desk = Desk::new(&catalogue)?;
    let months = |name: &str| {
        let at = chance(&["history", name], args.seed) % args.history.len() as u64;
        Some(args.history[at as usize])
    };
    let mut panel = Panel::read(&args.corpus, &desk, &months)?;
    let apart = |holder: &Holder| chance(&["half", &holder.name], args.seed) % 2 == 1;
    panel.holders.retain(|holder| !apart(holder));
    let features = Features::of(&desk.engine);
    let folds = folds(&panel, args.seed);
    let bounds = bounds(&folds, &features);
    let (penalty, mut unseen) = choose_penalty(&folds, &bounds)?;
    let model = logistic::fit(&all(&folds, None), &bounds, penalty)?;
    let cuts = cuts(&panel, &mut unseen, args.seed)?;
    let mut fit = Fit {
        command: command(args)?,
        on: args.on,
        seed: args.seed,
        penalty,
        holders: (panel.holders.len(), 0),
        prior: desk.engine.weights().prior.clone(),
        model,
        bounds,
        cuts,
        measured: None,
    };

    // What is stated is measured by the program itself with the new weights, on the holders apart.
    let draft = std::env::temp_dir().join(format!("postbreach-fit-{}", std::process::id()));
    fs::create_dir_all(&draft)?;
    fs::write(draft.join("weights.toml"), weights::write(&fit, &features))?;
    let fitted = Desk::new(&catalogue.layer(&draft)?)?;
    fs::remove_dir_all(&draft)?;
    let mut panel = Panel::read(&args.corpus, &fitted, &months)?;
    panel.holders.retain(apart);
    fit.holders.1 = panel.holders.len();
    let figures = Measured::new(&panel).figures(0, 0);
    fit.measured = Some((figures, features.counts(&panel)));
    fs::write(&args.out, weights::write(&fit, &features))?;
    println!("{}", weights::summary(&fit, &features));
    Ok(())
}

/// A number that depends on these words and the seed alone.
fn chance(words: &[&str], seed: u64) -> u64 {
    let digest = Sha256::digest(format!("{seed} {}", words.join(" ")).as_bytes());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn folds(panel: &Panel, seed: u64) -> Vec<Sets> {
    let mut folds = vec![Sets::new(); FOLDS as usize];
    for holder in &panel.holders {
        for row in &holder.rows {
            let counts = folds[fold(holder, seed)].entry(row.features.clone()).or_default();
            *counts = (counts.0 + 1.0, counts.1 + f64::from(u8::from(row.incident.is_some())));
        }
    }
    folds
}

fn fold(holder: &Holder, seed: u64) -> usize {
    (chance(&["fold", &holder.name], seed) % FOLDS) as usize
}

/// The sets of all folds but one.
fn all(folds: &[Sets], but: Option<usize>) -> Sets {
    let mut all = Sets::new();
    for (held, counts) in folds.iter().enumerate().filter(|(at, _)| Some(*at) != but).flat_map(|(_, sets)| sets) {
        let sum = all.entry(held.clone()).or_default();
        *sum = (sum.0 + counts.0, sum.1 + counts.1);
    }
    all
}

/// What each weight may be. One whose feature holds too seldom is not fitted.
fn bounds(folds: &[Sets], features: &Features<'_>) -> Vec<Bound> {
    let mut counts = vec![0.0; features.list.len()];
    for (held, (count, _)) in folds.iter().flatten() {
        for feature in held {
            counts[usize::from(*feature)] += count;
        }
    }
    let bound = |(feature, count): (usize, &f64)| match features.bound(feature) {
        bound if *count >= FEWEST => bound,
        Bound::Guess(guess) => Bound::Given(guess),
        Bound::Free | Bound::Given(_) | Bound::Quieter(_) | Bound::Calming => Bound::Given(0.0),
    };
    counts.iter().enumerate().map(bound).collect()
}

/// The penalty with the least loss on folds that its model has not seen, and those models.
fn choose_penalty(folds: &[Sets], bounds: &[Bound]) -> Result<(f64, Vec<Model>), Failure> {
    let mut best: Option<(f64, f64, Vec<Model>)> = None;
    for penalty in PENALTIES {
        let models: Vec<Model> = (0..folds.len())
            .map(|but| logistic::fit(&all(folds, Some(but)), bounds, penalty))
            .collect::<Result<_, _>>()?;
        let loss: f64 = models.iter().zip(folds).map(|(model, unseen)| model.loss(unseen)).sum();
        println!("penalty {penalty}: loss {:.6}", loss / folds.len() as f64);
        if best.as_ref().is_none_or(|(least, _, _)| loss < *least) {
            best = Some((loss, penalty, models));
        }
    }
    let (_, penalty, models) = best.ok_or("no penalty")?;
    Ok((penalty, models))
}

/// Where the bands begin, by scores from models that have not seen the holder.
fn cuts(panel: &Panel, unseen: &mut [Model], seed: u64) -> Result<Cuts, Failure> {
    let mut scored: Vec<(f64, bool, bool)> = panel
        .holders
        .iter()
        .flat_map(|holder| {
            let model = &unseen[fold(holder, seed)];
            let findings = holder.rows.iter().filter(|row| row.band.is_some());
            findings.map(move |row| (model.score(&row.features), row.incident.is_some(), holder.is_clean()))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let months = panel.holders.iter().filter(|holder| holder.is_clean()).count() as f64 * panel.months;
    let lowest = |bearable: &Bearable| {
        let (mut flags, mut right, mut on_clean, mut cut) = (0.0, 0.0, 0.0, None);
        for same in scored.chunk_by(|a, b| a.0 == b.0) {
            flags += same.len() as f64;
            right += same.iter().filter(|(_, wrong, _)| *wrong).count() as f64;
            on_clean += same.iter().filter(|(_, _, clean)| *clean).count() as f64;
            if right / flags >= bearable.precision && on_clean / months <= bearable.flags {
                cut = Some(same[0].0);
            }
        }
        // Rounded down, so that the charges at the cut stay above it.
        cut.map(|cut| (cut * 1e4).floor() / 1e4)
    };
    let high = lowest(&HIGH).ok_or("no cut makes high findings precise enough")?;
    let medium = lowest(&LISTED).ok_or("no cut makes the list bearable")?;
    Ok(Cuts { high, medium: medium.clamp(1e-4, high / 2.0) })
}

/// The command that makes these weights again.
fn command(args: &FitArgs) -> Result<String, Failure> {
    let mut lines = Vec::new();
    let mut folders = String::new();
    for (at, folder) in args.corpus.iter().enumerate() {
        lines.push(super::corpus::made_by(folder, &format!("W{at}"))?);
        folders.push_str(&format!(" --corpus W{at}"));
    }
    let history: Vec<String> = args.history.iter().map(u32::to_string).collect();
    let (history, seed, on) = (history.join(","), args.seed, args.on);
    lines.push(format!("world fit{folders} --history {history} --seed {seed} --on {on}"));
    Ok(lines.join("\n"))
}
