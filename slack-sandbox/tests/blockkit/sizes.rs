//! Each limit of length and number, just inside and just outside; and the whole.

use super::*;

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
        ("video title", 199, |n| {
            json!({"type": "video", "alt_text": "a", "title": plain(n),
                "thumbnail_url": "https://a.example/t", "video_url": "https://a.example/v"})
        }),
        ("video author", 49, |n| {
            json!({"type": "video", "alt_text": "a", "title": plain(1), "author_name": chars(n),
                "thumbnail_url": "https://a.example/t", "video_url": "https://a.example/v"})
        }),
        ("min_length", 3000, |n| {
            input(json!({"type": "plain_text_input", "min_length": n}))
        }),
        ("multi_static_select", 100, |n| {
            input(json!({"type": "multi_static_select", "options": options(n)}))
        }),
        ("options of a group", 100, |n| {
            let group = json!({"label": plain(1), "options": options(n)});
            input(json!({"type": "multi_static_select", "option_groups": [group]}))
        }),
        ("option url", 3000, |n| {
            let one = with(
                option("o"),
                json!({"url": format!("https://{}", chars(n - 8))}),
            );
            actions(vec![
                json!({"type": "overflow", "options": [one, option("p")]}),
            ])
        }),
        ("max_selected_items", 100, |n| {
            input(json!({"type": "multi_users_select", "max_selected_items": n}))
        }),
        ("confirm confirm", 30, |n| {
            actions(vec![button(json!({"confirm":
                {"title": plain(1), "text": mrkdwn(1), "confirm": plain(n), "deny": plain(1)}}))])
        }),
        ("agent_prompt", 4000, |n| {
            actions(vec![button(json!({"agent_prompt": chars(n)}))])
        }),
        (
            "image_url",
            3000,
            |n| json!({"type": "image", "alt_text": "a", "image_url": format!("https://{}", chars(n - 8))}),
        ),
        (
            "context text",
            3000,
            |n| json!({"type": "context", "elements": [mrkdwn(n)]}),
        ),
        (
            "icon button text",
            75,
            |n| json!({"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": plain(n)}]}),
        ),
        ("context_actions elements", 5, context_actions),
        ("table columns", 20, |n| {
            json!({"type": "table", "column_settings": vec![json!({"align": "left"}); n],
                "rows": [[{"type": "raw_text", "text": "a"}]]})
        }),
        ("data_table columns", 20, |n| data_table(2, n)),
        ("data_table page_size", 100, |n| {
            with(data_table(2, 1), json!({"page_size": n}))
        }),
        ("chart series", 12, |n| chart(n, 1)),
        ("chart categories", 20, |n| chart(1, n)),
        ("chart series name", 20, |n| {
            let mut one = chart(1, 1);
            one["chart"]["series"][0]["name"] = json!(chars(n));
            one
        }),
        ("card title", 150, |n| card(json!({"title": mrkdwn(n)}))),
        ("card subtitle", 150, |n| {
            card(json!({"subtitle": mrkdwn(n)}))
        }),
        ("card body", 200, |n| card(json!({"body": mrkdwn(n)}))),
        (
            "carousel",
            10,
            |n| json!({"type": "carousel", "elements": vec![card(json!({})); n]}),
        ),
        ("container title", 150, |n| {
            with(
                container(vec![json!({"type": "divider"})]),
                json!({"title": plain(n)}),
            )
        }),
        ("container children", 10, |n| {
            container(vec![json!({"type": "divider"}); n])
        }),
        ("plan tasks", 50, |n| {
            let task = json!({"type": "task_card", "task_id": "t", "title": "t"});
            json!({"type": "plan", "title": "p", "tasks": vec![task; n]})
        }),
        ("rich_text_input lines", 100, |n| {
            input(json!({"type": "rich_text_input", "max_lines": n}))
        }),
        (
            "header level",
            4,
            |n| json!({"type": "header", "text": plain(1), "level": n}),
        ),
    ];
    // Some inputs stand in modals alone.
    let message = |block: Value| match block["type"] == "input" {
        true => faults(Surface::Modal, block),
        false => message(block),
    };
    for (what, limit, build) in most {
        assert_eq!(
            message(build(*limit)),
            Vec::<String>::new(),
            "{what}: {limit} fit"
        );
        let over = message(build(limit + 1));
        // Both rows of a data table have a column too many; a chart's categories and its data go together.
        let twice = ["data_table columns", "chart categories"].contains(what);
        let told = if twice { 2 } else { 1 };
        assert_eq!(
            over.len(),
            told,
            "{what}: {} do not fit: {over:?}",
            limit + 1
        );
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
        json!({"type": "table", "rows": [[]]}),
        json!({"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
        json!({"type": "data_table", "caption": "", "rows": data_table(2, 1)["rows"]}),
        json!({"type": "card", "subtitle": plain(1)}),
        json!({"type": "carousel", "elements": []}),
        json!({"type": "container", "title": plain(1), "child_blocks": []}),
        json!({"type": "context_actions", "elements": []}),
        json!({"type": "markdown", "text": ""}),
        input(json!({"type": "checkboxes", "options": []})),
        input(json!({"type": "static_select", "option_groups": []})),
        input(
            json!({"type": "static_select", "option_groups": [{"label": plain(1), "options": []}]}),
        ),
        input(json!({"type": "multi_users_select", "max_selected_items": 0})),
        input(json!({"type": "conversations_select", "filter": {}})),
        input(json!({"type": "conversations_select", "filter": {"include": []}})),
        input(
            json!({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": []}}),
        ),
        with(
            input(json!({"type": "plain_text_input"})),
            json!({"label": plain(0)}),
        ),
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

#[test]
fn all_markdown_and_all_tables_of_a_message_share_one_limit() {
    let two = |kind: fn(usize) -> Value, first: usize, second: usize| {
        validate_blocks(Surface::Message, &json!([kind(first), kind(second)])).len()
    };
    let markdown = |n| json!({"type": "markdown", "text": chars(n)});
    assert_eq!(two(markdown, 11_999, 1), 0);
    assert_eq!(two(markdown, 11_999, 2), 1);
    let table = |n| json!({"type": "table", "rows": [[{"type": "raw_text", "text": chars(n)}]]});
    assert_eq!(two(table, 9_999, 1), 0);
    assert_eq!(two(table, 9_999, 2), 1);
}

#[test]
fn characters_are_counted_as_unicode_scalars() {
    // A family of four is one glyph, seven scalars and twenty-five bytes.
    let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";
    let header =
        |text: String| json!({"type": "header", "text": {"type": "plain_text", "text": text}});
    assert_eq!(
        message(header(family.repeat(21) + "xyz")),
        Vec::<String>::new()
    );
    assert_eq!(message(header(family.repeat(21) + "wxyz")).len(), 1);
}
