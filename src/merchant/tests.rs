//! Laws of the room and every example in the data.

use proptest::prelude::*;

use super::fold::clean;
use super::strip::Look;
use super::strip::tidy;
use super::*;

mod brands;
mod samples;
mod world;

fn merchants() -> Merchants {
    Merchants::load(&Catalogue::embedded()).unwrap()
}

#[test]
fn every_shipped_pattern_compiles() {
    let merchants = merchants();
    for patterns in [&merchants.strips.patterns, &merchants.issuer_rows.patterns, &merchants.unstated.patterns] {
        assert!(patterns.are_sound());
    }
}

#[test]
fn every_strip_does_what_its_example_says() {
    let strips = merchants().strips;
    for (at, rule) in strips.rules.iter().enumerate() {
        assert!(!rule.data.examples.is_empty(), "{}", rule.data.id);
        for (before, after) in &rule.data.examples {
            let clean = clean(before);
            let got = strips.find(at, &Look::at(clean.clone())).map_or(clean, |found| found.rest);
            assert_eq!(&tidy(&got), after, "{} in {}", rule.data.id, rule.file);
        }
    }
}

#[test]
fn shops_of_one_processor_stay_apart_and_keep_their_family() {
    let merchants = merchants();
    let direct = merchants.identify("NORTHWIND BOOKS");
    for through in [
        "SQ *NORTHWIND BOOKS",
        "CRV*SQ *NORTHWIND BOOKS",
        "PAYPAL *NORTHWIND BOOKS",
        "ＳＱ＊ＮＯＲＴＨＷＩＮＤ　ＢＯＯＫＳ",
    ] {
        let found = merchants.identify(through);
        assert_eq!(found.family, direct.family, "{through}");
        assert_ne!(found.exact, direct.exact, "{through}");
        assert!(!found.notes.is_empty(), "{through}");
    }
    assert_ne!(merchants.identify("SQ *BLUE HERON CAFE").family, direct.family);
    assert_eq!(merchants.identify("CRV*SQ *NORTHWIND BOOKS").notes, ["curve", "square"]);
}

#[test]
fn a_processor_without_a_name_is_no_family_of_shops() {
    let merchants = merchants();
    for (one, other) in [("SQ *0117", "SQ *0221"), ("PAYPAL *STORE", "PAYPAL *SHOP"), ("SUMUP *CAFE", "SUMUP *BAR")] {
        assert_ne!(merchants.identify(one).family, merchants.identify(other).family);
        assert!(!merchants.identify(one).notes.is_empty(), "{one}");
    }
}

#[test]
fn a_generic_word_keeps_its_number() {
    let merchants = merchants();
    for (one, other) in [("TERMINAL 01234", "TERMINAL 05678"), ("STORE 0117", "STORE 0118"), ("売店　001", "売店　002")]
    {
        assert_ne!(merchants.identify(one).family, merchants.identify(other).family);
    }
}

#[test]
fn spellings_of_one_purchase_are_one_family() {
    let merchants = merchants();
    for group in [
        ["ＶＩＳＡ国内利用　VS ｱｵｿﾞﾗｼﾖｸﾄﾞｳ", "アオゾラショクドウ", "ｱｵｿﾞﾗｼﾖｸﾄﾞｳ/ID"].as_slice(),
        &[
            "AMZN Mktp US*2X4RT56Y3",
            "Amazon.com*AB1CD2EF3 Amzn.com/bill",
            "AMAZON.CO.JP",
            "ＶＩＳＡ国内利用　VS ｱﾏｿﾞﾝ ﾏ-ｹﾂﾄ ﾌﾟ",
            "アマゾン　マーケットプレイス",
        ],
        &[
            "NORTHWIND BOOKS",
            "PURCHASE AUTHORIZED ON 02/03 NORTHWIND BOOKS SPRINGFIELD IL S000000000000001 CARD 4321",
            "NORTHWIND BOOKS 0117",
            "NORTHWIND BOOKS//KONSTANZ/DE",
            "Northwind Books",
            "CARTE 03/02/26 NORTHWIND BOOKS CB*4321",
            "NORTHWIND BOOKS LONDON GBR",
            "POS          18,40 AT  K1   03.02. 18:30 NORTHWIND BOOKS WIEN 1010",
            "CARD PAYMENT TO NORTHWIND BOOKS,18.40 GBP, RATE 1.00/GBP ON 02-02-2026",
        ],
        &[
            "アオゾラ書店",
            "マスター国内利用　MZZ アオゾラ書店　港町店",
            "アオゾラ書店／ｉＤ",
            "アオゾラ書店　東京都　港区",
            "株式会社アオゾラ書店",
        ],
        &["GITHUB, INC. (HTTPSGITHUB.C)", "GITHUB, INC.", "ＧＩＴＨＵＢ，　ＩＮＣ．", "GITHUB"],
        &[
            "BLUE HERON CAFE 9 OAK AV PORTLAND 97201 OR USA",
            "BLUE HERON CAFE PORTLAND OR",
            "BLUE HERON CAFE LEEDS 6,20 GBP",
            "))) BLUE HERON CAFE",
        ],
    ] {
        let first = merchants.identify(group[0]).family.clone();
        for spelling in group {
            assert_eq!(merchants.identify(spelling).family, first, "{spelling}");
        }
    }
}

