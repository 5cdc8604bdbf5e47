//! `headway digest --explain`: each number with its formula, and the query that gives the rows it stands on.

use std::io::Write;

use chrono::{DateTime, Utc};

use super::Refused;
use crate::app::explain_digest::explain_digest;
use crate::domain::id::TeamId;
use crate::domain::week::Week;
use crate::store::{Store, explain};

/// Prints the numbers of a week's head, or of one team's reply, for each workspace.
///
/// # Errors
/// When no company was imported, the week has no round, there is no such team, the store does not answer, or nothing
/// can be written.
pub async fn print_explained(
    store: &Store,
    (week, team): (Week, Option<&str>),
    now: DateTime<Utc>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let workspaces = store.workspaces().await?;
    if workspaces.is_empty() {
        let sentence = "no company has been imported yet; run `headway import org.toml`";
        return Err(Refused(sentence.to_owned()).into());
    }
    for workspace in workspaces {
        let Some(org) = store.organisation(&workspace).await? else {
            continue;
        };
        if store.round(&workspace, week).await?.is_none() {
            let sentence = format!("{workspace}: nobody has been asked about {week} yet");
            return Err(Refused(sentence).into());
        }
        let of = match team {
            None => None,
            Some(key) => match org.team(&TeamId::new(key)) {
                Some(team) => Some(team),
                None => {
                    return Err(Refused(format!("{workspace}: there is no team `{key}`")).into());
                }
            },
        };
        for it in explain_digest(store, &workspace, &org, (week, of), now).await? {
            writeln!(out, "{}: {}", it.name, it.value)?;
            writeln!(out, "  = {}", it.formula)?;
            writeln!(out, "  {}\n", explain::query(&it.rows, &workspace))?;
        }
    }
    Ok(())
}
