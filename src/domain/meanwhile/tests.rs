//! Tables of what meets what.

use std::sync::Arc;

use super::*;
use crate::domain::carried::Carried;
use crate::domain::check_in::Ask;
use crate::domain::id::{AskId, CategoryId, ObjectiveCode, TeamId};
use crate::domain::iteration::{Measured, Verdict};
use crate::domain::matters::tests::company;
use crate::domain::okr::{Judging, KeyResult, Objective, Unit, standing_of};
use crate::domain::prompt::AskedResult;
use crate::domain::time_split::TimeSplit;

const OPENED: &str = "2026-11-19T14:00:00Z";
const LATER: &str = "2026-11-19T14:05:00Z";
const EARLIER: &str = "2026-11-19T13:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn code() -> KeyResultCode {
    KeyResultCode::new("PAY-1.1")
}

fn reading(value: f64, confidence: u8) -> Reading {
    Reading {
        key_result: code(),
        week: "2026-W47".parse().unwrap(),
        value,
        confidence: confidence.try_into().unwrap(),
        by: PersonId::new("ana"),
        note: None,
    }
}

fn said(who: &str, revision: u32, value: Option<f64>, when: &str) -> ReadingRevision {
    ReadingRevision {
        week: "2026-W47".parse().unwrap(),
        revision,
        value,
        confidence: value.map(|_| 7.try_into().unwrap()),
        note: None,
        by: PersonId::new(who),
        at: at(when),
    }
}

fn check_in(readings: Vec<Reading>) -> CheckIn {
    CheckIn {
        ask: AskId::new("ask"),
        week: "2026-W47".parse().unwrap(),
        team: TeamId::new("payments"),
        person: PersonId::new("ana"),
        estimate: true,
        split: TimeSplit::new([(CategoryId::new("fires"), 100)]).unwrap(),
        repeated: false,
        readings,
        results_asked: true,
        results_note: None,
        note: None,
        need: None,
        next_slice: None,
        form_opened: None,
        sent: at(OPENED),
        revision: 1,
    }
}

/// Ana is asked for Payments; PAY-1.1 is asked of her, or of nobody.
fn prompt(asked: bool, given: Option<Reading>) -> Prompt {
    let ana = PersonId::new("ana");
    let quarter = "2026-Q4".parse().unwrap();
    let it = KeyResult::new(code(), "Payers", Unit::Number, (1.0, 9.0), ana.clone());
    let objective = Objective::new(
        ObjectiveCode::new("PAY-1"),
        "Paying",
        ana.clone(),
        vec![TeamId::new("payments")],
        quarter,
    )
    .with(vec![it.clone()]);
    let day = at(OPENED).date_naive();
    let standing = standing_of(&Judging::default(), &it, quarter, &[], day);
    let mut org = company();
    org.objectives.push(objective.clone());
    Prompt {
        team: org.teams[0].clone(),
        org: Arc::new(org),
        ask: Ask {
            id: AskId::new("ask"),
            week: "2026-W47".parse().unwrap(),
            team: TeamId::new("payments"),
            person: ana,
            due: at(EARLIER),
            estimate: true,
            outcome: None,
            message: None,
        },
        last: None,
        given: given.map(|it| check_in(vec![it])),
        key_results: Vec::from_iter(asked.then_some(AskedResult {
            objective,
            key_result: it,
            standing,
            recorded: None,
        })),
        iterations: Vec::new(),
        nothing_runs: false,
        carried: Carried::default(),
        seen: Seen::default(),
        first: false,
        zone: chrono_tz::Europe::Berlin,
        day,
        digest: at(LATER),
        close: at(LATER),
    }
}

/// What is recorded of a typed reading, and whether it met another.
fn outcome(
    prompt: &Prompt,
    (seen, again): (u32, bool),
    last: Option<ReadingRevision>,
    typed: Reading,
) -> (Option<(f64, u8)>, bool) {
    let seen = Seen {
        readings: [(code(), seen)].into(),
        ..Seen::default()
    };
    let stands = Stands {
        readings: last.into_iter().map(|it| (code(), it)).collect(),
        again: again.then(code).into_iter().collect(),
        ..Stands::default()
    };
    let mut sent = check_in(vec![typed]);
    let opened = at(OPENED).timestamp();
    let met = meet(
        prompt,
        (&seen, opened),
        &stands,
        &mut sent,
        &mut Told::new(),
    );
    let kept = sent.readings.first();
    let kept = kept.map(|it| (it.value, it.confidence.value()));
    (kept, !met.is_empty())
}

