//! What most commands begin with: the companies that were imported, and a week about which somebody was asked.

use std::sync::Arc;

use super::Refused;
use crate::config::Database;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

/// The database, where there is one: a command that reads makes none at a path that was mistyped.
///
/// # Errors
/// When there is none, or it does not answer.
pub(super) async fn existing(database: &Database) -> anyhow::Result<Store> {
    match Store::open_existing(&database.url()?).await {
        Err(StoreError::Address(sentence)) => Err(Refused(sentence).into()),
        other => Ok(other?),
    }
}

/// All companies, each with its workspace.
///
/// # Errors
/// When none was imported, or the store does not answer.
pub(super) async fn companies(
    store: &Store,
) -> anyhow::Result<Vec<(WorkspaceId, Arc<Organisation>)>> {
    let mut found = Vec::new();
    for workspace in store.workspaces().await? {
        if let Some(org) = store.organisation(&workspace).await? {
            found.push((workspace, org));
        }
    }
    if found.is_empty() {
        let sentence = "no company has been imported yet; run `headway import org.toml`";
        return Err(Refused(sentence.to_owned()).into());
    }
    Ok(found)
}

/// All companies, where somebody of each was asked about a week.
///
/// # Errors
/// When none was imported, nobody was asked, or the store does not answer.
pub(super) async fn asked_about(
    store: &Store,
    week: Week,
) -> anyhow::Result<Vec<(WorkspaceId, Arc<Organisation>)>> {
    let found = companies(store).await?;
    for (workspace, _) in &found {
        if store.round(workspace, week).await?.is_none() {
            return Err(nobody_asked(week).into());
        }
    }
    Ok(found)
}

/// Why there is nothing to say of a week.
pub(super) fn nobody_asked(week: Week) -> Refused {
    Refused(format!("nobody has been asked about {week} yet"))
}

/// A team by its key; where there is none, the sentence names those that there are.
///
/// # Errors
/// When there is no such team.
pub(super) fn team<'a>(org: &'a Organisation, key: &str) -> Result<&'a Team, Refused> {
    org.team(&TeamId::new(key)).ok_or_else(|| {
        let keys: Vec<&str> = org.teams.iter().map(|team| team.id.as_str()).collect();
        let keys = keys.join(", ");
        Refused(format!("there is no team `{key}`; there are: {keys}"))
    })
}
