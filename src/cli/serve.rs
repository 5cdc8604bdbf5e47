//! `headway serve`: everything put together, started, and stopped in order.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Refused;
use crate::app::{App, Heartbeat};
use crate::chance::{Chance, SystemChance};
use crate::clock::{Clock, SystemClock};
use crate::config::Serve;
use crate::deliver::{self, Sayer, Worker};
use crate::domain::id::WorkspaceId;
use crate::door::{Door, router};
use crate::schedule;
use crate::slack::{Class, Client, Identity, scopes};
use crate::store::Store;

/// What a running Headway is made of.
#[derive(Debug)]
pub struct Parts {
    /// Where everything is kept.
    pub store: Store,
    /// The workspace's Slack.
    pub slack: Client,
    /// Who Slack says that we are.
    pub identity: Identity,
    /// Signs what Slack sends.
    pub signing_secret: SecretString,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and jitter.
    pub chance: Arc<dyn Chance>,
}

/// A Headway that serves.
#[derive(Debug)]
pub struct Running {
    /// The use cases.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// The heartbeat, to be beaten by whoever drives the time.
    pub heartbeat: Heartbeat,
    tasks: TaskTracker,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

/// Starts the web server over the parts; time and deliveries are driven by the caller.
///
/// # Errors
/// When the store does not answer.
pub async fn start(parts: Parts, listener: TcpListener) -> anyhow::Result<Running> {
    let workspace = workspace(&parts.store, &parts.identity).await?;
    let Parts {
        store,
        slack,
        identity,
        signing_secret,
        clock,
        chance,
    } = parts;
    let started = clock.now();
    let app = App::new(store, slack, clock, chance, workspace.clone());
    app.store.resume(&workspace).await?;
    let (tasks, stop, heartbeat) = (
        TaskTracker::new(),
        CancellationToken::new(),
        Heartbeat::default(),
    );
    let door = Door {
        app: app.clone(),
        signing_secret,
        slack_team: identity.slack_team,
        started,
        heartbeat: heartbeat.clone(),
        tasks: tasks.clone(),
    };
    let address = listener.local_addr()?;
    let stopped = stop.clone().cancelled_owned();
    let server = tokio::spawn(
        axum::serve(listener, router(door))
            .with_graceful_shutdown(stopped)
            .into_future(),
    );
    Ok(Running {
        app,
        address,
        heartbeat,
        tasks,
        stop,
        server,
    })
}

impl Running {
    /// Stops accepting, finishes what is in flight, and leaves.
    ///
    /// # Errors
    /// When the server ended badly.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.cancel();
        self.server.await.context("the server's task")??;
        self.tasks.close();
        self.tasks.wait().await;
        Ok(())
    }
}

/// Serves a workspace until it is told to stop.
pub(super) async fn serve(options: &Serve) -> anyhow::Result<ExitCode> {
    let (token, signing_secret) = (options.token()?, options.signing_secret()?);
    let slack = Client::new(options.slack.slack_api_url.as_ref(), &token)?;
    let identity = greet(&slack).await?;
    let store = Store::open(&options.database.url()?).await?;
    let listener = TcpListener::bind(options.listen).await.map_err(|error| {
        Refused(format!(
            "cannot listen on {}: {error}; choose another with --listen",
            options.listen
        ))
    })?;
    let parts = Parts {
        store,
        slack: slack.clone(),
        identity,
        signing_secret,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
    };
    let running = start(parts, listener).await?;
    tracing::info!(address = %running.address, workspace = %running.app.workspace, "listening");
    running
        .tasks
        .spawn(warn_of_the_channel(running.app.clone()));
    let (worker, stopped) = (Arc::new(worker(&running.app)), running.stop.clone());
    running.tasks.spawn(open_ahead(
        worker.clone(),
        running.app.clone(),
        running.stop.clone(),
    ));
    let delivering = tokio::spawn(async move { deliver::run(&worker, stopped).await });
    let mut pulse = schedule::start(running.app.clone(), running.heartbeat.clone()).await?;
    stop_signal().await;
    tracing::info!("stopping");
    pulse.shutdown().await?;
    running.stop().await?;
    delivering.await.context("the worker's task")?;
    Ok(ExitCode::SUCCESS)
}

