//! Requests, questions and decisions: made, answered and settled once, by whoever is first.

use headway::domain::brought::Brought;
use headway::domain::check_in::Ask;
use headway::domain::decision::{Decision, Moved, Number};
use headway::domain::delivery::Subject;
use headway::domain::id::{AskId, DecisionId, KeyResultCode, PersonId, QuestionId, TeamId};
use headway::domain::matters::{Ended, Settling};
use headway::domain::question::{Answer, Question, QuestionEnd};
use headway::domain::request::{RequestEnd, Wanted};
use headway::store::{Asked, Recorded, Store};

use super::place::{Place, on_both};
use super::sample::{ask, asked, at, check_in, delivery, week, workspace};

on_both!(
    an_answer_makes_edits_and_withdraws_its_request,
    a_request_is_settled_by_whoever_is_first,
    a_request_that_reads_otherwise_is_not_settled,
    two_leaders_who_answer_at_once_make_one_answer,
    a_handed_over_request_has_a_new_owner,
    a_question_is_asked_once_and_answered_by_the_check_in,
    a_question_of_another_team_is_not_answered,
    a_decision_is_recorded_told_and_withdrawn_once,
    what_was_settled_before_is_not_read,
    a_team_was_asked_last,
);

fn anas() -> Ask {
    ask("payments", "ana", week())
}

fn wanted(what: &str) -> Option<Wanted> {
    Some(Wanted::This {
        what: what.to_owned(),
        owner: Some(PersonId::new("mara")),
        needed_by: Some("2026-12-04".parse().unwrap()),
    })
}

/// Ana answers once more, and says this beside her check-in.
async fn answers(store: &Store, brought: Brought) -> Recorded {
    let edit = delivery(Subject::AskEdit(anas().id));
    store
        .record_answer(&workspace(), &check_in(&anas(), 40), &brought, &[edit])
        .await
        .unwrap()
}

async fn needs(store: &Store, wanted: Option<Wanted>) -> Recorded {
    let brought = Brought {
        wanted,
        ..Brought::default()
    };
    answers(store, brought).await
}

fn ended<How>(how: How, by: &str, seconds: i64) -> Ended<How> {
    Ended {
        how,
        by: PersonId::new(by),
        at: at(seconds),
    }
}

async fn an_answer_makes_edits_and_withdraws_its_request(place: &Place) {
    let store = asked(place, &[anas()]).await;
    let of_ask = || async {
        let requests = store.requests_of_ask(&workspace(), &anas().id).await;
        requests.unwrap()
    };
    assert_eq!(needs(&store, None).await, Recorded::New);
    assert_eq!(of_ask().await, []);
    // The check-in says the same; the request is news all the same, and is told.
    assert_eq!(
        needs(&store, wanted("a \"week\"\0 🙂")).await,
        Recorded::Same
    );
    needs(&store, wanted("a \"week\"\0 🙂")).await;
    let made = of_ask().await;
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].what, "a \"week\" 🙂");
    assert_eq!(made[0].owner, Some(PersonId::new("mara")));
    assert_eq!(
        (made[0].made, &made[0].by),
        (at(110), &PersonId::new("ana"))
    );
    let edits = "SELECT wanted FROM delivery WHERE key LIKE 'ask-edit:%'";
    assert_eq!(place.number(edits).await, 2);
    needs(&store, wanted("two weeks")).await;
    assert_eq!(of_ask().await[0].what, "two weeks");
    needs(&store, Some(Wanted::Nothing)).await;
    let end = of_ask().await[0].ended.clone().unwrap();
    assert_eq!(end.how, RequestEnd::Withdrawn);
    needs(&store, wanted("two weeks")).await;
    assert_eq!(of_ask().await.len(), 1);
    assert_eq!(of_ask().await[0].ended, None);
    let answer = ended(RequestEnd::Answered("From Monday".to_owned()), "mara", 200);
    let id = of_ask().await[0].id.clone();
    store
        .end_request(&workspace(), (&id, None), &answer, &[])
        .await
        .unwrap();
    needs(&store, wanted("two weeks")).await;
    needs(&store, Some(Wanted::Nothing)).await;
    assert_eq!(of_ask().await[0].ended, Some(answer));
    needs(&store, wanted("a desk")).await;
    let both = of_ask().await;
    let whats: Vec<&str> = both.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(whats, ["two weeks", "a desk"]);
}

