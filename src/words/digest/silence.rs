//! A week without a number: why there is none, in a few words.

use crate::domain::digest::{Digest, Silence, TeamPart, Waiting};

/// Why there is no number at all.
pub(super) fn silence(digest: &Digest) -> &'static str {
    let open = |team: &TeamPart| team.time == Err(Silence::NoAnswer(Waiting::Open));
    let unasked = |team: &TeamPart| team.time == Err(Silence::NobodyAsked);
    if digest.teams.iter().all(unasked) {
        return "nobody was there to answer: everybody was away or off";
    }
    if digest.teams.iter().any(|team| team.answered.0 > 0) {
        "too few answers to show"
    } else if digest.teams.iter().any(open) {
        "no answers yet"
    } else {
        "no answers"
    }
}
