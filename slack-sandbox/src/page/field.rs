//! An input block: label, field, hint, and the error beside it.

use maud::{Markup, html};
use serde_json::Value;

use super::block::plain;
use super::control::{Role, control, is_group, pair};
use super::ctx::Ctx;
use super::json::{flag, text, words};

pub(super) fn input(block: &Value, ctx: &Ctx) -> Markup {
    let element = &block["element"];
    let block_id = text(block, "block_id");
    let id = ctx.id("f", &pair(block_id, text(element, "action_id")));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let error = ctx.errors.get(block_id).and_then(Value::as_str);
    let hint = words(block, "hint");
    let optional = flag(block, "optional");
    let described: Vec<&str> = [
        (error.is_some(), error_id.as_str()),
        (!hint.is_empty(), hint_id.as_str()),
    ]
    .into_iter()
    .filter_map(|(is_there, id)| is_there.then_some(id))
    .collect();
    let group = is_group(text(element, "type"));
    let role = Role {
        id: (!group).then(|| id.clone()),
        label: None,
        described: (!described.is_empty()).then(|| described.join(" ")),
        required: !optional,
        acts: flag(block, "dispatch_action"),
        confirm: None,
    };
    let label = html! {
        (plain(words(block, "label")))
        @if optional { span.quiet { " (optional)" } }
    };
    let rest = html! {
        (control(block, element, &role, ctx))
        @if let Some(error) = error { p.error id=(error_id) role="alert" { (plain(error)) } }
        @if !hint.is_empty() { p.hint id=(hint_id) { (plain(hint)) } }
    };
    html! {
        @if group {
            fieldset.b-input.wrong[error.is_some()] { legend { (label) } (rest) }
        } @else {
            div.b-input.wrong[error.is_some()] { label for=(id) { (label) } (rest) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;
    use serde_json::{Map, json};

    fn number() -> Value {
        json!({"type": "input", "block_id": "fires", "label": {"type": "plain_text", "text": "Fires"},
            "hint": {"type": "plain_text", "text": "in percent"}, "element":
            {"type": "number_input", "action_id": "share", "is_decimal_allowed": false, "initial_value": "40"}})
    }

    #[test]
    fn a_label_is_bound_and_a_first_value_stands_in_the_field() {
        let html = input(&number(), &sample()).into_string();
        assert!(
            html.contains("<label for=\"f-fires_share\">Fires</label>"),
            "{html}"
        );
        assert!(
            html.contains("id=\"f-fires_share\" type=\"text\" inputmode=\"numeric\""),
            "{html}"
        );
        assert!(
            html.contains("value=\"40\"")
                && html.contains("aria-describedby=\"f-fires_share-hint\""),
            "{html}"
        );
    }

    #[test]
    fn an_error_stands_beside_its_field_and_what_was_typed_stays() {
        let map = |value: Value| match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let values = map(json!({"fires": {"share": {"type": "number_input", "value": "105"}}}));
        let errors = map(json!({"fires": "Adds up to 105: 5 too many."}));
        let html = input(&number(), &sample().filled("", &values, &errors)).into_string();
        assert!(html.contains("value=\"105\""), "{html}");
        assert!(
            html.contains(
                "<p class=\"error\" id=\"f-fires_share-error\" role=\"alert\">Adds up to 105"
            ),
            "{html}"
        );
        let emptied = map(json!({"fires": {"share": {"type": "number_input", "value": null}}}));
        let html = input(&number(), &sample().filled("", &emptied, &Map::new())).into_string();
        assert!(html.contains("value=\"\""), "{html}");
    }

    #[test]
    fn choices_are_labelled_together() {
        let block = json!({"type": "input", "block_id": "b", "optional": true, "label": {"type": "plain_text", "text": "Which?"},
            "element": {"type": "checkboxes", "action_id": "a", "options":
                [{"text": {"type": "mrkdwn", "text": "*One*"}, "value": "1"}, {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}],
                "initial_options": [{"text": {"type": "plain_text", "text": "Two"}, "value": "2"}]}});
        let html = input(&block, &sample()).into_string();
        assert!(
            html.starts_with("<fieldset class=\"b-input\"><legend>Which?"),
            "{html}"
        );
        assert!(
            html.contains("(optional)") && html.contains("<b>One</b>"),
            "{html}"
        );
        assert_eq!(html.matches(" checked").count(), 1);
    }
}
