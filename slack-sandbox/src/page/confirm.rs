//! The question before an action: a dialog that the browser opens and closes by itself, without a script.

use maud::{Markup, html};
use serde_json::Value;

use super::block::{plain, text_object};
use super::ctx::Ctx;
use super::json::{text, words};

/// The dialog. Saying yes presses `value`; its id is what a button's `commandfor` names.
pub(super) fn dialog(confirm: &Value, id: &str, value: &str, ctx: &Ctx) -> Markup {
    let or = |key: &str, other: &'static str| match words(confirm, key) {
        "" => other.to_owned(),
        words => words.to_owned(),
    };
    let style = if text(confirm, "style") == "danger" {
        "danger"
    } else {
        "primary"
    };
    html! {
        dialog.confirm id=(id) aria-labelledby=(format!("{id}-title")) aria-describedby=(format!("{id}-text")) {
            h3 id=(format!("{id}-title")) { (plain(words(confirm, "title"))) }
            p id=(format!("{id}-text")) { (text_object(confirm.get("text"), ctx)) }
            div.answers {
                button.btn type="button" command="close" commandfor=(id) { (plain(&or("deny", "Cancel"))) }
                button class={ "btn " (style) } type="submit" name="press" value=(value) { (plain(&or("confirm", "Yes"))) }
            }
        }
    }
}
