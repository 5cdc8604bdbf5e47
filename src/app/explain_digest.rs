//! Each number of a digest with its formula and the query that gives the rows it stands on: for operators.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Result;
use super::load::week_rows;
use crate::domain::digest::{digest, team_part};
use crate::domain::id::WorkspaceId;
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::store::Store;
use crate::words::explain::{Explained, head, of_team};

/// The numbers of a week's head, or of one team's reply.
///
/// # Errors
/// When the store does not answer.
pub async fn explain_digest(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Arc<Organisation>,
    (week, team): (Week, Option<&Team>),
    now: DateTime<Utc>,
) -> Result<Vec<Explained>> {
    let rows = week_rows(store, workspace, org, week, now).await?;
    let sources = rows.sources();
    Ok(match team {
        Some(team) => of_team(&team_part(&sources, team), org, rows.at),
        None => head(&digest(&sources), org, (rows.day, rows.at)),
    })
}
