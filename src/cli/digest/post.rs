//! `headway digest --dry-run` and `--post`: what of a week's digest is new, what would be edited, and writing it down.
//!
//! Whoever serves sends it; natural keys make a second run post nothing.

use std::io::Write;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::json;

use crate::app::App;
use crate::app::post_digest::{DigestPlan, Planned};
use crate::chance::Chance;
use crate::cli::company;
use crate::clock::Clock;
use crate::config::DigestFormat;
use crate::domain::delivery::{Delivery, Kind, State, Subject, Target};
use crate::domain::id::WorkspaceId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::slack::Client;
use crate::slack::view::fingerprint;
use crate::store::Store;

/// What is done about the digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Nothing; it is said what would be.
    DryRun,
    /// It is written down.
    Post,
}

/// A delivery that is due for so long is not sent by anybody.
const UNSENT: TimeDelta = TimeDelta::minutes(2);
/// Nobody answers there: this command writes down, and never talks to Slack.
const NO_SLACK: &str = "http://localhost.invalid";

/// Says what the ledger has and lacks of a week's digest, in each workspace, and adds what it lacks.
///
/// # Errors
/// When no company was imported, the week has no round, the store does not answer, or nothing can be written.
pub async fn run(
    store: &Store,
    week: Week,
    (doing, format): (Doing, DigestFormat),
    (clock, chance): (Arc<dyn Clock>, Arc<dyn Chance>),
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for (workspace, org) in company::companies(store).await? {
        let slack = Client::new(Some(&NO_SLACK.parse()?), &SecretString::from(String::new()))?;
        let (clock, chance) = (clock.clone(), chance.clone());
        let now = clock.now();
        let app = App::new(store.clone(), slack, clock, chance, workspace.clone());
        let Some(plan) = app.plan_digest(week).await? else {
            return Err(company::nobody_asked(week).into());
        };
        if doing == Doing::Post {
            app.post_digest(&plan).await?;
        }
        match format {
            DigestFormat::Text => {
                say(out, (week, doing), &plan, &org)?;
                if doing == Doing::Post {
                    writeln!(out, "{}", who_sends(store, &workspace, now).await?)?;
                }
            }
            DigestFormat::Json | DigestFormat::Blocks => {
                for planned in &plan.deliveries {
                    writeln!(out, "{}", line(planned, doing, &org))?;
                }
            }
        }
    }
    Ok(())
}

fn say(
    out: &mut impl Write,
    (week, doing): (Week, Doing),
    plan: &DigestPlan,
    org: &Organisation,
) -> std::io::Result<()> {
    let zone = org.settings.time_zone;
    let head = match (plan.round.digested, doing, head_not_posted(plan)) {
        (None, Doing::DryRun, _) => {
            format!("{week} is not out. With --post these would be posted:")
        }
        (None, Doing::Post, _) => format!("{week} is written down. These are posted:"),
        (Some(at), _, Some(head)) => {
            let at = at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
            let error = head.error.as_ref();
            let error = error.map_or(String::new(), |error| format!(": {error}"));
            format!(
                "{week} was written down at {at}; its head was not posted ({}{error}), so nothing of it stands in the channel. `headway deliveries resend {}` sends it again, and what belongs below it.",
                head.state.word(),
                head.id
            )
        }
        (Some(at), _, None) => {
            let at = at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
            let edits = plan.deliveries.iter().any(|it| does(it) == "edit");
            let edits = match doing {
                _ if plan.deliveries.is_empty() => "There is no message of it to edit.",
                _ if !edits => "Nothing has changed since, so nothing is edited.",
                Doing::DryRun => "With --post these would be edited:",
                Doing::Post => "These are edited:",
            };
            format!("{week} is out since {at}, so nothing is posted. {edits}")
        }
    };
    writeln!(out, "{head}")?;
    for planned in &plan.deliveries {
        let key = planned.new.subject.key();
        writeln!(out, "{:9} {key:40} {}", does(planned), place(planned, org))?;
    }
    if plan.round.digested.is_some() && plan.subscribers > 0 {
        let many = plan.subscribers;
        writeln!(
            out,
            "Of {many} messages to subscribers those that say something older are edited, a few a minute."
        )?;
    }
    Ok(())
}

/// The head of a digest that was written down and that Slack refused for good.
fn head_not_posted(plan: &DigestPlan) -> Option<&Delivery> {
    let heads = plan.deliveries.iter().filter_map(|it| it.of.as_ref());
    let mut heads = heads.filter(|of| matches!(of.subject, Subject::DigestHead(_)));
    heads.find(|head| head.state == State::Failed)
}

/// What becomes of a delivery: posted, edited, or nothing, because there is nothing to edit, or it says so already.
fn does(planned: &Planned) -> &'static str {
    let stands = |state: State| !matches!(state, State::Skipped | State::Failed);
    match planned.new.subject.kind() {
        Kind::Post if planned.there.is_some() => "none",
        Kind::Post => "post",
        Kind::Edit if unchanged(planned) => "unchanged",
        Kind::Edit if planned.of.as_ref().is_some_and(|of| stands(of.state)) => "edit",
        Kind::Edit => "none",
    }
}

/// Whether the message says already what its edit would: such an edit is not sent.
fn unchanged(planned: &Planned) -> bool {
    let says = planned.says.as_ref();
    says.is_some_and(|(message, stands)| stands.as_ref() == Some(&fingerprint(message)))
}

fn place(planned: &Planned, org: &Organisation) -> String {
    let to = match &planned.new.target {
        Target::Person(person) => format!("to {}", org.name_of(person)),
        Target::Channel(channel) => format!("in {channel}"),
    };
    let of = planned.there.as_ref().or(planned.of.as_ref());
    let why = match of {
        _ if planned.new.subject.kind() == Kind::Post && of.is_none() => String::new(),
        None => "; there is no such message".to_owned(),
        Some(of) => {
            let error = of.error.as_ref();
            let error = error.map_or(String::new(), |error| format!(", {error}"));
            format!("; {} is {}{error}", of.subject.key(), of.state.word())
        }
    };
    format!("{to}{why}")
}

fn line(planned: &Planned, doing: Doing, org: &Organisation) -> serde_json::Value {
    let to = match &planned.new.target {
        Target::Person(person) => org.name_of(person),
        Target::Channel(channel) => channel.as_str(),
    };
    let state = |of: &Option<Delivery>| of.as_ref().map(|delivery| delivery.state.word());
    json!({
        "delivery": planned.new.subject.key(),
        "does": does(planned),
        "done": doing == Doing::Post,
        "to": to,
        "state": state(&planned.there),
        "of": planned.of.as_ref().map(|of| of.subject.key()),
        "of_state": state(&planned.of),
    })
}

async fn who_sends(
    store: &Store,
    workspace: &WorkspaceId,
    now: DateTime<Utc>,
) -> anyhow::Result<String> {
    let due = store.next_due(workspace).await?;
    Ok(match due.filter(|due| *due < now - UNSENT) {
        Some(since) => format!(
            "Nothing seems to send: a message has been due since {}. Start `headway serve`.",
            since.format("%Y-%m-%d %H:%M:%SZ")
        ),
        None => "`headway serve` sends them, within a minute; where it does not run, once it is started.".to_owned(),
    })
}
