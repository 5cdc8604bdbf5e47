//! Questions: asked once, answered by the transaction that records a check-in or by itself, withdrawn by a leader.

use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::matters::ended;
use super::transaction::whole;
use super::value::{instant, maybe_text, text, week, word};
use super::{Result, Store};
use crate::domain::check_in::CheckIn;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{AskId, PersonId, QuestionId, TeamId, WorkspaceId};
use crate::domain::matters::{Ended, Settling};
use crate::domain::question::{Answer, Change, Question, QuestionEnd};

/// What became of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// It is asked.
    Now,
    /// This very one was asked before.
    Already,
    /// Another one says the same.
    Same(Question),
}

impl Store {
    /// One question.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn question(
        &self,
        workspace: &WorkspaceId,
        question: &QuestionId,
    ) -> Result<Option<Question>> {
        let row: Option<QuestionRow> = sqlx::query_as(ONE)
            .bind(text(workspace.as_str()))
            .bind(text(question.as_str()))
            .fetch_optional(&self.reader)
            .await?;
        row.map(QuestionRow::question).transpose()
    }

    /// Keeps a question that was asked, and enqueues what it leads to; false, and nothing, where it is kept already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn ask_question(
        &self,
        workspace: &WorkspaceId,
        question: &Question,
        deliveries: &[NewDelivery],
    ) -> Result<Asked> {
        whole!(self, tx => ask(tx, workspace, question, deliveries))
    }

    /// Ends an open question; whoever is first ends it, and `edits` are enqueued with it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_question(
        &self,
        workspace: &WorkspaceId,
        question: &QuestionId,
        end: &Ended<QuestionEnd>,
        edits: &[NewDelivery],
    ) -> Result<Settling<Question>> {
        whole!(self, tx => end_open(tx, workspace, question, end, edits))
    }
}

/// The same words to the same team below the same digest, as long as they are open.
const SAME: &str =
    "SELECT * FROM question WHERE workspace = $1 AND team = $2 AND week = $3 AND body = $4
     AND question <> $5 AND outcome IS NULL ORDER BY asked LIMIT 1";
const ONE: &str = "SELECT * FROM question WHERE workspace = $1 AND question = $2";

async fn ask(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    it: &Question,
    deliveries: &[NewDelivery],
) -> Result<Asked> {
    let same: Option<QuestionRow> = sqlx::query_as(SAME)
        .bind(text(workspace.as_str()))
        .bind(text(it.team.as_str()))
        .bind(it.week.to_string())
        .bind(text(&it.text))
        .bind(text(it.id.as_str()))
        .fetch_optional(&mut *tx)
        .await?;
    if let Some(same) = same {
        return Ok(Asked::Same(same.question()?));
    }
    let asked = sqlx::query(
        "INSERT INTO question (workspace, question, week, team, person, body, asked)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace, question) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(it.id.as_str()))
    .bind(it.week.to_string())
    .bind(text(it.team.as_str()))
    .bind(text(it.by.as_str()))
    .bind(text(&it.text))
    .bind(it.asked.timestamp())
    .execute(&mut *tx)
    .await?;
    if asked.rows_affected() == 0 {
        return Ok(Asked::Already);
    }
    enqueue_all(tx, workspace, deliveries).await?;
    Ok(Asked::Now)
}

/// Makes questions of a check-in's team say what the check-in answered them; whether anything changed.
pub(super) async fn answer(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    check_in: &CheckIn,
    answers: &[(QuestionId, Option<String>)],
) -> Result<bool> {
    let mut changed = false;
    for (id, said) in answers {
        let known = one(tx, workspace, id).await?;
        let Some(known) = known.filter(|known| known.team == check_in.team) else {
            continue;
        };
        let said = maybe_text(said.as_ref());
        let end = match (known.change(&check_in.ask, said.as_deref()), said) {
            (Change::Answer, Some(said)) => Some(Ended {
                how: QuestionEnd::Answered(Answer {
                    text: said,
                    week: check_in.week,
                    ask: Some(check_in.ask.clone()),
                }),
                by: check_in.person.clone(),
                at: check_in.sent,
            }),
            (Change::TakeBack, _) => None,
            (Change::None | Change::Answer, _) => continue,
        };
        write_end(tx, workspace, id, end.as_ref()).await?;
        changed = true;
    }
    Ok(changed)
}

async fn one(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &QuestionId,
) -> Result<Option<Question>> {
    let row: Option<QuestionRow> = sqlx::query_as(ONE)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .fetch_optional(tx)
        .await?;
    row.map(QuestionRow::question).transpose()
}

async fn end_open(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &QuestionId,
    end: &Ended<QuestionEnd>,
    edits: &[NewDelivery],
) -> Result<Settling<Question>> {
    let Some(known) = one(tx, workspace, id).await? else {
        return Ok(Settling::Gone);
    };
    if known.ended.is_some() {
        return Ok(Settling::Already(known));
    }
    write_end(tx, workspace, id, Some(end)).await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Settling::Done(Question {
        ended: Some(end.clone()),
        ..known
    }))
}

