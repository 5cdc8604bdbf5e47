//! A worker, its ledger and a local Slack whose clocks walk together.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use headway::chance::SeededChance;
use headway::clock::{Clock, SetClock};
use headway::deliver::{Say, Sayer, Step, Worker};
use headway::domain::cadence::Cadence;
use headway::domain::delivery::{Delivery, NewDelivery, State, Subject, Target};
use headway::domain::id::{AskId, ChannelId, DeliveryId, PersonId, WorkspaceId};
use headway::domain::organisation::{Organisation, Person, Settings};
use headway::slack::Client;
use headway::store::Store;
use headway::words::message::{Line, Message, Part};
use slack_sandbox::{
    Call, Fault, FaultRule, Manifest, Message as Posted, Options, Sandbox, SandboxClock,
};

const MANIFEST: &str = r#"
display_information: {name: Headway}
features:
  app_home: {home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true}
  bot_user: {display_name: Headway}
oauth_config:
  scopes:
    bot: ["chat:write", "im:write", "users:read"]
    bot_optional: ["im:history", "channels:history", "groups:history", "channels:read", "groups:read"]
settings: {}
"#;

pub struct Bench {
    pub sandbox: Sandbox,
    pub store: Store,
    pub slack: Client,
    pub worker: Worker,
    pub clock: SetClock,
    pub begun: DateTime<Utc>,
    /// Keys of what nobody wants any more.
    pub not_wanted: Arc<Mutex<HashSet<String>>>,
    /// What is said after each key: how things stand.
    pub news: Arc<Mutex<String>>,
    _directory: tempfile::TempDir,
}

pub fn workspace() -> WorkspaceId {
    WorkspaceId::new("acme")
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(false, &[]).await
    }

    /// Without these scopes.
    pub async fn without(scopes: &[&str]) -> Self {
        Self::with(false, scopes).await
    }

    /// In which Slack's rate limits hold.
    pub async fn strict() -> Self {
        Self::with(true, &[]).await
    }

    async fn with(strict: bool, withhold: &[&str]) -> Self {
        let begun = "2026-11-19T14:00:00Z".parse().unwrap();
        let mut options = Options::new(Manifest::parse(MANIFEST).unwrap());
        options.clock = SandboxClock::Fixed(begun);
        options.strict = strict;
        options.withhold = withhold.iter().map(ToString::to_string).collect();
        let sandbox = Sandbox::start(options).await.unwrap();
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("headway.db");
        let store = Store::open(&format!("sqlite:{}", path.display()))
            .await
            .unwrap();
        let admin = sandbox.find_user("ana").unwrap().id;
        let organisation = organisation(PersonId::new(admin));
        store
            .replace_organisation(&organisation, begun)
            .await
            .unwrap();
        let url = sandbox.api_url().parse().unwrap();
        let slack = Client::new(Some(&url), &sandbox.bot_token().into()).unwrap();
        let clock = SetClock::at(begun);
        let not_wanted = Arc::default();
        let news = Arc::default();
        let worker = worker(&store, &slack, &clock, say(&not_wanted, &news), 1);
        Self {
            sandbox,
            store,
            slack,
            worker,
            clock,
            begun,
            not_wanted,
            news,
            _directory: directory,
        }
    }

    /// Another worker on the same ledger, as after a restart or in a second process.
    pub fn another_worker(&self, seed: u64) -> Worker {
        let say = say(&self.not_wanted, &self.news);
        worker(&self.store, &self.slack, &self.clock, say, seed)
    }

    pub fn person(&self, name: &str) -> PersonId {
        PersonId::new(self.sandbox.find_user(name).unwrap().id)
    }

    pub fn channel(&self, name: &str) -> ChannelId {
        ChannelId::new(self.sandbox.find_channel(name).unwrap().id)
    }

    pub fn fault(&self, method: &str, fault: Fault) {
        self.sandbox.faults().add(FaultRule::new(method, fault));
    }

    pub async fn enqueue(&self, subject: Subject, target: Target) {
        let new = NewDelivery {
            id: DeliveryId::new(format!("id-of-{}", subject.key())),
            subject,
            target,
            due: self.clock.now(),
        };
        self.store.enqueue(&workspace(), &[new]).await.unwrap();
    }

    /// An ask of a person, by the person's name.
    pub async fn ask(&self, name: &str) -> Subject {
        let subject = Subject::Ask(AskId::new(name));
        self.enqueue(subject.clone(), Target::Person(self.person(name)))
            .await;
        subject
    }

    /// Seconds since the beginning.
    pub fn seconds(&self) -> i64 {
        (self.clock.now() - self.begun).num_seconds()
    }

    pub fn walk_to(&self, instant: DateTime<Utc>) {
        self.clock.set(instant);
        self.sandbox.set_now(instant);
    }

    /// Steps at this instant until nothing is due any more; when something is due next.
    pub async fn work(&self) -> Option<DateTime<Utc>> {
        for _ in 0..1_000 {
            match self.worker.step(self.clock.now()).await.unwrap() {
                Step::Worked => {}
                Step::WaitUntil(due) => return Some(due),
                Step::Empty => return None,
            }
        }
        panic!("the worker never comes to rest");
    }

    /// Walks from one due instant to the next until nothing is due at all.
    pub async fn work_until_empty(&self) {
        for _ in 0..1_000 {
            let Some(due) = self.work().await else { return };
            self.walk_to(due);
        }
        panic!("something is always due");
    }

    /// As [`Bench::work_until_empty`], but no further than so many seconds after the beginning.
    pub async fn work_until(&self, seconds: i64) {
        let end = self.begun + TimeDelta::seconds(seconds);
        while let Some(due) = self.work().await.filter(|due| *due <= end) {
            self.walk_to(due);
        }
        self.walk_to(end);
    }

    pub async fn row(&self, subject: &Subject) -> Delivery {
        let found = self.store.delivery_of(&workspace(), subject).await.unwrap();
        found.unwrap()
    }

    pub async fn state(&self, subject: &Subject) -> State {
        self.row(subject).await.state
    }

    /// The messages in the conversation with a person.
    pub fn dm(&self, name: &str) -> Vec<Posted> {
        let person = self.person(name);
        let channel = self.sandbox.dm_of(person.as_str());
        channel.map_or_else(Vec::new, |channel| self.sandbox.messages(&channel))
    }

    pub fn calls(&self, method: &str) -> Vec<Call> {
        let calls = self.sandbox.calls().into_iter();
        calls.filter(|call| call.method == method).collect()
    }

    /// At which seconds a method was called.
    pub fn times(&self, method: &str) -> Vec<i64> {
        let calls = self.calls(method).into_iter();
        calls
            .map(|call| (call.at - self.begun).num_seconds())
            .collect()
    }
}

