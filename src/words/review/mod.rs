//! The review of a month or a quarter in sentences: a head, and a part each for what was agreed, what became of it and
//! what to talk about. Numbers first, then what they are measured against, then a question; nobody is named but those
//! who agreed or answer for something.

mod align;
mod answer;
mod decisions;
mod head;
mod iterations;
mod pages;
mod prioritise;
mod results;
mod time;
mod tune_ups;

pub use answer::{for_leaders, more, not_begun, part, several, shared_by, so_far, unknown};
pub use head::head;

use super::figures::listed;
use super::message::Message;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::{Review, Section};

/// A part of so many characters at most, without figures, has little to say.
const SHORT: usize = 800;
/// A list names so many; the rest is counted.
const NAMED: usize = 12;

/// "November 2026", "2026-Q4".
#[must_use]
pub fn name(period: Period) -> String {
    match period {
        Period::Month(month) => month.first_day().format("%B %Y").to_string(),
        Period::Quarter(quarter) => quarter.to_string(),
    }
}

/// The name of a period, with "so far" while it lasts.
fn told_name(review: &Review) -> String {
    let name = name(review.period);
    if review.over {
        name
    } else {
        format!("{name} so far")
    }
}

/// The pages of one part; one at least.
#[must_use]
pub fn section(review: &Review, org: &Organisation, section: Section) -> Vec<Message> {
    let (title, parts) = match section {
        Section::Align => ("align: what was agreed", align::parts(review, org)),
        Section::Time => ("measure: time", time::parts(review, org)),
        Section::Results => ("measure: results", results::parts(review)),
        Section::Iterations => ("measure: iterations", iterations::parts(review)),
        Section::Decisions => ("measure: decisions", decisions::parts(review)),
        Section::TuneUps => (
            "measure: tune-ups beside what came later",
            tune_ups::parts(review, org),
        ),
        Section::Prioritise => ("prioritise", prioritise::parts(review)),
    };
    pages::pages(&format!("{}, {title}", told_name(review)), parts)
}

/// All replies of a review's thread, in the order in which they are read.
#[must_use]
pub fn thread(review: &Review, org: &Organisation) -> Vec<Message> {
    let mut thread: Vec<Message> = Vec::new();
    let mut short = false;
    for one in Section::ALL {
        let mut pages = section(review, org, one);
        let this_is_short = one.may_share() && is_short(&pages);
        match thread.last_mut() {
            // What has little to say shares a reply with others that have.
            Some(before) if short && this_is_short => {
                let parts = pages.into_iter().flat_map(|page| page.parts);
                before.parts.extend(parts);
            }
            _ => thread.append(&mut pages),
        }
        short = this_is_short;
    }
    thread
}

fn is_short(pages: &[Message]) -> bool {
    let short = |page: &Message| !page.has_figures() && page.text().len() < SHORT;
    matches!(pages, [one] if short(one))
}

/// "Payments, Search and 3 more".
fn named(names: &[String]) -> String {
    let Some(more) = names.len().checked_sub(NAMED).filter(|more| *more > 0) else {
        return listed(names);
    };
    format!("{} and {more} more", names[..NAMED].join(", "))
}
