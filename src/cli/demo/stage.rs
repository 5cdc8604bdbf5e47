//! The stage: the local Slack, Headway over a temporary database, and one clock that both follow.
//!
//! Time stands still until it is moved. What a person's press leads to is delivered at once, at the time at which
//! the clock stands; what has to wait, waits until the clock is walked there.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock, Weak};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use slack_sandbox::{
    ChannelSpec, Manifest, Options, PersonSpec, Sandbox, SandboxClock, WorkspaceSpec,
};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{history, page};
use crate::app::App;
use crate::chance::SeededChance;
use crate::cli::serve::{Parts, Running, greet, start};
pub(super) use crate::cli::walk::Pace;
use crate::cli::walk::Walker;
use crate::clock::{Clock, SetClock};
use crate::domain::cadence::Moment;
use crate::slack::Client;
use crate::store::Store;

const MANIFEST: &str = include_str!("../../../manifest.yml");
const COMPANY: &str = include_str!("../../../examples/org.toml");
/// The morning on which the story begins: Thursday 19 November 2026, nine o'clock in Berlin.
const BEGINS: i64 = 1_795_075_200;

/// Everything that plays.
pub(super) struct Stage {
    pub sandbox: Sandbox,
    pub app: App,
    clock: SetClock,
    walker: Mutex<Walker>,
    running: Mutex<Option<Running>>,
    bot: SocketAddr,
    tasks: TaskTracker,
    stop: CancellationToken,
    _folder: TempDir,
}

impl Stage {
    /// Sets the stage: company, history, Slack, Headway.
    pub async fn set(listen: SocketAddr) -> anyhow::Result<Arc<Self>> {
        let begins = DateTime::from_timestamp(BEGINS, 0).context("the story's beginning")?;
        let clock = SetClock::at(begins);
        let folder = tempfile::tempdir().context("making a folder for the demo's database")?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let bot = listener.local_addr()?;
        let actor: Arc<OnceLock<Weak<Self>>> = Arc::default();
        let sandbox = Sandbox::start(options(listen, bot, begins, &actor)?).await?;
        let store = Store::open(&format!(
            "sqlite:{}",
            folder.path().join("demo.db").display()
        ))
        .await?;
        let token = SecretString::from(sandbox.bot_token().to_owned());
        let slack = Client::new(Some(&sandbox.api_url().parse()?), &token)?;
        let identity = greet(&slack).await?;
        let chance = Arc::new(SeededChance::new(47));
        let signing_secret = SecretString::from(sandbox.signing_secret().to_owned());
        let parts = Parts {
            store,
            slack,
            identity,
            signing_secret,
            clock: Arc::new(clock.clone()),
            chance,
        };
        history::write(&parts, COMPANY, begins)
            .await
            .context("writing the company's history")?;
        let running = start(parts, listener).await?;
        let app = running.app.clone();
        let (slack, heartbeat) = (sandbox.clone(), running.heartbeat.clone());
        let follower = Arc::new(move |instant| {
            slack.set_now(instant);
            heartbeat.beat();
        });
        let stage = Arc::new(Self {
            sandbox,
            walker: Mutex::new(Walker::new(app.clone(), clock.clone(), follower)),
            app,
            clock,
            running: Mutex::new(Some(running)),
            bot,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
            _folder: folder,
        });
        let _ = actor.set(Arc::downgrade(&stage));
        stage.walker.lock().await.opens_ahead().await?;
        stage.settle().await?;
        stage.own(deliver_at_once(stage.clone()));
        Ok(stage)
    }

    /// Where Headway listens.
    pub fn bot_url(&self) -> String {
        format!("http://{}", self.bot)
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Ends when the stage is struck.
    pub fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Runs something that is awaited when the stage is struck.
    pub fn own(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Moves the clock, and does what falls due on the way or, after a jump, what is still wanted.
    pub async fn move_to(&self, target: DateTime<Utc>, pace: Pace) -> anyhow::Result<()> {
        self.walker.lock().await.move_to(target, pace).await
    }

    /// Walks to the next moment of the company's week after now.
    pub async fn move_to_next(&self, moment: Moment) -> anyhow::Result<DateTime<Utc>> {
        let zone = self.app.organisation().await?.settings.time_zone;
        let target = moment.first_after(self.now(), zone);
        // Messages go out a few a second: a minute later all of them are there.
        self.move_to(target + TimeDelta::minutes(1), Pace::Walk)
            .await?;
        Ok(target)
    }

    /// Does all that is due at the time at which the clock stands.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.walker.lock().await.settle().await.map(|_| ())
    }

    /// Ends the play, in order.
    pub async fn strike(&self) -> anyhow::Result<()> {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        if let Some(running) = self.running.lock().await.take() {
            running.stop().await?;
        }
        self.sandbox.shutdown().await;
        Ok(())
    }
}

/// What a press leads to is delivered without moving the clock.
async fn deliver_at_once(stage: Arc<Stage>) {
    loop {
        tokio::select! {
            () = stage.stop.cancelled() => return,
            () = stage.app.enqueued.notified() => {}
        }
        if let Err(error) = stage.settle().await {
            tracing::error!(%error, "delivering failed; the next press tries again");
        }
    }
}

fn options(
    listen: SocketAddr,
    bot: SocketAddr,
    begins: DateTime<Utc>,
    actor: &Arc<OnceLock<Weak<Stage>>>,
) -> anyhow::Result<Options> {
    let mut options = Options::new(Manifest::parse(MANIFEST)?);
    options.listen = listen;
    options.app_url = Some(format!("http://{bot}"));
    options.workspace = workspace();
    options.clock = SandboxClock::Fixed(begins);
    options.page = page::options(actor);
    Ok(options)
}

/// The company's people and channels, as Slack knows them; and two whom Headway does not serve.
fn workspace() -> WorkspaceSpec {
    let mut workspace = WorkspaceSpec::empty("Northwind", "northwind");
    workspace.people = history::PEOPLE
        .iter()
        .enumerate()
        .map(|(at, (name, real_name, zone))| PersonSpec {
            id: Some(format!("U0NW{:07}", at + 1)),
            name: (*name).to_owned(),
            real_name: (*real_name).to_owned(),
            time_zone: (*zone).to_owned(),
            email: format!("{name}@example.com"),
            admin: *name == "omar",
            guest: *name == "gus",
            stranger: *name == "sam",
            ..PersonSpec::default()
        })
        .collect();
    let channel = |name: &str, topic: &str| ChannelSpec {
        name: name.to_owned(),
        topic: topic.to_owned(),
        bot: true,
        ..ChannelSpec::default()
    };
    workspace.channels = vec![
        channel("leadership", "Friday's thread"),
        channel("team-payments", "Payments"),
        channel("team-search", "Search"),
        channel("team-platform", "Platform"),
    ];
    workspace
}
