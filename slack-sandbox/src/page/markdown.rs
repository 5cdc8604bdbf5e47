//! The `markdown` block: standard Markdown, by pulldown-cmark. HTML in it is text, and so are addresses that lead
//! nowhere safe; a picture is a link to it, as in Slack.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html::push_html};

use super::inline::is_safe;

pub(super) fn markdown(text: &str) -> Markup {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(text.len() * 2);
    let mut links = Vec::new();
    let harmless = Parser::new_ext(text, options).filter_map(|event| harmless(event, &mut links));
    push_html(&mut out, harmless);
    // A `<` of the text is escaped, so these are the links alone.
    let out = out.replace(
        "<a href=",
        "<a target=\"_blank\" rel=\"noopener noreferrer\" href=",
    );
    html! { div.b-markdown { (PreEscaped(out)) } }
}

/// `links` holds, for each link that is open, whether it leads somewhere safe.
fn harmless<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::TaskListMarker(done) => Some(Event::InlineHtml(CowStr::Borrowed(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
        }))),
        Event::Start(
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            },
        ) => {
            let safe = is_safe(&dest_url);
            links.push(safe);
            let link = Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                title,
                id: CowStr::Borrowed(""),
            };
            safe.then_some(Event::Start(link))
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            let safe = links.pop().unwrap_or(false);
            safe.then_some(Event::End(TagEnd::Link))
        }
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_what_it_means_and_html_stays_text() {
        let html = markdown("# One\n\n**b** ~~s~~ <b onclick=x>\n\n- [x] done\n\n|a|\n|-|\n|1|")
            .into_string();
        for part in [
            "<h1>One</h1>",
            "<strong>b</strong>",
            "<del>s</del>",
            "&lt;b onclick=x&gt;",
            "checked",
            "<th>a</th>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        let html = markdown(
            "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](https://e.example/p.png)",
        )
        .into_string();
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && html.contains("<p>x <a"),
            "{html}"
        );
        assert!(
            html.contains(" href=\"https://e.example/p.png\">p</a>"),
            "{html}"
        );
    }
}
