//! What a team agreed, in words: in the digest, in the answer to a command, and in the form in which it is agreed.

use chrono::NaiveDate;

use super::figures::{counted, day_seen_from, echoed, ended, listed, quoted, split};
use super::message::{Button, Line, Message, Part, Press};
use crate::domain::nearest::nearest;
use crate::domain::organisation::{Organisation, Team};
use crate::domain::target::agreement::{Agreement, quarters, who_may};
use crate::domain::target::{Anew, TargetSplit, standing};
use crate::domain::week::{Quarter, Week};

/// How many agreements are told of a team's past.
const HISTORY: usize = 6;

/// How many teams are offered as buttons, or listed.
const OFFERED: usize = 20;

/// " ± 10", or nothing where there is no band.
#[must_use]
pub fn band(band: u32) -> String {
    if band > 0 {
        format!(" ± {band}")
    } else {
        String::new()
    }
}

fn non_elective(target: &TargetSplit, org: &Organisation) -> u32 {
    100 - target.split.elective(&org.categories, target.since)
}

/// "temporary until 12 December: “launch of X”; what gives way: “tune-ups”"; nothing of one for a quarter.
#[must_use]
pub fn for_a_while(target: &TargetSplit) -> Option<String> {
    let until = day_seen_from(target.until?, target.since.monday());
    let why = target.why.as_ref();
    let why = why.map_or(String::new(), |why| format!(": {}", quoted(why)));
    let way = target.gives_way.as_ref();
    let way = way.map_or(String::new(), |way| {
        format!("; what gives way: {}", quoted(way))
    });
    Some(format!("temporary until {until}{why}{way}"))
}

/// "Agreed anew on Tuesday: 40% non-elective instead of 35%, because “…”.", as the digest after it tells it.
#[must_use]
pub fn anew(anew: &Anew, org: &Organisation) -> String {
    let now = &anew.now;
    let on = now.entered.as_ref().map(|entered| entered.on);
    let ahead = on.is_some_and(|on| now.quarter != Quarter::of_week(Week::of(on)));
    let on = on.map_or(String::new(), |on| format!(" on {}", on.format("%A")));
    let quarter = if now.until.is_none() && ahead {
        format!(" for {}", now.quarter)
    } else {
        String::new()
    };
    ended(&format!(
        "Agreed anew{on}{quarter}: {}{}",
        difference(anew, org),
        because(now)
    ))
}

/// "40% non-elective instead of 35%", and where these are the same, what is not.
fn difference(anew: &Anew, org: &Organisation) -> String {
    let (now, before) = (&anew.now, &anew.before);
    let (is, was) = (non_elective(now, org), non_elective(before, org));
    if is != was {
        return format!("{is}% non-elective instead of {was}%");
    }
    if now.split != before.split {
        return format!(
            "{} instead of {}",
            split(&now.split, org),
            split(&before.split, org)
        );
    }
    if now.band != before.band {
        return format!(
            "{is}% non-elective ± {} instead of ± {}",
            now.band, before.band
        );
    }
    format!("{is}% non-elective as before")
}

fn because(target: &TargetSplit) -> String {
    let while_it_lasts = for_a_while(target).map_or(String::new(), |it| format!(", {it}"));
    let reason = target.reason.as_ref();
    let reason = reason.map_or(String::new(), |reason| {
        format!(", because {}", quoted(reason))
    });
    format!("{while_it_lasts}{reason}")
}

/// "35% non-elective ± 10: 20% fires, 15% support, 65% existing features".
pub(super) fn mix(target: &TargetSplit, org: &Organisation) -> String {
    let band = band(u32::from(target.band));
    let all = split(&target.split, org);
    format!("{}% non-elective{band}: {all}", non_elective(target, org))
}

/// What a team agreed and for when, from this week on, and how it came to be.
#[must_use]
pub fn agreed(org: &Organisation, team: &Team, today: NaiveDate) -> Vec<Part> {
    let week = Week::of(today);
    let mut lines = vec![Line::bold(team.name.clone()).and(format!(" ({})", team.kind.word()))];
    match team.target(week) {
        None => lines.push(Line::plain(format!(
            "Nothing is agreed for {}.",
            Quarter::of_week(week)
        ))),
        Some(target) => lines.extend(told(target, org)),
    }
    // What comes next: the mix behind a temporary one, and later quarters.
    let held = team.target(week);
    let later = quarters(today).into_iter().filter_map(|quarter| {
        let target = &team.targets[standing(&team.targets, quarter)?];
        (Some(target) != held).then_some((quarter, target))
    });
    for (quarter, target) in later {
        lines.push(Line::plain(format!("{quarter}: {}.", mix(target, org))));
    }
    let planned = team
        .targets
        .iter()
        .filter(|target| target.until.is_some() && target.ended.is_none() && target.since > week);
    for target in planned {
        let from = day_seen_from(target.since.monday(), today);
        let lasts = for_a_while(target).unwrap_or_default();
        lines.push(Line::plain(format!(
            "From {from}, {lasts}: {}.",
            mix(target, org)
        )));
    }
    let mut parts = vec![Part::Paragraph(lines)];
    let history = history(org, team, today);
    if !history.is_empty() {
        parts.push(Part::Bullets(history));
    }
    parts
}

