//! A message in the pane or in a thread: who, when, what, and what was answered.

use maud::{Markup, html};
use serde_json::Value;

use super::block::{blocks, text_object};
use super::ctx::Ctx;
use super::icon;
use super::json::{list, text};
use super::mrkdwn::mrkdwn;
use super::place::Place;
use super::time;
use crate::state::Message;

/// What the pane knows about a message besides the message.
#[derive(Default)]
pub(super) struct Around {
    /// Drawn without the author's name: the one before is by the same hand.
    pub(super) follows: bool,
    /// Seen by the reader alone.
    pub(super) only_you: bool,
    /// Replies, and the time of the last.
    pub(super) replies: Option<(usize, u64)>,
}

pub(super) fn message(
    message: &Message,
    channel: &str,
    around: &Around,
    place: &Place,
    ctx: &Ctx,
) -> Markup {
    let name = ctx
        .person(&message.user)
        .unwrap_or(if message.user == "USLACKBOT" {
            "Slackbot"
        } else {
            &message.user
        });
    let at = i64::try_from(message.ts.seconds()).unwrap_or(0);
    let ts = message.ts.to_string();
    let clock = html! { time.clock title=(time::full(at, ctx)) { (time::clock(at, ctx)) } };
    let show_name = !around.follows;
    html! {
        article.message.follows[around.follows].only-you[around.only_you] id=(format!("m-{ts}"))
            aria-label=(format!("{name}, {}", time::clock(at, ctx))) {
            div.gutter { @if show_name { (avatar(name, message.bot_id.is_some())) } @else { (clock) } }
            div.body {
                @if around.only_you { p.eyes { (icon::eye()) " Only visible to you" } }
                @if show_name {
                    p.who { b { (name) } @if message.bot_id.is_some() { span.badge { "APP" } } (clock) }
                }
                (content(message, channel, place, ctx))
                @if !message.reactions.is_empty() {
                    p.reactions { @for (name, users) in &message.reactions {
                        span.reaction title=(format!(":{name}:")) { (super::emoji::of(name).unwrap_or("▫")) " " (users.len()) }
                    } }
                }
                @if let Some((count, last)) = around.replies {
                    a.replies href=(place.with_thread(&ts).href()) {
                        b { (count) @if count == 1 { " reply" } @else { " replies" } }
                        span.quiet { " Last reply " (time::tokens(i64::try_from(last).unwrap_or(0), "{date_short_pretty} at {time}", ctx)) }
                    }
                }
            }
            @if !around.only_you && !message.is_tombstone && place.thread.is_empty() {
                a.reply-link href=(place.with_thread(&ts).href()) aria-label="Reply in thread" title="Reply in thread" { (icon::reply()) }
            }
        }
    }
}

fn content(message: &Message, channel: &str, place: &Place, ctx: &Ctx) -> Markup {
    let edited = message
        .edited
        .as_ref()
        .map(|(_, at)| time::full(i64::try_from(at.seconds()).unwrap_or(0), ctx));
    let mark = html! { @if let Some(when) = &edited { span.edited title=(when) { "(edited)" } } };
    html! {
        @if message.is_tombstone {
            p.quiet { "This message was deleted." }
        } @else if message.blocks.is_empty() {
            div.blocks { div.b-section { p { (mrkdwn(&message.text, ctx)) " " (mark) } } }
        } @else {
            form method="post" action="/act" novalidate {
                (place.hidden())
                input type="hidden" name="channel" value=(channel);
                input type="hidden" name="ts" value=(message.ts);
                (blocks(&message.blocks.value(), ctx))
                (mark)
            }
        }
        @for attachment in &message.attachments.list() { (draw_attachment(attachment, ctx)) }
    }
}

fn draw_attachment(attachment: &Value, ctx: &Ctx) -> Markup {
    html! {
        div.attachment {
            @if !list(attachment, "blocks").is_empty() { (blocks(&attachment["blocks"], ctx)) }
            @else {
                @if attachment.get("title").is_some() { p { b { (text(attachment, "title")) } } }
                p { (mrkdwn(text(attachment, "text"), ctx)) }
                @for field in list(attachment, "fields") {
                    p { b { (text(field, "title")) } br; (text_object(Some(&serde_json::json!({"type": "mrkdwn", "text": text(field, "value")})), ctx)) }
                }
            }
        }
    }
}

/// Initials on a colour of their own; an app has a sign.
pub(super) fn avatar(name: &str, is_app: bool) -> Markup {
    let initials: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .collect();
    let hue = name
        .bytes()
        .fold(7u32, |sum, byte| (sum * 131 + u32::from(byte)) % 3607);
    html! {
        span.avatar.app[is_app] style=(format!("--hue:{}", hue % 360)) aria-hidden="true" {
            (initials.to_uppercase())
        }
    }
}
