//! The company's digest for those who subscribed: the head as a direct message, the teams as pages in its thread, and
//! both edited in place when leadership's digest is.
//!
//! Leadership's head comes first. What subscribers read is the same for all of them, so that it is put into words
//! once; and their edits are enqueued a few at a time, because many hundred would keep a receipt waiting that somebody
//! looks at.
//!
//! Races that are accepted: who subscribes while a digest is written down gets the next one; who unsubscribes while
//! their message is on its way gets it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::say::Say;
use super::{App, Result};
use crate::crash;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::digest::{digest, for_everyone, thread};
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::store::ToldPage;
use crate::words;
use crate::words::message::Message;
use crate::words::subscription;
use crate::words::thread::{alone, empty_page};

/// So many edits of subscribers' messages wait in the ledger at once.
const AT_ONCE: usize = 10;
/// From one of them to the next: ten of the fifty edits a minute that Slack takes.
const GAP: TimeDelta = TimeDelta::seconds(6);

/// What a week's subscribers read, as of one state of the week.
#[derive(Debug)]
pub(super) struct ForEveryone {
    state: State,
    /// The head.
    head: Message,
    /// The teams.
    pages: Vec<Message>,
    /// What tells the head and the pages from others, in this order. When the digest was updated is no change: it
    /// says so of each late answer, also of one that changes nothing that subscribers read.
    prints: Vec<String>,
}

/// What the words depend on: as long as it is the same, they are.
#[derive(Debug)]
struct State {
    week: Week,
    digested: Option<DateTime<Utc>>,
    /// How often leadership's head was to be changed: everything that changes the digest changes this with it.
    changes: u32,
    org: Arc<Organisation>,
}

impl State {
    fn is(&self, other: &Self) -> bool {
        (self.week, self.digested, self.changes) == (other.week, other.digested, other.changes)
            && Arc::ptr_eq(&self.org, &other.org)
    }
}

impl App {
    /// Notes what the subscribers of a week are about to be told, to know later whether that has changed.
    pub(super) async fn begin_telling(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if self.store.subscribers(&self.workspace).await?.is_empty() {
            return Ok(());
        }
        let told = self.for_everyone(org, week).await?;
        let store = &self.store;
        Ok(store
            .begin_telling(&self.workspace, week, &told.prints, now)
            .await?)
    }

    /// The posts to those who are subscribed, who has been so for longest first.
    pub(super) async fn subscriber_posts(
        &self,
        org: &Arc<Organisation>,
        week: Week,
    ) -> Result<Vec<NewDelivery>> {
        let subscribers = self.store.subscribers(&self.workspace).await?;
        if subscribers.is_empty() {
            return Ok(Vec::new());
        }
        let pages = self.for_everyone(org, week).await?.pages.len();
        let pages = u32::try_from(pages).unwrap_or(u32::MAX);
        let posts = subscribers.into_iter().flat_map(|person| {
            let tables = (1..=pages).map({
                let person = person.clone();
                move |page| Subject::SubscriberTable(week, person.clone(), page)
            });
            let head = Subject::SubscriberHead(week, person.clone());
            let subjects = std::iter::once(head).chain(tables);
            subjects.map(move |subject| self.delivery(subject, Target::Person(person.clone())))
        });
        Ok(posts.collect())
    }

    /// What a subscriber reads now: the head, or a page.
    pub(super) async fn say_to_subscriber(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        person: &PersonId,
        page: Option<u32>,
    ) -> Result<Say> {
        let store = &self.store;
        if !store.is_subscribed(&self.workspace, person).await? {
            return Ok(Say::NotWanted("unsubscribed"));
        }
        let told = self.for_everyone(org, week).await?;
        let Some(page) = page else {
            return Ok(Say::Post(told.head.clone()));
        };
        let at = usize::try_from(page).map_or(usize::MAX, |page| page.saturating_sub(1));
        let page = told.pages.get(at).cloned();
        Ok(Say::Post(page.unwrap_or_else(|| empty_page(week))))
    }

