//! Does the README show what the program prints?

#[test]
fn every_command_of_the_readme_prints_what_it_shows() {
    trycmd::TestCases::new().case("README.md");
}
