//! What teams agreed: agreements are only added, and ended once.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::replace::{all_finite, replace};
use super::transaction::whole;
use super::value::{from_json, maybe_text, parsed, text, to_json};
use super::{Result, Store, StoreError};
use crate::domain::changes::Follows;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{PersonId, TeamId, WorkspaceId};
use crate::domain::organisation::Organisation;
use crate::domain::target::agreement::Agreement;
use crate::domain::target::declared::Declared;
use crate::domain::target::{Entered, TargetSplit, first_week};

/// What a workspace's teams agreed, retired teams too, and what the file said of it last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreements {
    /// All agreements of a team, in order.
    pub agreed: HashMap<TeamId, Vec<TargetSplit>>,
    /// What the file said last.
    pub declared: HashMap<TeamId, Vec<Declared>>,
}

/// What became of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// It is kept.
    Kept,
    /// Something else was agreed meanwhile; nothing was written.
    Overtaken,
}

impl Store {
    /// What teams agreed, and what the file said of it last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn agreements(&self, workspace: &WorkspaceId) -> Result<Agreements> {
        let key = text(workspace.as_str());
        let mut snapshot = self.snapshot().await?;
        let agreed = agreed(&mut snapshot, &key).await?;
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT team, declared FROM declared_target WHERE workspace = $1 ORDER BY team, number",
        )
        .bind(key)
        .fetch_all(&mut *snapshot)
        .await?;
        snapshot.commit().await?;
        let mut declared: HashMap<TeamId, Vec<Declared>> = HashMap::new();
        for (team, json) in rows {
            let one = from_json(&json, "declared_target.declared")?;
            declared.entry(TeamId::new(team)).or_default().push(one);
        }
        Ok(Agreements { agreed, declared })
    }

    /// As [`Store::replace_organisation`], with what the file says of each team's targets, for the next import to compare
    /// with. The edits that follow are enqueued with it.
    ///
    /// # Errors
    /// As [`Store::replace_organisation`]; also when something was agreed since the company was read.
    pub async fn import_organisation(
        &self,
        organisation: &Organisation,
        declared: &HashMap<TeamId, Vec<Declared>>,
        follows: &Follows,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if !all_finite(organisation) {
            return Err(StoreError::Refused("a number that is not finite"));
        }
        whole!(self, tx => replace(tx, organisation, Some(declared), follows, now))
    }

    /// Keeps what a team agreed, if all that it agreed before is what `known` says; `edits` are enqueued with it.
    ///
    /// # Errors
    /// When the database cannot be written, or not in time: then nothing was.
    pub async fn agree_target(
        &self,
        workspace: &WorkspaceId,
        team: &TeamId,
        known: &[TargetSplit],
        agreement: &Agreement,
        edits: &[NewDelivery],
    ) -> Result<Agreed> {
        let key = text(workspace.as_str());
        whole!(self, tx => agree(tx, &key, team, known, agreement, workspace, edits))
    }
}

async fn agree(
    tx: &mut AnyConnection,
    key: &str,
    team: &TeamId,
    known: &[TargetSplit],
    agreement: &Agreement,
    workspace: &WorkspaceId,
    edits: &[NewDelivery],
) -> Result<Agreed> {
    if of_team(tx, key, team).await? != known {
        return Ok(Agreed::Overtaken);
    }
    insert(tx, key, team, known.len(), &agreement.target).await?;
    if let Some(ends) = agreement.ends {
        end(tx, key, team, ends, &agreement.target.since.to_string()).await?;
    }
    sqlx::query("UPDATE workspace SET version = version + 1 WHERE workspace = $1")
        .bind(key.to_owned())
        .execute(&mut *tx)
        .await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Agreed::Kept)
}

/// One team's agreements, in order: somebody waits.
async fn of_team(tx: &mut AnyConnection, key: &str, team: &TeamId) -> Result<Vec<TargetSplit>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT * FROM agreed_target WHERE workspace = $1 AND team = $2 ORDER BY number",
    )
    .bind(key.to_owned())
    .bind(text(team.as_str()))
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Row::target).collect()
}

/// All agreements of a workspace, by team and in order.
pub(super) async fn agreed(
    tx: &mut AnyConnection,
    key: &str,
) -> Result<HashMap<TeamId, Vec<TargetSplit>>> {
    let rows: Vec<Row> =
        sqlx::query_as("SELECT * FROM agreed_target WHERE workspace = $1 ORDER BY team, number")
            .bind(key.to_owned())
            .fetch_all(&mut *tx)
            .await?;
    let mut agreed: HashMap<TeamId, Vec<TargetSplit>> = HashMap::new();
    for row in rows {
        let team = TeamId::new(row.team.clone());
        agreed.entry(team).or_default().push(row.target()?);
    }
    Ok(agreed)
}

