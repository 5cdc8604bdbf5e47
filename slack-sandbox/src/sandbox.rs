//! The handle on a running sandbox: start, addresses, reading, the clock.

use crate::clock::SandboxClock;
use crate::deliver::{AppClient, retry};
use crate::faults::Faults;
use crate::manifest::Manifest;
use crate::options::{Options, PageOptions};
use crate::socket::Sockets;
use crate::state::World;
use crate::{serve, web_api};
use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A running local Slack. Clones are handles on the same one.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    address: SocketAddr,
    manifest: Manifest,
    page: PageOptions,
    world: Mutex<World>,
    app_url: Mutex<Option<String>>,
    changes: watch::Sender<u64>,
    app: AppClient,
    sockets: Sockets,
    wake: Notify,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sandbox").field(&self.0.address).finish()
    }
}

impl Sandbox {
    /// Starts a sandbox; it answers when this returns, whether or not the app is there.
    ///
    /// # Errors
    /// An address that is not loopback or is taken, or a workspace that does not fit together.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let listen = options.listen;
        ensure!(
            listen.ip().is_loopback(),
            "{listen} is not a loopback address; the sandbox listens on this machine alone"
        );
        options.workspace.check()?;
        options.manifest.check_withheld(&options.withhold)?;
        let app_url = options.app_url.as_deref().map(check_app_url).transpose()?;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}"))?;
        let mut world = World::build(
            &options.workspace,
            &options.manifest,
            &options.withhold,
            options.clock,
        );
        world.limits.strict = options.strict;
        let address = listener.local_addr()?;
        world.app.base_url = format!("http://{address}");
        let sandbox = Self(Arc::new(Inner {
            address,
            manifest: options.manifest,
            page: options.page,
            world: Mutex::new(world),
            app_url: Mutex::new(app_url),
            changes: watch::Sender::new(0),
            app: AppClient::new(),
            sockets: Sockets::default(),
            wake: Notify::new(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }));
        let router = serve::router(&sandbox);
        let accept = serve::accept(
            listener,
            router,
            sandbox.0.stop.clone(),
            sandbox.0.tasks.clone(),
        );
        sandbox.0.tasks.spawn(accept);
        sandbox.0.tasks.spawn(retry::resend(sandbox.clone()));
        Ok(sandbox)
    }

    /// Where a browser goes.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.0.address)
    }

    /// What replaces `https://slack.com/api`.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("http://{}/api", self.0.address)
    }

    /// Where a program acts as a person.
    #[must_use]
    pub fn control_url(&self) -> String {
        format!("http://{}/control", self.0.address)
    }

    /// The bot's token, the same in every sandbox.
    #[must_use]
    pub fn bot_token(&self) -> &'static str {
        "xoxb-1000000001-2000000002-sandbox"
    }

    /// The app-level token, the same in every sandbox.
    #[must_use]
    pub fn app_token(&self) -> &'static str {
        "xapp-1-A000000001-3000000003-sandbox"
    }

    /// What requests to the app are signed with, the same in every sandbox.
    #[must_use]
    pub fn signing_secret(&self) -> &'static str {
        "5a4db0c5a4db0c5a4db0c5a4db0c5a4d"
    }

    /// Points deliveries at an app elsewhere; the paths of the manifest's URLs stay.
    ///
    /// # Errors
    /// When it is not an http URL.
    pub fn set_app_url(&self, url: &str) -> anyhow::Result<()> {
        let url = check_app_url(url)?;
        *self
            .0
            .app_url
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(url);
        Ok(())
    }

    pub(crate) fn app_url(&self) -> Option<String> {
        self.0
            .app_url
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What the sandbox's clock shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.read(World::now)
    }

    /// Sets the clock; it stands there until it is set anew. Work that falls due by then is done.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.change(|world| world.clock = SandboxClock::Fixed(now));
        self.change(|_| ());
        self.0.wake.notify_one();
    }

    /// The app's manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// What the page shows besides Slack.
    #[must_use]
    pub fn page_options(&self) -> &PageOptions {
        &self.0.page
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> Faults {
        Faults(self.clone())
    }

    /// A number that changes whenever something happened.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    /// Stops listening and waits for what is under way.
    pub async fn shutdown(&self) {
        self.0.stop.cancel();
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }

    pub(crate) fn app_client(&self) -> &AppClient {
        &self.0.app
    }

    pub(crate) fn sockets(&self) -> &Sockets {
        &self.0.sockets
    }

    /// Told when an event waits to be sent again, or the clock was set.
    pub(crate) fn wake(&self) -> &Notify {
        &self.0.wake
    }

    pub(crate) fn stopping(&self) -> CancellationToken {
        self.0.stop.clone()
    }

    pub(crate) fn tasks(&self) -> &TaskTracker {
        &self.0.tasks
    }

    /// Changes what nobody waits for.
    pub(crate) fn quietly<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
        act(&mut world)
    }

    /// Looks at the workspace.
    pub(crate) fn read<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
        web_api::run_late_calls(&mut world);
        look(&world)
    }

    /// Changes the workspace and tells those who wait for it.
    pub(crate) fn change<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        let (done, happened) = {
            let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
            web_api::run_late_calls(&mut world);
            let done = act(&mut world);
            (done, !world.happenings.is_empty())
        };
        if happened {
            self.0.wake.notify_one();
        }
        self.0.changes.send_modify(|count| *count += 1);
        done
    }
}

fn check_app_url(url: &str) -> anyhow::Result<String> {
    let parsed: hyper::Uri = url
        .parse()
        .with_context(|| format!("the app's URL \"{url}\" cannot be read"))?;
    ensure!(
        parsed.scheme_str() == Some("http") && parsed.authority().is_some(),
        "the app's URL is \"{url}\"; it must begin with http:// and name a host"
    );
    ensure!(
        matches!(parsed.path(), "" | "/") && parsed.query().is_none(),
        "the app's URL is \"{url}\"; it must end after the host and port: the paths are the manifest's"
    );
    Ok(format!(
        "http://{}",
        parsed
            .authority()
            .map(ToString::to_string)
            .unwrap_or_default()
    ))
}
