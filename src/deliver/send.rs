//! Sending: still wanted, in turn, written down as begun, and then the one request.

use std::time::Duration;

use chrono::TimeDelta;

use super::Say;
use super::job::{Done, Job, Stop, word};
use super::place::Place;
use crate::crash;
use crate::domain::calendar::close_at;
use crate::domain::delivery::Subject;
use crate::domain::delivery_rules::{Outcome, Settled, Verdict, after};
use crate::domain::id::{ChannelId, MessageTs};
use crate::domain::shape::{REMEMBERED, Shape};
use crate::slack::view::fingerprint;
use crate::slack::{Class, SlackError};
use crate::words::message::Message;

/// How long teams are told first.
const TEAMS_FIRST: TimeDelta = TimeDelta::minutes(10);
/// A thread keeps its order for so many attempts at one of its replies; then the others go on.
const IN_ORDER: u32 = 3;
/// How long to wait when it could not be said what to say.
const SAY_AGAIN: Duration = Duration::from_secs(30);

impl Job<'_> {
    /// Sends the row, if it is still wanted, its turn, and ours.
    pub async fn send(&self) -> Result<Done, Stop> {
        self.after_the_teams().await?;
        self.after_the_close().await?;
        let place = self.place().await?;
        self.may_go(&place).await?;
        self.in_order(&place).await?;
        // Asked before taking a turn, so that what nobody wants any more takes nobody's.
        let message = self.still_wanted().await?;
        let says = fingerprint(&message);
        if let Place::Message(channel, ts) = &place
            && self.stands_there(&says).await?
        {
            return Ok(self.unchanged(channel, ts).into());
        }
        match &place {
            Place::Channel(channel) | Place::Thread(channel, _) => self.post_turn(channel).await?,
            Place::Message(..) => self.turn(place.method()).await?,
        }
        let answer = self.request_in_shape(&place, &message).await?;
        let said = answer.is_ok().then_some(says);
        let verdict = self.verdict(&place, answer).await?;
        Ok(Done { verdict, said })
    }

    /// Whether the message says so already: an edit that changes nothing is not sent.
    async fn stands_there(&self, says: &str) -> Result<bool, Stop> {
        let worker = self.worker;
        let said = worker
            .store
            .said(&worker.workspace, &self.delivery.id)
            .await?;
        Ok(said.as_deref() == Some(says))
    }

    /// As good as sent.
    fn unchanged(&self, channel: &ChannelId, ts: &MessageTs) -> Verdict {
        Verdict {
            settled: Settled::Sent {
                channel: channel.clone(),
                ts: ts.clone(),
                wanted: self.delivery.wanted,
                look_again: None,
            },
            notify: false,
        }
    }

    /// The request in the best shape that the workspace takes: what it refuses is sent with less, and remembered.
    async fn request_in_shape(
        &self,
        place: &Place,
        message: &Message,
    ) -> Result<Result<(ChannelId, MessageTs), SlackError>, Stop> {
        let (store, workspace) = (&self.worker.store, &self.worker.workspace);
        let mut shape = if message.has_figures() {
            Shape::best(&store.refused_shapes(workspace, self.now()).await?)
        } else {
            Shape::Plain
        };
        let mut refused = Vec::new();
        loop {
            let answer = self.request(place, message, shape).await?;
            let weaker = shape.weaker();
            let (Err(error), Some(weaker)) = (&answer, weaker) else {
                if answer.is_ok() && !refused.is_empty() && shape != Shape::TextOnly {
                    let ends = self.now() + REMEMBERED;
                    store.refuse_shapes(workspace, &refused, ends).await?;
                }
                return Ok(answer);
            };
            if error.class != Class::OurBug {
                return Ok(answer);
            }
            let delivery = &self.delivery.id;
            tracing::error!(%delivery, code = error.code, at = error.detail, shape = shape.word(), "Slack refuses our blocks");
            refused.extend(error.code.starts_with("invalid_blocks").then_some(shape));
            shape = weaker;
        }
    }

    /// The digest's head waits until every team has its own part in its own channel, for ten minutes at most: a
    /// channel that is broken does not hold the digest.
    async fn after_the_teams(&self) -> Result<(), Stop> {
        let (worker, now) = (self.worker, self.now());
        let (Subject::DigestHead(week), 0) = (&self.delivery.subject, self.delivery.attempts)
        else {
            return Ok(());
        };
        let (store, workspace) = (&worker.store, &worker.workspace);
        let Some(news) = store.team_parts_under_way(workspace, *week).await? else {
            return Ok(());
        };
        let round = store.round(workspace, *week).await?;
        let until = round.and_then(|round| Some(round.digested? + TEAMS_FIRST));
        match until.filter(|until| now < *until) {
            Some(until) => {
                let again = news.max(now + TimeDelta::seconds(1)).min(until);
                Err(Stop::Later(
                    again,
                    "waits for the teams' own parts".to_owned(),
                ))
            }
            None => Ok(()),
        }
    }

    /// The one reply in the place of refused edits waits for the round's close: it may not be edited either, and so
    /// tells everything that came late.
    async fn after_the_close(&self) -> Result<(), Stop> {
        let Subject::DigestLate(week) = self.delivery.subject else {
            return Ok(());
        };
        let (store, workspace) = (&self.worker.store, &self.worker.workspace);
        let round = store.round(workspace, week).await?;
        if round.is_none_or(|round| round.closed.is_some()) {
            return Ok(());
        }
        // The minute that closes the round may come after its moment.
        let soonest = self.now() + TimeDelta::minutes(1);
        let company = store.organisation(workspace).await?;
        let close = company.map_or(soonest, |org| close_at(&org, week));
        let why = "waits for the round's close".to_owned();
        Err(Stop::Later(close.max(soonest), why))
    }

    /// A reply waits for those before it in its thread that were begun: the table of a digest stands first also where
    /// the process died while it went out.
    async fn in_order(&self, place: &Place) -> Result<(), Stop> {
        let (worker, delivery) = (self.worker, &self.delivery);
        let (Place::Thread(..), Some(head)) = (place, delivery.subject.follows()) else {
            return Ok(());
        };
        let news = worker
            .store
            .under_way_before(&worker.workspace, delivery, &head, &worker.owner, IN_ORDER)
            .await?;
        let Some(news) = news else { return Ok(()) };
        let again = news.max(self.now()) + TimeDelta::seconds(1);
        let why = "waits for what stands before it".to_owned();
        Err(Stop::Later(again, why))
    }

    async fn still_wanted(&self) -> Result<Message, Stop> {
        let now = self.now();
        match (self.worker.say)(self.delivery.clone(), now, self.read.clone()).await {
            Ok(Say::Post(message)) => Ok(message),
            Ok(Say::NotWanted(why)) => Err(Stop::Verdict(Verdict {
                settled: Settled::Skipped {
                    why: why.to_owned(),
                },
                notify: false,
            })),
            Err(error) => {
                tracing::error!(delivery = %self.delivery.id, %error, "cannot say what to send");
                Err(Stop::Later(now + SAY_AGAIN, "could not be said".to_owned()))
            }
        }
    }

    /// The request, between *begun* and whatever follows. The inner error is Slack's.
    async fn request(
        &self,
        place: &Place,
        message: &Message,
        shape: Shape,
    ) -> Result<Result<(ChannelId, MessageTs), SlackError>, Stop> {
        let worker = self.worker;
        let delivery = &self.delivery;
        let began = worker
            .store
            .begin_attempt(
                &worker.workspace,
                delivery,
                &worker.owner,
                place.channel(),
                self.now(),
            )
            .await?;
        if !began {
            return Err(Stop::NotOurs);
        }
        crash::point("attempt begun");
        let slack = &worker.slack;
        let answer = match place {
            Place::Channel(channel) => {
                slack
                    .post(channel, None, message, shape, &delivery.id)
                    .await
            }
            Place::Thread(channel, head) => {
                slack
                    .post(channel, Some(head), message, shape, &delivery.id)
                    .await
            }
            Place::Message(channel, ts) => {
                let edited = slack.edit(channel, ts, message, shape).await;
                edited.map(|()| (channel.clone(), ts.clone()))
            }
        };
        crash::point("request ended");
        Ok(answer)
    }

    async fn verdict(
        &self,
        place: &Place,
        answer: Result<(ChannelId, MessageTs), SlackError>,
    ) -> Result<Verdict, Stop> {
        let (outcome, error) = match answer {
            Ok((channel, ts)) => (Outcome::Done(channel, ts), String::new()),
            Err(error) => (self.outcome(place.method(), &error).await?, word(&error)),
        };
        let delivery = &self.delivery;
        Ok(after(delivery, outcome, &error, self.now(), self.jitter()))
    }
}
