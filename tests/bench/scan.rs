//! What each step of a scan costs, on an invented world (`tests/world`): reading, identification, identity, facts, the
//! clauses, and the whole. `cargo bench --bench scan` runs sizes up to 100,000 charges;
//! `POSTBREACH_BENCH=1000000,10000000 cargo bench --bench scan -- --sample-count 1` adds those. Nothing here asserts a time.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bench ends where it cannot go on; the world draws invented amounts"
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../world/dice.rs"]
mod dice;
#[path = "../world/words.rs"]
mod words;
#[path = "../world/kana.rs"]
mod kana;
#[path = "../world/merchant.rs"]
mod merchant;
#[path = "../world/issuer.rs"]
mod issuer;
#[path = "../world/temper.rs"]
mod temper;
#[path = "../world/holder.rs"]
mod holder;
#[path = "../world/prices.rs"]
mod prices;
#[path = "../world/streams.rs"]
mod streams;
#[path = "../world/trips.rs"]
mod trips;
#[path = "../world/contexts.rs"]
mod contexts;
#[path = "../world/known.rs"]
mod known;
#[path = "../world/scenarios.rs"]
mod scenarios;
#[path = "../world/make.rs"]
mod make;

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::sync::OnceLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use postbreach::breach::{Breach, resolve};
use postbreach::case::{Case, Windows};
use postbreach::desk::{Asked, Desk, Work};
use postbreach::facts::{self, Facts, Known};
use postbreach::finding::{Findings, Level};
use postbreach::messages::{Lang, Messages};
use postbreach::report::{self, Shape, canonical};
use postbreach::review::Order;
use postbreach::statement::households::Households;
use postbreach::statement::identify::Formats;
use postbreach::statement::options::ReadOptions;
use postbreach::statement::{self, Statement};
use postbreach::transaction::Strings;

use common::{Sample, catalogue, samples};

/// The program's.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A world's charges, and the day of its breach.
struct World {
    charges: String,
    rows: usize,
    breach: Breach,
}

/// A world of about so many charges, made once.
fn world(charges: usize) -> &'static World {
    static WORLDS: OnceLock<std::sync::Mutex<BTreeMap<usize, &'static World>>> = OnceLock::new();
    let mut worlds = WORLDS.get_or_init(Default::default).lock().expect("no bench fails");
    worlds.entry(charges).or_insert_with(|| {
        let made = make::Make {
            seed: 1,
            holders: 0,
            out: std::path::PathBuf::new(),
            months_before: 10,
            months_after: 4,
            clean_share: 0.55,
        };
        let world = make::World::new(&made);
        let mut text = Vec::new();
        world.write((charges / 900).max(1) as u64, &mut text, io::sink()).expect("in memory");
        let text = String::from_utf8(text).expect("text");
        let day = world.breach.to_string();
        let breach = resolve(&day, &catalogue(), |_| unreachable!("a day names no file")).expect("a day");
        Box::leak(Box::new(World { rows: text.lines().count() - 1, charges: text, breach }))
    })
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| Desk::new(catalogue()).expect("sound"))
}

fn sizes() -> Vec<usize> {
    let more = std::env::var("POSTBREACH_BENCH").unwrap_or_default();
    [1_000, 100_000].into_iter().chain(more.split(',').filter_map(|size| size.parse().ok())).collect()
}

fn read(bytes: &[u8], name: &str, strings: &mut Strings) -> Statement {
    let formats = desk().formats().expect("layouts");
    statement::read(bytes, name, formats, &ReadOptions::default(), desk().tools(), strings).expect("a statement")
}

/// A case of a world, exposed.
fn case(world: &World) -> Case {
    let mut strings = Strings::default();
    let statement = read(world.charges.as_bytes(), "charges.csv", &mut strings);
    let windows = Windows::load(&desk().catalogue).expect("windows");
    let mut case = Case::assemble(vec![statement], strings, &desk().merchants, windows);
    case.expose(std::slice::from_ref(&world.breach));
    case
}

/// What the program loads before it can answer.
mod start {
    use super::*;

    #[divan::bench]
    fn merchants() -> Desk {
        Desk::new(catalogue()).expect("sound")
    }

    #[divan::bench]
    fn layouts() {
        black_box(Formats::load(&desk().catalogue).expect("layouts"));
    }

    #[divan::bench]
    fn rules() {
        black_box(postbreach::engine::Engine::load(&desk().catalogue).expect("rules"));
    }
}

/// Samples of one syntax each, the longest there is.
fn longest(syntax: &str) -> Sample {
    let of = |sample: &Sample| read(&sample.bytes, &sample.name, &mut Strings::default());
    let own = samples().into_iter().filter(|sample| {
        let layout = desk().formats().expect("layouts").get(&sample.layout).expect("its layout");
        format!("{:?}", layout.first().read.syntax).to_lowercase() == syntax
    });
    own.max_by_key(|sample| of(sample).rows).expect("a sample")
}

#[divan::bench(args = ["delimited", "qif", "ofx", "camt", "mt940"])]
fn reading(bencher: Bencher, syntax: &str) {
    let sample = longest(syntax);
    let rows = read(&sample.bytes, &sample.name, &mut Strings::default()).rows;
    bencher.counter(ItemsCount::new(rows)).bench(|| read(&sample.bytes, &sample.name, &mut Strings::default()));
}

