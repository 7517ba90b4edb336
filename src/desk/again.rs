//! A decision changes little: what of a judged case stays is kept, so that an answer is felt at once.

use super::{Desk, Opened};
use crate::facts;
use crate::finding::Findings;
use crate::location::Problem;
use crate::review::{Keys, Order, Review, arrange, silence};
use crate::store::Store;

impl Opened {
    /// Judges again after the log of the case has grown, in the order of bands. The charges stay as they are; the rules
    /// are asked anew where another merchant became familiar or another card was replaced.
    ///
    /// # Errors
    /// As the log does not read; as the rules fail.
    pub fn again(&mut self, desk: &Desk, store: &Store) -> Result<(), Problem> {
        let (history, seen) = (store.history()?, store.seen()?);
        let work = &mut self.work;
        let (case, judging) = (&work.case, &work.judging);
        let review = Review::of(case, &history, self.today).follow(case, &history, &desk.merchants, &judging.credits);
        let known = review.known(case);
        if known != work.known {
            let level = work.findings.level;
            work.facts = facts::compute(case, &desk.currencies, &known, &judging.facts_file);
            work.all = Some(Findings::of(case, &work.facts, &judging.joins, &judging.engine, level)?);
            work.known = known;
        }
        if let Some(all) = &work.all {
            work.findings = all.clone();
        }
        silence(&mut work.findings, case, &review);
        arrange(&mut work.findings, Order::default(), Keys { case, seen: &self.first_seen, last: &[] });
        work.review = Some(review);
        (self.history, self.seen) = (history, seen);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::desk::{Demo, Today};
    use crate::finding::Level;
    use crate::review::{Decision, Entry, Scope, Verdict};
    use crate::store::Exposure;

    /// Everything that a list shows of findings.
    fn shown(opened: &Opened) -> Vec<(usize, bool, bool, Option<usize>, String)> {
        let findings = opened.work.findings.list.iter();
        let of = |f: &crate::finding::Finding| (f.charge, f.flagged, f.decided, f.incident, format!("{:?}", f.band));
        findings.map(of).collect()
    }

    #[test]
    fn what_is_judged_again_is_as_if_judged_anew() {
        let desk = Desk::new(Catalogue::embedded()).unwrap();
        let demo = Demo::new().unwrap();
        let (breach, day) = (demo.story.breach(), demo.story.today());
        let (incoming, strings) = demo.read(&desk, false).unwrap().incoming();
        let mut store = Store::ephemeral().unwrap();
        let change = |settings: &mut crate::store::Settings| {
            settings.exposure = Exposure { breaches: vec![breach], ..Exposure::default() };
            settings.story = day;
        };
        store.import(&incoming, &strings, change, "2026-05-10T00:00:00Z", desk.assembling().unwrap()).unwrap();
        let today = Today { said: None, now: "2026-05-10".parse().unwrap() };
        let fresh = |store: &Store| {
            desk.opened(store, &Exposure::default(), today, Level::default(), Order::default()).unwrap()
        };
        let mut opened = fresh(&store);
        let mut said = |opened: &mut Opened, entry: Entry| {
            let seen = opened.seen;
            store.append(seen, &[entry], "2026-05-10T00:00:00Z").unwrap();
            opened.again(&desk, &store).unwrap();
            assert_eq!(shown(opened), shown(&fresh(&store)));
        };
        let listed: Vec<usize> = opened.work.findings.flagged().map(|finding| finding.charge).collect();
        assert!(listed.len() > 2, "the story lists charges");
        for (at, verdict) in listed.into_iter().zip([Verdict::Mine, Verdict::NotMine, Verdict::Unsure, Verdict::Family])
        {
            let charge = &opened.work.case.charges[at];
            let (amount, currency, charge) = (charge.amount, charge.currency, charge.id.clone());
            let decision =
                Decision { charge, verdict, note: None, until: None, scope: Scope::Charge, amount, currency };
            said(&mut opened, Entry::Decide(decision));
        }
        let undoes = opened.history.last_group(None).unwrap();
        said(&mut opened, Entry::Undo { undoes });
    }
}
