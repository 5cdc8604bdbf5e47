//! A modal over the page, and the Home tab.

use maud::{Markup, html};
use serde_json::Value;

use super::block::{blocks, plain};
use super::ctx::Ctx;
use super::icon;
use super::json::{list, words};
use super::place::Place;

/// A modal: title, blocks, and the buttons below. `id` and `hash` name the version that is drawn.
pub(crate) fn modal(
    body: &Value,
    id: &str,
    hash: &str,
    depth: usize,
    place: &Place,
    ctx: &Ctx,
) -> Markup {
    let submit = words(body, "submit");
    let close = words(body, "close");
    let close = if close.is_empty() { "Cancel" } else { close };
    let takes_focus = list(body, "blocks")
        .iter()
        .any(|block| block.pointer("/element/focus_on_load") == Some(&Value::Bool(true)));
    html! {
        div.overlay {
            section.modal id=(format!("view-{id}")) role="dialog" aria-modal="true" aria-labelledby="modal-title" tabindex="-1"
                autofocus[!takes_focus] data-version=(format!("{id} {hash}")) {
                form method="post" action="/act" novalidate {
                    button.first-submit type="submit" name="do" value="submit" tabindex="-1" aria-hidden="true" disabled[submit.is_empty()] {}
                    (place.hidden())
                    input type="hidden" name="view_id" value=(id);
                    header {
                        @if depth > 1 {
                            button.btn.icon-only type="submit" name="do" value="close" aria-label="Back to the form before" { (icon::back()) }
                        }
                        h2 id="modal-title" { (plain(words(body, "title"))) }
                        @if depth > 1 { span.quiet { (depth) " of 3" } }
                        button.btn.icon-only.close type="submit" name="do" value="clear" aria-label="Close" { (icon::close()) }
                    }
                    div.modal-body { (blocks(&body["blocks"], ctx)) }
                    footer {
                        button.btn type="submit" name="do" value="close" { (plain(close)) }
                        @if !submit.is_empty() {
                            button.btn.primary type="submit" name="do" value="submit" { (plain(submit)) }
                        }
                    }
                }
            }
        }
    }
}

/// The Home tab as the app published it, or what stands there before it did.
pub(crate) fn home(body: Option<&Value>, id: &str, place: &Place, ctx: &Ctx) -> Markup {
    html! {
        div.home {
            @match body {
                Some(body) => form method="post" action="/act" novalidate {
                    (place.hidden())
                    input type="hidden" name="view_id" value=(id);
                    (blocks(&body["blocks"], ctx))
                },
                None => p.empty { "The app has not published a Home tab for this person yet." },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_dialog_names_itself_and_offers_what_the_view_offers() {
        let body = json!({"type": "modal", "title": {"type": "plain_text", "text": "Week 47"}, "blocks": []});
        let html = modal(&body, "V1", "h", 1, &Place::default(), &sample()).into_string();
        assert!(
            html.contains("<h2 id=\"modal-title\">Week 47</h2>")
                && html.contains(">Cancel</button>"),
            "{html}"
        );
        assert!(
            !html.contains("btn primary"),
            "no submit without a word for it: {html}"
        );
    }
}
