//! Rounds, asks and the check-ins that answer them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::id::{AskId, ChannelId, MessageTs, PersonId, TeamId};
use super::okr::Reading;
use super::time_split::TimeSplit;
use super::week::Week;

/// One week's check-in of one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Which week.
    pub week: Week,
    /// When the first ask fell due.
    pub opened: DateTime<Utc>,
    /// When the digest was composed.
    pub digested: Option<DateTime<Utc>>,
    /// When it stopped taking answers.
    pub closed: Option<DateTime<Utc>>,
}

/// One person asked for one team in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its id.
    pub id: AskId,
    /// The round.
    pub week: Week,
    /// For which team.
    pub team: TeamId,
    /// Whom.
    pub person: PersonId,
    /// When it was due.
    pub due: DateTime<Utc>,
    /// Whether the answer stands for the whole team.
    pub estimate: bool,
    /// How it ended, if it has.
    pub outcome: Option<AskOutcome>,
    /// The message that carries it, once Slack has taken it.
    pub message: Option<(ChannelId, MessageTs)>,
}

/// How an ask ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// By a check-in.
    Answered,
    /// The person was away.
    Away,
    /// By the close of the round; expired is not zero.
    Expired,
}

impl AskOutcome {
    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Away => "away",
            Self::Expired => "expired",
        }
    }

    /// Reads [`AskOutcome::word`] back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Answered, Self::Away, Self::Expired]
            .into_iter()
            .find(|outcome| outcome.word() == word)
    }
}

/// The answer to an ask; the newest revision of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Which ask it answers; there is one check-in for each.
    pub ask: AskId,
    /// Of which week.
    pub week: Week,
    /// For which team.
    pub team: TeamId,
    /// By whom.
    pub person: PersonId,
    /// Whether it stands for the whole team.
    pub estimate: bool,
    /// Where the week went.
    pub split: TimeSplit,
    /// Whether the split is last week's, repeated by one press.
    pub repeated: bool,
    /// What was measured.
    pub readings: Vec<Reading>,
    /// Whether this person has said what was measured: false only after a repeat, until the receipt's question
    /// is answered.
    pub results_asked: bool,
    /// One note on the key results.
    pub results_note: Option<String>,
    /// Anything that leadership should know.
    pub note: Option<String>,
    /// What the team needs, from whom, by when; in its own words.
    pub need: Option<String>,
    /// The smallest thing that the team could ship and measure next; asked where it has nothing running.
    #[serde(default)]
    pub next_slice: Option<String>,
    /// When the form was opened; none where no form was.
    pub form_opened: Option<DateTime<Utc>>,
    /// When it was sent.
    pub sent: DateTime<Utc>,
    /// Counts from 1; a submission that changes nothing does not make a new one.
    pub revision: u32,
}

impl CheckIn {
    /// Whether two check-ins say the same, whenever they were sent.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.ask == other.ask
            && self.split == other.split
            && self.repeated == other.repeated
            && self.readings == other.readings
            && self.results_asked == other.results_asked
            && self.results_note == other.results_note
            && self.note == other.note
            && self.need == other.need
            && self.next_slice == other.next_slice
    }
}

impl RollUp {
    /// How many of the published answers repeated last week's split, as far as it may be told: where everybody
    /// answers, a total of which all but one are known from the week before would be that one's split.
    #[must_use]
    pub fn told_repeats(&self) -> Option<u32> {
        (self.estimate || self.counted >= self.repeated + 2).then_some(self.repeated)
    }

    /// Whether a digest reads the same from another row: of a total that is not shown it does not tell how many stand
    /// in it.
    #[must_use]
    pub fn tells_the_same_as(&self, other: &Self) -> bool {
        let told = |row: &Self| Self {
            counted: row.split.as_ref().map_or(0, |_| row.counted),
            ..row.clone()
        };
        told(self) == told(other) && self.is_outweighed() == other.is_outweighed()
    }

    /// Whether enough have answered and nothing is told all the same, because the total would be nearly one person's.
    #[must_use]
    pub fn is_outweighed(&self) -> bool {
        self.split.is_none() && self.counted > 0
    }
}

/// One team and week, kept beside the raw answers: what every report starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RollUp {
    /// Which week.
    pub week: Week,
    /// Which team.
    pub team: TeamId,
    /// The team's split, as it is published; none where nobody answered, or too few of a team that answers by
    /// everyone.
    pub split: Option<TimeSplit>,
    /// Whether the split is one person's estimate for all.
    pub estimate: bool,
    /// How many people the split stands for, in shares of full time.
    pub weight: f64,
    /// How many people could be answered for, in shares of full time: those who were there.
    pub available: f64,
    /// How many people the team was, in shares of full time, whether they were there or not.
    pub strength: f64,
    /// How many were asked and not away.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many of these stand in the published split, or would, were it not nearly one person's.
    pub counted: u32,
    /// How many of these repeated last week's split.
    pub repeated: u32,
    /// How long the forms were open, together, in seconds.
    pub seconds: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CategoryId;

    #[test]
    fn repeats_are_told_where_two_others_hide_behind_each_other() {
        let row = |estimate, counted, repeated| RollUp {
            week: "2026-W47".parse().unwrap(),
            team: TeamId::new("platform"),
            split: None,
            estimate,
            weight: 1.0,
            available: 1.0,
            strength: 1.0,
            asked: counted,
            answered: counted,
            counted,
            repeated,
            seconds: 0,
        };
        assert_eq!(row(true, 1, 1).told_repeats(), Some(1));
        assert_eq!(row(false, 5, 3).told_repeats(), Some(3));
        assert_eq!(row(false, 5, 4).told_repeats(), None);
        assert_eq!(row(false, 3, 3).told_repeats(), None);
        assert_eq!(row(false, 3, 0).told_repeats(), Some(0));
    }

    #[test]
    fn how_many_stand_in_a_total_that_is_not_shown_is_not_told() {
        let row = |split: Option<u8>, counted| RollUp {
            week: "2026-W47".parse().unwrap(),
            team: TeamId::new("platform"),
            split: split.map(|fires| {
                let shares = [("fires", fires), ("new", 100 - fires)];
                let shares = shares.map(|(id, percent)| (CategoryId::new(id), percent));
                TimeSplit::new(shares).unwrap()
            }),
            estimate: false,
            weight: 0.0,
            available: 4.0,
            strength: 4.0,
            asked: 4,
            answered: 4,
            counted,
            repeated: 0,
            seconds: 0,
        };
        assert!(row(None, 3).tells_the_same_as(&row(None, 4)));
        assert!(!row(None, 0).tells_the_same_as(&row(None, 4)));
        assert!(!row(Some(40), 3).tells_the_same_as(&row(Some(40), 4)));
        assert!(!row(Some(40), 4).tells_the_same_as(&row(Some(41), 4)));
    }
}
