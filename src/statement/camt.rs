//! CAMT, the account statements, reports and notifications of ISO 20022 (camt.053, .052, .054), whatever their version: an
//! entry is a record, or each transaction of it where it is a batch of them.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::cells::Cells;
use super::delimited::Record;
use super::limits::Limits;
use super::wire::{Syntax, Table, at};
use super::xml::{Node, Visitor, walk};
use crate::money::parse_amount;
use crate::text::mask_card_numbers;

/// The cells of a record, under the names of the elements they come from where there is one. `record` is `transaction`,
/// `statement` (a statement begins), `balance` or `closing` (a balance with the change since the opening one in `change`).
/// `BookgDt` falls back to the value date; `earlier` is the value date where it lies before the booking; `TxDt` is the day
/// of the transaction itself. `text` is the first of party, shop (`POI`), `Ustrd`, `AddtlTxInf`, `AddtlNtryInf` and the codes
/// that says anything; the party is the one on the other side. `code` is domain, family and sub-family.
const NAMES: [&str; 27] = [
    "record",
    "account",
    "Ccy",
    "Amt",
    "CdtDbtInd",
    "Sts",
    "RvslInd",
    "BookgDt",
    "ValDt",
    "earlier",
    "TxDt",
    "code",
    "Prtry",
    "PAN",
    "text",
    "party",
    "ultimate",
    "POI",
    "Ustrd",
    "AddtlTxInf",
    "AddtlNtryInf",
    "foreign Amt",
    "foreign Ccy",
    "XchgRate",
    "reference",
    "part",
    "change",
];

/// Whether text is a CAMT message, told by its namespace or its root.
pub(super) fn is(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or_default();
    let named = ["camt.052", "camt.053", "camt.054", "BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"];
    head.starts_with('<') && named.iter().any(|name| head.contains(name))
}

/// The entries of a file.
pub(super) fn table(text: &str, limits: &Limits) -> Table {
    let mut reading = Camt::default();
    let broken = walk(text, limits, &mut reading).err();
    reading.end_statement();
    let rejected = broken.into_iter().collect();
    Table {
        syntax: Syntax::Camt,
        names: NAMES.map(str::to_owned).to_vec(),
        records: reading.records,
        rejected,
        notices: Vec::new(),
    }
}

#[derive(Default)]
struct Camt {
    account: String,
    currency: String,
    opening: Option<Decimal>,
    closing: Option<(Record, Option<Decimal>)>,
    records: Vec<Record>,
}

impl Visitor for Camt {
    fn wants(&self, name: &str) -> bool {
        matches!(name, "Ntry" | "Bal" | "Acct" | "Stmt" | "Rpt" | "Ntfctn")
    }

    fn opened(&mut self, name: &str, line: u64) {
        if matches!(name, "Stmt" | "Rpt" | "Ntfctn") {
            self.end_statement();
            let mut record = self.record("statement", (line, 1));
            record.cells.set(at!("account"), "");
            self.records.push(record);
        }
    }

    fn ended(&mut self, node: Node<'_>) {
        match node.name() {
            "Ntry" => self.entry(node),
            "Bal" => self.balance(node),
            "Acct" => {
                let paths = ["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC"];
                self.account = node.text(&paths).into_owned();
                self.currency = node.text(&["Ccy"]).into_owned();
            }
            _ => self.end_statement(),
        }
    }
}

impl Camt {
    fn record(&self, what: &str, (line, lines): (u64, u64)) -> Record {
        let mut record = Record { line, lines, cells: Cells::empty(NAMES.len()) };
        record.cells.set(at!("record"), what);
        record.cells.set(at!("account"), self.account.as_str());
        record.cells.set(at!("Ccy"), self.currency.as_str());
        record
    }

    /// Writes down the closing balance, below the entries that it sums.
    fn end_statement(&mut self) {
        if let Some((mut record, closing)) = self.closing.take() {
            if let (Some(opening), Some(closing)) = (self.opening, closing) {
                record.cells.set(
                    at!("change"),
                    closing.checked_sub(opening).map(|change| change.to_string()).unwrap_or_default(),
                );
            }
            self.records.push(record);
        }
        self.opening = None;
        self.account.clear();
        self.currency.clear();
    }

    fn balance(&mut self, node: Node<'_>) {
        let code = node.text(&["Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd"]);
        let mut record = self.record("balance", node.lines());
        let (amount, currency) = amount(node, "Amt");
        let side = node.text(&["CdtDbtInd"]);
        let signed = signed(&amount, &side);
        record.cells.set(at!("Prtry"), &code);
        record.cells.set(at!("Amt"), amount);
        record.cells.set(at!("CdtDbtInd"), side);
        if !currency.is_empty() {
            record.cells.set(at!("Ccy"), currency);
        }
        match &*code {
            // The opening balance itself rather than the closing one of the statement before.
            "OPBD" => self.opening = signed.or(self.opening),
            "PRCD" if self.opening.is_none() => self.opening = signed,
            "CLBD" if self.closing.is_none() => {
                record.cells.set(at!("record"), "closing");
                self.closing = Some((record, signed));
                return;
            }
            _ => {}
        }
        self.records.push(record);
    }

