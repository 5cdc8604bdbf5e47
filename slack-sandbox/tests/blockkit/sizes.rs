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
