//! Lines that are a brand's, and lines that only begin like one.

use super::merchants;

#[test]
fn lines_of_one_brand_are_one_family() {
    let merchants = merchants();
    for (family, lines) in [
        (
            "amazon",
            ["AMZN DIGITAL*AB1CD2EF3", "Prime Video *AB1CD2EF3", "AMAZON.CO.JP", "ペイペイ PAYPAL *AMZN MKTP書店"]
                .as_slice(),
        ),
        ("amazon", &["ｱﾏｿﾞﾝﾌﾟﾗｲﾑ"]),
        ("uber", &["UBER *ONE MEMBERSHIP", "UBER   *EATS", "UBER *TRIP HELP.UBER.C", "UBR* PENDING.UBER.COM"]),
        ("google", &["GOOGLE *YouTubePremium", "GOOGLE *GOOGLE STORAGE"]),
        ("apple", &["APPLE.COM/BILL", "APL*ITUNES.COM/BILL", "アップルドットコム"]),
        ("microsoft", &["MICROSOFT*XBOX", "MSFT *E0100ABCDE"]),
        ("docomo", &["ＮＴＴドコモ", "ドコモご利用料金"]),
        ("tesco", &["TESCO STORES 1234 SMALLTOWN", "TESCO EXPRESS"]),
        ("aeon", &["イオン盛岡店", "ｲｵﾝ"]),
        ("sukiya", &["すき家博多店", "スキヤ"]),
        ("ebay", &["PAYPAL *EBAY US", "EBAY O*12-34567-89012"]),
        ("uber", &["Uber *uber *trip"]),
        ("verizon", &["VERIZONWRLSS*RTCCR VB"]),
        ("progressive", &["PROG DIRECT INS"]),
        ("just-eat", &["JustEat.co.uk London", "JUST EAT LONDON"]),
        ("mobile-suica", &["ＡＰ／モバイルＳｕｉｃａ"]),
        ("muji", &["ﾑｼﾞﾙｼﾘﾖｳﾋﾝ"]),
        ("don-quijote", &["ＭＥＧＡドン・キホーテ　渋谷本店", "ドン・キホーテ"]),
        ("my-basket", &["まいばすけっと", "ﾏｲﾊﾞｽｹﾂﾄ"]),
        ("hilton", &["HILTON GARDEN INN", "HILTON LONDON GB"]),
        ("best-buy", &["BEST BUY 00001234", "BEST BUY MHT 00001234 SPRINGFIELD IL"]),
        ("boots", &["BOOTS 0117 LEEDS", "BOOTS THE CHEMIST LONDON"]),
        ("jumbo", &["JUMBO UTRECHT NLD", "JUMBO SUPERMARKTEN", "JUMBO HET PLEIN UTRECHT", "JUMBO HET PLEIN HEEMST NL"]),
        ("new-world", &["NEW WORLD THORNDON AUCKLAND NZ"]),
        ("prisma-fi", &["PRISMA ITÄKESKUS HELSINKI FI"]),
        ("grab", &["GRAB* A-6ABCDE1 SINGAPORE", "GRAB *A-7FGHIJ2 SINGAPORE SG", "GRAB.COM"]),
        ("presto-card", &["PRESTO FARE/ABCD1234 TORONTO ON", "PRESTO AUTL 8774"]),
        ("parknshop", &["PARKNSHOP 45 HONG KONG HK", "PARKNSHOP TAIKOO"]),
        ("migrolino", &["Migrolino 1234"]),
        ("swiggy", &["UPI-SWIGGY-SWIGGY@BANK-BANK0000001-600000000005-ORDER", "RAZ*SWIGGY BANGALORE"]),
        ("trendyol", &["IYZICO/TRENDYOL.COM", "TRENDYOL.COM ISTANBUL TR"]),
        ("coupang", &["쿠팡(주)", "COUPANG SEOUL KR"]),
        ("seven-eleven", &["統一超商－松山門市"]),
        ("paypay-top-up", &["ＰａｙＰａｙ　残高チャージ", "PayPayチャージ"]),
        ("au-pay", &["ａｕ　ＰＡＹ　チャージ"]),
    ] {
        for line in lines {
            assert_eq!(merchants.identify(line).family, family, "{line}");
        }
    }
    assert_ne!(merchants.identify("APPLE STORE #R089").family, "apple");
}

