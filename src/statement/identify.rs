//! Which layout a file is of, by its content: never by its name. Two layouts never claim one file; a file that none
//! claims is told what each nearly matched.

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::cells::Cells;
use super::delimited::Record;
use super::format::{Format, Generation, HeaderCell, Where, header_key, position};
use super::head::{HEAD_ROWS, Head, foreign, head_of, header_width, is_blank, is_turned_header};
use super::infer::Settings;
use super::infer::names::Names;
use super::limits::Limits;
use super::options::ReadOptions;
use super::plan::{Plan, folded};
use super::sheet::{Hand, PLAIN};
use super::wire::Reading;
use crate::catalogue::{Catalogue, DataFile};
use crate::location::Problem;

/// So many header cells tell a layout even when the file has one column more.
const ENOUGH_CELLS: usize = 6;

/// The layouts, by id.
#[derive(Debug)]
pub struct Formats {
    formats: Vec<Format>,
    encodings: Vec<String>,
    /// How a file that none claims is read by its content.
    pub(super) settings: Settings,
    /// What of a file is refused.
    pub limits: Limits,
    /// What the layouts call their columns; gathered when first needed.
    names: OnceLock<Names>,
}

/// A layout that claims a file.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// The layout.
    pub format: &'a Format,
    /// Its generation.
    pub generation: &'a Generation,
    /// The delimiter.
    pub delimiter: &'a str,
    /// The file's own header, where that of the layout does not fit: it has a column more, or the layout was asked for.
    pub header: Option<Vec<String>>,
}

/// How near a layout came to a file that it does not claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The layout.
    pub id: String,
    /// Header cells of the layout that the file has.
    pub found: usize,
    /// Header cells of the layout.
    pub of: usize,
    /// Cells that the layout wants and the file lacks.
    pub missing: Vec<String>,
    /// Cells that the file has and the layout does not know.
    pub unknown: Vec<String>,
}

impl NearMiss {
    /// As `chase-card 6/7 [−Memo +Note]`: data, the same in every language.
    #[must_use]
    pub fn told(&self) -> String {
        let missing = self.missing.iter().map(|name| format!("−{name}"));
        let unknown = self.unknown.iter().map(|name| format!("+{name}"));
        let marks: Vec<String> = missing.chain(unknown).collect();
        format!("{} {}/{} [{}]", self.id, self.found, self.of, marks.join(" · "))
    }
}

impl Formats {
    /// Loads every layout of the catalogue. The names in the user's own are checked; those in shipped ones were, by a test.
    ///
    /// # Errors
    /// As [`Format::parse`] and [`Format::check_names`].
    pub fn load(catalogue: &Catalogue) -> Result<Self, Problem> {
        let load = |(id, text): (&str, DataFile<'_>)| {
            let format = Format::parse(id, text)?;
            if !text.is_shipped() {
                format.check_names()?;
            }
            Ok::<_, Problem>(format)
        };
        let files: Vec<(&str, DataFile<'_>)> = catalogue.folder("formats").collect();
        let formats: Vec<Result<Format, Problem>> = files.into_par_iter().map(load).collect();
        let formats = formats.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { settings: Settings::load(catalogue)?, limits: Limits::load(catalogue)?, ..Self::of(formats) })
    }

    /// A set of given layouts, which read files without limits.
    #[must_use]
    pub fn of(formats: Vec<Format>) -> Self {
        let mut encodings: Vec<String> = formats
            .iter()
            .flat_map(|format| &format.generations)
            .flat_map(|generation| generation.read.encodings.iter().cloned())
            .filter(|name| name != "utf-8")
            .collect();
        encodings.sort();
        encodings.dedup();
        Self { formats, encodings, settings: Settings::default(), limits: Limits::NONE, names: OnceLock::new() }
    }

