//! Is one purchase one charge, from however many sources and in whatever formats it is seen?
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;
#[path = "case/files.rs"]
mod files;

use files::{File, all_told, assembled, canonical_file, case, chase, exposed, file, ids, rakuten, sums, vpass};
use postbreach::case::{Case, Charge, Check};
use postbreach::facts::{self, Column, Known};
use postbreach::transaction::Status;
use proptest::prelude::*;

const SHOPS: [&str; 3] =
    ["NORTHWIND BOOKS AND STATIONERY SPRINGFIELD", "BLUE HERON CAFE", "ORCHARD GROCER 44 SHELBYVILLE IL 00001"];

fn chase_posted(name: &str, rows: &[(u32, u32, &str, String)]) -> File {
    let mut text = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n".to_owned();
    for (day, posted, shop, amount) in rows {
        text.push_str(&format!("01/{day:02}/2026,01/{posted:02}/2026,{shop},Shopping,Sale,-{amount},\n"));
    }
    file(name, text)
}

/// The same rows as other programs write them: the name cut at 32 characters, the rest as a memo.
fn qif(name: &str, rows: &[(u32, u32, &str, String)], posted: bool) -> File {
    let mut text = "!Type:CCard\n".to_owned();
    for (day, posting, shop, amount) in rows {
        let day = if posted { posting } else { day };
        let (start, rest) = shop.split_at(shop.len().min(32));
        text.push_str(&format!("D01/{day:02}/2026\nT-{amount}\nP{start}\n"));
        if !rest.is_empty() {
            text.push_str(&format!("M{rest}\n"));
        }
        text.push_str("^\n");
    }
    file(name, text)
}

const QIF: [&str; 2] = ["date-order=mdy@*.qif", "currency=USD@*.qif"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// A bank's CSV and its QIF of the same rows, whichever date the QIF gives, cut anywhere, in any order.
    #[test]
    fn the_same_rows_in_two_formats_are_the_same_charges(
        life in prop::collection::vec((1..=24_u32, 0..4_u32, 0..3_usize, 1..4_u32), 3..20),
        posted in any::<bool>(),
        cut in 0..12_usize,
        order in any::<bool>(),
    ) {
        let mut life: Vec<(u32, u32, &str, String)> = life
            .into_iter()
            .map(|(day, lag, shop, amount)| (day, day + lag, SHOPS[shop], format!("{amount}.50")))
            .collect();
        life.sort();
        let csv = chase_posted("Chase4321_Activity.CSV", &life);
        let part = &life[cut.min(life.len() - 1)..];
        let mut files = vec![csv.clone(), qif("export.qif", part, posted)];
        if order {
            files.reverse();
        }
        let (one, both) = (case(&[csv]), assembled(&files, &QIF));
        prop_assert_eq!(ids(&both), ids(&one), "{:#?}", all_told(&both));
        prop_assert_eq!(both.charges.len(), life.len());
        prop_assert_eq!(both.charges.iter().filter(|charge| charge.sightings.len() == 2).count(), part.len());
        prop_assert!(both.charges.iter().all(|charge| both.cards[charge.card].label == "4321"));
    }
}

#[test]
fn a_label_of_no_issuer_is_that_of_the_one_issuer_who_has_it() {
    let own = chase("Chase4321_Activity.CSV", &[(5, SHOPS[1], "4.50"), (7, SHOPS[0], "61.02")]);
    let head = "card,transaction_date,posting_date,descriptor,amount,currency";
    let rows = ["4321,2026-01-05,2026-01-05,BLUE HERON CAFE,4.50,USD", "4321,2026-01-09,2026-01-09,ELSEWHERE,1.00,USD"];
    let both = case(&[own, canonical_file("mine.csv", head, &rows)]);
    assert_eq!(sums(&both), ["2026-01-05 4.50", "2026-01-07 61.02", "2026-01-09 1.00"]);
    assert_eq!(both.cards.len(), 1);
}

