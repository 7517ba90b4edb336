//! Any bytes as a workbook, or as the part of one that holds its cells, packed as office programs do.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use postbreach_fuzz::FORMATS;
use postbreach_fuzz::statement::wire::readings;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const TOP: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>BOOKS</t></si></sst>"#;

fn packed(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, plain).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The reader of workbooks panics on some, which the program takes for broken ones: only what leaves it counts.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let Some((first, rest)) = bytes.split_first() else { return };
    let book = |strings: &[u8], sheet: &[u8]| {
        packed(&[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", TOP.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    };
    let packed = match first % 4 {
        0 => book(STRINGS.as_bytes(), rest),
        1 => book(rest, br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#),
        2 => packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"), ("content.xml", rest)]),
        _ => Some(rest.to_vec()),
    };
    let Some(packed) = packed else { return };
    let Ok(read) = readings(&packed, &[], None, &FORMATS.limits) else { return };
    for reading in read {
        let _ = reading.records(",").count();
    }
});
