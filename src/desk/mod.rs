//! What the faces of the program share: files to statements, a case opened and judged, decisions made ready to be
//! written. The command line and the page say the same verbs here; neither reads a folder, a clock or an answer for them.

mod again;
mod breach_by;
mod decide;
mod demo;
mod files;
mod kept;
mod many;
mod papers;
mod regular;
mod said;
mod work;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::breach::Breach;
use crate::case::Windows;
use crate::catalogue::{Catalogue, once};
use crate::dispute::{Claims, Guides};
use crate::engine::Engine;
use crate::facts::{Facts, FactsFile};
use crate::finding::Joins;
use crate::location::Problem;
use crate::merchant::Merchants;
use crate::money::Currencies;
use crate::review::CreditRules;
use crate::statement::identify::Formats;
use crate::statement::limits::Limits;
use crate::statement::month_names::MonthNames;
use crate::statement::read::Tools;
use crate::store::{Assembling, Exposure};

pub use decide::{charge, may_reach, reached};
pub use demo::Demo;
pub use files::{Contents, Ending, ReadFiles, Reading, STORY, Story, contents, day};
pub use kept::{Opened, change_exposure, named_breaches};
pub use many::{Asked, Sum};
pub use regular::recurring;
pub use said::{Deciding, Marking};
pub use work::{Unjudged, Work};

/// What every verb needs, loaded once; what only some need is loaded when first asked for.
pub struct Desk {
    /// The data files.
    pub catalogue: Catalogue,
    /// Digits and signs.
    pub currencies: Currencies,
    /// Months in words.
    pub months: MonthNames,
    /// Who bills.
    pub merchants: Merchants,
    /// What of a file is refused.
    pub limits: Limits,
    formats: OnceLock<Formats>,
    judging: OnceLock<Arc<Judging>>,
}

/// What charges are judged with.
pub struct Judging {
    /// Units and meanings of facts.
    pub facts_file: FactsFile,
    /// The rules.
    pub engine: Engine,
    /// How findings become incidents.
    pub joins: Joins,
    /// How money that comes back is known.
    pub credits: CreditRules,
    /// Until when charges are to be reported.
    pub claims: Claims,
    /// What to do about them, by country.
    pub guides: Guides,
}

impl Desk {
    /// Loads what every verb needs.
    ///
    /// # Errors
    /// As the data files do not read.
    pub fn new(catalogue: Catalogue) -> Result<Self, Problem> {
        let load = || {
            let currencies = Currencies::load(catalogue.file("currencies.toml").unwrap_or_default())?;
            let months = MonthNames::load(catalogue.file("months.toml").unwrap_or_default())?;
            Ok((currencies, months, Merchants::load(&catalogue)?, Limits::load(&catalogue)?))
        };
        // Most verbs need the layouts too. Where these do not read, those that need them say so.
        let (loaded, formats) = rayon::join(load, || Formats::load(&catalogue).ok());
        let (currencies, months, merchants, limits) = loaded.map_err(|problem| catalogue.located(problem))?;
        let formats = formats.map_or_else(OnceLock::new, OnceLock::from);
        Ok(Self { catalogue, currencies, months, merchants, limits, formats, judging: OnceLock::new() })
    }

    /// The layouts.
    ///
    /// # Errors
    /// As their files do not read.
    pub fn formats(&self) -> Result<&Formats, Problem> {
        once(&self.formats, || Formats::load(&self.catalogue))
    }

    /// What charges are judged with.
    ///
    /// # Errors
    /// As the files of rules and facts do not read.
    pub fn judging(&self) -> Result<&Arc<Judging>, Problem> {
        once(&self.judging, || {
            let judging = Arc::new(Judging {
                engine: Engine::load(&self.catalogue)?,
                facts_file: Facts::load(&self.catalogue)?,
                joins: Joins::load(&self.catalogue)?,
                credits: CreditRules::load(&self.catalogue)?,
                claims: Claims::load(&self.catalogue)?,
                guides: Guides::load(&self.catalogue)?,
            });
            // Nobody waits for it: where it is not done when charges are judged, it is done then.
            let soon = Arc::clone(&judging);
            rayon::spawn(move || soon.engine.make_ready());
            Ok(judging)
        })
    }

    /// What reading a file needs.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        Tools { merchants: &self.merchants, currencies: &self.currencies, months: &self.months }
    }

    /// What putting a case together needs.
    ///
    /// # Errors
    /// As the file of windows does not read.
    pub fn assembling(&self) -> Result<Assembling<'_>, Problem> {
        Ok(Assembling { merchants: &self.merchants, windows: Windows::load(&self.catalogue)? })
    }

    /// The breaches that were said.
    ///
    /// # Errors
    /// `breach-in-future` when one begins after today; as [`Exposure::resolve`].
    pub fn breaches(&self, said: &Exposure, today: NaiveDate) -> Result<Vec<Breach>, Problem> {
        let breaches = said.resolve(&self.catalogue)?;
        match breaches.iter().find(|breach| breach.start > today) {
            Some(breach) => Err(Problem::new("breach-in-future").with("start", breach.start).with("today", today)),
            None => Ok(breaches),
        }
    }
}

/// Which day is today.
#[derive(Debug, Clone, Copy)]
pub struct Today {
    /// As it was said.
    pub said: Option<NaiveDate>,
    /// As the clock has it.
    pub now: NaiveDate,
}

impl Today {
    /// As it was said, else as the story has it, else as the clock has it.
    #[must_use]
    pub fn in_story(self, story: Option<NaiveDate>) -> NaiveDate {
        self.said.or(story).unwrap_or(self.now)
    }
}
