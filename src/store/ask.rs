//! Asks: made once a person, team and week; answered, away, or expired.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::roll_up::{has_row, roll_up_again};
use super::round::is_live;
use super::transaction::whole;
use super::value::{instant, text, week, word};
use super::{Result, Store};
use crate::domain::check_in::{Ask, AskOutcome};
use crate::domain::delivery::{NewDelivery, Subject};
use crate::domain::id::{AskId, ChannelId, MessageTs, PersonId, TeamId, WorkspaceId};
use crate::domain::week::Week;

/// The columns of an ask, with the message that carries it; a condition goes behind it.
macro_rules! select_asks {
    ($condition:literal) => {
        concat!(
            "SELECT a.ask, a.week, a.team, a.person, a.due, a.estimate, a.outcome,
                 d.sent_channel, d.sent_ts
             FROM ask a LEFT JOIN delivery d
                 ON d.workspace = a.workspace AND d.key = 'ask:' || a.ask ",
            $condition
        )
    };
}

impl Store {
    /// Adds asks, and with each one that is new the deliveries that are about it; deliveries about no ask are
    /// enqueued as they are. A person who was asked for that team and week already is not asked again, and a closed
    /// round takes nothing. Gives back the asks that are new.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_asks(
        &self,
        workspace: &WorkspaceId,
        asks: &[Ask],
        deliveries: &[NewDelivery],
    ) -> Result<Vec<AskId>> {
        whole!(self, tx => add(self, tx, workspace, asks, deliveries))
    }

    /// One ask.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ask(&self, workspace: &WorkspaceId, ask: &AskId) -> Result<Option<Ask>> {
        let row: Option<AskRow> =
            sqlx::query_as(select_asks!("WHERE a.workspace = $1 AND a.ask = $2"))
                .bind(text(workspace.as_str()))
                .bind(text(ask.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        row.map(AskRow::ask).transpose()
    }

    /// The asks of a week, in the order in which they fell due.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asks(&self, workspace: &WorkspaceId, week: Week) -> Result<Vec<Ask>> {
        let rows: Vec<AskRow> = sqlx::query_as(select_asks!(
            "WHERE a.workspace = $1 AND a.week = $2 ORDER BY a.due, a.ask"
        ))
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(AskRow::ask).collect()
    }

    /// The asks of one team in a week: the lead's and a deputy's, or everybody's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asks_of_team(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        team: &TeamId,
    ) -> Result<Vec<Ask>> {
        let rows: Vec<AskRow> = sqlx::query_as(select_asks!(
            "WHERE a.workspace = $1 AND a.week = $2 AND a.team = $3 ORDER BY a.due, a.ask"
        ))
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(text(team.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(AskRow::ask).collect()
    }

    /// All asks of a person in rounds that still take answers, answered ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_asks_of(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<Vec<Ask>> {
        let rows: Vec<AskRow> = sqlx::query_as(select_asks!(
            "JOIN round r ON r.workspace = a.workspace AND r.week = a.week AND r.closed IS NULL
             WHERE a.workspace = $1 AND a.person = $2 ORDER BY a.week, a.due, a.ask"
        ))
        .bind(text(workspace.as_str()))
        .bind(text(person.as_str()))
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(AskRow::ask).collect()
    }

    /// Notes that a person is away; false, and nothing, when the ask has an outcome or its round is closed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_away(
        &self,
        workspace: &WorkspaceId,
        ask: &AskId,
        now: DateTime<Utc>,
        edits: &[NewDelivery],
    ) -> Result<bool> {
        let step = Step {
            from: None,
            to: Some((AskOutcome::Away, now)),
        };
        whole!(self, tx => turn(self, tx, workspace, ask, step, edits))
    }

    /// Takes an absence back; false, and nothing, when there is none or the round is closed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_back(
        &self,
        workspace: &WorkspaceId,
        ask: &AskId,
        edits: &[NewDelivery],
    ) -> Result<bool> {
        let step = Step {
            from: Some(AskOutcome::Away),
            to: None,
        };
        whole!(self, tx => turn(self, tx, workspace, ask, step, edits))
    }
}

async fn add(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    asks: &[Ask],
    deliveries: &[NewDelivery],
) -> Result<Vec<AskId>> {
    let mut live = HashSet::new();
    for week in asks.iter().map(|ask| ask.week).collect::<HashSet<_>>() {
        if is_live(tx, workspace, week).await? {
            live.insert(week);
        }
    }
    let mut added = Vec::new();
    for ask in asks.iter().filter(|ask| live.contains(&ask.week)) {
        if insert(tx, workspace, ask).await? {
            added.push(ask.id.clone());
            // A deputy after the lead is away, a person in a later zone: the row says how many were asked.
            if has_row(tx, workspace, ask.week, &ask.team).await? {
                roll_up_again(store, tx, workspace, ask.week, &ask.team).await?;
            }
        }
    }
    let new: HashSet<&AskId> = added.iter().collect();
    let wanted: Vec<NewDelivery> = deliveries
        .iter()
        .filter(|delivery| match &delivery.subject {
            Subject::Ask(ask) | Subject::AskEdit(ask) | Subject::Reminder(ask, _) => {
                new.contains(ask)
            }
            _ => true,
        })
        .cloned()
        .collect();
    enqueue_all(tx, workspace, &wanted).await?;
    Ok(added)
}

