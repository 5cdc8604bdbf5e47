//! A head whose numbers stand on few says so; what nobody measured is not called worse, and what came to its aim is.

use super::*;

/// Of four teams so many answered with half fires; the others are silent.
fn by_few(org: &Organisation, answered: usize, readings: &[Reading]) -> Digest {
    let rows = (0..org.teams.len()).map(|team| {
        let row = row(org, team, week(), 50);
        match team < answered {
            true => row,
            false => RollUp {
                split: None,
                weight: 0.0,
                answered: 0,
                counted: 0,
                ..row
            },
        }
    });
    digest(&Sources {
        org,
        week: week(),
        day: week().day(chrono::Weekday::Fri),
        history: &History::new(rows.collect()),
        asks: &[],
        check_ins: &[],
        readings,
        decided: &[],
        iterations: &[],
        told_before: None,
        matters: &headway::domain::matters::Matters::default(),
    })
}

#[test]
fn a_number_of_few_says_of_whom_it_is() {
    let org = company(4);
    let one = by_few(&org, 1, &[]);
    let gap = "30 points less elective work than agreed";
    check_headline(&one, &org, &format!("{gap}, in the one team that answered"));
    let said = text(&one, &org);
    assert!(
        said.contains("• Time: by one of four teams, 50% elective"),
        "{said}"
    );
    let letter = forward(&one, &org).text();
    assert!(
        letter.contains("By one of four teams: Elective work took 50%"),
        "{letter}"
    );
    let two = by_few(&org, 2, &[]);
    check_headline(&two, &org, gap);
    assert!(text(&two, &org).contains("• Time: 50% elective"));
}

#[test]
fn what_was_measured_heads_a_week_of_few() {
    let org = aiming(company(4), &["A-1.1"]);
    let readings = [reading("A-1.1", 1, 90.0, 8), reading("A-1.1", 0, 20.0, 8)];
    let fell = "A-1.1 Payers <who> pay is worse: on track → off track";
    check_headline(&by_few(&org, 1, &readings), &org, fell);
}

#[test]
fn what_nobody_measured_is_not_called_worse() {
    let org = aiming(company(4), &["A-1.1"]);
    let digest = by_few(&org, 4, &[reading("A-1.1", 1, 44.0, 8)]);
    let said = text(&digest, &org);
    let fell =
        "A-1.1 Payers <who> pay fell behind its line: on track → at risk; no reading since week 46";
    assert!(said.contains(fell), "{said}");
    assert!(!said.contains("worse"), "{said}");
    let letter = forward(&digest, &org).text();
    let fell = "Payers <who> pay fell behind its line: at risk, and was on track; no reading since week 46; it stands at 44";
    assert!(letter.contains(fell), "{letter}");
}

#[test]
fn what_is_measured_again_and_what_came_to_its_aim_say_so() {
    let org = aiming(company(4), &["A-1.1"]);
    let readings = [reading("A-1.1", 4, 10.0, 8), reading("A-1.1", 0, 100.0, 8)];
    let digest = by_few(&org, 4, &readings);
    let said = text(&digest, &org);
    let again = "A-1.1 Payers <who> pay is measured again: on track (100; ";
    assert!(said.contains(again), "{said}");
    assert!(said.contains("aim 100, which is reached)."), "{said}");
    let part = &digest.teams[0];
    let reply = replies(part, &org, None)[0].text();
    assert!(
        reply.contains("confidence 8: on track; the aim is reached."),
        "{reply}"
    );
}
