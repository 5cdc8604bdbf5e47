//! `/okr export`: all that somebody may see of the quarter as a file, in their conversation with Headway; where Slack
//! takes no file, or it is for a whole channel, as text in pages.

use super::show_okrs::Asking;
use super::{App, CheckIns, Result};
use crate::domain::id::PersonId;
use crate::domain::week::Quarter;
use crate::words::message::Message;
use crate::words::okr;

/// A file, and what is said where it cannot be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// How it is called.
    pub name: String,
    /// What stands in it.
    pub csv: String,
    /// How many key results it holds.
    pub rows: usize,
    /// The same as text: its first page.
    pub instead: Message,
}

impl App {
    pub(super) async fn export(&self, asking: &Asking<'_>) -> Result<CheckIns> {
        let objectives = asking.current();
        let readings = self.readings_for(&objectives).await?;
        let rows: Vec<_> = objectives
            .into_iter()
            .flat_map(|objective| objective.key_results.iter().map(move |it| (objective, it)))
            .map(|(objective, it)| {
                let standing = self.standing(asking, objective, it, &readings);
                (objective, it, standing)
            })
            .collect();
        if rows.is_empty() {
            return Ok(CheckIns::Say(okr::nothing("All teams")));
        }
        let instead = okr::export(asking.org, &rows, asking.page);
        if asking.share || asking.page > 0 {
            return Ok(asking.shown(instead));
        }
        let quarter = Quarter::of(asking.today);
        Ok(CheckIns::Export(Box::new(Exported {
            name: format!("okr-{quarter}-{}.csv", asking.today),
            csv: okr::export_csv(asking.org, &rows),
            rows: rows.len(),
            instead,
        })))
    }

    /// Sends a file to whoever asked for it, and says where it is, or the same as text.
    pub async fn send_export(&self, person: &PersonId, export: Exported) -> Message {
        let sent = self
            .slack
            .send_file(person, &export.name, &export.csv)
            .await;
        match sent {
            Ok(()) => okr::export_sent(&export.name, export.rows),
            Err(error) => {
                tracing::info!(error = %error, "an export could not be sent as a file and is shown as text");
                export.instead
            }
        }
    }
}
