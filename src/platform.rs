//! What differs from one operating system to another, and nowhere else: who may read a file, how SQLite names one, where
//! the user's own data files are, what a terminal needs, which program shows a page. Rights of files are asked for by the
//! library; the rest by the binary alone, which knows who uses it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Result, StdoutLock};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use directories::ProjectDirs;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

/// Makes an empty file that only its owner may read.
///
/// # Errors
/// As the system says; `AlreadyExists` when there is one.
pub fn make_private(path: &Path) -> Result<File> {
    writing_private().create_new(true).open(path)
}

/// Makes a folder, and those above it that are missing, that only their owner may enter.
///
/// # Errors
/// As the system says.
pub fn make_private_folder(folder: &Path) -> Result<()> {
    system::private_folder(DirBuilder::new().recursive(true)).create(folder)
}

/// How to write a file that only its owner may read, where it is made by that.
#[must_use]
pub fn writing_private() -> OpenOptions {
    let mut options = OpenOptions::new();
    system::private(options.write(true));
    options
}

/// Takes from others the right to read a file.
///
/// # Errors
/// As the system says: it may be another user's, or on a disk without rights.
pub fn close_to_others(path: &Path) -> Result<()> {
    system::close_to_others(path)
}

/// A path as it stands in a `file:` address of SQLite.
#[must_use]
pub fn address_of(path: &Path) -> String {
    let path = system::with_slashes(&path.display().to_string());
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The folder of the user's own data files.
#[must_use]
pub fn own_data() -> Option<PathBuf> {
    ProjectDirs::from("", "", "postbreach").map(|dirs| dirs.config_dir().join("rules"))
}

/// The folder in which the page makes cases; where the user has none, the one that the program was started in.
#[must_use]
pub fn cases() -> PathBuf {
    ProjectDirs::from("", "", "postbreach").map_or_else(PathBuf::new, |dirs| dirs.data_dir().join("cases"))
}

/// A terminal, or what takes its place, that understands colours where colours are written to it.
#[must_use]
pub fn coloured(out: StdoutLock<'static>) -> AutoStream<StdoutLock<'static>> {
    AutoStream::always(out)
}

/// Shows an address in the user's browser.
///
/// # Errors
/// `Other` when no program shows pages.
pub fn browse(address: &str) -> Result<()> {
    opener::open_browser(address).map_err(std::io::Error::other)
}

/// Does something before an interruption (Ctrl-C, or being told to end) ends the program.
pub fn before_interruption(act: impl FnOnce() + Send + 'static) {
    system::before_interruption(act);
}

#[cfg(unix)]
mod unix {
    use std::fs::{DirBuilder, OpenOptions, Permissions};
    use std::io::Result;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options.mode(0o600)
    }

    pub(super) fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
        builder.mode(0o700)
    }

    pub(super) fn close_to_others(path: &Path) -> Result<()> {
        let mode = std::fs::metadata(path)?.permissions().mode();
        if mode & 0o077 == 0 { Ok(()) } else { std::fs::set_permissions(path, Permissions::from_mode(mode & 0o700)) }
    }

    pub(super) fn with_slashes(path: &str) -> String {
        path.to_owned()
    }

    /// Where the system grants no handler, an interruption ends the program at once, as it always did.
    pub(super) fn before_interruption(act: impl FnOnce() + Send + 'static) {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                act();
                let _ = emulate_default_handler(signal);
            }
        });
    }
}

/// A new file has the rights of its folder here. Those of the user's own folders keep other users out; in a folder that
/// everybody may read, its files may be read by everybody, and the standard library cannot change that.
#[cfg(windows)]
mod windows {
    use std::fs::{DirBuilder, OpenOptions};
    use std::io::Result;
    use std::path::Path;

    pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    pub(super) fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
        builder
    }

    pub(super) fn close_to_others(_: &Path) -> Result<()> {
        Ok(())
    }

    /// `C:\my.case` as `/C:/my.case`.
    pub(super) fn with_slashes(path: &str) -> String {
        let path = path.trim_start_matches(r"\\?\").replace('\\', "/");
        if path.contains(':') && !path.starts_with('/') { format!("/{path}") } else { path }
    }

    /// The standard library knows no handlers: a half-written file stays beside the one that it was to become.
    pub(super) fn before_interruption(_: impl FnOnce() + Send + 'static) {}
}
