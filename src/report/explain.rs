//! Everything about one charge.

use serde::Serialize;

use super::Scanned;
use super::calm::summary;
use super::decided;
use super::opening::card_name;
use super::problem;
use super::words;
use crate::case::{Charge, Sighting};
use crate::engine::{Band, Outcome};
use crate::finding::familiar::{Familiar, Recall};
use crate::finding::{Effect, Finding, Standing, explain, outcome};
use crate::location::Problem;
use crate::merchant::Identity;
use crate::messages::{Messages, Value};
use crate::text::for_terminal;
use crate::transaction::Status;

/// Shops that are named beside the charge's own.
const NEAREST: usize = 3;
/// A rule has at least so many clauses to be told of when it nearly fires: one on its own says nothing, and that the
/// charge is no later instalment holds of nearly all.
const TELLING_CLAUSES: usize = 3;

/// Everything about one charge, in words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Explained {
    /// Amount, merchant and day.
    pub phrase: String,
    /// The decision on it.
    pub decided: Option<String>,
    /// Its rows.
    pub rows: Vec<SeenRow>,
    /// Orders that explain it.
    pub orders: Vec<String>,
    /// How its line became a name, a step a line.
    pub steps: Vec<String>,
    /// The name, and the brand family.
    pub keys: String,
    /// Band, or why there is none; of a charge that is not exposed, that it is not.
    pub standing: String,
    /// What each rule says.
    pub rules: Vec<Said>,
    /// What the band owes to rules on which it does not hang.
    pub adds: Option<String>,
    /// Who bills under this line.
    pub notes: Vec<String>,
    /// What to check first.
    pub checks: Vec<String>,
    /// What the merchant was before the breach, and since.
    pub here: Vec<String>,
    /// Shops with a near name.
    pub near_names: Vec<String>,
    /// Shops with a near amount.
    pub near_amounts: Vec<String>,
    /// What the rules looked at.
    pub facts: Vec<String>,
    /// That rows of the files could not be read.
    pub unread: Option<String>,
    /// Whether the breach concerns it.
    pub exposed: bool,
}

/// A row of a file.
#[derive(Debug, Clone, Serialize)]
pub struct SeenRow {
    /// File and line.
    pub place: String,
    /// The line as printed.
    pub raw: String,
    /// Amount, dates, and whether it is pending.
    pub about: String,
    /// Columns that nothing is made of: name and value.
    pub extra: Vec<(String, String)>,
}

/// What one rule says.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The rule's id; those of several that lack the same.
    pub rule: String,
    /// How it came out, in a word.
    pub outcome: String,
    /// What it says.
    pub sentence: String,
    /// What the band owes to it.
    pub effect: Option<String>,
    /// It is among the reasons that a list shows.
    pub shown: bool,
}

/// One charge as text: what the statements say, who bills, what each rule says with the numbers it looked at.
///
/// # Errors
/// `bad-pattern` when a sentence of a claim is wrong.
pub fn render(scanned: Scanned<'_>, charge: &Charge) -> Result<String, Problem> {
    let messages = scanned.messages;
    let explained = Explained::of(scanned, charge)?;
    let card = for_terminal(&card_name(scanned, charge));
    let mut lines = vec![format!("{} · {} · {card}", charge.id, explained.phrase)];
    lines.extend(explained.decided);
    lines.extend([String::new(), messages.text("explain-sightings")]);
    for row in explained.rows {
        lines.push(format!("  {}  \"{}\"  {}", row.place, row.raw, row.about));
        lines.extend(row.extra.iter().map(|(name, value)| format!("      {name}: {value}")));
    }
    lines.extend(explained.orders);
    lines.extend([String::new(), messages.text("explain-merchant")]);
    lines.extend(explained.steps.iter().map(|step| format!("  {step}")));
    lines.extend([format!("  {}", explained.keys), String::new(), explained.standing]);
    if !explained.exposed {
        return Ok(format!("{}\n", lines.join("\n")));
    }
    let mut adds = explained.adds.map(|adds| format!("  {adds}"));
    for said in explained.rules {
        if said.outcome != messages.text("outcome-fires") {
            lines.extend(adds.take());
        }
        lines.push(format!("  [{}] {}: {}", said.outcome, said.rule, said.sentence));
        lines.extend(said.effect.map(|effect| format!("      {effect}")));
    }
    lines.extend(adds);
    lines.extend(explained.notes.iter().map(|note| format!("  = {note}")));
    if !explained.checks.is_empty() {
        lines.extend([String::new(), messages.text("check-first")]);
        lines.extend(explained.checks.iter().map(|check| format!("  □ {check}")));
    }
    lines.extend([String::new(), messages.text("explain-here")]);
    lines.extend(explained.here.iter().map(|line| format!("  {line}")));
    let near = [("explain-near-names", &explained.near_names), ("explain-near-amounts", &explained.near_amounts)];
    for (head, known) in near.into_iter().filter(|(_, known)| !known.is_empty()) {
        lines.extend([String::new(), messages.text(head)]);
        lines.extend(known.iter().map(|line| format!("  {line}")));
    }
    lines.extend([String::new(), messages.text("explain-facts")]);
    lines.extend(explained.facts.iter().map(|fact| format!("  {fact}")));
    lines.extend(explained.unread);
    Ok(format!("{}\n", lines.join("\n")))
}

