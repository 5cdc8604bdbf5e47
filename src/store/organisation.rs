//! Reading a company back as it was declared.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use sqlx::{AnyConnection, FromRow};

use super::category::categories;
use super::read_objective::read_objectives;
use super::stay::Stays;
use super::target::agreed;
use super::value::{count, from_json, parsed, text, word};
use super::{Result, Store};
use crate::domain::cadence::{Cadence, Moment, Reviews, TeamCadence};
use crate::domain::id::{CategoryId, ChannelId, PersonId, SlackTeamId, TeamId, WorkspaceId};
use crate::domain::okr::ResultsSettings;
use crate::domain::organisation::{
    Answers, Member, Organisation, Person, Role, Settings, Team, TeamKind,
};
use crate::domain::target::TargetSplit;

impl Store {
    /// The company of a workspace: what is active, and retired categories too. Kept from the last reading for as
    /// long as nobody, in any process, has changed it.
    ///
    /// # Errors
    /// When the database cannot be read, or holds what no company can be made of.
    pub async fn organisation(&self, workspace: &WorkspaceId) -> Result<Option<Arc<Organisation>>> {
        let version: Option<(i64,)> = sqlx::query_as(VERSION)
            .bind(text(workspace.as_str()))
            .fetch_optional(&self.reader)
            .await?;
        let Some((version,)) = version else {
            return Ok(None);
        };
        if let Some(kept) = self.kept(workspace, version) {
            return Ok(Some(kept.organisation.clone()));
        }
        let mut snapshot = self.snapshot().await?;
        let Some((version, company)) = load(&mut snapshot, workspace).await? else {
            return Ok(None);
        };
        snapshot.commit().await?;
        let organisation = company.organisation.clone();
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(workspace.clone(), (version, Arc::new(company)));
        Ok(Some(organisation))
    }

    fn kept(&self, workspace: &WorkspaceId, version: i64) -> Option<Arc<Company>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = read.get(workspace).filter(|kept| kept.0 == version);
        kept.map(|(_, company)| company.clone())
    }

    /// The company inside a transaction that writes: no import can come between. What an import has changed in this
    /// very transaction is read, and not kept, since it may not come to be.
    pub(super) async fn company(
        &self,
        tx: &mut AnyConnection,
        workspace: &WorkspaceId,
    ) -> Result<Option<Arc<Company>>> {
        let version: Option<(i64,)> = sqlx::query_as(VERSION)
            .bind(text(workspace.as_str()))
            .fetch_optional(&mut *tx)
            .await?;
        let Some((version,)) = version else {
            return Ok(None);
        };
        if let Some(kept) = self.kept(workspace, version) {
            return Ok(Some(kept));
        }
        Ok(load(tx, workspace)
            .await?
            .map(|(_, company)| Arc::new(company)))
    }
}

const VERSION: &str = "SELECT version FROM workspace WHERE workspace = $1";

/// A company as it is kept between two imports: what was declared, and who was where when.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) organisation: Arc<Organisation>,
    pub(super) stays: Stays,
}

pub(super) async fn load(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
) -> Result<Option<(i64, Company)>> {
    let key = text(workspace.as_str());
    let row: Option<WorkspaceRow> = sqlx::query_as("SELECT * FROM workspace WHERE workspace = $1")
        .bind(key.clone())
        .fetch_optional(&mut *tx)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let version = row.version;
    let settings = row.settings()?;
    let zone = settings.time_zone;
    let people: Vec<PersonRow> = sqlx::query_as(
        "SELECT * FROM person WHERE workspace = $1 AND retired IS NULL ORDER BY position",
    )
    .bind(key.clone())
    .fetch_all(&mut *tx)
    .await?;
    let organisation = Organisation {
        settings,
        categories: categories(tx, &key).await?,
        people: people
            .into_iter()
            .map(PersonRow::person)
            .collect::<Result<_>>()?,
        teams: teams(tx, &key).await?,
        objectives: read_objectives(tx, &key, zone).await?,
    };
    let company = Company {
        organisation: Arc::new(organisation),
        stays: Stays::load(tx, &key).await?,
    };
    Ok(Some((version, company)))
}

