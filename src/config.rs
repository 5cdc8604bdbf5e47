//! The command line and the environment; nobody else reads either.

mod digest;
mod export;
mod review;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::SecretString;
use url::Url;

pub use digest::{Digest, DigestFormat};
pub use export::{Export, ExportFormat, ExportWhat};
pub use review::Review;

/// A self-hosted Slack bot that asks every team once a week how its time was split and how its key results moved.
#[derive(Debug, Parser)]
#[command(name = "headway", version, about)]
pub struct Cli {
    /// How much is logged to standard error: `warn`, `info`, `headway=debug` …
    #[arg(
        long,
        env = "RUST_LOG",
        default_value = "info",
        global = true,
        value_name = "FILTER"
    )]
    pub log: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One file of `cli/` each.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a Slack workspace.
    Serve(Serve),
    /// Play a week of a small company against a local Slack, in the browser.
    #[cfg(feature = "demo")]
    Demo(Demo),
    /// Declare the company: teams, people, agreements, key results.
    Import(Import),
    /// Print every planned message of a span of days.
    Simulate(Simulate),
    /// Print what is kept, as rows for programs and spreadsheets.
    Export(Export),
    /// Print the digest of a week as it would be posted now.
    Digest(Digest),
    /// Print the review of a month or a quarter as it would be posted now.
    Review(Review),
    /// List messages whose fate is unknown or that failed, and settle them.
    Deliveries(Deliveries),
    /// Compute the roll-up rows anew from the raw answers.
    Rebuild(Database),
}

/// Where everything is kept.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// `sqlite:headway.db` or `postgres://user:password@host/name`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// A file that holds the database's URL.
    #[arg(long, env = "DATABASE_URL_FILE", value_name = "FILE")]
    pub database_url_file: Option<PathBuf>,
}

/// How Slack is reached.
#[derive(Debug, Clone, Args)]
pub struct SlackAccess {
    /// The bot token, `xoxb-…`.
    #[arg(
        long,
        env = "SLACK_BOT_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    pub slack_bot_token: Option<SecretString>,
    /// A file that holds the bot token.
    #[arg(long, env = "SLACK_BOT_TOKEN_FILE", value_name = "FILE")]
    pub slack_bot_token_file: Option<PathBuf>,
    /// Another Slack than the real one.
    #[arg(long, env = "SLACK_API_URL", value_name = "URL")]
    pub slack_api_url: Option<Url>,
}

/// `headway serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// How Slack is reached.
    #[command(flatten)]
    pub slack: SlackAccess,
    /// The secret with which Slack signs what it sends.
    #[arg(
        long,
        env = "SLACK_SIGNING_SECRET",
        hide_env_values = true,
        value_name = "SECRET"
    )]
    pub slack_signing_secret: Option<SecretString>,
    /// A file that holds the signing secret.
    #[arg(long, env = "SLACK_SIGNING_SECRET_FILE", value_name = "FILE")]
    pub slack_signing_secret_file: Option<PathBuf>,
    /// Where to listen for Slack.
    #[arg(
        long,
        env = "HEADWAY_LISTEN",
        default_value = "127.0.0.1:3000",
        value_name = "ADDRESS"
    )]
    pub listen: SocketAddr,
}

/// `headway demo`.
#[cfg(feature = "demo")]
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the page is; port 0 takes a free one. Loopback only.
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Play a week without a browser and print its transcript.
    #[arg(long)]
    pub play: bool,
    /// Print one line of JSON with all addresses once ready.
    #[arg(long)]
    pub ready_json: bool,
    /// A real token has no place in a demo: a start with one is refused.
    #[arg(long, env = "SLACK_BOT_TOKEN", hide = true)]
    pub slack_bot_token: Option<SecretString>,
    /// The same, in a file.
    #[arg(long, env = "SLACK_BOT_TOKEN_FILE", hide = true)]
    pub slack_bot_token_file: Option<PathBuf>,
}

/// `headway import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What to import, and how.
    #[command(flatten)]
    pub arguments: ImportArguments,
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// How Slack is reached.
    #[command(flatten)]
    pub slack: SlackAccess,
}

/// What is imported, and how.
#[derive(Debug, Clone, Args)]
pub struct ImportArguments {
    /// The company, like examples/org.toml.
    pub file: PathBuf,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take people as they are written, without asking Slack.
    #[arg(long)]
    pub offline: bool,
}

/// `headway simulate`.
#[derive(Debug, Clone, Args)]
pub struct Simulate {
    /// The company, like examples/org.toml.
    #[arg(long, value_name = "FILE")]
    pub org: PathBuf,
    /// The first day, like 2026-01-01.
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub from: NaiveDate,
    /// The last day, included.
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub to: NaiveDate,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For programs: one JSON object a line.
    Json,
    /// For people.
    Text,
}

