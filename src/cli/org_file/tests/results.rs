//! Objectives and key results with all that can be written of them, and what is said of what is wrong.

use super::*;
use crate::domain::okr::{Commitment, Curve, Direction, Judging, KeyResult, Outcome, Unit};

/// The small file's key result with other lines in place of `unit`, `baseline` and `target`.
fn with(lines: &str) -> String {
    let old = "unit = \"number\"\nbaseline = 3900\ntarget = 6000\n";
    assert_eq!(SMALL.matches(old).count(), 1);
    SMALL.replace(old, lines)
}

fn key_result(lines: &str) -> KeyResult {
    let company = parse("org.toml", &with(lines)).unwrap();
    company.objectives[0].key_results[0].clone()
}

#[track_caller]
fn refused(lines: &str, expect: &str) {
    let said = said(&with(lines));
    assert_eq!(said.len(), 1, "{said:?}");
    let what = said[0].split_once(": ").unwrap().1;
    let what = what
        .strip_prefix("objectives.PAY-1.key_results.\"PAY-1.1\"")
        .unwrap_or(what);
    assert_eq!(what, expect, "{lines}");
}

#[test]
fn everything_that_a_key_result_can_say_is_read() {
    let all = key_result(
        "unit = \"duration\"\nbaseline = \"3h10\"\ntarget = \"45min\"\ndirection = \"decrease\"\ncurve = \"late\"\n\
         weight = 2.5\noutcome = \"efficiency\"\nkeep = \"it is what we have\"\nreason = \"as agreed\"\n",
    );
    assert_eq!(
        (all.unit, all.baseline, all.target),
        (Unit::Duration, 11_400.0, 2_700.0)
    );
    assert_eq!(
        (all.direction, all.curve, all.weight),
        (Direction::Decrease, Curve::Late, 2.5)
    );
    assert_eq!(all.outcome, Some(Outcome::Efficiency));
    assert_eq!(all.kept.as_deref(), Some("it is what we have"));
    assert_eq!(all.reason.as_deref(), Some("as agreed"));
    let usual = key_result("unit = \"EUR\"\nbaseline = \"5.400 €\"\ntarget = 300\n");
    assert_eq!(
        (usual.baseline, usual.direction, usual.weight),
        (5400.0, Direction::Decrease, 1.0)
    );
    let kept = key_result(
        "unit = \"percent\"\nbaseline = 95\ntarget = 95\ndirection = \"keep at least\"\n",
    );
    assert_eq!(kept.direction, Direction::AtLeast);
    for done in ["direction = \"done\"\n", "keep = \"the law wants it\"\n"] {
        let done = key_result(done);
        assert_eq!(
            (done.unit, done.direction, done.target),
            (Unit::Done, Direction::Done, 1.0)
        );
    }
}

#[test]
fn an_objective_names_its_counterparts_and_how_it_is_meant() {
    let more = "quarter = \"2026-Q4\"\nproduct = \"ben\"\nengineering = \"ana\"\ncommitment = \"aspirational\"\nprivate = true\n";
    let text = SMALL.replace("quarter = \"2026-Q4\"\n", more);
    let objective = parse("org.toml", &text).unwrap().objectives[0].clone();
    assert_eq!(objective.product, Some(PersonId::new("U2")));
    assert_eq!(
        objective.engineering,
        Some(PersonId::new("ana@example.com"))
    );
    assert_eq!(
        (objective.commitment, objective.private),
        (Commitment::Aspirational, true)
    );
    check(
        "quarter = \"2026-Q4\"",
        "quarter = \"2026-Q4\"\ncommitment = \"commited\"",
        "24: objectives.PAY-1.commitment: \"commited\" is unknown; did you mean \"committed\"?",
    );
}

#[test]
fn what_reads_like_output_is_objected_to_and_may_be_kept() {
    let launch = "metric = \"Launch the new checkout\"";
    let said = said_with("metric = \"Weekly active payers\"", launch);
    assert_eq!(
        said,
        [
            "25: objectives.PAY-1.key_results.\"PAY-1.1\".metric: Reads like output (“Launch”): what is made, not what \
         changes by it. For example not “Launch the new checkout” but “Successful first payments, from 64% to 80%”. \
         Or keep it, and say why: keep = \"…\""
        ]
    );
    let kept = format!("{launch}\nkeep = \"the bank wants it\"");
    assert_eq!(
        said_with("metric = \"Weekly active payers\"", &kept),
        [""; 0]
    );
    refused(
        "baseline = 1\ntarget = 2\n",
        ": Has no unit: say what the numbers count, for example percent, EUR, a duration, or a plain number. \
         Or keep it, and say why: keep = \"…\"",
    );
}

#[test]
fn numbers_that_may_be_two_are_asked_about() {
    let number =
        |baseline: &str| format!("unit = \"number\"\nbaseline = {baseline}\ntarget = 9000\n");
    refused(
        &number("\"5.400\""),
        ".baseline: \"5.400\": Is that 5,400 or 5.4? Please write 5400 or 5.4.",
    );
    refused(
        &number("\"many\""),
        ".baseline: \"many\": A number, please, like 4400 or 4,400.",
    );
    let time =
        |baseline: &str| format!("unit = \"duration\"\nbaseline = {baseline}\ntarget = \"1h\"\n");
    refused(
        &time("190"),
        ".baseline: is a number, and nobody knows of what; write it like \"45min\" or \"3h20\"",
    );
    refused(
        &time("\"190\""),
        ".baseline: \"190\": Of hours, minutes or seconds? Please write it like 45min, 3h20 or 90s.",
    );
}

#[test]
fn what_does_not_fit_together_is_said() {
    let usual = "unit = \"number\"\nbaseline = 3900\ntarget = 6000\n";
    refused(
        &format!("{usual}direction = \"decrease\"\n"),
        ".direction: is \"decrease\", and the target lies on the other side of the baseline; change one of them",
    );
    refused(
        "direction = \"done\"\ntarget = 1\n",
        ".target: does not belong to what is done or not done; take it out",
    );
    refused(
        &format!("{usual}weight = 0\n"),
        ".weight: 0 is not a weight; write a number above 0, like 2",
    );
    refused(
        &format!("{usual}curve = \"lat\"\n"),
        ".curve: \"lat\" is unknown; did you mean \"late\"?",
    );
    refused(
        &format!("{usual}keep = \"\"\n"),
        ".keep: is empty; write a text",
    );
}

#[test]
fn how_results_are_judged_is_read_and_checked() {
    let results = |lines: &str| format!("{SMALL}[results]\n{lines}");
    let own = "on_track = 80\ngrace_days = 0\noutput_words = [\"ausliefern\"]\n";
    let company = parse("org.toml", &results(own)).unwrap();
    let expected = Judging {
        on_track: 80,
        grace_days: 0,
        ..Judging::default()
    };
    assert_eq!(company.settings.results.judging, expected);
    assert_eq!(company.settings.results.output_words, ["ausliefern"]);
    for (lines, expect) in [
        (
            "at_risk = 95",
            "at_risk: at_risk is above on_track; at risk begins below on track",
        ),
        (
            "confident = 11",
            "confident: 11 is not a whole number from 0 to 10",
        ),
        (
            "clear = 2.5",
            "clear: 2.5 is not a whole number from 0 to 50",
        ),
        (
            "on_trak = 80",
            "on_trak: is not a key here; did you mean \"on_track\"?",
        ),
        (
            "output_words = \"x\"",
            "output_words: is a text; a list of words in brackets belongs here",
        ),
    ] {
        assert_eq!(said(&results(lines)), [format!("30: results.{expect}")]);
    }
}
