//! Files that would fill the memory or the evening are refused, with the limit named. `measure.py` beside this file makes
//! larger ones and measures time and memory.

use std::io::{Cursor, Read, Write, repeat};
use std::sync::LazyLock;

use postbreach::statement::households::Households;
use postbreach::statement::identify::Formats;
use postbreach::statement::limits::Limits;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::statement::{self, Statement};
use postbreach::transaction::Strings;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{Reader, catalogue, root};

const HEAD: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n";
const ROW: &str = "01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,\n";

static FORMATS: LazyLock<Formats> = LazyLock::new(|| Formats::load(&catalogue()).expect("formats"));
static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

fn read(bytes: &[u8], name: &str) -> Result<Statement, String> {
    let (formats, reader) = (&*FORMATS, &*READER);
    let tools = Tools { merchants: &reader.merchants, currencies: &reader.currencies, months: &reader.months };
    statement::read(bytes, name, formats, &ReadOptions::default(), tools, &mut Strings::default())
        .map_err(|problem| told(&problem))
}

/// The problem's code, and which limit it names.
fn told(problem: &postbreach::location::Problem) -> String {
    [Some(problem.code), problem.value("limit")].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Why rows were set apart.
fn rejected(statement: &Statement) -> Vec<String> {
    statement.rejected().map(told).collect()
}

/// The same row again and again.
struct EndlessRows(&'static [u8]);

impl Read for EndlessRows {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let times = buffer.len() / self.0.len();
        let rows = self.0.repeat(times.max(1));
        let length = rows.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rows[..length]);
        Ok(length)
    }
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("begun");
        writer.write_all(content).expect("packed");
    }
    writer.finish().expect("packed").into_inner()
}

#[test]
fn a_file_is_refused_before_it_is_in_memory() {
    let limits = Limits::load(&catalogue()).expect("limits");
    let too_large = limits.read(repeat(b'\n'), Some((limits.file_megabytes << 20) + 1)).unwrap_err();
    assert_eq!(told(&too_large), "over-limit file");
    // It never ends, and says nothing of its length.
    assert_eq!(told(&limits.read(repeat(b'a'), None).unwrap_err()), "over-limit line");
    assert_eq!(told(&limits.read(repeat(0), None).unwrap_err()), "over-limit line");
    // Behind lines that end, too.
    let head = || Cursor::new(format!("{HEAD}{ROW}"));
    assert_eq!(told(&limits.read(head().chain(repeat(b'a')), None).unwrap_err()), "over-limit line");
    for opened in ["\"", "PIXELPOND\t\"", "1;\""] {
        let rows = EndlessRows(ROW.as_bytes());
        let endless = limits.read(head().chain(Cursor::new(opened)).chain(rows), None).unwrap_err();
        assert_eq!((told(&endless), endless.at.line), ("endless-quote".to_owned(), Some(3)), "{opened:?}");
    }
    let small = Limits { file_megabytes: 1, ..limits.clone() };
    assert_eq!(told(&small.read(repeat(b'\n'), None).unwrap_err()), "over-limit file");
    assert_eq!(limits.read(&b"a,b\n"[..], None).as_deref(), Ok(&b"a,b\n"[..]));
}

#[test]
fn text_that_is_no_statement_is_refused() {
    let wide = "a,".repeat(1_000_000);
    let cells = format!("{}\n{}\n", "a,".repeat(600), "1,".repeat(600));
    for (text, said) in [
        ("x".repeat(2 << 20), "over-limit line"),
        (wide, "over-limit line"),
        (cells, "over-limit cells"),
        ("\0".repeat(2 << 20), "over-limit line"),
        (format!("<table><tr>{}</table>", "<td colspan=1000>".repeat(1000)), "empty-file"),
        (format!("<table>{}</table>", "<tr><td colspan=1000>x<td>".repeat(9_000)), "huge-workbook"),
        (format!("<OFX>{}", "<A>".repeat(5_000_001)), "over-limit tags"),
    ] {
        assert_eq!(read(text.as_bytes(), "statement.csv").map(|_| "read"), Err(said.to_owned()), "{text:.40}");
    }
}

