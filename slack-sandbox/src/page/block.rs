//! Blocks as Slack draws them, on every surface.

use maud::{Markup, html};
use serde_json::Value;

use super::card::{card, carousel, container};
use super::chart::chart;
use super::control::{accessory, actions};
use super::ctx::Ctx;
use super::data_table::data_table;
use super::field::input;
use super::icon;
use super::json::{flag, list, text, words};
use super::markdown::markdown;
use super::media::{file, video};
use super::mrkdwn::{mrkdwn, verbatim};
use super::rich_text::rich_text;
use super::table::table;
use super::task::{plan, task_card};

/// Draws a list of blocks.
pub(crate) fn blocks(value: &Value, ctx: &Ctx) -> Markup {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    html! { div.blocks { @for block in list { (draw_block(block, ctx)) } } }
}

pub(super) fn draw_block(block: &Value, ctx: &Ctx) -> Markup {
    match text(block, "type") {
        "section" => section(block, ctx),
        "header" => header(block),
        "divider" => html! { hr; },
        "context" => context(block, ctx),
        "actions" | "context_actions" => actions(block, ctx),
        "image" => image(block),
        "input" => input(block, ctx),
        "rich_text" => html! { div.b-rich { (rich_text(block, ctx)) } },
        "markdown" => markdown(text(block, "text")),
        "table" => table(block, ctx),
        "data_table" => data_table(block, ctx),
        "data_visualization" => chart(block, &ctx.id("chart", text(block, "block_id"))),
        "alert" => alert(block, ctx),
        "video" => video(block),
        "card" => card(block, ctx),
        "carousel" => carousel(block, ctx),
        "container" => container(block, ctx),
        "task_card" => task_card(block, ctx),
        "plan" => plan(block, ctx),
        "file" => file(block),
        other => {
            html! { p.quiet.unknown { "A block of the type “" (other) "” is not drawn here." } }
        }
    }
}

/// Draws a `plain_text` or `mrkdwn` object.
pub(super) fn text_object(value: Option<&Value>, ctx: &Ctx) -> Markup {
    let Some(value) = value else { return html! {} };
    let content = text(value, "text");
    match text(value, "type") {
        "mrkdwn" if flag(value, "verbatim") => verbatim(content, ctx),
        "mrkdwn" => mrkdwn(content, ctx),
        _ => plain(content),
    }
}

/// Plain text with its line breaks and, as Slack does, its emoji.
pub(super) fn plain(content: &str) -> Markup {
    html! {
        @for (n, line) in content.split('\n').enumerate() {
            @if n > 0 { br; }
            (with_emoji(line))
        }
    }
}

