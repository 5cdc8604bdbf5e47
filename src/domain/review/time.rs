//! Where a period's time went against what was agreed: the company, its kinds of teams, its product lines, its weeks.

use super::Sources;
use crate::domain::allocation::{Group, Scope, Span};
use crate::domain::organisation::TeamKind;
use crate::domain::week::Week;

/// Where the time went.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// The company; none where no number of the period may be shown.
    pub company: Option<Span>,
    /// The period of the same length before it, where that has a number.
    pub before: Option<Span>,
    /// The kinds of teams that have a number; together they are the company.
    pub kinds: Vec<Part>,
    /// The product lines that have a number, in the order in which they were declared.
    pub lines: Vec<Part>,
    /// The company's weeks that have a number, each by itself, in order.
    pub weeks: Vec<Span>,
}

/// A part of the company.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As people read it: "Application teams", "Checkout".
    pub name: String,
    /// Where its time went.
    pub span: Span,
}

pub(super) fn time(sources: &Sources<'_>) -> Time {
    let of =
        |scope: &Scope, weeks: &[Week]| Group::new(sources.org, sources.history, scope).span(weeks);
    let part = |scope: Scope| {
        let span = of(&scope, sources.rounds)?;
        let name = scope.name(sources.org);
        Some(Part { name, span })
    };
    let company = Group::new(sources.org, sources.history, &Scope::Company);
    let before = weeks_of(sources.period.previous());
    let kinds = TeamKind::ALL.into_iter().map(Scope::Kind);
    let weeks = sources.rounds.iter();
    Time {
        company: company.span(sources.rounds),
        before: company.span(&before),
        kinds: kinds.filter_map(part).collect(),
        lines: lines(sources)
            .into_iter()
            .map(Scope::Line)
            .filter_map(part)
            .collect(),
        weeks: weeks.filter_map(|week| company.span(&[*week])).collect(),
    }
}

/// All weeks of a period.
pub(super) fn weeks_of(period: crate::domain::period::Period) -> Vec<Week> {
    let (first, last) = (period.first_week(), period.last_week());
    let many = u32::try_from(last.since(first)).unwrap_or(0);
    (0..=many).map(|ahead| first.ahead(ahead)).collect()
}

fn lines(sources: &Sources<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let all = sources.org.teams.iter();
    for line in all.filter_map(|team| team.product_line.as_ref()) {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    lines
}
