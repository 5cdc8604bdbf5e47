//! Iterations as they stood at an instant: a week that is told again counts nothing that nobody could know then.

use std::collections::{BTreeMap, BTreeSet};

use super::{Iteration, Outcome};
use crate::domain::id::IterationId;

/// What happened to iterations after an instant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Since {
    /// Those that were begun after it.
    pub begun: BTreeSet<IterationId>,
    /// Those of whose result something was told after it, with what had been told by then.
    pub told: BTreeMap<IterationId, Option<Outcome>>,
}

/// Iterations without what happened to them since.
#[must_use]
pub fn as_of(mut iterations: Vec<Iteration>, since: &Since) -> Vec<Iteration> {
    iterations.retain(|it| !since.begun.contains(&it.id));
    for it in &mut iterations {
        if let Some(then) = since.told.get(&it.id) {
            it.outcome.clone_from(then);
        }
    }
    iterations
}
