//! MT940 and MT942, the account statements of SWIFT: lines under tags such as `:61:`, in blocks that may stand in
//! envelopes. Each tag is a record; what a `:86:` says belongs to the `:61:` above it.

use std::borrow::Cow;

use rust_decimal::Decimal;

use self::details::Details;
use super::cells::Cells;
use super::decode::lines;
use super::delimited::Record;
use super::wire::{Syntax, Table, at};
use crate::location::Problem;
use crate::money::parse_amount;
use crate::text::{mask_card_numbers, trim};

/// The cells of a record. `record` is `transaction` (`:61:`), `opening`, `closing` or `balance` (`:60:`, `:62:`, `:64:`,
/// `:65:`), `head` (every other tag) or `loose` (lines under no tag). `booked` is the entry date, or the value date where
/// there is none; `earlier` is the value date where it lies before the booking. `type` is the code of the transaction,
/// `detail` what stands below it; what stands behind the references is the `name`. The cells from `gvc` on are of `:86:`: the German code and booking
/// text, the name of the other party, the purpose, the SEPA references, and all else. `text` is the first of `name`,
/// `purpose`, `booking`, `other`, `detail` and `type` that says anything. `change` is a closing balance less the opening one.
const NAMES: [&str; 23] = [
    "record",
    "account",
    "currency",
    "value",
    "booked",
    "earlier",
    "mark",
    "amount",
    "type",
    "reference",
    "bank reference",
    "detail",
    "gvc",
    "booking",
    "name",
    "purpose",
    "end to end",
    "mandate",
    "creditor",
    "other",
    "text",
    "change",
    "tag",
];

mod details;
mod line;

/// Whether text is of this kind: it has a balance or an entry under its tag.
pub(super) fn is(text: &str) -> bool {
    let tells = |line: &str| {
        tag_of(line).is_some_and(|(tag, rest)| match tag {
            "60F" | "60M" | "62F" | "62M" => rest.trim_start().starts_with(['C', 'D']),
            "61" => rest.trim_start().bytes().take(6).all(|byte| byte.is_ascii_digit()),
            "34F" | "90C" | "90D" => true,
            _ => false,
        })
    };
    text.contains(":6") && text.split(['\n', '\r']).any(|line| tells(&cleaned(line)))
        || text.contains(":34F:") && text.contains(":20:")
}

/// The tag that a line begins with, and what stands behind it.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = trim(line).strip_prefix(':')?.split_once(':')?;
    let letter = |c: char| c.is_ascii_uppercase();
    let sound = match tag.len() {
        2 => tag.chars().all(|c| c.is_ascii_digit()) || tag == "NS",
        3 => tag[..tag.floor_char_boundary(2)].bytes().all(|byte| byte.is_ascii_digit()) && tag.ends_with(letter),
        _ => false,
    };
    sound.then_some((tag, rest))
}

/// A text without control characters but those of lines.
fn cleaned(text: &str) -> Cow<'_, str> {
    let stays = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    if text.chars().all(stays) { text.into() } else { text.chars().filter(|c| stays(*c)).collect() }
}

/// The records of a file.
pub(super) fn table(text: &str) -> Table {
    let text = cleaned(text);
    let mut walk = Walk::default();
    for (line, number) in lines(&text).zip(1..) {
        walk.line(line, number);
    }
    walk.end_tag();
    walk.name_currency();
    for record in &mut walk.records {
        let said = [at!("name"), at!("purpose"), at!("booking"), at!("other"), at!("detail"), at!("type")];
        let said =
            said.map(|at| &record.cells[at]).into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        record.cells.set(at!("text"), said);
    }
    Table {
        syntax: Syntax::Mt940,
        names: NAMES.map(str::to_owned).to_vec(),
        records: walk.records,
        rejected: Vec::new(),
        notices: walk.notices,
    }
}

/// A tag with the lines below it.
struct Tag<'a> {
    name: &'a str,
    number: u64,
    lines: Vec<&'a str>,
}

