//! The stage of every scenario: the real router, the real store, the real Slack client, a local Slack, and a clock
//! that is set and never slept on.

mod matters;
mod person;
mod thread;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use headway::app::import_organisation;
use headway::chance::SeededChance;
use headway::cli::import::confirm;
use headway::cli::walk::{Pace, Walker};
use headway::cli::{Parts, Running, org_file, start};
use headway::clock::SetClock;
use headway::slack::Client;
use headway::store::Store;
use secrecy::SecretString;
use slack_sandbox::{
    ChannelSpec, Manifest, Message, Options, PersonSpec, Sandbox, SandboxClock, WorkspaceSpec,
};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub use matters::{led_by_two, page, says};
pub use person::Person;
pub use thread::Thread;

/// The company of most scenarios: a team that answers by its lead, one that answers by everyone.
pub const COMPANY: &str = include_str!("company.toml");
/// The same company, in which Payments has a channel that reads the team's own part.
pub fn told() -> String {
    let channel = "kind = \"application\"\nchannel = \"team-payments\"";
    COMPANY.replacen("kind = \"application\"", channel, 1)
}

/// Monday morning of the week in which most scenarios play.
pub const MONDAY: &str = "2026-11-16T08:00:00Z";

/// Handle, full name, zone.
const PEOPLE: [(&str, &str, &str); 9] = [
    ("mara", "Mara Lindqvist", "Europe/Berlin"),
    ("omar", "Omar Haddad", "Europe/Berlin"),
    ("ana", "Ana Ruiz", "Europe/Madrid"),
    ("ben", "Ben Okafor", "Europe/Berlin"),
    ("jonas", "Jonas Weber", "Europe/Berlin"),
    ("ines", "Inés Vidal", "Europe/Madrid"),
    ("farid", "Farid Amiri", "Europe/Berlin"),
    ("gus", "Gus Guest", "Europe/Berlin"),
    ("nora", "Nora Newcomer", "Europe/Berlin"),
];

/// A running Headway beside a local Slack.
pub struct House {
    pub sandbox: Sandbox,
    pub clock: SetClock,
    pub database: String,
    running: Option<Running>,
    walker: Walker,
    _folder: TempDir,
}

impl House {
    /// A house with the usual company, on Monday morning.
    pub async fn new() -> Self {
        Self::with(COMPANY).await
    }

