//! Do the papers say what forms ask for, in both languages, and nothing that a clerk or a spreadsheet could take amiss?
//! The papers are left in `target/tmp/papers` to be looked at.
#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot go on without")]

mod common;

use std::fmt::Write;
use std::io::Cursor;
use std::path::PathBuf;

use calamine::{Data, Reader, Xlsx};
use common::{catalogue, root};
use postbreach::catalogue::Catalogue;
use postbreach::dispute::{
    Answers, Counting, Dispute, Guides, Letter, Monthly, Product, Sheet, missing, sheets, totals,
};
use postbreach::messages::{Lang, Messages};
use postbreach::money::Currencies;
use postbreach::report::dispute::{Block, Office, Paper, calendar, csv, html, json, markdown, paper, pdf, workbook};
use postbreach::statement::identify::Formats;

/// Everything that an invented holder disputes: two cards, both kinds of letter, questions, a pending charge.
fn disputes() -> Vec<Dispute> {
    let text = std::fs::read_to_string(root().join("tests/dispute/disputes.json")).expect("disputes");
    let disputes: Vec<Dispute> = serde_json::from_str(&text).expect("disputes");
    let reported = Some("2026-11-27".parse().expect("day"));
    let answers = Answers { statements: Monthly::Day(20), reported, ..Answers::default() };
    disputes.into_iter().map(|dispute| Dispute { answers: answers.clone(), ..dispute }).collect()
}

struct Made {
    catalogue: Catalogue,
    counting: Counting,
    guides: Guides,
    currencies: Currencies,
}

impl Made {
    fn new() -> Self {
        let catalogue = catalogue();
        let counting = Counting::load(&catalogue, "2026-11-26".parse().expect("day")).expect("claims");
        let currencies = Currencies::load(catalogue.file("currencies.toml").expect("currencies")).expect("currencies");
        let guides = Guides::load(&catalogue).expect("guides");
        Self { catalogue, counting, guides, currencies }
    }

    fn office<'a>(&'a self, messages: &'a Messages) -> Office<'a> {
        let Self { catalogue, counting, guides, currencies } = self;
        Office { catalogue, counting, guides, currencies, messages }
    }
}

/// The texts of a paper without its tables.
fn said(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Table(_) => {}
            Block::Paragraph(lines) => text.extend(lines.iter().map(|line| format!("{line}\n"))),
            Block::Title(line)
            | Block::Heading(line)
            | Block::Item(line)
            | Block::Tick(line)
            | Block::Hint(line)
            | Block::Say(line)
            | Block::Rule(line) => writeln!(text, "{line}").expect("text"),
        }
    }
    text
}

fn folder() -> PathBuf {
    let folder = root().join("target/tmp/papers");
    std::fs::create_dir_all(&folder).expect("folder");
    folder
}

#[test]
fn charges_are_sorted_by_card_issuer_and_what_is_asked() {
    let (made, disputes) = (Made::new(), disputes());
    let sheets = sheets(&disputes, &made.counting);
    let found: Vec<_> = sheets.iter().map(|s| (s.card, s.letter, s.charges.len(), s.pending.len())).collect();
    assert_eq!(
        found,
        [
            ("4321", Letter::NotMine, 3, 1),
            ("4321", Letter::Wrong, 3, 0),
            ("4321", Letter::Query, 1, 0),
            ("8765", Letter::NotMine, 3, 0),
            ("8765", Letter::Query, 1, 0),
        ]
    );
    for sheet in &sheets {
        assert!(sheet.all().all(|dispute| Letter::of(dispute.reason) == sheet.letter && dispute.card == sheet.card));
    }
    let sums: Vec<String> = totals(&sheets[0].charges).iter().map(|(c, s)| format!("{c} {s}")).collect();
    assert_eq!(sums, ["EUR 20.00", "USD 690.00"], "sums are kept apart by currency, pending charges are left out");
    let lacks = missing(sheets[1].charges[0]).iter().map(|field| field.word()).collect::<Vec<_>>();
    assert_eq!(lacks, ["reference", "merchant-asked"]);
}

