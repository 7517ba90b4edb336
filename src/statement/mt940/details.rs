//! What a `:86:` says, in its three dialects: sub-fields behind a separator and two digits (Germany and its neighbours),
//! words between slashes (the Netherlands), or plain text.

use std::borrow::Cow;

use super::{NAMES, Record, at};
use crate::text::{mask_card_numbers, trim};

/// What stands between the slashes of the Dutch dialect.
const WORDS: [&str; 27] = [
    "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "ORDP", "BENM", "CNTP", "MARF", "CSID", "PREF", "RTRN", "PURP",
    "ISDT", "TRCD", "SVCL", "ULTC", "ULTD", "ULTB", "ACCW", "ADDR", "ID", "RREF", "NRTX", "INIT", "OCMT",
];
/// The marks inside the purpose of the German dialect.
const MARKS: [&str; 14] =
    ["EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP", "IBAN", "BIC", "RREF"];
/// A line of a sub-field, and of plain text, at its fullest: the next one may go on in mid-word.
const FULL_FIELD: usize = 27;
const FULL_LINE: usize = 65;

#[derive(Default)]
pub(super) struct Details {
    gvc: String,
    booking: String,
    name: String,
    purpose: String,
    end_to_end: String,
    mandate: String,
    creditor: String,
    other: String,
}

impl Details {
    /// Reads the lines of a `:86:`; `above` is what earlier ones of the same entry said that are no dialect.
    pub(super) fn of(lines: &[&str], above: &str) -> Self {
        // Masked before lines are joined, which may put digits behind a card number.
        let lines: Vec<Cow<'_, str>> = lines.iter().map(|line| mask_card_numbers(line)).collect();
        let mut read = Self::german(&lines.concat())
            .or_else(|| Self::dutch(&lines))
            .unwrap_or_else(|| Self { other: plain(&lines), ..Self::default() });
        if !above.is_empty() {
            read.other = format!("{above} {}", read.other).trim_end().to_owned();
        }
        read
    }

    /// Writes what was read into the cells of the entry.
    pub(super) fn write(self, record: &mut Record) {
        for (at, text) in [
            (at!("gvc"), self.gvc),
            (at!("booking"), self.booking),
            (at!("name"), self.name),
            (at!("purpose"), self.purpose),
            (at!("end to end"), self.end_to_end),
            (at!("mandate"), self.mandate),
            (at!("creditor"), self.creditor),
            (at!("other"), self.other),
        ] {
            let text = trim(&text);
            if !text.is_empty() {
                record.cells.set(at, text);
            }
        }
    }

    /// `005?00KARTENZAHLUNG?20SVWZ+…?32NORTHWIND`: any separator; lines go on without a space.
    fn german(whole: &str) -> Option<Self> {
        let whole = whole.trim_start();
        let digits = whole.bytes().take_while(u8::is_ascii_digit).count();
        let (gvc, rest) = whole.split_at(if digits == 3 { 3 } else { 0 });
        let separator =
            rest.chars().next().filter(|c| !c.is_alphanumeric() && !matches!(c, '/' | ' ' | ':' | ',' | '.'))?;
        let fields = fields(rest, separator);
        let first = fields.first().map(|(code, _)| *code)?;
        if !matches!(first, 0..=39 | 60..=63) {
            return None;
        }
        let mut read = Self { gvc: gvc.to_owned(), ..Self::default() };
        let mut purpose = String::new();
        for (code, text) in fields {
            match code {
                0 => text.clone_into(&mut read.booking),
                20..=29 | 60..=63 => purpose.push_str(text),
                32 | 33 => {
                    if !read.name.is_empty() && read.name.chars().count() < FULL_FIELD {
                        read.name.push(' ');
                    }
                    read.name.push_str(text);
                }
                _ => {
                    read.other.push_str(&format!("{separator}{code:02}{} ", trim(text)));
                }
            }
        }
        read.name = trim(&read.name).to_owned();
        read.purpose(&purpose);
        Some(read)
    }

