//! The list of a sheet: for a person to read, for a spreadsheet, for a program.

use serde_json::{Value as Json, json};

use super::blocks::Block;
use super::table::{self, safe};
use super::{Office, asks, card_in_words, deadline, holders, numbered, possession, wish, words};
use crate::dispute::{Dispute, Sheet, missing, totals, waiting};
use crate::messages::{Messages, Value};
use crate::report::canonical::written;
use crate::report::findings_csv::inert;
use crate::text::mask_card_numbers;

/// The columns of the spreadsheet, in order.
pub(super) const COLUMNS: [&str; 27] = [
    "number",
    "id",
    "issuer",
    "card",
    "holder",
    "transaction_date",
    "posting_date",
    "status",
    "descriptor",
    "amount",
    "disputed",
    "currency",
    "foreign_amount",
    "foreign_currency",
    "reference",
    "reason",
    "twin_date",
    "twin_reference",
    "dealt_before",
    "possession",
    "merchant_asked",
    "cancelled_on",
    "note",
    "attachments",
    "checked",
    "stage",
    "report_by",
];

/// The list of a sheet as a paper: what ends first, what waiting loses of the booked charges, the charges, the sums, what
/// is missing, what to check first.
pub(super) fn list(sheet: &Sheet<'_>, office: Office<'_>) -> Vec<Block> {
    let messages = office.messages;
    let counts = sheet.counts();
    let mut about = vec![card_in_words(sheet, messages), wish(sheet, messages)];
    about.extend(holders(sheet.all(), messages));
    about.extend(possession(sheet.all(), messages));
    let mut blocks = vec![
        Block::Title(messages.text("dispute-list")),
        Block::Paragraph(about),
        Block::Paragraph(vec![
            messages.text("deadline-open"),
            deadline::opening(sheet, office.counting, messages),
            messages.text("deadline-not-breach"),
        ]),
    ];
    let ends = sheet.ends(office.counting.today);
    if !ends.is_empty() {
        let days = waiting(&ends, office.counting.today);
        let lines = deadline::waiting(&days, office.counting.today, office.currencies, messages);
        blocks.extend(lines.into_iter().map(Block::Item));
    }
    if sheet.stops_card() {
        blocks.push(Block::Hint(messages.text("dispute-stops-card")));
    }
    blocks.extend(asks(sheet, messages).into_iter().map(Block::Hint));
    if !sheet.charges.is_empty() {
        blocks.push(Block::Heading(messages.text("dispute-booked")));
        blocks.push(Block::Table(table::of(&sheet.charges, 1, office)));
        let sums = words::sums(totals(&sheet.charges).into_iter(), office.currencies, messages);
        blocks.push(Block::Paragraph(vec![messages.with("dispute-sum", &[("sums", sums.into())])]));
    }
    if !sheet.pending.is_empty() {
        blocks.push(Block::Heading(messages.text("dispute-pending")));
        blocks.push(Block::Table(table::of(&sheet.pending, sheet.charges.len() + 1, office)));
    }
    blocks.extend(recognise(sheet, messages));
    let lacks = numbered(sheet.all().map(|dispute| lacks(dispute, messages)), messages);
    if !lacks.is_empty() {
        blocks.push(Block::Heading(messages.text("dispute-missing")));
        blocks.extend(lacks.into_iter().map(Block::Item));
    }
    blocks.push(Block::Heading(messages.text("dispute-rests")));
    let mut told: Vec<&str> = Vec::new();
    for count in counts.iter().filter(|count| count.last.is_some() || count.deadline.length.is_none()) {
        if !told.contains(&count.deadline.id.as_str()) {
            told.push(&count.deadline.id);
            blocks.push(Block::Hint(deadline::states(count.deadline, messages)));
            if count.is_over(office.counting.today) && count.trust.names_a_day() {
                blocks.push(Block::Hint(count.deadline.late.get(messages.lang()).to_owned()));
            }
        }
    }
    blocks.push(Block::Hint(messages.text("closing-information")));
    blocks
}

/// What was checked, and what to check first of the charges of which nothing is written down; each check once, with the
/// numbers of its charges.
fn recognise(sheet: &Sheet<'_>, messages: &Messages) -> Vec<Block> {
    let mut checks: Vec<(&str, Vec<String>)> = Vec::new();
    let mut found: Vec<Block> = Vec::new();
    for (at, dispute) in sheet.all().enumerate() {
        let number = (at + 1).to_string();
        if let Some(checked) = &dispute.checked {
            let args = [("number", Value::from(number)), ("checked", safe(checked).into())];
            found.push(Block::Item(messages.with("dispute-checked", &args)));
            continue;
        }
        for check in &dispute.checks {
            match checks.iter_mut().find(|(known, _)| known == check) {
                Some((_, numbers)) => numbers.push(number.clone()),
                None => checks.push((check, vec![number.clone()])),
            }
        }
    }
    let tick = |(check, numbers): (&str, Vec<String>)| {
        let args = [("check", Value::from(safe(check))), ("numbers", words::list(&numbers, messages).into())];
        Block::Tick(messages.with("dispute-check", &args))
    };
    found.extend(checks.into_iter().map(tick));
    if !found.is_empty() {
        found.insert(0, Block::Heading(messages.text("dispute-recognise")));
    }
    found
}

