//! Looking into the ledger without touching it.

use chrono::{DateTime, Utc};

use super::{DeliveryRow, deliveries};
use crate::domain::delivery::{Delivery, State, Subject, Target};
use crate::domain::id::{ChannelId, DeliveryId, MessageTs, WorkspaceId};
use crate::domain::week::Week;
use crate::store::value::{maybe_instant, text};
use crate::store::{Result, Store};

impl Store {
    /// When the ledger next has something to do; none when it has nothing, or the workspace is halted. Rows that
    /// wait for another one count once that one is settled, rows in somebody's hands when the lease ends.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_due(&self, workspace: &WorkspaceId) -> Result<Option<DateTime<Utc>>> {
        if self.halted(workspace).await?.is_some() {
            return Ok(None);
        }
        let (due,): (Option<i64>,) = sqlx::query_as(
            "SELECT MIN(t.at) FROM (
                 SELECT p.due AS at FROM delivery p
                     WHERE p.workspace = $1 AND p.state = 'pending'
                         AND (p.follows IS NULL OR NOT EXISTS (SELECT 1 FROM delivery h
                             WHERE h.workspace = p.workspace AND h.key = p.follows
                                 AND h.state IN ('pending', 'sending', 'unknown', 'parked')))
                 UNION ALL
                 SELECT CASE WHEN u.lease_ends > u.due THEN u.lease_ends ELSE u.due END AS at
                     FROM delivery u WHERE u.workspace = $1 AND u.state = 'unknown'
                 UNION ALL
                 SELECT CASE WHEN a.lease_ends > a.due THEN a.lease_ends ELSE a.due END AS at
                     FROM delivery a
                     WHERE a.workspace = $1 AND a.state = 'sent' AND a.looks > 0
                 UNION ALL
                 SELECT s.lease_ends AS at FROM delivery s
                     WHERE s.workspace = $1 AND s.state = 'sending'
             ) AS t",
        )
        .bind(text(workspace.as_str()))
        .fetch_one(&self.reader)
        .await?;
        maybe_instant(due, "delivery.due")
    }

    /// The deliveries in any of these states, the longest due first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deliveries(
        &self,
        workspace: &WorkspaceId,
        states: &[State],
    ) -> Result<Vec<Delivery>> {
        let mut found = Vec::new();
        for state in states {
            let rows: Vec<DeliveryRow> =
                sqlx::query_as("SELECT * FROM delivery WHERE workspace = $1 AND state = $2")
                    .bind(text(workspace.as_str()))
                    .bind(state.word().to_owned())
                    .fetch_all(&self.reader)
                    .await?;
            found.extend(deliveries(rows)?);
        }
        found.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        Ok(found)
    }

    /// One delivery.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn delivery(
        &self,
        workspace: &WorkspaceId,
        delivery: &DeliveryId,
    ) -> Result<Option<Delivery>> {
        let row: Option<DeliveryRow> =
            sqlx::query_as("SELECT * FROM delivery WHERE workspace = $1 AND delivery = $2")
                .bind(text(workspace.as_str()))
                .bind(text(delivery.as_str()))
                .fetch_optional(&self.reader)
                .await?;
        row.map(DeliveryRow::delivery).transpose()
    }

    /// The delivery that says something.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn delivery_of(
        &self,
        workspace: &WorkspaceId,
        subject: &Subject,
    ) -> Result<Option<Delivery>> {
        let row: Option<DeliveryRow> =
            sqlx::query_as("SELECT * FROM delivery WHERE workspace = $1 AND key = $2")
                .bind(text(workspace.as_str()))
                .bind(text(subject.key()))
                .fetch_optional(&self.reader)
                .await?;
        row.map(DeliveryRow::delivery).transpose()
    }

    /// When there will be news of a team's own part of a week that is still on its way to its channel; none when
    /// all of them have arrived, or never will.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn team_parts_under_way(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Option<DateTime<Utc>>> {
        // A key begins with "team-part:2026-W47:", which is always as long.
        let (due,): (Option<i64>,) = sqlx::query_as(
            "SELECT MIN(CASE WHEN state = 'unknown' AND lease_ends > due THEN lease_ends ELSE due END)
             FROM delivery
             WHERE workspace = $1 AND state IN ('pending', 'sending', 'unknown')
                 AND SUBSTR(key, 1, 19) = $2",
        )
        .bind(text(workspace.as_str()))
        .bind(format!("team-part:{week}:"))
        .fetch_one(&self.reader)
        .await?;
        maybe_instant(due, "delivery.due")
    }

    /// When there is news of a reply that was begun and belongs before this one in its thread; none when all of them
    /// stand there or never will, or one has been tried so often that nobody waits for it any more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn under_way_before(
        &self,
        workspace: &WorkspaceId,
        delivery: &Delivery,
        head: &Subject,
        owner: &str,
        most_attempts: u32,
    ) -> Result<Option<DateTime<Utc>>> {
        // A worker that sends now is done in a moment.
        let (due,): (Option<i64>,) = sqlx::query_as(
            "SELECT MAX(CASE WHEN state = 'sending' THEN 0 ELSE due END) FROM delivery
             WHERE workspace = $1 AND state IN ('pending', 'sending', 'unknown') AND kind = 'post'
                 AND follows = $2 AND delivery < $3 AND attempts <= $4
                 AND (state = 'unknown' OR (state = 'pending' AND attempts > 0)
                     OR (state = 'sending' AND owner <> $5))",
        )
        .bind(text(workspace.as_str()))
        .bind(head.key())
        .bind(text(delivery.id.as_str()))
        .bind(i64::from(most_attempts))
        .bind(text(owner))
        .fetch_one(&self.reader)
        .await?;
        maybe_instant(due, "delivery.due")
    }

    /// What stands in the thread of a week's digest, or is on its way there: pages and teams' replies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn thread_of(&self, workspace: &WorkspaceId, week: Week) -> Result<Vec<Subject>> {
        // A key begins with "reply:2026-W47:" or "table:2026-W47:", which are always as long.
        let keys: Vec<(String,)> = sqlx::query_as(
            "SELECT key FROM delivery
             WHERE workspace = $1 AND state NOT IN ('skipped', 'failed')
                 AND SUBSTR(key, 1, 15) IN ($2, $3)",
        )
        .bind(text(workspace.as_str()))
        .bind(format!("reply:{week}:"))
        .bind(format!("table:{week}:"))
        .fetch_all(&self.reader)
        .await?;
        let subjects = keys.iter().filter_map(|(key,)| Subject::from_key(key));
        Ok(subjects.collect())
    }

    /// All posts of a week's digest, whatever became of them, in their order: the teams' own parts, the head, its
    /// pages and the teams' replies, and what is more of them; and where each goes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn digest_posts(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Vec<(Subject, Target)>> {
        let rows: Vec<DeliveryRow> = sqlx::query_as(
            "SELECT * FROM delivery
             WHERE workspace = $1 AND kind = 'post'
                 AND (key = $2 OR SUBSTR(key, 1, 15) IN ($3, $4) OR SUBSTR(key, 1, 19) = $5
                     OR key LIKE $6 OR key LIKE $7)
             ORDER BY delivery",
        )
        .bind(text(workspace.as_str()))
        .bind(Subject::DigestHead(week).key())
        .bind(format!("table:{week}:"))
        .bind(format!("reply:{week}:"))
        .bind(format!("team-part:{week}:"))
        .bind(format!("more:%:reply:{week}:%"))
        .bind(format!("more:%:team-part:{week}:%"))
        .fetch_all(&self.reader)
        .await?;
        let posts = deliveries(rows)?.into_iter();
        Ok(posts.map(|post| (post.subject, post.target)).collect())
    }

    /// The message that says something, once Slack has it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn message_of(
        &self,
        workspace: &WorkspaceId,
        subject: &Subject,
    ) -> Result<Option<(ChannelId, MessageTs)>> {
        let delivery = self.delivery_of(workspace, subject).await?;
        Ok(delivery.and_then(|delivery| delivery.message))
    }
}
