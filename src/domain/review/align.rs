//! What was agreed: which mix, by which teams and whom; which results, and how many of them are outcomes.

use super::Sources;
use crate::domain::id::TeamId;
use crate::domain::okr::{
    Draft, KeyResult, Objection, Objective, Outcome, ResultsSettings, objections,
};
use crate::domain::organisation::TeamKind;
use crate::domain::target::TargetSplit;

/// What was agreed for a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Align {
    /// The teams that agreed on a mix which holds in the period's last week, in the order of the company.
    pub teams: Vec<TeamAgreement>,
    /// The names of those that did not.
    pub without: Vec<String>,
    /// Objectives of the quarter, those given up before the period excepted.
    pub objectives: Vec<Objective>,
    /// What kind of thing their key results measure.
    pub outcomes: Outcomes,
}

/// What a team agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamAgreement {
    /// Its key.
    pub team: TeamId,
    /// As people read it.
    pub name: String,
    /// What kind of work it does.
    pub kind: TeamKind,
    /// The product line that it belongs to.
    pub line: Option<String>,
    /// The mix.
    pub target: TargetSplit,
    /// The elective part of it, in percent.
    pub elective: u32,
    /// Whether it was agreed anew in the period.
    pub anew: bool,
}

/// Key results by what they measure; each is counted once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// All of them.
    pub all: u32,
    /// Those of which was said what kind of outcome they are, by kind.
    pub kinds: Vec<(Outcome, u32)>,
    /// Those of which nothing was said, and which read like outcomes.
    pub read_so: u32,
    /// Those that were kept with a reason though they read like output.
    pub kept: u32,
    /// The rest: they read like output, and nothing was said.
    pub output: u32,
}

impl Outcomes {
    /// How many are business outcomes because somebody said of which kind.
    #[must_use]
    pub fn said(&self) -> u32 {
        self.kinds.iter().map(|(_, count)| count).sum()
    }
}

pub(super) fn align(sources: &Sources<'_>) -> Align {
    let week = sources.last_week();
    let categories = &sources.org.categories;
    let (first, last) = (sources.period.first_week().monday(), sources.day);
    let mut teams = Vec::new();
    let mut without = Vec::new();
    for team in &sources.org.teams {
        let Some(target) = team.target(week) else {
            without.push(team.name.clone());
            continue;
        };
        teams.push(TeamAgreement {
            team: team.id.clone(),
            name: team.name.clone(),
            kind: team.kind,
            line: team.product_line.clone(),
            target: target.clone(),
            elective: target.split.elective(categories, week),
            anew: !team.agreed_anew(first, last).is_empty(),
        });
    }
    let objectives = objectives(sources);
    let key_results = objectives.iter().flat_map(|one| &one.key_results);
    Align {
        teams,
        without,
        outcomes: outcomes(key_results, &sources.org.settings.results),
        objectives: objectives.into_iter().cloned().collect(),
    }
}

/// Those of the quarter that stood in the period.
fn objectives<'a>(sources: &Sources<'a>) -> Vec<&'a Objective> {
    let quarter = sources.period.quarter();
    let first = sources.period.first_day();
    let stood = sources.told().filter(|declared| {
        let objective = &declared.objective;
        let given_up = declared.retired.is_some_and(|day| day < first) && objective.is_open();
        objective.quarter == quarter && !given_up
    });
    stood.map(|declared| &declared.objective).collect()
}

fn outcomes<'a>(
    key_results: impl Iterator<Item = &'a KeyResult>,
    settings: &ResultsSettings,
) -> Outcomes {
    let mut outcomes = Outcomes::default();
    let mut kinds = Outcome::ALL.map(|kind| (kind, 0));
    for key_result in key_results {
        outcomes.all += 1;
        let said = key_result.outcome;
        match said.and_then(|said| kinds.iter_mut().find(|(kind, _)| *kind == said)) {
            Some((_, count)) => *count += 1,
            None if key_result.kept.is_some() => outcomes.kept += 1,
            None if reads_like_output(key_result, settings) => outcomes.output += 1,
            None => outcomes.read_so += 1,
        }
    }
    outcomes.kinds = Vec::from_iter(kinds.into_iter().filter(|(_, count)| *count > 0));
    outcomes
}

fn reads_like_output(key_result: &KeyResult, settings: &ResultsSettings) -> bool {
    let draft = Draft {
        metric: &key_result.metric,
        unit: Some(&key_result.unit),
        baseline: Some(key_result.baseline),
        target: Some(key_result.target),
        direction: Some(key_result.direction),
    };
    let objections = objections(&draft, settings);
    objections
        .iter()
        .any(|it| matches!(it, Objection::Output { .. }))
}
