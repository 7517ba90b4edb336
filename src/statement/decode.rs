//! Bytes to text. A byte-order mark decides; then zeros of UTF-16; then strict UTF-8; then the encodings that the layouts
//! name and those that the bytes suggest, fewest unreadable and unlikely characters first. The issuer does not determine
//! the encoding.

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::{memchr, memchr2};

use super::camt;
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

/// The lines of a text, whichever way they end; behind the last end there is one more, which may be empty.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr2(b'\n', b'\r', text.as_bytes());
        rest = end.map(|end| text[end..].strip_prefix("\r\n").unwrap_or(&text[end + 1..]));
        Some(end.map_or(text, |end| &text[..end]))
    })
}

/// A text whose lines all end in `\n`.
pub(super) fn with_plain_ends(text: &str) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    for line in lines(text) {
        plain.push_str(line);
        plain.push('\n');
    }
    plain.pop();
    plain.into()
}

/// Whether a label, such as `latin1`, names this encoding.
#[must_use]
pub fn is_named(encoding: &str, label: &str) -> bool {
    label == encoding
        || Encoding::for_label(label.as_bytes()).is_some_and(|named| named.name().eq_ignore_ascii_case(encoding))
}

/// The readings worth trying, best first; at least one.
#[must_use]
pub fn readings(bytes: &[u8], encodings: &[String]) -> Vec<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return vec![decode(&bytes[mark..], encoding)];
    }
    if let Some(encoding) = wide(bytes) {
        return vec![decode(bytes, encoding)];
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return vec![Decoded { text: text.to_owned(), encoding: "utf-8".to_owned(), unreadable: 0 }],
        // Cut inside its last letter.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => {
            return vec![decode(bytes, encoding_rs::UTF_8)];
        }
        Err(_) => {}
    }
    if let Some(declared) =
        declared(bytes).and_then(|label| labelled(bytes, &label)).filter(|read| read.unreadable == 0)
    {
        return vec![declared];
    }
    let named = encodings.iter().filter_map(|label| Encoding::for_label(label.as_bytes()));
    let mut tried: Vec<&'static Encoding> = Vec::new();
    for encoding in named.chain(doubled(bytes)).chain(OTHERS) {
        if !tried.contains(&encoding) {
            tried.push(encoding);
        }
    }
    let mut readings: Vec<Decoded> = tried.into_iter().map(|encoding| decode(bytes, encoding)).collect();
    if encodings.iter().any(|label| label == PAGE_850) {
        readings.extend(labelled(bytes, PAGE_850));
    }
    readings.sort_by_cached_key(|reading| {
        let rare = if reading.encoding == JAPANESE { rare_ideographs(bytes) } else { 0 };
        (reading.unreadable + unlikely(&reading.text) + uncommon(&reading.text) + rare, !is_turkish(&reading.text))
    });
    readings
}

/// UTF-16 without a mark: every other byte of ordinary text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 8;
    if odd > many && even == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if even > many && odd == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// The encoding of text whose letters are pairs of high bytes. Rows 4 and 5 of all three sets are kana, which only
/// Japanese uses; Korean syllables end at row 40.
fn doubled(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut leads = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.by_ref().find(|byte| *byte >= 0x80) {
        let trail = rest.next().unwrap_or(0);
        match lead {
            // A half-width kana of EUC-JP.
            0x8e if trail >= 0xa1 => leads.push(0xa5),
            0xa1.. if trail >= 0xa1 => leads.push(lead),
            _ => return None,
        }
    }
    let kana = leads.iter().filter(|lead| matches!(lead, 0xa4 | 0xa5)).count();
    Some(match leads.as_slice() {
        [] => return None,
        leads if kana * 10 >= leads.len() => encoding_rs::EUC_JP,
        leads if leads.iter().all(|lead| *lead <= 0xc8) => encoding_rs::EUC_KR,
        _ => encoding_rs::GB18030,
    })
}

/// Encodings that no layout need name.
const OTHERS: [&Encoding; 7] = [
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::UTF_8,
];
/// The one whose ideographs others take for letters.
const JAPANESE: &str = "shift_jis";

/// The scripts that share their bytes: first and last letter, and the letters that make up four fifths of any text.
const SCRIPTS: [(char, char, &str); 4] = [
    ('\u{370}', '\u{3ff}', "αοιετσςνηυρκπλμίάόέή"),
    ('\u{400}', '\u{4ff}', "оеаинтсрвлкмдпуі"),
    ('\u{590}', '\u{5ff}', "יוהלאמםרבתשנןכ"),
    ('\u{600}', '\u{6ff}', "المينرتبوسعدهةكح"),
];

