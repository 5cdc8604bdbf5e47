//! `/checkin split`: what people read when they ask where the time went, and what a workspace without charts gets.

mod inbox;

use headway::domain::shape::Shape;
use serde_json::{Value, json};

use crate::house::{House, Person};
use inbox::Inbox;

const DIGEST: [&str; 3] = [
    "2026-11-20T15:01:00Z",
    "2026-11-27T15:01:00Z",
    "2026-12-04T15:01:00Z",
];

/// Three weeks of Payments: fires took 45, then nobody answered, then 30; the asks of the third week are open.
async fn three_weeks() -> House {
    let mut house = House::new().await;
    for (day, fires) in [
        ("2026-11-19", Some("45")),
        ("2026-11-26", None),
        ("2026-12-03", Some("30")),
    ] {
        house.walks_to(&format!("{day}T14:01:00Z")).await;
        if let Some(fires) = fires {
            house.person("ana").presses("Check in").await;
            let split = [
                ("Fires", fires),
                ("Security", "5"),
                ("Support", "0"),
                ("New features", "0"),
                ("Tune-ups", "15"),
            ];
            let outcome = house.person("ana").submits(&split).await;
            assert_eq!(outcome.errors, None);
        }
    }
    house
}

/// What only somebody sees who types a command.
async fn reads(house: &mut House, handle: &str, command: &str) -> Value {
    house.person(handle).asks(command).await
}

fn text(message: &Value) -> &str {
    message["text"].as_str().unwrap()
}