fn with_emoji(line: &str) -> Markup {
    let mut parts = line.split(':').peekable();
    let mut out: Vec<(String, Option<&'static str>)> = Vec::new();
    let mut text = parts.next().unwrap_or("").to_owned();
    while let Some(part) = parts.next() {
        match super::emoji::of(part).filter(|_| parts.peek().is_some()) {
            Some(sign) => {
                out.push((std::mem::take(&mut text), Some(sign)));
                text = parts.next().unwrap_or("").to_owned();
            }
            None => {
                text.push(':');
                text.push_str(part);
            }
        }
    }
    html! {
        @for (before, sign) in &out { (before) @if let Some(sign) = sign { span.emoji { (sign) } } }
        (text)
    }
}

fn section(block: &Value, ctx: &Ctx) -> Markup {
    let fields = list(block, "fields");
    html! {
        div.b-section {
            div.grow {
                @if block.get("text").is_some() { p { (text_object(block.get("text"), ctx)) } }
                @if !fields.is_empty() {
                    div.fields { @for field in fields { div { (text_object(Some(field), ctx)) } } }
                }
            }
            @if let Some(element) = block.get("accessory") { (accessory(block, element, ctx)) }
        }
    }
}

fn header(block: &Value) -> Markup {
    let level = block.get("level").and_then(Value::as_u64).unwrap_or(0);
    let words = plain(words(block, "text"));
    // The page's own headings are above: a message's first is the third.
    match level {
        2 => html! { h4.b-header.level-2 { (words) } },
        3 => html! { h5.b-header.level-3 { (words) } },
        4 => html! { h6.b-header.level-4 { (words) } },
        _ => html! { h3.b-header.{ "level-" (level) } { (words) } },
    }
}

/// What the level of an alert is called where it is only a colour.
fn alert(block: &Value, ctx: &Ctx) -> Markup {
    let (level, said, sign) = match text(block, "level") {
        "info" => ("info", "Info", icon::info()),
        "warning" => ("warning", "Warning", icon::warning()),
        "error" => ("error", "Error", icon::warning()),
        "success" => ("success", "Success", icon::tick()),
        _ => ("default", "Note", icon::info()),
    };
    html! {
        div.b-alert.{ "level-" (level) } role="note" aria-label=(said) {
            span.sign { (sign) }
            div.grow { (text_object(block.get("text"), ctx)) }
        }
    }
}

fn context(block: &Value, ctx: &Ctx) -> Markup {
    html! {
        div.b-context {
            @for element in list(block, "elements") {
                @if text(element, "type") == "image" { (picture(element, "tiny")) }
                @else { span.piece { (text_object(Some(element), ctx)) } }
            }
        }
    }
}

fn image(block: &Value) -> Markup {
    html! {
        figure.b-image {
            @if block.get("title").is_some() { figcaption { (plain(words(block, "title"))) } }
            (picture(block, "wide"))
        }
    }
}

/// A picture, or what stands for one that is not there; it keeps its place while it loads.
pub(super) fn picture(element: &Value, size: &str) -> Markup {
    let url = text(element, "image_url");
    let alt = text(element, "alt_text");
    let of_file = element
        .get("slack_file")
        .map(|file| match text(file, "url") {
            "" => format!("/files/{}", text(file, "id")),
            url => url.to_owned(),
        });
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if is_web {
            img class=(size) src=(url) alt=(alt) title=(alt) loading="lazy" referrerpolicy="no-referrer";
        } @else if let Some(address) = of_file {
            img class=(size) src=(address) alt=(alt) title=(alt) loading="lazy";
        } @else {
            span.placeholder class=(size) role="img" aria-label=(alt) { (alt) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;
    use serde_json::json;

    fn drawn(value: &Value) -> String {
        blocks(&json!([value]), &sample()).into_string()
    }

    #[test]
    fn every_text_is_escaped() {
        let evil = "<img src=x onerror=alert(1)>\"'&";
        let plain = json!({"type": "plain_text", "text": evil});
        for block in [
            json!({"type": "header", "text": plain}),
            json!({"type": "section", "text": plain, "fields": [plain]}),
            json!({"type": "section", "text": {"type": "mrkdwn", "text": evil, "verbatim": true}}),
            json!({"type": "context", "elements": [plain, {"type": "image", "image_url": "javascript:1", "alt_text": evil}]}),
            json!({"type": "image", "image_url": evil, "alt_text": evil, "title": plain}),
            json!({"type": "actions", "block_id": evil, "elements": [{"type": "button", "action_id": evil, "text": plain, "url": evil}]}),
            json!({"type": "input", "block_id": evil, "label": plain, "hint": plain, "element":
                {"type": "plain_text_input", "action_id": evil, "placeholder": plain, "initial_value": evil}}),
            json!({"type": "table", "rows": [[{"type": "raw_text", "text": evil}]]}),
            json!({"type": "data_visualization", "title": evil, "chart":
                {"type": "pie", "segments": [{"label": evil, "value": 1}]}}),
            json!({"type": evil}),
        ] {
            let html = drawn(&block);
            assert!(!html.contains("<img src=x"), "{html}");
            assert!(!html.contains("href=\"javascript"), "{html}");
        }
    }

    #[test]
    fn plain_text_knows_emoji_and_nothing_else() {
        assert_eq!(
            plain("*a* :tada: 10:30\nb").into_string(),
            "*a* <span class=\"emoji\">🎉</span> 10:30<br>b"
        );
    }
}
