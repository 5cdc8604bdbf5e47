//! `headway import`: reads a company from a file, has Slack confirm the people, says what changes, and writes it.
//! With any mistake nothing is written; a dry run writes nothing anyway.

mod channels;

use std::collections::HashMap;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;

use super::org_file::{Mistake, OrgFileError, ParsedOrganisation, Places, read_with_places};
use crate::app::follow_import::digests_out;
use crate::app::import_organisation::{
    Known, Wanted, compare, import, look_up_people, unexplained_aims, with_slack_ids, wrong_targets,
};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::ImportArguments;
use crate::domain::changes::{Change, changes};
use crate::domain::id::TeamId;
use crate::domain::organisation::{Answers, Organisation};
use crate::domain::publication::one_outweighs;
use crate::domain::target::declared::Wrong;
use crate::slack::Client;
use crate::store::Store;
use crate::words::outcome;

/// Runs it: what changes goes to `out`, what is wrong to `err`. `slack` is none where there is no token.
///
/// # Errors
/// When database or Slack cannot be used.
pub async fn run(
    arguments: &ImportArguments,
    database: &str,
    slack: Option<&Client>,
    (clock, chance): (&dyn Clock, &dyn Chance),
    out: &mut impl Write,
    err: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let parsed = match read_with_places(&arguments.file) {
        Ok(parsed) => parsed,
        Err(error) => return refuse(&error, err),
    };
    for note in not_to_be_shown(&parsed.organisation) {
        writeln!(err, "note: {note}")?;
    }
    let slack = slack.filter(|_| !arguments.offline);
    let places = parsed.places.clone();
    let organisation = match slack {
        None => {
            if !arguments.offline {
                let note = "without SLACK_BOT_TOKEN people are taken as they are written";
                writeln!(err, "note: {note}")?;
            }
            parsed.organisation
        }
        Some(slack) => match confirm(slack, clock, parsed, err).await? {
            Ok(organisation) => organisation,
            Err(mistakes) => return refuse(&OrgFileError::Mistakes(mistakes), err),
        },
    };
    if arguments.dry_run && is_new(database) {
        // Opening a database makes it.
        say(&changes(None, &organisation), &organisation, clock, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let store = Store::open(database).await?;
    let mut mistakes = target_mistakes(
        &places,
        &wrong_targets(&store, &organisation, clock.now()).await?,
    );
    let unexplained = unexplained_aims(&store, &organisation).await?;
    let mistake = |(code, why)| places.key_result_mistake(&code, outcome::unexplained(why));
    mistakes.extend(unexplained.into_iter().map(mistake));
    if !mistakes.is_empty() {
        store.close().await;
        mistakes.sort_by_key(|mistake| mistake.line);
        return refuse(&OrgFileError::Mistakes(mistakes), err);
    }
    let changes = compare(&store, &organisation, clock.now()).await?;
    say(&changes, &organisation, clock, out)?;
    if changes.iter().any(|it| !matches!(it, Change::Keeps { .. })) {
        for week in digests_out(&store, &organisation.settings.workspace).await? {
            let week = week.number();
            writeln!(
                out,
                "edits the digest of week {week}, which is out, where it says something else then"
            )?;
        }
    }
    if !arguments.dry_run {
        import(&store, chance, &organisation, clock.now())
            .await
            .context("nothing was imported")?;
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The mistakes that only what is agreed already could show.
fn target_mistakes(places: &Places, wrong: &[(TeamId, usize, Wrong)]) -> Vec<Mistake> {
    wrong
        .iter()
        .filter_map(|(team, index, wrong)| {
            let mut all = places.targets.iter();
            let place = all.find(|place| place.team == *team && place.index == *index)?;
            Some(places.target_mistake(place, *wrong))
        })
        .collect()
}

/// Teams that answer by everyone whose totals are never shown: too small, or nearly one person's.
fn not_to_be_shown(company: &Organisation) -> impl Iterator<Item = String> {
    let enough = company.settings.enough_answers;
    let everyone = company
        .teams
        .iter()
        .filter(|team| team.answers == Answers::Everyone);
    everyone.filter_map(move |team| {
        let shares: Vec<f64> = team.workers().map(|member| member.share).collect();
        let (name, workers) = (&team.name, shares.len());
        if workers < enough as usize {
            return Some(format!(
                "{name} answers by everyone and is {workers}: its totals are never shown, since that takes {enough} answers"
            ));
        }
        one_outweighs(&shares).then(|| {
            format!(
                "{name} answers by everyone, and one person is more than two thirds of it: its totals are not shown, since they would be nearly theirs"
            )
        })
    })
}

fn refuse(error: &OrgFileError, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    writeln!(err, "{error}\nnothing was imported")?;
    Ok(ExitCode::FAILURE)
}

fn say(
    changes: &[Change],
    organisation: &Organisation,
    clock: &dyn Clock,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let zone = organisation.settings.time_zone;
    let today = clock.now().with_timezone(&zone).date_naive();
    if changes.is_empty() {
        writeln!(out, "nothing changes")?;
    }
    for change in changes {
        writeln!(out, "{}", change.on(today))?;
    }
    Ok(())
}

/// Whether the database is a file that is not there yet.
fn is_new(database: &str) -> bool {
    let path = database.strip_prefix("sqlite:").map(|rest| {
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        rest.split('?').next().unwrap_or(rest)
    });
    path.is_some_and(|path| !std::path::Path::new(path).exists())
}

/// The company as Slack knows it, or the mistakes that only Slack could see.
///
/// # Errors
/// When Slack cannot be asked.
pub async fn confirm(
    slack: &Client,
    clock: &dyn Clock,
    parsed: ParsedOrganisation,
    err: &mut impl Write,
) -> anyhow::Result<Result<Organisation, Vec<Mistake>>> {
    let ParsedOrganisation {
        mut organisation,
        places,
    } = parsed;
    let identity = slack.whoami().await.context("asking Slack who we are")?;
    let wanted = wanted(&places);
    let known = look_up_people(slack, clock, &wanted)
        .await
        .context("looking up people in Slack")?;
    let mut mistakes = people_mistakes(&places, &known);
    mistakes.extend(channels::confirm(slack, clock, &mut organisation, &places, err).await?);
    if !mistakes.is_empty() {
        mistakes.sort_by_key(|mistake| mistake.line);
        return Ok(Err(mistakes));
    }
    organisation.settings.slack_team = Some(identity.slack_team);
    Ok(Ok(with_slack_ids(organisation, &wanted, &known)))
}

fn wanted(places: &Places) -> Vec<Wanted> {
    let people = places.people.iter().map(|place| Wanted {
        person: place.person.clone(),
        email: place.email.clone(),
        named: place.named,
    });
    people.collect()
}

fn people_mistakes(places: &Places, known: &[Known]) -> Vec<Mistake> {
    let mut seen = HashMap::new();
    let mut mistakes = Vec::new();
    for (place, known) in places.people.iter().zip(known) {
        let called = place.person.as_str();
        let what = match known {
            Known::Member { id, .. } => match seen.insert(id.clone(), place) {
                Some(other) => format!(
                    "{called} and {} ({}) are one person in Slack",
                    other.person, other.key
                ),
                None => continue,
            },
            Known::Nobody => format!("Slack knows nobody as {called}"),
            Known::Deactivated => format!("{called} is deactivated in Slack; take them out"),
            Known::Guest => format!("{called} is a guest in Slack; only full members are asked"),
            Known::Stranger => {
                format!("{called} belongs to another company in Slack; only your own are asked")
            }
            Known::Bot => format!("{called} is not a person in Slack"),
            Known::NoEmailScope => format!(
                "{called} cannot be found by e-mail address without the scope users:read.email; write the Slack id, \"U…\""
            ),
        };
        mistakes.push(places.mistake(place, what));
    }
    mistakes
}

#[cfg(test)]
mod tests;
