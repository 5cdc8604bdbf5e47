//! Who counts how much, who sees what, and that nobody can read another's answer from what is shown.

use headway::domain::id::{PersonId, TeamId};

use crate::house::{COMPANY, House, at};

const NORA: &str = "\n[people.nora]\nname = \"Nora Newcomer\"\nemail = \"nora@example.com\"\n";

/// The usual company with five in Platform, and what is changed in it.
fn company(change: impl Fn(String) -> String) -> String {
    let five = COMPANY
        .replace(
            r#"members = ["jonas", "ines", "farid"]"#,
            r#"members = ["jonas", "ines", "farid", "nora", "ben"]"#,
        )
        .replace("\n[people.ben]", &format!("{NORA}\n[people.ben]"));
    change(five)
}

async fn answers(house: &mut House, who: &str, tune_ups: u8) {
    let (fires, tune_ups) = ((100 - tune_ups).to_string(), tune_ups.to_string());
    let mut person = house.person(who);
    let label = if person.ask().contains("recorded") {
        "Edit"
    } else {
        "Check in"
    };
    person.presses(label).await;
    person
        .submits(&[("Fires", &fires), ("Tune-ups", &tune_ups)])
        .await;
}

fn reply(house: &House) -> String {
    house.thread().replies("Platform").remove(0)
}

#[tokio::test]
async fn one_late_answer_changes_no_number_and_two_do() {
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let (said, head) = (reply(&house), house.thread().head());
    assert!(said.contains("3 of 5 people"), "{said}");
    assert!(said.contains("20% tune-ups"), "{said}");
    // One late answer, edited twice: the numbers stay as they are, in the team's part and the company's.
    for tune_ups in [100, 60, 100] {
        answers(&mut house, "nora", tune_ups).await;
        assert_eq!(reply(&house), said);
        let now = house.thread().head();
        assert_eq!(now.lines().nth(1), head.lines().nth(1), "{now}");
    }
    let receipt = house.person("nora").ask();
    assert!(
        receipt.contains("never changes by one answer alone"),
        "{receipt}"
    );
    // An edit of somebody else's: both count.
    answers(&mut house, "jonas", 90).await;
    let said = reply(&house);
    assert!(said.contains("4 of 5 people"), "{said}");
    assert!(said.contains("60% tune-ups"), "{said}");
    // The last one alone waits, and the close counts it.
    answers(&mut house, "jonas", 10).await;
    assert_eq!(reply(&house), said);
    house.walks_to("2026-11-24T11:01:00Z").await;
    let said = reply(&house);
    assert!(said.contains("40% tune-ups"), "{said}");
    house.ends().await;
}

#[tokio::test]
async fn enough_is_a_setting() {
    let four = company(|it| it.replace("[workspace]", "[workspace]\nenough_answers = 4"));
    let mut house = House::with(&four).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ines").presses("Check in").await.to_string();
    assert!(form.contains("once four have answered"), "{form}");
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, 10).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    assert!(
        said.contains("Three of five answered; totals are shown once four have."),
        "{said}"
    );
    answers(&mut house, "nora", 10).await;
    assert!(reply(&house).contains("10% tune-ups"), "{}", reply(&house));
    house.ends().await;
}

