//! `headway digest`: what would be posted now, on standard output, and what would be sent where. Nothing here talks to
//! Slack.

pub mod post;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::company;
use crate::app::compose_digest::compose_digest;
use crate::chance::{Chance, SystemChance};
use crate::clock::{Clock, SystemClock};
use crate::config::{Digest, DigestFormat};
use crate::domain::shape::Shape;
use crate::domain::week::Week;
use crate::slack::view;
use crate::store::Store;
use crate::words::message::Message;
use post::Doing;

pub(super) async fn digest(options: &Digest) -> anyhow::Result<ExitCode> {
    let store = company::existing(&options.database).await?;
    let now = SystemClock.now();
    let mut out = std::io::stdout().lock();
    if options.explain {
        let what = (options.week, options.team.as_deref());
        super::explain::print_explained(&store, what, options.format, now, &mut out).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let doing = match (options.dry_run, options.post) {
        (_, true) => Some(Doing::Post),
        (true, false) => Some(Doing::DryRun),
        (false, false) => None,
    };
    if let Some(doing) = doing {
        let system: (Arc<dyn Clock>, Arc<dyn Chance>) =
            (Arc::new(SystemClock), Arc::new(SystemChance));
        let how = (doing, options.format);
        post::run(&store, options.week, how, system, &mut out).await?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&store, options.week, options.format, now, &mut out).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the digest of a week of each workspace.
///
/// # Errors
/// When no company was imported, the week has no round, the store does not answer, or nothing can be written.
pub async fn print(
    store: &Store,
    week: Week,
    format: DigestFormat,
    now: DateTime<Utc>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for (workspace, org) in company::asked_about(store, week).await? {
        let composed = compose_digest(store, &workspace, &org, week, now).await?;
        message(out, "head", &composed.head, format)?;
        for table in &composed.tables {
            message(out, "table", table, format)?;
        }
        for reply in &composed.replies {
            message(out, "reply", reply, format)?;
        }
    }
    Ok(())
}

pub(super) fn message(
    out: &mut impl Write,
    which: &str,
    message: &Message,
    format: DigestFormat,
) -> std::io::Result<()> {
    match format {
        DigestFormat::Text => writeln!(out, "{}\n", message.text()),
        DigestFormat::Json => {
            let line = json!({ "message": which, "text": message.text() });
            writeln!(out, "{line}")
        }
        DigestFormat::Blocks => {
            let blocks = view::blocks(message, Shape::Native);
            let text = view::text(message);
            let line = json!({ "message": which, "text": text, "blocks": blocks });
            writeln!(out, "{line}")
        }
    }
}
