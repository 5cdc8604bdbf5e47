//! `headway export`: what is kept, as rows for programs and spreadsheets; docs/export.md says what each column holds.

mod splits;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::bail;

use super::Refused;
use crate::config::{Export, ExportFormat, ExportWhat};
use crate::domain::week::Week;
use crate::store::Store;
use splits::{COLUMNS, Row};

pub(super) async fn export(options: &Export) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(options, &mut out).await;
    match written.and_then(|()| Ok(out.flush()?)) {
        // Whoever reads us has seen enough.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// Writes what is asked for, a week at a time.
///
/// # Errors
/// When the database holds no company, or cannot be read; whatever writing fails with.
pub async fn write(options: &Export, out: &mut impl Write) -> anyhow::Result<()> {
    let ExportWhat::Splits = options.what;
    if let (Some(from), Some(to)) = (options.from, options.to)
        && from > to
    {
        bail!(Refused(format!("--from {from} is after --to {to}")));
    }
    let store = Store::open(&options.database.url()?).await?;
    let mut rows = Rows::of(options.format, out)?;
    let mut companies = 0;
    for workspace in store.workspaces().await? {
        let Some(org) = store.organisation(&workspace).await? else {
            continue;
        };
        companies += 1;
        for week in store.round_weeks(&workspace).await? {
            if !within(options, week) {
                continue;
            }
            let rollups = store.rollups(&workspace, week, week).await?;
            for row in crate::domain::split_rows::split_rows(&org, &rollups, week) {
                rows.write(&Row::of(&row))?;
            }
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

fn within(options: &Export, week: Week) -> bool {
    options.from.is_none_or(|from| from <= week) && options.to.is_none_or(|to| week <= to)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
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

/// Rows in a format.
enum Rows<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
}

impl<W: Write> Rows<W> {
    fn of(format: ExportFormat, out: W) -> anyhow::Result<Self> {
        Ok(match format {
            ExportFormat::Csv => {
                let mut writer = csv::WriterBuilder::new();
                // RFC 4180 ends a line so.
                writer.terminator(csv::Terminator::CRLF).has_headers(false);
                let mut writer = writer.from_writer(out);
                writer.write_record(COLUMNS)?;
                Self::Csv(Box::new(writer))
            }
            ExportFormat::Json => Self::Json(out),
        })
    }

    fn write(&mut self, row: &Row<'_>) -> anyhow::Result<()> {
        match self {
            Self::Csv(writer) => writer.serialize(row.without_formulas())?,
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
