//! The sandbox's clock on the page: what it shows, and the form that sets it.

use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone};
use maud::{Markup, html};

use super::Page;
use super::fields::Fields;
use super::form::{begin, leave};
use super::layout::Note;
use super::scene::Scene;
use super::time;
use crate::clock::SandboxClock;
use crate::options::PageAction;

/// The time, and what moves it: the host program's own buttons where it has some, else the page's.
pub(super) fn clock(scene: &Scene, actions: &[PageAction]) -> Markup {
    let at = scene.now.timestamp();
    html! {
        section.panel aria-label="Clock" {
            span.label { "It is, in " (scene.ctx.zone.name().replace('_', " ")) }
            time.clock-now title=(time::full(at, &scene.ctx)) {
                (time::weekday_date(at, &scene.ctx)) " · " (time::clock(at, &scene.ctx))
            }
            @if actions.is_empty() { (setting(scene, at)) } @else {
                form method="post" action="/run" {
                    (scene.place.hidden())
                    ul.host-actions {
                        @for (n, action) in actions.iter().enumerate() {
                            li { button type="submit" name="n" value=(n) {
                                (action.label)
                                @if !action.hint.is_empty() { span.hint { (action.hint) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

fn setting(scene: &Scene, at: i64) -> Markup {
    let steps = [
        ("60", "+ 1 minute"),
        ("3600", "+ 1 hour"),
        ("86400", "+ 1 day"),
    ];
    html! {
        details.clock-set id="clock-set" {
            summary { "Set the clock" }
            form method="post" action="/clock" {
                (scene.place.hidden())
                label for="clock-at" { "Stands at" }
                div.switcher {
                    input type="datetime-local" id="clock-at" name="at" value=(time::field(at, &scene.ctx));
                    button.btn.small type="submit" name="set" value="at" { "Set" }
                }
                div.steps {
                    @for (seconds, label) in steps { button.btn.small type="submit" name="set" value=(seconds) { (label) } }
                    @if scene.clock_stands { button.btn.small type="submit" name="set" value="system" { "Let it run" } }
                }
            }
        }
    }
}

/// Sets the sandbox's clock, moves it on, or lets it run with the machine's.
pub(super) async fn set(State(page): State<Page>, RawForm(body): RawForm) -> Response {
    let fields = Fields::read(&body);
    let place = begin(&page, &fields);
    let sandbox = &page.sandbox;
    let problem = match fields.one("set") {
        "system" => {
            sandbox.change(|world| world.clock = SandboxClock::System);
            None
        }
        "at" => match seconds(&page, &place.acting, fields.one("at"))
            .and_then(|at| DateTime::from_timestamp(at, 0))
        {
            Some(at) => {
                sandbox.set_now(at);
                None
            }
            None => Some("That is no time that the clock could show.".to_owned()),
        },
        step => {
            let step = step.parse().unwrap_or(0).clamp(0, 86_400);
            sandbox.set_now(sandbox.now() + TimeDelta::seconds(step));
            None
        }
    };
    if let Some(text) = problem {
        page.keep(|kept| leave(kept, &place, Note { text, is_bad: true }));
    }
    Redirect::to(&place.href()).into_response()
}

/// A local date and time of the person as seconds since 1970.
pub(super) fn seconds(page: &Page, user: &str, value: &str) -> Option<i64> {
    let zone: chrono_tz::Tz = page
        .sandbox
        .read(|world| world.user(user).and_then(|user| user.tz.parse().ok()))?;
    let local = NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M").ok()?;
    zone.from_local_datetime(&local)
        .earliest()
        .map(|at| at.timestamp())
}
