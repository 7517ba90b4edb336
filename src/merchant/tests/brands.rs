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
    ] {
        for line in lines {
            assert_eq!(merchants.identify(line).family, family, "{line}");
        }
    }
    assert_ne!(merchants.identify("APPLE STORE #R089").family, "apple");
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
