//! Cases of the two stories, with charges decided.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use crate::common::root;

/// A case in a folder of its own, into which papers go.
pub(crate) struct Play {
    folder: PathBuf,
}

impl Play {
    pub(crate) fn new(name: &str) -> Self {
        let folder = root().join("target/tmp/papers").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("folder");
        Self { folder }
    }

    fn copy(&self, name: &str) -> Self {
        let copy = Self::new(name);
        self.run(&["backup", &copy.file("a.case")], 0);
        copy
    }

    /// What a command says on its two outputs.
    pub(crate) fn run(&self, args: &[&str], code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbreach"));
        command.args(args).env("POSTBREACH_CASE", self.folder.join("a.case")).current_dir(root());
        let output = command.stdin(std::process::Stdio::null()).output().expect("runs");
        let talk = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {talk}");
        (String::from_utf8(output.stdout).expect("text"), talk)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The papers that were written.
    pub(crate) fn written(&self) -> BTreeSet<String> {
        let entries = std::fs::read_dir(&self.folder).expect("folder");
        let names = entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| !name.starts_with("a.case")).collect()
    }

    /// The list for programs.
    pub(crate) fn list(&self, ids: &[&str]) -> Value {
        let (said, _) = self.run(&[&["dispute", "list", "--yes", "--format", "json"], ids].concat(), 0);
        serde_json::from_str(&said).expect("JSON")
    }
}

/// The American case, made once: charges that are not the family's, one billed twice, two in question.
static STATES: LazyLock<Play> = LazyLock::new(|| {
    let play = Play::new("en");
    play.run(&["import", "samples/stories/hotel-booking"], 0);
    let not_mine = ["73c5df76faaa", "76cd77f97534", "0c99d8bf5448"];
    play.run(&[&["decide"], &not_mine[..], &["--not-mine", "--note", "only for myself"]].concat(), 0);
    play.run(&["decide", "d0769108cafd", "--wrong", "duplicate"], 0);
    play.run(&["decide", "f4f4f249137d", "--not-recognised"], 0);
    play.run(&["decide", "a988f4659022", "--unsure"], 0);
    play
});

/// The Japanese case, made once: one charge that is not the holder's, one in question.
static JAPAN: LazyLock<Play> = LazyLock::new(|| {
    let play = Play::new("ja");
    play.run(&["import", "samples/stories/mercari-2017", "--read", "card=4321@20*.csv"], 0);
    play.run(&["decide", "9220fe7254bf", "--not-mine"], 0);
    play.run(&["decide", "0b6f106a55d1", "--not-recognised"], 0);
    play.run(&["profile", "set", "name", "見本 花子"], 0);
    play.run(&["profile", "set", "address", "東京都見本区1-2-3"], 0);
    play.run(&["dispute", "answer", "9220fe7254bf", "possession=held", "dealt-before=no"], 0);
    play
});

/// A copy of the American case.
pub(crate) fn states(name: &str) -> Play {
    STATES.copy(&format!("en-{name}"))
}

/// A copy of the Japanese case.
pub(crate) fn japan(name: &str) -> Play {
    JAPAN.copy(&format!("ja-{name}"))
}
