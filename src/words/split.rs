//! `/checkin split`: the gap first, then the newest week, its mean over four weeks, the weeks, and what all of it
//! stands on.

use super::chart::{Chart, Look, Series};
use super::figures::{
    counted, echoed, in_mean, is_nobody, listed, ordinal, people, people_counted, quoted, repeated,
    spelled, split as in_percent,
};
use super::message::{Line, Message, Part, Style};
use super::target;
use super::team;
use super::weeks::without_number;
use crate::domain::allocation::{Against, Allocation, Basis};
use crate::domain::category::Purpose;
use crate::domain::check_in_command::MOST_WEEKS;
use crate::domain::course::{Course, NotShown};
use crate::domain::organisation::Organisation;
use crate::domain::scope::Scope;

/// What Slack's charts hold; older weeks are said in words.
const POINTS: usize = 20;
/// So many scopes are told in full, with their charts.
const IN_FULL: usize = 2;
/// So many names are offered.
const CHOICES: usize = 12;

/// The answer for whoever asked.
#[must_use]
pub fn split(courses: &[Course], org: &Organisation) -> Message {
    let mut message = Message::default();
    for (at, course) in courses.iter().enumerate() {
        if at > 0 {
            message = message.and(Part::Divider);
        }
        let charts = courses.len() < IN_FULL || at < IN_FULL;
        message
            .parts
            .extend(one(course, org, charts, courses.len() == 1));
    }
    message
}

/// The same for a channel: who shared it is said, and pings nobody.
#[must_use]
pub fn shared(courses: &[Course], org: &Organisation, by: &str) -> Message {
    let said = format!("Shared by {by}, with /checkin split.");
    split(courses, org).and(Part::Small(vec![Line::plain(said)]))
}

/// Several are called so, or nearly.
#[must_use]
pub fn choose(org: &Organisation, words: &[String], scopes: &[Scope]) -> Message {
    let typed = quoted(&echoed(&words.join(" ")));
    let choices = scopes.iter().take(CHOICES).map(|scope| command(org, scope));
    Message::line(format!("{typed} may mean several. Which one?"))
        .and(Part::Bullets(choices.collect()))
}

/// Nobody is called so.
#[must_use]
pub fn nobody(org: &Organisation, words: &[String]) -> Message {
    let typed = quoted(&echoed(&words.join(" ")));
    let teams: Vec<String> = org.teams.iter().map(|team| team.name.clone()).collect();
    let known = if teams.len() > CHOICES {
        let first = listed(&teams[..CHOICES]);
        format!("Of {} teams the first are {first}", teams.len())
    } else {
        format!("The teams are {}", listed(&teams))
    };
    let hint = Line::plain(known)
        .and("; there are also ")
        .with("application", Style::Code)
        .and(", ")
        .with("platform", Style::Code)
        .and(" and ")
        .with("infrastructure", Style::Code)
        .and(" teams, product lines by their names, and ")
        .with("company", Style::Code)
        .and(".");
    Message::line(format!("Nothing is called {typed} here.")).and(Part::Paragraph(vec![hint]))
}

/// More weeks were asked for than are shown.
#[must_use]
pub fn fewer_weeks(typed: u32) -> Part {
    let said = format!("{typed} weeks were asked for; {MOST_WEEKS} at most are shown.");
    Part::Small(vec![Line::plain(said)])
}

/// A number was typed that counts no weeks.
#[must_use]
pub fn no_weeks(typed: &str) -> Message {
    let typed = quoted(&echoed(typed));
    Message::line(format!(
        "{typed} is no number of weeks: a whole number from 1 to {MOST_WEEKS}, please."
    ))
}

fn command(org: &Organisation, scope: &Scope) -> Line {
    let (typed, what) = match scope {
        Scope::Team(_) => (format!("team {}", scope.name(org)), "the team"),
        Scope::Kind(kind) => (format!("kind {}", kind.word()), "all teams of the kind"),
        Scope::Line(line) => (format!("line {line}"), "the product line"),
        Scope::Company => ("company".to_owned(), "everybody"),
    };
    Line::default()
        .with(format!("/checkin split {typed}"), Style::Code)
        .and(format!(" for {what}"))
}

