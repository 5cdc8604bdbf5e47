//! The menus that choose among options, people or conversations, one and several at a time.

use super::objects::{
    ACTION_ID, CHOICE, CONFIRM, FOCUS, GROUP, PLACEHOLDER, initial_within_most, options_or_groups,
};
use super::rule::Rule::{Among, Bool, Int, List, Object, Str};
use super::rule::{Field, Kind, Rule, kind, kind_also, may, must};

static ID: Rule = Str(1, 255);
const MOST: Field = may("max_selected_items", Int(1, 100));
const RESPONSE_URL: Field = may("response_url_enabled", Bool);
const CURRENT: Field = may("default_to_current_conversation", Bool);
const FILTER: Field = may("filter", Object(&CONVERSATION_FILTER));
const MIN_QUERY: Field = may("min_query_length", Int(0, 100));
const OPTIONS: Field = may("options", List(1, 100, &CHOICE));
const GROUPS: Field = may("option_groups", List(1, 100, &GROUP));

static CONVERSATION_FILTER: Kind = kind_also(
    "filter",
    &[
        may(
            "include",
            List(1, 4, &Among(&["im", "mpim", "public", "private"])),
        ),
        may("exclude_external_shared_channels", Bool),
        may("exclude_bot_users", Bool),
    ],
    |map, at, faults| {
        if map.is_empty() {
            faults.add(at, "must define at least one field");
        }
    },
);

pub(super) static STATIC_SELECT: Kind = kind_also(
    "static_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        OPTIONS,
        GROUPS,
        may("initial_option", Object(INITIAL)),
        CONFIRM,
        FOCUS,
    ],
    options_or_groups,
);
pub(super) static MULTI_STATIC_SELECT: Kind = kind_also(
    "multi_static_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        OPTIONS,
        GROUPS,
        may("initial_options", List(1, 100, &CHOICE)),
        CONFIRM,
        MOST,
        FOCUS,
    ],
    options_or_groups,
);
/// What is chosen at first is compared with the options, so its own length needs no second complaint.
pub(super) const INITIAL: &Kind = &kind(
    "option",
    &[
        must("text", Rule::Any),
        must("value", Str(1, 150)),
        may("description", Rule::Any),
        may("url", Rule::Any),
    ],
);
pub(super) static EXTERNAL_SELECT: Kind = kind(
    "external_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_option", Object(INITIAL)),
        MIN_QUERY,
        CONFIRM,
        FOCUS,
    ],
);
pub(super) static MULTI_EXTERNAL_SELECT: Kind = kind_also(
    "multi_external_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_options", List(1, 100, &CHOICE)),
        MIN_QUERY,
        CONFIRM,
        MOST,
        FOCUS,
    ],
    initial_within_most,
);
pub(super) static USERS_SELECT: Kind = kind(
    "users_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_user", Str(1, 255)),
        CONFIRM,
        FOCUS,
    ],
);
pub(super) static MULTI_USERS_SELECT: Kind = kind_also(
    "multi_users_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_users", List(1, 100, &ID)),
        CONFIRM,
        MOST,
        FOCUS,
    ],
    initial_within_most,
);
pub(super) static CONVERSATIONS_SELECT: Kind = kind(
    "conversations_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_conversation", Str(1, 255)),
        CURRENT,
        CONFIRM,
        RESPONSE_URL,
        FOCUS,
        FILTER,
    ],
);
pub(super) static MULTI_CONVERSATIONS_SELECT: Kind = kind_also(
    "multi_conversations_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_conversations", List(1, 100, &ID)),
        CURRENT,
        CONFIRM,
        MOST,
        FOCUS,
        FILTER,
    ],
    initial_within_most,
);
pub(super) static CHANNELS_SELECT: Kind = kind(
    "channels_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_channel", Str(1, 255)),
        CONFIRM,
        RESPONSE_URL,
        FOCUS,
    ],
);
pub(super) static MULTI_CHANNELS_SELECT: Kind = kind_also(
    "multi_channels_select",
    &[
        ACTION_ID,
        PLACEHOLDER,
        may("initial_channels", List(1, 100, &ID)),
        CONFIRM,
        MOST,
        FOCUS,
    ],
    initial_within_most,
);
