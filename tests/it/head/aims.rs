//! Key results in the head: one that comes to its aim is told, and a doubt that is the reason is named.

use crate::house::House;

/// What the newest head says after a week in which Ana told this.
async fn head_after(
    house: &mut House,
    thursday: &str,
    friday: &str,
    fields: &[(&str, &str)],
) -> String {
    house.walks_to(thursday).await;
    house.person("ana").presses("Check in").await;
    assert_eq!(house.person("ana").submits(fields).await.errors, None);
    house.walks_to(friday).await;
    house.thread().head()
}

#[tokio::test]
async fn a_key_result_that_comes_to_its_aim_is_told_in_the_week_in_which_it_does() {
    let mut house = House::new().await;
    let before = head_after(
        &mut house,
        "2026-11-19T14:01:00Z",
        "2026-11-20T15:02:00Z",
        &[("Fires", "35"), ("PAY-1.1", "79")],
    )
    .await;
    assert!(!before.contains("its aim"), "{before}");
    let reached = head_after(
        &mut house,
        "2026-11-26T14:01:00Z",
        "2026-11-27T15:02:00Z",
        &[("Fires", "35"), ("PAY-1.1", "81")],
    )
    .await;
    let said = "PAY-1.1 Successful first payments has come to its aim (81%; aim 80%).";
    assert!(reached.contains(said), "{reached}");
    let after = head_after(
        &mut house,
        "2026-12-03T14:01:00Z",
        "2026-12-04T15:02:00Z",
        &[("Fires", "35"), ("PAY-1.1", "82")],
    )
    .await;
    assert!(!after.contains("has come to its aim"), "{after}");
    house.ends().await;
}

#[tokio::test]
async fn a_doubt_that_makes_a_status_is_named_beside_the_number() {
    let mut house = House::new().await;
    head_after(
        &mut house,
        "2026-11-19T14:01:00Z",
        "2026-11-20T15:02:00Z",
        &[
            ("Fires", "35"),
            ("PAY-1.1 Success", "79"),
            ("PAY-1.1: will", "8"),
        ],
    )
    .await;
    let doubted = head_after(
        &mut house,
        "2026-11-26T14:01:00Z",
        "2026-11-27T15:02:00Z",
        &[
            ("Fires", "35"),
            ("PAY-1.1 Success", "79"),
            ("PAY-1.1: will", "4"),
        ],
    )
    .await;
    let said = "on track → at risk (79%; confidence 4; straight line";
    assert!(doubted.contains(said), "{doubted}");
    house.ends().await;
}

#[tokio::test]
async fn an_aim_that_changes_later_changes_no_digest_that_was_told_by_the_old_one() {
    let mut house = House::new().await;
    let told = head_after(
        &mut house,
        "2026-11-19T14:01:00Z",
        "2026-11-20T15:02:00Z",
        &[("Fires", "35"), ("PAY-1.2 Weekly", "4800")],
    )
    .await;
    let reply = house.reply("Payments");
    assert!(reply.contains("(aim 6,000)"), "{reply}");
    house.walks_to("2026-11-21T10:00:00Z").await;
    house.person("mara").opens("/okr edit pay-1.2").await;
    let why = ("Why does the aim change", "the market halved");
    let outcome = house.person("mara").submits(&[("To", "5000"), why]).await;
    assert_eq!(outcome.errors, None);
    house.walks_to("2026-11-23T09:00:00Z").await;
    house.person("ana").presses("Edit").await;
    let outcome = house.person("ana").submits(&[("Fires", "40")]).await;
    assert_eq!(outcome.errors, None);
    house.walks_to("2026-11-23T09:10:00Z").await;
    let reply = house.reply("Payments");
    assert!(reply.contains("(aim 6,000)"), "{reply}");
    assert_ne!(house.thread().head(), told);
    house.ends().await;
}
