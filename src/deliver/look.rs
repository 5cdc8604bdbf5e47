//! Looking: whether a message whose outcome is not known stands in its conversation, and whether it stands there twice.

use super::job::{Done, Job, Stop, word};
use crate::crash;
use crate::domain::delivery_rules::{
    AfterLook, Look, Outcome, Settled, Verdict, WINDOW, after_last_look, after_look,
};
use crate::domain::id::{ChannelId, MessageTs};
use crate::slack::SlackError;

impl Job<'_> {
    /// Looks for a message whose outcome is not known; sends it again when it is time for that.
    pub async fn look(&self) -> Result<Done, Stop> {
        let delivery = &self.delivery;
        let Some(channel) = &delivery.channel else {
            // No attempt ever had a channel, so none was made.
            return self.send().await;
        };
        let (look, error) = self.find(channel, None).await?;
        match after_look(delivery, look, &error, self.now()) {
            AfterLook::Settle(verdict) => Ok(verdict.into()),
            AfterLook::SendAgain => self.send().await,
        }
    }

    /// Looks once more for a second copy of a message that was sent again.
    pub async fn look_last(&self) -> Result<Verdict, Stop> {
        let delivery = &self.delivery;
        let Some((channel, ts)) = &delivery.message else {
            // The ledger never has a sent row without its message.
            return Err(Stop::NotOurs);
        };
        let (look, _) = self.find(channel, Some(ts)).await?;
        let message = (channel.clone(), ts.clone());
        let settled: Settled = after_last_look(delivery, message, &look, self.now());
        Ok(Verdict {
            settled,
            notify: false,
        })
    }

    /// Finds our message and deletes every copy but one: the known one, else the first.
    async fn find(
        &self,
        channel: &ChannelId,
        known: Option<&MessageTs>,
    ) -> Result<(Look, String), Stop> {
        let worker = self.worker;
        let delivery = &self.delivery;
        let thread = match delivery.subject.belongs_to() {
            Some(head) => worker.store.message_of(&worker.workspace, &head).await?,
            None => None,
        };
        let thread = thread.map(|(_, ts)| ts);
        let method = match thread {
            Some(_) => "conversations.replies",
            None => "conversations.history",
        };
        self.turn(method).await?;
        let since = delivery.attempted.unwrap_or(delivery.due) - WINDOW;
        let found = worker
            .slack
            .find(channel, thread.as_ref(), &delivery.id, since)
            .await;
        crash::point("looked");
        let found = match found {
            Ok(found) => found,
            Err(error) => return self.cannot_look(method, &error).await,
        };
        let Some(kept) = known.or(found.first()) else {
            return Ok((Look::NotFound, delivery.error.clone().unwrap_or_default()));
        };
        for copy in found.iter().filter(|ts| *ts != kept) {
            if let Err(error) = worker.slack.delete(channel, copy).await {
                // One that is gone, or that we may not delete, is not worth another look.
                let (look, word) = self.cannot_look("chat.delete", &error).await?;
                if matches!(look, Look::Later(_)) {
                    return Ok((look, word));
                }
            }
            tracing::warn!(delivery = %delivery.id, "a second copy was deleted");
            crash::point("second copy deleted");
        }
        Ok((Look::Found(channel.clone(), kept.clone()), String::new()))
    }

    async fn cannot_look(&self, method: &str, error: &SlackError) -> Result<(Look, String), Stop> {
        let look = match self.outcome(method, error).await? {
            Outcome::NotSent(wait) => Look::Later(wait),
            Outcome::Unknown | Outcome::Done(..) => Look::Later(None),
            Outcome::Refused(_) => Look::Impossible,
        };
        Ok((look, word(error)))
    }
}