async fn a_request_is_settled_by_whoever_is_first(place: &Place) {
    let store = asked(place, &[anas()]).await;
    needs(&store, wanted("a week")).await;
    let acme = workspace();
    let id = store.requests_of_ask(&acme, &anas().id).await.unwrap()[0]
        .id
        .clone();
    let first = ended(RequestEnd::Declined("no room".to_owned()), "mara", 200);
    let second = ended(RequestEnd::Answered("yes".to_owned()), "ben", 300);
    let edit = [delivery(Subject::DigestHeadEdit(week()))];
    let done = store
        .end_request(&acme, (&id, None), &first, &edit)
        .await
        .unwrap();
    let Settling::Done(done) = done else {
        panic!("{done:?}")
    };
    assert_eq!(done.ended, Some(first.clone()));
    let late = store
        .end_request(&acme, (&id, None), &second, &edit)
        .await
        .unwrap();
    assert_eq!(late, Settling::Already(done.clone()));
    let ben = PersonId::new("ben");
    let over = store.hand_over(&acme, &id, &ben, &edit).await.unwrap();
    assert_eq!(over, Settling::Already(done.clone()));
    assert_eq!(store.request(&acme, &id).await.unwrap(), Some(done));
    let edits = "SELECT wanted FROM delivery WHERE key LIKE 'digest-edit:%'";
    assert_eq!(place.number(edits).await, 1);
    let nothing = headway::domain::id::RequestId::new("nothing");
    let gone = store
        .end_request(&acme, (&nothing, None), &first, &[])
        .await;
    assert_eq!(gone.unwrap(), Settling::Gone);
}

async fn a_request_that_reads_otherwise_is_not_settled(place: &Place) {
    let store = asked(place, &[anas()]).await;
    needs(&store, wanted("a week")).await;
    let acme = workspace();
    let read = store
        .requests_of_ask(&acme, &anas().id)
        .await
        .unwrap()
        .remove(0);
    needs(&store, wanted("a month")).await;
    let now = store.request(&acme, &read.id).await.unwrap().unwrap();
    let yes = ended(RequestEnd::Answered("yes".to_owned()), "mara", 200);
    let settled = |reads: String| {
        let (store, acme, id, yes) = (&store, &acme, &read.id, &yes);
        async move {
            let settled = store.end_request(acme, (id, Some(&reads)), yes, &[]).await;
            settled.unwrap()
        }
    };
    assert_eq!(settled(read.reads()).await, Settling::Changed(now.clone()));
    assert_eq!(
        store.request(&acme, &read.id).await.unwrap(),
        Some(now.clone())
    );
    assert!(matches!(settled(now.reads()).await, Settling::Done(_)));
}

async fn two_leaders_who_answer_at_once_make_one_answer(place: &Place) {
    let store = asked(place, &[anas()]).await;
    needs(&store, wanted("a week")).await;
    let acme = workspace();
    let id = store.requests_of_ask(&acme, &anas().id).await.unwrap()[0]
        .id
        .clone();
    let mara = ended(RequestEnd::Answered("yes".to_owned()), "mara", 200);
    let ben = ended(RequestEnd::Declined("no".to_owned()), "ben", 200);
    let (one, other) = tokio::join!(
        store.end_request(&acme, (&id, None), &mara, &[]),
        store.end_request(&acme, (&id, None), &ben, &[])
    );
    let settled = [one.unwrap(), other.unwrap()];
    let done = settled.iter().filter(|it| matches!(it, Settling::Done(_)));
    assert_eq!(done.count(), 1, "{settled:?}");
    let stands = store.request(&acme, &id).await.unwrap().unwrap();
    for one in settled {
        let (Settling::Done(one) | Settling::Already(one)) = one else {
            panic!("{one:?}")
        };
        assert_eq!(one, stands);
    }
}

