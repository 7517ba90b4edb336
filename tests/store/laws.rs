//! Laws of importing: neither the order of files nor how often they come changes what a case holds.

use std::collections::{BTreeMap, BTreeSet};

use postbreach::store::{Kept, Store};
use proptest::prelude::*;

use crate::tools::{canonical, import, load};

const CHASE_JANUARY: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,
01/24/2026,01/25/2026,COPPER KETTLE CAFE,Food & Drink,Sale,-6.10,
01/24/2026,01/25/2026,COPPER KETTLE CAFE,Food & Drink,Sale,-6.10,
01/20/2026,01/20/2026,Payment Thank You-Mobile,,Payment,120.00,
01/12/2026,01/13/2026,ORCHARD GROCER 44,Groceries,Sale,-95.58,
";
const CHASE_BOTH: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
02/03/2026,02/04/2026,BLUE HERON COFFEE,Food & Drink,Sale,-4.75,
01/29/2026,02/02/2026,ORCHARD GROCER 44,Groceries,Sale,-41.20,
01/24/2026,01/25/2026,COPPER KETTLE CAFE,Food & Drink,Sale,-6.10,
01/24/2026,01/25/2026,COPPER KETTLE CAFE,Food & Drink,Sale,-6.10,
01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,
";

/// Files of one household: overlapping exports, another layout of the same card, pending rows and what they became, and
/// rows on another card.
fn pool() -> Vec<(&'static str, String)> {
    vec![
        ("Chase4321_Activity20260131.CSV", CHASE_JANUARY.to_owned()),
        ("Chase4321_Activity20260228 (1).CSV", CHASE_BOTH.to_owned()),
        (
            "pending.csv",
            canonical(&[
                "4321,2026-02-08,TRATTORIA NORDA,50.00,USD,pending",
                "4321,2026-02-03,BLUE HERON COFFEE,4.75,USD,posted",
            ]),
        ),
        (
            "posted.csv",
            canonical(&[
                "4321,2026-02-08,TRATTORIA NORDA,58.00,USD,posted",
                "4321,2026-02-09,GLOWLEAF TRIAL BOX,1.95,USD,posted",
                "4321,2026-02-09,GLOWLEAF TRIAL BOX,1.95,USD,posted",
            ]),
        ),
        ("other.csv", canonical(&["1015,2026-02-09,GLOWLEAF TRIAL BOX,1.95,USD,posted"])),
        // On which card these rows are, only the other files tell.
        (
            "typed.txt",
            "2026-02-09 GLOWLEAF TRIAL BOX 1.95 USD\n2026-02-08 TRATTORIA NORDA 58.00 USD\n2026-02-27 LARKSPUR TAXI 18.40 USD\n"
                .to_owned(),
        ),
    ]
}

/// What a case holds, whatever its ids are: each charge by its rows.
fn held(kept: &Kept) -> BTreeMap<BTreeSet<(String, usize)>, String> {
    let rows = |at: &postbreach::case::Sighting| (kept.sources[at.statement].hash.clone(), at.row);
    let what = |charge: &postbreach::case::Charge| {
        let card = &kept.case.cards[charge.card];
        let text = kept.case.strings.get(charge.descriptor);
        format!("{} {} {} {card:?} {text} {:?}", charge.date, charge.amount, charge.currency, charge.status)
    };
    kept.case.charges.iter().map(|charge| (charge.sightings.iter().map(rows).collect(), what(charge))).collect()
}

fn ids(kept: &Kept) -> BTreeSet<&str> {
    kept.case.charges.iter().map(|charge| charge.id.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_change_nothing(
        first in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
        again in prop::collection::vec(0_usize..6, 0..8),
        together in any::<bool>(),
    ) {
        let pool = pool();
        let file = |at: usize| (pool[at].0, pool[at].1.as_str());
        let mut reference = Store::ephemeral().unwrap();
        import(&mut reference, &(0..6).map(file).collect::<Vec<_>>());
        let mut store = Store::ephemeral().unwrap();
        if together {
            import(&mut store, &first.iter().map(|at| file(*at)).collect::<Vec<_>>());
        }
        let mut known: Vec<String> = Vec::new();
        for at in first.iter().chain(&again) {
            import(&mut store, &[file(*at)]);
            let kept = load(&store);
            // An id that was given stays: it is the charge's, or that of a charge which turned out to be the same.
            for id in &known {
                prop_assert!(kept.case.charges.iter().any(|c| c.id == *id || c.aliases.contains(id)), "{id} is gone");
            }
            prop_assert_eq!(ids(&kept).len(), kept.case.charges.len());
            known = kept.case.charges.iter().map(|charge| charge.id.clone()).collect();
        }
        let (kept, reference) = (load(&store), load(&reference));
        prop_assert_eq!(held(&kept), held(&reference));
        for (statement, source) in kept.case.statements.iter().zip(&kept.sources) {
            let rows = statement.transactions.len() + statement.set_apart.len();
            prop_assert_eq!(statement.rows, rows as u64, "{}", source.hash);
        }
    }
}

#[test]
fn what_a_case_gives_back_is_what_was_read() {
    let pool = pool();
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &pool.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
    let kept = load(&store);
    assert_eq!(kept.case.charges.len(), 11);
    let norda = crate::tools::charge(&kept, "NORDA");
    assert_eq!((norda.amount.to_string(), norda.sightings.len()), ("58.00".to_owned(), 3));
}
