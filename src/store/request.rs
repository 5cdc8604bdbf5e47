//! Requests: made, edited and withdrawn by the transaction that records a check-in; settled once, by whoever is first.

use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_all;
use super::matters::ended;
use super::transaction::whole;
use super::value::{instant, maybe_text, parsed, text, week, word};
use super::{Result, Store};
use crate::domain::check_in::CheckIn;
use crate::domain::delivery::NewDelivery;
use crate::domain::id::{AskId, PersonId, RequestId, TeamId, WorkspaceId};
use crate::domain::matters::{Ended, Settling};
use crate::domain::request::{Change, Request, RequestEnd, Wanted, change};

impl Store {
    /// One request.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn request(
        &self,
        workspace: &WorkspaceId,
        request: &RequestId,
    ) -> Result<Option<Request>> {
        let row: Option<RequestRow> = sqlx::query_as(ONE)
            .bind(text(workspace.as_str()))
            .bind(text(request.as_str()))
            .fetch_optional(&self.reader)
            .await?;
        row.map(RequestRow::request).transpose()
    }

    /// The requests that an ask's answers made, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn requests_of_ask(
        &self,
        workspace: &WorkspaceId,
        ask: &AskId,
    ) -> Result<Vec<Request>> {
        let rows = sqlx::query_as(OF_ASK)
            .bind(text(workspace.as_str()))
            .bind(text(ask.as_str()))
            .fetch_all(&self.reader)
            .await?;
        requests_in_order(rows)
    }

    /// Ends an open request; whoever is first ends it, and `edits` are enqueued with it. Where `reads` says how it was
    /// read, it is ended only as long as it reads so.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_request(
        &self,
        workspace: &WorkspaceId,
        (request, reads): (&RequestId, Option<&str>),
        end: &Ended<RequestEnd>,
        edits: &[NewDelivery],
    ) -> Result<Settling<Request>> {
        whole!(self, tx => end_open(tx, workspace, (request, reads), end, edits))
    }

    /// Gives an open request to another leader.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hand_over(
        &self,
        workspace: &WorkspaceId,
        request: &RequestId,
        owner: &PersonId,
        edits: &[NewDelivery],
    ) -> Result<Settling<Request>> {
        whole!(self, tx => give(tx, workspace, request, owner, edits))
    }
}

const ONE: &str = "SELECT * FROM request WHERE workspace = $1 AND request = $2";
const OF_ASK: &str = "SELECT * FROM request WHERE workspace = $1 AND ask = $2";

/// Makes the requests of an ask say what its answer says; whether anything changed.
pub(super) async fn want(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    check_in: &CheckIn,
    wanted: &Wanted,
) -> Result<bool> {
    let wanted = &storable(wanted);
    let before = sqlx::query_as(OF_ASK)
        .bind(text(workspace.as_str()))
        .bind(text(check_in.ask.as_str()))
        .fetch_all(&mut *tx)
        .await?;
    match change(&check_in.ask, &requests_in_order(before)?, wanted) {
        Change::None => return Ok(false),
        Change::Make(id) => make(tx, workspace, &id, check_in, &bound(wanted)).await?,
        Change::Edit(id) => edit(tx, workspace, &id, &bound(wanted)).await?,
        Change::Withdraw(id) => {
            let end = Ended {
                how: RequestEnd::Withdrawn,
                by: check_in.person.clone(),
                at: check_in.sent,
            };
            write_end(tx, workspace, &id, &end).await?;
        }
    }
    Ok(true)
}

/// As the database will give it back.
fn storable(wanted: &Wanted) -> Wanted {
    match wanted {
        Wanted::Nothing => Wanted::Nothing,
        Wanted::This {
            what,
            owner,
            needed_by,
        } => Wanted::This {
            what: text(what),
            owner: owner.clone(),
            needed_by: *needed_by,
        },
    }
}

/// What is needed, from whom and by when, as it is bound.
type Bound = (String, Option<String>, Option<String>);

fn bound(wanted: &Wanted) -> Bound {
    match wanted {
        // Nothing is never made, nor edited into something.
        Wanted::Nothing => Bound::default(),
        Wanted::This {
            what,
            owner,
            needed_by,
        } => (
            text(what),
            maybe_text(owner.as_ref().map(PersonId::as_str)),
            needed_by.map(|day| day.to_string()),
        ),
    }
}

async fn make(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &RequestId,
    check_in: &CheckIn,
    (what, owner, needed_by): &Bound,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO request (workspace, request, ask, week, team, person, what, owner, needed_by, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (workspace, request) DO NOTHING",
    )
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .bind(text(check_in.ask.as_str()))
    .bind(check_in.week.to_string())
    .bind(text(check_in.team.as_str()))
    .bind(text(check_in.person.as_str()))
    .bind(what.clone())
    .bind(owner.clone())
    .bind(needed_by.clone())
    .bind(check_in.sent.timestamp())
    .execute(tx)
    .await?;
    Ok(())
}

