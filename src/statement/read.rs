//! The interpreter: walks the records of one file through its layout's rules. Each row becomes a transaction or is set
//! apart with a class and a reason; nothing is dropped.

use std::borrow::Cow;

use chrono::NaiveDate;
use foldhash::HashSet;
use rust_decimal::Decimal;

use super::cells::Cells;
use super::dates::adapt;
use super::delimited::Record;
use super::format::{By, DateFrom, Decide, Generation, HeaderCell, PurchaseSign, RowClass, header_key};
use super::head::{ends_blank, is_blank, is_charge, is_header};
use super::identify::Claim;
use super::limits::Limits;
use super::month_names::MonthNames;
use super::options::ReadOptions;
use super::parts::{Context, cut_blank, is_wider, tidied};
use super::plan::{PREAMBLE, Plan, RowPlan, TotalPlan, cell};
use super::row::{KnownWordings, RowReader};
use super::sheet::{Book, Hand, SHEET_LINES};
use super::sides::{Sides, decide_sign, turn_all};
use super::totals::PrintedTotal;
use super::wire::{Reading, Syntax};
use super::years::tell_apart;
use super::{SetApart, Statement};
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::money::{Currencies, parse_amount};
use crate::transaction::{Kind, Strings, Transaction};

/// The date of a row that takes the one of a row below, until that is read.
const UNDATED: NaiveDate = NaiveDate::MIN;

/// What reading needs beside the file.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// Wording that tells payments, fees and interest.
    pub merchants: &'a Merchants,
    /// Digits and names of currencies.
    pub currencies: &'a Currencies,
    /// Names of months in other tongues than English.
    pub months: &'a MonthNames,
}

struct Walk<'a> {
    claim: Claim<'a>,
    options: &'a ReadOptions,
    is_sheet: bool,
    limits: &'a Limits,
    header: Vec<HeaderCell>,
    plan: Plan,
    context: Context,
    section: String,
    statement: Statement,
    wordings: KnownWordings,
    printed: Vec<PrintedTotal>,
    /// For each transaction, which total conditions it fulfils.
    marks: Vec<Vec<bool>>,
    since_divider: usize,
    /// Amounts due that totals of this month's shares include.
    due: Decimal,
    /// Most rows have more cells than the layout's: the file has columns more, or a spreadsheet has filled up its rows.
    is_wider: bool,
    /// So many cells at the end of each row hold nothing: another program has written a delimiter more.
    ends_blank: usize,
    /// What is printed in columns of debits and credits.
    sides: Sides,
    /// Transactions whose year is the one that the user said.
    yearless: Vec<usize>,
    /// What was said of a row, which is not said again.
    said: HashSet<Problem>,
}

/// Reads a file by the layout that claims it.
///
/// # Errors
/// Only for a layout file that is wrong (`bad-pattern`, `bad-data-file`); rows that cannot be read are set apart.
pub fn read_rows(
    file: &Reading,
    claim: Claim<'_>,
    statement: Statement,
    options: &ReadOptions,
    tools: Tools<'_>,
    strings: &mut Strings,
) -> Result<Statement, Problem> {
    let generation = claim.generation;
    let header = claim.header_cells()?;
    let delimiter = claim.delimiter;
    let names_columns = !header.is_empty() || generation.row.iter().any(|rule| rule.is == RowClass::Header);
    let mut walk = Walk {
        claim,
        options,
        is_sheet: file.book().is_some(),
        limits: file.limits(),
        section: if header.is_empty() { String::new() } else { PREAMBLE.to_owned() },
        plan: Plan::new(generation, file.names())?,
        context: Context::of_file(&statement.file, generation, tools)?,
        statement,
        wordings: KnownWordings::default(),
        printed: Vec::new(),
        marks: Vec::new(),
        since_divider: 0,
        due: Decimal::ZERO,
        is_wider: is_wider(file, &generation.read, delimiter),
        ends_blank: if names_columns { ends_blank(file, delimiter) } else { 0 },
        sides: Sides::default(),
        yearless: Vec::new(),
        said: HashSet::default(),
        header,
    };
    adapt(&mut walk.plan, options, walk.is_sheet);
    let hand = Hand::of(generation, options);
    let mut sheet = None;
    for record in file.records_by(delimiter, &hand) {
        if sheet.replace(record.line / SHEET_LINES).is_some_and(|above| above != record.line / SHEET_LINES) {
            walk.begin_sheet();
        }
        file.tell_refused(&record, &mut walk.statement);
        walk.row(record, tools, strings)?;
    }
    walk.remarks(file.remarks());
    for line in file.book().into_iter().flat_map(Book::lines_beside) {
        walk.statement.rows += 1;
        walk.set_apart(line, RowClass::OtherTable);
    }
    walk.date_from_below();
    tell_apart(&mut walk.statement.transactions, &walk.yearless);
    std::mem::take(&mut walk.sides).turn_few(&mut walk.statement, tools, strings);
    let evidence = walk.generation().evidence.iter().filter(|evidence| evidence.decide == Decide::Sign);
    let evidence: Vec<By> = evidence.map(|evidence| evidence.by).collect();
    let own = walk.purchase_sign();
    match walk.options.sign {
        _ if evidence.is_empty() => {}
        None => decide_sign(&mut walk.statement, evidence, own, tools, strings),
        // A column for each side has no sign: they have changed places.
        Some(PurchaseSign::Negative) if walk.generation().columns.amount.is_none() => {
            turn_all(&mut walk.statement, tools, strings);
        }
        Some(_) => {}
    }
    for row in &mut walk.statement.transactions {
        if row.kind == Kind::Purchase && row.amount.is_sign_negative() && !row.amount.is_zero() {
            row.kind = Kind::Refund;
        }
    }
    walk.check_totals();
    walk.statement.dated = walk.context.date;
    Ok(walk.statement)
}

