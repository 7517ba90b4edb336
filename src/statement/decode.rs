//! Bytes to text. A byte-order mark decides; then strict UTF-8; then the encodings that the layouts name, fewest
//! unreadable bytes first. The issuer does not determine the encoding.

use encoding_rs::Encoding;

use crate::location::Problem;

/// One way to read the bytes.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text, without byte-order mark; unreadable bytes are U+FFFD.
    pub text: String,
    /// `utf-8`, `shift_jis`, …
    pub encoding: String,
    /// How many places could not be read.
    pub unreadable: usize,
}

impl Decoded {
    /// Whether a label, such as `latin1`, names the encoding it was read in.
    #[must_use]
    pub fn is_in(&self, label: &str) -> bool {
        Encoding::for_label(label.as_bytes())
            .is_some_and(|encoding| encoding.name().eq_ignore_ascii_case(&self.encoding))
    }
}

/// The readings worth trying, best first; at least one.
#[must_use]
pub fn readings(bytes: &[u8], encodings: &[String]) -> Vec<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return vec![decode(&bytes[mark..], encoding)];
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return vec![Decoded { text: text.to_owned(), encoding: "utf-8".to_owned(), unreadable: 0 }];
    }
    let mut readings: Vec<Decoded> = encodings
        .iter()
        .filter_map(|label| Encoding::for_label(label.as_bytes()))
        .chain([encoding_rs::UTF_8])
        .map(|encoding| decode(bytes, encoding))
        .collect();
    readings.sort_by_key(|reading| reading.unreadable);
    readings.dedup_by(|a, b| a.encoding == b.encoding);
    readings
}

/// The one reading that the user asked for.
///
/// # Errors
/// `unknown-encoding` when the label names none.
pub fn forced(bytes: &[u8], label: &str) -> Result<Decoded, Problem> {
    let encoding =
        Encoding::for_label(label.as_bytes()).ok_or_else(|| Problem::new("unknown-encoding").with("value", label))?;
    let bytes = Encoding::for_bom(bytes).map_or(bytes, |(_, mark)| &bytes[mark..]);
    Ok(decode(bytes, encoding))
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // No statement holds the control characters that one-byte encodings show where another has letters and signs.
    let unreadable = text.chars().filter(|c| *c == '\u{fffd}' || ('\u{80}'..='\u{9f}').contains(c)).count();
    Decoded { text: text.into_owned(), encoding: encoding.name().to_lowercase(), unreadable }
}

/// What the first bytes say when they are of no text at all: `pdf`, `zip`, `xls`, `html`, `ofx` …
#[must_use]
pub fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n']);
    if head.starts_with(b"%PDF") {
        Some("PDF")
    } else if head.starts_with(b"PK\x03\x04") {
        Some("Excel (xlsx) / ZIP")
    } else if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Some("Excel (xls)")
    } else if text.starts_with("ofxheader") || text.contains("<ofx>") {
        Some("OFX")
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<table") {
        Some("HTML")
    } else if text.starts_with("<?xml") {
        Some("XML")
    } else if text.starts_with(":20:") || text.starts_with("{1:") {
        Some("MT940")
    } else {
        None
    }
}
