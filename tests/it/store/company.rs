//! A company is kept as it is declared.

use headway::domain::id::{ChannelId, SlackTeamId, TeamId};
use headway::domain::organisation::Answers;
use headway::store::StoreError;

use super::place::{Place, on_both};
use super::sample::{at, imported, organisation, team, workspace};

on_both!(
    a_company_comes_back_as_it_was_declared,
    importing_twice_changes_nothing,
    what_is_no_longer_declared_retires_and_comes_back,
    shares_change_in_place,
    another_instance_sees_an_import_at_once,
    slacks_team_belongs_to_one_workspace_and_survives_an_import,
    a_halt_has_its_first_reason_until_it_is_taken_back,
    a_row_that_nobody_writes_is_an_error_and_no_panic,
    numbers_that_are_none_are_refused,
    a_big_company_is_imported,
);

async fn a_company_comes_back_as_it_was_declared(place: &Place) {
    let store = imported(place).await;
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&organisation()));
    assert_eq!(store.workspaces().await.unwrap(), [workspace()]);
}

async fn importing_twice_changes_nothing(place: &Place) {
    let store = imported(place).await;
    store
        .replace_organisation(&organisation(), at(100))
        .await
        .unwrap();
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&organisation()));
    assert_eq!(store.imported_at(&workspace()).await.unwrap(), Some(at(-9)));
    let retired = "SELECT COUNT(*) FROM member WHERE retired IS NOT NULL";
    assert_eq!(place.number(retired).await, 0);
}

async fn what_is_no_longer_declared_retires_and_comes_back(place: &Place) {
    let store = imported(place).await;
    let mut less = organisation();
    less.teams.remove(0);
    less.categories.remove(0);
    less.people.pop();
    less.objectives.clear();
    store.replace_organisation(&less, at(100)).await.unwrap();
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.teams, less.teams);
    assert_eq!(read.people, less.people);
    assert_eq!(read.objectives, []);
    let retired: Vec<_> = read.categories.iter().filter(|it| it.retired).collect();
    assert_eq!(retired.len(), 1);
    assert_eq!(retired[0].id.as_str(), "fires");

    // Retired once is retired then, however often the rest is declared again.
    store.replace_organisation(&less, at(200)).await.unwrap();
    let when = place
        .number("SELECT retired FROM team WHERE team = 'payments'")
        .await;
    assert_eq!(when, at(100).timestamp());

    store
        .replace_organisation(&organisation(), at(300))
        .await
        .unwrap();
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&organisation()));
}

async fn shares_change_in_place(place: &Place) {
    let store = imported(place).await;
    let mut changed = organisation();
    changed.teams[0].members[1].share = 0.25;
    changed.teams[0].members.remove(2);
    changed.teams[0].channel = None;
    changed.teams.reverse();
    store.replace_organisation(&changed, at(100)).await.unwrap();
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&changed));
}

async fn another_instance_sees_an_import_at_once(place: &Place) {
    let one = imported(place).await;
    let other = place.open().await;
    let before = other.organisation(&workspace()).await.unwrap().unwrap();
    let mut changed = organisation();
    changed.settings.leadership_channel = ChannelId::new("C-NEW");
    one.replace_organisation(&changed, at(100)).await.unwrap();
    let after = other.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(*before, organisation());
    assert_eq!(*after, changed);
}

async fn slacks_team_belongs_to_one_workspace_and_survives_an_import(place: &Place) {
    let store = imported(place).await;
    let slack = SlackTeamId::new("T1");
    assert_eq!(store.workspace_by_slack_team(&slack).await.unwrap(), None);
    store.bind_slack_team(&workspace(), &slack).await.unwrap();
    store
        .replace_organisation(&organisation(), at(100))
        .await
        .unwrap();
    let found = store.workspace_by_slack_team(&slack).await.unwrap();
    assert_eq!(found, Some(workspace()));
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.settings.slack_team, Some(slack.clone()));

    let mut other = organisation();
    other.settings.workspace = headway::domain::id::WorkspaceId::new("other");
    store.replace_organisation(&other, at(101)).await.unwrap();
    store
        .bind_slack_team(&other.settings.workspace, &slack)
        .await
        .unwrap();
    let found = store.workspace_by_slack_team(&slack).await.unwrap();
    assert_eq!(found, Some(other.settings.workspace));
}

async fn a_halt_has_its_first_reason_until_it_is_taken_back(place: &Place) {
    let store = imported(place).await;
    assert_eq!(store.halted(&workspace()).await.unwrap(), None);
    store
        .halt(&workspace(), "app_uninstalled", at(0))
        .await
        .unwrap();
    store
        .halt(&workspace(), "tokens_revoked", at(1))
        .await
        .unwrap();
    let reason = store.halted(&workspace()).await.unwrap();
    assert_eq!(reason.as_deref(), Some("app_uninstalled"));
    store.resume(&workspace()).await.unwrap();
    assert_eq!(store.halted(&workspace()).await.unwrap(), None);
}

async fn a_row_that_nobody_writes_is_an_error_and_no_panic(place: &Place) {
    let store = imported(place).await;
    for sql in [
        "UPDATE workspace SET time_zone = 'Mars/Olympus', version = version + 1",
        "UPDATE workspace SET time_zone = 'Europe/Madrid', remind_at = '{', version = version + 1",
        "UPDATE workspace SET remind_at = '[]', version = version + 1; UPDATE member SET role = 'king'",
    ] {
        place.run(sql).await;
        let error = store.organisation(&workspace()).await.unwrap_err();
        assert!(matches!(error, StoreError::Corrupt(_)), "{sql}: {error}");
    }
}

async fn numbers_that_are_none_are_refused(place: &Place) {
    let store = imported(place).await;
    let mut wrong = organisation();
    wrong.teams[0].members[0].share = f64::NAN;
    let error = store
        .replace_organisation(&wrong, at(100))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Refused(_)));
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&organisation()));
}

async fn a_big_company_is_imported(place: &Place) {
    let store = place.open().await;
    let mut big = organisation();
    big.teams = (0..1000)
        .map(|number| {
            let mut team = team("t", Answers::Everyone);
            team.id = TeamId::new(format!("team-{number}"));
            team
        })
        .collect();
    big.objectives.clear();
    let began = std::time::Instant::now();
    store.replace_organisation(&big, at(0)).await.unwrap();
    let first = began.elapsed();
    store.replace_organisation(&big, at(1)).await.unwrap();
    println!(
        "{first:?} for a thousand teams, {:?} again",
        began.elapsed() - first
    );
    let read = store.organisation(&workspace()).await.unwrap();
    assert_eq!(read.as_deref(), Some(&big));
}