/// How many letters more than in any text of their script are rare ones, as they are when a script is taken for another.
fn uncommon(text: &str) -> usize {
    let of = |(first, last, common): &(char, char, &str)| {
        let letters = text.chars().filter(|c| (*first..=*last).contains(c) && c.is_alphabetic());
        let rare = |c: char| !c.to_lowercase().any(|small| common.contains(small));
        let (all, rare) = letters.fold((0, 0), |(all, rares), c| (all + 1, rares + usize::from(rare(c))));
        (rare * 3_usize).saturating_sub(all)
    };
    SCRIPTS.iter().map(of).sum()
}

/// Whether all letters that English lacks are Turkish, and some of nobody else's: other readings show letters as likely.
fn is_turkish(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii());
    letters.all(|c| "çğıöşüÇĞİÖŞÜâîû".contains(c)) && text.contains(['ğ', 'ı', 'ş', 'Ğ', 'İ', 'Ş'])
}

/// How many characters stand where no language puts them, as they do when text is read in another encoding than its own.
fn unlikely(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let half_kana = |c: char| ('\u{ff61}'..='\u{ff9f}').contains(&c);
    let ideograph = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    let accented = |c: char| latin(c) && !c.is_ascii();
    let other_script =
        |c: char| c.is_alphabetic() && SCRIPTS.iter().any(|(first, last, _)| (*first..=*last).contains(&c));
    let letter = |c: char| latin(c) || other_script(c);
    let joins_words = |c: char| matches!(c, '’' | '´' | '·' | '・' | 'ー' | '－' | '‐' | '–' | '゛' | '゜' | '\u{a0}');
    (0..chars.len())
        .filter(|at| {
            let c = chars[*at];
            if c.is_ascii() {
                return false;
            }
            let neighbour = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
            let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
            let small = |c: char| c.is_ascii_lowercase();
            ('\u{e000}'..='\u{f8ff}').contains(&c)
                || half_kana(c) && !half_kana(before) && !half_kana(after)
                || ideograph(c) && small(before) && small(after)
                || accented(c) && accented(before) && accented(after)
                || other_script(c) && (latin(before) || latin(after))
                || c.is_uppercase() && before.is_lowercase() && !c.is_ascii()
                || !c.is_alphabetic() && letter(before) && letter(after) && !joins_words(c)
        })
        .count()
}

/// How many ideographs of Shift_JIS text stand in the second half of its set, which Japanese hardly uses.
fn rare_ideographs(bytes: &[u8]) -> usize {
    let (mut rare, mut rest) = (0, bytes.iter());
    while let Some(lead) = rest.next() {
        if matches!(lead, 0x81..=0x9f | 0xe0..=0xfc) {
            rare += usize::from(matches!(lead, 0x99..=0x9f | 0xe0..=0xec));
            rest.next();
        }
    }
    rare
}

/// The one reading that the user asked for.
///
/// # Errors
/// `unknown-encoding` when the label names none.
pub fn forced(bytes: &[u8], label: &str) -> Result<Decoded, Problem> {
    let bytes = Encoding::for_bom(bytes).map_or(bytes, |(_, mark)| &bytes[mark..]);
    labelled(bytes, label).ok_or_else(|| Problem::new("unknown-encoding").with("value", label))
}

/// A code page of MS-DOS that old bank software still writes, and that the list of the web's encodings lacks.
const PAGE_850: &str = "ibm850";
/// Its upper half.
const UPPER_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// What of that statements hold. The rest shows where other encodings have their letters.
const LIKELY_OF_850: &str = "ÇüéâäàåçêëèïîÄÅÉæÆôöòûùÖÜøØáíóúñÑßã£§°";

fn labelled(bytes: &[u8], label: &str) -> Option<Decoded> {
    if label != PAGE_850 {
        return Encoding::for_label(label.as_bytes()).map(|encoding| decode(bytes, encoding));
    }
    let upper: Vec<char> = UPPER_850.chars().collect();
    let character = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { upper[usize::from(*byte) - 128] };
    let text: String = bytes.iter().map(character).collect();
    let unreadable = text.chars().filter(|c| !c.is_ascii() && !LIKELY_OF_850.contains(*c)).count();
    Some(Decoded { text, encoding: PAGE_850.to_owned(), unreadable })
}

/// The encoding that an XML file says it is in.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let (declaration, _) = head.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    value.split(['"', '\'']).nth(1).map(str::to_owned)
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // No statement holds the control characters that one-byte encodings show where another has letters and signs.
    let unreadable = text.chars().filter(|c| *c == '\u{fffd}' || ('\u{80}'..='\u{9f}').contains(c)).count();
    Decoded { text: text.into_owned(), encoding: encoding.name().to_lowercase(), unreadable }
}

/// What kind of picture the first bytes are of, such as a photograph of a statement.
#[must_use]
pub fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 4] =
        [(b"\x89PNG\r\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF")];
    let known = starts.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    let heif = || bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..11) == Some(b"hei");
    known.or_else(|| heif().then_some("HEIC"))
}

