//! The interactive elements, a table each, and which of them each block takes.

use serde_json::{Map, Value};

use super::Faults;
use super::objects::{
    ACTION_ID, CHOICE_WITH_MARKUP, CHOICE_WITH_URL, CONFIRM, DISPATCH, FOCUS, PLACEHOLDER,
    SLACK_FILE, STYLES, initial_among_options, one_image_source,
};
use super::rich_text::RICH_TEXT;
use super::rule::Rule::{
    Among, Bool, Date, Decimal, Int, List, Object, OneOf, Plain, Str, Time, Url, Zone,
};
use super::rule::{Kind, Rule, is_decimal, kind, kind_also, may, must};
use super::selects::{
    CHANNELS_SELECT, CONVERSATIONS_SELECT, EXTERNAL_SELECT, INITIAL, MULTI_CHANNELS_SELECT,
    MULTI_CONVERSATIONS_SELECT, MULTI_EXTERNAL_SELECT, MULTI_STATIC_SELECT, MULTI_USERS_SELECT,
    STATIC_SELECT, USERS_SELECT,
};

static ID: Rule = Str(1, 255);

pub(super) static BUTTON: Kind = kind(
    "button",
    &[
        ACTION_ID,
        must("text", Plain(75)),
        may("url", Url(3000)),
        may("value", Str(0, 2000)),
        may("style", Among(STYLES)),
        may("accessibility_label", Str(1, 75)),
        may("agent_prompt", Str(1, 4000)),
        may("agent_prompt_display", Str(1, 4000)),
        may("visible_to_user_ids", List(1, 100, &ID)),
        CONFIRM,
    ],
);
static INPUT_PARAMETER: Kind = kind(
    "input_parameter",
    &[must("name", Str(1, 255)), must("value", Str(0, 3000))],
);
static TRIGGER: Kind = kind(
    "trigger",
    &[
        must("url", Url(3000)),
        may(
            "customizable_input_parameters",
            List(0, 100, &Object(&INPUT_PARAMETER)),
        ),
    ],
);
static WORKFLOW: Kind = kind("workflow", &[must("trigger", Object(&TRIGGER))]);
static WORKFLOW_BUTTON: Kind = kind(
    "workflow_button",
    &[
        ACTION_ID,
        must("text", Plain(75)),
        must("workflow", Object(&WORKFLOW)),
        may("style", Among(STYLES)),
        may("accessibility_label", Str(1, 75)),
        CONFIRM,
    ],
);
static OVERFLOW: Kind = kind(
    "overflow",
    &[
        ACTION_ID,
        must("options", List(2, 5, &CHOICE_WITH_URL)),
        CONFIRM,
    ],
);
pub(super) static IMAGE: Kind = kind_also(
    "image",
    &[
        may("image_url", Url(3000)),
        SLACK_FILE,
        must("alt_text", Str(1, 2000)),
    ],
    one_image_source,
);

static RADIO_BUTTONS: Kind = kind_also(
    "radio_buttons",
    &[
        ACTION_ID,
        must("options", List(1, 10, &CHOICE_WITH_MARKUP)),
        may("initial_option", Object(INITIAL)),
        CONFIRM,
        FOCUS,
    ],
    initial_among_options,
);
static CHECKBOXES: Kind = kind_also(
    "checkboxes",
    &[
        ACTION_ID,
        must("options", List(1, 10, &CHOICE_WITH_MARKUP)),
        may("initial_options", List(1, 10, &CHOICE_WITH_MARKUP)),
        CONFIRM,
        FOCUS,
    ],
    initial_among_options,
);

static DATEPICKER: Kind = kind(
    "datepicker",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_date", Date),
        CONFIRM,
        FOCUS,
    ],
);
static TIMEPICKER: Kind = kind(
    "timepicker",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_time", Time),
        may("timezone", Zone),
        CONFIRM,
        FOCUS,
    ],
);
static DATETIMEPICKER: Kind = kind(
    "datetimepicker",
    &[
        ACTION_ID,
        may("initial_date_time", Int(1_000_000_000, 9_999_999_999)),
        CONFIRM,
        FOCUS,
    ],
);

