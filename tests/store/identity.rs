//! A decided charge does not come back; one whose amount has changed does.

use postbreach::review::Entry;
use postbreach::review::{Review, Scope, State, Verdict};
use postbreach::store::Store;

use crate::tools::{AT, canonical, charge, decide, decision, import, import_with, load};

const CHASE: &str = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo
01/24/2026,01/25/2026,PIXELPOND DIGITAL,Shopping,Sale,-1.00,
01/23/2026,01/24/2026,COPPER KETTLE CAFE,Food & Drink,Sale,-6.10,
";

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// How the decision on a charge stands on the day.
fn state(store: &Store, descriptor: &str, on: &str) -> Option<State> {
    let kept = load(store);
    let review = Review::of(&kept.case, &kept.history, day(on));
    let at = kept.case.charges.iter().position(|one| one.id == charge(&kept, descriptor).id).unwrap();
    review.charges[at].as_ref().map(|standing| standing.state)
}

#[test]
fn a_decision_outlives_names_formats_and_cards() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    decide(&mut store, "PIXELPOND", Verdict::NotMine);
    let id = charge(&load(&store), "PIXELPOND").id.clone();
    let again = [
        ("renamed (1).CSV", CHASE.to_owned()),
        ("Chase4321_Activity.CSV", format!("{CHASE}01/22/2026,01/23/2026,ORCHARD GROCER,Groceries,Sale,-9.00,\n")),
        ("converted.csv", canonical(&["4321,2026-01-24,PIXELPOND DIGITAL,1.00,USD,posted"])),
        ("pasted", "2026-01-24 PIXELPOND DIGITAL 1.00 USD\n".to_owned()),
    ];
    for (name, text) in &again {
        import(&mut store, &[(name, text)]);
        let kept = load(&store);
        assert_eq!(charge(&kept, "PIXELPOND").id, id, "{name}");
        assert_eq!(state(&store, "PIXELPOND", "2026-03-01"), Some(State::Decided), "{name}");
        assert_eq!(state(&store, "COPPER", "2026-03-01"), None, "{name}");
    }
    assert_eq!(load(&store).case.cards.iter().map(|card| card.label.as_str()).collect::<Vec<_>>(), ["4321"]);
}

#[test]
fn what_was_pending_keeps_its_id_and_is_asked_about_again_when_its_amount_changes() {
    let mut store = Store::ephemeral().unwrap();
    let pending = canonical(&[
        "4321,2026-02-08,TRATTORIA NORDA,50.00,USD,pending",
        "4321,2026-02-08,COPPER KETTLE CAFE,6.10,USD,pending",
    ]);
    import(&mut store, &[("pending.csv", &pending)]);
    for shop in ["NORDA", "COPPER"] {
        decide(&mut store, shop, Verdict::Mine);
    }
    let before = load(&store);
    let posted = canonical(&[
        "4321,2026-02-09,TRATTORIA NORDA,58.00,USD,posted",
        "4321,2026-02-09,COPPER KETTLE CAFE,6.10,USD,posted",
    ]);
    let imported = import(&mut store, &[("posted.csv", &posted)]);
    assert_eq!((imported.new.len(), imported.known.len(), imported.posted.len()), (0, 0, 2));
    let kept = load(&store);
    for (shop, held) in [("NORDA", State::Changed), ("COPPER", State::Decided)] {
        assert_eq!(charge(&kept, shop).id, charge(&before, shop).id);
        assert_eq!(state(&store, shop, "2026-03-01"), Some(held), "{shop}");
    }
}

#[test]
fn another_amount_in_a_corrected_file_is_another_charge() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("first.csv", &canonical(&["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted"]))]);
    decide(&mut store, "KESTREL", Verdict::Mine);
    let imported =
        import(&mut store, &[("second.csv", &canonical(&["4321,2026-02-08,KESTREL GADGETS,90.00,USD,posted"]))]);
    assert_eq!(imported.new.len(), 1);
    let review = Review::of(&imported.kept.case, &imported.kept.history, day("2026-03-01"));
    assert!(review.held(imported.new[0]).is_none());
}

#[test]
fn charges_that_turn_out_to_be_one_have_one_history() {
    let mut store = Store::ephemeral().unwrap();
    let pending = canonical(&["4321,2026-02-08,TRATTORIA NORDA,50.00,USD,pending"]);
    // Too far apart to be the same, until a row between them shows what became of the first.
    let posted = canonical(&["4321,2026-02-18,TRATTORIA NORDA,50.00,USD,posted"]);
    import(&mut store, &[("a.csv", &pending)]);
    let first = charge(&load(&store), "NORDA").id.clone();
    decide(&mut store, "NORDA", Verdict::Mine);
    import(&mut store, &[("b.csv", &posted)]);
    let kept = load(&store);
    assert_eq!(charge(&kept, "NORDA").id, first);
    assert_eq!(kept.case.find(&first).map(|charge| charge.sightings.len()), Some(2));
}

#[test]
fn reading_a_file_again_with_answers_keeps_its_ids() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    decide(&mut store, "PIXELPOND", Verdict::Mine);
    let id = charge(&load(&store), "PIXELPOND").id.clone();
    let imported = import_with(&mut store, &[("Activity.CSV", CHASE)], &["card=9911"]);
    assert_eq!((imported.read_again.len(), imported.new.len()), (1, 0));
    let kept = load(&store);
    assert_eq!((&charge(&kept, "PIXELPOND").id, kept.case.cards[0].label.as_str()), (&id, "9911"));
    assert_eq!(kept.sources[0].answers, ["card=9911"]);
    assert_eq!(state(&store, "PIXELPOND", "2026-03-01"), Some(State::Decided));
    import(&mut store, &[("Activity.CSV", CHASE)]);
    assert_eq!(load(&store).case.cards[0].label, "9911", "what was answered is not asked again");
}

