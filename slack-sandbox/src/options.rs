//! What a sandbox is started with.

use crate::clock::SandboxClock;
use crate::manifest::Manifest;
use crate::workspace::WorkspaceSpec;
use futures_util::future::BoxFuture;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// Everything a sandbox needs to know to start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen: a loopback address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The app that is installed.
    pub manifest: Manifest,
    /// Replaces scheme, host and port of the manifest's URLs.
    pub app_url: Option<String>,
    /// The workspace's people, channels and groups.
    pub workspace: WorkspaceSpec,
    /// Where `ts` come from.
    pub clock: SandboxClock,
    /// What the page shows besides Slack.
    pub page: PageOptions,
    /// Optional scopes of the manifest that are not granted.
    pub withhold: Vec<String>,
    /// Slack's rate limits hold.
    pub strict: bool,
}

impl Options {
    /// A free port on 127.0.0.1, the default workspace, the system's clock.
    #[must_use]
    pub fn new(manifest: Manifest) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            manifest,
            app_url: None,
            workspace: WorkspaceSpec::default(),
            clock: SandboxClock::System,
            page: PageOptions::default(),
            withhold: Vec::new(),
            strict: false,
        }
    }
}

/// What the page shows besides Slack.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// The page's title; the workspace's name if empty.
    pub title: String,
    /// What stands where a conversation is still empty: what a newcomer may do.
    pub welcome: String,
    /// Handle, name or id of whom a newcomer acts as; the first person if empty or unknown.
    pub start_as: String,
    /// Extra buttons of the host program.
    pub actions: Vec<PageAction>,
}

/// A labelled button on the page that runs something in the host program.
#[derive(Clone)]
pub struct PageAction {
    /// What stands on the button.
    pub label: String,
    /// A sentence that says what it does.
    pub hint: String,
    /// What it does; the sentence it gives back, good or bad, is shown.
    pub run: Arc<dyn Fn() -> BoxFuture<'static, Result<String, String>> + Send + Sync>,
    /// What the page shows when it went well.
    pub show: Show,
}

/// Where the page goes after a [`PageAction`]; where there is no such place for the acting person, it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Where the person was.
    #[default]
    Here,
    /// The person's conversation with the app.
    AppMessages,
    /// The newest thread of the channel of this name or id, or the channel while it has none.
    NewestThread(String),
}

impl fmt::Debug for PageAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageAction")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}
