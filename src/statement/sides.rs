//! On which side the rows of a file lie, where one row alone does not tell: all of them together do.

use super::format::{By, PurchaseSign, Side, Source};
use super::read::Tools;
use super::row::kind_by_wording;
use super::{Question, Statement};
use crate::location::Problem;
use crate::transaction::{Kind, Strings, Transaction};

/// So many rows on the wrong side, all or nearly all of a file, are no refunds.
const ROWS_TO_TURN: usize = 3;

/// The rows of each side's column, by the sign that is printed in it: first those without a minus.
#[derive(Debug, Default)]
pub(super) struct Sides {
    debit: [Vec<usize>; 2],
    credit: [Vec<usize>; 2],
}

impl Sides {
    /// Notes what the column of this side prints for the row that is read as this transaction.
    pub(super) fn note(&mut self, side: Side, is_negative: bool, transaction: usize) {
        let rows = if side == Side::Debit { &mut self.debit } else { &mut self.credit };
        rows[usize::from(is_negative)].push(transaction);
    }

    /// Where a column prints both signs, the fewer rows take back what stands in it: they are of the other side.
    pub(super) fn turn_few(self, statement: &mut Statement, tools: Tools<'_>, strings: &Strings) {
        for [plain, negative] in [self.debit, self.credit] {
            let few = if negative.len() <= plain.len() { negative } else { plain };
            let Some(first) = few.first().and_then(|at| statement.transactions.get(*at)) else { continue };
            let notice = Problem::new("side-turned").with("rows", few.len());
            let notice = notice.in_file(statement.file.clone()).at_line(first.line);
            for at in few {
                if let Some(row) = statement.transactions.get_mut(at) {
                    turn(row, statement.source, tools, strings);
                }
            }
            statement.notices.push(notice);
        }
    }
}

/// Puts a row on the other side.
fn turn(row: &mut Transaction, source: Source, tools: Tools<'_>, strings: &Strings) {
    row.amount = -row.amount;
    row.billed = row.billed.map(|billed| -billed);
    if !row.kind_printed {
        let wordings = tools.merchants.wordings(strings.get(row.descriptor));
        row.kind = kind_by_wording(tools.merchants, &wordings, row.amount, source);
    }
}

/// Puts every row on the other side.
pub(super) fn turn_all(statement: &mut Statement, tools: Tools<'_>, strings: &Strings) {
    for row in &mut statement.transactions {
        turn(row, statement.source, tools, strings);
    }
}

/// Lets the rows overrule the sign of a layout: when most rows that can tell lie on the wrong side, the file writes
/// purchases the other way round, and all of it is turned. The first evidence that can tell decides; when none can, it is
/// a question.
pub(super) fn decide_sign(
    statement: &mut Statement,
    evidence: Vec<By>,
    own: PurchaseSign,
    tools: Tools<'_>,
    strings: &Strings,
) {
    let mut votes = evidence.into_iter().map(|by| (by, votes(statement, by, tools, strings)));
    let Some((_, (agree, contradict))) = votes.find(|(by, (agree, contradict))| match by {
        // One row tells nothing, a few refunds among few charges might as well be the charges, and a short file of
        // refunds or income alone is no reason to turn it.
        By::Majority => {
            agree + contradict > 1 && *agree >= 3 * contradict
                || *contradict >= ROWS_TO_TURN && *contradict >= 3 * agree
        }
        By::Kind | By::Payments | By::Fit => agree != contradict,
    }) else {
        let question = Question::of_sign(statement, own, strings);
        statement.questions.extend(question);
        return;
    };
    if contradict < agree {
        return;
    }
    turn_all(statement, tools, strings);
    let notice = Problem::new("sign-turned").with("votes", contradict).with("of", agree + contradict);
    statement.notices.push(notice.in_file(statement.file.clone()));
}

/// How many rows agree and disagree with the signs as read, by one kind of evidence.
fn votes(statement: &Statement, by: By, tools: Tools<'_>, strings: &Strings) -> (usize, usize) {
    let debit = |row: &Transaction| match by {
        By::Kind if row.kind_printed => match row.kind {
            Kind::Purchase | Kind::Fee | Kind::Interest | Kind::CashAdvance => Some(true),
            Kind::Payment | Kind::Refund | Kind::Income => Some(false),
            Kind::Adjustment | Kind::Transfer => None,
        },
        By::Payments => {
            let account = statement.source == Source::Account;
            let kind = tools.merchants.issuer_kind(strings.get(row.descriptor), true, account);
            (kind == Some(Kind::Payment)).then_some(false)
        }
        By::Majority => Some(true),
        By::Kind | By::Fit => None,
    };
    let rows = statement.transactions.iter().filter(|row| !row.amount.is_zero());
    let marks = rows.filter_map(|row| Some(debit(row)? == row.amount.is_sign_positive()));
    marks.fold(
        (0, 0),
        |(agree, contradict), agrees| if agrees { (agree + 1, contradict) } else { (agree, contradict + 1) },
    )
}