#[test]
fn the_end_of_a_line_tells_where_and_how() {
    let merchants = merchants();
    for (descriptor, name, place, country, online) in [
        ("NORTHWIND BOOKS SPRINGFIELD IL", "NORTHWIND BOOKS", "SPRINGFIELD", "US", Some(false)),
        ("BLUE HERON CAFE PORTLAND ORUS", "BLUE HERON CAFE", "PORTLAND", "US", Some(false)),
        ("BLUE HERON CAFE PORTLAND 97201 OR USA", "BLUE HERON CAFE", "PORTLAND", "US", Some(false)),
        ("NORTHWIND BOOKS LONDON GB", "NORTHWIND BOOKS", "LONDON", "GB", Some(false)),
        ("NORTHWIND BOOKS LONDON ON", "NORTHWIND BOOKS", "LONDON", "CA", Some(false)),
        ("NORTHWIND BOOKS SMALLTOWN ON", "NORTHWIND BOOKS SMALLTOWN", "", "CA", None),
        ("NORTHWIND BOOKS NEWTOWN ZA", "NORTHWIND BOOKS NEWTOWN", "", "ZA", None),
        ("NORTHWIND BOOKS BERLIN DE", "NORTHWIND BOOKS", "BERLIN", "DE", Some(false)),
        ("Northwind Books Zürich", "Northwind Books", "ZURICH", "CH", Some(false)),
        ("NORTHWIND BOOKS AMSTERDAM NLD", "NORTHWIND BOOKS", "AMSTERDAM", "NL", Some(false)),
        ("NORTHWIND BOOKS SAN JOSE CA", "NORTHWIND BOOKS", "SAN JOSE", "US", Some(false)),
        ("NORTHWIND BOOKS          ANYTOWN       ILUS", "NORTHWIND BOOKS", "ANYTOWN", "US", Some(false)),
        ("BLUE HERON CAFE HONG KON", "BLUE HERON CAFE", "HONG KONG", "HK", Some(false)),
        ("BLUE HERON CAFE SAO PAUL", "BLUE HERON CAFE", "SAO PAULO", "BR", Some(false)),
        ("BLUE HERON CAFE ROMA I", "BLUE HERON CAFE", "ROMA", "IT", Some(false)),
        ("BLUE HERON CAFE ROMA X", "BLUE HERON CAFE ROMA X", "", "", None),
        ("アオゾラ書店　東京都　港区", "アオゾラ書店", "東京都港区", "JP", Some(false)),
        ("STEAMGAMES.COM 42595利用国USA", "STEAMGAMES.COM", "", "US", Some(true)),
        ("TIDY GYM 800-555-0100 CA", "TIDY GYM", "", "US", Some(true)),
        ("NORTHWIND BOOKS", "NORTHWIND BOOKS", "", "", None),
    ] {
        let found = merchants.identify(descriptor);
        assert_eq!(found.name, name);
        assert_eq!(found.place.as_deref().unwrap_or_default(), place, "{descriptor}");
        assert_eq!(found.country.as_deref().unwrap_or_default(), country, "{descriptor}");
        assert_eq!(found.online, online, "{descriptor}");
    }
}

#[test]
fn what_stands_behind_a_name_tells_its_money() {
    let merchants = merchants();
    for (descriptor, place, money) in [
        ("BLUE HERON CAFE LEEDS 6,20 GBP", "LEEDS", "GBP"),
        ("BLUE HERON CAFE BUCURESTI RO 877.8 RON @ 31.6503", "BUCURESTI", "RON"),
        ("BLUE HERON CAFE JPY 1200 @ 0.0062", "", "JPY"),
        ("BLUE HERON CAFE　現地通貨額　12.00USD　換算レート　151.2", "", "USD"),
        ("BLUE HERON CAFE 6,20", "", ""),
    ] {
        let found = merchants.identify(descriptor);
        assert_eq!(found.money.as_deref().unwrap_or_default(), money, "{descriptor}");
        assert_eq!(found.place.as_deref().unwrap_or_default(), place, "{descriptor}");
    }
}

