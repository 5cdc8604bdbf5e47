//! Which shapes of a message Slack refused in a workspace, and until when that is believed.

use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::transaction::whole;
use super::value::{text, word};
use super::{Result, Store};
use crate::domain::id::WorkspaceId;
use crate::domain::shape::Shape;

impl Store {
    /// The shapes that were refused and are not tried again yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn refused_shapes(
        &self,
        workspace: &WorkspaceId,
        now: DateTime<Utc>,
    ) -> Result<Vec<Shape>> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT shape FROM refused_shape WHERE workspace = $1 AND ends > $2")
                .bind(text(workspace.as_str()))
                .bind(now.timestamp())
                .fetch_all(&self.reader)
                .await?;
        rows.into_iter()
            .map(|(shape,)| word(Shape::from_word(&shape), "refused_shape.shape"))
            .collect()
    }

    /// Remembers until when shapes are not tried again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn refuse_shapes(
        &self,
        workspace: &WorkspaceId,
        shapes: &[Shape],
        ends: DateTime<Utc>,
    ) -> Result<()> {
        whole!(self, tx => refuse(tx, workspace, shapes, ends))
    }
}

async fn refuse(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    shapes: &[Shape],
    ends: DateTime<Utc>,
) -> Result<()> {
    for shape in shapes {
        sqlx::query(
            "INSERT INTO refused_shape (workspace, shape, ends) VALUES ($1, $2, $3)
             ON CONFLICT (workspace, shape) DO UPDATE SET ends = excluded.ends",
        )
        .bind(text(workspace.as_str()))
        .bind(shape.word().to_owned())
        .bind(ends.timestamp())
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
