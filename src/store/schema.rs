//! The tables, and how a case of an earlier release becomes one of this.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::problem::misread;
use crate::location::Problem;

/// "PBcs": marks a SQLite file as a case.
const APPLICATION: i64 = 0x5042_6373;

/// One step a schema; the n-th makes version n. A step that was released is never changed, and
/// `tests/case-files/vN.sql` keeps a case of each. A step that changes a table that [`super::seal`] seals renews the seal.
const STEPS: [&str; 1] = ["
create table setting (name text primary key, value text not null) without rowid, strict;
create table import (id integer primary key, at text not null) strict;
create table source (
    id integer primary key,
    import integer not null references import,
    hash text not null unique,
    name text not null,
    layout text not null,
    source text not null,
    encoding text not null,
    rows integer not null,
    answers text not null,
    about text not null
) strict;
create table transactions (
    source integer not null references source on delete cascade,
    nth integer not null,
    charge text,
    line integer not null,
    card text not null,
    transaction_date text,
    posting_date text,
    date_precision text not null,
    descriptor text not null,
    merchant text not null,
    amount integer not null,
    decimals integer not null,
    currency text not null,
    kind text not null,
    kind_printed integer not null,
    status text not null,
    foreign_amount text,
    foreign_currency text,
    country text not null,
    installment integer,
    installments integer,
    reference text not null,
    holder text not null,
    billed text,
    extra text not null,
    primary key (source, nth)
) without rowid, strict;
create table set_apart (
    source integer not null references source on delete cascade,
    nth integer not null,
    line integer not null,
    class text not null,
    problem text,
    primary key (source, nth)
) without rowid, strict;
create table log (
    seq integer primary key,
    salt blob,
    content text,
    sealed blob not null,
    chain blob not null
) strict;
"];

/// Makes the schema that of this release.
///
/// # Errors
/// `case-newer` when a later release made it; `not-a-case` when it is another program's.
pub(super) fn migrate(conn: &mut Connection) -> Result<(), Problem> {
    let newest = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if version(conn)? == newest {
        return Ok(());
    }
    if conn.is_readonly("main")? && version(conn)? < newest {
        return Err(Problem::new("case-read-only").with("cause", "schema"));
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    if found > newest {
        return Err(Problem::new("case-newer").with("found", found).with("known", newest));
    }
    for (step, number) in STEPS.iter().zip(1..).skip(usize::try_from(found).unwrap_or_default()) {
        apply(&tx, step, number)?;
    }
    tx.commit()?;
    Ok(())
}

fn apply(tx: &Transaction<'_>, step: &str, number: i64) -> Result<(), Problem> {
    tx.execute_batch(step)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", number)?;
    Ok(())
}

/// The version of the schema; 0 of a file with nothing in it.
fn version(conn: &Connection) -> Result<i64, Problem> {
    let number = |pragma: &str| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let tables: i64 = conn.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application != APPLICATION && (tables, application, version) != (0, 0, 0) {
        return Err(Problem::new("not-a-case"));
    }
    if version < 0 || (version == 0 && tables > 0) {
        return Err(misread(version));
    }
    Ok(version)
}
