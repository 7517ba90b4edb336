//! ZIP archives of statements, as banks deliver them: their members, within bounds that keep a small file from filling
//! the memory.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits::ArchiveLimits;
use crate::location::Problem;
use crate::text::mask_card_numbers;

/// What an archive holds.
#[derive(Debug)]
pub struct Archive {
    /// Name and content of each member, in the archive's order.
    pub members: Vec<Member>,
    /// How many members are files that a system writes for itself, and are left out.
    pub skipped: usize,
}

/// A member's name, and its bytes or why they cannot be had: `nested-archive`, `locked-archive`, `broken-archive`.
pub type Member = (String, Result<Vec<u8>, Problem>);

/// Whether bytes are a ZIP archive of files; workbooks, which are ZIP files too, are none.
#[must_use]
pub fn is(bytes: &[u8]) -> bool {
    is_zip(bytes) && !is_workbook(bytes)
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether bytes are a workbook: an Office or OpenDocument file in its ZIP container.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    const MARKS: [&str; 2] = ["[Content_Types].xml", "mimetype"];
    is_zip(bytes)
        && match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => MARKS.iter().any(|mark| archive.index_for_name(mark).is_some()),
            // Cut short, the first names still tell.
            Err(_) => MARKS.iter().any(|mark| bytes.get(30..30 + mark.len()) == Some(mark.as_bytes())),
        }
}

/// The members of an archive.
///
/// # Errors
/// `broken-archive` when it cannot be opened; `empty-archive`; `oversized-archive` when it holds more members or bytes than a household's
/// statements ever do, or packs them tighter than text can be.
pub fn members(bytes: &[u8], limits: &ArchiveLimits) -> Result<Archive, Problem> {
    let oversized = || {
        let problem = Problem::new("oversized-archive").with("members", limits.members);
        problem.with("megabytes", limits.megabytes)
    };
    let most_bytes = limits.megabytes << 20;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| broken(&cause))?;
    if archive.len() > limits.members {
        return Err(oversized());
    }
    let mut found = Archive { members: Vec::new(), skipped: 0 };
    let mut total = 0;
    for at in 0..archive.len() {
        let (name, packed, locked, folder) = {
            let raw = archive.by_index_raw(at).map_err(|cause| broken(&cause))?;
            let name = raw.name().map_err(|cause| broken(&cause))?.into_owned();
            (name, raw.compressed_size().min(bytes.len() as u64), raw.encrypted(), raw.is_dir())
        };
        if folder {
            continue;
        }
        if name.split(['/', '\\']).any(|part| part.starts_with('.') || part == "__MACOSX") {
            found.skipped += 1;
            continue;
        }
        let content = if locked {
            Err(Problem::new("locked-archive"))
        } else {
            let most = packed.saturating_mul(limits.ratio).max(limits.small_kilobytes << 10).min(most_bytes - total);
            let content = unpacked(&mut archive, at, most).ok_or_else(oversized)?;
            total += content.as_ref().map_or(0, |content| content.len() as u64);
            content.and_then(|content| if is(&content) { Err(Problem::new("nested-archive")) } else { Ok(content) })
        };
        found.members.push((name, content));
    }
    if found.members.is_empty() { Err(Problem::new("empty-archive")) } else { Ok(found) }
}

/// One member's bytes, read up to the bound whatever the archive says of its size; `None` when there are more.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, most: u64) -> Option<Result<Vec<u8>, Problem>> {
    let member = match archive.by_index(at) {
        Ok(member) => member,
        Err(cause) => return Some(Err(broken(&cause))),
    };
    let mut content = Vec::new();
    let read = member.take(most.saturating_add(1)).read_to_end(&mut content);
    if content.len() as u64 > most {
        return None;
    }
    Some(read.map(|_| content).map_err(|cause| broken(&cause)))
}

fn broken(cause: &dyn std::fmt::Display) -> Problem {
    Problem::new("broken-archive").with("cause", mask_card_numbers(&cause.to_string()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const LIMITS: ArchiveLimits = ArchiveLimits { members: 9, megabytes: 16, ratio: 250, small_kilobytes: 1024 };

    fn told(archive: &Archive) -> Vec<(&str, Result<usize, &str>)> {
        let members = archive.members.iter();
        members.map(|(name, content)| (name.as_str(), content.as_ref().map(Vec::len).map_err(|p| p.code))).collect()
    }

    #[test]
    fn members_are_given_and_what_systems_write_is_not() {
        let inner = zipped(&[("a.xml", b"<a/>")]);
        let bytes = zipped(&[
            ("2026/a.xml", b"<a/>"),
            ("__MACOSX/2026/._a.xml", b"?"),
            (".DS_Store", b"?"),
            ("inner.zip", &inner),
        ]);
        assert!(is(&bytes));
        let archive = members(&bytes, &LIMITS).unwrap();
        assert_eq!(told(&archive), [("2026/a.xml", Ok(4)), ("inner.zip", Err("nested-archive"))]);
        assert_eq!(archive.skipped, 2);
    }

    #[test]
    fn workbooks_are_no_archives() {
        for mark in ["[Content_Types].xml", "mimetype"] {
            let bytes = zipped(&[(mark, b"x"), ("content.xml", b"<a/>")]);
            assert!(is_workbook(&bytes) && !is(&bytes), "{mark}");
            assert!(is_workbook(&bytes[..60]), "{mark}, cut short");
        }
    }

    #[test]
    fn bombs_and_broken_archives_are_refused() {
        let bytes = zipped(&[("a.xml", &vec![b'0'; 8 << 20])]);
        assert_eq!(members(&bytes, &LIMITS).unwrap_err().code, "oversized-archive");
        let cut = &bytes[..bytes.len() / 2];
        assert!(is(cut));
        assert_eq!(members(cut, &LIMITS).unwrap_err().code, "broken-archive");
        assert_eq!(members(&zipped(&[]), &LIMITS).unwrap_err().code, "empty-archive");
    }
}