    fn entry(&mut self, entry: Node<'_>) {
        let details = entry.all("NtryDtls/TxDtls");
        let mut whole = self.record("transaction", entry.lines());
        let (printed, currency) = amount(entry, "Amt");
        whole.cells.set(at!("Amt"), printed);
        if !currency.is_empty() {
            whole.cells.set(at!("Ccy"), currency);
        }
        whole.cells.set(at!("CdtDbtInd"), entry.text(&["CdtDbtInd"]));
        whole.cells.set(at!("Sts"), entry.text(&["Sts/Cd", "Sts/Prtry", "Sts"]));
        whole.cells.set(at!("RvslInd"), entry.text(&["RvslInd"]));
        whole.cells.set(at!("AddtlNtryInf"), entry.text(&["AddtlNtryInf"]));
        let valued = day(entry, &["ValDt/Dt", "ValDt/DtTm", "ValDt"]);
        let booked = Some(day(entry, &["BookgDt/Dt", "BookgDt/DtTm", "BookgDt"]))
            .filter(|day| !day.is_empty())
            .unwrap_or_else(|| valued.clone());
        if valued < booked {
            whole.cells.set(at!("earlier"), &valued);
        }
        whole.cells.set(at!("ValDt"), valued);
        whole.cells.set(at!("BookgDt"), booked);
        match batch(entry, &details, &whole) {
            Some(amounts) => {
                let of = details.len();
                for (at, (node, (amount, side))) in details.iter().zip(amounts).enumerate() {
                    let mut part = whole.clone();
                    (part.line, part.lines) = node.lines();
                    part.cells.set(at!("Amt"), amount);
                    part.cells.set(at!("CdtDbtInd"), side);
                    part.cells.set(at!("part"), format!("{}/{of}", at + 1));
                    describe(&mut part, entry, &[*node]);
                    self.records.push(part);
                }
            }
            None => {
                describe(&mut whole, entry, &details);
                self.records.push(whole);
            }
        }
    }
}

/// The amount and side of each transaction of a batch, where all have one and together they are the entry's.
fn batch(entry: Node<'_>, details: &[Node<'_>], whole: &Record) -> Option<Vec<(String, String)>> {
    if details.len() < 2 {
        return None;
    }
    let (total, side) =
        (signed(&whole.cells[at!("Amt")], &whole.cells[at!("CdtDbtInd")])?, &whole.cells[at!("CdtDbtInd")]);
    let mut left = total;
    let mut amounts = Vec::new();
    for &node in details {
        let in_currency = ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"]
            .into_iter()
            .map(|path| amount(node, path))
            .find(|(amount, currency)| {
                !amount.is_empty() && (currency.is_empty() || *currency == &whole.cells[at!("Ccy")])
            });
        let own = Some(node.text(&["CdtDbtInd"])).filter(|own| !own.is_empty()).unwrap_or_else(|| side.into());
        let (amount, _) = in_currency?;
        left = left.checked_sub(signed(&amount, &own)?)?;
        amounts.push((amount.into_owned(), own.into_owned()));
    }
    (left.is_zero() && entry.at("Amt").is_some()).then_some(amounts)
}

/// Where the names of the parties stand.
const CREDITOR: [&str; 2] = ["RltdPties/Cdtr/Nm", "RltdPties/Cdtr/Pty/Nm"];
const LAST_CREDITOR: [&str; 2] = ["RltdPties/UltmtCdtr/Nm", "RltdPties/UltmtCdtr/Pty/Nm"];
const DEBTOR: [&str; 2] = ["RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm"];
const LAST_DEBTOR: [&str; 2] = ["RltdPties/UltmtDbtr/Nm", "RltdPties/UltmtDbtr/Pty/Nm"];

