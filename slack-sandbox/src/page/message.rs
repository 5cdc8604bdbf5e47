//! A message in the pane or in a thread: who, when, what, and what was answered.

use maud::{Markup, html};

use super::attachment::attachment;
use super::block::blocks;
use super::ctx::Ctx;
use super::icon;
use super::inline::is_safe;
use super::json::text;
use super::media::uploaded;
use super::mrkdwn::mrkdwn;
use super::place::Place;
use super::time;
use crate::manifest::Manifest;
use crate::state::Message;

/// What the pane knows about a message besides the message.
#[derive(Default)]
pub(super) struct Around {
    /// Drawn without the author's name: the one before is by the same hand.
    pub(super) follows: bool,
    /// Seen by the reader alone.
    pub(super) only_you: bool,
    /// Its thread, seen from the pane.
    pub(super) replies: Option<Replies>,
    /// It stands in the thread's panel.
    pub(super) in_thread: bool,
}

/// The replies to a message.
#[derive(Clone, Copy)]
pub(super) struct Replies {
    pub(super) count: usize,
    /// Those that the reader has not seen.
    pub(super) unread: usize,
    /// When the last was written, in seconds since 1970.
    pub(super) last: u64,
}

pub(super) fn message(
    message: &Message,
    channel: &str,
    around: &Around,
    place: &Place,
    manifest: &Manifest,
    ctx: &Ctx,
) -> Markup {
    let name = author(message, ctx);
    let picture = picture_of(message, name);
    let at = i64::try_from(message.ts.seconds()).unwrap_or(0);
    let ts = message.ts.to_string();
    let clock = html! { time.clock title=(time::full(at, ctx)) { (time::clock(at, ctx)) } };
    let show_name = !around.follows;
    let id = format!("{}-{ts}", if around.in_thread { "r" } else { "m" });
    let replied = message.broadcast && message.is_reply() && !around.in_thread;
    html! {
        article.message.follows[around.follows].only-you[around.only_you] id=(id)
            aria-label=(format!("{name}, {}", time::clock(at, ctx))) {
            div.gutter { @if show_name { (picture) } @else { (clock) } }
            div.body {
                @if around.only_you { p.eyes { (icon::eye()) " Only visible to you" } }
                @if show_name {
                    p.who { b { (name) } @if message.bot_id.is_some() { span.badge { "APP" } } (clock) }
                }
                @if let Some(parent) = message.thread_ts.filter(|_| replied) {
                    p.quiet.in-reply { "replied to " a href=(place.with_thread(&parent.to_string()).href()) { "a thread" } }
                }
                (content(message, channel, place, ctx))
                @if !message.reactions.is_empty() { (reactions(message, ctx)) }
                @if let Some(replies) = around.replies { (answers(replies, &ts, place, ctx)) }
            }
            @if !around.only_you && !message.is_tombstone {
                div.toolbar {
                    @if !around.in_thread && !message.is_reply() {
                        a.btn.icon-only href=(place.with_thread(&ts).href()) aria-label="Reply in thread" title="Reply in thread" { (icon::reply()) }
                    }
                    (shortcuts(channel, &ts, place, manifest))
                }
            }
        }
    }
}

/// The menu of the app's message shortcuts, if it has any.
fn shortcuts(channel: &str, ts: &str, place: &Place, manifest: &Manifest) -> Markup {
    let of_messages: Vec<_> = manifest
        .features
        .shortcuts
        .iter()
        .filter(|one| one.kind == "message")
        .collect();
    html! {
        @if !of_messages.is_empty() {
            details.overflow {
                summary.btn.icon-only aria-label="Message shortcuts" title="Message shortcuts" { (icon::dots()) }
                form.menu method="post" action="/shortcut" {
                    (place.hidden())
                    input type="hidden" name="channel" value=(channel);
                    input type="hidden" name="ts" value=(ts);
                    @for one in of_messages {
                        button type="submit" name="shortcut" value=(one.callback_id) { (one.name) span.below { (one.description) } }
                    }
                }
            }
        }
    }
}

/// The picture that a message of an app brings along, or the author's own.
fn picture_of(message: &Message, name: &str) -> Markup {
    let icons = message.icons.value();
    let emoji = text(&icons, "emoji").trim_matches(':');
    let url = text(&icons, "image_64");
    if let Some(sign) = super::emoji::of(emoji) {
        return html! { span.avatar.of-emoji aria-hidden="true" { (sign) } };
    }
    if is_safe(url) {
        return html! { img.avatar src=(url) alt="" loading="lazy" referrerpolicy="no-referrer"; };
    }
    avatar(name, message.bot_id.is_some())
}

fn author<'a>(message: &'a Message, ctx: &'a Ctx) -> &'a str {
    if let Some(name) = &message.username {
        return name;
    }
    match ctx.person(&message.user) {
        Some(name) => name,
        None if message.user == "USLACKBOT" => "Slackbot",
        None => &message.user,
    }
}

fn reactions(message: &Message, ctx: &Ctx) -> Markup {
    html! {
        ul.reactions aria-label="Reactions" { @for (name, users) in &message.reactions {
            @let who: Vec<&str> = users.iter().map(|id| ctx.person(id).unwrap_or(id)).collect();
            @let said = format!("{} reacted with :{name}:", who.join(", "));
            li.reaction title=(said) {
                span.hidden-label { (said) }
                span aria-hidden="true" {
                    @match super::emoji::of(name) { Some(sign) => span.emoji { (sign) }, None => { ":" (name) ":" } }
                    " " (users.len())
                }
            }
        } }
    }
}

fn answers(replies: Replies, ts: &str, place: &Place, ctx: &Ctx) -> Markup {
    let last = i64::try_from(replies.last).unwrap_or(0);
    html! {
        a.replies.unread[replies.unread > 0] href=(place.with_thread(ts).href()) {
            b { (replies.count) @if replies.count == 1 { " reply" } @else { " replies" } }
            @if replies.unread > 0 { span.new { (replies.unread) " new" } }
            span.quiet { "Last reply " (time::tokens(last, "{date_short_pretty} at {time}", ctx)) }
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
        } @else {
            form method="post" action="/act" novalidate {
                (place.hidden())
                input type="hidden" name="channel" value=(channel);
                input type="hidden" name="ts" value=(message.ts);
                @if !message.blocks.is_empty() {
                    (blocks(&message.blocks.value(), ctx))
                    (mark)
                } @else if !message.text.is_empty() {
                    div.blocks { div.b-section { div.grow { (mrkdwn(&message.text, ctx)) " " (mark) } } }
                }
                @for one in &message.attachments.list() { (attachment(one, ctx)) }
                @for one in &message.files.list() { (uploaded(one)) }
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
