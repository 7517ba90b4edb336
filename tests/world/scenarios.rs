//! What others do with a stolen number: the nine scenarios, and the label of each charge.

use crate::holder::Holder;
use crate::known::{duplicate, known_amount, look_alike};
use crate::merchant::Merchant;
use crate::trips::elsewhere;
use crate::words::Ending;

/// The scenarios and how often each is chosen.
const SCENARIOS: [(&str, f64); 9] = [
    ("card-test", 1.3),
    ("single-big", 1.6),
    ("gift-burst", 1.1),
    ("ad-platform", 0.8),
    ("subscription-trap", 1.2),
    ("foreign", 1.1),
    ("look-alike", 0.9),
    ("known-amount", 1.0),
    ("duplicate", 1.0),
];

/// One incident some time after the breach.
pub fn strike(holder: &mut Holder<'_>) {
    let mut scenario = SCENARIOS[holder.dice.weighted(SCENARIOS.iter().map(|(_, weight)| *weight))].0;
    let room = f64::from(holder.window.end - holder.window.breach - 12).max(3.0);
    let delay = if holder.dice.chance(holder.temper.late) {
        holder.dice.within(1.0, room)
    } else {
        holder.dice.log_within(1.0, room)
    };
    let day = holder.window.breach + delay as i32;
    holder.incidents += 1;
    let from = holder.charges.len();
    // A number is stolen from one card.
    let card = holder.dice.below(holder.issuers.len());
    let leans = match scenario {
        "look-alike" => look_alike(holder, day),
        "known-amount" => known_amount(holder, day),
        "duplicate" => duplicate(holder, day),
        _ => false,
    };
    match scenario {
        _ if leans => {}
        "card-test" => card_test(holder, day),
        "gift-burst" => gift_burst(holder, day),
        "ad-platform" => ad_platform(holder, day),
        "subscription-trap" => trap(holder, day),
        "foreign" => foreign(holder, day),
        _ => {
            scenario = "single-big";
            single_big(holder, day);
        }
    }
    let (incident, keep_card) = (holder.incidents, scenario == "duplicate" || scenario == "known-amount");
    for charge in &mut holder.charges[from..] {
        charge.scenario = scenario;
        charge.incident = incident;
        if !keep_card {
            charge.card = card;
        }
    }
}

/// A charge at a merchant nobody in the household knows.
pub fn put(holder: &mut Holder<'_>, day: i32, at: usize, dollars: f64, ending: Ending) {
    let amount = if dollars <= 0.0 { 0 } else { holder.price(dollars, ending) };
    put_exact(holder, day, at, amount);
}

/// The same, in minor units of the card.
pub fn put_exact(holder: &mut Holder<'_>, day: i32, at: usize, amount: i64) {
    if day < holder.window.end {
        holder.charge(day, at, amount, "");
    }
}

/// A shop on the web, of the holder's country or of another.
fn stranger(holder: &mut Holder<'_>, kind: &str) -> usize {
    let (country, city) = if holder.dice.chance(holder.temper.abroad) {
        elsewhere(holder)
    } else {
        (holder.country, holder.dice.pick(&holder.country.cities).as_str())
    };
    let merchant = holder.invented(kind, country, city, true);
    holder.keep(merchant)
}

/// The amount that is large for this holder, by the share of charges below it.
pub fn large(holder: &Holder<'_>, share: f64) -> f64 {
    let mut amounts: Vec<i64> =
        holder.charges.iter().filter(|charge| charge.amount > 0).map(|charge| charge.amount).collect();
    let at = ((amounts.len() as f64 * share) as usize).min(amounts.len() - 1);
    let (_, amount, _) = amounts.select_nth_unstable(at);
    *amount as f64 / holder.unit() / holder.country.rate
}

const CASH_OUT: &str =
    "electronics electronics airline tickets luxury crypto hotel clothing webshop home giftcard hobby";

fn card_test(holder: &mut Holder<'_>, day: i32) {
    for _ in 0..1 + holder.dice.count(0.35) {
        let kind = holder.dice.word("donation digital parking webshop books fun coffee membership");
        let at = if holder.dice.chance(0.4 * holder.temper.worded) {
            worded(holder, "micro")
        } else {
            stranger(holder, kind)
        };
        let dollars = *holder.dice.pick(&[0.0, 0.0, 0.3, 0.5, 1.0, 1.0, 1.0, 1.25, 1.5, 1.99]);
        put(holder, day, at, dollars, Ending::Cents);
    }
    let floor = large(holder, 0.93) * holder.temper.dear;
    let mut later = day + holder.dice.between(0, 10);
    for _ in 0..holder.dice.between(1, 5) {
        let kind = holder.dice.word(CASH_OUT);
        let at = stranger(holder, kind);
        let dollars = floor * holder.dice.log_within(0.8, 4.0);
        put(holder, later, at, dollars, Ending::Shelf);
        later += holder.dice.between(0, 2);
    }
}

