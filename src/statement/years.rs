//! Dates that print no year, in a file of which the user has said the year of the last one.

use chrono::{Datelike, NaiveDate};

use crate::transaction::Transaction;

/// Neighbours further apart than this, in days, lie on either side of a New Year.
const HALF_A_YEAR: i64 = 183;

/// Moves dates that were all put into one year into the years before it, where the rows run over a New Year.
pub(super) fn tell_apart(rows: &mut [Transaction], yearless: &[usize]) {
    let days: Vec<NaiveDate> = yearless.iter().filter_map(|at| rows.get(*at)).map(Transaction::date).collect();
    for (at, back) in yearless.iter().zip(years_back(&days)) {
        let Some(row) = rows.get_mut(*at) else { continue };
        for date in [&mut row.transaction_date, &mut row.posting_date] {
            *date = date.map(|date| date.with_year(date.year() - back).unwrap_or(date));
        }
    }
}

/// How many years before the last each day lies. Whether the newest stands last or first, neighbours on one side of a
/// New Year tell.
fn years_back(days: &[NaiveDate]) -> Vec<i32> {
    let steps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
    let ahead: i64 = steps.iter().filter(|step| step.abs() <= HALF_A_YEAR).map(|step| step.signum()).sum();
    let mut year = 0;
    let mut years: Vec<i32> = days.iter().take(1).map(|_| year).collect();
    for step in steps {
        if step < -HALF_A_YEAR && ahead >= 0 {
            year += 1;
        } else if step > HALF_A_YEAR && ahead <= 0 {
            year -= 1;
        }
        years.push(year);
    }
    let last = years.iter().copied().max().unwrap_or_default();
    years.into_iter().map(|year| last - year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_run_over_a_new_year_in_either_order() {
        for (days, back) in [
            (&["12/28", "01/05"][..], &[1, 0][..]),
            (&["01/05", "12/28"], &[0, 1]),
            (&["11/20", "12/28", "01/05", "01/03", "02/01"], &[1, 1, 0, 0, 0]),
            (&["02/01", "01/05", "12/28", "11/20", "12/01"], &[0, 0, 1, 1, 1]),
            (&["01/05", "02/10", "12/28"], &[0, 0, 0]),
            (&["12/28", "12/01", "02/10"], &[0, 0, 0]),
            (&["06/24"], &[0]),
            (&[], &[]),
        ] {
            let date = |day: &&str| NaiveDate::parse_from_str(&format!("2018/{day}"), "%Y/%m/%d").expect("a date");
            assert_eq!(years_back(&days.iter().map(date).collect::<Vec<_>>()), back, "{days:?}");
        }
    }
}