/// What is said of an entry, in its transactions first, then in itself.
fn describe(record: &mut Record, entry: Node<'_>, details: &[Node<'_>]) {
    let nodes = || details.iter().copied().chain([entry]);
    let first = |paths: &[&str]| nodes().map(|node| node.text(paths)).find(|text| !text.is_empty()).unwrap_or_default();
    let every = |path: &str| joined(details.iter().flat_map(|node| node.all(path)).map(Node::own_text));
    // A reversal keeps the parties of what it reverses.
    let reversed = matches!(&record.cells[at!("RvslInd")], "true" | "1");
    let debit = (&record.cells[at!("CdtDbtInd")] == "DBIT") != reversed;
    let names = |paths: &[&str]| joined(details.iter().map(|node| node.text(paths)));
    let (party, ultimate) = if debit { (&CREDITOR, &LAST_CREDITOR) } else { (&DEBTOR, &LAST_DEBTOR) };
    record.cells.set(at!("ultimate"), names(ultimate));
    let party = names(party);
    record.cells.set(at!("party"), if party.is_empty() { record.cells[at!("ultimate")].to_owned() } else { party });
    let card = || nodes().filter_map(|node| node.at("CardTx"));
    record.cells.set(
        at!("PAN"),
        card().find_map(|card| card.within(&["PAN", "MskdPAN"])).map(Node::own_text).unwrap_or_default(),
    );
    let shop =
        card().filter_map(|card| card.at("POI")).find_map(|poi| poi.within(&["ShrtNm", "CmonNm", "Nm", "SysNm"]));
    record.cells.set(at!("POI"), shop.map(Node::own_text).unwrap_or_default());
    let words = [every("RmtInf/Ustrd"), every("RmtInf/Strd/AddtlRmtInf")].into_iter().filter(|text| !text.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    record.cells.set(at!("Ustrd"), if words.is_empty() { every("RmtInf/Strd/CdtrRefInf/Ref") } else { words });
    record.cells.set(at!("AddtlTxInf"), every("AddtlTxInf"));
    let code = |node: Node<'_>| {
        let parts =
            ["BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd"].map(|path| node.text(&[path]));
        parts.join("/").trim_end_matches('/').to_owned()
    };
    let coded = nodes().filter(|node| node.at("BkTxCd").is_some());
    record.cells.set(at!("code"), coded.map(code).find(|code| !code.is_empty()).unwrap_or_default());
    record.cells.set(at!("Prtry"), first(&["BkTxCd/Prtry/Cd"]));
    let said =
        [at!("party"), at!("POI"), at!("Ustrd"), at!("AddtlTxInf"), at!("AddtlNtryInf"), at!("code"), at!("Prtry")];
    let said =
        said.map(|at| &record.cells[at]).into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    record.cells.set(at!("text"), said);
    let days = ["RltdDts/TxDtTm", "RltdDts/AccptncDtTm", "RltdDts/TradDt", "CardTx/Tx/TxDtTm"];
    record.cells.set(at!("TxDt"), first(&days).chars().take(10).collect::<String>());
    let foreign = nodes()
        .flat_map(|node| {
            ["AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt"].map(|path| amount(node, path))
        })
        .find(|(amount, currency)| {
            !amount.is_empty() && !currency.is_empty() && *currency != &record.cells[at!("Ccy")]
        });
    if let Some((amount, currency)) = foreign.filter(|_| details.len() < 2) {
        record.cells.set(at!("foreign Amt"), amount);
        record.cells.set(at!("foreign Ccy"), currency);
    }
    let rate = nodes().filter_map(|node| node.at("AmtDtls")).find_map(|amounts| amounts.within(&["XchgRate"]));
    record.cells.set(at!("XchgRate"), rate.map(Node::own_text).unwrap_or_default());
    record.cells.set(at!("reference"), reference(entry, details, record.cells[at!("part")].is_empty()));
}

/// The bank's reference: of the entry, else of its transaction; of the transaction first, where the entry has several.
fn reference<'a>(entry: Node<'a>, details: &[Node<'a>], whole: bool) -> Cow<'a, str> {
    let of_entry = entry.text(&["AcctSvcrRef"]);
    let of_details = match details {
        [node] => ["Refs/AcctSvcrRef", "Refs/TxId", "Refs/EndToEndId"].map(|path| node.text(&[path])),
        _ => Default::default(),
    };
    let [first, last] = if whole { [of_entry.clone(), "".into()] } else { ["".into(), of_entry.clone()] };
    let own = of_details.into_iter().filter(|own| whole || *own != of_entry);
    let says = |text: &Cow<'_, str>| {
        let none = ["NOTPROVIDED", "NOT PROVIDED", "NONREF"];
        !text.is_empty() && !none.iter().any(|none| text.eq_ignore_ascii_case(none))
    };
    let mut all = std::iter::once(first).chain(own).chain([last]);
    all.find(says).unwrap_or_else(|| entry.text(&["NtryRef"]))
}

/// Texts one after the other, each once.
fn joined<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> String {
    let mut seen: Vec<Cow<'a, str>> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if seen.last() != Some(&text) {
            seen.push(text);
        }
    }
    seen.join(" ")
}

/// An amount as written, and its currency.
fn amount<'a>(node: Node<'a>, path: &str) -> (Cow<'a, str>, &'a str) {
    node.at(path).map(|amount| (amount.own_text(), amount.currency())).unwrap_or_default()
}

/// As the bank signs it: a credit is positive.
fn signed(amount: &str, side: &str) -> Option<Decimal> {
    // Text that holds a card number is no amount.
    let amount = if mask_card_numbers(amount) == amount { parse_amount(amount, '.')?.abs() } else { return None };
    match side {
        "CRDT" => Some(amount),
        "DBIT" => Some(-amount),
        _ => None,
    }
}

/// The local day, whether it is written with a time or without.
fn day<'a>(node: Node<'a>, paths: &[&str]) -> Cow<'a, str> {
    let text = node.text(paths);
    match text.char_indices().nth(10) {
        Some((end, _)) => text[..end].to_owned().into(),
        None => text,
    }
}
