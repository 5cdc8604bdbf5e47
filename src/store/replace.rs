//! Writing a company as it is declared: all of it in one transaction, in place; what is no longer declared retires.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::category::keep_changed_marks;
use super::lead_sees::keep_since_when_leads_see;
use super::ledger::enqueue_all;
use super::objective::{
    KEY_RESULT, OBJECTIVE, OBJECTIVE_TEAM, finite, forget_since_when_retired_ones_were_known,
    keep_earlier_aims, keep_since_when_key_results_are_known, key_results, objective_teams,
    objectives,
};
use super::roll_up::weigh_open_rounds_again;
use super::rows::{Cell, Declared, declare, declare_part};
use super::stay::{MEMBER, keep_since_when_teams_are_known, keep_stays, members};
use super::transaction::whole;
use super::value::{maybe_text, text, to_json};
use super::{Result, Store, StoreError};
use crate::domain::cadence::Moment;
use crate::domain::category::Category;
use crate::domain::changes::Follows;
use crate::domain::id::{CategoryId, ChannelId, SlackTeamId, TeamId};
use crate::domain::okr::carry_over;
use crate::domain::organisation::{Organisation, Person, Settings};
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
        whole!(self, tx => replace(tx, organisation, None, &Follows::default(), now))
    }
}

pub(super) fn all_finite(organisation: &Organisation) -> bool {
    let mut shares = organisation.teams.iter().flat_map(|team| &team.members);
    let mut key_results = organisation
        .objectives
        .iter()
        .flat_map(|objective| &objective.key_results);
    shares.all(|member| member.share.is_finite()) && key_results.all(finite)
}

pub(super) async fn replace(
    tx: &mut AnyConnection,
    organisation: &Organisation,
    targets: Option<&HashMap<TeamId, Vec<target::Declared>>>,
    follows: &Follows,
    at: DateTime<Utc>,
) -> Result<()> {
    let workspace = text(organisation.settings.workspace.as_str());
    let today = at
        .with_timezone(&organisation.settings.time_zone)
        .date_naive();
    let now = at.timestamp();
    let mut organisation = organisation.clone();
    // Read in the transaction that writes it again: what is made in Slack meanwhile is not lost.
    let known = super::organisation::load(tx, &organisation.settings.workspace).await?;
    let before = known.map(|(_, company)| company.organisation);
    if let Some(before) = &before {
        carry_over(before, &mut organisation, today);
    }
    let organisation = &organisation;
    settings(tx, &organisation.settings, now).await?;
    keep_changed_marks(tx, &workspace, &organisation.categories, Week::of(today)).await?;
    let key_results_now = organisation
        .objectives
        .iter()
        .flat_map(|it| &it.key_results);
    forget_since_when_retired_ones_were_known(tx, &workspace, key_results_now).await?;
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
    for objective in &organisation.objectives {
        keep_earlier_aims(tx, &workspace, &objective.key_results).await?;
    }
    keep_since_when_leads_see(tx, &workspace, organisation, now).await?;
    keep_since_when_teams_are_known(tx, &workspace, now).await?;
    keep_since_when_key_results_are_known(tx, &workspace, now).await?;
    keep_stays(tx, &workspace, organisation, today).await?;
    let came_or_went = before.as_ref().map(|before| {
        let teams = |org: &Organisation| org.teams.iter().map(|team| team.id.clone()).collect();
        let (before, now): (BTreeSet<TeamId>, BTreeSet<TeamId>) =
            (teams(before), teams(organisation));
        before.symmetric_difference(&now).cloned().collect()
    });
    let workspace = &organisation.settings.workspace;
    let moved = (&came_or_went.unwrap_or_default(), at);
    let weighed = weigh_open_rounds_again(tx, workspace, moved).await?;
    let Some(before) = before.filter(|_| !follows.is_empty()) else {
        return Ok(());
    };
    // Compared as both are read: what an import only writes again is nobody's news.
    if let Some((_, now)) = super::organisation::load(tx, workspace).await? {
        let edits = follows.from(&before, &now.organisation, weighed);
        enqueue_all(tx, workspace, &edits).await?;
    }
    Ok(())
}

async fn settings(tx: &mut AnyConnection, settings: &Settings, now: i64) -> Result<()> {
    let cadence = &settings.cadence;
    sqlx::query(
        "INSERT INTO workspace (workspace, slack_team, name, time_zone, leadership_channel,
             ask_at, remind_at, digest_at, close_at, remainder, results, imported, enough_answers,
             keep_single_splits_weeks, review, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
         ON CONFLICT (workspace) DO UPDATE SET
             slack_team = COALESCE(excluded.slack_team, workspace.slack_team),
             name = excluded.name, time_zone = excluded.time_zone,
             leadership_channel = excluded.leadership_channel, ask_at = excluded.ask_at,
             remind_at = excluded.remind_at, digest_at = excluded.digest_at,
             close_at = excluded.close_at, remainder = excluded.remainder,
             results = excluded.results,
             enough_answers = excluded.enough_answers,
             keep_single_splits_weeks = excluded.keep_single_splits_weeks,
             review = excluded.review,
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
    .bind(text(to_json(&settings.results)?))
    .bind(now)
    .bind(i64::from(settings.enough_answers))
    .bind(i64::from(settings.keep_single_splits_weeks))
    .bind(cadence.review.word().to_owned())
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
    let people: Vec<&Person> = organisation.people.iter().collect();
    people_from(&people, workspace, 0)
}

/// Adds people whom nobody declared, because something that was made in Slack names them.
pub(super) async fn add_people(
    tx: &mut AnyConnection,
    workspace: &str,
    first: usize,
    people: &[&Person],
    now: i64,
) -> Result<()> {
    for (position, person) in people.iter().enumerate() {
        let rows = people_from(&[person], workspace, first + position)?;
        let part = (&PERSON, "person", person.id.as_str());
        declare_part(tx, part, workspace, now, &rows).await?;
    }
    Ok(())
}

fn people_from(people: &[&Person], workspace: &str, first: usize) -> Result<Vec<Vec<Cell>>> {
    let mut rows = Vec::new();
    for (position, person) in people.iter().enumerate() {
        rows.push(vec![
            word(workspace),
            word(person.id.as_str()),
            word(&person.name),
            Cell::MaybeText(person.time_zone.map(|zone| zone.name().to_owned())),
            Cell::Text(to_json(&person.days_off)?),
            Cell::Whole(person.leader.into()),
            Cell::Whole(person.admin.into()),
            place(first + position),
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

pub(super) const ACTIVE: Cell = Cell::MaybeWhole(None);

pub(super) fn word(content: &str) -> Cell {
    Cell::Text(text(content))
}

pub(super) fn place(position: usize) -> Cell {
    Cell::Whole(i64::try_from(position).unwrap_or(i64::MAX))
}
