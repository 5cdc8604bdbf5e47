//! Plans and their tasks: what an app is at, step by step.

use maud::{Markup, html};
use serde_json::Value;

use super::ctx::Ctx;
use super::icon;
use super::inline::is_safe;
use super::json::{flag, list, text};
use super::rich_text::rich_text;

pub(super) fn plan(block: &Value, ctx: &Ctx) -> Markup {
    let tasks = list(block, "tasks");
    let done = tasks
        .iter()
        .filter(|task| text(task, "status") == "complete")
        .count();
    html! {
        details.b-plan open {
            summary { b { (text(block, "title")) } span.quiet { (done) " of " (tasks.len()) " done" } }
            ol { @for task in tasks { li { (task_card(task, ctx)) } } }
        }
    }
}

/// A task: a sign for its state, which is also said, its title, and what it did.
pub(super) fn task_card(task: &Value, ctx: &Ctx) -> Markup {
    let (state, said, sign) = match text(task, "status") {
        "in_progress" => ("in_progress", "In progress", icon::half()),
        "complete" => ("complete", "Complete", icon::tick()),
        "error" => ("failed", "Failed", icon::warning()),
        _ => ("pending", "Pending", icon::circle()),
    };
    let sources = list(task, "sources");
    html! {
        div.b-task.{ (state) } {
            span.state title=(said) { (sign) span.hidden-label { (said) ": " } }
            div.grow {
                @if !flag(task, "hide_title") { p.task-title { (text(task, "title")) } }
                @for part in ["details", "output"] {
                    @if task.get(part).is_some() { div.b-rich.{ "task-" (part) } { (rich_text(&task[part], ctx)) } }
                }
                @if !sources.is_empty() {
                    ul.sources { @for source in sources { li { (link(source)) } } }
                }
            }
        }
    }
}

fn link(source: &Value) -> Markup {
    let url = text(source, "url");
    let label = match text(source, "text") {
        "" => url,
        label => label,
    };
    html! {
        @if is_safe(url) { a href=(url) target="_blank" rel="noopener noreferrer" { (label) } } @else { (label) }
    }
}
