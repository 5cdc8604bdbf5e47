//! The frame: sidebar, conversation, thread, and the modal above them.

use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value};

use super::message::{Around, avatar, message};
use super::scene::{Conversation, Item, Scene};
use super::view::{home, modal};
use super::{sidebar, time};
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
    commands: &[(String, String)],
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
                main.main id="main" {
                    (head(scene))
                    div id="note" role="status" { @if let Some(note) = note { p.note.bad[note.is_bad] { (note.text) } } }
                    @if scene.place.tab == "home" {
                        div.pane id="pane" tabindex="-1" { (draw_home(scene)) }
                    } @else {
                        (conversation(scene))
                        (composer(scene, "", commands))
                    }
                }
                @if let Some(open) = thread { (thread_panel(scene, open)) }
            }
            div id="modal" {
                @if let Some(view) = top {
                    (modal(&Value::Object(view.body.clone()), &view.id, &view.hash, scene.stack.len(), &scene.place,
                        &scene.ctx.filled(&view.values, &view.errors)))
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
                link rel="icon" href="data:,";
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
                h2 { span.quiet { (sidebar::sign(&open.entry.kind)) } " " (open.entry.name) }
            } @else {
                (avatar(&scene.app_name, true))
                h2 { (scene.app_name) }
            }
            @if let Some(open) = channel {
                span.quiet { (open.members) " members" @if !open.topic.is_empty() { " · " (open.topic) } }
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
            &scene.ctx.filled(&view.values, &view.errors),
        ),
        None => home(None, "", &scene.place, &scene.ctx),
    }
}

fn conversation(scene: &Scene) -> Markup {
    html! {
        div.pane id="pane" tabindex="-1" role="log" aria-label="Messages" {
            @match &scene.open {
                Some(open) if !open.items.is_empty() => (items(scene, open, &open.items, true)),
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

/// Messages with day dividers; one by the same hand within five minutes needs no name.
fn items(scene: &Scene, open: &Conversation, items: &[Item], days: bool) -> Markup {
    let ctx = &scene.ctx;
    let seconds = |item: &Item| i64::try_from(item.message.ts.seconds()).unwrap_or(0);
    html! {
        @for (n, item) in items.iter().enumerate() {
            @let before = n.checked_sub(1).and_then(|n| items.get(n));
            @let new_day = before.is_none_or(|one| time::date_of(seconds(one), ctx) != time::date_of(seconds(item), ctx));
            @if days && new_day { div.day role="separator" { span { (time::day(seconds(item), ctx)) } } }
            @let follows = !new_day && !item.only_you && before.is_some_and(|one| {
                one.message.user == item.message.user && !one.only_you && one.replies.is_none()
                    && seconds(item) - seconds(one) < 300
            });
            (message(&item.message, &open.entry.id,
                &Around { follows, only_you: item.only_you, replies: item.replies.filter(|_| days) },
                &scene.place, &ctx.filled(&item.values, &Map::new())))
        }
    }
}

fn thread_panel(scene: &Scene, open: &Conversation) -> Markup {
    html! {
        aside.thread aria-label="Thread" id="thread-panel" {
            header.top {
                h2 { "Thread" }
                span.quiet { (open.entry.name) }
                a.btn.small href=(scene.place.with_thread("").href()) style="margin-left:auto" aria-label="Close the thread" { "✕" }
            }
            div.pane id="thread" tabindex="-1" { (items(scene, open, &open.thread, false)) }
            (composer(scene, &scene.place.thread, &[]))
        }
    }
}

/// Where one writes a message or a slash command.
fn composer(scene: &Scene, thread: &str, commands: &[(String, String)]) -> Markup {
    let Some(open) = scene.open.as_ref().filter(|open| !open.is_archived) else {
        return html! {};
    };
    let to = match (&open.entry.kind, thread) {
        (Kind::Im(_), "") if scene.is_read_only => "Commands only".to_owned(),
        (Kind::Public, "") => format!("Message #{}", open.entry.name),
        (_, "") => format!("Message {}", open.entry.name),
        _ => "Reply…".to_owned(),
    };
    let list = if commands.is_empty() {
        None
    } else {
        Some("commands")
    };
    html! {
        form.composer method="post" action="/say" {
            (scene.place.hidden())
            input type="hidden" name="in_thread" value=(thread);
            label.hidden-label for={ "say" (thread) } { (to) }
            input type="text" id={ "say" (thread) } name="text" placeholder=(to) autocomplete="off" list=[list] required;
            button.btn.primary type="submit" { "Send" }
            @if !commands.is_empty() {
                datalist id="commands" {
                    @for (command, hint) in commands { option value=(format!("{command} ")) { (hint) } }
                }
            }
        }
    }
}