/// An edited request keeps its age: it is the same need in other words.
async fn edit(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &RequestId,
    (what, owner, needed_by): &Bound,
) -> Result<()> {
    sqlx::query(
        "UPDATE request SET what = $1, owner = $2, needed_by = $3, outcome = NULL, reply = NULL,
             ended_by = NULL, ended = NULL
         WHERE workspace = $4 AND request = $5",
    )
    .bind(what.clone())
    .bind(owner.clone())
    .bind(needed_by.clone())
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

/// A request that is open, or what there is to say of it.
async fn open(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &RequestId,
) -> Result<std::result::Result<Request, Settling<Request>>> {
    let row: Option<RequestRow> = sqlx::query_as(ONE)
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .fetch_optional(tx)
        .await?;
    Ok(match row.map(RequestRow::request).transpose()? {
        None => Err(Settling::Gone),
        Some(known) if known.ended.is_some() => Err(Settling::Already(known)),
        Some(known) => Ok(known),
    })
}

async fn end_open(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    (id, reads): (&RequestId, Option<&str>),
    end: &Ended<RequestEnd>,
    edits: &[NewDelivery],
) -> Result<Settling<Request>> {
    let known = match open(tx, workspace, id).await? {
        Ok(known) => known,
        Err(settled) => return Ok(settled),
    };
    if reads.is_some_and(|reads| reads != known.reads()) {
        return Ok(Settling::Changed(known));
    }
    write_end(tx, workspace, id, end).await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Settling::Done(Request {
        ended: Some(end.clone()),
        ..known
    }))
}

async fn write_end(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &RequestId,
    end: &Ended<RequestEnd>,
) -> Result<()> {
    sqlx::query(
        "UPDATE request SET outcome = $1, reply = $2, ended_by = $3, ended = $4
         WHERE workspace = $5 AND request = $6",
    )
    .bind(end.how.word().to_owned())
    .bind(maybe_text(end.how.reply()))
    .bind(text(end.by.as_str()))
    .bind(end.at.timestamp())
    .bind(text(workspace.as_str()))
    .bind(text(id.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

async fn give(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    id: &RequestId,
    owner: &PersonId,
    edits: &[NewDelivery],
) -> Result<Settling<Request>> {
    let known = match open(tx, workspace, id).await? {
        Ok(known) => known,
        Err(settled) => return Ok(settled),
    };
    let given = Request {
        owner: Some(owner.clone()),
        ..known.clone()
    };
    if known.owner.as_ref() == Some(owner) {
        return Ok(Settling::Done(given));
    }
    sqlx::query("UPDATE request SET owner = $1 WHERE workspace = $2 AND request = $3")
        .bind(text(owner.as_str()))
        .bind(text(workspace.as_str()))
        .bind(text(id.as_str()))
        .execute(&mut *tx)
        .await?;
    enqueue_all(tx, workspace, edits).await?;
    Ok(Settling::Done(given))
}

/// The oldest first; of one ask's the first first.
pub(super) fn requests_in_order(rows: Vec<RequestRow>) -> Result<Vec<Request>> {
    let mut requests: Vec<Request> = rows
        .into_iter()
        .map(RequestRow::request)
        .collect::<Result<_>>()?;
    let length = |it: &Request| it.id.as_str().len();
    requests.sort_by(|a, b| (a.made, length(a), &a.id).cmp(&(b.made, length(b), &b.id)));
    Ok(requests)
}

#[derive(FromRow)]
pub(super) struct RequestRow {
    request: String,
    ask: String,
    week: String,
    team: String,
    person: String,
    what: String,
    owner: Option<String>,
    needed_by: Option<String>,
    made: i64,
    outcome: Option<String>,
    reply: Option<String>,
    ended_by: Option<String>,
    ended: Option<i64>,
}

impl RequestRow {
    fn request(self) -> Result<Request> {
        let how = self
            .outcome
            .map(|outcome| word(RequestEnd::read(&outcome, self.reply), "request.outcome"));
        let needed_by = self
            .needed_by
            .map(|day| parsed(&day, "request.needed_by"))
            .transpose()?;
        Ok(Request {
            id: RequestId::new(self.request),
            ask: AskId::new(self.ask),
            week: week(&self.week, "request.week")?,
            team: TeamId::new(self.team),
            by: PersonId::new(self.person),
            what: self.what,
            owner: self.owner.map(PersonId::new),
            needed_by,
            made: instant(self.made, "request.made")?,
            ended: ended(how.transpose()?, self.ended_by, self.ended, "request.ended")?,
        })
    }
}
