//! What a digest said on its day, in a few facts, and what late answers made of them: an edit notifies nobody, so the
//! next digest tells it in a line.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Sources;
use super::came_late::LateResult;
use crate::domain::allocation::{Group, Scope};
use crate::domain::id::{IterationId, KeyResultCode};
use crate::domain::iteration::Iteration;
use crate::domain::organisation::Organisation;
use crate::domain::week::{Quarter, Week};

/// What is kept of what a digest said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The company's elective part, in percent, where it had a number.
    pub elective: Option<u32>,
    /// Teams whose time was in it.
    pub teams_in: u32,
    /// All teams.
    pub teams: u32,
    /// The week's readings of key results that are not private.
    pub readings: BTreeMap<KeyResultCode, f64>,
    /// The verdicts of the iterations that were told in the week; none where this was not kept yet.
    #[serde(default)]
    pub verdicts: Option<BTreeMap<IterationId, String>>,
}

/// What late answers made of a week.
#[derive(Debug, Clone, PartialEq)]
pub struct LateNews {
    /// Which week.
    pub week: Week,
    /// The elective part as it was told, and as it is; only where it is another.
    pub elective: Option<(Option<u32>, Option<u32>)>,
    /// The elective part now.
    pub stands_at: Option<u32>,
    /// Teams in the numbers as it was told, and now; only where there are more or fewer.
    pub teams_in: Option<(u32, u32)>,
    /// Key results that got their reading.
    pub read: Vec<KeyResultCode>,
    /// Key results whose reading became another, or was taken back.
    pub corrected: Vec<KeyResultCode>,
    /// Iterations that got a verdict, or another one.
    pub results: Vec<LateResult>,
}

/// The facts of a week, as they stand now: the digest's own, or one before it.
#[must_use]
pub fn facts(sources: &Sources<'_>, week: Week) -> Facts {
    let company = Group::new(sources.org, sources.history, &Scope::Company);
    let basis = company.basis(week);
    let quarter = Quarter::of_week(week);
    let codes = told_codes(sources.org, quarter);
    let readings = sources.readings.iter();
    let readings = readings.filter(|it| it.week == week && codes.contains(&it.key_result));
    Facts {
        elective: company.allocation(week).map(|time| time.elective),
        teams_in: basis.teams_in,
        teams: basis.teams,
        readings: readings
            .map(|it| (it.key_result.clone(), it.value))
            .collect(),
        verdicts: Some(verdicts(sources.iterations, week)),
    }
}

/// The key results of which the digests of a quarter speak.
pub(super) fn told_codes(org: &Organisation, quarter: Quarter) -> HashSet<&KeyResultCode> {
    let objectives = org.objectives.iter();
    let told = objectives.filter(|it| it.quarter == quarter && !it.private);
    let key_results = told.flat_map(|objective| &objective.key_results);
    key_results.map(|key_result| &key_result.code).collect()
}

fn verdicts(iterations: &[Iteration], week: Week) -> BTreeMap<IterationId, String> {
    let told = iterations.iter().filter_map(|it| {
        let outcome = it.outcome.as_ref()?;
        let theirs = Week::of(outcome.day) == week;
        theirs.then(|| (it.id.clone(), outcome.verdict.word().to_owned()))
    });
    told.collect()
}

/// What became of a week after it was told; none where it is as it was. `is_told` says of which key results a digest
/// speaks now: one that was made private or retired since has not become another. `iterations` are those that may
/// have been told in the week.
#[must_use]
pub fn late_news(
    week: Week,
    (told, now): (&Facts, &Facts),
    iterations: &[Iteration],
    is_told: impl Fn(&KeyResultCode) -> bool,
) -> Option<LateNews> {
    let new = |code: &&KeyResultCode| !told.readings.contains_key(*code);
    let other = |(code, value): &(&KeyResultCode, &f64)| now.readings.get(*code) != Some(*value);
    let news = LateNews {
        week,
        elective: (told.elective != now.elective).then_some((told.elective, now.elective)),
        stands_at: now.elective,
        teams_in: (told.teams_in != now.teams_in).then_some((told.teams_in, now.teams_in)),
        read: now.readings.keys().filter(new).cloned().collect(),
        corrected: told
            .readings
            .iter()
            .filter(other)
            .map(|(code, _)| code.clone())
            .filter(is_told)
            .collect(),
        results: results(told, now, iterations),
    };
    let something = news.elective.is_some()
        || news.teams_in.is_some()
        || !news.read.is_empty()
        || !news.corrected.is_empty()
        || !news.results.is_empty();
    something.then_some(news)
}

fn results(told: &Facts, now: &Facts, iterations: &[Iteration]) -> Vec<LateResult> {
    let (Some(told), Some(now)) = (&told.verdicts, &now.verdicts) else {
        return Vec::new();
    };
    let news = iterations.iter().filter_map(|it| {
        let verdict = now.get(&it.id)?;
        (told.get(&it.id) != Some(verdict)).then_some(())?;
        Some(LateResult {
            title: it.title.clone(),
            key_result: it.key_result.clone(),
            verdict: it.outcome.as_ref()?.verdict,
        })
    });
    news.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(elective: u32, readings: &[(&str, f64)]) -> Facts {
        let readings = readings.iter();
        Facts {
            elective: Some(elective),
            teams_in: 3,
            teams: 4,
            readings: readings
                .map(|(code, value)| (KeyResultCode::new(*code), *value))
                .collect(),
            verdicts: None,
        }
    }

    #[test]
    fn what_is_as_it_was_told_is_no_news() {
        let week = "2026-W46".parse().unwrap();
        let told = of(58, &[("PAY-1.2", 4800.0)]);
        assert_eq!(late_news(week, (&told, &told), &[], |_| true), None);
        let now = of(61, &[("PAY-1.1", 71.0), ("PAY-1.2", 4900.0)]);
        let news = late_news(week, (&told, &now), &[], |_| true).unwrap();
        assert_eq!(news.elective, Some((Some(58), Some(61))));
        assert_eq!(news.teams_in, None);
        assert_eq!(news.read, [KeyResultCode::new("PAY-1.1")]);
        assert_eq!(news.corrected, [KeyResultCode::new("PAY-1.2")]);
    }

    #[test]
    fn facts_survive_their_json() {
        let facts = of(58, &[("PAY-1.2", 0.1)]);
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<Facts>(&json).unwrap(), facts);
    }
}
