//! Old office documents (xls), before they are read: their reader believes what they say of themselves. Chains of
//! sectors must end, sheets must lie inside the file, and the corners of a sheet may not be so far apart that the cells
//! between fill the memory. The names are those of MS-CFB and MS-XLS.

use super::limits::Limits;
use crate::location::Problem;

const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on say something else.
const RESERVED: u32 = 0xffff_fffa;
const FREE_OR_DIFAT: u32 = 0xffff_fffc;
const HEADER: usize = 512;
const MINI_SECTOR: usize = 64;
/// Shorter streams stand in mini sectors.
const MINI_STREAM: usize = 4096;
const DIRECTORY: usize = 128;

/// Records of the workbook stream.
const END: u16 = 0x000a;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MULTIPLE_NUMBERS: u16 = 0x00bd;
/// Formula, shared string, rich string, number, label, boolean, compressed number.
const CELLS: [u16; 7] = [0x0006, 0x00fd, 0x00d6, 0x0203, 0x0204, 0x0205, 0x027e];

/// Whether an old workbook may be given to its reader.
///
/// # Errors
/// `broken-workbook` where its parts do not hold together; `huge-workbook`.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let broken = || Problem::new("broken-workbook").with("cause", "compound file");
    let stream = File::new(bytes).and_then(|file| file.workbook()).ok_or_else(broken)?;
    let cells = cells(&stream).ok_or_else(broken)?;
    if cells > limits.workbook.cells { Err(limits.huge_workbook()) } else { Ok(()) }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    (0..bytes.len() / 4).filter_map(|at| u32_at(bytes, at * 4))
}

struct File<'a> {
    sectors: &'a [u8],
    size: usize,
    fat: Vec<u32>,
    header: &'a [u8],
}

impl<'a> File<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let header = bytes.get(..HEADER)?;
        let size = 1_usize << u16_at(header, 30)?.min(12);
        let mut file = Self { sectors: bytes.get(size.max(HEADER)..)?, size, fat: Vec::new(), header };
        let count = file.sectors.len() / size + 1;
        let mut listed: Vec<u32> = numbers(&header[76..]).collect();
        let mut next = u32_at(header, 68)?;
        for _ in 0..=count {
            if next >= RESERVED {
                break;
            }
            listed.extend(numbers(part(file.sectors, size, next)?));
            next = listed.pop()?;
        }
        let tables: Vec<u32> = listed.into_iter().filter(|sector| *sector < FREE_OR_DIFAT).collect();
        if next < RESERVED || tables.len() > count {
            return None;
        }
        for sector in tables {
            file.fat.extend(numbers(part(file.sectors, size, sector)?));
        }
        Some(file)
    }

    /// A chain of sectors up to a length, or to its end.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        chain(self.sectors, self.size, &self.fat, start, length)
    }

    /// The stream of the workbook. Every other stream is followed to its end, too.
    fn workbook(&self) -> Option<Vec<u8>> {
        let directories = self.chain(u32_at(self.header, 48)?, usize::MAX)?;
        let directories: Vec<&[u8]> = directories.chunks_exact(DIRECTORY).collect();
        let length = |directory: &[u8]| usize::try_from(u32_at(directory, 120)?).ok();
        let root = directories.first()?;
        let (mut mini, mut mini_fat) = (Vec::new(), Vec::new());
        let tables = usize::try_from(u32_at(self.header, 64)?).ok()?;
        if tables > 0 {
            mini = self.chain(u32_at(root, 116)?, length(root)?)?;
            let table = self.chain(u32_at(self.header, 60)?, tables.saturating_mul(self.size))?;
            mini_fat = numbers(&table).collect();
        }
        let named = |directory: &&&[u8], name: &str| {
            let wide = numbers_of_two(&directory[..64]).take_while(|unit| *unit != 0);
            let found: String = char::decode_utf16(wide).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            found.eq_ignore_ascii_case(name)
        };
        let directory = ["Workbook", "Book"].iter().find_map(|name| directories.iter().find(|d| named(d, name)))?;
        let (start, length) = (u32_at(directory, 116)?, length(directory)?);
        if length < MINI_STREAM {
            chain(&mini, MINI_SECTOR, &mini_fat, start, length)
        } else {
            self.chain(start, length)
        }
    }
}

fn numbers_of_two(bytes: &[u8]) -> impl Iterator<Item = u16> + '_ {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

