//! Importing a company whose people are looked up in Slack.

use std::process::ExitCode;

use chrono::DateTime;
use headway::chance::SystemChance;
use headway::cli::import::run;
use headway::clock::SetClock;
use headway::config::ImportArguments;
use headway::domain::id::WorkspaceId;
use headway::domain::organisation::Organisation;
use headway::slack::Client;
use headway::store::Store;
use slack_sandbox::{Manifest, Options, Sandbox, WorkspaceSpec};

const SLACK: &str = r#"
people = [
  { id = "U0ANA", name = "ana", real_name = "Ana Ruiz", email = "ana@example.com" },
  { id = "U0BEN", name = "ben", real_name = "Ben Okafor", email = "ben@example.com" },
  { id = "U0GUS", name = "gus", real_name = "Gus Guest", email = "gus@example.com", guest = true },
  { id = "U0OLGA", name = "olga", real_name = "Olga Former", deactivated = true },
]
channels = [
  { id = "C0LEAD", name = "leadership", bot = true },
  { id = "C0LOUNGE", name = "lounge" },
  { id = "C0PAY", name = "team-payments", bot = true },
]
"#;

const ORG: &str = r#"
[workspace]
name = "Northwind"
time_zone = "Europe/Berlin"
leadership_channel = "leadership"

[people.ana]
name = "Ana"
email = "ana@example.com"

[teams.payments]
name = "Payments"
kind = "application"
lead = "ana"
members = ["ana", "ben@example.com"]
"#;

/// What an import said, and what is stored after it.
struct Said {
    out: String,
    err: String,
    succeeded: bool,
    stored: Option<Organisation>,
}

