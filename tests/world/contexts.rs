//! Honest years are not even: trips, moves, projects, seasons, one-offs.

use crate::dice::Dice;
use crate::holder::Holder;
use crate::merchant::Merchant;
use crate::words::{Country, Ending};

/// Events that are laid before everyday spending, which leaves room for them.
pub fn trips(holder: &mut Holder<'_>) {
    let end = holder.window.end;
    for _ in 0..holder.dice.count(f64::from(end) / 365.0 * 1.5) {
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
    let kinds = [
        "lunch",
        "restaurant",
        "coffee",
        "convenience",
        "bar",
        "fun",
        "grocery",
        "transit",
        "ride",
        "clothing",
        "bakery",
        "pharmacy",
        "fuel",
        "cash",
    ];
    let mut known: Vec<(usize, usize)> = Vec::new();
    for day in from..=(from + length).min(end - 1) {
        for _ in 0..holder.dice.count(1.7 * holder.pace) {
            let name = *holder.dice.pick(&kinds);
            let kind = holder.kind(name);
            let old: Vec<usize> = known.iter().filter(|(of, _)| *of == kind).map(|(_, at)| *at).collect();
            let at = if !old.is_empty() && holder.dice.chance(0.3) {
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
    }
}

/// A new invented merchant's charge of about so many dollars.
fn once(
    holder: &mut Holder<'_>,
    day: i32,
    kind: &str,
    dollars: f64,
    sigma: f64,
    ending: Ending,
    web: bool,
    context: &'static str,
) -> usize {
    let merchant = holder.invented(kind, holder.country, holder.city, web);
    let at = holder.keep(merchant);
    let dollars = holder.dice.spread(dollars * holder.wealth, sigma);
    let amount = holder.price(dollars, ending);
    if day < holder.window.end {
        holder.charge(day, at, amount, context);
    }
    at
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

/// How many times an event of so many a year happens, and its days.
fn days(dice: &mut Dice, end: i32, yearly: f64) -> Vec<i32> {
    (0..dice.count(f64::from(end) / 365.0 * yearly)).map(|_| dice.between(0, end - 1)).collect()
}

/// Events that stand beside everyday spending.
pub fn events(holder: &mut Holder<'_>) {
    let end = holder.window.end;
    for day in days(&mut holder.dice, end, 0.38) {
        project(holder, day);
    }
    for day in days(&mut holder.dice, end, 3.3) {
        let (kind, web) = *holder.dice.pick(&[
            ("electronics", true),
            ("home", false),
            ("health", false),
            ("luxury", false),
            ("tickets", true),
            ("webshop", true),
            ("clothing", false),
            ("airline", true),
            ("hobby", false),
            ("crypto", true),
            ("pets", false),
            ("renovation", false),
        ]);
        once(holder, day, kind, 420.0, 0.6, Ending::Shelf, web, "large-one-off");
    }
    for day in days(&mut holder.dice, end, 1.5) {
        let (country, city) = elsewhere(holder);
        let kind = *holder.dice.pick(&["webshop", "digital", "clothing", "electronics", "books", "membership"]);
        let mut merchant = holder.invented(kind, country, city, true);
        merchant.median = 48.0 * merchant.median;
        merchant.sigma = 0.7;
        let at = holder.keep(merchant);
        let amount = holder.cost(at);
        holder.charge(day, at, amount, "foreign-web-shop");
    }
    for day in days(&mut holder.dice, end, 2.2) {
        sibling(holder, day);
    }
    for day in days(&mut holder.dice, end, 3.0) {
        splurge(holder, day);
    }
    season(holder);
    if holder.dice.chance(0.40) {
        rename(holder);
    }
    for day in days(&mut holder.dice, end, 0.35) {
        hobby(holder, day);
    }
    if holder.dice.chance(0.09) {
        games(holder);
    }
    if holder.dice.chance(0.05) {
        ads(holder);
    }
    for day in days(&mut holder.dice, end, 0.5) {
        let dollars = *holder.dice.pick(&[0.5, 1.0, 1.0, 2.0, 3.0, 5.0]);
        once(holder, day, "donation", dollars, 0.05, Ending::Fare, true, "donation");
    }
    for day in days(&mut holder.dice, end, 0.5) {
        gifts(holder, day, "gift-card");
    }
}

fn project(holder: &mut Holder<'_>, day: i32) {
    let kind = *holder.dice.pick(&["renovation", "wedding", "baby"]);
    let weeks = holder.dice.between(2, 8);
    for _ in 0..holder.dice.between(3, 9) {
        let later = day + holder.dice.between(0, weeks * 7);
        let at = once(holder, later, kind, 340.0, 0.8, Ending::Shelf, false, "project");
        if holder.dice.chance(0.3) && later + 9 < holder.window.end {
            let dollars = holder.dice.spread(260.0, 0.7);
            let amount = holder.price(dollars, Ending::Shelf);
            let later = later + holder.dice.between(1, 9);
            holder.charge(later, at, amount, "project");
        }
    }
}

fn sibling(holder: &mut Holder<'_>, day: i32) {
    let known: Vec<String> = holder.merchants.iter().filter(|m| m.first < day).map(|m| m.id.clone()).collect();
    let list: Vec<_> = holder.words.brands(holder.place, "sibling").filter(|brand| known.contains(&brand.id)).collect();
    if list.is_empty() {
        return;
    }
    let brand = *holder.dice.pick(&list);
    let mut merchant = Merchant::brand(&mut holder.dice, holder.country, holder.city, brand);
    merchant.web = true;
    let at = holder.keep(merchant);
    let dollars = holder.dice.spread(12.0, 0.5);
    let amount = holder.price(dollars, Ending::Shelf);
    holder.charge(day, at, amount, "sibling");
}

fn splurge(holder: &mut Holder<'_>, day: i32) {
    let kinds = [
        "marketplace",
        "clothing",
        "grocery",
        "restaurant",
        "home",
        "electronics",
        "webshop",
        "pharmacy",
        "beauty",
        "books",
    ];
    let name = *holder.dice.pick(&kinds);
    let kind = holder.kind(name);
    let Some((at, _)) = holder.favourites[kind].first().copied() else { return };
    let dear = holder.dice.log_within(3.5, 12.0);
    let amount = (holder.cost(at) as f64 * dear) as i64;
    holder.charge(day, at, amount, "splurge");
}

/// The weeks before the end of the year: gifts, and cards for gifts.
fn season(holder: &mut Holder<'_>) {
    for day in 0..holder.window.end {
        if !(318..357).contains(&holder.window.yearday(day)) {
            continue;
        }
        if holder.dice.chance(0.085) {
            let kind = *holder.dice.pick(&[
                "webshop",
                "webshop",
                "clothing",
                "books",
                "electronics",
                "beauty",
                "baby",
                "luxury",
                "bakery",
            ]);
            let web = holder.dice.chance(0.6);
            once(holder, day, kind, 46.0, 0.6, Ending::Shelf, web, "gift-season");
        }
        if holder.dice.chance(0.012) {
            gifts(holder, day, "gift-season");
        }
    }
}

/// Gift cards that the holder does buy: of a round value, one or several.
fn gifts(holder: &mut Holder<'_>, day: i32, context: &'static str) {
    let kind = holder.kind("giftcard");
    let branded = holder.dice.chance(0.6);
    let at = holder.shop("giftcard", kind, true, branded);
    for _ in 0..1 + holder.dice.count(0.5) {
        let dollars = *holder.dice.pick(&[10.0, 25.0, 25.0, 50.0, 50.0, 100.0]);
        let amount = holder.price(dollars, Ending::Round);
        let later = day + holder.dice.between(0, 2);
        if later < holder.window.end {
            holder.charge(later, at, amount, context);
        }
    }
}

fn rename(holder: &mut Holder<'_>) {
    let day = holder.dice.between(60, holder.window.end - 10);
    let often: Vec<usize> = holder
        .favourites
        .iter()
        .filter_map(|list| list.first())
        .map(|(at, _)| *at)
        .filter(|at| holder.merchants[*at].forms.len() < 3)
        .collect();
    if often.is_empty() {
        return;
    }
    let at = *holder.dice.pick(&often);
    let id = holder.merchants[at].id.clone();
    let country = holder.country;
    let processor = holder.dice.pick(&country.processors).clone();
    let plain = id.to_uppercase();
    let form = match holder.dice.below(3) {
        0 => format!("{processor}{plain}"),
        1 => format!("{plain} {{d6}}"),
        _ => format!("{plain} {}", holder.dice.pick(&["INTL", "GROUP", "RETAIL", "ONLINE", "HOLDINGS"])),
    };
    let Some(merchant) = holder.merchants.get_mut(at) else { return };
    merchant.renamed = Some((day, vec![form]));
    let mut left = 4;
    for charge in &mut holder.charges {
        if charge.merchant == at && charge.day >= day && charge.context.is_empty() && left > 0 {
            charge.context = "rename";
            left -= 1;
        }
    }
}

fn hobby(holder: &mut Holder<'_>, day: i32) {
    let at = once(holder, day, "hobby", 110.0, 0.7, Ending::Shelf, false, "hobby");
    for _ in 0..holder.dice.between(1, 5) {
        let later = day + holder.dice.between(5, 100);
        if later < holder.window.end {
            let dollars = holder.dice.spread(45.0, 0.6);
            let amount = holder.price(dollars, Ending::Shelf);
            holder.charge(later, at, amount, "hobby");
        }
    }
}

/// A child's game: bursts of small digital charges, honest ones.
fn games(holder: &mut Holder<'_>) {
    let kind = holder.kind("digital");
    let branded = holder.dice.chance(0.6);
    let at = holder.shop("digital", kind, true, branded);
    let mut day = holder.dice.between(0, holder.window.end - 1);
    for _ in 0..holder.dice.between(2, 6) {
        for _ in 0..holder.dice.between(2, 7) {
            let dollars = *holder.dice.pick(&[0.99, 1.99, 4.99, 4.99, 9.99, 19.99]);
            let amount =
                (dollars * holder.country.rate * if holder.country.currency == "JPY" { 1.0 } else { 100.0 }) as i64;
            let later = day + holder.dice.between(0, 2);
            if later < holder.window.end {
                holder.charge(later, at, amount, "game");
            }
        }
        day += holder.dice.between(8, 60);
    }
}

/// A small business that advertises: bills at rising thresholds, then steady.
fn ads(holder: &mut Holder<'_>) {
    let list: Vec<_> = holder.words.brands(holder.place, "ads").collect();
    let brand = *holder.dice.pick(&list);
    let mut merchant = Merchant::brand(&mut holder.dice, holder.country, holder.city, brand);
    merchant.web = true;
    let at = holder.keep(merchant);
    let mut day = holder.dice.between(0, holder.window.end - 1);
    let mut dollars = holder.dice.within(5.0, 25.0);
    while day < holder.window.end {
        let ending = if holder.dice.chance(0.5) { Ending::Whole } else { Ending::Cents };
        let amount = holder.price(dollars, ending);
        holder.charge(day, at, amount, "ads");
        dollars = (dollars * holder.dice.within(0.9, 1.5)).min(180.0);
        day += holder.dice.between(5, 24);
    }
}
