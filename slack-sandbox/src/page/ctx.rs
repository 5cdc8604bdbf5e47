//! What drawing needs to know besides the JSON: names behind ids, the reader, the reader's zone and the time.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::data_table::Look;

/// The reader's surroundings. Drawing looks at nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Ctx {
    /// Names behind ids, shared by all that is drawn at one moment.
    pub(crate) names: Arc<Names>,
    /// The person who reads.
    pub(crate) reader: String,
    pub(crate) zone: Tz,
    pub(crate) now: DateTime<Utc>,
    /// What is filled in, by block and action id.
    pub(crate) values: Map<String, Value>,
    /// Texts beside fields, by block id.
    pub(crate) errors: Map<String, Value>,
    /// How the reader sorted and paged data tables, by block id.
    pub(crate) looks: HashMap<String, Look>,
    /// Begins the ids of the page's elements, so that two messages with the same block ids do not meet.
    pub(crate) scope: String,
    /// The open conversation.
    pub(crate) place: String,
}

/// Names behind ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Ids and shown names of the people, bots too.
    pub(crate) people: Vec<(String, String)>,
    /// Ids of those who can no longer be chosen.
    pub(crate) gone: Vec<String>,
    /// Ids and names of the channels that the reader sees.
    pub(crate) channels: Vec<(String, String)>,
    /// Ids, names and kinds (`public`, `private`, `im`, `mpim`) of the conversations that the reader sees.
    pub(crate) conversations: Vec<(String, String, &'static str)>,
    /// Ids and handles of the user groups.
    pub(crate) groups: Vec<(String, String)>,
    /// Options that the app gave the reader, by block and action id.
    pub(crate) suggested: HashMap<(String, String), Vec<Value>>,
}

impl Ctx {
    pub(crate) fn person(&self, id: &str) -> Option<&str> {
        name(&self.names.people, id)
    }

    pub(crate) fn channel(&self, id: &str) -> Option<&str> {
        name(&self.names.channels, id)
    }

    pub(crate) fn group(&self, id: &str) -> Option<&str> {
        name(&self.names.groups, id)
    }

    /// The same reader with the values and errors of a view or message.
    pub(crate) fn filled(
        &self,
        scope: &str,
        values: &Map<String, Value>,
        errors: &Map<String, Value>,
    ) -> Self {
        Self {
            values: values.clone(),
            errors: errors.clone(),
            scope: scope.to_owned(),
            ..self.clone()
        }
    }

    /// What a field holds: the entry of `state.values`.
    pub(crate) fn entry(&self, block_id: &str, action_id: &str) -> Option<&Value> {
        self.values.get(block_id)?.get(action_id)
    }

    /// An id of the page for something in a block.
    pub(crate) fn id(&self, prefix: &str, name: &str) -> String {
        let part = |text: &str| {
            let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            text.chars()
                .map(|c| if letter(c) { c } else { '_' })
                .collect::<String>()
        };
        format!("{prefix}-{}{}", part(&self.scope), part(name))
    }
}

fn name<'a>(pairs: &'a [(String, String)], id: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(known, _)| known == id)
        .map(|(_, name)| name.as_str())
}

#[cfg(test)]
pub(super) fn sample() -> Ctx {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(id, name)| ((*id).to_owned(), (*name).to_owned()))
            .collect::<Vec<_>>()
    };
    Ctx {
        names: Arc::new(Names {
            people: pairs(&[("U1", "Ana Ruiz"), ("U2", "Ben <b>"), ("UB", "Helper")]),
            gone: Vec::new(),
            channels: pairs(&[("C1", "general"), ("C2", "leadership")]),
            groups: pairs(&[("S1", "leads")]),
            suggested: HashMap::new(),
            conversations: Vec::new(),
        }),
        reader: "U1".to_owned(),
        zone: chrono_tz::Europe::Madrid,
        now: DateTime::from_timestamp(1_795_165_200, 0).expect("a time in 2026"),
        values: Map::new(),
        errors: Map::new(),
        looks: HashMap::new(),
        scope: String::new(),
        place: String::new(),
    }
}
