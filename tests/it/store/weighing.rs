//! What a week is weighed by, what is published of it and what is left of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use headway::domain::category::{Marks, Purpose};
use headway::domain::changes::Follows;
use headway::domain::check_in::{AskOutcome, RollUp};
use headway::domain::delivery::{Kind, State, Subject};
use headway::domain::digest::{Moved, Mover};
use headway::domain::id::{AskId, CategoryId, PersonId, TeamId};
use headway::domain::organisation::{Organisation, Role};
use headway::domain::week::Week;
use headway::store::Store;

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, delivery, organisation, record, round, split, week, workspace,
};

on_both!(
    marks_that_change_hold_from_the_week_of_the_import,
    members_who_change_in_mid_week_weigh_their_days_and_nothing_is_published,
    a_late_answer_waits_for_another_or_for_the_close,
    what_a_closed_week_was_weighed_by_stays,
    what_follows_an_import_is_written_with_it,
    an_end_that_is_past_hinders_no_later_import,
    old_splits_are_folded_into_their_total,
);

async fn row(store: &Store, team: &str, in_week: Week) -> RollUp {
    let rows = store.rollups(&workspace(), in_week, in_week).await.unwrap();
    let of_team = |row: &RollUp| row.team.as_str() == team;
    rows.into_iter().find(of_team).unwrap()
}

async fn import(store: &Store, company: &Organisation, day: &str) {
    let at: DateTime<Utc> = format!("{day}T09:00:00Z").parse().unwrap();
    store.replace_organisation(company, at).await.unwrap();
}

async fn marks_that_change_hold_from_the_week_of_the_import(place: &Place) {
    let store = place.open().await;
    let mut company = organisation();
    import(&store, &company, "2026-11-02").await;
    let before = company.categories[0].marks;
    let after = Marks {
        elective: true,
        purpose: Purpose::TuneUp,
    };
    company.categories[0].marks = after;
    import(&store, &company, "2026-11-18").await;
    // Another thought in the same week, and back: what held in between read nothing.
    company.categories[0].marks = before;
    import(&store, &company, "2026-11-19").await;
    company.categories[0].marks = after;
    import(&store, &company, "2026-11-20").await;
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    let fires = &read.categories[0];
    assert_eq!(fires.earlier, [(week().previous(), before)]);
    assert_eq!(fires.marks(week().previous()), before);
    assert_eq!(fires.marks(week()), after);
    assert_eq!(split(40).elective(&read.categories, week().previous()), 60);
    assert_eq!(split(40).elective(&read.categories, week()), 100);
    // Retired and back with other marks, a year later.
    company.categories[0].retired = true;
    import(&store, &company, "2026-12-01").await;
    company.categories[0].retired = false;
    company.categories[0].marks = before;
    import(&store, &company, "2027-11-30").await;
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.categories[0].earlier.len(), 2);
    assert_eq!(read.categories[0].marks(week()), after);
}

async fn members_who_change_in_mid_week_weigh_their_days_and_nothing_is_published(place: &Place) {
    let asks = ["ana", "ben", "eve"].map(|person| ask("search", person, week()));
    let store = asked(place, &asks).await;
    for (ask, fires) in asks.iter().zip([10, 20, 60]) {
        record(&store, &check_in(ask, fires)).await;
    }
    let total = row(&store, "search", week()).await;
    // Ana 1, Ben a half, Eve four fifths: 10, 10 and 48 of 2.3.
    assert_eq!(total.split, Some(split(30)));
    assert_eq!(
        (total.weight, total.available, total.strength),
        (2.3, 2.3, 2.3)
    );
    let mut company = organisation();
    let members = &mut company.teams[1].members;
    members[0].share = 0.5;
    members[1].from = Some("2026-11-17".parse().unwrap());
    members.remove(2);
    company.people[0]
        .days_off
        .insert("2026-11-16".parse().unwrap());
    import(&store, &company, "2026-11-19").await;
    let after = row(&store, "search", week()).await;
    assert_eq!((after.split, after.weight), (total.split, total.weight));
    // Ana two days whole and two half, Ben four days half, Eve three days at four fifths.
    assert_eq!(
        (after.available, after.strength),
        (0.6 + 0.4 + 0.48, 1.0 + 0.5 + 0.8)
    );
}

