//! What a team agreed, as an import tells it: what stands, key by key, and what it leaves as Slack changed it.

use std::collections::BTreeMap;

use super::compare::{Declared, Field};
use super::fields::{by_name, declared};
use super::{Change, Thing};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::target::TargetSplit;
use crate::domain::target::declared::Kept;
use crate::domain::time_split::TimeSplit;

/// What stands of a team's agreements: one a quarter, and the temporary ones.
pub(super) fn declared_targets(team: &Team, org: &Organisation) -> Vec<Declared> {
    let standing = team.targets.iter().filter(|target| target.ended.is_none());
    // The last one of a quarter stands.
    let last: BTreeMap<_, &TargetSplit> = standing
        .map(|target| ((target.until.is_some(), key(target)), target))
        .collect();
    last.into_values().map(|one| target(one, org)).collect()
}

fn key(target: &TargetSplit) -> String {
    match target.until {
        None => target.quarter.to_string(),
        Some(_) => target.since.monday().to_string(),
    }
}

fn target(target: &TargetSplit, org: &Organisation) -> Declared {
    let agreed_by = target.agreed_by.as_ref();
    let person = |key, person| match person {
        None => Field::text(key, ""),
        Some(person) => by_name(key, person, org),
    };
    let fields = vec![
        Field::text("split", &split(&target.split)),
        Field::text("band", &target.band),
        Field::optional("why", target.why.as_ref()),
        person("product", agreed_by.map(|(product, _)| product)),
        person("engineering", agreed_by.map(|(_, engineering)| engineering)),
        Field::optional("until", target.until),
        Field::optional("gives_way", target.gives_way.as_ref()),
        Field::optional("reason", target.reason.as_ref()),
    ];
    declared(kind(target), &key(target), "", fields)
}

fn kind(target: &TargetSplit) -> &'static str {
    match target.until {
        None => "target",
        Some(_) => "temporary target",
    }
}

fn split(split: &TimeSplit) -> String {
    let lines = split
        .iter()
        .map(|(key, percent)| format!("{key} {percent}%"));
    lines.collect::<Vec<_>>().join(", ")
}

/// What stays as it was changed in Slack, in a sentence.
#[must_use]
pub fn kept(team: &Team, kept: &Kept, org: &Organisation) -> Change {
    let shown = |target: &TargetSplit| format!("{}, band {}", split(&target.split), target.band);
    let what = match &kept.stands {
        None => "ended in Slack".to_owned(),
        Some(stands) => {
            let entered = stands.entered.as_ref();
            let by = entered
                .and_then(|entered| entered.by.as_ref())
                .map(|by| format!(" by {}", org.name_of(by)))
                .unwrap_or_default();
            let on = entered.map_or(String::new(), |entered| format!(" on {}", entered.on));
            format!("changed in Slack{on}{by} ({})", shown(stands))
        }
    };
    let file = if kept.still {
        format!("the file still says {}", shown(&kept.said))
    } else {
        "the file no longer says anything of it".to_owned()
    };
    Change::Keeps {
        thing: Thing {
            kind: kind(&kept.said),
            key: key(&kept.said),
            name: String::new(),
            of: Some(format!("team {}", team.id)),
        },
        as_it_is: format!("{what}; {file}"),
    }
}
