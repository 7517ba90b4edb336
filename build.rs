//! Builds anew when a data file changes: the files under `rules/` and the demo are part of the program. What the TOML
//! files say is written as JSON beside the program, which would otherwise take TOML apart at every start.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/assets/demo");
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("rules");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    write(Path::new("rules"), &out)
}

/// Writes each TOML file of a folder as JSON under the same name.
fn write(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            write(&path, &to)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let wrong = |error| format!("{}: {error}", path.display());
            let data: toml::Table = fs::read_to_string(&path)?.parse().map_err(wrong)?;
            fs::write(to, serde_json::to_string(&data)?)?;
        }
    }
    Ok(())
}
