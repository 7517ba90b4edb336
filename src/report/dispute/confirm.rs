//! What is said before a paper is made: the days, each line once more, what is not known yet and how to say it, what to
//! check first, and what a claim brings with it.

use super::table::{safe, says, when};
use super::{Office, asks, card_in_words, deadline, wish, words};
use crate::dispute::{Dispute, Missing, Sheet, Wanted, missing, totals, waiting};
use crate::messages::Value;

/// The lines to confirm, sheet by sheet, as text for a terminal.
#[must_use]
pub fn confirmation(sheets: &[Sheet<'_>], office: Office<'_>) -> String {
    let mut lines = vec![office.messages.text("deadline-open"), office.messages.text("deadline-not-breach")];
    for sheet in sheets {
        lines.push(String::new());
        lines.extend(of_sheet(sheet, office));
    }
    lines.join("\n")
}

fn of_sheet(sheet: &Sheet<'_>, office: Office<'_>) -> Vec<String> {
    let messages = office.messages;
    let card = card_in_words(sheet, messages);
    let today = office.counting.today;
    let mut lines = vec![format!("{card}: {}", wish(sheet, messages))];
    lines.push(deadline::opening(sheet, office.counting, messages));
    let ends = sheet.ends(office.counting.today);
    if !ends.is_empty() {
        lines.extend(deadline::waiting(&waiting(&ends, today), today, office.currencies, messages));
    }
    for (at, dispute) in sheet.all().enumerate() {
        lines.extend(of_charge(at + 1, dispute, office));
    }
    let sums = words::sums(totals(&sheet.charges).into_iter(), office.currencies, messages);
    if !sheet.charges.is_empty() {
        lines.push(messages.with("dispute-sum", &[("sums", sums.into())]));
    }
    if sheet.stops_card() {
        lines.push(messages.text("dispute-stops-card"));
    }
    let typed = |wanted: Wanted| match wanted {
        Wanted::Country => "jurisdiction COUNTRY",
        Wanted::Product => "product credit|debit|prepaid|business",
        Wanted::StatementDay => "statement-day DAY",
        Wanted::PaymentDay => "payment-day DAY",
    };
    for (line, wanted) in asks(sheet, messages).into_iter().zip(sheet.wanted()) {
        lines.push(line);
        lines.push(format!("  postbreach profile set {}{}", typed(wanted), option(sheet.card)));
    }
    if sheet.all().any(|dispute| missing(dispute).contains(&Missing::Holder)) {
        lines.push(format!("  postbreach profile set name NAME{}", option(sheet.card)));
    }
    if sheet.all().any(|dispute| missing(dispute).contains(&Missing::Card)) {
        lines.push(messages.text("dispute-name-card"));
        lines.push("  postbreach import FILE --read card=LAST4".to_owned());
    }
    lines
}

/// The option that names a card.
fn option(card: &str) -> String {
    if card.is_empty() { String::new() } else { format!(" --card {}", safe(card)) }
}

fn of_charge(number: usize, dispute: &Dispute, office: Office<'_>) -> Vec<String> {
    let messages = office.messages;
    let args = [
        ("amount", Value::from(office.currencies.shown(dispute.claimed(), dispute.currency))),
        ("line", safe(&dispute.descriptor).into()),
        ("date", when(dispute, messages).into()),
    ];
    let mut lines = vec![format!("  {number}. {}  {}", dispute.id, messages.with("dispute-line-of", &args))];
    if dispute.pending {
        lines.push(messages.text("remark-pending"));
    }
    lines.push(says(dispute, messages).join(&messages.text("list-sentences")));
    let lacks = missing(dispute);
    if !lacks.is_empty() {
        let fields: Vec<String> =
            lacks.iter().map(|field| messages.text(&format!("missing-{}", field.word()))).collect();
        lines.push(format!("{}: {}", messages.text("dispute-missing"), words::list(&fields, messages)));
    }
    let mut typed: Vec<String> = lacks.iter().flat_map(|field| field.keys()).map(|key| key.typed()).collect();
    match &dispute.checked {
        Some(checked) => lines.push(messages.with("dispute-was-checked", &[("checked", safe(checked).into())])),
        None if dispute.checks.is_empty() => {}
        None => {
            lines.push(messages.text("dispute-check-first"));
            lines.extend(dispute.checks.iter().map(|check| format!("  □ {}", safe(check))));
            typed.push(crate::review::Key::Checked.typed());
        }
    }
    if !typed.is_empty() {
        lines.push(format!("  postbreach dispute answer {} {}", dispute.id, typed.join(" ")));
    }
    let indented =
        lines.iter().enumerate().map(|(at, line)| if at == 0 { line.clone() } else { format!("     {line}") });
    indented.collect()
}
