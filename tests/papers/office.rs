//! Does a spreadsheet program take anything in a list for a formula? It is asked itself, where it is installed.

use std::path::Path;
use std::process::Command;

use crate::play::Play;

/// Lines that begin a formula in some program, language or shape.
const HOSTILE: [&str; 12] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "=HYPERLINK(\"\"file:///x\"\",\"\"y\"\")",
    "=cmd|'/c x'!A1",
    "%=1+1",
    "'=1+1",
];

/// The cells of a file as LibreOffice reads them, in its flat XML; none where it is not installed.
fn opened(file: &Path) -> Option<String> {
    let folder = file.parent().expect("folder");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "fods", "--outdir"]).arg(folder).arg(file);
    command.output().ok()?;
    let made = file.with_extension("fods");
    let text = std::fs::read_to_string(&made).expect("what LibreOffice made");
    std::fs::remove_file(made).expect("removed");
    Some(text)
}

#[test]
fn no_cell_of_a_list_is_a_formula_in_libreoffice() {
    let play = Play::new("en-hostile");
    let rows = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, line)| format!("4321,2026-02-{:02},\"{line}\",{}.00,USD\n", at + 1, 10 + at));
    let text = format!("card,transaction_date,descriptor,amount,currency\n{}", rows.collect::<String>());
    let statement = play.file("statement.csv");
    std::fs::write(&statement, text).expect("statement");
    play.run(&["import", &statement, "--breach", "2026-01-10", "--as-of", "2026-03-01"], 0);
    let (said, _) = play.run(&["scan", "--level", "everything", "--format", "json", "--as-of", "2026-03-01"], 10);
    let found: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let ids: Vec<&str> =
        found["findings"].as_array().expect("findings").iter().map(|of| of["id"].as_str().expect("id")).collect();
    assert_eq!(ids.len(), HOSTILE.len());
    play.run(&[&["decide"], &ids[..], &["--not-mine"]].concat(), 0);
    play.run(&["dispute", "answer", ids[0], "happened==1+1", "checked=@SUM(1+1)", "papers=+1+1"], 0);
    let list = |name: &str, raw: bool| {
        let file = play.file(name);
        let raw = if raw { &["--raw"][..] } else { &[] };
        play.run(&[&["dispute", "list", "--yes", "--as-of", "2026-03-01", "--output", &file], raw].concat(), 0);
        opened(Path::new(&file))
    };
    let Some(raw) = list("raw.csv", true) else {
        eprintln!("LibreOffice is not installed: no list was opened in it");
        return;
    };
    assert!(raw.contains("table:formula="), "what is raw is taken for formulas, so this test can fail");
    for name in ["list.csv", "list.xlsx"] {
        let cells = list(name, false).expect("opened before");
        assert!(!cells.contains("table:formula="), "{name} has a formula");
        assert!(cells.matches("SUM(1+1)").count() >= 3, "{name} shows the lines");
        assert!(cells.contains("office:value-type=\"float\""), "{name}: amounts are numbers");
    }
}
