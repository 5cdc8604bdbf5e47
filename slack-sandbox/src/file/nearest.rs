//! "Did you mean …?": the word of a list that is a slip of the finger away.

use strsim::osa_distance;

/// "did you mean "x"?" where a candidate is near; else what is right instead.
pub(crate) fn did_you_mean<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(text, candidates).map_or_else(otherwise, |near| format!("did you mean \"{near}\"?"))
}

/// The candidate nearest to a text, if it is near: a third of its letters may differ, one always may. Case is no
/// difference; the beginning of a long word is enough, and of a path such as `Europe/Madrid` the last part.
fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text: String = text.chars().take(64).collect::<String>().to_lowercase();
    let most = (text.chars().count() / 3).max(1);
    let near = |candidate: &'a str| {
        let whole = candidate.to_lowercase();
        let part = whole.rsplit('/').next().unwrap_or(&whole);
        let distance = osa_distance(&text, &whole);
        let begins = text.len() > 3 && whole.starts_with(&text);
        let distance = if part == text || begins { 0 } else { distance };
        (distance <= most).then_some((distance, candidate))
    };
    candidates
        .into_iter()
        .filter_map(near)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        let zones = ["Europe/Berlin", "Europe/Dublin", "America/Merida"];
        assert_eq!(nearest("Europe/Berln", zones), Some("Europe/Berlin"));
        assert_eq!(nearest("berlin", zones), Some("Europe/Berlin"));
        assert_eq!(nearest("Mars/Olympus", zones), None);
        assert_eq!(nearest("bne", ["ben", "cleo"]), Some("ben"));
        assert_eq!(nearest("", ["ben"]), None);
        assert_eq!(
            nearest("socket_mode", ["socket_mode_enabled"]),
            Some("socket_mode_enabled")
        );
    }
}
