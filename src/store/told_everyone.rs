//! What the subscribers' messages of a week say, and which of them say something older.
//!
//! An answer may come while a thousand messages stand, so that their edits are not written with it: a version is
//! kept for each page, and the messages behind it are edited a few at a time, the longest behind first.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AnyConnection, FromRow};

use super::ledger::enqueue_at;
use super::transaction::whole;
use super::value::{count, instant, maybe_instant, text, word};
use super::{Result, Store};
use crate::domain::delivery::{NewDelivery, State, Subject};
use crate::domain::id::WorkspaceId;
use crate::domain::week::Week;

/// One page of what the subscribers of a week are told; page 0 is the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPage {
    /// Which page.
    pub page: u32,
    /// What tells its text from another.
    pub print: String,
    /// How often the text has changed since the posts were written down.
    pub version: u32,
    /// When it did.
    pub changed: DateTime<Utc>,
    /// The version that every message has.
    pub reached: u32,
    /// How often leadership's head was to be changed when this was last compared with it.
    pub seen: u32,
}

/// How far the subscribers' messages of a week are behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    /// The posts that say something older than they could, each with the version that it is to say; the longest
    /// behind first.
    pub posts: Vec<(Subject, u32)>,
    /// How many edits of such posts are on their way.
    pub edits: usize,
    /// When the last edit of a subscriber's message was due, or is.
    pub last_due: Option<DateTime<Utc>>,
    /// How many posts are on their way: what they will say is not known yet.
    pub sending: usize,
}

/// A post that began so soon after a change may have been put into words before it.
const LAG: TimeDelta = TimeDelta::seconds(5);

impl Store {
    /// The pages that a week's subscribers are told, the head first; none where nobody was subscribed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn told_everyone(
        &self,
        workspace: &WorkspaceId,
        week: Week,
    ) -> Result<Vec<ToldPage>> {
        let rows: Vec<PageRow> = sqlx::query_as(
            "SELECT page, print, version, changed, reached, seen FROM told_everyone
             WHERE workspace = $1 AND week = $2 ORDER BY page",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .fetch_all(&self.reader)
        .await?;
        rows.into_iter().map(PageRow::page).collect()
    }

    /// Notes what a week's subscribers are about to be told, by page; what was noted before the digest is forgotten.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_telling(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        prints: &[String],
        now: DateTime<Utc>,
    ) -> Result<()> {
        whole!(self, tx => begin(tx, workspace, week, prints, now))
    }

    /// Notes that pages say something else now, and which state of leadership's head that was compared with.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn tell_anew(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        changed: &[(u32, String)],
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<()> {
        whole!(self, tx => anew(tx, workspace, week, changed, seen, now))
    }

    /// The subscribers' messages of a week that are behind its pages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn behind(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        pages: &[ToldPage],
    ) -> Result<Behind> {
        let rows: Vec<PostRow> = sqlx::query_as(POSTS)
            .bind(text(workspace.as_str()))
            .bind(format!("subscriber:{week}:"))
            .bind(format!("subscriber-table:{week}:"))
            .fetch_all(&self.reader)
            .await?;
        let (mut posts, mut behind) = (Vec::new(), Behind::default());
        for row in rows {
            let state = |of: &str| word(State::from_word(of), "delivery.state");
            let edit = row.edit_state.as_deref().map(state).transpose()?;
            behind.edits += usize::from(matches!(edit, Some(State::Pending | State::Sending)));
            let due = maybe_instant(row.edit_due, "delivery.due")?;
            behind.last_due = behind.last_due.max(due);
            if state(&row.state)? != State::Sent {
                behind.sending += 1;
                continue;
            }
            let post = word(Subject::from_key(&row.key), "delivery.key")?;
            let page = match &post {
                Subject::SubscriberTable(_, _, page) => *page,
                _ => 0,
            };
            let Some(page) = pages.iter().find(|it| it.page == page) else {
                continue;
            };
            let attempted = maybe_instant(row.attempted, "delivery.attempted")?;
            let edited = count(row.edit_wanted.unwrap_or(0), "delivery.wanted")?;
            let fresh = attempted.is_some_and(|at| at > page.changed + LAG);
            if edited < page.version && !fresh {
                posts.push((edited, (post, page.version)));
            }
        }
        posts.sort_by_key(|(edited, _)| *edited);
        behind.posts = posts.into_iter().map(|(_, post)| post).collect();
        Ok(behind)
    }

    /// How many messages to a week's subscribers stand in Slack.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn posts_to_subscribers(&self, workspace: &WorkspaceId, week: Week) -> Result<usize> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT key FROM delivery WHERE workspace = $1 AND state = 'sent'
                 AND (SUBSTR(key, 1, 20) = $2 OR SUBSTR(key, 1, 26) = $3)",
        )
        .bind(text(workspace.as_str()))
        .bind(format!("subscriber:{week}:"))
        .bind(format!("subscriber-table:{week}:"))
        .fetch_all(&self.reader)
        .await?;
        Ok(rows.len())
    }

    /// Enqueues edits of messages that are behind, each with the version that it is to reach.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn catch_up(
        &self,
        workspace: &WorkspaceId,
        edits: &[(NewDelivery, u32)],
    ) -> Result<()> {
        whole!(self, tx => enqueue_at(tx, workspace, edits))
    }

    /// Notes that nobody is behind these pages.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn all_caught_up(
        &self,
        workspace: &WorkspaceId,
        week: Week,
        pages: &[ToldPage],
    ) -> Result<()> {
        whole!(self, tx => reached(tx, workspace, week, pages))
    }
}

