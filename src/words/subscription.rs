//! The company's digest for whoever subscribes to it: what comes, when, how it ends, and what stands around it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::figures::{city_for, day_and_month};
use super::message::{Line, Message, Part, Style};

/// A moment, by whose clocks it is told, and where the reader lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: DateTime<Utc>,
    /// The workspace's zone.
    pub zone: Tz,
    /// The reader's.
    pub reader: Tz,
}

impl Moment {
    /// "Friday 20 November, 16:00", with the city for a reader elsewhere.
    pub(super) fn written(self) -> String {
        format!("{}, {}", self.day(), self.time())
    }

    fn day(self) -> String {
        let local = self.at.with_timezone(&self.zone);
        let month = day_and_month(local.date_naive());
        format!("{} {month}", self.weekday())
    }

    fn weekday(self) -> String {
        self.at.with_timezone(&self.zone).format("%A").to_string()
    }

    fn time(self) -> String {
        let local = self.at.with_timezone(&self.zone);
        format!(
            "{}{}",
            local.format("%H:%M"),
            city_for(self.zone, self.reader)
        )
    }
}

/// To somebody who has just subscribed; `next` is when leadership gets the next digest.
#[must_use]
pub fn subscribed(next: Moment) -> Message {
    Message {
        parts: vec![Part::Paragraph(vec![
            Line::plain(format!(
                "You are subscribed: from {} on, the company's digest comes to you as a direct message, each {} soon after {}.",
                next.day(),
                next.weekday(),
                next.time(),
            )),
            Line::plain(
                "It says where the time went against what was agreed, which results moved, and how each team's week was; notes, requests and private objectives are left out.",
            ),
            ends(),
        ])],
    }
}

/// To somebody who is subscribed already.
#[must_use]
pub fn already(next: Moment) -> Message {
    Message {
        parts: vec![Part::Paragraph(vec![
            Line::plain(format!(
                "You are subscribed already; the next digest comes to you soon after {}.",
                next.written()
            )),
            ends(),
        ])],
    }
}

/// To somebody whose subscription has just ended.
#[must_use]
pub fn unsubscribed() -> Message {
    let line = Line::plain("You are unsubscribed: the company's digest no longer comes to you. ")
        .with("/checkin subscribe", Style::Code)
        .and(" brings it back.");
    Message::line(line)
}

/// To somebody who wants to end what they do not have.
#[must_use]
pub fn not_subscribed() -> Message {
    let line = Line::plain("You are not subscribed to the company's digest; nothing changed. ")
        .with("/checkin subscribe", Style::Code)
        .and(" subscribes you.");
    Message::line(line)
}

/// Slack did not say whether somebody is a guest.
#[must_use]
pub fn not_known() -> Message {
    Message::line(
        "Slack did not say in time who you are, so nothing changed. Please try again in a minute.",
    )
}

/// The head as a subscriber reads it: without buttons, which are for those who can do something about a team, and
/// with the way out.
#[must_use]
pub fn head(digest: Message) -> Message {
    let parts = digest.parts.into_iter();
    let parts = parts.filter(|part| !matches!(part, Part::Buttons(_)));
    let why = Line::plain("You get this because you subscribed to it. ").followed_by(ends());
    Message {
        parts: parts.collect(),
    }
    .and(Part::Small(vec![why]))
}

/// Two lines of `/checkin help`.
#[must_use]
pub fn commands() -> Vec<Line> {
    vec![
        Line::default()
            .with("/checkin subscribe", Style::Code)
            .and(" sends you the company's digest each week as a direct message; ")
            .with("/checkin unsubscribe", Style::Code)
            .and(" ends it."),
        Line::default()
            .with("/checkin digest preview", Style::Code)
            .and(" shows leaders and admins the digest as it would be now."),
    ]
}

fn ends() -> Line {
    Line::default()
        .with("/checkin unsubscribe", Style::Code)
        .and(" ends it.")
}
