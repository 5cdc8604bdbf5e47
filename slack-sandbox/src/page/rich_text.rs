//! Rich text: sections, lists, quotes and preformatted parts.

use maud::{Markup, html};
use serde_json::Value;

use super::ctx::Ctx;
use super::inline::{Inline, draw};
use super::json::{list, text};
use super::time;

/// Draws the elements of a rich text. Lists that follow each other are one, each deeper one inside an item.
pub(super) fn rich_text(value: &Value, ctx: &Ctx) -> Markup {
    let parts = list(value, "elements");
    let is_list = |part: &&Value| text(part, "type") == "rich_text_list";
    html! {
        @for run in parts.chunk_by(|a, b| is_list(&a) && is_list(&b)) {
            @if run.first().is_some_and(|part| is_list(&part)) { (lists(run, ctx)) }
            @else { @for part in run { (piece(part, ctx)) } }
        }
    }
}

fn piece(part: &Value, ctx: &Ctx) -> Markup {
    let border = Some("bordered").filter(|_| number(part, "border") > 0);
    let inner = draw(&pieces(part, ctx), ctx);
    match text(part, "type") {
        "rich_text_preformatted" => html! { pre class=[border] { (inner) } },
        "rich_text_quote" => html! { blockquote class=[border] { (inner) } },
        _ => html! { span.run { (inner) } },
    }
}

fn number(part: &Value, key: &str) -> u64 {
    part.get(key).and_then(Value::as_u64).unwrap_or(0)
}

/// Lists of one run: the deeper ones that follow a list stand in its last item.
fn lists(run: &[Value], ctx: &Ctx) -> Markup {
    let Some((first, rest)) = run.split_first() else {
        return html! {};
    };
    let depth = number(first, "indent");
    let deeper = rest
        .iter()
        .take_while(|part| number(part, "indent") > depth)
        .count();
    let (inside, after) = rest.split_at(deeper);
    html! { (one_list(first, &lists(inside, ctx), ctx)) (lists(after, ctx)) }
}

fn one_list(part: &Value, inside: &Markup, ctx: &Ctx) -> Markup {
    let all = list(part, "elements");
    let bordered = number(part, "border") > 0;
    let class = format!(
        "depth-{}{}",
        number(part, "indent") % 3,
        if bordered { " bordered" } else { "" }
    );
    let items = html! {
        @for (n, item) in all.iter().enumerate() {
            li { (draw(&pieces(item, ctx), ctx)) @if n + 1 == all.len() { (inside) } }
        }
    };
    html! {
        @if text(part, "style") == "ordered" {
            ol class=(class) start=(number(part, "offset") + 1) { (items) }
        } @else {
            ul class=(class) { (items) }
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
    if is("highlight") || is("client_highlight") {
        pieces = vec![Inline::Marked(pieces)];
    }
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
        "emoji" => Inline::Emoji(match element.get("skin_tone").and_then(Value::as_u64) {
            Some(tone @ 2..=6) => format!("{}::skin-tone-{tone}", of("name")),
            _ => of("name").to_owned(),
        }),
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

/// Rich text as plain text, for a field that edits it and for sorting by it.
pub(super) fn as_plain(value: &Value) -> String {
    fn words(part: &Value) -> String {
        let inner: Vec<String> = list(part, "elements").iter().map(words).collect();
        let apart = if text(part, "type") == "rich_text_list" {
            "\n"
        } else {
            ""
        };
        let own = match text(part, "type") {
            "emoji" => format!(":{}:", text(part, "name")),
            "link" if text(part, "text").is_empty() => text(part, "url").to_owned(),
            _ => text(part, "text").to_owned(),
        };
        own + &inner.join(apart)
    }
    let parts = list(value, "elements").iter().map(words);
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
             <ol class=\"depth-1\" start=\"3\"><li><code>x\ny</code></li></ol>\
             <blockquote>q<br>r</blockquote>"
        );
    }
}
