//! What a review reads: objectives as they were declared, retired ones too, and which reviews were made.

use chrono::{DateTime, Utc};
use headway::domain::delivery::{NewDelivery, Subject, Target};
use headway::domain::id::{ChannelId, DeliveryId};
use headway::domain::okr::{Cause, Closing, Decision, Score};
use headway::domain::period::Period;
use headway::domain::review::Declared;
use headway::store::Kept;

use super::place::{Place, on_both};
use super::sample::{at, imported, organisation, workspace};

on_both!(
    a_retired_objective_is_read_with_all_that_it_had,
    an_objective_of_another_quarter_is_read_where_it_was_closed_in_between,
    a_review_that_was_made_is_not_made_again,
);

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn declared(place: &Place, quarter: &str, from: &str, to: &str) -> Vec<Declared> {
    let store = place.open().await;
    let span = (instant(from), instant(to));
    let zone = chrono_tz::Europe::Madrid;
    let (acme, quarter) = (workspace(), quarter.parse().unwrap());
    let all = store.objectives_declared(&acme, quarter, span, zone);
    all.await.unwrap()
}

const NOVEMBER: [&str; 2] = ["2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"];

async fn a_retired_objective_is_read_with_all_that_it_had(place: &Place) {
    let store = imported(place).await;
    let company = organisation();
    let whole = company.objectives[0].clone();
    assert!(!whole.key_results.is_empty(), "the sample has key results");
    let quarter = whole.quarter.to_string();
    let [from, to] = NOVEMBER;
    let before = declared(place, &quarter, from, to).await;
    let active = before
        .iter()
        .find(|it| it.objective.code == whole.code)
        .unwrap();
    assert_eq!((&active.objective, active.retired), (&whole, None));
    // First one key result goes, then the whole objective.
    let mut less = company.clone();
    less.objectives[0].key_results.truncate(1);
    store.replace_organisation(&less, at(0)).await.unwrap();
    let mut none = company.clone();
    none.objectives.remove(0);
    // Half past midnight of the twentieth in Madrid.
    let night = instant("2026-11-19T23:30:00Z");
    store.replace_organisation(&none, night).await.unwrap();
    let after = declared(place, &quarter, from, to).await;
    let gone = after
        .iter()
        .find(|it| it.objective.code == whole.code)
        .unwrap();
    assert_eq!(gone.retired.unwrap().to_string(), "2026-11-20");
    let mut left = less.objectives[0].clone();
    // Taking a key result out counts as a change.
    left.version = gone.objective.version;
    assert_eq!(gone.objective, left);
    assert_eq!(declared(place, "2031-Q1", from, to).await, []);
}

async fn an_objective_of_another_quarter_is_read_where_it_was_closed_in_between(place: &Place) {
    let store = imported(place).await;
    let company = store.organisation(&workspace()).await.unwrap().unwrap();
    let mut one = company.objectives[0].clone();
    one.closed = Some(Closing {
        score: Score::of_tenths(7).unwrap(),
        cause: Cause::AsMeant,
        explanation: None,
        decision: Decision::Drop,
        by: one.accountable.clone(),
        at: instant("2026-11-30T12:00:00Z"),
    });
    let base = Some(one.version);
    let kept = store
        .save_objective(&workspace(), &one, base, &[], (at(1), &[]))
        .await;
    assert_eq!(kept.unwrap(), Kept::Yes);
    let [from, to] = NOVEMBER;
    let found = declared(place, "2031-Q1", from, to).await;
    let codes: Vec<_> = found.iter().map(|it| &it.objective.code).collect();
    assert_eq!(codes, [&one.code]);
    assert_eq!(found[0].objective.closed, one.closed);
    let earlier = declared(place, "2031-Q1", from, "2026-11-30T11:59:59Z").await;
    assert_eq!(earlier, []);
}

async fn a_review_that_was_made_is_not_made_again(place: &Place) {
    let store = imported(place).await;
    let period = |text: &str| -> Period { text.parse().unwrap() };
    let all = [period("2026-11"), period("2026-Q4")];
    let made = store.reviews_made(&workspace(), &all).await.unwrap();
    assert!(made.is_empty());
    let thread = |name: &str| -> Vec<NewDelivery> {
        let parts = (1..=3).map(|number| Subject::ReviewPart(period("2026-11"), number));
        std::iter::once(Subject::Review(period("2026-11")))
            .chain(parts)
            .map(|subject| NewDelivery {
                id: DeliveryId::new(format!("{name} {}", subject.key())),
                subject,
                target: Target::Channel(ChannelId::new("C-LEAD")),
                due: at(0),
            })
            .collect()
    };
    for name in ["one", "other"] {
        store.enqueue(&workspace(), &thread(name)).await.unwrap();
    }
    let made = store.reviews_made(&workspace(), &all).await.unwrap();
    assert_eq!(Vec::from_iter(made), [period("2026-11")]);
    let parts = store.review_parts(&workspace(), period("2026-11")).await;
    assert_eq!(parts.unwrap(), 3);
    let rows = place.number("SELECT COUNT(*) FROM delivery").await;
    assert_eq!(rows, 4, "the second found all of it there");
}
