//! What a message is made of, before Slack: paragraphs, lists, figures, buttons. Text that a person typed is always a
//! span of its own and stays text; nothing here is markup.

mod line;
mod matter_press;

pub use line::{Line, Span, Style};
pub use matter_press::MatterPress;

use super::chart::{Chart, Table};
pub use super::fields::{
    About, BeginForm, CheckInForm, Field, Form, FormKey, FormPart, GatesForm, Input, MattersForm,
    OkrForm, ResultForm, TargetForm,
};
use crate::domain::id::{AskId, IterationId, TeamId};
use crate::domain::review::Section;

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
    /// Open the form of the iteration that an answer named.
    BeginNext(AskId),
    /// Open the form of a new iteration.
    NewIteration,
    /// Open the form of an iteration's result.
    TellIteration(IterationId),
    /// Open the form in which an iteration's gates are ticked.
    TickGates(IterationId),
    /// Open the form of the slice that follows an iteration, with everything copied.
    FollowIteration(IterationId),
    /// What `/okr` does with this text behind it: another page, a choice, a form.
    Okr(String),
    /// A part of the review of a period, and which page of it: `2026-11`, `2026-11 2`.
    Review(Section, String),
    /// Give the head of a week's digest as plain paragraphs; the week as it is written, like `2026-W47`.
    CopyDigest(String),
    /// Something about a request, a question or a decision.
    Matter(MatterPress),
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
            | Self::EnterValues(ask)
            | Self::BeginNext(ask) => Some(ask),
            Self::Target(_)
            | Self::NewIteration
            | Self::TellIteration(_)
            | Self::TickGates(_)
            | Self::FollowIteration(_)
            | Self::Matter(_)
            | Self::Okr(_)
            | Self::Review(..)
            | Self::CopyDigest(_) => None,
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
            | Self::EnterValues(ask)
            | Self::BeginNext(ask) => ask.as_str(),
            Self::Target(team) => team.as_str(),
            Self::NewIteration => "new",
            Self::TellIteration(iteration)
            | Self::TickGates(iteration)
            | Self::FollowIteration(iteration) => iteration.as_str(),
            Self::Okr(text) if text.is_empty() => "mine",
            Self::Okr(text) => text,
            Self::Review(_, period) => period,
            Self::CopyDigest(week) => week,
            Self::Matter(press) => press.value(),
        }
    }
}

/// What is asked before a press is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sure {
    /// The question.
    pub title: &'static str,
    /// What the press does.
    pub says: &'static str,
    /// To press.
    pub yes: &'static str,
    /// Not to.
    pub no: &'static str,
}

impl Press {
    /// What is asked before this press, where it cannot be taken back.
    #[must_use]
    pub fn sure(&self) -> Option<Sure> {
        match self {
            Self::Matter(press) => press.sure(),
            _ => None,
        }
    }
}
