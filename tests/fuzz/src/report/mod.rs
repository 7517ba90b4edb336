//! The letters' templates, without the papers around them.

mod blocks;
mod letters;

use minijinja::context;

use crate::CATALOGUE;
use crate::messages::Lang;

/// Runs a text as the template of a letter, and reads the paper that it gives; `None` where it is refused.
pub fn letter(text: &str) -> Option<usize> {
    let charges = ["PIXELPOND DIGITAL", "=HYPERLINK(\"x\")", "{{ 7 * 7 }}", "# A\n- B"];
    let values = context! {
        letter => "not-mine", issuer => "Bank", card => "4321", country => "US", today => "1 March 2026",
        count => 2, pending_count => 1, all => 3, sums => "$1", open => "open", first => "first", name => charges[3],
        information => "information", not_breach => "not", steps => charges, log => charges, asks => charges,
        attachments => charges, overdue => charges,
    };
    let own = [("own.jinja", text)];
    let shipped = CATALOGUE.templates("letters/en").collect::<Vec<_>>();
    let templates = shipped.into_iter().chain(own);
    let written = letters::rendered(templates, Lang::En, "own.jinja", values).ok()?;
    Some(blocks::parse(&written, |_| None).len())
}