#[test]
fn a_row_that_is_no_row_of_a_statement_is_set_apart() {
    let cell = format!("{HEAD}{ROW}{}", ROW.replace("PIXELPOND", &"X".repeat(70_000)));
    let cells = format!("{HEAD}{ROW}{}{ROW}", ROW.replace("Shopping", &",".repeat(600)));
    // Before a row like it, such a quote is a letter.
    let open = format!("{HEAD}{ROW}{}and more\n{}", ROW.replace("PIXELPOND", "\"PIXELPOND"), ROW.repeat(300));
    let nuls = format!("{HEAD}{ROW}{}", ROW.replace("-1.00", "-1\0.00"));
    for (text, rows, said) in [
        (cell, 3, "over-limit cell"),
        (cells, 4, "over-limit cells"),
        (open, 3, "unclosed-quote"),
        (nuls, 3, "unreadable-amount"),
    ] {
        let statement = read(text.as_bytes(), "Chase4321.csv").expect("read");
        assert_eq!((statement.rows, rejected(&statement)), (rows, vec![said.to_owned()]));
    }
}

/// A file of two households, which is else read in parts.
#[test]
fn a_file_of_households_has_the_same_bounds() {
    let file = "household,transaction_date,descriptor,amount,currency\nA,2026-01-02,SHOP,1.00,USD\nB,2026-01-03,SHOP,1.00,USD\n";
    let mut formats = Formats::load(&catalogue()).expect("formats");
    let parts = |formats: &Formats, text: &str| {
        let found =
            Households::of(&mut Cursor::new(text), "x.csv", formats, &ReadOptions::default()).expect("readable");
        found.map(|found| found.rows())
    };
    let row = "B,2026-01-03,SHOP,1.00,USD\n";
    assert_eq!(parts(&formats, file), Some(2));
    let open = format!("{file}B,2026-01-03,\"SHOP,1.00,USD\n{}", row.repeat(400_000));
    assert_eq!(parts(&formats, &open), None);
    let long = format!("{file}{}", row.repeat(40_000));
    assert_eq!(parts(&formats, &long), Some(40_002));
    formats.limits.file_megabytes = 1;
    assert_eq!(parts(&formats, &long), None);
}

fn camt(inside: &str) -> String {
    let sample = std::fs::read_to_string(root().join("samples/camt/kontoauszug-2026-01.xml")).expect("sample");
    sample.replacen("<Ntry>", &format!("<Ntry>{inside}"), 1)
}

#[test]
fn elements_too_deep_or_too_many_end_the_reading() {
    for (text, said) in
        [(camt(&"<a>".repeat(100)), "over-limit depth"), (camt(&"<a/>".repeat(200_001)), "over-limit elements")]
    {
        assert_eq!(rejected(&read(text.as_bytes(), "x.xml").expect("read")), [said]);
    }
}

#[test]
fn entities_are_never_unfolded_and_never_fetched() {
    let evil = "<!DOCTYPE x [<!ENTITY a \"AAAAAAAAAA\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let text = camt("").replacen("?>", &format!("?>{evil}"), 1).replacen("<Ustrd>", "<Ustrd>&b;&f;", 1);
    assert!(text.contains("&b;&f;") && text.contains("<!ENTITY"));
    let statement = read(text.as_bytes(), "x.xml").expect("read");
    let shown = format!("{statement:?}");
    assert!(!shown.contains("AAAAAAAAAA") && !shown.contains("root:"), "{shown}");
}

/// A workbook of OpenDocument with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"m\"/>";
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    packed(&[("mimetype", mime), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_bytes())])
}

#[test]
fn workbooks_that_unfold_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row>");
    let far = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row><table:table-row>\
        <table:table-cell table:number-columns-repeated=\"1000\"/><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let long = cell.replace("<text:p>x", &format!("<text:p>{}", "x".repeat(20_000)));
    let long = format!("<table:table-row>{long}</table:table-row>");
    for rows in [&row, far, &long] {
        assert_eq!(read(&ods(rows), "x.ods").map(|_| ()), Err("huge-workbook".to_owned()), "{rows:.90}");
    }
    // Its reader would wait for the end of the table for ever.
    for cut in ["<table:table-row>", "</table:table-row></table:covered-table-cell>"] {
        assert_eq!(read(&ods(cut), "x.ods").map(|_| ()), Err("broken-workbook".to_owned()), "{cut}");
    }
    let mut bomb = packed(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", &vec![b' '; 130 << 20])]);
    assert_eq!(read(&bomb, "x.xlsx").map(|_| ()), Err("huge-workbook".to_owned()));
    let cut = bomb.len() - 30;
    bomb.truncate(cut);
    assert_eq!(read(&bomb, "x.xlsx").map(|_| ()), Err("broken-workbook".to_owned()));
}

