//! Bodies laid out for reading: JSON in colours, a form's fields by name with the JSON inside them.

use maud::{Markup, html};
use serde_json::Value;

/// The longest body that is drawn.
const LONGEST: usize = 20_000;

/// A body: JSON, a form, or text.
pub(super) fn readable(body: &str) -> Markup {
    if let Ok(value) = serde_json::from_str::<Value>(body) {
        return json(&value);
    }
    match serde_urlencoded::from_str::<Vec<(String, String)>>(body) {
        Ok(pairs) if !pairs.is_empty() && body.contains('=') => html! {
            dl.form-fields { @for (key, value) in &pairs {
                dt { (key) }
                dd { @match serde_json::from_str::<Value>(value) {
                    Ok(inner @ Value::Object(_)) => (json(&inner)),
                    _ => code { (cut(value)) },
                } }
            } }
        },
        _ => html! { pre tabindex="0" { (cut(body)) } },
    }
}

/// JSON with its keys, strings and numbers told apart.
pub(super) fn json(value: &Value) -> Markup {
    let text = cut(&serde_json::to_string_pretty(value).unwrap_or_default());
    html! {
        pre.json tabindex="0" { @for line in text.split_inclusive('\n') { (coloured(line)) } }
    }
}

/// A line of laid out JSON: perhaps a key, then a value.
fn coloured(line: &str) -> Markup {
    let indent = line.len() - line.trim_start().len();
    let (space, rest) = line.split_at(indent);
    let (key, value) = match rest.split_once("\": ") {
        Some((key, value)) if rest.starts_with('"') => (Some(key), value),
        _ => (None, rest),
    };
    let class = match value.chars().next() {
        Some('"') => "s",
        Some('{' | '[' | '}' | ']') | None => "p",
        Some(_) => "n",
    };
    html! {
        (space) @if let Some(key) = key { span.k { (key) "\"" } ": " } span class=(class) { (value) }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!(
            "{}\n… and {} characters more",
            &text[..at],
            text[at..].chars().count()
        ),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_payload_is_taken_out_of_it_and_laid_out() {
        let html = readable("command=%2Fokr&payload=%7B%22a%22%3A%5B1%2C%22%3Cb%3E%22%5D%7D")
            .into_string();
        assert!(
            html.contains("<dt>command</dt><dd><code>/okr</code></dd>"),
            "{html}"
        );
        assert!(
            html.contains("<span class=\"k\">&quot;a&quot;</span>"),
            "{html}"
        );
        assert!(html.contains("&quot;&lt;b&gt;&quot;"), "{html}");
        assert!(readable("ok").into_string().contains(">ok</pre>"));
    }
}
