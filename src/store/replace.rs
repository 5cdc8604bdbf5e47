//! Writing a company as it is declared: all of it in one transaction, in place; what is no longer declared retires.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::category::keep_changed_marks;
use super::roll_up::weigh_open_rounds_again;
use super::rows::{Cell, Declared, declare};
use super::stay::keep_stays;
use super::transaction::whole;
use super::value::{maybe_text, text, to_json};
use super::{Result, Store, StoreError};
use crate::domain::cadence::Moment;
use crate::domain::category::Category;
use crate::domain::id::{CategoryId, ChannelId, SlackTeamId, TeamId};
use crate::domain::okr::Objective;
use crate::domain::organisation::{Organisation, Settings};
use crate::domain::target::declared as target;
use crate::domain::week::Week;

const CATEGORY: Declared = Declared {
    table: "category",
    key: 2,
    columns: &[
        "workspace",
        "category",
        "name",
        "explanation",
        "elective",
        "purpose",
        "position",
        "retired",
    ],
};

const PERSON: Declared = Declared {
    table: "person",
    key: 2,
    columns: &[
        "workspace",
        "person",
        "name",
        "time_zone",
        "days_off",
        "leader",
        "admin",
        "position",
        "retired",
    ],
};

const TEAM: Declared = Declared {
    table: "team",
    key: 2,
    columns: &[
        "workspace",
        "team",
        "name",
        "kind",
        "product_line",
        "channel",
        "tell_channel",
        "time_zone",
        "answers",
        "ask_at",
        "remind_at",
        "position",
        "retired",
    ],
};