/// Asks Slack who we are: a token that does not work, or lacks what is needed, is refused before anything starts.
pub(super) async fn greet(slack: &Client) -> anyhow::Result<Identity> {
    let identity = slack.whoami().await.map_err(|error| {
        let what_to_do = match error.class {
            Class::Dead => "copy the bot token (xoxb-…) of the installed app from its page \"OAuth & Permissions\"",
            Class::Misconfigured { .. } => "install the app again with the manifest that comes with Headway",
            _ => "check that this machine reaches Slack, or SLACK_API_URL, and start again",
        };
        Refused(format!("Slack does not accept SLACK_BOT_TOKEN ({}): {what_to_do}", error.code))
    })?;
    let missing = scopes::missing(&identity.scopes);
    if !missing.is_empty() {
        let scopes = missing.join(", ");
        let why = format!(
            "the app was installed without {scopes}: install it again with the manifest that comes with Headway"
        );
        return Err(Refused(why).into());
    }
    for (scope, lost) in scopes::lost(&identity.scopes) {
        tracing::info!(scope, lost, "an optional scope was not granted");
    }
    Ok(identity)
}

/// Our workspace for Slack's: known by its id, or the only one and not yet met.
async fn workspace(store: &Store, identity: &Identity) -> anyhow::Result<WorkspaceId> {
    if let Some(workspace) = store.workspace_by_slack_team(&identity.slack_team).await? {
        return Ok(workspace);
    }
    match store.workspaces().await?.as_slice() {
        [] => Ok(WorkspaceId::new("main")),
        [only] => {
            let bound = store
                .organisation(only)
                .await?
                .is_some_and(|org| org.settings.slack_team.is_some());
            if !bound {
                store.bind_slack_team(only, &identity.slack_team).await?;
                return Ok(only.clone());
            }
            Err(Refused("this database belongs to another Slack workspace than the token; use another DATABASE_URL".to_owned()).into())
        }
        _ => {
            Err(Refused("none of the workspaces in this database is the token's".to_owned()).into())
        }
    }
}

async fn warn_of_the_channel(app: App) {
    let Ok(org) = app.organisation().await else {
        tracing::warn!("no company has been imported yet; run `headway import org.toml`");
        return;
    };
    let channel = &org.settings.leadership_channel;
    match app.slack.is_member(channel).await {
        Ok(Some(false)) => {
            tracing::warn!(%channel, "the bot is not in the leadership channel: invite it there, or no digest arrives");
        }
        Ok(_) => {}
        Err(error) => {
            tracing::info!(%channel, code = error.code, "cannot see whether the bot is in the leadership channel");
        }
    }
}

/// Comes when the process is told to end: by Ctrl-C, or by whoever supervises it.
pub(super) async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}

/// The worker that delivers what an app says.
#[must_use]
pub fn worker(app: &App) -> Worker {
    let sayer = app.clone();
    let say: Sayer = Arc::new(move |delivery, now, batch| {
        let app = sayer.of_batch(batch);
        Box::pin(async move { Ok(app.say(&delivery, now).await?) })
    });
    let App {
        store,
        slack,
        clock,
        chance,
        workspace,
        enqueued,
        ..
    } = app.clone();
    Worker::new(store, slack, clock, chance, workspace, say).woken_by(enqueued)
}

/// Opens the conversations with everybody who may be asked or subscribed, ahead of the asks: Slack takes fifty a minute, and asks
/// of a zone go out at once.
async fn open_ahead(worker: Arc<Worker>, app: App, stop: CancellationToken) {
    loop {
        let left = match app.whom_to_open().await {
            Ok(people) => worker.open_ahead(&people).await.unwrap_or(1),
            Err(_) => 0,
        };
        let pause = if left > 0 {
            TimeDelta::minutes(1)
        } else {
            TimeDelta::hours(1)
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = app.clock.wait_until(app.clock.now() + pause) => {}
        }
    }
}
