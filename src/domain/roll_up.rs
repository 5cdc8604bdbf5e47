//! What the answers of one team in one week come to.

use super::check_in::{Ask, AskOutcome, CheckIn, RollUp};
use super::id::PersonId;
use super::organisation::{Answers, Role, Team};
use super::time_split::TimeSplit;
use super::week::Week;

/// A form that was left open over lunch cost nobody more than this, in seconds.
const LONGEST_ANSWER: i64 = 600;

/// What a person weighs who answered for a team and is no longer in it.
const UNKNOWN_SHARE: f64 = 1.0;

/// Rolls the asks and answers of a team and week up. Whether one person's estimate stands for all is what the asks
/// say, since a team may have changed its ways since; without asks it is what the team says.
#[must_use]
pub fn roll_up(week: Week, team: &Team, asks: &[Ask], check_ins: &[CheckIn]) -> RollUp {
    let estimate = if asks.is_empty() {
        team.answers == Answers::Lead
    } else {
        asks.iter().any(|ask| ask.estimate)
    };
    // Of several estimates the newest stands, and the others count for nothing.
    let newest = newest_estimate(check_ins);
    let stands: Vec<&CheckIn> = if estimate {
        newest.into_iter().collect()
    } else {
        check_ins.iter().collect()
    };
    let (split, weight, available) = if estimate {
        by_estimate(team, newest)
    } else {
        by_everyone(team, asks, check_ins)
    };
    RollUp {
        week,
        team: team.id.clone(),
        split,
        estimate,
        weight,
        available,
        asked: count(
            asks.iter()
                .filter(|ask| ask.outcome != Some(AskOutcome::Away))
                .count(),
        ),
        answered: count(stands.len()),
        repeated: count(stands.iter().filter(|it| it.repeated).count()),
        seconds: seconds(check_ins),
    }
}

/// A deputy's may come after the lead's, or the other way round.
fn newest_estimate(check_ins: &[CheckIn]) -> Option<&CheckIn> {
    let estimates = check_ins.iter().filter(|check_in| check_in.estimate);
    estimates.max_by_key(|check_in| check_in.sent)
}

/// An estimate stands for everybody.
fn by_estimate(team: &Team, newest: Option<&CheckIn>) -> (Option<TimeSplit>, f64, f64) {
    let strength = team.strength();
    match newest {
        Some(check_in) => (Some(check_in.split.clone()), strength, strength),
        None => (None, 0.0, strength),
    }
}

/// The mean of the answers by shares of full time, out of those who were there.
fn by_everyone(team: &Team, asks: &[Ask], check_ins: &[CheckIn]) -> (Option<TimeSplit>, f64, f64) {
    let worker = |person: &PersonId| {
        team.member(person)
            .filter(|member| member.role != Role::Observer)
    };
    let share =
        |check_in: &CheckIn| worker(&check_in.person).map_or(UNKNOWN_SHARE, |member| member.share);
    let split = TimeSplit::mean(check_ins.iter().map(|it| (&it.split, share(it))));
    let weight = check_ins.iter().map(share).sum();
    let away = |person: &PersonId| {
        asks.iter()
            .any(|ask| ask.person == *person && ask.outcome == Some(AskOutcome::Away))
    };
    let present: f64 = team
        .workers()
        .filter(|member| !away(&member.person))
        .map(|member| member.share)
        .sum();
    // Who answered and then left was there, or the answers would stand for more people than there are.
    let left: f64 = check_ins
        .iter()
        .filter(|check_in| worker(&check_in.person).is_none())
        .map(share)
        .sum();
    (split, weight, present + left)
}