async fn a_late_answer_waits_for_another_or_for_the_close(place: &Place) {
    let mut company = organisation();
    let mut dan = company.teams[1].members[0].clone();
    (dan.person, dan.role) = (PersonId::new("dan"), Role::Member);
    let mut fay = dan.clone();
    fay.person = PersonId::new("fay");
    company.teams[1].members.extend([dan, fay]);
    let store = place.open().await;
    import(&store, &company, "2026-11-02").await;
    store
        .open_round(&workspace(), &round(week()))
        .await
        .unwrap();
    let asks = ["ana", "ben", "dan", "eve", "fay"].map(|person| ask("search", person, week()));
    store.add_asks(&workspace(), &asks, &[]).await.unwrap();
    let [ana, ben, dan, eve, fay] = &asks;
    let mut seen = Vec::new();
    for (who, fires) in [
        (ana, 0),
        (ben, 0),
        (dan, 30),
        (eve, 90),
        (ana, 40),
        (ana, 0),
        (fay, 60),
    ] {
        record(&store, &check_in(who, fires)).await;
        let row = row(&store, "search", week()).await;
        let fires = row
            .split
            .map(|split| split.percent(&CategoryId::new("fires")));
        seen.push((row.answered, row.counted, fires));
    }
    assert_eq!(
        seen,
        [
            (1, 0, None),
            (2, 0, None),
            (3, 3, Some(12)),
            (4, 3, Some(12)),
            // Eve's and Ana's together; Ana's own change back waits for Fay's.
            (4, 4, Some(43)),
            (4, 4, Some(43)),
            (5, 5, Some(38)),
        ]
    );
    record(&store, &check_in(fay, 0)).await;
    assert_eq!(row(&store, "search", week()).await.split, Some(split(38)));
    store
        .close_round(&workspace(), week(), at(900), &[])
        .await
        .unwrap();
    assert_eq!(row(&store, "search", week()).await.split, Some(split(24)));
    let moved = store
        .moved_since(&workspace(), week(), at(899))
        .await
        .unwrap();
    let (team, by) = (TeamId::new("search"), Mover::Close);
    let at_close = at(900);
    let search = Moved {
        team,
        by,
        at: at_close,
    };
    assert_eq!(moved, [search]);
    let later = store
        .moved_since(&workspace(), week(), at(900))
        .await
        .unwrap();
    assert_eq!(later, []);
}

async fn what_a_closed_week_was_weighed_by_stays(place: &Place) {
    let asks = ["ana", "ben", "eve"].map(|person| ask("search", person, week()));
    let store = asked(place, &asks).await;
    for (ask, fires) in asks.iter().zip([10, 20, 60]) {
        record(&store, &check_in(ask, fires)).await;
    }
    store
        .close_round(&workspace(), week(), at(900), &[])
        .await
        .unwrap();
    // All that was answered stood in the total already.
    let moved = store
        .moved_since(&workspace(), week(), at(0))
        .await
        .unwrap();
    assert_eq!(moved, []);
    let kept = store.rollups(&workspace(), week(), week()).await.unwrap();
    let mut company = organisation();
    company.settings.enough_answers = 9;
    company.teams[1].members.remove(0);
    company.teams[1].members[0].from = Some("2026-11-23".parse().unwrap());
    import(&store, &company, "2026-11-25").await;
    company.teams.remove(1);
    import(&store, &company, "2026-11-26").await;
    assert_eq!(
        store.rollups(&workspace(), week(), week()).await.unwrap(),
        kept
    );
    place.run("DELETE FROM roll_up").await;
    assert_eq!(store.rebuild_rollups(&workspace()).await.unwrap(), 1);
    assert_eq!(
        store.rollups(&workspace(), week(), week()).await.unwrap(),
        kept
    );
}

