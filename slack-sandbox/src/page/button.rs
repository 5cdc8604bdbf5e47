//! Buttons of every kind: plain ones, overflow menus, feedback and icon buttons.

use maud::{Markup, html};
use serde_json::Value;

use super::block::plain;
use super::confirm::dialog;
use super::control::{SEPARATOR, pair};
use super::ctx::Ctx;
use super::icon;
use super::inline::is_safe;
use super::json::{list, text, words};

/// A button. One with a question opens it; one that leads somewhere does that too.
pub(super) fn button(block: &Value, element: &Value, ctx: &Ctx) -> Markup {
    let style = match text(element, "style") {
        style @ ("primary" | "danger") => style,
        _ => "",
    };
    let label = Some(text(element, "accessibility_label")).filter(|label| !label.is_empty());
    let url = Some(text(element, "url")).filter(|url| is_safe(url));
    let value = pair(text(block, "block_id"), text(element, "action_id"));
    let id = ctx.id("ask", &value);
    let inner = html! {
        (plain(words(element, "text")))
        @if url.is_some() { span.away { (icon::away()) span.hidden-label { " (opens a page)" } } }
    };
    html! {
        @if let Some(confirm) = element.get("confirm").filter(|confirm| confirm.is_object()) {
            button class={ "btn " (style) } type="button" aria-label=[label] aria-haspopup="dialog"
                command="show-modal" commandfor=(id) { (inner) }
            (dialog(confirm, &id, &value, ctx))
        } @else {
            button class={ "btn " (style) } type="submit" name="press" aria-label=[label] value=(value) data-url=[url] { (inner) }
        }
    }
}

/// A menu behind three dots. Options that lead somewhere are buttons all the same: the app is told.
pub(super) fn overflow(block: &Value, element: &Value, ctx: &Ctx) -> Markup {
    let ids = pair(text(block, "block_id"), text(element, "action_id"));
    let confirm = element.get("confirm").filter(|confirm| confirm.is_object());
    html! {
        details.overflow {
            summary.btn aria-label="More actions" { (icon::dots()) }
            div.menu {
                @for (n, option) in list(element, "options").iter().enumerate() {
                    @let value = format!("{ids}{SEPARATOR}{}", text(option, "value"));
                    @let url = Some(text(option, "url")).filter(|url| is_safe(url));
                    @let id = ctx.id("ask", &format!("{ids}-{n}"));
                    @let inner = html! {
                        (plain(words(option, "text")))
                        @if option.get("description").is_some() { span.below { (plain(words(option, "description"))) } }
                    };
                    @if let Some(confirm) = confirm {
                        button type="button" aria-haspopup="dialog" command="show-modal" commandfor=(id) { (inner) }
                        (dialog(confirm, &id, &value, ctx))
                    } @else {
                        button type="submit" name="press" value=(value) data-url=[url] { (inner) }
                    }
                }
            }
        }
    }
}

/// Thumbs up and down, each with its words for those who hear the page.
pub(super) fn feedback(block: &Value, element: &Value) -> Markup {
    let ids = pair(text(block, "block_id"), text(element, "action_id"));
    html! {
        span.feedback role="group" aria-label="Feedback" {
            @for (side, sign) in [("positive_button", icon::thumb_up()), ("negative_button", icon::thumb_down())] {
                @let one = &element[side];
                @let said = match text(one, "accessibility_label") { "" => words(one, "text"), said => said };
                button.btn.icon-only type="submit" name="press" title=(words(one, "text")) aria-label=(said)
                    value=(format!("{ids}{SEPARATOR}{}", text(one, "value"))) { (sign) }
            }
        }
    }
}

/// A button that is a sign, with its words for those who hear the page.
pub(super) fn icon_button(block: &Value, element: &Value, ctx: &Ctx) -> Markup {
    let words = words(element, "text");
    let said = match text(element, "accessibility_label") {
        "" => words,
        said => said,
    };
    let value = pair(text(block, "block_id"), text(element, "action_id"));
    let id = ctx.id("ask", &value);
    let sign = if text(element, "icon") == "trash" {
        icon::trash()
    } else {
        html! { (words) }
    };
    html! {
        @if let Some(confirm) = element.get("confirm").filter(|confirm| confirm.is_object()) {
            button.btn.icon-only type="button" title=(words) aria-label=(said) command="show-modal" commandfor=(id) { (sign) }
            (dialog(confirm, &id, &value, ctx))
        } @else {
            button.btn.icon-only type="submit" name="press" title=(words) aria-label=(said) value=(value) { (sign) }
        }
    }
}
