//! What differs from one operating system to another, and nowhere else: who may read a file, how SQLite names one, where
//! the user's own data files are, what a terminal needs, which program shows a page. Rights of files are asked for by the
//! library; the rest by the binary alone, which knows who uses it.

use std::collections::BTreeSet;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Result, StdoutLock};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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

/// The files that are being written.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Holds the list of unfinished files while one of them is made or goes: an interruption waits, and none is missed.
fn listed<T>(change: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Takes away what is half written, before the program ends.
pub fn abandon() {
    listed(|paths| paths.iter().for_each(|path| drop(std::fs::remove_file(path))));
}

/// A file beside the one that it is to become: what is interrupted leaves the file of that name as it was. What a killed
/// program left behind goes when the same file is written again.
pub struct Beside {
    path: PathBuf,
    to: PathBuf,
    /// Tells other programs that it is still being written.
    _held: Option<File>,
}

impl Beside {
    /// Makes one that only its owner may read, empty, open to be written.
    ///
    /// # Errors
    /// As the system says.
    pub fn of(to: &Path) -> Result<(Self, File)> {
        let name = format!(".{}.", to.file_name().unwrap_or_default().to_string_lossy());
        take_away_left_behind(to, &name);
        loop {
            let mut mark = [0; 4];
            getrandom::fill(&mut mark).map_err(|error| std::io::Error::other(error.to_string()))?;
            let path = to.with_file_name(format!("{name}{:08x}{PART}", u32::from_ne_bytes(mark)));
            let made = listed(|paths| {
                let file = writing_private().create(true).truncate(true).open(&path)?;
                paths.insert(path.clone());
                close_to_others(&path)?;
                let held = system::hold(&file);
                Ok::<_, std::io::Error>((Self { path, to: to.to_owned(), _held: held }, file))
            })?;
            // Another program may have taken it for left behind before it was held.
            if made.0.path.exists() {
                return Ok(made);
            }
        }
    }

    /// Where it lies until it is finished.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, which nothing else has.
    ///
    /// # Errors
    /// `AlreadyExists` when something has it by now; as the system says.
    pub fn finish_new(self) -> Result<()> {
        match std::fs::hard_link(&self.path, &self.to) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(error),
            // Not every disk lets a file have two names.
            Err(_) if !self.to.exists() => self.finish(),
            Err(error) => Err(error),
        }
    }

    /// Gives it its name, in the place of what has that.
    ///
    /// # Errors
    /// As the system says.
    pub fn finish(self) -> Result<()> {
        std::fs::rename(&self.path, &self.to)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        listed(|paths| {
            paths.remove(&self.path);
            // Gone already when it has become the other.
            let _ = std::fs::remove_file(&self.path);
        });
    }
}

/// How the names of unfinished files end.
const PART: &str = ".part";

/// Takes away unfinished files of this name that no program writes any more.
fn take_away_left_behind(to: &Path, name: &str) {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let own = entry.file_name().to_str().is_some_and(|own| own.starts_with(name) && own.ends_with(PART));
        if own && let Some(_held) = system::left_behind(&entry.path()) {
            // It may be in a folder that cannot be written; then the new one is refused, and that is said.
            let _ = std::fs::remove_file(entry.path());
        }
    }
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
    use std::fs::{DirBuilder, File, OpenOptions, Permissions};
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

    /// A lock ends with the program, however that ends. Where the disk knows no locks, nothing is taken for left behind.
    pub(super) fn hold(file: &File) -> Option<File> {
        let held = file.try_clone().ok()?;
        held.lock().ok()?;
        Some(held)
    }

    /// A file that nobody holds, held.
    pub(super) fn left_behind(path: &Path) -> Option<File> {
        let file = File::open(path).ok()?;
        file.try_lock().ok()?;
        Some(file)
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
    use std::fs::{DirBuilder, File, OpenOptions};
    use std::io::Result;
    use std::path::Path;

    pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    /// A lock would keep SQLite out of the file too, so none is taken, and nothing is taken for left behind.
    pub(super) fn hold(_: &File) -> Option<File> {
        None
    }

    pub(super) fn left_behind(_: &Path) -> Option<File> {
        None
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