/// An old workbook whose stream has these records, in sectors of 512 bytes.
fn xls(records: &[(u16, &[u8])]) -> Vec<u8> {
    let globals: usize = 4 + 8 + 4;
    let mut stream = [&[0x85, 0, 8, 0][..], &u32::try_from(globals).unwrap().to_le_bytes(), &[0, 0, 0, 0]].concat();
    stream.extend([0x0a, 0, 0, 0]);
    for (kind, data) in records {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(*data);
    }
    stream.resize(4096, 0);
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[26] = 3;
    header[30] = 9;
    header[32] = 6;
    header[44] = 1;
    header[48] = 1;
    header[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[76..].fill(0xff);
    header[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let mut fat: Vec<u32> = vec![0xffff_fffd, 0xffff_fffe];
    fat.extend((3..10).chain([0xffff_fffe]));
    fat.resize(128, 0xffff_ffff);
    let mut directory = vec![0; 512];
    for (at, name, start, length) in [(0, "Root Entry", 0xffff_fffe_u32, 0_u32), (128, "Workbook", 2, 4096)] {
        for (place, byte) in name.bytes().enumerate() {
            directory[at + 2 * place] = byte;
        }
        directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
        directory[at + 120..at + 124].copy_from_slice(&length.to_le_bytes());
    }
    [header, fat.into_iter().flat_map(u32::to_le_bytes).collect(), directory, stream].concat()
}

#[test]
fn old_workbooks_that_lie_are_refused() {
    let begin = (0x0809, &[0, 6, 16, 0][..]);
    let number = |row: u16, column: u16| [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat();
    let (near, far) = (number(0, 0), number(65_535, 65_535));
    let end = (0x000a, &[][..]);
    let corners = xls(&[begin, (0x0203, &near), (0x0203, &far), end]);
    assert_eq!(read(&corners, "x.xls").map(|_| ()), Err("huge-workbook".to_owned()));
    let dimensions = [&[0; 4][..], &[255; 4], &[0; 2], &[255; 2], &[0; 2]].concat();
    let reserved = xls(&[begin, (0x0200, &dimensions), (0x0203, &near), end]);
    assert_eq!(read(&reserved, "x.xls").map(|_| ()), Err("huge-workbook".to_owned()));
    let sound = xls(&[begin, (0x0203, &near), end]);
    assert_ne!(read(&sound, "x.xls").map(|_| ()), Err("huge-workbook".to_owned()));
    // Its directory goes in a circle.
    let mut circle = sound;
    circle[512 + 4] = 1;
    circle[512 + 5..512 + 8].fill(0);
    assert_eq!(read(&circle, "x.xls").map(|_| ()), Err("broken-workbook".to_owned()));
}

#[test]
fn each_limit_has_its_own_sentence() {
    let limits = Limits::load(&catalogue()).expect("limits");
    let of = |bytes: &[u8]| {
        postbreach::report::problem::render(&limits.read(bytes, None).unwrap_err(), &Reader::new().messages)
    };
    assert!(of(&vec![b'a'; 2 << 20]).contains("a line of the file is longer than 1024 kB"));
}

#[test]
fn a_file_of_too_many_lines_is_refused() {
    let mut formats = Formats::load(&catalogue()).expect("formats");
    formats.limits.lines = 4;
    let reader = &*READER;
    let tools = Tools { merchants: &reader.merchants, currencies: &reader.currencies, months: &reader.months };
    let refused = |rows: usize| {
        let text = format!("{HEAD}{}", ROW.repeat(rows));
        let read = statement::read(
            text.as_bytes(),
            "activity.csv",
            &formats,
            &ReadOptions::default(),
            tools,
            &mut Strings::default(),
        );
        read.err().map(|problem| told(&problem))
    };
    assert_eq!(refused(3), None);
    assert_eq!(refused(4).as_deref(), Some("over-limit lines"));
}

#[test]
fn a_cell_of_a_table_in_tags_has_an_end() {
    let table = |cell: &str| format!("<html><table><tr><td>Date<td>Shop<td>Amount</tr><tr><td>{cell}</table></html>");
    let is_refused = |text: String| read(text.as_bytes(), "table.xls").is_err_and(|said| said == "over-limit cell");
    assert!(is_refused(table(&"x".repeat(70 << 10))));
    assert!(!is_refused(table(&"x".repeat(60 << 10))));
    // Styles and scripts are no cells.
    let style = format!("<table><style>{}</style>", "a".repeat(70 << 10));
    assert!(!is_refused(table("x").replace("<table>", &style)));
}