#[tokio::test]
async fn an_import_in_mid_week_weighs_days_and_publishes_nothing() {
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for (who, tune_ups) in [("jonas", 10), ("ines", 20), ("farid", 30), ("nora", 100)] {
        answers(&mut house, who, tune_ups).await;
    }
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    let gone = company(|it| it.replace(r#""farid", "nora", "ben"]"#, r#""farid", "ben"]"#));
    house.imports(&gone).await;
    answers(&mut house, "ana", 10).await;
    assert_eq!(reply(&house).lines().nth(1), said.lines().nth(1));
    house.walks_to("2026-11-24T11:01:00Z").await;
    // Nora was there until Thursday: 10, 20, 30 and four fifths of 100, of 3.8 people.
    assert!(reply(&house).contains("37% tune-ups"), "{}", reply(&house));
    house.ends().await;
}

#[tokio::test]
async fn a_joiner_is_asked_from_the_day_on_which_they_come() {
    let later = company(|it| {
        it.replace(
            r#""nora", "ben"]"#,
            r#"{ person = "nora", from = "2026-11-24" }, "ben"]"#,
        )
    });
    let mut house = House::with(&later).await;
    house.walks_to("2026-11-20T09:01:00Z").await;
    assert!(house.person("nora").messages().is_empty());
    house.walks_to("2026-11-26T14:01:00Z").await;
    assert!(house.person("nora").ask().contains("your week 48"));
    house.ends().await;
}

#[tokio::test]
async fn a_lead_reads_single_answers_only_where_the_team_says_so_and_the_form_tells() {
    let allowed = company(|it| {
        it.replace(
            "[teams.platform]",
            "[teams.platform]\nlead_sees_answers = true",
        )
    });
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let form = house.person("ines").presses("Check in").await.to_string();
    assert!(!form.contains("Your lead sees"), "{form}");
    answers(&mut house, "ines", 20).await;
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.imports(&allowed).await;
    // What was answered before stays unread.
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.walks_to("2026-11-19T14:05:00Z").await;
    let form = house.person("farid").presses("Check in").await.to_string();
    assert!(form.contains("Your lead sees your own split."), "{form}");
    answers(&mut house, "farid", 30).await;
    let lead = house.person("jonas").presses("Check in").await.to_string();
    assert!(!lead.contains("Your lead sees"), "{lead}");
    assert_eq!(
        read_by(&house, "jonas").await,
        [
            "Platform, week 47, one by one; you read this as the lead, and everybody was told so in the form:",
            "• Farid Amiri: 70% fires, 30% tune-ups",
        ]
    );
    assert_eq!(
        read_by(&house, "ines").await,
        ["Your own week 47 for Platform: 80% fires, 20% tune-ups."]
    );
    assert_eq!(read_by(&house, "mara").await, [""; 0]);
    // In private behind /checkin split, and never where it is shared.
    let lead = house.person("jonas").asks("/checkin split platform").await;
    let lead = lead["text"].as_str().unwrap();
    assert!(lead.contains("Farid Amiri: 70% fires"), "{lead}");
    let own = house.person("ines").asks("/checkin split").await;
    let own = own["text"].as_str().unwrap();
    assert!(own.contains("Your own week 47 for Platform"), "{own}");
    let share = "/checkin split platform share";
    house.person("jonas").shares(share, "leadership").await;
    let thread = house.thread();
    let shared = &thread.messages.last().unwrap().text;
    assert!(
        shared.contains("Platform") && !shared.contains("Farid"),
        "{shared}"
    );
    house.imports(&company(|it| it)).await;
    assert_eq!(read_by(&house, "jonas").await, [""; 0]);
    house.ends().await;
}

/// What somebody reads of single answers, line by line.
async fn read_by(house: &House, who: &str) -> Vec<String> {
    let user = house.sandbox.find_user(who).unwrap().id;
    let app = &house.running().app;
    let org = app.organisation().await.unwrap();
    let teams = [TeamId::new("payments"), TeamId::new("platform")];
    let person = PersonId::new(user.to_string());
    let parts = app.single_splits(&org, &person, &teams).await.unwrap();
    let text = headway::words::message::Message { parts }.text();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn single_answers_are_folded_after_some_weeks_and_the_total_stays() {
    let two = company(|it| it.replace("[workspace]", "[workspace]\nkeep_single_splits_weeks = 2"));
    let mut house = House::with(&two).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["jonas", "ines", "farid"] {
        answers(&mut house, who, 10).await;
    }
    house.walks_to("2026-12-06T22:00:00Z").await;
    let store = house.running().app.store.clone();
    let workspace = house.running().app.workspace.clone();
    let week = "2026-W47".parse().unwrap();
    assert_eq!(store.check_ins(&workspace, week).await.unwrap().len(), 3);
    let kept = store.rollups(&workspace, week, week).await.unwrap();
    house.walks_to("2026-12-07T06:00:00Z").await;
    assert_eq!(house.clock_now(), at("2026-12-07T06:00:00Z"));
    house.running().app.tick(house.clock_now()).await.unwrap();
    assert_eq!(store.check_ins(&workspace, week).await.unwrap(), []);
    assert_eq!(store.rollups(&workspace, week, week).await.unwrap(), kept);
    house.ends().await;
}

#[tokio::test]
async fn an_estimate_is_for_those_who_were_there() {
    let off = COMPANY.replace(
        "[people.ben]",
        "[people.ben]\ndays_off = [\"2026-11-16\", \"2026-11-17\"]",
    );
    let mut house = House::with(&off).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    answers(&mut house, "ana", 30).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = house.thread().replies("Payments").remove(0);
    assert!(
        said.contains("the lead's estimate for 1.6 of 2 people"),
        "{said}"
    );
    house.ends().await;
}

/// Every percent that stands in the digest's thread, and every published row.
async fn published(house: &House) -> (Vec<String>, Vec<String>) {
    let thread = house.thread();
    let texts = thread
        .messages
        .iter()
        .flat_map(|it| it.text.split_whitespace());
    let percents = texts.filter(|word| word.contains('%')).map(str::to_owned);
    let app = &house.running().app;
    let week = "2026-W47".parse().unwrap();
    let rows = app.store.rollups(&app.workspace, week, week).await.unwrap();
    let shown = rows.iter().filter(|row| row.split.is_some());
    let rows = shown.map(|row| format!("{:?} {} {}", row.split, row.weight, row.counted));
    (percents.collect(), rows.collect())
}

/// Somebody who notes everything that is published after each single answer, and knows who has just sent one.
#[tokio::test]
async fn no_difference_between_two_published_states_is_one_persons_answer() {
    const PEOPLE: [&str; 5] = ["jonas", "ines", "farid", "nora", "ben"];
    let alone = company(|it| {
        it.replace(
            r#"answers = "everyone""#,
            "answers = \"everyone\"\nask = \"thursday 12:00\"",
        )
    });
    let mut house = House::with(&alone).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let mut now = [None; 5];
    let mut then = [None; 5];
    let mut seen = published(&house).await;
    let mut steps = 0;
    let mut number = 7_usize;
    for _ in 0..36 {
        number = number * 31 % 1009;
        let (who, tune_ups) = (number % 5, u8::try_from(number / 5 % 101).unwrap());
        answers(&mut house, PEOPLE[who], tune_ups).await;
        now[who] = Some(tune_ups);
        let after = published(&house).await;
        if after == seen {
            continue;
        }
        let changed = (0..5)
            .filter(|person| now[*person] != then[*person])
            .count();
        let first = then.iter().all(Option::is_none);
        assert!(
            changed >= if first { 3 } else { 2 },
            "{now:?} {then:?}\n{seen:?}\n{after:?}"
        );
        (seen, then, steps) = (after, now, steps + 1);
    }
    assert!(steps > 5, "{steps} totals were published");
    house.ends().await;
}

#[tokio::test]
async fn a_team_that_changes_who_answers_ends_its_week_as_it_began() {
    let mut house = House::with(&company(|it| it)).await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    answers(&mut house, "ines", 20).await;
    let by_lead = company(|it| it.replace("answers = \"everyone\"\n", ""));
    let lead = by_lead.replacen(
        "lead = \"ana\"",
        "answers = \"everyone\"\nlead = \"ana\"",
        1,
    );
    house.imports(&lead).await;
    house.walks_to("2026-11-19T15:30:00Z").await;
    // Nobody else of Payments is asked, and the form says what holds for this week.
    let asked = |house: &mut House, who: &str| house.person(who).messages().len();
    assert_eq!(asked(&mut house, "ben"), 1, "for Platform");
    let form = house.person("ana").presses("Check in").await.to_string();
    assert!(form.contains("under the team's name"), "{form}");
    let form = house.person("jonas").presses("Check in").await.to_string();
    assert!(form.contains("Only team totals leave this form"), "{form}");
    answers(&mut house, "jonas", 30).await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    let said = reply(&house);
    assert!(
        said.contains("Two of five answered") && !said.contains('%'),
        "{said}"
    );
    // The next week begins as the file says.
    house.walks_to("2026-11-26T14:01:00Z").await;
    assert!(
        house
            .person("ben")
            .last()
            .contains("Payments: your week 48")
    );
    house.ends().await;
}

#[tokio::test]
async fn a_mark_that_changes_does_not_rewrite_last_week() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "40"), ("Tune-ups", "10")])
        .await;
    house.walks_to("2026-11-20T15:01:00Z").await;
    house.walks_to("2026-11-23T09:00:00Z").await;
    let mut categories = String::new();
    for (key, name, elective, purpose) in [
        ("fires", "Fires", false, "run"),
        ("security", "Security", false, "run"),
        ("support", "Support", false, "run"),
        ("new", "New features", true, "innovation"),
        ("existing", "Existing features", true, "innovation"),
        ("tune-ups", "Tune-ups", false, "run"),
    ] {
        categories.push_str(&format!(
            "[categories.{key}]\nname = \"{name}\"\nelective = {elective}\npurpose = \"{purpose}\"\n\n"
        ));
    }
    let marked = COMPANY.replacen("[people.mara]", &format!("{categories}[people.mara]"), 1);
    house.imports(&marked).await;
    // A late edit tells last week again, by the marks that it had.
    house.person("ana").presses("Edit").await;
    house.person("ana").submits(&[("Fires", "30")]).await;
    let said = house.thread().replies("Payments").remove(0);
    assert!(
        said.contains("spent 30% on non-elective work; 35% ± 10 was agreed"),
        "{said}"
    );
    // This week is read by the new ones, and so is what was agreed.
    house.walks_to("2026-11-26T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house
        .person("ana")
        .submits(&[("Fires", "30"), ("Tune-ups", "10")])
        .await;
    let said = house.person("ana").last();
    assert!(
        said.contains("spent 40% on non-elective work; 50% ± 10 was agreed"),
        "{said}"
    );
    house.ends().await;
}
