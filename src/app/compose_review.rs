//! The review of a month or a quarter, composed from what is kept: for its thread, for whoever asks, for operators.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Result;
use super::read_iterations::told_to_all;
use crate::domain::allocation::History;
use crate::domain::cadence::{instant, local};
use crate::domain::calendar;
use crate::domain::id::WorkspaceId;
use crate::domain::okr::first_week_read;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::review::{Review, Sources, day_of, first_week_needed, review};
use crate::domain::week::Week;
use crate::store::Store;
use crate::words;
use crate::words::message::Message;

/// What a review's thread is made of, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The head.
    pub head: Message,
    /// The parts, each on as many pages as it needs.
    pub parts: Vec<Message>,
}

/// Composes the review of a period, as it would be posted now.
///
/// # Errors
/// When the store does not answer.
pub async fn compose_review(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Arc<Organisation>,
    period: Period,
    now: DateTime<Utc>,
) -> Result<Composed> {
    let review = look_back(store, workspace, org, period, now).await?;
    Ok(Composed {
        head: words::review::head(&review, org),
        parts: words::review::thread(&review, org),
    })
}

/// Looks back on a period from an instant.
pub(super) async fn look_back(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Arc<Organisation>,
    period: Period,
    now: DateTime<Utc>,
) -> Result<Review> {
    let day = day_of(org, period, now);
    let today = local(org.settings.time_zone, now).date_naive();
    let last = Week::of(day).min(period.last_week());
    let mut rounds = store.round_weeks(workspace).await?;
    rounds.retain(|week| period.holds(*week) && *week <= last);
    let live = store.live_rounds(workspace).await?;
    let open = live.iter().any(|round| period.holds(round.week));
    let over = now >= calendar::close_at(org, period.last_week()) && !open;
    let first = first_week_needed(period);
    let quarter = period.quarter();
    let zone = org.settings.time_zone;
    let midnight = chrono::NaiveTime::MIN;
    let since = instant(zone, period.first_day(), midnight);
    let history = History::new(store.rollups(workspace, first, last).await?);
    let objectives = store
        .objectives_declared(workspace, quarter, (since, now), zone)
        .await?;
    let readings = store
        .readings(workspace, first_week_read(quarter), last)
        .await?;
    let ever = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(day);
    let decisions = store
        .decisions_until(workspace, period.first_day(), ever)
        .await?;
    let iterations = store
        .iterations_since(workspace, first.monday(), now)
        .await?;
    let iterations = told_to_all(store, workspace, iterations).await?;
    let sources = Sources {
        org,
        period,
        day,
        today,
        rounds: &rounds,
        history: &history,
        objectives: &objectives,
        readings: &readings,
        decisions: &decisions,
        iterations: &iterations,
    };
    Ok(review(&sources, over))
}
