//! Friday's thread: the head, and one reply for each team.

use super::digest_chart;
use super::figures::{
    capitalised, counted, day_and_time, in_mean, is_nobody, listed, lower_first, people,
    people_counted, spelled,
};
use super::message::{Line, Message, Part};
use super::pattern::company_fires;
use super::team::{heading, in_their_words, sentences, status};
use super::waiting::waiting;
use crate::domain::allocation::{Against, Allocation};
use crate::domain::calendar;
use crate::domain::digest::{Digest, Silence, StandsOn, StatusChange, TeamPart, Waiting};
use crate::domain::insight::elective_categories;
use crate::domain::number;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// A list in the head names so many; the thread has the rest.
const IN_THE_HEAD: usize = 5;

/// The head of the thread. `updated` says when late answers changed it: "Monday 10:12, two late answers".
#[must_use]
pub fn head(digest: &Digest, org: &Organisation, updated: Option<&str>) -> Message {
    let mut points = vec![time(digest, org)];
    points.push(results(digest));
    points.extend(super::iteration::in_the_head(&digest.iterations));
    points.extend(waiting(digest, org));
    let mut small = vec![Line::plain(stands_on(&digest.stands_on))];
    small.extend(digest_chart::without(digest).map(Line::plain));
    small.extend(updated.map(|updated| Line::plain(format!("Updated {updated}."))));
    let mut parts = vec![
        Part::Paragraph(vec![Line::bold(headline(digest))]),
        Part::Bullets(points.into_iter().map(Line::plain).collect()),
    ];
    parts.extend(digest_chart::chart(digest, org).map(Part::Chart));
    parts.push(Part::Small(small));
    Message { parts }
}

/// One team's reply.
#[must_use]
pub fn reply(part: &TeamPart, org: &Organisation) -> Message {
    let mut parts = vec![
        Part::Paragraph(vec![heading(part)]),
        Part::Bullets(sentences(part, org)),
    ];
    parts.extend(in_their_words(part, org));
    Message { parts }
}

/// A team's own part, as its channel reads it before leadership does: the sentences are the digest's.
#[must_use]
pub fn team_part(part: &TeamPart, org: &Organisation, week: Week) -> Message {
    let zone = org.settings.time_zone;
    let small = format!(
        "Leadership reads the same in the digest. Late answers change both until {}.",
        day_and_time(calendar::close_at(org, week), zone)
    );
    let mut parts = vec![
        Part::Paragraph(vec![
            Line::bold(format!("Week {}. ", week.number())).followed_by(heading(part)),
        ]),
        Part::Bullets(sentences(part, org)),
    ];
    parts.extend(in_their_words(part, org));
    parts.push(Part::Small(vec![small.into()]));
    Message { parts }
}

fn headline(digest: &Digest) -> String {
    let week = digest.week.number();
    let Some(time) = &digest.company.time else {
        return format!("Week {week}: {}", silence(digest));
    };
    let Some(against) = &time.against else {
        return format!("Week {week}: where the time went");
    };
    let points = against.points();
    let word = if points.abs() == 1 { "point" } else { "points" };
    match points {
        ..0 => format!(
            "Week {week}: {} {word} less elective work than agreed",
            points.abs()
        ),
        0 => format!("Week {week}: as much elective work as agreed"),
        _ => format!("Week {week}: {points} {word} more elective work than agreed"),
    }
}

/// Why there is no number at all.
fn silence(digest: &Digest) -> &'static str {
    let open = |team: &TeamPart| team.time == Err(Silence::NoAnswer(Waiting::Open));
    let unasked = |team: &TeamPart| team.time == Err(Silence::NobodyAsked);
    if digest.teams.iter().all(unasked) {
        return "nobody was asked: everybody was away or off";
    }
    if digest.teams.iter().any(|team| team.answered.0 > 0) {
        "too few answers to show"
    } else if digest.teams.iter().any(open) {
        "no answers yet"
    } else {
        "no answers"
    }
}

fn time(digest: &Digest, org: &Organisation) -> String {
    let company = &digest.company;
    let Some(time) = &company.time else {
        return format!("Time: {}; no number is filled in.", silence(digest));
    };
    let mean = time.mean.map_or(String::new(), in_mean);
    let elective = time.elective;
    let lead = match &time.against {
        None => {
            format!("{elective}% elective{mean}; no team has agreed on a mix for this quarter.")
        }
        Some(against) if against.elective == elective => {
            format!("{elective}% elective, {}% agreed{mean}.", against.agreed)
        }
        Some(against) => format!(
            "{elective}% elective{mean}; of the teams that agreed on a mix {}%, {}% agreed.",
            against.elective, against.agreed
        ),
    };
    let fires = company.fires.as_ref().map_or(String::new(), |fires| {
        format!(" {}", company_fires(fires, org))
    });
    format!("Time: {lead} {}.{}{fires}", lines(time, org), gap(time))
}