fn kinds(message: &Value) -> Vec<&str> {
    let blocks = message["blocks"].as_array().unwrap().iter();
    blocks
        .map(|block| block["type"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_gap_leads_and_every_number_says_what_it_stands_on() {
    let mut house = three_weeks().await;
    let said = reads(&mut house, "ana", "/checkin split").await;
    let lines: Vec<&str> = text(&said).lines().collect();
    assert_eq!(
        lines,
        [
            "Payments, week 49: as much elective work as agreed",
            "• 65% elective (58% over two of the last four weeks); 65% ± 10 agreed: as agreed.",
            "• In all: 30% fires, 5% security, 50% existing features, 15% tune-ups.",
            "• By purpose: innovation 50%, tune-ups 15%, run 35%.",
            "• Fires took the week of 0.6 people.",
            "Payments: elective work, % of the week: W47, W49",
            "Elective: 50, 65",
            "Agreed: 65, 65",
            "Payments: where the weeks went, %: W47, W49",
            "Fires: 45, 30",
            "Security: 5, 5",
            "Existing features: 35, 50",
            "Tune-ups: 15, 15",
            "Stands on the lead's estimate for 2 people.",
            "No number for week 48; none is filled in.",
        ]
    );
    let chart = "data_visualization";
    assert_eq!(
        kinds(&said),
        ["rich_text", "rich_text", chart, chart, "context"]
    );
    let first = said["blocks"][2]["chart"].to_string();
    assert!(
        !first.contains("W48"),
        "a week without a number is no zero: {first}"
    );
    house.ends().await;
}

#[tokio::test]
async fn anybody_in_the_workspace_sees_teams_by_any_name_and_guests_see_nothing() {
    let mut house = three_weeks().await;
    for (command, begins) in [
        ("/checkin split payments", "Payments, week 49: as much"),
        (
            "/checkin Splits of the PAYMENTS team",
            "Payments, week 49: as much",
        ),
        (
            "/checkin payments split 1 week",
            "Payments, week 49: as much",
        ),
        ("/checkin split paymnets", "Payments, week 49: as much"),
        (
            "/checkin split application teams",
            "Application teams, week 49: as much",
        ),
        ("/checkin split company 8", "Northwind, week 49: as much"),
        ("/checkin split", "Northwind, week 49: as much"),
    ] {
        let said = reads(&mut house, "nora", command).await;
        assert!(
            text(&said).starts_with(begins),
            "{command}: {}",
            text(&said)
        );
    }
    let company = reads(&mut house, "nora", "/checkin split company").await;
    let alone = reads(&mut house, "nora", "/checkin split application teams").await;
    let alone_basis = "Stands on 1 of 1 team, 100% of available time";
    assert!(text(&alone).contains(alone_basis), "{}", text(&alone));
    let basis = "Stands on 1 of 2 teams, 40% of available time: 1 lead's estimate.";
    assert!(text(&company).contains(basis), "{}", text(&company));
    let refused = house.person("gus").types("/checkin split payments").await;
    assert!(
        refused.contains("guests and people from other companies"),
        "{refused}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_name_that_may_mean_several_gets_choices_and_one_that_means_nobody_the_names() {
    let mut house = House::new().await;
    let said = house.person("ana").types("/checkin split pla").await;
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            "“pla” may mean several. Which one?",
            "• /checkin split team Platform for the team",
            "• /checkin split kind platform for all teams of the kind",
        ]
    );
    let said = house
        .person("ana")
        .types("/checkin split <!channel> zebra")
        .await;
    assert!(
        said.starts_with("Nothing is called “&lt;!channel&gt; zebra” here."),
        "{said}"
    );
    assert!(
        said.contains("The teams are Payments and Platform"),
        "{said}"
    );
    let said = house.person("ana").types("/checkin splt payments").await;
    assert!(
        said.contains("There is no /checkin splt payments."),
        "{said}"
    );
    assert!(said.contains("Did you mean /checkin split?"), "{said}");
    let said = house.person("ana").types("/checkin split payments").await;
    assert_eq!(
        said,
        "Payments has no number in these weeks; none is filled in."
    );
    house.ends().await;
}

/// Payments agreed on 65% elective, 10 points either way.
#[tokio::test]
async fn the_place_in_the_band_agrees_with_the_gap_and_several_teams_have_no_band() {
    for (fires, place, of_all) in [
        (
            "45",
            "50% elective; 65% ± 10 agreed: outside the band. ",
            "50% elective; 65% agreed. ",
        ),
        (
            "35",
            "60% elective; 65% ± 10 agreed: within the band. ",
            "60% elective; 65% agreed. ",
        ),
        (
            "30",
            "65% elective; 65% ± 10 agreed: as agreed.",
            "65% elective; 65% agreed.",
        ),
    ] {
        let mut house = House::new().await;
        house.walks_to("2026-11-19T14:01:00Z").await;
        house.person("ana").presses("Check in").await;
        let split = [("Fires", fires), ("Security", "5"), ("Tune-ups", "15")];
        let outcome = house.person("ana").submits(&split).await;
        assert_eq!(outcome.errors, None);
        for (command, says) in [
            ("/checkin split payments", place),
            ("/checkin split application teams", of_all),
        ] {
            let said = reads(&mut house, "mara", command).await;
            assert!(text(&said).contains(says), "{command}: {}", text(&said));
        }
        house.ends().await;
    }
}

#[tokio::test]
async fn a_number_that_counts_no_weeks_is_asked_about() {
    let mut house = House::new().await;
    for number in ["0", "-3", "3.5"] {
        let command = format!("/checkin split payments {number}");
        assert_eq!(
            house.person("mara").types(&command).await,
            format!("“{number}” is no number of weeks: a whole number from 1 to 52, please.")
        );
    }
    house.ends().await;
}

#[tokio::test]
async fn of_a_team_that_answers_by_everyone_nothing_is_shown_before_three_have() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    let command = "/checkin split platform";
    for (handle, said) in [
        (
            "jonas",
            "Platform, week 47: one of three answered; totals are shown once three have.",
        ),
        (
            "ines",
            "Platform, week 47: two of three answered; totals are shown once three have.",
        ),
    ] {
        house.person(handle).presses("Check in").await;
        house.person(handle).submits(&[("Fires", "40")]).await;
        assert_eq!(house.person("mara").types(command).await, said);
        // Everybody reads their own.
        let own = "Your own week 47 for Platform: 40% fires, 60% existing features.";
        let lead = house.person("jonas").types(command).await;
        assert_eq!(lead, format!("{said}\n{own}"));
        let company = house.person("mara").types("/checkin split company").await;
        assert_eq!(
            company,
            "Northwind has no number in these weeks; none is filled in."
        );
    }
    house.person("farid").presses("Check in").await;
    house.person("farid").submits(&[("Fires", "10")]).await;
    let said = reads(&mut house, "mara", command).await;
    assert!(text(&said).contains("In all: 30% fires"), "{}", text(&said));
    assert!(
        text(&said).contains("Stands on 3 of 3 answers, for 3 people."),
        "{}",
        text(&said)
    );
    house.ends().await;
}

#[tokio::test]
async fn share_posts_it_to_the_channel_and_pings_nobody() {
    let mut house = three_weeks().await;
    house.walks_to(DIGEST[2]).await;
    let before = house.thread().heads();
    let mut mara: Person<'_> = house.person("mara");
    mara.shares("/checkin split payments share", "leadership")
        .await;
    let thread = house.thread();
    assert_eq!(thread.heads(), before + 1);
    let shared = thread.head();
    assert!(shared.starts_with("Payments, week 49: as much"), "{shared}");
    assert!(
        shared.ends_with("Shared by Mara Lindqvist, with /checkin split."),
        "{shared}"
    );
    assert!(!shared.contains("<@"), "{shared}");
    house.ends().await;
}

/// Waits until so many refusals are written down, which happens after the answer was taken.
async fn remembers(house: &House, refusals: usize) {
    let app = &house.running().app;
    let remembered = async {
        loop {
            let shapes = app.store.refused_shapes(&app.workspace, house.clock_now());
            if shapes.await.unwrap().len() == refusals {
                return;
            }
        }
    };
    let limit = std::time::Duration::from_secs(10);
    tokio::time::timeout(limit, remembered).await.unwrap();
}

/// A workspace that does not have these blocks yet.
async fn refusing(blocks: &'static [&'static str]) -> (House, Inbox) {
    let house = three_weeks().await;
    let inbox = Inbox::opens(move |body| {
        let found = body["blocks"].to_string();
        blocks.iter().any(|block| found.contains(block))
    })
    .await;
    (house, inbox)
}

