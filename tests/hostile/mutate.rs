//! Samples with bytes cut, changed, doubled and mixed: reading never panics, and rows read = transactions + set apart.
//!
//! `POSTBREACH_MUTATIONS` says how many files are tried; what fails is left in `target/tmp/hostile-found`, from
//! where its smallest form goes to `tests/hostile/found`, which is read again at each run.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use postbreach::report::{canonical, json};
use postbreach::statement;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::read::Tools;
use postbreach::transaction::Strings;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::{Reader, Sample, catalogue, root, samples, sorted};

const MUTATIONS: &str = "POSTBREACH_MUTATIONS";

/// Reads a file as the program does, and writes what it says of it; the laws that do not hold.
fn broken_laws(bytes: &[u8], name: &str, formats: &Formats, reader: &Reader) -> Option<String> {
    let tools = Tools { merchants: &reader.merchants, currencies: &reader.currencies, months: &reader.months };
    let mut strings = Strings::default();
    let read = || statement::read(bytes, name, formats, &ReadOptions::default(), tools, &mut strings);
    let Ok(read) = catch_unwind(AssertUnwindSafe(read)) else { return Some("it panics".to_owned()) };
    let Ok(statement) = read else { return None };
    let apart = u64::try_from(statement.transactions.len() + statement.set_apart.len()).unwrap();
    if statement.rows != apart {
        return Some(format!("{} rows are read, {apart} come out", statement.rows));
    }
    let written = || {
        let statements = [statement];
        json::convert(&statements, &strings, &[], &reader.currencies, &reader.messages).to_string().len()
            + canonical::render(&statements, &strings, &reader.merchants, &reader.currencies).len()
    };
    catch_unwind(AssertUnwindSafe(written)).err().map(|_| "it panics when written".to_owned())
}

/// What stands in numbers, dates and syntax, and what readers trip over.
const PIECES: [&[u8]; 24] = [
    b",",
    b";",
    b"\"",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"-",
    b"79228162514264337593543950335",
    b"0.00000000000000000000000000000000001",
    b"99/99/9999",
    b"0000-00-00",
    b"9999-12-31",
    b"<",
    b">",
    b"&#x0;",
    b"</",
    b"\xe3\x80\x80",
    "令和99年".as_bytes(),
    "円".as_bytes(),
    b"(",
    b"^\n",
];

fn mutated(bytes: &[u8], others: &[Sample], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..dice.random_range(1..4) {
        let at = dice.random_range(0..=bytes.len());
        let end = (at + dice.random_range(0..80)).min(bytes.len());
        match dice.random_range(0..7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.random_range(0..8),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, bytes[at..end].to_vec().repeat(dice.random_range(1..4)))),
            4 => {
                let other = &others.choose(dice).unwrap().bytes;
                let from = dice.random_range(0..=other.len());
                let to = (from + dice.random_range(0..400)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            5 => drop(bytes.splice(at..end, PIECES.choose(dice).unwrap().iter().copied())),
            _ => drop(bytes.splice(at..at, PIECES.choose(dice).unwrap().iter().copied())),
        }
    }
    bytes
}

/// A packed file with one of its members changed: the whole would only fail its checksums.
fn repacked(bytes: &[u8], change: &mut impl FnMut(&[u8]) -> Vec<u8>, dice: &mut ChaCha8Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let changed = dice.random_range(0..archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let (name, mut content) = (member.name().ok()?.into_owned(), Vec::new());
        member.read_to_end(&mut content).ok()?;
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&if at == changed { change(&content) } else { content }).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

#[test]
fn damaged_files_are_read_or_refused_and_no_row_vanishes() {
    let tries = std::env::var(MUTATIONS).ok().and_then(|text| text.parse().ok()).unwrap_or(200_usize);
    let (formats, reader, samples) = (Formats::load(&catalogue()).expect("formats"), Reader::new(), samples());
    let folder = root().join("target/tmp/hostile-found");
    std::fs::create_dir_all(&folder).expect("folder");
    let mut found = Vec::new();
    for turn in 0..tries {
        // Every sample comes in its turn, in whatever order.
        let sample = &samples[turn * 211 % samples.len()];
        let mut dice = ChaCha8Rng::seed_from_u64(turn as u64);
        let mut inner = dice.clone();
        let mut change = |bytes: &[u8]| mutated(bytes, &samples, &mut inner);
        let packed = turn % 2 == 0 && sample.bytes.starts_with(b"PK");
        let repacked = packed.then(|| repacked(&sample.bytes, &mut change, &mut dice)).flatten();
        let bytes = repacked.unwrap_or_else(|| mutated(&sample.bytes, &samples, &mut dice));
        if let Some(law) = broken_laws(&bytes, &sample.name, &formats, &reader) {
            let name = format!("{}-{turn}-{}", sample.layout, sample.name);
            std::fs::write(folder.join(&name), bytes).expect("written");
            found.push(format!("{name}: {law}"));
        }
    }
    assert!(found.is_empty(), "in target/tmp/hostile-found:\n{}", found.join("\n"));
}

#[test]
fn what_was_found_before_stays_mended() {
    let (formats, reader) = (Formats::load(&catalogue()).expect("formats"), Reader::new());
    let files = sorted(&root().join("tests/hostile/found"));
    assert!(!files.is_empty());
    let broken: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let name = file.file_name().expect("name").to_string_lossy();
            let law = broken_laws(&std::fs::read(file).expect("readable"), &name, &formats, &reader)?;
            Some(format!("{name}: {law}"))
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
