//! What an import would do: the difference between two states of a company, in sentences that an operator reads.
//! Always in the same order: settings, categories, people, teams, objectives; within each what is declared, then
//! what no longer is.

mod compare;
mod fields;
mod follows;
mod targets;

#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDate;

use super::organisation::Organisation;
use super::week::Week;
use compare::{Differences, Field};
pub use follows::Follows;
pub use targets::kept;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Was not there, or was retired.
    Adds(Thing),
    /// Is there and says something else.
    Changes {
        /// What it is about.
        thing: Thing,
        /// The key in `org.toml`.
        key: &'static str,
        /// What it said.
        from: String,
        /// What it says now.
        to: String,
    },
    /// Is no longer declared; history keeps it.
    Retires(Thing),
    /// Was changed elsewhere since, and is not touched.
    Keeps {
        /// What it is about.
        thing: Thing,
        /// How it is, since when and by whom, and what the file says.
        as_it_is: String,
    },
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// "team", "category", "member".
    pub kind: &'static str,
    /// What one calls it by: `payments`, "Ana Ruiz"; nothing where there is only one.
    pub key: String,
    /// What else tells it from others: "Payments", an e-mail address.
    pub name: String,
    /// What it is a part of: "team payments".
    pub of: Option<String>,
}

impl Thing {
    /// Without its name: what a line about a change needs.
    fn short(&self) -> String {
        let mut text = self.kind.to_owned();
        if !self.key.is_empty() {
            text.push(' ');
            text.push_str(&self.key);
        }
        text
    }

    fn of(&self) -> String {
        let whole = self.of.as_ref();
        whole.map_or_else(String::new, |whole| format!(" of {whole}"))
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())?;
        if !self.name.is_empty() && self.name != self.key {
            write!(f, " ({})", self.name)?;
        }
        f.write_str(&self.of())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adds(thing) => write!(f, "adds {thing}"),
            Self::Changes {
                thing,
                key,
                from,
                to,
            } => {
                let of = thing.of();
                write!(f, "changes {}{of}: {key} {from} → {to}", thing.short())
            }
            Self::Retires(thing) => write!(f, "retires {thing}"),
            Self::Keeps { thing, as_it_is } => write!(f, "keeps {thing} as {as_it_is}"),
        }
    }
}

impl Change {
    /// The change as an import of a day makes it: with what it leaves as it was, where it holds from then on alone.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> String {
        match self {
            Self::Changes {
                thing, key, from, ..
            } if thing.kind == "category" && ["elective", "purpose"].contains(key) => {
                let week = Week::of(day).number();
                format!("{self} (from week {week} on; earlier weeks keep {from})")
            }
            Self::Changes {
                thing, key, from, ..
            } if thing.kind == "member" && ["role", "share"].contains(key) => {
                format!("{self} (from {day} on; earlier days keep {from})")
            }
            _ => self.to_string(),
        }
    }
}

/// What differs between what was declared, if anything was, and what is declared now.
#[must_use]
pub fn changes(before: Option<&Organisation>, after: &Organisation) -> Vec<Change> {
    let mut all = Differences::default();
    let settings = |org: &Organisation| fields::workspace(&org.settings);
    let (old, new) = (before.map(settings), settings(after));
    all.compare(old.as_slice(), std::slice::from_ref(&new));
    all.compare(&categories(before), &categories(Some(after)));
    category_order(&mut all, before, after);
    all.compare(&people(before), &people(Some(after)));
    let teams = |org: &Organisation| {
        org.teams
            .iter()
            .map(|team| fields::team(team, org))
            .collect()
    };
    let old: Vec<_> = before.map(teams).unwrap_or_default();
    all.compare(&old, &teams(after));
    let objectives = |org: &Organisation| {
        let one = |objective| fields::objective(objective, org);
        org.objectives.iter().map(one).collect()
    };
    let old: Vec<_> = before.map(objectives).unwrap_or_default();
    all.compare(&old, &objectives(after));
    all.found
}

fn categories(org: Option<&Organisation>) -> Vec<compare::Declared> {
    let asked = org.into_iter().flat_map(Organisation::asked_categories);
    asked.map(fields::category).collect()
}

fn people(org: Option<&Organisation>) -> Vec<compare::Declared> {
    let people = org.into_iter().flat_map(|org| &org.people);
    people.map(fields::person).collect()
}

/// The order of the form is declared too; that something came or went is no change of order.
fn category_order(all: &mut Differences, before: Option<&Organisation>, after: &Organisation) {
    let Some(before) = before else {
        return;
    };
    let order = |org: &Organisation, other: &Organisation| {
        let both = org.asked_categories().filter(|category| {
            other
                .asked_categories()
                .any(|known| known.id == category.id)
        });
        let keys: Vec<&str> = both.map(|category| category.id.as_str()).collect();
        Field::text("order", &keys.join(", "))
    };
    let thing = Thing {
        kind: "categories",
        key: String::new(),
        name: String::new(),
        of: None,
    };
    all.field(&thing, &order(before, after), &order(after, before));
}
