//! Tune-ups beside what came a month later, in words that claim no cause.

use super::iterations::days_in_words;
use super::name;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::{LaterMonth, Review};
use crate::words::chart::{Cell, Table};
use crate::words::figures::lower_first;
use crate::words::message::{Line, Part};

pub(super) fn parts(review: &Review, org: &Organisation) -> Vec<Part> {
    let later = &review.later;
    let beside = later.beside.as_ref();
    let beside = beside.map_or("Non-elective work", |id| org.category_name(id));
    if later.months.is_empty() {
        let line = format!(
            "There are not yet two months in a row with numbers: nothing to set beside {} a month later.",
            lower_first(beside)
        );
        return vec![Part::Paragraph(vec![Line::plain(line)])];
    }
    let percent = |whole: u32| Cell::Number(f64::from(whole), format!("{whole}%"));
    let row = |it: &LaterMonth| {
        let days = it.days.map_or("–".to_owned(), days_in_words);
        vec![
            Cell::Text(name(Period::Month(it.month))),
            percent(it.tune_ups),
            percent(it.fires),
            Cell::Text(days),
        ]
    };
    let columns = [
        "Month".to_owned(),
        "Tune-ups".to_owned(),
        format!("{beside}, a month later"),
        "Start to result, a month later".to_owned(),
    ];
    let small = "They stand beside each other: no cause is claimed. Days are medians of the iterations told in that month.";
    vec![
        Part::Table(Table {
            caption: "Tune-ups, and what the month after each was like".to_owned(),
            columns: columns.to_vec(),
            rows: later.months.iter().map(row).collect(),
        }),
        Part::Small(vec![Line::plain(small)]),
    ]
}