    /// The same set without one layout.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let formats = self.formats.iter().filter(|format| format.id != id).cloned().collect();
        Self { settings: self.settings.clone(), limits: self.limits.clone(), ..Self::of(formats) }
    }

    /// What the layouts call their columns.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self))
    }

    /// The layouts in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Format> {
        self.formats.iter()
    }

    /// One layout.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Format> {
        self.formats.iter().find(|format| format.id == id)
    }

    /// The encodings that layouts name beside UTF-8.
    #[must_use]
    pub fn encodings(&self) -> &[String] {
        &self.encodings
    }

    /// Every layout that claims this reading of a file, with its first fitting generation.
    ///
    /// # Errors
    /// `bad-pattern` when a layout's pattern is wrong.
    pub fn claims(&self, reading: &Reading) -> Result<Vec<Claim<'_>>, Problem> {
        let mut heads = Vec::new();
        let mut claims = Vec::new();
        for format in &self.formats {
            let claim = claim_of(format, reading, &mut heads)?;
            // A layout without a header is told by how it writes dates and amounts; a sheet does not keep that.
            let told = |claim: &Claim<'_>| reading.book().is_none() || !claim.generation.identify.header.is_empty();
            claims.extend(claim.filter(told));
        }
        Ok(claims)
    }

    /// Every layout whose header this reading of a file has with one column more behind it, as people add for notes, or with
    /// columns behind it that stand elsewhere in the layout's.
    ///
    /// # Errors
    /// `bad-pattern` when a layout's pattern is wrong.
    pub fn claims_of_wider(&self, reading: &Reading) -> Result<Vec<Claim<'_>>, Problem> {
        let mut heads = Vec::new();
        let mut claims = Vec::new();
        for format in &self.formats {
            claims.extend(claim(format, reading, &mut heads, wider_header)?);
        }
        Ok(claims)
    }

    /// Every layout that claims a file which another program has saved again: with a delimiter or in an encoding that is
    /// not the issuer's.
    ///
    /// # Errors
    /// `bad-pattern` when a layout's pattern is wrong.
    pub fn claims_of_rewritten(&self, reading: &Reading) -> Result<Vec<Claim<'_>>, Problem> {
        let mut heads = Vec::new();
        let mut claims = Vec::new();
        for format in &self.formats {
            for generation in format.generations.iter().filter(|generation| generation.read.syntax == reading.syntax())
            {
                for delimiter in reading.rewritten_delimiters() {
                    claims.extend(claim_by(format, generation, (delimiter, reading), &mut heads, own_header)?);
                }
            }
        }
        claims.dedup_by(|a, b| a.format.id == b.format.id);
        Ok(claims)
    }

    /// The layouts that come nearest, best first, at most three: by how many of their header cells one row has, at least
    /// half.
    ///
    /// # Errors
    /// `bad-pattern` when a layout's pattern is wrong.
    pub fn near_misses(&self, reading: &Reading) -> Result<Vec<NearMiss>, Problem> {
        let mut misses: Vec<NearMiss> = Vec::new();
        let mut heads = Vec::new();
        for format in &self.formats {
            for generation in &format.generations {
                for delimiter in reading.delimiters(&generation.read.delimiter) {
                    for row in &head_of(&mut heads, reading, delimiter, &PLAIN).rows {
                        if let Some(miss) = near_miss(format, generation, row)? {
                            misses.push(miss);
                        }
                    }
                }
            }
        }
        misses.retain(|miss| miss.found * 2 >= miss.of);
        misses.sort_by(|a, b| (b.found * a.of).cmp(&(a.found * b.of)).then(a.id.cmp(&b.id)));
        let mut seen = Vec::new();
        misses.retain(|miss| {
            let new = !seen.contains(&miss.id);
            seen.push(miss.id.clone());
            new
        });
        misses.truncate(3);
        Ok(misses)
    }
}

/// The first generation of one layout that fits a reading. `heads` keeps the rows already split.
pub(super) fn claim_of<'a>(
    format: &'a Format,
    reading: &Reading,
    heads: &mut Vec<Head>,
) -> Result<Option<Claim<'a>>, Problem> {
    claim(format, reading, heads, own_header)
}

/// Whether a generation's header is among the first rows; the file's own, where it is another.
type FindHeader = fn(&Generation, &Head) -> Result<Option<Option<Vec<String>>>, Problem>;

fn claim<'a>(
    format: &'a Format,
    reading: &Reading,
    heads: &mut Vec<Head>,
    find: FindHeader,
) -> Result<Option<Claim<'a>>, Problem> {
    for generation in &format.generations {
        if generation.read.syntax != reading.syntax() || !reading.may_be_in(&generation.read.encodings) {
            continue;
        }
        for delimiter in reading.delimiters(&generation.read.delimiter) {
            if let Some(claim) = claim_by(format, generation, (delimiter, reading), heads, find)? {
                return Ok(Some(claim));
            }
        }
    }
    Ok(None)
}

/// The claim of one generation, by one delimiter.
fn claim_by<'a>(
    format: &'a Format,
    generation: &'a Generation,
    (delimiter, reading): (&'a str, &Reading),
    heads: &mut Vec<Head>,
    find: FindHeader,
) -> Result<Option<Claim<'a>>, Problem> {
    let at = |problem: Problem| problem.in_file(format!("formats/{}.toml", format.id));
    let written = reading.book().map(|_| Hand::of(generation, &ReadOptions::default()));
    let head = head_of(heads, reading, delimiter, written.as_ref().unwrap_or(&PLAIN));
    let Some(header) = find(generation, head).map_err(at)? else { return Ok(None) };
    let fits = rows_fit(generation, reading.names(), &head.rows).map_err(at)?;
    Ok(fits.then_some(Claim { format, generation, delimiter, header }))
}

/// The claim of a layout that the user asked for, on a file whose header is not quite its own: the row that names the
/// most of its columns counts as header, when date, descriptor and amount are among them.
pub(super) fn asked_claim<'a>(format: &'a Format, reading: &Reading) -> Result<Option<Claim<'a>>, Problem> {
    let mut best: Option<(usize, Claim<'a>)> = None;
    for generation in &format.generations {
        for delimiter in reading.delimiters(&generation.read.delimiter) {
            for row in reading.records(delimiter).take(HEAD_ROWS) {
                let names: Vec<String> = row.cells.iter().map(|cell| header_key(cell).into_owned()).collect();
                let found = near_miss(format, generation, &row)?.map_or(0, |miss| miss.found);
                if found > best.as_ref().map_or(0, |(most, _)| *most) && Plan::new(generation, &names)?.is_enough() {
                    let header = Some(row.cells.iter().map(str::to_owned).collect());
                    best = Some((found, Claim { format, generation, delimiter, header }));
                }
            }
        }
    }
    Ok(best.map(|(_, claim)| claim))
}

