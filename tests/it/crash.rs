//! A kill at any moment loses no answer that was accepted and posts nothing twice: a week is played again and again,
//! and each time the process dies a little later.

mod matters;
mod process;
mod review;

use std::collections::BTreeSet;

use headway::store::Store;
use slack_sandbox::{Act, ActOutcome, Call, Fault, FaultRule, Until};

use crate::house::{House, Person};
use process::Process;

/// Two teams, each answered by its lead: the shortest week with everything in it.
const TWO_TEAMS: &str = r#"
[workspace]
name = "Northwind"
time_zone = "Europe/Berlin"
leadership_channel = "leadership"
leaders = ["mara"]
admins = ["omar"]

[people.mara]
name = "Mara Lindqvist"
email = "mara@example.com"
[people.omar]
name = "Omar Haddad"
email = "omar@example.com"
[people.ana]
name = "Ana Ruiz"
email = "ana@example.com"
[people.jonas]
name = "Jonas Weber"
email = "jonas@example.com"

[teams.payments]
name = "Payments"
kind = "application"
channel = "team-payments"
lead = "ana"
members = ["ana"]

[teams.platform]
name = "Platform"
kind = "platform"
lead = "jonas"
members = ["jonas"]
"#;

/// How a run meets its end.
#[derive(Clone, Copy)]
enum Death {
    /// At the point with this number.
    Point(u64),
    /// By `SIGKILL`, once Slack has had so many calls.
    Call(usize),
}

/// A week whose process may die; then another takes its place, and the week goes on.
struct Week {
    house: House,
    process: Process,
    deaths: u64,
    /// The number of calls at which it is killed; taken once that has happened.
    kill_at: Option<usize>,
}

impl Week {
    async fn begins(death: Death) -> Self {
        let mut house = House::with(TWO_TEAMS).await;
        let said = house.person("nora").types("/checkin subscribe").await;
        assert!(said.starts_with("You are subscribed"), "{said}");
        Self::goes_on(house, death).await
    }

    /// A house whose process may die from here on.
    async fn goes_on(mut house: House, death: Death) -> Self {
        house.stops().await;
        let (point, kill_at) = match death {
            Death::Point(point) => (point, None),
            Death::Call(calls) => (0, Some(house.sandbox.calls().len() + 1 + calls)),
        };
        let process = Process::start(&house.sandbox, &house.database, point, 1).await;
        Self {
            house,
            process,
            deaths: 0,
            kill_at,
        }
    }

    /// The process that died is followed by one that does not.
    async fn rises(&mut self) {
        assert!(self.process.died());
        self.deaths += 1;
        assert_eq!(
            self.deaths, 1,
            "it dies where it is told to, and only there"
        );
        self.kill_at = None;
        self.process = Process::start(&self.house.sandbox, &self.house.database, 0, 2).await;
    }

    /// Walks there, however often the process has to be started.
    async fn walks_to(&mut self, instant: &str) {
        loop {
            let mut changes = self.house.sandbox.changes();
            let sandbox = self.house.sandbox.clone();
            let kill_at = self.kill_at;
            let fatal = async {
                while kill_at.is_none_or(|calls| sandbox.calls().len() < calls) {
                    changes.changed().await.unwrap();
                }
            };
            let arrived = tokio::select! {
                arrived = self.process.walks_to(instant) => arrived,
                () = fatal => false,
            };
            if arrived {
                return;
            }
            if self.kill_at.is_some() {
                self.process.kill();
            }
            self.rises().await;
        }
    }

    /// Does something as a person, again and again until it is acknowledged.
    async fn acts(&mut self, handle: &str, act: Act, until: Option<Until>) -> ActOutcome {
        let user = self.house.person(handle).user;
        loop {
            let done = self.house.sandbox.act_until(&user, act.clone(), until);
            let outcome = done.await.unwrap();
            if outcome.status == Some(200) {
                return outcome;
            }
            self.rises().await;
        }
    }

    /// Fills in the check-in of a person.
    async fn answers(&mut self, handle: &str, fields: &[(&str, &str)]) {
        let press = self.house.person(handle).press("Check in");
        let view = self.acts(handle, press, Some(Until::View)).await.view;
        let view = view.expect("a form");
        let blocks = view["blocks"].as_array().unwrap();
        let id = view["id"].as_str().unwrap();
        let submission = Person::submission(id, blocks, fields, false);
        let outcome = self.acts(handle, submission, None).await;
        assert_eq!(outcome.errors, None);
    }

    /// Asks, an answer that needs something, reminders, the digest, a question and a decision, an answer to what was
    /// needed, a late answer, the close.
    async fn goes_by(&mut self) {
        // Ten minutes are enough to find out what became of whatever was under way.
        self.walks_to("2026-11-19T14:10:00Z").await;
        let needs = [("Fires", "45"), ("Do you need", "A desk")];
        self.answers("ana", &needs).await;
        self.walks_to("2026-11-20T15:10:00Z").await;
        self.mara_asks_and_decides().await;
        self.walks_to("2026-11-23T09:10:00Z").await;
        self.mara_answers().await;
        self.walks_to("2026-11-23T09:12:00Z").await;
        self.answers("jonas", &[("Fires", "30")]).await;
        self.walks_to("2026-11-24T12:00:00Z").await;
    }