impl Explained {
    /// Puts the words together.
    ///
    /// # Errors
    /// `bad-pattern` when a sentence of a claim is wrong.
    pub fn of(scanned: Scanned<'_>, charge: &Charge) -> Result<Self, Problem> {
        let Scanned { case, messages, .. } = scanned;
        let with = scanned.explaining();
        let identity = &case.merchants[charge.merchant];
        let name = for_terminal(&explain::merchant(case, charge, messages));
        let family = for_terminal(&identity.family);
        let mut explained = Self {
            phrase: explain::phrase(with, charge),
            decided: decided::sentence(scanned, charge),
            rows: charge.sightings.iter().map(|at| row(scanned, *at)).collect(),
            orders: orders(scanned, charge).collect(),
            steps: steps(scanned, case.strings.get(charge.descriptor), identity),
            keys: messages.with("explain-keys", &[("name", name.into()), ("family", family.into())]),
            ..Self::default()
        };
        explained.recall(scanned, charge);
        let Some(finding) = scanned.findings.list.iter().find(|f| std::ptr::eq(&case.charges[f.charge], charge)) else {
            explained.standing = messages.text("explain-not-exposed");
            return Ok(explained);
        };
        explained.exposed = true;
        explained.standing = standing(scanned, finding);
        let mut silences = Vec::new();
        for (reason, effect) in finding.reasons.iter().zip(&finding.effects) {
            // One clause away is near only where others hold.
            if matches!(reason.outcome, Outcome::Nearly(_)) && scanned.rules[reason.rule].when.len() < TELLING_CLAUSES {
                continue;
            }
            let rule = &scanned.rules[reason.rule].id;
            let sentence = explain::next_sentence(with, finding, reason, &mut silences)?;
            // What is missing is missing for several rules, and said once.
            let same = explained.rules.iter_mut().find(|said| said.sentence == sentence);
            if let Some(said) = same.filter(|_| matches!(reason.outcome, Outcome::CannotTell(_))) {
                said.rule += &format!("{}{rule}", messages.text("list-comma"));
                continue;
            }
            explained.rules.push(Said {
                rule: rule.clone(),
                outcome: messages.text(&format!("outcome-{}", outcome(reason).word())),
                sentence,
                effect: effect.filter(|effect| is_told(finding, *effect)).map(|effect| effect_words(effect, messages)),
                shown: scanned.shows(finding, reason),
            });
        }
        let adds = finding.fires && finding.effects.contains(&Some(Effect::Adds));
        explained.adds = adds.then(|| effect_words(Effect::Adds, messages));
        explained.notes = explain::notes(with, finding);
        explained.checks = explain::checks(with, finding, None)?;
        for (name, value, meaning) in explain::facts(with, finding) {
            let args = [("name", name.into()), ("value", value.into()), ("meaning", meaning.into())];
            explained.facts.push(messages.with("explain-fact", &args));
        }
        let rejected = case.statements.iter().map(|s| s.rejected().count()).sum::<usize>();
        let unread = || problem::sentence(&Problem::new("rows-not-read").with("count", rejected), messages);
        explained.unread = (rejected > 0).then(unread);
        Ok(explained)
    }

    /// What to recognise the charge by: its merchant's history, and shops with a near name or amount.
    fn recall(&mut self, scanned: Scanned<'_>, charge: &Charge) {
        let Scanned { case, messages, currencies, .. } = scanned;
        let recall = Recall::of(case, charge, scanned.merchants, NEAREST);
        let date = |day: chrono::NaiveDate| Value::from(words::date(day, messages));
        let shown = |known: &Familiar| {
            Value::from(currencies.shown(known.median.round_dp(currencies.digits(known.currency)), known.currency))
        };
        let here = recall.here.as_ref().map(|known| {
            let args = [
                ("count", words::count_of(known.charges)),
                ("first", date(known.first)),
                ("last", date(known.last)),
                ("median", shown(known)),
            ];
            messages.with("explain-here-known", &args)
        });
        self.here.push(here.unwrap_or_else(|| messages.text("explain-here-none")));
        let identity = &case.merchants[charge.merchant];
        let since: Vec<&Charge> = scanned
            .findings
            .list
            .iter()
            .map(|finding| &case.charges[finding.charge])
            .filter(|other| other.household == charge.household && other.currency == charge.currency)
            .filter(|other| case.merchants[other.merchant].family == identity.family && !identity.unstated)
            .collect();
        if !since.is_empty() {
            let since = summary(scanned, &since);
            self.here.push(messages.with("explain-here-since", &[("summary", since.into())]));
        }
        let near = |known: &Familiar| {
            let args = [
                ("name", for_terminal(&known.name).into()),
                ("count", words::count_of(known.charges)),
                ("median", shown(known)),
                ("last", date(known.last)),
            ];
            messages.with("explain-near", &args)
        };
        self.near_names = recall.by_name.iter().map(near).collect();
        self.near_amounts = recall.by_amount.iter().map(near).collect();
    }
}

