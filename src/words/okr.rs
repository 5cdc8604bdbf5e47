//! `/okr`: where a person's objectives and key results stand.

use super::message::{Line, Message, Part, Style};
use super::team::status;
use crate::domain::number;
use crate::domain::okr::{Because, KeyResult, Objective, Standing};
use crate::domain::organisation::Organisation;

/// The objectives of somebody's teams, each with its key results as they stand.
#[must_use]
pub fn list(
    org: &Organisation,
    of: &[String],
    objectives: &[(Objective, Vec<(KeyResult, Standing)>)],
) -> Message {
    if objectives.is_empty() {
        let have = if of.len() == 1 { "has" } else { "have" };
        return Message::line(format!(
            "{} {have} no objectives this quarter.",
            super::figures::listed(of)
        ));
    }
    let mut message = Message::default();
    for (objective, key_results) in objectives {
        let teams: Vec<String> = objective
            .teams
            .iter()
            .map(|id| {
                org.team(id)
                    .map_or(id.to_string(), |team| team.name.clone())
            })
            .collect();
        let head = Line::bold(format!("{} {}", objective.code, objective.title)).and(format!(
            " · {} · {} · accountable {}",
            objective.quarter,
            super::figures::listed(&teams),
            org.name_of(&objective.accountable),
        ));
        message = message.and(Part::Paragraph(vec![head]));
        message = message.and(Part::Bullets(
            key_results
                .iter()
                .map(|(key_result, standing)| line(key_result, standing))
                .collect(),
        ));
    }
    message
}

/// "PAY-1.2 Weekly active payers: 4,800 of 6,000 (43% of the way), confidence 7: at risk, behind the line".
fn line(key_result: &KeyResult, standing: &Standing) -> Line {
    let write = |value| number::write(value, &key_result.unit);
    let name = Line::bold(key_result.code.to_string()).and(format!(" {}: ", key_result.metric));
    let Some(latest) = &standing.latest else {
        return name.and(format!(
            "no reading yet; from {}, aim {}.",
            write(key_result.baseline),
            write(key_result.target)
        ));
    };
    let because: Vec<&str> = standing
        .because
        .iter()
        .map(|because| match because {
            Because::Confidence => "confidence is low",
            Because::Pace => "behind the line",
            Because::Silence => "no reading for too long",
        })
        .collect();
    let because = if because.is_empty() {
        String::new()
    } else {
        format!(", {}", because.join(" and "))
    };
    name.and(format!(
        "{} of {} ({:.0}% of the way, a straight line would be at {:.0}%), confidence {}, week {}: ",
        write(latest.value),
        write(key_result.target),
        100.0 * standing.progress,
        100.0 * standing.expected,
        latest.confidence.value(),
        latest.week.number(),
    ))
    .and_bold(status(standing.status))
    .and(format!("{because}."))
}

/// `/okr help`, and what any other word gets.
#[must_use]
pub fn help(unknown: Option<&str>) -> Message {
    let mut lines = unknown.map_or(Vec::new(), |word| {
        vec![Line::plain(format!("There is no /okr {word}."))]
    });
    lines.push(Line::default().with("/okr", Style::Code).and(
        " lists your teams' objectives and key results: value, progress, confidence, status.",
    ));
    lines.push(
        Line::default()
            .with("/okr help", Style::Code)
            .and(" says this."),
    );
    Message {
        parts: vec![Part::Paragraph(lines)],
    }
}
