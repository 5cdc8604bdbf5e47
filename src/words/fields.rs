//! What a form is made of, before Slack: text to read and fields to fill, and what the form is about.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};

use super::message::Part;
use crate::domain::id::{AskId, CategoryId, IterationId, TeamId};
use crate::domain::iteration::{Gate, draft, result};
use crate::domain::matters_form;
pub use crate::domain::matters_form::MattersForm;
use crate::domain::meanwhile::Seen;
use crate::domain::okr;
pub use crate::domain::okr::form::OkrForm;
use crate::domain::submission;
use crate::domain::target::agreement;
use crate::domain::week::Quarter;

/// A form or a page, shown over the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// At most 24 characters.
    pub title: String,
    /// What it is about; none for a page that only says something.
    pub about: Option<FormKey>,
    /// What the button that sends it says; none for a page.
    pub submit: Option<String>,
    /// What the button that closes it says.
    pub close: String,
    /// From top to bottom.
    pub parts: Vec<FormPart>,
}

/// What a submitted form is about, and when it was opened: travels with the form through Slack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    /// Which form of what.
    pub about: About,
    /// When it was opened, in Unix seconds.
    pub opened: i64,
}

impl FormKey {
    /// The day on which it was opened, near enough to know the year.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        let opened = DateTime::from_timestamp(self.opened, 0).unwrap_or_default();
        opened.date_naive()
    }
}

/// What a form is about. Each kind has its own callback id, and its fields in a [`Field`] of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A check-in.
    CheckIn(CheckInForm),
    /// What a team agrees.
    Target(TargetForm),
    /// A new iteration.
    Begin(BeginForm),
    /// What came of an iteration.
    Result(ResultForm),
    /// The gates of an iteration at scale.
    Gates(GatesForm),
    /// A key result, an objective, a reading.
    Okr(OkrForm),
    /// A request, a question, a decision.
    Matters(MattersForm),
}

/// A form that answers an ask.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CheckInForm {
    /// The ask.
    pub ask: AskId,
    /// Which page it is, from 0 on, where there is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The category that took what was left when the form was opened: an import may choose another meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<CategoryId>,
    /// What it has seen of what others may change while it is open.
    #[serde(default, skip_serializing_if = "Seen::is_empty")]
    pub seen: Seen,
}

/// A form in which a team's target is agreed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TargetForm {
    /// Whose.
    pub team: TeamId,
    /// The state of the team's agreements that the form shows.
    pub version: usize,
    /// The quarter that its fields were filled for, once one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<Quarter>,
    /// The fields that were filled anew, and how often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anew: Vec<(agreement::Field, u32)>,
}

/// A form that begins an iteration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BeginForm {
    /// The id that it gets, so that a form sent twice begins one.
    pub iteration: IterationId,
    /// The slice that it follows.
    pub follows: Option<IterationId>,
    /// How many followed that slice when the form was opened, so that two who begin the next one are told.
    #[serde(default)]
    pub followers: u32,
}

/// A form that tells what came of an iteration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ResultForm {
    /// Of which.
    pub iteration: IterationId,
    /// How often it had been told when the form was opened, so that two who tell it at once are told.
    #[serde(default)]
    pub version: i64,
}

/// A form in which the gates of an iteration are ticked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GatesForm {
    /// Of which.
    pub iteration: IterationId,
    /// Those that stood ticked when the form was opened, so that two who tick at once take nothing from each other.
    pub shown: BTreeSet<Gate>,
}

/// A field: of which kind of form, and which of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A field of the check-in.
    CheckIn(submission::Field),
    /// A field of what a team agrees.
    Target(agreement::Field),
    /// A field of a new iteration; its gates are ticked in a form of their own too.
    Begin(draft::Field),
    /// A field of a result.
    Result(result::Field),
    /// A field of a form of `/okr`.
    Okr(okr::form::Field),
    /// A field of a form about a request, a question or a decision.
    Matters(matters_form::Field),
}

impl Field {
    /// So many characters may be typed into it, where it takes text.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self {
            Self::Matters(_) => matters_form::LONGEST,
            Self::Begin(draft::Field::Feature | draft::Field::Title | draft::Field::Metric) => {
                draft::LONGEST_NAME
            }
            Self::Begin(_) | Self::Result(_) => draft::LONGEST_SENTENCE,
            Self::Okr(field) => field.longest(),
            Self::CheckIn(submission::Field::Result(..)) => draft::LONGEST_SENTENCE,
            Self::CheckIn(_) | Self::Target(_) => submission::LONGEST_TEXT,
        }
    }

    /// Whether what is chosen in it is told at once, before the form is sent.
    #[must_use]
    pub fn acts(&self) -> bool {
        *self == Self::Target(agreement::Field::Quarter)
    }
}

impl From<matters_form::Field> for Field {
    fn from(field: matters_form::Field) -> Self {
        Self::Matters(field)
    }
}

impl From<okr::form::Field> for Field {
    fn from(field: okr::form::Field) -> Self {
        Self::Okr(field)
    }
}

impl From<agreement::Field> for Field {
    fn from(field: agreement::Field) -> Self {
        Self::Target(field)
    }
}

impl From<submission::Field> for Field {
    fn from(field: submission::Field) -> Self {
        Self::CheckIn(field)
    }
}

impl From<draft::Field> for Field {
    fn from(field: draft::Field) -> Self {
        Self::Begin(field)
    }
}

impl From<result::Field> for Field {
    fn from(field: result::Field) -> Self {
        Self::Result(field)
    }
}

/// One part of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum FormPart {
    /// Something to read.
    Text(Part),
    /// A heading.
    Heading(String),
    /// A whole number.
    Number(Input),
    /// A number as people write it, with signs and separators; checked by us.
    Value(Input),
    /// A choice among a few: value and text.
    Choice(Input, Vec<(String, String)>),
    /// Any of a few, ten at most: value and text. What stands in it are the values with commas between.
    Several(Input, Vec<(String, String)>),
    /// One of Slack's users; what stands in it is an id.
    Person(Input),
    /// A day; what stands in it is written 2026-12-12.
    Day(Input),
    /// Free text over several lines, as long as its field takes.
    FreeText(Input),
}

/// What all inputs have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Which field.
    pub field: Field,
    /// Above it.
    pub label: String,
    /// Below it.
    pub hint: Option<String>,
    /// What stands in it already.
    pub initial: Option<String>,
    /// May be left empty.
    pub optional: bool,
}
