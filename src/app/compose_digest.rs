//! The whole digest of a week as messages, as it would be posted now: for operators, who may read it without Slack.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Result;
use super::load::week_rows;
use crate::domain::digest::{digest, thread, told_once};
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::store::Store;
use crate::words;
use crate::words::message::Message;

/// What the thread is made of, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The head.
    pub head: Message,
    /// The teams as a table, on one page or several.
    pub tables: Vec<Message>,
    /// A reply for each team of which something is worth saying.
    pub replies: Vec<Message>,
}

/// Composes the digest of a week.
///
/// # Errors
/// When the store does not answer.
pub async fn compose_digest(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Arc<Organisation>,
    week: Week,
    now: DateTime<Utc>,
) -> Result<Composed> {
    let rows = week_rows(store, workspace, org, week, now).await?;
    let digest = digest(&rows.sources());
    let thread = thread(&digest, org);
    let told: HashSet<&TeamId> = thread.told().map(|part| &part.team).collect();
    let once = |part| told_once(part, org, |team| told.contains(team));
    Ok(Composed {
        head: words::digest::head(&digest, org, None),
        tables: words::thread::pages(&thread, week, org, &[], None),
        replies: thread
            .told()
            .flat_map(|part| words::digest::replies(&once(part), org, None))
            .collect(),
    })
}
