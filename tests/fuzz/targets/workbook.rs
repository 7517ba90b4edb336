//! Any bytes as a workbook, as a part of one, or as its cells or records, packed as office programs do: a container that
//! holds is hardly ever found by chance. What is read goes through a layout, every row kept.
#![no_main]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::{alone, read_by};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const TOP: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>BOOKS</t></si><si><t>01/24/2026</t></si></sst>"#;
const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const SHARED: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
const OPEN: &str = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="a">"#;
const CLOSE: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";
/// The header of the layout that reads, as cells of text.
const HEAD: &str = "tTransaction Date\ttPost Date\ttDescription\ttCategory\ttType\ttAmount\ttMemo\n";
/// Records of an old workbook that its reader knows.
const RECORDS: [u16; 24] = [
    0x0203, 0x0204, 0x00fd, 0x027e, 0x00bd, 0x0006, 0x0207, 0x00fc, 0x003c, 0x0085, 0x041e, 0x00e0, 0x0022, 0x0200,
    0x0809, 0x000a, 0x0042, 0x00e5, 0x0018, 0x0017, 0x0205, 0x0201, 0x00be, 0x00d6,
];

fn packed(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, plain).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fn xlsx(strings: &[u8], sheet: &[u8]) -> Option<Vec<u8>> {
    packed(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", TOP.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn ods(content: &[u8]) -> Option<Vec<u8>> {
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", content),
    ])
}

/// Lines of cells, each a letter for its type and its text.
fn rows(cells: &str) -> impl Iterator<Item = impl Iterator<Item = (char, String)>> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    cells.lines().map(move |line| {
        line.split('\t').map(move |cell| {
            let mut rest = cell.chars();
            (rest.next().unwrap_or(' '), escaped(rest.as_str()))
        })
    })
}

fn sheet_of_xlsx(cells: &str) -> String {
    let mut sheet = SHEET.to_owned();
    for (row, cells) in rows(cells).enumerate() {
        let _ = write!(sheet, "<row r=\"{}\">", row + 1);
        for (column, (kind, text)) in cells.enumerate() {
            let name = u8::try_from(column).map_or('A', |column| char::from(b'A' + column % 26));
            let at = format!("{name}{}", row + 1);
            let _ = match kind {
                'n' => write!(sheet, "<c r=\"{at}\"><v>{text}</v></c>"),
                'd' => write!(sheet, "<c r=\"{at}\" s=\"1\"><v>{text}</v></c>"),
                's' | 'b' | 'e' => write!(sheet, "<c r=\"{at}\" t=\"{kind}\"><v>{text}</v></c>"),
                'i' => write!(sheet, "<c r=\"{at}\" t=\"d\"><v>{text}</v></c>"),
                'f' => write!(sheet, "<c r=\"{at}\" t=\"str\"><f>{text}</f><v>{text}</v></c>"),
                '@' => write!(sheet, "<c r=\"{text}\"><v>1</v></c>"),
                ' ' => write!(sheet, "<c r=\"{at}\"/>"),
                _ => write!(sheet, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            };
        }
        sheet.push_str("</row>");
    }
    sheet + "</sheetData></worksheet>"
}

fn content_of_ods(cells: &str) -> String {
    let mut content = OPEN.to_owned();
    for cells in rows(cells) {
        content.push_str("<table:table-row>");
        for (kind, text) in cells {
            let value = |name: &str, value: &str| {
                format!("<table:table-cell office:value-type=\"{name}\" office:{value}=\"{text}\"/>")
            };
            content += &match kind {
                'n' => value("float", "value"),
                'd' | 'i' => value("date", "date-value"),
                's' => value("time", "time-value"),
                'b' => value("boolean", "boolean-value"),
                'e' => value("currency", "value"),
                'f' => value("string", "string-value"),
                '@' => format!(
                    "<table:table-cell table:number-columns-repeated=\"{text}\"><text:p>1</text:p></table:table-cell>"
                ),
                _ => format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                ),
            };
        }
        content.push_str("</table:table-row>");
    }
    content + CLOSE
}

/// Records, each as the byte of its kind, that of its length, and its data.
fn records(mut bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::new();
    while let [kind, length, rest @ ..] = bytes {
        let (data, after) = rest.split_at(usize::from(*length).min(rest.len()));
        written.extend(RECORDS[usize::from(*kind) % RECORDS.len()].to_le_bytes());
        written.extend(u16::try_from(data.len()).unwrap_or_default().to_le_bytes());
        written.extend(data);
        bytes = after;
    }
    written
}

/// An old workbook of one sheet: the records of the whole, a byte 255, those of the sheet.
fn xls(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == 0xff).unwrap_or(bytes.len());
    let (of_all, of_sheet) = (records(&bytes[..end]), records(bytes.get(end + 1..).unwrap_or_default()));
    let sheet = u32::try_from(12 + of_all.len() + 4).unwrap_or_default();
    let bound = [&[0x85, 0, 8, 0][..], &sheet.to_le_bytes(), &[0; 4]].concat();
    let (begin, close) = ([0x09, 8, 4, 0, 0, 6, 16, 0], [0x0a, 0, 0, 0]);
    let mut stream = [&bound, &of_all[..], &close, &begin, &of_sheet, &close].concat();
    let sectors = stream.len().div_ceil(512).max(8);
    stream.resize(sectors * 512, 0);
    let last = u32::try_from(2 + sectors).unwrap_or_default();
    let none = 0xffff_fffe_u32;
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    (header[26], header[30], header[32], header[44], header[48]) = (3, 9, 6, 1, 1);
    header[60..64].copy_from_slice(&none.to_le_bytes());
    header[68..72].copy_from_slice(&none.to_le_bytes());
    header[76..].fill(0xff);
    header[76..80].fill(0);
    let mut fat: Vec<u32> = vec![0xffff_fffd, none];
    fat.extend((3..last).chain([none]));
    fat.resize(128, u32::MAX);
    let mut directory = vec![0; 512];
    let length = u32::try_from(stream.len()).unwrap_or_default();
    for (at, name, start, length) in [(0, "Root Entry", none, 0), (128, "Workbook", 2, length)] {
        for (place, byte) in name.bytes().enumerate() {
            directory[at + 2 * place] = byte;
        }
        directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
        directory[at + 120..at + 124].copy_from_slice(&length.to_le_bytes());
    }
    [header, fat.into_iter().flat_map(u32::to_le_bytes).collect(), directory, stream].concat()
}

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The reader of workbooks panics on some, which the program takes for broken ones: only what leaves it counts.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let Some((first, rest)) = bytes.split_first() else { return };
    let cells = || format!("{HEAD}{}", String::from_utf8_lossy(rest));
    let packed = match first.wrapping_sub(b'0') % 7 {
        0 => xlsx(STRINGS.as_bytes(), &[SHEET.as_bytes(), rest].concat()),
        1 => xlsx(rest, format!("{SHEET}{SHARED}").as_bytes()),
        2 => ods(&[OPEN.as_bytes(), rest].concat()),
        3 => Some(rest.to_vec()),
        4 => xlsx(STRINGS.as_bytes(), sheet_of_xlsx(&cells()).as_bytes()),
        5 => ods(content_of_ods(&cells()).as_bytes()),
        _ => Some(xls(rest)),
    };
    if let (Some(packed), Some(formats)) = (packed, alone("chase-card")) {
        read_by(&packed, "Chase4321_Activity.xlsx", formats);
    }
});
