//! The lists as a workbook, one worksheet a list. Text is written as text and is never a formula.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum, Workbook, XlsxError};

use super::Office;
use super::list::{COLUMNS, cells};
use crate::dispute::Sheet;
use crate::location::Problem;

/// The columns that are numbers.
const NUMBERS: [&str; 4] = ["number", "amount", "disputed", "foreign_amount"];

/// The most that a cell of a worksheet holds, in units of UTF-16.
const LONGEST_CELL: usize = 32_767;

/// Makes the workbook: the bytes of an `.xlsx` file.
///
/// # Errors
/// `unmade-file` when it cannot be written, such as with more charges than a worksheet has rows.
pub fn workbook(sheets: &[Sheet<'_>], office: Office<'_>) -> Result<Vec<u8>, Problem> {
    fill(sheets, office).map_err(|error| Problem::new("unmade-file").with("shape", "xlsx").with("cause", error))
}

fn fill(sheets: &[Sheet<'_>], office: Office<'_>) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut workbook = Workbook::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(format!("{} {}", at + 1, sheet.letter.word()))?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_landscape();
        worksheet.set_repeat_rows(0, 0)?;
        worksheet.set_print_fit_to_pages(1, 0);
        for (column, name) in (0..).zip(COLUMNS) {
            worksheet.write_string_with_format(0, column, name, &bold)?;
            worksheet.set_column_width(column, if ["descriptor", "note"].contains(&name) { 40 } else { 14 })?;
        }
        for (number, dispute) in (1..).zip(sheet.all()) {
            let row: RowNum = number;
            let cells = cells(usize::try_from(number).unwrap_or(usize::MAX), dispute, sheet, office);
            for ((column, name), cell) in (0..).zip(COLUMNS).zip(&cells) {
                let column: ColNum = column;
                match cell.parse::<Decimal>() {
                    Ok(value) if NUMBERS.contains(&name) => worksheet.write(row, column, value)?,
                    _ => worksheet.write_string_with_format(row, column, fitting(cell), &wrapped)?,
                };
            }
        }
    }
    workbook.save_to_buffer()
}

/// A text that a cell holds: one that is too long for it ends with an ellipsis.
fn fitting(text: &str) -> String {
    if text.len() <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut left = LONGEST_CELL;
    let fits = |c: &char| {
        left = left.saturating_sub(c.len_utf16());
        left > 0
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() == text.len() { kept } else { kept + "…" }
}
