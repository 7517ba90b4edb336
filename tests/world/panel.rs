//! The holders of corpora with what the program said of their exposed charges: all that figures are made of.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use postbreach::engine::{Band, Engine, Outcome, Reason};
use postbreach::facts::{Column, Facts};
use postbreach::transaction::Kind;

use super::bound::Bound;
use super::corpus::{self, Batch, Desk, Failure};

/// The names of measured groups, in order of the first sight of each.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl Names {
    /// The numbers in order of name.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.0.len()).collect();
        order.sort_by_key(|at| &self.0[*at]);
        order
    }

    fn number(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

/// One exposed charge.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) score: f64,
    /// Of a finding; a charge for which no rule of role finding fires has none.
    pub(crate) band: Option<Band>,
    /// Listed at the level "careful".
    pub(crate) listed: bool,
    /// Calendar month, counted from year 0.
    month: i32,
    /// Index into [`Holder::incidents`], for a charge that the holder did not make.
    pub(crate) incident: Option<usize>,
    pub(crate) exact_new: bool,
    pub(crate) family_new: bool,
    /// Share of the holder's earlier amounts that are smaller; 0 without history.
    pub(crate) share_below: f64,
    /// Ids of [`Features`] that hold.
    pub(crate) features: Box<[u16]>,
}

/// Charges that the holder did not make and that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Incident {
    name: String,
    /// Index into [`Panel::scenarios`].
    pub(crate) scenario: usize,
    /// The best place that one of its charges has in the list of its calendar month, from 0; none when no row of it
    /// became a charge.
    pub(crate) place: Option<usize>,
    /// Whether one of its charges is high, medium, listed.
    pub(crate) found: [bool; 3],
}

/// B-cubed sums over the charges of a holder.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cubed {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) charges: f64,
}

/// One holder.
#[derive(Debug, Clone)]
pub(crate) struct Holder {
    /// The seed of the world, and the household.
    pub(crate) name: String,
    /// Index into [`Panel::regions`].
    pub(crate) region: usize,
    /// Exposed charges, in the order in which the program lists them.
    pub(crate) rows: Vec<Row>,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) cubed: Cubed,
    /// Rows that the holder did not make and that became no charge, such as those of zero.
    pub(crate) lost: usize,
}

impl Holder {
    pub(crate) fn is_clean(&self) -> bool {
        self.incidents.is_empty()
    }

    /// Fills what incidents owe to the order and bands of the rows.
    fn place_incidents(&mut self) {
        let mut months: BTreeMap<i32, usize> = BTreeMap::new();
        for incident in &mut self.incidents {
            (incident.place, incident.found) = (None, [false; 3]);
        }
        for row in &self.rows {
            let place = months.entry(row.month).or_default();
            if let Some(incident) = row.incident.map(|at| &mut self.incidents[at]) {
                incident.place = Some(incident.place.unwrap_or(usize::MAX).min(*place));
                for (found, is) in incident.found.iter_mut().zip(row.bands()) {
                    *found |= is;
                }
            }
            *place += 1;
        }
    }
}

impl Row {
    /// Whether the charge is high, medium, listed.
    pub(crate) fn bands(&self) -> [bool; 3] {
        [self.band == Some(Band::High), self.band == Some(Band::Medium), self.listed]
    }
}

/// What a fit may weigh, by places among the engine's rules and contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// The rule fires.
    Rule(usize),
    /// This `unless` of its own silences the rule.
    Unless(usize, usize),
    /// The context silences rules.
    Context(usize),
}

/// Everything that a fit may weigh.
pub(crate) struct Features<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) list: Vec<Feature>,
}

impl<'a> Features<'a> {
    pub(crate) fn of(engine: &'a Engine) -> Self {
        let mut list: Vec<_> = (0..engine.rules().len()).map(Feature::Rule).collect();
        for (at, rule) in engine.rules().iter().enumerate() {
            let own = rule.unless.iter().filter(|unless| unless.context.is_none()).count();
            list.extend((0..own).map(|unless| Feature::Unless(at, unless)));
        }
        list.extend((0..engine.contexts().len()).map(Feature::Context));
        Self { engine, list }
    }

