//! Whatever a digest holds, what everybody may read of it holds no note, request, reason or private code: digests are
//! made by chance, everything that is not for everyone is marked, and the marks are looked for in all that is sent.

use chrono::NaiveDate;
use headway::cli::org_file;
use headway::domain::allocation::History;
use headway::domain::check_in::{CheckIn, RollUp};
use headway::domain::digest::{
    Digest, LateNews, LateResult, OpenRequest, Sources, WeekMatters, digest, for_everyone, thread,
};
use headway::domain::id::{
    AskId, CategoryId, IterationId, KeyResultCode, PersonId, QuestionId, RequestId, TeamId,
};
use headway::domain::iteration::{
    Decision, Impact, Iteration, Measured, Outcome, Side, Stage, Threshold, Verdict,
};
use headway::domain::okr::{Confidence, Reading, Unit};
use headway::domain::organisation::Organisation;
use headway::domain::question::Question;
use headway::domain::request::Request;
use headway::domain::shape::Shape;
use headway::domain::target::{Anew, TargetSplit};
use headway::domain::time_split::TimeSplit;
use headway::domain::week::Week;
use headway::slack::view;
use headway::words;
use headway::words::message::Message;
use headway::words::subscription;
use headway::words::thread::{alone, pages};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::house::COMPANY;

/// What stands in everything that is not for everyone.
const MARK: &str = "SECRET";

const PRIVATE: &str = "\n[objectives.SECRET-9]\ntitle = \"SECRET merger\"\naccountable = \"mara\"\nteams = [\"payments\", \"platform\"]\nquarter = \"2026-Q4\"\n\n[objectives.SECRET-9.key_results.\"SECRET-9.1\"]\nmetric = \"SECRET share\"\nunit = \"number\"\nbaseline = 0\ntarget = 100\nowner = \"ana\"\n";

fn week() -> Week {
    "2026-W47".parse().unwrap()
}

fn friday() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn organisation() -> Organisation {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.toml");
    std::fs::write(&path, format!("{COMPANY}{PRIVATE}")).unwrap();
    org_file::read(&path).unwrap()
}

/// What chance decides.
#[derive(Debug, Clone)]
struct Drawn {
    /// Each team's fires in the weeks up to this one; nothing where it did not answer.
    fires: Vec<Vec<Option<u8>>>,
    values: Vec<(f64, u8)>,
    notes: usize,
    verdicts: Vec<usize>,
    agreed_anew: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let fires = vec(vec(proptest::option::weighted(0.8, 0_u8..=100), 10), 2);
    let values = vec((0.0_f64..10_000.0, 0_u8..=10), 12);
    let verdicts = vec(0_usize..4, 0..5);
    (fires, values, 0_usize..4, verdicts, any::<bool>()).prop_map(
        |(fires, values, notes, verdicts, agreed_anew)| Drawn {
            fires,
            values,
            notes,
            verdicts,
            agreed_anew,
        },
    )
}

fn split(fires: u8) -> TimeSplit {
    let (fire, rest) = (CategoryId::new("fires"), CategoryId::new("existing"));
    TimeSplit::new([(fire, fires), (rest, 100 - fires)]).unwrap()
}

fn rows(org: &Organisation, drawn: &Drawn) -> Vec<RollUp> {
    let mut rows = Vec::new();
    for (team, weeks) in org.teams.iter().zip(&drawn.fires) {
        for (back, fires) in (0..).zip(weeks) {
            rows.extend(fires.map(|fires| RollUp {
                week: week().back(back),
                team: team.id.clone(),
                split: Some(split(fires)),
                estimate: true,
                weight: 1.0,
                available: 1.0,
                strength: 2.0,
                asked: 1,
                answered: 1,
                counted: 1,
                repeated: 0,
                seconds: 30,
            }));
        }
    }
    rows.sort_by_key(|row| row.week);
    rows
}

fn check_ins(org: &Organisation, drawn: &Drawn) -> Vec<CheckIn> {
    let text = |what: &str| Some(format!("{MARK} {what} <!channel>"));
    let one = |at: usize| CheckIn {
        ask: AskId::new(format!("a{at}")),
        week: week(),
        team: org.teams[at % org.teams.len()].id.clone(),
        person: PersonId::new("ana"),
        estimate: true,
        split: split(20),
        repeated: false,
        readings: Vec::new(),
        results_asked: true,
        results_note: text("of results"),
        note: text("note"),
        need: text("need"),
        next_slice: text("next slice"),
        form_opened: None,
        sent: "2026-11-19T15:00:00Z".parse().unwrap(),
        revision: 1,
    };
    (0..drawn.notes).map(one).collect()
}

fn readings(drawn: &Drawn) -> Vec<Reading> {
    let codes = ["PAY-1.1", "PAY-1.2", "SECRET-9.1"];
    let all = codes
        .iter()
        .flat_map(|code| (0..4).map(move |back| (*code, back)));
    let all = all.zip(&drawn.values);
    all.map(|((code, back), (value, confidence))| Reading {
        key_result: KeyResultCode::new(code),
        week: week().back(back),
        value: *value,
        confidence: Confidence::try_from(*confidence).unwrap(),
        by: PersonId::new("ana"),
        note: Some(format!("{MARK} note of {code}")),
    })
    .collect()
}

