//! `measure`: what the program finds in labelled worlds.

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use postbreach::catalogue::Catalogue;

use super::corpus::{Desk, Failure, made_by};
use super::dump::dump;
use super::metrics::{Figure, Measured};
use super::panel::{Panel, Row};
use super::print::{self, Measurement, PROGRAM};

/// What is measured.
#[derive(Args)]
pub struct Measure {
    /// Folder of a world; repeatable
    #[arg(long, required = true)]
    corpus: Vec<PathBuf>,
    /// Months of history that every household keeps, each measured by itself; the last one is told in full [default: all]
    #[arg(long, value_delimiter = ',')]
    history: Vec<u32>,
    /// Folder of own data files, as for the program; repeatable
    #[arg(long)]
    rules: Vec<PathBuf>,
    /// How many draws of holders make the intervals
    #[arg(long, default_value_t = 200)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print every figure as JSON
    #[arg(long)]
    json: bool,
    /// Write the page of figures to this file
    #[arg(long, requires = "on")]
    markdown: Option<PathBuf>,
    /// Table of other systems for the page of figures, as baselines.py prints it
    #[arg(long, requires = "markdown")]
    beside: Option<PathBuf>,
    /// The day that the page of figures bears
    #[arg(long)]
    on: Option<NaiveDate>,
    /// Only write every exposed charge with its facts to this file
    #[arg(long)]
    dump: Option<PathBuf>,
}

/// Measures and prints.
pub fn run(args: &Measure) -> Result<(), Failure> {
    let mut catalogue = Catalogue::embedded();
    for folder in &args.rules {
        catalogue = catalogue.layer(folder)?;
    }
    let desk = Desk::new(&catalogue)?;
    if let Some(to) = &args.dump {
        let months = args.history.first().copied();
        return dump(&args.corpus, &|_| months, &desk, to);
    }
    let histories = if args.history.is_empty() { vec![None] } else { args.history.iter().copied().map(Some).collect() };
    let mut measurements = Vec::new();
    let mut last = None;
    for history in histories {
        let panel = Panel::read(&args.corpus, &desk, &|_| history)?;
        let figures = Measured::new(&panel).figures(args.draws, args.seed);
        measurements.push(Measurement { system: PROGRAM.to_owned(), history, figures });
        last = Some((panel, history));
    }
    if let Some((panel, history)) = last {
        for (system, panel) in baselines(&panel) {
            let figures = Measured::new(&panel).figures(args.draws, args.seed);
            measurements.push(Measurement { system, history, figures });
        }
    }
    if args.json {
        println!("{:#}", print::json(&measurements));
    } else {
        print!("{}", print::tables(&measurements));
    }
    match (&args.markdown, args.on) {
        (Some(to), Some(on)) => {
            // What was measured with other means stands below, and stays.
            let known = fs::read_to_string(to).unwrap_or_default();
            let below = known.find("\n## Speed\n").map_or("", |at| &known[at..]);
            Ok(fs::write(to, page(args, on, &desk, &measurements)? + below)?)
        }
        (Some(_), None) | (None, _) => Ok(()),
    }
}

/// What a person could do with a spreadsheet.
fn baselines(panel: &Panel) -> Vec<(String, Panel)> {
    let of_yes = |yes: bool| f64::from(u8::from(yes));
    let mut list = Vec::new();
    let mut add = |name: &str, score: &dyn Fn(&Row) -> f64, cut: f64| {
        list.push((name.to_owned(), panel.judged_by(score, cut)));
    };
    add("text never seen before the breach", &|row| of_yes(row.exact_new), 0.5);
    add("merchant never seen before the breach", &|row| of_yes(row.family_new), 0.5);
    add("amount above the holder's 95th percentile", &|row| row.share_below, 0.95);
    list
}

/// The page of figures.
fn page(args: &Measure, on: NaiveDate, desk: &Desk, measurements: &[Measurement]) -> Result<String, Failure> {
    let mut made = Vec::new();
    let mut folders = Vec::new();
    for (at, folder) in args.corpus.iter().enumerate() {
        made.push(made_by(folder, &format!("W{at}"))?);
        folders.push(format!("--corpus W{at}"));
    }
    let (beside, learners) = match &args.beside {
        None => (String::new(), String::new()),
        Some(file) => {
            made.push("world measure --corpus W0 --dump W0/facts.csv".to_owned());
            made.push("python tests/world/baselines.py W0 > W0/baselines.md".to_owned());
            let about = "The first two see all charges of all holders and know no answers. The last one is a bound: it \
                learnt from the answers of one half of the holders of this very corpus and judged the other half.";
            let table = fs::read_to_string(file)?;
            (" --beside W0/baselines.md".to_owned(), format!("\n## Learners on the same facts\n\n{about}\n\n{table}"))
        }
    };
    let history: Vec<String> = args.history.iter().map(u32::to_string).collect();
    let history = if history.is_empty() { String::new() } else { format!(" --history {}", history.join(",")) };
    let command = format!(
        "{}\nworld measure {}{history} --draws {} --seed {} --on {on}{beside} --markdown tests/FIGURES.md",
        made.join("\n"),
        folders.join(" "),
        args.draws,
        args.seed
    );
    let program = measurements.iter().rfind(|measurement| measurement.system == PROGRAM);
    let of_all = |name: &str| {
        let figures: &[Figure] = program.map_or(&[], |measurement| &measurement.figures);
        figures.iter().find(|figure| figure.group == "all" && figure.name == name).map_or(f64::NAN, |f| f.value)
    };
    let percent = 100.0 * of_all("not the holder's") / of_all("charges");
    Ok(format!(
        "# Figures\n\n\
        All figures on this page are of an invented corpus: {holders:.0} holders, {charges:.0} charges after the breach, \
        {wrong:.0} of them ({percent:.2} %) not made by the holder, in {incidents:.0} incidents of nine kinds. On \
        statements of real people they will be worse: supervised systems on real card data reach an average precision \
        of about 0.10 (Le Borgne et al., Reproducible Machine Learning for Credit Card Fraud Detection, 2022: 0.05 to \
        0.11). Take them to compare versions and kinds of charge, not as a promise.\n\n\
        Measured on {on}; weights: {weights}. Written by, where `world` is `cargo run --release --example world --`:\n\n```\n{command}\n```\n\n\
        *Average precision*: the mean precision at the charges sought when all exposed charges of all holders are read \
        by falling score, over all orders of equal scores. *Incidents at k*: the share of incidents of which a charge \
        is among the k that the program lists first in its calendar month. *Listed*: shown at the level \"careful\". \
        *Flags a month, clean*: on holders to whom nothing happened. *Merchants*: B-cubed inside each holder. In \
        brackets: 95 % of {draws} draws of holders.\n{tables}{learners}",
        holders = of_all("holders"),
        charges = of_all("charges"),
        wrong = of_all("not the holder's"),
        incidents = of_all("incidents"),
        weights = desk.engine.weights().note,
        draws = args.draws,
        tables = print::tables(measurements),
    ))
}
