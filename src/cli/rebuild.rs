//! `headway rebuild`: the roll-up rows, computed anew from the raw answers.

use std::io::Write as _;
use std::process::ExitCode;

use super::company;
use crate::config::Database;

pub(super) async fn rebuild(options: &Database) -> anyhow::Result<ExitCode> {
    let store = company::existing(options).await?;
    let mut out = std::io::stdout().lock();
    for (workspace, _) in company::companies(&store).await? {
        let rows = store.rebuild_rollups(&workspace).await?;
        writeln!(out, "{workspace}: {rows} roll-up rows")?;
    }
    Ok(ExitCode::SUCCESS)
}
