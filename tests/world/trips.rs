//! Away from home: trips with their bookings, and moves for good.

use crate::holder::Holder;
use crate::merchant::Merchant;
use crate::words::Country;

/// What is bought on the way.
const ABROAD: &str = "lunch lunch restaurant restaurant coffee convenience bar fun grocery transit ride clothing bakery pharmacy fuel cash";

/// Events that are laid before everyday spending, which leaves room for them.
pub fn trips(holder: &mut Holder<'_>) {
    let end = holder.window.end;
    for _ in 0..holder.dice.count(f64::from(end) / 365.0 * 1.65) {
        let length = holder.dice.log_within(2.0, 14.0) as i32;
        let from = holder.dice.between(5, end - 5);
        if holder.is_away(from) || holder.is_away(from + length) {
            continue;
        }
        let abroad = holder.dice.chance(0.33);
        let stays = holder.spenders > 1 && holder.dice.chance(0.5);
        holder.away.push((from, from + length, stays));
        trip(holder, from, length, abroad);
    }
}

fn trip(holder: &mut Holder<'_>, from: i32, length: i32, abroad: bool) {
    let (country, city) =
        if abroad { elsewhere(holder) } else { (holder.country, holder.dice.pick(&holder.country.cities).as_str()) };
    let end = holder.window.end;
    let ahead = holder.dice.log_within(10.0, 80.0) as i32;
    if holder.dice.chance(if abroad { 0.9 } else { 0.6 }) && from - ahead >= 0 {
        booking(holder, from - ahead, "hotel", 110.0 * f64::from(length), "booking");
    }
    if holder.dice.chance(if abroad { 0.85 } else { 0.3 }) && from - ahead >= 0 {
        let day = from - ahead + holder.dice.between(0, 4);
        booking(holder, day.min(from), "airline", if abroad { 620.0 } else { 240.0 }, "booking");
    }
    let mut known: Vec<(usize, usize)> = Vec::new();
    for day in from..=(from + length).min(end - 1) {
        for _ in 0..holder.dice.count(1.7 * holder.pace) {
            let name = holder.dice.word(ABROAD);
            let kind = holder.kind(name);
            let old: Vec<usize> = known.iter().filter(|(of, _)| *of == kind).map(|(_, at)| *at).collect();
            let at = if !old.is_empty() && holder.dice.chance(holder.temper.returns) {
                *holder.dice.pick(&old)
            } else if !abroad && holder.dice.chance(0.35) {
                let home = std::mem::replace(&mut holder.city, city);
                let name = holder.words.kinds[kind].name.as_str();
                let at = holder.shop(name, kind, false, true);
                holder.city = home;
                at
            } else {
                let mut merchant = holder.invented(name, country, city, false);
                merchant.kind = kind;
                holder.keep(merchant)
            };
            known.push((kind, at));
            let amount = holder.cost(at);
            holder.charge(day, at, amount, "trip");
        }
    }
    if holder.dice.chance(0.5) && from + length < end {
        let mut merchant = holder.invented("hotel", country, city, false);
        merchant.median = 95.0 * f64::from(length) * merchant.median * holder.wealth;
        let at = holder.keep(merchant);
        let amount = holder.cost(at);
        holder.charge(from + length, at, amount, "trip");
    }
}

/// A foreign country and one of its cities; sometimes one whose people are holders too.
pub fn elsewhere<'w>(holder: &mut Holder<'w>) -> (&'w Country, &'w str) {
    let list: Vec<&Country> =
        holder.words.countries.values().filter(|country| country.code != holder.country.code).collect();
    let country = *holder.dice.pick(&list);
    (country, holder.dice.pick(&country.cities).as_str())
}

fn booking(holder: &mut Holder<'_>, day: i32, kind: &str, dollars: f64, context: &'static str) {
    let list: Vec<_> = holder.words.brands(holder.place, kind).collect();
    let mut merchant = if holder.dice.chance(0.75) {
        let brand = *holder.dice.pick(&list);
        Merchant::brand(&mut holder.dice, holder.country, holder.city, brand)
    } else {
        holder.invented(kind, holder.country, holder.city, true)
    };
    merchant.web = true;
    merchant.sigma = 0.4;
    merchant.median = dollars * holder.wealth;
    let at = holder.keep(merchant);
    let amount = holder.cost(at);
    if day < holder.window.end {
        holder.charge(day, at, amount, context);
        // Two seats of one price.
        if kind == "airline" && holder.dice.chance(0.2) {
            holder.charge(day, at, amount, context);
        }
    }
}

/// Everyday life in one city or, after a move, in two.
pub fn years(holder: &mut Holder<'_>) {
    let end = holder.window.end;
    if holder.dice.chance(f64::from(end) / 365.0 * 0.06) {
        let day = holder.dice.between(30, end - 30);
        holder.live(0, day);
        let before = holder.merchants.len();
        holder.city = holder.dice.pick(&holder.country.cities).as_str();
        for kind in 0..holder.words.kinds.len() {
            let spec = &holder.words.kinds[kind];
            if !spec.web && spec.name != "cash" {
                holder.settle(kind);
            }
        }
        let after = holder.merchants.len();
        let from = holder.charges.len();
        holder.live(day, end);
        for charge in &mut holder.charges[from..] {
            if charge.context.is_empty() && charge.day < day + 90 && (before..after).contains(&charge.merchant) {
                charge.context = "move";
            }
        }
    } else {
        holder.live(0, end);
    }
}
