//! Answering where a command was typed or a button pressed, in the best shape that the workspace takes.
//!
//! Slack's refusal of a block is seen only in a request of our own: where it is not known yet whether a workspace
//! takes charts, the command is acknowledged with nothing and answered through its `response_url`.

use super::{App, Result};
use crate::domain::shape::{REMEMBERED, SeenBy, Shape};
use crate::slack::{Class, SlackError};
use crate::words::message::Message;

impl App {
    /// The best shape for a message that the workspace did not refuse of late.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn shape_of(&self, message: &Message) -> Result<Shape> {
        if !message.has_figures() {
            return Ok(Shape::Plain);
        }
        let now = self.clock.now();
        let refused = self.store.refused_shapes(&self.workspace, now).await?;
        Ok(Shape::best(&refused))
    }

    /// Answers through a `response_url`; what Slack refuses is said with less, and remembered.
    ///
    /// # Errors
    /// As Slack says, when it does not take the text alone either; when the store does not answer.
    pub async fn respond(&self, url: &str, message: &Message, seen_by: SeenBy) -> Result<()> {
        let mut shape = self.shape_of(message).await?;
        let mut refused = Vec::new();
        loop {
            let answered = self.slack.respond(url, message, shape, seen_by).await;
            let weaker = shape.weaker();
            match (answered, weaker) {
                (Ok(()), _) => break,
                (Err(error), Some(weaker)) if error.class == Class::OurBug => {
                    tracing::warn!(
                        code = error.code,
                        shape = shape.word(),
                        "Slack refuses our blocks"
                    );
                    refused.extend(is_refusal(&error).then_some(shape));
                    shape = weaker;
                }
                (Err(error), _) => return Err(error.into()),
            }
        }
        self.remember_refused(&refused, shape).await
    }

    async fn remember_refused(&self, refused: &[Shape], taken: Shape) -> Result<()> {
        if refused.is_empty() || taken == Shape::TextOnly {
            return Ok(());
        }
        let ends = self.clock.now() + REMEMBERED;
        let remembered = self.store.refuse_shapes(&self.workspace, refused, ends);
        Ok(remembered.await?)
    }
}

fn is_refusal(error: &SlackError) -> bool {
    error.code.starts_with("invalid_blocks")
}
