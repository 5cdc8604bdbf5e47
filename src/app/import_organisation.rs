//! Importing a company: whom Slack knows by the ids and addresses that are written, what an import would change,
//! and writing it in one transaction. Only reads of Slack; nobody is asked anything, and told only what stands there
//! already and says something else then.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::follow_import::what_may_follow;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::changes::{self, Change, changes};
use crate::domain::id::{ChannelId, KeyResultCode, PersonId, TeamId};
use crate::domain::okr::{Unexplained, carry_over, unexplained};
use crate::domain::organisation::Organisation;
use crate::domain::target::declared::{Declared, Kept, Wrong, settle};
use crate::slack::client::{Class, Client, SlackError};
use crate::store::{Store, StoreError};

/// How often one look-up is tried before the import gives up; nothing has been written then.
const TRIES: u32 = 5;

/// How long to wait before the next try, where Slack does not say.
const PAUSE: Duration = Duration::from_secs(3);

/// Somebody as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The id in the company as it was read.
    pub person: PersonId,
    /// The e-mail address, where one is written.
    pub email: Option<String>,
    /// Whether a name is written; else Slack's is taken.
    pub named: bool,
}

/// What Slack says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// A member of the workspace.
    Member {
        /// Slack's id.
        id: PersonId,
        /// As others see them.
        name: String,
    },
    /// Nobody has this id or address.
    Nobody,
    /// Not here any more.
    Deactivated,
    /// Invited to some channels only.
    Guest,
    /// From another company, through a shared channel.
    Stranger,
    /// Not a person.
    Bot,
    /// E-mail addresses cannot be looked up: the scope is missing.
    NoEmailScope,
}

/// What Slack says of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// It is there.
    There {
        /// Its id.
        id: ChannelId,
        /// Whether the bot is in it; none where Slack does not tell.
        member: Option<bool>,
    },
    /// No channel that the bot can see has this name.
    Nowhere,
    /// Channels cannot be looked up by name: the scope is missing.
    NoScope,
}

/// Asks Slack about everybody, in order.
///
/// # Errors
/// As Slack says, where it is about more than one person.
pub async fn look_up_people(
    slack: &Client,
    clock: &dyn Clock,
    wanted: &[Wanted],
) -> Result<Vec<Known>, SlackError> {
    let mut known = Vec::with_capacity(wanted.len());
    for person in wanted {
        known.push(look_up(slack, clock, person).await?);
    }
    Ok(known)
}

async fn look_up(slack: &Client, clock: &dyn Clock, wanted: &Wanted) -> Result<Known, SlackError> {
    let id = match &wanted.email {
        Some(email) if !wanted.person.is_slack() => {
            match patiently(clock, || slack.user_by_email(email)).await {
                Ok(Some(id)) => id,
                Ok(None) => return Ok(Known::Nobody),
                Err(error) if lacks_scope(&error) => return Ok(Known::NoEmailScope),
                Err(error) => return Err(error),
            }
        }
        _ => wanted.person.clone(),
    };
    let user = match patiently(clock, || slack.user(&id)).await {
        Ok(user) => user,
        Err(error) if is_nobody(&error) => return Ok(Known::Nobody),
        Err(error) => return Err(error),
    };
    Ok(if user.bot {
        Known::Bot
    } else if user.deleted {
        Known::Deactivated
    } else if user.stranger {
        Known::Stranger
    } else if user.guest {
        Known::Guest
    } else {
        Known::Member {
            id: user.id,
            name: user.name,
        }
    })
}

