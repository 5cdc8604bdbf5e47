//! Videos and remote files: what Slack shows before they are opened.

use maud::{Markup, html};
use serde_json::Value;

use super::block::plain;
use super::icon;
use super::inline::is_safe;
use super::json::{text, words};

/// A video as its thumbnail, which leads to it: the page plays nothing of other sites.
pub(super) fn video(block: &Value) -> Markup {
    let by: Vec<&str> = [text(block, "provider_name"), text(block, "author_name")]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect();
    let title = words(block, "title");
    let leads = [text(block, "title_url"), text(block, "video_url")];
    let to = leads.into_iter().find(|url| is_safe(url));
    html! {
        figure.b-video {
            @if !by.is_empty() { p.quiet { (by.join(" · ")) } }
            figcaption {
                @if let Some(to) = to { a href=(to) target="_blank" rel="noopener noreferrer" { b { (plain(title)) } } }
                @else { b { (plain(title)) } }
            }
            @if block.get("description").is_some() { p { (plain(words(block, "description"))) } }
            @if is_safe(text(block, "video_url")) {
                a.thumbnail href=(text(block, "video_url")) target="_blank" rel="noopener noreferrer"
                    aria-label=(format!("Play {title}: {}", text(block, "alt_text"))) {
                    img src=(text(block, "thumbnail_url")) alt="" loading="lazy" referrerpolicy="no-referrer";
                    span.play { (icon::play()) }
                }
            }
        }
    }
}

/// A file that was uploaded to the message: a picture is seen, everything else is named.
pub(super) fn uploaded(file: &Value) -> Markup {
    let said = match text(file, "alt_txt") {
        "" => text(file, "title"),
        said => said,
    };
    let address = text(file, "url_private");
    let is_picture = text(file, "mimetype").starts_with("image/");
    let size = file.get("size").and_then(Value::as_u64).unwrap_or(0);
    html! {
        @if is_picture && is_safe(address) {
            figure.b-image { figcaption { (text(file, "title")) } img.wide src=(address) alt=(said) title=(said) loading="lazy"; }
        } @else {
            div.b-file {
                span.sign { (icon::file()) }
                div {
                    @if is_safe(address) { a href=(address) { b { (text(file, "title")) } } } @else { b { (text(file, "title")) } }
                    p.quiet { (text(file, "pretty_type")) " · " (size.div_ceil(1024)) " KB" }
                }
            }
        }
    }
}

pub(super) fn file(block: &Value) -> Markup {
    html! {
        div.b-file {
            span.sign { (icon::file()) }
            div { b { (text(block, "external_id")) } p.quiet { "A remote file" } }
        }
    }
}
