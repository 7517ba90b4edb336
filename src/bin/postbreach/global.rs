//! What may be typed with every command.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use postbreach::messages::Lang;

/// What every command takes stands behind what is its own.
const GLOBAL: usize = 500;

/// An empty variable says as little as none.
fn langs() -> impl TypedValueParser<Value = Lang> {
    let codes = [PossibleValue::new("en"), PossibleValue::new("ja"), PossibleValue::new("").hide(true)];
    PossibleValuesParser::new(codes).map(|code| code.parse().unwrap_or_default())
}

#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Language of what is printed
    #[arg(long, global = true, display_order = GLOBAL, value_name = "LANG", default_value = "en", value_parser = langs(), env = "POSTBREACH_LANG")]
    pub(crate) lang: Lang,
    /// When to colour
    #[arg(long, global = true, display_order = GLOBAL, value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// A folder of your own data files, laid over the shipped ones
    #[arg(long, global = true, display_order = GLOBAL, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}
