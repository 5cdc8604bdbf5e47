//! Parts as blocks. What people typed travels as `rich_text` or `plain_text`, where nothing is markup.

use slack_morphism::SlackRelaxedUrl;
use slack_morphism::blocks::{
    SlackActionBlockElement, SlackActionsBlock, SlackBlock, SlackBlockButtonElement,
    SlackBlockButtonStyle, SlackBlockConfirmItem, SlackBlockPlainText, SlackBlockPlainTextOnly,
    SlackContextBlock, SlackDividerBlock, SlackRichTextBlock, SlackRichTextElement,
    SlackRichTextInlineElement, SlackRichTextLink, SlackRichTextList, SlackRichTextListElement,
    SlackRichTextListStyle, SlackRichTextQuote, SlackRichTextSection, SlackRichTextText,
};

use super::limits::{BUTTON, CONFIRM_BUTTON, CONFIRM_TEXT, CONFIRM_TITLE, ID, ROW, TEXT, cut};
use super::native;
use crate::domain::shape::Shape;
use crate::slack::ids;
use crate::words::message::{Button, Line, Part, Span, Style, Sure};

/// Blocks, as they grow from top to bottom.
pub struct Layout {
    /// What stands so far.
    pub blocks: Vec<SlackBlock>,
    shape: Shape,
    rows_seen: Vec<String>,
}

impl Layout {
    /// Nothing yet, in a shape.
    pub fn of(shape: Shape) -> Self {
        Self {
            blocks: Vec::new(),
            shape,
            rows_seen: Vec::new(),
        }
    }

    /// Puts a part, which was made to fit, below the others.
    pub fn push(&mut self, part: &Part) {
        let block = match part {
            Part::Paragraph(lines) => rich(section(lines).into()),
            Part::Bullets(lines) => rich(bullets(lines).into()),
            Part::Quote(lines) => rich(SlackRichTextQuote::new(spans(lines)).into()),
            Part::Small(lines) => small(lines),
            Part::Divider => SlackDividerBlock::new().into(),
            Part::Chart(_) | Part::Table(_) => {
                self.blocks.extend(native::block(part, self.shape));
                return;
            }
            Part::Buttons(buttons) => {
                for row in rows(buttons) {
                    let row = self.actions(&row);
                    self.blocks.push(row);
                }
                return;
            }
        };
        self.blocks.push(block);
    }

    /// A row, whose id stays the same as long as the surface has the same rows about the same thing before it.
    fn actions(&mut self, row: &[&Button]) -> SlackBlock {
        let (kind, value) = (ids::row(&row[0].press), row[0].press.value());
        let row_id = format!("{kind}:{value}");
        let before = self
            .rows_seen
            .iter()
            .filter(|seen| **seen == row_id)
            .count();
        let id = match before {
            0 => row_id.clone(),
            again => format!("{kind}:{}:{value}", again + 1),
        };
        self.rows_seen.push(row_id);
        let elements = row.iter().map(|button| button_element(button)).collect();
        SlackActionsBlock::new(elements)
            .with_block_id(cut(&id, ID).into())
            .into()
    }
}

/// Plain text in which `:fire:` stays what it is.
pub fn plain(text: &str, most: usize) -> SlackBlockPlainTextOnly {
    plain_text(text, most).into()
}

fn plain_text(text: &str, most: usize) -> SlackBlockPlainText {
    SlackBlockPlainText::new(cut(text, most)).with_emoji(false)
}

fn rich(element: SlackRichTextElement) -> SlackBlock {
    SlackRichTextBlock::new(vec![element]).into()
}

fn section(lines: &[Line]) -> SlackRichTextSection {
    SlackRichTextSection::new(spans(lines))
}

fn bullets(lines: &[Line]) -> SlackRichTextList {
    let elements = lines
        .iter()
        .map(|line| SlackRichTextListElement::Section(section(std::slice::from_ref(line))))
        .collect();
    SlackRichTextList::new(SlackRichTextListStyle::Bullet, elements)
}

fn spans(lines: &[Line]) -> Vec<SlackRichTextInlineElement> {
    let mut elements = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            elements.push(SlackRichTextText::new("\n".to_owned()).into());
        }
        let visible = line.0.iter().filter(|span| !span.text.is_empty());
        elements.extend(visible.map(element));
    }
    elements
}

fn element(span: &Span) -> SlackRichTextInlineElement {
    match span.style {
        Style::Link => SlackRichTextLink::new(SlackRelaxedUrl(span.text.clone())).into(),
        _ => styled(span).into(),
    }
}

fn styled(span: &Span) -> SlackRichTextText {
    let text = SlackRichTextText::new(span.text.clone());
    match span.style {
        Style::Plain | Style::Drawn | Style::Link => text,
        Style::Bold => text.bold(),
        Style::Italic => text.italic(),
        Style::Code => text.code(),
    }
}

fn small(lines: &[Line]) -> SlackBlock {
    let lines: Vec<_> = lines.iter().map(Line::text).collect();
    SlackContextBlock::new(vec![plain_text(&lines.join("\n"), TEXT).into()]).into()
}

/// Buttons in rows: what is about one thing in a row, because the row's id is that thing's, and no action twice in
/// a row.
pub fn rows(buttons: &[Button]) -> Vec<Vec<&Button>> {
    let mut rows: Vec<Vec<&Button>> = Vec::new();
    for button in buttons {
        let belongs = |row: &Vec<&Button>| {
            let same = |other: &&Button| ids::action(&other.press) == ids::action(&button.press);
            let about = |press| (ids::row(press), press.value());
            let together = about(&row[0].press) == about(&button.press);
            row.len() < ROW && together && !row.iter().any(same)
        };
        match rows.last_mut() {
            Some(row) if belongs(row) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

/// The question before a press that cannot be taken back.
fn confirm(sure: Sure) -> SlackBlockConfirmItem {
    SlackBlockConfirmItem::new(
        plain(sure.title, CONFIRM_TITLE),
        plain_text(sure.says, CONFIRM_TEXT).into(),
        plain(sure.yes, CONFIRM_BUTTON),
        plain(sure.no, CONFIRM_BUTTON),
    )
}

fn button_element(button: &Button) -> SlackActionBlockElement {
    SlackBlockButtonElement::new(plain(&button.label, BUTTON))
        .with_action_id(ids::action(&button.press).into())
        .with_value(button.press.value().to_owned())
        .opt_style(button.primary.then_some(SlackBlockButtonStyle::Primary))
        .opt_confirm(button.press.sure().map(confirm))
        .into()
}
