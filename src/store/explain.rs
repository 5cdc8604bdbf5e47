//! The rows behind a number of the digest, as a query that can be pasted into `sqlite3` or `psql`.

use chrono::Weekday;

use crate::domain::digest::Rows;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::week::{Quarter, Week};

/// The query, with all values written into it.
#[must_use]
pub fn query(rows: &Rows, workspace: &WorkspaceId) -> String {
    let ours = literal(workspace.as_str());
    match rows {
        Rows::RollUps(from, to) => {
            format!(
                "{ROLL_UPS} WHERE workspace = {ours} AND week BETWEEN '{from}' AND '{to}' ORDER BY week, team;"
            )
        }
        Rows::RollUpsOf(team, from, to) => {
            let team = literal(team.as_str());
            format!(
                "{ROLL_UPS} WHERE workspace = {ours} AND team = {team} AND week BETWEEN '{from}' AND '{to}' ORDER BY week;"
            )
        }
        Rows::Agreed(week, team) => {
            let team = team.as_ref().map(TeamId::as_str);
            format!("{}{IN_THEIR_ORDER};", agreed(&ours, *week, team))
        }
        Rows::AgreedOver(team, from, to) => {
            let weeks = (0..=u32::try_from(to.since(*from)).unwrap_or(0)).map(|on| from.ahead(on));
            let weeks = weeks.map(|week| agreed(&ours, week, Some(team.as_str())));
            let weeks: Vec<String> = weeks.collect();
            format!("{}{IN_THEIR_ORDER};", weeks.join(" UNION ALL "))
        }
        Rows::Agreements(team) => format!(
            "SELECT number, quarter, since, until, ended, split, band, entered_on FROM agreed_target WHERE workspace = {ours} AND team = {} ORDER BY number;",
            literal(team.as_str())
        ),
        Rows::Settings => {
            format!("SELECT time_zone, enough_answers FROM workspace WHERE workspace = {ours};")
        }
        Rows::ToldOf(week) => {
            format!("SELECT facts FROM told WHERE workspace = {ours} AND week = '{week}';")
        }
        Rows::Requests(team, week) => {
            let team = of(team.as_ref());
            format!(
                "SELECT team, week, what, needed_by, made AS made_in_seconds FROM request WHERE workspace = {ours}{team} AND outcome IS NULL AND week <= '{week}' ORDER BY made;"
            )
        }
        Rows::Questions(team, week) => {
            let team = of(team.as_ref());
            format!(
                "SELECT team, week, body, asked AS asked_in_seconds FROM question WHERE workspace = {ours}{team} AND outcome IS NULL AND week < '{week}' ORDER BY asked;"
            )
        }
        Rows::Iteration(number) => format!(
            "SELECT number, title, threshold, unit, sample, value, seen, verdict, told FROM iteration WHERE workspace = {ours} AND number = {number};"
        ),
        Rows::Teams => {
            format!(
                "SELECT team, name FROM team WHERE workspace = {ours} AND retired IS NULL ORDER BY team;"
            )
        }
        Rows::Readings(code, from, to) => format!(
            "SELECT week, value, confidence FROM reading WHERE workspace = {ours} AND key_result = {} AND week BETWEEN '{from}' AND '{to}' ORDER BY week;",
            literal(code.as_str())
        ),
        Rows::KeyResult(code) => format!(
            "SELECT key_result, baseline, target, direction, curve FROM key_result WHERE workspace = {ours} AND key_result = {};",
            literal(code.as_str())
        ),
        Rows::Measured(quarter, week) => format!(
            "SELECT k.key_result, r.value FROM key_result k JOIN objective o ON o.workspace = k.workspace AND o.objective = k.objective LEFT JOIN reading r ON r.workspace = k.workspace AND r.key_result = k.key_result AND r.week = '{week}' WHERE k.workspace = {ours} AND o.quarter = '{quarter}' AND o.private = 0 AND o.closed IS NULL AND o.retired IS NULL AND k.retired IS NULL ORDER BY k.key_result;"
        ),
        Rows::Told(from, to) => format!(
            "SELECT number, title, verdict FROM iteration WHERE workspace = {ours} AND told BETWEEN '{from}' AND '{to}' ORDER BY number;"
        ),
        Rows::PastDate(monday) => format!(
            "SELECT number, title, measure_by FROM iteration WHERE workspace = {ours} AND verdict IS NULL AND measure_by < '{monday}' ORDER BY number;"
        ),
        Rows::WaitingForNextStage => format!(
            "SELECT number, title, stage FROM iteration i WHERE workspace = {ours} AND verdict = 'validated' AND decision = 'next-stage' AND stage <> 'last-mile' AND NOT EXISTS (SELECT 1 FROM iteration f WHERE f.workspace = i.workspace AND f.follows = i.iteration) ORDER BY number;"
        ),
        Rows::Begun(from, to) => format!(
            "SELECT number, title, started FROM iteration WHERE workspace = {ours} AND follows IS NULL AND started BETWEEN '{from}' AND '{to}' ORDER BY number;"
        ),
    }
}

const ROLL_UPS: &str = "SELECT week, team, split, weight, available, strength, estimate, asked, answered, counted, repeated, seconds FROM roll_up";

/// By week, team, whether it is temporary, number: by their places, because both tables have a team.
const IN_THEIR_ORDER: &str = " ORDER BY 1, 2, 4, 3";

/// What was agreed for a week, beside what was published of it. A temporary agreement comes behind the quarter's,
/// and wins.
fn agreed(ours: &str, week: Week, team: Option<&str>) -> String {
    let team = team.map_or(String::new(), |team| {
        format!(" AND a.team = {}", literal(team))
    });
    let (quarter, thursday) = (Quarter::of_week(week), week.day(Weekday::Thu));
    format!(
        "SELECT r.week, a.team, a.number, CASE WHEN a.until IS NULL THEN 0 ELSE 1 END AS temporary, a.split AS agreed, a.band, a.since, a.until, r.split, r.weight, r.estimate, r.counted FROM agreed_target a JOIN roll_up r ON r.workspace = a.workspace AND r.team = a.team AND r.week = '{week}' WHERE a.workspace = {ours}{team} AND (a.ended IS NULL OR a.ended > '{week}') AND ((a.until IS NULL AND a.quarter = '{quarter}' AND (a.since IS NULL OR a.since <= '{week}')) OR (a.since <= '{week}' AND a.until >= '{thursday}'))"
    )
}

/// Of one team, where one is named.
fn of(team: Option<&TeamId>) -> String {
    team.map_or(String::new(), |team| {
        format!(" AND team = {}", literal(team.as_str()))
    })
}

/// Text as both databases read it.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::KeyResultCode;

    #[test]
    fn what_stands_in_a_name_stays_in_it() {
        let code = KeyResultCode::new("A'; DROP TABLE reading; --");
        let week = "2026-W47".parse().unwrap();
        let query = query(&Rows::Readings(code, week, week), &WorkspaceId::new("it's"));
        assert!(query.contains("workspace = 'it''s'"), "{query}");
        assert!(query.contains("'A''; DROP TABLE reading; --'"), "{query}");
    }
}