async fn what_follows_an_import_is_written_with_it(place: &Place) {
    let asks = ["ana", "ben", "eve"].map(|person| ask("search", person, week()));
    let store = asked(place, &asks).await;
    for (ask, fires) in asks.iter().zip([10, 20, 60]) {
        record(&store, &check_in(ask, fires)).await;
    }
    let edit = |name: &str| Subject::AskEdit(AskId::new(name));
    let receipt = |team: &str, name| (Some(TeamId::new(team)), delivery(edit(name)));
    let follows = Follows {
        digests: vec![delivery(Subject::DigestHeadEdit(week()))],
        asks: vec![receipt("search", "s"), receipt("payments", "p")],
    };
    let imports = async |company: &Organisation, seconds| {
        let (none, now) = (HashMap::new(), at(seconds));
        let imported = store.import_organisation(company, &none, &follows, now);
        imported.await.unwrap();
        let written = store.deliveries(&workspace(), &State::ALL).await.unwrap();
        let edits = written.into_iter().map(|it| (it.subject, it.wanted));
        let mut edits: Vec<_> = edits.filter(|(it, _)| it.kind() == Kind::Edit).collect();
        edits.sort_by_key(|(subject, _)| subject.key());
        edits
    };
    let mut company = organisation();
    assert_eq!(imports(&company, 100).await, []);
    // Who leads is nothing that a receipt tells.
    company.people[1].leader = !company.people[1].leader;
    let head = Subject::DigestHeadEdit(week());
    assert_eq!(imports(&company, 200).await, [(head.clone(), 1)]);
    assert_eq!(imports(&company, 300).await, [(head.clone(), 1)]);
    let since = async |seconds| store.moved_since(&workspace(), week(), at(seconds)).await;
    assert_eq!(since(0).await.unwrap(), []);
    // Ben has not been there this week after all.
    let ben = &mut company.teams[1].members[1];
    ben.until = Some("2026-11-13".parse().unwrap());
    let edits = imports(&company, 400).await;
    assert_eq!(edits, [(edit("s"), 1), (head, 2)]);
    let (team, by) = (TeamId::new("search"), Mover::Import);
    let moved = Moved {
        team,
        by,
        at: at(400),
    };
    assert_eq!(since(0).await.unwrap(), [moved]);
    assert_eq!(since(400).await.unwrap(), []);
}

async fn an_end_that_is_past_hinders_no_later_import(place: &Place) {
    let usual = organisation();
    let team = usual.teams.iter().position(|it| it.id.as_str() == "search");
    let team = team.unwrap();
    let mut ended = usual.clone();
    let member = ended.teams[team].members.last_mut().unwrap();
    member.share = 0.5;
    member.until = Some("2026-11-10".parse().unwrap());
    let mut removed = usual.clone();
    removed.teams[team].members.pop();
    let store = place.open().await;
    import(&store, &usual, "2026-11-02").await;
    for file in [
        &ended, &usual, &removed, &ended, &usual, &removed, &usual, &ended, &usual,
    ] {
        import(&store, file, "2026-11-18").await;
    }
    let read = store.organisation(&workspace()).await.unwrap().unwrap();
    assert_eq!(read.teams[team].members, usual.teams[team].members);
}

async fn old_splits_are_folded_into_their_total(place: &Place) {
    let old = week().back(27);
    let mut asks = Vec::new();
    for in_week in [old, week().back(26), week()] {
        asks.extend(["ana", "ben", "eve"].map(|person| ask("search", person, in_week)));
        asks.push(ask("payments", "ana", in_week));
    }
    let store = asked(place, &asks).await;
    for ask in &asks {
        record(&store, &check_in(ask, 10)).await;
        record(&store, &check_in(ask, 40)).await;
    }
    let fold = async |most| {
        let before = week().back(26);
        store
            .fold_single_splits(&workspace(), before, most)
            .await
            .unwrap()
    };
    assert_eq!(fold(9).await, 0, "the round is open");
    store
        .close_round(&workspace(), old, at(900), &[])
        .await
        .unwrap();
    let kept = store.rollups(&workspace(), old, week()).await.unwrap();
    assert_eq!((fold(9).await, fold(9).await), (1, 0));
    assert_eq!(
        store.rollups(&workspace(), old, week()).await.unwrap(),
        kept
    );
    let left = store.check_ins(&workspace(), old).await.unwrap();
    assert_eq!(
        left.len(),
        1,
        "the lead's estimate is the team's, and stays"
    );
    for asked in &asks[..3] {
        assert!(
            store
                .revisions(&workspace(), &asked.id)
                .await
                .unwrap()
                .is_empty()
        );
        let again = store.ask(&workspace(), &asked.id).await.unwrap().unwrap();
        assert_eq!(again.outcome, Some(AskOutcome::Answered));
    }
    assert_eq!(
        store.check_ins(&workspace(), week()).await.unwrap().len(),
        4
    );
    assert_eq!(store.rebuild_rollups(&workspace()).await.unwrap(), 5);
    assert_eq!(
        store.rollups(&workspace(), old, week()).await.unwrap(),
        kept
    );
}
