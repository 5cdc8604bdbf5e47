//! What a digest said is kept with it, and what a message says with its delivery.

use std::time::Duration;

use headway::domain::delivery::Subject;
use headway::domain::digest::Facts;
use headway::domain::id::{AskId, ChannelId, IterationId, KeyResultCode, MessageTs};
use headway::store::Settled;

use super::place::{Place, on_both};
use super::sample::{asked, at, delivery, imported, round, week, workspace};

on_both!(
    what_a_digest_said_is_kept_once,
    what_stands_in_a_message_is_known_from_the_last_answered_request,
);

fn facts(elective: u32) -> Facts {
    Facts {
        elective: Some(elective),
        teams_in: 1,
        teams: 2,
        readings: [(KeyResultCode::new("PAY-1.2"), 0.1)].into(),
        verdicts: Some([(IterationId::new("I1"), "validated".to_owned())].into()),
    }
}

async fn what_a_digest_said_is_kept_once(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    store.open_round(&acme, &round(week())).await.unwrap();
    assert_eq!(store.told(&acme, week()).await.unwrap(), None);
    let head = [delivery(Subject::DigestHead(week()))];
    let told = store
        .tell_week(&acme, week(), at(7), &facts(58), &head)
        .await;
    assert!(told.unwrap());
    let again = store
        .tell_week(&acme, week(), at(8), &facts(61), &head)
        .await;
    assert!(!again.unwrap());
    assert_eq!(store.told(&acme, week()).await.unwrap(), Some(facts(58)));
}

async fn what_stands_in_a_message_is_known_from_the_last_answered_request(place: &Place) {
    let store = asked(place, &[]).await;
    let acme = workspace();
    let post = delivery(Subject::Ask(AskId::new("a")));
    let edit = delivery(Subject::AskEdit(AskId::new("a")));
    store
        .enqueue(&acme, std::slice::from_ref(&post))
        .await
        .unwrap();
    let sent = Settled::Sent {
        channel: ChannelId::new("D1"),
        ts: MessageTs::new("1.2"),
        wanted: 1,
        look_again: None,
    };
    let lease = Duration::from_secs(60);
    let claim = async |second| store.claim(&acme, "w", at(second), lease, 9).await.unwrap();
    let begin = async |delivery: &_, second| {
        let channel = ChannelId::new("D1");
        let begun = store
            .begin_attempt(&acme, delivery, "w", &channel, at(second))
            .await;
        assert!(begun.unwrap());
    };
    let claimed = claim(0).await;
    begin(&claimed[0], 0).await;
    let said = (&sent, "posted");
    assert!(
        store
            .settle_said(&acme, &post.id, "w", said, at(1))
            .await
            .unwrap()
    );
    store
        .enqueue(&acme, std::slice::from_ref(&edit))
        .await
        .unwrap();
    let stands = async || store.said(&acme, &edit.id).await.unwrap();
    assert_eq!(stands().await.as_deref(), Some("posted"));
    let claimed = claim(2).await;
    begin(&claimed[0], 2).await;
    // A request is under way: nobody knows.
    assert_eq!(stands().await, None);
    let said = (&sent, "edited");
    assert!(
        store
            .settle_said(&acme, &edit.id, "w", said, at(3))
            .await
            .unwrap()
    );
    assert_eq!(stands().await.as_deref(), Some("edited"));
    assert!(
        !store
            .settle_said(&acme, &edit.id, "w", (&sent, "other"), at(4))
            .await
            .unwrap()
    );
    assert_eq!(stands().await.as_deref(), Some("edited"));
}
