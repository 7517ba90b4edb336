//! What is known of files that a test invents: their text, their reading, the case they make.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use postbreach::breach::Breach;
use postbreach::case::{Case, Charge};
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadAnswers;
use postbreach::statement::read::Tools;
use postbreach::statement::{self, Statement};
use postbreach::transaction::Strings;

use crate::common::{Reader, catalogue};

pub(crate) struct Desk {
    pub(crate) reader: Reader,
    pub(crate) formats: Formats,
}

pub(crate) static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let catalogue = catalogue();
    Desk { reader: Reader::new(), formats: Formats::load(&catalogue).expect("layouts") }
});

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    File { name: name.to_owned(), bytes: text.as_ref().to_vec() }
}

pub(crate) fn read(files: &[File], answers: &[&str]) -> (Vec<Statement>, Strings) {
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    let answers = ReadAnswers::parse(&answers).expect("answers");
    let tools =
        Tools { merchants: &DESK.reader.merchants, currencies: &DESK.reader.currencies, months: &DESK.reader.months };
    let mut strings = Strings::default();
    let statements = files
        .iter()
        .map(|file| {
            let options = answers.for_file(&file.name);
            let read = statement::read(&file.bytes, &file.name, &DESK.formats, &options, tools, &mut strings);
            read.unwrap_or_else(|problem| panic!("{}: {problem}", file.name))
        })
        .collect();
    (statements, strings)
}

pub(crate) fn assembled(files: &[File], answers: &[&str]) -> Case {
    let (statements, strings) = read(files, answers);
    Case::assemble(statements, strings, &DESK.reader.merchants, DESK.reader.windows)
}

pub(crate) fn case(files: &[File]) -> Case {
    assembled(files, &[])
}

pub(crate) fn exposed(files: &[File], breach: &str, cards: &[&str]) -> Case {
    let cards: Vec<String> = cards.iter().map(|card| (*card).to_owned()).collect();
    let mut case = case(files);
    case.expose(&[Breach::from_window(breach.parse().expect("window")).with_cards(&cards)]);
    case
}

/// A charge in one line: id, date, amount, status, card, and where it was seen.
pub(crate) fn told(case: &Case, charge: &Charge) -> String {
    let seen: BTreeSet<(&str, u64)> = charge
        .sightings
        .iter()
        .map(|at| &case.statements[at.statement])
        .zip(&charge.sightings)
        .map(|(statement, at)| (statement.file.as_str(), statement.transactions[at.row].line))
        .collect();
    let card = &case.cards[charge.card].label;
    format!("{} {} {} {} {card} {seen:?}", charge.id, charge.date, charge.amount, charge.status.word())
}

pub(crate) fn all_told(case: &Case) -> Vec<String> {
    case.charges.iter().map(|charge| told(case, charge)).collect()
}

/// Dates and amounts, for counting.
pub(crate) fn sums(case: &Case) -> Vec<String> {
    case.charges.iter().map(|charge| format!("{} {}", charge.date, charge.amount)).collect()
}

pub(crate) fn ids(case: &Case) -> BTreeSet<&str> {
    case.charges.iter().map(|charge| charge.id.as_str()).collect()
}

pub(crate) fn chase(name: &str, rows: &[(u32, &str, &str)]) -> File {
    let mut text = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n".to_owned();
    for (day, shop, amount) in rows.iter().rev() {
        text.push_str(&format!("01/{day:02}/2026,01/{day:02}/2026,{shop},Shopping,Sale,-{amount},\n"));
    }
    file(name, text)
}

const RAKUTEN: &str =
    "\"利用日\",\"利用店名・商品名\",\"利用者\",\"支払方法\",\"利用金額\",\"支払手数料\",\"支払総額\",";

pub(crate) fn rakuten(name: &str, rows: &[(&str, &str, &str, &str)]) -> File {
    let mut text = format!("\u{feff}{RAKUTEN}\"8月支払金額\",\"9月繰越残高\",\"新規サイン\"\r\n");
    for (day, shop, how, amount) in rows {
        text.push_str(&format!("{day},{shop},本人,{how},{amount},0,{amount},{amount},0,*\r\n"));
    }
    file(name, text)
}

pub(crate) fn rakuten_unconfirmed(name: &str, rows: &[(&str, &str, &str)]) -> File {
    let mut text = format!("\u{feff}{RAKUTEN}\"支払月\",\"8月支払金額\",\"9月繰越残高\",\"9月以降支払金額\"\r\n");
    for (day, shop, amount) in rows {
        text.push_str(&format!("{day},{shop},本人,1回払い,{amount},0,{amount},8月,{amount},0,\r\n"));
    }
    file(name, text)
}

pub(crate) fn vpass(name: &str, rows: &[&str]) -> File {
    file(name, format!("架空　花子　様,4980-00**-****-****,カード\r\n{}\r\n", rows.join("\r\n")))
}

pub(crate) fn canonical_file(name: &str, head: &str, rows: &[&str]) -> File {
    file(name, format!("{head}\n{}\n", rows.join("\n")))
}