fn iterations(org: &Organisation, drawn: &Drawn) -> Vec<Iteration> {
    let one = |(at, kind): (usize, &usize)| {
        let private = at % 2 == 1;
        let code = if private { "SECRET-9.1" } else { "PAY-1.2" };
        let title = if private {
            "SECRET slice"
        } else {
            "Insights by e-mail"
        };
        let outcome = Verdict::ALL.get(*kind).map(|verdict| Outcome {
            measured: Measured {
                value: Some(11.0),
                sample: None,
            },
            verdict: *verdict,
            day: friday(),
            was_it_so: Some(format!("{MARK} it was")),
            decision: Some(Decision::NextStage),
        });
        Iteration {
            id: IterationId::new(format!("i{at}")),
            number: u32::try_from(at).unwrap() + 1,
            feature: "Insights".to_owned(),
            title: title.to_owned(),
            team: org.teams[at % org.teams.len()].id.clone(),
            owner: PersonId::new("ana"),
            key_result: KeyResultCode::new(code),
            hypothesis: "We believe".to_owned(),
            test: "An e-mail".to_owned(),
            stage: Stage::Sketch,
            gates: [].into(),
            metric: "readers who click".to_owned(),
            threshold: Threshold {
                side: Side::AtLeast,
                value: 8.0,
                unit: Unit::Percent,
                sample: None,
            },
            impact: Impact::Customer,
            impact_sentence: "They see".to_owned(),
            started: "2026-11-02".parse().unwrap(),
            measure_by: "2026-11-09".parse().unwrap(),
            follows: None,
            outcome,
        }
    };
    drawn.verdicts.iter().enumerate().map(one).collect()
}

/// What lies open between a team and leadership.
fn matters(team: &TeamId) -> WeekMatters {
    let at = "2026-11-13T15:00:00Z".parse().unwrap();
    let request = Request {
        id: RequestId::new("r1"),
        ask: AskId::new("a1"),
        week: week(),
        team: team.clone(),
        by: PersonId::new("ana"),
        what: format!("{MARK} request"),
        owner: None,
        needed_by: None,
        made: at,
        ended: None,
    };
    let question = Question {
        id: QuestionId::new("q1"),
        week: week(),
        team: team.clone(),
        by: PersonId::new("mara"),
        text: format!("{MARK} question"),
        asked: at,
        ended: None,
    };
    WeekMatters {
        requests: vec![OpenRequest {
            request,
            owner: None,
            age: 7,
            new: false,
            late: false,
        }],
        questions: vec![(question, 7)],
        ..WeekMatters::default()
    }
}

fn late_result(key_result: KeyResultCode) -> LateResult {
    LateResult {
        title: format!("A slice for {key_result}"),
        key_result,
        verdict: Verdict::Validated,
    }
}

/// A digest as it would be if nothing were private.
fn made(org: &Organisation, drawn: &Drawn) -> Digest {
    let history = History::new(rows(org, drawn));
    let mut digest = digest(&Sources {
        org,
        week: week(),
        day: friday(),
        history: &history,
        asks: &[],
        check_ins: &check_ins(org, drawn),
        readings: &readings(drawn),
        decided: &[],
        iterations: &iterations(org, drawn),
        told_before: None,
        matters: &headway::domain::matters::Matters::default(),
    });
    let target = TargetSplit {
        why: Some(format!("{MARK} why")),
        gives_way: Some(format!("{MARK} way")),
        reason: Some(format!("{MARK} reason")),
        until: Some("2026-12-20".parse().unwrap()),
        ..TargetSplit::for_quarter("2026-Q4".parse().unwrap(), split(35), 10)
    };
    let codes = ["PAY-1.1", "SECRET-9.1"].map(KeyResultCode::new);
    digest.late = Some(LateNews {
        week: week().previous(),
        elective: None,
        stands_at: None,
        teams_in: None,
        read: codes.to_vec(),
        corrected: codes.to_vec(),
        results: codes.map(late_result).to_vec(),
    });
    if drawn.notes > 1 {
        digest.matters = matters(&org.teams[0].id);
        for part in &mut digest.teams {
            part.matters = matters(&part.team);
        }
    }
    if drawn.agreed_anew {
        for part in &mut digest.teams {
            part.target = Some(target.clone());
            part.agreed_anew = vec![Anew {
                now: target.clone(),
                before: target.clone(),
            }];
        }
    }
    digest
}

/// All that Slack gets of a message, in every shape.
fn whole(message: &Message) -> String {
    let shapes = [Shape::Native, Shape::Tables, Shape::Plain, Shape::TextOnly];
    let blocks = shapes.map(|shape| serde_json::to_string(&view::blocks(message, shape)).unwrap());
    format!("{} {}", view::text(message), blocks.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_not_for_everyone_is_in_nothing_that_everyone_gets(drawn in drawn()) {
        let open = organisation();
        let mut org = open.clone();
        let objectives = org.objectives.iter_mut();
        for objective in objectives.filter(|it| it.code.as_str().contains(MARK)) {
            objective.private = true;
        }
        let digest = made(&open, &drawn);
        // It is there to be left out.
        let leadership = words::digest::head(&digest, &org, None);
        prop_assert_eq!(drawn.notes > 0, whole(&leadership).contains("need &lt;!channel&gt;"));
        let stripped = for_everyone(&digest, &org);
        let thread = thread(&stripped, &org);
        let mut messages = vec![subscription::head(words::digest::head(&stripped, &org, None))];
        messages.extend(alone(&thread, week(), &org, None));
        // Words that subscribers do not get today, and might tomorrow.
        messages.extend(pages(&thread, week(), &org, &thread.told().collect::<Vec<_>>(), None));
        messages.extend(stripped.teams.iter().flat_map(|part| words::digest::replies(part, &org, None)));
        for message in &messages {
            let whole = whole(message);
            prop_assert!(!whole.contains(MARK), "{}", whole);
            prop_assert!(!whole.contains("To talk about"), "{}", whole);
        }
        prop_assert_eq!(&for_everyone(&stripped, &org), &stripped);
    }
}
