//! What teams agreed is only added to, and ended once; a form that was overtaken writes nothing.

use headway::domain::id::{PersonId, TeamId};
use headway::domain::organisation::{Organisation, Team};
use headway::domain::target::agreement::Agreement;
use headway::domain::target::{Entered, TargetSplit};
use headway::store::{Agreed, Store, StoreError};

use super::place::{Place, on_both};
use super::sample::{at, imported, organisation, split, workspace};

on_both!(
    an_agreement_stands_behind_those_before_it,
    a_temporary_one_is_ended_once,
    whoever_was_overtaken_writes_nothing,
    an_import_adds_and_never_rewrites,
    a_retired_team_comes_back_with_all_that_it_agreed,
);

fn agreement(fires: u8) -> Agreement {
    let target = TargetSplit {
        why: Some("a launch year".to_owned()),
        agreed_by: Some((PersonId::new("mara"), PersonId::new("ana"))),
        since: "2026-W47".parse().unwrap(),
        reason: Some("'); DROP TABLE agreed_target; --\u{1F525}".to_owned()),
        entered: Some(Entered {
            on: "2026-11-17".parse().unwrap(),
            by: Some(PersonId::new("ana")),
        }),
        ..TargetSplit::for_quarter("2026-Q4".parse().unwrap(), split(fires), 5)
    };
    Agreement {
        target,
        before: None,
        ends: None,
    }
}

fn for_a_while(fires: u8) -> Agreement {
    let mut agreement = agreement(fires);
    agreement.target.until = Some("2026-12-12".parse().unwrap());
    agreement.target.gives_way = Some("tune-ups".to_owned());
    agreement
}

async fn stored(store: &Store) -> Team {
    let company = store.organisation(&workspace()).await.unwrap().unwrap();
    company.team(&payments()).unwrap().clone()
}

fn payments() -> TeamId {
    TeamId::new("payments")
}

async fn agree(store: &Store, known: &[TargetSplit], agreement: &Agreement) -> Agreed {
    store
        .agree_target(&workspace(), &payments(), known, agreement, &[])
        .await
        .unwrap()
}

async fn an_agreement_stands_behind_those_before_it(place: &Place) {
    let store = imported(place).await;
    let before = stored(&store).await.targets;
    let new = agreement(40);
    assert_eq!(agree(&store, &before, &new).await, Agreed::Kept);
    let after = stored(&store).await.targets;
    assert_eq!(after[..before.len()], before);
    assert_eq!(after[before.len()..], [new.target]);
}

async fn a_temporary_one_is_ended_once(place: &Place) {
    let store = imported(place).await;
    let first = stored(&store).await.targets;
    agree(&store, &first, &for_a_while(80)).await;
    let second = stored(&store).await.targets;
    let mut last = agreement(30);
    last.ends = Some(1);
    assert_eq!(agree(&store, &second, &last).await, Agreed::Kept);
    let third = stored(&store).await.targets;
    assert_eq!(third[1].ended, Some(last.target.since));
    let mut later = agreement(20);
    later.target.since = "2026-W49".parse().unwrap();
    later.ends = Some(1);
    agree(&store, &third, &later).await;
    assert_eq!(stored(&store).await.targets[1].ended, third[1].ended);
}

async fn whoever_was_overtaken_writes_nothing(place: &Place) {
    let store = imported(place).await;
    let other = place.open().await;
    let known = stored(&store).await.targets;
    assert_eq!(agree(&store, &known, &agreement(40)).await, Agreed::Kept);
    let late = agree(&other, &known, &agreement(50)).await;
    assert_eq!(late, Agreed::Overtaken);
    assert_eq!(stored(&other).await.targets.len(), 2);
}

async fn an_import_adds_and_never_rewrites(place: &Place) {
    let store = imported(place).await;
    let with = |change: fn(&mut Vec<TargetSplit>)| {
        let mut changed: Organisation = organisation();
        change(&mut changed.teams[0].targets);
        changed
    };
    let longer = with(|targets| targets.push(agreement(40).target));
    store.replace_organisation(&longer, at(1)).await.unwrap();
    assert_eq!(stored(&store).await.targets, longer.teams[0].targets);
    for rewritten in [
        with(|targets| targets[0].band = 99),
        with(Vec::clear),
        // Read before somebody agreed the second.
        organisation(),
    ] {
        let refused = store.replace_organisation(&rewritten, at(2)).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, StoreError::Refused(_)), "{refused}");
        assert_eq!(stored(&store).await.targets, longer.teams[0].targets);
    }
}

async fn a_retired_team_comes_back_with_all_that_it_agreed(place: &Place) {
    let store = imported(place).await;
    let known = stored(&store).await.targets;
    agree(&store, &known, &for_a_while(80)).await;
    let all = stored(&store).await.targets;
    let mut without = organisation();
    without.objectives.clear();
    without.teams.remove(0);
    store.replace_organisation(&without, at(3)).await.unwrap();
    let agreements = store.agreements(&workspace()).await.unwrap();
    assert_eq!(agreements.agreed[&payments()], all);
}