fn single_big(holder: &mut Holder<'_>, day: i32) {
    let kind = holder.dice.word(CASH_OUT);
    let brand = (kind == "airline" || kind == "electronics" || kind == "hotel") && holder.dice.chance(0.35);
    let list: Vec<_> = holder.words.brands(holder.place, kind).collect();
    let at = if brand && !list.is_empty() {
        let brand = *holder.dice.pick(&list);
        let mut merchant = Merchant::brand(&mut holder.dice, holder.country, holder.city, brand);
        merchant.web = true;
        holder.keep(merchant)
    } else {
        stranger(holder, kind)
    };
    let dollars = large(holder, 0.982) * holder.temper.dear * holder.dice.log_within(1.0, 4.5);
    put(holder, day, at, dollars, Ending::Shelf);
}

/// A shop whose name carries a word of a list.
fn worded(holder: &mut Holder<'_>, list: &str) -> usize {
    let city = holder.dice.pick(&holder.country.cities).as_str();
    let merchant = holder.worded(holder.country, city, list);
    holder.keep(merchant)
}

fn gift_burst(holder: &mut Holder<'_>, day: i32) {
    let shops: Vec<usize> = (0..holder.dice.between(1, 3))
        .map(|_| match holder.dice.unit() {
            r if r < 0.85 * holder.temper.worded => worded(holder, "gift"),
            r if r < 1.35 * holder.temper.worded => stranger(holder, "giftcard"),
            r if r < 0.15 + 1.35 * holder.temper.worded => {
                let kind = holder.kind("giftcard");
                holder.shop("giftcard", kind, true, true)
            }
            _ => {
                let kind = holder.dice.word("webshop digital books clothing");
                stranger(holder, kind)
            }
        })
        .collect();
    let faces: &[i64] = if holder.country.currency == "JPY" {
        &[3000, 5000, 5000, 10_000, 10_000, 50_000]
    } else {
        &[2500, 5000, 5000, 10_000, 10_000, 20_000, 50_000]
    };
    let face = *holder.dice.pick(faces);
    for _ in 0..holder.dice.between(3, 8) {
        let amount = if holder.dice.chance(0.65) { face } else { *holder.dice.pick(faces) };
        let later = day + holder.dice.between(0, 1);
        let at = *holder.dice.pick(&shops);
        put_exact(holder, later, at, amount);
    }
}

fn ad_platform(holder: &mut Holder<'_>, day: i32) {
    let list: Vec<_> = holder.words.brands(holder.place, "ads").collect();
    let brand = *holder.dice.pick(&list);
    let mut merchant = Merchant::brand(&mut holder.dice, holder.country, holder.city, brand);
    merchant.web = true;
    let at = holder.keep(merchant);
    let steps = [2.0, 5.0, 10.0, 25.0, 50.0, 75.0, 125.0, 250.0, 400.0, 500.0, 750.0];
    let mut step = holder.dice.below(3);
    let top = step + holder.dice.below(9);
    let mut later = day;
    for _ in 0..holder.dice.between(3, 11) {
        let dollars = steps[step.min(10)] * if holder.dice.chance(0.3) { holder.dice.within(0.97, 1.04) } else { 1.0 };
        put(holder, later, at, dollars, Ending::Cents);
        step += usize::from(step < top && holder.dice.chance(0.8));
        later += holder.dice.between(0, 3);
    }
}

fn trap(holder: &mut Holder<'_>, day: i32) {
    let at = if holder.dice.chance(holder.temper.worded) {
        worded(holder, "trap")
    } else {
        let kind = holder.dice.word("membership membership digital webshop gym books");
        stranger(holder, kind)
    };
    let mut later = day;
    let small = holder.dice.chance(0.3);
    let fee = if small { holder.dice.within(3.0, 16.0) } else { holder.dice.log_within(29.0, 100.0) };
    let fee = holder.price(fee, Ending::Shelf);
    if !small {
        let trial = *holder.dice.pick(&[0.0, 1.0, 1.95, 1.95, 2.95, 3.95, 4.95, 6.97]);
        put(holder, later, at, trial, Ending::Cents);
        later += holder.dice.between(3, 15);
    }
    for _ in 0..holder.dice.between(2, 9) {
        put_exact(holder, later, at, fee);
        later += holder.dice.between(28, 31);
    }
}

fn foreign(holder: &mut Holder<'_>, day: i32) {
    let (country, city) = elsewhere(holder);
    let span = holder.dice.between(0, 2);
    let mut known: Vec<usize> = Vec::new();
    for _ in 0..holder.dice.between(1, 6) {
        let later = day + holder.dice.between(0, span);
        let kind =
            holder.dice.word("cash electronics clothing grocery luxury fuel restaurant pharmacy hotel convenience");
        let at = if !known.is_empty() && holder.dice.chance(0.3) {
            *holder.dice.pick(&known)
        } else {
            let merchant = holder.invented(kind, country, city, false);
            holder.keep(merchant)
        };
        known.push(at);
        let (dollars, ending) = if kind == "cash" {
            (*holder.dice.pick(&[100.0, 200.0, 300.0, 400.0]), Ending::Cents)
        } else {
            (holder.dice.spread(95.0 * holder.temper.dear, 1.0), Ending::Cents)
        };
        put(holder, later, at, dollars, ending);
    }
}