/// Adds what is new in a declared company. What is stored already must be there as it is stored.
pub(super) async fn extend(tx: &mut AnyConnection, key: &str, org: &Organisation) -> Result<()> {
    let mut stored = agreed(tx, key).await?;
    for team in &org.teams {
        let stored = stored.remove(&team.id).unwrap_or_default();
        for (number, old) in stored.iter().enumerate() {
            let new = team.targets.get(number);
            let new = new.ok_or(StoreError::Refused(OVERTAKEN))?;
            let ended = TargetSplit {
                ended: new.ended,
                ..old.clone()
            };
            if *new != ended || (old.ended.is_some() && old.ended != new.ended) {
                return Err(StoreError::Refused(OVERTAKEN));
            }
            if let (None, Some(week)) = (old.ended, new.ended) {
                end(tx, key, &team.id, number, &week.to_string()).await?;
            }
        }
        let new = team.targets.iter().enumerate().skip(stored.len());
        for (number, target) in new {
            insert(tx, key, &team.id, number, target).await?;
        }
    }
    Ok(())
}

const OVERTAKEN: &str = "what was agreed has changed meanwhile; please import again";

/// Notes what the file says of each team's targets.
pub(super) async fn declare(
    tx: &mut AnyConnection,
    key: &str,
    declared: &HashMap<TeamId, Vec<Declared>>,
) -> Result<()> {
    sqlx::query("DELETE FROM declared_target WHERE workspace = $1")
        .bind(key.to_owned())
        .execute(&mut *tx)
        .await?;
    for (team, list) in declared {
        for (number, one) in list.iter().enumerate() {
            sqlx::query(
                "INSERT INTO declared_target (workspace, team, number, declared)
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(key.to_owned())
            .bind(text(team.as_str()))
            .bind(place(number))
            .bind(text(to_json(one)?))
            .execute(&mut *tx)
            .await?;
        }
    }
    Ok(())
}

async fn insert(
    tx: &mut AnyConnection,
    key: &str,
    team: &TeamId,
    number: usize,
    target: &TargetSplit,
) -> Result<()> {
    let agreed_by = target.agreed_by.as_ref();
    let entered = target.entered.as_ref();
    let by = entered.and_then(|entered| entered.by.as_ref());
    sqlx::query(
        "INSERT INTO agreed_target (workspace, team, number, quarter, split, band, why, product,
             engineering, since, until, gives_way, reason, entered_on, entered_by, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(key.to_owned())
    .bind(text(team.as_str()))
    .bind(place(number))
    .bind(target.quarter.to_string())
    .bind(text(to_json(&target.split)?))
    .bind(i64::from(target.band))
    .bind(maybe_text(target.why.as_ref()))
    .bind(agreed_by.map(|(product, _)| text(product.as_str())))
    .bind(agreed_by.map(|(_, engineering)| text(engineering.as_str())))
    .bind(target.since.to_string())
    .bind(target.until.map(|until| until.to_string()))
    .bind(maybe_text(target.gives_way.as_ref()))
    .bind(maybe_text(target.reason.as_ref()))
    .bind(entered.map(|entered| entered.on.to_string()))
    .bind(by.map(|by| text(by.as_str())))
    .bind(target.ended.map(|ended| ended.to_string()))
    .execute(tx)
    .await?;
    Ok(())
}

async fn end(
    tx: &mut AnyConnection,
    key: &str,
    team: &TeamId,
    number: usize,
    week: &str,
) -> Result<()> {
    sqlx::query(
        "UPDATE agreed_target SET ended = $1
         WHERE workspace = $2 AND team = $3 AND number = $4 AND ended IS NULL",
    )
    .bind(week.to_owned())
    .bind(key.to_owned())
    .bind(text(team.as_str()))
    .bind(place(number))
    .execute(tx)
    .await?;
    Ok(())
}

fn place(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[derive(FromRow)]
struct Row {
    team: String,
    quarter: String,
    split: String,
    band: i64,
    why: Option<String>,
    product: Option<String>,
    engineering: Option<String>,
    since: Option<String>,
    until: Option<String>,
    gives_way: Option<String>,
    reason: Option<String>,
    entered_on: Option<String>,
    entered_by: Option<String>,
    ended: Option<String>,
}

impl Row {
    fn target(self) -> Result<TargetSplit> {
        let quarter = parsed(&self.quarter, "agreed_target.quarter")?;
        let week =
            |text: Option<String>, column| text.map(|text| parsed(&text, column)).transpose();
        let day = |text: Option<String>, column| -> Result<Option<NaiveDate>> {
            text.map(|text| parsed(&text, column)).transpose()
        };
        let people = self.product.zip(self.engineering);
        let by = self.entered_by.map(PersonId::new);
        let on = day(self.entered_on, "agreed_target.entered_on")?;
        Ok(TargetSplit {
            quarter,
            split: from_json(&self.split, "agreed_target.split")?,
            band: u8::try_from(self.band).map_err(|_| StoreError::corrupt("agreed_target.band"))?,
            why: self.why,
            agreed_by: people
                .map(|(product, engineering)| (PersonId::new(product), PersonId::new(engineering))),
            since: week(self.since, "agreed_target.since")?.unwrap_or_else(|| first_week(quarter)),
            until: day(self.until, "agreed_target.until")?,
            gives_way: self.gives_way,
            reason: self.reason,
            entered: on.map(|on| Entered { on, by }),
            ended: week(self.ended, "agreed_target.ended")?,
        })
    }
}
