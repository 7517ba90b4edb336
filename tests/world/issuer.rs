//! Issuers: how each card's statement writes the text of a merchant.

use crate::dice::Dice;
use crate::kana;
use crate::merchant::{capitalised, figures};

/// The style of one card.
pub struct Issuer {
    style: &'static str,
    width: usize,
    lower: bool,
    last: u32,
}

const US: [(&str, f64); 9] = [
    ("plain", 34.0),
    ("city", 16.0),
    ("cut", 20.0),
    ("authorized", 3.5),
    ("checkcard", 3.0),
    ("pos", 8.0),
    ("dated", 3.0),
    ("title", 9.0),
    ("debit", 4.0),
];
const GB: [(&str, f64); 8] = [
    ("plain", 34.0),
    ("city", 16.0),
    ("cut", 18.0),
    ("cardpay", 6.0),
    ("to", 10.0),
    ("cd", 5.0),
    ("title", 9.0),
    ("pos", 6.0),
];
const EU: [(&str, f64); 9] = [
    ("plain", 33.0),
    ("slashes", 10.0),
    ("stamped", 2.5),
    ("carte", 3.0),
    ("kauf", 12.0),
    ("cut", 18.0),
    ("compra", 7.0),
    ("bea", 4.0),
    ("title", 8.0),
];
const JP: [(&str, f64); 9] = [
    ("plain", 34.0),
    ("wide", 18.0),
    ("half", 12.0),
    ("visa", 9.0),
    ("touch", 16.0),
    ("large", 6.0),
    ("cut", 9.0),
    ("area", 6.0),
    ("mixed", 9.0),
];

/// What the issuer knows of a charge beside the text.
pub struct Printed<'a> {
    pub text: &'a str,
    pub city: &'a str,
    pub code: &'a str,
    pub two: &'a str,
    /// Month and day.
    pub date: (u32, u32),
    pub web: bool,
    /// Amount and currency abroad, and the rate.
    pub foreign: Option<(&'a str, &'a str, f64)>,
}

impl Issuer {
    /// A style of the region.
    pub fn new(dice: &mut Dice, region: &str) -> Self {
        let styles: &[(&str, f64)] = match region {
            "US" => &US,
            "GB" => &GB,
            "JP" => &JP,
            _ => &EU,
        };
        let style = styles[dice.weighted(styles.iter().map(|(_, weight)| *weight))].0;
        Self {
            style,
            width: *dice.pick(&[22, 25, 25]),
            lower: region != "JP" && dice.chance(0.1),
            last: u32::try_from(dice.between(1000, 9899)).unwrap_or(1234),
        }
    }

    /// The descriptor of one charge.
    pub fn write(&self, dice: &mut Dice, row: &Printed<'_>) -> String {
        let (month, day) = row.date;
        let (text, city, code) = (row.text, row.city, row.code);
        let cut = || text.chars().take(self.width).collect::<String>();
        let mut out = match self.style {
            "city" if !row.web => format!("{:<25} {city}", cut()),
            "cut" | "city" => cut(),
            "authorized" => format!(
                "PURCHASE AUTHORIZED ON {month:02}/{day:02} {} {city} S{} CARD {}",
                cut(),
                figures(dice.any(), 15),
                self.last
            ),
            "checkcard" => {
                format!("CHECKCARD {month:02}{day:02} {} {city} {:023}", cut(), dice.any() % 10_000_000_000_000_000_000)
            }
            "debit" => format!("DEBIT CARD PURCHASE XXXX{} {} {city}", self.last, cut()),
            "pos" => format!("POS {}", cut()),
            "dated" => format!("{} {month:02}/{day:02} PURCHASE {city}", cut()),
            "title" => capitalised(text),
            "cardpay" => format!("CARD PAYMENT TO {} ON {day:02}-{month:02}", cut()),
            "to" => format!("CARD PAYMENT TO {}", cut()),
            "cd" => format!("{} CD {}", cut(), self.last),
            "slashes" => format!("{}//{city}/{}", cut(), row.two),
            "stamped" => format!(
                "{}//{city}/{} {day:02}.{month:02}. {:02}:{:02}",
                cut(),
                row.two,
                dice.below(24),
                dice.below(60)
            ),
            "carte" => format!("CARTE {day:02}/{month:02} {}", cut()),
            "kauf" => format!("KARTENZAHLUNG {}", cut()),
            "compra" => format!("COMPRA {} {city}", cut()),
            "bea" => format!("BEA, {} PAS{}", cut(), self.last % 1000),
            "wide" => kana::wide(text),
            "mixed" if dice.chance(0.35) => kana::half(&kana::katakana(text)).chars().take(22).collect(),
            "half" => kana::half(&kana::katakana(text)).chars().take(25).collect(),
            // The bill repeats a charge without what the list of the running month put before it.
            "visa" if dice.chance(0.6) => format!("ＶＩＳＡ国内利用　VS {text}"),
            "touch" if !row.web && dice.chance(0.6) => {
                format!("{}{}", kana::wide(text), if self.last.is_multiple_of(3) { "／ＮＦＣ" } else { "／ｉＤ" })
            }
            "touch" => kana::wide(text),
            "large" => kana::large(text).chars().take(15).collect(),
            "area" if !row.web => format!("{text}　{city}"),
            _ => text.to_owned(),
        };
        if let Some((amount, currency, rate)) = row.foreign {
            match self.style {
                "wide" | "touch" => out.push_str(&kana::wide(&format!(" {amount} {currency} {rate:.3}"))),
                "visa" => out = format!("ＶＩＳＡ海外利用　{text}利用国{code}"),
                "plain" | "cut" if self.last.is_multiple_of(2) => {
                    out.push_str(&format!(" {currency} {amount} @ {rate:.4}"));
                }
                "city" | "slashes" => out.push_str(&format!(" {code}")),
                "half" | "large" | "area" | "mixed" => {}
                _ if !row.web && self.last.is_multiple_of(3) => out.push_str(&format!(" {city} {}", row.two)),
                _ => {}
            }
        }
        if self.lower { capitalised(&out) } else { out }
    }
}
