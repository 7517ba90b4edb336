//! What comes again by itself: subscriptions, bills, the issuer's own rows.

use crate::holder::Holder;
use crate::merchant::{Merchant, OTHER};
use crate::words::{Brand, Ending};

/// Puts the recurring charges of the whole time.
pub fn put(holder: &mut Holder<'_>) {
    let (words, place) = (holder.words, holder.place);
    let brands: Vec<_> = words.brands(place, "sub").collect();
    let mut taken: Vec<&str> = Vec::new();
    for _ in 0..2 + holder.dice.count(1.8) {
        let brand = *holder.dice.pick(&brands);
        if taken.contains(&brand.id.as_str()) {
            continue;
        }
        taken.push(&brand.id);
        // Some bill from abroad, in the money of there.
        let country = if holder.dice.chance(0.08) { &words.countries["US"] } else { holder.country };
        let city = holder.dice.pick(&country.cities).as_str();
        let merchant = Merchant::brand(&mut holder.dice, country, city, brand);
        let at = web(holder, merchant);
        let price = holder.listed(brand.price);
        stream(holder, at, price, true, 0.13);
    }
    for (kind, count, dollars) in
        [("membership", 1.0, 11.0), ("gym", 0.3, 38.0), ("digital", 0.25, 8.0), ("donation", 0.2, 12.0)]
    {
        for _ in 0..holder.dice.count(count) {
            let merchant = holder.invented(kind, holder.country, holder.city, true);
            let at = web(holder, merchant);
            let dollars = holder.dice.spread(dollars, 0.6);
            let price = holder.price(dollars, if kind == "donation" { Ending::Round } else { Ending::Shelf });
            stream(holder, at, price, true, 0.26);
        }
    }
    for kind in ["telecom", "utility", "insurance"] {
        let list: Vec<_> = words.brands(place, kind).collect();
        let merchant = if !list.is_empty() && (kind == "telecom" || holder.dice.chance(0.5)) {
            let brand = *holder.dice.pick(&list);
            Merchant::brand(&mut holder.dice, holder.country, holder.city, brand)
        } else {
            holder.invented(kind, holder.country, holder.city, true)
        };
        let at = web(holder, merchant);
        let price = holder.dice.spread(70.0, 0.4);
        let price = holder.price(price, Ending::Cents);
        stream(holder, at, price, kind != "utility", 0.026);
    }
    let years = f64::from(holder.window.end) / 365.0;
    for _ in 0..holder.dice.count(years * holder.temper.begun) {
        begun(holder, &brands);
    }
    issuer_rows(holder);
}

/// A subscription that begins within the world: of a brand or of a small firm, a few dollars a month or a box of food.
fn begun<'w>(holder: &mut Holder<'w>, brands: &[&'w Brand]) {
    let (merchant, price) = if holder.dice.chance(0.45) {
        let brand = *holder.dice.pick(brands);
        (Merchant::brand(&mut holder.dice, holder.country, holder.city, brand), holder.listed(brand.price))
    } else {
        let kind = holder.dice.word("membership membership digital digital gym books");
        let dollars = holder.dice.log_within(2.0, 60.0);
        (holder.invented(kind, holder.country, holder.city, true), holder.price(dollars, Ending::Shelf))
    };
    let at = web(holder, merchant);
    stream(holder, at, price, true, 1.0);
}

fn web<'w>(holder: &mut Holder<'w>, mut merchant: Merchant<'w>) -> usize {
    merchant.web = true;
    merchant.kind = OTHER;
    holder.keep(merchant)
}

/// One stream: begins before the world or, with chance `born`, within it; it may begin with a trial, may rise, may end.
fn stream(holder: &mut Holder<'_>, at: usize, price: i64, fixed: bool, born: f64) {
    let window = holder.window;
    let yearly = fixed && holder.dice.chance(0.08);
    let step = if yearly { 365 } else { 30 };
    let late = holder.dice.chance(born);
    let mut day = if late { holder.dice.between(20, window.end - 20) } else { holder.dice.below(step) as i32 };
    let fresh = if late && day >= window.breach { "new-subscription" } else { "recurring" };
    let mut price = if yearly { price * 9 } else { price };
    if late && holder.dice.chance(holder.temper.trials) {
        let trial = if holder.dice.chance(0.6) { 0 } else { holder.price(1.0, Ending::Shelf) };
        holder.charge(day, at, trial, "trial");
        day += *holder.dice.pick(&[7, 14, 14, 30]);
    }
    let rise = if holder.dice.chance(0.3) { holder.dice.between(40, window.end) } else { i32::MAX };
    let stop = match holder.dice.unit() {
        // What was only tried is given up soon.
        r if r < 0.2 && late => day + holder.dice.between(20, 190),
        r if r < 0.2 => holder.dice.between(day.min(window.end - 1), window.end),
        _ => i32::MAX,
    };
    let mut risen = false;
    let mut count = 0;
    while day < window.end.min(stop) {
        if day >= rise && !risen {
            risen = true;
            let part = holder.dice.within(1.03, 1.15);
            price = (price as f64 * part) as i64;
            if holder.country.currency != "JPY" && holder.dice.chance(0.7) {
                price = price / 50 * 50 + 49;
            }
        }
        let amount = if fixed { price } else { (price as f64 * holder.dice.spread(1.0, 0.22)) as i64 };
        holder.charge(day, at, amount.max(1), if count == 0 { fresh } else { "recurring" });
        count += 1;
        let slip = if holder.dice.chance(0.2) { holder.dice.between(-1, 2) } else { 0 };
        let month = if yearly { 365 } else { 30 + i32::from(count % 2 == 0) };
        day += (month + slip).max(25);
    }
}

