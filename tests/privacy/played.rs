//! A person's whole way through the program with card numbers in everything that a file or a hand can say: each output,
//! each file that is left on the disk, and what is said of errors.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postbreach::store::Store;
use postbreach::text::nfkc;
use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

use super::common::root;
use super::pdf;
use super::{card_number, dressed};

/// The numbers that were placed so far.
#[derive(Default)]
struct Numbers(Vec<String>);

impl Numbers {
    /// One more, dressed in turn.
    fn next(&mut self) -> String {
        let count = 5_000 + u64::try_from(self.0.len()).expect("small");
        self.0.push(card_number(count));
        worn(&card_number(count), count)
    }

    /// Those that a text holds, in whatever dress.
    fn leaked(&self, text: &str) -> Vec<&String> {
        // What is not seen is told by its code, which has digits of its own.
        let text = text.replace("\\u{200d}", "").replace("\\u200d", "");
        let plain: String = nfkc(&text).chars().filter(char::is_ascii_digit).collect();
        self.0.iter().filter(|number| plain.contains(number.as_str())).collect()
    }
}

/// The number as files and people may write it: as [`dressed`], or with other spaces or digits, or something unseen.
fn worn(number: &str, count: u64) -> String {
    let full = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c);
    match count % 7 {
        0 => dressed(number, 1).replace(' ', "\u{a0}"),
        1 => dressed(number, 1).replace(' ', "\u{2009}"),
        2 => dressed(number, 1).replace(' ', "\u{200d}"),
        3 => number.chars().map(full).collect(),
        plain => dressed(number, plain),
    }
}

struct Played {
    folder: PathBuf,
    numbers: Numbers,
    said: Vec<(String, String)>,
    /// The files that were put there for the program to read.
    placed: Vec<String>,
}

impl Played {
    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// Runs a command, whatever becomes of it, and keeps what it says.
    fn run(&mut self, args: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        let output = command
            .args(args)
            .current_dir(&self.folder)
            .env("POSTBREACH_CASE", self.file("own.case"))
            .env("TMPDIR", self.file("temporary"))
            .env("HOME", self.file("home"))
            .env("RUST_BACKTRACE", "1")
            .stdin(Stdio::null())
            .output()
            .expect("runs");
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, talk) = (said(&output.stdout), said(&output.stderr));
        self.said.push((args.join(" "), format!("{out}\n{talk}")));
        out
    }

    /// A command that must work.
    fn must(&mut self, args: &[&str]) {
        self.run(args);
        let (_, said) = self.said.last().expect("said");
        assert!(!said.contains("error:"), "{args:?}: {said}");
    }

    /// Statements with a number in every column, alone and beside what stood there, and in their names.
    fn statements(&mut self) -> Vec<String> {
        let head = ["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"];
        let row = ["01/24/2026", "01/25/2026", "PIXELPOND", "Shopping", "Sale", "-101.00", "gift"];
        let mut chase = head.join(",") + "\n";
        for at in 0..row.len() {
            for alone in [true, false] {
                let mut cells = row.map(str::to_owned);
                cells[at] = if alone { self.numbers.next() } else { format!("{} {}", row[at], self.numbers.next()) };
                chase += &(cells.join(",") + "\n");
            }
        }
        let mut canonical =
            "household,card,transaction_date,descriptor,merchant,amount,currency,reference,holder,note\n".to_owned();
        let row = ["", "4321", "2026-02-03", "KESTREL GADGETS", "KESTREL", "640.00", "USD", "R1", "J SAMPLE", "n"];
        for at in 0..row.len() {
            let mut cells = row.map(str::to_owned);
            cells[at] = format!("{} {}", row[at], self.numbers.next()).trim().to_owned();
            canonical += &(cells.join(",") + "\n");
        }
        let mut typed = String::new();
        for day in 1..4 {
            typed += &format!("2026-02-0{day} AOZORA BOOKS {} $48.20\n", self.numbers.next());
        }
        let mut book = Workbook::new();
        let name = self.numbers.next();
        let sheet = book.add_worksheet().set_name(&name).expect("name");
        for (at, name) in head.iter().enumerate() {
            let at = u16::try_from(at).expect("small");
            sheet.write(0, at, *name).expect("written");
            for line in 1..6 {
                sheet.write(line, at, row_of_sheet(usize::from(at), line, &mut self.numbers)).expect("written");
            }
        }
        let ofx = format!(
            "<OFX><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>{}</CCACCTFROM><BANKTRANLIST>\n<STMTTRN><TRNTYPE>DEBIT\
             <DTPOSTED>20260204<TRNAMT>-18.40<FITID>{}<NAME>BOOKS<MEMO>{}</STMTTRN></BANKTRANLIST></OFX>",
            self.numbers.next(),
            self.numbers.next(),
            self.numbers.next()
        );
        let files = [
            (format!("Chase {}.csv", self.numbers.next()), chase.into_bytes()),
            (format!("canonical {}.csv", self.numbers.next()), canonical.into_bytes()),
            (format!("typed {}.txt", self.numbers.next()), typed.into_bytes()),
            (format!("book {}.xlsx", self.numbers.next()), book.save_to_buffer().expect("book")),
            (format!("bank {}.ofx", self.numbers.next()), ofx.into_bytes()),
            (format!("broken {}.xlsx", self.numbers.next()), b"PK\x03\x04[Content_Types].xml".to_vec()),
            (
                format!("no statement {}.csv", self.numbers.next()),
                format!("{}\nx;y\n", self.numbers.next()).into_bytes(),
            ),
        ];
        let statements = self.folder.join("statements");
        std::fs::create_dir_all(&statements).expect("folder");
        for (name, bytes) in &files {
            std::fs::write(statements.join(name), bytes).expect("written");
        }
        files.iter().map(|(name, _)| format!("statements/{name}")).collect()
    }
}

