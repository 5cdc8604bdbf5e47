//! What the page of the demo shows besides Slack: whom one starts as, what one may do, and the week as buttons.

use std::sync::{Arc, OnceLock, Weak};

use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use slack_sandbox::{PageAction, PageOptions, Show};

use super::stage::{Pace, Stage};
use crate::domain::cadence::Moment;

const WELCOME: &str = "To play the week, press \u{201c}Thursday 15:00: asks go out\u{201d}, then check in as Ana Ruiz \
    or whoever you would like to be. Go on to Friday, and the digest comes to #leadership. The commands /checkin and \
    /okr are typed below.";

/// The stage, once it is set.
pub(super) type Actor = Arc<OnceLock<Weak<Stage>>>;

pub(super) fn options(actor: &Actor) -> PageOptions {
    PageOptions {
        title: "Headway: play the week".to_owned(),
        welcome: WELCOME.to_owned(),
        start_as: "ana".to_owned(),
        actions: actions(actor),
    }
}

fn actions(actor: &Actor) -> Vec<PageAction> {
    let thread = || Show::NewestThread("leadership".to_owned());
    let week = [
        (
            "thursday 15:00",
            "Thursday 15:00: asks go out",
            "New York is asked an hour later",
            Show::AppMessages,
        ),
        (
            "friday 10:00",
            "Friday 10:00: reminders",
            "To whoever has not answered",
            Show::AppMessages,
        ),
        (
            "friday 16:00",
            "Friday 16:00: the digest",
            "A thread in #leadership",
            thread(),
        ),
        (
            "tuesday 12:00",
            "Tuesday 12:00: the close",
            "Until then answers edit the thread",
            thread(),
        ),
    ];
    let mut actions = Vec::new();
    for (moment, label, hint, show) in week {
        let moment: Moment = moment.parse().expect("a moment of the week");
        actions.push(action(actor, (label, hint), Goal::Moment(moment), show));
    }
    let later = Goal::Later(TimeDelta::hours(1));
    actions.push(action(actor, ("An hour later", ""), later, Show::Here));
    actions
}

#[derive(Clone, Copy)]
enum Goal {
    Moment(Moment),
    Later(TimeDelta),
}

fn action(actor: &Actor, (label, hint): (&str, &str), goal: Goal, show: Show) -> PageAction {
    let actor = actor.clone();
    let run = move || -> BoxFuture<'static, Result<String, String>> {
        let stage = actor.get().and_then(Weak::upgrade);
        Box::pin(async move {
            let stage = stage.ok_or("the stage is not set yet")?;
            let moved = go(&stage, goal).await;
            moved.map_err(|error| format!("{error:#}"))
        })
    };
    PageAction {
        label: label.to_owned(),
        hint: hint.to_owned(),
        run: Arc::new(run),
        show,
    }
}

/// Moves the clock, and says what time it is now where the company is.
async fn go(stage: &Stage, goal: Goal) -> anyhow::Result<String> {
    match goal {
        Goal::Moment(moment) => {
            stage.move_to_next(moment).await?;
        }
        Goal::Later(span) => stage.move_to(stage.now() + span, Pace::Walk).await?,
    }
    let zone = stage.app.organisation().await?.settings.time_zone;
    let now = stage.now().with_timezone(&zone);
    Ok(format!(
        "It is {} ({}).",
        now.format("%A %-d %B, %H:%M"),
        zone.name().rsplit('/').next().unwrap_or_default()
    ))
}