#[tokio::test]
async fn a_workspace_without_charts_gets_a_table_and_is_not_asked_again_for_a_day() {
    for (missing, shape, block) in [
        (&["data_visualization"][..], Shape::Tables, "table"),
        (
            &["data_visualization", "\"table\""],
            Shape::Plain,
            "rich_text",
        ),
    ] {
        let (mut house, inbox) = refusing(missing).await;
        let answer = inbox.answer_to(&house, "ana", "split").await;
        assert_eq!(answer, json!(""), "acknowledged with nothing");
        let bodies = inbox.waits_for(missing.len() + 1).await;
        let (taken, refused) = bodies.split_last().unwrap();
        assert!(refused.iter().all(|(status, _)| *status == 404));
        assert_eq!(taken.0, 200);
        assert_eq!(kinds(&taken.1)[2], block, "{:?}", taken.1);
        for (_, body) in &bodies {
            assert_eq!(body["text"], taken.1["text"], "the words stay the same");
            assert_eq!(body["response_type"], "ephemeral");
        }
        remembers(&house, missing.len()).await;
        // Remembered: the next answer is the acknowledgement itself, in the shape that was taken.
        let answer = inbox.answer_to(&house, "ana", "split").await;
        assert_eq!(kinds(&answer)[2], block);
        assert_eq!(inbox.waits_for(0).await.len(), bodies.len());
        let app = &house.running().app;
        let remembered = app.store.refused_shapes(&app.workspace, house.clock_now());
        assert_eq!(Shape::best(&remembered.await.unwrap()), shape);
        // A day later it is tried again.
        house.walks_to("2026-12-04T14:02:00Z").await;
        assert_eq!(inbox.answer_to(&house, "ana", "split").await, json!(""));
        assert_eq!(
            inbox.waits_for(2 * bodies.len()).await.len(),
            2 * bodies.len()
        );
        house.ends().await;
    }
}

#[tokio::test]
async fn where_slack_takes_no_block_at_all_the_words_arrive_and_nothing_is_remembered() {
    let (house, inbox) = refusing(&["type"]).await;
    inbox.answer_to(&house, "ana", "split").await;
    let bodies = inbox.waits_for(4).await;
    assert_eq!(bodies[3].1["blocks"], Value::Null);
    assert!(text(&bodies[3].1).starts_with("Payments, week 49"));
    let app = &house.running().app;
    let refused = app.store.refused_shapes(&app.workspace, house.clock_now());
    assert_eq!(refused.await.unwrap(), []);
    house.ends().await;
}