async fn write_end(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &QuestionId,
    end: Option<&Ended<QuestionEnd>>,
) -> Result<()> {
    let answer = end.and_then(|end| match &end.how {
        QuestionEnd::Answered(answer) => Some(answer),
        QuestionEnd::Withdrawn => None,
    });
    let outcome = end.map(|end| match end.how {
        QuestionEnd::Answered(_) => "answered",
        QuestionEnd::Withdrawn => "withdrawn",
    });
    let reply_ask = answer.and_then(|answer| answer.ask.as_ref());
    sqlx::query(
        "UPDATE question SET outcome = $1, reply = $2, reply_week = $3, reply_ask = $4,
             ended_by = $5, ended = $6
         WHERE workspace = $7 AND question = $8",
    )
    .bind(outcome.map(str::to_owned))
    .bind(maybe_text(answer.map(|answer| &answer.text)))
    .bind(answer.map(|answer| answer.week.to_string()))
    .bind(maybe_text(reply_ask.map(AskId::as_str)))
    .bind(maybe_text(end.map(|end| end.by.as_str())))
    .bind(end.map(|end| end.at.timestamp()))
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

/// The oldest first.
pub(super) fn questions_in_order(rows: Vec<QuestionRow>) -> Result<Vec<Question>> {
    let mut questions: Vec<Question> = rows
        .into_iter()
        .map(QuestionRow::question)
        .collect::<Result<_>>()?;
    questions.sort_by(|a, b| (a.asked, &a.id).cmp(&(b.asked, &b.id)));
    Ok(questions)
}

#[derive(FromRow)]
pub(super) struct QuestionRow {
    question: String,
    week: String,
    team: String,
    person: String,
    body: String,
    asked: i64,
    outcome: Option<String>,
    reply: Option<String>,
    reply_week: Option<String>,
    reply_ask: Option<String>,
    ended_by: Option<String>,
    ended: Option<i64>,
}

impl QuestionRow {
    fn question(self) -> Result<Question> {
        let how = match (self.outcome.as_deref(), self.reply, self.reply_week) {
            (None, _, _) => None,
            (Some("withdrawn"), _, _) => Some(QuestionEnd::Withdrawn),
            (Some("answered"), Some(reply), Some(of)) => Some(QuestionEnd::Answered(Answer {
                text: reply,
                week: week(&of, "question.reply_week")?,
                ask: self.reply_ask.map(AskId::new),
            })),
            _ => return word(None, "question.outcome"),
        };
        Ok(Question {
            id: QuestionId::new(self.question),
            week: week(&self.week, "question.week")?,
            team: TeamId::new(self.team),
            by: PersonId::new(self.person),
            text: self.body,
            asked: instant(self.asked, "question.asked")?,
            ended: ended(how, self.ended_by, self.ended, "question.ended")?,
        })
    }
}
