//! The rows behind a number of the digest, as a query that can be pasted into `sqlite3` or `psql`.

mod iterations;
mod results;

use chrono::{DateTime, Utc, Weekday};

use self::iterations::of_iterations;
use self::results::{looks, measured};

use crate::domain::digest::Rows;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::week::{Quarter, Week};

/// The query, with all values written into it.
#[must_use]
pub fn query(rows: &Rows, workspace: &WorkspaceId) -> String {
    let ours = literal(workspace.as_str());
    match rows {
        Rows::RollUps(from, to) => {
            let theirs = of(&ours, None);
            format!(
                "{ROLL_UPS} WHERE workspace = {ours}{theirs} AND week BETWEEN '{from}' AND '{to}' ORDER BY week, team;"
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
            // A team without a row has agreed something all the same.
            let join = team.map_or("JOIN", |_| "LEFT JOIN");
            format!("{}{IN_THEIR_ORDER};", agreed(&ours, *week, team, join))
        }
        Rows::AgreedOver(team, from, to) => {
            let weeks = (0..=u32::try_from(to.since(*from)).unwrap_or(0)).map(|on| from.ahead(on));
            let weeks = weeks.map(|week| agreed(&ours, week, Some(team.as_str()), "JOIN"));
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
        Rows::Requests(team, at) => {
            let (team, open) = (of(&ours, team.as_ref()), open_at("made", *at));
            format!("{REQUEST} WHERE workspace = {ours}{team} AND {open} ORDER BY made;")
        }
        Rows::Request(id) => {
            let id = literal(id.as_str());
            format!("{REQUEST} WHERE workspace = {ours} AND request = {id};")
        }
        Rows::Questions(team, week, at) => {
            let (team, open) = (of(&ours, team.as_ref()), open_at("asked", *at));
            format!(
                "{QUESTION} WHERE workspace = {ours}{team} AND week < '{week}' AND {open} ORDER BY asked;"
            )
        }
        Rows::Question(id) => {
            let id = literal(id.as_str());
            format!("{QUESTION} WHERE workspace = {ours} AND question = {id};")
        }
        Rows::Iteration(..)
        | Rows::Told(..)
        | Rows::PastDate(..)
        | Rows::WaitingForNextStage(..)
        | Rows::Begun(..) => of_iterations(rows, &ours),
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
            "SELECT key_result, until, baseline, target, direction, curve FROM earlier_aim WHERE workspace = {ours} AND key_result = {0} UNION ALL SELECT key_result, 'now' AS until, baseline, target, direction, curve FROM key_result WHERE workspace = {ours} AND key_result = {0} ORDER BY 2;",
            literal(code.as_str())
        ),
        Rows::Measured(quarter, week) => measured(&ours, *quarter, *week),
        Rows::Looks(quarter, week, day) => looks(&ours, *quarter, *week, *day),
        Rows::Available(week) => format!(
            "SELECT t.team, r.split, r.estimate, r.counted, r.weight, COALESCE(r.available, (SELECT SUM(m.share) FROM member m WHERE m.workspace = t.workspace AND m.team = t.team AND m.retired IS NULL AND m.role <> 'observer'), 0) AS available FROM team t LEFT JOIN roll_up r ON r.workspace = t.workspace AND r.team = t.team AND r.week = '{week}' WHERE t.workspace = {ours} AND t.retired IS NULL ORDER BY t.team;"
        ),
    }
}

const ROLL_UPS: &str = "SELECT week, team, split, weight, available, strength, estimate, asked, answered, counted, repeated, seconds FROM roll_up";

const REQUEST: &str = "SELECT team, week, what, needed_by, made AS made_in_seconds, ended AS ended_in_seconds FROM request";

const QUESTION: &str =
    "SELECT team, week, body, asked AS asked_in_seconds, ended AS ended_in_seconds FROM question";

/// By week, team, whether it is temporary, number: by their places, because both tables have a team.
const IN_THEIR_ORDER: &str = " ORDER BY 1, 2, 4, 3";

/// What was agreed for a week, beside what was published of it. A temporary agreement comes behind the quarter's,
/// and wins.
fn agreed(ours: &str, week: Week, team: Option<&str>, join: &str) -> String {
    let team = team.map_or_else(
        || format!(" AND a.team IN ({})", still_there(ours)),
        |team| format!(" AND a.team = {}", literal(team)),
    );
    let (quarter, thursday) = (Quarter::of_week(week), week.day(Weekday::Thu));
    format!(
        "SELECT '{week}' AS week, a.team, a.number, CASE WHEN a.until IS NULL THEN 0 ELSE 1 END AS temporary, a.split AS agreed, a.band, a.since, a.until, r.split, r.weight, r.estimate, r.counted FROM agreed_target a {join} roll_up r ON r.workspace = a.workspace AND r.team = a.team AND r.week = '{week}' WHERE a.workspace = {ours}{team} AND (a.ended IS NULL OR a.ended > '{week}') AND ((a.until IS NULL AND a.quarter = '{quarter}' AND (a.since IS NULL OR a.since <= '{week}')) OR (a.since <= '{week}' AND a.until >= '{thursday}'))"
    )
}

/// Of one team, or of all that are still there.
fn of(ours: &str, team: Option<&TeamId>) -> String {
    match team {
        Some(team) => format!(" AND team = {}", literal(team.as_str())),
        None => format!(" AND team IN ({})", still_there(ours)),
    }
}

fn still_there(ours: &str) -> String {
    format!("SELECT team FROM team WHERE workspace = {ours} AND retired IS NULL")
}

/// What had begun by an instant and had no end then.
fn open_at(begun: &str, at: DateTime<Utc>) -> String {
    let at = at.timestamp();
    format!("{begun} <= {at} AND (ended IS NULL OR ended > {at})")
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
