//! A team's week in sentences: the same in the receipt, which promises them, and in the digest, which keeps them.

use super::figures::{
    capitalised, day_seen_from, is_nobody, people, people_counted, quoted, quoted_lines, spelled,
    split,
};
use super::message::{Line, Part, Style};
use super::okr::rounded_forecast;
use super::pattern;
use super::spark::spark;
use super::target;
use crate::domain::digest::{KeyResultLine, Silence, TeamPart, Waiting};
use crate::domain::insight::{AgainstAgreed, Pattern};
use crate::domain::number;
use crate::domain::okr::Status;
use crate::domain::organisation::{Answers, Organisation};

/// How a status is called.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::OnTrack => "on track",
        Status::NotYet => "not measured yet",
        Status::AtRisk => "at risk",
        Status::OffTrack => "off track",
        Status::Stale => "stale",
    }
}

/// "Payments (application; the lead's estimate for 6.5 of 7 people)".
#[must_use]
pub fn heading(part: &TeamPart) -> Line {
    let (answered, asked) = part.answered;
    let stands_on = match (&part.time, part.answers) {
        (Err(_), _) => String::new(),
        (Ok(_), Answers::Lead) => format!("; the lead's estimate for {}", of_people(part)),
        (Ok(_), Answers::Everyone) => format!("; {answered} of {asked} people"),
    };
    let repeated = if part.repeated && part.time.is_ok() {
        "; last week's split repeated"
    } else {
        ""
    };
    Line::bold(part.name.clone()).and(format!(" ({}{stands_on}{repeated})", part.kind.word()))
}

fn of_people(part: &TeamPart) -> String {
    let (stands_for, all) = (people(part.weight), people(part.strength));
    match (stands_for == all, all.as_str()) {
        (true, "1") => "1 person".to_owned(),
        (true, _) => format!("{all} people"),
        (false, _) => format!("{stands_for} of {all} people"),
    }
}

/// What is said of a team's week, line by line: time against what was agreed, what its weeks show, all of the
/// split, then key results. The receipt, the team's channel and the digest say the same.
#[must_use]
pub fn sentences(part: &TeamPart, org: &Organisation) -> Vec<Line> {
    let mut lines = vec![Line::plain(time(part, org))];
    let patterns = part.patterns.iter();
    lines.extend(patterns.map(|it| Line::plain(pattern::pattern(it, org))));
    if let Ok(all) = &part.time {
        lines.push(Line::plain(format!("In all: {}.", split(all, org))));
    }
    lines.extend(
        part.agreed_anew
            .iter()
            .map(|anew| Line::plain(target::anew(anew, org))),
    );
    lines.extend(
        part.key_results
            .iter()
            .map(|line| Line::plain(key_result(line))),
    );
    lines.extend(elsewhere(part, org));
    let iterations = super::iteration::of_team(&part.iterations);
    lines.extend(iterations.into_iter().map(Line::plain));
    lines.extend(super::matters::of_team(part, org));
    lines
}

/// "The key results of SRC-2 “Found at once” stand with Search."
fn elsewhere(part: &TeamPart, org: &Organisation) -> impl Iterator<Item = Line> {
    let shared = part.elsewhere.iter().filter_map(|(code, holder)| {
        let title = quoted(&org.objective(code)?.title);
        let holder = &org.team(holder)?.name;
        Some(Line::plain(format!(
            "The key results of {code} {title} stand with {holder}."
        )))
    });
    shared.collect::<Vec<_>>().into_iter()
}

/// Where its key results end if they go on as they went: "PAY-1.2 ▁▁▂▃▄▅█ at this slope 5,380 by 31 December (least
/// squares over seven readings)".
#[must_use]
pub fn forecasts(part: &TeamPart) -> Vec<Line> {
    let line = |line: &KeyResultLine| {
        let (key_result, forecast) = (&line.key_result, line.forecast.as_ref()?);
        let readings = u32::try_from(forecast.values.len()).unwrap_or(u32::MAX);
        let end = rounded_forecast(key_result, forecast);
        let name = Line::plain(format!("{} ", key_result.code));
        let drawn = format!("{} ", spark(&forecast.values));
        Some(name.with(drawn, Style::Drawn).and(format!(
            "at this slope {} by {} (least squares over {} readings).",
            number::write(end, &key_result.unit),
            day_seen_from(forecast.by, part.week.monday()),
            spelled(readings)
        )))
    };
    part.key_results.iter().filter_map(line).collect()
}

/// What the team said and needs, in its own words.
#[must_use]
pub fn in_their_words(part: &TeamPart, org: &Organisation) -> Option<Part> {
    let said = part
        .results_notes
        .iter()
        .chain(&part.notes)
        .flat_map(|note| quoted_lines(note))
        .map(Line::plain);
    let needs = part
        .needs
        .iter()
        .map(|need| Line::plain("Needs: ").and(quoted(need)));
    let next = part.next_slices.iter();
    let next = next.map(|it| Line::plain("Next, to ship and measure: ").and(quoted(it)));
    let requests = super::matters::in_the_quote(part, org);
    let lines: Vec<Line> = said.chain(next).chain(needs).chain(requests).collect();
    (!lines.is_empty()).then_some(Part::Quote(lines))
}

