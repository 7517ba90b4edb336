//! Charges that are typed from paper.

use minijinja::context;
use serde::Serialize;

use super::answer::Reply;
use super::asked::Asked;
use super::case::Held;
use super::files::import;
use super::room::Room;
use super::view::Trouble;
use crate::location::Problem;
use crate::money::{Currencies, parse_amount};
use crate::statement::Statement;
use crate::text::{mask_card_numbers, nfkc};

/// The currency in which a dash after the amount stands for the coins that it does not have: `¥1,480-`.
const YEN: &str = "JPY";

/// One line as it was typed.
#[derive(Serialize)]
struct Line {
    date: String,
    text: String,
    amount: String,
}

/// A form to type charges from paper.
pub(super) fn form(room: &Room, asked: &Asked) -> Result<Reply, Problem> {
    room.case()?;
    Ok(shown(room, asked, None))
}

/// Takes charges that were typed. What is wrong is said above the lines, which stay as they were typed.
pub(super) fn typed(room: &mut Room, asked: &Asked) -> Result<Reply, Problem> {
    room.writable(asked)?;
    if asked.has("more") {
        return Ok(shown(room, asked, None));
    }
    let answers: Vec<String> = asked.one("card").map(|card| format!("card={card}")).into_iter().collect();
    let name = room.messages().text("typed-rows");
    let read = lines(room, asked).and_then(|lines| {
        let text = lines.join("\n");
        let read = room.desk.read_one(text.as_bytes(), &name, &answers)?;
        let rejected = read.statements.iter().flat_map(Statement::rejected).next().cloned();
        rejected.map_or_else(|| Ok((text, read)), Err)
    });
    let (text, read) = match read {
        Ok(read) => read,
        Err(found) => return Ok(shown(room, asked, Some(&found))),
    };
    import(room, read, |_| ())?;
    room.writable_now()?.held.push(Held::new(name, text.into_bytes(), answers));
    Ok(Reply::Go("/files".to_owned()))
}

/// The form with what was typed into it, and what of that is wrong.
fn shown(room: &Room, asked: &Asked, wrong: Option<&Problem>) -> Reply {
    let (most, lines) = (room.bounds.takes.typed, room.bounds.shows.lines);
    let before = asked.one("rows").and_then(|rows| rows.parse().ok()).unwrap_or(lines);
    let rows = if asked.has("more") { most } else { before.min(most) };
    let field = |name: String| mask_card_numbers(asked.one(&name).unwrap_or_default()).into_owned();
    let line = |at: usize| Line {
        date: field(format!("date-{at}")),
        text: field(format!("text-{at}")),
        amount: field(format!("amount-{at}")),
    };
    let lines: Vec<Line> = (0..rows).map(line).collect();
    let (currency, card) = (asked.one("currency"), asked.one("card").unwrap_or_default());
    let trouble = wrong.map(|found| Trouble::of(found, room.messages()));
    let today = (room.clock.today)().to_string();
    let page = context! { lines, more => rows < most, most, today, currency, card, trouble };
    if wrong.is_some() { Reply::Again("type.html", page) } else { Reply::Page("type.html", page) }
}

/// The lines that were typed, as a file has them.
fn lines(room: &Room, asked: &Asked) -> Result<Vec<String>, Problem> {
    let plain = |text: &str| nfkc(text).replace(['\n', '\r', '\t', ';', '|', '"'], " ");
    let field = |name: &str, at: usize| asked.one(&format!("{name}-{at}")).map(plain);
    let currency = asked.one("currency").unwrap_or_default().to_uppercase();
    let mut lines = Vec::new();
    for at in 0..room.bounds.takes.typed {
        let row = [field("date", at), field("text", at), field("amount", at)];
        if row.iter().all(Option::is_none) {
            continue;
        }
        let [Some(date), Some(text), Some(amount)] = row else {
            return Err(Problem::new("typed-row-open").with("row", at + 1));
        };
        let number = number(&amount, &currency, &room.desk.currencies).ok_or_else(|| {
            Problem::new("typed-amount").with("row", at + 1).with("value", mask_card_numbers(amount.trim()))
        })?;
        lines.push(format!("{date} {text} {number} {currency}").trim_end().to_owned());
    }
    if lines.is_empty() { Err(Problem::new("nothing-typed")) } else { Ok(lines) }
}

/// The number of an amount as it was typed, with its sign before it; none where something else stands there too. Which
/// decimal mark it has is for all lines together to tell.
fn number(amount: &str, currency: &str, currencies: &Currencies) -> Option<String> {
    let yen = currency == YEN || amount.contains(['¥', '円']);
    let sign = |c: char| !c.is_ascii() && currencies.known(&c.to_string()).is_some();
    let amount: String = amount.chars().filter(|c| !sign(*c)).collect();
    let coinless = |c: char| c.is_whitespace() || ['-', '−', '‐', '–', '—', '―', 'ー'].contains(&c);
    let amount = if yen { amount.trim_end_matches(coinless) } else { amount.as_str() };
    let value = parse_amount(amount, '.').or_else(|| parse_amount(amount, ','))?;
    let figures = amount.chars().filter(|c| c.is_ascii_digit() || ".,'’".contains(*c));
    Some(value.is_sign_negative().then_some('-').into_iter().chain(figures).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn an_amount_is_one_number() {
        let catalogue = Catalogue::embedded();
        let currencies = Currencies::load(catalogue.file("currencies.toml").unwrap()).unwrap();
        for (typed, currency, expected) in [
            ("1,480円", "JPY", Some("1,480")),
            ("¥1,480-", "JPY", Some("1,480")),
            ("1,480円-", "JPY", Some("1,480")),
            ("1480ー", "JPY", Some("1480")),
            ("-1,480", "JPY", Some("-1,480")),
            ("$12.50", "USD", Some("12.50")),
            ("12.50 USD", "USD", Some("12.50")),
            ("12.50-", "USD", Some("-12.50")),
            ("(12.50)", "USD", Some("-12.50")),
            ("12.50 CR", "USD", Some("-12.50")),
            ("€ 1 234,50", "EUR", Some("1234,50")),
            ("₩48,600", "KRW", Some("48,600")),
            ("12.50 or 13", "USD", None),
            ("12.50 13", "USD", None),
            ("12.50/13", "USD", None),
            ("twelve", "USD", None),
            ("", "USD", None),
        ] {
            assert_eq!(number(typed, currency, &currencies).as_deref(), expected, "{typed}");
        }
    }
}
