//! Slack's own markup, read into pieces and drawn. What a person typed is never taken for HTML.

use maud::{Markup, html};

use super::ctx::Ctx;
use super::inline::{Inline, draw};
use super::{emoji, time};

/// Whether bare addresses become links.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Addresses {
    Linked,
    Verbatim,
}

/// Draws a text in mrkdwn.
pub(crate) fn mrkdwn(text: &str, ctx: &Ctx) -> Markup {
    draw_text(text, Addresses::Linked, ctx)
}

/// Draws a text in mrkdwn whose `verbatim` is set.
pub(super) fn verbatim(text: &str, ctx: &Ctx) -> Markup {
    draw_text(text, Addresses::Verbatim, ctx)
}

fn draw_text(text: &str, addresses: Addresses, ctx: &Ctx) -> Markup {
    html! {
        @for (n, part) in text.split("```").enumerate() {
            @let closed = n % 2 == 1 && text.matches("```").count() > n;
            @if closed {
                pre { (decode(part.trim_matches('\n'))) }
            } @else {
                @let part = if n % 2 == 1 { format!("```{part}") } else { part.to_owned() };
                @let part = if n > 0 { part.strip_prefix('\n').unwrap_or(&part) } else { &part };
                @if !part.is_empty() { (paragraphs(part, addresses, ctx)) }
            }
        }
    }
}

/// Lines, with runs of quoted ones as quotes.
fn paragraphs(text: &str, addresses: Addresses, ctx: &Ctx) -> Markup {
    let mut runs: Vec<(bool, Vec<&str>)> = Vec::new();
    let mut all_quoted = false;
    for line in text.split('\n') {
        let (quoted, line) = match line
            .strip_prefix("&gt;&gt;&gt;")
            .or_else(|| line.strip_prefix(">>>"))
        {
            Some(rest) => {
                all_quoted = true;
                (true, rest)
            }
            None => match line.strip_prefix("&gt;").or_else(|| line.strip_prefix('>')) {
                Some(rest) => (true, rest),
                None => (all_quoted, line),
            },
        };
        let line = if quoted {
            line.strip_prefix(' ').unwrap_or(line)
        } else {
            line
        };
        match runs.last_mut() {
            Some((same, lines)) if *same == quoted => lines.push(line),
            _ => runs.push((quoted, vec![line])),
        }
    }
    html! {
        @for (quoted, lines) in runs {
            @let drawn = draw(&pieces(&lines.join("\n"), addresses, ctx), ctx);
            @if quoted { blockquote { (drawn) } } @else { span.run { (drawn) } }
        }
    }
}

/// Undoes the three entities that Slack's texts carry.
pub(super) fn decode(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn pieces(text: &str, addresses: Addresses, ctx: &Ctx) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match special(rest, c, before, addresses, ctx) {
            Some((piece, length)) => {
                if !plain.is_empty() {
                    out.push(Inline::Text(decode(&std::mem::take(&mut plain))));
                }
                out.extend(piece);
                before = rest[..length].chars().next_back();
                at += length;
            }
            None => {
                plain.push(c);
                before = Some(c);
                at += c.len_utf8();
            }
        }
    }
    if !plain.is_empty() {
        out.push(Inline::Text(decode(&plain)));
    }
    out
}

/// A piece at the start of the text, and how many bytes it takes; nothing if the text starts plainly.
fn special(
    rest: &str,
    c: char,
    before: Option<char>,
    addresses: Addresses,
    ctx: &Ctx,
) -> Option<(Vec<Inline>, usize)> {
    let at_word_start = before.is_none_or(|c| !c.is_alphanumeric());
    match c {
        '\n' => Some((vec![Inline::Break], 1)),
        '<' => {
            let end = rest
                .find(['>', '\n'])
                .filter(|end| rest.as_bytes()[*end] == b'>')?;
            Some((vec![token(&rest[1..end], ctx)?], end + 1))
        }
        '`' => {
            let end = rest[1..]
                .find(['`', '\n'])
                .map(|end| end + 1)
                .filter(|end| *end > 1 && rest.as_bytes()[*end] == b'`')?;
            Some((vec![Inline::Code(decode(&rest[1..end]))], end + 1))
        }
        '*' | '_' | '~' if at_word_start => {
            let end = closing(rest, c)?;
            let inner = pieces(&rest[1..end], addresses, ctx);
            let piece = match c {
                '*' => Inline::Bold(inner),
                '_' => Inline::Italic(inner),
                _ => Inline::Strike(inner),
            };
            Some((vec![piece], end + 1))
        }
        ':' => {
            let end = rest[1..].find(':')? + 1;
            let name = &rest[1..end];
            emoji::of(name)?;
            Some((vec![Inline::Emoji(name.to_owned())], end + 1))
        }
        'h' if at_word_start && addresses == Addresses::Linked => {
            let is_address = rest.starts_with("https://") || rest.starts_with("http://");
            let end = rest
                .find(|c: char| c.is_whitespace() || "<>|`".contains(c))
                .unwrap_or(rest.len());
            let address = rest[..end].trim_end_matches(|c| ".,;:!?)*_~".contains(c));
            (is_address && address.len() > 8).then(|| {
                (
                    vec![Inline::link(&decode(address), &decode(address))],
                    address.len(),
                )
            })
        }
        _ => None,
    }
}

