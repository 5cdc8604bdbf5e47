//! Where key results stood as rows, one a week and key result: what a program needs to compute every published
//! progress, pace, status and forecast again.

use chrono::NaiveDate;

use super::cadence::local;
use super::okr::{
    Aim, Announced, Forecast, KeyResult, Objective, Reading, Standing, announced, forecast,
    standing_of,
};
use super::organisation::Organisation;
use super::week::{Quarter, Week};

/// One week and key result.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow<'a> {
    /// Which week.
    pub week: Week,
    /// The day on which it is judged.
    pub day: NaiveDate,
    /// The objective.
    pub objective: &'a Objective,
    /// The key result.
    pub key_result: &'a KeyResult,
    /// What it aimed at on the day.
    pub aim: Aim,
    /// The reading of that week; silence is never filled in.
    pub reading: Option<Reading>,
    /// Where it stood.
    pub standing: Standing,
    /// What had been announced of it.
    pub announced: Announced,
    /// Where it would end.
    pub forecast: Option<Forecast>,
}

/// The rows of one week: in the order in which the objectives of its quarter and their key results were declared;
/// those that were retired since are behind the others. `own` gives a key result's readings, the oldest first.
pub fn result_rows<'a>(
    org: &'a Organisation,
    week: Week,
    day: NaiveDate,
    own: impl Fn(&KeyResult) -> Vec<&'a Reading>,
) -> Vec<ResultRow<'a>> {
    let mut rows = Vec::new();
    let quarter = Quarter::of_week(week);
    for objective in org.objectives.iter().filter(|it| it.quarter == quarter) {
        let retired = objective.retired.iter();
        let retired = retired
            .filter(|gone| day < local(org.settings.time_zone, gone.at).date_naive())
            .map(|gone| &gone.key_result);
        for key_result in objective.key_results.iter().chain(retired) {
            let own = own(key_result);
            rows.push(result_row(org, (objective, key_result), week, day, &own));
        }
    }
    rows
}

/// One row.
#[must_use]
pub fn result_row<'a>(
    org: &Organisation,
    (objective, key_result): (&'a Objective, &'a KeyResult),
    week: Week,
    day: NaiveDate,
    own: &[&Reading],
) -> ResultRow<'a> {
    let judging = &org.settings.results.judging;
    let quarter = objective.quarter;
    ResultRow {
        week,
        day,
        objective,
        key_result,
        aim: key_result.aim_on(day),
        reading: own
            .iter()
            .find(|reading| reading.week == week)
            .map(|reading| (*reading).clone()),
        standing: standing_of(judging, key_result, quarter, own, day),
        announced: announced(judging, key_result, quarter, own, day),
        forecast: forecast(key_result, quarter, own, day),
    }
}
