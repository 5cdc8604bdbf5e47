//! Block Kit just inside and just outside each limit, and everything else that Slack refuses for its form.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the tables read better when values are written where they are used"
)]

mod forms;
mod sizes;
mod surfaces;

use serde_json::{Value, json};
use slack_sandbox::blockkit::{
    MESSAGE_BLOCKS_CHARACTERS, Surface, VIEW_BYTES, message_blocks_too_long, validate_blocks,
    validate_message, validate_view, view_too_large,
};

fn faults(surface: Surface, block: Value) -> Vec<String> {
    validate_blocks(surface, &Value::Array(vec![block]))
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn message(block: Value) -> Vec<String> {
    faults(Surface::Message, block)
}

fn chars(count: usize) -> String {
    "ä".repeat(count)
}

fn plain(count: usize) -> Value {
    json!({"type": "plain_text", "text": chars(count)})
}

fn mrkdwn(count: usize) -> Value {
    json!({"type": "mrkdwn", "text": chars(count)})
}

fn option(value: &str) -> Value {
    json!({"text": {"type": "plain_text", "text": value}, "value": value})
}

fn options(count: usize) -> Vec<Value> {
    (0..count).map(|n| option(&format!("o{n}"))).collect()
}

fn button(more: Value) -> Value {
    with(json!({"type": "button", "text": plain(2)}), more)
}

fn with(mut base: Value, more: Value) -> Value {
    for (key, value) in more.as_object().expect("what is added is an object") {
        base[key] = value.clone();
    }
    base
}

fn actions(elements: Vec<Value>) -> Value {
    json!({"type": "actions", "elements": elements})
}

fn input(element: Value) -> Value {
    json!({"type": "input", "label": plain(3), "element": element})
}

fn number(more: Value) -> Value {
    input(with(
        json!({"type": "number_input", "is_decimal_allowed": true}),
        more,
    ))
}

fn modal(more: Value) -> Value {
    with(
        json!({"type": "modal", "title": plain(24), "blocks": []}),
        more,
    )
}

fn view(view: Value) -> Vec<String> {
    validate_view(&view)
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn rich_text() -> Value {
    json!({"type": "rich_text", "elements": [{"type": "rich_text_section",
        "elements": [{"type": "text", "text": "a"}]}]})
}

fn data_table(rows: usize, columns: usize) -> Value {
    let row = vec![json!({"type": "raw_text", "text": "a"}); columns];
    json!({"type": "data_table", "caption": "c", "rows": vec![row; rows]})
}

fn chart(series: usize, categories: usize) -> Value {
    let labels: Vec<String> = (0..categories).map(|n| format!("c{n}")).collect();
    let data: Vec<Value> = labels
        .iter()
        .map(|label| json!({"label": label, "value": 1}))
        .collect();
    let series: Vec<Value> = (0..series)
        .map(|n| json!({"name": format!("s{n}"), "data": data}))
        .collect();
    json!({"type": "data_visualization", "title": "t",
        "chart": {"type": "line", "series": series, "axis_config": {"categories": labels}}})
}

fn card(more: Value) -> Value {
    with(json!({"type": "card", "title": mrkdwn(1)}), more)
}

fn container(children: Vec<Value>) -> Value {
    json!({"type": "container", "title": plain(1), "child_blocks": children})
}

fn context_actions(count: usize) -> Value {
    let element = |n| json!({"type": "icon_button", "icon": "trash", "text": plain(1), "action_id": format!("a{n}")});
    let elements: Vec<Value> = (0..count).map(element).collect();
    json!({"type": "context_actions", "elements": elements})
}
