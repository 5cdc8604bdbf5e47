//! Pieces of running text, as mrkdwn and rich text both become, and their drawing.

use maud::{Markup, html};

use super::ctx::Ctx;
use super::emoji;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    Text(String),
    Break,
    Code(String),
    Bold(Vec<Inline>),
    Italic(Vec<Inline>),
    Strike(Vec<Inline>),
    Underline(Vec<Inline>),
    Marked(Vec<Inline>),
    Link {
        url: String,
        label: String,
    },
    /// A person, a group or `@here`; the flag says that the reader is meant.
    Mention {
        name: String,
        is_reader: bool,
    },
    Channel {
        id: String,
        name: String,
    },
    Emoji(String),
    Time {
        shown: String,
        full: String,
    },
    Color(String),
}

impl Inline {
    pub(super) fn user(id: &str, label: Option<&str>, ctx: &Ctx) -> Self {
        let name = ctx.person(id).or(label).unwrap_or(id);
        Self::Mention {
            name: format!("@{name}"),
            is_reader: id == ctx.reader,
        }
    }

    pub(super) fn channel(id: &str, label: Option<&str>, ctx: &Ctx) -> Self {
        let name = ctx.channel(id).or(label).filter(|name| !name.is_empty());
        match name {
            Some(name) => Self::Channel {
                id: id.to_owned(),
                name: name.to_owned(),
            },
            None => Self::Mention {
                name: "#private-channel".to_owned(),
                is_reader: false,
            },
        }
    }

    pub(super) fn group(id: &str, label: Option<&str>, ctx: &Ctx) -> Self {
        let name = ctx
            .group(id)
            .or(label)
            .unwrap_or(id)
            .trim_start_matches('@');
        Self::Mention {
            name: format!("@{name}"),
            is_reader: false,
        }
    }

    pub(super) fn link(url: &str, label: &str) -> Self {
        if is_safe(url) {
            Self::Link {
                url: url.to_owned(),
                label: label.to_owned(),
            }
        } else {
            Self::Text(label.to_owned())
        }
    }
}

/// Addresses that a page may lead to.
pub(super) fn is_safe(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or("").to_ascii_lowercase();
    matches!(
        scheme.as_str(),
        "http" | "https" | "mailto" | "tel" | "slack"
    )
}

/// Draws a line.
pub(super) fn draw(pieces: &[Inline], ctx: &Ctx) -> Markup {
    html! { @for piece in pieces { (draw_one(piece, ctx)) } }
}

fn draw_one(piece: &Inline, ctx: &Ctx) -> Markup {
    match piece {
        Inline::Text(text) => html! { (text) },
        Inline::Break => html! { br; },
        Inline::Code(text) => html! { code { (text) } },
        Inline::Bold(inner) => html! { b { (draw(inner, ctx)) } },
        Inline::Italic(inner) => html! { i { (draw(inner, ctx)) } },
        Inline::Strike(inner) => html! { s { (draw(inner, ctx)) } },
        Inline::Marked(inner) => html! { mark { (draw(inner, ctx)) } },
        Inline::Underline(inner) => html! { u { (draw(inner, ctx)) } },
        Inline::Link { url, label } => {
            html! { a href=(url) target="_blank" rel="noopener noreferrer" { (label) } }
        }
        Inline::Mention { name, is_reader } => html! { span.mention.me[*is_reader] { (name) } },
        Inline::Channel { id, name } => html! {
            a.mention href=(format!("/?as={}&c={id}", ctx.reader)) { "#" (name) }
        },
        Inline::Emoji(name) => match emoji::of(name) {
            Some(sign) => {
                html! { span.emoji role="img" aria-label=(name.split("::").next().unwrap_or(name).replace('_', " ")) title=(format!(":{name}:")) { (sign) } }
            }
            None => html! { ":" (name) ":" },
        },
        Inline::Time { shown, full } => html! { time title=(full) { (shown) } },
        Inline::Color(value) => {
            let is_hex = value.len() == 7
                && value.starts_with('#')
                && value[1..].bytes().all(|b| b.is_ascii_hexdigit());
            html! {
                @if is_hex { span.swatch style=(format!("background:{value}")) {} }
                code { (value) }
            }
        }
    }
}
