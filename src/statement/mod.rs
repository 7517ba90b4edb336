//! Statements: bytes of a file to rows that are transactions or set apart.

pub mod archive;
mod amounts;
mod camt;
pub mod cells;
mod compound;
pub mod counts;
pub mod decode;
pub mod delimited;
pub mod format;
pub mod households;
pub mod identify;
pub mod infer;
pub mod limits;
pub mod month_names;
pub mod months;
mod mt940;
pub mod options;
mod date_pattern;
mod dates;
mod decide;
mod follow;
mod head;
mod markup;
mod ofx;
mod opendocument;
mod parts;
mod plan;
mod qif;
pub mod question;
pub mod read;
pub mod reason;
pub mod refused;
mod row;
mod sheet;
mod sides;
mod totals;
mod typed;
mod unended;
pub mod wire;
mod workbook;
mod xml;
mod years;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use self::decide::read_decided;
use self::format::{Product, RowClass, Source, header_key};
use self::head::{HEAD_ROWS, foreign};
use self::identify::{Claim, Formats, NearMiss};
use self::infer::{INFERRED, Inferred};
use self::options::ReadOptions;
use self::question::Question;
use self::read::Tools;
use self::wire::{Reading, Syntax, readings};
use crate::catalogue::Confidence;
use crate::location::Problem;
use crate::messages::Words;
use crate::text::mask_card_numbers;
use crate::transaction::{Strings, Transaction};

/// A row that is no transaction.
#[derive(Debug, Clone)]
pub struct SetApart {
    /// 1-based line on which it starts.
    pub line: u64,
    /// What it is.
    pub class: RowClass,
    /// Why it was rejected.
    pub problem: Option<Problem>,
}

/// A total that the file prints, checked. Positive = the holder owes more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Its printed label.
    pub label: String,
    /// Its printed amount.
    pub printed: Decimal,
    /// The sum of what was read.
    pub computed: Decimal,
    /// Whether both are equal.
    pub agrees: bool,
}

/// One file that was read.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The file as given, card numbers masked.
    pub file: String,
    /// Id of its layout.
    pub format: String,
    /// Who issues such files.
    pub institution: Words,
    /// ISO 3166 code of the country whose holders they serve, where its layout says.
    pub country: Option<String>,
    /// What it is of.
    pub source: Source,
    /// What the card can be: one, where its layout tells; none, where nothing does.
    pub products: Vec<Product>,
    /// The layout is known from descriptions only.
    pub medium: bool,
    /// Its references stay the same in every file, and no two rows share one.
    pub stable_reference: bool,
    /// How the holder's account shows the bill of such a card, as a pattern over the folded text.
    pub bill: Option<String>,
    /// The payment day that it or its name states; the last day of the month where only that is stated.
    pub dated: Option<NaiveDate>,
    /// How its records are written.
    pub syntax: Syntax,
    /// How it was decoded.
    pub encoding: String,
    /// Rows: transactions + set apart.
    pub rows: u64,
    /// In the file's order.
    pub transactions: Vec<Transaction>,
    /// In the file's order.
    pub set_apart: Vec<SetApart>,
    /// Printed totals.
    pub totals: Vec<Total>,
    /// What was decided for this file and should be known.
    pub notices: Vec<Problem>,
    /// What could not be decided.
    pub questions: Vec<Question>,
}

impl Statement {
    /// The rows that could not be read.
    pub fn rejected(&self) -> impl Iterator<Item = &Problem> {
        self.set_apart.iter().filter_map(|row| row.problem.as_ref())
    }

    /// First and last date of its transactions.
    #[must_use]
    pub fn period(&self) -> Option<(NaiveDate, NaiveDate)> {
        let dates = self.transactions.iter().map(Transaction::date);
        Some((dates.clone().min()?, dates.max()?))
    }
}

/// What no issuer writes, but a spreadsheet program of old may have saved in.
const SAVED_AGAIN_IN: &str = "macintosh";

/// Where no layout comes near a file.
const NONE_NEAR: &str = "none";

/// The file's name without its folders.
fn base_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// Which layout reads a file, in which encoding.
#[derive(Debug)]
pub struct Identified<'a> {
    /// The file as read.
    pub reading: Reading,
    /// The layout.
    pub claim: Claim<'a>,
}

