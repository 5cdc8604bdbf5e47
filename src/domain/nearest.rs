//! "Did you mean …?": the word of a list that is a slip of the finger away.

use strsim::osa_distance;

/// The candidate nearest to a text, if it is near: a third of its letters may differ, one always may. Case is no
/// difference. Of equally near ones the first.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all_nearest(text, candidates).into_iter().next()
}

/// All candidates that are nearest, where several are equally near.
#[must_use]
pub fn all_nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let text = lowered(text);
    let most = (text.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .map(|candidate| (osa_distance(&text, &lowered(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    let least = near.iter().map(|(distance, _)| *distance).min();
    near.retain(|(distance, _)| Some(*distance) == least);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Lower-case, and as much as matters: what is longer than any key is near to none.
fn lowered(text: &str) -> String {
    text.chars().take(64).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        let zones = ["Europe/Berlin", "Europe/Dublin", "America/Merida"];
        assert_eq!(nearest("Europe/Berln", zones), Some("Europe/Berlin"));
        assert_eq!(nearest("europe/berlin", zones), Some("Europe/Berlin"));
        assert_eq!(nearest("Mars/Olympus", zones), None);
        assert_eq!(nearest("bne", ["ben", "cleo"]), Some("ben"));
        assert_eq!(nearest("", ["ben"]), None);
        assert_eq!(
            all_nearest("bn", ["cleo", "ben", "bob", "ban"]),
            ["ben", "ban"]
        );
    }

    #[test]
    fn distance_counts_a_swap_once() {
        let count = |a: &str, b: &str| osa_distance(&lowered(a), &lowered(b));
        assert_eq!(count("thrusday", "thursday"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
    }
}
