//! Legacy attachments: a coloured bar, and beside it blocks or the older fields.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::block::{blocks, picture, text_object};
use super::ctx::Ctx;
use super::inline::is_safe;
use super::json::{flag, list, text};
use super::mrkdwn::mrkdwn;
use super::time;

pub(super) fn attachment(one: &Value, ctx: &Ctx) -> Markup {
    let bar = colour(text(one, "color")).map(|colour| format!("border-color:{colour}"));
    let of_blocks = !list(one, "blocks").is_empty();
    html! {
        @if !text(one, "pretext").is_empty() { p { (mrkdwn(text(one, "pretext"), ctx)) } }
        div.attachment style=[bar] {
            @if of_blocks { (blocks(&one["blocks"], ctx)) } @else { (older(one, ctx)) }
        }
    }
}

/// The colour of the bar: a hex number or one of three words.
fn colour(said: &str) -> Option<String> {
    let hex = said.trim_start_matches('#');
    match said {
        "good" => Some("#2eb67d".to_owned()),
        "warning" => Some("#ecb22e".to_owned()),
        "danger" => Some("#e01e5a".to_owned()),
        _ if matches!(hex.len(), 3 | 6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Some(format!("#{hex}"))
        }
        _ => None,
    }
}

fn older(one: &Value, ctx: &Ctx) -> Markup {
    let title = text(one, "title");
    let fields = list(one, "fields");
    let mrkdwn_object = |words: &str| json!({"type": "mrkdwn", "text": words});
    let image = |key: &str| {
        (!text(one, key).is_empty())
            .then(|| json!({"image_url": text(one, key), "alt_text": title}))
    };
    html! {
        @if !text(one, "author_name").is_empty() { p.quiet { b { (text(one, "author_name")) } } }
        @if !title.is_empty() {
            p { b { @if is_safe(text(one, "title_link")) {
                a href=(text(one, "title_link")) target="_blank" rel="noopener noreferrer" { (title) }
            } @else { (title) } } }
        }
        @if !text(one, "text").is_empty() { p { (mrkdwn(text(one, "text"), ctx)) } }
        @if !fields.is_empty() {
            div.fields { @for field in fields {
                div.whole[!flag(field, "short")] { b { (text(field, "title")) } br;
                    (text_object(Some(&mrkdwn_object(text(field, "value"))), ctx)) }
            } }
        }
        @for key in ["image_url", "thumb_url"] { @if let Some(image) = image(key) { (picture(&image, if key == "thumb_url" { "square" } else { "wide" })) } }
        @if !text(one, "footer").is_empty() {
            p.quiet.footer { (text(one, "footer"))
                @if let Some(at) = one.get("ts").and_then(Value::as_i64) { " · " (time::tokens(at, "{date_short_pretty} at {time}", ctx)) } }
        }
    }
}