/// Asks Slack about channels, by id or by name, in order.
///
/// # Errors
/// As Slack says, where it is about more than one channel.
pub async fn look_up_channels(
    slack: &Client,
    clock: &dyn Clock,
    wanted: &[ChannelId],
) -> Result<Vec<Channel>, SlackError> {
    // Names are in lower case, ids are not.
    let is_id = |channel: &ChannelId| channel.as_str().starts_with(['C', 'G']);
    let names: Vec<&str> = wanted
        .iter()
        .filter(|one| !is_id(one))
        .map(ChannelId::as_str)
        .collect();
    let named = match patiently(clock, || slack.channels_by_name(&names)).await {
        Ok(named) => Some(named),
        Err(error) if lacks_scope(&error) => None,
        Err(error) => return Err(error),
    };
    let mut found = Vec::with_capacity(wanted.len());
    for channel in wanted {
        found.push(match (&named, is_id(channel)) {
            (_, true) => Channel::There {
                id: channel.clone(),
                member: patiently(clock, || slack.is_member(channel)).await?,
            },
            (None, false) => Channel::NoScope,
            (Some(named), false) => match named.get(channel.as_str()) {
                Some((id, member)) => Channel::There {
                    id: id.clone(),
                    member: Some(*member),
                },
                None => Channel::Nowhere,
            },
        });
    }
    Ok(found)
}

fn lacks_scope(error: &SlackError) -> bool {
    error.code == "missing_scope"
}

fn is_nobody(error: &SlackError) -> bool {
    ["user_not_found", "users_not_found", "user_not_visible"].contains(&error.code.as_str())
}

/// Asks again while Slack is busy or was not heard: a look-up changes nothing there.
async fn patiently<T, F>(clock: &dyn Clock, ask: impl Fn() -> F) -> Result<T, SlackError>
where
    F: Future<Output = Result<T, SlackError>>,
{
    let mut tries = 1;
    loop {
        let error = match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let after = match error.class {
            Class::Retry { after } => after.unwrap_or(PAUSE),
            Class::Unknown => PAUSE,
            _ => return Err(error),
        };
        if tries == TRIES {
            return Err(error);
        }
        tries += 1;
        let after = TimeDelta::from_std(after).unwrap_or(TimeDelta::zero());
        clock.wait_until(clock.now() + after).await;
    }
}

/// The company with Slack's ids, and with Slack's names where none is written. Whoever Slack does not know stays
/// as written: that is the caller's to refuse.
#[must_use]
pub fn with_slack_ids(
    mut organisation: Organisation,
    wanted: &[Wanted],
    known: &[Known],
) -> Organisation {
    let mut ids = HashMap::new();
    for (wanted, known) in wanted.iter().zip(known) {
        if let Known::Member { id, name } = known {
            ids.insert(wanted.person.clone(), id.clone());
            let person = |one: &&mut crate::domain::organisation::Person| one.id == wanted.person;
            if let Some(person) = organisation.people.iter_mut().find(person)
                && !wanted.named
            {
                person.name.clone_from(name);
            }
        }
    }
    let settle = |person: &mut PersonId| {
        if let Some(id) = ids.get(person) {
            person.clone_from(id);
        }
    };
    for person in &mut organisation.people {
        settle(&mut person.id);
    }
    for member in organisation
        .teams
        .iter_mut()
        .flat_map(|team| &mut team.members)
    {
        settle(&mut member.person);
    }
    let targets = organisation
        .teams
        .iter_mut()
        .flat_map(|team| &mut team.targets);
    for (product, engineering) in targets.filter_map(|target| target.agreed_by.as_mut()) {
        settle(product);
        settle(engineering);
    }
    for objective in &mut organisation.objectives {
        settle(&mut objective.accountable);
        let counterparts = [&mut objective.product, &mut objective.engineering];
        counterparts.into_iter().flatten().for_each(settle);
        for key_result in &mut objective.key_results {
            settle(&mut key_result.owner);
        }
    }
    organisation
}

