//! Where a period's time went, in words: against what was agreed, by kinds and lines, by what it was for, week by week.

use crate::domain::allocation::{Comparison, Span};
use crate::domain::category::Purpose;
use crate::domain::insight::elective_categories;
use crate::domain::number;
use crate::domain::okr::Unit;
use crate::domain::organisation::Organisation;
use crate::domain::review::{Part as OfCompany, Review, Time};
use crate::domain::time_split::apportioned;
use crate::words::chart::{Cell, Chart, Table};
use crate::words::figures::{capitalised, counted, is_nobody, lower_first, people, split};
use crate::words::message::{Line, Part};
use crate::words::pattern::most_in;
use crate::words::weeks::{self, Point};

/// "58% elective, 65% agreed (October 60%). New features 21%, …, non-elective 42%. The gap is …"
pub(super) fn in_the_head(review: &Review, org: &Organisation) -> String {
    let Some(span) = &review.time.company else {
        return "no answers; no number is filled in.".to_owned();
    };
    let before = before(review);
    let agreed = match &span.against {
        None => format!("{before}; no team has agreed on a mix"),
        Some(against) if against.elective == span.elective => {
            format!(", {}% agreed{before}", against.agreed)
        }
        Some(against) => format!(
            "{before}; of the teams that agreed on a mix {}%, {}% agreed",
            against.elective, against.agreed
        ),
    };
    let gap = span.against.as_ref().map_or(String::new(), gap);
    format!(
        "{}% elective{agreed}. {}.{gap}",
        span.elective,
        lines(span, org)
    )
}

/// " (60% in October 2026)": the period before.
fn before(review: &Review) -> String {
    let before = review.time.before.as_ref();
    let name = super::name(review.period.previous());
    before.map_or(String::new(), |span| {
        format!(" ({}% in {name})", span.elective)
    })
}

/// "New features 21%, existing features 25%, tune-ups 12%, non-elective 42%".
fn lines(span: &Span, org: &Organisation) -> String {
    let last = span.weeks.last().copied();
    let elective = last.map(|week| elective_categories(&org.categories, week));
    let mut lines: Vec<String> = elective
        .into_iter()
        .flatten()
        .map(|category| (category, span.split.percent(&category.id)))
        .filter(|(_, percent)| *percent > 0)
        .map(|(category, percent)| format!("{} {percent}%", lower_first(&category.name)))
        .collect();
    lines.push(format!("non-elective {}%", 100 - span.elective));
    capitalised(&lines.join(", "))
}

/// " The gap is 10 of 152 people's weeks, most of it in Payments and Search."
fn gap(against: &Comparison) -> String {
    if against.points() == 0 || is_nobody(against.gap) {
        return String::new();
    }
    format!(
        " The gap is {} of {} people's weeks{}.",
        many_people(against.gap.abs()),
        many_people(against.people),
        most_in(against.most_in.as_ref())
    )
}

pub(super) fn parts(review: &Review, org: &Organisation) -> Vec<Part> {
    let time = &review.time;
    let Some(span) = &time.company else {
        let line = "No answer came; no number is filled in, and there is nothing to draw.";
        return vec![Part::Paragraph(vec![Line::plain(line)])];
    };
    let mut points = vec![
        capitalised(&in_the_head(review, org)),
        format!("In all: {}.", split(&span.split, org)),
    ];
    points.extend(for_what(span));
    let mut parts = vec![Part::Bullets(points.into_iter().map(Line::plain).collect())];
    parts.extend(chart(time, org).map(Part::Chart));
    let mut small = vec![super::head::stands_on(&review.stands_on)];
    small.extend(super::head::missing(&review.stands_on));
    if time.weeks.len() == 1 {
        small.push("One week alone has a number: nothing to draw.".to_owned());
    }
    parts.push(Part::Small(small.into_iter().map(Line::plain).collect()));
    parts.push(Part::Table(against_agreed(review, span)));
    parts.extend(people_by_kind(review, span).map(Part::Table));
    parts
}

/// "By purpose: innovation 46%, tune-ups 12%, run 42%."
fn for_what(span: &Span) -> Option<String> {
    let purposes = span
        .purposes
        .map(|(purpose, percent)| format!("{} {percent}%", word(purpose)));
    (span.people > 0.0).then(|| format!("By purpose: {}.", purposes.join(", ")))
}

fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Innovation => "innovation",
        Purpose::TuneUp => "tune-ups",
        Purpose::Run => "run",
    }
}

