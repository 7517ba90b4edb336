//! CAMT, the account statements, reports and notifications of ISO 20022 (camt.053, .052, .054), whatever their version: an
//! entry is a record, or each transaction of it where it is a batch of them.

use rust_decimal::Decimal;

use super::delimited::Record;
use super::limits::Limits;
use super::wire::{NamedCells, Syntax, Table};
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

/// The cells of a record, by name.
const CELLS: NamedCells = NamedCells(&NAMES);

impl Visitor for Camt {
    fn wants(&self, name: &str) -> bool {
        matches!(name, "Ntry" | "Bal" | "Acct" | "Stmt" | "Rpt" | "Ntfctn")
    }

    fn opened(&mut self, name: &str, line: u64) {
        if matches!(name, "Stmt" | "Rpt" | "Ntfctn") {
            self.end_statement();
            let mut record = self.record("statement", line, 1);
            CELLS.set(&mut record, "account", "");
            self.records.push(record);
        }
    }

    fn ended(&mut self, node: &Node) {
        match node.name.as_str() {
            "Ntry" => self.entry(node),
            "Bal" => self.balance(node),
            "Acct" => {
                let paths = ["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC"];
                self.account = node.text(&paths);
                self.currency = node.text(&["Ccy"]);
            }
            _ => self.end_statement(),
        }
    }
}

impl Camt {
    fn record(&self, what: &str, line: u64, lines: u64) -> Record {
        let mut record = Record { line, lines, cells: vec![String::new(); NAMES.len()] };
        CELLS.set(&mut record, "record", what);
        CELLS.set(&mut record, "account", self.account.as_str());
        CELLS.set(&mut record, "Ccy", self.currency.as_str());
        record
    }

    /// Writes down the closing balance, below the entries that it sums.
    fn end_statement(&mut self) {
        if let Some((mut record, closing)) = self.closing.take() {
            if let (Some(opening), Some(closing)) = (self.opening, closing) {
                CELLS.set(
                    &mut record,
                    "change",
                    closing.checked_sub(opening).map(|change| change.to_string()).unwrap_or_default(),
                );
            }
            self.records.push(record);
        }
        self.opening = None;
        self.account.clear();
        self.currency.clear();
    }

    fn balance(&mut self, node: &Node) {
        let code = node.text(&["Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd"]);
        let mut record = self.record("balance", node.line, node.lines);
        let (amount, currency) = amount(node, "Amt");
        let side = node.text(&["CdtDbtInd"]);
        let signed = signed(&amount, &side);
        CELLS.set(&mut record, "Prtry", code.as_str());
        CELLS.set(&mut record, "Amt", amount);
        CELLS.set(&mut record, "CdtDbtInd", side);
        if !currency.is_empty() {
            CELLS.set(&mut record, "Ccy", currency);
        }
        match code.as_str() {
            // The opening balance itself rather than the closing one of the statement before.
            "OPBD" => self.opening = signed.or(self.opening),
            "PRCD" if self.opening.is_none() => self.opening = signed,
            "CLBD" if self.closing.is_none() => {
                CELLS.set(&mut record, "record", "closing");
                self.closing = Some((record, signed));
                return;
            }
            _ => {}
        }
        self.records.push(record);
    }

