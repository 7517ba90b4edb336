//! What telling the records of each wire syntax apart costs, beside the crate, or else the few lines, that does no more
//! than that: `records` is what the layouts are given, `splitter` the other, `statement` the whole way to transactions.
//! `cargo bench --bench readers`; nothing here asserts a time.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench ends where it cannot go on"
)]

use std::fmt::Write;
use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Reader as _, Xlsx};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use html5gum::{Token, Tokenizer};
use postbreach::catalogue::Catalogue;
use postbreach::desk::Desk;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::{self, wire};
use postbreach::transaction::Strings;
use quick_xml::events::Event;
use rust_xlsxwriter::Workbook;

const ROWS: usize = 10_000;

const SYNTAXES: [&str; 7] = ["csv", "qif", "ofx", "camt", "mt940", "xlsx", "html"];

/// The program's.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| Desk::new(Catalogue::embedded()).expect("sound"))
}

const COLUMNS: [&str; 7] = ["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"];

/// A statement of so many rows, and under which name it was saved.
fn file(syntax: &str) -> (&'static str, Vec<u8>) {
    let shop = |at: usize| format!("NORTHWIND BOOKS {}", at % 97);
    let amount = |at: usize| format!("{}.{:02}", 3 + at % 211, at % 100);
    let day = |at: usize| 1 + at % 28;
    let mut text = String::new();
    let mut line = |arguments: std::fmt::Arguments<'_>| text.write_fmt(arguments).expect("in memory");
    match syntax {
        "csv" => {
            line(format_args!("{}\n", COLUMNS.join(",")));
            for at in 0..ROWS {
                line(format_args!(
                    "01/{:02}/2026,01/{:02}/2026,{},,Sale,-{},\n",
                    day(at),
                    day(at),
                    shop(at),
                    amount(at)
                ));
            }
            ("Chase4321_Activity.CSV", text.into_bytes())
        }
        "qif" => {
            line(format_args!("!Type:CCard\n"));
            for at in 0..ROWS {
                line(format_args!("D2026-01-{:02}\nT-{}\nP{}\nMmemo\n^\n", day(at), amount(at), shop(at)));
            }
            ("card.qif", text.into_bytes())
        }
        "ofx" => {
            line(format_args!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n<OFX><CREDITCARDMSGSRSV1>\
                 <CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF><CCACCTFROM><ACCTID>XXXX4321</ACCTID></CCACCTFROM><BANKTRANLIST>\n"
            ));
            for at in 0..ROWS {
                line(format_args!(
                    "<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>202601{:02}120000</DTPOSTED><TRNAMT>-{}</TRNAMT>\
                     <FITID>F{at}</FITID><NAME>{}</NAME></STMTTRN>\n",
                    day(at),
                    amount(at),
                    shop(at)
                ));
            }
            line(format_args!("</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>\n"));
            ("card.ofx", text.into_bytes())
        }
        "camt" => {
            line(format_args!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\
                 <BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><IBAN>DE00000000000000004321</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
            ));
            for at in 0..ROWS {
                line(format_args!(
                    "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
                     <BookgDt><Dt>2026-01-{:02}</Dt></BookgDt><AcctSvcrRef>R{at}</AcctSvcrRef>\
                     <AddtlNtryInf>{}</AddtlNtryInf></Ntry>\n",
                    amount(at),
                    day(at),
                    shop(at)
                ));
            }
            line(format_args!("</Stmt></BkToCstmrStmt></Document>\n"));
            ("kontoauszug.xml", text.into_bytes())
        }
        "mt940" => {
            line(format_args!(
                ":20:STARTUMS\r\n:25:12345678/0000004321\r\n:28C:00001/001\r\n:60F:C251231EUR500,00\r\n"
            ));
            for at in 0..ROWS {
                let amount = amount(at).replace('.', ",");
                line(format_args!(":61:2601{:02}01{:02}D{amount}N005NONREF\r\n:86:{}\r\n", day(at), day(at), shop(at)));
            }
            line(format_args!(":62F:C260131EUR1,00\r\n-\r\n"));
            ("umsaetze.sta", text.into_bytes())
        }
        "xlsx" => {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            let mut row = |at: usize, cells: [String; 7]| {
                sheet.write_row(u32::try_from(at).expect("few"), 0, cells).expect("in memory");
            };
            row(0, COLUMNS.map(str::to_owned));
            for at in 0..ROWS {
                let day = format!("01/{:02}/2026", day(at));
                let cells = [
                    day.clone(),
                    day,
                    shop(at),
                    String::new(),
                    "Sale".to_owned(),
                    format!("-{}", amount(at)),
                    String::new(),
                ];
                row(at + 1, cells);
            }
            ("activity.xlsx", book.save_to_buffer().expect("in memory"))
        }
        _ => {
            let row = |cells: [&str; 7]| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"));
            line(format_args!("<html><body><table>\n{}", row(COLUMNS)));
            for at in 0..ROWS {
                let day = format!("01/{:02}/2026", day(at));
                line(format_args!("{}", row([&day, &day, &shop(at), "", "Sale", &format!("-{}", amount(at)), ""])));
            }
            line(format_args!("</table></body></html>\n"));
            ("activity.xls", text.into_bytes())
        }
    }
}

/// The records, told apart and each held in the hand once.
#[divan::bench(args = SYNTAXES)]
fn records(bencher: Bencher, syntax: &str) {
    let (_, bytes) = file(syntax);
    let limits = &desk().formats().expect("layouts").limits;
    let encodings = desk().formats().expect("layouts").encodings();
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut readings = wire::readings(&bytes, encodings, None, limits).expect("readable");
        let count =
            readings.next().expect("one").records(",").map(|record| black_box(record).cells.len()).sum::<usize>();
        assert!(count >= ROWS);
        count
    });
}

/// The same by what does no more than that.
#[divan::bench(args = SYNTAXES)]
fn splitter(bencher: Bencher, syntax: &str) {
    let (_, bytes) = file(syntax);
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut count = 0_usize;
        match syntax {
            "csv" => {
                let mut reader = csv::Reader::from_reader(bytes.as_slice());
                let mut record = csv::StringRecord::new();
                while reader.read_record(&mut record).expect("readable") {
                    count += black_box(&record).len();
                }
            }
            "qif" | "mt940" => {
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                count += text.lines().map(|line| usize::from(!black_box(line).is_empty())).sum::<usize>();
            }
            "ofx" | "camt" => {
                let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(&bytes).expect("UTF-8"));
                while black_box(reader.read_event().expect("readable")) != Event::Eof {
                    count += 1;
                }
            }
            "xlsx" => {
                let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
                let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
                count += sheet.rows().map(|row| black_box(row).len()).sum::<usize>();
            }
            _ => {
                for Ok(token) in Tokenizer::new(std::str::from_utf8(&bytes).expect("UTF-8")) {
                    count += usize::from(matches!(black_box(token), Token::StartTag(_)));
                }
            }
        }
        assert!(count >= ROWS);
        count
    });
}

/// All the way to transactions: the layout, dates, amounts, kinds.
#[divan::bench(args = SYNTAXES, sample_count = 10)]
fn statement(bencher: Bencher, syntax: &str) {
    let (name, bytes) = file(syntax);
    let formats = desk().formats().expect("layouts");
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let mut strings = Strings::default();
        let read = statement::read(&bytes, name, formats, &ReadOptions::default(), desk().tools(), &mut strings);
        let read = read.expect("a statement");
        assert_eq!(read.transactions.len(), ROWS, "{:?}", read.rejected().next());
        read
    });
}
