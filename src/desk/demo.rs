//! A story that comes with the program: what it does can be seen without a file of one's own.

use include_dir::{Dir, include_dir};

use super::{Desk, ReadFiles, Reading, STORY, Story};
use crate::location::Problem;

static DEMO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/assets/demo");

/// The folder of what the story's people find when they have looked at the list.
const ORDERS: &str = "orders";

/// An invented story: names and bytes of its files, its breach and its day.
#[derive(Debug)]
pub struct Demo {
    /// The statements.
    pub statements: Vec<(&'static str, &'static [u8])>,
    /// The order history that explains one of the charges.
    pub orders: Vec<(&'static str, &'static [u8])>,
    /// Its breach, the day that stands for today, and how it ends.
    pub story: Story,
}

impl Demo {
    /// The story.
    ///
    /// # Errors
    /// As [`Story::read`].
    pub fn new() -> Result<Self, Problem> {
        let story = DEMO.get_file(STORY).and_then(|file| file.contents_utf8()).unwrap_or_default();
        let files = |folder: &'static Dir<'_>| -> Vec<(&'static str, &'static [u8])> {
            let named = folder.files().filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents())));
            named.filter(|(name, _)| *name != STORY).collect()
        };
        Ok(Self {
            statements: files(&DEMO),
            orders: DEMO.get_dir(ORDERS).map(files).unwrap_or_default(),
            story: Story::read(story).map_err(|problem| problem.in_file(STORY))?,
        })
    }

    /// Reads the statements, and the order history when it is wanted.
    ///
    /// # Errors
    /// As [`Reading::new`].
    pub fn read(self, desk: &Desk, orders: bool) -> Result<ReadFiles, Problem> {
        let mut reading = Reading::new(desk, &[])?;
        let orders = self.orders.into_iter().filter(|_| orders);
        for (name, bytes) in self.statements.into_iter().chain(orders) {
            reading.file(bytes, name, &mut Vec::new());
        }
        reading.read.story = Some(self.story);
        reading.finish()
    }
}
