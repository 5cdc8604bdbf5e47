//! The lists of `/okr`: whole objectives, or the key results of a status, a page at a time.

use std::collections::HashMap;

use super::show_okrs::Asking;
use super::{App, Result};
use crate::domain::id::KeyResultCode;
use crate::domain::okr::command::Wanted;
use crate::domain::okr::{
    Announced, KeyResult, Objective, Reading, Standing, Status, announced, first_week_read,
    looks_back, may_have_changed, standing_of,
};
use crate::domain::week::Week;
use crate::words::message::Message;
use crate::words::okr::{self, Entry, Page};

/// So many key results, or objectives without one, are on a page.
pub(super) const A_PAGE: usize = 20;

/// More key results than this are read by their weeks rather than one by one.
const BY_CODE: usize = 600;

/// Readings by key result, the oldest first.
pub(super) type Readings = HashMap<KeyResultCode, Vec<Reading>>;

/// One line of a list: an objective, and a key result of it by its place.
type Row<'a> = (&'a Objective, Option<usize>);

impl App {
    /// A page of objectives with those of their key results that are wanted. Only what is on the page is read.
    pub(super) async fn list_of(
        &self,
        asking: &Asking<'_>,
        command: &str,
        objectives: Vec<&Objective>,
        wanted: impl Fn(&Objective, &KeyResult) -> bool,
    ) -> Result<Message> {
        let rows: Vec<Row> = objectives
            .into_iter()
            .flat_map(|objective| rows_of(objective, |it| wanted(objective, it)))
            .collect();
        if rows.is_empty() {
            return Ok(okr::nothing("All teams"));
        }
        let (rows, page) = cut(&rows, asking.page, command);
        let shown: Vec<&Objective> = rows.iter().map(|(objective, _)| *objective).collect();
        let readings = self.readings_for(&shown).await?;
        Ok(self.page_of(asking, None, rows, &page, &readings))
    }

    /// A page of the key results that have a status, of all that the person may see.
    pub(super) async fn by_status(&self, asking: &Asking<'_>, wanted: &Wanted) -> Result<Message> {
        let mut objectives = asking.current();
        objectives.retain(|objective| objective.is_open());
        let readings = match wanted {
            Wanted::Changed => self.readings_of_changed(asking, &objectives).await?,
            _ => self.newest_readings(asking, &objectives, 0).await?,
        };
        let (what, command) = match wanted {
            Wanted::OffTrack => ("off track", "off track"),
            Wanted::OnTrack => ("on track", "on track"),
            Wanted::Stale => ("without a reading for too long", "stale"),
            Wanted::Changed => ("with another status than a week ago", "changed"),
            _ => ("at risk or off track", "at risk"),
        };
        let found = |objective: &Objective, it: &KeyResult| match wanted {
            // Whose readings were not read has not changed.
            Wanted::Changed if !readings.contains_key(&it.code) => false,
            Wanted::Changed => {
                let Announced { now, before, .. } =
                    self.announced(asking, objective, it, &readings);
                before.is_some() && now != before
            }
            _ => {
                let status = self.standing(asking, objective, it, &readings).status;
                match wanted {
                    Wanted::OffTrack => status == Status::OffTrack,
                    Wanted::OnTrack => status == Status::OnTrack,
                    Wanted::Stale => status == Status::Stale,
                    _ => matches!(status, Status::AtRisk | Status::OffTrack),
                }
            }
        };
        let all: usize = objectives.iter().map(|it| it.key_results.len()).sum();
        let rows: Vec<Row> = objectives
            .into_iter()
            .flat_map(|objective| rows_of(objective, |it| found(objective, it)))
            .filter(|(_, at)| at.is_some())
            .collect();
        let heading = okr::of_all(rows.len(), what, all);
        let (rows, page) = cut(&rows, asking.page, command);
        let shown: Vec<&Objective> = rows.iter().map(|(objective, _)| *objective).collect();
        let readings = self.readings_for(&shown).await?;
        Ok(self.page_of(asking, Some(heading), rows, &page, &readings))
    }

    /// One objective with all its key results.
    pub(super) async fn objective(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
    ) -> Result<Message> {
        let rows = rows_of(objective, |_| true);
        let (rows, page) = cut(&rows, asking.page, objective.code.as_str());
        let readings = self.readings_for(&[objective]).await?;
        let entries = self.entries(asking, rows, &readings);
        Ok(entries.first().map_or_else(Message::default, |entry| {
            okr::objective(asking.org, entry, &page, asking.today)
        }))
    }

    fn page_of(
        &self,
        asking: &Asking<'_>,
        heading: Option<String>,
        rows: &[Row<'_>],
        page: &Page,
        readings: &Readings,
    ) -> Message {
        let entries = self.entries(asking, rows, readings);
        okr::list(asking.org, heading, &entries, page)
    }

    fn entries<'a>(
        &self,
        asking: &Asking<'_>,
        rows: &[Row<'a>],
        readings: &Readings,
    ) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for (objective, at) in rows {
            let goes_on = entries
                .last()
                .is_some_and(|entry| entry.objective.code == objective.code);
            if !goes_on {
                let standing =
                    |it: &KeyResult| (it.clone(), self.standing(asking, objective, it, readings));
                entries.push(Entry {
                    objective,
                    key_results: objective.key_results.iter().map(standing).collect(),
                    shown: Vec::new(),
                });
            }
            if let Some(entry) = entries.last_mut() {
                entry.shown.extend(*at);
            }
        }
        entries
    }