#[test]
fn a_pending_amount_may_grow_by_a_tip_and_both_stay_visible() {
    let head = "card,transaction_date,descriptor,amount,currency,status";
    let pending = canonical_file("a.csv", head, &["4321,2026-01-05,BLUE HERON CAFE,20.00,USD,pending"]);
    let posted = |amount: &str| {
        canonical_file("b.csv", head, &[&format!("4321,2026-01-07,BLUE HERON CAFE SPRINGFIELD,{amount},USD,posted")])
    };
    let tipped = case(&[pending.clone(), posted("24.00")]);
    assert_eq!(sums(&tipped), ["2026-01-07 24.00"]);
    let charge = &tipped.charges[0];
    let amounts: Vec<String> = charge.sightings.iter().map(|at| tipped.row(*at).amount.to_string()).collect();
    assert_eq!((charge.status, amounts), (Status::Posted, vec!["24.00".to_owned(), "20.00".to_owned()]));
    let alone = case(std::slice::from_ref(&pending));
    assert_eq!(
        tipped.find(&alone.charges[0].id).map(|charge| &charge.id),
        Some(&charge.id),
        "the id of before is known"
    );
    assert_eq!(case(&[pending, posted("40.00")]).charges.len(), 2, "twice as much is no tip");
}

fn cp932(name: &str, text: &str) -> File {
    file(name, encoding_of(text))
}

/// Shift_JIS and UTF-8 are told apart by the reader: invented files may be either.
fn encoding_of(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

const ACCOUNT: &str = "\"日付\",\"内容\",\"出金金額(円)\",\"入金金額(円)\",\"残高(円)\",\"メモ\"\r\n";
const DETAIL: &str = "1,お取引日,お取引内容,お取引通貨,お取引金額,お取引手数料,ATM手数料,海外事務手数料,ご利用通貨,ご利用金額,ご利用手数料,換算レート\r\n";

fn account() -> File {
    let rows = "\"2017/06/26\",\"デビット　９４９９８３\",\"1,170\",,\"98,830\",\"-\"\r\n\
        \"2017/06/16\",\"デビット　９４３６５９\",\"540\",,\"100,000\",\"-\"\r\n";
    cp932("nyushukinmeisai_20170630.csv", &format!("{ACCOUNT}{rows}"))
}

fn detail() -> File {
    let row = "2,2017/06/24,KUMO HOSTING,JPY,1140.00,0.00,0.00,30.00,USD,10.00,0.00,114.00\r\n";
    cp932("meisai_20170630.csv", &format!("{DETAIL}{row}"))
}

fn name<'a>(case: &'a Case, charge: &Charge) -> Option<&'a str> {
    Some(&case.merchants[charge.merchant]).filter(|merchant| !merchant.unstated).map(|merchant| merchant.name.as_str())
}

#[test]
fn details_name_the_accounts_debit_row() {
    for files in [[account(), detail()], [detail(), account()]] {
        let both = case(&files);
        assert_eq!(sums(&both), ["2017-06-16 540", "2017-06-24 1170"], "{:#?}", all_told(&both));
        assert_eq!(name(&both, &both.charges[0]), None, "an approval number names nobody");
        assert_eq!(name(&both, &both.charges[1]), Some("KUMO HOSTING"));
        let first = both.charges[1].sightings[0];
        assert_eq!(both.statements[first.statement].format, "sbi-net-bank", "the account's row is the charge's own");
    }
}

#[test]
fn nobody_becomes_familiar_by_a_number() {
    let rows = "\"2017/06/26\",\"デビット　９４３６５９\",\"540\",,\"1\",\"-\"\r\n\
        \"2017/05/16\",\"デビット　９４３６５９\",\"540\",,\"1\",\"-\"\r\n";
    let case = exposed(&[cp932("a.csv", &format!("{ACCOUNT}{rows}"))], "2017-06-22", &[]);
    let file = facts::Facts::load(&common::catalogue()).expect("facts");
    let facts = facts::compute(&case, &files::DESK.reader.currencies, &Known::default(), &file);
    assert_eq!(facts.exposed.len(), 1);
    assert_eq!(facts.column("family_seen_before"), Some(&Column::Bool(vec![None])));
}

#[test]
fn every_example_of_a_number_is_one_and_the_others_are_not() {
    let catalogue = common::catalogue();
    let text = catalogue.folder("merchants").find(|(id, _)| *id == "unstated").expect("file").1;
    let table: toml::Table = toml::from_str(text.text()).expect("TOML");
    for note in table["note"].as_array().expect("notes") {
        for (key, unstated) in [("examples", true), ("not", false)] {
            for example in note[key].as_array().expect("list").iter().filter_map(toml::Value::as_str) {
                let identity = files::DESK.reader.merchants.identify(example);
                assert_eq!(identity.unstated, unstated, "{example}");
            }
        }
    }
}