fn one(course: &Course, org: &Organisation, charts: bool, alone: bool) -> Vec<Part> {
    let Some(newest) = course.weeks.last() else {
        let nothing = match course.not_shown {
            Some(_) => String::new(),
            None => format!(
                "{} has no number in these weeks; none is filled in.",
                course.name
            ),
        };
        let lines = [
            not_shown(course, org),
            (!nothing.is_empty()).then_some(nothing),
        ];
        let lines = lines.into_iter().flatten().map(Line::plain);
        return vec![Part::Paragraph(lines.collect())];
    };
    let mut parts = vec![
        Part::Paragraph(vec![Line::bold(headline(course, newest))]),
        Part::Bullets(points(course, newest, org)),
    ];
    if charts {
        parts.extend(figures(course, org, alone));
    }
    parts.push(Part::Small(small(course, newest, org)));
    parts
}

/// "Payments, week 47: 15 points less elective work than agreed".
fn headline(course: &Course, newest: &Allocation) -> String {
    let (name, week) = (&course.name, newest.week.number());
    let Some(against) = &newest.against else {
        return format!(
            "{name}, week {week}: {}% elective; no mix was agreed for this quarter",
            newest.elective
        );
    };
    let points = against.elective.abs_diff(against.agreed);
    let counted = counted(points, "point", "points");
    match against.elective.cmp(&against.agreed) {
        std::cmp::Ordering::Less => {
            format!("{name}, week {week}: {counted} less elective work than agreed")
        }
        std::cmp::Ordering::Equal => {
            format!("{name}, week {week}: as much elective work as agreed")
        }
        std::cmp::Ordering::Greater => {
            format!("{name}, week {week}: {counted} more elective work than agreed")
        }
    }
}

fn points(course: &Course, newest: &Allocation, org: &Organisation) -> Vec<Line> {
    let mean = newest.mean.map_or(String::new(), in_mean);
    let agreed = newest
        .against
        .as_ref()
        .map_or(String::new(), |against| agreed(course, newest, against));
    let purposes = newest.purposes.map(|(purpose, part)| {
        let name = match purpose {
            Purpose::Innovation => "innovation",
            Purpose::TuneUp => "tune-ups",
            Purpose::Run => "run",
        };
        format!("{name} {part}%")
    });
    let mut points = vec![
        format!(
            "{}% elective{mean}{agreed}.{}",
            newest.elective,
            gap(newest)
        ),
        format!("In all: {}.", in_percent(&newest.split, org)),
        format!("By purpose: {}.", purposes.join(", ")),
    ];
    points.extend(loudest(newest, org));
    points.into_iter().map(Line::plain).collect()
}

/// "; 65% ± 10 agreed: outside the band for the second week".
fn agreed(course: &Course, newest: &Allocation, against: &Against) -> String {
    // Of several teams one alone may have agreed on a mix: its band is not theirs.
    let band = against
        .band
        .filter(|_| matches!(course.scope, Scope::Team(_)));
    let Some(band) = band else {
        return if against.elective == newest.elective {
            format!("; {}% agreed", against.agreed)
        } else {
            format!(
                "; of the teams that agreed on a mix {}%, {}% agreed",
                against.elective, against.agreed
            )
        };
    };
    let around = target::band(band);
    let points = against.points().unsigned_abs();
    let place = match (points, course.weeks_outside) {
        (0, _) => ": as agreed".to_owned(),
        _ if band == 0 => String::new(),
        _ if points <= band => ": within the band".to_owned(),
        (_, 0 | 1) => ": outside the band".to_owned(),
        (_, weeks) => format!(": outside the band for the {} week", ordinal(weeks)),
    };
    let lasts = against.target.as_ref().and_then(target::for_a_while);
    let lasts = lasts.map_or(String::new(), |lasts| format!(" ({lasts})"));
    format!("; {}%{around} agreed{lasts}{place}", against.agreed)
}

fn gap(newest: &Allocation) -> String {
    match &newest.against {
        // A gap that rounds to nothing is not worth a sentence.
        Some(against) if against.points() != 0 && !is_nobody(against.gap_people) => format!(
            " The gap is the week of {} of {}.",
            people_counted(against.gap_people.abs()),
            people(against.people)
        ),
        _ => String::new(),
    }
}

/// "Fires took the week of 3.2 people."
fn loudest(newest: &Allocation, org: &Organisation) -> Option<String> {
    let loudest = newest.loudest.as_ref()?;
    let name = org.category_name(&loudest.category);
    let took = people_counted(loudest.people);
    Some(format!("{name} took the week of {took}."))
}

