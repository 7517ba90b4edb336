//! Where something stands in a file, and what is wrong there. A problem is a code with values; the sentence is made in
//! `report` from `src/assets/messages`, so that every language says the same.

use std::fmt;

/// A place in an input: file as given by the user, 1-based line on which the row starts, column by its printed name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file as the user named it, or the path of a data file under `rules/`.
    pub file: String,
    /// 1-based physical line.
    pub line: Option<u64>,
    /// The column's printed name, or its 1-based number.
    pub column: Option<String>,
}

/// Something that could not be read, or a claim in `rules/` that does not hold.
///
/// The code names the sentence `error-<code>` in the message files; the values fill it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The name of the sentence, without `error-`.
    pub code: &'static str,
    /// The values that the sentence and its help line mention.
    pub values: Vec<(&'static str, String)>,
    /// Where.
    pub at: Location,
}

impl Problem {
    /// A problem whose place is not known yet.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code, values: Vec::new(), at: Location::default() }
    }

    /// Adds a value that the sentence mentions.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((key, value.to_string()));
        self
    }

    /// Sets the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.at.file = file.into();
        self
    }

    /// Sets the 1-based line.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.at.line = Some(line);
        self
    }

    /// Sets the column's printed name.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.at.column = Some(column.into());
        self
    }

    /// The value under this key, if the problem carries it.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for (key, value) in &self.values {
            write!(f, " {key}={value}")?;
        }
        if !self.at.file.is_empty() {
            write!(f, " at {}", self.at.file)?;
        }
        if let Some(line) = self.at.line {
            write!(f, ":{line}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