/// One file held against every layout.
#[divan::bench(args = ["delimited", "qif", "ofx", "camt", "mt940"])]
fn identification(bencher: Bencher, syntax: &str) {
    let sample = longest(syntax);
    let formats = desk().formats().expect("layouts");
    bencher.bench(|| statement::identify(&sample.bytes, &sample.name, formats, &ReadOptions::default()).is_ok());
}

/// Who is behind each distinct descriptor.
#[divan::bench]
fn identity(bencher: Bencher) {
    let world = world(1_000);
    let mut names: Vec<String> =
        world.charges.lines().skip(1).filter_map(|line| line.split(',').nth(4)).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    let merchants = &desk().merchants;
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().map(|name| merchants.identify(name).family.len()).sum::<usize>());
}

#[divan::bench(args = [1_000, 100_000])]
fn assembling(bencher: Bencher, charges: usize) {
    let world = world(charges);
    bencher.counter(ItemsCount::new(world.rows)).bench(|| case(world));
}

#[divan::bench(args = [1_000, 100_000])]
fn facts_of(bencher: Bencher, charges: usize) {
    let case = case(world(charges));
    let file = Facts::load(&desk().catalogue).expect("facts");
    let exposed = facts::compute(&case, &desk().currencies, &Known::default(), &file).exposed.len();
    bencher
        .counter(ItemsCount::new(exposed))
        .bench(|| facts::compute(&case, &desk().currencies, &Known::default(), &file));
}

/// All clauses of all rules, and what they come to.
#[divan::bench(args = [1_000, 100_000])]
fn clauses(bencher: Bencher, charges: usize) {
    let case = case(world(charges));
    let judging = desk().judging().expect("rules");
    let facts = facts::compute(&case, &desk().currencies, &Known::default(), &judging.facts_file);
    bencher
        .counter(ItemsCount::new(facts.exposed.len()))
        .bench(|| Findings::of(&case, &facts, &judging.joins, &judging.engine, Level::Careful).expect("rules"));
}

/// From bytes to the canonical CSV, part by part and on every core, into a sink that counts.
#[divan::bench(args = sizes(), sample_count = 5)]
fn convert(bencher: Bencher, charges: usize) {
    let world = world(charges);
    let formats = desk().formats().expect("layouts");
    bencher.counter(ItemsCount::new(world.rows)).bench(|| {
        let mut source = Cursor::new(world.charges.as_bytes());
        let found = Households::of(&mut source, "charges.csv", formats, &ReadOptions::default()).expect("in memory");
        let mut bytes = 0;
        match found {
            Some(households) => {
                let open = || Ok(Cursor::new(world.charges.as_bytes()));
                let text = |read: &[Statement], strings: &Strings| {
                    canonical::render(read, strings, &desk().merchants, &desk().currencies)
                };
                let each = |text: String, _| {
                    bytes += text.len();
                    Ok(())
                };
                desk().read_households(&households, open, text, each).expect("sound");
            }
            None => {
                let mut strings = Strings::default();
                let statement = read(world.charges.as_bytes(), "charges.csv", &mut strings);
                bytes += canonical::render(&[statement], &strings, &desk().merchants, &desk().currencies).len();
            }
        }
        bytes
    });
}

/// The same bytes through the bare `csv` crate, for comparison.
#[divan::bench(args = sizes(), sample_count = 5)]
fn bare_csv(bencher: Bencher, charges: usize) {
    let world = world(charges);
    bencher.counter(ItemsCount::new(world.rows)).bench(|| {
        let mut reader = csv::Reader::from_reader(world.charges.as_bytes());
        let mut record = csv::ByteRecord::new();
        let mut bytes = 0;
        while reader.read_byte_record(&mut record).expect("readable") {
            bytes += record.as_slice().len();
        }
        bytes
    });
}

/// From bytes to rows of findings, part by part and on every core.
#[divan::bench(args = sizes(), sample_count = 5)]
fn scan(bencher: Bencher, charges: usize) {
    let world = world(charges);
    let messages = Messages::new(Lang::En);
    let today = world.breach.start + chrono::Days::new(400);
    let breaches = std::slice::from_ref(&world.breach);
    let asked = Asked { breaches, today, level: Level::Careful, order: Order::Band };
    let shape = |work: &Work| report::scan(Shape::Csv, work.scanned(desk(), &messages), false);
    bencher.counter(ItemsCount::new(world.rows)).bench(|| {
        let mut source = Cursor::new(world.charges.as_bytes());
        let formats = desk().formats().expect("layouts");
        let found = Households::of(&mut source, "charges.csv", formats, &ReadOptions::default()).expect("in memory");
        let mut bytes = 0;
        match found {
            Some(households) => {
                let open = || Ok(Cursor::new(world.charges.as_bytes()));
                let each = |text: String, _| {
                    bytes += text.len();
                    Ok(())
                };
                desk().judge_households(&households, open, asked, shape, each).expect("sound");
            }
            None => {
                let mut strings = Strings::default();
                let statements = vec![read(world.charges.as_bytes(), "charges.csv", &mut strings)];
                let files = postbreach::desk::ReadFiles { statements, strings, ..Default::default() };
                let charges = desk().unjudged(files, breaches.to_vec(), today).expect("windows");
                bytes += shape(&desk().judge(charges, asked.level, asked.order).expect("sound")).expect("sound").len();
            }
        }
        bytes
    });
}