    pub(crate) fn name(&self, feature: usize) -> String {
        match self.list[feature] {
            Feature::Rule(rule) => self.engine.rules()[rule].id.clone(),
            Feature::Unless(rule, unless) => format!("{}/{unless}", self.engine.rules()[rule].id),
            Feature::Context(context) => format!("({})", self.engine.contexts()[context].id),
        }
    }

    /// What the weight of a feature may be.
    pub(crate) fn bound(&self, feature: usize) -> Bound {
        match self.list[feature] {
            Feature::Rule(rule) => Bound::Guess(self.engine.rules()[rule].weight),
            Feature::Unless(rule, _) => Bound::Quieter(rule),
            Feature::Context(_) => Bound::Calming,
        }
    }

    fn of_reason(&self, reason: &Reason) -> Option<Feature> {
        match reason.outcome {
            Outcome::Fires => Some(Feature::Rule(reason.rule)),
            Outcome::Silenced(at) => match &self.engine.rules()[reason.rule].unless[at].context {
                None => Some(Feature::Unless(reason.rule, at)),
                Some(id) => self.engine.contexts().iter().position(|c| c.id == *id).map(Feature::Context),
            },
            Outcome::CannotTell(_) | Outcome::Nearly(_) => None,
        }
    }

    /// On how many charges each feature holds, and how many of these the holder did not make.
    pub(crate) fn counts(&self, panel: &Panel) -> Vec<(u64, u64)> {
        let mut counts = vec![(0, 0); self.list.len()];
        for row in panel.holders.iter().flat_map(|holder| &holder.rows) {
            for feature in &row.features {
                let count = &mut counts[usize::from(*feature)];
                *count = (count.0 + 1, count.1 + u64::from(row.incident.is_some()));
            }
        }
        counts
    }

    fn of_reasons(&self, reasons: &[Reason]) -> Box<[u16]> {
        let place = |feature| self.list.iter().position(|known| *known == feature);
        let held = reasons.iter().filter_map(|reason| place(self.of_reason(reason)?));
        let mut held: Vec<u16> = held.map(|at| u16::try_from(at).expect("few features")).collect();
        held.sort_unstable();
        held.dedup();
        held.into()
    }
}

/// All holders.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    pub(crate) holders: Vec<Holder>,
    pub(crate) regions: Names,
    pub(crate) scenarios: Names,
    /// How long holders are watched after the breach, in months.
    pub(crate) months: f64,
}

impl Panel {
    /// Reads corpora; `months` says how many months of history a household keeps.
    pub(crate) fn read(
        folders: &[impl AsRef<Path>],
        desk: &Desk,
        months: &dyn Fn(&str) -> Option<u32>,
    ) -> Result<Self, Failure> {
        let mut panel = Self { holders: vec![], regions: Names::default(), scenarios: Names::default(), months: 0.0 };
        let features = Features::of(&desk.engine);
        for folder in folders {
            let world = corpus::about(folder.as_ref())?["seed"].to_string();
            corpus::read(folder.as_ref(), desk, months, &mut |batch| panel.add(&batch, &features, &world))?;
        }
        Ok(panel)
    }

