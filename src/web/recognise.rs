//! Every charge since the breach, by merchant: what is known is known with one tick, and the rest is judged anew.

use chrono::NaiveDate;
use foldhash::HashMap;
use minijinja::context;
use rust_decimal::Decimal;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::decide::reach;
use super::room::Room;
use crate::finding::{Finding, explain};
use crate::location::Problem;
use crate::report::Scanned;
use crate::report::words::{among_equals, date, sums};
use crate::text::nfkc;

/// The most lines as printed of one merchant.
const RAWS: usize = 3;

/// One merchant with its charges since the breach.
#[derive(Serialize)]
struct Shop {
    /// An open charge, else the newest.
    id: String,
    name: String,
    /// What tells it from shops of the same name, aloud.
    among: String,
    raws: Vec<String>,
    charges: usize,
    open: usize,
    sum: String,
    last: String,
    /// Each charge: id, date, amount, line, and whether it is decided.
    rows: Vec<Row>,
    /// What tells its open charges from others.
    sure: String,
    /// It is among those to look at.
    listed: bool,
    /// Where the list goes on once it is decided: the id of the shop below it.
    next: String,
}

#[derive(Serialize)]
struct Row {
    id: String,
    date: String,
    amount: String,
    raw: String,
    /// What tells it from charges of the same day and amount, aloud.
    among: String,
    decided: bool,
    listed: bool,
}

pub(super) fn show(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    let scanned = room.scanned()?;
    if scanned.breaches.is_empty() {
        return Ok(Reply::Go("/breach".to_owned()));
    }
    let sought = asked.one("q").map(|text| nfkc(text).to_lowercase());
    let mut shops = by_merchant(scanned);
    let total = shops.len();
    let done = shops.iter().filter(|shop| shop.iter().all(|finding| finding.decided)).count();
    if let Some(sought) = &sought {
        shops.retain(|shop| shop.iter().any(|finding| mentions(scanned, finding, sought)));
    }
    let open_first = |shop: &Vec<&Finding>| shop.iter().all(|finding| finding.decided);
    shops.sort_by_cached_key(|shop| {
        let (weight, newest) = weight(scanned, shop);
        (open_first(shop), std::cmp::Reverse(weight), std::cmp::Reverse(newest))
    });
    let found = shops.len();
    let from = asked.one("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(found);
    let most = room.bounds.shows.shops;
    let mut shops: Vec<Shop> = shops.iter().skip(from).take(most).map(|shop| self::shop(scanned, shop)).collect();
    let names: Vec<String> = shops.iter().map(|shop| shop.name.clone()).collect();
    let following: Vec<String> = shops.iter().skip(1).map(|shop| shop.id.clone()).chain([String::new()]).collect();
    for ((shop, among), next) in shops.iter_mut().zip(among_equals(&names, scanned.messages)).zip(following) {
        (shop.among, shop.next) = (among, next);
    }
    let next = (from + most < found).then_some(from + most);
    let little = room.little_history()?;
    let q = asked.one("q");
    Ok(Reply::Page("recognise.html", context! { shops, total, done, found, next, little, q, from }))
}

/// The findings of each merchant; a line that does not say the shop stands alone.
fn by_merchant(scanned: Scanned<'_>) -> Vec<Vec<&Finding>> {
    let case = scanned.case;
    let mut places: HashMap<&str, usize> = HashMap::default();
    let mut shops: Vec<Vec<&Finding>> = Vec::new();
    for finding in &scanned.findings.list {
        let identity = &case.merchants[case.charges[finding.charge].merchant];
        if identity.unstated {
            shops.push(vec![finding]);
            continue;
        }
        let at = *places.entry(identity.family.as_str()).or_insert(shops.len());
        match shops.get_mut(at) {
            Some(shop) => shop.push(finding),
            None => shops.push(vec![finding]),
        }
    }
    for shop in &mut shops {
        shop.sort_by_key(|finding| std::cmp::Reverse(case.charges[finding.charge].date));
    }
    shops
}

/// What is open at a merchant, in small purchases of each currency, and its newest day.
fn weight(scanned: Scanned<'_>, shop: &[&Finding]) -> (Decimal, Option<NaiveDate>) {
    let charges = || shop.iter().map(|finding| &scanned.case.charges[finding.charge]);
    let unit = |charge: &crate::case::Charge| scanned.currencies.small_unit(charge.currency);
    let weight = charges().filter_map(|charge| charge.amount.checked_div(unit(charge))).sum();
    (weight, charges().map(|charge| charge.date).max())
}

fn mentions(scanned: Scanned<'_>, finding: &Finding, sought: &str) -> bool {
    let charge = &scanned.case.charges[finding.charge];
    let name = &scanned.case.merchants[charge.merchant].name;
    let amount = scanned.currencies.shown(charge.amount, charge.currency);
    [scanned.case.strings.get(charge.descriptor), name, &amount, &charge.id]
        .into_iter()
        .any(|text| nfkc(text).to_lowercase().contains(sought))
}

fn shop(scanned: Scanned<'_>, shop: &[&Finding]) -> Shop {
    let Scanned { case, messages, currencies, .. } = scanned;
    let charges = || shop.iter().map(|finding| &case.charges[finding.charge]);
    let mut raws: Vec<String> = Vec::new();
    for raw in charges().map(|charge| case.strings.get(charge.descriptor)) {
        if raws.len() < RAWS && !raws.iter().any(|known| known == raw) {
            raws.push(raw.to_owned());
        }
    }
    let first_open = shop.iter().find(|finding| !finding.decided).or(shop.first());
    let name = charges().next().map(|charge| explain::merchant(case, charge, messages)).unwrap_or_default();
    let alike: Vec<_> = charges().map(|charge| (charge.date, charge.amount, charge.currency)).collect();
    let row = |(finding, among): (&&Finding, String)| {
        let charge = &case.charges[finding.charge];
        Row {
            id: charge.id.clone(),
            date: date(charge.date, messages),
            amount: currencies.shown(charge.amount, charge.currency),
            raw: case.strings.get(charge.descriptor).to_owned(),
            among,
            decided: finding.decided,
            listed: finding.flagged,
        }
    };
    raws.retain(|raw| *raw != name);
    Shop {
        id: first_open.map(|finding| case.charges[finding.charge].id.clone()).unwrap_or_default(),
        raws,
        name,
        among: String::new(),
        charges: shop.len(),
        open: shop.iter().filter(|finding| !finding.decided).count(),
        sum: sums(charges().map(|charge| (charge.currency, charge.amount)), currencies, messages),
        last: charges().map(|charge| charge.date).max().map(|day| date(day, messages)).unwrap_or_default(),
        rows: shop.iter().zip(among_equals(&alike, messages)).map(row).collect(),
        sure: reach(case, &open_of(shop)),
        listed: shop.iter().any(|finding| finding.flagged),
        next: String::new(),
    }
}

/// The charges that one tick decides: indices into the case's, in their order.
fn open_of(shop: &[&Finding]) -> Vec<usize> {
    let mut open: Vec<usize> = shop.iter().filter(|finding| !finding.decided).map(|finding| finding.charge).collect();
    open.sort_unstable();
    open
}
