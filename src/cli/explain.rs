//! `headway digest --explain`: each number with its formula, and the query that gives the rows it stands on.

use std::io::Write;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Refused, company};
use crate::app::explain_digest::explain_digest;
use crate::config::DigestFormat;
use crate::domain::week::Week;
use crate::store::{Store, explain};

/// Prints the numbers of a week's head, or of one team's reply, for each workspace.
///
/// # Errors
/// When no company was imported, the week has no round, there is no such team, they are to be blocks, the store does
/// not answer, or nothing can be written.
pub async fn print_explained(
    store: &Store,
    (week, team): (Week, Option<&str>),
    format: DigestFormat,
    now: DateTime<Utc>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    if format == DigestFormat::Blocks {
        let sentence = "--explain is no message and has no blocks; use --format text or json";
        return Err(Refused(sentence.to_owned()).into());
    }
    for (workspace, org) in company::asked_about(store, week).await? {
        let of = match team {
            None => None,
            Some(key) => Some(company::team(&org, key)?),
        };
        for it in explain_digest(store, &workspace, &org, (week, of), now).await? {
            let query = explain::query(&it.rows, &workspace);
            if format == DigestFormat::Json {
                let line = json!({
                    "number": it.name,
                    "value": it.value,
                    "formula": it.formula,
                    "query": query,
                });
                writeln!(out, "{line}")?;
                continue;
            }
            writeln!(out, "{}: {}", it.name, it.value)?;
            writeln!(out, "  = {}", it.formula)?;
            writeln!(out, "  {query}\n")?;
        }
    }
    Ok(())
}
