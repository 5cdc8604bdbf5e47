//! Every kind of mistake, with its line, its key and what would be right.

use super::*;

#[test]
fn a_wrong_value_is_named_with_what_would_be_right() {
    let zone = r#"time_zone = "Europe/Berlin""#;
    check(
        zone,
        r#"time_zone = "Europe/Berln""#,
        r#"4: workspace.time_zone: "Europe/Berln" is not a time zone; did you mean "Europe/Berlin"?"#,
    );
    check(
        zone,
        r#"time_zone = "berlin""#,
        r#"4: workspace.time_zone: "berlin" is not a time zone; did you mean "Europe/Berlin"?"#,
    );
    check(
        zone,
        "time_zone = 1",
        "4: workspace.time_zone: is a number; a text in quotes belongs here",
    );
    check(
        zone,
        "",
        r#"2: workspace.time_zone: is missing; write one like "Europe/Berlin""#,
    );
    check(
        r#"name = "Northwind""#,
        "name = \"North\\u0000wind\"",
        "3: workspace.name: has a control character in it (U+0000); write one line of text",
    );
    check(
        r#"name = "Northwind""#,
        r#"name = "  ""#,
        "3: workspace.name: is empty; write a text",
    );
    check(
        r#"name = "Northwind""#,
        &format!("name = \"{}\"", "ö".repeat(81)),
        "3: workspace.name: has 81 characters; 80 are the most",
    );
    check(
        r#"channel = "leadership""#,
        r#"channel = "Leader ship""#,
        r#"5: workspace.leadership_channel: "Leader ship" is not a channel; write its name in lower case, like "leadership", or its id, "C…""#,
    );
    check(
        r#"id = "U2""#,
        r#"id = "ben""#,
        r#"11: people.ben.id: "ben" is not a Slack id; it looks like "U024BE7LH""#,
    );
    check(
        r#"id = "U2""#,
        r#"email = "ben""#,
        r#"11: people.ben.email: "ben" is not an e-mail address"#,
    );
    check(
        r#"id = "U2""#,
        r#"email = "ANA@example.com""#,
        r#"11: people.ben.email: "ANA@example.com" belongs to people.ana already"#,
    );
    check(
        r#"id = "U2""#,
        "",
        r#"10: people.ben.id: is missing; write id = "U…", as Slack's profile shows it, or email = "…""#,
    );
    check(
        r#"kind = "application""#,
        r#"kind = "aplication""#,
        r#"15: teams.payments.kind: "aplication" is unknown; did you mean "application"?"#,
    );
    check(
        "kind = \"application\"\n",
        "",
        r#"13: teams.payments.kind: is missing; write kind = "application", "platform" or "infrastructure""#,
    );
}

