//! A person of a scenario: reads direct messages, presses buttons, fills in forms, types commands.

use serde_json::{Map, Value};
use slack_sandbox::{Act, ActOutcome, Message, Until};

use super::House;

/// Somebody in the company.
pub struct Person<'a> {
    pub house: &'a mut House,
    pub user: String,
}

impl Person<'_> {
    /// Their direct messages from Headway, oldest first.
    pub fn messages(&self) -> Vec<Message> {
        let sandbox = &self.house.sandbox;
        sandbox
            .dm_of(&self.user)
            .map(|channel| sandbox.messages(&channel))
            .unwrap_or_default()
    }

    /// The newest of them, as text.
    pub fn last(&self) -> String {
        self.messages()
            .last()
            .map(|message| message.text.clone())
            .unwrap_or_default()
    }

    /// The first of them, as text: the ask, which becomes the receipt.
    pub fn ask(&self) -> String {
        self.messages()
            .first()
            .map(|message| message.text.clone())
            .unwrap_or_default()
    }

    /// Presses a button of the newest message that has it, and waits for a form.
    pub async fn presses(&mut self, label: &str) -> Value {
        let outcome = self.act(self.press(label), Some(Until::View)).await;
        outcome
            .view
            .unwrap_or_else(|| panic!("no form opened on {label}"))
    }

    /// Presses a button that opens nothing.
    pub async fn presses_only(&mut self, label: &str) -> ActOutcome {
        let outcome = self.act(self.press(label), None).await;
        self.house.settles().await;
        outcome
    }

    /// Sends the topmost form, with these fields changed: label and text.
    pub async fn submits(&mut self, fields: &[(&str, &str)]) -> ActOutcome {
        let view = self
            .house
            .sandbox
            .view_of(&self.user)
            .expect("a form is open");
        let outcome = self.submit(&view.id, view.blocks(), fields, false).await;
        self.house.settles().await;
        outcome
    }

    /// Sends a form that Slack's own client would not send, or sends it again.
    pub async fn forces(&mut self, view: &Value, fields: &[(&str, &str)]) -> ActOutcome {
        let outcome = self
            .submit(
                view["id"].as_str().unwrap(),
                view["blocks"].as_array().unwrap(),
                fields,
                true,
            )
            .await;
        self.house.settles().await;
        outcome
    }

    /// Types a command, and reads what only they see.
    pub async fn types(&mut self, command: &str) -> String {
        let outcome = self.act(Self::slash(command, None), None).await;
        outcome
            .ephemeral
            .and_then(|said| said["text"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Types a command whose answer comes a moment later, because it has a chart, and reads it.
    pub async fn reads(&mut self, command: &str) -> String {
        let (command, text) = command.split_once(' ').unwrap_or((command, ""));
        let slash = Act::Slash {
            command: command.to_owned(),
            text: text.to_owned(),
            channel: None,
        };
        let outcome = self.act(slash, Some(Until::Message)).await;
        outcome
            .ephemeral
            .and_then(|said| said["text"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Types a command, and presses a button of what only they see, which opens a form.
    pub async fn answers_with(&mut self, command: &str, label: &str) -> Value {
        let said = self.act(Self::slash(command, None), None).await;
        let said = said.ephemeral.expect("an answer");
        let text = |key: &str| said[key].as_str().map(str::to_owned);
        let press = Act::Press {
            channel: text("channel"),
            ts: text("ts"),
            view_id: None,
            block_id: None,
            action_id: None,
            label: Some(label.to_owned()),
            value: None,
            values: Map::new(),
        };
        let outcome = self.act(press, Some(Until::View)).await;
        outcome
            .view
            .unwrap_or_else(|| panic!("no form opened on {label}"))
    }

    /// Presses a button of what only they see, which is answered below it, and gives the answer.
    pub async fn presses_in(&mut self, said: &Value, label: &str) -> Value {
        let text = |key: &str| said[key].as_str().map(str::to_owned);
        let press = Act::Press {
            channel: text("channel"),
            ts: text("ts"),
            view_id: None,
            block_id: None,
            action_id: None,
            label: Some(label.to_owned()),
            value: None,
            values: Map::new(),
        };
        let outcome = self.act(press, Some(Until::Message)).await;
        outcome.ephemeral.expect("an answer")
    }

    /// Types a command that is answered at once, and gives what only they see.
    pub async fn is_told(&mut self, command: &str) -> Value {
        let said = self.act(Self::slash(command, None), None).await;
        said.ephemeral.expect("an answer")
    }

    /// Types a command that is answered later, and gives what only they see.
    pub async fn asks(&mut self, command: &str) -> Value {
        let slash = Self::slash(command, None);
        let outcome = self.act(slash, Some(Until::Message)).await;
        outcome.ephemeral.expect("an answer")
    }

    /// Types a command in a channel, which is answered there for everybody.
    pub async fn shares(&mut self, command: &str, channel: &str) {
        let slash = Self::slash(command, Some(self.house.channel(channel)));
        self.act(slash, Some(Until::Message)).await;
    }

    fn slash(command: &str, channel: Option<String>) -> Act {
        let (command, text) = command.split_once(' ').unwrap_or((command, ""));
        Act::Slash {
            command: command.to_owned(),
            text: text.to_owned(),
            channel,
        }
    }

    /// Types a command that opens a form.
    pub async fn opens(&mut self, command: &str) -> Value {
        let slash = Self::slash(command, None);
        self.act(slash, Some(Until::View))
            .await
            .view
            .expect("a form opened")
    }

    async fn submit(
        &mut self,
        view_id: &str,
        blocks: &[Value],
        fields: &[(&str, &str)],
        force: bool,
    ) -> ActOutcome {
        let submission = Self::submission(view_id, blocks, fields, force);
        self.act(submission, None).await
    }

    /// The act of sending a form with these fields changed: label, or how it begins, and text.
    pub fn submission(
        view_id: &str,
        blocks: &[Value],
        fields: &[(&str, &str)],
        force: bool,
    ) -> Act {
        let labels: Vec<&str> = blocks
            .iter()
            .filter_map(|block| block["label"]["text"].as_str())
            .collect();
        let label = |name: &str| {
            let exact = labels.iter().find(|label| **label == name);
            let begins = || labels.iter().find(|label| label.starts_with(name));
            (*exact
                .or_else(begins)
                .unwrap_or_else(|| panic!("no field {name} among {labels:?}")))
            .to_owned()
        };
        let values: Map<String, Value> = fields
            .iter()
            .map(|(name, text)| (label(name), Value::from((*text).to_owned())))
            .collect();
        Act::Submit {
            view_id: view_id.to_owned(),
            values,
            force,
        }
    }

    /// The act of pressing a button of the newest message that has it.
    pub fn press(&self, label: &str) -> Act {
        let channel = self
            .house
            .sandbox
            .dm_of(&self.user)
            .expect("a conversation with Headway");
        let has = |message: &&Message| {
            serde_json::to_string(&message.blocks)
                .is_ok_and(|blocks| blocks.contains(&format!("\"{label}\"")))
        };
        let messages = self.messages();
        let message = messages
            .iter()
            .rev()
            .find(has)
            .unwrap_or_else(|| panic!("no button {label}"));
        Act::Press {
            channel: Some(channel),
            ts: Some(message.ts.to_string()),
            view_id: None,
            block_id: None,
            action_id: None,
            label: Some(label.to_owned()),
            value: None,
            values: Map::new(),
        }
    }

    /// Does something in Slack; Headway always acknowledges.
    pub async fn act(&mut self, act: Act, until: Option<Until>) -> ActOutcome {
        let outcome = self
            .house
            .sandbox
            .act_until(&self.user, act.clone(), until)
            .await
            .unwrap();
        assert_eq!(outcome.status, Some(200), "{act:?}");
        outcome
    }
}
