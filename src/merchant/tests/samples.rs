//! The lines of the samples: a shop is one family in a file, and no other shop is of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;

/// Invented shops of the samples.
const SHOPS: [&str; 30] = [
    "NORTHWIND BOOKS",
    "NORTHWIND LIVROS",
    "BLUE HERON CAFE",
    "GADGET BARN",
    "ORCHARD GROCER",
    "ORCHARD MERCADO",
    "QUICK PARK",
    "TIDY GYM",
    "KUMO HOSTING",
    "COPPER KETTLE DINER",
    "CORNER BAKERY",
    "RIVERSIDE BAKERY",
    "HARBOR TOYS",
    "HARBOUR TOYS",
    "PAPER LANTERN",
    "PAPIERLATERNE",
    "LANTERN STREAM",
    "LANTERN STREET TEA",
    "MAPLE LANE GROCER",
    "MARKET BY THE RIVER",
    "MARKTHALLE AM UFER",
    "CRANE TRAVEL",
    "HOTEL DEL FARO",
    "HOTEL DU PHARE",
    "BÄCKEREI MORGENROT",
    "アオゾラ書店",
    "ミナト食堂",
    "アオゾラ薬局",
    "ミナト文具",
    "ミナト百貨店",
];

#[test]
fn shops_of_a_file_stay_apart_and_each_keeps_its_family() {
    let merchants = merchants();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folders = std::fs::read_dir(samples).unwrap().map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()));
    let shops = SHOPS.map(fold::fold);
    let mut wrong = Vec::new();
    for path in files.filter(|path| path.to_string_lossy().ends_with(".expected.json")) {
        let expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let rows: Vec<&Value> = expected["transactions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["kind"] == "purchase" || row["kind"] == "refund")
            .collect();
        let lines: Vec<&str> = rows.iter().map(|row| row["descriptor"].as_str().unwrap()).collect();
        let mut identities: Vec<_> = lines.iter().map(|line| merchants.identify(line)).collect();
        merchants.reconcile(&mut identities);
        let mut shops_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut families_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for ((row, line), identity) in rows.iter().zip(&lines).zip(&identities) {
            let folded = fold::fold(line);
            let Some(shop) = shops.iter().find(|shop| folded.contains(shop.as_str())) else { continue };
            shops_of.entry(&identity.family).or_default().insert(shop);
            // Words of a refund may stand behind a name.
            if row["kind"] == "purchase" {
                families_of.entry(shop).or_default().insert(&identity.family);
            }
        }
        let several = shops_of.into_iter().chain(families_of).filter(|(_, others)| others.len() > 1);
        wrong.extend(several.map(|(one, others)| format!("{}: {one} is {others:?}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_of_a_bank_are_no_merchant() {
    let merchants = merchants();
    for (line, shop) in [
        ("Point of Sale - Interac RETAIL PURCHASE 000001001234 NORTHWIND BOOKS #1234", "NORTHWIND BOOKS"),
        ("VIS INT'L 0087654321 NORTHWIND.COM DUBLIN", "NORTHWIND"),
        ("PSC 1203 PARIS NORTHWIND BOOKS CARTE 1234", "PARIS NORTHWIND BOOKS"),
        ("PAGAMENTO POS DEL 12/03/2026 CARTA *1234 DI EUR 12,34 NORTHWIND BOOKS MILANO", "NORTHWIND BOOKS"),
        ("'9821 01JUL26 C , NORTHWIND BOOKS , LEEDS GB", "NORTHWIND BOOKS"),
    ] {
        assert_eq!(merchants.identify(line).family, shop, "{line}");
    }
    // Wordings that no rule knows.
    for around in
        ["KARTE *0004321", "OPERACION CON TARJETA 4321", "EC 4321XXXX", "DBT CRD 0117", "KAUF MIT KARTE X4321"]
    {
        let [one, other] = ["NORTHWIND BOOKS", "BLUE HERON CAFE"].map(|shop| format!("{around} {shop}"));
        assert_ne!(merchants.identify(&one).family, merchants.identify(&other).family, "{around}");
    }
}