#[test]
fn days_and_shares_are_checked() {
    let id = r#"id = "U2""#;
    check(
        id,
        "id = \"U2\"\ndays_off = [\"2026-02-30\"]",
        r#"12: people.ben.days_off: is not a day; write it like "2026-12-24""#,
    );
    assert_eq!(
        said_with(id, "id = \"U2\"\ndays_off = [2026-12-24, \"2026-12-25\"]"),
        [""; 0]
    );
    let members = r#"members = ["ana", "ben"]"#;
    for (share, expect) in [
        (
            "0",
            "0 is not a share of full time; write more than 0 and at most 1, like 0.5",
        ),
        (
            "1.5",
            "1.5 is not a share of full time; write more than 0 and at most 1, like 0.5",
        ),
        (
            "nan",
            "is not a number that can be measured; write one like 3900 or 0.5",
        ),
        (
            "-inf",
            "is not a number that can be measured; write one like 3900 or 0.5",
        ),
        (
            "true",
            "is true or false; a number, without quotes, belongs here",
        ),
    ] {
        let new = format!(r#"members = ["ana", {{ person = "ben", share = {share} }}]"#);
        check(
            members,
            &new,
            &format!("17: teams.payments.members.share: {expect}"),
        );
    }
}

#[test]
fn a_team_is_people_with_one_place_each() {
    let members = r#"members = ["ana", "ben"]"#;
    let team = |new: &str, expect: &str| check(members, new, expect);
    team(
        r#"members = ["ana", "ben", "U2"]"#,
        r#"17: teams.payments.members: "ben" stands here twice"#,
    );
    team(
        r#"members = ["ben"]"#,
        r#"16: teams.payments.lead: "ana" is not one of the members; add them there"#,
    );
    team(
        r#"members = ["ana", "bne"]"#,
        r#"17: teams.payments.members: "bne" is neither in [people] nor a Slack id nor an e-mail address; did you mean "ben"?"#,
    );
    team(
        "members = [\"ana\"]\ndeputies = [\"ben\"]",
        r#"18: teams.payments.deputies: "ben" is not one of the members; add them there"#,
    );
    team(
        "members = [\"ana\"]\ndeputies = [\"ana\"]",
        r#"18: teams.payments.deputies: "ana" is the lead; a deputy is somebody else"#,
    );
    team(
        "members = [\"ana\"]\nobservers = [\"ana\"]",
        r#"18: teams.payments.observers: "ana" is a member already; an observer is somebody else"#,
    );
    check(
        "lead = \"ana\"\n",
        "",
        r#"13: teams.payments.lead: is missing; the team answers by its lead: name one of its members, or write answers = "everyone""#,
    );
    assert_eq!(
        said_with("lead = \"ana\"", "answers = \"everyone\""),
        [""; 0]
    );
    team(
        "members = []",
        "17: teams.payments.members: is empty; a team is at least one person",
    );
}

#[test]
fn moments_come_in_an_order_that_works() {
    let name = r#"name = "Northwind""#;
    let week = |new: &str, expect: &str| check(name, &format!("{name}\n{new}"), expect);
    week(
        r#"ask = "thrusday 15:00""#,
        r#"4: workspace.ask: "thrusday 15:00" is not a moment of the week; write it like "thursday 15:00""#,
    );
    week(
        r#"ask = "friday 16:00""#,
        "4: workspace.ask: friday 16:00 is not before the digest (friday 16:00); ask earlier, or move the digest",
    );
    week(
        r#"digest = "wednesday 9:00""#,
        "4: workspace.digest: wednesday 09:00 is not after the ask (thursday 15:00); ask earlier",
    );
    week(
        r#"reminders = ["friday 17:00"]"#,
        "4: workspace.reminders: friday 17:00 is not before the digest (friday 16:00); remind earlier",
    );
    week(
        r#"reminders = ["monday 9:00"]"#,
        "4: workspace.reminders: monday 09:00 is not after the ask (thursday 15:00); remind later",
    );
    week(
        r#"reminders = ["friday 9:00", "friday 09:00"]"#,
        "4: workspace.reminders: friday 09:00 stands here twice",
    );
    week(
        r#"reminders = ["friday 9:00", "friday 10:00", "friday 11:00"]"#,
        "4: workspace.reminders: has 3 reminders; two are the most",
    );
    assert_eq!(said_with(name, &format!("{name}\nreminders = []")), [""; 0]);
}

#[test]
fn a_team_in_the_east_may_be_asked_later_by_its_own_clock() {
    let kind = r#"kind = "application""#;
    let asked_at = |zone: &str| {
        said_with(
            kind,
            &format!("{kind}\nask = \"friday 17:00\"\ntime_zone = \"{zone}\"\nreminders = []"),
        )
    };
    assert_eq!(asked_at("Asia/Tokyo"), [""; 0]);
    let late = "16: teams.payments.ask: friday 17:00 is not before the digest (friday 16:00); ask earlier, or move the digest";
    assert_eq!(asked_at("Europe/Madrid"), [late]);
    assert_eq!(asked_at("America/New_York"), [late]);
}

#[test]
fn targets_add_up() {
    let target = |split: &str| {
        said(&format!(
            "{SMALL}\n[teams.payments.targets.2026-Q4]\nsplit = {split}\n"
        ))
    };
    assert_eq!(target("{ fires = 40, existing = 60 }"), [""; 0]);
    assert_eq!(
        target("{ fires = 35, existing = 60 }"),
        ["31: teams.payments.targets.2026-Q4.split: adds up to 95: 5 missing"]
    );
    assert_eq!(
        target("{ fires = 45, existing = 60 }"),
        ["31: teams.payments.targets.2026-Q4.split: adds up to 105: 5 too many"]
    );
    assert_eq!(
        target("{}"),
        ["31: teams.payments.targets.2026-Q4.split: adds up to 0: 100 missing"]
    );
    assert_eq!(
        target("{ fire = 40, existing = 60 }"),
        [
            r#"31: teams.payments.targets.2026-Q4.split.fire: "fire" is not a category; did you mean "fires"?"#
        ]
    );
    assert_eq!(target("{ fires = 40.5, existing = 300 }").len(), 2);
    let quarter = said(&format!(
        "{SMALL}\n[teams.payments.targets.2026-Q5]\nband = 300\nsplit = {{ new = 100 }}\n"
    ));
    assert_eq!(
        quarter,
        [
            r#"30: teams.payments.targets.2026-Q5: "2026-Q5" is not a quarter; write it like 2026-Q4"#,
            "31: teams.payments.targets.2026-Q5.band: 300 is not a whole percent from 0 to 100",
        ]
    );
}

#[test]
fn objectives_and_key_results_are_checked() {
    let header = r#"[objectives.PAY-1.key_results."PAY-1.1"]"#;
    check(
        "target = 6000",
        "target = 3900.0",
        "28: objectives.PAY-1.key_results.\"PAY-1.1\".target: Ends where it begins: say where it should get to, for example from 3,900 to 6,000, or that it is to be kept at least or at most there. Or keep it, and say why: keep = \"…\"",
    );
    check(
        "target = 6000",
        "target = inf",
        "28: objectives.PAY-1.key_results.\"PAY-1.1\".target: is not a number that can be measured; write one like 3900 or 0.5",
    );
    check(
        "target = 6000",
        "target = 99999999999999999999",
        "28: objectives.PAY-1.key_results.\"PAY-1.1\".target: is too large; 1000000000000000 is the most",
    );
    check(
        "unit = \"number\"",
        "unit = \"Percent\"",
        "26: objectives.PAY-1.key_results.\"PAY-1.1\".unit: \"Percent\" is unknown; did you mean \"percent\"?",
    );
    check(
        header,
        r#"[objectives.PAY-1.key_results."SRC-1.1"]"#,
        "24: objectives.PAY-1.key_results.\"SRC-1.1\": does not start with its objective's code; write it like \"PAY-1.1\"",
    );
    check(
        header,
        r#"[objectives.PAY-1.key_results."PAY-10.1"]"#,
        "24: objectives.PAY-1.key_results.\"PAY-10.1\": does not start with its objective's code; write it like \"PAY-1.1\"",
    );
    check(
        header,
        "[objectives.PAY-1.key_results.PAY-1.1]",
        "24: objectives.PAY-1.key_results.PAY-1: a code with a dot in it needs quotes: key_results.\"PAY-1.1\"",
    );
    check(
        r#"teams = ["payments"]"#,
        r#"teams = ["payment"]"#,
        r#"22: objectives.PAY-1.teams: "payment" is not a team; did you mean "payments"?"#,
    );
    check(
        r#"teams = ["payments"]"#,
        r#"teams = ["payments", "payments"]"#,
        r#"22: objectives.PAY-1.teams: "payments" stands here twice"#,
    );
    check(
        r#"quarter = "2026-Q4""#,
        r#"quarter = "Q4""#,
        r#"23: objectives.PAY-1.quarter: "Q4" is not a quarter; write it like 2026-Q4"#,
    );
    check(
        "title = \"Paying is the easy part\"",
        &format!("title = \"{}\"", "x".repeat(151)),
        "20: objectives.PAY-1.title: has 151 characters; 150 are the most",
    );
    let twice = said(&format!(
        "{SMALL}\n[objectives.\"PAY-1.1\"]\ntitle = \"x\"\naccountable = \"ben\"\nteams = [\"payments\"]\nquarter = \"2026-Q4\"\n"
    ));
    assert_eq!(
        twice,
        [
            "24: objectives.PAY-1.key_results.\"PAY-1.1\": is a code that objectives.\"PAY-1.1\" has already"
        ]
    );
}

#[test]
fn categories_are_ten_at_most_and_the_remainder_is_one_of_them() {
    let category = |key: &str| {
        format!("[categories.{key}]\nname = \"{key}\"\nelective = true\npurpose = \"run\"\n")
    };
    let all: String = (0..11)
        .map(|number| category(&format!("c{number}")))
        .collect();
    let told = said(&format!("{SMALL}{all}"));
    assert_eq!(
        told,
        ["69: categories.c10: is one category too many; 10 are the most, and here are 11"]
    );
    let name = r#"name = "Northwind""#;
    check(
        name,
        "name = \"Northwind\"\nremainder = \"exiting\"",
        r#"4: workspace.remainder: "exiting" is not a category; did you mean "existing"?"#,
    );
    assert_eq!(said(&format!("{SMALL}{}", category("none"))).len(), 1);
    assert_eq!(said(&format!("{SMALL}{}", category("Fires"))).len(), 1);
    let own = parse(
        "org.toml",
        &format!("{SMALL}{}{}", category("b"), category("a")),
    )
    .unwrap();
    assert_eq!(own.settings.remainder, None, "nothing is called existing");
    let keys: Vec<&str> = own.categories.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(keys, ["b", "a"], "the order of the file");
}

#[test]
fn an_unknown_key_is_told_from_a_known_one() {
    check(
        r#"lead = "ana""#,
        "lead = \"ana\"\ndeputy = [\"ben\"]",
        r#"17: teams.payments.deputy: is not a key here; the keys are name, kind, product_line, channel, tell_channel, time_zone, answers, lead_sees_answers, ask, reminders, lead, deputies, members, observers, targets, temporary_targets"#,
    );
    check(
        r#"lead = "ana""#,
        "lead = \"ana\"\nchanel = \"x\"",
        r#"17: teams.payments.chanel: is not a key here; did you mean "channel"?"#,
    );
    check(
        "[people.ben]",
        "[peolpe.zoe]\n[people.ben]",
        r#"10: peolpe: is not a key here; did you mean "people"?"#,
    );
}