/// Finds the layout of a file by its content.
///
/// # Errors
/// `empty-file`; `not-a-statement` for a PDF and the like; what [`readings`] says of workbooks; `no-layout` with `nearest` naming what nearly
/// matched; `several-layouts`; `unknown-layout` and `unknown-encoding` for wrong options.
pub fn identify<'a>(
    bytes: &[u8],
    file: &str,
    formats: &'a Formats,
    options: &ReadOptions,
) -> Result<Identified<'a>, Problem> {
    let (reading, mut claims) = claimed(bytes, file, formats, options)?;
    if claims.len() > 1 {
        let ids: Vec<&str> = claims.iter().map(|claim| claim.format.id.as_str()).collect();
        let problem = Problem::new("several-layouts").with("layouts", ids.join(", "));
        return Err(problem.in_file(mask_card_numbers(file)));
    }
    Ok(Identified { reading, claim: claims.swap_remove(0) })
}

/// The layouts that claim a file by its content, at least one: several where their headers are the same and no row tells.
fn claimed<'a>(
    bytes: &[u8],
    file: &str,
    formats: &'a Formats,
    options: &ReadOptions,
) -> Result<(Reading, Vec<Claim<'a>>), Problem> {
    let at = |problem: Problem| problem.in_file(mask_card_numbers(file));
    let written = encoding_rs::Encoding::for_bom(bytes).map_or(bytes, |(_, mark)| &bytes[mark..]);
    if written.iter().all(u8::is_ascii_whitespace) {
        return Err(at(Problem::new("empty-file")));
    }
    let mut encodings = formats.encodings().to_vec();
    encodings.push(SAVED_AGAIN_IN.to_owned());
    let coming = readings(bytes, &encodings, options.encoding.as_deref(), &formats.limits).map_err(at)?;
    if let Some(id) = &options.layout {
        let format = formats.get(id).ok_or_else(|| at(Problem::new("unknown-layout").with("value", id)))?;
        return by_layout(format, coming, options).map(|found| (found.reading, vec![found.claim])).map_err(at);
    }
    let mut readings = Vec::new();
    for reading in coming {
        let claims = formats.claims(&reading).map_err(at)?;
        if !claims.is_empty() {
            return Ok((reading, decide::answered(claims, options)));
        }
        readings.push(reading);
    }
    for claims_of in [Formats::claims_of_wider, Formats::claims_of_rewritten] {
        for nth in 0..readings.len() {
            let claims = claims_of(formats, &readings[nth]).map_err(at)?;
            if !claims.is_empty() {
                return Ok((readings.swap_remove(nth), decide::answered(claims, options)));
            }
        }
    }
    let mut nearest = Vec::new();
    for reading in &readings {
        reading.check_width(HEAD_ROWS).map_err(at)?;
        nearest = formats.near_misses(reading).map_err(at)?;
        if !nearest.is_empty() {
            break;
        }
    }
    let encoding = readings.first().map_or("utf-8", |reading| reading.encoding.as_str());
    let nearest: Vec<String> =
        if nearest.is_empty() { vec![NONE_NEAR.to_owned()] } else { nearest.iter().map(NearMiss::told).collect() };
    Err(at(Problem::new("no-layout").with("encoding", encoding).with("nearest", nearest.join("; "))))
}

fn by_layout<'a>(
    format: &'a format::Format,
    readings: impl Iterator<Item = Reading>,
    options: &ReadOptions,
) -> Result<Identified<'a>, Problem> {
    for reading in readings {
        let claim = match identify::claim_of(format, &reading, &mut Vec::new())? {
            Some(claim) => Some(claim),
            None => identify::asked_claim(format, &reading)?,
        };
        if let Some(claim) = claim {
            return Ok(Identified { reading, claim });
        }
    }
    Err(Problem::new("not-this-layout").with("layout", options.layout.as_deref().unwrap_or_default()))
}

