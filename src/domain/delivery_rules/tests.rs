//! The rules of the ledger as tables.

use super::*;
use crate::domain::delivery::{State, Target};
use crate::domain::id::{AskId, DeliveryId, PersonId, TeamId, WorkspaceId};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn seconds(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn delivery(subject: Subject) -> Delivery {
    Delivery {
        workspace: WorkspaceId::new("w"),
        id: DeliveryId::new("d"),
        subject,
        target: Target::Person(PersonId::new("U1")),
        state: State::Sending,
        due: now(),
        attempts: 0,
        attempted: None,
        looks: 0,
        wanted: 3,
        message: None,
        channel: None,
        error: None,
    }
}

fn ask() -> Delivery {
    delivery(Subject::Ask(AskId::new("a")))
}

fn edit() -> Delivery {
    delivery(Subject::AskEdit(AskId::new("a")))
}

fn reminder() -> Delivery {
    delivery(Subject::Reminder(AskId::new("a"), 1))
}

fn notice() -> Delivery {
    delivery(Subject::Notice(PersonId::new("U9"), DeliveryId::new("x")))
}

fn message() -> (ChannelId, MessageTs) {
    (ChannelId::new("D1"), MessageTs::new("1.1"))
}

/// A verdict in a line: what is written, when it goes on, whether admins hear of it.
fn line(verdict: &Verdict) -> String {
    let at = |due: &DateTime<Utc>| (*due - now()).num_seconds();
    let settled = match &verdict.settled {
        Settled::Sent { look_again, .. } => match look_again {
            None => "sent".to_owned(),
            Some(due) => format!("sent, look at {}", at(due)),
        },
        Settled::Retry { due, .. } => format!("retry at {}", at(due)),
        Settled::Unknown { due, looks, .. } => {
            format!("unknown, look {} at {}", looks + 1, at(due))
        }
        Settled::Parked { .. } => "parked".to_owned(),
        Settled::Skipped { .. } => "skipped".to_owned(),
        Settled::Failed { .. } => "failed".to_owned(),
    };
    let told = if verdict.notify { ", admins told" } else { "" };
    settled + told
}

#[test]
fn an_attempt_ends_like_this() {
    let done = || Outcome::Done(message().0, message().1);
    let refused = Outcome::Refused;
    let wait = |seconds| Outcome::NotSent(Some(Duration::from_secs(seconds)));
    let table = [
        (ask(), done(), "sent"),
        (edit(), done(), "sent"),
        (Delivery { looks: 1, ..ask() }, done(), "sent, look at 300"),
        (ask(), Outcome::Unknown, "unknown, look 1 at 30"),
        (reminder(), Outcome::Unknown, "unknown, look 1 at 30"),
        (edit(), Outcome::Unknown, "retry at 1"),
        (
            Delivery {
                attempts: 2,
                ..edit()
            },
            Outcome::Unknown,
            "retry at 30",
        ),
        (ask(), wait(7), "retry at 7"),
        (
            Delivery {
                attempts: 5,
                ..ask()
            },
            wait(7),
            "retry at 7",
        ),
        (ask(), Outcome::NotSent(None), "retry at 1"),
        (
            Delivery {
                attempts: 1,
                ..ask()
            },
            Outcome::NotSent(None),
            "retry at 5",
        ),
        (
            Delivery {
                attempts: 3,
                ..ask()
            },
            Outcome::NotSent(None),
            "retry at 120",
        ),
        (
            Delivery {
                attempts: 90,
                ..ask()
            },
            Outcome::NotSent(None),
            "retry at 600",
        ),
        (
            Delivery {
                attempts: 599,
                ..ask()
            },
            Outcome::NotSent(None),
            "failed, admins told",
        ),
        (
            Delivery {
                attempts: 599,
                ..ask()
            },
            Outcome::Unknown,
            "unknown, look 1 at 30",
        ),
        (
            Delivery {
                attempts: 1,
                looks: 1,
                ..ask()
            },
            wait(7),
            "unknown, look 2 at 7",
        ),
        (ask(), refused(Refusal::Target), "failed, admins told"),
        (ask(), refused(Refusal::OurBug), "failed, admins told"),
        (
            ask(),
            refused(Refusal::Misconfigured),
            "parked, admins told",
        ),
        (edit(), refused(Refusal::Target), "failed"),
        (notice(), refused(Refusal::Target), "failed"),
        (notice(), refused(Refusal::Misconfigured), "parked"),
    ];
    for (delivery, outcome, expected) in table {
        let verdict = after(&delivery, outcome.clone(), "x", now(), Duration::ZERO);
        assert_eq!(
            line(&verdict),
            expected,
            "{:?} {outcome:?}",
            delivery.subject
        );
    }
}

#[test]
fn a_look_ends_like_this() {
    let found = || Look::Found(message().0, message().1);
    let tried = |attempts, looks, delivery| Delivery {
        attempts,
        looks,
        ..delivery
    };
    let reply = || {
        delivery(Subject::DigestReply(
            "2026-W47".parse().unwrap(),
            TeamId::new("t"),
        ))
    };
    let head = || delivery(Subject::DigestHead("2026-W47".parse().unwrap()));
    let table = [
        (tried(1, 0, ask()), found(), "sent"),
        (tried(2, 0, ask()), found(), "sent, look at 300"),
        (tried(1, 0, ask()), Look::NotFound, "unknown, look 2 at 90"),
        (tried(1, 1, ask()), Look::NotFound, "send again"),
        (tried(1, 1, head()), Look::NotFound, "send again"),
        (tried(1, 1, reply()), Look::NotFound, "send again"),
        (tried(10, 1, ask()), Look::NotFound, "parked, admins told"),
        (
            tried(1, 0, reminder()),
            Look::NotFound,
            "unknown, look 2 at 90",
        ),
        (tried(1, 1, reminder()), Look::NotFound, "skipped"),
        (tried(1, 1, notice()), Look::NotFound, "skipped"),
        (
            tried(1, 1, ask()),
            Look::Later(None),
            "unknown, look 2 at 60",
        ),
        (
            tried(1, 0, ask()),
            Look::Later(Some(Duration::from_secs(9))),
            "unknown, look 1 at 9",
        ),
        (tried(1, 0, ask()), Look::Impossible, "parked, admins told"),
        (tried(1, 0, notice()), Look::Impossible, "parked"),
    ];
    for (delivery, look, expected) in table {
        let verdict = match after_look(&delivery, look.clone(), "x", now()) {
            AfterLook::Settle(verdict) => line(&verdict),
            AfterLook::SendAgain => "send again".to_owned(),
        };
        assert_eq!(verdict, expected, "{:?} {look:?}", delivery.subject);
    }
}

#[test]
fn the_last_look_keeps_what_is_known() {
    for (look, again) in [
        (Look::NotFound, None),
        (Look::Impossible, None),
        (
            Look::Found(ChannelId::new("D1"), MessageTs::new("0.9")),
            None,
        ),
        (Look::Later(None), Some(seconds(60))),
    ] {
        let settled = after_last_look(&ask(), message(), &look, now());
        let expected = Settled::Sent {
            channel: message().0,
            ts: message().1,
            wanted: 3,
            look_again: again,
        };
        assert_eq!(settled, expected);
    }
}

#[test]
fn jitter_only_adds_and_ends_on_a_whole_second() {
    let verdict = after(
        &ask(),
        Outcome::NotSent(None),
        "x",
        now(),
        Duration::from_millis(1),
    );
    assert_eq!(line(&verdict), "retry at 2");
}