/// "New features 21%, existing features 25%, tune-ups 12%, non-elective 42%".
fn lines(time: &Allocation, org: &Organisation) -> String {
    let mut lines: Vec<String> = elective_categories(&org.categories, time.week)
        .map(|category| (category, time.split.percent(&category.id)))
        .filter(|(_, percent)| *percent > 0)
        .map(|(category, percent)| format!("{} {percent}%", lower_first(&category.name)))
        .collect();
    lines.push(format!("non-elective {}%", time.non_elective));
    capitalised(&lines.join(", "))
}

fn gap(time: &Allocation) -> String {
    // A gap that rounds to nothing is not worth a sentence.
    let worth = |it: &&Against| it.points() != 0 && !is_nobody(it.gap_people);
    let Some(against) = time.against.as_ref().filter(worth) else {
        return String::new();
    };
    let most = if against.most_in.is_empty() {
        String::new()
    } else {
        format!(", most of it in {}", listed(&against.most_in))
    };
    format!(
        " The gap is the week of {} of {}{most}.",
        people_counted(against.gap_people.abs()),
        people(against.people)
    )
}

fn results(digest: &Digest) -> String {
    let mut lines: Vec<String> = digest
        .changes
        .iter()
        .take(IN_THE_HEAD)
        .map(changed)
        .collect();
    if let Some(more) = digest
        .changes
        .len()
        .checked_sub(IN_THE_HEAD)
        .filter(|more| *more > 0)
    {
        lines.push(format!(
            "{more} more changed status; they stand with their teams."
        ));
    }
    let codes = |changes: &[StatusChange]| {
        let codes: Vec<String> = changes.iter().map(named).collect();
        listed(&codes)
    };
    if !digest.still_off_track.is_empty() {
        lines.push(format!(
            "Still off track: {}.",
            codes(&digest.still_off_track)
        ));
    }
    if !digest.stale.is_empty() {
        lines.push(format!(
            "Without a reading for too long: {}.",
            codes(&digest.stale)
        ));
    }
    if lines.is_empty() {
        let nothing = if digest.stands_on.key_results == 0 {
            "no key results this quarter."
        } else {
            "no status changed."
        };
        lines.push(nothing.to_owned());
    }
    format!("Results: {}", lines.join(" "))
}

fn named(change: &StatusChange) -> String {
    format!(
        "{} {}",
        change.line.key_result.code, change.line.key_result.metric
    )
}

fn changed(change: &StatusChange) -> String {
    let standing = &change.line.standing;
    let write = |value| number::write(value, &change.line.key_result.unit);
    let better = change.before.is_some_and(|before| change.status < before);
    let before = change.before.map_or("new", status);
    let line = super::okr::line_today(&change.line.key_result, standing)
        .map_or(String::new(), |line| format!("{line}; "));
    let value = standing
        .latest
        .as_ref()
        .map_or(String::new(), |latest| format!("{}; ", write(latest.value)));
    format!(
        "{} is {}: {before} → {} ({value}{line}aim {}).",
        named(change),
        if better { "better" } else { "worse" },
        status(change.status),
        write(change.line.key_result.target),
    )
}

fn stands_on(stands_on: &StandsOn) -> String {
    let mut parts = Vec::new();
    if stands_on.estimates > 0 {
        parts.push(counted(
            stands_on.estimates,
            "lead's estimate",
            "leads' estimates",
        ));
    }
    if stands_on.everyone > 0 {
        parts.push(format!("{} by everyone", stands_on.everyone));
    }
    let how = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    let repeats = match stands_on.repeats {
        0 if stands_on.more_repeats => "some repeated last week's split".to_owned(),
        many if stands_on.more_repeats => format!("{many} and more repeated last week's split"),
        0 => "nobody repeated last week's split".to_owned(),
        1 => "1 repeated last week's split".to_owned(),
        many => format!("{many} repeated last week's split"),
    };
    let results = format!(
        "{} of {} measured",
        stands_on.measured,
        counted(stands_on.key_results, "key result", "key results")
    );
    let cost = match stands_on.minutes {
        0 => String::new(),
        minutes => format!(
            "; it cost {} of answering",
            counted(minutes, "minute", "minutes")
        ),
    };
    format!(
        "Stands on {} of {}, {}% of available time{how}; {repeats}; {results}{cost}.",
        stands_on.teams_in,
        counted(stands_on.teams, "team", "teams"),
        stands_on.available,
    )
}

/// "Monday 10:12, two late answers, one edit": what an updated digest says of itself.
#[must_use]
pub fn updated(at: &str, late: u32, edits: u32) -> String {
    let count = |number, one: &str, many: &str| match number {
        0 => String::new(),
        1 => format!(", one {one}"),
        number => format!(", {} {many}", spelled(number)),
    };
    format!(
        "{at}{}{}",
        count(late, "late answer", "late answers"),
        count(edits, "edit", "edits")
    )
}
