//! A form as a modal: fields whose block ids say which field they are, and what it is about as private metadata.

use slack_morphism::blocks::{
    SlackBlock, SlackBlockCheckboxesElement, SlackBlockChoiceItem, SlackBlockDatePickerElement,
    SlackBlockNumberInputElement, SlackBlockPlainTextInputElement, SlackBlockPlainTextOnly,
    SlackBlockStaticSelectElement, SlackBlockUsersSelectElement, SlackHeaderBlock, SlackInputBlock,
    SlackInputBlockElement, SlackModalView, SlackView,
};

use super::fit::Fit;
use super::limits::{
    BOXES, HEADING, INPUT, LABEL, MODAL_BLOCKS, OPTION, OPTION_VALUE, OPTIONS, TITLE, VIEW_JSON,
    cut,
};
use super::native;
use super::parts::{Layout, plain};
use crate::domain::shape::Shape;
use crate::slack::ids;
use crate::words::message::{About, Form, FormPart, Input, Part};

/// The modal of a form; long labels and hints give way where the whole would be more than Slack takes.
#[must_use]
pub fn modal(form: &Form) -> SlackView {
    let view = modal_with(form, LABEL);
    if size(&view) <= VIEW_JSON {
        return view;
    }
    modal_with(form, LABEL / 20)
}

fn size(view: &SlackView) -> usize {
    serde_json::to_string(view).map_or(0, |json| json.len())
}

fn modal_with(form: &Form, label: usize) -> SlackView {
    let about = form.about.as_ref().map(|key| &key.about);
    let blocks = form_blocks(&form.parts, label, about);
    let fields = blocks
        .iter()
        .any(|block| matches!(block, SlackBlock::Input(_)));
    // Slack refuses fields without a button that sends them, and calls that button so itself.
    let submit = form
        .submit
        .as_deref()
        .or(fields.then_some("Submit"))
        .map(|text| plain(text, TITLE));
    let callback = form
        .about
        .as_ref()
        .map_or(ids::PAGE, |key| ids::callback(&key.about));
    SlackView::Modal(
        SlackModalView::new(plain(&form.title, TITLE), blocks)
            .with_close(plain(&form.close, TITLE))
            .opt_submit(submit)
            .with_callback_id(callback.into())
            .opt_private_metadata(form.about.as_ref().map(ids::metadata)),
    )
}

fn form_blocks(form_parts: &[FormPart], label: usize, about: Option<&About>) -> Vec<SlackBlock> {
    // Figures are for messages only.
    let form_parts: Vec<FormPart> = form_parts.iter().map(without_figures).collect();
    let form_parts = form_parts.as_slice();
    let texts = || form_parts.iter().filter_map(as_text);
    let fields = form_parts.len() - texts().count();
    // Text gives way to fields; to cut it visibly takes two blocks.
    let mut fit = Fit::of(
        texts(),
        MODAL_BLOCKS.saturating_sub(fields).max(2),
        Shape::Plain,
    );
    let mut layout = Layout::of(Shape::Plain);
    for part in form_parts {
        match as_text(part) {
            Some(text) => fit.next(text).iter().for_each(|text| layout.push(text)),
            None => layout.blocks.extend(field_block(part, label, about)),
        }
    }
    layout.blocks.truncate(MODAL_BLOCKS);
    layout.blocks
}

fn without_figures(part: &FormPart) -> FormPart {
    match part {
        FormPart::Text(text) => match native::lines(text) {
            Some(lines) => FormPart::Text(Part::Paragraph(lines)),
            None => part.clone(),
        },
        other => other.clone(),
    }
}

fn as_text(part: &FormPart) -> Option<&Part> {
    match part {
        FormPart::Text(text) => Some(text),
        _ => None,
    }
}

fn field_block(part: &FormPart, label: usize, about: Option<&About>) -> Option<SlackBlock> {
    let (input, element) = match part {
        FormPart::Heading(text) => {
            return Some(SlackHeaderBlock::new(plain(text, HEADING)).into());
        }
        FormPart::Number(input) => (input, number(input)),
        FormPart::Value(input) => (input, text(input).into()),
        FormPart::FreeText(input) => (input, text(input).with_multiline(true).into()),
        FormPart::Choice(input, options) => (input, choice(input, options)?),
        FormPart::Several(input, options) => (input, several(input, options)?),
        FormPart::Person(input) => (input, person(input)),
        FormPart::Day(input) => (input, day(input)),
        FormPart::Text(_) => return None,
    };
    let block = SlackInputBlock::new(plain(&input.label, label), element)
        .with_block_id(ids::block_in(about, &input.field).into())
        .opt_hint(input.hint.as_deref().map(|hint| plain(hint, label)))
        .opt_dispatch_action(input.field.acts().then_some(true))
        .with_optional(input.optional);
    Some(block.into())
}