#[test]
fn papers_in_both_languages() {
    let (made, disputes) = (Made::new(), disputes());
    let sheets = sheets(&disputes, &made.counting);
    for lang in [Lang::En, Lang::Ja] {
        let messages = Messages::new(lang);
        let office = made.office(&messages);
        let mut papers: Vec<(String, &str, Vec<Block>)> = Vec::new();
        for sheet in &sheets {
            let name = format!("{}-{}-{}", lang.code(), sheet.card, sheet.letter.word());
            for kind in [Paper::Letter, Paper::CallSheet, Paper::FollowUp, Paper::List] {
                papers.push((
                    format!("{name}-{}", kind.word()),
                    kind.word(),
                    paper(kind, sheet, office).expect("paper"),
                ));
            }
        }
        for (name, class, blocks) in &papers {
            let page = html(blocks, class, &messages).expect("page");
            for foreign in ["<script", "http:", "https:", "src=", "@import", "url("] {
                assert!(!page.contains(foreign), "{name} has {foreign}");
            }
            for text in [&page, &markdown(blocks)] {
                for unmade in ["«", "{{", "{%", "\u{e000}", "\u{202e}"] {
                    assert!(!text.contains(unmade), "{name} has {unmade}");
                }
            }
            std::fs::write(folder().join(format!("{name}.html")), &page).expect("page");
            std::fs::write(folder().join(format!("{name}.md")), markdown(blocks)).expect("text");
            if !name.contains("not-mine") || ["list", "follow-up"].contains(class) {
                continue;
            }
            let bytes = pdf(blocks, class, &messages).expect("PDF");
            assert!(bytes.starts_with(b"%PDF"), "{name}");
            std::fs::write(folder().join(format!("{name}.pdf")), bytes).expect("PDF");
        }
    }
}

#[test]
fn each_paper_keeps_to_its_place() {
    let (made, disputes) = (Made::new(), disputes());
    let sheets = sheets(&disputes, &made.counting);
    let messages = Messages::new(Lang::En);
    let office = made.office(&messages);
    let of = |sheet: &Sheet<'_>, kind| said(&paper(kind, sheet, office).expect("paper"));
    let [not_mine, wrong, query, japan, _] = sheets.as_slice() else { panic!("five sheets") };
    assert!(of(not_mine, Paper::Letter).contains("block this card"));
    assert!(!of(wrong, Paper::Letter).contains("block") && !of(query, Paper::Letter).contains("block"));
    assert!(of(query, Paper::Letter).contains("I am not saying that it is wrong"));
    assert!(!of(query, Paper::Letter).contains("correct"));
    assert!(of(not_mine, Paper::CallSheet).contains("does not replace the letter"));
    assert!(of(japan, Paper::CallSheet).contains("the call comes first"));
    assert!(of(japan, Paper::CallSheet).contains("SMBC Card asks, in this order"));
    for sheet in &sheets {
        for kind in [Paper::Letter, Paper::CallSheet, Paper::FollowUp] {
            let text = of(sheet, kind).to_lowercase();
            for never in ["entitled", "fraud", "10.4", "4837", "score", "breach of"] {
                assert!(!text.contains(never), "{never}: {text}");
            }
        }
        let call = of(sheet, Paper::CallSheet);
        let place = |text: &str| call.find(text).unwrap_or_else(|| panic!("no {text}: {call}"));
        assert!(place("Report as soon as you are sure") < place("No day here is counted from the breach"));
    }
}

#[test]
fn pending_charges_alone_make_no_letter_and_an_old_charge_is_told_what_is_left() {
    let made = Made::new();
    let pending: Vec<Dispute> = disputes().into_iter().filter(|dispute| dispute.pending).collect();
    let messages = Messages::new(Lang::En);
    let alone = sheets(&pending, &made.counting);
    assert_eq!(paper(Paper::Letter, &alone[0], made.office(&messages)).unwrap_err().code, "nothing-booked");
    assert!(
        said(&paper(Paper::CallSheet, &alone[0], made.office(&messages)).expect("call")).contains("I found a charge")
    );
    let old = Some("2026-08-01".parse().expect("day"));
    let old: Vec<Dispute> =
        disputes().into_iter().filter(|d| d.id == "b1").map(|d| Dispute { transaction_date: old, ..d }).collect();
    let text = said(&paper(Paper::List, &sheets(&old, &made.counting)[0], made.office(&messages)).expect("list"));
    for part in [
        "The first deadline was 29 September 2026",
        "no charge is in time for its first deadline any more",
        "the consumer hotline 188",
    ] {
        assert!(text.contains(part), "no {part}: {text}");
    }
}