/// One sector; the last of a file may be short.
fn part(sectors: &[u8], size: usize, number: u32) -> Option<&[u8]> {
    let start = usize::try_from(number).ok()?.checked_mul(size)?;
    let rest = sectors.get(start..).filter(|rest| !rest.is_empty())?;
    Some(&rest[..rest.len().min(size)])
}

fn chain(sectors: &[u8], size: usize, table: &[u32], start: u32, length: usize) -> Option<Vec<u8>> {
    let (mut found, mut next) = (Vec::new(), start);
    while next != END_OF_CHAIN && found.len() < length {
        // A chain that is longer than the file goes in a circle.
        if found.len() > sectors.len() {
            return None;
        }
        let sector = part(sectors, size, next)?;
        found.extend_from_slice(&sector[..sector.len().min(length - found.len())]);
        if found.len() < length {
            next = *table.get(usize::try_from(next).ok()?)?;
        }
    }
    Some(found)
}

/// Records as (kind, data); `None` where the stream ends in the middle of one.
fn records(stream: &[u8]) -> impl Iterator<Item = Option<(u16, &[u8])>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let record = || {
            let length = usize::from(u16_at(rest, 2)?);
            Some((u16_at(rest, 0)?, rest.get(4..4 + length)?))
        };
        let found = record();
        rest = found.map_or(&[], |(_, data)| &rest[4 + data.len()..]);
        Some(found)
    })
}

/// How many cells all sheets have, the empty ones between their corners counted. `None` where sheets do not lie in the
/// stream, or lie in each other.
fn cells(stream: &[u8]) -> Option<usize> {
    let mut starts = Vec::new();
    for record in records(stream) {
        match record? {
            (END, _) => break,
            (BOUND_SHEET, data) => starts.push(usize::try_from(u32_at(data, 0)?).ok()?),
            _ => {}
        }
    }
    let (mut total, mut walked) = (0_usize, 0_usize);
    for start in starts {
        let (mut corners, mut depth) = (Corners::default(), 0_usize);
        for record in records(stream.get(start..)?) {
            let (kind, data) = record?;
            walked += 4 + data.len();
            // A workbook of one sheet has its globals before; no two sheets share their records.
            if walked > stream.len().saturating_mul(2) {
                return None;
            }
            match kind {
                0x0809 => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => corners.reserve(data),
                MULTIPLE_NUMBERS => {
                    corners.add(data)?;
                    let last = u16_at(data, data.len().checked_sub(2)?)?;
                    corners.right = corners.right.max(last.into());
                }
                _ if CELLS.contains(&kind) => corners.add(data)?,
                _ => {}
            }
        }
        total = total.saturating_add(corners.cells().max(corners.reserved));
    }
    Some(total)
}

/// The corners of a sheet, rows and columns from 0.
struct Corners {
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
    reserved: usize,
}

impl Default for Corners {
    fn default() -> Self {
        Self { top: usize::MAX, bottom: 0, left: usize::MAX, right: 0, reserved: 0 }
    }
}

impl Corners {
    fn add(&mut self, data: &[u8]) -> Option<()> {
        let (row, column) = (usize::from(u16_at(data, 0)?), usize::from(u16_at(data, 2)?));
        (self.top, self.bottom) = (self.top.min(row), self.bottom.max(row));
        (self.left, self.right) = (self.left.min(column), self.right.max(column));
        Some(())
    }

    /// What the sheet says of its own size makes its reader take memory.
    fn reserve(&mut self, data: &[u8]) {
        let short = |at| u16_at(data, at).map(usize::from);
        let long = |at| u32_at(data, at).and_then(|number| usize::try_from(number).ok());
        let size = if data.len() == 10 {
            [short(0), short(2), short(4), short(6)]
        } else {
            [long(0), long(4), short(8), short(10)]
        };
        let [top, bottom, left, right] = size.map(Option::unwrap_or_default);
        let rows = bottom.checked_sub(top).unwrap_or(if bottom == 0 { 1 } else { usize::MAX });
        self.reserved = self.reserved.saturating_add(rows.saturating_mul(right.saturating_sub(left).max(1)));
    }

    fn cells(&self) -> usize {
        let side = |from: usize, to: usize| if from > to { 0 } else { to - from + 1 };
        side(self.top, self.bottom).saturating_mul(side(self.left, self.right))
    }
}
