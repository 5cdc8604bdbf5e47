//! What people do about requests, questions and decisions: press below a team's reply, press in a list.

use serde_json::{Map, Value};
use slack_sandbox::{Act, ActOutcome, Until};

use super::{House, Person, told};

/// A company in which two people lead, and Payments has a channel.
pub fn led_by_two() -> String {
    told().replacen("leaders = [\"mara\"]", "leaders = [\"mara\", \"omar\"]", 1)
}

impl House {
    /// What stands below the newest head about a team.
    pub fn reply(&self, team: &str) -> String {
        self.thread().replies(team).pop().unwrap_or_default()
    }
}

impl Person<'_> {
    /// Presses a button below a team's newest reply in the digest's thread; a form opens, or a page.
    pub async fn presses_below(&mut self, team: &str, label: &str) -> Value {
        let thread = self.house.thread();
        let mut replies = thread.messages.iter().rev();
        let reply = replies
            .find(|message| message.text.starts_with(team) && message.thread_ts.is_some())
            .unwrap_or_else(|| panic!("no reply about {team}"));
        let place = (self.house.channel("leadership"), reply.ts.to_string());
        let act = press_in(Some(place.0), Some(place.1), label, None);
        let outcome = self.act(act, Some(Until::View)).await;
        outcome
            .view
            .unwrap_or_else(|| panic!("no form opened on {label}"))
    }

    /// Types a command, and presses the button of what only they see that is about something that was typed.
    pub async fn presses_beside(&mut self, command: &str, text: &str, label: &str) -> ActOutcome {
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        let slash = Act::Slash {
            command: name.to_owned(),
            text: rest.to_owned(),
            channel: None,
        };
        let said = self.act(slash, None).await.ephemeral.expect("an answer");
        let value = button_below(&said, text, label);
        let place = |key: &str| said[key].as_str().map(str::to_owned);
        let act = press_in(place("channel"), place("ts"), label, Some(value));
        let until = match label {
            "Withdraw" | "Next page" | "Page before" => Until::Message,
            _ => Until::View,
        };
        let outcome = self.act(act, Some(until)).await;
        self.house.settles().await;
        outcome
    }

    /// Types `/checkin open` and presses one of the buttons below the list; a form opens, or a page.
    pub async fn presses_in_the_list(&mut self, label: &str) -> Value {
        let slash = Act::Slash {
            command: "/checkin".to_owned(),
            text: "open".to_owned(),
            channel: None,
        };
        let said = self.act(slash, None).await.ephemeral.expect("an answer");
        let place = |key: &str| said[key].as_str().map(str::to_owned);
        let act = press_in(place("channel"), place("ts"), label, None);
        let outcome = self.act(act, Some(Until::View)).await;
        outcome
            .view
            .unwrap_or_else(|| panic!("no form opened on {label}"))
    }

    /// Sends the topmost form twice at once, as a double click does.
    pub async fn submits_twice(&mut self, fields: &[(&str, &str)]) -> [ActOutcome; 2] {
        let sandbox = self.house.sandbox.clone();
        let view = sandbox.view_of(&self.user).expect("a form is open");
        let act = || Self::submission(&view.id, view.blocks(), fields, true);
        let (one, other) = tokio::join!(
            sandbox.act_until(&self.user, act(), None),
            sandbox.act_until(&self.user, act(), None)
        );
        self.house.settles().await;
        [one.unwrap(), other.unwrap()]
    }

    /// Checks in with these fields beside a split that adds up.
    pub async fn checks_in(&mut self, fields: &[(&str, &str)]) -> ActOutcome {
        self.presses("Check in").await;
        self.submits(fields).await
    }
}

/// The value of the first button of a name below the block that holds a text.
fn button_below(said: &Value, text: &str, label: &str) -> Value {
    let blocks = said["blocks"].as_array().expect("blocks");
    let at = blocks
        .iter()
        .position(|block| block.to_string().contains(text))
        .unwrap_or_else(|| panic!("nothing about {text} in {said}"));
    let buttons = blocks[at..]
        .iter()
        .flat_map(|block| block["elements"].as_array().into_iter().flatten());
    let mut named = buttons.filter(|button| button["text"]["text"] == label);
    let button = named.next();
    button.unwrap_or_else(|| panic!("no {label} below {text} in {said}"))["value"].clone()
}

fn press_in(channel: Option<String>, ts: Option<String>, label: &str, value: Option<Value>) -> Act {
    Act::Press {
        channel,
        ts,
        view_id: None,
        block_id: None,
        action_id: None,
        label: Some(label.to_owned()),
        value,
        values: Map::new(),
    }
}

/// What a page or a form says, all of it.
pub fn says(view: &Value) -> String {
    let blocks = view["blocks"].as_array().cloned().unwrap_or_default();
    let mut said = Vec::new();
    for block in &blocks {
        collect(block, &mut said);
    }
    said.join("|")
}

fn collect(value: &Value, said: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "text" => said.push(text.clone()),
                    other => collect(other, said),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, said)),
        _ => {}
    }
}

/// The page that came in the place of a form.
pub fn page(outcome: &ActOutcome) -> String {
    outcome.view.as_ref().map(says).unwrap_or_default()
}
