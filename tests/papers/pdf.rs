//! What a PDF says, read back through its own map from glyphs to characters, and compared with the text of the paper.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// Every line of text, in the order of the file; without the number of each page, which stands last on it.
pub(crate) fn text(pdf: &[u8]) -> Vec<String> {
    let streams = streams(pdf);
    let map = streams.iter().find(|stream| contains(stream, b"begincmap")).map(|stream| map(stream));
    let map = map.expect("a map from glyphs to characters");
    let pages = streams.iter().filter(|stream| contains(stream, b"BT ") && contains(stream, b"TJ"));
    let texts = |page: &Vec<u8>| {
        let mut texts: Vec<String> =
            shown(page).iter().map(|glyphs| glyphs.iter().map(|glyph| map[glyph].as_str()).collect()).collect();
        let number = texts.iter().rposition(|text| !text.is_empty()).map(|at| texts.remove(at)).unwrap_or_default();
        assert!(number.contains(|c: char| c.is_ascii_digit()), "{number} is the number of a page");
        texts
    };
    pages.flat_map(texts).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for start in (0..pdf.len()).filter(|at| pdf[*at..].starts_with(b"stream\n")) {
        let mut stream = Vec::new();
        if ZlibDecoder::new(&pdf[start + 7..]).read_to_end(&mut stream).is_ok() {
            found.push(stream);
        }
    }
    found
}

/// Lines `<0001> <898B>` between `beginbfchar` and `endbfchar`.
fn map(stream: &[u8]) -> BTreeMap<u16, String> {
    let text = String::from_utf8_lossy(stream);
    let mut map = BTreeMap::new();
    for part in text.split("beginbfchar").skip(1) {
        for line in part.split("endbfchar").next().unwrap_or_default().lines() {
            let hex: Vec<&str> = line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
            if let [glyph, characters] = hex.as_slice() {
                let units: Vec<u16> = (0..characters.len() / 4)
                    .map(|at| u16::from_str_radix(&characters[at * 4..at * 4 + 4], 16).expect("hex"))
                    .collect();
                map.insert(u16::from_str_radix(glyph, 16).expect("hex"), String::from_utf16(&units).expect("UTF-16"));
            }
        }
    }
    map
}

/// The glyphs of each text that is shown: the strings, in brackets or as hexadecimal digits, of one `TJ` or `Tj`.
fn shown(page: &[u8]) -> Vec<Vec<u16>> {
    let mut lines = Vec::new();
    // Brackets that pair stand in a string as they are.
    let (mut bytes, mut depth, mut at) = (Vec::new(), 0, 0);
    while at < page.len() {
        match (depth > 0, page[at]) {
            (false, b'(') => depth = 1,
            (false, b'<') => {
                let digits: Vec<u8> = page[at + 1..].iter().copied().take_while(|byte| *byte != b'>').collect();
                let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
                bytes.extend(pairs.map(|pair| u8::from_str_radix(pair, 16).expect("hex")));
                at += digits.len() + 1;
            }
            (false, b'T') if matches!(page.get(at + 1), Some(b'J' | b'j')) => {
                let glyphs = std::mem::take(&mut bytes);
                lines.push(glyphs.chunks(2).map(|pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]])).collect());
            }
            (true, b')') if depth == 1 => depth = 0,
            (true, byte @ (b'(' | b')')) => {
                depth = if byte == b'(' { depth + 1 } else { depth - 1 };
                bytes.push(byte);
            }
            (true, b'\\') => {
                let octal = page[at + 1..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(*byte)).count();
                if octal > 0 {
                    let digits = std::str::from_utf8(&page[at + 1..=at + octal]).expect("digits");
                    bytes.push(u8::from_str_radix(digits, 8).expect("octal"));
                    at += octal;
                } else {
                    at += 1;
                    bytes.push(match page[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                }
            }
            (true, byte) => bytes.push(byte),
            (false, _) => {}
        }
        at += 1;
    }
    lines
}

/// Every line of the paper stands in the PDF; those of tables, whose cells are broken, with the same characters. What is
/// `sent` has no hints to the holder.
pub(crate) fn compare(name: &str, said: &[String], markdown: &str, sent: bool) {
    let tight = |text: &str| text.split_whitespace().collect::<String>();
    let whole = tight(&said.concat());
    let mut count: BTreeMap<char, usize> = BTreeMap::new();
    whole.chars().for_each(|c| *count.entry(c).or_default() += 1);
    assert!(whole.len() > 200, "{name}: {whole}");
    for line in markdown.lines() {
        let plain = plain(line);
        match line.get(..2) {
            Some("> ") if sent => assert!(!whole.contains(&tight(&plain)), "{name} shows a hint: {plain}"),
            Some("| ") => {
                for cell in plain.split(['|', '·']).map(str::trim).filter(|cell| !cell.starts_with("---")) {
                    let enough = cell.chars().filter(|c| !c.is_whitespace()).all(|c| count.contains_key(&c));
                    assert!(enough, "{name} lacks {cell}");
                    let first = cell.split_whitespace().next().unwrap_or_default();
                    let short = first.chars().take(6).collect::<String>();
                    assert!(whole.contains(&short), "{name} lacks {short} of {cell}");
                }
            }
            _ => assert!(whole.contains(&tight(&plain)), "{name} lacks {plain}: {whole}"),
        }
    }
}

/// A line of Markdown without its signs.
fn plain(line: &str) -> String {
    let line = line.trim_end().replace("- [ ] ", "□ ");
    let line = line.strip_prefix("- ").map(|rest| format!("–{rest}")).unwrap_or(line);
    let line = line.trim_start_matches(['#', '>', ' ']).replace(": \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_", "");
    let line = line.replace("&amp;", "&").replace("&lt;", "<");
    line.replace('\\', "")
}
