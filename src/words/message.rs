//! What a message or a form is made of, before Slack: paragraphs, buttons, fields. Text that a person typed is
//! always a span of its own and stays text; nothing here is markup.

mod line;

pub use line::{Line, Span, Style};

use super::chart::{Chart, Table};
use crate::domain::id::{AskId, CategoryId, IterationId, TeamId};
use crate::domain::iteration::{draft, result};
use crate::domain::okr;
pub use crate::domain::okr::form::OkrForm;
use crate::domain::submission;
use crate::domain::target::agreement;

/// One part of a message or a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Lines that belong together.
    Paragraph(Vec<Line>),
    /// A list of lines, each behind a bullet.
    Bullets(Vec<Line>),
    /// Lines set apart as a quotation.
    Quote(Vec<Line>),
    /// Small print.
    Small(Vec<Line>),
    /// A rule across.
    Divider,
    /// Numbers, drawn where Slack can draw them.
    Chart(Chart),
    /// Rows under headings, as a table where Slack has tables.
    Table(Table),
    /// Buttons in a row; said in the text as nothing, since a reader without blocks has no buttons.
    Buttons(Vec<Button>),
}

/// A message, whole: its blocks and the text that says the same both come from the parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// From top to bottom.
    pub parts: Vec<Part>,
}

impl Message {
    /// A message of one line.
    pub fn line(line: impl Into<Line>) -> Self {
        Self {
            parts: vec![Part::Paragraph(vec![line.into()])],
        }
    }

    /// With a part behind it.
    #[must_use]
    pub fn and(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// All that the message says, as plain lines: for notifications, screen readers and transcripts.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for part in &self.parts {
            match part {
                Part::Paragraph(block) | Part::Small(block) => {
                    lines.extend(block.iter().map(Line::text));
                }
                Part::Bullets(block) => {
                    lines.extend(block.iter().map(|line| format!("• {}", line.text())));
                }
                Part::Quote(block) => {
                    lines.extend(block.iter().map(|line| format!("> {}", line.text())));
                }
                Part::Chart(chart) => lines.extend(chart.lines().iter().map(Line::text)),
                Part::Table(table) => lines.extend(table.lines().iter().map(Line::text)),
                Part::Divider | Part::Buttons(_) => {}
            }
        }
        lines.join("\n")
    }

    /// Whether it holds what a workspace may refuse.
    #[must_use]
    pub fn has_figures(&self) -> bool {
        let figure = |part: &Part| matches!(part, Part::Chart(_) | Part::Table(_));
        self.parts.iter().any(figure)
    }
}

/// A button and what pressing it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says: at most 75 characters.
    pub label: String,
    /// What pressing it does.
    pub press: Press,
    /// Stands out as the usual next step.
    pub primary: bool,
}

/// What a press means. Action ids and values are made of it, and read back into it, in `slack/ids.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// Open the form of an ask; also behind *Edit*.
    CheckIn(AskId),
    /// Open the form at its free texts.
    AddSentence(AskId),
    /// Record last week's split again.
    SameSplit(AskId),
    /// Away this week.
    Away(AskId),
    /// Not away after all.
    BackAgain(AskId),
    /// After a repeated split: every key result was measured and stands where it stood.
    MeasuredUnchanged(AskId),
    /// After a repeated split: nothing was measured.
    NotMeasured(AskId),
    /// After a repeated split: open the form at its key results.
    EnterValues(AskId),
    /// Open what a team agreed.
    Target(TeamId),
    /// Open the form of a new iteration.
    NewIteration,
    /// Open the form of an iteration's result.
    TellIteration(IterationId),
    /// Open the form of the slice that follows an iteration, with everything copied.
    FollowIteration(IterationId),
    /// What `/okr` does with this text behind it: another page, a choice, a form.
    Okr(String),
}

impl Press {
    /// The ask that the press is about, if it is about one.
    #[must_use]
    pub fn ask(&self) -> Option<&AskId> {
        match self {
            Self::CheckIn(ask)
            | Self::AddSentence(ask)
            | Self::SameSplit(ask)
            | Self::Away(ask)
            | Self::BackAgain(ask)
            | Self::MeasuredUnchanged(ask)
            | Self::NotMeasured(ask)
            | Self::EnterValues(ask) => Some(ask),
            Self::Target(_)
            | Self::NewIteration
            | Self::TellIteration(_)
            | Self::FollowIteration(_)
            | Self::Okr(_) => None,
        }
    }

    /// What the press is about, as its button carries it; never empty.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::CheckIn(ask)
            | Self::AddSentence(ask)
            | Self::SameSplit(ask)
            | Self::Away(ask)
            | Self::BackAgain(ask)
            | Self::MeasuredUnchanged(ask)
            | Self::NotMeasured(ask)
            | Self::EnterValues(ask) => ask.as_str(),
            Self::Target(team) => team.as_str(),
            Self::NewIteration => "new",
            Self::TellIteration(iteration) | Self::FollowIteration(iteration) => iteration.as_str(),
            Self::Okr(text) if text.is_empty() => "mine",
            Self::Okr(text) => text,
        }
    }
}

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
    /// A key result, an objective, a reading.
    Okr(OkrForm),
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
}

/// A form in which a team's target is agreed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TargetForm {
    /// Whose.
    pub team: TeamId,
    /// The state of the team's agreements that the form shows.
    pub version: usize,
}

/// A form that begins an iteration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BeginForm {
    /// The id that it gets, so that a form sent twice begins one.
    pub iteration: IterationId,
    /// The slice that it follows.
    pub follows: Option<IterationId>,
}

/// A form that tells what came of an iteration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ResultForm {
    /// Of which.
    pub iteration: IterationId,
}

/// A field: of which kind of form, and which of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A field of the check-in.
    CheckIn(submission::Field),
    /// A field of what a team agrees.
    Target(agreement::Field),
    /// A field of a new iteration.
    Begin(draft::Field),
    /// A field of a result.
    Result(result::Field),
    /// A field of a form of `/okr`.
    Okr(okr::form::Field),
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
    /// Free text over several lines, 3,000 characters at most.
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
