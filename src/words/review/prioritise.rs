//! What to talk about after a period: where the gap is largest, then what to agree next, as questions.

use super::time::many_people;
use super::{named, results};
use crate::domain::allocation::TeamGap;
use crate::domain::okr::{Decision, Status};
use crate::domain::review::{Chronic, Part as OfCompany, Prioritise, Review};
use crate::words::figures::{
    capitalised, counted, is_nobody, listed, ordinal, possessive, spelled,
};
use crate::words::message::{Line, Part};

/// So many teams that have been outside their band for long are asked about, each by itself.
const CHRONIC: usize = 5;

/// The question with the most at stake.
pub(super) fn in_the_head(review: &Review) -> String {
    questions(review)
        .into_iter()
        .next()
        .unwrap_or_else(|| nothing(review))
}

pub(super) fn parts(review: &Review) -> Vec<Part> {
    let mut parts = Vec::new();
    let gaps = gaps(review);
    if !gaps.is_empty() {
        parts.push(Part::Paragraph(vec![Line::bold(
            "Where the gap is largest",
        )]));
        parts.push(Part::Bullets(gaps.into_iter().map(Line::plain).collect()));
    }
    let questions = questions(review);
    if questions.is_empty() {
        let line = capitalised(&nothing(review));
        parts.push(Part::Paragraph(vec![Line::plain(line)]));
        return parts;
    }
    parts.push(Part::Paragraph(vec![Line::bold("To agree next")]));
    parts.push(Part::Bullets(
        questions
            .iter()
            .map(|it| Line::plain(capitalised(it)))
            .collect(),
    ));
    parts
}

fn nothing(review: &Review) -> String {
    if review.time.company.is_none() {
        return "without numbers there is no gap to close; what would make it easier to answer?"
            .to_owned();
    }
    "nothing asks for a decision: no team is outside its band for long, and what comes next is agreed.".to_owned()
}

fn gaps(review: &Review) -> Vec<String> {
    let prioritise = &review.prioritise;
    let mut said: Vec<String> = prioritise.gaps.iter().map(team_gap).collect();
    if prioritise.more_gaps > 0 {
        let more = capitalised(&spelled(prioritise.more_gaps));
        let word = if prioritise.more_gaps == 1 {
            "team is"
        } else {
            "teams are"
        };
        said.push(format!(
            "{more} more {word} outside the band over these weeks."
        ));
    }
    let largest = |parts: &[OfCompany]| -> Option<String> {
        let gap = |part: &OfCompany| part.span.against.as_ref().map_or(0.0, |it| it.gap);
        let most = parts
            .iter()
            .max_by(|a, b| gap(a).abs().total_cmp(&gap(b).abs()))?;
        let against = most.span.against.as_ref()?;
        let compared = parts.iter().filter(|part| part.span.against.is_some());
        let worth = compared.count() > 1 && against.points() != 0 && !is_nobody(against.gap);
        worth.then(|| format!("{}, {}", most.name, distance(against.points(), against.gap)))
    };
    let groups: Vec<String> = [largest(&review.time.kinds), largest(&review.time.lines)]
        .into_iter()
        .flatten()
        .collect();
    if !groups.is_empty() {
        said.push(format!(
            "Of kinds and product lines: {}.",
            groups.join("; ")
        ));
    }
    said
}

/// "Payments: 15 points less elective work than agreed, 4.2 of 28 people's weeks."
fn team_gap(team: &TeamGap) -> String {
    format!(
        "{}: {} of {}; {}% ± {} was agreed.",
        team.name,
        distance(team.points(), team.gap),
        many_people(team.people),
        team.agreed,
        team.band
    )
}

/// "15 points less elective work than agreed, 4.2 people's weeks".
fn distance(points: i32, gap: f64) -> String {
    let word = counted(points.unsigned_abs(), "point", "points");
    let side = if points < 0 { "less" } else { "more" };
    format!(
        "{word} {side} elective work than agreed, {} people's weeks",
        many_people(gap.abs())
    )
}

