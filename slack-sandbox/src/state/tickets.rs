//! What Slack hands out and takes back later: trigger ids, response URLs, and tickets for Socket Mode.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::ids::Ts;

/// How long a trigger id is good for, in the machine's time.
const TRIGGER_LIFE: Duration = Duration::from_secs(3);
/// How long a response URL is good for, in the sandbox's time.
const URL_LIFE: TimeDelta = TimeDelta::minutes(30);
/// How often a response URL may be used.
const URL_USES: u32 = 5;
/// How long the URL of a Socket Mode connection is good for, in the machine's time.
const LINK_LIFE: Duration = Duration::from_secs(30);
/// When more are kept, the old ones go.
const KEPT: usize = 2_000;

/// What is out.
#[derive(Default)]
pub(crate) struct Tickets {
    triggers: HashMap<String, Trigger>,
    urls: HashMap<String, ResponseUrl>,
    links: HashMap<String, Instant>,
}

struct Trigger {
    user: String,
    made: Instant,
    used: bool,
}

/// Where a response URL leads.
#[derive(Clone, Debug)]
pub(crate) struct ResponseUrl {
    pub(crate) user: String,
    pub(crate) channel: String,
    /// The message whose button was pressed.
    pub(crate) message: Option<Ts>,
    made: DateTime<Utc>,
    uses: u32,
}

impl Tickets {
    pub(crate) fn add_trigger(&mut self, id: String, user: &str) {
        if self.triggers.len() >= KEPT {
            self.triggers
                .retain(|_, trigger| trigger.made.elapsed() < 10 * TRIGGER_LIFE);
        }
        self.triggers.insert(
            id,
            Trigger {
                user: user.to_owned(),
                made: Instant::now(),
                used: false,
            },
        );
    }

    /// Uses a trigger up; gives the person who caused it.
    pub(crate) fn take_trigger(&mut self, id: &str) -> Result<String, &'static str> {
        let trigger = self.triggers.get_mut(id).ok_or("invalid_trigger_id")?;
        if trigger.used {
            return Err("exchanged_trigger_id");
        }
        if trigger.made.elapsed() > TRIGGER_LIFE {
            return Err("expired_trigger_id");
        }
        trigger.used = true;
        Ok(trigger.user.clone())
    }

    /// Lets this ticket open one Socket Mode connection.
    pub(crate) fn add_link(&mut self, ticket: String) {
        self.links.retain(|_, made| made.elapsed() < LINK_LIFE);
        self.links.insert(ticket, Instant::now());
    }

    /// Uses such a ticket up; whether it was good.
    pub(crate) fn take_link(&mut self, ticket: &str) -> bool {
        let made = self.links.remove(ticket);
        made.is_some_and(|made| made.elapsed() < LINK_LIFE)
    }

    pub(crate) fn add_url(
        &mut self,
        key: String,
        user: &str,
        channel: &str,
        message: Option<Ts>,
        now: DateTime<Utc>,
    ) {
        if self.urls.len() >= KEPT {
            self.urls.retain(|_, url| now - url.made < URL_LIFE);
        }
        let (user, channel) = (user.to_owned(), channel.to_owned());
        self.urls.insert(
            key,
            ResponseUrl {
                user,
                channel,
                message,
                made: now,
                uses: 0,
            },
        );
    }

    /// Where the direct answer to a command goes.
    pub(crate) fn answer_to(&self, user: &str, channel: &str, now: DateTime<Utc>) -> ResponseUrl {
        ResponseUrl {
            user: user.to_owned(),
            channel: channel.to_owned(),
            message: None,
            made: now,
            uses: 0,
        }
    }

    /// Counts one use of a response URL.
    pub(crate) fn use_url(
        &mut self,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<ResponseUrl, &'static str> {
        let url = self.urls.get_mut(key).ok_or("invalid_url")?;
        if now - url.made > URL_LIFE {
            return Err("expired_url");
        }
        if url.uses >= URL_USES {
            return Err("used_url");
        }
        url.uses += 1;
        Ok(url.clone())
    }
}
