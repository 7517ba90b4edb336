//! The headline of a list: how many charges there are to look at, and how many of them first.

use super::Scanned;
use super::decided;
use super::reading::unread;
use super::words::{self, count_of};
use crate::engine::Band;
use crate::finding::{Finding, Level, Standing};

/// How many, and what first.
#[must_use]
pub fn headline(scanned: Scanned<'_>) -> String {
    let messages = scanned.messages;
    let exposed = scanned.findings.list.len();
    if scanned.breaches.is_empty() {
        return messages.text("headline-no-breach");
    }
    let start = scanned.breaches.iter().map(|breach| breach.start).min();
    let start = start.map(|start| words::date(start, messages)).unwrap_or_default();
    let flagged = scanned.findings.flagged().count();
    let below = scanned.findings.counts.below;
    let calmer = left_out_by_calm(scanned);
    let unclear = scanned.findings.counts.unclear;
    let charges = scanned.findings.flagged().map(|finding| &scanned.case.charges[finding.charge]);
    let amounts = charges.map(|charge| (charge.currency, charge.amount));
    let args = [
        ("flagged", count_of(flagged)),
        ("exposed", count_of(exposed)),
        ("unclear", count_of(unclear)),
        ("start", start.into()),
        ("bands", bands(scanned).into()),
        ("calmer", count_of(calmer)),
        ("below", count_of(below)),
        ("sum", words::sums(amounts, scanned.currencies, messages).into()),
    ];
    let id = match (exposed, flagged) {
        (0, _) => "headline-none-exposed",
        (_, 0) if calmer > 0 => "headline-calm",
        (_, 0) if !decided::counts(scanned).is_empty() => "headline-decided",
        (_, 0) if !unread(scanned).is_empty() => "headline-clean-but",
        (_, 0) if unclear > 0 => "headline-clean-unclear",
        (_, 0) if below > 0 => "headline-below",
        (_, 0) => "headline-clean",
        _ if scanned.findings.level == Level::Everything => "headline-everything",
        _ => "headline-findings",
    };
    messages.with(id, &args)
}

/// The charges that are worth a look, and that only the level "calm" leaves out.
pub(super) fn left_out_by_calm(scanned: Scanned<'_>) -> usize {
    let left_out =
        |finding: &&Finding| finding.standing() == Standing::Unusual && !finding.flagged && finding.band > Band::Low;
    match scanned.findings.level {
        Level::Calm => scanned.findings.list.iter().filter(left_out).count(),
        Level::Careful | Level::Everything => 0,
    }
}

/// What follows the number of charges to look at: `: all to look at first`, or how many first and how many then; nothing
/// where none is to be looked at first.
#[must_use]
pub fn bands(scanned: Scanned<'_>) -> String {
    let count = |band: Band| {
        let unusual = scanned.findings.flagged().filter(|finding| finding.standing() == Standing::Unusual);
        count_of(unusual.filter(|finding| finding.shown_band() == Some(band)).count())
    };
    scanned.messages.with("headline-bands", &[("high", count(Band::High)), ("medium", count(Band::Medium))])
}
