//! What happened to iterations after an instant: with it they can be read as they stood then.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::last_word::telling;
use super::value::text;
use super::{Result, Store};
use crate::domain::cadence::local;
use crate::domain::id::{IterationId, WorkspaceId};
use crate::domain::iteration::{Outcome, Since};

impl Store {
    /// What happened to iterations after an instant. Where the moment of a beginning was not kept, its day in this
    /// zone is taken.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn iterations_changed_since(
        &self,
        workspace: &WorkspaceId,
        at: DateTime<Utc>,
        zone: Tz,
    ) -> Result<Since> {
        Ok(Since {
            begun: self.begun_since(workspace, at, zone).await?,
            told: self.tellings_since(workspace, at).await?,
        })
    }

    async fn begun_since(
        &self,
        workspace: &WorkspaceId,
        at: DateTime<Utc>,
        zone: Tz,
    ) -> Result<BTreeSet<IterationId>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT iteration FROM iteration
             WHERE workspace = $1 AND (begun > $2 OR (begun IS NULL AND started > $3))",
        )
        .bind(text(workspace.as_str()))
        .bind(at.timestamp())
        .bind(local(zone, at).date_naive().to_string())
        .fetch_all(&self.reader)
        .await?;
        Ok(rows.into_iter().map(|(id,)| IterationId::new(id)).collect())
    }

    async fn tellings_since(
        &self,
        workspace: &WorkspaceId,
        at: DateTime<Utc>,
    ) -> Result<BTreeMap<IterationId, Option<Outcome>>> {
        let rows: Vec<(String, Option<String>)> = sqlx::query_as(
            "SELECT DISTINCT n.iteration, t.body FROM iteration_change n
             LEFT JOIN iteration_change t ON t.workspace = n.workspace AND t.iteration = n.iteration
                 AND t.revision = (SELECT MAX(b.revision) FROM iteration_change b
                     WHERE b.workspace = n.workspace AND b.iteration = n.iteration AND b.changed <= $2)
             WHERE n.workspace = $1 AND n.changed > $2",
        )
        .bind(text(workspace.as_str()))
        .bind(at.timestamp())
        .fetch_all(&self.reader)
        .await?;
        let then = |(id, body): (String, Option<String>)| {
            let then = body.as_deref().map(telling).transpose()?;
            Ok((IterationId::new(id), then))
        };
        rows.into_iter().map(then).collect()
    }
}
