//! `headway simulate`: every send that a company's calendar plans between two days, so that an operator sees clock
//! changes and holidays before they happen.

use std::collections::HashMap;
use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::Serialize;

use crate::config::{Format, Simulate};
use crate::domain::cadence::local;
use crate::domain::calendar::{Planned, PlannedKind, simulate};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// One line of JSON.
#[derive(Debug, Serialize)]
struct Line<'a> {
    at: String,
    local: String,
    zone: &'static str,
    kind: &'static str,
    week: Week,
    team: Option<&'a str>,
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
}

/// Prints every planned send to `out` and every warning to `log`, as they are computed.
///
/// # Errors
/// Whatever writing fails with; that the reader of `out` has gone away is none.
pub fn run(
    org: &Organisation,
    options: &Simulate,
    out: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<()> {
    let printed = print(org, options, out, log).and_then(|()| out.flush());
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn print(
    org: &Organisation,
    options: &Simulate,
    out: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<()> {
    let mut table = Table::of(org);
    let mut sends = simulate(org, options.from, options.to);
    loop {
        let send = sends.next();
        for warning in sends.take_warnings() {
            writeln!(log, "warning: {warning}")?;
        }
        let Some(send) = send else {
            return Ok(());
        };
        match options.format {
            Format::Json => json(&send, out)?,
            Format::Text => table.row(&send, out)?,
        }
    }
}

fn json(send: &Planned, out: &mut impl Write) -> io::Result<()> {
    let line = Line {
        at: send.at.to_rfc3339_opts(SecondsFormat::Secs, true),
        local: with_offset(local(send.zone, send.at)),
        zone: send.zone.name(),
        kind: word(send.kind),
        week: send.week,
        team: send.team.as_ref().map(TeamId::as_str),
        person: send.person.as_ref().map(PersonId::as_str),
        period: period(send.kind),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

/// A readable table: a heading a week, a row a send.
struct Table<'a> {
    names: HashMap<&'a PersonId, &'a str>,
    week: Option<Week>,
}

impl<'a> Table<'a> {
    fn of(org: &'a Organisation) -> Self {
        let names = org.people.iter().map(|it| (&it.id, it.name.as_str()));
        Self {
            names: names.collect(),
            week: None,
        }
    }

    fn row(&mut self, send: &Planned, out: &mut impl Write) -> io::Result<()> {
        let week = send.week;
        if self.week != Some(week) {
            let blank = if self.week.is_some() { "\n" } else { "" };
            writeln!(
                out,
                "{blank}{week} ({} to {})",
                week.monday(),
                week.sunday()
            )?;
            self.week = Some(week);
        }
        let shown = local(send.zone, send.at);
        let whom = match (&send.team, &send.person) {
            (Some(team), Some(person)) => {
                let name = self.names.get(person).copied();
                format!("  {team}  {}", name.unwrap_or(person.as_str()))
            }
            (None, Some(person)) => {
                let name = self.names.get(person).copied();
                format!("  (key results)  {}", name.unwrap_or(person.as_str()))
            }
            _ => period(send.kind).map_or(String::new(), |it| format!("  {it}")),
        };
        let when = shown.format("%a %Y-%m-%d %H:%M");
        let offset = offset(shown);
        let zone = send.zone.name();
        writeln!(
            out,
            "  {when} {offset}  {zone:<20}  {}{whom}",
            word(send.kind)
        )
    }
}

/// Which month or quarter a review looks back on.
fn period(kind: PlannedKind) -> Option<String> {
    match kind {
        PlannedKind::Review(period) => Some(period.to_string()),
        _ => None,
    }
}

fn word(kind: PlannedKind) -> &'static str {
    match kind {
        PlannedKind::Ask => "ask",
        PlannedKind::Results => "ask",
        PlannedKind::Reminder(_) => "reminder",
        PlannedKind::Digest => "digest",
        PlannedKind::Close => "close",
        PlannedKind::Review(_) => "review",
    }
}

fn with_offset(at: DateTime<FixedOffset>) -> String {
    format!("{}{}", at.format("%Y-%m-%dT%H:%M:%S"), offset(at))
}

/// `+01:00`; with the seconds where a zone's clocks had any (until 1972), so that nothing printed is untrue.
fn offset(at: DateTime<FixedOffset>) -> String {
    let format = if at.offset().local_minus_utc() % 60 == 0 {
        "%:z"
    } else {
        "%::z"
    };
    at.format(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_with_seconds_are_printed_whole() {
        let monrovia = chrono_tz::Africa::Monrovia;
        let at = DateTime::from_timestamp(0, 0).unwrap();
        assert_eq!(
            with_offset(local(monrovia, at)),
            "1969-12-31T23:15:30-00:44:30"
        );
        let madrid = chrono_tz::Europe::Madrid;
        assert_eq!(with_offset(local(madrid, at)), "1970-01-01T01:00:00+01:00");
    }
}