/// What is not known yet of a charge.
fn lacks(dispute: &Dispute, messages: &Messages) -> Option<String> {
    let fields = missing(dispute).into_iter().map(|field| messages.text(&format!("missing-{}", field.word())));
    let fields: Vec<String> = fields.collect();
    (!fields.is_empty()).then(|| words::list(&fields, messages))
}

/// One charge as cells, in the order of [`COLUMNS`]; amounts are plain numbers.
pub(super) fn cells(number: usize, dispute: &Dispute, sheet: &Sheet<'_>, office: Office<'_>) -> [String; 27] {
    let text = |text: Option<&str>| text.map(safe).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let month = |day: chrono::NaiveDate| day.format("%Y-%m").to_string();
    let printed = |date: Option<chrono::NaiveDate>| {
        if dispute.month_only { date.map(month).unwrap_or_default() } else { day(date) }
    };
    let plain = |amount| office.currencies.plain(amount, dispute.currency);
    let foreign = dispute.foreign_amount.zip(dispute.foreign_currency);
    let asked = dispute.merchant_asked.as_ref();
    let asked = asked.map(|asked| format!("{} {}", asked.on, text(asked.answer.as_deref())).trim_end().to_owned());
    [
        number.to_string(),
        text(Some(&dispute.id)),
        text(Some(sheet.issuer)),
        text(Some(sheet.card)),
        text(dispute.holder.as_deref()),
        printed(dispute.transaction_date),
        printed(dispute.posting_date),
        if dispute.pending { "pending" } else { "posted" }.to_owned(),
        text(Some(&dispute.descriptor)),
        plain(dispute.amount),
        plain(dispute.claimed()),
        dispute.currency.to_string(),
        foreign.map(|(amount, currency)| office.currencies.plain(amount, currency)).unwrap_or_default(),
        foreign.map(|(_, currency)| currency.to_string()).unwrap_or_default(),
        text(dispute.reference.as_deref()),
        dispute.reason.to_string(),
        day(dispute.twin.as_ref().map(|twin| twin.date)),
        text(dispute.twin.as_ref().and_then(|twin| twin.reference.as_deref())),
        dispute.dealt_before.map(|before| before.to_string()).unwrap_or_default(),
        dispute.possession.map(|held| held.word().to_owned()).unwrap_or_default(),
        asked.unwrap_or_default(),
        day(dispute.cancelled),
        text(dispute.note.as_deref()),
        dispute.attachments.iter().map(|paper| safe(paper)).collect::<Vec<_>>().join("; "),
        text(dispute.checked.as_deref()),
        dispute.stage.word().to_owned(),
        day(sheet.last_day(dispute)),
    ]
}

/// One row a charge. Text that a spreadsheet would take for a formula begins with an apostrophe, unless it is wanted `raw`,
/// for machines.
#[must_use]
pub fn csv(sheets: &[Sheet<'_>], raw: bool, office: Office<'_>) -> String {
    let mut records = vec![COLUMNS.map(str::to_owned).to_vec()];
    for sheet in sheets {
        for (at, dispute) in sheet.all().enumerate() {
            let cells = cells(at + 1, dispute, sheet, office);
            records.push(cells.map(|cell| if raw { cell } else { inert(&cell) }).to_vec());
        }
    }
    written(records.into_iter())
}

/// For a program: `postbreach.dispute/1`.
#[must_use]
pub fn json(sheets: &[Sheet<'_>], office: Office<'_>) -> Json {
    let sheets: Vec<Json> = sheets
        .iter()
        .map(|sheet| {
            let charge = |(at, dispute): (usize, &Dispute)| {
                let fields = COLUMNS.iter().zip(cells(at + 1, dispute, sheet, office)).map(|(name, cell)| {
                    let value = if cell.is_empty() { Json::Null } else { cell.into() };
                    ((*name).to_owned(), value)
                });
                let mut fields: serde_json::Map<String, Json> = fields.collect();
                let counts = sheet.counts_of(dispute);
                let counts: Vec<Json> =
                    counts.iter().map(|count| deadline::count_value(count, office.counting.today)).collect();
                let missing: Vec<&str> = missing(dispute).into_iter().map(|field| field.word()).collect();
                // As it was printed: a program shows nothing by itself.
                fields.insert("descriptor".to_owned(), mask_card_numbers(&dispute.descriptor).into());
                fields.insert("marks".to_owned(), json!(dispute.marks));
                fields.insert("checks".to_owned(), json!(dispute.checks));
                fields.insert("attachments".to_owned(), dispute.attachments.iter().map(|paper| safe(paper)).collect());
                fields.insert("missing".to_owned(), missing.into());
                fields.insert("counts".to_owned(), counts.into());
                Json::Object(fields)
            };
            let totals: serde_json::Map<String, Json> = totals(&sheet.charges)
                .into_iter()
                .map(|(currency, sum)| (currency.to_string(), office.currencies.plain(sum, currency).into()))
                .collect();
            json!({
                "issuer": safe(sheet.issuer), "card": safe(sheet.card), "letter": sheet.letter.word(), "totals": totals,
                "charges": sheet.all().enumerate().map(charge).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "schema": "postbreach.dispute/1", "as_of": office.counting.today, "sheets": sheets })
}
