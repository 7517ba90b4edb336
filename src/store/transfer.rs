//! The log as JSON Lines.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::Store;
use super::chain::{Sealed, bytes, entry, exposed, hex, note_head, sealed, verify};
use super::rows::json;
use super::settings::expose;
use crate::location::Problem;
use crate::review::Logged;

/// One entry as a line. Bytes are hexadecimal digits.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    seq: i64,
    salt: Option<String>,
    content: Option<String>,
    sealed: String,
    chain: String,
}

impl Store {
    /// The log as JSON Lines, one entry a line; with it the chain can be followed elsewhere.
    ///
    /// # Errors
    /// As SQLite finds it.
    pub fn export_log(&self) -> Result<String, Problem> {
        let mut text = String::new();
        for row in sealed(&self.conn)? {
            let line = Line {
                seq: row.seq,
                salt: row.salt.as_deref().map(hex),
                content: row.content,
                sealed: hex(&row.sealed),
                chain: hex(&row.chain),
            };
            text.push_str(&json(&line)?);
            text.push('\n');
        }
        Ok(text)
    }

    /// Adds the entries of an exported log that the case does not have; the breaches that they speak of hold, or do not,
    /// from then on. Its own must be the beginning of that log. How many were added.
    ///
    /// # Errors
    /// `bad-log-line` with its number; `log-broken`; `log-differs` when the two logs went different ways; `case-altered`
    /// for a breach.
    pub fn import_log(&mut self, text: &str) -> Result<usize, Problem> {
        let mut rows = Vec::new();
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
            rows.push(row(line).map_err(|cause| Problem::new("bad-log-line").with("cause", cause).at_line(number))?);
        }
        verify(&rows)?;
        let tx = self.writing()?;
        let own = sealed(&tx)?;
        let same = own.iter().zip(&rows).all(|(own, row)| own.chain == row.chain);
        if !same || own.len() > rows.len() {
            return Err(Problem::new("log-differs"));
        }
        let added = &rows[own.len()..];
        for row in added {
            tx.execute(
                "insert into log values (?1, ?2, ?3, ?4, ?5)",
                params![row.seq, row.salt, row.content, row.sealed, row.chain],
            )?;
        }
        note_head(&tx)?;
        let read = |row: &Sealed| row.content.as_deref().map(|content| Ok(entry(row.seq, content)?.entry));
        let entries = added.iter().filter_map(read).collect::<Result<Vec<_>, Problem>>()?;
        expose(&tx, exposed(&tx, &entries)?)?;
        tx.commit()?;
        Ok(added.len())
    }
}

fn row(line: &str) -> Result<Sealed, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if let Some(content) = &line.content {
        serde_json::from_str::<Logged>(content).map_err(|error| error.to_string())?;
    }
    let decoded = |hex: &str| bytes(hex).map_err(|_| hex.to_owned());
    Ok(Sealed {
        seq: line.seq,
        salt: line.salt.as_deref().map(decoded).transpose()?,
        content: line.content,
        sealed: decoded(&line.sealed)?,
        chain: decoded(&line.chain)?,
    })
}
