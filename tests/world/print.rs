//! Figures as tables, which are Markdown too, and as JSON.

use serde_json::{Value, json};

use super::metrics::{Figure, LISTS, LOOKS};

/// What one run of a system on a panel came to.
pub(crate) struct Measurement {
    /// `postbreach`, or the name of a baseline.
    pub(crate) system: String,
    /// Months of history that every holder keeps; none for all.
    pub(crate) history: Option<u32>,
    pub(crate) figures: Vec<Figure>,
}

impl Measurement {
    fn find(&self, group: &str, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.group == group && figure.name == name)
    }

    /// Groups that begin so, in order.
    fn groups(&self, start: &str) -> Vec<&str> {
        let mut groups: Vec<&str> = self.figures.iter().map(|f| f.group.as_str()).collect();
        groups.retain(|group| group.starts_with(start));
        groups.dedup();
        groups
    }

    fn history(&self) -> String {
        self.history.map_or_else(|| "all".to_owned(), |months| months.to_string())
    }
}

/// The tables of all measurements: the last one of the program in full, the others by their sums.
pub(crate) fn tables(measurements: &[Measurement]) -> String {
    let of_program: Vec<&Measurement> = measurements.iter().filter(|m| m.system == PROGRAM).collect();
    let Some(full) = of_program.last() else { return String::new() };
    let mut text = String::new();
    let mut section = |title: &str, head: &str, names: &[String], rows: Vec<(String, &Measurement, &str)>| {
        text.push_str(&format!("\n## {title}\n\n"));
        text.push_str(&table(head, names, &rows));
    };
    let found: Vec<String> = ["average precision".to_owned()]
        .into_iter()
        .chain(LOOKS.iter().map(|looks| format!("incidents at {looks}")))
        .collect();
    let of_list = |list: &str| {
        [format!("{list}: precision"), format!("{list}: incident recall"), format!("{list}: flags a month, clean")]
    };
    let lists: Vec<String> = LISTS.iter().flat_map(|list| of_list(list)).collect();
    let size = ["holders", "charges", "not the holder's", "incidents", "rows that became no charge"].map(str::to_owned);
    let merchants = ["precision", "recall", "F1"].map(|name| format!("merchants: {name}"));
    let by_region = || {
        let groups = std::iter::once("all").chain(full.groups("region "));
        groups.map(|group| (group.to_owned(), *full, group)).collect::<Vec<_>>()
    };
    section("The corpus", "group", &size, by_region());
    section("What is found, by region", "group", &found, by_region());
    section("Bands, by region", "group", &lists, by_region());
    let scenarios: Vec<String> = std::iter::once("incidents".to_owned())
        .chain(found.iter().cloned())
        .chain(["high: incident recall".to_owned(), "listed: incident recall".to_owned()])
        .collect();
    let name = |group: &str| group.trim_start_matches("scenario ").to_owned();
    let groups = full.groups("scenario ").into_iter().map(|group| (name(group), *full, group)).collect();
    section("What is found, by scenario", "scenario", &scenarios, groups);
    let both: Vec<String> = found.iter().chain(&lists).cloned().collect();
    let histories = of_program.iter().map(|m| (m.history(), *m, "all")).collect();
    section("By months of history before the breach", "months", &both, histories);
    section("Merchants told apart, by region", "group", &merchants, by_region());
    let systems = measurements.iter().filter(|m| m.history == full.history);
    let listed: Vec<String> = found.iter().cloned().chain(of_list("listed")).collect();
    section("Beside baselines", "system", &listed, systems.map(|m| (m.system.clone(), m, "all")).collect());
    text.push_str("\n## Is a score what it says?\n\n");
    text.push_str(&calibration(full));
    text
}

/// The system that is measured.
pub(crate) const PROGRAM: &str = "postbreach";

fn table(head: &str, names: &[String], rows: &[(String, &Measurement, &str)]) -> String {
    let mut lines = vec![std::iter::once(head.to_owned()).chain(names.iter().cloned()).collect::<Vec<_>>()];
    for (title, measurement, group) in rows {
        let cells = names.iter().map(|name| measurement.find(group, name).map_or_else(|| "–".to_owned(), shown));
        lines.push(std::iter::once(title.clone()).chain(cells).collect());
    }
    grid(&lines)
}

fn calibration(measurement: &Measurement) -> String {
    let value = |name: &str| measurement.find("calibration", name).map_or(f64::NAN, |figure| figure.value);
    let mut lines = vec![["score", "charges", "mean score", "share not the holder's"].map(str::to_owned).to_vec()];
    for tenth in 0..10 {
        let span = format!("{:.1} to {:.1}", f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let of = |name: &str| value(&format!("{span}: {name}"));
        let number = |value: f64| if value.is_nan() { "–".to_owned() } else { format!("{value:.3}") };
        let share = number(of("share not the holder's"));
        lines.push(vec![span.clone(), format!("{:.0}", of("charges")), number(of("mean score")), share]);
    }
    format!("{}\nBrier score {:.5}, expected calibration error {:.5}.\n", grid(&lines), value("Brier"), value("ECE"))
}

fn shown(figure: &Figure) -> String {
    let counts = ["holders", "charges", "incidents", "not the holder's", "rows that became no charge"];
    if !figure.value.is_finite() {
        return "–".to_owned();
    }
    if counts.contains(&figure.name.as_str()) {
        return format!("{:.0}", figure.value);
    }
    match figure.between {
        Some((low, high)) => format!("{:.3} [{low:.3}, {high:.3}]", figure.value),
        None => format!("{:.3}", figure.value),
    }
}

/// Cells in columns.
pub(crate) fn grid(lines: &[Vec<String>]) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let padded = line.iter().enumerate().map(|(column, cell)| format!("{cell:0$}", width(column)));
        text.push_str(&format!("| {} |\n", padded.collect::<Vec<_>>().join(" | ")));
        if at == 0 {
            let rules: Vec<String> = (0..line.len()).map(|column| "-".repeat(width(column))).collect();
            text.push_str(&format!("| {} |\n", rules.join(" | ")));
        }
    }
    text
}

/// Every figure of every measurement.
pub(crate) fn json(measurements: &[Measurement]) -> Value {
    let each = measurements.iter().flat_map(|measurement| {
        measurement.figures.iter().map(|figure| {
            json!({
                "system": measurement.system,
                "history": measurement.history,
                "group": figure.group,
                "figure": figure.name,
                "value": figure.value.is_finite().then_some(figure.value),
                "low": figure.between.map(|(low, _)| low),
                "high": figure.between.map(|(_, high)| high),
            })
        })
    });
    each.collect()
}
