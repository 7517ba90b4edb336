//! Where output goes: standard output, or a file that has its name only when it is whole.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use postbreach::location::Problem;
use postbreach::platform::{before_interruption, close_to_others, writing_private};

/// Stdout output, or a file that only its owner may read. What is interrupted leaves the file of this name as it was.
pub(crate) enum Sink {
    Stdout,
    File { file: File, beside: Option<Beside> },
}

/// A file beside the one that it is to become.
pub(crate) struct Beside {
    path: PathBuf,
    to: PathBuf,
}

/// The files that are being written, for taking them away when the program is interrupted.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

impl Beside {
    /// Holds the list of unfinished files while one of them is made or goes: an interruption waits, and none is missed.
    fn listed<T>(change: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
        change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn make(path: PathBuf, to: PathBuf) -> std::io::Result<(File, Self)> {
        static HANDLED: Once = Once::new();
        HANDLED.call_once(|| {
            before_interruption(|| {
                Self::listed(|paths| paths.iter().for_each(|path| drop(std::fs::remove_file(path))))
            });
        });
        Self::listed(|paths| {
            let file = writing_private().create(true).truncate(true).open(&path)?;
            paths.insert(path.clone());
            Ok((file, Self { path, to }))
        })
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        Self::listed(|paths| {
            paths.remove(&self.path);
            // Gone already when it has become the other.
            let _ = std::fs::remove_file(&self.path);
        });
    }
}

impl Sink {
    /// To this file, else to standard output.
    pub(crate) fn to(path: Option<&Path>) -> Result<Self, Problem> {
        let Some(path) = path else { return Ok(Self::Stdout) };
        let failed = |e| unwritable(path, e);
        // A link stays, and what is no file (a pipe, a terminal) is written to.
        let to = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if to.exists() && !to.is_file() {
            return Ok(Self::File { file: writing_private().open(&to).map_err(failed)?, beside: None });
        }
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let path = to.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let (file, beside) = Beside::make(path, to).map_err(failed)?;
        Ok(Self::File { file, beside: Some(beside) })
    }

    /// Writes; a reader that has gone away is no error.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        match self {
            Self::Stdout => crate::output::print_bytes(bytes),
            Self::File { file, beside } => {
                let path = beside.as_ref().map_or(Path::new(""), |beside| &beside.to);
                file.write_all(bytes).map_err(|e| unwritable(path, e))
            }
        }
    }

    /// All is written: the file takes its name.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let Self::File { file, beside: Some(beside) } = self else { return Ok(()) };
        let failed = |e| unwritable(&beside.to, e);
        drop(file);
        close_to_others(&beside.path).map_err(failed)?;
        std::fs::rename(&beside.path, &beside.to).map_err(failed)
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
