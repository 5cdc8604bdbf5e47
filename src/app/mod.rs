//! The use cases, a verb a file: each takes domain values, asks the store and Slack, and decides nothing that the
//! domain can decide.
//!
//! An answer is durable before anybody hears that it was taken; what Slack has to hear of it stands in the ledger
//! from the same transaction on.

mod agree_target;
mod answer_results;
mod ask_for_results;
mod ask_team;
mod batch;
mod be_away;
mod begin_iteration;
mod carry;
mod choose_team;
mod close_objective;
pub mod compose_digest;
pub mod compose_review;
mod copy_digest;
mod edit_objective;
pub mod explain_digest;
mod export_okrs;
mod fold_answers;
pub mod follow_import;
mod follow_results;
mod halt;
mod hear_of_person;
mod heartbeat;
pub mod import_organisation;
mod list_okrs;
mod load;
mod meanwhile;
mod open_form;
pub mod post_digest;
mod preview_digest;
mod read_iterations;
mod record_decision;
mod remind_of_results;
mod repeat_split;
mod respond;
mod retire_key_result;
mod same_again;
mod save_objective;
mod say;
mod settle_request;
mod show_check_ins;
mod show_iterations;
mod show_key_result;
mod show_okrs;
mod show_open;
mod show_review;
mod show_split;
mod single_splits;
mod submit_check_in;
mod submit_matter;
mod subscribe;
mod tell_iteration;
mod tell_late;
mod tell_matters;
mod tell_more;
mod tell_review;
mod tell_subscribers;
mod tell_teams;
mod tell_thread;
mod tick;
mod tick_gates;
mod update_key_result;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

pub use batch::Batch;
pub use export_okrs::Exported;
pub use heartbeat::Heartbeat;
pub use open_form::{Opening, Which};
pub use say::Say;
pub use show_check_ins::CheckIns;
pub use submit_check_in::Submitted;
pub use tick::Ticked;

use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{DeliveryId, WorkspaceId};
use crate::slack::{Client, SlackError};
use crate::store::{Store, StoreError};

/// Headway for one workspace; a cheap clone.
#[derive(Clone, Debug)]
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// The workspace's Slack.
    pub slack: Client,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and jitter.
    pub chance: Arc<dyn Chance>,
    /// Our own key of the workspace.
    pub workspace: WorkspaceId,
    /// Wakes whoever delivers, when there is something new to deliver.
    pub enqueued: Arc<Notify>,
    strangers: Arc<Mutex<HashMap<crate::domain::id::PersonId, bool>>>,
    /// What was read already for the batch that this app speaks for.
    batch: Option<Arc<Batch>>,
    everyone: Arc<Mutex<Option<Arc<tell_subscribers::ForEveryone>>>>,
}

/// Why a use case could not be carried out. A person's own mistakes are no failures; they are in each use case's
/// answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The store did not answer, or not in time.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Slack refused, or did not answer.
    #[error(transparent)]
    Slack(#[from] SlackError),
    /// No company has been imported.
    #[error("no company has been imported yet; run `headway import org.toml`")]
    NoCompany,
}

/// What a use case gives back.
pub type Result<T> = std::result::Result<T, Failure>;

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        slack: Client,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        workspace: WorkspaceId,
    ) -> Self {
        Self {
            store,
            slack,
            clock,
            chance,
            workspace,
            enqueued: Arc::default(),
            strangers: Arc::default(),
            batch: None,
            everyone: Arc::default(),
        }
    }

    fn delivery(&self, subject: Subject, target: Target) -> NewDelivery {
        let now = self.clock.now();
        NewDelivery {
            id: DeliveryId::new(self.chance.id(now)),
            subject,
            target,
            due: now,
        }
    }
}
