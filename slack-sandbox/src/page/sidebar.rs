//! The sidebar: who one is, what time it is, what the host program offers, and the conversations.

use maud::{Markup, html};

use super::clock::clock;
use super::icon;
use super::message::avatar;
use super::place::Place;
use super::scene::{Entry, Scene};
use crate::options::PageAction;
use crate::state::Kind;

/// The sign before a conversation's name.
pub(super) fn sign(kind: &Kind) -> Markup {
    match kind {
        Kind::Public => html! { "#" },
        Kind::Private => icon::lock(),
        Kind::Mpim => icon::people(),
        Kind::Im(_) => html! {},
    }
}

pub(super) fn sidebar(scene: &Scene, actions: &[PageAction]) -> Markup {
    html! {
        div.sidebar id="sidebar" {
            details.side id="side-fold" open {
                summary.menu-toggle { "☰ " (scene.title) }
                h1 { (scene.title) }
                div.panels {
                    (switcher(scene))
                    (clock(scene, actions))
                }
                nav aria-label="Conversations" { (conversations(scene)) }
                (tools(&scene.place))
            }
        }
    }
}

/// Ways to what stands beside Slack.
pub(super) fn tools(place: &Place) -> Markup {
    html! {
        nav.foot aria-label="Tools" {
            h2 { "Behind the scenes" }
            ul {
                li { a href=(place.at("/inspect")) { span.sign { (icon::wire()) } "What went over the wire" } }
                li { a href=(place.at("/faults")) { span.sign { (icon::bolt()) } "Faults on purpose" } }
            }
        }
    }
}

fn switcher(scene: &Scene) -> Markup {
    html! {
        form.panel method="get" action="/" {
            label for="acting" { "You are" }
            div.switcher {
                select id="acting" name="as" data-go {
                    @for person in &scene.people {
                        option value=(person.id) selected[person.id == scene.place.acting] {
                            (person.display_name)
                            @if person.is_stranger { " (other company)" } @else if person.is_restricted { " (guest)" }
                            @else if person.is_admin { " (admin)" }
                        }
                    }
                }
                button.btn.small.go type="submit" { "Switch" }
            }
        }
    }
}

fn conversations(scene: &Scene) -> Markup {
    let (apps, channels): (Vec<&Entry>, Vec<&Entry>) = scene
        .entries
        .iter()
        .partition(|entry| !matches!(entry.kind, Kind::Public | Kind::Private));
    html! {
        h2 { "Channels" }
        ul { @for entry in channels { li { (link(scene, entry)) } } }
        h2 { "Direct messages with the app" }
        ul {
            @for entry in &apps { li { (link(scene, entry)) } }
            @if scene.has_home { li { (home_button(scene, "Home tab", scene.place.tab == "home")) } }
            @if apps.is_empty() && !scene.has_home { li { span.quiet { "None yet" } } }
        }
    }
}

fn link(scene: &Scene, entry: &Entry) -> Markup {
    let is_open = entry.id == scene.place.c && scene.place.tab.is_empty();
    let is_unread = entry.unread > 0;
    html! {
        a.unread[is_unread] href=(scene.place.channel(&entry.id).href()) aria-current=[is_open.then_some("page")] {
            span.sign aria-hidden="true" {
                @if matches!(entry.kind, Kind::Im(_)) { (avatar(&entry.name, true)) } @else { (sign(&entry.kind)) }
            }
            span.name { (entry.name) }
            @if is_unread {
                span.count aria-hidden="true" { (entry.unread) }
                span.hidden-label {
                    " " (entry.unread) " unread"
                    @if entry.in_threads > 0 { ", " (entry.in_threads) " in threads" }
                }
            }
        }
    }
}

/// Opening the Home tab tells the app, so it is a form.
pub(super) fn home_button(scene: &Scene, label: &str, is_open: bool) -> Markup {
    html! {
        form method="post" action="/home" {
            (scene.place.hidden())
            button type="submit" aria-current=[is_open.then_some("page")] {
                @if label != "Home" { span.sign aria-hidden="true" { (icon::house()) } }
                (label)
            }
        }
    }
}