    fn entry(&mut self, entry: &Node) {
        let details = entry.all("NtryDtls/TxDtls");
        let mut whole = self.record("transaction", entry.line, entry.lines);
        let (printed, currency) = amount(entry, "Amt");
        CELLS.set(&mut whole, "Amt", printed);
        if !currency.is_empty() {
            CELLS.set(&mut whole, "Ccy", currency);
        }
        for (name, paths) in [
            ("CdtDbtInd", &["CdtDbtInd"][..]),
            ("Sts", &["Sts/Cd", "Sts/Prtry", "Sts"]),
            ("RvslInd", &["RvslInd"]),
            ("AddtlNtryInf", &["AddtlNtryInf"]),
        ] {
            CELLS.set(&mut whole, name, entry.text(paths));
        }
        let valued = day(entry, "ValDt");
        let booked = Some(day(entry, "BookgDt")).filter(|day| !day.is_empty()).unwrap_or_else(|| valued.clone());
        if valued < booked {
            CELLS.set(&mut whole, "earlier", valued.as_str());
        }
        CELLS.set(&mut whole, "ValDt", valued);
        CELLS.set(&mut whole, "BookgDt", booked);
        match batch(entry, &details, &whole) {
            Some(amounts) => {
                let of = details.len();
                for (at, (node, (amount, side))) in details.iter().zip(amounts).enumerate() {
                    let mut part = whole.clone();
                    (part.line, part.lines) = (node.line, node.lines);
                    CELLS.set(&mut part, "Amt", amount);
                    CELLS.set(&mut part, "CdtDbtInd", side);
                    CELLS.set(&mut part, "part", format!("{}/{of}", at + 1));
                    describe(&mut part, entry, &[node]);
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
fn batch(entry: &Node, details: &[&Node], whole: &Record) -> Option<Vec<(String, String)>> {
    let (total, side) =
        (signed(CELLS.get(whole, "Amt"), CELLS.get(whole, "CdtDbtInd"))?, CELLS.get(whole, "CdtDbtInd"));
    let mut left = total;
    let mut amounts = Vec::new();
    for node in details {
        let in_currency =
            ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"].into_iter().map(|path| amount(node, path)).find(
                |(amount, currency)| !amount.is_empty() && (currency.is_empty() || currency == CELLS.get(whole, "Ccy")),
            );
        let own = Some(node.text(&["CdtDbtInd"])).filter(|own| !own.is_empty()).unwrap_or_else(|| side.to_owned());
        let (amount, _) = in_currency?;
        left = left.checked_sub(signed(&amount, &own)?)?;
        amounts.push((amount, own));
    }
    (details.len() > 1 && left.is_zero() && entry.at("Amt").is_some()).then_some(amounts)
}

/// What is said of an entry, in its transactions first, then in itself.
fn describe(record: &mut Record, entry: &Node, details: &[&Node]) {
    let nodes = || details.iter().copied().chain([entry]);
    let first = |paths: &[&str]| nodes().map(|node| node.text(paths)).find(|text| !text.is_empty()).unwrap_or_default();
    let every = |path: &str| joined(details.iter().flat_map(|node| node.all(path)).map(Node::own_text));
    // A reversal keeps the parties of what it reverses.
    let reversed = matches!(CELLS.get(record, "RvslInd"), "true" | "1");
    let debit = (CELLS.get(record, "CdtDbtInd") == "DBIT") != reversed;
    let names = |role: &str| {
        let paths = [format!("RltdPties/{role}/Nm"), format!("RltdPties/{role}/Pty/Nm")];
        joined(details.iter().map(|node| node.text(&[&paths[0], &paths[1]])))
    };
    let (party, ultimate) = if debit { ("Cdtr", "UltmtCdtr") } else { ("Dbtr", "UltmtDbtr") };
    CELLS.set(record, "ultimate", names(ultimate));
    let party = names(party);
    CELLS.set(record, "party", if party.is_empty() { CELLS.get(record, "ultimate").to_owned() } else { party });
    let card = || nodes().filter_map(|node| node.at("CardTx"));
    CELLS.set(
        record,
        "PAN",
        card().find_map(|card| card.within(&["PAN", "MskdPAN"])).map(Node::own_text).unwrap_or_default(),
    );
    let shop =
        card().filter_map(|card| card.at("POI")).find_map(|poi| poi.within(&["ShrtNm", "CmonNm", "Nm", "SysNm"]));
    CELLS.set(record, "POI", shop.map(Node::own_text).unwrap_or_default());
    let words = [every("RmtInf/Ustrd"), every("RmtInf/Strd/AddtlRmtInf")].into_iter().filter(|text| !text.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    CELLS.set(record, "Ustrd", if words.is_empty() { every("RmtInf/Strd/CdtrRefInf/Ref") } else { words });
    CELLS.set(record, "AddtlTxInf", every("AddtlTxInf"));
    let code = |node: &Node| {
        let parts = ["Cd", "Fmly/Cd", "Fmly/SubFmlyCd"].map(|path| node.text(&[&format!("BkTxCd/Domn/{path}")]));
        parts.join("/").trim_end_matches('/').to_owned()
    };
    CELLS.set(record, "code", nodes().map(code).find(|code| !code.is_empty()).unwrap_or_default());
    CELLS.set(record, "Prtry", first(&["BkTxCd/Prtry/Cd"]));
    let said =
        ["party", "POI", "Ustrd", "AddtlTxInf", "AddtlNtryInf", "code", "Prtry"].map(|name| CELLS.get(record, name));
    let said = said.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    CELLS.set(record, "text", said);
    let days = ["RltdDts/TxDtTm", "RltdDts/AccptncDtTm", "RltdDts/TradDt", "CardTx/Tx/TxDtTm"];
    CELLS.set(record, "TxDt", first(&days).chars().take(10).collect::<String>());
    let foreign = nodes()
        .flat_map(|node| ["InstdAmt", "TxAmt", "CntrValAmt"].map(|name| amount(node, &format!("AmtDtls/{name}/Amt"))))
        .find(|(amount, currency)| !amount.is_empty() && !currency.is_empty() && currency != CELLS.get(record, "Ccy"));
    if let Some((amount, currency)) = foreign.filter(|_| details.len() < 2) {
        CELLS.set(record, "foreign Amt", amount);
        CELLS.set(record, "foreign Ccy", currency);
    }
    let rate = nodes().filter_map(|node| node.at("AmtDtls")).find_map(|amounts| amounts.within(&["XchgRate"]));
    CELLS.set(record, "XchgRate", rate.map(Node::own_text).unwrap_or_default());
    CELLS.set(record, "reference", reference(entry, details, CELLS.get(record, "part").is_empty()));
}

/// The bank's reference: of the entry, else of its transaction; of the transaction first, where the entry has several.
fn reference(entry: &Node, details: &[&Node], whole: bool) -> String {
    let own = match details {
        [node] => ["Refs/AcctSvcrRef", "Refs/TxId", "Refs/EndToEndId"].map(|path| node.text(&[path])).to_vec(),
        _ => Vec::new(),
    };
    let of_entry = entry.text(&["AcctSvcrRef"]);
    let all = if whole {
        [vec![of_entry], own].concat()
    } else {
        [own.into_iter().filter(|own| *own != of_entry).collect(), vec![of_entry]].concat()
    };
    let none = |text: &String| {
        text.is_empty() || ["NOTPROVIDED", "NOT PROVIDED", "NONREF"].contains(&text.to_uppercase().as_str())
    };
    all.into_iter().find(|text| !none(text)).unwrap_or_else(|| entry.text(&["NtryRef"]))
}

/// Texts one after the other, each once.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if seen.last() != Some(&text) {
            seen.push(text);
        }
    }
    seen.join(" ")
}

/// An amount as written, and its currency.
fn amount(node: &Node, path: &str) -> (String, String) {
    node.at(path).map(|amount| (amount.own_text(), amount.currency.clone())).unwrap_or_default()
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
fn day(node: &Node, name: &str) -> String {
    let text = node.text(&[&format!("{name}/Dt"), &format!("{name}/DtTm"), name]);
    text.chars().take(10).collect()
}