#[test]
fn shares_of_one_purchase_in_one_file_are_one_charge() {
    let head = "card,transaction_date,descriptor,amount,currency,installment";
    let rows = [
        "1234,2017-05-02,ホシノ家具,24000,JPY,1/3",
        "1234,2017-05-02,ホシノ家具,24000,JPY,2/3",
        "1234,2017-05-02,ホシノ家具,24000,JPY,3/3",
        "1234,2017-05-02,ホシノ家具,24000,JPY,",
    ];
    let whole = case(&[canonical_file("year.csv", head, &rows)]);
    assert_eq!(sums(&whole), ["2017-05-02 24000", "2017-05-02 24000"], "the one paid at once is another");
    let twice = ["1234,2017-05-02,ホシノ家具,24000,JPY,1/3"; 2];
    assert_eq!(case(&[canonical_file("two.csv", head, &twice)]).charges.len(), 2, "the same share twice is two");
    let priced = ["1234,2017-05-02,ホシノ家具,68261,JPY,1/24", "1234,2017-05-02,ホシノ家具,3115,JPY,2/24"];
    let later = ["1234,2017-05-02,ホシノ家具,3115,JPY,3/24", "1234,2017-05-02,ホシノ家具,3121,JPY,24/24"];
    let files = [canonical_file("a.csv", head, &later), canonical_file("b.csv", head, &priced)];
    assert_eq!(sums(&case(&files)), ["2017-05-02 68261"], "later rows print the share alone");
    let once = rakuten("enavi201706(1234).csv", &[("2017/05/02", "ホシノ家具", "1回払い", "24000")]);
    let split = rakuten("enavi201707(1234).csv", &[("2017/05/02", "ホシノ家具", "分割変更3回払い(2回目)", "24000")]);
    assert_eq!(sums(&case(&[split, once])), ["2017-05-02 24000"], "split later");
}

#[test]
fn only_the_cards_part_of_a_split_payment_is_the_cards_charge() {
    let wallet = file(
        "Transactions_20260101-20260201.csv",
        "取引日,出金金額（円）,入金金額（円）,海外出金金額,通貨,変換レート（円）,利用国,取引内容,取引先,取引方法,支払い区分,利用者,取引番号\n\
         2026/01/20 08:11:05,\"1,330\",-,-,-,-,-,支払い,ミナト薬局,\"PayPayポイント (73円), クレジット VISA 1234 (1,257円)\",-,本人,01234567890123456702\n",
    );
    let card = rakuten("enavi202602(1234).csv", &[("2026/01/21", "ﾍﾟｲﾍﾟｲ", "1回払い", "1257")]);
    let both = case(&[wallet, card]);
    assert_eq!(sums(&both), ["2026-01-21 1257"], "{:#?}", all_told(&both));
    assert_eq!(both.charges[0].sightings.len(), 2);
}

#[test]
fn a_wallets_purchase_in_another_currency_is_the_card_row_that_paid_for_it() {
    let wallet = file(
        "Download.CSV",
        "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"Transaction ID\",\"Balance Impact\"\n\
         \"01/29/2026\",\"18:30:00\",\"PST\",\"Northwind Books\",\"Express Checkout Payment\",\"Completed\",\"EUR\",\"-18.40\",\"0.00\",\"-18.40\",\"A1\",\"Debit\"\n\
         \"01/29/2026\",\"18:30:00\",\"PST\",\"\",\"General Currency Conversion\",\"Completed\",\"USD\",\"-20.11\",\"0.00\",\"-20.11\",\"A2\",\"Debit\"\n\
         \"01/29/2026\",\"18:30:00\",\"PST\",\"\",\"General Currency Conversion\",\"Completed\",\"EUR\",\"18.40\",\"0.00\",\"18.40\",\"A3\",\"Credit\"\n\
         \"01/29/2026\",\"18:30:00\",\"PST\",\"\",\"General Card Deposit\",\"Completed\",\"USD\",\"20.11\",\"0.00\",\"20.11\",\"A4\",\"Credit\"\n",
    );
    let card = chase("Chase4321_Activity.CSV", &[(30, "PAYPAL *NORTHWINDBO", "20.11")]);
    let both = case(&[wallet, card]);
    assert_eq!(sums(&both), ["2026-01-30 20.11"], "{:#?}", all_told(&both));
}