#[test]
fn the_words_of_a_brands_line_are_kept() {
    let merchants = Merchants::load(&Catalogue::embedded()).unwrap();
    for (line, fake) in [
        ("ETSY.COM*AB12C9", "ETSY.C0M*0DE45"),
        ("AMZN MKTP US*1A2B3C", "ARNZN MKTP US"),
        ("AMAZON FRESH", "AMAZON FR3SH"),
        ("PELOTON MEMBERSHIP", "PELOTON RNEMBERSHIP"),
    ] {
        let [line, fake] = [line, fake].map(|text| merchants.identify(text));
        assert!(line.look == fake.look && line.spelling != fake.spelling, "{line:?} {fake:?}");
    }
    let [one, other] = ["TESCO STORES 1234", "TESCO STORES 987"].map(|line| merchants.identify(line).spelling.clone());
    assert_eq!(one, other, "numbers of shops are no spelling");
}

#[test]
fn a_name_before_words_of_support_is_a_stem() {
    let merchants = merchants();
    for (line, brand) in [("AMAZON-SUPPORT", "AMAZON.COM"), ("NORTHWIND BOOKS HELP", "NORTHWIND BOOKS")] {
        let (line, brand) = (merchants.identify(line), merchants.identify(brand));
        assert_eq!(line.stem.as_ref(), Some(&brand.skeleton));
        assert_ne!(line.family, brand.family);
        assert_eq!(brand.stem, None);
    }
}

#[test]
fn the_name_is_for_people() {
    let merchants = merchants();
    for (descriptor, name) in [
        ("ＶＩＳＡ国内利用　VS アオゾラショクドウ", "アオゾラショクドウ"),
        ("SQ *Blue Heron Café 02", "Blue Heron Café"),
        ("ミナト電機オンライン", "ミナト電機オンライン"),
        ("アオゾラ－ストア　港町店", "アオゾラーストア"),
    ] {
        assert_eq!(merchants.identify(descriptor).name, name);
    }
}

#[test]
fn a_look_alike_is_another_family_with_the_same_skeleton() {
    let merchants = merchants();
    for (known, like) in [
        ("AMAZON.CO.JP", "AM4ZON.CO.JP"),
        ("NETFLIX.COM", "NETFL1X.COM"),
        ("NORTHWIND BOOKS", "NORTHVVIND B00KS"),
        ("アオゾラ書店", "アオソラ書店"),
    ] {
        let (known, like) = (merchants.identify(known), merchants.identify(like));
        assert_ne!(known.family, like.family);
        assert_eq!(known.skeleton, like.skeleton, "{}", like.name);
    }
    let (known, like) = (merchants.identify("AMAZON.COM"), merchants.identify("AMAZON-SUPPORT"));
    assert_ne!(known.family, like.family);
    assert!(like.skeleton.starts_with(&known.skeleton));
    assert_ne!(merchants.identify("AMAZON PRIME HELP").family, "amazon");
}

#[test]
fn what_tells_notes_outermost_first_and_every_step() {
    let merchants = merchants();
    let what = merchants.what("CRV*SQ *BLUE HERON CAFE PORTLAND OR");
    assert_eq!(what.notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>(), ["curve", "square"]);
    for pair in what.steps.windows(2) {
        assert_eq!(pair[0].after, pair[1].before);
    }
    assert_eq!(what.steps, merchants.trace("CRV*SQ *BLUE HERON CAFE PORTLAND OR"));
    assert!(merchants.what("KUMO HOSTING").notes.is_empty());
}

#[test]
fn every_note_is_complete_in_both_languages() {
    let merchants = merchants();
    let japanese = |text: &str| text.chars().any(fold::is_japanese);
    for note in merchants.notes() {
        let Note { id, .. } = note;
        assert!(!note.check.en.is_empty() && note.check.en.len() == note.check.ja.len(), "{id}");
        assert!(!note.about.en.is_empty() && japanese(&note.about.ja) && !japanese(&note.about.en), "{id}");
        assert!(note.check.ja.iter().all(|text| japanese(text)), "{id}");
        assert!(note.check.en.iter().all(|text| !japanese(text)), "{id}");
        assert_eq!(note.checked_on.len(), 10, "{id}");
        assert!(note.confidence == Confidence::Medium || note.source != "general knowledge", "{id}");
    }
    assert!(merchants.notes().len() >= 150, "{}", merchants.notes().len());
}

