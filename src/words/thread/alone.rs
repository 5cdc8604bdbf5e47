//! The pages of the teams for a reader who has no replies below them: a subscriber, or whoever previews the digest.

use super::{Item, columns, has_row, is_silent, is_small, is_unasked, laid_out, names, rows};
use crate::domain::digest::{TeamPart, Thread};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::message::Message;
use crate::words::waiting::waits;

/// Under which the teams stand that have a number and no row.
const AS_AGREED: &str = "Within what they agreed, or without an agreement";
/// Under which those stand that have neither.
const NO_NUMBER: &str = "No number from";
/// The column of what waits for leadership.
const WAITING: &str = "Waiting";

/// The pages; `posted` says how many stand there already, no more are made then. Each team stands in the table or is
/// named, and where nothing waits there is no column for it.
#[must_use]
pub fn alone(
    thread: &Thread<'_>,
    week: Week,
    org: &Organisation,
    posted: Option<usize>,
) -> Vec<Message> {
    let mut columns = columns(thread);
    let mut items = rows(thread, org, columns.len());
    let waits = thread.told().any(|part| waits(part).is_some());
    let waiting = columns.iter().position(|column| column == WAITING);
    if let Some(at) = waiting.filter(|_| !waits) {
        columns.remove(at);
        for item in &mut items {
            if let Item::Row(cells) = item {
                cells.remove(at);
            }
        }
    }
    items.extend(untabled(thread, true, AS_AGREED));
    items.extend(untabled(thread, false, NO_NUMBER));
    items.extend(names(thread));
    laid_out(&items, &columns, week, posted)
}

fn untabled<'a>(
    thread: &'a Thread<'a>,
    has_number: bool,
    under: &'static str,
) -> impl Iterator<Item = Item> + 'a {
    let all = is_small(thread);
    let of = move |part: &&TeamPart| {
        let named = is_unasked(part) || is_silent(part);
        !has_row(part, all) && !named && part.time.is_ok() == has_number
    };
    let teams = thread.told().filter(of);
    teams.map(move |part| Item::Name(under, part.name.clone()))
}