/// The company, its kinds and its product lines against what was agreed.
fn against_agreed(review: &Review, company: &Span) -> Table {
    let columns = [
        "Teams",
        "People a week",
        "Elective",
        "Agreed",
        "Gap",
        "Gap in people's weeks",
    ];
    let weeks = f64::from(u32::try_from(company.weeks.len()).unwrap_or(1));
    let all = std::iter::once(("All teams", company));
    let of = |part: &'_ OfCompany| (part.name.clone(), part.span.clone());
    let parts: Vec<(String, Span)> = review
        .time
        .kinds
        .iter()
        .chain(&review.time.lines)
        .map(of)
        .collect();
    let rows = all
        .map(|(name, span)| row(name, span, weeks))
        .chain(parts.iter().map(|(name, span)| row(name, span, weeks)));
    Table {
        caption: "Time against what was agreed, by kind and product line".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn row(name: &str, span: &Span, weeks: f64) -> Vec<Cell> {
    let percent = |whole: u32| Cell::Number(f64::from(whole), format!("{whole}%"));
    let dash = || Cell::from("–");
    let against = span.against.as_ref();
    // Where only some teams agreed on a mix, the gap is theirs, and their part is beside what was agreed.
    let agreed = against.map_or_else(dash, |it| {
        if it.elective == span.elective {
            percent(it.agreed)
        } else {
            Cell::Text(format!("{}% by teams at {}%", it.agreed, it.elective))
        }
    });
    let gap = against.map_or_else(dash, |it| {
        Cell::Text(match it.points() {
            0 => "as agreed".to_owned(),
            points @ ..0 => format!("{} less", counted(points.unsigned_abs(), "point", "points")),
            points => format!("{} more", counted(points.unsigned_abs(), "point", "points")),
        })
    });
    let people_gap = against.map_or_else(dash, |it| Cell::Text(signed(it.gap)));
    let mean = span.people / weeks;
    vec![
        Cell::Text(name.to_owned()),
        Cell::Number(mean, many_people(mean)),
        percent(span.elective),
        agreed,
        gap,
        people_gap,
    ]
}

/// "−4.2", "0", "3": people's weeks more elective work than agreed.
fn signed(people_weeks: f64) -> String {
    if is_nobody(people_weeks) {
        return "0".to_owned();
    }
    let sign = if people_weeks < 0.0 { "−" } else { "" };
    format!("{sign}{}", many_people(people_weeks.abs()))
}

/// "4.2", "152", "11,153": people's weeks, of which a large company has many.
pub(super) fn many_people(number: f64) -> String {
    if number < 1_000.0 {
        return people(number);
    }
    number::write(number.round(), &Unit::Number)
}

/// People a week by what their work was for, as agreed and as it went: of the teams that agreed on a mix. What is
/// printed adds up in each row; the first row is its own exact value, and may be a tenth off the sum of the kinds.
fn people_by_kind(review: &Review, company: &Span) -> Option<Table> {
    let against = company.against.as_ref()?;
    let weeks = f64::from(u32::try_from(company.weeks.len()).unwrap_or(1));
    let kinds = review.time.kinds.iter().filter_map(|kind| {
        let against = kind.span.against.as_ref()?;
        Some((kind.name.clone(), tenths(against, weeks)))
    });
    let all = ("All of these".to_owned(), tenths(against, weeks));
    let row = |(name, [agreed, done]): (String, [Vec<u32>; 2])| {
        let cell = |tenths: u32| {
            let number = f64::from(tenths) / 10.0;
            Cell::Number(number, format!("{number:.1}"))
        };
        let sum = done.iter().sum();
        let pairs = agreed.into_iter().zip(done);
        let pairs = pairs.flat_map(|(agreed, done)| [cell(agreed), cell(done)]);
        std::iter::once(Cell::Text(name))
            .chain([cell(sum)])
            .chain(pairs)
            .collect()
    };
    let purposes = Purpose::ALL.map(word).map(capitalised);
    let columns = purposes
        .iter()
        .flat_map(|name| [format!("{name}, agreed"), format!("{name}, as it went")]);
    let first = ["Teams", "People"].map(str::to_owned);
    let teams = u32::try_from(against.teams.len()).unwrap_or(u32::MAX);
    let teams = counted(teams, "team", "teams");
    let rows = std::iter::once(all).chain(kinds);
    Some(Table {
        caption: format!("People a week by what their work was for, in {teams} with an agreed mix"),
        columns: first.into_iter().chain(columns).collect(),
        rows: rows.map(row).collect(),
    })
}

/// People a week in tenths, as agreed and as it went; both add up to the same.
fn tenths(against: &Comparison, weeks: f64) -> [Vec<u32>; 2] {
    let all = whole(10.0 * against.people / weeks);
    let of = |which: fn(&(Purpose, f64, f64)) -> f64| {
        let exact = against.purposes.each_ref().map(which);
        out_of(all, &exact)
    };
    [of(|it| it.1), of(|it| it.2)]
}

/// Whole percents of a whole by its parts.
pub(super) fn percents(parts: &[f64; 3]) -> Vec<u32> {
    out_of(100, parts)
}

/// A whole number given out by parts; nothing where they are nothing.
fn out_of(all: u32, parts: &[f64; 3]) -> Vec<u32> {
    let sum: f64 = parts.iter().sum();
    if sum <= 0.0 {
        return vec![0; 3];
    }
    apportioned(all, &parts.map(|part| f64::from(all) * part / sum))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "people, never negative"
)]
fn whole(number: f64) -> u32 {
    number.round().max(0.0) as u32
}

/// The weeks that have a number, elective work with what was agreed of it, and the categories; none before two.
fn chart(time: &Time, org: &Organisation) -> Option<Chart> {
    let points: Vec<Point<'_>> = time.weeks.iter().filter_map(point).collect();
    weeks::chart(&points, org)
}

fn point(span: &Span) -> Option<Point<'_>> {
    Some(Point {
        week: *span.weeks.first()?,
        elective: span.elective,
        agreed: span.against.as_ref().map(|one| one.agreed),
        split: &span.split,
    })
}