impl Walk<'_> {
    fn generation(&self) -> &Generation {
        self.claim.generation
    }

    fn decimal(&self) -> char {
        self.options.decimal.unwrap_or(self.generation().read.decimal)
    }

    /// A sheet below another has a preamble and a header of its own.
    fn begin_sheet(&mut self) {
        if !self.header.is_empty() {
            PREAMBLE.clone_into(&mut self.section);
        }
        self.since_divider = self.statement.transactions.len();
    }

    fn row(&mut self, record: Cow<'_, Record>, tools: Tools<'_>, strings: &mut Strings) -> Result<(), Problem> {
        self.statement.rows += 1;
        let is_text = self.statement.syntax == Syntax::Delimited && !self.is_sheet;
        if let (true, Err(problem)) = (is_text, self.limits.check_record(&record)) {
            self.reject(record.line, problem);
            return Ok(());
        }
        if is_blank(record.cells.iter()) {
            self.set_apart(record.line, RowClass::Blank);
            return Ok(());
        }
        let (line, mut cells) = (record.line, Record::into_cells(record));
        if self.ends_blank > 0 {
            cut_blank(&mut cells, self.ends_blank);
        }
        if is_header(&self.header, &cells) {
            let names: Vec<String> = cells.iter().map(|cell| header_key(cell).into_owned()).collect();
            self.plan = Plan::new(self.claim.generation, &names)?;
            adapt(&mut self.plan, self.options, self.is_sheet);
            self.section.clear();
            self.set_apart(line, RowClass::Header);
            return Ok(());
        }
        let cells = tidied(cells, &self.generation().read, &self.plan.places, (self.claim.delimiter, self.is_wider));
        let plan = std::mem::take(&mut self.plan);
        let rule = plan.rule(&self.section, &cells);
        let class = match rule {
            Some(rule) => rule.class,
            None if self.section == PREAMBLE && is_charge(&cells, &plan.dates, tools) => {
                let problem = Problem::new("above-header").with("layout", &self.claim.format.id);
                self.reject(line, problem);
                self.plan = plan;
                return Ok(());
            }
            None if self.section == PREAMBLE => RowClass::Preamble,
            None => RowClass::Transaction,
        };
        if class == RowClass::Transaction {
            self.transaction(line, &cells, &plan, rule, tools, strings);
        } else {
            self.other(line, &cells, class, rule, &plan, tools, strings);
        }
        if let Some(next) = rule.and_then(|rule| rule.next_section.as_ref()) {
            self.section.clone_from(next);
        }
        self.plan = plan;
        Ok(())
    }

    fn transaction(
        &mut self,
        line: u64,
        cells: &Cells,
        plan: &Plan,
        rule: Option<&RowPlan>,
        tools: Tools<'_>,
        strings: &mut Strings,
    ) {
        let above = match rule.and_then(|rule| rule.date) {
            Some(DateFrom::Above) => self.statement.transactions.last().map(Transaction::date).or(self.context.date),
            // Settled when the rows below have been read.
            Some(DateFrom::Below) => Some(UNDATED),
            None => None,
        };
        let reader = RowReader {
            generation: self.claim.generation,
            plan,
            rule,
            cells,
            context: &self.context,
            options: self.options,
            tools,
            purchase: self.purchase_sign(),
            above,
        };
        match reader.read(line, &mut self.wordings, strings) {
            Ok(read) => {
                for notice in read.notices {
                    if self.said.insert(notice.clone()) {
                        self.statement.notices.push(notice.in_file(self.statement.file.clone()).at_line(line));
                    }
                }
                if let Some((side, is_negative)) = read.printed {
                    self.sides.note(side, is_negative, self.statement.transactions.len());
                }
                if reader.is_of_year_said() {
                    self.yearless.push(self.statement.transactions.len());
                }
                self.statement.transactions.push(read.transaction);
                self.marks.push(plan.marks.iter().map(|mark| mark.holds(cells)).collect());
            }
            Err(problem) => {
                let problem = problem.with("layout", &self.claim.format.id);
                self.reject(line, problem);
            }
        }
    }

    fn purchase_sign(&self) -> PurchaseSign {
        self.options
            .sign
            .or(self.generation().amount.as_ref().map(|rule| rule.purchase))
            .unwrap_or(PurchaseSign::Positive)
    }

    #[expect(clippy::too_many_arguments, reason = "one row's whole surroundings")]
    fn other(
        &mut self,
        line: u64,
        cells: &Cells,
        class: RowClass,
        rule: Option<&RowPlan>,
        plan: &Plan,
        tools: Tools<'_>,
        strings: &mut Strings,
    ) {
        if let Some(rule) = rule {
            if class == RowClass::Continuation {
                let decimal = self.decimal();
                if let Some(above) = self.statement.transactions.last_mut() {
                    above.continue_with((rule, &plan.places), cells, decimal, tools, strings);
                }
            } else {
                self.context.take(rule, cells, &plan.dates, tools);
            }
            if let Some(total) = &rule.total {
                self.printed_total(total, cells);
            }
        }
        if class == RowClass::Divider {
            self.since_divider = self.statement.transactions.len();
        }
        self.set_apart(line, class);
    }

    fn printed_total(&mut self, total: &TotalPlan, cells: &Cells) {
        let sign = self.purchase_sign();
        let Some(printed) = parse_amount(cell(cells, total.amount), self.decimal()) else { return };
        let printed = if sign == PurchaseSign::Negative { -printed } else { printed };
        if total.due {
            self.due += printed;
            return;
        }
        self.printed.push(PrintedTotal {
            label: cell(cells, total.label).to_owned(),
            printed,
            of: total.of,
            only: total.only,
            // A total of the whole file may stand above the table; one of a part stands below its rows.
            rows: if total.since_divider {
                self.since_divider..self.statement.transactions.len()
            } else {
                0..usize::MAX
            },
        });
    }

    fn set_apart(&mut self, line: u64, class: RowClass) {
        self.statement.set_apart.push(SetApart { line, class, problem: None });
    }

    fn reject(&mut self, line: u64, problem: Problem) {
        let problem = problem.in_file(self.statement.file.clone()).at_line(line);
        self.statement.set_apart.push(SetApart { line, class: RowClass::Rejected, problem: Some(problem) });
    }

    /// What the syntax itself has to say of the file.
    fn remarks(&mut self, (rejected, notices): (&[Problem], &[Problem])) {
        for problem in rejected {
            self.statement.rows += 1;
            self.reject(problem.at.line.unwrap_or(1), problem.clone());
        }
        let file = &self.statement.file;
        self.statement.notices.extend(notices.iter().map(|notice| notice.clone().in_file(file.clone())));
    }

    /// Gives undated rows the date of the first dated row below; where there is none they cannot be read.
    fn date_from_below(&mut self) {
        let mut below = None;
        for row in self.statement.transactions.iter_mut().rev() {
            if row.transaction_date == Some(UNDATED) {
                row.transaction_date = below;
            } else {
                below = Some(row.date());
            }
        }
        while self.statement.transactions.last().is_some_and(|row| row.transaction_date.or(row.posting_date).is_none())
        {
            if let Some(row) = self.statement.transactions.pop() {
                self.marks.pop();
                let problem = Problem::new("missing-date").with("layout", &self.claim.format.id);
                self.reject(row.line, problem);
            }
        }
        self.statement.set_apart.sort_by_key(|row| row.line);
    }

    fn check_totals(&mut self) {
        for total in std::mem::take(&mut self.printed) {
            let rows = self.statement.transactions.iter().zip(&self.marks);
            self.statement.totals.push(total.checked(rows, self.due));
        }
    }
}