#[test]
fn a_reading_meets_only_what_somebody_else_said_since_and_otherwise() {
    let mine = || reading(5.0, 5);
    let ben = |revision, value, when| Some(said("ben", revision, value, when));
    for (what, (seen, again), last, wanted) in [
        (
            "nobody said anything",
            (0, false),
            None,
            (Some((5.0, 5)), false),
        ),
        (
            "another value",
            (0, false),
            ben(1, Some(6.0), LATER),
            (None, true),
        ),
        // Whoever left the confidence as it was leaves it to the other.
        (
            "the same value",
            (0, false),
            ben(1, Some(5.0), LATER),
            (Some((5.0, 7)), false),
        ),
        (
            "seen",
            (1, false),
            ben(1, Some(6.0), LATER),
            (Some((5.0, 5)), false),
        ),
        (
            "one more than seen",
            (1, false),
            ben(2, Some(6.0), LATER),
            (None, true),
        ),
        (
            "taken back to what was seen",
            (1, true),
            ben(3, Some(6.0), LATER),
            (Some((5.0, 5)), false),
        ),
        (
            "before it was opened",
            (0, false),
            ben(1, Some(6.0), EARLIER),
            (Some((5.0, 5)), false),
        ),
        (
            "withdrawn",
            (0, false),
            ben(2, None, LATER),
            (Some((5.0, 5)), false),
        ),
        (
            "one's own",
            (0, false),
            Some(said("ana", 1, Some(6.0), LATER)),
            (Some((5.0, 5)), false),
        ),
    ] {
        let prompt = prompt(true, None);
        assert_eq!(
            outcome(&prompt, (seen, again), last, mine()),
            wanted,
            "{what}"
        );
    }
}

#[test]
fn what_was_given_before_stays_where_it_was_left_or_where_it_meets() {
    let prompt = prompt(true, Some(reading(4.0, 6)));
    let ben = || Some(said("ben", 2, Some(6.0), LATER));
    let left = outcome(&prompt, (1, false), ben(), reading(4.0, 6));
    assert_eq!(left, (Some((4.0, 6)), false), "untouched, it meets nothing");
    let edited = outcome(&prompt, (1, false), ben(), reading(5.0, 6));
    assert_eq!(edited, (Some((4.0, 6)), true));
    let surer = outcome(&prompt, (1, false), ben(), reading(4.0, 9));
    assert_eq!(surer, (Some((4.0, 6)), true), "the confidence alone");
}

#[test]
fn what_is_not_asked_any_more_is_not_held_up() {
    let last = Some(said("ben", 1, Some(6.0), LATER));
    let kept = outcome(&prompt(false, None), (0, false), last, reading(5.0, 5));
    assert_eq!(kept, (Some((5.0, 5)), false));
}

#[test]
fn a_result_meets_only_what_somebody_else_told_since_and_otherwise() {
    let told = |value: f64| Outcome {
        measured: Measured {
            value: Some(value),
            sample: None,
        },
        verdict: Verdict::Validated,
        day: at(OPENED).date_naive(),
        was_it_so: None,
        decision: None,
    };
    let id = IterationId::new("it");
    for (what, version, by, seen, (kept, met)) in [
        ("another's", 1, "ben", None, (false, true)),
        ("one's own", 1, "ana", None, (true, false)),
        ("seen", 0, "ben", None, (true, false)),
        (
            "left as it was seen",
            1,
            "ben",
            Some(told(3.0)),
            (false, false),
        ),
        ("seen otherwise", 1, "ben", Some(told(2.0)), (false, true)),
    ] {
        let telling = Telling {
            version,
            by: PersonId::new(by),
            at: at(LATER),
            seen,
        };
        let stands = Stands {
            tellings: [(id.clone(), telling)].into(),
            ..Stands::default()
        };
        let mut mine = vec![(id.clone(), told(3.0))];
        let seen = (&Seen::default(), at(OPENED).timestamp());
        let mut sent = check_in(Vec::new());
        let found = meet(&prompt(true, None), seen, &stands, &mut sent, &mut mine);
        assert_eq!((!mine.is_empty(), !found.is_empty()), (kept, met), "{what}");
    }
}

#[test]
fn what_was_typed_is_too_late_only_where_nobody_asks_for_it() {
    let typed = |value: &str| {
        let fields = [
            (Field::Value(code()), Some(value.to_owned())),
            (Field::Confidence(code()), Some("7".to_owned())),
        ];
        Typed(fields.into())
    };
    let late = |text: &str| {
        vec![TooLate::Reading {
            code: code(),
            text: text.to_owned(),
        }]
    };
    assert_eq!(too_late(&prompt(true, None), &typed("5")), []);
    assert_eq!(
        too_late(&prompt(false, None), &typed("5")),
        late("5, confidence 7")
    );
    assert_eq!(too_late(&prompt(false, None), &typed(" ")), []);
    // What this answer has recorded of it stands in its form though it is asked of somebody else now.
    let given = prompt(false, Some(reading(5.0, 7)));
    assert_eq!(too_late(&given, &typed("5")), []);
    let told = IterationId::new("gone");
    let fields = [
        (result::Field::Value, "11%"),
        (result::Field::WasItSo, "mostly"),
    ];
    let fields = fields.map(|(of, text)| (Field::Result(told.clone(), of), Some(text.to_owned())));
    let text = "11%; mostly".to_owned();
    let all = too_late(&prompt(true, None), &Typed(fields.into()));
    assert_eq!(all, [TooLate::Result { text }]);
}

#[test]
fn a_form_has_seen_what_its_prompt_shows_and_not_what_came_after() {
    let stands = |value| Stands {
        readings: [(code(), said("ben", 2, Some(value), LATER))].into(),
        ..Stands::default()
    };
    let mut prompt = prompt(true, None);
    prompt.key_results[0].recorded = Some(reading(6.0, 7));
    let seen = |value| {
        stands(value)
            .seen_in(&prompt)
            .readings
            .get(&code())
            .copied()
    };
    assert_eq!(seen(6.0), Some(2));
    assert_eq!(seen(8.0), Some(1), "it was said after the prompt was read");
}
