//! The first replies of the digest's thread: the teams as a table, then those in which nothing changed in a line. As
//! many messages as a company needs, each well within what Slack takes; nothing is left out without a word.

mod alone;

pub use alone::alone;

use super::chart::{Cell, Table};
use super::digest::replies;
use super::figures::{counted, people_counted};
use super::message::{Line, Message, Part};
use super::pages::{AROUND_PAGE, ROOM, Room, WIDE, fitted, written};
use super::pattern;
use super::target;
use super::waiting::waits;
use crate::domain::digest::{Silence, TeamPart, Thread};
use crate::domain::insight::AgainstAgreed;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// A company with so many teams has all of them in its table.
const ALL_TEAMS: usize = 20;
/// What Slack's JSON adds to a cell, rounded up.
const AROUND_CELL: usize = 64;
/// Under which those stand of which only what they share with a team that is told moved.
const ONLY_SHARED: &str = "Nothing changed, but for key results that stand with another team, in";
/// So much of a late answer is told at least: its first sentence.
const LEAST: usize = 200;

/// What stands on a page, in this order.
enum Item {
    Row(Vec<Cell>),
    /// What came too late for a reply of its own.
    Late(Message),
    /// A team without news, under the sentence that it belongs to.
    Name(&'static str, String),
}

/// The pages. `late` are teams that have something to say now and had nothing when the thread was posted: they have
/// no reply of their own, and are told here. `posted` says how many pages stand there already; no more are made then.
#[must_use]
pub fn pages(
    thread: &Thread<'_>,
    week: Week,
    org: &Organisation,
    late: &[&TeamPart],
    posted: Option<usize>,
) -> Vec<Message> {
    let columns = columns(thread);
    let mut items = rows(thread, org, columns.len());
    items.extend(names(thread));
    let late = told_late(late, org, &items, posted);
    items.extend(late.into_iter().map(Item::Late));
    laid_out(&items, &columns, week, posted)
}

/// What came too late for a reply of its own: whole where all of it fits beside the rows and the names, else as much of
/// each as leaves the others theirs.
fn told_late(
    late: &[&TeamPart],
    org: &Organisation,
    beside: &[Item],
    posted: Option<usize>,
) -> Vec<Message> {
    let whole: Vec<Message> = late
        .iter()
        .flat_map(|it| replies(it, org, Some(1)))
        .collect();
    let taken = |(text, json): (usize, usize), more: (usize, usize)| (text + more.0, json + more.1);
    let sum = |sizes: &mut dyn Iterator<Item = (usize, usize)>| sizes.fold((0, 0), taken);
    let (text, json) = sum(&mut beside.iter().map(size));
    let pages = posted.unwrap_or(1).max(1);
    let room = Room {
        text: (pages * (WIDE.text - AROUND_PAGE)).saturating_sub(text),
        json: (pages * (WIDE.json - AROUND_PAGE)).saturating_sub(json),
    };
    let (text, json) = sum(&mut whole.iter().map(size_of_late));
    if text <= room.text && json <= room.json {
        return whole;
    }
    let each = Room {
        text: room.text / late.len().max(1),
        json: room.json / late.len().max(1),
    };
    let least = |room: Room| Room {
        text: room.text.max(AROUND_PAGE + LEAST),
        json: room.json.max(AROUND_PAGE + 4 * LEAST),
    };
    whole
        .into_iter()
        .map(|message| fitted(message.parts, least(each)))
        .collect()
}

/// Items on as many pages as they need, or as stand there already.
fn laid_out(items: &[Item], columns: &[String], week: Week, posted: Option<usize>) -> Vec<Message> {
    let most = posted.unwrap_or(usize::MAX).max(1);
    let room = if packed(items, ROOM).len() > most {
        WIDE
    } else {
        ROOM
    };
    let packed = packed(items, room);
    let left: usize = packed.iter().skip(most).map(Vec::len).sum();
    let all = packed.len().min(most);
    let pages = packed.into_iter().take(most).enumerate();
    pages
        .map(|(at, items)| {
            let of = (all > 1).then_some((at + 1, all));
            let left = if at + 1 == all { left } else { 0 };
            page(items, week, of, columns, left)
        })
        .collect()
}

/// A page that late answers left nothing for.
#[must_use]
pub fn empty_page(week: Week) -> Message {
    Message::line(format!(
        "Week {}: what stood here stands in the reply above.",
        week.number()
    ))
}

fn columns(thread: &Thread<'_>) -> Vec<String> {
    let mut groups: Vec<&String> = thread.told.iter().map(|(name, _)| name).collect();
    groups.extend(thread.quiet.iter().map(|(name, _)| name));
    groups.sort();
    groups.dedup();
    let group = (groups.len() > 1).then_some("Group");
    let columns = ["Team", "Non-elective", "Agreed", "Gap", "Waiting"].into_iter();
    // Last, because a narrow window shows the first ones.
    columns.chain(group).map(str::to_owned).collect()
}

fn rows(thread: &Thread<'_>, org: &Organisation, columns: usize) -> Vec<Item> {
    let all = is_small(thread);
    let quiet = if all { thread.quiet.as_slice() } else { &[] };
    let groups = thread.told.iter().chain(quiet);
    let rows = groups.flat_map(|(group, teams)| {
        let shown = teams.iter().filter(move |part| has_row(part, all));
        shown.map(move |part| Item::Row(row(part, org, group, columns)))
    });
    rows.collect()
}

/// Whether all teams fit into the table.
fn is_small(thread: &Thread<'_>) -> bool {
    let many = |groups: &[(String, Vec<&TeamPart>)]| -> usize {
        groups.iter().map(|(_, teams)| teams.len()).sum()
    };
    many(&thread.told) + many(&thread.quiet) <= ALL_TEAMS
}

/// A team for which nobody was asked stands in the table where something waits, and is named below it otherwise.
fn has_row(part: &TeamPart, all: bool) -> bool {
    is_in_table(part) || (all && !is_unasked(part))
}

fn is_silent(part: &TeamPart) -> bool {
    matches!(part.time, Err(Silence::NoAnswer(_)))
}

fn is_unasked(part: &TeamPart) -> bool {
    part.time == Err(Silence::NobodyAsked)
}

/// In a company of many teams: those outside their band, or with something waiting.
fn is_in_table(part: &TeamPart) -> bool {
    waits(part).is_some() || part.against.is_some_and(AgainstAgreed::outside)
}

fn row(part: &TeamPart, org: &Organisation, group: &str, columns: usize) -> Vec<Cell> {
    let dash = || Cell::from("–");
    let time = match &part.time {
        Ok(split) => {
            let run = 100 - split.elective(&org.categories, part.week);
            Cell::Number(f64::from(run), format!("{run}%"))
        }
        Err(Silence::NoAnswer(_)) => Cell::from("no answer"),
        Err(Silence::TooFew) => Cell::from("too few answers"),
        Err(Silence::Outweighed) => Cell::from("not shown"),
        Err(Silence::NobodyAsked) => Cell::from("nobody was there"),
    };
    let agreed = part.target.as_ref().map_or_else(dash, |target| {
        let elective = target.split.elective(&org.categories, part.week);
        let band = target::band(target.band.into());
        Cell::Text(format!("{}%{band}", 100 - elective))
    });
    let gap = part.against.map_or_else(dash, |against| {
        let week = f64::from(against.points().unsigned_abs()) * part.weight / 100.0;
        Cell::Text(match pattern::gap(against.points()) {
            None => "as agreed".to_owned(),
            Some(gap) if against.outside() => {
                format!("{gap}, the week of {}", people_counted(week))
            }
            Some(gap) => format!("{gap}, within the band"),
        })
    });
    let waiting = waits(part).map_or_else(dash, Cell::Text);
    let mut cells = vec![Cell::Text(part.name.clone()), time, agreed, gap, waiting];
    // Six columns are those with the group.
    cells.extend((columns == 6).then(|| Cell::from(group)));
    cells
}

fn names(thread: &Thread<'_>) -> Vec<Item> {
    let quiet = thread
        .quiet
        .iter()
        .flat_map(|(_, teams)| teams.iter().copied());
    let (silent, quiet): (Vec<&TeamPart>, Vec<&TeamPart>) =
        quiet.partition(|part| part.time.is_err());
    // Those that have a reply for another reason, too.
    let also = thread.told().filter(|part| is_silent(part));
    let silent = also.chain(silent);
    let all = is_small(thread);
    let unasked = thread
        .told()
        .filter(|part| is_unasked(part) && !has_row(part, all));
    let unasked = unasked.chain(thread.unasked.iter().copied());
    let named = |under| move |part: &TeamPart| Item::Name(under, part.name.clone());
    let (share, quiet): (Vec<&TeamPart>, Vec<&TeamPart>) = quiet
        .into_iter()
        .partition(|part| thread.share.contains(&part.team));
    let quiet = quiet.into_iter().map(named("Nothing changed in"));
    let share = share.into_iter().map(named(ONLY_SHARED));
    let quiet = quiet.chain(share);
    let silent = silent.map(named("No answer from"));
    let unasked = unasked.map(named("Nobody was there to answer for"));
    quiet.chain(silent).chain(unasked).collect()
}

/// Items in their order, as many on a page as it has room for.
fn packed(items: &[Item], room: Room) -> Vec<Vec<&Item>> {
    let mut pages: Vec<Vec<&Item>> = vec![Vec::new()];
    let (mut text, mut json) = (AROUND_PAGE, AROUND_PAGE);
    for item in items {
        let (more_text, more_json) = size(item);
        let full = text + more_text > room.text || json + more_json > room.json;
        let begun = pages.last().is_some_and(|page| !page.is_empty());
        if full && begun {
            pages.push(Vec::new());
            (text, json) = (AROUND_PAGE, AROUND_PAGE);
        }
        text += more_text;
        json += more_json;
        if let Some(page) = pages.last_mut() {
            page.push(item);
        }
    }
    pages
}

/// What an item takes of the top-level text, and of the blocks.
fn size(item: &Item) -> (usize, usize) {
    match item {
        Item::Row(cells) => {
            let texts: usize = cells.iter().map(|cell| written(cell.text())).sum();
            (
                texts + cells.len() * 15,
                2 * texts + cells.len() * AROUND_CELL,
            )
        }
        Item::Late(message) => size_of_late(message),
        Item::Name(_, name) => (written(name) + 2, written(name) + 2),
    }
}

fn size_of_late(message: &Message) -> (usize, usize) {
    let text = message.text();
    let around = text.lines().count() * 2 * AROUND_CELL;
    (written(&text), written(&text) + around)
}

fn page(
    items: Vec<&Item>,
    week: Week,
    of: Option<(usize, usize)>,
    columns: &[String],
    left: usize,
) -> Message {
    let mut rows = Vec::new();
    let mut parts = Vec::new();
    let mut sentences: Vec<(&str, Vec<&str>)> = Vec::new();
    for item in items {
        match item {
            Item::Row(cells) => rows.push(cells.clone()),
            Item::Late(message) => parts.extend(message.parts.iter().cloned()),
            Item::Name(begin, name) => match sentences.last_mut() {
                Some((before, names)) if before == begin => names.push(name),
                _ => sentences.push((begin, vec![name])),
            },
        }
    }
    let of = of.map_or(String::new(), |(at, all)| format!(" ({at} of {all})"));
    let caption = format!("Week {}, team by team{of}", week.number());
    let mut page = if rows.is_empty() {
        vec![Part::Paragraph(vec![Line::bold(caption)])]
    } else {
        let columns = columns.to_vec();
        vec![Part::Table(Table {
            caption,
            columns,
            rows,
        })]
    };
    page.append(&mut parts);
    let lines = sentences.into_iter().map(|(begin, names)| {
        let names = names.join(", ");
        Line::plain(format!("{begin}: {names}."))
    });
    let lines: Vec<Line> = lines.collect();
    if !lines.is_empty() {
        page.push(Part::Paragraph(lines));
    }
    if left > 0 {
        let teams = counted(u32::try_from(left).unwrap_or(u32::MAX), "team", "teams");
        let note = format!(
            "Late answers said more than fits here: {teams} more; /checkin split shows each."
        );
        page.push(Part::Small(vec![Line::plain(note)]));
    }
    Message { parts: page }
}
