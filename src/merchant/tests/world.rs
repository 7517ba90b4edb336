//! What banks, wallets and payment companies of many countries print around a shop.

use super::merchants;

#[test]
fn banks_and_wallets_of_many_countries_name_one_shop() {
    let merchants = merchants();
    for group in [
        [
            "BLUE HERON CAFE",
            "C-IDP PURCHASE - 4321 BLUE HERON CAFE",
            "Achat Interac BLUE HERON CAFE MONTREAL QC",
            "POS W/D BLUE HERON CAFE-14:32 ;",
            "POS03FEB BLUE HERON CAFE DUBLIN 2",
            "UPI-BLUE HERON CAFE-BLUEHERON@BANK-BANK0000001-600000000001-UPI",
            "UPI/600000000001/BLUE HERON CAFE/blueheron@bank/Payment",
            "TWINT-Zahlung BLUE HERON CAFE",
            "MobilePay: BLUE HERON CAFE",
            "VIPPS *BLUE HERON CAFE OSLO",
            "*1234 03.02 NOK 54.00 BLUE HERON CAFE Kurs: 1.0000",
            "Kortköp/uttag BLUE HERON CAFE STOCKHOLM SE",
            "Płatność kartą 03.02.2026 Nr karty 4321xx8765 BLUE HERON CAFE WARSZAWA",
            "BLUE HERON CAFE; PRAHA 2; CZ",
            "IYZICO/BLUE HERON CAFE",
            "NETS QR PAYMENT BLUE HERON CAFE",
            "COMPRA EN BLUE HERON CAFE, CON LA TARJETA : 4321XXXXXXXX8765 EL 2026-02-03",
            "BLUE HERON CAFE L.L.C DUBAI UAE",
        ]
        .as_slice(),
        &["마루커피", "마루커피 강남점", "（주）마루커피", "카카오페이*마루커피"],
        &["竹林咖啡", "竹林咖啡　台北", "街口電支－竹林咖啡", "竹林咖啡－松山門市"],
        &[
            "ミナト文具",
            "ａｕ　ＰＡＹ／ミナト文具",
            "メルペイ／ミナト文具",
            "ＡｉｒＰＡＹ　ミナト文具",
            "ミナト文具（ＡＰ）",
        ],
    ] {
        let first = merchants.identify(group[0]).family.clone();
        for spelling in group {
            assert_eq!(merchants.identify(spelling).family, first, "{spelling}");
        }
    }
}

#[test]
fn a_sign_and_a_place_alone_state_no_shop() {
    let merchants = merchants();
    for (line, note, country) in [
        ("楽天ペイ　横浜", "rakuten-pay", "JP"),
        ("ｄ払い／東京都港区", "d-payment", "JP"),
        ("SumUp *BERLIN", "sumup", "DE"),
        ("SQ *LONDON GB", "square", "GB"),
    ] {
        let found = merchants.identify(line);
        assert!(found.unstated, "{line}");
        assert_eq!((found.notes.as_slice(), found.country.as_deref()), ([note.to_owned()].as_slice(), Some(country)));
    }
    for line in ["横浜", "楽天ペイ　横浜書店", "SQ *PARIS BAGUETTE", "SQ *0117", "SQ *KITTEN", "SQ *ICELAND"]
    {
        assert!(!merchants.identify(line).unstated, "{line}");
    }
}

#[test]
fn what_is_paid_back_carries_the_name_of_the_shop() {
    let merchants = merchants();
    for (lines, shop) in [
        (["GADGET BARN REFUND", "REFUND GADGET BARN", "GADGET BARN - REFUND", "GADGET BARN (REFUND)"], "GADGET BARN"),
        (["ミナト文具　返品", "ミナト文具（返品）", "返品　ミナト文具", "ミナト文具（キャンセル）"], "ミナト文具"),
    ] {
        for line in lines {
            assert_eq!(merchants.identify(line).family, merchants.identify(shop).family, "{line}");
        }
    }
    for line in ["REFUND DESK BOARD GAMES", "MINATO TAX REFUND"] {
        assert_eq!(merchants.identify(line).name, line);
    }
}