/// The posts that stand or are on their way, each with its edit. One that waits will say what is true then.
const POSTS: &str =
    "SELECT p.key, p.state, p.attempted, e.wanted AS edit_wanted, e.state AS edit_state,
         e.due AS edit_due
     FROM delivery p
     LEFT JOIN delivery e ON e.workspace = p.workspace
         AND e.key = CASE WHEN SUBSTR(p.key, 1, 11) = 'subscriber:'
             THEN 'subscriber-edit:' || SUBSTR(p.key, 12)
             ELSE 'subscriber-table-edit:' || SUBSTR(p.key, 18) END
     WHERE p.workspace = $1 AND p.state IN ('sent', 'sending', 'unknown')
         AND (SUBSTR(p.key, 1, 20) = $2 OR SUBSTR(p.key, 1, 26) = $3)
     ORDER BY p.delivery";

async fn begin(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    prints: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    let digested: Option<(Option<i64>,)> =
        sqlx::query_as("SELECT digested FROM round WHERE workspace = $1 AND week = $2")
            .bind(text(workspace.as_str()))
            .bind(week.to_string())
            .fetch_optional(&mut *tx)
            .await?;
    if digested.is_some_and(|(digested,)| digested.is_some()) {
        return Ok(());
    }
    sqlx::query("DELETE FROM told_everyone WHERE workspace = $1 AND week = $2")
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .execute(&mut *tx)
        .await?;
    for (page, print) in (0_i64..).zip(prints) {
        sqlx::query(
            "INSERT INTO told_everyone (workspace, week, page, print, version, changed, reached, seen)
             VALUES ($1, $2, $3, $4, 0, $5, 0, 0)",
        )
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(page)
        .bind(text(print))
        .bind(now.timestamp())
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn anew(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    changed: &[(u32, String)],
    seen: u32,
    now: DateTime<Utc>,
) -> Result<()> {
    for (page, print) in changed {
        // Two instances that compare at once see the same change: it counts once.
        sqlx::query(
            "UPDATE told_everyone SET print = $1, version = version + 1, changed = $2
             WHERE workspace = $3 AND week = $4 AND page = $5 AND print <> $1",
        )
        .bind(text(print))
        .bind(now.timestamp())
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(i64::from(*page))
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query("UPDATE told_everyone SET seen = $1 WHERE workspace = $2 AND week = $3")
        .bind(i64::from(seen))
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

async fn reached(
    tx: &mut AnyConnection,
    workspace: &WorkspaceId,
    week: Week,
    pages: &[ToldPage],
) -> Result<()> {
    for page in pages {
        sqlx::query(
            "UPDATE told_everyone SET reached = $1
             WHERE workspace = $2 AND week = $3 AND page = $4 AND reached < $1",
        )
        .bind(i64::from(page.version))
        .bind(text(workspace.as_str()))
        .bind(week.to_string())
        .bind(i64::from(page.page))
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

#[derive(FromRow)]
struct PageRow {
    page: i64,
    print: String,
    version: i64,
    changed: i64,
    reached: i64,
    seen: i64,
}

impl PageRow {
    fn page(self) -> Result<ToldPage> {
        Ok(ToldPage {
            page: count(self.page, "told_everyone.page")?,
            print: self.print,
            version: count(self.version, "told_everyone.version")?,
            changed: instant(self.changed, "told_everyone.changed")?,
            reached: count(self.reached, "told_everyone.reached")?,
            seen: count(self.seen, "told_everyone.seen")?,
        })
    }
}

#[derive(FromRow)]
struct PostRow {
    key: String,
    state: String,
    attempted: Option<i64>,
    edit_wanted: Option<i64>,
    edit_state: Option<String>,
    edit_due: Option<i64>,
}
