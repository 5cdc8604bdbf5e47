//! What went over the wire: deliveries to the app and calls of the Web API, the newest first.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde_json::Value;

use super::layout::document;
use super::place::Place;
use crate::state::{Call, Delivery};

/// How many of each are drawn.
const SHOWN: usize = 200;
/// The longest body that is drawn.
const LONGEST: usize = 20_000;

pub(super) fn inspector(deliveries: &[Delivery], calls: &[Call], place: &Place) -> Markup {
    document(
        "What went over the wire",
        &html! {
            main.inspector {
                p { a href=(place.href()) { "← Back to the conversations" } }
                h1 { "What went over the wire" }
                h2 { "To the app (" (deliveries.len()) ")" }
                @if deliveries.is_empty() { p.quiet { "Nothing yet: press a button or give a slash command." } }
                @for one in deliveries.iter().rev().take(SHOWN) { (delivery(one)) }
                h2 { "From the app: Web API calls (" (calls.len()) ")" }
                @if calls.is_empty() { p.quiet { "Nothing yet: the app has not called." } }
                @for one in calls.iter().rev().take(SHOWN) { (call(one)) }
            }
        },
    )
}

fn delivery(one: &Delivery) -> Markup {
    let is_good = one
        .status
        .is_some_and(|status| (200..300).contains(&status));
    let status = one.status.map_or_else(
        || one.error.clone().unwrap_or_default(),
        |status| status.to_string(),
    );
    html! {
        details {
            summary {
                (moment(one.at))
                b { (one.kind) }
                span.quiet { (one.user) }
                span.status.bad[!is_good] { (status) }
                span.quiet { (one.ms) " ms" }
            }
            div.inner {
                p.quiet { "POST " (one.url) }
                pre { (readable(&one.request)) }
                p.quiet { "answered" }
                pre { (if one.answer.is_empty() { "(empty)".to_owned() } else { readable(&one.answer) }) }
            }
        }
    }
}

fn call(one: &Call) -> Markup {
    let is_good = one.answer.get("ok") == Some(&Value::Bool(true));
    let outcome = match (one.status, one.answer.get("error").and_then(Value::as_str)) {
        (None, _) => "connection cut".to_owned(),
        (Some(status), Some(error)) => format!("{status} {error}"),
        (Some(status), None) => status.to_string(),
    };
    html! {
        details {
            summary {
                (moment(one.at))
                b { (one.method) }
                @if let Some(fault) = &one.fault { span.quiet { "on purpose: " (fault) } }
                span.status.bad[!is_good] { (outcome) }
            }
            div.inner { pre { (pretty(&one.args)) } p.quiet { "answered" } pre { (pretty(&one.answer)) } }
        }
    }
}

fn moment(at: DateTime<Utc>) -> Markup {
    html! { time.quiet { (at.format("%Y-%m-%d %H:%M:%S")) } }
}

/// JSON laid out; a form's payload taken out of it.
fn readable(body: &str) -> String {
    if let Ok(value) = serde_json::from_str::<Value>(body) {
        return pretty(&value);
    }
    match serde_urlencoded::from_str::<Vec<(String, String)>>(body) {
        Ok(pairs) if !pairs.is_empty() && body.contains('=') => {
            let each =
                pairs
                    .iter()
                    .map(|(key, value)| match serde_json::from_str::<Value>(value) {
                        Ok(inner @ Value::Object(_)) => format!("{key} = {}", pretty(&inner)),
                        _ => format!("{key} = {value}"),
                    });
            cut(&each.collect::<Vec<_>>().join("\n"))
        }
        _ => cut(body),
    }
}

fn pretty(value: &Value) -> String {
    cut(&serde_json::to_string_pretty(value).unwrap_or_default())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}\n…", &text[..at]),
        None => text.to_owned(),
    }
}
