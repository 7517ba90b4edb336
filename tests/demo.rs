//! Does the demo tell the story that it promises?
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use chrono::NaiveDate;
use postbreach::catalogue::Catalogue;
use postbreach::desk::{Demo, Desk, Work};
use postbreach::finding::{Finding, Level};
use postbreach::messages::{Lang, Messages};
use postbreach::report::reading::accounted;
use postbreach::review::Order;
use postbreach::store::Exposure;

fn judged(desk: &Desk, orders: bool) -> Work {
    let demo = Demo::new().expect("a story");
    let today = demo.story.today().expect("a day");
    let said = Exposure { breaches: vec![demo.story.breach()], ..Exposure::default() };
    let breaches = desk.breaches(&said, today).expect("a breach");
    let files = demo.read(desk, orders).expect("files");
    desk.judge(desk.unjudged(files, breaches, today).expect("a case"), Level::default(), Order::Band).expect("findings")
}

fn line<'a>(work: &'a Work, finding: &Finding) -> &'a str {
    work.case.strings.get(work.case.charges[finding.charge].descriptor)
}

#[test]
fn sixty_one_rows_are_accounted_for_and_the_totals_agree() {
    let desk = Desk::new(Catalogue::embedded()).expect("a desk");
    let work = judged(&desk, false);
    assert!(!work.incomplete && work.invented);
    let statements = &work.case.statements;
    assert_eq!(statements.len(), 2);
    assert_eq!(statements.iter().filter(|statement| statement.encoding == "shift_jis").count(), 1);
    assert_eq!(statements.iter().flat_map(|statement| &statement.totals).filter(|total| total.agrees).count(), 1);
    let said = "61 rows read, 61 accounted for; the printed totals agree.";
    assert_eq!(accounted(statements, &Messages::new(Lang::En)), said);
}

#[test]
fn three_are_to_look_at_two_of_them_first_and_nothing_else_is_listed() {
    let desk = Desk::new(Catalogue::embedded()).expect("a desk");
    let work = judged(&desk, false);
    let mut listed: Vec<(&str, Option<&str>)> = work
        .findings
        .flagged()
        .map(|finding| (line(&work, finding), finding.shown_band().map(postbreach::engine::Band::word)))
        .collect();
    listed.sort_unstable();
    let (first, then) = (Some("high"), Some("medium"));
    assert_eq!(
        listed,
        [("GLINTMARK ADS LONDON", first), ("STILLWATER GYM", first), ("ＡＭＡＺＯＮ．ＣＯ．ＪＰ", then)]
    );
}

#[test]
fn the_order_history_explains_one_and_a_letter_about_another_must_arrive_in_time() {
    let desk = Desk::new(Catalogue::embedded()).expect("a desk");
    let work = judged(&desk, true);
    let end = Demo::new().expect("a story").story.end.expect("an end");
    let mut listed: Vec<&str> = work.findings.flagged().map(|finding| line(&work, finding)).collect();
    listed.sort_unstable();
    assert_eq!(listed, [end.not_mine.as_str(), "STILLWATER GYM"]);
    assert_eq!(work.findings.counts.calmed, 1);
    assert_eq!(work.arrives_by(&end.not_mine), NaiveDate::from_ymd_opt(2026, 6, 25));
    assert_eq!(work.arrives_by("ＡＭＡＺＯＮ．ＣＯ．ＪＰ"), None);
    end.words.check(&["date"]).expect("words");
}
