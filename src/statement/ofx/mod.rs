//! OFX, Open Financial Exchange, with QFX and QBO: 1.x in SGML, 2.x in XML. A lenient walk over its tags that needs no
//! header, no closed leaves and no sound nesting. An entry of a list is a record, and so is the head of a statement.

mod tags;

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use foldhash::HashMap;
use memchr::memmem;
use regex::Regex;

use self::tags::{Tag, tags};
use super::cells::Cells;
use super::decode::with_plain_ends;
use super::delimited::Record;
use super::wire::{Syntax, Table, at};
use crate::location::Problem;

/// The cells that every record has. `record` is `statement` (which account the rows below are of), `transaction`,
/// `pending`, `reverted` (taken back by a correction, or the correction that takes back), `investment` or `balance`;
/// `account` is the ACCTTYPE, or `CREDITCARD` and `INVESTMENT` by the kind of statement. The other cells are the leaves
/// of the entries by their own names, inside an aggregate as in `PAYEE.NAME`; `other` are those of too many names.
const NAMES: [&str; 5] = ["record", "account", "ACCTID", "currency", "other"];

/// So many kinds of leaves no bank writes: what a hostile file has beyond them gets no cell of its own.
const MOST_NAMES: usize = 200;

/// Aggregates inside an entry; all else in it is a leaf, even when it is empty and nothing closes it.
const AGGREGATES: [&str; 8] =
    ["PAYEE", "BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM", "CURRENCY", "ORIGCURRENCY", "IMAGEDATA"];

/// How many bytes from the top are looked at to tell what a file is.
const HEAD: usize = 4096;

/// Whether text is OFX.
pub(super) fn is(text: &str) -> bool {
    let bytes = text.as_bytes();
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let tagged = |tag: &str| head.split(tag).skip(1).any(|rest| rest.starts_with(['>', ' ', '\r', '\n']));
    head.trim_start().starts_with("ofxheader") || tagged("<ofx") || tagged("<?ofx")
}

/// The encodings to try for a file that is OFX but not UTF-8, the likeliest first; `None` for any other file. What the
/// header declares is often wrong, so it only goes first.
pub(super) fn encodings(bytes: &[u8]) -> Option<Vec<String>> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    is(&head).then(|| {
        let japanese = head.contains("<LANGUAGE>JPN") || head.contains("<CURDEF>JPY");
        let usual = if japanese { ["shift_jis", "windows-1252"] } else { ["windows-1252", "shift_jis"] };
        declared(&head).into_iter().chain(usual).map(str::to_owned).collect()
    })
}

/// The encoding that a header declares in letters of one byte: `CHARSET:1252`, `encoding="ISO-8859-1"`.
fn declared(head: &str) -> Option<&'static str> {
    static PATTERNS: LazyLock<[Option<Regex>; 2]> = LazyLock::new(|| {
        ["CHARSET:", "ENCODING[:=]"]
            .map(|key| Regex::new(&format!(r#"(?i-u:{key}[ "']*(8859-\d\d?|\d{{3,4}}|[A-Z0-9_-]+))"#)).ok())
    });
    PATTERNS.iter().flatten().find_map(|pattern| {
        let label = pattern.captures(head)?[1].to_owned();
        let known = |start: &&str| Encoding::for_label(format!("{start}{label}").as_bytes());
        let encoding = ["", "windows-", "iso-", "ms", "ibm"].iter().find_map(known)?;
        (encoding.is_ascii_compatible() && encoding != encoding_rs::UTF_8).then(|| encoding.name())
    })
}

/// The entries of a file.
pub(super) fn table(text: &str) -> Table {
    let text = with_plain_ends(text);
    let mut walk = Walk::default();
    for tag in tags(&text) {
        walk.tag(tag);
    }
    walk.end();
    walk.mark_corrections();
    let mut records = walk.records;
    records.iter_mut().for_each(|record| record.cells.widen(NAMES.len() + walk.names.len()));
    let names = NAMES.into_iter().chain(walk.names.iter().map(Cow::as_ref)).map(str::to_owned).collect();
    // A download that broke off may lack entries.
    let whole = memmem::rfind(text.as_bytes(), b"</OFX").is_some() || text.to_ascii_uppercase().contains("</OFX");
    let cut = || Problem::new("damaged-file").at_line(u64::try_from(text.lines().count()).unwrap_or(u64::MAX));
    let rejected = (!whole).then(cut).into_iter().collect();
    Table { syntax: Syntax::Ofx, names, records, rejected, ..Table::default() }
}

/// Which account the entries are of.
#[derive(Debug, Clone, Default)]
struct Account<'a> {
    kind: Cow<'a, str>,
    id: Cow<'a, str>,
    currency: Cow<'a, str>,
}

/// An entry of a list, or the head of a statement.
#[derive(Debug)]
struct Entry<'a> {
    line: u64,
    tag: Cow<'a, str>,
    record: &'static str,
    /// The aggregate under way.
    within: Option<Cow<'a, str>>,
    other: String,
}

