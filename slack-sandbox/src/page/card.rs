//! Cards, carousels of them, and containers that hold other blocks.

use maud::{Markup, html};
use serde_json::Value;

use super::block::{draw_block, picture, plain, text_object};
use super::button::button;
use super::ctx::Ctx;
use super::json::{flag, list, text, words};
use super::rich_text::rich_text;

pub(super) fn card(block: &Value, ctx: &Ctx) -> Markup {
    let actions = list(block, "actions");
    html! {
        div.b-card {
            @if let Some(hero) = block.get("hero_image") { (picture(hero, "hero")) }
            div.card-body {
                @if let Some(icon) = block.get("icon") { (picture(icon, "small")) }
                div.grow {
                    @if block.get("title").is_some() { h4 { (text_object(block.get("title"), ctx)) } }
                    @if block.get("subtitle").is_some() { p.quiet { (text_object(block.get("subtitle"), ctx)) } }
                    @if block.get("body").is_some() { p.card-text { (text_object(block.get("body"), ctx)) } }
                }
            }
            @if !actions.is_empty() {
                div.b-actions { @for element in actions { (button(block, element, ctx)) } }
            }
        }
    }
}

/// Cards beside each other; what does not fit is reached by scrolling, with the keyboard too.
pub(super) fn carousel(block: &Value, ctx: &Ctx) -> Markup {
    let cards = list(block, "elements");
    html! {
        ul.b-carousel tabindex="0" aria-label=(format!("{} cards", cards.len())) {
            @for one in cards { li { (card(one, ctx)) } }
        }
    }
}

pub(super) fn container(block: &Value, ctx: &Ctx) -> Markup {
    let width = match text(block, "width") {
        width @ ("narrow" | "wide" | "full") => width,
        _ => "standard",
    };
    let head = html! {
        @if let Some(icon) = block.get("icon") { (picture(icon, "small")) }
        span.grow {
            b { @match block.get("rich_text_title") {
                Some(title) => (rich_text(title, ctx)),
                None => (plain(words(block, "title"))),
            } }
            @if block.get("subtitle").is_some() { span.quiet.below { (text_object(block.get("subtitle"), ctx)) } }
        }
    };
    let inner = html! {
        div.blocks { @for child in list(block, "child_blocks") { (draw_block(child, ctx)) } }
    };
    let class = format!(
        "b-container {width}{}",
        if flag(block, "has_header_divider") {
            " divided"
        } else {
            ""
        }
    );
    html! {
        @if flag(block, "is_collapsible") {
            details class=(class) open[!flag(block, "default_collapsed")] { summary.container-head { (head) } (inner) }
        } @else {
            section class=(class) { div.container-head { (head) } (inner) }
        }
    }
}