/// One row.
fn row(scanned: Scanned<'_>, at: Sighting) -> SeenRow {
    let Scanned { case, messages, currencies, .. } = scanned;
    let row = case.row(at);
    let date = |id: &str, date: Option<chrono::NaiveDate>| {
        date.map(|date| format!(", {} {}", messages.text(id), words::date(date, messages))).unwrap_or_default()
    };
    let pending = match row.status {
        Status::Pending => format!(", {}", messages.text("remark-pending")),
        Status::Posted | Status::Declined | Status::Reverted | Status::Authorisation => String::new(),
    };
    let text = |sym| for_terminal(case.strings.get(sym));
    SeenRow {
        place: format!("{}:{}", for_terminal(&case.statements[at.statement].file), row.line),
        raw: text(row.descriptor),
        about: format!(
            "{}{}{}{pending}",
            currencies.shown(row.amount, row.currency),
            date("date-transaction", row.transaction_date),
            date("date-posting", row.posting_date),
        ),
        extra: row.extra.iter().map(|(name, value)| (text(*name), text(*value))).collect(),
    }
}

/// Band, or why there is none.
fn standing(scanned: Scanned<'_>, finding: &Finding) -> String {
    let messages = scanned.messages;
    let band = || messages.text(&format!("band-{}", finding.shown_band().unwrap_or(finding.band).word()));
    match finding.standing() {
        Standing::Unusual if finding.fires => messages.with("explain-finding", &[("band", band().into())]),
        Standing::Unusual if finding.named_by.is_some() => messages.text("explain-named"),
        Standing::Unusual => messages.text("explain-asked"),
        Standing::Unclear => messages.text("explain-unclear"),
        Standing::Calmed => messages.text("explain-calmed"),
        Standing::Quiet => messages.text("explain-no-finding"),
        Standing::Decided => messages.text("explain-standing-decided"),
    }
}

/// Whether a reason's own effect is told at it: what adds is told once for all, and where no rule lists the charge there
/// is no weight that could be less.
fn is_told(finding: &Finding, effect: Effect) -> bool {
    match effect {
        Effect::Lists | Effect::Raises(_) | Effect::Lowers(_) => true,
        Effect::Eases => finding.fires,
        Effect::Adds => false,
    }
}

/// What the band owes to a reason.
fn effect_words(effect: Effect, messages: &Messages) -> String {
    let named = |band: Band| [("band", messages.text(&format!("band-{}", band.word())).into())];
    match effect {
        Effect::Lists => messages.text("effect-lists"),
        Effect::Raises(band) => messages.with("effect-raises", &named(band)),
        Effect::Lowers(band) => messages.with("effect-lowers", &named(band)),
        Effect::Adds => messages.text("effect-adds"),
        Effect::Eases => messages.text("effect-eases"),
    }
}

/// The orders that explain a charge, one sentence each.
pub(super) fn orders<'a>(scanned: Scanned<'a>, charge: &'a Charge) -> impl Iterator<Item = String> + 'a {
    let Scanned { case, messages, .. } = scanned;
    case.orders_of(charge).map(move |order| {
        let items: Vec<String> = order.items.iter().map(|item| for_terminal(case.strings.get(*item))).collect();
        let file = &case.statements[order.at.statement].file;
        let place = format!("{}:{}", for_terminal(file), case.row(order.at).line);
        let args = [
            ("date", words::date(order.date, messages).into()),
            ("items", words::count_of(order.items.len())),
            ("text", words::list(&items, messages).into()),
            ("place", place.into()),
        ];
        messages.with("explain-order", &args)
    })
}

/// How a descriptor became its merchant, one line a step.
fn steps(scanned: Scanned<'_>, descriptor: &str, identity: &Identity) -> Vec<String> {
    let mut steps = scanned.merchants.trace(descriptor);
    steps.extend(identity.joined.clone());
    super::what::steps(&steps)
}
