//! Charges nobody made that lean on what the holder knows: look-alikes, stored cards, double billing.
//!
//! Each tells whether the holder gave it something to lean on.

use crate::holder::Holder;
use crate::kana;
use crate::merchant::{Merchant, OTHER};
use crate::scenarios::{large, put, put_exact};
use crate::words::Ending;

/// The name of a merchant the holder knows, one sign away.
pub fn look_alike(holder: &mut Holder<'_>, day: i32) -> bool {
    let mut often: Vec<usize> = Vec::new();
    for charge in &holder.charges {
        if charge.amount > 0 && charge.text.is_none() && charge.day < day && holder.merchants[charge.merchant].web {
            often.push(charge.merchant);
        }
    }
    if often.is_empty() {
        return false;
    }
    let real = *holder.dice.pick(&often);
    let form = holder.dice.pick(&holder.merchants[real].forms).clone();
    let fake = distorted(holder, &form);
    let tail = if holder.dice.chance(0.3) { *holder.dice.pick(&["*{o9}", " {ph}", " {d6}", "*{o5}"]) } else { "" };
    let (id, form) = (format!("{fake} (look-alike)"), format!("{fake}{tail}"));
    let mut merchant = Merchant::new(&mut holder.dice, holder.country, holder.city, id, vec![form], 1);
    merchant.web = true;
    let at = holder.keep(merchant);
    let near: Vec<i64> = holder
        .charges
        .iter()
        .filter(|charge| charge.merchant == real && charge.amount > 0)
        .map(|charge| charge.amount)
        .collect();
    let mut later = day;
    for _ in 0..holder.dice.between(1, 5) {
        let amount = (*holder.dice.pick(&near) as f64 * holder.dice.within(0.85, 1.5)) as i64;
        put_exact(holder, later, at, amount.max(1));
        later += holder.dice.between(1, 20);
    }
    true
}

fn distorted(holder: &mut Holder<'_>, form: &str) -> String {
    let head = form.split('{').next().unwrap_or(form).trim_end_matches(['*', ' ', '#', '-']).to_owned();
    let swaps = [
        ("I", "1"),
        ("O", "0"),
        ("E", "3"),
        ("L", "1"),
        ("S", "5"),
        ("A", "4"),
        ("M", "RN"),
        ("W", "VV"),
        ("N", "NN"),
        ("ン", "ソ"),
        ("シ", "ツ"),
        ("ツ", "シ"),
        ("ソ", "ン"),
        ("ズ", "ス"),
        ("ゾ", "ソ"),
        ("バ", "ハ"),
        ("ド", "ト"),
        ("ブ", "フ"),
        ("ﾞ", ""),
        ("ー", "一"),
    ];
    let able: Vec<_> = swaps.iter().filter(|(from, _)| head.contains(from)).collect();
    if able.is_empty() || holder.dice.chance(0.2) {
        return if holder.place == "JP" && !head.is_ascii() {
            format!("{head}サポート")
        } else {
            format!("{head}-SUPPORT")
        };
    }
    let (from, to) = **holder.dice.pick(&able);
    let fake = head.replacen(from, to, 1);
    if holder.place == "JP" && holder.dice.chance(0.15) { kana::half(&kana::katakana(&fake)) } else { fake }
}

/// A shop with a stored card, far above its usual amounts.
pub fn known_amount(holder: &mut Holder<'_>, day: i32) -> bool {
    let mut counts = vec![0; holder.merchants.len()];
    for charge in holder.charges.iter().filter(|charge| charge.day < day && charge.amount > 0 && charge.text.is_none())
    {
        counts[charge.merchant] += 1;
    }
    let on_the_web = holder.dice.chance(holder.temper.stored);
    let stored = |at: &usize| counts[*at] >= 5 && (holder.merchants[*at].web || !on_the_web);
    let mut able: Vec<usize> = (0..counts.len()).filter(stored).collect();
    if able.iter().any(|at| holder.merchants[*at].kind != OTHER) && holder.dice.chance(0.85) {
        able.retain(|at| holder.merchants[*at].kind != OTHER);
    }
    if able.is_empty() {
        return false;
    }
    let at = *holder.dice.pick(&able);
    let floor = large(holder, 0.965) * holder.temper.dear;
    let mut later = day;
    for _ in 0..holder.dice.between(1, 3) {
        let dollars = floor * holder.dice.log_within(1.0, 4.0);
        put(holder, later, at, dollars, Ending::Shelf);
        later += holder.dice.between(0, 3);
    }
    true
}

/// The same charge a second time: the merchant is honest, its till was not.
pub fn duplicate(holder: &mut Holder<'_>, day: i32) -> bool {
    let near: Vec<usize> = (0..holder.charges.len())
        .filter(|at| {
            let charge = &holder.charges[*at];
            let honest = charge.amount > 0 && charge.text.is_none() && charge.incident == 0;
            honest && (day..day + 12).contains(&charge.day)
        })
        .collect();
    if near.is_empty() {
        return false;
    }
    let middle = (large(holder, 0.45) * holder.country.rate * holder.unit()) as i64;
    let alone = |at: &usize| {
        let first = &holder.charges[*at];
        let same = holder.charges.iter().filter(|row| row.merchant == first.merchant && row.amount == first.amount);
        first.amount > middle && same.count() < 2
    };
    let dear: Vec<usize> = near.iter().filter(|at| alone(at)).copied().collect();
    let at = *holder.dice.pick(if dear.is_empty() { &near } else { &dear });
    let first = &holder.charges[at];
    let (when, order, card, merchant, amount) = (first.day, first.order, first.card, first.merchant, first.amount);
    let later = (when + holder.dice.between(0, 2)).min(holder.window.end - 1);
    let second = holder.charge(later, merchant, amount, "");
    second.card = card;
    if later == when {
        second.order = order.saturating_add(1);
    }
    true
}
