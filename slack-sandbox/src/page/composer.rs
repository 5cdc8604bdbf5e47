//! Where one writes a message or a slash command, and chooses a shortcut.
//!
//! The commands stand beside the field as data; the script completes them. Without it they are typed.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::icon;
use super::scene::Scene;
use crate::manifest::Manifest;
use crate::state::Kind;

/// The composer of the conversation, or of a thread.
pub(super) fn composer(scene: &Scene, thread: &str, manifest: &Manifest) -> Markup {
    let Some(open) = &scene.open else {
        return html! {};
    };
    if open.is_archived {
        return html! { p.composer.closed { "This channel is archived: nobody can write in it." } };
    }
    let to = match (&open.entry.kind, thread) {
        (Kind::Im(_), "") if scene.is_read_only => "Commands only".to_owned(),
        (Kind::Public, "") => format!("Message #{}", open.entry.name),
        (_, "") => format!("Message {}", open.entry.name),
        _ => "Reply…".to_owned(),
    };
    let id = format!("say{thread}");
    let commands = (thread.is_empty()).then(|| known(manifest).to_string());
    let shown = format!("complete{thread}");
    html! {
        div.writing {
            ul.completions id=(shown) role="listbox" aria-label="Commands" hidden data-kept {}
            form.composer method="post" action="/say" id=(format!("compose{thread}")) {
                (scene.place.hidden())
                input type="hidden" name="in_thread" value=(thread);
                @if thread.is_empty() { (shortcuts(manifest)) }
                label.hidden-label for=(id) { (to) }
                textarea id=(id) name="text" rows="1" placeholder=(to) autocomplete="off" required
                    data-commands=[&commands] aria-autocomplete=[commands.as_ref().map(|_| "list")]
                    aria-controls=[commands.as_ref().map(|_| &shown)] {}
                button.btn.primary type="submit" { (icon::send()) span { "Send" } }
            }
        }
    }
}

/// `[command, usage hint, description]` of each command.
fn known(manifest: &Manifest) -> Value {
    let commands = manifest.features.slash_commands.iter();
    commands
        .map(|one| json!([one.command, one.usage_hint, one.description]))
        .collect()
}

/// The menu of the app's global shortcuts, if it has any.
fn shortcuts(manifest: &Manifest) -> Markup {
    let global: Vec<_> = manifest
        .features
        .shortcuts
        .iter()
        .filter(|one| one.kind == "global")
        .collect();
    html! {
        @if !global.is_empty() {
            details.overflow.up {
                summary.btn.icon-only aria-label="Shortcuts" title="Shortcuts" { (icon::plus()) }
                div.menu {
                    @for one in global {
                        button type="submit" formaction="/shortcut" formnovalidate name="shortcut" value=(one.callback_id) {
                            (one.name) span.below { (one.description) }
                        }
                    }
                }
            }
        }
    }
}