/// Where the same sign closes what it opened, on the same line, outside of tokens and code.
fn closing(rest: &str, sign: char) -> Option<usize> {
    let mut before = sign;
    let mut inside: Option<char> = None;
    for (at, c) in rest.char_indices().skip(1) {
        match (inside, c) {
            (_, '\n') => return None,
            (Some(end), c) if c == end => inside = None,
            (Some(_), _) => {}
            (None, '<') if rest[at..].contains('>') => inside = Some('>'),
            (None, '`') if rest[at + 1..].contains('`') => inside = Some('`'),
            (None, c) if c == sign && at > 1 && !before.is_whitespace() => {
                let after = rest[at + c.len_utf8()..].chars().next();
                if after.is_none_or(|c| !c.is_alphanumeric() && c != sign) {
                    return Some(at);
                }
            }
            (None, c) if at == 1 && (c.is_whitespace() || c == sign) => return None,
            _ => {}
        }
        before = c;
    }
    None
}

/// What stands between angle brackets.
fn token(inner: &str, ctx: &Ctx) -> Option<Inline> {
    let (body, label) = match inner.split_once('|') {
        Some((body, label)) => (body, Some(label)),
        None => (inner, None),
    };
    if let Some(id) = body.strip_prefix('@') {
        return Some(Inline::user(id, label, ctx));
    }
    if let Some(id) = body.strip_prefix('#') {
        return Some(Inline::channel(id, label, ctx));
    }
    if let Some(special) = body.strip_prefix('!') {
        return Some(match special.split('^').collect::<Vec<_>>()[..] {
            ["subteam", id] => Inline::group(id, label, ctx),
            ["date", seconds, format, ..] => date(seconds, format, label.unwrap_or(format), ctx),
            _ => {
                let name = special.split('^').next().unwrap_or(special);
                Inline::Mention {
                    name: format!("@{name}"),
                    is_reader: matches!(name, "here" | "channel" | "everyone"),
                }
            }
        });
    }
    let url = decode(body);
    let is_address = url
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.chars().all(char::is_alphanumeric));
    let shown = url.strip_prefix("mailto:").unwrap_or(&url);
    is_address.then(|| Inline::link(&url, &label.map_or_else(|| shown.to_owned(), decode)))
}

fn date(seconds: &str, format: &str, fallback: &str, ctx: &Ctx) -> Inline {
    match seconds.parse() {
        Ok(seconds) => Inline::Time {
            shown: time::tokens(seconds, format, ctx),
            full: time::full(seconds, ctx),
        },
        Err(_) => Inline::Text(decode(fallback)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ctx::sample;
    use super::*;

    fn check(text: &str, wanted: &str) {
        let drawn = mrkdwn(text, &sample()).into_string();
        assert_eq!(
            drawn
                .replace("<span class=\"run\">", "")
                .replace("</span>", ""),
            wanted.replace("</span>", ""),
            "{text}"
        );
    }

    #[test]
    fn signs_mark_whole_words_only() {
        check(
            "*bold* _it_ ~gone~ `a*b*`",
            "<b>bold</b> <i>it</i> <s>gone</s> <code>a*b*</code>",
        );
        check("2*3*4 snake_case_name a ~ b", "2*3*4 snake_case_name a ~ b");
        check("*a _b_ c*", "<b>a <i>b</i> c</b>");
        check("* not * and ** too", "* not * and ** too");
        check("*PAY-1.2 Weekly*:", "<b>PAY-1.2 Weekly</b>:");
        check("*one\ntwo*", "*one<br>two*");
    }

    #[test]
    fn tokens_become_names_and_links() {
        check("<@U1>", "<span class=\"mention me\">@Ana Ruiz</span>");
        check(
            "<!subteam^S1> <!here>",
            "<span class=\"mention\">@leads</span> <span class=\"mention me\">@here</span>",
        );
        check(
            "<https://a.example/?a=1&amp;b=2|a &amp; b>",
            "<a href=\"https://a.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\">a &amp; b</a>",
        );
        check(
            "<#C2>",
            "<a class=\"mention\" href=\"/?as=U1&amp;c=C2\">#leadership</a>",
        );
        check(
            "<!date^1795165200^{date_num}|then>",
            "<time title=\"Friday 20 November 2026 at 10:00 (Europe/Madrid)\">2026-11-20</time>",
        );
    }

    #[test]
    fn quotes_and_fences_stand_by_themselves() {
        check("a\n&gt; b\n> c\nd", "a<blockquote>b<br>c</blockquote>d");
        check(
            "see ```x\n *y* &lt;``` end",
            "see <pre>x\n *y* &lt;</pre> end",
        );
        check("open ``` fence", "open ``` fence");
    }

    #[test]
    fn hostile_text_stays_text() {
        check(
            "<script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        );
        check("&lt;b&gt; & \"q\"", "&lt;b&gt; &amp; &quot;q&quot;");
        check("<javascript:alert(1)|click>", "click");
        check("<@U2>", "<span class=\"mention\">@Ben &lt;b&gt;</span>");
        check("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;");
        check(
            "`<img src=x onerror=1>`",
            "<code>&lt;img src=x onerror=1&gt;</code>",
        );
        check(
            "<https://a\"onclick=x|y>",
            "<a href=\"https://a&quot;onclick=x\" target=\"_blank\" rel=\"noopener noreferrer\">y</a>",
        );
    }

    #[test]
    fn known_emoji_are_drawn_and_unknown_ones_left() {
        assert!(
            mrkdwn(":tada: 10:30:00 :nope:", &sample())
                .into_string()
                .contains("🎉")
        );
        assert!(
            mrkdwn(":tada: 10:30:00 :nope:", &sample())
                .into_string()
                .ends_with("10:30:00 :nope:</span>")
        );
    }
}
