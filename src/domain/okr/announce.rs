//! Which status has been announced: a change that only brushed a border is not news.

use chrono::{Days, NaiveDate};

use super::status::{parts, until};
use super::{Judging, KeyResult, Reading, Status};
use crate::domain::week::Quarter;

/// What has been announced of a key result by a day, and what had been a week earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// By the day; none while it has no reading.
    pub now: Option<Status>,
    /// By seven days before; none while it had no reading then, or the quarter had not begun.
    pub before: Option<Status>,
    /// For how many looks in a row, up to and with the last, it has been what it is now.
    pub weeks: u32,
}

/// The state of the walk from week to week.
#[derive(Clone, Copy, Default)]
struct Held {
    announced: Option<Status>,
    /// By pace alone, as it was announced; none before the first reading and while silence has its place.
    pace: Option<Status>,
    /// Another one by pace, and how many looks in a row have seen it.
    waiting: Option<(Status, u8)>,
}

/// Walks through the quarter in steps of seven days that end at a day, and holds what is new by pace back until it is
/// clear: past the border by a twentieth of the expected curve, or seen two weeks running (both settings). Only pace
/// has such a border; a new confidence, silence and its end are clear at once. So what is announced is the worst of
/// confidence and silence as they are and of pace as it was clear last. Nothing of it is stored: the same readings
/// announce the same statuses whenever they are looked at.
#[must_use]
pub fn announced(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    own: &[&Reading],
    day: NaiveDate,
) -> Announced {
    let mut days = vec![day];
    while let Some(earlier) = days
        .last()
        .and_then(|day| day.checked_sub_days(Days::new(7)))
        .filter(|day| *day >= quarter.first_day() && days.len() < 60)
    {
        days.push(earlier);
    }
    let (mut before, mut held, mut weeks) = (Held::default(), Held::default(), 0);
    for day in days.into_iter().rev() {
        before = held;
        held = held.look(judging, key_result, quarter, own, day);
        weeks = match held.announced {
            None => 0,
            now if now == before.announced => weeks + 1,
            Some(_) => 1,
        };
    }
    Announced {
        now: held.announced,
        before: before.announced,
        weeks,
    }
}

/// How many looks before the last one decide whether anything can have changed: [`may_have_changed`].
#[must_use]
pub fn looks_back(judging: &Judging) -> u32 {
    judging.clear_weeks.max(1).into()
}

/// Whether what is announced on a day may differ from seven days before, told by its newest readings alone: those of
/// [`looks_back`] weeks more than silence takes to be stale. Judgements that were the same at so many looks running were
/// announced by the last of them, so that where today's are the same nothing has changed.
#[must_use]
pub fn may_have_changed(
    judging: &Judging,
    key_result: &KeyResult,
    quarter: Quarter,
    newest: &[&Reading],
    day: NaiveDate,
) -> bool {
    let mut seen = (0..=looks_back(judging)).map(|back| {
        let day = day.checked_sub_days(Days::new(7 * u64::from(back)))?;
        let known = until(newest, quarter, day);
        let judged = parts(judging, key_result, quarter, known, day, 0.0);
        (day >= quarter.first_day()).then_some(judged)
    });
    let Some(Some(now)) = seen.next() else {
        return true;
    };
    // A look before the quarter began tells nothing.
    !seen.all(|judged| judged == Some(now))
}