#[test]
fn amazon_and_apple_say_that_a_claim_can_freeze_the_account() {
    let merchants = merchants();
    for descriptor in ["AMAZON.CO.JP", "APPLE COM BILL", "AMZN MKTP US*2X4RT56Y3"] {
        let what = merchants.what(descriptor);
        let note = what.notes.last().unwrap();
        assert!(note.check.en.iter().any(|text| text.contains("freeze")), "{descriptor}");
        assert!(note.check.ja.iter().any(|text| text.contains("停止")), "{descriptor}");
    }
}

#[test]
fn a_bad_data_file_names_itself() {
    let folder = std::env::temp_dir().join(format!("postbreach-merchants-{}", std::process::id()));
    for (text, code) in [
        ("[[strip]]\nid = 'x'\nstage = 'tail'\nregex = '('\nexamples = []\n", "bad-pattern"),
        ("colour = 'blue'\n", "bad-data-file"),
    ] {
        std::fs::create_dir_all(folder.join("merchants")).unwrap();
        std::fs::write(folder.join("merchants/own.toml"), text).unwrap();
        let problem = Merchants::load(&Catalogue::embedded().layer(&folder).unwrap()).unwrap_err();
        assert_eq!((problem.code, problem.at.file.as_str()), (code, "merchants/own.toml"));
        assert!(problem.value("cause").is_some());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

fn descriptor() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "SQ *",
        "PAYPAL *",
        "CRV*",
        "AMZN MKTP",
        "AMAZON",
        "NORTHWIND",
        "BOOKS",
        "CAFE",
        "STORE",
        "0117",
        "#12",
        "LONDON",
        "GB",
        "IL",
        "USA",
        "02/03",
        "800-555-0100",
        "６,20 GBP",
        "利用国USA",
        "ＶＩＳＡ国内利用　VS",
        "アオゾラ",
        "ｱｵｿﾞﾗ",
        "書店",
        "港町店",
        "東京都",
        "／ｉＤ",
        "*",
        "-",
        "ー",
        "  ",
        "株式会社",
        ".COM",
        "INC",
        "(HTTPS",
        "PENDING -",
        "CARTE",
        "TERMINAL",
        "ペイペイ",
        "GOOGLE *",
    ]);
    prop_oneof![
        prop::collection::vec((word, prop::bool::ANY), 0..8)
            .prop_map(|words| words.into_iter().map(|(w, gap)| format!("{w}{}", if gap { " " } else { "" })).collect()),
        "\\PC{0,60}",
        "[A-Z0-9 *#/.-]{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn letter_case_and_width_make_no_other_family(text in "(SQ \\*|)[A-Z]{4,9} [A-Z]{4,9}( [0-9]{4})?( LONDON GB)?") {
        thread_local! { static MERCHANTS: Merchants = merchants(); }
        let wide: String = text.chars().map(|c| match c {
            ' ' => '　',
            c => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        }).collect();
        MERCHANTS.with(|merchants| {
            let family = merchants.identify(&text).family.clone();
            prop_assert_eq!(&merchants.identify(&text.to_lowercase()).family, &family);
            prop_assert_eq!(&merchants.identify(&wide).family, &family);
            Ok(())
        })?;
    }

    #[test]
    fn a_wire_that_cuts_a_name_makes_no_other_family(text in "[B-DF-HJ-NP-TV-Z]{5,9} [B-DF-HJ-NP-TV-Z]{6,9} Z[B-DF-HJ-NP-TV-Z]{9,12}", at in 22_usize..=25) {
        thread_local! { static MERCHANTS: Merchants = merchants(); }
        MERCHANTS.with(|merchants| {
            let mut two = vec![merchants.identify(&text[..at.min(text.len())]), merchants.identify(&text)];
            merchants.reconcile(&mut two);
            prop_assert_eq!(&two[0].family, &two[1].family);
            Ok(())
        })?;
    }

    #[test]
    fn any_text_has_a_family_and_its_name_has_the_same(text in descriptor()) {
        thread_local! { static MERCHANTS: Merchants = merchants(); }
        MERCHANTS.with(|merchants| {
            let found = merchants.identify(&text);
            prop_assert_eq!(found.family.is_empty(), text.trim().is_empty());
            prop_assert_eq!(found.exact.is_empty(), text.trim().is_empty());
            let again = merchants.identify(&found.name);
            prop_assert_eq!(&again.name, &found.name);
            // A brand may be told by a sign that is no part of the name: `O2*AAA`.
            if !found.brand || again.brand {
                prop_assert_eq!(&again.family, &found.family);
                prop_assert_eq!(&again.skeleton, &found.skeleton);
            }
            Ok(())
        })?;
    }
}
