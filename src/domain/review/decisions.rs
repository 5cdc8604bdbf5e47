//! What leadership decided in a period or had said would show in it, and what the numbers did. No cause is claimed, and
//! a number of a private objective is not told.

use chrono::NaiveDate;

use super::Sources;
use crate::domain::cadence::local;
use crate::domain::decision::{Decision, Did, Number, weeks_of_readings, weeks_of_share};
use crate::domain::id::KeyResultCode;
use crate::domain::okr::KeyResult;

/// One decision and its number.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionLine {
    /// For which team, as people read it.
    pub team: String,
    /// What was decided, in their words.
    pub what: String,
    /// What gives way for it, in their words.
    pub gives_way: Option<String>,
    /// The day on which it was recorded.
    pub on: NaiveDate,
    /// The day on which its number is looked at.
    pub until: NaiveDate,
    /// Whether that day has come.
    pub come: bool,
    /// The number that should move, if one is told.
    pub number: Option<NumberLine>,
}

/// A number when something was decided, and on the day that was named, or as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberLine {
    /// The key result; none for the elective share of the team's time.
    pub key_result: Option<KeyResult>,
    /// Where it stood then, and by the day.
    pub did: Did,
}

pub(super) fn decisions(sources: &Sources<'_>) -> Vec<DecisionLine> {
    let (first, last) = (sources.period.first_day(), sources.period.last_day());
    let zone = sources.org.settings.time_zone;
    let lines = sources.decisions.iter().filter_map(|decision| {
        let on = local(zone, decision.recorded).date_naive();
        let known = on <= sources.day && decision.withdrawn.is_none();
        let ours = (first..=last).contains(&on) || (first..=last).contains(&decision.until);
        (known && ours).then(|| line(sources, decision, on))
    });
    let mut lines: Vec<DecisionLine> = lines.collect();
    lines.sort_by_key(|line| (!line.come, line.until, line.on));
    lines
}

fn line(sources: &Sources<'_>, decision: &Decision, on: NaiveDate) -> DecisionLine {
    let team = sources.org.team(&decision.team);
    let number = decision.number.as_ref().and_then(|moved| {
        let (key_result, weeks) = match &moved.number {
            Number::KeyResult(code) => {
                let key_result = told(sources, code)?;
                (Some(key_result), weeks_of_readings(code, sources.readings))
            }
            Number::ElectiveShare => {
                let rows = sources.history.of(&decision.team);
                (None, weeks_of_share(rows, &sources.org.categories))
            }
        };
        Some(NumberLine {
            key_result,
            did: decision.did(sources.org, &weeks, sources.day),
        })
    });
    DecisionLine {
        team: team.map_or_else(|| decision.team.to_string(), |team| team.name.clone()),
        what: decision.what.clone(),
        gives_way: decision.gives_way.clone(),
        on,
        until: decision.until,
        come: decision.until <= sources.day,
        number,
    }
}

/// A key result that may be told.
fn told(sources: &Sources<'_>, code: &KeyResultCode) -> Option<KeyResult> {
    let declared = sources.told().map(|declared| &declared.objective);
    let active = sources.org.objectives.iter().filter(|it| !it.private);
    let mut all = declared.chain(active).flat_map(|it| &it.key_results);
    all.find(|key_result| key_result.code == *code).cloned()
}
