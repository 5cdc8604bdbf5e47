//! `headway deliveries`: what was sent and nobody knows whether it arrived, what failed, and settling it.

use std::process::ExitCode;

use anyhow::bail;

use super::Refused;
use crate::clock::{Clock, SystemClock};
use crate::config::{Deliveries, Settle};
use crate::domain::delivery::{Delivery, State};
use crate::domain::id::{ChannelId, MessageTs, WorkspaceId};
use crate::store::{ByHand, Store};

const WAITING: [State; 3] = [State::Unknown, State::Parked, State::Failed];

pub(super) async fn deliveries(options: Deliveries) -> anyhow::Result<ExitCode> {
    let store = Store::open(&options.database.url()?).await?;
    for workspace in store.workspaces().await? {
        match &options.settle {
            None => list(&store, &workspace, options.all).await?,
            Some(settle) => settle_one(&store, &workspace, settle).await?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(store: &Store, workspace: &WorkspaceId, all: bool) -> anyhow::Result<()> {
    let states: &[State] = if all { &State::ALL } else { &WAITING };
    let rows = store.deliveries(workspace, states).await?;
    if rows.is_empty() {
        println!("Nothing is unknown and nothing failed.");
    }
    for row in rows {
        println!("{}", line(&row));
    }
    Ok(())
}

fn line(row: &Delivery) -> String {
    let attempted = row.attempted.map_or("never tried".to_owned(), |at| {
        format!("tried {}", at.format("%Y-%m-%d %H:%M:%SZ"))
    });
    let place = row
        .message
        .as_ref()
        .map_or(String::new(), |(channel, ts)| format!("  {channel}/{ts}"));
    let error = row
        .error
        .as_deref()
        .map_or(String::new(), |error| format!("  {error}"));
    format!(
        "{}  {:8}  {}  {attempted}{place}{error}",
        row.id,
        row.state.word(),
        row.subject.key()
    )
}

async fn settle_one(store: &Store, workspace: &WorkspaceId, settle: &Settle) -> anyhow::Result<()> {
    let (Settle::Arrived { id, .. } | Settle::Resend { id } | Settle::Drop { id }) = settle;
    let rows = store.deliveries(workspace, &WAITING).await?;
    let found: Vec<&Delivery> = rows
        .iter()
        .filter(|row| row.id.as_str().ends_with(id.as_str()))
        .collect();
    let [row] = found.as_slice() else {
        let how_many = if found.is_empty() {
            "no delivery that waits"
        } else {
            "more than one delivery"
        };
        bail!(Refused(format!(
            "{how_many} has an id that ends with {id}; `headway deliveries` lists them"
        )));
    };
    let by_hand = match settle {
        Settle::Arrived { channel, ts, .. } => {
            ByHand::Sent(ChannelId::new(channel), MessageTs::new(ts))
        }
        Settle::Resend { .. } => ByHand::Retry,
        Settle::Drop { .. } => ByHand::Skip,
    };
    if store
        .settle_by_hand(workspace, &row.id, &by_hand, SystemClock.now())
        .await?
    {
        println!("settled {}", row.id);
        return Ok(());
    }
    bail!(Refused(format!(
        "{} has moved on meanwhile; look again",
        row.id
    )))
}