#[derive(Default)]
struct Walk<'a> {
    account: String,
    currency: String,
    opening: Option<Decimal>,
    tag: Option<Tag<'a>>,
    /// Where the statement began whose currency is not known yet.
    begun: usize,
    /// Whether a `:86:` belongs to the last record.
    entry_above: bool,
    records: Vec<Record>,
    notices: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn line(&mut self, line: &'a str, number: u64) {
        let mut line = trim_end(line);
        // The ends of a block, and the envelopes around it.
        let after = line.strip_prefix('-');
        let ends = after.is_some_and(|rest| rest.starts_with('}') || rest.trim_end_matches('X').is_empty());
        if ends || line.starts_with("{1:") {
            self.end_tag();
            let Some((_, body)) = line.split_once("{4:") else {
                if !ends {
                    self.loose(line, number);
                }
                return;
            };
            line = body;
        }
        if let Some((name, rest)) = tag_of(line) {
            self.end_tag();
            self.tag = Some(Tag { name, number, lines: vec![rest] });
        } else if let Some(tag) = &mut self.tag {
            tag.lines.push(line);
        } else if !trim(line).is_empty() {
            self.loose(line, number);
        }
    }

    fn loose(&mut self, line: &str, number: u64) {
        let mut record = self.record("loose", number, 1);
        record.cells.set(at!("other"), line);
        self.records.push(record);
        self.entry_above = false;
    }

    fn record(&self, what: &str, line: u64, lines: u64) -> Record {
        let mut record = Record { line, lines, cells: Cells::empty(NAMES.len()) };
        record.cells.set(at!("record"), what);
        record.cells.set(at!("account"), self.account.as_str());
        record.cells.set(at!("currency"), self.currency.as_str());
        record
    }

    fn end_tag(&mut self) {
        let Some(Tag { name, number, mut lines }) = self.tag.take() else { return };
        while lines.last().is_some_and(|line| trim(line).is_empty()) && lines.len() > 1 {
            lines.pop();
        }
        let covered = u64::try_from(lines.len()).unwrap_or(1);
        if name == "86" && self.entry_above {
            if let Some(entry) = self.records.last_mut() {
                entry.lines = number + covered - entry.line;
                Details::of(&lines, &entry.cells[at!("other")]).write(entry);
            }
            return;
        }
        self.entry_above = name == "61";
        let first = trim(lines[0]);
        match name {
            "20" => self.begin(),
            "25" | "25P" => {
                let (account, currency) = line::account(first);
                self.account = account;
                self.currency = currency;
            }
            "60F" | "60M" | "60" => self.opening = None,
            _ => {}
        }
        let balance = line::balance(first);
        if let Some((_, currency, _)) = balance.as_ref().filter(|_| name.starts_with('6')) {
            self.currency.clone_from(currency);
        } else if matches!(name, "34F" | "90C" | "90D") {
            let letters: String = first.chars().skip_while(char::is_ascii_digit).take(3).collect();
            if self.currency.is_empty() && letters.len() == 3 && letters.chars().all(|c| c.is_ascii_uppercase()) {
                self.currency = letters;
            }
        }
        let what = match name {
            "61" => "transaction",
            "60F" | "60M" | "60" => "opening",
            "62F" | "62M" | "62" => "closing",
            "64" | "65" => "balance",
            _ => "head",
        };
        let mut record = self.record(what, number, covered);
        record.cells.set(at!("tag"), format!(":{name}:"));
        if what == "transaction" {
            self.notices
                .extend(line::entry(&mut record, &lines).map(|notice| notice.with("line", number).at_line(number)));
        } else {
            record.cells.set(at!("other"), lines.iter().map(|line| trim(line)).collect::<Vec<_>>().join(" "));
        }
        match (what, balance) {
            ("opening", balance) => self.opening = balance.map(|(amount, ..)| amount),
            ("closing", balance) => {
                let opening = self.opening.take();
                let change = balance.and_then(|(closing, ..)| closing.checked_sub(opening?));
                record
                    .cells
                    .set(at!("change"), change.map(|change| change.to_string().replace('.', ",")).unwrap_or_default());
                self.name_currency();
            }
            _ => {}
        }
        self.records.push(record);
    }

    /// A statement begins: what was said of the one before holds no longer.
    fn begin(&mut self) {
        self.name_currency();
        self.account.clear();
        self.currency.clear();
        self.opening = None;
    }

    /// Gives the currency to the rows above that came before it was named.
    fn name_currency(&mut self) {
        for record in &mut self.records[self.begun..] {
            if record.cells[at!("currency")].is_empty() {
                record.cells.set(at!("currency"), self.currency.as_str());
            }
        }
        self.begun = self.records.len();
    }
}

/// A line without what pads its end; a line of the full width may end in a space that belongs to the text.
fn trim_end(line: &str) -> &str {
    line.trim_end_matches(['\t', '\u{feff}'])
}

/// A number with a comma or, against the standard, a point; text that holds a card number is none.
fn number(text: &str) -> Option<Decimal> {
    let sound = mask_card_numbers(text) == text;
    if sound { parse_amount(&with_comma(text), ',') } else { None }
}

/// The number with a comma, if it has a point where the comma should be.
fn with_comma(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match text.rsplit_once('.') {
        Some((whole, digits)) if !text.contains(',') && !whole.contains('.') && digits.len() != 3 => {
            format!("{whole},{digits}")
        }
        _ => text,
    }
}
