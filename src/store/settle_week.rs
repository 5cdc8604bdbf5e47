//! The close of a round settles what its weeks are weighed by, and publishes all totals as they stand; from then on
//! a row can be computed from raw rows alone, whoever joins or leaves later.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::moved::note_moved;
use super::roll_up::{published_of, stored, write};
use super::value::{count, from_json, text, to_json};
use super::{Result, Store, ask, check_in};
use crate::domain::check_in::{Ask, AskOutcome, CheckIn, RollUp};
use crate::domain::digest::{Moved, Mover};
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::presence::{Presence, Present};
use crate::domain::publication::{self, Published};
use crate::domain::roll_up::{Raw, roll_up};
use crate::domain::week::Week;

/// The raw rows of one team and week.
#[derive(Debug, Default)]
pub(super) struct RawRows {
    asks: Vec<Ask>,
    check_ins: Vec<CheckIn>,
}

impl RawRows {
    /// Whether somebody has answered or been away.
    pub(super) fn has_row(&self) -> bool {
        let told = [Some(AskOutcome::Answered), Some(AskOutcome::Away)];
        self.asks.iter().any(|ask| told.contains(&ask.outcome))
    }

    pub(super) fn roll_up(
        &self,
        week: Week,
        team: &TeamId,
        present: &Present,
        published: &[Published],
    ) -> RollUp {
        roll_up(&Raw {
            week,
            team,
            present,
            asks: &self.asks,
            check_ins: &self.check_ins,
            published,
        })
    }

    /// The row after the close: everything that was answered is published, where it is enough.
    fn settled(&self, week: Week, team: &TeamId, settled: &Settled) -> RollUp {
        let answers = publication::answers(&self.check_ins, &settled.present);
        let enough = answers.len() >= settled.enough as usize;
        let published = if enough { &answers[..] } else { &[] };
        self.roll_up(week, team, &settled.present, published)
    }
}

/// Raw rows of a week, by team.
pub(super) fn by_team(asks: Vec<Ask>, check_ins: Vec<CheckIn>) -> BTreeMap<TeamId, RawRows> {
    let mut teams: BTreeMap<TeamId, RawRows> = BTreeMap::new();
    for ask in asks {
        teams.entry(ask.team.clone()).or_default().asks.push(ask);
    }
    for check_in in check_ins {
        let team = teams.entry(check_in.team.clone()).or_default();
        team.check_ins.push(check_in);
    }
    teams
}

/// What a team's week was weighed by when its round closed.
#[derive(Debug)]
struct Settled {
    present: Present,
    enough: u32,
}

/// Settles a week whose round closes in this transaction, and notes whose numbers that moves.
pub(super) async fn settle_week(
    store: &Store,
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(company) = store.company(tx, workspace).await? else {
        return Ok(());
    };
    let enough = company.organisation.settings.enough_answers;
    let told = stored(tx, workspace, week).await?;
    for (team, raw) in of_week(tx, workspace, week).await? {
        if !raw.has_row() {
            continue;
        }
        let mut present = company.stays.present(week, &team);
        let published = published_of(tx, workspace, week, &team).await?;
        for (person, weight) in publication::who_stays(&published, &raw.check_ins, &present) {
            let stays = Presence {
                there: weight,
                whole: weight,
            };
            present.insert(person, stays);
        }
        let settled = Settled { present, enough };
        keep(tx, workspace, week, &team, &settled).await?;
        let row = raw.settled(week, &team, &settled);
        write(tx, workspace, &row).await?;
        if told
            .get(&team)
            .is_some_and(|it| !it.tells_the_same_as(&row))
        {
            let (by, at) = (Mover::Close, now);
            note_moved(tx, workspace, week, &Moved { team, by, at }).await?;
        }
    }
    sqlx::query("DELETE FROM published WHERE workspace = $1 AND week = $2")
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// The rows of a closed week as they should stand, of those teams for which it was settled.
pub(super) async fn settled_rows(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<Vec<RollUp>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT team, people, enough FROM team_week WHERE workspace = $1 AND week = $2
         ORDER BY team",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .fetch_all(&mut *tx)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let raw = of_week(tx, workspace, week).await?;
    let mut settled_rows = Vec::new();
    for (team, people, enough) in rows {
        let team = TeamId::new(team);
        let settled = Settled {
            present: from_json(&people, "team_week.people")?,
            enough: count(enough, "team_week.enough")?,
        };
        if let Some(raw) = raw.get(&team).filter(|raw| raw.has_row()) {
            settled_rows.push(raw.settled(week, &team, &settled));
        }
    }
    Ok(settled_rows)
}

async fn of_week(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
) -> Result<BTreeMap<TeamId, RawRows>> {
    let asks = ask::of_week(tx, workspace, week).await?;
    let check_ins = check_in::of_week(tx, workspace, week).await?;
    Ok(by_team(asks, check_ins))
}

async fn keep(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    team: &TeamId,
    settled: &Settled,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO team_week (workspace, week, team, people, enough)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, week, team) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(week.to_string())
    .bind(text(team.as_str()))
    .bind(to_json(&settled.present)?)
    .bind(i64::from(settled.enough))
    .execute(tx)
    .await?;
    Ok(())
}
