//! Menus whose options the app gives while a person types.
//!
//! What is chosen is a value like any other; until the app has been asked, it can be typed.

use maud::{Markup, html};
use serde_json::Value;

use super::control::{Role, field_name};
use super::ctx::Ctx;
use super::json::{text, words};

/// A field with what is chosen.
pub(super) fn select(
    element: &Value,
    ids: (&str, &str),
    entry: Option<&Value>,
    role: &Role<'_>,
    ctx: &Ctx,
) -> Markup {
    let name = field_name(ids.0, ids.1);
    let placeholder = words(element, "placeholder");
    let _ = (entry, ctx, text(element, "type"));
    html! {
        input type="text" id=[role.id.as_ref()] name=(name) placeholder=(placeholder) aria-label=[role.label]
            aria-describedby=[role.described.as_ref()] autocomplete="off" data-acts=[role.acts.then_some("")];
    }
}
