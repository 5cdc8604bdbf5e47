//! `headway demo`: a small company, a local Slack and Headway in one process, and a clock that a person moves.

mod clock_server;
mod history;
mod matters;
mod page;
mod play;
mod stage;

use std::io::Write;
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use serde_json::json;

use super::Refused;
use super::serve::stop_signal;
use crate::config::Demo;
use crate::door::routes;
use stage::Stage;

pub(super) async fn demo(options: &Demo) -> anyhow::Result<ExitCode> {
    if options.has_real_token() {
        let why = "a Slack token is set (SLACK_BOT_TOKEN): the demo plays in a Slack of its own; unset it, or use `headway serve`";
        return Err(Refused(why.to_owned()).into());
    }
    if !options.listen.ip().is_loopback() {
        let why = format!(
            "{} is not a loopback address: anybody could act as anybody; use 127.0.0.1",
            options.listen
        );
        return Err(Refused(why).into());
    }
    let mut stopped = pin!(stop_signal());
    // Whatever ends it, the stage is left in order: its folder goes with it.
    let stage = tokio::select! {
        stage = Stage::set(options.listen) => stage?,
        () = &mut stopped => return Ok(ExitCode::SUCCESS),
    };
    let shown = tokio::select! {
        shown = show(&stage, options) => shown,
        () = stopped => Ok(()),
    };
    stage.strike().await?;
    shown.map(|()| ExitCode::SUCCESS)
}

/// Plays the week, or lets a person play it until the process is told to stop.
async fn show(stage: &Arc<Stage>, options: &Demo) -> anyhow::Result<()> {
    let clock_url = clock_server::start(stage.clone()).await?;
    if options.ready_json {
        print_ready(stage, &clock_url)?;
    }
    if options.play {
        return play::play(stage, &mut std::io::stdout())
            .await
            .context("playing the week");
    }
    if !options.ready_json {
        println!(
            "Open {} and play the week: act as anybody, and move the clock.",
            stage.sandbox.page_url()
        );
    }
    std::future::pending().await
}

fn print_ready(stage: &Stage, clock_url: &str) -> anyhow::Result<()> {
    let (sandbox, bot) = (&stage.sandbox, stage.bot_url());
    let ready = json!({
        "page_url": sandbox.page_url(),
        "api_url": sandbox.api_url(),
        "control_url": sandbox.control_url(),
        "clock_url": clock_url,
        "bot_token": sandbox.bot_token(),
        "signing_secret": sandbox.signing_secret(),
        "commands_url": format!("{bot}{}", routes::COMMANDS_PATH),
        "interactions_url": format!("{bot}{}", routes::INTERACTIONS_PATH),
        "events_url": format!("{bot}{}", routes::EVENTS_PATH),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")?;
    Ok(out.flush()?)
}