impl Held {
    fn look(
        self,
        judging: &Judging,
        key_result: &KeyResult,
        quarter: Quarter,
        own: &[&Reading],
        day: NaiveDate,
    ) -> Self {
        let known = until(own, quarter, day);
        let judged = |moved| {
            let parts = parts(judging, key_result, quarter, known, day, moved)?;
            Some(parts.map(|(status, _)| status))
        };
        let Some([confidence, pace, silence]) = judged(0.0) else {
            return self;
        };
        let held = |pace, waiting| Self {
            announced: Some(confidence.max(pace)),
            pace: Some(pace),
            waiting,
        };
        if silence == Status::Stale {
            return Self {
                announced: Some(silence),
                ..Self::default()
            };
        }
        let Some(before) = self.pace.filter(|before| *before != pace) else {
            return held(pace, None);
        };
        let past = f64::from(judging.clear) / 100.0;
        let moved = judged(if pace > before { -past } else { past });
        let clear = moved
            .is_some_and(|[_, moved, _]| (moved > before) == (pace > before) && moved != before);
        let weeks = match self.waiting {
            Some((status, weeks)) if status == pace => weeks.saturating_add(1),
            _ => 1,
        };
        if clear || weeks >= judging.clear_weeks {
            held(pace, None)
        } else {
            held(before, Some((pace, weeks)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{KeyResultCode, PersonId};
    use crate::domain::okr::Unit;
    use proptest::prelude::*;

    /// Of 100 by the end of the quarter, whose weeks end on Thursdays here: 14 October is 13/92 of the way.
    fn told(values: &[(u32, f64, u8)], weeks: u32) -> (Option<Status>, Option<Status>) {
        told_by(&Judging::default(), values, weeks)
    }

    fn told_by(
        judging: &Judging,
        values: &[(u32, f64, u8)],
        weeks: u32,
    ) -> (Option<Status>, Option<Status>) {
        let first: crate::domain::week::Week = "2026-W40".parse().unwrap();
        let key_result = KeyResult::new(
            KeyResultCode::new("A-1.1"),
            "Payers",
            Unit::Number,
            (0.0, 100.0),
            PersonId::new("U1"),
        );
        let readings: Vec<Reading> = values
            .iter()
            .map(|(week, pace, confidence)| {
                let week = first.ahead(*week);
                let day = week.day(chrono::Weekday::Thu);
                let expected = super::super::status::passed("2026-Q4".parse().unwrap(), day);
                Reading {
                    key_result: key_result.code.clone(),
                    week,
                    value: 100.0 * pace * expected,
                    confidence: (*confidence).try_into().unwrap(),
                    by: PersonId::new("U1"),
                    note: None,
                }
            })
            .collect();
        let own: Vec<&Reading> = readings.iter().collect();
        let day = first.ahead(weeks).day(chrono::Weekday::Thu);
        let told = announced(judging, &key_result, "2026-Q4".parse().unwrap(), &own, day);
        (told.before, told.now)
    }

    #[test]
    fn a_border_that_is_only_brushed_is_no_news_for_a_week() {
        use Status::{AtRisk, OnTrack};
        let brushed = [(4, 0.95, 8), (5, 0.88, 8)];
        assert_eq!(told(&brushed, 5), (Some(OnTrack), Some(OnTrack)));
        let again = [(4, 0.95, 8), (5, 0.88, 8), (6, 0.87, 8)];
        assert_eq!(told(&again, 6), (Some(OnTrack), Some(AtRisk)));
        let back = [(4, 0.95, 8), (5, 0.88, 8), (6, 0.91, 8), (7, 0.88, 8)];
        assert_eq!(told(&back, 7), (Some(OnTrack), Some(OnTrack)));
    }

    #[test]
    fn a_twentieth_past_the_border_is_news_at_once() {
        use Status::{AtRisk, OffTrack, OnTrack};
        assert_eq!(
            told(&[(4, 0.95, 8), (5, 0.84, 8)], 5),
            (Some(OnTrack), Some(AtRisk))
        );
        assert_eq!(
            told(&[(4, 0.7, 8), (5, 0.93, 8)], 5),
            (Some(AtRisk), Some(AtRisk))
        );
        assert_eq!(
            told(&[(4, 0.7, 8), (5, 0.96, 8)], 5),
            (Some(AtRisk), Some(OnTrack))
        );
        // Clearly past the border that it leaves, hardly past the next: it is told as what it is.
        let fall = [(4, 0.95, 8), (5, 0.58, 8)];
        assert_eq!(told(&fall, 5), (Some(OnTrack), Some(OffTrack)));
        let stays = [(4, 0.95, 8), (5, 0.58, 8), (6, 0.62, 8)];
        assert_eq!(told(&stays, 6), (Some(OffTrack), Some(OffTrack)));
    }

    #[test]
    fn two_weeks_running_are_two_of_the_same() {
        use Status::{AtRisk, OnTrack};
        let wide = Judging {
            clear: 50,
            ..Judging::default()
        };
        let falls = [(4, 0.95, 8), (5, 0.85, 8), (6, 0.55, 8)];
        assert_eq!(told_by(&wide, &falls, 6), (Some(OnTrack), Some(OnTrack)));
        let rests = [(4, 0.95, 8), (5, 0.85, 8), (6, 0.8, 8)];
        assert_eq!(told_by(&wide, &rests, 6), (Some(OnTrack), Some(AtRisk)));
    }

    #[test]
    fn whoever_is_at_the_line_is_clearly_on_track() {
        use Status::{AtRisk, OnTrack};
        let strict = Judging {
            on_track: 98,
            clear: 10,
            clear_weeks: 4,
            ..Judging::default()
        };
        let back = [(4, 0.7, 8), (5, 1.0, 8)];
        assert_eq!(told_by(&strict, &back, 5), (Some(AtRisk), Some(OnTrack)));
    }

    #[test]
    fn doubt_and_silence_are_clear_at_once() {
        use Status::{AtRisk, OffTrack, OnTrack, Stale};
        assert_eq!(
            told(&[(4, 1.0, 8), (5, 1.0, 2)], 5),
            (Some(OnTrack), Some(OffTrack))
        );
        assert_eq!(told(&[(4, 1.2, 8)], 6), (Some(OnTrack), Some(Stale)));
        // The end of either, too, though pace is near its border.
        let believed = [(4, 0.92, 5), (5, 0.92, 8)];
        assert_eq!(told(&believed, 5), (Some(AtRisk), Some(OnTrack)));
        let spoken = [(3, 0.4, 8), (7, 0.92, 8)];
        assert_eq!(told(&spoken, 7), (Some(Stale), Some(OnTrack)));
        assert_eq!(told(&[(5, 1.0, 8)], 5), (None, Some(OnTrack)));
        assert_eq!(told(&[], 5), (None, None));
    }

    proptest! {
        #[test]
        fn what_the_newest_readings_call_unchanged_is_unchanged(
            values in proptest::collection::vec((0..120_u8, 0..=10_u8, proptest::bool::weighted(0.6)), 14),
            day in 0..100_u64,
            clear_weeks in 0..4_u8,
            clear in 0..15_u8,
            (missed_weeks, grace_days) in (0..3_u8, 0..10_u8),
        ) {
            let judging = Judging { clear_weeks, clear, missed_weeks, grace_days, ..Judging::default() };
            let quarter: Quarter = "2026-Q4".parse().unwrap();
            let code = KeyResultCode::new("A-1.1");
            let owner = PersonId::new("U1");
            let it = KeyResult::new(code.clone(), "Payers", Unit::Number, (0.0, 100.0), owner.clone());
            let first: crate::domain::week::Week = "2026-W40".parse().unwrap();
            let readings: Vec<Reading> = (0..)
                .zip(&values)
                .filter(|(_, (_, _, there))| *there)
                .map(|(week, (value, confidence, _))| Reading {
                    key_result: code.clone(),
                    week: first.ahead(week),
                    value: f64::from(*value),
                    confidence: (*confidence).try_into().unwrap(),
                    by: owner.clone(),
                    note: None,
                })
                .collect();
            let day = quarter.first_day().checked_add_days(Days::new(day)).unwrap();
            let oldest = crate::domain::week::Week::of(day.min(quarter.last_day()))
                .back(u32::from(missed_weeks) + u32::from(grace_days / 7) + 2 + looks_back(&judging));
            let all: Vec<&Reading> = readings.iter().collect();
            let newest: Vec<&Reading> = readings.iter().filter(|it| it.week >= oldest).collect();
            if !may_have_changed(&judging, &it, quarter, &newest, day) {
                let told = announced(&judging, &it, quarter, &all, day);
                prop_assert_eq!(told.now, told.before);
            }
        }
    }
}
