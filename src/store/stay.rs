//! Who is in which team, and who was when: written by imports, read to weigh a week by its days.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::organisation::maybe_parsed;
use super::replace::{ACTIVE, place, word as cell};
use super::rows::{Cell, Declared};
use super::value::{from_json, instant, text, word};
use super::{Result, Store};
use crate::domain::id::{PersonId, TeamId, WorkspaceId};
use crate::domain::organisation::{Organisation, Role};
use crate::domain::presence::{Present, Stay, after_import, present};
use crate::domain::week::Week;

/// Rows a statement: far from the limits on parameters of both databases.
const A_TIME: usize = 100;

/// The members of teams, as they are declared now.
pub(super) const MEMBER: Declared = Declared {
    table: "member",
    key: 3,
    columns: &[
        "workspace",
        "team",
        "person",
        "role",
        "share",
        "from_day",
        "until_day",
        "position",
        "retired",
    ],
};

/// All stays of a company, by team, and the days on which its people did not work.
#[derive(Debug, Default)]
pub(super) struct Stays {
    teams: HashMap<TeamId, Vec<Stay>>,
    days_off: HashMap<PersonId, BTreeSet<NaiveDate>>,
}

impl Stays {
    pub(super) async fn load(tx: &mut AnyConnection, key: &str) -> Result<Self> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT person, days_off FROM person WHERE workspace = $1 AND days_off <> '[]'",
        )
        .bind(key.to_owned())
        .fetch_all(&mut *tx)
        .await?;
        let mut stays = Self::default();
        for (person, days) in rows {
            let days = from_json(&days, "person.days_off")?;
            stays.days_off.insert(PersonId::new(person), days);
        }
        for (team, stay) in all(tx, key).await? {
            stays.teams.entry(team).or_default().push(stay);
        }
        Ok(stays)
    }

    /// Who was there for a team in a week, as far as is known now.
    pub(super) fn present(&self, week: Week, team: &TeamId) -> Present {
        let stays = self.teams.get(team).map_or(&[][..], Vec::as_slice);
        present(week, stays, |person| self.days_off.get(person))
    }
}

/// By team and person, and each person's in order of time.
async fn all(tx: &mut AnyConnection, key: &str) -> Result<Vec<(TeamId, Stay)>> {
    let rows: Vec<StayRow> = sqlx::query_as(
        "SELECT team, person, from_day, until_day, role, share FROM member_stay
         WHERE workspace = $1 ORDER BY team, person, from_day",
    )
    .bind(key.to_owned())
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(StayRow::stay).collect()
}

/// Carries what an import declares over into who was where when.
///
/// A company or a team that Headway meets for the first time has had its people all along; but somebody who comes
/// to a new team from another one, in the same import, comes on that day.
pub(super) async fn keep_stays(
    tx: &mut AnyConnection,
    key: &str,
    organisation: &Organisation,
    today: NaiveDate,
) -> Result<()> {
    let mut before: BTreeMap<(TeamId, PersonId), Vec<Stay>> = BTreeMap::new();
    for (team, stay) in all(tx, key).await? {
        let place = (team, stay.person.clone());
        before.entry(place).or_default().push(stay);
    }
    let mut declared = BTreeMap::new();
    for team in &organisation.teams {
        for member in &team.members {
            declared.insert((team.id.clone(), member.person.clone()), member);
        }
    }
    let known: BTreeSet<&TeamId> = before.keys().map(|(team, _)| team).collect();
    let open = |stays: &[Stay]| stays.last().is_some_and(|it| it.until.is_none());
    let leaving: BTreeSet<&PersonId> = before
        .iter()
        .filter(|(place, stays)| open(stays) && !declared.contains_key(place))
        .map(|((_, person), _)| person)
        .collect();
    let places: BTreeSet<_> = before.keys().chain(declared.keys()).collect();
    let mut changed = Vec::new();
    for place in places {
        let (team, person) = place;
        let was = before.get(place).map_or(&[][..], Vec::as_slice);
        let comes = known.contains(team) || leaving.contains(person);
        let since = comes.then_some(today);
        let member = declared.get(place).copied();
        let is = after_import(was, member, today, since);
        if is != was {
            changed.push((place.clone(), is));
        }
    }
    write(tx, key, &changed).await
}

