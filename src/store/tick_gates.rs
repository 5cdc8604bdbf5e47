//! The gates of an iteration, ticked one by one.

use sqlx::AnyConnection;

use super::record_iteration::known;
use super::transaction::whole;
use super::value::{text, to_json};
use super::{Result, Store};
use crate::domain::id::{IterationId, WorkspaceId};
use crate::domain::iteration::{Iteration, Ticks};

impl Store {
    /// Ticks gates of an iteration and takes others back, where they may still be ticked; gives the iteration as it
    /// stands then, and nothing where there is none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tick_gates(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
        ticks: &Ticks,
    ) -> Result<Option<Iteration>> {
        whole!(self, tx => write(tx, workspace, iteration, ticks))
    }
}

async fn write(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    ticks: &Ticks,
) -> Result<Option<Iteration>> {
    let it = match known(tx, workspace, id).await? {
        Some(it) if it.may_tick() => it,
        // Perhaps somebody decided it while somebody else ticked.
        other => return Ok(other),
    };
    let gates = ticks.made(&it.gates);
    sqlx::query("UPDATE iteration SET gates = $1 WHERE workspace = $2 AND iteration = $3")
        .bind(to_json(&gates)?)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .execute(tx)
        .await?;
    Ok(Some(Iteration { gates, ..it }))
}