fn number(input: &Input) -> SlackInputBlockElement {
    let percent = |text: &&str| text.parse::<u8>().is_ok_and(|percent| percent <= 100);
    let initial = input.initial.as_deref().filter(percent);
    SlackBlockNumberInputElement::new(false)
        .with_action_id(ids::ANSWER.into())
        .with_min_value("0".to_owned())
        .with_max_value("100".to_owned())
        .opt_initial_value(initial.map(str::to_owned))
        .into()
}

fn text(input: &Input) -> SlackBlockPlainTextInputElement {
    let initial = input.initial.as_deref().filter(|text| !text.is_empty());
    // Slack counts letters and stops there; what gets past it is refused beside the field.
    // What stands there already, and is longer, is not cut: sent, it is refused with what was typed.
    let there = initial.map_or(0, |text| text.chars().count());
    let longest = INPUT.min(input.field.longest().max(there));
    SlackBlockPlainTextInputElement::new()
        .with_action_id(ids::ANSWER.into())
        .with_max_length(longest as u64)
        .opt_initial_value(initial.map(|text| cut(text, longest)))
}

/// A menu; none where there is nothing to choose, which Slack would refuse.
fn choice(input: &Input, options: &[(String, String)]) -> Option<SlackInputBlockElement> {
    let items: Vec<_> = options.iter().take(OPTIONS).map(option).collect();
    if items.is_empty() {
        return None;
    }
    let initial = options
        .iter()
        .take(OPTIONS)
        .find(|(value, _)| Some(value) == input.initial.as_ref())
        .map(option);
    let menu = SlackBlockStaticSelectElement::new()
        .with_action_id(ids::ANSWER.into())
        .with_options(items)
        .opt_initial_option(initial);
    Some(menu.into())
}

/// Boxes to tick; none where there is nothing to tick.
fn several(input: &Input, options: &[(String, String)]) -> Option<SlackInputBlockElement> {
    let ticked = |value: &str| {
        let initial = input.initial.as_deref().unwrap_or_default();
        initial.split(',').any(|ticked| ticked == value)
    };
    let shown = || options.iter().take(BOXES);
    let item = |option: &(String, String)| {
        let (value, text) = option;
        SlackBlockChoiceItem::new(plain(text, OPTION).into(), cut(value, OPTION_VALUE))
    };
    let items: Vec<_> = shown().map(item).collect();
    if items.is_empty() {
        return None;
    }
    let initial: Vec<_> = shown()
        .filter(|(value, _)| ticked(value))
        .map(item)
        .collect();
    let boxes = SlackBlockCheckboxesElement::new(items)
        .with_action_id(ids::ANSWER.into())
        .opt_initial_options((!initial.is_empty()).then_some(initial));
    Some(boxes.into())
}

fn person(input: &Input) -> SlackInputBlockElement {
    // Somebody whom Slack would not know cannot be its initial user, and would make it refuse the whole form.
    let id = |id: &&str| id.starts_with(['U', 'W']);
    let initial = input.initial.as_deref().filter(id);
    SlackBlockUsersSelectElement::new()
        .with_action_id(ids::ANSWER.into())
        .opt_initial_user(initial.map(str::to_owned))
        .into()
}

fn day(input: &Input) -> SlackInputBlockElement {
    let day = |text: &&str| text.parse::<chrono::NaiveDate>().is_ok();
    let initial = input.initial.as_deref().filter(day);
    SlackBlockDatePickerElement::new()
        .with_action_id(ids::ANSWER.into())
        .opt_initial_date(initial.map(str::to_owned))
        .into()
}

fn option((value, text): &(String, String)) -> SlackBlockChoiceItem<SlackBlockPlainTextOnly> {
    SlackBlockChoiceItem::new(plain(text, OPTION), cut(value, OPTION_VALUE))
}
