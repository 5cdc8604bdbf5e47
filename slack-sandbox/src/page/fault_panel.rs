//! Faults on purpose: a form that arms one, and the list of those that wait.
//!
//! The kinds, their words and what they need come from [`Fault::kinds`], so that a new one stands here by itself.

use axum::extract::{Query, RawForm, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::Page;
use super::fields::Fields;
use super::layout::{Note, document};
use super::place::Place;
use crate::faults::{Fault, FaultKind, FaultRule};
use crate::web_api;

pub(super) async fn show(State(page): State<Page>, Query(place): Query<Place>) -> Html<String> {
    let note = page.keep(|kept| kept.notes.remove(&key(&place)));
    let note = note.map(|(_, note)| note);
    Html(draw(&page.sandbox.faults().waiting(), &place, note.as_ref()).into_string())
}

/// Notes of this panel are kept apart from those of the conversations.
fn key(place: &Place) -> String {
    format!("faults of {}", place.acting)
}

pub(super) async fn change(State(page): State<Page>, RawForm(body): RawForm) -> Response {
    let fields = Fields::read(&body);
    let place = fields.place();
    let faults = page.sandbox.faults();
    let said = match fields.one("do") {
        "clear" => {
            faults.clear();
            Ok("No fault waits any more.".to_owned())
        }
        "remove" => {
            let n = fields.one("n").parse().unwrap_or(usize::MAX);
            match faults.remove(n, fields.one("rule")) {
                true => Ok("The fault is taken away.".to_owned()),
                false => Err("That fault does not wait any more.".to_owned()),
            }
        }
        _ => rule(&fields).map(|rule| {
            let method = if rule.method == "*" {
                "any method"
            } else {
                &rule.method
            };
            let said = format!("{} waits for {method}.", label(&rule.fault));
            faults.add(rule);
            said
        }),
    };
    let is_bad = said.is_err();
    let (Ok(text) | Err(text)) = said;
    let there = place.at("/faults");
    page.keep(|kept| {
        kept.notes
            .insert(key(&place), (there.clone(), Note { text, is_bad }))
    });
    Redirect::to(&there).into_response()
}

/// The rule that the form describes, or what is wrong with it.
fn rule(fields: &Fields) -> Result<FaultRule, String> {
    let number = |name: &str, what: &str| match fields.one(name).trim() {
        "" => Ok(None),
        text => text
            .parse::<f64>()
            .map(Some)
            .map_err(|_| format!("{what} is a number, not “{text}”.")),
    };
    let fault = Fault::of_kind(fields.one("kind"), fields.one("code").trim())
        .ok_or("An error code is a word like fatal_error.")?;
    let method = match fields.one("method").trim() {
        "" => "*",
        method => method,
    };
    let mut rule = FaultRule::new(method, fault);
    rule.seconds = number("seconds", "How long")?.unwrap_or(1.0);
    rule.skip = whole(number("skip", "How many pass first")?.unwrap_or(0.0))?;
    rule.count = number("count", "How often")?.map(whole).transpose()?;
    rule.channel = fields.filled("only");
    match rule.nonsense() {
        Some(why) => Err(why),
        None => Ok(rule),
    }
}

fn whole(number: f64) -> Result<u32, String> {
    format!("{number}")
        .parse()
        .map_err(|_| format!("{number} is no count."))
}

fn label(fault: &Fault) -> &'static str {
    let name = match fault {
        Fault::Error(_) => "error".to_owned(),
        other => other.name(),
    };
    let kind = Fault::kinds().iter().find(|kind| kind.name == name);
    kind.map_or("A fault", |kind| kind.label)
}

fn draw(waiting: &[FaultRule], place: &Place, note: Option<&Note>) -> Markup {
    document(
        "Faults on purpose",
        &html! {
            main.tool id="tool" {
                p { a href=(place.href()) { "← Back to the conversations" } }
                h1 { "Faults on purpose" }
                p.quiet { "What goes wrong when the app calls the Web API, for as many calls as you say." }
                div id="note" role="status" { @if let Some(note) = note { p.note.bad[note.is_bad] { (note.text) } } }
                (form(place))
                h2 id="waiting" { "Waiting (" (waiting.len()) ")" }
                @if waiting.is_empty() { p.quiet { "None: every call is answered as it should be." } }
                @else { (list(waiting, place)) }
            }
        },
    )
}