async fn teams(tx: &mut AnyConnection, key: &str) -> Result<Vec<Team>> {
    let rows: Vec<TeamRow> = sqlx::query_as(
        "SELECT * FROM team WHERE workspace = $1 AND retired IS NULL ORDER BY position",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let member_rows: Vec<MemberRow> = sqlx::query_as(
        "SELECT team, person, role, share, from_day, until_day FROM member
         WHERE workspace = $1 AND retired IS NULL ORDER BY team, position",
    )
    .bind(key.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let mut members: HashMap<String, Vec<Member>> = HashMap::new();
    for row in member_rows {
        let team = row.team.clone();
        members.entry(team).or_default().push(row.member()?);
    }
    let mut targets = agreed(tx, key).await?;
    rows.into_iter()
        .map(|row| {
            let members = members.remove(&row.team).unwrap_or_default();
            let targets = targets.remove(&TeamId::new(&*row.team)).unwrap_or_default();
            row.team(members, targets)
        })
        .collect()
}

#[derive(FromRow)]
struct WorkspaceRow {
    workspace: String,
    slack_team: Option<String>,
    name: String,
    time_zone: String,
    leadership_channel: String,
    ask_at: String,
    remind_at: String,
    digest_at: String,
    close_at: String,
    review: String,
    remainder: Option<String>,
    results: Option<String>,
    enough_answers: i64,
    keep_single_splits_weeks: i64,
    version: i64,
}

impl WorkspaceRow {
    fn settings(self) -> Result<Settings> {
        Ok(Settings {
            workspace: WorkspaceId::new(self.workspace),
            slack_team: self.slack_team.map(SlackTeamId::new),
            name: self.name,
            time_zone: parsed(&self.time_zone, "workspace.time_zone")?,
            leadership_channel: ChannelId::new(self.leadership_channel),
            cadence: Cadence {
                ask: parsed(&self.ask_at, "workspace.ask_at")?,
                reminders: moments(&self.remind_at, "workspace.remind_at")?,
                digest: parsed(&self.digest_at, "workspace.digest_at")?,
                close: parsed(&self.close_at, "workspace.close_at")?,
                review: word(Reviews::from_word(&self.review), "workspace.review")?,
            },
            remainder: self.remainder.map(CategoryId::new),
            results: self.results.map_or_else(
                || Ok(ResultsSettings::default()),
                |json| from_json(&json, "workspace.results"),
            )?,
            enough_answers: count(self.enough_answers, "workspace.enough_answers")?,
            keep_single_splits_weeks: count(
                self.keep_single_splits_weeks,
                "workspace.keep_single_splits_weeks",
            )?,
        })
    }
}

fn moments(json: &str, column: &'static str) -> Result<Vec<Moment>> {
    let texts: Vec<String> = from_json(json, column)?;
    texts.iter().map(|text| parsed(text, column)).collect()
}

#[derive(FromRow)]
struct PersonRow {
    person: String,
    name: String,
    time_zone: Option<String>,
    days_off: String,
    leader: i64,
    admin: i64,
}

impl PersonRow {
    fn person(self) -> Result<Person> {
        Ok(Person {
            id: PersonId::new(self.person),
            name: self.name,
            time_zone: maybe_parsed(self.time_zone, "person.time_zone")?,
            days_off: from_json(&self.days_off, "person.days_off")?,
            leader: self.leader != 0,
            admin: self.admin != 0,
        })
    }
}

#[derive(FromRow)]
struct TeamRow {
    team: String,
    name: String,
    kind: String,
    product_line: Option<String>,
    channel: Option<String>,
    tell_channel: i64,
    time_zone: Option<String>,
    answers: String,
    lead_sees_since: Option<i64>,
    ask_at: Option<String>,
    remind_at: Option<String>,
}

impl TeamRow {
    fn team(self, members: Vec<Member>, targets: Vec<TargetSplit>) -> Result<Team> {
        Ok(Team {
            id: TeamId::new(self.team),
            name: self.name,
            kind: word(TeamKind::from_word(&self.kind), "team.kind")?,
            product_line: self.product_line,
            channel: self.channel.map(ChannelId::new),
            tell_channel: self.tell_channel != 0,
            time_zone: maybe_parsed(self.time_zone, "team.time_zone")?,
            answers: word(Answers::from_word(&self.answers), "team.answers")?,
            lead_sees_answers: self.lead_sees_since.is_some(),
            cadence: TeamCadence {
                ask: maybe_parsed(self.ask_at, "team.ask_at")?,
                reminders: self
                    .remind_at
                    .map(|json| moments(&json, "team.remind_at"))
                    .transpose()?,
            },
            members,
            targets,
        })
    }
}

#[derive(FromRow)]
struct MemberRow {
    team: String,
    person: String,
    role: String,
    share: f64,
    from_day: Option<String>,
    until_day: Option<String>,
}

impl MemberRow {
    fn member(self) -> Result<Member> {
        Ok(Member {
            person: PersonId::new(self.person),
            role: word(Role::from_word(&self.role), "member.role")?,
            share: self.share,
            from: maybe_parsed(self.from_day, "member.from_day")?,
            until: maybe_parsed(self.until_day, "member.until_day")?,
        })
    }
}

pub(super) fn maybe_parsed<T: std::str::FromStr>(
    text_or_none: Option<String>,
    column: &'static str,
) -> Result<Option<T>> {
    text_or_none.map(|text| parsed(&text, column)).transpose()
}
