//! What decides who counts how much, and who sees what.

use super::*;

#[test]
fn the_settings_of_privacy_are_checked() {
    let zone = "time_zone = \"Europe/Berlin\"";
    for (line, expect) in [
        ("enough_answers = 3", None),
        ("enough_answers = 5\nkeep_single_splits_weeks = 2", None),
        (
            "enough_answers = 2",
            Some(
                "workspace.enough_answers: is not a whole number from 3 to 100: from the total of two people each could read the other's answer",
            ),
        ),
        (
            "enough_answers = 3.5",
            Some(
                "workspace.enough_answers: is not a whole number from 3 to 100: from the total of two people each could read the other's answer",
            ),
        ),
        (
            "keep_single_splits_weeks = 1",
            Some(
                "workspace.keep_single_splits_weeks: is not a whole number from 2 to 520: last week's fills the form",
            ),
        ),
        (
            "keep_single_splits_weeks = true",
            Some(
                "workspace.keep_single_splits_weeks: is true or false; a whole number, without quotes, belongs here",
            ),
        ),
    ] {
        let said = said_with(zone, &format!("{zone}\n{line}"));
        let expect: Vec<String> = expect.map(|it| format!("5: {it}")).into_iter().collect();
        assert_eq!(said, expect, "{line}");
    }
    let usual = parse("org.toml", SMALL).unwrap();
    assert_eq!(usual.settings.enough_answers, 3);
    assert_eq!(usual.settings.keep_single_splits_weeks, 26);
    assert!(usual.teams[0].tell_channel && !usual.teams[0].lead_sees_answers);
}

#[test]
fn a_member_may_come_and_go_on_a_day() {
    let members = r#"members = ["ana", "ben"]"#;
    let with = |rest: &str| format!(r#"members = ["ana", {{ person = "ben", {rest} }}]"#);
    let new = with(r#"share = 0.5, from = "2026-11-18", until = 2026-12-31"#);
    let company = parse("org.toml", &SMALL.replace(members, &new)).unwrap();
    let ben = &company.teams[0].members[1];
    assert_eq!(ben.from, Some("2026-11-18".parse().unwrap()));
    assert_eq!(ben.until, Some("2026-12-31".parse().unwrap()));
    check(
        members,
        &with(r#"from = "2026-11-18", until = "2026-11-17""#),
        "17: teams.payments.members.until: is before 2026-11-18, the first day; write it or a later day",
    );
    check(
        members,
        &with(r#"from = "18.11.2026""#),
        "17: teams.payments.members.from: is not a day; write it like \"2026-12-24\"",
    );
}

#[test]
fn two_categories_of_one_name_are_told_apart() {
    let category = |key: &str, name: &str| {
        format!("[categories.{key}]\nname = \"{name}\"\nelective = true\npurpose = \"run\"\n")
    };
    let two = format!(
        "{SMALL}{}{}",
        category("a", "Fires"),
        category("b", "FIRES")
    );
    assert_eq!(
        said(&two),
        [
            "33: categories.b: is called \"FIRES\" like a; in the form nobody could tell them apart: choose another name"
        ]
    );
}
