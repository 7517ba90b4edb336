//! Writes a world: charges, what each of them truly is, and what the world is made of.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use chrono::{Datelike, Days, NaiveDate};
use clap::Args;

use crate::dice::Dice;
use crate::holder::Holder;
use crate::issuer::Printed;
use crate::temper::{Temper, Window};
use crate::words::Words;
use crate::{contexts, scenarios, streams, trips};

/// What a world is made from.
#[derive(Args, Clone)]
pub struct Make {
    /// The world's seed; the same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many cardholders
    #[arg(long, default_value_t = 1000)]
    pub holders: u64,
    /// Folder that receives charges.csv, truth.csv, about.json
    #[arg(long)]
    pub out: PathBuf,
    /// Months of history before the breach
    #[arg(long, default_value_t = 15)]
    pub months_before: u32,
    /// Months after the breach
    #[arg(long, default_value_t = 6)]
    pub months_after: u32,
    /// Share of holders that nothing happens to
    #[arg(long, default_value_t = 0.55)]
    pub clean_share: f64,
}

/// One world: its lists and its days.
pub struct World {
    words: Words,
    seed: u64,
    clean: f64,
    window: Window,
    temper: Temper,
    days: Vec<(String, u32, u32)>,
    pub breach: NaiveDate,
}

/// What is written of one holder.
pub struct Page {
    pub region: String,
    /// Charges and truth, one text each per row; the truth lacks its line number.
    pub rows: Vec<(String, String)>,
    pub after: usize,
    pub labelled: usize,
}

const PLACES: [(&str, f64); 7] =
    [("JP", 0.305), ("US", 0.31), ("GB", 0.165), ("DE", 0.075), ("FR", 0.06), ("ES", 0.04), ("NL", 0.045)];

impl World {
    /// The world of some arguments.
    pub fn new(make: &Make) -> Self {
        let mut dice = Dice::new(make.seed, u64::MAX);
        // Mostly the end of a year, with its gifts, follows the breach.
        let year = dice.between(2021, 2025);
        let day = if dice.chance(0.75) { dice.between(140, 300) } else { dice.between(1, 365) };
        let breach = NaiveDate::from_yo_opt(year, day.unsigned_abs()).expect("a day of the year");
        let before = i32::try_from(make.months_before * 61 / 2).expect("months are few");
        let end = before + i32::try_from(make.months_after * 61 / 2).expect("months are few");
        let first = breach - Days::new(u64::from(before.unsigned_abs()));
        let window = Window {
            breach: before,
            end,
            weekday: first.weekday().num_days_from_monday() as i32,
            yearday: first.ordinal0() as i32,
        };
        let days =
            first.iter_days().take(end as usize + 40).map(|day| (day.to_string(), day.month(), day.day())).collect();
        Self {
            words: Words::new(),
            seed: make.seed,
            clean: make.clean_share,
            window,
            temper: Temper::new(&mut dice),
            days,
            breach,
        }
    }

    /// The years of one holder; they depend on the seed and the number alone.
    pub fn holder(&self, number: u64) -> Page {
        let mut dice = Dice::new(self.seed, number);
        // Steps of the golden ratio deal the places evenly to neighbours.
        let mut rest = (number as f64 * 0.618_033_988_749_895 + 0.37).fract();
        let part = |(_, share): &&(&str, f64)| {
            rest -= share;
            rest < 0.0
        };
        let place = PLACES.iter().find(part).unwrap_or(&PLACES[0]).0;
        let clean = dice.chance(self.clean);
        let mut holder = Holder::new(&self.words, dice, place, self.window, self.temper);
        trips::trips(&mut holder);
        trips::years(&mut holder);
        streams::put(&mut holder);
        contexts::events(&mut holder);
        if !clean {
            for _ in 0..1 + usize::from(holder.dice.chance(0.08)) {
                scenarios::strike(&mut holder);
            }
        }
        streams::foreign_fees(&mut holder);
        self.page(number, holder)
    }