fn told(target: &TargetSplit, org: &Organisation) -> Vec<Line> {
    let mut lines = vec![Line::plain(format!("{}.", mix(target, org)))];
    if let Some(lasts) = for_a_while(target) {
        let lasts = ended(&lasts);
        let mut letters = lasts.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let lasts: String = first.into_iter().chain(letters).collect();
        lines.push(Line::plain(lasts));
    } else {
        let why = target.why.as_ref();
        lines.extend(why.map(|why| Line::plain(format!("Why: {}", quoted(why)))));
    }
    lines.extend(target.agreed_by.as_ref().map(|(product, engineering)| {
        Line::plain(format!(
            "Agreed by {} from product and {} from engineering.",
            org.name_of(product),
            org.name_of(engineering)
        ))
    }));
    lines
}

/// How it came to be, the newest first.
fn history(org: &Organisation, team: &Team, today: NaiveDate) -> Vec<Line> {
    let first = team
        .targets
        .iter()
        .find_map(|target| target.entered.as_ref());
    let Some(first) = first else {
        return Vec::new();
    };
    let all = team.agreed_anew(first.on, NaiveDate::MAX);
    let lines = all.iter().rev().take(HISTORY).map(|anew| {
        let entered = anew.now.entered.as_ref();
        let on = entered.map_or(String::new(), |entered| day_seen_from(entered.on, today));
        let by = match entered.and_then(|entered| entered.by.as_ref()) {
            Some(by) => org.name_of(by),
            None => "an import",
        };
        let text = format!(
            "{on}, by {by}: {}{}",
            difference(anew, org),
            because(&anew.now)
        );
        Line::plain(ended(&text))
    });
    let mut lines: Vec<Line> = lines.collect();
    if let Some(left_out) = all.len().checked_sub(HISTORY).filter(|more| *more > 0) {
        let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
        let more = counted(left_out, "earlier change", "earlier changes");
        lines.push(Line::plain(format!("and {more}.")));
    }
    lines
}

/// What is agreed, for somebody who may read it and not change it.
#[must_use]
pub fn read_only(org: &Organisation, team: &Team, today: NaiveDate) -> Message {
    let mut parts = agreed(org, team, today);
    parts.push(Part::Small(vec![Line::plain(who_can(org, team))]));
    Message { parts }
}

/// Who can agree it.
#[must_use]
pub fn who_can(org: &Organisation, team: &Team) -> String {
    let names: Vec<String> = who_may(org, team).into_iter().map(str::to_owned).collect();
    if names.is_empty() {
        return "A Headway admin can change it by an import.".to_owned();
    }
    let (shown, more) = names.split_at(names.len().min(OFFERED));
    let mut shown = shown.to_vec();
    if !more.is_empty() {
        shown.push(format!("{} others", more.len()));
    }
    format!("{} can change it.", listed(&shown))
}

/// To somebody who may not even read it.
#[must_use]
pub fn refusal(org: &Organisation, team: &Team) -> String {
    let name = &team.name;
    let who = who_can(org, team);
    format!("What {name} agreed is read by its own people, leaders and admins. {who}")
}

/// Several teams: one is chosen.
#[must_use]
pub fn choose(teams: &[&Team]) -> Message {
    let buttons = teams.iter().take(OFFERED).map(|team| Button {
        label: team.name.clone(),
        press: Press::Target(team.id.clone()),
        primary: false,
    });
    let mut parts = vec![
        Part::Paragraph(vec![Line::plain("What which team agreed?")]),
        Part::Buttons(buttons.collect()),
    ];
    if teams.len() > OFFERED {
        parts.push(Part::Small(vec![Line::plain(format!(
            "{} more teams: write /checkin target and the team's name.",
            teams.len() - OFFERED
        ))]));
    }
    Message { parts }
}

/// No team of this name.
#[must_use]
pub fn no_such_team(org: &Organisation, name: &str) -> Message {
    let known = || {
        org.teams
            .iter()
            .flat_map(|team| [team.name.as_str(), team.id.as_str()])
    };
    if let Some(near) = nearest(name, known()) {
        return Message::line(format!(
            "There is no team called {}. Did you mean {near}?",
            quoted(&echoed(name))
        ));
    }
    let mut names: Vec<String> = org.teams.iter().map(|team| team.name.clone()).collect();
    let more = names.len().saturating_sub(OFFERED);
    names.truncate(OFFERED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    Message::line(format!(
        "There is no team called {}. The teams are {}.",
        quoted(&echoed(name)),
        listed(&names)
    ))
}

/// To somebody who is in no team and may see none.
#[must_use]
pub fn in_no_team() -> Message {
    Message::line(
        "You are in no team, so there is nothing agreed to show. What a team agreed is read by its own people, leaders and admins.",
    )
}

/// What is said when it is agreed: what changed, and from when it holds.
#[must_use]
pub fn kept(org: &Organisation, team: &Team, agreement: &Agreement) -> String {
    let target = &agreement.target;
    let name = &team.name;
    let from = format!("holds from week {}", target.since.number());
    let mut text = match &agreement.before {
        None => {
            let lasts = for_a_while(target).map_or(String::new(), |it| format!(" ({it})"));
            format!("{name} agreed {}{lasts}. It {from}", mix(target, org))
        }
        Some(before) => {
            let anew = Anew {
                now: target.clone(),
                before: before.clone(),
            };
            let said = ended(&format!("{}{}", difference(&anew, org), because(target)));
            format!("{name} agreed anew: {said} It {from}")
        }
    };
    if target.until.is_none() {
        text.push_str(&format!(" to the end of {}", target.quarter));
    }
    text.push_str("; the weeks before are compared with what held then.");
    if let Some(before) = agreement
        .before
        .as_ref()
        .filter(|_| agreement.ends.is_some())
        && let (Some(until), None) = (before.until, target.until)
    {
        let until = day_seen_from(until, target.since.monday());
        text.push_str(&format!(" What was agreed until {until} ends with it."));
    }
    text
}
