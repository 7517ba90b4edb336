//! Where rows come from: a file; in a canonical CSV, the file that a row says it was converted from.

use foldhash::HashMap;

use crate::statement::Statement;
use crate::statement::format::Source;
use crate::statement::infer::INFERRED;
use crate::statement::wire::Syntax;
use crate::transaction::{Strings, Sym};

/// Layouts that files of any issuer may have: the canonical CSV, and one that was guessed.
const OF_ANY_ISSUER: [&str; 2] = [CANONICAL, INFERRED];
const CANONICAL: &str = "postbreach";

/// The files of a case, numbered from 0.
pub(super) struct Origins {
    /// The statement of each.
    pub(super) statements: Vec<usize>,
    rows: Vec<Vec<usize>>,
}

impl Origins {
    pub(super) fn of(statements: &[Statement], strings: &mut Strings) -> Self {
        let file = strings.intern("file");
        let mut origins = Self { statements: Vec::new(), rows: Vec::with_capacity(statements.len()) };
        for (at, statement) in statements.iter().enumerate() {
            let mut known: HashMap<Sym, usize> = HashMap::default();
            let says = statement.format == CANONICAL;
            let of_rows = statement.transactions.iter().map(|row| {
                let said = row.extra.iter().find(|(key, _)| says && *key == file).map_or(Sym::EMPTY, |(_, name)| *name);
                *known.entry(said).or_insert_with(|| {
                    origins.statements.push(at);
                    origins.statements.len() - 1
                })
            });
            origins.rows.push(of_rows.collect());
        }
        origins
    }

    /// The origin of a row.
    pub(super) fn get(&self, statement: usize, row: usize) -> usize {
        self.rows[statement][row]
    }
}

/// The issuer of a statement's cards; empty when files of any issuer look like it: a standard syntax, the canonical CSV,
/// a layout that was guessed. An unknown issuer can be every other.
pub(super) fn issuer(statement: &Statement) -> &str {
    let any = statement.syntax != Syntax::Delimited || OF_ANY_ISSUER.contains(&statement.format.as_str());
    if any { "" } else { &statement.institution.en }
}

/// The layout of a statement; those of a known issuer come first.
pub(super) fn layout(statement: &Statement) -> (bool, &str) {
    (issuer(statement).is_empty(), &statement.format)
}

/// Whether a statement is an app's, a wallet's or of details, not the issuer's own.
pub(super) fn is_second_hand(statement: &Statement) -> bool {
    matches!(statement.source, Source::Aggregate | Source::Wallet | Source::Detail)
}