fn near_miss(format: &Format, generation: &Generation, row: &Record) -> Result<Option<NearMiss>, Problem> {
    let wanted = generation.identify.header_cells()?;
    let cells: Vec<String> = row.cells.iter().map(|cell| header_key(cell).into_owned()).collect();
    let named = generation.identify.header.iter().zip(wanted).filter(|(name, _)| !name.is_empty());
    let (mut found, mut of, mut missing) = (0, 0, Vec::new());
    for (name, cell) in named {
        if cells.iter().any(|text| !text.is_empty() && cell.matches(text)) {
            found += 1;
            of += 1;
        } else if !cell.optional {
            of += 1;
            missing.push(name.clone());
        }
    }
    if found < 2 {
        return Ok(None);
    }
    let unknown = cells
        .iter()
        .filter(|text| !text.is_empty() && !wanted.iter().any(|cell| cell.rest || cell.matches(text)))
        .cloned()
        .collect();
    Ok(Some(NearMiss { id: format.id.clone(), found, of, missing, unknown }))
}

/// The header as the layout has it, or none wanted; the file's own, where that is the layout's in another order.
fn own_header(generation: &Generation, head: &Head) -> Result<Option<Option<Vec<String>>>, Problem> {
    if generation.identify.header.is_empty() {
        return Ok(Some(None));
    }
    let wanted = generation.identify.header_cells()?;
    if !head.may_have(wanted) {
        return Ok(None);
    }
    let width = |keys: &Cells| header_width(wanted, keys, Cow::Borrowed);
    let is_whole = |keys: &Cells| width(keys).is_some_and(|width| is_blank(keys.iter().skip(width)));
    if head.keys.iter().any(is_whole) {
        return Ok(Some(None));
    }
    let is_turned = |keys: &Cells| generation.identify.any_order && is_turned_header(wanted, keys, 0);
    Ok(head.keys.iter().position(is_turned).map(|at| Some(head.own_cells(at))))
}

/// The header with columns behind it that stand elsewhere in the layout's, and at most one that the layout does not know.
fn wider_header(generation: &Generation, head: &Head) -> Result<Option<Option<Vec<String>>>, Problem> {
    let wanted = generation.identify.header_cells()?;
    if !head.may_have(wanted) {
        return Ok(None);
    }
    let is_wider = |keys: &Cells| {
        header_width(wanted, keys, Cow::Borrowed).is_some_and(|width| {
            !is_blank(keys.iter().skip(width))
                && keys.iter().take(width).filter(|key| !key.is_empty()).count() >= ENOUGH_CELLS
                && foreign(wanted, keys).len() <= 1
        })
    };
    let is_turned = |keys: &Cells| generation.identify.any_order && is_turned_header(wanted, keys, 1);
    let found = head.keys.iter().position(|keys| is_wider(keys) || is_turned(keys));
    Ok(found.map(|at| Some(head.own_cells(at))))
}

/// Whether the first rows of a file fulfil the conditions of a generation.
pub(super) fn rows_fit(generation: &Generation, names: &[String], head: &[Record]) -> Result<bool, Problem> {
    for condition in &generation.identify.row {
        let columns =
            condition.tests().iter().map(|test| position(&test.column, names)).collect::<Result<Vec<_>, Problem>>()?;
        let holds = |row: &Record| {
            if condition.fields.is_some_and(|fields| row.cells.len() != fields) {
                return Ok(false);
            }
            // A pattern is compiled when the row has what those before it ask for: of most layouts the first one fails.
            for (test, at) in condition.tests().iter().zip(&columns) {
                if !test.pattern()?.is_match(&folded(&row.cells, *at)) {
                    return Ok(false);
                }
            }
            Ok::<_, Problem>(true)
        };
        let mut rows = head.iter().filter(|row| !is_blank(row.cells.iter())).peekable();
        let fulfilled = match condition.place {
            Where::First => rows.peek().map_or(Ok(false), |row| holds(row))?,
            Where::Any => try_any(rows, holds)?,
            Where::Every => rows.peek().is_some() && !try_any(rows, |row| Ok(!holds(row)?))?,
        };
        if !fulfilled {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether this is so of a row.
fn try_any<'a>(
    rows: impl Iterator<Item = &'a Record>,
    is_so: impl Fn(&Record) -> Result<bool, Problem>,
) -> Result<bool, Problem> {
    for row in rows {
        if is_so(row)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Claim<'_> {
    /// The header to look for: the layout's, or the file's own; empty for a file without one.
    pub(super) fn header_cells(&self) -> Result<Vec<HeaderCell>, Problem> {
        match &self.header {
            None => self.generation.identify.header_cells().map(<[_]>::to_vec),
            Some(own) => own.iter().map(|cell| HeaderCell::parse(cell)).collect(),
        }
    }
}
