//! Where blocks stand: messages, modals, the Home tab.

use super::*;

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

#[test]
fn blocks_stand_only_on_their_surfaces() {
    let chart = json!({"type": "data_visualization", "title": "t", "chart":
        {"type": "line", "series": [{"name": "s", "data": [{"label": "W1", "value": 1.5}]}],
         "axis_config": {"categories": ["W1"], "y_label": "y"}}});
    let table = json!({"type": "table", "column_settings": [null, {"align": "right"}],
        "rows": [[{"type": "raw_text", "text": " "}, {"type": "raw_number", "value": 3, "text": "3"}]]});
    let alert = json!({"type": "alert", "text": mrkdwn(4), "level": "warning"});
    for (block, message, modal, home) in [
        (json!({"type": "divider"}), true, true, true),
        (input(json!({"type": "plain_text_input"})), true, true, true),
        (number(json!({})), true, true, true),
        (json!({"type": "markdown", "text": "a"}), true, false, false),
        (chart, true, false, false),
        (table, true, false, false),
        (alert, false, true, false),
        (input(json!({"type": "file_input"})), false, true, false),
        (input(json!({"type": "email_text_input"})), true, true, true),
        (
            json!({"type": "header", "text": plain(1)}),
            true,
            true,
            true,
        ),
        (
            json!({"type": "context", "elements": [plain(1)]}),
            true,
            true,
            true,
        ),
        (actions(vec![button(json!({}))]), true, true, true),
        (rich_text(), true, true, true),
        (data_table(2, 1), true, false, false),
        (card(json!({})), true, false, true),
        (
            json!({"type": "carousel", "elements": [card(json!({}))]}),
            true,
            false,
            true,
        ),
        (
            container(vec![json!({"type": "divider"})]),
            true,
            false,
            false,
        ),
        (json!({"type": "plan", "title": "p"}), true, false, false),
        (
            json!({"type": "task_card", "task_id": "t", "title": "t"}),
            true,
            false,
            false,
        ),
        (context_actions(1), true, false, false),
        (
            json!({"type": "file", "external_id": "e", "source": "remote"}),
            true,
            false,
            false,
        ),
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
fn elements_stand_only_in_their_blocks() {
    let select = |kind: &str| match kind {
        "static_select" | "multi_static_select" => json!({"type": kind, "options": options(2)}),
        "radio_buttons" | "checkboxes" | "overflow" => json!({"type": kind, "options": options(2)}),
        "number_input" => json!({"type": kind, "is_decimal_allowed": true}),
        "image" => json!({"type": kind, "image_url": "https://a.example/b.png", "alt_text": "a"}),
        "button" => button(json!({})),
        "workflow_button" => {
            json!({"type": kind, "text": plain(2), "workflow": {"trigger": {"url": "https://a.example"}}})
        }
        _ => json!({"type": kind}),
    };
    // Beside a section, in a row of actions, in an input, in a context.
    for (kind, places) in [
        ("button", [true, true, false, false]),
        ("workflow_button", [true, true, false, false]),
        ("overflow", [true, true, false, false]),
        ("image", [true, false, false, true]),
        ("static_select", [true, true, true, false]),
        ("external_select", [true, true, true, false]),
        ("users_select", [true, true, true, false]),
        ("conversations_select", [true, true, true, false]),
        ("channels_select", [true, true, true, false]),
        ("multi_static_select", [true, true, true, false]),
        ("multi_external_select", [true, true, true, false]),
        ("multi_users_select", [true, true, true, false]),
        ("multi_conversations_select", [true, true, true, false]),
        ("multi_channels_select", [true, true, true, false]),
        ("radio_buttons", [true, true, true, false]),
        ("checkboxes", [true, true, true, false]),
        ("datepicker", [true, true, true, false]),
        ("timepicker", [true, true, true, false]),
        ("datetimepicker", [false, true, true, false]),
        ("rich_text_input", [false, true, true, false]),
        ("plain_text_input", [false, false, true, false]),
        ("number_input", [false, false, true, false]),
        ("email_text_input", [false, false, true, false]),
        ("url_text_input", [false, false, true, false]),
        ("file_input", [false, false, true, false]),
    ] {
        let blocks = [
            json!({"type": "section", "text": plain(1), "accessory": select(kind)}),
            actions(vec![select(kind)]),
            input(select(kind)),
            json!({"type": "context", "elements": [select(kind)]}),
        ];
        for (block, fits) in blocks.into_iter().zip(places) {
            let found = faults(Surface::Modal, block.clone());
            assert_eq!(found.is_empty(), fits, "{block}: {found:?}");
            if !fits {
                assert!(
                    found[0].starts_with(&format!("unsupported type: {kind}")),
                    "{found:?}"
                );
            }
        }
    }
}

#[test]
fn a_container_holds_plain_blocks_alone() {
    for (child, fits) in [
        (json!({"type": "divider"}), true),
        (json!({"type": "section", "text": plain(1)}), true),
        (rich_text(), true),
        (
            json!({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}),
            true,
        ),
        (json!({"type": "markdown", "text": "a"}), false),
        (container(vec![json!({"type": "divider"})]), false),
        (card(json!({})), false),
    ] {
        let found = message(container(vec![child.clone()]));
        assert_eq!(found.is_empty(), fits, "{child}: {found:?}");
    }
    let twice = container(vec![json!({"type": "divider", "block_id": "a"}); 2]);
    assert_eq!(
        message(twice),
        ["`block_id` a already exists [json-pointer:/blocks/0/child_blocks/1/block_id]"]
    );
}
