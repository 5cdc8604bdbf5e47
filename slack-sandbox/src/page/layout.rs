//! The frame: sidebar, conversation, thread, and the modal above them.

use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value};

use super::composer::composer;
use super::ctx::Ctx;
use super::message::{Around, avatar, message};
use super::scene::{Conversation, Item, Scene};
use super::view::{home, modal};
use super::{icon, sidebar, time};
use crate::manifest::Manifest;
use crate::options::PageAction;
use crate::state::Kind;

/// A sentence that is shown once.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) is_bad: bool,
}

/// The whole page.
pub(super) fn page(
    scene: &Scene,
    actions: &[PageAction],
    manifest: &Manifest,
    note: Option<&Note>,
) -> Markup {
    let top = scene.stack.last();
    let thread = scene.open.as_ref().filter(|open| !open.thread.is_empty());
    document(
        &scene.title,
        &html! {
            a.skip href="#pane" { "Skip to the messages" }
            div.layout.with-thread[thread.is_some()] inert[top.is_some()] id="layout" {
                (sidebar::sidebar(scene, actions))
                main.main id="main" data-here=(scene.place.href()) {
                    (head(scene))
                    div id="note" role="status" { @if let Some(note) = note { p.note.bad[note.is_bad] { (note.text) } } }
                    @if scene.place.tab == "home" {
                        div.pane id="pane" tabindex="-1" data-of="home" { (draw_home(scene)) }
                    } @else {
                        (conversation(scene, manifest))
                        (composer(scene, "", manifest))
                    }
                }
                @if let Some(open) = thread { (thread_panel(scene, open, manifest)) }
            }
            div id="modal" {
                @if let Some(view) = top {
                    (modal(&Value::Object(view.body.clone()), &view.id, &view.hash, scene.stack.len(), &scene.place,
                        &scene.ctx.filled("", &view.values, &view.errors)))
                }
            }
        },
    )
}

/// A document with the page's style and script.
pub(super) fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/page/style.css";
                link rel="stylesheet" href="/page/blocks.css";
                link rel="icon" href="data:,";
                script src="/page/composer.js" defer {}
                script src="/page/page.js" defer {}
            }
            body { (body) }
        }
    }
}

fn head(scene: &Scene) -> Markup {
    let is_home = scene.place.tab == "home";
    let im = scene
        .open
        .as_ref()
        .filter(|open| matches!(open.entry.kind, Kind::Im(_)));
    let channel = scene.open.as_ref().filter(|_| !is_home && im.is_none());
    html! {
        header.top {
            @if let Some(open) = channel {
                h2 { span.quiet aria-hidden="true" { (sidebar::sign(&open.entry.kind)) } " " (open.entry.name) }
            } @else {
                (avatar(&scene.app_name, true))
                h2 { (scene.app_name) }
            }
            @if let Some(open) = channel {
                span.quiet { (open.members) @if open.members == 1 { " member" } @else { " members" } @if !open.topic.is_empty() { " · " (open.topic) } }
            }
        }
        @if is_home || im.is_some() {
            nav.tabs aria-label="App" {
                @if scene.has_home { (sidebar::home_button(scene, "Home", is_home)) }
                @if let Some(open) = im {
                    a href=(scene.place.channel(&open.entry.id).href()) aria-current=[(!is_home).then_some("page")] { "Messages" }
                }
            }
        }
    }
}

fn draw_home(scene: &Scene) -> Markup {
    match &scene.home {
        Some(view) => home(
            Some(&Value::Object(view.body.clone())),
            &view.id,
            &scene.place,
            &scene.ctx.filled("home-", &view.values, &view.errors),
        ),
        None => home(None, "", &scene.place, &scene.ctx),
    }
}

fn conversation(scene: &Scene, manifest: &Manifest) -> Markup {
    let place = &scene.place;
    html! {
        div.pane id="pane" tabindex="-1" role="log" aria-label="Messages" data-of=(format!("{} {}", place.c, place.before)) {
            @match &scene.open {
                Some(open) if !open.items.is_empty() => {
                    @if let Some(ts) = open.earlier {
                        p.older { a.btn.small href=(place.earlier_than(&ts.to_string()).href()) { "Earlier messages" } }
                    }
                    (items(scene, open, &open.items, manifest, Where::Pane))
                    @if !place.before.is_empty() {
                        p.older { a.btn.small href=(place.channel(&place.c).href()) { "Back to the newest" } }
                    }
                },
                Some(open) => {
                    div.empty {
                        p { "This is the very beginning of " b { (open.entry.name) } "." }
                        @if !scene.welcome.is_empty() { p.welcome { (scene.welcome) } }
                    }
                },
                None => p.empty { "There is no conversation here yet." },
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Pane,
    Thread,
}

/// Messages with day dividers; one by the same hand within five minutes needs no name.
fn items(
    scene: &Scene,
    open: &Conversation,
    items: &[Item],
    manifest: &Manifest,
    at: Where,
) -> Markup {
    let ctx = &scene.ctx;
    let seconds = |item: &Item| i64::try_from(item.message.ts.seconds()).unwrap_or(0);
    let in_pane = at == Where::Pane;
    html! {
        @for (n, item) in items.iter().enumerate() {
            @let before = n.checked_sub(1).and_then(|n| items.get(n));
            @let new_day = before.is_none_or(|one| time::date_of(seconds(one), ctx) != time::date_of(seconds(item), ctx));
            @if in_pane && new_day { div.day role="separator" { span { (time::day(seconds(item), ctx)) } } }
            @let follows = !new_day && !item.only_you && before.is_some_and(|one| {
                one.message.user == item.message.user && !one.only_you && one.replies.is_none()
                    && seconds(item) - seconds(one) < 300
            });
            @let scope = format!("{}{}-", if in_pane { "" } else { "r" }, item.message.ts);
            @let own = Ctx { looks: item.looks.clone(), ..ctx.filled(&scope, &item.values, &Map::new()) };
            (message(&item.message, &open.entry.id,
                &Around { follows, only_you: item.only_you, replies: item.replies.filter(|_| in_pane), in_thread: !in_pane },
                &scene.place, manifest, &own))
            @if !in_pane && n == 0 && items.len() > 1 {
                div.day.count role="separator" { span { (items.len() - 1) @if items.len() == 2 { " reply" } @else { " replies" } } }
            }
        }
    }
}

fn thread_panel(scene: &Scene, open: &Conversation, manifest: &Manifest) -> Markup {
    html! {
        aside.thread aria-label="Thread" id="thread-panel" {
            header.top {
                h2 { "Thread" }
                span.quiet { (open.entry.name) }
                a.btn.icon-only.closes href=(scene.place.with_thread("").href()) aria-label="Close the thread" { (icon::close()) }
            }
            div.pane id="thread" tabindex="-1" role="log" aria-label="Thread" { (items(scene, open, &open.thread, manifest, Where::Thread)) }
            (composer(scene, &scene.place.thread, manifest))
        }
    }
}
