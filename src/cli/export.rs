//! `headway export`: what is kept, as rows for programs and spreadsheets; docs/export.md says what each column holds.

mod results;
mod splits;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::Refused;
use crate::config::{Export, ExportFormat, ExportWhat};
use crate::domain::calendar;
use crate::domain::id::{KeyResultCode, WorkspaceId};
use crate::domain::okr::{KeyResult, Objective, Reading};
use crate::domain::organisation::Organisation;
use crate::domain::result_rows::result_rows;
use crate::domain::split_rows::split_rows;
use crate::domain::week::Week;
use crate::store::Store;

pub(super) async fn export(options: &Export) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(options, &mut out).await?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes what is asked for, a week at a time.
///
/// # Errors
/// When the database holds no company, or cannot be read; whatever writing fails with.
pub async fn write(options: &Export, out: &mut impl Write) -> anyhow::Result<()> {
    if let (Some(from), Some(to)) = (options.from, options.to)
        && from > to
    {
        bail!(Refused(format!("--from {from} is after --to {to}")));
    }
    let store = super::company::existing(&options.database).await?;
    let mut companies = 0;
    let mut rows = match options.what {
        ExportWhat::Splits => Rows::of(options.format, out, &splits::COLUMNS)?,
        ExportWhat::Results => Rows::of(options.format, out, &results::COLUMNS)?,
    };
    for workspace in store.workspaces().await? {
        let Some(org) = store.organisation(&workspace).await? else {
            continue;
        };
        companies += 1;
        match options.what {
            ExportWhat::Splits => splits(options, &store, &workspace, &org, &mut rows).await?,
            ExportWhat::Results => results(options, &store, &workspace, &org, &mut rows).await?,
        }
    }
    rows.flush()?;
    store.close().await;
    if companies == 0 {
        bail!(Refused(
            "no company has been imported into this database; is DATABASE_URL the right one?"
                .to_owned()
        ));
    }
    Ok(())
}

async fn splits(
    options: &Export,
    store: &Store,
    workspace: &WorkspaceId,
    org: &Organisation,
    rows: &mut Rows<impl Write>,
) -> anyhow::Result<()> {
    for week in store.round_weeks(workspace).await? {
        if !within(options, week) {
            continue;
        }
        let rollups = store.rollups(workspace, week, week).await?;
        for row in split_rows(org, &rollups, week) {
            let row = splits::Row::of(&row);
            rows.write(&row, &row.without_formulas())?;
        }
    }
    Ok(())
}

/// Each week that has a round or a reading, as its digest tells it or would.
async fn results(
    options: &Export,
    store: &Store,
    workspace: &WorkspaceId,
    org: &Organisation,
    rows: &mut Rows<impl Write>,
) -> anyhow::Result<()> {
    let retired = |objective: &Objective| -> Vec<KeyResultCode> {
        let gone = objective.retired.iter().map(|gone| &gone.key_result);
        let all = objective.key_results.iter().chain(gone);
        all.map(|it| it.code.clone()).collect()
    };
    let codes: Vec<KeyResultCode> = org.objectives.iter().flat_map(retired).collect();
    let readings = store.readings_of(workspace, &codes).await?;
    let mut weeks: BTreeSet<Week> = store.round_weeks(workspace).await?.into_iter().collect();
    let mut own: HashMap<&KeyResultCode, Vec<&Reading>> = HashMap::new();
    for reading in &readings {
        weeks.insert(reading.week);
        own.entry(&reading.key_result).or_default().push(reading);
    }
    for week in weeks.into_iter().filter(|week| within(options, *week)) {
        let digest = calendar::digest_at(org, week);
        let day = digest.with_timezone(&org.settings.time_zone).date_naive();
        let own = |it: &KeyResult| own.get(&it.code).cloned().unwrap_or_default();
        for row in result_rows(org, week, day, own) {
            let row = results::Row::of(&row);
            rows.write(&row, &row.without_formulas())?;
        }
    }
    Ok(())
}

fn within(options: &Export, week: Week) -> bool {
    options.from.is_none_or(|from| from <= week) && options.to.is_none_or(|to| week <= to)
}

/// Whether whoever reads us has seen enough.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| {
        let direct = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let in_csv = cause
            .downcast_ref::<csv::Error>()
            .and_then(|error| match error.kind() {
                csv::ErrorKind::Io(error) => Some(error.kind()),
                _ => None,
            });
        direct.or(in_csv) == Some(io::ErrorKind::BrokenPipe)
    };
    error.chain().any(io)
}

/// An apostrophe before what a spreadsheet would compute.
fn disarm(text: &mut Cow<'_, str>) {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        *text = Cow::Owned(format!("'{text}"));
    }
}

/// Rows in a format.
enum Rows<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
}

impl<W: Write> Rows<W> {
    fn of(format: ExportFormat, out: W, columns: &[&str]) -> anyhow::Result<Self> {
        Ok(match format {
            ExportFormat::Csv => {
                let mut writer = csv::WriterBuilder::new();
                // RFC 4180 ends a line so.
                writer.terminator(csv::Terminator::CRLF).has_headers(false);
                let mut writer = writer.from_writer(out);
                writer.write_record(columns)?;
                Self::Csv(Box::new(writer))
            }
            ExportFormat::Json => Self::Json(out),
        })
    }

    /// `disarmed` is the same row, with names that a spreadsheet cannot take for formulas.
    fn write(&mut self, row: &impl Serialize, disarmed: &impl Serialize) -> anyhow::Result<()> {
        match self {
            Self::Csv(writer) => writer.serialize(disarmed)?,
            Self::Json(out) => {
                serde_json::to_writer(&mut *out, row)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.flush(),
            Self::Json(out) => out.flush(),
        }
    }
}
