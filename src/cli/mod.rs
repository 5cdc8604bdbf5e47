//! The commands, one file each. Here alone errors become sentences on standard error and exit codes.

mod company;
mod deliveries;
#[cfg(feature = "demo")]
mod demo;
pub mod digest;
pub mod explain;
pub mod export;
pub mod import;
pub mod org_file;
mod rebuild;
pub mod review;
mod serve;
pub mod simulate;
pub mod walk;

use std::io::{BufWriter, IsTerminal};
use std::process::ExitCode;

use anyhow::Context;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::chance::SystemChance;
use crate::clock::SystemClock;
use crate::config::{Cli, Command, ConfigError};
use crate::slack::Client;

pub use serve::{Parts, Running, start};

/// Something that the operator can mend: one sentence, exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Runs one command to its end.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    log_to_stderr(&cli.log);
    // Before anything speaks TLS: two providers are in reach, and only one may be chosen.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let done = runtime
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(command(cli)));
    match done {
        Ok(code) => code,
        // Whoever read has read enough.
        Err(error) if export::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<Refused>() || error.is::<ConfigError>() => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn command(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(options) => serve::serve(&options).await,
        #[cfg(feature = "demo")]
        Command::Demo(options) => demo::demo(&options).await,
        Command::Import(options) => import(&options).await,
        Command::Simulate(options) => simulate(&options),
        Command::Export(options) => export::export(&options).await,
        Command::Digest(options) => digest::digest(&options).await,
        Command::Review(options) => review::review(&options).await,
        Command::Deliveries(options) => deliveries::deliveries(options).await,
        Command::Rebuild(options) => rebuild::rebuild(&options).await,
    }
}

/// Says at every start what nobody needs to know.
const QUIET: &str = "tokio_cron_scheduler=warn";

fn log_to_stderr(filter: &str) {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse_lossy(format!("{QUIET},{filter}"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

fn simulate(options: &crate::config::Simulate) -> anyhow::Result<ExitCode> {
    let (from, to) = (options.from, options.to);
    if to < from {
        let sentence = format!("--from {from} is after --to {to}: there is no day between them");
        return Err(Refused(sentence).into());
    }
    let org = match org_file::read(&options.org) {
        Ok(org) => org,
        Err(mistakes) => {
            eprintln!("{mistakes}");
            return Ok(ExitCode::FAILURE);
        }
    };
    simulate::run(
        &org,
        options,
        &mut BufWriter::new(std::io::stdout().lock()),
        &mut std::io::stderr().lock(),
    )?;
    Ok(ExitCode::SUCCESS)
}

async fn import(options: &crate::config::Import) -> anyhow::Result<ExitCode> {
    let slack = match options.slack.token()? {
        Some(token) => Some(Client::new(options.slack.slack_api_url.as_ref(), &token)?),
        None => None,
    };
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let database = options.database.url()?;
    import::run(
        &options.arguments,
        &database,
        slack.as_ref(),
        (&SystemClock, &SystemChance),
        &mut out,
        &mut err,
    )
    .await
    .context("importing")
}
