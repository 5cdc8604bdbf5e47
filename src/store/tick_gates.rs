//! The gates of an iteration, ticked one by one.

use sqlx::AnyConnection;
use std::collections::BTreeSet;

use super::record_iteration::known;
use super::transaction::whole;
use super::value::{text, to_json};
use super::{Result, Store};
use crate::domain::id::{IterationId, WorkspaceId};
use crate::domain::iteration::{Gate, Ticks};

impl Store {
    /// Ticks gates of an iteration and takes others back; gives what stands then, and nothing where there is no such
    /// iteration.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tick_gates(
        &self,
        workspace: &WorkspaceId,
        iteration: &IterationId,
        ticks: &Ticks,
    ) -> Result<Option<BTreeSet<Gate>>> {
        whole!(self, tx => write(tx, workspace, iteration, ticks))
    }
}

async fn write(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &IterationId,
    ticks: &Ticks,
) -> Result<Option<BTreeSet<Gate>>> {
    let Some(it) = known(tx, workspace, id).await? else {
        return Ok(None);
    };
    let gates = ticks.made(&it.gates);
    sqlx::query("UPDATE iteration SET gates = $1 WHERE workspace = $2 AND iteration = $3")
        .bind(to_json(&gates)?)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .execute(tx)
        .await?;
    Ok(Some(gates))
}