/// Reads one file: by the layout that claims it, else by its content.
///
/// # Errors
/// As [`identify`]; rows that cannot be read do not fail the file, they are set apart.
pub fn read(
    bytes: &[u8],
    file: &str,
    formats: &Formats,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Statement, Problem> {
    let by_content = options.layout.as_deref() == Some(INFERRED);
    let found = if by_content { Err(Problem::new("no-layout")) } else { claimed(bytes, file, formats, options) };
    let (claimed, nearest) = match found {
        Ok((reading, claims)) => {
            let mut readings = Vec::new();
            for claim in &claims {
                readings.push(read_claimed(&reading, claim, file, options, tools, strings)?);
            }
            let read = decide::one_of(readings, strings)
                .ok_or_else(|| Problem::new("no-layout").in_file(mask_card_numbers(file)))?;
            // A layout that makes nothing of any row is a stranger's whose header is the same.
            if options.layout.is_some() || !read.transactions.is_empty() || read.rejected().next().is_none() {
                return Ok(read);
            }
            let nearest = read.format.clone();
            (Ok(read), nearest)
        }
        Err(problem) if problem.code == "no-layout" => {
            let nearest = problem.value("nearest").unwrap_or(NONE_NEAR).to_owned();
            (Err(problem), nearest)
        }
        Err(problem) => return Err(problem),
    };
    let Some((_, mut statement)) = read_by_content(bytes, file, formats, options, tools, strings)? else {
        return claimed;
    };
    if nearest != NONE_NEAR {
        let notice = Problem::new("read-by-content").with("nearest", nearest);
        statement.notices.insert(0, notice.in_file(statement.file.clone()));
    }
    Ok(statement)
}

/// Reads one file by its content, whatever layout may claim it; `None` where the content does not tell enough.
///
/// # Errors
/// As [`identify`], but for `no-layout` and `several-layouts`.
pub fn read_by_content(
    bytes: &[u8],
    file: &str,
    formats: &Formats,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Option<(Inferred, Statement)>, Problem> {
    let at = |problem: Problem| problem.in_file(mask_card_numbers(file));
    for reading in readings(bytes, formats.encodings(), options.encoding.as_deref(), &formats.limits).map_err(at)? {
        let Some(inferred) = infer::infer(&reading, formats, options, tools)? else { continue };
        if let Some(statement) = read_inferred(&reading, &inferred, file, formats, options, tools, strings)? {
            return Ok(Some((inferred, statement)));
        }
    }
    Ok(None)
}

fn read_claimed(
    reading: &Reading,
    claim: &Claim<'_>,
    file: &str,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Statement, Problem> {
    let generation = claim.generation;
    let followed = follow::follow_sheets(reading, claim)?;
    let (reading, sheets) = followed.as_ref().map_or((reading, &[][..]), |(reading, sheets)| (reading, sheets));
    let delimiters = reading.delimiters(&generation.read.delimiter);
    let own = delimiters.iter().any(|own| own == claim.delimiter) && reading.may_be_in(&generation.read.encodings);
    let saved_again = (!own && options.layout.is_none() && claim.format.id != INFERRED)
        .then(|| Problem::new("saved-again").with("delimiter", claim.delimiter).with("encoding", &reading.encoding));
    let more = match claim.header.as_ref().filter(|_| options.layout.is_none()) {
        Some(own) => {
            let keys = own.iter().map(|cell| header_key(cell)).collect();
            foreign(generation.identify.header_cells()?, &keys).first().and_then(|at| own.get(*at))
        }
        None => None,
    };
    let statement = Statement {
        file: mask_card_numbers(file).into_owned(),
        format: claim.format.id.clone(),
        institution: generation.institution.clone(),
        country: generation.country.clone(),
        source: generation.source,
        products: generation.products(),
        medium: generation.confidence == Confidence::Medium,
        stable_reference: generation.reference_is.is_some(),
        bill: generation.bill.clone(),
        dated: None,
        syntax: reading.syntax(),
        encoding: reading.encoding.clone(),
        rows: 0,
        transactions: Vec::new(),
        set_apart: Vec::new(),
        totals: Vec::new(),
        notices: more
            .map(|name| Problem::new("column-more").with("value", name))
            .into_iter()
            .chain(sheets.iter().cloned())
            .chain(saved_again)
            .map(|notice| notice.in_file(mask_card_numbers(file)))
            .collect(),
        questions: Vec::new(),
    };
    read_decided(reading, claim, &statement, options, tools, strings)
}

/// `None` where the layout that was found leaves too many rows unreadable.
fn read_inferred(
    reading: &Reading,
    inferred: &Inferred,
    file: &str,
    formats: &Formats,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Option<Statement>, Problem> {
    let Inferred { format, delimiter, guesses, .. } = inferred;
    let claim = Claim { format, generation: format.first(), delimiter, header: None };
    let mut statement = read_claimed(reading, &claim, file, options, tools, strings)?;
    let rejected = Decimal::from(statement.rejected().count());
    let rows = rejected + Decimal::from(statement.transactions.len());
    if statement.transactions.is_empty() || rejected > formats.settings.rejected_share * rows {
        return Ok(None);
    }
    statement.medium = false;
    let told = guesses.iter().map(|guess| {
        let problem = Problem::new("guessed").with("what", guess.what.word()).with("value", &guess.value);
        problem.with("why", guess.why.word()).in_file(statement.file.clone())
    });
    statement.notices.splice(0..0, told.collect::<Vec<_>>());
    Ok(Some(statement))
}