/// At an import: a team that is declared for the first time is known from now on.
pub(super) async fn keep_since_when_teams_are_known(
    tx: &mut AnyConnection,
    key: &str,
    now: i64,
) -> Result<()> {
    sqlx::query("UPDATE team SET known_since = $1 WHERE workspace = $2 AND known_since IS NULL")
        .bind(now)
        .bind(key.to_owned())
        .execute(tx)
        .await?;
    Ok(())
}

impl Store {
    /// The teams that Headway has known only since an instant after this one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn teams_known_only_since(
        &self,
        workspace: &WorkspaceId,
        after: DateTime<Utc>,
    ) -> Result<Vec<(TeamId, DateTime<Utc>)>> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT team, known_since FROM team WHERE workspace = $1 AND known_since > $2",
        )
        .bind(text(workspace.as_str()))
        .bind(after.timestamp())
        .fetch_all(&self.reader)
        .await?;
        let team = |(team, since): (String, i64)| {
            Ok((TeamId::new(team), instant(since, "team.known_since")?))
        };
        rows.into_iter().map(team).collect()
    }
}

/// Their rows.
pub(super) fn members(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for team in &organisation.teams {
        for (position, member) in team.members.iter().enumerate() {
            rows.push(vec![
                cell(workspace),
                cell(team.id.as_str()),
                cell(member.person.as_str()),
                cell(member.role.word()),
                Cell::Real(member.share),
                Cell::MaybeText(member.from.map(|day| day.to_string())),
                Cell::MaybeText(member.until.map(|day| day.to_string())),
                place(position),
                ACTIVE,
            ]);
        }
    }
    rows
}

async fn write(
    tx: &mut AnyConnection,
    key: &str,
    changed: &[((TeamId, PersonId), Vec<Stay>)],
) -> Result<()> {
    let mut rows = Vec::new();
    for ((team, person), stays) in changed {
        sqlx::query("DELETE FROM member_stay WHERE workspace = $1 AND team = $2 AND person = $3")
            .bind(key.to_owned())
            .bind(text(team.as_str()))
            .bind(text(person.as_str()))
            .execute(&mut *tx)
            .await?;
        rows.extend(stays.iter().map(|stay| (team, stay)));
    }
    for chunk in rows.chunks(A_TIME) {
        let places: Vec<String> = (0..chunk.len())
            .map(|row| {
                let first = 2 + row * 6;
                let numbers: Vec<String> = (first..first + 6).map(|it| format!("${it}")).collect();
                format!("($1, {})", numbers.join(", "))
            })
            .collect();
        let sql = format!(
            "INSERT INTO member_stay (workspace, team, person, from_day, until_day, role, share) VALUES {}",
            places.join(", ")
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .persistent(false)
            .bind(key.to_owned());
        for (team, stay) in chunk {
            query = query
                .bind(text(team.as_str()))
                .bind(text(stay.person.as_str()))
                .bind(stay.from.map_or_else(String::new, |day| day.to_string()))
                .bind(stay.until.map(|day| day.to_string()))
                .bind(stay.role.word().to_owned())
                .bind(stay.share);
        }
        query.execute(&mut *tx).await?;
    }
    Ok(())
}

#[derive(FromRow)]
struct StayRow {
    team: String,
    person: String,
    from_day: String,
    until_day: Option<String>,
    role: String,
    share: f64,
}

impl StayRow {
    fn stay(self) -> Result<(TeamId, Stay)> {
        let from = Some(self.from_day).filter(|day| !day.is_empty());
        let stay = Stay {
            person: PersonId::new(self.person),
            role: word(Role::from_word(&self.role), "member_stay.role")?,
            share: self.share,
            from: maybe_parsed(from, "member_stay.from_day")?,
            until: maybe_parsed(self.until_day, "member_stay.until_day")?,
        };
        Ok((TeamId::new(self.team), stay))
    }
}