/// How it went, as charts: the elective part against what was agreed, and the categories.
fn figures(course: &Course, org: &Organisation, both: bool) -> Vec<Part> {
    let first = course.weeks.len().saturating_sub(POINTS);
    let weeks = &course.weeks[first..];
    let points: Vec<String> = weeks
        .iter()
        .map(|one| format!("W{:02}", one.week.number()))
        .collect();
    let series = |name: &str, value: &dyn Fn(&Allocation) -> u32| Series {
        name: name.to_owned(),
        values: weeks.iter().map(|week| f64::from(value(week))).collect(),
    };
    let mut parts = Vec::new();
    if weeks.len() > 1 {
        let mut lines = vec![series("Elective", &|week| week.elective)];
        // A line has no holes: where nothing was agreed for some weeks there is none.
        if weeks.iter().all(|week| week.against.is_some()) {
            let agreed = |week: &Allocation| week.against.as_ref().map_or(0, |one| one.agreed);
            lines.push(series("Agreed", &agreed));
        }
        parts.push(Part::Chart(Chart {
            title: format!("{}: elective work, % of the week", course.name),
            look: Look::Lines,
            points: points.clone(),
            series: lines,
        }));
    }
    let some = |id| weeks.iter().any(|week| week.split.percent(id) > 0);
    let categories = org.categories.iter().filter(|category| some(&category.id));
    let bars = categories.map(|category| {
        series(&category.name, &|week| {
            u32::from(week.split.percent(&category.id))
        })
    });
    if both || weeks.len() == 1 {
        parts.push(Part::Chart(Chart {
            title: format!("{}: where the weeks went, %", course.name),
            look: Look::Bars,
            points,
            series: bars.collect(),
        }));
    }
    if first > 0 {
        let earlier = course.weeks[..first].iter();
        let earlier: Vec<String> = earlier
            .map(|one| format!("W{:02} {}", one.week.number(), one.elective))
            .collect();
        let line = format!("Elective in the weeks before, %: {}.", earlier.join(", "));
        parts.push(Part::Paragraph(vec![Line::plain(line)]));
    }
    parts
}

fn small(course: &Course, newest: &Allocation, org: &Organisation) -> Vec<Line> {
    let mut lines = vec![stands_on(course, &newest.basis)];
    lines.extend(not_shown(course, org));
    lines.extend(without_number(&course.missing));
    lines.into_iter().map(Line::plain).collect()
}

fn stands_on(course: &Course, basis: &Basis) -> String {
    let (answered, asked) = (basis.answers, basis.asked);
    let repeats = match basis.repeats {
        0 => String::new(),
        _ if !basis.more_repeats
            && matches!(course.scope, Scope::Team(_))
            && basis.estimates > 0 =>
        {
            "; last week's split repeated".to_owned()
        }
        many => format!("; {}", repeated(many, basis.more_repeats)),
    };
    if let Scope::Team(_) = course.scope {
        let who = if basis.estimates > 0 {
            "the lead's estimate for".to_owned()
        } else {
            format!("{answered} of {asked} answers, for")
        };
        let (stands_for, all) = (people(basis.weight), people(basis.available));
        let of = match (stands_for == all, all.as_str()) {
            (true, "1") => "1 person".to_owned(),
            (true, _) => format!("{all} people"),
            (false, _) => format!("{stands_for} of {all} people"),
        };
        return format!("Stands on {who} {of}{repeats}.");
    }
    let (in_it, all) = (basis.teams_in, basis.teams);
    let percent = if basis.available > 0.0 {
        format!(", {}% of available time", basis.coverage())
    } else {
        String::new()
    };
    let estimates = counted(basis.estimates, "lead's estimate", "leads' estimates");
    let how: Vec<String> = [
        (basis.estimates > 0).then_some(estimates),
        (basis.everyone > 0).then(|| format!("{} by everyone", basis.everyone)),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!(
        "Stands on {in_it} of {}{percent}: {}{repeats}.",
        counted(all, "team", "teams"),
        how.join(", ")
    )
}

fn not_shown(course: &Course, org: &Organisation) -> Option<String> {
    let NotShown {
        week,
        answered,
        asked,
        outweighed,
    } = course.not_shown?;
    let name = format!("{}, week {}", course.name, week.number());
    Some(if outweighed {
        format!("{name}: {}", team::outweighed((answered, asked)))
    } else {
        format!(
            "{name}: {} of {} answered; totals are shown once {} have.",
            spelled(answered),
            spelled(asked),
            spelled(org.settings.enough_answers)
        )
    })
}
