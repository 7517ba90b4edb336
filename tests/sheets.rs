//! Is a statement in a spreadsheet, or one that a spreadsheet program saved again, read as the issuer wrote it - or not
//! at all?
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use common::{Reader, Sample, catalogue, samples};
use postbreach::messages::{Lang, Messages};
use postbreach::report::problem;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::statement::{self, Statement};
use postbreach::transaction::Strings;
use serde_json::Value;

/// A cell: text, a number, or the serial number of a day.
#[derive(Clone, Copy)]
enum C<'a> {
    T(&'a str),
    N(&'a str),
    D(u32),
}
use C::{D, N, T};

type Rows<'a> = &'a [&'a [C<'a>]];

/// Files packed into one.
fn packed(files: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

/// A workbook with these sheets.
fn xlsx(sheets: &[(&str, Rows<'_>)], from_1904: bool) -> Vec<u8> {
    packed(&parts(sheets, from_1904))
}

/// The files in a workbook with these sheets, the fewest with which it is one.
fn parts(sheets: &[(&str, Rows<'_>)], from_1904: bool) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut add = |name: &str, text: &str| files.push((name.to_owned(), text.to_owned()));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let (mut named, mut related) = (String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let id = at + 1;
        named += &format!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#);
        related +=
            &format!(r#"<Relationship Id="rId{id}" Type="{office}/worksheet" Target="worksheets/sheet{id}.xml"/>"#);
        let cell = |cell: &C<'_>| match cell {
            T(text) => format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#),
            N(number) => format!("<c><v>{number}</v></c>"),
            D(day) => format!(r#"<c s="1"><v>{day}</v></c>"#),
        };
        let row = |row: &&[C<'_>]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        let sheet = format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#);
        add(&format!("xl/worksheets/sheet{id}.xml"), &sheet);
    }
    related += &format!(r#"<Relationship Id="s" Type="{office}/styles" Target="styles.xml"/>"#);
    let system = if from_1904 { r#"<workbookPr date1904="1"/>"# } else { "" };
    let book = format!(r#"<workbook xmlns="{main}" xmlns:r="{office}">{system}<sheets>{named}</sheets></workbook>"#);
    add("xl/workbook.xml", &book);
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    add("xl/_rels/workbook.xml.rels", &format!(r#"<Relationships xmlns="{package}">{related}</Relationships>"#));
    let root = format!(r#"<Relationship Id="b" Type="{office}/officeDocument" Target="xl/workbook.xml"/>"#);
    add("_rels/.rels", &format!(r#"<Relationships xmlns="{package}">{root}</Relationships>"#));
    let styles = r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#;
    add("xl/styles.xml", &format!(r#"<styleSheet xmlns="{main}">{styles}</styleSheet>"#));
    files
}

struct Desk {
    reader: Reader,
    formats: Formats,
}

impl Desk {
    fn new() -> Self {
        Self { reader: Reader::new(), formats: Formats::load(&catalogue()).expect("layouts") }
    }

    fn read(&self, bytes: &[u8]) -> Result<(Statement, Strings), String> {
        let tools = Tools {
            merchants: &self.reader.merchants,
            currencies: &self.reader.currencies,
            months: &self.reader.months,
        };
        let mut strings = Strings::default();
        statement::read(bytes, "statement", &self.formats, &ReadOptions::default(), tools, &mut strings)
            .map(|statement| (statement, strings))
            .map_err(|found| {
                for lang in [Lang::En, Lang::Ja] {
                    let told = problem::render(&found, &Messages::new(lang));
                    assert!(told.contains("--> statement") && !told.contains("{"), "{told}");
                }
                found.code.to_owned()
            })
    }

    /// Date, text and amount of each transaction, and the codes of the notices and keys of the questions.
    fn told(&self, bytes: &[u8]) -> (Vec<String>, Vec<&'static str>) {
        let (statement, strings) = self.read(bytes).expect("read");
        let read = statement.transactions.len() + statement.set_apart.len();
        assert_eq!(statement.rows, read as u64, "rows = transactions + set apart");
        let told = statement.transactions.iter().map(|row| {
            format!("{} {} {} {}", row.line, row.date(), strings.get(row.descriptor), row.amount.normalize())
        });
        let codes = statement.notices.iter().map(|notice| notice.code);
        (told.collect(), codes.chain(statement.questions.iter().map(|question| question.subject.word())).collect())
    }
}

const HEADER: &[C<'_>] =
    &[T("Datum"), T("Bokfört"), T("Specifikation"), T("Ort"), T("Valuta"), T("Utl. belopp"), T("Belopp")];
const BOOKS: &[C<'_>] = &[D(46056), D(46057), T("NORTHWIND BOOKS"), T("X"), T("SEK"), N("0"), N("184.50000000000003")];
const CAFE: &[C<'_>] = &[D(46058), D(46059), T("BLUE HERON CAFE"), T("X"), T("SEK"), N("0"), N("-1299")];

#[test]
fn sheets_of_one_table_are_one_statement() {
    let desk = Desk::new();
    let other: Rows<'_> = &[&[T("Date"), T("Text"), T("Amount")], &[D(46056), T("NORTHWIND BOOKS"), N("184.5")]];
    let first: Rows<'_> = &[&[T("Kontoutdrag")], HEADER, BOOKS];
    let second: Rows<'_> = &[HEADER, CAFE];
    let (told, codes) =
        desk.told(&xlsx(&[("In English", other), ("Ett", first), ("Två", second), ("Kopia", first)], false));
    assert_eq!(
        told,
        ["10000003 2026-02-03 NORTHWIND BOOKS 184.5", "20000002 2026-02-05 BLUE HERON CAFE -1299"],
        "the number of the sheet, then of the row"
    );
    assert_eq!(codes, ["sheet-goes-on", "sheets-left"]);
}

#[test]
fn days_are_counted_from_1900_or_1904() {
    let desk = Desk::new();
    for (from_1904, first) in [(false, "2026-02-03"), (true, "2030-02-04")] {
        let (told, _) = desk.told(&xlsx(&[("Ett", &[HEADER, BOOKS])], from_1904));
        assert_eq!(told, [format!("2 {first} NORTHWIND BOOKS 184.5")]);
    }
}

#[test]
fn days_that_were_taken_for_months_are_turned_back() {
    let desk = Desk::new();
    let header: Vec<C<'_>> =
        "F.Valor Fecha Concepto Movimiento Importe Divisa Disponible Divisa Observaciones".split(' ').map(T).collect();
    let row = |date, text| [date, date, T("Pago"), T(text), N("-18.4"), T("EUR"), N("0"), T("EUR"), T("")];
    // 15/01/2026 is no date where the month comes first; 03/02/2026 became the second of March.
    let rows: [&[C<'_>]; 3] = [&header, &row(T("15/01/2026"), "BOOKS"), &row(D(46083), "CAFE")];
    let (told, codes) = desk.told(&xlsx(&[("Informe", &rows)], false));
    assert_eq!(told, ["2 2026-01-15 BOOKS 18.4", "3 2026-02-03 CAFE 18.4"]);
    assert!(codes.contains(&"cells-damaged"), "{codes:?}");
}

#[test]
fn what_cannot_be_opened_says_so_soon() {
    let desk = Desk::new();
    let whole = xlsx(&[("Ett", &[HEADER, BOOKS, CAFE])], false);
    for end in (4..whole.len()).step_by(7) {
        assert!(desk.read(&whole[..end]).is_err(), "cut at {end}");
    }
    let start = Instant::now();
    let bomb = packed(&[("xl/workbook.xml".to_owned(), " ".repeat(300 << 20))]);
    assert_eq!(desk.read(&bomb).err().as_deref(), Some("huge-workbook"), "{} bytes", bomb.len());
    let mut far = parts(&[("Ett", &[HEADER])], false);
    far[0].1 = far[0].1.replacen("<c ", r#"<c r="XFD1048576" "#, 1);
    assert_eq!(desk.read(&packed(&far)).err().as_deref(), Some("huge-workbook"), "{}", far[0].1);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    let mut locked = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    assert_eq!(desk.read(&locked).err().as_deref(), Some("locked-workbook"));
    assert_eq!(desk.read(&xlsx(&[("Ett", &[])], false)).err().as_deref(), Some("empty-file"));
    assert_eq!(desk.read(b"%PDF-1.7").err().as_deref(), Some("not-a-statement"));
}

#[test]
fn a_card_number_that_is_a_number_is_masked() {
    let desk = Desk::new();
    let tools =
        Tools { merchants: &desk.reader.merchants, currencies: &desk.reader.currencies, months: &desk.reader.months };
    for number in ["378282246310005", "4111111111111111", "4111111111111110"] {
        for at in 0..HEADER.len() {
            let mut row = BOOKS.to_vec();
            row[at] = N(number);
            let bytes = xlsx(&[("Ett", &[HEADER, &row])], false);
            let mut strings = Strings::default();
            let read = statement::read(&bytes, "s", &desk.formats, &ReadOptions::default(), tools, &mut strings);
            let messages = &desk.reader.messages;
            let out = match &read {
                Ok(read) => postbreach::report::json::convert(
                    std::slice::from_ref(read),
                    &strings,
                    &[],
                    &desk.reader.currencies,
                    messages,
                )
                .to_string(),
                Err(found) => problem::render(found, messages),
            };
            let digits: String = out.chars().filter(|c| !" -,.".contains(*c)).collect();
            assert!(!digits.contains(&number[..12]), "column {at}: {out}");
        }
    }
}

/// Delimited text with other delimiters, and with each cell changed.
fn saved_again(sample: &Sample, from: char, to: char, cell: impl Fn(&str) -> String) -> Vec<u8> {
    let text = String::from_utf8(sample.bytes.clone()).expect("text");
    let line = |line: &str| line.split(from).map(&cell).collect::<Vec<_>>().join(&to.to_string());
    text.lines().map(|text| line(text) + "\r\n").collect::<String>().into_bytes()
}

fn expected(sample: &Sample) -> Vec<String> {
    let expected: Value = serde_json::from_str(&sample.expected).expect("JSON");
    let rows = expected["transactions"].as_array().expect("rows").iter();
    rows.map(|row| {
        let amount: rust_decimal::Decimal = row["amount"].as_str().expect("amount").parse().expect("amount");
        let date = row["transaction_date"].as_str().or(row["posting_date"].as_str()).expect("date");
        format!("{} {date} {} {}", row["line"], row["descriptor"].as_str().expect("text"), amount.normalize())
    })
    .collect()
}

#[test]
fn a_file_that_was_saved_again_reads_the_same() {
    let desk = Desk::new();
    let samples = samples();
    let sample = |layout: &str, rows: usize| {
        samples.iter().find(|s| s.layout == layout && s.bytes[0] != b'P' && expected(s).len() >= rows).expect("sample")
    };
    let iso = |cell: &str| match cell.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            format!("{}/{}/{}", month.trim_start_matches('0'), day.trim_start_matches('0'), &year[2..])
        }
        _ => cell.replace(',', "."),
    };
    let handelsbanken = sample("handelsbanken", 12);
    let (told, codes) = desk.told(&saved_again(handelsbanken, ';', '\t', iso));
    assert_eq!(told, expected(handelsbanken));
    assert_eq!(codes, ["saved-again", "dates-rewritten", "decimal-rewritten"]);

    let (told, codes) = desk.told(&saved_again(handelsbanken, ';', ',', |cell| {
        if cell.contains(',') { format!("\"{cell}\"") } else { cell.to_owned() }
    }));
    assert_eq!(told, expected(handelsbanken));
    assert_eq!(codes, ["saved-again"]);
}

#[test]
fn a_rewritten_date_that_may_be_two_days_is_asked() {
    let desk = Desk::new();
    let text = "Reskontradatum;Transaktionsdatum;Text;Belopp;Saldo\n2/4/26;2/3/26;BOOKS;-18,40;0,00\n2/6/26;2/5/26;CAFE;-7,25;0,00\n";
    let (told, codes) = desk.told(text.as_bytes());
    assert_eq!(told.len(), 2);
    assert!(codes.contains(&"date-order") && codes.contains(&"dates-rewritten"), "{codes:?}");
}
