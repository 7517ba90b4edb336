//! The corpus of hostile names (`names.toml`) through every output: nothing is executed, no layout breaks, and the text
//! as it was printed can be had back.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use html5gum::{Token, Tokenizer};
use postbreach::dispute::{Counting, Dispute, Guides, sheets};
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::dispute::{
    Office, Paper, calendar, csv as list_csv, html, json, markdown, paper, pdf, workbook,
};
use serde_json::Value;

use crate::common::{catalogue, hostile_names, root};

/// A command that is given its own folder of data files and of the case.
fn postbreach(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_postbreach"))
        .args(args)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env_remove("POSTBREACH_LANG")
        .env_remove("POSTBREACH_CASE")
        .output()
        .expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A statement of a year of ordinary purchases, and of each hostile name once after the breach; its path.
fn statement() -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"];
    writer.write_record(head).expect("written");
    for month in 1..=12 {
        let day = format!("{month:02}/05/2025");
        writer.write_record([&day, &day, "BLUE HERON CAFE", "Food", "Sale", "-6.75", ""]).expect("written");
    }
    for (at, (_, name)) in hostile_names().iter().enumerate() {
        let amount = format!("-{}.11", 100 + at);
        writer.write_record(["01/29/2026", "01/30/2026", name, name, "Sale", &amount, name]).expect("written");
    }
    let path = root().join("target/tmp/hostile-names-Chase4321.csv");
    std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    std::fs::write(&path, writer.into_inner().expect("written")).expect("written");
    path.display().to_string()
}

/// What of a text for a terminal a terminal would obey, or hide.
fn obeyed(text: &str) -> Vec<char> {
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().filter(|c| c.is_control() && *c != '\n' || hidden(*c)).collect()
}

/// What of a text shows that a name was run, or began a line of its own.
fn run(text: &str) -> Vec<&str> {
    // A wrapped cell may begin with any word; what the program says of errors begins at the edge.
    let ran = |line: &&str| {
        let at_edge = line.starts_with("error: INJECTED");
        let line = line.trim_start();
        at_edge
            || line.contains("49INJ")
            || line.contains("INJINJ")
            || line.contains("root:x:0")
            || ["# INJECTED", "- INJECTED", "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:INJ"]
                .iter()
                .any(|start| line.starts_with(start))
    };
    text.lines().filter(ran).collect()
}

/// Elements and attributes of a page that none of its own templates has.
fn foreign(page: &str) -> BTreeSet<String> {
    const OURS: &str = "html head meta title style body main header footer section article h1 h2 h3 h4 p ul ol li div \
        span strong em b i small table thead tbody tfoot tr th td caption details summary label input hr br dl dt dd \
        blockquote code pre nav col colgroup figure figcaption bdi time svg g desc rect path line circle text";
    let mut found = BTreeSet::new();
    for Ok(token) in Tokenizer::new(page) {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if !OURS.split_whitespace().any(|ours| ours == name) {
            found.insert(name);
        }
        for key in tag.attributes.keys() {
            let key = String::from_utf8_lossy(key).into_owned();
            if key.starts_with("on") || ["src", "href", "srcset", "action", "formaction"].contains(&key.as_str()) {
                found.insert(key);
            }
        }
    }
    found
}

/// What of Markdown is a link, a picture or an element.
fn marked(text: &str) -> Vec<&str> {
    let element = |line: &&str| {
        let bare = |pattern: &str| {
            line.match_indices(pattern).any(|(at, _)| !line[..at].ends_with('\\') && !line[..at].ends_with("&lt"))
        };
        bare("](") || bare("<s") || bare("<i") || bare("<b") || bare("</") || bare("<h") || bare("<!")
    };
    text.lines().filter(element).collect()
}

/// No cell is one to a spreadsheet.
fn no_formula(records: &[csv::StringRecord]) {
    for cell in records.iter().flat_map(csv::StringRecord::iter).filter(|cell| cell.parse::<f64>().is_err()) {
        let first =
            cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || obeyed(&c.to_string()).len() == 1);
        assert!(!first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
    }
}

