//! `measure`: what the program finds in labelled corpora.

use std::path::PathBuf;

use postbreach::catalogue::Catalogue;

use super::corpus::{Desk, Failure};
use super::dump::dump;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder of a corpus; repeatable.
    #[arg(long, required = true)]
    corpus: Vec<PathBuf>,
    /// Months of history that every household keeps; all when absent.
    #[arg(long, value_delimiter = ',')]
    history: Vec<u32>,
    /// Your own data files, as for `postbreach --rules`.
    #[arg(long)]
    rules: Vec<PathBuf>,
    /// Only writes every exposed charge with its facts to this file.
    #[arg(long)]
    dump: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut catalogue = Catalogue::embedded();
    for folder in &args.rules {
        catalogue = catalogue.layer(folder)?;
    }
    let desk = Desk::new(&catalogue)?;
    if let Some(to) = &args.dump {
        let months = args.history.first().copied();
        return dump(&args.corpus, &|_| months, &desk, to);
    }
    Ok(())
}