/// Imports a company into an empty database, with Slack's scopes but for those that were declined.
async fn import(org: &str, declined: &[&str]) -> Said {
    let manifest = include_str!("../../manifest.yml").lines();
    let manifest: Vec<&str> = manifest
        .filter(|line| {
            let scope = line.trim_start().strip_prefix("- ").unwrap_or_default();
            let scope = scope.split_whitespace().next().unwrap_or_default();
            !declined.contains(&scope)
        })
        .collect();
    let manifest = Manifest::parse(&manifest.join("\n")).expect("our own manifest");
    let sandbox = Sandbox::start(Options {
        workspace: WorkspaceSpec::parse(SLACK).expect("a room of our own works"),
        ..Options::new(manifest)
    })
    .await
    .expect("a room of our own works");
    let api = sandbox.api_url().parse().expect("a room of our own works");
    let slack = Client::new(Some(&api), &sandbox.bot_token().to_owned().into())
        .expect("a room of our own works");
    let dir = tempfile::tempdir().expect("a room of our own works");
    let file = dir.path().join("org.toml");
    std::fs::write(&file, org).expect("a room of our own works");
    let database = format!("sqlite:{}", dir.path().join("headway.db").display());
    let arguments = ImportArguments {
        file,
        dry_run: false,
        offline: false,
    };
    let clock =
        SetClock::at(DateTime::from_timestamp(1_790_000_000, 0).expect("a room of our own works"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ended = run(
        &arguments,
        &database,
        Some(&slack),
        (&clock, &SystemChance),
        &mut out,
        &mut err,
    )
    .await
    .expect("a room of our own works");
    let store = Store::open(&database)
        .await
        .expect("a room of our own works");
    let stored = store
        .organisation(&WorkspaceId::new("main"))
        .await
        .expect("a room of our own works");
    sandbox.shutdown().await;
    let err = String::from_utf8(err).expect("a room of our own works");
    Said {
        out: String::from_utf8(out).expect("a room of our own works"),
        err: err.replace(&format!("{}/", dir.path().display()), ""),
        succeeded: format!("{ended:?}") == format!("{:?}", ExitCode::SUCCESS),
        stored: stored.map(|company| (*company).clone()),
    }
}

#[tokio::test]
async fn addresses_and_names_become_slacks_ids() {
    let said = import(ORG, &[]).await;
    assert!(said.succeeded, "{}", said.err);
    assert_eq!(said.err, "");
    assert!(
        said.out
            .contains("adds person Ana (U0ANA)\nadds person Ben Okafor (U0BEN)\n"),
        "{}",
        said.out
    );
    let stored = said.stored.unwrap();
    assert_eq!(stored.settings.leadership_channel.as_str(), "C0LEAD");
    assert!(stored.settings.slack_team.is_some());
    let members = &stored.teams[0].members;
    let ids: Vec<&str> = members.iter().map(|one| one.person.as_str()).collect();
    assert_eq!(ids, ["U0ANA", "U0BEN"]);
}

#[tokio::test]
async fn whom_slack_does_not_know_as_a_member_is_a_mistake_at_its_line() {
    let org = ORG.replace(
        r#""ben@example.com"]"#,
        r#""U0ANA", "gus@example.com", "U0OLGA", "U0NOBODY", "no@example.com"]"#,
    );
    let said = import(&org, &[]).await;
    assert!(!said.succeeded);
    assert_eq!(
        said.err.lines().collect::<Vec<_>>(),
        [
            "org.toml:15: teams.payments.members: U0ANA and ana@example.com (people.ana) are one person in Slack",
            "org.toml:15: teams.payments.members: gus@example.com is a guest in Slack; only full members are asked",
            "org.toml:15: teams.payments.members: U0OLGA is deactivated in Slack; take them out",
            "org.toml:15: teams.payments.members: Slack knows nobody as U0NOBODY",
            "org.toml:15: teams.payments.members: Slack knows nobody as no@example.com",
            "nothing was imported",
        ]
    );
    assert_eq!((said.out.as_str(), said.stored), ("", None));
}

#[tokio::test]
async fn a_leadership_channel_without_the_bot_is_said() {
    let said = import(&ORG.replace("\"leadership\"", "\"lounge\""), &[]).await;
    assert!(said.succeeded, "{}", said.err);
    assert!(
        said.err
            .contains("Headway is not in the leadership channel (lounge)"),
        "{}",
        said.err
    );
    let said = import(&ORG.replace("\"leadership\"", "\"nowhere\""), &[]).await;
    assert!(
        said.err
            .starts_with("org.toml:5: workspace.leadership_channel: Slack shows us no channel"),
        "{}",
        said.err
    );
    assert_eq!(said.stored, None);
}

#[tokio::test]
async fn a_teams_channel_is_known_by_its_id_and_one_that_is_not_there_is_said() {
    let with = |channel: &str| ORG.replace("lead =", &format!("channel = \"{channel}\"\nlead ="));
    let said = import(&with("team-payments"), &[]).await;
    assert!(said.succeeded && said.err.is_empty(), "{}", said.err);
    let channel = said.stored.unwrap().teams[0].channel.clone();
    assert_eq!(channel.unwrap().as_str(), "C0PAY");
    let said = import(&with("lounge"), &[]).await;
    assert!(
        said.err
            .contains("Headway is not in Payments' channel (lounge)"),
        "{}",
        said.err
    );
    assert!(said.succeeded);
    let said = import(&with("team-paiments"), &[]).await;
    assert!(
        said.err
            .starts_with("org.toml:14: teams.payments.channel: Slack shows us no channel"),
        "{}",
        said.err
    );
    assert_eq!(said.stored, None);
}

#[tokio::test]
async fn without_the_optional_scopes_ids_must_be_written() {
    let declined = ["users:read.email", "channels:read", "groups:read"];
    let said = import(ORG, &declined).await;
    assert_eq!(
        said.err.lines().collect::<Vec<_>>(),
        [
            "org.toml:5: workspace.leadership_channel: channels cannot be found by name without the scopes channels:read and groups:read; write its id, \"C…\"",
            "org.toml:7: people.ana: ana@example.com cannot be found by e-mail address without the scope users:read.email; write the Slack id, \"U…\"",
            "org.toml:15: teams.payments.members: ben@example.com cannot be found by e-mail address without the scope users:read.email; write the Slack id, \"U…\"",
            "nothing was imported",
        ]
    );
    let ids = ORG
        .replace("email = \"ana@example.com\"", "id = \"U0ANA\"")
        .replace("ben@example.com", "U0BEN")
        .replace("\"leadership\"", "\"C0LEAD\"");
    let said = import(&ids, &declined).await;
    assert!(said.succeeded, "{}", said.err);
}