/// A day of a year that is written with four digits, as all the dates that are printed are.
fn day(text: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.ok()
        .filter(|day| text.len() == 10 && (1..=9999).contains(&day.year()))
        .ok_or_else(|| format!("`{text}` is not a day; write it like 2026-01-31"))
}

/// `headway deliveries`.
#[derive(Debug, Args)]
pub struct Deliveries {
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// List all of them, not only those that wait for somebody.
    #[arg(long)]
    pub all: bool,
    /// Settle one, by its id or its last characters.
    #[command(subcommand)]
    pub settle: Option<Settle>,
}

/// How a delivery is settled by hand.
#[derive(Debug, Subcommand)]
pub enum Settle {
    /// It arrived: Slack has it at this channel and `ts`.
    Arrived {
        /// Its id, or the end of it.
        id: String,
        /// The conversation, `C…` or `D…`.
        #[arg(long)]
        channel: String,
        /// The message's `ts`.
        #[arg(long)]
        ts: String,
    },
    /// It did not arrive: send it again.
    Resend {
        /// Its id, or the end of it.
        id: String,
    },
    /// It is no longer wanted.
    Drop {
        /// Its id, or the end of it.
        id: String,
    },
}

/// Why the configuration cannot be used: one sentence that says what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Nowhere given.
    #[error(
        "{name} is missing: set it in the environment, as --{flag}, or name a file that holds it in {name}_FILE"
    )]
    Missing {
        /// The variable.
        name: &'static str,
        /// The flag.
        flag: &'static str,
    },
    /// Given twice.
    #[error("{name} and {name}_FILE are both set: keep one of them")]
    Twice {
        /// The variable.
        name: &'static str,
    },
    /// The file cannot be read.
    #[error("{name}_FILE names {}, which cannot be read: {why}", .file.display())]
    Unreadable {
        /// The variable.
        name: &'static str,
        /// The file.
        file: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
}

impl Database {
    /// The database's URL: as given, from a file, or a file beside the program.
    ///
    /// # Errors
    /// When it is given twice, or its file cannot be read.
    pub fn url(&self) -> Result<String, ConfigError> {
        let file = self.database_url_file.as_deref();
        Ok(
            given_or_in_file("DATABASE_URL", self.database_url.clone(), file)?
                .unwrap_or("sqlite:headway.db".to_owned()),
        )
    }
}

impl SlackAccess {
    /// The bot token, if there is one.
    ///
    /// # Errors
    /// When it is given twice, or its file cannot be read.
    pub fn token(&self) -> Result<Option<SecretString>, ConfigError> {
        secret(
            "SLACK_BOT_TOKEN",
            self.slack_bot_token.as_ref(),
            self.slack_bot_token_file.as_deref(),
        )
    }
}

#[cfg(feature = "demo")]
impl Demo {
    /// Whether a real Slack's token is within reach.
    #[must_use]
    pub fn has_real_token(&self) -> bool {
        use secrecy::ExposeSecret;
        let given = self.slack_bot_token.as_ref();
        given.is_some_and(|token| !token.expose_secret().trim().is_empty())
            || self.slack_bot_token_file.is_some()
    }
}

impl Serve {
    /// The signing secret.
    ///
    /// # Errors
    /// When it is missing, given twice, or its file cannot be read.
    pub fn signing_secret(&self) -> Result<SecretString, ConfigError> {
        let (given, file) = (
            self.slack_signing_secret.as_ref(),
            self.slack_signing_secret_file.as_deref(),
        );
        let missing = ConfigError::Missing {
            name: "SLACK_SIGNING_SECRET",
            flag: "slack-signing-secret",
        };
        secret("SLACK_SIGNING_SECRET", given, file)?.ok_or(missing)
    }

    /// The bot token.
    ///
    /// # Errors
    /// When it is missing, given twice, or its file cannot be read.
    pub fn token(&self) -> Result<SecretString, ConfigError> {
        let missing = ConfigError::Missing {
            name: "SLACK_BOT_TOKEN",
            flag: "slack-bot-token",
        };
        self.slack.token()?.ok_or(missing)
    }
}

fn secret(
    name: &'static str,
    given: Option<&SecretString>,
    file: Option<&Path>,
) -> Result<Option<SecretString>, ConfigError> {
    use secrecy::ExposeSecret;
    let given = given.map(|secret| secret.expose_secret().to_owned());
    Ok(given_or_in_file(name, given, file)?.map(SecretString::from))
}

fn given_or_in_file(
    name: &'static str,
    given: Option<String>,
    file: Option<&Path>,
) -> Result<Option<String>, ConfigError> {
    let given = given
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    let Some(file) = file.filter(|file| !file.as_os_str().is_empty()) else {
        return Ok(given);
    };
    if given.is_some() {
        return Err(ConfigError::Twice { name });
    }
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Err(why) => Err(ConfigError::Unreadable {
            name,
            file: file.to_owned(),
            why,
        }),
    }
}

#[cfg(test)]
mod tests;
