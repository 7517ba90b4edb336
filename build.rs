//! Builds anew when a data file changes: the files under `rules/` are part of the program.

fn main() {
    println!("cargo:rerun-if-changed=rules");
}
