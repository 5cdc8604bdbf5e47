//! `headway rebuild`: the roll-up rows, computed anew from the raw answers.

use std::process::ExitCode;

use crate::config::Database;
use crate::store::Store;

pub(super) async fn rebuild(options: &Database) -> anyhow::Result<ExitCode> {
    let store = Store::open(&options.url()?).await?;
    for workspace in store.workspaces().await? {
        let rows = store.rebuild_rollups(&workspace).await?;
        println!("{workspace}: {rows} roll-up rows");
    }
    Ok(ExitCode::SUCCESS)
}