fn form(place: &Place) -> Markup {
    let takes = |kind: &FaultKind| match (kind.seconds, kind.code) {
        (Some(seconds), _) => format!(" — {seconds}"),
        (None, true) => " — the code below".to_owned(),
        _ => String::new(),
    };
    html! {
        form.fault-form method="post" action="/faults" {
            (place.hidden())
            div.wide { label for="kind" { "What goes wrong" }
                select id="kind" name="kind" {
                    @for kind in Fault::kinds() { option value=(kind.name) { (kind.label) (takes(kind)) } }
                } }
            div { label for="method" { "Method" }
                input type="text" id="method" name="method" list="methods" placeholder="every method" autocomplete="off" spellcheck="false";
                datalist id="methods" { @for name in web_api::method_names() { option value=(name) {} } } }
            div { label for="count" { "How often " span.quiet { "(empty: for ever)" } }
                input type="text" inputmode="numeric" id="count" name="count" value="1"; }
            div { label for="seconds" { "Seconds " span.quiet { "(of what takes time)" } }
                input type="text" inputmode="decimal" id="seconds" name="seconds" value="1"; }
            div { label for="skip" { "Calls that pass first" }
                input type="text" inputmode="numeric" id="skip" name="skip" value="0"; }
            div { label for="code" { "Error code " span.quiet { "(of an error of your choice)" } }
                input type="text" id="code" name="code" placeholder="fatal_error" autocomplete="off" spellcheck="false"; }
            div { label for="only" { "Only in channel " span.quiet { "(an id; empty: everywhere)" } }
                input type="text" id="only" name="only" placeholder="C…" autocomplete="off" spellcheck="false"; }
            p.wide { button.btn.primary type="submit" name="do" value="add" { "Let it wait for its calls" } }
        }
    }
}

fn list(waiting: &[FaultRule], place: &Place) -> Markup {
    html! {
        div.b-table {
            table aria-labelledby="waiting" {
                thead { tr {
                    th scope="col" { "Method" } th scope="col" { "What goes wrong" } th scope="col" { "How often" }
                    th scope="col" { "Details" } th scope="col" { span.hidden-label { "Take away" } }
                } }
                tbody { @for (n, rule) in waiting.iter().enumerate() { tr {
                    th scope="row" { @if rule.method == "*" { "every method" } @else { code { (rule.method) } } }
                    td { (label(&rule.fault)) }
                    td { @match rule.count { Some(1) => "once", Some(n) => { (n) " times" }, None => "for ever" } }
                    td { (details(rule)) }
                    td { form method="post" action="/faults" {
                        (place.hidden())
                        input type="hidden" name="n" value=(n);
                        input type="hidden" name="rule" value=(format!("{rule:?}"));
                        button.btn.small type="submit" name="do" value="remove"
                            aria-label=(format!("Take away: {}, {}", rule.method, label(&rule.fault))) { "Take away" }
                    } }
                } } }
            }
        }
        form method="post" action="/faults" {
            (place.hidden())
            p { button.btn type="submit" name="do" value="clear" { "Take all away" } }
        }
    }
}

fn details(rule: &FaultRule) -> String {
    let name = rule.fault.name();
    let timed = Fault::kinds()
        .iter()
        .any(|kind| kind.name == name && kind.seconds.is_some());
    let mut parts = Vec::new();
    if let Fault::Error(code) = &rule.fault {
        parts.push(code.clone());
    }
    if timed {
        parts.push(format!("{} s", rule.seconds));
    }
    if rule.skip > 0 {
        parts.push(format!("after {} more", rule.skip));
    }
    if let Some(channel) = &rule.channel {
        parts.push(format!("in {channel}"));
    }
    parts.join(", ")
}