impl Played {
    /// Numbers where a person names something: folders, files, breaches, data files, and options that do not hold.
    fn misplaced(&mut self, charge: &str) {
        let mut next = || self.numbers.next();
        let folder = format!("of {}", next());
        let rules = format!("rules {}", next());
        let [broken, story, output, copy, case, archive, member, title, offer, name, by] = [(); 11].map(|()| next());
        let option: Vec<String> = (0..39).map(|_| next()).collect();
        for inner in [&folder, &format!("{folder}/{story}"), &format!("{rules}/formats")] {
            std::fs::create_dir_all(self.folder.join(inner)).expect("folder");
        }
        let rows = "transaction_date,descriptor,amount,currency\n2026-02-11,KESTREL SHOP,9.99,USD\n";
        let breach = format!(
            "title = {{ en = \"Leak {title}\", ja = \"{title}\" }}\nstart = 2026-01-01\nclasses = [\"full_number\"]\n\
             offers = {{ en = \"Call {offer}\", ja = \"{offer}\" }}\noffers_until = 2099-01-01\nmerchants = ['{title}(']\n"
        );
        let listed =
            format!("[{{\"Name\":\"{name}\",\"Title\":\"{name}\",\"BreachDate\":\"2026-01-01\",\"{name}\":1}}]");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let plain = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("{member}/{member}.csv"), plain).expect("begun");
        std::io::Write::write_all(&mut zip, b"x;y\n1;2\n").expect("packed");
        let zip = zip.finish().expect("packed").into_inner();
        let archive = format!("{archive}.zip");
        for (file, bytes) in [
            (format!("{folder}/rows.csv"), rows.as_bytes()),
            (format!("{folder}/{story}/story.toml"), b"as_of = 1"),
            (format!("{rules}/formats/{broken}.toml"), b"x"),
            ("breach.toml".to_owned(), breach.as_bytes()),
            ("sound.toml".to_owned(), breach.split("merchants").next().expect("text").as_bytes()),
            ("breach.json".to_owned(), listed.as_bytes()),
            ("by.csv".to_owned(), format!("household,breach\n{by},{by}\n").as_bytes()),
            (archive.clone(), &zip),
        ] {
            std::fs::write(self.folder.join(&file), bytes).expect("written");
            self.placed.push(file);
        }
        let on = ["--breach", "2026-01-01"];
        for args in [
            &["scan", &folder, on[0], on[1], "--level", "everything"][..],
            &["scan", &folder, "--breach", "breach.toml"],
            &["scan", &folder, "--breach", "sound.toml"],
            &["scan", &folder, "--breach", "sound.toml", "--format", "html"],
            &["scan", &folder, "--breach", &format!("breach.json#{name}")],
            &["scan", &folder, "--breach", &format!("breach.json#{}", option[0])],
            &["scan", &folder, "--breach-by", "by.csv"],
            &["scan", &format!("{folder}/{story}"), on[0], on[1]],
            &["scan", &archive, on[0], on[1]],
            &["scan", &archive, on[0], on[1], "--format", "json"],
            &["scan", &folder, on[0], on[1], "--output", &format!("no {output}/list.html")],
            &["scan", &folder, on[0], on[1], "--summary", &format!("no {output}/list.txt")],
            &["scan", &folder, on[0], on[1], "--exposed", &option[1]],
            &["scan", &folder, on[0], on[1], "--format", &option[2]],
            &["scan", &folder, on[0], on[1], "--level", &option[3]],
            &["scan", &folder, on[0], on[1], "--as-of", &option[4]],
            &["scan", &folder, on[0], on[1], "--lang", &option[5]],
            &["scan", &folder, on[0], on[1], "--read", &option[6]],
            &["scan", &folder, on[0], on[1], "--read", &format!("{}=mdy", option[7])],
            &["scan", &folder, on[0], on[1], "--read", &format!("layout={}", option[8])],
            &["scan", &folder, "--breach", &format!("2026-01-01..{}", option[9])],
            &["formats", "list", "--rules", &rules],
            &["formats", "infer", &format!("{folder}/rows.csv"), "--save", &option[10], "--rules", "home"],
            &["formats", "infer", &format!("{folder}/rows.csv"), "--save", "mine", "--rules", &rules],
            &[&option[11]],
            &["scan", &format!("--{}", option[12])],
            &["deadlines", "show", &option[13]],
            &["deadlines", "count", "--statement-day", &option[14]],
            &["deadlines", "count", "--layout", "chase-card", "--charge-date", &option[15]],
            &["import", &folder, on[0], on[1], "--household", &option[16], "--case", &format!("{case}.case")],
            &["status", "--case", &format!("{case}.case")],
            &["status", "--case", &format!("none {case}.case")],
            &["backup", &format!("{copy}.case")],
            &["backup", &format!("{copy}.case")],
            &["restore", &format!("{copy}.case"), "--case", &format!("again {case}.case")],
            &["restore", &format!("none {copy}.case"), "--case", &format!("more {case}.case")],
            &["dispute", "letter", "--yes", "--output", &format!("papers/{output}.md")],
            &["dispute", "letter", "--yes", "--output", &format!("papers/{output}.{output}")],
            &["decide", charge, "--mine", "--until", &option[17]],
            &["decide", charge, "--wrong", &option[18]],
            &["ask", "--answer", charge, "not-mine", "--on", "2026-03-01", "--note", &option[19]],
            &["ask", "--answer", charge, &option[20], "--on", &option[21]],
            &["card", "replaced", "4321", "--on", &option[22], "--new", &option[23]],
            &["dispute", "mark", charge, "refunded", "--on", "2026-03-01", "--amount", &option[24]],
            &["dispute", "mark", charge, &option[25], "--on", &option[26]],
            &["dispute", "answer", charge, &format!("{}=x", option[27])],
            &["dispute", "answer", charge, &format!("possession={}", option[28])],
            &["dispute", "answer", charge, &format!("checked={}", option[29])],
            &["profile", "set", "address", &option[30]],
            &["profile", "set", "phone", &option[31]],
            &["profile", "set", "statement-day", &option[32], "--card", &option[33]],
            &["recurring", "--done", &option[34]],
            &["undo", &option[35]],
            &["log", &option[36]],
            &["rules", "test", &option[37]],
            &["formats", "months", &option[38], on[0], on[1]],
            &["breaches", "show", "sound.toml"],
            &["log"],
            &["status"],
            &["dispute", "calendar", "--output", "papers/later.ics"],
        ] {
            self.run(args);
        }
    }
}

