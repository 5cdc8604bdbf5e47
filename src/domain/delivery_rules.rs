//! What becomes of a delivery after an attempt, or after it was looked for: the rules of the ledger, purely.
//!
//! A post whose outcome is not known is looked for twice, 30 seconds and 2 minutes after the attempt ended, because
//! Slack may commit it late. Not found, an ask or a digest is sent again, and looked for once more 5 minutes later:
//! a second copy is deleted. A reminder or a notice is dropped: one too few harms less than one too many.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use super::delivery::{Delivery, Kind, Subject};
use super::id::{ChannelId, MessageTs};

/// The first look, after the attempt ended.
pub const FIRST_LOOK: TimeDelta = TimeDelta::seconds(30);
/// From the first look to the second, which so comes 2 minutes after the attempt ended.
const SECOND_LOOK: TimeDelta = TimeDelta::seconds(90);
/// The last look, after what was sent again was taken.
const LAST_LOOK: TimeDelta = TimeDelta::minutes(5);
/// To the next try where looking itself did not work.
const LOOK_RETRY: TimeDelta = TimeDelta::seconds(60);
/// How much earlier than the attempt the window begins in which a message is looked for: clocks differ.
pub const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Back-off by attempts; the last one repeats.
const BACK_OFF: [u64; 5] = [1, 5, 30, 120, 600];
/// Four days of attempts: nothing of ours is wanted longer.
const MOST_ATTEMPTS: u32 = 600;
/// A message that ends unknown again and again is an operator's to settle.
const MOST_UNKNOWN: u32 = 10;

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Slack has the message.
    Done(ChannelId, MessageTs),
    /// Nothing happened; Slack may say how long to wait.
    NotSent(Option<Duration>),
    /// It may have happened, or may still.
    Unknown,
    /// Slack refuses it.
    Refused(Refusal),
}

/// Why Slack refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This channel, person or message, for good.
    Target,
    /// Until an admin gives the app what it lacks.
    Misconfigured,
    /// It does not understand us, not even as plain text.
    OurBug,
}

/// What a look brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// It stands there; other copies are gone.
    Found(ChannelId, MessageTs),
    /// It does not.
    NotFound,
    /// Looking failed for now; Slack may say how long to wait.
    Later(Option<Duration>),
    /// We may not look there.
    Impossible,
}

/// What the ledger writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Slack has it.
    Sent {
        /// Where.
        channel: ChannelId,
        /// As what.
        ts: MessageTs,
        /// For edits: which state of the subject was sent; if more is wanted by now, the edit is pending again.
        wanted: u32,
        /// It may stand there twice: look once more at this instant.
        look_again: Option<DateTime<Utc>>,
    },
    /// Pending again.
    Retry {
        /// Not before.
        due: DateTime<Utc>,
        /// Why, in a word.
        error: String,
    },
    /// To be looked for.
    Unknown {
        /// The next look.
        due: DateTime<Utc>,
        /// Looks so far, since the last attempt ended.
        looks: u32,
        /// Why, in a word.
        error: String,
    },
    /// An operator's to settle.
    Parked {
        /// Why, in a word.
        error: String,
    },
    /// Not sent, and that is well.
    Skipped {
        /// Why, in a word.
        why: String,
    },
    /// Not sent, for good.
    Failed {
        /// Why, in a word.
        error: String,
    },
}

/// What to write down, and whether the admins hear of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the ledger writes down.
    pub settled: Settled,
    /// Whether each admin gets a notice.
    pub notify: bool,
}

/// What follows from a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterLook {
    /// Write this down.
    Settle(Verdict),
    /// Twice not there: send it again, now.
    SendAgain,
}

/// How long to wait before the attempt after so many; chance adds to it.
#[must_use]
pub fn back_off(attempts: u32) -> Duration {
    let step = usize::try_from(attempts)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    Duration::from_secs(BACK_OFF[step.min(BACK_OFF.len() - 1)])
}

/// What becomes of a delivery after an attempt; `delivery` as it was claimed, before the attempt was counted.
#[must_use]
pub fn after(
    delivery: &Delivery,
    outcome: Outcome,
    error: &str,
    now: DateTime<Utc>,
    jitter: Duration,
) -> Verdict {
    let attempts = delivery.attempts + 1;
    let edit = delivery.subject.kind() == Kind::Edit;
    let error = error.to_owned();
    match outcome {
        Outcome::Done(channel, ts) => quiet(Settled::Sent {
            channel,
            ts,
            wanted: delivery.wanted,
            // Looked for in vain and sent again: the earlier attempt may still be committed.
            look_again: (delivery.looks > 0 && !edit).then(|| now + LAST_LOOK),
        }),
        Outcome::Unknown if !edit => quiet(Settled::Unknown {
            due: now + FIRST_LOOK,
            looks: 0,
            error,
        }),
        Outcome::NotSent(_) | Outcome::Unknown if attempts >= MOST_ATTEMPTS => {
            loud(delivery, Settled::Failed { error })
        }
        // This attempt did nothing, but what became of the one before is as unknown as it was.
        Outcome::NotSent(wait) if delivery.looks > 0 => quiet(Settled::Unknown {
            due: later(now, wait.unwrap_or(back_off(attempts) + jitter)),
            looks: delivery.looks,
            error,
        }),
        Outcome::NotSent(Some(wait)) => quiet(Settled::Retry {
            due: later(now, wait),
            error,
        }),
        // An edit says how things stand: sent twice it says the same.
        Outcome::NotSent(None) | Outcome::Unknown => quiet(Settled::Retry {
            due: later(now, back_off(attempts) + jitter),
            error,
        }),
        Outcome::Refused(Refusal::Misconfigured) => loud(delivery, Settled::Parked { error }),
        // The message stands as it was; that it could not be changed any more is nobody's task.
        Outcome::Refused(_) if edit => quiet(Settled::Failed { error }),
        Outcome::Refused(_) => loud(delivery, Settled::Failed { error }),
    }
}

