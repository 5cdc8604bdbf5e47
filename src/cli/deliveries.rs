//! `headway deliveries`: what was sent and nobody knows whether it arrived, what failed, and settling it.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;

use super::{Refused, company};
use crate::clock::{Clock, SystemClock};
use crate::config::{Deliveries, Settle};
use crate::domain::delivery::{Delivery, State, Target};
use crate::domain::id::{ChannelId, MessageTs, WorkspaceId};
use crate::store::{ByHand, Store};

const WAITING: [State; 3] = [State::Unknown, State::Parked, State::Failed];

pub(super) async fn deliveries(options: Deliveries) -> anyhow::Result<ExitCode> {
    let store = company::existing(&options.database).await?;
    let mut out = std::io::stdout().lock();
    for (workspace, _) in company::companies(&store).await? {
        match &options.settle {
            None => list(&store, &workspace, options.all, &mut out).await?,
            Some(settle) => settle_one(&store, &workspace, settle, &mut out).await?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(
    store: &Store,
    workspace: &WorkspaceId,
    all: bool,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let states: &[State] = if all { &State::ALL } else { &WAITING };
    let rows = store.deliveries(workspace, states).await?;
    if rows.is_empty() {
        writeln!(out, "Nothing is unknown and nothing failed.")?;
    }
    for row in rows {
        writeln!(out, "{}", line(&row))?;
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

async fn settle_one(
    store: &Store,
    workspace: &WorkspaceId,
    settle: &Settle,
    out: &mut impl Write,
) -> anyhow::Result<()> {
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
            arrived(row, channel, ts)?;
            ByHand::Sent(ChannelId::new(channel), MessageTs::new(ts))
        }
        Settle::Resend { .. } => ByHand::Retry,
        Settle::Drop { .. } => ByHand::Skip,
    };
    if store
        .settle_by_hand(workspace, &row.id, &by_hand, SystemClock.now())
        .await?
    {
        writeln!(out, "settled {}", row.id)?;
        return Ok(());
    }
    bail!(Refused(format!(
        "{} has moved on meanwhile; look again",
        row.id
    )))
}

/// Whether a delivery may have arrived there: later edits go to what is written down now.
fn arrived(row: &Delivery, channel: &str, ts: &str) -> Result<(), Refused> {
    if !is_conversation(channel) {
        let said = "is no conversation; write its id, like C0123456789 or D0123456789";
        return Err(Refused(format!("`{channel}` {said}")));
    }
    if !is_ts(ts) {
        let said = "is no message's ts; write it like 1234567890.123456";
        return Err(Refused(format!("`{ts}` {said}")));
    }
    let known = match &row.target {
        Target::Channel(channel) => Some(channel),
        Target::Person(_) => row.channel.as_ref(),
    };
    match known.filter(|known| known.as_str() != channel) {
        Some(known) => Err(Refused(format!(
            "{} went to {known}, not to {channel}",
            row.id
        ))),
        None => Ok(()),
    }
}

fn is_conversation(text: &str) -> bool {
    let rest = text.strip_prefix(['C', 'D', 'G']);
    rest.is_some_and(|rest| {
        rest.len() >= 8
            && rest
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
    })
}

fn is_ts(text: &str) -> bool {
    let digits =
        |text: &str, many| text.len() == many && text.bytes().all(|it| it.is_ascii_digit());
    let parts = text.split_once('.');
    parts.is_some_and(|(seconds, rest)| digits(seconds, 10) && digits(rest, 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_slack_could_have_given_is_a_conversation_or_a_message() {
        for (text, is) in [
            ("C0NW0000001", true),
            ("D0123456789", true),
            ("G012345678", true),
            ("#leadership", false),
            ("leadership", false),
            ("C123", false),
            ("U0NW0000001", false),
            ("C0nw0000001", false),
        ] {
            assert_eq!(is_conversation(text), is, "{text}");
        }
        for (text, is) in [
            ("1795075200.000100", true),
            ("1795075200", false),
            ("1795075200.1", false),
            ("p1795075200000100", false),
            ("179507520x.000100", false),
        ] {
            assert_eq!(is_ts(text), is, "{text}");
        }
    }
}
