//! `/checkin digest preview`: the digest as it would be now, for those who lead, and for nobody else.

use crate::house::House;

const PREVIEW: &str = "/checkin digest preview";

/// Everything that somebody reads of a preview, so many messages.
async fn previews(house: &mut House, handle: &str, messages: usize) -> Vec<String> {
    let user = house.person(handle).user;
    let before = house.sandbox.ephemerals(&user).len();
    house.person(handle).asks(PREVIEW).await;
    let mut changes = house.sandbox.changes();
    while house.sandbox.ephemerals(&user).len() < before + messages {
        changes.changed().await.unwrap();
    }
    let seen = house.sandbox.ephemerals(&user).split_off(before);
    seen.into_iter().map(|it| it.message.text).collect()
}

#[tokio::test]
async fn a_leader_reads_what_friday_will_say_and_nobody_else_sees_it() {
    let mut house = House::new().await;
    let early = house.person("mara").types(PREVIEW).await;
    insta::assert_snapshot!(early, @"There is nothing to preview yet: nobody has been asked about week 47. Its digest goes out on Friday 20 November, 16:00.");
    house.walks_to("2026-11-19T14:01:00Z").await;
    let silent = previews(&mut house, "mara", 2).await;
    let title = "Preview of week 47: the digest as it would be now.\nIt goes out on Friday 20 November, 16:00; so far it stands on 0 of 2 teams. Only you see this.\nWeek 47: no answers yet\n";
    assert!(silent[0].starts_with(title), "{}", silent[0]);
    house.person("ana").presses("Check in").await;
    let need = ("Do you need something", "A database engineer");
    house.person("ana").submits(&[("Fires", "45"), need]).await;
    for who in ["mara", "omar"] {
        let said = previews(&mut house, who, 2).await;
        let title = "Preview of week 47: the digest as it would be now.\nIt goes out on Friday 20 November, 16:00; so far it stands on 1 of 2 teams. Only you see this.\nWeek 47: ";
        assert!(said[0].starts_with(title), "{}", said[0]);
        assert!(said[0].contains("A database engineer"), "{}", said[0]);
        assert!(said[1].starts_with("Week 47, team by team"), "{}", said[1]);
        assert!(said[1].contains("Waiting 1 request"), "{}", said[1]);
    }
    assert!(house.thread().messages.is_empty());
    house.walks_to("2026-11-20T15:02:00Z").await;
    let after = previews(&mut house, "mara", 2).await;
    let title = "Week 47: the digest as it stands now.\nIt went out on Friday 20 November, 16:00; late answers change it until Tuesday 24 November, 12:00. Only you see this.\n";
    assert!(after[0].starts_with(title), "{}", after[0]);
    let head = after[0].strip_prefix(title).unwrap();
    assert_eq!(head, house.thread().head());
    assert_eq!(after[1], house.thread().messages[1].text);
    house.ends().await;
}

#[tokio::test]
async fn whoever_does_not_lead_is_told_who_does() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["ana", "nora"] {
        let said = house.person(who).types(PREVIEW).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"Leaders and admins can see the digest before it goes out: Mara Lindqvist and Omar Haddad. /checkin subscribe sends you the company's digest once it is out.");
        }
    }
    let guest = house.person("gus").types(PREVIEW).await;
    assert!(
        guest.contains("guests and people from other companies"),
        "{guest}"
    );
    house.ends().await;
}

#[tokio::test]
async fn a_preview_shows_no_total_that_the_digest_would_not() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    for who in ["jonas", "ines"] {
        house.person(who).presses("Check in").await;
        house.person(who).submits(&[("Fires", "80")]).await;
        let said = previews(&mut house, "mara", 2).await.join("\n");
        assert!(
            said.contains("Platform: Non-elective too few answers"),
            "{said}"
        );
        assert!(!said.contains("80"), "{said}");
    }
    house.ends().await;
}

#[tokio::test]
async fn a_slack_without_charts_and_tables_gets_the_preview_in_words() {
    let mut house = House::new().await;
    house.walks_to("2026-11-19T14:01:00Z").await;
    house.person("ana").presses("Check in").await;
    house.person("ana").submits(&[("Fires", "45")]).await;
    let with = previews(&mut house, "mara", 2).await;
    let app = &house.running().app;
    let refused = headway::domain::shape::Shape::REFUSED;
    let ends = house.clock_now() + chrono::TimeDelta::days(1);
    app.store
        .refuse_shapes(&app.workspace, &refused, ends)
        .await
        .unwrap();
    assert_eq!(previews(&mut house, "mara", 2).await, with);
    house.ends().await;
}
