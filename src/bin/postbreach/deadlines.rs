//! Until when to report.

use postbreach::dispute::{Answers, Counting, Dates, Deadline, Monthly, Product};
use postbreach::location::Problem;
use postbreach::report::{deadline, json};
use postbreach::review::Verdict;
use postbreach::store::Field;

use crate::Outcome;
use crate::args::{Count, Deadlines};
use crate::input::{Terminal, as_of_day, day};
use crate::output::print;

pub(crate) fn answer(terminal: &Terminal, command: &Deadlines) -> Result<Outcome, Problem> {
    let output = match command {
        Deadlines::List(output) | Deadlines::Show { output, .. } => output,
        Deadlines::Count(args) => &args.output,
    };
    let counting = Counting::load(&terminal.desk.catalogue, as_of_day(output.as_of.as_deref())?)?;
    let as_json = output.format == "json";
    let text = match command {
        Deadlines::List(_) if as_json => all_json(&counting),
        Deadlines::List(_) => deadline::list(&counting.deadlines, &terminal.messages),
        Deadlines::Show { id, .. } => {
            let found = counting.deadlines.iter().find(|deadline| deadline.id == *id);
            let found = found.ok_or_else(|| Problem::new("unknown-deadline").with("value", id))?;
            if as_json {
                json::pretty(&deadline::json(&[found], &counting))
            } else {
                deadline::show(found, &counting, &terminal.messages)
            }
        }
        Deadlines::Count(args) => count(terminal, &counting, args, as_json)?,
    };
    print(&text)?;
    Ok(Outcome::Clean)
}

fn all_json(counting: &Counting) -> String {
    let all: Vec<&Deadline> = counting.deadlines.iter().collect();
    json::pretty(&deadline::json(&all, counting))
}

fn count(terminal: &Terminal, counting: &Counting, args: &Count, as_json: bool) -> Result<String, Problem> {
    let some_day = |text: &Option<String>| text.as_deref().map(day).transpose();
    let dates = Dates::of((some_day(&args.charge_date)?, some_day(&args.posting_date)?), false, counting.posting_lag);
    let dates = dates.ok_or_else(|| Problem::new("no-charge-date"))?;
    let layouts = terminal.desk.formats()?;
    let layout = match &args.layout {
        None => None,
        Some(id) => Some(layouts.get(id).ok_or_else(|| Problem::new("unknown-layout").with("value", id))?),
    };
    let countries = terminal.desk.merchants.countries();
    let country = args.country.as_ref().map(|said| Field::Jurisdiction.read(said, countries)).transpose()?;
    let country = country.or_else(|| layout.and_then(|layout| layout.first().country.clone()));
    let statements = match args.statement_day {
        Some(day) => Monthly::Day(day),
        None => Monthly::Dates(args.statement_dates.iter().map(|text| day(text)).collect::<Result<_, _>>()?),
    };
    let answers = Answers {
        statements,
        lost: args.lost_on.is_some(),
        learned: some_day(&args.lost_on)?,
        reported: some_day(&args.reported_on)?,
        reported_in_writing: some_day(&args.reported_on)?,
        explained: some_day(&args.explained_on)?,
        draw: some_day(&args.payment_on)?,
    };
    let products = match (&args.product, layout) {
        (Some(product), _) => vec![product.parse()?],
        (None, Some(layout)) => layout.first().products(),
        (None, None) => vec![Product::Credit],
    };
    let reason: Verdict = args.reason.parse()?;
    let place = (country.as_deref(), args.layout.as_deref());
    let counts = counting.counts(place, &products, reason, dates, &answers);
    Ok(if as_json {
        json::pretty(&deadline::counts_json(&counts, counting.today))
    } else {
        deadline::counts(&counts, place.0, counting, &terminal.messages)
    })
}
