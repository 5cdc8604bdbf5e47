//! Emoji by their Slack names: gemoji's names by the `emojis` crate, and the few that Slack calls otherwise.

/// The sign behind a name without colons; a skin tone may follow it, as in `wave::skin-tone-3`.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let (name, tone) = name.split_once("::").unwrap_or((name, ""));
    let own = OTHERWISE.iter().find(|(slack, _)| *slack == name);
    let emoji = emojis::get_by_shortcode(own.map_or(name, |(_, gemoji)| gemoji))?;
    let tone = match tone {
        "skin-tone-2" => emojis::SkinTone::Light,
        "skin-tone-3" => emojis::SkinTone::MediumLight,
        "skin-tone-4" => emojis::SkinTone::Medium,
        "skin-tone-5" => emojis::SkinTone::MediumDark,
        "skin-tone-6" => emojis::SkinTone::Dark,
        _ => return Some(emoji.as_str()),
    };
    Some(emoji.with_skin_tone(tone).unwrap_or(emoji).as_str())
}

/// Slack's name, and gemoji's.
const OTHERWISE: &[(&str, &str)] = &[
    ("beach_with_umbrella", "beach_umbrella"),
    ("face_with_rolling_eyes", "roll_eyes"),
    ("hugging_face", "hugs"),
    ("knife_fork_plate", "plate_with_cutlery"),
    ("large_brown_circle", "brown_circle"),
    ("large_green_circle", "green_circle"),
    ("large_orange_circle", "orange_circle"),
    ("large_purple_circle", "purple_circle"),
    ("large_yellow_circle", "yellow_circle"),
    ("large_blue_square", "blue_square"),
    ("large_green_square", "green_square"),
    ("large_orange_square", "orange_square"),
    ("large_red_square", "red_square"),
    ("large_yellow_square", "yellow_square"),
    ("male-technologist", "man_technologist"),
    ("female-technologist", "woman_technologist"),
    ("nerd_face", "nerd_face"),
    ("robot_face", "robot"),
    ("scales", "balance_scale"),
    ("simple_smile", "slightly_smiling_face"),
    ("thinking_face", "thinking"),
    ("upside_down_face", "upside_down_face"),
    ("zany_face", "zany_face"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_slacks() {
        for (name, sign) in [
            ("tada", "🎉"),
            ("+1", "👍"),
            ("thumbsup", "👍"),
            ("white_check_mark", "✅"),
            ("large_green_circle", "🟢"),
            ("robot_face", "🤖"),
            ("wave::skin-tone-6", "👋🏿"),
            ("hammer_and_wrench", "🛠️"),
            ("date", "📅"),
            ("slightly_smiling_face", "🙂"),
            ("100", "💯"),
            ("warning", "⚠️"),
            ("scales", "⚖️"),
        ] {
            assert_eq!(of(name), Some(sign), "{name}");
        }
        assert_eq!(of("no_such_emoji"), None);
        for (slack, gemoji) in OTHERWISE {
            assert!(emojis::get_by_shortcode(gemoji).is_some(), "{slack}");
        }
    }
}