#[test]
fn sixty_charges_with_long_lines_are_laid_out() {
    let made = Made::new();
    let first = disputes().remove(0);
    let long = |at: usize| Dispute {
        id: format!("c{at}"),
        transaction_date: first.transaction_date.and_then(|day| day.checked_add_days(chrono::Days::new(at as u64))),
        posting_date: None,
        answers: Answers::default(),
        descriptor: format!("{} ﾈｯﾄｼﾖﾂﾌﾟ髙﨑①㈱ {at}", "VERY LONG DESCRIPTOR WITHOUT END ".repeat(1 + at % 6)),
        ..first.clone()
    };
    let disputes: Vec<Dispute> = (0..60).map(long).collect();
    let sheets = sheets(&disputes, &made.counting);
    let messages = Messages::new(Lang::Ja);
    let blocks = paper(Paper::Letter, &sheets[0], made.office(&messages)).expect("paper");
    let bytes = pdf(&blocks, "letter", &messages).expect("PDF");
    assert!(bytes.len() < 400_000, "the font is a subset: {} bytes", bytes.len());
    std::fs::write(folder().join("ja-sixty.pdf"), bytes).expect("PDF");
    std::fs::write(folder().join("ja-sixty.html"), html(&blocks, "letter", &messages).expect("page")).expect("page");
    let family = [
        Dispute { holder: Some("J SAMPLE".to_owned()), ..long(0) },
        Dispute { holder: Some("K SAMPLE".to_owned()), ..long(1) },
    ];
    let family = crate::sheets(&family, &made.counting);
    let letter = said(&paper(Paper::Letter, &family[0], made.office(&Messages::new(Lang::En))).expect("paper"));
    assert!(letter.contains("Name on the card: K SAMPLE (No. 2)"), "{letter}");
    let list = said(&paper(Paper::List, &sheets[0], made.office(&Messages::new(Lang::En))).expect("paper"));
    assert_eq!(list.matches("If you report ").count(), 8, "not a line for each day: {list}");
    assert_eq!(list.matches("the posting date").count(), 1, "what is missing of all stands once: {list}");
}