#[derive(Debug)]
struct Leaf<'a> {
    name: Cow<'a, str>,
    /// Of its own cell, if it has one, among those of leaves.
    place: Option<usize>,
    text: Cow<'a, str>,
}

#[derive(Default)]
struct Walk<'a> {
    account: Account<'a>,
    in_investments: bool,
    entry: Option<Entry<'a>>,
    /// Those of the entry under way.
    leaves: Vec<Leaf<'a>>,
    records: Vec<Record>,
    /// The names of leaves that have cells of their own, as they came, and the place of each.
    names: Vec<Cow<'a, str>>,
    places: HashMap<Cow<'a, str>, usize>,
}

impl<'a> Walk<'a> {
    fn tag(&mut self, tag: Tag<'a>) {
        if tag.closes {
            return self.close(&tag.name);
        }
        let record = match &*tag.name {
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => "statement",
            "STMTTRN" => "transaction",
            "STMTTRNP" => "pending",
            "LEDGERBAL" | "AVAILBAL" => "balance",
            "INVTRANLIST" => {
                self.end();
                self.in_investments = true;
                return;
            }
            "INVBANKTRAN" => return,
            _ if self.in_investments && self.entry.is_none() && tag.text.is_empty() => "investment",
            _ => return self.leaf(tag),
        };
        self.end();
        if record == "statement" {
            let kind = if tag.name == "CCSTMTRS" { "CREDITCARD" } else { "" };
            let kind = if tag.name == "INVSTMTRS" { "INVESTMENT" } else { kind };
            self.account = Account { kind: kind.into(), ..Account::default() };
        }
        self.entry = Some(Entry { line: tag.line, tag: tag.name, record, within: None, other: String::new() });
    }

    fn close(&mut self, name: &str) {
        if name == "INVTRANLIST" {
            self.in_investments = false;
        }
        let Some(entry) = &mut self.entry else { return };
        if entry.within.as_deref() == Some(name) {
            entry.within = None;
        } else if entry.tag == name || name.ends_with("LIST") || name.ends_with("LISTP") {
            self.end();
        }
    }

    fn leaf(&mut self, tag: Tag<'a>) {
        let Tag { name, text, cut, .. } = tag;
        let entry = match &mut self.entry {
            Some(entry) if matches!(entry.record, "transaction" | "pending") => entry,
            _ => return self.of_account(&name, text),
        };
        if AGGREGATES.contains(&&*name) {
            entry.within = Some(name);
            return;
        }
        let text = match &*name {
            "DTPOSTED" | "DTUSER" | "DTTRAN" => shortened(text, day),
            "TRNAMT" if !text.is_empty() => unpadded(text),
            // Many banks that have no ids write noughts.
            "FITID" if text.bytes().all(|byte| byte == b'0') => "".into(),
            _ => text,
        };
        // Half an amount or a date reads as a wrong one.
        if text.is_empty() || cut && (name == "TRNAMT" || name.starts_with("DT")) {
            return;
        }
        let name = match &entry.within {
            Some(aggregate) => format!("{aggregate}.{name}").into(),
            None => name,
        };
        if let Some(known) = self.leaves.iter_mut().find(|known| known.name == name) {
            known.text.to_mut().extend([" ", &text]);
        } else if self.leaves.len() < MOST_NAMES {
            let mut place = self.places.get(&name).copied();
            if place.is_none() && self.names.len() < MOST_NAMES {
                place = Some(self.names.len());
                self.places.insert(name.clone(), self.names.len());
                self.names.push(name.clone());
            }
            self.leaves.push(Leaf { name, place, text });
        } else {
            entry.other.extend([&*name, " ", &text, " "]);
        }
    }

