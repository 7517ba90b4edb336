//! Workbooks of spreadsheet programs (xlsx, xlsb, xls, ods) as sheets.

use std::io::{Cursor, Read, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataType, Ods, Reader, SheetType, Xls, Xlsb, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};

use super::limits::Limits;
use super::sheet::{Cell, Sheet};
use super::{archive, compound, opendocument};
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// Where the sheets of an OpenDocument workbook stand.
const CONTENT: &str = "content.xml";
/// What the first bytes of files are in which other files are packed.
const PACKED: &[u8] = b"PK\x03\x04";
/// What the first bytes of old office documents are, and of documents with a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// The sheets of a workbook, and what kind it is: `xlsx`, `xlsb`, `xls` or `ods`. `None` when the bytes are of none.
///
/// # Errors
/// `locked-workbook` when it has a password, `broken-workbook` when it cannot be read, `huge-workbook` when it is too
/// large.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Option<(&'static str, Vec<Sheet>)>, Problem> {
    let Some(kind) = kind(bytes, limits)? else { return Ok(None) };
    let read = || match kind {
        "xlsx" => {
            let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
            each(&mut book, limits, |book, name, cells| {
                let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = reader.next_cell().map_err(broken)? {
                    cells.put(cell.get_position(), cell.get_value().clone().into())?;
                }
                Ok(())
            })
        }
        "xlsb" => {
            let mut book = Xlsb::new(Cursor::new(bytes)).map_err(broken)?;
            each(&mut book, limits, |book, name, cells| {
                let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = reader.next_cell().map_err(broken)? {
                    cells.put(cell.get_position(), cell.get_value().clone().into())?;
                }
                Ok(())
            })
        }
        "xls" => each(&mut Xls::new(Cursor::new(bytes)).map_err(broken)?, limits, whole),
        _ => each(&mut Ods::new(Cursor::new(bytes)).map_err(broken)?, limits, whole),
    };
    // On some damaged workbooks their reader panics.
    let sheets = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken("damaged")))?;
    Ok(Some((kind, sheets)))
}

/// What kind of workbook the bytes are, by their content.
fn kind(bytes: &[u8], limits: &Limits) -> Result<Option<&'static str>, Problem> {
    if bytes.starts_with(COMPOUND) {
        let wide = |name: &str| name.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
        let has = |name: &str| {
            let name = wide(name);
            bytes.windows(name.len()).any(|part| part == name)
        };
        if has("EncryptedPackage") {
            return Err(Problem::new("locked-workbook"));
        }
        if !has("Workbook") && !has("Book") {
            return Ok(None);
        }
        compound::check(bytes, limits)?;
        return Ok(Some("xls"));
    }
    if !bytes.starts_with(PACKED) {
        return Ok(None);
    }
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(cause) if archive::is_workbook(bytes) => return Err(broken(cause)),
        Err(_) => return Ok(None),
    };
    let has = |name: &str| archive.index_for_name(name).is_some();
    let kind = if has("xl/workbook.xml") {
        "xlsx"
    } else if has("xl/workbook.bin") {
        "xlsb"
    } else if has(CONTENT) && has("META-INF/manifest.xml") {
        "ods"
    } else {
        return Ok(None);
    };
    let mut left = limits.workbook.megabytes << 20;
    for at in 0..archive.len() {
        // What a packed file says of its own size is not to be trusted: it is unpacked once to be measured.
        let Ok(file) = archive.by_index(at) else { continue };
        left -= std::io::copy(&mut file.take(left), &mut sink()).unwrap_or(0);
        if left == 0 {
            return Err(limits.huge_workbook());
        }
    }
    if kind == "ods" {
        let mut content = String::new();
        let mut file = archive.by_name(CONTENT).map_err(broken)?;
        file.read_to_string(&mut content).map_err(broken)?;
        opendocument::check(&content, limits)?;
    }
    Ok(Some(kind))
}

/// What its reader says of a damaged workbook.
pub(super) fn broken(error: impl std::fmt::Display) -> Problem {
    let cause = error.to_string();
    if cause.contains("password") {
        Problem::new("locked-workbook")
    } else {
        // It may quote a cell.
        Problem::new("broken-workbook").with("cause", mask_card_numbers(&cause))
    }
}

/// The cells of one sheet, by row.
struct Cells<'a> {
    limits: &'a Limits,
    rows: std::collections::BTreeMap<u64, Vec<Cell>>,
    widest: usize,
    /// What the text of all sheets fills.
    bytes: u64,
}

impl Cells<'_> {
    /// Puts a cell where it stands, row and column counted from 0.
    fn put(&mut self, (row, column): (u32, u32), data: Data) -> Result<(), Problem> {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if data.is_empty() {
            return Ok(());
        }
        if column > self.limits.workbook.columns {
            return Err(self.limits.huge_workbook());
        }
        let cells = self.rows.entry(u64::from(row) + 1).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Text(String::new()));
            self.widest = self.widest.max(cells.len());
        }
        self.bytes += data.get_string().map_or(0, |text| text.len() as u64);
        cells[column] = cell(data);
        let count = self.rows.len().saturating_mul(self.widest);
        if count > self.limits.workbook.cells || self.bytes > self.limits.workbook.megabytes << 20 {
            return Err(self.limits.huge_workbook());
        }
        Ok(())
    }
}

/// The worksheets of a workbook, read one by one.
fn each<'a, R>(
    book: &mut R,
    limits: &Limits,
    read: impl Fn(&mut R, &str, &mut Cells<'_>) -> Result<(), Problem>,
) -> Result<Vec<Sheet>, Problem>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::fmt::Display,
{
    let worksheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = worksheets.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    let mut cells = Cells { limits, rows: std::collections::BTreeMap::new(), widest: 0, bytes: 0 };
    for name in &names {
        cells.widest = 0;
        read(book, name, &mut cells)?;
        sheets.push(Sheet::new(name, std::mem::take(&mut cells.rows).into_iter().collect(), limits)?);
        Sheet::check(&sheets, limits)?;
    }
    Ok(sheets)
}

fn whole<'a, R>(book: &mut R, name: &str, cells: &mut Cells<'_>) -> Result<(), Problem>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::fmt::Display,
{
    let range = book.worksheet_range(name).map_err(broken)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = |first: u32, more: usize| first.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        cells.put((at(top, row), at(left, column)), data.clone())?;
    }
    Ok(())
}

fn cell(data: Data) -> Cell {
    match data {
        Data::Empty => Cell::Text(String::new()),
        Data::String(text) => Cell::Text(text),
        Data::Bool(is) => Cell::Text(if is { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => Cell::Text(error.to_string()),
        Data::Float(value) => Cell::number(value),
        Data::Int(value) => Cell::whole(value),
        Data::DateTimeIso(text) => iso(&text).map_or(Cell::Text(text), Cell::moment),
        Data::DurationIso(text) => Cell::Text(text),
        Data::DateTime(serial) => {
            let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
            let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            let moment = date.and_then(|date| date.and_hms_opt(hour.into(), minute.into(), second.into()));
            moment.map_or_else(|| Cell::number(serial.as_f64()), Cell::moment)
        }
    }
}

fn iso(text: &str) -> Option<NaiveDateTime> {
    let day = || text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
    text.parse().ok().or_else(day)
}