#[test]
fn a_wallet_and_an_app_may_both_show_one_charge() {
    let card = rakuten("enavi202602(1234).csv", &[("2026/01/21", "ﾍﾟｲﾍﾟｲ", "1回払い", "920")]);
    let wallet = file(
        "Transactions.csv",
        "取引日,出金金額（円）,入金金額（円）,海外出金金額,通貨,変換レート（円）,利用国,取引内容,取引先,取引方法,支払い区分,利用者,取引番号\n\
         2026/01/20 08:11:05,920,-,-,-,-,-,支払い,ミナト薬局,クレジット VISA 1234,-,本人,01234567890123456702\n",
    );
    let app = file(
        "2026-01.csv",
        "\"計算対象\",\"日付\",\"内容\",\"金額（円）\",\"保有金融機関\",\"大項目\",\"中項目\",\"メモ\",\"振替\",\"ID\"\n\
         \"1\",\"2026/01/21\",\"ﾍﾟｲﾍﾟｲ\",\"-920\",\"架空カード\",\"食費\",\"食料品\",\"\",\"0\",\"aaaa1\"\n",
    );
    let all = case(&[app, wallet, card]);
    assert_eq!((sums(&all), all.charges[0].sightings.len()), (vec!["2026-01-21 920".to_owned()], 3));
}

#[test]
fn an_order_explains_a_charge_and_is_none() {
    let sample = common::samples().into_iter().find(|sample| sample.layout == "amazon-jp-orders").expect("sample");
    let card = |day: &str, amount: &str, label: &str| {
        rakuten(&format!("enavi201701({label}).csv"), &[(day, "アマゾンジャパン", "1回払い", amount)])
    };
    let told = |card: File| {
        let case = case(&[file(&sample.name, &sample.bytes), card]);
        assert_eq!(case.charges.len(), 1, "{:#?}", all_told(&case));
        let orders: Vec<(String, usize)> =
            case.orders_of(&case.charges[0]).map(|order| (order.date.to_string(), order.items.len())).collect();
        orders
    };
    assert_eq!(told(card("2016/12/10", "12800", "1234")), [("2016-12-09".to_owned(), 2)]);
    assert!(told(card("2016/12/10", "12800", "8765")).is_empty(), "another card's order");
    assert!(told(card("2016/12/20", "12800", "1234")).is_empty(), "too late");
    assert!(told(card("2016/12/10", "12801", "1234")).is_empty(), "another amount");
}