    /// Enqueues some of the edits that let subscribers' messages of a week say how things stand now; gives how many.
    /// Asked again while these are on their way it enqueues none.
    pub(super) async fn catch_up_subscribers(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        now: DateTime<Utc>,
    ) -> Result<usize> {
        let (store, workspace) = (&self.store, &self.workspace);
        let pages = self.pages_now(org, week, now).await?;
        if pages.iter().all(|page| page.reached == page.version) {
            return Ok(0);
        }
        let behind = store.behind(workspace, week, &pages).await?;
        if behind.posts.is_empty() && behind.sending == 0 {
            store.all_caught_up(workspace, week, &pages).await?;
            return Ok(0);
        }
        // One that Slack put off for long does not put off the others.
        let minute = now + TimeDelta::minutes(1);
        let mut due = behind.last_due.map_or(now, |last| last + GAP).min(minute);
        let mut edits = Vec::new();
        let room = AT_ONCE.saturating_sub(behind.edits);
        for (post, version) in behind.posts.iter().take(room) {
            due = due.max(now);
            edits.extend(self.edit_of(post, due).map(|edit| (edit, *version)));
            due += GAP;
        }
        store.catch_up(workspace, &edits).await?;
        crash::point("subscribers' edits due, not sent");
        Ok(edits.len())
    }

    /// The pages of a week as they are known to be: compared with leadership's head, where that has changed.
    async fn pages_now(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        now: DateTime<Utc>,
    ) -> Result<Vec<ToldPage>> {
        let (store, workspace) = (&self.store, &self.workspace);
        let pages = store.told_everyone(workspace, week).await?;
        let Some(seen) = pages.first().map(|head| head.seen) else {
            return Ok(pages);
        };
        let changes = self.changes_of_head(week).await?;
        if seen == changes {
            return Ok(pages);
        }
        let told = self.for_everyone(org, week).await?;
        let is_known = |page: u32, print: &str| {
            let mut pages = pages.iter();
            pages.any(|it| it.page == page && it.print == print)
        };
        let changed: Vec<(u32, String)> = (0..)
            .zip(told.prints.iter().cloned())
            .filter(|(page, print)| !is_known(*page, print))
            .collect();
        store
            .tell_anew(workspace, week, &changed, changes, now)
            .await?;
        crash::point("told anew, nobody edited");
        Ok(store.told_everyone(workspace, week).await?)
    }

    fn edit_of(&self, post: &Subject, due: DateTime<Utc>) -> Option<NewDelivery> {
        let (edit, person) = match post {
            Subject::SubscriberHead(week, person) => {
                (Subject::SubscriberHeadEdit(*week, person.clone()), person)
            }
            Subject::SubscriberTable(week, person, page) => {
                let edit = Subject::SubscriberTableEdit(*week, person.clone(), *page);
                (edit, person)
            }
            _ => return None,
        };
        let edit = self.delivery(edit, Target::Person(person.clone()));
        Some(NewDelivery { due, ..edit })
    }

    async fn changes_of_head(&self, week: Week) -> Result<u32> {
        let edit = Subject::DigestHeadEdit(week);
        let edit = self.store.delivery_of(&self.workspace, &edit).await?;
        Ok(edit.map_or(0, |edit| edit.wanted))
    }

    /// What a week's subscribers read, put into words only where something has changed since the last time.
    async fn for_everyone(&self, org: &Arc<Organisation>, week: Week) -> Result<Arc<ForEveryone>> {
        // Read before the rows: what changes meanwhile is put into words once too often, and never missed.
        let changes = self.changes_of_head(week).await?;
        let round = self.store.round(&self.workspace, week).await?;
        let state = State {
            week,
            digested: round.and_then(|round| round.digested),
            changes,
            org: org.clone(),
        };
        let last = self.everyone.lock();
        let last = last.unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(last) = last.filter(|last| last.state.is(&state)) {
            return Ok(last);
        }
        let told = Arc::new(self.in_words(state).await?);
        let mut last = self.everyone.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(told.clone());
        Ok(told)
    }

    async fn in_words(&self, state: State) -> Result<ForEveryone> {
        let (org, week) = (&state.org, state.week);
        let rows = self.week_rows(org, week).await?;
        let digest = for_everyone(&digest(&rows.sources()), org);
        let mut posted = None;
        let mut updated = None;
        if let Some(digested) = state.digested {
            let pages = self.store.told_everyone(&self.workspace, week).await?;
            posted = Some(pages.len().saturating_sub(1));
            updated = self.updated(&rows, digested).await?;
        }
        let pages = alone(&thread(&digest, org), week, org, posted);
        let same = words::digest::head(&digest, org, None);
        let prints = std::iter::once(&same).chain(&pages).map(print);
        Ok(ForEveryone {
            prints: prints.collect(),
            head: subscription::head(words::digest::head(&digest, org, updated.as_deref())),
            pages,
            state,
        })
    }
}

/// What tells a message from another: its text says all that it says.
fn print(message: &Message) -> String {
    let mut hasher = DefaultHasher::new();
    message.text().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