/// What becomes of a delivery after a look.
#[must_use]
pub fn after_look(delivery: &Delivery, look: Look, error: &str, now: DateTime<Utc>) -> AfterLook {
    let error = error.to_owned();
    let unknown =
        |due, looks, error| AfterLook::Settle(quiet(Settled::Unknown { due, looks, error }));
    match look {
        Look::Found(channel, ts) => AfterLook::Settle(quiet(Settled::Sent {
            channel,
            ts,
            wanted: delivery.wanted,
            // With two attempts behind it, another copy may still come.
            look_again: (delivery.attempts > 1).then(|| now + LAST_LOOK),
        })),
        Look::Later(wait) => {
            let due = wait.map_or(now + LOOK_RETRY, |wait| later(now, wait));
            unknown(due, delivery.looks, error)
        }
        Look::Impossible => AfterLook::Settle(loud(delivery, Settled::Parked { error })),
        Look::NotFound if delivery.looks == 0 => unknown(now + SECOND_LOOK, 1, error),
        Look::NotFound if !sent_again(&delivery.subject) => {
            let why = "not found after its outcome was unknown".to_owned();
            AfterLook::Settle(quiet(Settled::Skipped { why }))
        }
        Look::NotFound if delivery.attempts >= MOST_UNKNOWN => {
            AfterLook::Settle(loud(delivery, Settled::Parked { error }))
        }
        Look::NotFound => AfterLook::SendAgain,
    }
}

/// What becomes of a message that stands there, after the last look for a second copy.
#[must_use]
pub fn after_last_look(
    delivery: &Delivery,
    message: (ChannelId, MessageTs),
    look: &Look,
    now: DateTime<Utc>,
) -> Settled {
    let look_again = match look {
        Look::Later(wait) => Some(wait.map_or(now + LOOK_RETRY, |wait| later(now, wait))),
        Look::Found(..) | Look::NotFound | Look::Impossible => None,
    };
    let (channel, ts) = message;
    Settled::Sent {
        channel,
        ts,
        wanted: delivery.wanted,
        look_again,
    }
}

/// Whether one too many harms less than one too few.
fn sent_again(subject: &Subject) -> bool {
    match subject {
        Subject::Ask(_)
        | Subject::Results(..)
        | Subject::DigestHead(_)
        | Subject::DigestTable(..)
        | Subject::DigestReply(..)
        | Subject::TeamPart(..)
        | Subject::Review(_)
        | Subject::ReviewPart(..)
        | Subject::More(..)
        | Subject::Question(_)
        | Subject::Decision(..)
        | Subject::DigestLate(_)
        | Subject::SubscriberHead(..)
        | Subject::SubscriberTable(..) => true,
        Subject::ResultsReminder(..) | Subject::Reminder(..) | Subject::Notice(..) => false,
        // Edits are never looked for.
        Subject::AskEdit(_)
        | Subject::ResultsEdit(..)
        | Subject::DigestHeadEdit(_)
        | Subject::DigestTableEdit(..)
        | Subject::DigestReplyEdit(..)
        | Subject::TeamPartEdit(..)
        | Subject::QuestionEdit(_)
        | Subject::MoreEdit(..)
        | Subject::DigestLateEdit(_)
        | Subject::SubscriberHeadEdit(..)
        | Subject::SubscriberTableEdit(..) => true,
    }
}

fn quiet(settled: Settled) -> Verdict {
    Verdict {
        settled,
        notify: false,
    }
}

/// A notice about a notice would never end; and what a subscriber lacks stands in the leadership channel: a thousand
/// of them would be as many notices.
fn loud(delivery: &Delivery, settled: Settled) -> Verdict {
    let subject = &delivery.subject;
    Verdict {
        settled,
        notify: !matches!(subject, Subject::Notice(..)) && subject.subscriber().is_none(),
    }
}

/// Whole seconds, and never earlier than was asked for.
fn later(now: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(1));
    let due = now + wait.min(TimeDelta::days(1));
    if due.trunc_subsecs(0) == due {
        due
    } else {
        due.trunc_subsecs(0) + TimeDelta::seconds(1)
    }
}

#[cfg(test)]
mod tests;