async fn a_handed_over_request_has_a_new_owner(place: &Place) {
    let store = asked(place, &[anas()]).await;
    needs(&store, wanted("a week")).await;
    let acme = workspace();
    let id = store.requests_of_ask(&acme, &anas().id).await.unwrap()[0]
        .id
        .clone();
    let ben = PersonId::new("ben");
    let given = store.hand_over(&acme, &id, &ben, &[]).await.unwrap();
    assert!(matches!(given, Settling::Done(_)));
    let read = store.request(&acme, &id).await.unwrap().unwrap();
    assert_eq!(read.owner, Some(ben));
}

fn question(id: &str, team: &str) -> Question {
    Question {
        id: QuestionId::new(id),
        week: week().previous(),
        team: TeamId::new(team),
        by: PersonId::new("mara"),
        text: "Is \"it\" the reason? 🙂".to_owned(),
        asked: at(-600_000),
        ended: None,
    }
}

async fn a_question_is_asked_once_and_answered_by_the_check_in(place: &Place) {
    let store = asked(place, &[anas()]).await;
    let (acme, it) = (workspace(), question("q", "payments"));
    let edit = [delivery(Subject::AskEdit(anas().id))];
    let ask = |it: Question| {
        let (store, acme, edit) = (&store, &acme, &edit);
        async move { store.ask_question(acme, &it, edit).await.unwrap() }
    };
    assert_eq!(ask(it.clone()).await, Asked::Now);
    assert_eq!(ask(it.clone()).await, Asked::Already);
    let other = |id: &str| Question {
        by: PersonId::new("ben"),
        ..question(id, "payments")
    };
    assert_eq!(ask(other("r")).await, Asked::Same(it.clone()));
    let said = |text: Option<&str>| Brought {
        answers: vec![(it.id.clone(), text.map(str::to_owned))],
        ..Brought::default()
    };
    let read = || async { store.question(&acme, &it.id).await.unwrap().unwrap() };
    answers(&store, said(None)).await;
    assert_eq!(read().await, it);
    answers(&store, said(Some("Yes, \0mostly."))).await;
    let answer = Answer {
        text: "Yes, mostly.".to_owned(),
        week: week(),
        ask: Some(anas().id),
    };
    assert_eq!(read().await.answer(), Some(&answer));
    answers(&store, said(Some("No."))).await;
    assert_eq!(read().await.answer().unwrap().text, "No.");
    // A leader comes too late to withdraw it; the team may take its answer back.
    let withdrawn = ended(QuestionEnd::Withdrawn, "mara", 300);
    let late = store.end_question(&acme, &it.id, &withdrawn, &[]).await;
    assert!(matches!(late.unwrap(), Settling::Already(_)));
    answers(&store, said(None)).await;
    assert_eq!(read().await, it);
    let done = store.end_question(&acme, &it.id, &withdrawn, &[]).await;
    assert!(matches!(done.unwrap(), Settling::Done(_)));
    answers(&store, said(Some("Yes."))).await;
    assert_eq!(read().await.ended, Some(withdrawn));
}

async fn a_question_of_another_team_is_not_answered(place: &Place) {
    let store = asked(place, &[anas()]).await;
    let (acme, it) = (workspace(), question("q", "search"));
    store.ask_question(&acme, &it, &[]).await.unwrap();
    let brought = Brought {
        answers: vec![
            (it.id.clone(), Some("Yes".to_owned())),
            (QuestionId::new("none"), Some("Yes".to_owned())),
        ],
        ..Brought::default()
    };
    answers(&store, brought).await;
    assert_eq!(store.question(&acme, &it.id).await.unwrap(), Some(it));
}

fn decision(id: &str, before: Option<f64>) -> Decision {
    Decision {
        id: DecisionId::new(id),
        week: week().previous(),
        team: TeamId::new("payments"),
        by: PersonId::new("mara"),
        what: "Two more on checkout".to_owned(),
        number: Some(Moved {
            number: Number::KeyResult(KeyResultCode::new("PAY-1.2")),
            before,
        }),
        gives_way: Some("the editor".to_owned()),
        until: "2026-11-20".parse().unwrap(),
        recorded: at(-1000),
        withdrawn: None,
    }
}

