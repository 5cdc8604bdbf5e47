//! `headway review`: a month's or a quarter's review as it would be posted now, on standard output; nothing goes to
//! Slack.

use std::io::Write;
use std::process::ExitCode;

use chrono::{DateTime, Utc};

use super::digest::message;
use super::{Refused, company};
use crate::app::compose_review::compose_review;
use crate::clock::{Clock, SystemClock};
use crate::config::{DigestFormat, Review};
use crate::domain::cadence::local;
use crate::domain::period::Period;
use crate::domain::week::Week;
use crate::store::Store;

pub(super) async fn review(options: &Review) -> anyhow::Result<ExitCode> {
    let store = company::existing(&options.database).await?;
    let now = SystemClock.now();
    let mut out = std::io::stdout().lock();
    print(&store, options.period, options.format, now, &mut out).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the review of a period of each workspace.
///
/// # Errors
/// When no company was imported, the period has not begun, the store does not answer, or nothing can be written.
pub async fn print(
    store: &Store,
    period: Period,
    format: DigestFormat,
    now: DateTime<Utc>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for (workspace, org) in company::companies(store).await? {
        let today = local(org.settings.time_zone, now).date_naive();
        if period.first_week() > Week::of(today) {
            let sentence = format!("{period} has not begun");
            return Err(Refused(sentence).into());
        }
        let composed = compose_review(store, &workspace, &org, period, now).await?;
        message(out, "head", &composed.head, format)?;
        for part in &composed.parts {
            message(out, "part", part, format)?;
        }
    }
    Ok(())
}
