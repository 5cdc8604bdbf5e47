//! What most commands begin with: the companies that were imported, and a week about which somebody was asked.

use std::sync::Arc;

use super::Refused;
use crate::domain::id::{TeamId, WorkspaceId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::store::Store;

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
            return Err(nobody_asked(workspace, week).into());
        }
    }
    Ok(found)
}

/// Why there is nothing to say of a week.
pub(super) fn nobody_asked(workspace: &WorkspaceId, week: Week) -> Refused {
    Refused(format!(
        "{workspace}: nobody has been asked about {week} yet"
    ))
}

/// A team by its key; where there is none, the sentence names those that there are.
///
/// # Errors
/// When there is no such team.
pub(super) fn team<'a>(
    workspace: &WorkspaceId,
    org: &'a Organisation,
    key: &str,
) -> Result<&'a Team, Refused> {
    org.team(&TeamId::new(key)).ok_or_else(|| {
        let keys: Vec<&str> = org.teams.iter().map(|team| team.id.as_str()).collect();
        let keys = keys.join(", ");
        Refused(format!(
            "{workspace}: there is no team `{key}`; there are: {keys}"
        ))
    })
}