/// What to agree next, the largest stakes first; each in the middle of a sentence.
fn questions(review: &Review) -> Vec<String> {
    let prioritise = &review.prioritise;
    let mut questions: Vec<String> = prioritise
        .chronic
        .iter()
        .take(CHRONIC)
        .map(chronic)
        .collect();
    let more = prioritise.chronic.len().saturating_sub(CHRONIC);
    if let Some(more) = u32::try_from(more).ok().filter(|more| *more > 0) {
        questions.push(format!(
            "{} more teams have been outside their band for five weeks or longer: are their agreements still right?",
            spelled(more)
        ));
    }
    if prioritise.chronic.is_empty() {
        questions.extend(prioritise.gaps.first().map(|team| {
            format!(
                "{} gap is the largest, {} people's weeks: should the work change, or the agreement?",
                possessive(&team.name),
                many_people(team.gap.abs())
            )
        }));
    }
    questions.extend(without_target(prioritise));
    questions.extend(objectives(prioritise));
    let behind = results::behind(&review.results);
    if behind > 0 && prioritise.to_close.is_empty() {
        let (word, them) = if behind == 1 {
            ("key result is", "it")
        } else {
            ("key results are", "them")
        };
        questions.push(format!(
            "{} {word} not on track: what gives way for {them}?",
            spelled(behind)
        ));
    }
    questions.extend(stale(review.results.with(Status::Stale)));
    questions.extend(waiting(review.iterations.waiting));
    questions
}

/// "Payments has been outside its band for the seventh week: is 35% non-elective still the right agreement?"
fn chronic(chronic: &Chronic) -> String {
    let or_more = if chronic.or_more { " at least" } else { "" };
    format!(
        "{} has been outside its band for the {} week{or_more}: is {}% non-elective still the right agreement?",
        chronic.name,
        ordinal(chronic.weeks),
        100 - chronic.agreed
    )
}

fn without_target(prioritise: &Prioritise) -> Option<String> {
    let without = u32::try_from(prioritise.without.len()).unwrap_or(u32::MAX);
    let all = counted(prioritise.teams, "team", "teams");
    let question = "which mix, and who agrees it from product and engineering?";
    match without {
        0 => None,
        none if none == prioritise.teams => Some(format!(
            "no team has agreed on a mix for {}: {question}",
            prioritise.next
        )),
        few if few <= 3 => Some(format!(
            "{} {} agreed on no mix for {}: {question}",
            listed(&prioritise.without),
            if few == 1 { "has" } else { "have" },
            prioritise.next,
        )),
        some => Some(format!(
            "{some} of {all} have agreed on no mix for {} ({}): {question}",
            prioritise.next,
            named(&prioritise.without)
        )),
    }
}

fn objectives(prioritise: &Prioritise) -> Vec<String> {
    let mut questions = Vec::new();
    let are = |many: usize| if many == 1 { "is" } else { "are" };
    if !prioritise.to_close.is_empty() {
        let many = prioritise.to_close.len();
        let (their, they) = if many == 1 {
            ("its score", "is it")
        } else {
            ("their scores", "are they")
        };
        questions.push(format!(
            "{} {} still open: what {} {their}, and {they} kept, changed or dropped?",
            results::codes(&prioritise.to_close),
            are(many),
            are(many),
        ));
    }
    let of = |decision| {
        let carried = prioritise.carried.iter();
        let with = carried.filter(move |(_, one)| *one == decision);
        with.map(|(code, _)| code).collect::<Vec<_>>()
    };
    for (decision, word, question) in [
        (
            Decision::Keep,
            "kept",
            "which key results carry over, and from where?",
        ),
        (Decision::Change, "changed", "what will be different?"),
    ] {
        let codes = of(decision);
        if !codes.is_empty() {
            questions.push(format!(
                "{} {} {word}: {question}",
                results::codes(&codes),
                are(codes.len())
            ));
        }
    }
    if !prioritise.dropped.is_empty() {
        questions.push(format!(
            "{} {} dropped: what takes the room?",
            results::codes(&prioritise.dropped),
            are(prioritise.dropped.len())
        ));
    }
    questions
}

fn stale(stale: u32) -> Option<String> {
    match stale {
        0 => None,
        1 => Some("one key result has had no reading for too long: who measures it?".to_owned()),
        many => Some(format!(
            "{} key results have had no reading for too long: who measures them?",
            spelled(many)
        )),
    }
}

fn waiting(waiting: u32) -> Option<String> {
    match waiting {
        0 => None,
        1 => Some("one validated slice waits for its next stage: when does it begin?".to_owned()),
        many => Some(format!(
            "{} validated slices wait for a next stage: which goes first?",
            spelled(many)
        )),
    }
}