async fn a_decision_is_recorded_told_and_withdrawn_once(place: &Place) {
    let store = asked(place, &[anas()]).await;
    let acme = workspace();
    // What is missing comes first on purpose: PostgreSQL keeps the types of a statement's first values.
    let all = [decision("a", None), decision("b", Some(4420.5))];
    for it in &all {
        assert!(store.record_decision(&acme, it, &[]).await.unwrap());
        assert!(!store.record_decision(&acme, it, &[]).await.unwrap());
        let read = store.decision(&acme, &it.id).await.unwrap();
        assert_eq!(read.as_ref(), Some(it));
    }
    let nan = decision("c", Some(f64::NAN));
    assert!(store.record_decision(&acme, &nan, &[]).await.is_err());
    let day = |text: &str| text.parse().unwrap();
    let untold = |on: &'static str| {
        let (store, acme) = (&store, &acme);
        async move { store.untold_decisions(acme, day(on)).await.unwrap() }
    };
    assert_eq!(untold("2026-11-19").await, []);
    assert_eq!(untold("2026-11-20").await, all);
    let next = store.next_decision_day(&acme, day("2026-11-19")).await;
    assert_eq!(next.unwrap(), Some(day("2026-11-20")));
    let next = store.next_decision_day(&acme, day("2026-11-21")).await;
    assert_eq!(next.unwrap(), None);
    let mara = PersonId::new("mara");
    let withdraw = || store.withdraw_decision(&acme, &all[0].id, &mara, at(5), &[]);
    assert!(matches!(withdraw().await.unwrap(), Settling::Done(_)));
    assert!(matches!(withdraw().await.unwrap(), Settling::Already(_)));
    assert_eq!(untold("2026-11-20").await, all[1..]);
    let between = store.decisions_until(&acme, day("2026-11-01"), day("2026-11-30"));
    assert_eq!(between.await.unwrap().len(), 2);
}

async fn what_was_settled_before_is_not_read(place: &Place) {
    let store = asked(place, &[anas()]).await;
    let acme = workspace();
    needs(&store, wanted("a week")).await;
    store
        .ask_question(&acme, &question("q", "payments"), &[])
        .await
        .unwrap();
    store
        .ask_question(&acme, &question("r", "search"), &[])
        .await
        .unwrap();
    store
        .record_decision(&acme, &decision("d", None), &[])
        .await
        .unwrap();
    let declined = ended(RequestEnd::Declined("no".to_owned()), "mara", 200);
    let id = store.requests_of_ask(&acme, &anas().id).await.unwrap()[0]
        .id
        .clone();
    store
        .end_request(&acme, (&id, None), &declined, &[])
        .await
        .unwrap();
    let counts = |since| {
        let (store, acme) = (&store, &acme);
        async move {
            let all = store.matters(acme, at(since)).await.unwrap();
            (all.requests.len(), all.questions.len(), all.decisions.len())
        }
    };
    assert_eq!(counts(0).await, (1, 2, 1));
    assert_eq!(counts(200).await, (1, 2, 1));
    assert_eq!(counts(201).await, (0, 2, 1));
    assert_eq!(counts(2 * 86_400).await, (0, 2, 0));
    let search = store.matters_of(&acme, &TeamId::new("search"), at(0)).await;
    let search = search.unwrap();
    assert_eq!(search.questions.len(), 1);
    assert_eq!((search.requests.len(), search.decisions.len()), (0, 0));
    let all = store.matters(&acme, at(0)).await.unwrap();
    assert_eq!(all.of(&TeamId::new("search")), search);
}

async fn a_team_was_asked_last(place: &Place) {
    let earlier = Ask {
        id: AskId::new("earlier"),
        due: at(-604_800),
        ..ask("payments", "ana", week().previous())
    };
    let store = asked(place, &[anas(), earlier]).await;
    let acme = workspace();
    let last = |team: &'static str, before| {
        let (store, acme) = (&store, &acme);
        async move {
            let last = store.last_asked(acme, &TeamId::new(team), before).await;
            last.unwrap()
        }
    };
    assert_eq!(last("payments", week()).await, Some(at(-604_800)));
    assert_eq!(last("payments", week().next()).await, Some(at(0)));
    assert_eq!(last("payments", week().previous()).await, None);
    assert_eq!(last("search", week()).await, None);
}