fn sound_for_terminal(what: &str, text: &str) {
    assert!(obeyed(text).is_empty(), "{what}: {:?}", obeyed(text));
    assert_eq!(run(text), [""; 0], "{what}");
}

/// What a statement prints comes in trimmed, and is kept so.
fn kept(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

#[test]
fn no_output_obeys_a_name() {
    let file = statement();
    let names = hostile_names();
    let breach = ["--breach", "2026-01-10", "--as-of", "2026-03-01"];
    let scan = |format: &str, lang: &str| {
        let args = ["scan", &file, "--level", "everything", "--format", format, "--lang", lang];
        let (code, out, err) = postbreach(&[&args[..], &breach[..]].concat());
        assert_eq!(code, Some(10), "{err}");
        sound_for_terminal("what scan says beside", &err);
        out
    };
    for lang in ["en", "ja"] {
        sound_for_terminal("table", &scan("table", lang));
        let page = scan("html", lang);
        assert_eq!(foreign(&page), BTreeSet::new(), "html");
        assert!(
            !page.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')),
            "no terminal obeys the page either"
        );
        // White space is one in a page, whatever it is.
        assert_eq!(run(&page.replace('\n', " ")), [""; 0], "html");
    }
    let text = scan("markdown", "en");
    sound_for_terminal("markdown", &text);
    assert_eq!(marked(&text), [""; 0], "markdown");

    let text = scan("csv", "en");
    let records: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).records().map(|record| record.expect("record")).collect();
    assert_eq!(records.len(), names.len(), "one record a finding");
    no_formula(&records);

    let json: Value = serde_json::from_str(&scan("json", "en")).expect("JSON");
    let descriptors: BTreeMap<&str, &str> = json["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| &finding["transaction"])
        .map(|row| (row["amount"].as_str().expect("amount"), row["descriptor"].as_str().expect("text")))
        .collect();
    for (at, (id, name)) in names.iter().enumerate() {
        assert_eq!(descriptors[format!("{}.11", 100 + at).as_str()], kept(name), "{id} comes back as it was printed");
    }
    let lines = scan("jsonl", "en");
    let findings: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(findings.len(), names.len());

    let (_, canonical, _) = postbreach(&["convert", &file, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(canonical.as_bytes());
    let at = reader.headers().expect("head").iter().position(|name| name == "descriptor").expect("column");
    let found: BTreeSet<String> = reader.records().map(|record| record.expect("record")[at].to_owned()).collect();
    for (id, name) in &names {
        assert!(found.contains(kept(name)), "{id} is kept by convert");
    }

    let id = json["findings"][0]["id"].as_str().expect("id");
    let (_, out, _) = postbreach(&[&["explain", id, &file], &breach[..]].concat());
    sound_for_terminal("explain", &out);
    for (id, name) in names.iter().filter(|(_, name)| name.len() < 500 && !name.contains('\0')) {
        let (code, out, err) = postbreach(&["what", "--", name]);
        assert_eq!(code, Some(0), "{id}: {err}");
        sound_for_terminal(id, &out);
    }
}

#[test]
fn no_case_obeys_a_name() {
    let file = statement();
    let case = root().join("target/tmp/hostile-names.case");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", case.display()));
    }
    let case = case.display().to_string();
    let on = ["--case", &case];
    let ran = |args: &[&str]| {
        let (code, out, err) = postbreach(&[args, &on[..]].concat());
        assert_ne!(code, Some(2), "{args:?}: {err}");
        sound_for_terminal(&format!("{args:?}"), &out);
        sound_for_terminal(&format!("{args:?}"), &err);
        out
    };
    ran(&["import", &file, "--breach", "2026-01-10"]);
    let (_, status, _) = postbreach(&["status", "--format", "json", "--case", &case]);
    serde_json::from_str::<Value>(&status).expect("JSON");
    let (_, scanned, _) =
        postbreach(&["scan", "--format", "json", "--level", "everything", "--as-of", "2026-03-01", "--case", &case]);
    let scanned: Value = serde_json::from_str(&scanned).expect("JSON");
    let ids: Vec<&str> =
        scanned["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["id"].as_str()).collect();
    assert!(ids.len() >= 40, "{} charges", ids.len());
    let note =
        &hostile_names().iter().map(|(_, name)| name.as_str()).filter(|name| name.len() < 200).collect::<String>();
    ran(&[&["decide"], &ids[..20], &["--not-mine", "--yes", "--note", note]].concat());
    ran(&[&["decide"], &ids[20..], &["--unsure", "--yes"]].concat());
    ran(&["status"]);
    ran(&["log", "list"]);
    ran(&["recurring"]);
    for whom in ["family", "merchant", "issuer"] {
        ran(&["ask", "--whom", whom]);
    }
}

#[test]
fn no_paper_obeys_a_name() {
    let catalogue = catalogue();
    let counting = Counting::load(&catalogue, "2026-11-26".parse().expect("day")).expect("claims");
    let guides = Guides::load(&catalogue).expect("guides");
    let currencies = Currencies::load(catalogue.file("currencies.toml").expect("currencies")).expect("currencies");
    let text = std::fs::read_to_string(root().join("tests/dispute/disputes.json")).expect("disputes");
    let models: Vec<Dispute> = serde_json::from_str(&text).expect("disputes");
    for (model, lang) in [(&models[0], Lang::En), (&models[8], Lang::Ja)] {
        let disputes: Vec<Dispute> = hostile_names()
            .into_iter()
            .map(|(id, name)| Dispute {
                id,
                descriptor: name.clone(),
                note: Some(name.clone()),
                reference: Some(name),
                issuer: hostile_names()[15].1.clone(),
                ..model.clone()
            })
            .collect();
        let sheets = sheets(&disputes, &counting);
        let messages = Messages::new(lang);
        let office = Office {
            catalogue: &catalogue,
            counting: &counting,
            guides: &guides,
            currencies: &currencies,
            messages: &messages,
        };
        for kind in [Paper::Letter, Paper::CallSheet, Paper::FollowUp, Paper::List] {
            let blocks = paper(kind, &sheets[0], office).expect("paper");
            let page = html(&blocks, kind.word(), &messages).expect("page");
            assert_eq!(foreign(&page), BTreeSet::new(), "{}", kind.word());
            assert_eq!(run(&page.replace('\n', " ")), [""; 0], "{}", kind.word());
            let text = markdown(&blocks);
            sound_for_terminal(kind.word(), &text);
            assert_eq!(marked(&text), [""; 0], "{}", kind.word());
        }
        let letter = paper(Paper::Letter, &sheets[0], office).expect("paper");
        let bytes = pdf(&letter, "letter", &messages).expect("PDF");
        for action in ["/JavaScript", "/URI", "/Launch", "/OpenAction", "/SubmitForm"] {
            assert!(!bytes.windows(action.len()).any(|part| part == action.as_bytes()), "{action}");
        }
        let (events, without) = (calendar(&sheets, &[], true, office), calendar(&sheets, &[], false, office));
        for mark in ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR"] {
            assert_eq!(events.matches(&format!("\r\n{mark}")).count(), without.matches(&format!("\r\n{mark}")).count());
        }
        // Lines end with a return, and a long one goes on behind a space.
        sound_for_terminal("calendar", &events.replace("\r\n ", "").replace("\r\n", "\n"));
        let list = list_csv(&sheets, false, office);
        let records: Vec<_> =
            csv::Reader::from_reader(list.as_bytes()).records().map(|row| row.expect("row")).collect();
        assert_eq!(records.len(), disputes.len());
        no_formula(&records);
        assert!(!workbook(&sheets, office).expect("workbook").is_empty());
        let long = Dispute { descriptor: "W\u{1f600}".repeat(40_000), ..model.clone() };
        assert!(!workbook(&postbreach::dispute::sheets(&[long], &counting), office).expect("workbook").is_empty());
        let listed = json(&sheets, office).to_string();
        for (id, name) in hostile_names() {
            let name = serde_json::to_string(&name).expect("JSON");
            assert!(listed.contains(name.trim_matches('"')), "{id} comes back as it was printed");
        }
    }
}