#[test]
fn a_stranger_whose_name_begins_with_a_brands_word_is_no_brand() {
    let merchants = merchants();
    for line in [
        "HILTON HEAD AUTO",
        "BEST BUY LIQUORS",
        "BOOTS AND SADDLES WESTERN WEAR",
        "JUMBO JACKPOT CASINO",
        "JUMBO JACKPOT CASINO LAS VEGAS NV",
        "NEW WORLD TRAVEL LEEDS GB",
        "KIWI HARDWARE AUCKLAND NZ",
        "PRISMA OPTIK BERLIN DE",
        "PRAXIS DR MUSTERFRAU",
        "SATURN MOON CRYSTALS",
        "PEACOCK INN",
    ] {
        assert!(!merchants.identify(line).brand, "{line}");
    }
}

#[test]
fn a_shop_of_a_trade_is_no_branch() {
    let merchants = merchants();
    for (line, brand) in [
        ("ライフ書店", "life-super"),
        ("ライフ酒店", "life-super"),
        ("松屋呉服店", "matsuya"),
        ("サミット時計店", "summit-store"),
        ("ノジマ酒店", "nojima"),
        ("ヤマダ商店", "yamada-denki"),
        ("マツヤヨウガシテン", "matsuya"),
    ] {
        assert_ne!(merchants.identify(line).family, brand, "{line}");
    }
    for (line, brand) in [
        ("イオン盛岡店", "aeon"),
        ("イオンかもめ台店", "aeon"),
        ("松屋かもめ台駅前店", "matsuya"),
        ("ガストカモメダイテン", "gusto"),
        ("ツタヤシヨテン　カモメダイテン", "tsutaya"),
    ] {
        assert_eq!(merchants.identify(line).family, brand, "{line}");
    }
}

#[test]
fn what_is_paid_through_a_processor_is_not_the_processors_brand() {
    let merchants = merchants();
    for (line, shop) in [
        ("楽天ＳＰ　カワセ酒店", "カワセ酒店"),
        ("楽天ＳＰ　カワセ港町店", "カワセ港町店"),
        ("楽天ＳＰ　カワセ酒場", "カワセ酒場"),
        ("楽天ペイ　カワセテン", "カワセテン"),
    ] {
        let found = merchants.identify(line);
        assert_eq!(found.family, shop, "{line}");
        assert_eq!(found.notes.len(), 1, "{line}");
    }
    assert_eq!(merchants.identify("楽天市場　カワセ酒店").family, "rakuten");
}

#[test]
fn a_brands_gift_card_is_a_gift_card() {
    let merchants = merchants();
    for (line, family, class) in [
        ("AMAZON.COM GIFT CARD", "amazon", "gift"),
        ("TARGET.COM GIFT CARD", "target", "gift"),
        ("STARBUCKS GIFT CARD", "starbucks", "gift"),
        ("AMAZON.COM", "amazon", "marketplace"),
    ] {
        let found = merchants.identify(line);
        assert_eq!((found.family.as_str(), found.class.as_deref()), (family, Some(class)), "{line}");
    }
}

#[test]
fn words_of_a_membership_tell_no_kind() {
    let merchants = merchants();
    for (line, class) in [
        ("ＷＥＢカイイン月額利用料", "membership"),
        ("LANTERN MARMALADE SUBSCRIPTION", "membership"),
        ("TIDY GYM MEMBERSHIP", "subscription"),
        ("ミナトスポーツクラブ　月会費", "subscription"),
    ] {
        assert_eq!(merchants.identify(line).class.as_deref(), Some(class), "{line}");
    }
}