    fn of_account(&mut self, name: &str, text: Cow<'a, str>) {
        match name {
            "CURDEF" => self.account.currency = text,
            // What stands behind a dash is a check digit.
            "ACCTID" => self.account.id = text.replace('-', "").into(),
            "ACCTTYPE" => self.account.kind = text.to_ascii_uppercase().into(),
            _ => {}
        }
    }

    /// Ends the entry under way, also where nothing closes it.
    fn end(&mut self) {
        let Some(mut entry) = self.entry.take() else { return };
        let own = self.leaves.iter().find(|leaf| leaf.name == "CURRENCY.CURSYM");
        let mut cells = Cells::empty(NAMES.len() + self.names.len());
        cells.set(at!("record"), entry.record);
        cells.set(at!("account"), &self.account.kind);
        cells.set(at!("ACCTID"), &self.account.id);
        cells.set(at!("currency"), own.map_or(&self.account.currency, |own| &own.text));
        for Leaf { name, place, text } in self.leaves.drain(..) {
            match place {
                Some(place) => cells.set(NAMES.len() + place, text),
                None => entry.other.extend([&name, " ", &text, " "]),
            }
        }
        cells.set(at!("other"), entry.other);
        self.records.push(Record { line: entry.line, lines: 1, cells });
    }

    /// An entry that another one of its account replaces or deletes was taken back, and so was what a deletion says.
    /// An id that several entries share tells of none of them.
    fn mark_corrections(&mut self) {
        let [id, corrected, action] = ["FITID", "CORRECTFITID", "CORRECTACTION"]
            .map(|name| self.places.get(name).map_or(usize::MAX, |place| NAMES.len() + place));
        let leaf = |at: usize, place: usize| self.records[at].cells.get(place).filter(|text| !text.is_empty());
        let account = |at: usize| &self.records[at].cells[at!("ACCTID")];
        let mut corrections = (0..self.records.len()).filter(|at| leaf(*at, corrected).is_some()).peekable();
        if corrections.peek().is_none() {
            return;
        }
        let mut by_id: HashMap<(&str, &str), Vec<usize>> = HashMap::default();
        for at in 0..self.records.len() {
            if let Some(id) = leaf(at, id) {
                by_id.entry((account(at), id)).or_default().push(at);
            }
        }
        let mut reverted = Vec::new();
        for at in corrections {
            if let Some([one]) = by_id.get(&(account(at), leaf(at, corrected).unwrap_or_default())).map(Vec::as_slice)
                && *one != at
            {
                reverted.push(*one);
            }
            reverted.extend(leaf(at, action).filter(|action| action.eq_ignore_ascii_case("delete")).map(|_| at));
        }
        for at in reverted {
            self.records[at].cells.set(at!("record"), "reverted");
        }
    }
}

/// A part of a text, without a copy where it need not have one.
fn shortened(text: Cow<'_, str>, part: fn(&str) -> &str) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => part(text).into(),
        Cow::Owned(text) => part(&text).to_owned().into(),
    }
}

/// The local day of a moment: its first eight digits. Reckoning with its zone would move it. No day is all noughts.
fn day(moment: &str) -> &str {
    let digits = moment.bytes().take_while(u8::is_ascii_digit).count();
    let day = if digits >= 8 { &moment[..8] } else { moment };
    if day.bytes().all(|byte| byte == b'0') { "" } else { day }
}