    /// A house with a company of its own.
    pub async fn with(company: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("headway.db").display());
        Self::over(database, folder, company).await
    }

    /// A house whose app was installed without these optional scopes.
    pub async fn without(scopes: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("headway.db").display());
        let mut options = options();
        options.withhold = scopes.iter().map(ToString::to_string).collect();
        Self::build(database, folder, COMPANY, options).await
    }

    /// A house over a database of any kind, by its address.
    pub async fn over(database: String, folder: TempDir, company: &str) -> Self {
        Self::build(database, folder, company, options()).await
    }

    async fn build(database: String, folder: TempDir, company: &str, options: Options) -> Self {
        let clock = SetClock::at(at(MONDAY));
        let sandbox = Sandbox::start(options).await.unwrap();
        let (running, walker) = run(&sandbox, &database, &clock).await;
        let mut house = Self {
            sandbox,
            clock,
            database,
            running: Some(running),
            walker,
            _folder: folder,
        };
        house.imports(company).await;
        house.walker.opens_ahead().await.unwrap();
        house
    }

    /// The operator imports the company again.
    pub async fn imports(&mut self, company: &str) {
        let parsed = org_file::parse_with_places("company.toml", company)
            .expect("the company has no mistake");
        let app = &self.running().app;
        let confirmed = confirm(&app.slack, &*app.clock, parsed, &mut std::io::sink())
            .await
            .unwrap();
        let company = confirmed.expect("Slack knows everybody");
        import_organisation::import(&app.store, &*app.chance, &company, self.clock_now())
            .await
            .unwrap();
    }

    /// What runs.
    pub fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    /// The time.
    pub fn clock_now(&self) -> DateTime<Utc> {
        use headway::clock::Clock;
        self.clock.now()
    }

    /// Walks the clock, stopping wherever something falls due.
    pub async fn walks_to(&mut self, instant: &str) {
        self.walker.move_to(at(instant), Pace::Walk).await.unwrap();
    }

    /// The machine was down until then.
    pub async fn jumps_to(&mut self, instant: &str) {
        self.walker.move_to(at(instant), Pace::Jump).await.unwrap();
    }

    /// What is due now is done.
    pub async fn settles(&mut self) {
        self.walker.settle().await.unwrap();
    }

    /// Somebody in the company, by their handle.
    pub fn person(&mut self, handle: &str) -> Person<'_> {
        let user = self
            .sandbox
            .find_user(handle)
            .unwrap_or_else(|| panic!("nobody is called {handle}"))
            .id;
        Person { house: self, user }
    }

    /// One of Platform's three answers: too few to show, and a reply of the digest's thread says so.
    pub async fn hears_one_of_platform(&mut self) {
        self.person("jonas").presses("Check in").await;
        self.person("jonas").submits(&[("Fires", "20")]).await;
    }

    /// What stands in the channel of Payments, oldest first.
    pub fn team_channel(&self) -> Vec<Message> {
        self.sandbox.messages(&self.channel("team-payments"))
    }

    /// The leadership channel's messages: the digest's thread.
    pub fn thread(&self) -> Thread {
        let channel = self
            .sandbox
            .find_channel("leadership")
            .expect("#leadership")
            .id;
        Thread {
            messages: self.sandbox.messages(&channel),
        }
    }

    /// The process stops and another starts, over the same database and the same Slack.
    pub async fn restarts(&mut self) {
        self.running.take().expect("it runs").stop().await.unwrap();
        let (running, walker) = run(&self.sandbox, &self.database, &self.clock).await;
        (self.running, self.walker) = (Some(running), walker);
    }

    /// Another process starts after the last one has stopped.
    pub async fn starts(&mut self) {
        let (running, walker) = run(&self.sandbox, &self.database, &self.clock).await;
        (self.running, self.walker) = (Some(running), walker);
    }

    /// The process stops and none takes its place; whoever acts now meets another one, or nobody.
    pub async fn stops(&mut self) {
        self.running.take().expect("it runs").stop().await.unwrap();
    }

    /// The id of a channel, or of a person's conversation with Headway.
    pub fn channel(&self, name: &str) -> String {
        let sandbox = &self.sandbox;
        let conversation = || sandbox.dm_of(&sandbox.find_user(name)?.id);
        let channel = sandbox.find_channel(name).map(|channel| channel.id);
        channel
            .or_else(conversation)
            .unwrap_or_else(|| panic!("no channel {name}"))
    }

    /// The scenario is over: nothing may be left half done.
    pub async fn ends(mut self) {
        use headway::domain::delivery::State;
        self.settles().await;
        let app = &self.running().app;
        let open = app
            .store
            .deliveries(
                &app.workspace,
                &[State::Sending, State::Unknown, State::Parked],
            )
            .await
            .unwrap();
        assert!(open.is_empty(), "deliveries are half done: {open:?}");
        self.running.take().expect("it runs").stop().await.unwrap();
        self.sandbox.shutdown().await;
    }
}

async fn run(sandbox: &Sandbox, database: &str, clock: &SetClock) -> (Running, Walker) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    sandbox
        .set_app_url(&format!("http://{}", listener.local_addr().unwrap()))
        .unwrap();
    let token = SecretString::from(sandbox.bot_token().to_owned());
    let slack = Client::new(Some(&sandbox.api_url().parse().unwrap()), &token).unwrap();
    let parts = Parts {
        store: Store::open(database).await.unwrap(),
        identity: slack.whoami().await.unwrap(),
        slack,
        signing_secret: SecretString::from(sandbox.signing_secret().to_owned()),
        clock: Arc::new(clock.clone()),
        chance: Arc::new(SeededChance::new(7)),
    };
    let running = start(parts, listener).await.unwrap();
    let local_slack = sandbox.clone();
    let walker = Walker::new(
        running.app.clone(),
        clock.clone(),
        Arc::new(move |instant| local_slack.set_now(instant)),
    );
    (running, walker)
}

fn options() -> Options {
    let manifest = Manifest::parse(include_str!("../../../manifest.yml")).unwrap();
    let mut options = Options::new(manifest);
    options.clock = SandboxClock::Fixed(at(MONDAY));
    options.workspace = WorkspaceSpec::empty("Northwind", "northwind");
    options.workspace.people = PEOPLE
        .iter()
        .map(|(handle, real_name, zone)| PersonSpec {
            name: (*handle).to_owned(),
            real_name: (*real_name).to_owned(),
            time_zone: (*zone).to_owned(),
            email: format!("{handle}@example.com"),
            guest: *handle == "gus",
            ..PersonSpec::default()
        })
        .collect();
    let channel = |name: &str| ChannelSpec {
        name: name.to_owned(),
        bot: true,
        ..ChannelSpec::default()
    };
    options.workspace.channels = vec![channel("leadership"), channel("team-payments")];
    options
}

/// An instant as scenarios write it.
pub fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}
