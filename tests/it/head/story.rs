//! A week in which every line of the digest has something to say, to be read aloud.

use headway::domain::allocation::History;
use headway::domain::check_in::RollUp;
use headway::domain::digest::{Digest, Facts, Sources, digest};
use headway::domain::id::{IterationId, KeyResultCode, PersonId};
use headway::domain::iteration::{
    Decision, Impact, Iteration, Measured, Outcome, Side, Stage, Threshold, Verdict,
};
use headway::domain::okr::Unit;
use headway::domain::organisation::Organisation;
use headway::words::digest::{forward, head, late, replies};
use headway::words::message::Message;
use headway::words::thread::pages;

use super::{aiming, reading, week};
use crate::thread::{company, row};

/// A slice of Payments' that was measured on Thursday, or is not yet.
fn slice(number: u32, title: &str, told: Option<(f64, Verdict)>) -> Iteration {
    let org = company(1);
    Iteration {
        id: IterationId::new(format!("it-{number}")),
        number,
        feature: "Insights".to_owned(),
        title: title.to_owned(),
        team: org.teams[0].id.clone(),
        owner: PersonId::new("U1"),
        key_result: KeyResultCode::new("A-1.1"),
        hypothesis: "We believe readers will click".to_owned(),
        test: "An e-mail to fifty".to_owned(),
        stage: Stage::Sketch,
        gates: std::collections::BTreeSet::new(),
        metric: "readers who click".to_owned(),
        threshold: Threshold {
            side: Side::AtLeast,
            value: 8.0,
            unit: Unit::Percent,
            sample: None,
        },
        impact: Impact::Customer,
        impact_sentence: "They see what they spend".to_owned(),
        started: week().previous().monday(),
        measure_by: week().previous().sunday(),
        follows: None,
        outcome: told.map(|(value, verdict)| Outcome {
            measured: Measured {
                value: Some(value),
                sample: None,
            },
            verdict,
            day: week().day(chrono::Weekday::Thu),
            was_it_so: None,
            decision: Some(match verdict {
                Verdict::Validated => Decision::NextStage,
                _ => Decision::Stop,
            }),
        }),
    }
}

/// A week in which something is to be said in every line.
fn story() -> (Organisation, Digest) {
    let mut org = aiming(company(3), &["A-1.1", "A-1.2"]);
    for (team, name) in org.teams.iter_mut().zip(["Payments", "Search", "Platform"]) {
        team.name = name.to_owned();
    }
    org.objectives[0].key_results[0].metric = "Weekly active payers".to_owned();
    org.objectives[0].key_results[1].metric = "Searches with an answer".to_owned();
    let mut readings = vec![
        reading("A-1.1", 3, 40.0, 8),
        reading("A-1.1", 2, 45.0, 8),
        reading("A-1.1", 1, 50.0, 8),
        reading("A-1.1", 0, 30.0, 5),
    ];
    readings.push(reading("A-1.2", 3, 60.0, 9));
    let mut begun = slice(4, "Insights in the app", None);
    begun.started = week().monday();
    begun.measure_by = week().next().sunday();
    let iterations = [
        slice(1, "Insights by e-mail", Some((11.0, Verdict::Validated))),
        slice(2, "Insights on paper", Some((2.0, Verdict::Refuted))),
        slice(3, "Insights by telephone", None),
        begun,
    ];
    let fires = |team: usize, back: u32| if team == 0 && back < 2 { 45 } else { 20 };
    let rows: Vec<RollUp> = (0..3)
        .flat_map(|team| (0..9).map(move |back| (team, back)))
        .map(|(team, back)| row(&org, team, week().back(back), fires(team, back)))
        .collect();
    let facts = Facts {
        elective: Some(82),
        teams_in: 2,
        teams: 3,
        readings: std::collections::BTreeMap::new(),
        verdicts: None,
    };
    let digest = digest(&Sources {
        org: &org,
        week: week(),
        day: week().day(chrono::Weekday::Fri),
        history: &History::new(rows),
        asks: &[],
        check_ins: &[],
        readings: &readings,
        decided: &[],
        iterations: &iterations,
        told_before: Some(&facts),
        matters: &headway::domain::matters::Matters::default(),
    });
    (org, digest)
}

#[test]
fn the_digest_reads_like_this() {
    let (org, digest) = story();
    let thread = headway::domain::digest::thread(&digest, &org);
    let mut all = vec![head(&digest, &org, Some("Monday 10:12, two late answers"))];
    all.extend(pages(&thread, week(), &org, &[], None));
    all.extend(thread.told().flat_map(|part| replies(part, &org, None)));
    all.push(forward(&digest, &org));
    let part = &digest.teams[0];
    let came = Some("Monday 10:12, one late answer");
    all.push(late(week(), came, digest.late.as_ref(), &[part], &org));
    let texts: Vec<String> = all.iter().map(Message::text).collect();
    insta::assert_snapshot!(texts.join("\n\n"));
}
