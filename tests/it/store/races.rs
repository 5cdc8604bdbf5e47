//! Two who write at once, on one database.

use headway::domain::check_in::{Ask, AskOutcome};
use headway::domain::delivery::{State, Subject};
use headway::domain::id::PersonId;
use headway::domain::organisation::{Member, Role};
use headway::store::Recorded;

use super::place::{Place, on_both};
use super::sample::{
    ask, asked, at, check_in, delivery, organisation, outcome, record, round, week, workspace,
};

on_both!(
    the_digest_is_set_once_by_two_who_try,
    an_answer_and_the_close_never_both_win,
    many_answers_of_one_team_at_once_all_count,
);

async fn the_digest_is_set_once_by_two_who_try(place: &Place) {
    let one = asked(place, &[ask("payments", "ana", week())]).await;
    let other = place.open().await;
    let acme = workspace();
    let mut weeks = Vec::new();
    for ahead in 0..8 {
        let week = week().ahead(ahead);
        one.open_round(&acme, &round(week)).await.unwrap();
        weeks.push(week);
    }
    for week in weeks {
        let head = [delivery(Subject::DigestHead(week))];
        let (a, b) = tokio::join!(
            one.set_digested(&acme, week, at(7), &head),
            other.set_digested(&acme, week, at(7), &head),
        );
        assert_eq!(u8::from(a.unwrap()) + u8::from(b.unwrap()), 1);
        let noted = one.round(&acme, week).await.unwrap().unwrap();
        assert_eq!(noted.digested, Some(at(7)));
    }
    assert_eq!(
        one.deliveries(&acme, &[State::Pending])
            .await
            .unwrap()
            .len(),
        8
    );
    let never = one
        .set_digested(&acme, week().back(9), at(7), &[])
        .await
        .unwrap();
    assert!(!never);
}

async fn an_answer_and_the_close_never_both_win(place: &Place) {
    let asks: Vec<Ask> = (0..12)
        .map(|ahead| ask("payments", "ana", week().ahead(ahead)))
        .collect();
    let one = asked(place, &asks).await;
    let other = place.open().await;
    let acme = workspace();
    for ask in &asks {
        let answer = check_in(ask, 45);
        let (recorded, closed) = tokio::join!(
            one.record_check_in(&acme, &answer, &[]),
            other.close_round(&acme, ask.week, at(9), &[]),
        );
        assert!(closed.unwrap());
        let outcome = outcome(&one, &ask.id).await;
        let kept = one.check_in(&acme, &ask.id).await.unwrap().is_some();
        match recorded.unwrap() {
            Recorded::New => assert_eq!((outcome, kept), (Some(AskOutcome::Answered), true)),
            Recorded::Closed => assert_eq!((outcome, kept), (Some(AskOutcome::Expired), false)),
            other => panic!("{other:?}"),
        }
    }
}

async fn many_answers_of_one_team_at_once_all_count(place: &Place) {
    let people: Vec<String> = (0..24).map(|number| format!("person-{number}")).collect();
    let mut company = organisation();
    company.teams[1].members = people
        .iter()
        .map(|person| Member {
            person: PersonId::new(person.clone()),
            role: Role::Member,
            share: 1.0,
            from: None,
            until: None,
        })
        .collect();
    let asks: Vec<Ask> = people
        .iter()
        .map(|person| ask("search", person, week()))
        .collect();
    let stores = [asked(place, &asks).await, place.open().await];
    stores[0]
        .replace_organisation(&company, at(-8))
        .await
        .unwrap();
    let mut answering = Vec::new();
    for (number, ask) in asks.into_iter().enumerate() {
        let store = stores[number % 2].clone();
        answering.push(tokio::spawn(async move {
            record(&store, &check_in(&ask, 45)).await
        }));
    }
    for answer in answering {
        assert_eq!(answer.await.unwrap(), Recorded::New);
    }
    let rollups = stores[0]
        .rollups(&workspace(), week(), week())
        .await
        .unwrap();
    // Three, and then by twos: the last one waits for another, or for the close.
    assert_eq!((rollups[0].answered, rollups[0].counted), (24, 23));
}
