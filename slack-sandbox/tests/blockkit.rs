//! Block Kit just inside and just outside each limit, and everything else that Slack refuses for its form.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the tables read better when values are written where they are used"
)]

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

#[test]
fn says_it_as_slack_does() {
    let long = json!([{"type": "actions", "elements": [button(json!({"text": plain(76)}))]}]);
    let found = validate_blocks(Surface::Message, &long);
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"]
    );
    assert_eq!(
        view(modal(json!({"title": plain(25)}))),
        ["must be less than 25 characters [json-pointer:/view/title/text]"]
    );
}

/// Each property that counts characters or items, and how many it takes at most and at least.
#[test]
fn lengths_and_counts_end_where_slack_ends_them() {
    type Build = fn(usize) -> Value;
    let most: &[(&str, usize, Build)] = &[
        (
            "section text",
            3000,
            |n| json!({"type": "section", "text": mrkdwn(n)}),
        ),
        (
            "section field",
            2000,
            |n| json!({"type": "section", "fields": [mrkdwn(n)]}),
        ),
        (
            "section fields",
            10,
            |n| json!({"type": "section", "fields": vec![plain(1); n]}),
        ),
        (
            "block_id",
            255,
            |n| json!({"type": "divider", "block_id": chars(n)}),
        ),
        (
            "header",
            150,
            |n| json!({"type": "header", "text": plain(n)}),
        ),
        (
            "context elements",
            10,
            |n| json!({"type": "context", "elements": vec![mrkdwn(1); n]}),
        ),
        ("actions elements", 25, |n| {
            actions(vec![button(json!({})); n])
        }),
        ("button text", 75, |n| {
            actions(vec![button(json!({"text": plain(n)}))])
        }),
        ("button value", 2000, |n| {
            actions(vec![button(json!({"value": chars(n)}))])
        }),
        ("button label", 75, |n| {
            actions(vec![button(json!({"accessibility_label": chars(n)}))])
        }),
        ("button url", 3000, |n| {
            actions(vec![button(
                json!({"url": format!("https://{}", chars(n - 8))}),
            )])
        }),
        ("action_id", 255, |n| {
            actions(vec![button(json!({"action_id": chars(n)}))])
        }),
        (
            "image alt",
            2000,
            |n| json!({"type": "image", "image_url": "https://a.example/b.png", "alt_text": chars(n)}),
        ),
        (
            "image title",
            2000,
            |n| json!({"type": "image", "image_url": "https://a.example/b.png", "alt_text": "a", "title": plain(n)}),
        ),
        ("input label", 2000, |n| {
            with(
                input(json!({"type": "plain_text_input"})),
                json!({"label": plain(n)}),
            )
        }),
        ("input hint", 2000, |n| {
            with(
                input(json!({"type": "plain_text_input"})),
                json!({"hint": plain(n)}),
            )
        }),
        ("placeholder", 150, |n| {
            input(json!({"type": "plain_text_input", "placeholder": plain(n)}))
        }),
        ("max_length", 3000, |n| {
            input(json!({"type": "plain_text_input", "max_length": n}))
        }),
        ("static_select", 100, |n| {
            input(json!({"type": "static_select", "options": options(n)}))
        }),
        ("option groups", 100, |n| {
            let group = json!({"label": plain(75), "options": options(1)});
            input(json!({"type": "static_select", "option_groups": vec![group; n]}))
        }),
        ("group label", 75, |n| {
            let group = json!({"label": plain(n), "options": options(1)});
            input(json!({"type": "static_select", "option_groups": [group]}))
        }),
        ("option text", 75, |n| {
            let one = json!({"text": plain(n), "value": "v"});
            input(json!({"type": "static_select", "options": [one]}))
        }),
        ("option value", 150, |n| {
            let one = json!({"text": plain(1), "value": chars(n)});
            input(json!({"type": "multi_static_select", "options": [one]}))
        }),
        ("option description", 75, |n| {
            let one = json!({"text": plain(1), "value": "v", "description": plain(n)});
            input(json!({"type": "static_select", "options": [one]}))
        }),
        ("radio options", 10, |n| {
            input(json!({"type": "radio_buttons", "options": options(n)}))
        }),
        ("checkboxes", 10, |n| {
            input(json!({"type": "checkboxes", "options": options(n)}))
        }),
        ("overflow", 5, |n| {
            actions(vec![json!({"type": "overflow", "options": options(n)})])
        }),
        ("confirm title", 100, |n| {
            actions(vec![button(json!({"confirm":
                {"title": plain(n), "text": mrkdwn(300), "confirm": plain(30), "deny": plain(30)}}))])
        }),
        ("confirm text", 300, |n| {
            actions(vec![button(json!({"confirm":
                {"title": plain(1), "text": mrkdwn(n), "confirm": plain(30), "deny": plain(30)}}))])
        }),
        ("confirm deny", 30, |n| {
            actions(vec![button(json!({"confirm":
                {"title": plain(1), "text": mrkdwn(1), "confirm": plain(1), "deny": plain(n)}}))])
        }),
        ("file_input", 10, |n| {
            input(json!({"type": "file_input", "max_files": n}))
        }),
        (
            "markdown",
            12_000,
            |n| json!({"type": "markdown", "text": chars(n)}),
        ),
        (
            "table rows",
            100,
            |n| json!({"type": "table", "rows": vec![json!([{"type": "raw_text", "text": "a"}]); n]}),
        ),
        (
            "table cells",
            20,
            |n| json!({"type": "table", "rows": [vec![json!({"type": "raw_text", "text": "a"}); n]]}),
        ),
        ("table characters", 10_000, |n| {
            json!({"type": "table", "rows": [[{"type": "raw_text", "text": chars(n / 2)},
                {"type": "raw_text", "text": chars(n - n / 2)}]]})
        }),
        ("data_table rows", 101, |n| {
            json!({"type": "data_table", "caption": "c",
                "rows": vec![json!([{"type": "raw_text", "text": "a"}]); n]})
        }),
        ("chart title", 50, |n| {
            json!({"type": "data_visualization", "title": chars(n),
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}})
        }),
        ("chart segments", 12, |n| {
            json!({"type": "data_visualization", "title": "t",
                "chart": {"type": "pie", "segments": vec![json!({"label": "a", "value": 1}); n]}})
        }),
        ("chart label", 20, |n| {
            json!({"type": "data_visualization", "title": "t",
                "chart": {"type": "pie", "segments": [{"label": chars(n), "value": 1}]}})
        }),
        ("video title", 200, |n| {
            json!({"type": "video", "alt_text": "a", "title": plain(n),
                "thumbnail_url": "https://a.example/t", "video_url": "https://a.example/v"})
        }),
    ];
    for (what, limit, build) in most {
        assert_eq!(
            message(build(*limit)),
            Vec::<String>::new(),
            "{what}: {limit} fit"
        );
        let over = message(build(limit + 1));
        assert_eq!(over.len(), 1, "{what}: {} do not fit: {over:?}", limit + 1);
        if what.contains("url") {
            continue;
        }
        assert!(
            ["less than", "no more than"]
                .iter()
                .any(|words| over[0].contains(words)),
            "{what}: {over:?}"
        );
    }
}

