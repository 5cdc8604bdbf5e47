//! The morning on which a month is looked back on: each message of its thread stands there once, in its place, wherever the
//! process died.

use super::{Death, TWO_TEAMS, Week};
use crate::house::House;

/// What stands in the leadership channel when the morning is over, and whether the process died in it.
async fn morning(death: Death) -> (Vec<String>, bool) {
    let mut house = House::with(TWO_TEAMS).await;
    house.jumps_to("2026-12-02T07:30:00Z").await;
    house.walks_to("2026-12-02T07:58:00Z").await;
    let before = house.thread().messages.len();
    let mut week = Week::goes_on(house, death).await;
    week.walks_to("2026-12-02T08:10:00Z").await;
    let messages = week.house.thread().messages;
    let mut of_thread = messages.iter().skip(before);
    let head = of_thread.next().expect("a head");
    assert_eq!(head.thread_ts.filter(|thread| *thread != head.ts), None);
    let replies: Vec<_> = of_thread.collect();
    assert!(replies.iter().all(|it| it.thread_ts == Some(head.ts)));
    let texts = std::iter::once(head).chain(replies);
    let told = (texts.map(|it| it.text.clone()).collect(), week.deaths > 0);
    week.house.sandbox.shutdown().await;
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_between_any_two_messages_of_a_review_neither_loses_nor_repeats_one() {
    let (whole, died) = morning(Death::Point(0)).await;
    assert!(!died);
    assert!(whole[0].starts_with("November 2026: "), "{whole:?}");
    assert!(whole.len() > 3, "{whole:?}");
    let mut point = 1;
    loop {
        let (told, died) = morning(Death::Point(point)).await;
        if !died {
            break;
        }
        assert_eq!(told, whole, "death {point}");
        point += 1;
    }
    // The whole thread at once, then at least three points for each of its messages.
    let least = 3 * u64::try_from(whole.len()).unwrap_or(u64::MAX);
    assert!(point > least, "only {point} points");
}