    fn page(&self, number: u64, mut holder: Holder<'_>) -> Page {
        let kinds = holder.dice.chance(0.4);
        let posted = holder.dice.chance(0.65);
        let codes = holder.dice.chance(0.4);
        let money = holder.dice.chance(0.5);
        let zero = holder.country.currency == "JPY";
        let mut charges = std::mem::take(&mut holder.charges);
        charges.sort_by_key(|charge| (charge.day, charge.order));
        let region = holder.country.region.as_str();
        let mut rows = Vec::with_capacity(charges.len());
        let (mut after, mut labelled) = (0, 0);
        // Siblings and brands met in two kinds share a name, and so the day it was first met.
        let mut first = BTreeMap::new();
        for charge in &charges {
            let id = holder.merchants[charge.merchant].id.as_str();
            first.entry(id.to_owned()).or_insert(charge.day);
        }
        for charge in &charges {
            let at = charge.merchant;
            let branch = charge.branch.min(holder.merchants[at].branches.len() - 1);
            let text = match &charge.text {
                Some(text) => text.clone(),
                None => holder.merchants[at].spell(&mut holder.dice, charge.day, branch),
            };
            let merchant = &holder.merchants[at];
            let abroad = merchant.country.currency != holder.country.currency;
            let unit = if zero { 1.0 } else { 100.0 };
            let there = abroad.then(|| {
                // Rates of exchange sway over the months.
                let sway = 1.0 + 0.05 * (f64::from(charge.day) / 47.0).sin();
                let rate = holder.country.rate / merchant.country.rate * sway;
                let value = charge.amount as f64 / unit / rate;
                let text = if merchant.country.rate > 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
                (text, merchant.country.currency.as_str(), rate)
            });
            let (_, month, day) = self.days[charge.day as usize];
            let descriptor = if charge.text.is_some() {
                text
            } else {
                holder.issuers[charge.card].write(
                    &mut holder.dice,
                    &Printed {
                        text: &text,
                        city: merchant.branches[branch].city,
                        code: &merchant.country.code,
                        two: &merchant.country.two,
                        date: (month, day),
                        web: merchant.web,
                        foreign: there.as_ref().map(|(text, currency, rate)| (text.as_str(), *currency, *rate)),
                    },
                )
            };
            let amount = if zero {
                charge.amount.to_string()
            } else {
                let sign = if charge.amount < 0 { "-" } else { "" };
                format!("{sign}{}.{:02}", charge.amount.abs() / 100, charge.amount.abs() % 100)
            };
            let posting =
                if posted { self.days[charge.posted.min(self.days.len() as i32 - 1) as usize].0.as_str() } else { "" };
            let (foreign, currency) = match &there {
                Some((text, currency, _)) if money => (text.as_str(), *currency),
                _ => ("", ""),
            };
            let row = format!(
                "H{number:06},H{number:06}-{},{},{posting},{},{amount},{},{},{foreign},{currency},{}\n",
                charge.card + 1,
                self.days[charge.day as usize].0,
                cell(&descriptor),
                holder.country.currency,
                if kinds { charge.kind } else { "" },
                if codes && charge.text.is_none() { merchant.country.two.as_str() } else { "" },
            );
            let label = charge.incident > 0;
            let late = charge.day >= self.window.breach;
            let new = first[&merchant.id] >= self.window.breach;
            let context = match charge.context {
                _ if label => "",
                "" if late && new => "new-local",
                "" if holder.spenders > 1 && charge.card > 0 => "second-spender",
                other => other,
            };
            after += usize::from(late);
            labelled += usize::from(label);
            let incident = if label { format!("H{number:06}-{}", charge.incident) } else { String::new() };
            let truth = format!(
                "H{number:06},{region},{},{},{incident},{},{context}\n",
                cell(&merchant.id),
                u8::from(label),
                charge.scenario
            );
            rows.push((row, truth));
        }
        Page { region: region.to_owned(), rows, after, labelled }
    }
}

/// A cell as CSV writes it.
fn cell(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")).into() } else { text.into() }
}

/// How much a world holds.
#[derive(Default)]
pub struct Count {
    pub charges: u64,
    pub after: usize,
    pub labelled: usize,
    pub regions: BTreeMap<String, u64>,
}

impl World {
    /// Writes charges and truth of the first holders, one holder at a time.
    pub fn write(&self, holders: u64, mut charges: impl Write, mut truth: impl Write) -> io::Result<Count> {
        writeln!(
            charges,
            "household,card,transaction_date,posting_date,descriptor,amount,currency,kind,foreign_amount,foreign_currency,country"
        )?;
        writeln!(truth, "line,household,region,merchant,label,incident,scenario,context")?;
        let mut count = Count::default();
        for number in 1..=holders {
            let page = self.holder(number);
            for (row, what) in &page.rows {
                charges.write_all(row.as_bytes())?;
                write!(truth, "{},{what}", count.charges + 2)?;
                count.charges += 1;
            }
            count.after += page.after;
            count.labelled += page.labelled;
            *count.regions.entry(page.region).or_default() += 1;
        }
        charges.flush()?;
        truth.flush()?;
        Ok(count)
    }
}

/// Writes the three files.
pub fn run(make: &Make) -> io::Result<()> {
    fs::create_dir_all(&make.out)?;
    let world = World::new(make);
    let file = |name: &str| File::create(make.out.join(name)).map(BufWriter::new);
    let count = world.write(make.holders, file("charges.csv")?, file("truth.csv")?)?;
    let regions: BTreeMap<_, _> =
        count.regions.iter().map(|(region, holders)| (region, *holders as f64 / make.holders as f64)).collect();
    let about = serde_json::json!({
        "seed": make.seed,
        "holders": make.holders,
        "breach": world.breach.to_string(),
        "months_before": make.months_before,
        "months_after": make.months_after,
        "regions": regions,
        "charges": count.charges,
        "charges_after_breach": count.after,
        "unauthorised": count.labelled,
        "prevalence": count.labelled as f64 / count.after.max(1) as f64,
    });
    fs::write(make.out.join("about.json"), format!("{about:#}\n"))
}