const MEMBER: Declared = Declared {
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

const OBJECTIVE: Declared = Declared {
    table: "objective",
    key: 2,
    columns: &[
        "workspace",
        "objective",
        "title",
        "accountable",
        "quarter",
        "position",
        "retired",
    ],
};

const OBJECTIVE_TEAM: Declared = Declared {
    table: "objective_team",
    key: 3,
    columns: &["workspace", "objective", "team", "position", "retired"],
};

const KEY_RESULT: Declared = Declared {
    table: "key_result",
    key: 2,
    columns: &[
        "workspace",
        "key_result",
        "objective",
        "metric",
        "unit",
        "baseline",
        "target",
        "owner",
        "position",
        "retired",
    ],
};

impl Store {
    /// Makes a workspace's company this one. Slack's team stays bound where the declaration names none. Marks that
    /// change hold from this week on, and members from today on, unless the declaration says from when; the rows of
    /// rounds that are still open are weighed anew, and no total is published.
    ///
    /// # Errors
    /// When the database cannot be written, or a number in the declaration is not finite.
    pub async fn replace_organisation(
        &self,
        organisation: &Organisation,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if !all_finite(organisation) {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        whole!(self, tx => replace(self, tx, organisation, None, now))
    }
}

pub(super) fn all_finite(organisation: &Organisation) -> bool {
    let mut shares = organisation.teams.iter().flat_map(|team| &team.members);
    let mut key_results = organisation
        .objectives
        .iter()
        .flat_map(|objective| &objective.key_results);
    shares.all(|member| member.share.is_finite())
        && key_results.all(|aim| aim.baseline.is_finite() && aim.target.is_finite())
}

pub(super) async fn replace(
    store: &Store,
    tx: &mut AnyConnection,
    organisation: &Organisation,
    targets: Option<&HashMap<TeamId, Vec<target::Declared>>>,
    at: DateTime<Utc>,
) -> Result<()> {
    let workspace = text(organisation.settings.workspace.as_str());
    let today = at
        .with_timezone(&organisation.settings.time_zone)
        .date_naive();
    let now = at.timestamp();
    settings(tx, &organisation.settings, now).await?;
    keep_changed_marks(tx, &workspace, &organisation.categories, Week::of(today)).await?;
    for (declared, rows) in [
        (CATEGORY, categories(organisation, &workspace, now)),
        (PERSON, people(organisation, &workspace)?),
        (TEAM, teams(organisation, &workspace)?),
        (MEMBER, members(organisation, &workspace)),
        (OBJECTIVE, objectives(organisation, &workspace)),
        (OBJECTIVE_TEAM, objective_teams(organisation, &workspace)),
        (KEY_RESULT, key_results(organisation, &workspace)),
    ] {
        declare(tx, &declared, &workspace, now, &rows).await?;
    }
    super::target::extend(tx, &workspace, organisation).await?;
    if let Some(targets) = targets {
        super::target::declare(tx, &workspace, targets).await?;
    }
    keep_since_when_leads_see(tx, &workspace, organisation, now).await?;
    keep_stays(tx, &workspace, organisation, today).await?;
    weigh_open_rounds_again(store, tx, &organisation.settings.workspace).await
}

/// A lead reads what was answered after the team allowed it, so the instant at which it did stays.
async fn keep_since_when_leads_see(
    tx: &mut AnyConnection,
    workspace: &str,
    organisation: &Organisation,
    now: i64,
) -> Result<()> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "SELECT team FROM team WHERE workspace = $1 AND lead_sees_since IS NOT NULL",
    )
    .bind(workspace.to_owned())
    .fetch_all(&mut *tx)
    .await?;
    let before: BTreeSet<String> = rows.into_iter().map(|(team,)| team).collect();
    let allowing = organisation.teams.iter().filter(|it| it.lead_sees_answers);
    let after: BTreeSet<String> = allowing.map(|team| text(team.id.as_str())).collect();
    for team in before.symmetric_difference(&after) {
        sqlx::query("UPDATE team SET lead_sees_since = $1 WHERE workspace = $2 AND team = $3")
            .bind(after.contains(team).then_some(now))
            .bind(workspace.to_owned())
            .bind(team.clone())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

async fn settings(tx: &mut AnyConnection, settings: &Settings, now: i64) -> Result<()> {
    let cadence = &settings.cadence;
    sqlx::query(
        "INSERT INTO workspace (workspace, slack_team, name, time_zone, leadership_channel,
             ask_at, remind_at, digest_at, close_at, remainder, imported, enough_answers,
             keep_single_splits_weeks, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
         ON CONFLICT (workspace) DO UPDATE SET
             slack_team = COALESCE(excluded.slack_team, workspace.slack_team),
             name = excluded.name, time_zone = excluded.time_zone,
             leadership_channel = excluded.leadership_channel, ask_at = excluded.ask_at,
             remind_at = excluded.remind_at, digest_at = excluded.digest_at,
             close_at = excluded.close_at, remainder = excluded.remainder,
             enough_answers = excluded.enough_answers,
             keep_single_splits_weeks = excluded.keep_single_splits_weeks,
             version = workspace.version + 1",
    )
    .bind(text(settings.workspace.as_str()))
    .bind(maybe_text(
        settings.slack_team.as_ref().map(SlackTeamId::as_str),
    ))
    .bind(text(&settings.name))
    .bind(settings.time_zone.name().to_owned())
    .bind(text(settings.leadership_channel.as_str()))
    .bind(cadence.ask.to_string())
    .bind(moments(&cadence.reminders)?)
    .bind(cadence.digest.to_string())
    .bind(cadence.close.to_string())
    .bind(maybe_text(
        settings.remainder.as_ref().map(CategoryId::as_str),
    ))
    .bind(now)
    .bind(i64::from(settings.enough_answers))
    .bind(i64::from(settings.keep_single_splits_weeks))
    .execute(tx)
    .await?;
    Ok(())
}

fn moments(moments: &[Moment]) -> Result<String> {
    to_json(&moments.iter().map(Moment::to_string).collect::<Vec<_>>())
}

fn categories(organisation: &Organisation, workspace: &str, now: i64) -> Vec<Vec<Cell>> {
    let row = |(position, category): (usize, &Category)| {
        vec![
            word(workspace),
            word(category.id.as_str()),
            word(&category.name),
            word(&category.explanation),
            Cell::Whole(category.marks.elective.into()),
            word(category.marks.purpose.word()),
            place(position),
            Cell::MaybeWhole(category.retired.then_some(now)),
        ]
    };
    organisation
        .categories
        .iter()
        .enumerate()
        .map(row)
        .collect()
}

fn people(organisation: &Organisation, workspace: &str) -> Result<Vec<Vec<Cell>>> {
    let mut rows = Vec::new();
    for (position, person) in organisation.people.iter().enumerate() {
        rows.push(vec![
            word(workspace),
            word(person.id.as_str()),
            word(&person.name),
            Cell::MaybeText(person.time_zone.map(|zone| zone.name().to_owned())),
            Cell::Text(to_json(&person.days_off)?),
            Cell::Whole(person.leader.into()),
            Cell::Whole(person.admin.into()),
            place(position),
            ACTIVE,
        ]);
    }
    Ok(rows)
}

fn teams(organisation: &Organisation, workspace: &str) -> Result<Vec<Vec<Cell>>> {
    let mut rows = Vec::new();
    for (position, team) in organisation.teams.iter().enumerate() {
        let reminders = team.cadence.reminders.as_deref();
        rows.push(vec![
            word(workspace),
            word(team.id.as_str()),
            word(&team.name),
            word(team.kind.word()),
            Cell::MaybeText(maybe_text(team.product_line.as_ref())),
            Cell::MaybeText(maybe_text(team.channel.as_ref().map(ChannelId::as_str))),
            Cell::Whole(team.tell_channel.into()),
            Cell::MaybeText(team.time_zone.map(|zone| zone.name().to_owned())),
            word(team.answers.word()),
            Cell::MaybeText(team.cadence.ask.map(|moment| moment.to_string())),
            Cell::MaybeText(reminders.map(moments).transpose()?),
            place(position),
            ACTIVE,
        ]);
    }
    Ok(rows)
}

fn members(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for team in &organisation.teams {
        for (position, member) in team.members.iter().enumerate() {
            rows.push(vec![
                word(workspace),
                word(team.id.as_str()),
                word(member.person.as_str()),
                word(member.role.word()),
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

fn objectives(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let row = |(position, objective): (usize, &Objective)| {
        vec![
            word(workspace),
            word(objective.code.as_str()),
            word(&objective.title),
            word(objective.accountable.as_str()),
            Cell::Text(objective.quarter.to_string()),
            place(position),
            ACTIVE,
        ]
    };
    organisation
        .objectives
        .iter()
        .enumerate()
        .map(row)
        .collect()
}

fn objective_teams(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for objective in &organisation.objectives {
        for (position, team) in objective.teams.iter().enumerate() {
            rows.push(vec![
                word(workspace),
                word(objective.code.as_str()),
                word(team.as_str()),
                place(position),
                ACTIVE,
            ]);
        }
    }
    rows
}

fn key_results(organisation: &Organisation, workspace: &str) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for objective in &organisation.objectives {
        for (position, aim) in objective.key_results.iter().enumerate() {
            rows.push(vec![
                word(workspace),
                word(aim.code.as_str()),
                word(objective.code.as_str()),
                word(&aim.metric),
                word(aim.unit.word()),
                Cell::Real(aim.baseline),
                Cell::Real(aim.target),
                word(aim.owner.as_str()),
                place(position),
                ACTIVE,
            ]);
        }
    }
    rows
}

const ACTIVE: Cell = Cell::MaybeWhole(None);

fn word(content: &str) -> Cell {
    Cell::Text(text(content))
}

fn place(position: usize) -> Cell {
    Cell::Whole(i64::try_from(position).unwrap_or(i64::MAX))
}