    fn add(&mut self, batch: &Batch, features: &Features<'_>, world: &str) -> Result<(), Failure> {
        let case = &batch.case;
        let mut place: HashMap<&str, usize> = HashMap::new();
        for truth in &batch.truth {
            let at = *place.entry(truth.household.as_str()).or_insert_with(|| {
                self.holders.push(Holder {
                    name: format!("{world} {}", truth.household),
                    region: self.regions.number(&truth.region),
                    rows: Vec::new(),
                    incidents: Vec::new(),
                    cubed: Cubed::default(),
                    lost: 0,
                });
                self.holders.len() - 1
            });
            let holder = &mut self.holders[at];
            if truth.label == 1 {
                holder.lost += 1;
                if !holder.incidents.iter().any(|known| known.name == truth.incident) {
                    let scenario = self.scenarios.number(&truth.scenario);
                    let name = truth.incident.clone();
                    holder.incidents.push(Incident { name, scenario, place: None, found: [false; 3] });
                }
            }
        }
        let households: Vec<Option<usize>> =
            case.households.iter().map(|household| place.get(household.name.as_str()).copied()).collect();
        let mut fact_rows = vec![0; case.charges.len()];
        for (row, charge) in batch.facts.exposed.iter().enumerate() {
            fact_rows[*charge] = row;
        }
        let breach = batch.breach;
        for finding in &batch.findings.list {
            let (charge, truth) = (&case.charges[finding.charge], batch.truth(finding.charge));
            let holder = &mut self.holders[households[charge.household].ok_or("a household without truth")?];
            let incident = if truth.label == 1 {
                holder.lost = holder.lost.saturating_sub(charge.sightings.len());
                holder.incidents.iter().position(|known| known.name == truth.incident)
            } else {
                None
            };
            let row = fact_rows[finding.charge];
            holder.rows.push(Row {
                score: finding.score,
                band: finding.fires.then_some(finding.band),
                listed: finding.flagged,
                month: charge.date.year() * 12 + i32::try_from(charge.date.month0())?,
                incident,
                exact_new: is_false(&batch.facts, "exact_seen_before", row),
                family_new: is_false(&batch.facts, "family_seen_before", row),
                share_below: share(&batch.facts, "amount_pct_before", row),
                features: features.of_reasons(&finding.reasons),
            });
            self.months = self.months.max(months_between(breach, charge.date));
        }
        for at in place.into_values() {
            self.holders[at].place_incidents();
        }
        self.add_clusters(batch, &households);
        Ok(())
    }

    /// Compares merchants as the program tells them apart with those of the truth, inside each holder.
    fn add_clusters(&mut self, batch: &Batch, households: &[Option<usize>]) {
        for charges in batch.case.charges.chunk_by(|a, b| a.household == b.household) {
            let Some(holder) = households[charges[0].household] else { continue };
            let start = batch.case.charges.partition_point(|charge| charge.household < charges[0].household);
            let mut both: BTreeMap<(&str, &str), f64> = BTreeMap::new();
            let (mut ours, mut true_ones): (HashMap<&str, f64>, HashMap<&str, f64>) = Default::default();
            for (at, charge) in (start..).zip(charges) {
                let merchant = batch.truth(at).merchant.as_str();
                if merchant.is_empty() || !matches!(charge.kind, Kind::Purchase | Kind::CashAdvance) {
                    continue;
                }
                let family = batch.case.merchants[charge.merchant].family.as_str();
                *both.entry((family, merchant)).or_default() += 1.0;
                *ours.entry(family).or_default() += 1.0;
                *true_ones.entry(merchant).or_default() += 1.0;
            }
            let cubed = &mut self.holders[holder].cubed;
            for ((family, merchant), count) in &both {
                cubed.precision += count * count / ours[family];
                cubed.recall += count * count / true_ones[merchant];
                cubed.charges += count;
            }
        }
    }

    /// The same charges, judged otherwise: by a score, listed from a cut on; equal scores stay in order of time.
    pub(crate) fn judged_by(&self, score: impl Fn(&Row) -> f64, cut: f64) -> Self {
        let mut panel = self.clone();
        for holder in &mut panel.holders {
            for row in &mut holder.rows {
                row.score = score(row);
                row.listed = row.score > cut;
                row.band = row.listed.then_some(Band::Medium);
            }
            holder.rows.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.month.cmp(&b.month)));
            holder.place_incidents();
        }
        panel
    }
}

fn months_between(from: NaiveDate, to: NaiveDate) -> f64 {
    const DAYS_A_MONTH: f64 = 30.4375;
    ((to - from).num_days() + 1) as f64 / DAYS_A_MONTH
}

fn is_false(facts: &Facts, name: &str, row: usize) -> bool {
    matches!(facts.column(name), Some(Column::Bool(cells)) if cells[row] == Some(false))
}

fn share(facts: &Facts, name: &str, row: usize) -> f64 {
    match facts.column(name) {
        Some(Column::Float(cells)) => cells[row].unwrap_or_default(),
        _ => 0.0,
    }
}