#[test]
fn a_decision_holds_until_its_day_and_unsure_leaves_the_charge_open() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    let kept = load(&store);
    let mut entry = decision(charge(&kept, "PIXELPOND"), Verdict::Unsure);
    store.append(kept.seen, &[entry.clone()], AT).unwrap();
    assert_eq!(state(&store, "PIXELPOND", "2026-03-01"), Some(State::Open));
    if let Entry::Decide(decision) = &mut entry {
        decision.until = Some(day("2026-03-10"));
    }
    store.append(store.seen().unwrap(), &[entry], AT).unwrap();
    assert_eq!(state(&store, "PIXELPOND", "2026-03-10"), Some(State::Decided));
    assert_eq!(state(&store, "PIXELPOND", "2026-03-11"), Some(State::Due));
}

#[test]
fn a_shop_that_is_yours_becomes_familiar_and_one_that_is_not_does_not() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    decide(&mut store, "PIXELPOND", Verdict::NotRecognised);
    decide(&mut store, "COPPER", Verdict::Family);
    let kept = load(&store);
    let known = Review::of(&kept.case, &kept.history, day("2026-03-01")).known(&kept.case);
    let family = |shop: &str| kept.case.merchants[charge(&kept, shop).merchant].family.clone();
    assert_eq!(known.families.into_iter().collect::<Vec<_>>(), [family("COPPER")]);
}

#[test]
fn a_write_on_an_old_state_is_refused_only_where_it_would_overlook_something() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    let kept = load(&store);
    let seen = kept.seen;
    let (pixel, copper) = (charge(&kept, "PIXELPOND"), charge(&kept, "COPPER"));
    store.append(seen, &[decision(pixel, Verdict::Mine)], AT).unwrap();
    let on_old = |store: &mut Store, entry: Entry| store.append(seen, &[entry], AT).map_err(|problem| problem.code);
    assert_eq!(on_old(&mut store, decision(pixel, Verdict::NotMine)), Err("stale-decision"));
    assert_eq!(on_old(&mut store, Entry::Undo { undoes: vec![1] }), Err("stale-decision"));
    assert_eq!(on_old(&mut store, decision(copper, Verdict::NotMine)), Ok(vec![2]), "another charge");
    let now = store.seen().unwrap();
    store.append(now, &[Entry::Undo { undoes: vec![1] }], AT).unwrap();
    assert_eq!(
        store.append(now, &[decision(pixel, Verdict::Mine)], AT).map_err(|problem| problem.code),
        Err("stale-decision"),
        "what it would replace was taken back"
    );
    let now = store.seen().unwrap();
    import(&mut store, &[("more.csv", &canonical(&["4321,2026-02-08,KESTREL GADGETS,50.00,USD,posted"]))]);
    let mut wide = decision(pixel, Verdict::Mine);
    if let Entry::Decide(decision) = &mut wide {
        decision.scope = Scope::Merchant;
    }
    assert_eq!(store.append(now, &[wide], AT).map_err(|problem| problem.code), Err("stale-case"));
    assert_eq!(store.append(now, &[decision(pixel, Verdict::Mine)], AT).map_err(|problem| problem.code), Ok(vec![4]));
}

#[test]
fn undo_and_redo_are_of_groups_or_of_charges() {
    let mut store = Store::ephemeral().unwrap();
    import(&mut store, &[("Activity.CSV", CHASE)]);
    let kept = load(&store);
    let both = [decision(charge(&kept, "PIXELPOND"), Verdict::Mine), decision(charge(&kept, "COPPER"), Verdict::Mine)];
    store.append(kept.seen, &both, AT).unwrap();
    decide(&mut store, "COPPER", Verdict::NotMine);
    let held = |store: &Store| {
        let history = store.history().unwrap();
        history.in_force().values().map(|(logged, _)| logged.seq).collect::<std::collections::BTreeSet<_>>()
    };
    let undo = |store: &mut Store, undoes: Vec<i64>| {
        let seen = store.seen().unwrap();
        store.append(seen, &[Entry::Undo { undoes }], AT).unwrap();
    };
    assert_eq!(held(&store), [1, 3].into());
    let history = store.history().unwrap();
    assert_eq!(history.last_group(None), Ok(vec![3]));
    assert_eq!(history.last_group(Some(1)), Ok(vec![1, 2]));
    undo(&mut store, vec![3]);
    assert_eq!(held(&store), [1, 2].into(), "the decision before holds again");
    assert_eq!(store.history().unwrap().last_group(None), Ok(vec![1, 2]));
    undo(&mut store, vec![1, 2]);
    assert_eq!(held(&store), [].into());
    assert_eq!(store.history().unwrap().last_group(None).unwrap_err().code, "nothing-to-undo");
    assert_eq!(store.history().unwrap().last_undone(), Ok(vec![1, 2]));
    let seen = store.seen().unwrap();
    store.append(seen, &[Entry::Redo { redoes: vec![1, 2] }], AT).unwrap();
    assert_eq!(held(&store), [1, 2].into());
    assert_eq!(store.history().unwrap().last_undone(), Ok(vec![3]));
    decide(&mut store, "COPPER", Verdict::Family);
    assert_eq!(store.history().unwrap().last_undone().unwrap_err().code, "nothing-to-redo", "a later decision holds");
    assert!(store.verify().is_ok());
}
