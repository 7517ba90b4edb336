//! Honest years are not even: projects, seasons, one-offs, siblings, renames, hobbies.

use crate::dice::Dice;
use crate::holder::Holder;
use crate::merchant::Merchant;
use crate::trips::elsewhere;
use crate::words::Ending;

/// Kinds of large purchases made once, and which of them are made on the web.
const LARGE: &str =
    "electronics home health luxury tickets webshop clothing airline hobby crypto pets renovation electronics home";
const WEB_KINDS: [&str; 5] = ["electronics", "tickets", "webshop", "airline", "crypto"];

/// A purchase at a merchant that is new: of a kind, for about so many dollars.
struct Buy<'a> {
    kind: &'a str,
    dollars: f64,
    sigma: f64,
    web: bool,
}

impl Buy<'_> {
    /// Makes it, and tells where.
    fn once(&self, holder: &mut Holder<'_>, day: i32, context: &'static str) -> usize {
        let merchant = holder.invented(self.kind, holder.country, holder.city, self.web);
        let at = holder.keep(merchant);
        let dollars = holder.dice.spread(self.dollars * holder.wealth, self.sigma);
        let amount = holder.price(dollars, Ending::Shelf);
        charge(holder, day, at, amount, context);
        at
    }
}

/// A charge, if its day still belongs to the world.
fn charge(holder: &mut Holder<'_>, day: i32, at: usize, amount: i64, context: &'static str) {
    if day < holder.window.end {
        holder.charge(day, at, amount, context);
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
        let kind = holder.dice.word(LARGE);
        let web = WEB_KINDS.contains(&kind);
        Buy { kind, dollars: 420.0, sigma: 0.6, web }.once(holder, day, "large-one-off");
    }
    for day in days(&mut holder.dice, end, 1.5) {
        let (country, city) = elsewhere(holder);
        let kind = holder.dice.word("webshop digital clothing electronics books membership");
        let mut merchant = holder.invented(kind, country, city, true);
        merchant.median *= 48.0;
        merchant.sigma = 0.7;
        let at = holder.keep(merchant);
        let amount = holder.cost(at);
        holder.charge(day, at, amount, "foreign-web-shop");
    }
    for day in days(&mut holder.dice, end, 2.2) {
        sibling(holder, day);
    }
    for day in days(&mut holder.dice, end, 3.0 * holder.temper.splurge) {
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
    if holder.dice.chance(0.05 * holder.temper.firms) {
        ads(holder);
    }
    for day in days(&mut holder.dice, end, 0.5) {
        let dollars = *holder.dice.pick(&[0.5, 1.0, 1.0, 2.0, 3.0, 5.0]);
        Buy { kind: "donation", dollars, sigma: 0.05, web: true }.once(holder, day, "donation");
    }
    for day in days(&mut holder.dice, end, 0.15) {
        border(holder, day);
    }
    for day in days(&mut holder.dice, end, 0.35) {
        verified(holder, day);
    }
    for day in days(&mut holder.dice, end, 0.5) {
        gifts(holder, day, "gift-card");
    }
}

fn project(holder: &mut Holder<'_>, day: i32) {
    let kind = holder.dice.word("renovation wedding baby");
    let weeks = holder.dice.between(2, 8);
    for _ in 0..holder.dice.between(3, 9) {
        let later = day + holder.dice.between(0, weeks * 7);
        let at = Buy { kind, dollars: 340.0, sigma: 0.8, web: false }.once(holder, later, "project");
        if holder.dice.chance(0.3) {
            let dollars = holder.dice.spread(260.0, 0.7);
            let amount = holder.price(dollars, Ending::Shelf);
            let later = later + holder.dice.between(1, 9);
            charge(holder, later, at, amount, "project");
        }
    }
}

/// One day across a border, booked by nobody, while the others of the household are at home.
fn border(holder: &mut Holder<'_>, day: i32) {
    let (country, city) = elsewhere(holder);
    for _ in 0..holder.dice.between(1, 4) {
        let name = holder.dice.word("lunch restaurant grocery clothing fuel coffee pharmacy fun");
        let mut merchant = holder.invented(name, country, city, false);
        merchant.kind = holder.kind(name);
        let at = holder.keep(merchant);
        let amount = holder.cost(at);
        charge(holder, day, at, amount, "trip");
    }
}

/// A shop that tries the card with a small amount, and takes the price some days later.
fn verified(holder: &mut Holder<'_>, day: i32) {
    let kind = holder.dice.word("webshop hotel tickets digital ride electronics");
    let merchant = holder.invented(kind, holder.country, holder.city, true);
    let at = holder.keep(merchant);
    let small = *holder.dice.pick(&[0.0, 0.0, 1.0, 1.0, 0.5]);
    let amount = holder.listed(small * holder.country.rate);
    charge(holder, day, at, amount, "verification");
    let dollars = holder.dice.spread(90.0 * holder.wealth, 0.8);
    let amount = holder.price(dollars, Ending::Shelf);
    let later = day + holder.dice.between(0, 9);
    charge(holder, later, at, amount, "verification");
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
    let name =
        holder.dice.word("marketplace clothing grocery restaurant home electronics webshop pharmacy beauty books");
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
            let kind = holder.dice.word("webshop webshop clothing books electronics beauty baby luxury bakery");
            let web = holder.dice.chance(0.6);
            Buy { kind, dollars: 46.0, sigma: 0.6, web }.once(holder, day, "gift-season");
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
        charge(holder, later, at, amount, context);
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
    let at = Buy { kind: "hobby", dollars: 110.0, sigma: 0.7, web: false }.once(holder, day, "hobby");
    for _ in 0..holder.dice.between(1, 5) {
        let later = day + holder.dice.between(5, 100);
        let dollars = holder.dice.spread(45.0, 0.6);
        let amount = holder.price(dollars, Ending::Shelf);
        charge(holder, later, at, amount, "hobby");
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
            let amount = holder.listed(dollars * holder.country.rate.max(1.0));
            let later = day + holder.dice.between(0, 2);
            charge(holder, later, at, amount, "game");
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
    let steady = holder.dice.chance(holder.temper.steady);
    while day < holder.window.end {
        let ending = if holder.dice.chance(0.5) { Ending::Whole } else { Ending::Cents };
        let amount = holder.price(dollars, ending);
        holder.charge(day, at, amount, "ads");
        if !steady {
            dollars = (dollars * holder.dice.within(0.9, 1.5)).min(180.0);
        }
        day += (holder.temper.ads_gap * holder.dice.within(0.2, 1.9)) as i32 + 1;
    }
}
