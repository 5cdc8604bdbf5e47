//! What a block is made of: fields, formats, first values, ids.

use super::*;

#[test]
fn what_is_missing_unknown_or_of_the_wrong_sort_is_named() {
    for (block, wanted) in [
        (
            json!({"text": plain(1)}),
            "missing required field: type [json-pointer:/blocks/0]",
        ),
        (
            json!("divider"),
            "must provide an object [json-pointer:/blocks/0]",
        ),
        (
            json!({"type": "wall"}),
            "unsupported type: wall [json-pointer:/blocks/0/type]",
        ),
        (
            json!({"type": "divider", "colour": 1}),
            "invalid additional property: colour [json-pointer:/blocks/0]",
        ),
        (
            json!({"type": "header", "text": mrkdwn(1)}),
            "must be a valid enum value: plain_text [json-pointer:/blocks/0/text/type]",
        ),
        (
            json!({"type": "header", "text": "no"}),
            "must provide an object [json-pointer:/blocks/0/text]",
        ),
        (
            json!({"type": "section", "text": {"type": "mrkdwn", "text": "a", "emoji": true}}),
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            actions(vec![button(json!({"style": "default"}))]),
            "must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            actions(vec![
                json!({"type": "number_input", "is_decimal_allowed": true}),
            ]),
            "unsupported type: number_input [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            json!({"type": "section", "text": plain(1), "accessory": {"type": "plain_text_input"}}),
            "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
        ),
        (
            input(button(json!({}))),
            "unsupported type: button [json-pointer:/blocks/0/element/type]",
        ),
        (
            input(json!({"type": "number_input"})),
            "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]",
        ),
        (
            number(json!({"max_value": 100})),
            "must provide a string [json-pointer:/blocks/0/element/max_value]",
        ),
        (
            input(json!({"type": "static_select", "options": options(2), "initial_option": null})),
            "must provide an object [json-pointer:/blocks/0/element/initial_option]",
        ),
        (
            json!({"type": "image", "alt_text": "a"}),
            "must define either `image_url` or `slack_file`, and not both [json-pointer:/blocks/0]",
        ),
        (
            json!({"type": "image", "alt_text": "a", "slack_file": {"id": "f1"}}),
            "invalid slack file [json-pointer:/blocks/0/slack_file]",
        ),
        (
            json!({"type": "rich_text", "elements": [{"type": "rich_text_section",
                "elements": [{"type": "text", "text": "a", "style": {"loud": true}}]}]}),
            "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
        ),
        (
            json!({"type": "image", "alt_text": "a", "slack_file": {"id": "F012ABCDE", "url": "https://a.example"}}),
            "must define either `id` or `url`, and not both [json-pointer:/blocks/0/slack_file]",
        ),
        (
            input(json!({"type": "static_select"})),
            "must define either `options` or `option_groups`, and not both [json-pointer:/blocks/0/element]",
        ),
        (
            input(
                json!({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_blur"]}}),
            ),
            "must be a valid enum value: on_enter_pressed, on_character_entered [json-pointer:/blocks/0/element/dispatch_action_config/trigger_actions_on/0]",
        ),
        (
            input(
                json!({"type": "radio_buttons", "options": [{"text": mrkdwn(1), "value": "v", "url": "https://a.example"}]}),
            ),
            "invalid additional property: url [json-pointer:/blocks/0/element/options/0]",
        ),
        (
            input(json!({"type": "static_select", "options": [{"text": mrkdwn(1), "value": "v"}]})),
            "must be a valid enum value: plain_text [json-pointer:/blocks/0/element/options/0/text/type]",
        ),
        (
            json!({"type": "video", "alt_text": "a", "title": plain(1), "thumbnail_url": "https://a.example/t", "video_url": "http://a.example/v"}),
            "must be an https url [json-pointer:/blocks/0/video_url]",
        ),
        (
            json!({"type": "task_card", "task_id": "t", "title": "t", "status": "done"}),
            "must be a valid enum value: pending, in_progress, complete, error [json-pointer:/blocks/0/status]",
        ),
        (
            json!({"type": "container", "child_blocks": [{"type": "divider"}]}),
            "missing required field: title [json-pointer:/blocks/0]",
        ),
        (
            with(
                container(vec![json!({"type": "divider"})]),
                json!({"default_collapsed": true}),
            ),
            "must define `is_collapsible` as true to be collapsed [json-pointer:/blocks/0/default_collapsed]",
        ),
        (
            json!({"type": "context_actions", "elements": [{"type": "feedback_buttons", "positive_button": {"text": plain(1), "value": "v"}}]}),
            "missing required field: negative_button [json-pointer:/blocks/0/elements/0]",
        ),
        (
            json!({"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]}),
            "missing required field: text [json-pointer:/blocks/0/rows/0/0]",
        ),
    ] {
        assert_eq!(message(block.clone()), [wanted], "{block}");
    }
}

#[test]
fn formats_and_first_values_are_looked_at() {
    for (block, at) in [
        (
            input(json!({"type": "datepicker", "initial_date": "2026-02-30"})),
            "/initial_date",
        ),
        (
            input(json!({"type": "datepicker", "initial_date": "2026-2-3"})),
            "/initial_date",
        ),
        (
            input(json!({"type": "timepicker", "initial_time": "24:00"})),
            "/initial_time",
        ),
        (
            input(json!({"type": "timepicker", "initial_time": "9:00"})),
            "/initial_time",
        ),
        (
            input(json!({"type": "datetimepicker", "initial_date_time": 17})),
            "/initial_date_time",
        ),
        (
            input(json!({"type": "timepicker", "timezone": "Mars/Base"})),
            "/timezone",
        ),
        (number(json!({"initial_value": "4,400"})), "/initial_value"),
        (
            number(json!({"initial_value": "101", "max_value": "100"})),
            "/initial_value",
        ),
        (
            number(json!({"min_value": "2", "max_value": "1"})),
            "/min_value",
        ),
        (
            number(json!({"initial_value": "1.5", "is_decimal_allowed": false})),
            "/initial_value",
        ),
        (
            input(json!({"type": "plain_text_input", "min_length": 5, "max_length": 4})),
            "/min_length",
        ),
        (
            input(
                json!({"type": "static_select", "options": options(2), "initial_option": option("o2")}),
            ),
            "/initial_option",
        ),
        (
            input(
                json!({"type": "checkboxes", "options": options(2), "initial_options": [option("x")]}),
            ),
            "/initial_options/0",
        ),
        (
            input(
                json!({"type": "multi_users_select", "max_selected_items": 1, "initial_users": ["U1", "U2"]}),
            ),
            "/initial_users",
        ),
    ] {
        let found = message(block.clone());
        assert_eq!(found.len(), 1, "{block}: {found:?}");
        assert!(found[0].ends_with(&format!("{at}]")), "{found:?}");
    }
    for block in [
        input(json!({"type": "datepicker", "initial_date": "2028-02-29"})),
        input(json!({"type": "timepicker", "initial_time": "00:00", "timezone": "Europe/Madrid"})),
        input(json!({"type": "datetimepicker", "initial_date_time": 1_795_165_200})),
        number(json!({"initial_value": "-1.5", "min_value": "-2", "max_value": "0"})),
        input(
            json!({"type": "static_select", "initial_option": option("o1"), "option_groups":
            [{"label": plain(1), "options": options(2)}]}),
        ),
        input(json!({"type": "checkboxes", "options": options(2), "initial_options": options(1)})),
    ] {
        assert_eq!(message(block.clone()), Vec::<String>::new(), "{block}");
    }
}

#[test]
fn ids_are_unique_where_they_must_be() {
    let divider = json!({"type": "divider", "block_id": "one"});
    let twice = validate_blocks(Surface::Home, &json!([divider, divider]));
    assert_eq!(
        twice[0].to_string(),
        "`block_id` one already exists [json-pointer:/blocks/1/block_id]"
    );
    let id = button(json!({"action_id": "go"}));
    let within = message(actions(vec![id.clone(), id.clone()]));
    assert_eq!(
        within,
        ["`action_id` go already exists [json-pointer:/blocks/0/elements/1/action_id]"]
    );
    let across = json!([actions(vec![id.clone()]), actions(vec![id])]);
    assert_eq!(validate_blocks(Surface::Message, &across), []);
}

#[test]
fn charts_and_data_tables_are_whole() {
    let series = |labels: &[&str]| {
        let data: Vec<Value> = labels
            .iter()
            .map(|label| json!({"label": label, "value": 1}))
            .collect();
        json!({"type": "data_visualization", "title": "t", "chart": {"type": "bar",
            "series": [{"name": "s", "data": data}], "axis_config": {"categories": ["a", "b"]}}})
    };
    assert_eq!(message(series(&["a", "b"])), Vec::<String>::new());
    assert_eq!(message(series(&["a"])).len(), 1);
    assert_eq!(message(series(&["a", "b", "b"])).len(), 1, "a value each");
    let mut twins = chart(2, 1);
    twins["chart"]["series"][1]["name"] = json!("s0");
    assert_eq!(
        message(twins),
        ["`name` s0 already exists [json-pointer:/blocks/0/chart/series/1/name]"]
    );
    let three = Value::Array(vec![series(&["a", "b"]); 3]);
    assert_eq!(
        validate_blocks(Surface::Message, &three).len(),
        1,
        "two charts a message"
    );
    let cell = json!({"type": "raw_text", "text": "a"});
    let ragged = json!({"type": "data_table", "caption": "c", "rows": [[cell, cell], [cell]]});
    assert_eq!(message(ragged).len(), 1);
    let headless = json!({"type": "data_table", "caption": "c", "rows": [[cell]]});
    assert_eq!(message(headless).len(), 1);
}