/// What the first bytes say when they are of no text at all: `PDF`, `ZIP`, `HTML`, `MT940` …
#[must_use]
pub fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n']);
    if head.starts_with(b"%PDF") {
        Some("PDF")
    } else if head.starts_with(b"PK\x03\x04") {
        Some("ZIP")
    } else if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Some("Office")
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<table") {
        Some("HTML")
    } else if text.starts_with("<?xml") && !camt::is(&String::from_utf8_lossy(&bytes[..bytes.len().min(4096)])) {
        Some("XML")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The encoding that text in this encoding is read as first.
    fn read_as(text: &str, label: &str) -> String {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let bytes = match label {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(text).0.into_owned(),
        };
        let named = ["shift_jis", "windows-1252", "iso-8859-15"].map(str::to_owned);
        let first = readings(&bytes, &named).swap_remove(0);
        assert_eq!(first.text, text, "{label}");
        first.encoding
    }

    #[test]
    fn pictures_are_known_and_text_is_none() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], Some("PNG")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("JPEG")),
            (b"\0\0\0\x18ftypheic\0", Some("HEIC")),
            (b"\0\0\0\x18ftypmp42\0", None),
            (b"GIF,Date,Amount", None),
            (b"", None),
        ] {
            assert_eq!(picture_kind(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn lines_end_in_one_of_three_ways() {
        for text in ["", "a", "a\n", "a\r\nb", "a\rb\n\rc\r\r\n", "\n\r\n"] {
            let plain = text.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(lines(text).collect::<Vec<_>>(), plain.split('\n').collect::<Vec<_>>(), "{text:?}");
            assert_eq!(with_plain_ends(text), plain);
        }
    }

    #[test]
    fn encodings_are_told_apart_by_what_they_read() {
        let japanese = "利用日,利用店名,利用金額\n2026/01/06,アオゾラ書店,1480\n2026/01/07,ｿﾗ喫茶ﾐﾅﾄ店,540\n";
        for label in ["utf-8", "shift_jis", "euc-jp", "utf-16le", "utf-16be"] {
            assert_eq!(read_as(japanese, label), label);
        }
        let german =
            "Datum;Empfänger;Betrag\n06.01.2026;Bäckerei Grün Größe;-18,40\n07.01.2026;Gebühr für März;-1,00\n";
        assert_eq!(read_as(german, "windows-1252"), "windows-1252");
        let polish =
            "Data;Opis;Kwota\n2026-01-06;Piekarnia Złoty Kłos w Łodzi;-18,40\n2026-01-07;Opłata za kartę;-1,00\n";
        assert_eq!(read_as(polish, "windows-1250"), "windows-1250");
        for (text, label) in [
            ("Дата;Описание;Сумма\n03.02.2026;НОРТВИНД КНИГИ;-18,40\n05.02.2026;Кафе Цапля;-7,25\n", "windows-1251"),
            (
                "Ημερομηνία;Περιγραφή;Ποσό\n03/02/2026;ΒΙΒΛΙΑ NORTHWIND;18,40\n05/02/2026;Καφέ Ερωδιός;7,25\n",
                "windows-1253",
            ),
            (
                "Tarih;Açıklama;Tutar\n03.02.2026;NORTHWIND KİTAP;-18,40\n05.02.2026;Balıkçıl Kafe;-7,25\n",
                "windows-1254",
            ),
            ("תאריך,תיאור,סכום\n03/02/2026,NORTHWIND ספרים,18.40\n05/02/2026,קפה אנפה,7.25\n", "windows-1255"),
            ("التاريخ,الوصف,المبلغ\n03/02/2026,مكتبة نورثويند,18.40\n05/02/2026,مقهى البلشون,7.25\n", "windows-1256"),
            (
                "Dagsetning;Skýring;Upphæð\n03.02.2026;Bókabúðin Norðurvindur;-18,40\n05.02.2026;Kaffihúsið Hegri;-7,25\n",
                "windows-1252",
            ),
        ] {
            assert_eq!(read_as(text, label), label);
        }
        let chinese = "交易日期,交易描述,金额\n2026-01-06,蓝鹭咖啡馆,18.40\n2026-01-07,港口玩具店退款,-7.25\n";
        assert_eq!(read_as(chinese, "gb18030"), "gb18030");
        let korean = "이용일,가맹점명,이용금액\n2026-01-06,푸른왜가리카페,18400\n2026-01-07,항구장난감,7250\n";
        assert_eq!(read_as(korean, "euc-kr"), "euc-kr");
    }

    #[test]
    fn a_file_cut_inside_a_letter_is_still_utf_8() {
        let text = "日付,お店,支出\n2026-01-06,アオゾラ書店,1480\n";
        let cut = &text.as_bytes()[..text.len() - 10];
        assert_eq!(readings(cut, &["shift_jis".to_owned(), "windows-1252".to_owned()])[0].encoding, "utf-8");
    }
}