fn seconds(check_ins: &[CheckIn]) -> u32 {
    let open = |check_in: &CheckIn| {
        let opened = check_in.form_opened?;
        Some(
            (check_in.sent - opened)
                .num_seconds()
                .clamp(0, LONGEST_ANSWER),
        )
    };
    let sum: i64 = check_ins.iter().filter_map(open).sum();
    u32::try_from(sum).unwrap_or(u32::MAX)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::domain::cadence::TeamCadence;
    use crate::domain::id::{AskId, CategoryId, TeamId};
    use crate::domain::organisation::{Member, TeamKind};

    fn team(answers: Answers) -> Team {
        let member = |person: &str, role, share| Member {
            person: PersonId::new(person),
            role,
            share,
        };
        Team {
            id: TeamId::new("payments"),
            name: "Payments".to_owned(),
            kind: TeamKind::Application,
            product_line: None,
            channel: None,
            time_zone: None,
            answers,
            cadence: TeamCadence::default(),
            members: vec![
                member("ana", Role::Lead, 1.0),
                member("ben", Role::Member, 0.5),
                member("eve", Role::Deputy, 1.0),
                member("mara", Role::Observer, 1.0),
            ],
            targets: Vec::new(),
        }
    }

    fn week() -> Week {
        "2026-W47".parse().unwrap()
    }

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-11-19T{time}Z").parse().unwrap()
    }

    fn ask(person: &str, estimate: bool, outcome: Option<AskOutcome>) -> Ask {
        Ask {
            id: AskId::new(person),
            week: week(),
            team: TeamId::new("payments"),
            person: PersonId::new(person),
            due: at("14:00:00"),
            estimate,
            outcome,
            message: None,
        }
    }

    fn answer(person: &str, estimate: bool, fires: u8) -> CheckIn {
        CheckIn {
            ask: AskId::new(person),
            week: week(),
            team: TeamId::new("payments"),
            person: PersonId::new(person),
            estimate,
            split: split(fires),
            repeated: false,
            readings: Vec::new(),
            results_asked: true,
            results_note: None,
            note: None,
            need: None,
            form_opened: Some(at("14:03:10")),
            sent: at("14:04:00"),
            revision: 1,
        }
    }

    fn split(fires: u8) -> TimeSplit {
        TimeSplit::new([
            (CategoryId::new("fires"), fires),
            (CategoryId::new("new"), 100 - fires),
        ])
        .unwrap()
    }

    #[test]
    fn an_estimate_stands_for_the_whole_team() {
        let asks = [ask("ana", true, Some(AskOutcome::Answered))];
        let row = roll_up(
            week(),
            &team(Answers::Lead),
            &asks,
            &[answer("ana", true, 45)],
        );
        assert_eq!(row.split, Some(split(45)));
        assert!(row.estimate);
        assert_eq!((row.weight, row.available), (2.5, 2.5));
        assert_eq!(
            (row.asked, row.answered, row.repeated, row.seconds),
            (1, 1, 0, 50)
        );
    }

    #[test]
    fn without_the_leads_answer_the_team_is_there_and_says_nothing() {
        let asks = [ask("ana", true, None)];
        let row = roll_up(week(), &team(Answers::Lead), &asks, &[]);
        assert_eq!(row.split, None);
        assert_eq!((row.weight, row.available), (0.0, 2.5));
        assert_eq!((row.asked, row.answered), (1, 0));
    }

    #[test]
    fn the_newest_of_two_estimates_stands() {
        let asks = [ask("ana", true, None), ask("eve", true, None)];
        let mut later = answer("eve", true, 20);
        later.sent = at("15:00:00");
        for order in [
            [answer("ana", true, 45), later.clone()],
            [later, answer("ana", true, 45)],
        ] {
            let row = roll_up(week(), &team(Answers::Lead), &asks, &order);
            assert_eq!(row.split, Some(split(20)));
        }
    }

    #[test]
    fn when_everyone_answers_shares_weigh() {
        let asks = [
            ask("ana", false, Some(AskOutcome::Answered)),
            ask("ben", false, Some(AskOutcome::Answered)),
            ask("eve", false, None),
        ];
        let answers = [answer("ana", false, 30), answer("ben", false, 90)];
        let row = roll_up(week(), &team(Answers::Everyone), &asks, &answers);
        assert_eq!(row.split, Some(split(50)));
        assert!(!row.estimate);
        assert_eq!((row.weight, row.available), (1.5, 2.5));
        assert_eq!((row.asked, row.answered), (3, 2));
    }

    #[test]
    fn who_is_away_is_not_asked_and_not_available() {
        let asks = [
            ask("ana", false, Some(AskOutcome::Answered)),
            ask("eve", false, Some(AskOutcome::Away)),
        ];
        let row = roll_up(
            week(),
            &team(Answers::Everyone),
            &asks,
            &[answer("ana", false, 30)],
        );
        assert_eq!((row.weight, row.available), (1.0, 1.5));
        assert_eq!((row.asked, row.answered), (1, 1));
    }

    #[test]
    fn who_left_after_answering_still_weighs_one_person() {
        let asks = [ask("zoe", false, Some(AskOutcome::Answered))];
        let row = roll_up(
            week(),
            &team(Answers::Everyone),
            &asks,
            &[answer("zoe", false, 30)],
        );
        assert_eq!((row.weight, row.available), (1.0, 3.5));
    }

    #[test]
    fn a_team_that_changed_its_ways_is_read_as_it_was_asked() {
        let asks = [ask("ana", true, Some(AskOutcome::Answered))];
        let row = roll_up(
            week(),
            &team(Answers::Everyone),
            &asks,
            &[answer("ana", true, 45)],
        );
        assert!(row.estimate);
        assert_eq!(row.weight, 2.5);
    }

    #[test]
    fn a_form_left_open_counts_ten_minutes_and_a_repeat_none() {
        let mut slow = answer("ana", false, 30);
        slow.form_opened = Some(slow.sent - TimeDelta::hours(3));
        let mut repeat = answer("ben", false, 30);
        repeat.form_opened = None;
        repeat.repeated = true;
        let mut skewed = answer("eve", false, 30);
        skewed.form_opened = Some(skewed.sent + TimeDelta::seconds(5));
        let row = roll_up(
            week(),
            &team(Answers::Everyone),
            &[],
            &[slow, repeat, skewed],
        );
        assert_eq!((row.seconds, row.repeated), (600, 1));
    }
}