/// One fact of the exposed charges, in order.
fn dates(case: &Case, fact: &str) -> Vec<Option<String>> {
    let file = facts::Facts::load(&common::catalogue()).expect("facts");
    let facts = facts::compute(case, &files::DESK.reader.currencies, &Known::default(), &file);
    match facts.column(fact) {
        Some(Column::Text(values)) => values.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_order_is_a_fact_of_one_charge() {
    let sample = common::samples().into_iter().find(|sample| sample.layout == "amazon-jp-orders").expect("sample");
    let rows = [
        ("2016/12/10", "アマゾンジャパン", "1回払い", "12800"),
        ("2016/12/11", "アマゾンジャパン", "1回払い", "12800"),
    ];
    let files = [file(&sample.name, &sample.bytes), rakuten("enavi201701(1234).csv", &rows)];
    let case = exposed(&files, "2016-12-01", &[]);
    assert_eq!(dates(&case, "order_around"), [Some("2016-12-09".to_owned()), None]);
}

#[test]
fn a_refund_is_one_in_however_many_files_it_stands() {
    let head = "card,transaction_date,descriptor,amount,currency,kind";
    let bought = [
        "1234,2026-02-01,VOLTA CAMERA HOUSE,389.00,USD,purchase",
        "1234,2026-02-03,VOLTA CAMERA HOUSE,389.00,USD,purchase",
    ];
    let back = "1234,2026-02-09,VOLTA CAMERA HOUSE,-389.00,USD,refund";
    let unposted = "1234,2026-02-09,VOLTA CAMERA HOUSE,-389.00,USD,refund,declined";
    let first = canonical_file("a.csv", head, &[bought[0], bought[1], back]);
    let again = canonical_file("b.csv", head, &[back]);
    let declined = canonical_file("c.csv", &format!("{head},status"), &[unposted]);
    let case = exposed(&[first, again, declined], "2026-01-10", &[]);
    assert_eq!(case.refunds.len(), 1);
    assert_eq!((case.charges.len(), case.refunds[0].merchant), (2, case.charges[0].merchant));
    assert_eq!(dates(&case, "refund_of_equal_around"), [None, Some("2026-02-09".to_owned())]);
    let twice = canonical_file("a.csv", head, &[bought[0], bought[1], back, back]);
    assert!(dates(&exposed(&[twice], "2026-01-10", &[]), "refund_of_equal_around").iter().all(Option::is_some));
}

#[test]
fn the_bill_that_an_account_pays_is_checked_against_the_cards_total() {
    let bill = |amount: &str| {
        let row = format!("\"2017/02/27\",\"口座振替　ミツイスミトモカ－ド（カ\",\"{amount}\",,\"82,000\",\"-\"\r\n");
        cp932("nyushukinmeisai_20170228.csv", &format!("{ACCOUNT}{row}"))
    };
    let card = || vpass("201702.csv", &["2017/01/05,アオゾラ書店,1480,１,１,1480,", ",,,,,1480,"]);
    let check = |files: &[File]| {
        let case = case(files);
        assert_eq!(case.bills.len(), 1);
        case.bills[0].check.clone()
    };
    assert_eq!(check(&[bill("1,480"), card()]), Check::Agrees(1));
    assert_eq!(check(&[bill("1,500"), card()]).word(), "differs");
    assert_eq!(check(&[bill("1,480")]), Check::NoStatement);
}

#[test]
fn a_file_that_names_no_card_is_asked_about_when_several_are_known() {
    let one = chase("Chase4321_Activity.CSV", &[(5, SHOPS[0], "18.40"), (6, SHOPS[1], "4.50")]);
    let two = chase("Chase8765_Activity.CSV", &[(5, SHOPS[0], "18.40"), (8, SHOPS[2], "61.02")]);
    let nameless = chase("Chase_Activity.CSV", &[(20, SHOPS[1], "5.50"), (21, SHOPS[2], "7.50")]);
    let asked = case(&[one.clone(), two.clone(), nameless.clone()]);
    let questions = &asked.statements[2].questions;
    let answers: Vec<&str> = questions[0].answers.iter().map(|answer| answer.value.as_str()).collect();
    assert_eq!((questions[0].subject.word(), answers), ("card", vec!["4321", "8765"]));
    let told = assembled(&[one.clone(), two, nameless.clone()], &["card=8765@Chase_*"]);
    assert!(told.statements.iter().all(|statement| statement.questions.is_empty()));
    assert_eq!(ids(&told), ids(&asked));
    assert!(case(&[one, nameless]).statements[1].questions.is_empty(), "with one card nothing can be chosen from");
}

#[test]
fn naming_cards_swaps_no_ids_of_equal_purchases() {
    let one = chase("Chase_Activity.CSV", &[(5, SHOPS[0], "18.40"), (6, SHOPS[1], "4.50"), (9, SHOPS[2], "1.00")]);
    let two =
        chase("Chase5555_Activity.CSV", &[(5, SHOPS[0], "18.40"), (12, SHOPS[2], "61.02"), (13, SHOPS[1], "2.00")]);
    let by_file = |answers: &[&str], files: &[File]| {
        let case = assembled(files, answers);
        let mut told: Vec<(String, String)> = case
            .charges
            .iter()
            .map(|charge| (case.statements[charge.sightings[0].statement].file.clone(), charge.id.clone()))
            .collect();
        told.sort();
        told
    };
    let files = [one.clone(), two.clone()];
    let unnamed = by_file(&[], &files);
    assert_eq!(unnamed.len(), 6);
    for label in ["1111", "9999"] {
        assert_eq!(by_file(&[&format!("card={label}@Chase_*")], &files), unnamed, "{label}");
    }
    assert_eq!(by_file(&[], &[two, one]), unnamed, "in any order");
}
