//! What lies open between the demo's teams and its leader when the story begins, and the scenes in which it is
//! answered: Mara asked why the fires nearly doubled, and Payments needs an engineer.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use slack_sandbox::{Act, Until};

use super::play::Play;
use crate::app::App;
use crate::domain::brought::Brought;
use crate::domain::calendar;
use crate::domain::id::{QuestionId, TeamId};
use crate::domain::matters::leaders;
use crate::domain::organisation::{Organisation, Team};
use crate::domain::question::Question;
use crate::domain::request::Wanted;
use crate::domain::week::Week;

/// The last week before the story.
const BEFORE: &str = "2026-W46";

/// Who spent a week on fires asks for help.
pub(super) fn needed(org: &Organisation, team: &Team, week: Week) -> anyhow::Result<Brought> {
    if team.id.as_str() != "payments" || week != BEFORE.parse()? {
        return Ok(Brought::default());
    }
    Ok(Brought {
        wanted: Some(Wanted::This {
            what: "A week of a database engineer".to_owned(),
            owner: leaders(org).next().map(|leader| leader.id.clone()),
            needed_by: Some("2026-12-04".parse()?),
        }),
        ..Brought::default()
    })
}

/// Madrid had the Thursday of the last week off: who is asked there was asked a day earlier.
pub(super) fn asked_at(
    team: &Team,
    week: Week,
    usual: DateTime<Utc>,
) -> anyhow::Result<DateTime<Utc>> {
    let earlier = team.id.as_str() == "payments" && week == BEFORE.parse()?;
    Ok(usual - TimeDelta::days(i64::from(earlier)))
}

/// Ten minutes after the digest of the week before, Mara asked Payments about it.
pub(super) async fn ask(app: &App, org: &Organisation) -> anyhow::Result<()> {
    let week = BEFORE.parse()?;
    let asked = calendar::digest_at(org, week) + TimeDelta::minutes(10);
    let question = Question {
        id: QuestionId::new(app.chance.id(asked)),
        week,
        team: TeamId::new("payments"),
        by: leaders(org).next().context("a leader")?.id.clone(),
        text: "Is the card-vault migration the reason fires nearly doubled?".to_owned(),
        asked,
        ended: None,
    };
    app.store
        .ask_question(&app.workspace, &question, &[])
        .await?;
    Ok(())
}

impl Play<'_> {
    pub(super) async fn mara_decides(&mut self) -> anyhow::Result<()> {
        self.scene("Mara Lindqvist records a decision below the reply of Payments")?;
        let view = self
            .presses_below("mara", "Payments", "Record a decision")
            .await?;
        self.show_form(&view)?;
        let decision = json!({
            "What was decided?": "Payments takes nothing new until the vault has settled",
            "Which number should move?": "The elective share",
            "What gives way for it?": "Insights as a page",
            "Until when?": "2026-12-11",
        });
        self.submits("mara", &view, decision).await
    }

    pub(super) async fn mara_answers(&mut self) -> anyhow::Result<()> {
        self.scene("Mara Lindqvist types /checkin open, and answers Payments")?;
        let slash = Act::Slash {
            command: "/checkin".to_owned(),
            text: "open".to_owned(),
            channel: None,
        };
        let said = self.act("mara", slash, None).await?;
        let said = said.ephemeral.context("an answer to /checkin open")?;
        self.show("Only Mara sees", said["text"].as_str().unwrap_or_default())?;
        let text = |key: &str| said[key].as_str().map(str::to_owned);
        // The first one is about what waits longest.
        let buttons = said["blocks"].as_array().into_iter().flatten();
        let mut buttons = buttons.flat_map(|row| row["elements"].as_array().into_iter().flatten());
        let button = buttons.find(|button| button["text"]["text"] == "Answer");
        let mut press = Self::press_at((text("channel"), text("ts")), "Answer");
        if let Act::Press { value, .. } = &mut press {
            *value = button.map(|button| button["value"].clone());
        }
        let form = self.act("mara", press, Some(Until::View)).await?;
        let form = form.view.context("the form of an answer")?;
        let answer = json!({ "Your answer": "Farid joins you from Monday, for a week." });
        self.submits("mara", &form, answer).await?;
        self.show_receipt("ana")
    }

    /// The act of pressing a button of a message: its channel and `ts`.
    pub(super) fn press_at((channel, ts): (Option<String>, Option<String>), label: &str) -> Act {
        Act::Press {
            channel,
            ts,
            view_id: None,
            block_id: None,
            action_id: None,
            label: Some(label.to_owned()),
            value: None,
            values: Map::new(),
        }
    }

    /// Presses a button below a team's newest reply in the thread.
    async fn presses_below(
        &mut self,
        person: &str,
        team: &str,
        label: &str,
    ) -> anyhow::Result<Value> {
        let channel = self.stage.sandbox.find_channel("leadership");
        let channel = channel.context("#leadership")?.id;
        let thread = self.stage.sandbox.messages(&channel);
        let reply = thread
            .iter()
            .rev()
            .find(|message| message.text.starts_with(team) && message.thread_ts.is_some());
        let ts = reply.context("the team's reply")?.ts.to_string();
        let press = Self::press_at((Some(channel), Some(ts)), label);
        let outcome = self.act(person, press, Some(Until::View)).await?;
        outcome.view.context("a form below the reply")
    }
}
