//! The sandbox as a program: one line of JSON on standard output when it is ready, then it runs until it is stopped.

use anyhow::Context;
use clap::Parser;
use slack_sandbox::{Manifest, Options, Sandbox, WorkspaceSpec};
use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// A local Slack that any Slack app can be pointed at.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// A loopback address; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// The app's manifest.
    #[arg(long, default_value = "manifest.yml")]
    manifest: PathBuf,
    /// Replaces scheme, host and port of the manifest's URLs.
    #[arg(long)]
    app_url: Option<String>,
    /// People, channels and groups; a small example if absent.
    #[arg(long)]
    workspace: Option<PathBuf>,
    /// An optional scope of the manifest that is not granted; may be repeated.
    #[arg(long, value_name = "SCOPE")]
    withhold: Vec<String>,
    /// Holds the app to Slack's rate limits.
    #[arg(long)]
    strict: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let workspace = arguments
        .workspace
        .as_deref()
        .map(WorkspaceSpec::from_file)
        .transpose()?;
    let options = Options {
        listen: arguments.listen,
        app_url: arguments.app_url,
        workspace: workspace.unwrap_or_default(),
        withhold: arguments.withhold,
        strict: arguments.strict,
        ..Options::new(Manifest::from_file(&arguments.manifest)?)
    };
    let sandbox = Sandbox::start(options).await?;
    let ready = serde_json::json!({
        "page_url": sandbox.page_url(),
        "api_url": sandbox.api_url(),
        "control_url": sandbox.control_url(),
        "bot_token": sandbox.bot_token(),
        "app_token": sandbox.app_token(),
        "signing_secret": sandbox.signing_secret(),
    });
    writeln!(std::io::stdout(), "{ready}").context("cannot say that it is ready")?;
    told_to_stop().await?;
    sandbox.shutdown().await;
    Ok(())
}

/// Waits for Ctrl-C, or for whoever supervises the process to end it.
async fn told_to_stop() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot wait for Ctrl-C"),
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c()
        .await
        .context("cannot wait for Ctrl-C")
}
