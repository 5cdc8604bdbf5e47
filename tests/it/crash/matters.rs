//! The part of the week in which leadership asks, decides and answers.

use serde_json::Map;
use slack_sandbox::{Act, Until};

use super::Week;
use crate::house::Person;

impl Week {
    /// Mara does something below the reply of Payments: presses, fills in, sends.
    async fn mara_below(&mut self, label: &str, fields: &[(&str, &str)]) {
        let thread = self.house.thread();
        let mut replies = thread.messages.iter();
        let reply = replies.find(|it| it.text.starts_with("Payments ("));
        let ts = reply.expect("a reply").ts.to_string();
        let place = (self.house.channel("leadership"), ts);
        self.mara_presses(place, label, fields).await;
    }

    async fn mara_presses(
        &mut self,
        (channel, ts): (String, String),
        label: &str,
        fields: &[(&str, &str)],
    ) {
        let press = Act::Press {
            channel: Some(channel),
            ts: Some(ts),
            view_id: None,
            block_id: None,
            action_id: None,
            label: Some(label.to_owned()),
            value: None,
            values: Map::new(),
        };
        let view = self.acts("mara", press, Some(Until::View)).await.view;
        let view = view.expect("a form");
        let blocks = view["blocks"].as_array().unwrap();
        let id = view["id"].as_str().unwrap();
        let submission = Person::submission(id, blocks, fields, false);
        let outcome = self.acts("mara", submission, None).await;
        assert_eq!(outcome.errors, None);
    }

    /// A question and a decision, below the digest of Friday.
    pub(super) async fn mara_asks_and_decides(&mut self) {
        let question = [("What do you want", "Is it the vault?")];
        self.mara_below("Ask the team", &question).await;
        let decision = [
            ("What was decided", "Two more on checkout"),
            ("Which number", "The elective share"),
            ("Until when", "2026-11-23"),
        ];
        self.mara_below("Record a decision", &decision).await;
    }

    /// The answer to what Ana needs.
    pub(super) async fn mara_answers(&mut self) {
        let open = Act::Slash {
            command: "/checkin".to_owned(),
            text: "open".to_owned(),
            channel: None,
        };
        let said = self.acts("mara", open, None).await.ephemeral;
        let said = said.expect("an answer");
        let text = |key: &str| said[key].as_str().unwrap().to_owned();
        let place = (text("channel"), text("ts"));
        let answer = [("Your answer", "From Monday.")];
        self.mara_presses(place, "Answer", &answer).await;
    }

    /// Each of them stands once where it belongs.
    pub(super) fn matters_hold(&self, when: &str) {
        let thread = self.house.thread();
        let told = thread.messages.iter();
        let told: Vec<_> = told.filter(|it| it.text.contains("Two more on")).collect();
        // In the thread on its day.
        let text = &told.last().expect("a decision").text;
        let did = "The elective share was at 55% then; there is no number since.";
        assert_eq!(told.len(), 1, "{when}: {told:?}");
        assert!(text.contains(did), "{when}: {text}");
        let channel = self.house.team_channel();
        let asked = channel
            .iter()
            .filter(|it| it.text.contains("Is it the vault?"));
        // The part of week 47 was told before the question came.
        assert_eq!(asked.count(), 1, "{when}: {channel:?}");
        let reply = thread.replies("Payments (").remove(0);
        assert!(
            reply.contains("Mara answered on 23 November: “From Monday.”"),
            "{when}: {reply}"
        );
    }
}
