//! Merchants: how they are named, where they stand, and how each charge spells them.

use crate::dice::Dice;
use crate::kana;
use crate::words::{Brand, Country};

/// One place where a merchant sells.
pub struct Branch<'w> {
    number: u64,
    pub city: &'w str,
    place: &'w str,
}

/// A merchant as one holder meets it.
pub struct Merchant<'w> {
    /// The name a person would use; branches, codes, processors and siblings share it.
    pub id: String,
    pub forms: Vec<String>,
    /// From a day on it is spelt otherwise.
    pub renamed: Option<(i32, Vec<String>)>,
    pub branches: Vec<Branch<'w>>,
    pub country: &'w Country,
    pub web: bool,
    pub kind: usize,
    /// How dear it is beside others of its kind, and how widely its amounts spread.
    pub median: f64,
    pub sigma: f64,
    /// Amounts that come again, in minor units.
    pub usual: Vec<i64>,
    phone: u64,
    /// The day of its first charge.
    pub first: i32,
}

/// Kinds of merchants beyond those of everyday spending.
pub const OTHER: usize = usize::MAX;

impl<'w> Merchant<'w> {
    /// A merchant under a name and forms, with some branches around a city.
    pub fn new(
        dice: &mut Dice,
        country: &'w Country,
        city: &'w str,
        id: String,
        forms: Vec<String>,
        branches: usize,
    ) -> Self {
        let branches = (0..branches.max(1))
            .map(|_| Branch {
                number: dice.any(),
                city,
                place: {
                    let list = if dice.chance(0.5) { &country.cities } else { &country.first };
                    dice.pick(list).as_str()
                },
            })
            .collect();
        let median = dice.spread(1.0, 0.28);
        let phone = dice.any();
        Self {
            id,
            forms,
            renamed: None,
            branches,
            country,
            web: false,
            kind: OTHER,
            median,
            sigma: 0.5,
            usual: Vec::new(),
            phone,
            first: i32::MAX,
        }
    }

    /// A brand near a city.
    pub fn brand(dice: &mut Dice, country: &'w Country, city: &'w str, brand: &Brand) -> Self {
        let branches = 1 + dice.count(0.9);
        let mut forms = brand.forms.clone();
        // A holder meets only some of the spellings.
        while forms.len() > 1 && dice.chance(0.35) {
            let at = dice.below(forms.len());
            forms.remove(at);
        }
        Self::new(dice, country, city, brand.id.clone(), forms, branches)
    }

    /// The text of one charge, before the issuer writes it.
    pub fn spell(&self, dice: &mut Dice, day: i32, branch: usize) -> String {
        let forms = match &self.renamed {
            Some((from, forms)) if day >= *from => forms,
            _ => &self.forms,
        };
        let form = if forms.len() == 1 || dice.chance(0.57) { &forms[0] } else { dice.pick(forms) };
        self.fill(dice, form, day, &self.branches[branch.min(self.branches.len() - 1)])
    }

    fn fill(&self, dice: &mut Dice, form: &str, day: i32, branch: &Branch<'_>) -> String {
        let mut out = String::with_capacity(form.len() + 12);
        let mut rest = form;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('}').map_or(rest.len(), |end| at + end);
            let (slot, size) = rest[at + 1..end]
                .split_at(rest[at + 1..end].find(|c: char| c.is_ascii_digit()).unwrap_or(end - at - 1));
            let size = size.parse().unwrap_or(1_u32);
            match slot {
                "s" => digits(&mut out, branch.number, size),
                "d" => digits(&mut out, dice.any(), size),
                "o" => code(&mut out, dice, size),
                "c" => out.push_str(branch.city),
                "b" => out.push_str(branch.place),
                "cc" => out.push_str(&self.country.two),
                "ph" => phone(&mut out, self.phone),
                "m" | "w" => {
                    digits(&mut out, u64::from(day.unsigned_abs() % 12 + 1), 2);
                    digits(&mut out, u64::from(day.unsigned_abs() % 28 + 1), 2);
                }
                _ => out.push_str(dice.pick(&self.country.first).as_str()),
            }
            rest = &rest[(end + 1).min(rest.len())..];
        }
        out.push_str(rest);
        out
    }
}

fn digits(out: &mut String, number: u64, size: u32) {
    out.push_str(&figures(number, size));
}

/// So many figures; a long number is never one that a card could bear.
pub fn figures(number: u64, size: u32) -> String {
    let number = number % 10_u64.saturating_pow(size.min(18));
    let mut text = format!("{number:0width$}", width = size as usize);
    if size >= 13 && luhn(&text) {
        let last = text.pop().and_then(|sign| sign.to_digit(10)).unwrap_or(0);
        text.push(char::from_digit((last + 1) % 10, 10).unwrap_or('0'));
    }
    text
}

fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .chars()
        .rev()
        .enumerate()
        .map(|(at, sign)| match sign.to_digit(10).unwrap_or(0) {
            figure if at % 2 == 0 => figure,
            figure if figure > 4 => figure * 2 - 9,
            figure => figure * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn code(out: &mut String, dice: &mut Dice, size: u32) {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    for _ in 0..size {
        out.push(char::from(*dice.pick(SIGNS)));
    }
}

fn phone(out: &mut String, number: u64) {
    let text = format!("8{:02}-{:07}", number % 90 + 10, number / 100 % 10_000_000);
    out.push_str(&text);
}

/// An invented name of a kind, from the parts of a country.
pub fn name(dice: &mut Dice, country: &Country, fallback: &Country, kind: &str, city: &str) -> String {
    if !country.latin.is_empty() && dice.chance(0.12) {
        let noun = fallback.nouns.get(kind).map_or("SHOP", |nouns| dice.pick(nouns).as_str());
        return format!("{} {noun}", dice.pick(&country.latin));
    }
    let nouns = country.nouns.get(kind).or_else(|| fallback.nouns.get(kind));
    let noun = nouns.map_or("SHOP", |nouns| dice.pick(nouns).as_str());
    let patterns = if country.patterns.is_empty() { &fallback.patterns } else { &country.patterns };
    let pattern = dice.pick(patterns).clone();
    let (a, b) = (dice.pick(&country.first).clone(), dice.pick(&country.first).clone());
    let town = if country.region == "US" { city.rsplit_once(' ').map_or(city, |(town, _)| town) } else { city };
    pattern.replace("{a}", &a).replace("{b}", &b).replace("{k}", noun).replace("{c}", town)
}

const WALLETS: [&str; 5] = ["PAYPAL *MERCHANT", "SUMUP", "KLARNA", "PAYPAL", "STRIPE"];
const WALLETS_JP: [&str; 7] = ["楽天ペイ", "ﾍﾟｲﾍﾟｲ", "GMO PAYMENT GATEWAY", "STORES", "メルペイ", "ｄ払い", "AIRペイ"];

/// Words in capitals as words that begin with one.
pub fn capitalised(text: &str) -> String {
    let mut inside = false;
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        out.push(if inside { sign.to_ascii_lowercase() } else { sign });
        inside = sign.is_ascii_alphabetic();
    }
    out
}

/// The spellings of an invented merchant: the usual one first.
pub fn forms(dice: &mut Dice, country: &Country, fallback: &Country, name: &str, web: bool) -> Vec<String> {
    let processors = if country.processors.is_empty() { &fallback.processors } else { &country.processors };
    let japan = country.region == "JP";
    // Some wallets and terminals print themselves alone.
    if dice.chance(0.03) {
        let wallets: &[&str] = if japan { &WALLETS_JP } else { &WALLETS };
        return vec![(*dice.pick(wallets)).to_owned()];
    }
    let own = if !japan && dice.chance(0.15) { capitalised(name) } else { name.to_owned() };
    let name = own.as_str();
    let mut forms = vec![form(dice, processors, name, web, &country.two)];
    if dice.chance(0.3) {
        forms.push(form(dice, processors, name, web, &country.two));
    }
    forms
}

fn form(dice: &mut Dice, processors: &[String], name: &str, web: bool, home: &str) -> String {
    let roll = dice.unit();
    if home == "JP" {
        return match roll {
            r if r < 0.44 => name.to_owned(),
            r if r < 0.55 => kana::half(&kana::katakana(name)),
            r if r < 0.61 => kana::large(name),
            r if r < 0.79 => format!("{}{}", dice.pick(processors), name),
            r if r < 0.89 => format!("{name} {{d6}}"),
            r if r < 0.94 => format!("{name}　{{c}}"),
            _ => format!("{name}{{b}}店"),
        };
    }
    let domain = || name.replace([' ', '&', '.', '\''], "");
    let ending = match home {
        "GB" => "CO.UK",
        "DE" | "FR" | "ES" | "NL" | "PL" => home,
        _ => "COM",
    };
    let ending = if dice.chance(0.5) { ending } else { "COM" };
    if web {
        return match roll {
            r if r < 0.28 => name.to_owned(),
            r if r < 0.42 => format!("{}.{ending}", domain()),
            r if r < 0.48 => format!("WWW.{}.{ending}", domain()),
            r if r < 0.71 => format!("{}{}", dice.pick(processors), name),
            r if r < 0.74 => format!("{}{}{}", dice.pick(processors), dice.pick(processors), name),
            r if r < 0.86 => format!("{name} {{ph}}"),
            r if r < 0.94 => format!("{name}*{{o6}}"),
            _ => format!("{} {{d6}}", domain()),
        };
    }
    match roll {
        r if r < 0.38 => name.to_owned(),
        r if r < 0.54 => format!("{name} {{c}}"),
        r if r < 0.62 => format!("{name} #{{s3}}"),
        r if r < 0.82 => format!("{}{}", dice.pick(processors), name),
        r if r < 0.87 => format!("{name} {{ph}}"),
        r if r < 0.94 => format!("{name} {{d6}}"),
        r if r < 0.97 => format!("{name} {{s4}} {{c}}"),
        _ => format!("{name} Q{{d2}}"),
    }
}