static PLAIN_TEXT_INPUT: Kind = kind_also(
    "plain_text_input",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_value", Str(0, 3000)),
        may("multiline", Bool),
        may("min_length", Int(0, 3000)),
        may("max_length", Int(1, 3000)),
        DISPATCH,
        FOCUS,
    ],
    |map, at, faults| {
        let bound = |name: &str| map.get(name).and_then(Value::as_u64);
        if let (Some(min), Some(max)) = (bound("min_length"), bound("max_length"))
            && min > max
        {
            faults.add(
                format!("{at}/min_length"),
                "must be less than or equal to `max_length`",
            );
        }
    },
);
static EMAIL_INPUT: Kind = kind(
    "email_text_input",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_value", Str(0, 3000)),
        DISPATCH,
        FOCUS,
    ],
);
static URL_INPUT: Kind = kind(
    "url_text_input",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_value", Str(0, 3000)),
        DISPATCH,
        FOCUS,
    ],
);
static NUMBER_INPUT: Kind = kind_also(
    "number_input",
    &[
        ACTION_ID,
        PLACEHOLDER,
        must("is_decimal_allowed", Bool),
        may("initial_value", Decimal),
        may("min_value", Decimal),
        may("max_value", Decimal),
        DISPATCH,
        FOCUS,
    ],
    number_bounds,
);
static RICH_TEXT_INPUT: Kind = kind(
    "rich_text_input",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_value", OneOf(&[&RICH_TEXT])),
        may("min_lines", Int(1, 100)),
        may("max_lines", Int(1, 100)),
        DISPATCH,
        FOCUS,
    ],
);
static FILE_INPUT: Kind = kind(
    "file_input",
    &[
        ACTION_ID,
        may("filetypes", List(1, 100, &ID)),
        may("max_files", Int(1, 10)),
    ],
);

fn number_bounds(map: &Map<String, Value>, at: &str, faults: &mut Faults) {
    let text = |name: &str| {
        map.get(name)
            .and_then(Value::as_str)
            .filter(|text| is_decimal(text))
    };
    let number = |name: &str| text(name).and_then(|text| text.parse::<f64>().ok());
    if map.get("is_decimal_allowed") == Some(&Value::Bool(false)) {
        for name in ["initial_value", "min_value", "max_value"] {
            if text(name).is_some_and(|text| text.contains('.')) {
                faults.add(
                    format!("{at}/{name}"),
                    "must be an integer, as `is_decimal_allowed` is false",
                );
            }
        }
    }
    let (min, max, initial) = (
        number("min_value"),
        number("max_value"),
        number("initial_value"),
    );
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        faults.add(
            format!("{at}/min_value"),
            "must be less than or equal to `max_value`",
        );
    }
    if initial.zip(min).is_some_and(|(initial, min)| initial < min)
        || initial.zip(max).is_some_and(|(initial, max)| initial > max)
    {
        faults.add(
            format!("{at}/initial_value"),
            "must be between `min_value` and `max_value`",
        );
    }
}

/// Beside a section's text.
pub(super) static ACCESSORIES: &[&Kind] = &[
    &BUTTON,
    &WORKFLOW_BUTTON,
    &OVERFLOW,
    &IMAGE,
    &STATIC_SELECT,
    &MULTI_STATIC_SELECT,
    &EXTERNAL_SELECT,
    &MULTI_EXTERNAL_SELECT,
    &USERS_SELECT,
    &MULTI_USERS_SELECT,
    &CONVERSATIONS_SELECT,
    &MULTI_CONVERSATIONS_SELECT,
    &CHANNELS_SELECT,
    &MULTI_CHANNELS_SELECT,
    &RADIO_BUTTONS,
    &CHECKBOXES,
    &DATEPICKER,
    &TIMEPICKER,
];

/// In a row of actions.
pub(super) static ACTIONS: &[&Kind] = &[
    &BUTTON,
    &WORKFLOW_BUTTON,
    &OVERFLOW,
    &STATIC_SELECT,
    &MULTI_STATIC_SELECT,
    &EXTERNAL_SELECT,
    &MULTI_EXTERNAL_SELECT,
    &USERS_SELECT,
    &MULTI_USERS_SELECT,
    &CONVERSATIONS_SELECT,
    &MULTI_CONVERSATIONS_SELECT,
    &CHANNELS_SELECT,
    &MULTI_CHANNELS_SELECT,
    &RADIO_BUTTONS,
    &CHECKBOXES,
    &DATEPICKER,
    &TIMEPICKER,
    &DATETIMEPICKER,
    &RICH_TEXT_INPUT,
];

/// In an input block.
pub(super) static INPUTS: &[&Kind] = &[
    &PLAIN_TEXT_INPUT,
    &NUMBER_INPUT,
    &EMAIL_INPUT,
    &URL_INPUT,
    &RICH_TEXT_INPUT,
    &FILE_INPUT,
    &STATIC_SELECT,
    &MULTI_STATIC_SELECT,
    &EXTERNAL_SELECT,
    &MULTI_EXTERNAL_SELECT,
    &USERS_SELECT,
    &MULTI_USERS_SELECT,
    &CONVERSATIONS_SELECT,
    &MULTI_CONVERSATIONS_SELECT,
    &CHANNELS_SELECT,
    &MULTI_CHANNELS_SELECT,
    &RADIO_BUTTONS,
    &CHECKBOXES,
    &DATEPICKER,
    &TIMEPICKER,
    &DATETIMEPICKER,
];