/// An amount without the noughts that some banks put before it: with them it is as long as a card number.
fn unpadded(amount: Cow<'_, str>) -> Cow<'_, str> {
    let digits = amount.trim_start_matches(['+', '-', ' ']);
    if !digits.starts_with('0') && digits.starts_with(|c: char| c.is_ascii_digit()) {
        return amount;
    }
    let (sign, kept) = (&amount[..amount.len() - digits.len()], digits.trim_start_matches('0'));
    let nought = if kept.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    format!("{sign}{nought}{kept}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, record, account and the other cells that are not empty.
    fn seen(text: &str) -> Vec<(u64, String)> {
        let cells = |record: &Record| {
            record.cells.iter().filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        table(text).records.iter().map(|record| (record.line, cells(record).join(" "))).collect()
    }

    #[test]
    fn entries_know_their_account_and_need_no_closing() {
        let text = "<OFX><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>43-21</CCACCTFROM>\n<BANKTRANLIST>\n\
            <STMTTRN><TRNAMT>-1<NAME><MEMO>A<PAYEE><NAME>B</PAYEE><SIC>5942\n<STMTTRN><TRNAMT>-2\n</BANKTRANLIST>\n\
            <LEDGERBAL><BALAMT>7</LEDGERBAL>\n<STMTRS><ACCTID>9<ACCTTYPE>savings<STMTTRNP><TRNAMT>-3</STMTTRNP>";
        let records = [
            (1, "statement CREDITCARD 4321 USD"),
            (3, "transaction CREDITCARD 4321 USD -1 A B 5942"),
            (4, "transaction CREDITCARD 4321 USD -2"),
            (6, "balance CREDITCARD 4321 USD"),
            (7, "statement SAVINGS 9"),
            (7, "pending SAVINGS 9 -3"),
        ];
        assert_eq!(seen(text), records.map(|(line, record)| (line, record.to_owned())));
    }

    #[test]
    fn what_the_end_of_a_file_cuts_is_no_amount() {
        assert_eq!(seen("<OFX><STMTTRN><NAME>A<TRNAMT>-18"), [(1, "transaction A".to_owned())]);
        assert_eq!(seen("<OFX><STMTTRN><TRNAMT>-18<NAME>A"), [(1, "transaction -18 A".to_owned())]);
    }

    #[test]
    fn an_id_that_two_share_is_not_taken_back() {
        let entry = |id: &str, more: &str| format!("<STMTTRN><TRNAMT>-1<FITID>{id}{more}</STMTTRN>");
        let text = ["<OFX>", &entry("1", ""), &entry("2", ""), &entry("2", "")].concat()
            + &entry("3", "<CORRECTFITID>1<CORRECTACTION>DELETE")
            + &entry("4", "<CORRECTFITID>2<CORRECTACTION>REPLACE");
        let records: Vec<String> = table(&text).records.into_iter().map(|record| record.cells[0].to_owned()).collect();
        assert_eq!(records, ["reverted", "transaction", "transaction", "reverted", "transaction"]);
    }

    #[test]
    fn names_without_end_get_no_cells_without_end() {
        let leaves: String = (0..500).map(|at| format!("<X{at}>{at}\n")).collect();
        let table = table(&format!("<OFX><STMTTRN>{leaves}</STMTTRN><STMTTRN><Y>1</STMTTRN>"));
        assert_eq!(table.names.len(), NAMES.len() + MOST_NAMES);
        assert!(table.records[0].cells[4].starts_with("X200 200 X201 201"));
        assert_eq!(&table.records[1].cells[4], "Y 1 ");
    }

    #[test]
    fn days_and_amounts_are_as_printed_but_for_what_hides_them() {
        for (printed, read) in [("20260204120000[-5:EST]", "20260204"), ("00000000", ""), ("4/2/2026", "4/2/2026")] {
            assert_eq!(day(printed), read);
        }
        for (printed, read) in [("-00000000000018.2400", "-18.2400"), ("+ 000.24", "+ 0.24"), ("0", "0")] {
            assert_eq!(unpadded(printed.into()), read);
        }
    }

    #[test]
    fn a_header_is_believed_when_it_names_letters_of_one_byte() {
        for (header, encoding) in [
            ("ENCODING:USASCII\nCHARSET:1252\n", "windows-1252"),
            ("ENCODING:USASCIICHARSET:8859-15COMPRESSION:NONE", "ISO-8859-15"),
            ("ENCODING:UTF-8 CHARSET:CSUNICODE", ""),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>", "ISO-8859-2"),
            ("CHARSET:932", "Shift_JIS"),
            ("ENCODING:UNICODE", ""),
        ] {
            assert_eq!(declared(header).unwrap_or_default(), encoding, "{header}");
        }
    }
}