fn row_of_sheet(at: usize, line: u32, numbers: &mut Numbers) -> String {
    let text = ["01/24/2026", "01/25/2026", "HERON CAFE", "Food", "Sale", "-7.25", ""][at];
    if usize::try_from(line) == Ok(at) { format!("{text} {}", numbers.next()) } else { text.to_owned() }
}

/// What a file says: itself, the members of an archive, the lines of a PDF.
fn texts(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("readable");
    let mut texts = vec![String::from_utf8_lossy(&bytes).into_owned()];
    if bytes.starts_with(b"%PDF") {
        texts.extend(pdf::text(&bytes));
    }
    if bytes.starts_with(b"PK") {
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("archive");
        for at in 0..archive.len() {
            let mut text = Vec::new();
            archive.by_index(at).expect("member").read_to_end(&mut text).expect("readable");
            texts.push(String::from_utf8_lossy(&text).into_owned());
        }
    }
    texts
}

/// Every file below a folder but the statements themselves.
fn left(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() && !path.ends_with("statements") {
            left(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[test]
fn no_card_number_is_said_or_left_anywhere() {
    let folder = root().join("target/tmp/privacy-played");
    let _ = std::fs::remove_dir_all(&folder);
    for inner in ["temporary", "home", "papers"] {
        std::fs::create_dir_all(folder.join(inner)).expect("folder");
    }
    let mut played = Played { folder, numbers: Numbers::default(), said: Vec::new(), placed: Vec::new() };
    let files = played.statements();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let breach = ["--breach", "2026-01-01"];
    for format in ["table", "json", "jsonl", "csv", "markdown", "html"] {
        let output = played.file(&format!("papers/scan.{format}"));
        let lang = if format == "table" { "ja" } else { "en" };
        let args = ["scan", "--lang", lang, "--level", "everything", "--format", format, "--output", &output];
        played.run(&[&args, &breach[..], &files].concat());
    }
    for format in ["csv", "json"] {
        played.run(&[&["convert", "--format", format], &files[..]].concat());
    }
    for file in &files {
        played.run(&["formats", "infer", file, "--save", "own", "--rules", "home"]);
    }
    played.run(&[&["import"], &breach[..], &files].concat());
    let status = played.run(&["status", "--format", "json"]);
    let found: Vec<&str> = status.split("\"id\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let ids: Vec<String> = found.iter().filter(|id| id.len() == 12).map(|id| (*id).to_owned()).collect();
    assert!(ids.len() > 12, "{status}");
    for (at, id) in ids.iter().take(9).enumerate() {
        let note = played.numbers.next();
        let verdict = ["--not-mine", "--not-recognised", "--unsure"][at % 3];
        played.must(&["decide", id, verdict, "--note", &note]);
        if at < 2 {
            played.run(&["explain", id]);
        }
    }
    let number: Vec<String> = (0..12).map(|_| played.numbers.next()).collect();
    let typed = format!("2026-02-11 TYPED SHOP {} $512.00", number[0]);
    played.must(&["add", &typed]);
    played.run(&["profile", "set", "name", &number[1]]);
    played.must(&["profile", "set", "name", "J SAMPLE"]);
    played.run(&[
        "dispute",
        "answer",
        &ids[0],
        &format!("reference={}", number[2]),
        &format!("happened=x {}", number[3]),
    ]);
    played.run(&[
        "dispute",
        "mark",
        &ids[0],
        "reported",
        "--on",
        "2026-03-01",
        "--via",
        &number[4],
        "--ref",
        &number[5],
    ]);
    for (command, endings) in [
        ("letter", &["pdf", "html", "md"][..]),
        ("call-sheet", &["pdf", "html", "md"]),
        ("follow-up", &["pdf", "html", "md"]),
        ("list", &["pdf", "html", "md", "csv", "xlsx", "json"]),
        ("calendar", &["ics"]),
    ] {
        for (at, ending) in endings.iter().enumerate() {
            let output = played.file(&format!("papers/{command}.{ending}"));
            let lang = ["en", "ja"][at % 2];
            let yes = if command == "calendar" { &[][..] } else { &["--yes"] };
            played.run(&[&["dispute", command, "--lang", lang, "--output", &output], yes].concat());
        }
    }
    for whom in ["family", "merchant", "issuer"] {
        played.run(&["ask", "--whom", whom, "--format", "html"]);
    }
    played.run(&["log"]);
    let exported = played.run(&["log", "export"]);
    std::fs::write(played.folder.join("exported.jsonl"), exported).expect("written");
    played.run(&["undo"]);
    played.run(&["recurring"]);
    played.run(&["card", "replaced", &number[6], "--on", "2026-03-01", "--new", &number[7]]);
    played.run(&["card", "replaced", "4321", "--on", "2026-03-01", "--new", "9911"]);
    played.run(&["backup", "copy.case"]);
    // Errors that quote what was typed.
    let missing = format!("missing {}.csv", number[8]);
    for args in [
        &["scan", missing.as_str(), "--breach", "2026-01-01"][..],
        &["scan", "--breach", &number[8]],
        &["scan", "--breach", "2026-01-01", "--card", &number[9]],
        &["scan", "--read", &format!("card={}", number[10]), "--breach", "2026-01-01", files[0]],
        &["explain", &number[8]],
        &["what", &number[8]],
        &["decide", &number[9], "--mine"],
        &["forget", "--card", &number[11], "--yes"],
        &["breaches", "show", &number[9]],
        &["rules", "show", &number[9]],
        &["formats", "show", &number[9]],
    ] {
        played.run(args);
    }
    played.misplaced(&ids[2]);
    // As long as somebody has the case open, its side files stay.
    let open = Store::open(&played.folder.join("own.case")).expect("case");
    played.run(&["decide", &ids[1], "--not-mine", "--note", &number[8]]);
    let mut paths = Vec::new();
    left(&played.folder, &mut paths);
    paths.retain(|path| !played.placed.iter().any(|placed| path.ends_with(placed)));
    let named = |ending: &str| paths.iter().any(|path| path.to_string_lossy().ends_with(ending));
    for ending in [
        "own.case",
        "-wal",
        "copy.case",
        ".pdf",
        ".xlsx",
        ".ics",
        "scan.html",
        "letter-card-not-mine.md",
        "follow-up.html",
    ] {
        let names: Vec<_> = paths.iter().filter_map(|path| path.file_name()).collect();
        assert!(named(ending), "no {ending} was written: {names:?}");
    }
    let mut leaks = Vec::new();
    for (args, said) in &played.said {
        // The program's own names and what was typed stand in its arguments, which it may not repeat either.
        leaks.extend(played.numbers.leaked(said).into_iter().map(|number| format!("{number} in what {args} says")));
    }
    for path in &paths {
        for text in texts(path) {
            let found = played.numbers.leaked(&text).into_iter();
            leaks.extend(found.map(|number| format!("{number} in {}", path.display())));
        }
    }
    drop(open);
    let masked: usize = played.said.iter().map(|(_, said)| said.matches("********").count()).sum();
    assert!(masked > 200, "{masked} numbers come out masked");
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
