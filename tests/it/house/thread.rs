//! The digest's thread, as leadership reads it.

use slack_sandbox::Message;

/// The leadership channel's messages, oldest first.
pub struct Thread {
    pub messages: Vec<Message>,
}

impl Thread {
    fn is_head(message: &Message) -> bool {
        message.thread_ts.is_none_or(|thread| thread == message.ts)
    }

    /// How many heads there are: one a week, never two.
    pub fn heads(&self) -> usize {
        self.messages
            .iter()
            .filter(|message| Self::is_head(message))
            .count()
    }

    /// The newest head's text.
    pub fn head(&self) -> String {
        let heads = self
            .messages
            .iter()
            .filter(|message| Self::is_head(message));
        heads
            .last()
            .map(|message| message.text.clone())
            .unwrap_or_default()
    }

    /// The replies that are about a team.
    pub fn replies(&self, team: &str) -> Vec<String> {
        let about = |message: &&Message| !Self::is_head(message) && message.text.starts_with(team);
        self.messages
            .iter()
            .filter(about)
            .map(|message| message.text.clone())
            .collect()
    }
}