#[test]
fn nothing_is_empty_that_slack_wants_filled() {
    for block in [
        json!({"type": "section"}),
        json!({"type": "section", "text": mrkdwn(0)}),
        json!({"type": "section", "fields": []}),
        json!({"type": "header", "text": plain(0)}),
        json!({"type": "actions", "elements": []}),
        json!({"type": "context", "elements": []}),
        json!({"type": "rich_text", "elements": []}),
        json!({"type": "table", "rows": []}),
        json!({"type": "divider", "block_id": ""}),
        input(json!({"type": "static_select", "options": []})),
        input(json!({"type": "radio_buttons", "options": []})),
        input(json!({"type": "static_select", "options": [{"text": plain(0), "value": "v"}]})),
        actions(vec![json!({"type": "overflow", "options": options(1)})]),
        json!({"type": "image", "image_url": "https://a.example/b.png", "alt_text": ""}),
    ] {
        assert_eq!(
            message(block.clone()).len(),
            1,
            "{block}: {:?}",
            message(block.clone())
        );
    }
}

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
fn blocks_stand_only_on_their_surfaces() {
    let chart = json!({"type": "data_visualization", "title": "t", "chart":
        {"type": "line", "series": [{"name": "s", "data": [{"label": "W1", "value": 1.5}]}],
         "axis_config": {"categories": ["W1"], "y_label": "y"}}});
    let table = json!({"type": "table", "column_settings": [null, {"align": "right"}],
        "rows": [[{"type": "raw_text", "text": ""}, {"type": "raw_number", "value": 3}]]});
    let alert = json!({"type": "alert", "text": mrkdwn(4), "level": "warning"});
    for (block, message, modal, home) in [
        (json!({"type": "divider"}), true, true, true),
        (input(json!({"type": "plain_text_input"})), true, true, true),
        (number(json!({})), true, true, true),
        (json!({"type": "markdown", "text": "a"}), true, false, false),
        (chart, true, false, false),
        (table, true, false, false),
        (alert, false, true, false),
    ] {
        for (surface, fits) in [
            (Surface::Message, message),
            (Surface::Modal, modal),
            (Surface::Home, home),
        ] {
            assert_eq!(
                faults(surface, block.clone()).is_empty(),
                fits,
                "{surface:?}: {block}"
            );
        }
    }
    for (surface, most) in [
        (Surface::Message, 50),
        (Surface::Modal, 100),
        (Surface::Home, 100),
    ] {
        let many = |count| Value::Array(vec![json!({"type": "divider"}); count]);
        assert_eq!(validate_blocks(surface, &many(most)), []);
        assert_eq!(validate_blocks(surface, &many(most + 1)).len(), 1);
    }
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

#[test]
fn a_view_has_its_own_frame() {
    let fine = modal(
        json!({"submit": plain(24), "close": plain(24), "private_metadata": chars(3000),
        "callback_id": chars(255), "external_id": chars(255), "notify_on_close": true,
        "blocks": [number(json!({}))]}),
    );
    assert_eq!(view(fine), Vec::<String>::new());
    assert_eq!(
        view(json!({"type": "home", "blocks": []})),
        Vec::<String>::new()
    );
    for (wrong, wanted) in [
        (
            modal(json!({"submit": plain(25)})),
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (
            modal(json!({"close": mrkdwn(2)})),
            "must be a valid enum value: plain_text [json-pointer:/view/close/type]",
        ),
        (
            modal(json!({"private_metadata": chars(3001)})),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            modal(json!({"callback_id": chars(256)})),
            "must be less than 256 characters [json-pointer:/view/callback_id]",
        ),
        (
            modal(json!({"blocks": [{"type": "divider"}, number(json!({}))]})),
            "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]",
        ),
        (
            json!({"type": "modal", "blocks": []}),
            "missing required field: title [json-pointer:/view]",
        ),
        (
            json!({"type": "home", "blocks": [], "title": plain(3)}),
            "invalid additional property: title [json-pointer:/view]",
        ),
        (
            json!({"type": "page", "blocks": []}),
            "unsupported type: page [json-pointer:/view/type]",
        ),
        (json!([]), "must provide an object [json-pointer:/view]"),
    ] {
        assert_eq!(view(wrong.clone()), [wanted], "{wrong}");
    }
}

#[test]
fn one_element_has_the_focus() {
    let element = json!({"type": "plain_text_input", "focus_on_load": true});
    assert_eq!(
        view(modal(
            json!({"submit": plain(2), "blocks": [input(element.clone())]})
        ))
        .len(),
        0
    );
    assert_eq!(
        view(modal(
            json!({"submit": plain(2), "blocks": [input(element.clone()), input(element)]})
        ))
        .len(),
        1
    );
}

#[test]
fn a_message_is_looked_at_with_its_attachments() {
    let wall = json!([{"type": "wall"}]);
    let found = validate_message(
        &json!({"text": 3, "blocks": wall, "attachments": [{}, {"blocks": wall}]}),
    );
    let pointers: Vec<&str> = found
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        ["/text", "/blocks/0/type", "/attachments/1/blocks/0/type"]
    );
    assert_eq!(validate_message(&json!({"blocks": []})), []);
}

#[test]
fn the_whole_may_be_too_much() {
    let blocks = |filling: usize| json!([{"type": "markdown", "text": "x".repeat(filling)}]);
    let frame = blocks(0).to_string().len();
    assert!(!message_blocks_too_long(&blocks(
        MESSAGE_BLOCKS_CHARACTERS - frame
    )));
    assert!(message_blocks_too_long(&blocks(
        MESSAGE_BLOCKS_CHARACTERS - frame + 1
    )));
    let view = |filling: usize| json!({"private_metadata": "x".repeat(filling)});
    let frame = view(0).to_string().len();
    assert!(!view_too_large(&view(VIEW_BYTES - frame)));
    assert!(view_too_large(&view(VIEW_BYTES - frame + 1)));
}
