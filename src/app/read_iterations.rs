//! Iterations as somebody may read them: those that aim at a private objective's key result are its own people's, and
//! in no digest.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::show_okrs::Asking;
use super::{App, Result};
use crate::domain::id::{KeyResultCode, WorkspaceId};
use crate::domain::iteration::{Iteration, Since, as_of, may_read, public};
use crate::store::{Store, StoreError};

impl App {
    /// Those of them that a person may read; in an answer for a whole channel only what everybody may.
    pub(super) async fn readable(
        &self,
        asking: &Asking<'_>,
        mut iterations: Vec<Iteration>,
    ) -> Result<Vec<Iteration>> {
        let private = private(&self.store, &self.workspace, &iterations).await?;
        if asking.share {
            return Ok(public(&private, iterations));
        }
        iterations.retain(|it| may_read(asking.org, &private, it, asking.person));
        Ok(iterations)
    }
}

/// Those of them that everybody may read, as they stood at an instant; nothing has happened since where that is now.
pub(super) async fn told_to_all_at(
    store: &Store,
    workspace: &WorkspaceId,
    iterations: Vec<Iteration>,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
    zone: Tz,
) -> std::result::Result<Vec<Iteration>, StoreError> {
    let since = match at < now {
        true => store.iterations_changed_since(workspace, at, zone).await?,
        false => Since::default(),
    };
    told_to_all(store, workspace, as_of(iterations, &since)).await
}

/// Those of them that everybody may read.
pub(super) async fn told_to_all(
    store: &Store,
    workspace: &WorkspaceId,
    iterations: Vec<Iteration>,
) -> std::result::Result<Vec<Iteration>, StoreError> {
    let private = private(store, workspace, &iterations).await?;
    Ok(public(&private, iterations))
}

async fn private(
    store: &Store,
    workspace: &WorkspaceId,
    iterations: &[Iteration],
) -> std::result::Result<BTreeSet<KeyResultCode>, StoreError> {
    if iterations.is_empty() {
        return Ok(BTreeSet::new());
    }
    store.private_key_results(workspace).await
}