    /// Only the weeks in which a reading still says that there is one: without any of these, silence is all there is.
    /// `more` weeks further back.
    async fn newest_readings(
        &self,
        asking: &Asking<'_>,
        objectives: &[&Objective],
        more: u32,
    ) -> Result<Readings> {
        // A quarter that is over is judged by its own last weeks.
        let ends = objectives.iter().map(|it| it.quarter.last_day());
        let oldest = ends
            .min()
            .map_or(asking.today, |last| last.min(asking.today));
        let missed = asking.org.settings.results.judging.missed_weeks;
        let grace = asking.org.settings.results.judging.grace_days / 7;
        let silent = u32::from(missed) + u32::from(grace) + 2;
        let mut first = Week::of(oldest).back(silent + more);
        // While a quarter is young, it stands where it began.
        let begin = objectives.iter().map(|it| first_week_read(it.quarter));
        let young = begin.filter(|week| week.ahead(silent) > Week::of(asking.today));
        first = young.min().map_or(first, |week| first.min(week));
        let far = Week::of(asking.today);
        let all = self.store.readings(&self.workspace, first, far).await?;
        Ok(by_key_result(all))
    }

    /// All readings of the quarter, of those key results whose newest ones say that their status may have changed.
    async fn readings_of_changed(
        &self,
        asking: &Asking<'_>,
        objectives: &[&Objective],
    ) -> Result<Readings> {
        let judging = &asking.org.settings.results.judging;
        let more = looks_back(judging);
        let newest = self.newest_readings(asking, objectives, more).await?;
        let mut codes: Vec<KeyResultCode> = Vec::new();
        for objective in objectives {
            let candidates = objective.key_results.iter().filter(|it| {
                let own: Vec<&Reading> = newest.get(&it.code).into_iter().flatten().collect();
                may_have_changed(judging, it, objective.quarter, &own, asking.today)
            });
            codes.extend(candidates.map(|it| it.code.clone()));
        }
        if codes.len() > BY_CODE {
            return self.readings_for(objectives).await;
        }
        let Some(first) = first_read(objectives) else {
            return Ok(Readings::new());
        };
        let store = &self.store;
        let all = store.readings_since(&self.workspace, &codes, first).await?;
        Ok(by_key_result(all))
    }

    /// The readings of all key results of these objectives.
    pub(super) async fn readings_for(&self, objectives: &[&Objective]) -> Result<Readings> {
        let mut codes: Vec<KeyResultCode> = objectives
            .iter()
            .flat_map(|objective| objective.key_results.iter().map(|it| it.code.clone()))
            .collect();
        codes.sort();
        codes.dedup();
        let Some(first) = first_read(objectives) else {
            return Ok(Readings::new());
        };
        let all = if codes.len() > BY_CODE {
            let far = first.ahead(60);
            self.store.readings(&self.workspace, first, far).await?
        } else {
            self.store
                .readings_since(&self.workspace, &codes, first)
                .await?
        };
        Ok(by_key_result(all))
    }

    pub(super) fn standing(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        it: &KeyResult,
        readings: &Readings,
    ) -> Standing {
        let own: Vec<&Reading> = readings.get(&it.code).into_iter().flatten().collect();
        let judging = &asking.org.settings.results.judging;
        standing_of(judging, it, objective.quarter, &own, asking.today)
    }

    fn announced(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        it: &KeyResult,
        readings: &Readings,
    ) -> Announced {
        let own: Vec<&Reading> = readings.get(&it.code).into_iter().flatten().collect();
        let judging = &asking.org.settings.results.judging;
        announced(judging, it, objective.quarter, &own, asking.today)
    }
}

/// The first week whose readings count for any of these objectives.
fn first_read(objectives: &[&Objective]) -> Option<Week> {
    objectives
        .iter()
        .map(|it| first_week_read(it.quarter))
        .min()
}

fn by_key_result(all: Vec<Reading>) -> Readings {
    let mut readings = Readings::new();
    for reading in all {
        match readings.get_mut(&reading.key_result) {
            Some(own) => own.push(reading),
            None => {
                readings.insert(reading.key_result.clone(), vec![reading]);
            }
        }
    }
    readings
}

/// The wanted key results of an objective; the objective alone where it has none.
fn rows_of<'a>(objective: &'a Objective, wanted: impl Fn(&KeyResult) -> bool) -> Vec<Row<'a>> {
    if objective.key_results.is_empty() {
        return vec![(objective, None)];
    }
    let wanted = |(at, it): (usize, &KeyResult)| wanted(it).then_some((objective, Some(at)));
    objective
        .key_results
        .iter()
        .enumerate()
        .filter_map(wanted)
        .collect()
}

/// One page of the rows; the last one where there are not so many.
fn cut<'r, 'a>(rows: &'r [Row<'a>], page: usize, command: &str) -> (&'r [Row<'a>], Page) {
    let pages = rows.len().div_ceil(A_PAGE).max(1);
    let number = page.min(pages - 1);
    let from = number * A_PAGE;
    let shown = &rows[from.min(rows.len())..(from + A_PAGE).min(rows.len())];
    let page = Page {
        number,
        pages,
        command: command.to_owned(),
    };
    (shown, page)
}