fn worker(store: &Store, slack: &Client, clock: &SetClock, say: Sayer, seed: u64) -> Worker {
    Worker::new(
        store.clone(),
        slack.clone(),
        Arc::new(clock.clone()),
        Arc::new(SeededChance::new(seed)),
        workspace(),
        say,
    )
}

fn say(not_wanted: &Arc<Mutex<HashSet<String>>>, news: &Arc<Mutex<String>>) -> Sayer {
    let (not_wanted, news) = (Arc::clone(not_wanted), Arc::clone(news));
    Arc::new(move |delivery, _, _| {
        let key = delivery.subject.key();
        let said = if not_wanted.lock().unwrap().contains(&key) {
            Say::NotWanted("answered")
        } else {
            let news = news.lock().unwrap().clone();
            let line = Line::plain(format!("{key} {news}"));
            Say::Post(Message::line(line).and(Part::Divider))
        };
        Box::pin(async move { Ok(said) })
    })
}

fn organisation(admin: PersonId) -> Organisation {
    Organisation {
        settings: Settings {
            workspace: workspace(),
            slack_team: None,
            name: "Acme".into(),
            time_zone: chrono_tz::Europe::Madrid,
            leadership_channel: ChannelId::new("leadership"),
            cadence: Cadence::default(),
            remainder: None,
            results: headway::domain::okr::ResultsSettings::default(),
            enough_answers: 3,
            keep_single_splits_weeks: 26,
        },
        categories: Vec::new(),
        people: vec![Person {
            id: admin,
            name: "Ana Ruiz".into(),
            time_zone: None,
            days_off: std::collections::BTreeSet::new(),
            leader: false,
            admin: true,
        }],
        teams: Vec::new(),
        objectives: Vec::new(),
    }
}
