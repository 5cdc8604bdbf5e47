//! `headway demo --play`: the week as a script, through the same HTTP paths as the page, printed as a transcript.

use std::io::Write;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use slack_sandbox::{Act, ActOutcome, Message, Until};

use super::stage::{Pace, Stage};

/// Plays the week and writes what happened.
pub(super) async fn play(stage: &Stage, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut play = Play { stage, out };
    play.asks_go_out().await?;
    play.ana_checks_in().await?;
    play.platform_checks_in().await?;
    play.grace_repeats_her_split().await?;
    play.reminders().await?;
    play.the_digest().await?;
    play.mara_decides().await?;
    play.a_late_answer().await?;
    play.mara_answers().await?;
    play.someone_asks_where_it_stands().await?;
    play.someone_asks_where_the_time_went().await
}

pub(super) struct Play<'a> {
    pub(super) stage: &'a Stage,
    out: &'a mut dyn Write,
}

impl Play<'_> {
    async fn asks_go_out(&mut self) -> anyhow::Result<()> {
        self.scene("Thursday 15:00: asks go out")?;
        // New York is asked at ten in the morning, an hour later, so that eight working hours remain.
        self.walk("2026-11-19T15:00:00Z").await?;
        for user in self.stage.sandbox.users() {
            for message in self.direct_messages(&user.id) {
                self.show(&format!("To {}", user.real_name), &message.text)?;
            }
        }
        Ok(())
    }

    async fn ana_checks_in(&mut self) -> anyhow::Result<()> {
        self.scene("Ana Ruiz checks in for Payments")?;
        let view = self.presses("ana", "Check in").await?;
        self.show_form(&view)?;
        let too_much =
            json!({ "Fires": "45", "Security": "5", "New features": "20", "Tune-ups": "35" });
        self.submits("ana", &view, too_much).await?;
        let answers = json!({
            "Fires": "45", "Security": "5", "Support": "0", "New features": "0", "Tune-ups": "15",
            "PAY-1.1": "71", "PAY-1.2": "4,800",
            "A note on the key results": "campaign started",
            "Your answer to Mara": "Yes, mostly. It is done; we expect fires to fall from Monday.",
        });
        self.submits("ana", &view, answers).await?;
        self.show_receipt("ana")
    }

    async fn platform_checks_in(&mut self) -> anyhow::Result<()> {
        self.scene("Platform answers by everyone")?;
        for (person, fires, tune_ups) in [
            ("jonas", "10", "45"),
            ("ines", "5", "50"),
            ("farid", "15", "40"),
        ] {
            let view = self.presses(person, "Check in").await?;
            let mut answers = json!({ "Fires": fires, "Tune-ups": tune_ups });
            if person == "jonas" {
                answers["PLT-1.1"] = json!("1h52");
            }
            self.submits(person, &view, answers).await?;
        }
        self.show_receipt("jonas")
    }

    async fn grace_repeats_her_split(&mut self) -> anyhow::Result<()> {
        self.scene("Grace Park repeats last week's split in two presses, and adds a sentence")?;
        self.press_only("grace", "Same split as last week").await?;
        self.press_only("grace", "Not measured").await?;
        let view = self.presses("grace", "Add a sentence").await?;
        let needs = json!({
            "Do you need something?": "A decision on index cost", "By when?": "2026-11-25",
        });
        self.submits("grace", &view, needs).await?;
        self.show_receipt("grace")
    }

    async fn reminders(&mut self) -> anyhow::Result<()> {
        self.scene("Friday 10:00: whoever has not answered is reminded")?;
        self.walk("2026-11-20T09:00:00Z").await?;
        if let Some(last) = self.direct_messages(&self.id("omar")?).last() {
            self.show("To Omar Haddad", &last.text)?;
        }
        Ok(())
    }

    async fn the_digest(&mut self) -> anyhow::Result<()> {
        self.scene("Friday 16:00: the digest, in #leadership")?;
        self.walk("2026-11-20T15:00:00Z").await?;
        // The thread is posted one message a second.
        self.walk("2026-11-20T15:01:00Z").await?;
        self.show_team_channel()?;
        self.show_thread()
    }

    /// What a team reads of itself, which is there before the thread.
    fn show_team_channel(&mut self) -> anyhow::Result<()> {
        let sandbox = &self.stage.sandbox;
        let channel = sandbox.find_channel("team-payments");
        let channel = channel.context("#team-payments")?.id;
        for message in sandbox.messages(&channel) {
            self.show("#team-payments", &message.text)?;
        }
        Ok(())
    }

    async fn a_late_answer(&mut self) -> anyhow::Result<()> {
        self.scene("Monday 10:12: Omar Haddad answers late; the thread is edited in place")?;
        self.walk("2026-11-23T09:12:00Z").await?;
        let view = self.presses("omar", "Check in").await?;
        self.submits("omar", &view, json!({ "Fires": "25", "Tune-ups": "35" }))
            .await?;
        self.walk("2026-11-23T09:13:00Z").await?;
        self.show_thread()
    }

    async fn someone_asks_where_it_stands(&mut self) -> anyhow::Result<()> {
        self.scene("Ana Ruiz types /okr")?;
        let slash = Act::Slash {
            command: "/okr".to_owned(),
            text: String::new(),
            channel: None,
        };
        let outcome = self.act("ana", slash, None).await?;
        let said = outcome.ephemeral.context("an answer to /okr")?;
        self.show("Only Ana sees", said["text"].as_str().unwrap_or_default())
    }

    async fn someone_asks_where_the_time_went(&mut self) -> anyhow::Result<()> {
        for (person, who, text) in [("ana", "Ana", "split"), ("mara", "Mara", "split company")] {
            self.scene(&format!("{who} types /checkin {text}"))?;
            let slash = Act::Slash {
                command: "/checkin".to_owned(),
                text: text.to_owned(),
                channel: None,
            };
            let outcome = self.act(person, slash, Some(Until::Message)).await?;
            let said = outcome.ephemeral.context("an answer to /checkin split")?;
            let who = format!("Only {who} sees");
            self.show(&who, said["text"].as_str().unwrap_or_default())?;
        }
        Ok(())
    }

    pub(super) fn scene(&mut self, title: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "\n=== {title}\n")?)
    }

    pub(super) fn show(&mut self, who: &str, text: &str) -> anyhow::Result<()> {
        writeln!(self.out, "{who}:")?;
        for line in unescaped(text).lines() {
            writeln!(self.out, "  {line}")?;
        }
        Ok(writeln!(self.out)?)
    }

    pub(super) fn show_form(&mut self, view: &Value) -> anyhow::Result<()> {
        writeln!(
            self.out,
            "The form \"{}\":",
            view["title"]["text"].as_str().unwrap_or_default()
        )?;
        for block in view["blocks"].as_array().into_iter().flatten() {
            match block["type"].as_str() {
                Some("header") => writeln!(
                    self.out,
                    "  {}",
                    block["text"]["text"].as_str().unwrap_or_default()
                )?,
                Some("input") => {
                    let label = block["label"]["text"].as_str().unwrap_or_default();
                    let element = &block["element"];
                    let chosen = &element["initial_option"]["text"]["text"];
                    let initial = element["initial_value"]
                        .as_str()
                        .or(chosen.as_str())
                        .unwrap_or_default();
                    writeln!(self.out, "    {label}: [{initial}]")?;
                }
                _ => {}
            }
        }
        Ok(writeln!(self.out)?)
    }

    pub(super) fn show_receipt(&mut self, person: &str) -> anyhow::Result<()> {
        let user = self.id(person)?;
        let asked = self
            .direct_messages(&user)
            .into_iter()
            .find(|message| message.edited.is_some());
        let text = asked.context("a receipt")?.text;
        self.show(
            &format!("The message to {person} is now the receipt"),
            &text,
        )
    }

    fn show_thread(&mut self) -> anyhow::Result<()> {
        let channel = self
            .stage
            .sandbox
            .find_channel("leadership")
            .context("#leadership")?
            .id;
        for message in self.stage.sandbox.messages(&channel) {
            let head = message.thread_ts.is_none_or(|thread| thread == message.ts);
            let who = if head {
                "#leadership"
            } else {
                "  in the thread"
            };
            self.show(who, &message.text)?;
        }
        Ok(())
    }

    async fn presses(&mut self, person: &str, label: &str) -> anyhow::Result<Value> {
        let act = self.press(person, label)?;
        let outcome = self.act(person, act, Some(Until::View)).await?;
        outcome
            .view
            .with_context(|| format!("{person} pressed {label} and no form opened"))
    }

    async fn press_only(&mut self, person: &str, label: &str) -> anyhow::Result<()> {
        writeln!(self.out, "{person} presses \"{label}\".")?;
        let act = self.press(person, label)?;
        self.act(person, act, None).await?;
        self.stage.settle().await
    }

    fn press(&self, person: &str, label: &str) -> anyhow::Result<Act> {
        let user = self.id(person)?;
        let channel = self
            .stage
            .sandbox
            .dm_of(&user)
            .with_context(|| format!("{person} has no message"))?;
        let message = self
            .direct_messages(&user)
            .into_iter()
            .next()
            .with_context(|| format!("{person} was not asked"))?;
        let place = (Some(channel), Some(message.ts.to_string()));
        Ok(Self::press_at(place, label))
    }

    pub(super) async fn submits(
        &mut self,
        person: &str,
        view: &Value,
        answers: Value,
    ) -> anyhow::Result<()> {
        let Value::Object(values) = answers else {
            bail!("answers are an object")
        };
        let typed: Vec<String> = values
            .iter()
            .map(|(label, value)| format!("{label}: {}", value.as_str().unwrap_or_default()))
            .collect();
        writeln!(self.out, "{person} sends: {}", typed.join(" · "))?;
        let values = by_label(view, values);
        let view_id = view["id"].as_str().context("a view's id")?.to_owned();
        let outcome = self
            .act(
                person,
                Act::Submit {
                    view_id,
                    values,
                    force: false,
                },
                None,
            )
            .await?;
        for (_, error) in outcome.errors.iter().flatten() {
            writeln!(
                self.out,
                "  beside the field: {}",
                error.as_str().unwrap_or_default()
            )?;
        }
        writeln!(self.out)?;
        self.stage.settle().await
    }

    pub(super) async fn act(
        &self,
        person: &str,
        act: Act,
        until: Option<Until>,
    ) -> anyhow::Result<ActOutcome> {
        let user = self.id(person)?;
        let outcome = self.stage.sandbox.act_until(&user, act, until).await?;
        if outcome.status != Some(200) {
            bail!("{person}: Headway acknowledged with {:?}", outcome.status);
        }
        Ok(outcome)
    }

    async fn walk(&self, to: &str) -> anyhow::Result<()> {
        let to: DateTime<Utc> = to.parse()?;
        self.stage.move_to(to, Pace::Walk).await
    }

    fn id(&self, person: &str) -> anyhow::Result<String> {
        Ok(self
            .stage
            .sandbox
            .find_user(person)
            .with_context(|| format!("nobody is called {person}"))?
            .id)
    }

    fn direct_messages(&self, user: &str) -> Vec<Message> {
        let sandbox = &self.stage.sandbox;
        sandbox
            .dm_of(user)
            .map(|channel| sandbox.messages(&channel))
            .unwrap_or_default()
    }
}

/// A key result's field is named here by its code alone; its label says more.
fn by_label(view: &Value, answers: Map<String, Value>) -> Map<String, Value> {
    let labels: Vec<&str> = view["blocks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|block| block["label"]["text"].as_str())
        .collect();
    let whole = |name: &str| {
        let found = labels.iter().find(|label| **label == name);
        found
            .or_else(|| {
                labels
                    .iter()
                    .find(|label| label.starts_with(&format!("{name} ")))
            })
            .copied()
            .unwrap_or(name)
            .to_owned()
    };
    answers
        .into_iter()
        .map(|(name, value)| (whole(&name), value))
        .collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
