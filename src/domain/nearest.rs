//! "Did you mean …?": the word of a list that is a slip of the finger away.

/// The candidate nearest to a text, if it is near: a third of its letters may differ, one always may. Case is no
/// difference. Of equally near ones the first.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = letters(text);
    let most = (text.len() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters = letters(candidate);
            if letters.len().abs_diff(text.len()) > most {
                return None;
            }
            Some((distance(&text, &letters), candidate))
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Lower-case letters, as many as matter: what is longer than any key is near to none.
fn letters(text: &str) -> Vec<char> {
    text.chars().take(64).flat_map(char::to_lowercase).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(letter != other);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
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
    }

    #[test]
    fn distance_counts_a_swap_once() {
        let count = |a: &str, b: &str| distance(&letters(a), &letters(b));
        assert_eq!(count("thrusday", "thursday"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
    }
}