    /// Nothing is lost, nothing stands there twice.
    async fn holds(mut self, when: &str) {
        let mut posts = BTreeSet::new();
        let channels: Vec<String> = ["ana", "jonas", "nora", "leadership", "team-payments"]
            .map(|name| self.house.channel(name))
            .into();
        for channel in &channels {
            for message in self.house.sandbox.messages(channel) {
                let id = &message.metadata.value()["event_payload"]["id"];
                let first = posts.insert(id.as_str().unwrap().to_owned());
                assert!(first, "{when}: twice: {}", message.text);
            }
        }
        let messages = self.house.person("ana").messages();
        assert_eq!(messages.len(), 1, "{when}: {messages:?}");
        let receipt = |text: &str| text.contains("week 47: recorded");
        assert!(receipt(&messages[0].text), "{when}: {}", messages[0].text);
        let jonas = self.house.person("jonas");
        assert!(receipt(&jonas.ask()), "{when}: {}", jonas.ask());
        let messages = jonas.messages();
        let asks = messages.iter().filter(|it| receipt(&it.text)).count();
        assert_eq!(asks, 1, "{when}: {messages:?}");
        assert!((1..=3).contains(&messages.len()), "{when}: {messages:?}");
        let thread = self.house.thread();
        assert_eq!((thread.heads(), thread.messages.len()), (1, 4), "{when}");
        let first = &thread.messages[1].text;
        assert!(
            first.starts_with("Week 47, team by team"),
            "{when}: {first}"
        );
        // A team that answers late has no reply of its own: the table tells it.
        assert!(first.contains("30% fires"), "{when}: {first}");
        let replies = thread.replies("Payments (");
        assert_eq!(replies.len(), 1, "{when}: {replies:?}");
        let reply = &replies[0];
        assert!(reply.contains("45% fires"), "{when}: {reply}");
        assert!(thread.head().contains("one late answer"), "{when}");
        let told = self.house.team_channel();
        assert_eq!(told.len(), 2, "{when}: {told:?}");
        self.matters_hold(when);
        assert!(
            told[0].text.contains("45% fires"),
            "{when}: {}",
            told[0].text
        );
        assert!(told[0].ts < thread.messages[0].ts, "{when}: the team first");
        let nora = self.house.person("nora").messages();
        assert_eq!(nora.len(), 2, "{when}: {nora:?}");
        assert!(
            nora[0].ts > thread.messages[0].ts,
            "{when}: leadership first"
        );
        let (head, page) = (&nora[0].text, &nora[1].text);
        assert!(head.contains("one late answer"), "{when}: {head}");
        let both = ["Payments: Non-elective 45%", "Platform: Non-elective 30%"];
        let told = |team: &&str| page.contains(*team);
        assert!(both.iter().all(told), "{when}: {page}");
        self.kept(when).await;
        drop(self.process);
        self.house.sandbox.shutdown().await;
    }

    /// Each answer is in the database, once.
    async fn kept(&self, when: &str) {
        let store = Store::open(&self.house.database).await.unwrap();
        let workspace = store.workspaces().await.unwrap().remove(0);
        let asks = store.asks(&workspace, "2026-W47".parse().unwrap()).await;
        let asks = asks.unwrap();
        assert_eq!(asks.len(), 2, "{when}");
        for ask in &asks {
            let revisions = store.revisions(&workspace, &ask.id).await.unwrap();
            assert_eq!(revisions.len(), 1, "{when}: {ask:?}");
        }
        store.close().await;
    }
}

/// Plays a week to its end; whether its process died.
async fn play(death: Death, when: String) -> bool {
    let mut week = Week::begins(death).await;
    week.goes_by().await;
    let died = week.deaths > 0;
    week.holds(&when).await;
    died
}

/// Several weeks at once, each dying a little later, until one passes in peace.
async fn play_until_nobody_dies(step: usize, death: fn(usize) -> Death) -> usize {
    const AT_ONCE: usize = 4;
    let mut next = 1;
    loop {
        let weeks = (0..AT_ONCE).map(|at| {
            let number = next + at * step;
            tokio::spawn(play(death(number), format!("death {number}")))
        });
        let weeks: Vec<_> = weeks.collect();
        for (at, week) in weeks.into_iter().enumerate() {
            if !week.await.unwrap() {
                return next + at * step;
            }
        }
        next += AT_ONCE * step;
    }
}

/// Not a test of its own: the tests below start it as a process, with orders in its environment.
#[test]
fn the_process() {
    process::obey();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_at_any_point_loses_nothing_and_says_nothing_twice() {
    let points = play_until_nobody_dies(1, |number| {
        Death::Point(u64::try_from(number).unwrap_or(u64::MAX))
    });
    let points = points.await;
    // Fewer would mean that points are not passed any more.
    assert!(points > 50, "only {points} points");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_by_the_system_loses_nothing_and_says_nothing_twice() {
    let calls = play_until_nobody_dies(4, Death::Call).await;
    assert!(calls > 12, "only {calls} calls");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_history_shows_late_is_still_found_after_a_death() {
    // Claimed, begun, requested: the third point after the two asks are written down.
    for hidden in [100.0, 300.0] {
        let mut week = Week::begins(Death::Point(7)).await;
        let shy = FaultRule::new("chat.postMessage", Fault::HiddenFromHistory).seconds(hidden);
        week.house.sandbox.faults().add(shy);
        week.goes_by().await;
        assert_eq!(week.deaths, 1);
        let calls = week.house.sandbox.calls();
        let shy = calls.iter().find(|call| call.fault.is_some()).unwrap();
        let asked = |call: &&Call| {
            let asks = call.args["text"]
                .as_str()
                .is_some_and(|text| text.contains("your week 47"));
            call.method == "chat.postMessage" && call.args["channel"] == shy.args["channel"] && asks
        };
        let asks = calls.iter().filter(asked).count();
        // Looked for after 90 and 180 seconds, then sent again; the first of the two is deleted later.
        assert_eq!(asks, if hidden < 180.0 { 1 } else { 2 });
        week.holds(&format!("hidden for {hidden} seconds")).await;
    }
}
