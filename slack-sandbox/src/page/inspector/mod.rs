//! What went over the wire: deliveries to the app and calls of the Web API, the newest first.

mod body;

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::layout::document;
use super::place::Place;
use crate::state::{Call, Delivery};
use body::{json, readable};

/// How many of the newest of either log are looked through.
pub(super) const LOOKED: usize = 1000;
/// How many are drawn.
const SHOWN: usize = 200;

/// Which of them are looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    /// `to` or `from` the app, or `failed`; everything else is all.
    only: String,
    /// A part of the name.
    named: String,
    /// How many of the newest are left out.
    skip: usize,
}

/// One exchange, in either direction.
#[derive(Clone, Copy)]
enum Exchange<'a> {
    To(&'a Delivery),
    From(&'a Call),
}

impl Exchange<'_> {
    fn at(self) -> DateTime<Utc> {
        match self {
            Self::To(one) => one.at,
            Self::From(one) => one.at,
        }
    }

    /// When it was begun, by the clock that orders both logs.
    fn machine(self) -> DateTime<Utc> {
        match self {
            Self::To(one) => one.machine,
            Self::From(one) => one.machine,
        }
    }

    fn ms(self) -> u64 {
        match self {
            Self::To(one) => one.ms,
            Self::From(one) => one.ms,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::To(one) => &one.kind,
            Self::From(one) => &one.method,
        }
    }

    fn is_good(self) -> bool {
        match self {
            Self::To(one) => one
                .status
                .is_some_and(|status| (200..300).contains(&status)),
            Self::From(one) => one.answer.get("ok") == Some(&Value::Bool(true)),
        }
    }

    /// The status, and what went wrong.
    fn outcome(self) -> String {
        match self {
            Self::To(one) => match (one.status, &one.error) {
                (Some(status), _) => status.to_string(),
                (None, Some(error)) => error.clone(),
                (None, None) => "no answer".to_owned(),
            },
            Self::From(one) => {
                match (one.status, one.answer.get("error").and_then(Value::as_str)) {
                    (None, _) => "connection cut".to_owned(),
                    (Some(status), Some(error)) => format!("{status} {error}"),
                    (Some(status), None) => status.to_string(),
                }
            }
        }
    }
}

pub(super) fn inspector(
    deliveries: &[Delivery],
    calls: &[Call],
    place: &Place,
    filter: &Filter,
) -> Markup {
    let all = merged(deliveries, calls);
    let fits = |one: &&Exchange<'_>| {
        let direction = match (filter.only.as_str(), one) {
            ("to", Exchange::From(_)) | ("from", Exchange::To(_)) => false,
            ("failed", one) => !one.is_good(),
            _ => true,
        };
        direction && one.name().contains(filter.named.trim())
    };
    let fitting: Vec<&Exchange<'_>> = all.iter().rev().filter(fits).collect();
    let shown = fitting.iter().skip(filter.skip).take(SHOWN);
    let older = (fitting.len() > filter.skip + SHOWN).then_some(filter.skip + SHOWN);
    document(
        "What went over the wire",
        &html! {
            main.tool id="tool" {
                p { a href=(place.href()) { "← Back to the conversations" } }
                h1 { "What went over the wire" }
                p.quiet { (deliveries.len()) " requests to the app, " (calls.len()) " calls from it (at most the newest " (LOOKED) " of each), the newest first. Times are the sandbox's, in UTC." }
                (filters(place, filter))
                @if fitting.is_empty() {
                    p.empty { @if all.is_empty() { "Nothing yet: press a button or give a slash command." } @else { "Nothing like that." } }
                }
                div.wire { @for one in shown { (exchange(**one)) } }
                @if let Some(skip) = older {
                    p { a.btn href=(format!("{}&only={}&named={}&skip={skip}", place.at("/inspect"), filter.only, filter.named)) { "Older ones" } }
                }
            }
        },
    )
}

/// Both logs in the order in which things happened.
fn merged<'a>(deliveries: &'a [Delivery], calls: &'a [Call]) -> Vec<Exchange<'a>> {
    let to = deliveries.iter().map(Exchange::To);
    let mut all: Vec<Exchange<'a>> = to.chain(calls.iter().map(Exchange::From)).collect();
    all.sort_by_key(|one| one.machine());
    all
}

fn filters(place: &Place, filter: &Filter) -> Markup {
    let ways = [
        ("", "All"),
        ("to", "To the app"),
        ("from", "From the app"),
        ("failed", "Failed"),
    ];
    html! {
        form.filters method="get" action="/inspect" {
            (place.hidden())
            fieldset {
                legend.hidden-label { "Which" }
                @for (value, label) in ways {
                    label.choice { input type="radio" name="only" value=(value) checked[filter.only == value] data-go; (label) }
                }
            }
            label.hidden-label for="named" { "Named" }
            input type="search" id="named" name="named" value=(filter.named) placeholder="views.open, block_actions …" autocomplete="off";
            button.btn.small type="submit" { "Show" }
        }
    }
}

fn exchange(one: Exchange<'_>) -> Markup {
    let (way, said, id) = match one {
        Exchange::To(one) => ("→ app", "to the app", format!("to-{}", one.number)),
        Exchange::From(one) => ("← app", "from the app", format!("from-{}", one.number)),
    };
    html! {
        details.exchange id=(id) {
            summary {
                time.quiet title=(one.at().to_rfc3339()) { (one.at().format("%H:%M:%S")) }
                span.way.from[matches!(one, Exchange::From(_))] { span aria-hidden="true" { (way) } span.hidden-label { (said) } }
                b { (one.name()) @if let Exchange::To(one) = one { @if one.retry_num > 0 { span.quiet { " again, " (one.retry_num) } } } }
                @match one {
                    Exchange::To(one) => { span.quiet { (one.user) } },
                    Exchange::From(one) => { @if let Some(fault) = &one.fault { span.on-purpose { "on purpose: " (fault) } } },
                }
                span.status.bad[!one.is_good()] { (one.outcome()) }
                span.quiet.ms { (one.ms()) " ms" }
            }
            div.inner { @match one { Exchange::To(one) => (delivery(one)), Exchange::From(one) => (call(one)) } }
        }
    }
}

fn delivery(one: &Delivery) -> Markup {
    html! {
        h3 { "POST " (one.url) }
        (readable(&one.request))
        h3 { "Answered " (Exchange::To(one).outcome()) ", after " (one.ms) " ms" }
        @if one.answer.is_empty() { p.quiet { "(empty)" } } @else { (readable(&one.answer)) }
    }
}

fn call(one: &Call) -> Markup {
    html! {
        h3 { "POST /api/" (one.method) }
        (json(&one.args))
        h3 { "Answered " (Exchange::From(one).outcome()) ", after " (one.ms) " ms" }
        @if one.answer.is_null() { p.quiet { "(nothing that is JSON)" } } @else { (json(&one.answer)) }
    }
}
