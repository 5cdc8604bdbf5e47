//! A parsed text with the place of everything, whatever it was written in.

/// Where something stands; both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// Behind a text that begins the file.
    pub(crate) fn after(text: &str) -> Self {
        let last = text.rsplit('\n').next().unwrap_or(text);
        Self {
            line: 1 + text.bytes().filter(|byte| *byte == b'\n').count(),
            column: 1 + last.chars().count(),
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) item: Item,
}

/// What stands there.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Nothing,
    Flag(bool),
    Number(String),
    Date,
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A name in a table, and what stands there.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) value: Node,
}

impl Item {
    /// What it is, in words.
    pub(crate) fn sort(&self) -> &'static str {
        match self {
            Self::Nothing => "empty",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Date => "a date or time",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

impl Node {
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match &self.item {
            Item::Table(entries) => entries
                .iter()
                .find(|entry| entry.name == name)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// Where a key such as `people[3].time_zone` stands, or the nearest above it that is there.
    pub(crate) fn place_of(&self, key: &str) -> Place {
        let mut node = self;
        for part in key.split(['.', '[']).filter(|part| !part.is_empty()) {
            let index = part.strip_suffix(']').and_then(|at| at.parse().ok());
            let below = match (&node.item, index) {
                (Item::List(items), Some(at)) => items.get::<usize>(at),
                _ => node.get(part),
            };
            let Some(below) = below else { break };
            node = below;
        }
        node.place
    }
}