/// Fees, interest and payments of the issuer.
fn issuer_rows(holder: &mut Holder<'_>) {
    let window = holder.window;
    let (fee, interest, payment): (&str, &str, &str) = match holder.place {
        "US" => ("ANNUAL MEMBERSHIP FEE", "INTEREST CHARGE ON PURCHASES", "PAYMENT THANK YOU - WEB"),
        "GB" => ("ANNUAL FEE", "INTEREST", "PAYMENT RECEIVED - THANK YOU"),
        "JP" => ("カード年会費", "リボ手数料", "前回分口座振替金額"),
        "FR" => ("COTISATION CARTE", "INTERETS", "PRELEVEMENT RELEVE CARTE"),
        "ES" => ("CUOTA ANUAL TARJETA", "INTERESES", "RECIBO TARJETA"),
        "NL" => ("JAARBIJDRAGE CREDITCARD", "RENTE", "INCASSO CREDITCARD"),
        _ => ("JAHRESGEBUEHR KARTE", "ZINSEN", "EINZUG KARTENABRECHNUNG"),
    };
    let id = format!("{} issuer", holder.country.region);
    let merchant = Merchant::new(&mut holder.dice, holder.country, holder.city, id, vec![fee.to_owned()], 1);
    let at = web(holder, merchant);
    if holder.dice.chance(0.6) {
        let mut day = holder.dice.between(0, 364);
        let dollars = *holder.dice.pick(&[15.0, 30.0, 95.0, 150.0]);
        let amount = holder.price(dollars, Ending::Whole);
        while day < window.end {
            own(holder, day, at, amount, fee, "fee", "annual-fee");
            day += 365;
        }
    }
    if holder.dice.chance(0.22) {
        for month in 0..window.end / 30 {
            if holder.dice.chance(0.6) {
                let dollars = holder.dice.spread(14.0, 0.8);
                let amount = holder.price(dollars, Ending::Cents);
                own(holder, month * 30 + 24, at, amount, interest, "interest", "interest");
            }
        }
    }
    if holder.dice.chance(0.25) {
        for month in 1..window.end / 30 {
            let dollars = holder.dice.spread(900.0, 0.5);
            let amount = holder.price(dollars, Ending::Cents);
            own(holder, month * 30 + 11, at, -amount, payment, "payment", "payment");
        }
    }
}

/// What some issuers add to a charge in another money; the last rows put, for they follow all others.
pub fn foreign_fees(holder: &mut Holder<'_>) {
    if !holder.dice.chance(0.3) {
        return;
    }
    let text = match holder.place {
        "US" => "FOREIGN TRANSACTION FEE",
        "GB" => "NON-STERLING TRANS FEE",
        "JP" => "海外事務手数料",
        "FR" => "FRAIS OPERATION HORS ZONE EURO",
        "ES" => "COMISION CAMBIO DIVISA",
        "NL" => "KOERSOPSLAG",
        _ => "AUSLANDSEINSATZENTGELT",
    };
    let abroad: Vec<(i32, i64)> = holder
        .charges
        .iter()
        .filter(|row| row.amount > 0 && holder.merchants[row.merchant].country.currency != holder.country.currency)
        .map(|row| (row.day, row.amount * 3 / 100))
        .collect();
    let id = format!("{} issuer", holder.country.region);
    let Some(at) = holder.merchants.iter().position(|merchant| merchant.id == id) else { return };
    for (day, amount) in abroad {
        own(holder, day, at, amount.max(1), text, "fee", "fx-fee");
    }
}

fn own(
    holder: &mut Holder<'_>,
    day: i32,
    at: usize,
    amount: i64,
    text: &str,
    kind: &'static str,
    context: &'static str,
) {
    if day < holder.window.end {
        let row = holder.charge(day, at, amount, context);
        row.text = Some(text.to_owned());
        row.kind = kind;
        row.card = 0;
        row.posted = day;
    }
}
