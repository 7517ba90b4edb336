//! Builds anew when a data file changes: the files under `rules/` and the demo are part of the
//! program.

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/assets/demo");
}