async fn insert(tx: &mut AnyConnection, workspace: &WorkspaceId, ask: &Ask) -> Result<bool> {
    let outcome = ask.outcome.map(|outcome| outcome.word().to_owned());
    let inserted = sqlx::query(
        "INSERT INTO ask (workspace, ask, week, team, person, due, estimate, outcome)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(ask.id.as_str()))
    .bind(ask.week.to_string())
    .bind(text(ask.team.as_str()))
    .bind(text(ask.person.as_str()))
    .bind(ask.due.timestamp())
    .bind(i64::from(ask.estimate))
    .bind(outcome)
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// From which outcome to which.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: Option<AskOutcome>,
    to: Option<(AskOutcome, DateTime<Utc>)>,
}

async fn turn(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    ask: &AskId,
    step: Step,
    edits: &[NewDelivery],
) -> Result<bool> {
    let Some(standing) = standing(tx, workspace, ask).await? else {
        return Ok(false);
    };
    if standing.outcome != step.from || !standing.live {
        return Ok(false);
    }
    set_outcome(tx, workspace, ask, step.to).await?;
    roll_up_again(store, tx, workspace, standing.week, &standing.team).await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(true)
}

pub(super) async fn set_outcome(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    ask: &AskId,
    outcome: Option<(AskOutcome, DateTime<Utc>)>,
) -> Result<()> {
    sqlx::query("UPDATE ask SET outcome = $1, settled = $2 WHERE workspace = $3 AND ask = $4")
        .bind(outcome.map(|(outcome, _)| outcome.word().to_owned()))
        .bind(outcome.map(|(_, at)| at.timestamp()))
        .bind(text(workspace.as_str()))
        .bind(text(ask.as_str()))
        .execute(tx)
        .await?;
    Ok(())
}

/// An ask as those who write need to know it.
pub(super) struct Standing {
    pub(super) week: Week,
    pub(super) team: TeamId,
    pub(super) person: PersonId,
    pub(super) outcome: Option<AskOutcome>,
    /// Whether its round still takes answers.
    pub(super) live: bool,
}

pub(super) async fn standing(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    ask: &AskId,
) -> Result<Option<Standing>> {
    let row: Option<StandingRow> = sqlx::query_as(
        "SELECT a.week, a.team, a.person, a.outcome, r.closed
         FROM ask a JOIN round r ON r.workspace = a.workspace AND r.week = a.week
         WHERE a.workspace = $1 AND a.ask = $2",
    )
    .bind(text(workspace.as_str()))
    .bind(text(ask.as_str()))
    .fetch_optional(tx)
    .await?;
    row.map(StandingRow::standing).transpose()
}

/// The asks of a team and week, inside a transaction; without their messages.
pub(super) async fn of_team(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
) -> Result<Vec<Ask>> {
    let rows: Vec<AskRow> = sqlx::query_as(
        "SELECT ask, week, team, person, due, estimate, outcome,
             NULL AS sent_channel, NULL AS sent_ts
         FROM ask WHERE workspace = $1 AND week = $2 AND team = $3 ORDER BY due, ask",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(AskRow::ask).collect()
}

fn read_outcome(outcome: Option<String>) -> Result<Option<AskOutcome>> {
    outcome
        .map(|outcome| word(AskOutcome::from_word(&outcome), "ask.outcome"))
        .transpose()
}

#[derive(FromRow)]
struct StandingRow {
    week: String,
    team: String,
    person: String,
    outcome: Option<String>,
    closed: Option<i64>,
}

impl StandingRow {
    fn standing(self) -> Result<Standing> {
        Ok(Standing {
            week: week(&self.week, "ask.week")?,
            team: TeamId::new(self.team),
            person: PersonId::new(self.person),
            outcome: read_outcome(self.outcome)?,
            live: self.closed.is_none(),
        })
    }
}

#[derive(FromRow)]
struct AskRow {
    ask: String,
    week: String,
    team: String,
    person: String,
    due: i64,
    estimate: i64,
    outcome: Option<String>,
    sent_channel: Option<String>,
    sent_ts: Option<String>,
}

impl AskRow {
    fn ask(self) -> Result<Ask> {
        Ok(Ask {
            id: AskId::new(self.ask),
            week: week(&self.week, "ask.week")?,
            team: TeamId::new(self.team),
            person: PersonId::new(self.person),
            due: instant(self.due, "ask.due")?,
            estimate: self.estimate != 0,
            outcome: read_outcome(self.outcome)?,
            message: self
                .sent_channel
                .zip(self.sent_ts)
                .map(|(channel, ts)| (ChannelId::new(channel), MessageTs::new(ts))),
        })
    }
}

/// The asks of a whole week, inside a transaction; without their messages.
pub(super) async fn of_week(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<Vec<Ask>> {
    let rows: Vec<AskRow> = sqlx::query_as(
        "SELECT ask, week, team, person, due, estimate, outcome,
             NULL AS sent_channel, NULL AS sent_ts
         FROM ask WHERE workspace = $1 AND week = $2 ORDER BY due, ask",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(AskRow::ask).collect()
}
