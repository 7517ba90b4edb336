//! The word lists: kinds of spending, countries with their names, brands, words of charges nobody made.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A kind of everyday spending; the columns of `words/kinds.toml`.
#[derive(Deserialize)]
#[serde(from = "KindRow")]
pub struct Kind {
    pub name: String,
    pub rate: f64,
    pub median: f64,
    pub sigma: f64,
    pub favourites: usize,
    pub ending: Ending,
    pub web: bool,
    pub brands: f64,
    pub weekend: f64,
    pub fresh: f64,
}

type KindRow = (String, f64, f64, f64, usize, Ending, bool, f64, f64, f64);

impl From<KindRow> for Kind {
    fn from(row: KindRow) -> Self {
        let (name, rate, median, sigma, favourites, ending, web, brands, weekend, fresh) = row;
        Self { name, rate, median, sigma, favourites, ending, web, brands, weekend, fresh }
    }
}

/// How prices end.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    Cents,
    Shelf,
    Menu,
    Fare,
    Whole,
    Round,
}

/// A country: its money, places, and parts of shop names.
#[derive(Deserialize)]
pub struct Country {
    pub region: String,
    pub currency: String,
    pub rate: f64,
    pub code: String,
    pub two: String,
    pub cities: Vec<String>,
    pub first: Vec<String>,
    /// Names in Latin letters where most are not.
    #[serde(default)]
    pub latin: Vec<String>,
    #[serde(default)]
    pub patterns: Vec<String>,
    #[serde(default)]
    pub processors: Vec<String>,
    #[serde(default)]
    pub nouns: BTreeMap<String, Vec<String>>,
}

/// A big brand: its kind, the name a person would use, the forms on statements, the price of a subscription.
pub struct Brand {
    pub kind: String,
    pub id: String,
    pub forms: Vec<String>,
    pub price: f64,
}

/// All lists.
pub struct Words {
    pub kinds: Vec<Kind>,
    pub countries: BTreeMap<String, Country>,
    pub brands: BTreeMap<String, Vec<Brand>>,
    pub unasked: BTreeMap<String, Vec<String>>,
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("a word list is as its reader expects")
}

impl Words {
    /// Reads the lists that stand beside this file.
    pub fn new() -> Self {
        #[derive(Deserialize)]
        struct Kinds {
            kind: Vec<Kind>,
        }
        let mut countries = BTreeMap::new();
        for text in [
            include_str!("words/us.toml"),
            include_str!("words/gb.toml"),
            include_str!("words/eu.toml"),
            include_str!("words/jp.toml"),
            include_str!("words/abroad.toml"),
        ] {
            countries.extend(read::<BTreeMap<String, Country>>(text));
        }
        let mut brands = BTreeMap::new();
        for text in [
            include_str!("words/brands_us.toml"),
            include_str!("words/brands_gb.toml"),
            include_str!("words/brands_eu.toml"),
            include_str!("words/brands_jp.toml"),
        ] {
            for (place, lines) in read::<BTreeMap<String, Vec<String>>>(text) {
                brands.insert(place, lines.iter().map(|line| brand(line)).collect());
            }
        }
        Self {
            kinds: read::<Kinds>(include_str!("words/kinds.toml")).kind,
            countries,
            brands,
            unasked: read(include_str!("words/unasked.toml")),
        }
    }

    /// The brands of a kind that a holder of a country meets.
    pub fn brands<'w>(&'w self, place: &'w str, kind: &'w str) -> impl Iterator<Item = &'w Brand> + Clone {
        let region = self.countries[place].region.as_str();
        let lists = [Some(place), (region != place).then_some(region)];
        lists
            .into_iter()
            .flatten()
            .flat_map(|list| self.brands.get(list).into_iter().flatten())
            .filter(move |brand| brand.kind == kind)
    }
}

fn brand(line: &str) -> Brand {
    let mut parts = line.split('|');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (kind, id, forms, price) = (next(), next(), next(), next());
    Brand { kind, id, forms: forms.split(';').map(str::to_owned).collect(), price: price.parse().unwrap_or(0.0) }
}