fn time(part: &TeamPart, org: &Organisation) -> String {
    let time = match &part.time {
        Ok(split) => split,
        Err(silence) => return silent(part, *silence, org),
    };
    let run = 100 - time.elective(&org.categories, part.week);
    let agreed = match part.against {
        None => "nothing was agreed for this quarter".to_owned(),
        Some(against) => against_agreed(part, against),
    };
    format!(
        "{} spent {run}% on non-elective work; {agreed}.{}",
        part.name,
        loudest(part, org)
    )
}

/// "35% ± 10 was agreed: 15 points more, the week of 1.1 people, outside the band".
fn against_agreed(part: &TeamPart, against: AgainstAgreed) -> String {
    let band = target::band(against.band);
    let lasts = part.target.as_ref().and_then(target::for_a_while);
    let lasts = lasts.map_or(String::new(), |lasts| format!(" ({lasts})"));
    let gap = match pattern::gap(against.points()) {
        None => "as agreed".to_owned(),
        Some(gap) if against.outside() => {
            let week = f64::from(against.points().unsigned_abs()) * part.weight / 100.0;
            let band = if against.band > 0 {
                ", outside the band"
            } else {
                ""
            };
            let week = if is_nobody(week) {
                String::new()
            } else {
                format!(", the week of {}", people_counted(week))
            };
            format!("{gap}{week}{band}")
        }
        Some(gap) => format!("{gap}, within the band"),
    };
    format!("{}%{band} was agreed{lasts}: {gap}", 100 - against.agreed)
}

/// What the loudest category took, unless a pattern says so.
fn loudest(part: &TeamPart, org: &Organisation) -> String {
    let said = part.patterns.iter().find_map(|pattern| match pattern {
        Pattern::FireWeek(fires) => Some(&fires.unusual.category),
        Pattern::Break(unusual) => Some(&unusual.category),
        _ => None,
    });
    match &part.loudest {
        Some((category, percent, normal)) if said != Some(category) => {
            let normal = normal.map_or(String::new(), |normal| {
                format!("; {normal}% is normal for the team")
            });
            format!(" {} took {percent}%{normal}.", org.category_name(category))
        }
        _ => String::new(),
    }
}

fn silent(part: &TeamPart, silence: Silence, org: &Organisation) -> String {
    let name = &part.name;
    match silence {
        Silence::NobodyAsked => format!("Nobody was there to answer for {name} this week."),
        Silence::NoAnswer(Waiting::Open) => {
            format!("No answer from {name} yet; no number is filled in.")
        }
        Silence::NoAnswer(Waiting::Expired) => {
            format!("No answer from {name} this week; no number is filled in.")
        }
        Silence::TooFew => {
            let (answered, asked) = part.answered;
            let so_far = spelled(answered);
            format!(
                "{} of {} answered; totals are shown once {} have.",
                capitalised(&so_far),
                spelled(asked),
                spelled(org.settings.enough_answers)
            )
        }
        Silence::Outweighed => capitalised(&outweighed(part.answered)),
    }
}

/// Why nothing is shown although enough have answered.
#[must_use]
pub fn outweighed((answered, asked): (u32, u32)) -> String {
    format!(
        "{} of {} answered; one of them is more than two thirds of the time that was answered for, so a total would be nearly theirs and none is shown.",
        spelled(answered),
        spelled(asked)
    )
}

/// The status that is announced, and what today would say by itself where that is another: the head of a thread tells
/// what is announced, and a reply below it must not say otherwise, nor hide how things stand.
fn announced(line: &KeyResultLine) -> String {
    let (told, today) = (line.announced, line.standing.status);
    if told == today {
        return status(told).to_owned();
    }
    format!(
        "{}; today alone it would be {}",
        status(told),
        status(today)
    )
}

/// "PAY-1.2 Weekly active payers went from 4,420 to 4,800 (aim 6,000), confidence 7."
#[must_use]
pub fn key_result(line: &KeyResultLine) -> String {
    let key_result = &line.key_result;
    let write = |value| number::write(value, &key_result.unit);
    let name = format!("{} {}", key_result.code, key_result.metric);
    let aim = write(key_result.target);
    let reached = match line.announced {
        _ if !line.is_reached() => "",
        Status::OnTrack => "; the aim is reached",
        // Who doubts it may know more than the number.
        _ => ", though the aim is reached",
    };
    let standing = format!("{}{reached}", announced(line));
    let Some(latest) = &line.standing.latest else {
        return format!("{name}: no reading yet (aim {aim}).");
    };
    let now = write(latest.value);
    if !line.measured {
        return format!(
            "{name}: no reading this week; {now} in week {} (aim {aim}), {standing}.",
            latest.week.number()
        );
    }
    let confidence = latest.confidence.value();
    match &line.standing.before {
        None => format!("{name} stands at {now} (aim {aim}), confidence {confidence}: {standing}."),
        Some(before) if write(before.value) == now => {
            format!("{name} stays at {now} (aim {aim}), confidence {confidence}: {standing}.")
        }
        Some(before) => format!(
            "{name} went from {} to {now} (aim {aim}), confidence {confidence}: {standing}.",
            write(before.value)
        ),
    }
}