/// What importing a company would change, and what it would leave as Slack changed it.
///
/// # Errors
/// When the database cannot be read.
pub async fn compare(
    store: &Store,
    file: &Organisation,
    now: DateTime<Utc>,
) -> Result<Vec<Change>, StoreError> {
    let before = store.organisation(&file.settings.workspace).await?;
    let mut after = with_agreements(store, file, now).await?;
    if let Some(before) = &before {
        // What the day is makes no difference to what is said.
        carry_over(before, &mut after.organisation, NaiveDate::MIN);
    }
    let mut changes = changes(before.as_deref(), &after.organisation);
    // Whoever changed something in Slack may not be in the file any more.
    let names = before.as_deref().unwrap_or(file);
    for (team, kept) in file.teams.iter().zip(&after.kept) {
        changes.extend(kept.iter().map(|kept| changes::kept(team, kept, names)));
    }
    Ok(changes)
}

/// Key results that aim at something else than before without a new reason, or count something else although they
/// have readings.
///
/// # Errors
/// When the database cannot be read.
pub async fn unexplained_aims(
    store: &Store,
    after: &Organisation,
) -> Result<Vec<(KeyResultCode, Unexplained)>, StoreError> {
    let Some(before) = store.organisation(&after.settings.workspace).await? else {
        return Ok(Vec::new());
    };
    let mut found = unexplained(&before, after);
    let codes: Vec<KeyResultCode> = found.iter().map(|(code, _)| code.clone()).collect();
    let readings = store.readings_of(&after.settings.workspace, &codes).await?;
    found.retain(|(code, why)| {
        *why != Unexplained::OtherUnit || readings.iter().any(|it| it.key_result == *code)
    });
    Ok(found)
}

/// Targets that cannot be taken beside what is agreed already: whose, which of the file's, and why.
///
/// # Errors
/// When the database cannot be read.
pub async fn wrong_targets(
    store: &Store,
    file: &Organisation,
    now: DateTime<Utc>,
) -> Result<Vec<(TeamId, usize, Wrong)>, StoreError> {
    Ok(with_agreements(store, file, now).await?.wrong)
}

/// Writes a company, whole or not at all; what its teams agreed in Slack stays where the file did not change it. Where
/// anything changes, the messages of open rounds are edited, also a digest that is out.
///
/// # Errors
/// When the database cannot be written, a target cannot be taken, or something was agreed meanwhile; then nothing
/// is written.
pub async fn import(
    store: &Store,
    chance: &dyn Chance,
    file: &Organisation,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let after = with_agreements(store, file, now).await?;
    if !after.wrong.is_empty() {
        return Err(StoreError::Refused(
            "a target that changes without a reason",
        ));
    }
    let follows = what_may_follow(store, chance, &file.settings.workspace, now).await?;
    store
        .import_organisation(&after.organisation, &after.declared, &follows, now)
        .await
}

/// A company as it will be: what the file declares, with all that its teams ever agreed.
struct WithAgreements {
    organisation: Organisation,
    declared: HashMap<TeamId, Vec<Declared>>,
    kept: Vec<Vec<Kept>>,
    wrong: Vec<(TeamId, usize, Wrong)>,
}

async fn with_agreements(
    store: &Store,
    file: &Organisation,
    now: DateTime<Utc>,
) -> Result<WithAgreements, StoreError> {
    let mut known = store.agreements(&file.settings.workspace).await?;
    let today = now.with_timezone(&file.settings.time_zone).date_naive();
    let mut after = WithAgreements {
        organisation: file.clone(),
        declared: HashMap::new(),
        kept: Vec::new(),
        wrong: Vec::new(),
    };
    for team in &mut after.organisation.teams {
        let agreed = known.agreed.remove(&team.id).unwrap_or_default();
        let last = known.declared.remove(&team.id).unwrap_or_default();
        let settled = settle(&agreed, &last, &team.targets, today);
        team.targets = settled.targets;
        after.declared.insert(team.id.clone(), settled.declared);
        after.kept.push(settled.kept);
        let of_team = |(index, why)| (team.id.clone(), index, why);
        after.wrong.extend(settled.wrong.into_iter().map(of_team));
    }
    Ok(after)
}
