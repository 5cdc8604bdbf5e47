//! Rich text: its sections, lists, quotes and preformatted parts, and the pieces that they hold.

use super::objects::BLOCK_ID;
use super::rule::Rule::{Among, Any, Bool, Int, List, Object, OneOf, Str, Url};
use super::rule::{Field, Kind, kind, may, must};

const STYLE: Field = may("style", Object(&STYLE_FLAGS));
const BORDER: Field = may("border", Int(0, 1));

static STYLE_FLAGS: Kind = kind(
    "style",
    &[
        may("bold", Bool),
        may("italic", Bool),
        may("strike", Bool),
        may("code", Bool),
        may("underline", Bool),
        may("highlight", Bool),
        may("client_highlight", Bool),
        may("unlink", Bool),
    ],
);

static TEXT: Kind = kind("text", &[must("text", Str(1, 40_000)), STYLE]);
static LINK: Kind = kind(
    "link",
    &[
        must("url", Url(3000)),
        may("text", Str(0, 3000)),
        may("unsafe", Bool),
        STYLE,
    ],
);
static EMOJI: Kind = kind(
    "emoji",
    &[
        must("name", Str(1, 255)),
        may("unicode", Str(0, 255)),
        may("url", Url(3000)),
        may("skin_tone", Any),
        STYLE,
    ],
);
static USER: Kind = kind("user", &[must("user_id", Str(1, 255)), STYLE]);
static CHANNEL: Kind = kind("channel", &[must("channel_id", Str(1, 255)), STYLE]);
static USERGROUP: Kind = kind("usergroup", &[must("usergroup_id", Str(1, 255)), STYLE]);
static TEAM: Kind = kind("team", &[must("team_id", Str(1, 255)), STYLE]);
static BROADCAST: Kind = kind(
    "broadcast",
    &[
        must("range", Among(&["here", "channel", "everyone"])),
        STYLE,
    ],
);
static COLOR: Kind = kind("color", &[must("value", Str(1, 255)), STYLE]);
static DATE: Kind = kind(
    "date",
    &[
        must("timestamp", Int(0, 99_999_999_999)),
        must("format", Str(1, 3000)),
        may("url", Url(3000)),
        may("fallback", Str(0, 3000)),
        STYLE,
    ],
);
static MESSAGE_MENTION: Kind = kind(
    "message_mention",
    &[
        must("url", Url(3000)),
        may("text", Str(0, 3000)),
        may("channel_id", Any),
        may("author_id", Any),
        may("message_ts", Any),
        may("thread_ts", Any),
        STYLE,
    ],
);

static PIECES: &[&Kind] = &[
    &TEXT,
    &LINK,
    &EMOJI,
    &USER,
    &CHANNEL,
    &USERGROUP,
    &TEAM,
    &BROADCAST,
    &COLOR,
    &DATE,
    &MESSAGE_MENTION,
];

static SECTION: Kind = kind(
    "rich_text_section",
    &[must("elements", List(0, 1000, &OneOf(PIECES)))],
);
static LIST: Kind = kind(
    "rich_text_list",
    &[
        must("style", Among(&["bullet", "ordered"])),
        must("elements", List(1, 1000, &OneOf(&[&SECTION]))),
        may("indent", Int(0, 8)),
        may("offset", Int(0, 100_000)),
        BORDER,
    ],
);
static PREFORMATTED: Kind = kind(
    "rich_text_preformatted",
    &[
        must("elements", List(0, 1000, &OneOf(&[&TEXT, &LINK]))),
        may("language", Str(1, 255)),
        BORDER,
    ],
);
static QUOTE: Kind = kind(
    "rich_text_quote",
    &[must("elements", List(0, 1000, &OneOf(PIECES))), BORDER],
);

/// The block; a table's cell and an input's first value have its shape too.
pub(super) static RICH_TEXT: Kind = kind(
    "rich_text",
    &[
        BLOCK_ID,
        must(
            "elements",
            List(1, 1000, &OneOf(&[&SECTION, &LIST, &PREFORMATTED, &QUOTE])),
        ),
    ],
);