#[test]
fn no_cell_is_a_formula() {
    let (made, mut disputes) = (Made::new(), disputes());
    let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1", " =1", "\t=1", "\r=1", "\u{200b}=1"];
    let model = disputes[0].clone();
    disputes = hostile
        .iter()
        .map(|text| Dispute { descriptor: (*text).to_owned(), note: Some((*text).to_owned()), ..model.clone() })
        .collect();
    let sheets = sheets(&disputes, &made.counting);
    let messages = Messages::new(Lang::En);
    let office = made.office(&messages);
    let text = csv(&sheets, false, office);
    for record in csv_records(&text) {
        for cell in record {
            let first = cell.trim_start().chars().next();
            assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{cell:?}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
    }
    let bytes = workbook(&sheets, office).expect("workbook");
    std::fs::write(folder().join("hostile.xlsx"), &bytes).expect("workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
    let name = book.sheet_names().remove(0);
    let formulas = book.worksheet_formula(&name).expect("formulas");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
    let range = book.worksheet_range(&name).expect("cells");
    let row = range.rows().nth(1).expect("a row");
    assert!(matches!(row[8], Data::String(_)) && matches!(row[9], Data::Float(_)), "{row:?}");
}

fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|record| record.expect("record").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_calendar_names_no_merchant_unless_asked_and_folds_its_lines() {
    let (made, disputes) = (Made::new(), disputes());
    let sheets = sheets(&disputes, &made.counting);
    for lang in [Lang::En, Lang::Ja] {
        let messages = Messages::new(lang);
        let text = calendar(&sheets, &[], false, made.office(&messages));
        std::fs::write(folder().join(format!("{}.ics", lang.code())), &text).expect("calendar");
        let unfolded = text.replace("\r\n ", "");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.lines().all(|line| line.len() <= 75), "a line is longer than 75 bytes");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:") && unfolded.contains("BEGIN:VALARM"));
        for dispute in &disputes {
            assert!(!unfolded.contains(dispute.descriptor.split(' ').next().expect("word")), "{}", dispute.descriptor);
        }
        assert!(calendar(&sheets, &[], true, made.office(&messages)).replace("\r\n ", "").contains("VOLTHAVEN"));
        assert_eq!(text, calendar(&sheets, &[], false, made.office(&messages)), "the same case gives the same file");
    }
}

#[test]
fn the_list_for_programs_has_every_charge_and_its_counts() {
    let (made, disputes) = (Made::new(), disputes());
    let messages = Messages::new(Lang::En);
    let value = json(&sheets(&disputes, &made.counting), made.office(&messages));
    std::fs::write(folder().join("list.json"), value.to_string()).expect("list");
    let charges = value["sheets"]
        .as_array()
        .expect("sheets")
        .iter()
        .flat_map(|sheet| sheet["charges"].as_array().expect("charges"));
    assert_eq!(charges.clone().count(), disputes.len());
    for charge in charges {
        for key in [
            "card",
            "transaction_date",
            "posting_date",
            "descriptor",
            "amount",
            "disputed",
            "reference",
            "reason",
            "missing",
            "counts",
        ] {
            assert!(charge.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn every_template_stands_in_both_languages_and_accuses_nobody() {
    let catalogue = catalogue();
    let names = |lang: &str| -> Vec<String> {
        catalogue.templates(&format!("letters/{lang}")).map(|(name, _)| name.to_owned()).collect()
    };
    assert_eq!(names("en"), names("ja"));
    assert_eq!(names("en").len(), 5);
    for (name, text) in
        ["en", "ja"].iter().flat_map(|lang| catalogue.templates(&format!("letters/{lang}")).collect::<Vec<_>>())
    {
        for word in ["fraud", "scam", "criminal", "thief", "entitled", "不正", "詐欺", "犯罪"] {
            assert!(!text.to_lowercase().contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn a_number_that_was_replaced_is_not_stopped_again() {
    let made = Made::new();
    let replaced = Some("2026-11-20".parse().expect("day"));
    let disputes: Vec<Dispute> = disputes().into_iter().map(|dispute| Dispute { replaced, ..dispute }).collect();
    let (sheets, messages) = (sheets(&disputes, &made.counting), Messages::new(Lang::En));
    for kind in [Paper::Letter, Paper::CallSheet, Paper::List] {
        let text = said(&paper(kind, &sheets[0], made.office(&messages)).expect("paper"));
        assert!(text.contains("not been used since 20 November 2026"), "{kind:?}: {text}");
        for asks in ["block this card", "Please stop the card", "stops the card"] {
            assert!(!text.contains(asks), "{kind:?}: {text}");
        }
    }
}

/// What a layout says that its card can be, and what its product is called.
#[test]
fn no_card_is_given_the_days_of_another_kind() {
    let (made, catalogue) = (Made::new(), catalogue());
    let formats = Formats::load(&catalogue).expect("layouts");
    let model = disputes().swap_remove(0);
    let counted = |products: &[Product], country: &str, layout: &str| {
        let dispute = Dispute {
            products: products.to_vec(),
            country: Some(country.to_owned()),
            layout: Some(layout.to_owned()),
            ..model.clone()
        };
        let counts = made.counting.of_dispute(&dispute);
        counts.into_iter().map(|count| count.deadline.clone()).collect::<Vec<_>>()
    };
    let mut kinds = 0;
    for format in formats.iter() {
        for generation in &format.generations {
            let words = generation.product.as_ref().expect("product").en.as_str();
            let products = generation.products();
            for (says, can_be) in [
                ("prepaid card", &[Product::Prepaid][..]),
                ("electronic money history", &[Product::Prepaid]),
                ("transit card history", &[Product::Prepaid]),
                ("debit card", &[Product::Debit]),
                ("account with card", &[Product::Debit]),
                ("household app", &[]),
                ("business account with cards", &[Product::Business]),
            ] {
                if words == says {
                    kinds += 1;
                    assert_eq!(products, can_be, "{}: {words}", format.id);
                }
            }
            // One file for cards and accounts: nothing tells which of the two this one is.
            if words.contains("credit card or") && format.generations.len() == 1 {
                kinds += 1;
                assert_eq!(products, [Product::Credit, Product::Debit], "{}: {words}", format.id);
            }
            let country = generation.country.as_deref().unwrap_or("US");
            for deadline in counted(&products, country, &format.id) {
                let fits = products.is_empty() || deadline.products.iter().any(|product| products.contains(product));
                assert!(fits, "{} on {} ({words})", deadline.id, format.id);
            }
        }
    }
    assert!(kinds > 25, "{kinds}");
    let ids = |products: &[Product], country, layout| {
        counted(products, country, layout).into_iter().map(|deadline| deadline.id).collect::<Vec<_>>()
    };
    assert!(ids(&[Product::Prepaid], "JP", "waon").iter().all(|id| id.starts_with("bank-limit")));
    for (country, layout) in [("US", "mercury"), ("DE", "dkb-card"), ("JP", "vpass")] {
        let business = ids(&[Product::Business], country, layout);
        assert!(business.iter().all(|id| id.starts_with("bank-limit")), "{business:?}: they are of consumers");
    }
    let either = ids(&[Product::Credit, Product::Debit], "US", "usaa");
    assert!(
        ["us-billing-error", "us-debit-statement"].iter().all(|id| either.contains(&(*id).to_owned())),
        "{either:?}"
    );
    assert_eq!(either, ids(&[], "US", "usaa"), "of a card of which nothing is known, the days of each kind are shown");
    // Who reads the paper is asked.
    let unknown = [Dispute { products: Vec::new(), ..model.clone() }];
    let messages = Messages::new(Lang::En);
    let text = said(&paper(Paper::List, &sheets(&unknown, &made.counting)[0], made.office(&messages)).expect("list"));
    assert!(text.contains("Which kind of card is it"), "{text}");
    assert!(!text.contains("In which country"), "{text}");
    let nowhere = [Dispute { country: None, ..model }];
    let text = said(&paper(Paper::List, &sheets(&nowhere, &made.counting)[0], made.office(&messages)).expect("list"));
    assert!(text.contains("In which country was the card issued"), "{text}");
}
