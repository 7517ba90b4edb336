//! Where output goes: standard output, or a file that has its name only when it is whole.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use postbreach::location::Problem;
use postbreach::platform::{Beside, abandon, before_interruption, writing_private};
use postbreach::store::is_case;

/// Stdout output, or a file that only its owner may read. What is interrupted leaves the file of this name as it was.
pub(crate) enum Sink {
    Stdout,
    File { file: File, to: PathBuf, beside: Option<Beside> },
}

impl Sink {
    /// To this file, which is no case; to standard output without one, or for `-`.
    pub(crate) fn to(path: Option<&Path>) -> Result<Self, Problem> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Self::Stdout) };
        if is_case(path) {
            return Err(Problem::new("output-is-case").in_file(path.display().to_string()));
        }
        let failed = |e| unwritable(path, e);
        // A link stays, and what is no file (a pipe, a terminal) is written to.
        let to = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if to.exists() && !to.is_file() {
            let file = writing_private().open(&to).map_err(failed)?;
            return Ok(Self::File { file, to, beside: None });
        }
        static HANDLED: Once = Once::new();
        HANDLED.call_once(|| before_interruption(abandon));
        let (beside, file) = Beside::of(&to).map_err(failed)?;
        Ok(Self::File { file, to, beside: Some(beside) })
    }

    /// Writes; a reader that has gone away is no error.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        match self {
            Self::Stdout => crate::output::print_bytes(bytes),
            Self::File { file, to, .. } => file.write_all(bytes).map_err(|e| unwritable(to, e)),
        }
    }

    /// All is written: the file takes its name.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let Self::File { file, to, beside: Some(beside) } = self else { return Ok(()) };
        drop(file);
        beside.finish().map_err(|e| unwritable(&to, e))
    }
}

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut sink = Sink::to(Some(path))?;
    sink.write(bytes)?;
    sink.finish()
}

fn unwritable(path: &Path, cause: std::io::Error) -> Problem {
    Problem::new("unwritable-file").with("cause", cause).in_file(path.display().to_string())
}
