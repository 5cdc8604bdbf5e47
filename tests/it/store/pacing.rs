//! What all instances must agree on before they call Slack.

use headway::domain::delivery::{NewDelivery, Subject, Target};
use headway::domain::id::{ChannelId, DeliveryId, PersonId, TeamId};
use headway::domain::shape::Shape;
use headway::store::Turn;

use super::place::{Place, on_both};
use super::sample::{at, imported, week, workspace};

on_both!(
    slots_are_reserved_one_after_the_other_by_all_instances,
    a_turn_is_taken_in_all_lines_or_in_none,
    a_hold_is_the_later_of_two,
    an_event_is_seen_once_and_forgotten_after_a_day,
    a_conversation_is_remembered,
    a_refused_shape_is_believed_for_a_while,
    a_week_knows_which_teams_are_not_told_yet,
);

async fn slots_are_reserved_one_after_the_other_by_all_instances(place: &Place) {
    let stores = [imported(place).await, place.open().await];
    let mut reserving = Vec::new();
    for number in 0..10 {
        let store = stores[number % 2].clone();
        reserving.push(tokio::spawn(async move {
            store.pace(&workspace(), "C1", at(0), 1250).await.unwrap()
        }));
    }
    let mut instants = Vec::new();
    for reserved in reserving {
        instants.push((reserved.await.unwrap() - at(0)).num_milliseconds());
    }
    instants.sort_unstable();
    assert_eq!(
        instants,
        (0..10).map(|number| number * 1250).collect::<Vec<i64>>()
    );
    let pace = |slot: &'static str, seconds| {
        let store = &stores[0];
        async move {
            store
                .pace(&workspace(), slot, at(seconds), 1000)
                .await
                .unwrap()
        }
    };
    assert_eq!(pace("C2", 0).await, at(0));
    assert_eq!(pace("C1", 100).await, at(100));
    assert_eq!(pace("C1", 100).await, at(101));
}

async fn a_hold_is_the_later_of_two(place: &Place) {
    let store = imported(place).await;
    let acme = workspace();
    assert_eq!(store.held(&acme, "chat.update").await.unwrap(), None);
    store.hold(&acme, "chat.update", at(30)).await.unwrap();
    store.hold(&acme, "chat.update", at(10)).await.unwrap();
    assert_eq!(
        store.held(&acme, "chat.update").await.unwrap(),
        Some(at(30))
    );
    let odd = at(30) + chrono::TimeDelta::milliseconds(1);
    store.hold(&acme, "chat.update", odd).await.unwrap();
    assert_eq!(
        store.held(&acme, "chat.update").await.unwrap(),
        Some(at(31))
    );
    assert_eq!(store.held(&acme, "chat.postMessage").await.unwrap(), None);
}

async fn an_event_is_seen_once_and_forgotten_after_a_day(place: &Place) {
    let (one, other) = (imported(place).await, place.open().await);
    let acme = workspace();
    let (a, b) = tokio::join!(
        one.first_sight(&acme, "Ev1", at(0)),
        other.first_sight(&acme, "Ev1", at(0)),
    );
    assert_eq!(u8::from(a.unwrap()) + u8::from(b.unwrap()), 1);
    let hours = |hours: i64| at(hours * 3600);
    assert!(!one.first_sight(&acme, "Ev1", hours(25)).await.unwrap());
    assert!(one.first_sight(&acme, "Ev2", hours(27)).await.unwrap());
    assert_eq!(place.number("SELECT COUNT(*) FROM event").await, 1);
}

async fn a_conversation_is_remembered(place: &Place) {
    let store = imported(place).await;
    let (acme, ana) = (workspace(), PersonId::new("ana"));
    assert_eq!(store.conversation(&acme, &ana).await.unwrap(), None);
    for id in ["D1", "D2"] {
        let channel = ChannelId::new(id);
        store
            .remember_conversation(&acme, &ana, &channel)
            .await
            .unwrap();
        assert_eq!(
            store.conversation(&acme, &ana).await.unwrap(),
            Some(channel)
        );
    }
}

async fn a_turn_is_taken_in_all_lines_or_in_none(place: &Place) {
    let stores = [imported(place).await, place.open().await];
    let acme = workspace();
    let take = async |channel: &str, seconds| {
        let lines = [(channel, 1000), ("workspace", 500)];
        stores[usize::from(channel == "C1")]
            .take_turn(&acme, &lines, at(seconds))
            .await
            .unwrap()
    };
    let later = |slot: &str| Turn::Later(slot.to_owned(), at(1));
    assert_eq!(take("C1", 0).await, Turn::Now);
    assert_eq!(take("C1", 0).await, later("C1"));
    assert_eq!(take("C2", 0).await, Turn::Now);
    // The third of a second waits for the workspace, and its channel stays free.
    assert_eq!(take("C3", 0).await, later("workspace"));
    assert_eq!(take("C3", 1).await, Turn::Now);
    assert_eq!(take("C1", 1).await, Turn::Now);
    assert_eq!(
        take("C2", 1).await,
        Turn::Later("workspace".to_owned(), at(2))
    );
}

async fn a_refused_shape_is_believed_for_a_while(place: &Place) {
    let store = imported(place).await;
    let refused = async |seconds| {
        store
            .refused_shapes(&workspace(), at(seconds))
            .await
            .unwrap()
    };
    assert_eq!(refused(0).await, []);
    let both = [Shape::Native, Shape::Tables];
    store
        .refuse_shapes(&workspace(), &both, at(60))
        .await
        .unwrap();
    store
        .refuse_shapes(&workspace(), &both[..1], at(90))
        .await
        .unwrap();
    let mut at_first = refused(0).await;
    at_first.sort();
    assert_eq!(at_first, [Shape::Tables, Shape::Native]);
    assert_eq!(refused(60).await, [Shape::Native]);
    assert_eq!(refused(90).await, []);
}

async fn a_week_knows_which_teams_are_not_told_yet(place: &Place) {
    let store = imported(place).await;
    let part = |week, seconds| NewDelivery {
        id: DeliveryId::new(format!("part-{week}")),
        subject: Subject::TeamPart(week, TeamId::new("payments")),
        target: Target::Channel(ChannelId::new("C1")),
        due: at(seconds),
    };
    let news = async |week| {
        let acme = workspace();
        let under_way = store.team_parts_under_way(&acme, week);
        under_way.await.unwrap()
    };
    let parts = [part(week(), 30), part(week().next(), 50)];
    store.enqueue(&workspace(), &parts).await.unwrap();
    assert_eq!(news(week()).await, Some(at(30)));
    assert_eq!(news(week().next()).await, Some(at(50)));
    assert_eq!(news(week().previous()).await, None);
}
