//! Layouts, rules and letters that a stranger wrote cannot hang the program, read its user's files or leave their folder.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use postbreach::breach::Breach;
use postbreach::catalogue::{Catalogue, text_of};
use postbreach::engine::Engine;
use postbreach::messages::{Lang, Messages};
use postbreach::statement::identify::Formats;
use postbreach::statement::limits::Limits;

use crate::common::{catalogue, root};

fn folder(name: &str) -> PathBuf {
    let folder = root().join("target/tmp/strangers").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("folder");
    folder
}

fn put(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    std::fs::write(path, text).expect("written");
}

fn code(folder: &Path) -> Option<&'static str> {
    Catalogue::embedded().layer(folder).err().map(|problem| problem.code)
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    put(&folder, "formats/own.toml", "x = 1\n");
    put(&folder, "letters/en/README.md", "x\n");
    symlink(folder.join("formats/own.toml"), folder.join("formats/twin.toml")).expect("linked");
    assert_eq!(code(&folder), None, "a link inside is a file like any other");
    for (target, name) in [
        ("/etc/passwd", "formats/secret.toml"),
        ("/", "formats/all"),
        (".", "circle"),
        ("/dev/zero", "endless.toml"),
        ("/etc/passwd", "letters/en/letter.jinja"),
    ] {
        let link = folder.join(name);
        symlink(target, &link).expect("linked");
        assert_eq!(code(&folder), Some("linked-folder"), "{name}");
        std::fs::remove_file(link).expect("removed");
    }
    let up = root().join("target/tmp/strangers/outside.toml");
    std::fs::write(&up, "x = 1\n").expect("written");
    symlink("../../outside.toml", folder.join("formats/up.toml")).expect("linked");
    assert_eq!(code(&folder), Some("linked-folder"));
}

#[cfg(unix)]
#[test]
fn a_file_that_a_person_names_is_one_and_ends() {
    let folder = folder("named");
    std::os::unix::fs::symlink("/dev/zero", folder.join("endless.toml")).expect("linked");
    let kind = |name: &str| text_of(&folder.join(name)).map_err(|error| error.kind());
    assert_eq!(kind("endless.toml"), Err(ErrorKind::InvalidInput));
    put(&folder, "large.toml", &"#".repeat(5 << 20));
    assert_eq!(kind("large.toml"), Err(ErrorKind::FileTooLarge));
    put(&folder, "own.toml", "x = 1\n");
    assert_eq!(kind("own.toml"), Ok("x = 1\n".to_owned()));
}

#[test]
fn a_file_of_any_size_is_not_read() {
    let folder = folder("large");
    put(&folder, "formats/own.toml", &format!("# {}\n", "x".repeat(5 << 20)));
    assert_eq!(code(&folder), Some("unreadable-file"));
}

/// A shipped rule with one piece changed, laid over the others; what the engine says.
fn changed(name: &str, file: &str, from: &str, to: &str) -> Option<&'static str> {
    let shipped = catalogue();
    let text = shipped.file(file).expect("shipped");
    assert!(text.contains(from), "{file} has {from}");
    let folder = folder(name);
    put(&folder, file, &text.replacen(from, to, 1));
    let catalogue = Catalogue::embedded().layer(&folder).expect("layer");
    Engine::load(&catalogue).err().map(|problem| problem.code)
}

#[test]
fn patterns_and_clauses_have_bounds() {
    let huge = "'''(?:a{1000}){1000}'''";
    let own = catalogue().file("formats/chase-card.toml").expect("shipped").to_owned();
    let folder = folder("pattern");
    put(
        &folder,
        "formats/own.toml",
        &format!("{own}\n[[row]]\nwhen = {{ Description = {huge} }}\nclass = \"note\"\n").replace("chase-card", "own"),
    );
    let catalogue = Catalogue::embedded().layer(&folder).expect("layer");
    let loaded = Formats::load(&catalogue).map(|_| ()).map_err(|problem| problem.code);
    assert!(matches!(loaded, Err("bad-pattern" | "bad-data-file")), "{loaded:?}");
    let rule = "charges/test-then-spend.toml";
    let shipped = self::catalogue();
    let clause = shipped
        .file(rule)
        .expect("rule")
        .lines()
        .find(|line| line.contains("family_seen_before"))
        .expect("clause")
        .to_owned();
    for (at, hostile) in [
        "\"kind in (select name from read_csv('/etc/passwd'))\",",
        "\"read_csv('/etc/passwd') is not null\",",
        "\"random() > 0.5\",",
        "\"sum(amount) over () > 1\",",
        "\"lpad(kind, 1000000000) = 'x'\",",
        "\"repeat(kind, 1000000000) = 'x'\",",
    ]
    .iter()
    .enumerate()
    {
        let said = changed(&format!("clause-{at}"), rule, clause.as_str(), hostile);
        assert!(said.is_some(), "{hostile} is loaded");
    }
    let deep = format!("\"{}kind = 'purchase'{}\",", "(".repeat(20_000), ")".repeat(20_000));
    let long = format!("\"kind = 'purchase'{}\",", " or kind = 'purchase'".repeat(20_000));
    for (name, hostile) in [("deep", deep), ("long", long)] {
        assert!(changed(name, rule, clause.as_str(), &hostile).is_some(), "{name} is loaded");
    }
}

#[test]
fn no_data_file_commands_what_shows_it() {
    let folder = folder("commands");
    for (file, text, refused) in [
        ("breaches/own.toml", "title = { en = \"A\\u001b[31m\", ja = \"B\" }\nstart = 2026-01-01\n", true),
        ("breaches/own.toml", "title = { en = \"A\u{202e}\", ja = \"B\" }\n", true),
        ("breaches/own.toml", "\"\\u009b31m\" = 1\n", true),
        ("breaches/own.toml", "list = [ { en = \"\\u2067\" } ]\n", true),
        ("letters/en/letter.jinja", "\u{1b}]8;;http://example.org\u{7}", true),
        ("breaches/own.toml", "# tab\tand return\r\ntitle = { en = \"A\\tB\\nC\", ja = \"料金\" }\n", false),
        ("letters/en/letter.jinja", "Dear\tSir,\r\n", false),
    ] {
        put(&folder, file, text);
        assert_eq!(code(&folder), refused.then_some("bad-data-file"), "{text:?}");
        std::fs::remove_file(folder.join(file)).expect("removed");
    }
}

#[test]
fn a_breach_and_a_sentence_are_only_data() {
    let nested = format!("title = {}1{}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(Breach::from_toml("own", &nested, "own.toml").is_err());
    // A message's own file cannot be laid over: its sentences are compiled in.
    let folder = folder("messages");
    put(&folder, "messages/en.ftl", "typed-rows = INJECTED\n");
    assert_eq!(code(&folder), None);
    assert_ne!(Messages::new(Lang::En).text("typed-rows"), "INJECTED");
}

#[test]
fn limits_are_data_and_checked() {
    let folder = folder("limits");
    put(&folder, "limits.toml", "file_megabytes = 1\n");
    let catalogue = Catalogue::embedded().layer(&folder).expect("layer");
    assert_eq!(Limits::load(&catalogue).map(|_| ()).map_err(|problem| problem.code), Err("bad-data-file"));
}
