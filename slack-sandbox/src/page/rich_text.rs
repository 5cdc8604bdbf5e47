//! Rich text: sections, lists, quotes and preformatted parts.

use maud::{Markup, html};
use serde_json::Value;

use super::ctx::Ctx;
use super::inline::{Inline, draw};
use super::json::{list, text};
use super::time;

/// Draws the elements of a rich text.
pub(super) fn rich_text(value: &Value, ctx: &Ctx) -> Markup {
    html! {
        @for part in list(value, "elements") {
            @match text(part, "type") {
                "rich_text_list" => (bullets(part, ctx)),
                "rich_text_preformatted" => pre { (draw(&pieces(part, ctx), ctx)) },
                "rich_text_quote" => blockquote { (draw(&pieces(part, ctx), ctx)) },
                _ => span.run { (draw(&pieces(part, ctx), ctx)) },
            }
        }
    }
}

fn bullets(part: &Value, ctx: &Ctx) -> Markup {
    let number = |key: &str| part.get(key).and_then(Value::as_u64).unwrap_or(0);
    let indent = format!("indent-{}", number("indent").min(8));
    let items = html! {
        @for item in list(part, "elements") { li { (draw(&pieces(item, ctx), ctx)) } }
    };
    html! {
        @if text(part, "style") == "ordered" {
            ol class=(indent) start=(number("offset") + 1) { (items) }
        } @else {
            ul class=(indent) { (items) }
        }
    }
}

fn pieces(part: &Value, ctx: &Ctx) -> Vec<Inline> {
    list(part, "elements")
        .iter()
        .flat_map(|element| styled(element, ctx))
        .collect()
}

fn styled(element: &Value, ctx: &Ctx) -> Vec<Inline> {
    let is = |flag: &str| element.pointer(&format!("/style/{flag}")) == Some(&Value::Bool(true));
    let mut pieces = if is("code") && text(element, "type") == "text" {
        vec![Inline::Code(text(element, "text").to_owned())]
    } else {
        plain(element, ctx)
    };
    if is("underline") {
        pieces = vec![Inline::Underline(pieces)];
    }
    if is("strike") {
        pieces = vec![Inline::Strike(pieces)];
    }
    if is("italic") {
        pieces = vec![Inline::Italic(pieces)];
    }
    if is("bold") {
        pieces = vec![Inline::Bold(pieces)];
    }
    pieces
}

fn plain(element: &Value, ctx: &Ctx) -> Vec<Inline> {
    let of = |key: &str| text(element, key);
    let piece = match of("type") {
        "text" => return lines(of("text")),
        "link" => Inline::link(
            of("url"),
            if of("text").is_empty() {
                of("url")
            } else {
                of("text")
            },
        ),
        "emoji" => Inline::Emoji(of("name").to_owned()),
        "user" => Inline::user(of("user_id"), None, ctx),
        "channel" => Inline::channel(of("channel_id"), None, ctx),
        "usergroup" => Inline::group(of("usergroup_id"), None, ctx),
        "broadcast" => Inline::Mention {
            name: format!("@{}", of("range")),
            is_reader: true,
        },
        "color" => Inline::Color(of("value").to_owned()),
        "date" => match element.get("timestamp").and_then(Value::as_i64) {
            Some(at) => Inline::Time {
                shown: time::tokens(at, of("format"), ctx),
                full: time::full(at, ctx),
            },
            None => Inline::Text(of("fallback").to_owned()),
        },
        "message_mention" => Inline::link(
            of("url"),
            if of("text").is_empty() {
                "a message"
            } else {
                of("text")
            },
        ),
        _ => return Vec::new(),
    };
    vec![piece]
}

fn lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push(Inline::Break);
        }
        if !line.is_empty() {
            out.push(Inline::Text(line.to_owned()));
        }
    }
    out
}

/// Rich text as plain text, for a field that edits it.
pub(super) fn as_plain(value: &Value) -> String {
    let parts = list(value, "elements").iter().map(|part| {
        list(part, "elements")
            .iter()
            .map(|element| text(element, "text"))
            .collect::<String>()
    });
    parts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;
    use serde_json::json;

    #[test]
    fn text_is_text_whatever_it_looks_like() {
        let value = json!({"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [
                {"type": "text", "text": "*not bold* <!channel> <b>", "style": {"bold": true, "italic": true}},
                {"type": "user", "user_id": "U1"}]},
            {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "x\ny", "style": {"code": true}}]}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "q\nr"}]}]});
        assert_eq!(
            rich_text(&value, &sample()).into_string(),
            "<span class=\"run\"><b><i>*not bold* &lt;!channel&gt; &lt;b&gt;</i></b>\
             <span class=\"mention me\">@Ana Ruiz</span></span>\
             <ol class=\"indent-1\" start=\"3\"><li><code>x\ny</code></li></ol>\
             <blockquote>q<br>r</blockquote>"
        );
    }
}