    /// Tells apart the marked parts of a purpose; all of it is the purpose where none is marked.
    fn purpose(&mut self, text: &str) {
        let mut starts: Vec<(usize, &str)> = MARKS
            .iter()
            .flat_map(|mark| text.match_indices(mark))
            .filter(|(at, mark)| text[at + mark.len()..].starts_with('+'))
            .collect();
        starts.sort_unstable();
        let end = starts.first().map_or(text.len(), |(at, _)| *at);
        let unmarked = trim(&text[..end]).to_owned();
        let (mut said, mut other) = (String::new(), String::new());
        for (index, (at, mark)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
            let part = trim(text.get(at + mark.len() + 1..end).unwrap_or_default());
            match *mark {
                "SVWZ" => part.clone_into(&mut said),
                "EREF" => part.clone_into(&mut self.end_to_end),
                "MREF" => part.clone_into(&mut self.mandate),
                "CRED" => part.clone_into(&mut self.creditor),
                _ => other.push_str(&format!("{mark}+{part} ")),
            }
        }
        self.other.push_str(&other);
        self.purpose = [unmarked, said].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    }

    /// `/TRTP/SEPA…/NAME/NORTHWIND/REMI/…`: words between slashes.
    fn dutch(lines: &[Cow<'_, str>]) -> Option<Self> {
        let text: String = lines.iter().map(|line| line.trim_end()).collect();
        let text = text.trim_start();
        if !text.starts_with('/') {
            return None;
        }
        let mut starts: Vec<(usize, &str)> = Vec::new();
        for (at, _) in text.match_indices('/') {
            let word = text[at + 1..].split('/').next().unwrap_or_default();
            let closed = text[at + 1 + word.len()..].starts_with('/');
            if closed && WORDS.contains(&word) && starts.last().is_none_or(|(last, word)| last + word.len() < at) {
                starts.push((at, word));
            }
        }
        if starts.first().is_none_or(|(at, _)| *at > 0) {
            return None;
        }
        let mut read = Self::default();
        for (index, (at, word)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
            let part = text.get(at + word.len() + 2..end).unwrap_or_default();
            let part = part.trim_matches(['/', ' ']);
            match *word {
                "NAME" => part.clone_into(&mut read.name),
                // Account, bank, name and place of the other party.
                "CNTP" => part.split('/').nth(2).unwrap_or_default().clone_into(&mut read.name),
                "REMI" => {
                    let said = part.strip_prefix("USTD").or_else(|| part.strip_prefix("STRD")).unwrap_or(part);
                    said.trim_start_matches('/').clone_into(&mut read.purpose);
                }
                "TRTP" => part.clone_into(&mut read.booking),
                "EREF" => part.clone_into(&mut read.end_to_end),
                "MARF" => part.clone_into(&mut read.mandate),
                "CSID" => part.clone_into(&mut read.creditor),
                _ => {}
            }
            if !matches!(*word, "NAME" | "REMI" | "TRTP" | "EREF" | "MARF" | "CSID") && !part.is_empty() {
                read.other.push_str(&format!("/{word}/{part} "));
            }
        }
        if read.end_to_end.eq_ignore_ascii_case("NOTPROVIDED") {
            read.end_to_end.clear();
        }
        Some(read)
    }
}

/// The sub-fields: a separator and two digits, and the text up to the next.
fn fields(text: &str, separator: char) -> Vec<(u8, &str)> {
    let code = |at: usize| text.get(at + separator.len_utf8()..at + separator.len_utf8() + 2)?.parse::<u8>().ok();
    let known = |code: &u8| matches!(code, 0 | 9..=11 | 20..=39 | 60..=65 | 70..=79);
    let starts: Vec<(usize, u8)> =
        text.match_indices(separator).filter_map(|(at, _)| Some((at, code(at).filter(known)?))).collect();
    let text_of = |(index, (at, code)): (usize, &(usize, u8))| {
        let end = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
        (*code, text.get(at + separator.len_utf8() + 2..end).unwrap_or_default())
    };
    starts.iter().enumerate().map(text_of).filter(|_| starts[0].0 == 0).collect()
}

/// Lines as one text: a full one goes on in the next without a space.
fn plain(lines: &[Cow<'_, str>]) -> String {
    let mut text = String::new();
    let mut full = true;
    for line in lines {
        if !full && !text.ends_with(' ') {
            text.push(' ');
        }
        full = line.chars().count() >= FULL_LINE;
        text.push_str(if full { line.trim_start_matches('\t') } else { trim(line) });
    }
    trim(&text).to_owned()
}
