//! What was typed into the form of an objective or a key result, and what it becomes.
//!
//! Two people may have one objective's form open at once: the second is shown how it stands now and what sending
//! would change, with everything that was typed still in its fields.

use std::collections::BTreeSet;

use futures_util::future::join_all;

use super::edit_objective::{TITLE, beside, changeable};
use super::retire_key_result::no_more;
use super::same_again::{reading_so, reads_so};
use super::show_check_ins::PATIENCE;
use super::show_okrs::Asking;
use super::{App, Result, Submitted};
use crate::domain::changes::changes;
use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId};
use crate::domain::okr::form::{
    Field, Mistake, Mistakes, Stood, Values, merge, next_key_result, read_key_result,
    read_objective, read_retiring, values_of, values_of_key_result,
};
use crate::domain::okr::{KeyResult, Objective, may_place, named, remember};
use crate::domain::organisation::{Organisation, Person};
use crate::domain::typed::Typed;
use crate::store::Kept;
use crate::words::message::Line;
use crate::words::{form, okr};

impl App {
    pub(super) async fn submit_new_objective(
        &self,
        asking: &Asking<'_>,
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let next = |made: &Objective| {
            let values = Values::from([(Field::Owner, made.accountable.to_string())]);
            let lines = vec![Line::plain(okr::made(made))];
            Submitted::Page(self.key_result_form(made, None, &values, lines))
        };
        let made = match read_objective(asking.org, None, typed, asking.today) {
            Ok(made) => made,
            Err(mistakes) => {
                let already = self.made_already(asking, &mistakes, typed).await?;
                return Ok(already.map_or_else(|| beside(&mistakes), |made| next(&made)));
            }
        };
        if let Some(mistake) = not_theirs(asking, None, &made) {
            return Ok(beside(&vec![mistake]));
        }
        let newcomers = match self.newcomers(asking.org, None, &made).await {
            Ok(newcomers) => newcomers,
            Err(outsiders) => return Ok(beside(&outsiders)),
        };
        if self.save_naming(&made, None, &newcomers).await? == Kept::Yes {
            return Ok(next(&Objective { version: 1, ..made }));
        }
        let taken = vec![(Field::Code, Mistake::Taken)];
        let already = self.made_already(asking, &taken, typed).await?;
        Ok(already.map_or_else(|| beside(&taken), |made| next(&made)))
    }

    pub(super) async fn submit_objective(
        &self,
        asking: &Asking<'_>,
        code: &ObjectiveCode,
        (version, stood): (i64, &Stood),
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let before = match changeable(asking, Some(code.as_str()), "edit") {
            Ok((before, _)) => before,
            Err(said) => {
                return Ok(Submitted::Page(form::page(
                    TITLE,
                    said.text(),
                    &texts(typed),
                )));
            }
        };
        let saved = |it: &Objective| Submitted::Page(form::page(TITLE, okr::saved(it), &[]));
        if reads_so(asking, before, typed) {
            return Ok(saved(before));
        }
        let again = |now: &Objective| {
            if reads_so(asking, now, typed) {
                return saved(now);
            }
            let stands = values_of(asking.org, now);
            let (values, changed) = merge(stood, typed, &stands);
            let read = read_objective(asking.org, Some(now), &all(&values), asking.today);
            let said = okr::changed_meanwhile_to(asking.org, now, &changed, &stands);
            let lines = self.meanwhile(asking.org, now, said, read.ok());
            Submitted::Page(self.objective_form(asking, now, &values, lines))
        };
        let stands = values_of(asking.org, before);
        let Some(version) = met(before, (version, stood), typed, &stands) else {
            return Ok(again(before));
        };
        let made = match read_objective(asking.org, Some(before), typed, asking.today) {
            Ok(made) => made,
            Err(mistakes) => return Ok(beside(&mistakes)),
        };
        if let Some(mistake) = not_theirs(asking, Some(before), &made) {
            return Ok(beside(&vec![mistake]));
        }
        let newcomers = match self.newcomers(asking.org, Some(before), &made).await {
            Ok(newcomers) => newcomers,
            Err(outsiders) => return Ok(beside(&outsiders)),
        };
        Ok(
            match self.save_naming(&made, Some(version), &newcomers).await? {
                Kept::Yes => saved(&made),
                Kept::Changed(now) => again(&now),
                Kept::No => {
                    Submitted::Page(form::page(TITLE, okr::gone(code.as_str()), &texts(typed)))
                }
            },
        )
    }

    pub(super) async fn submit_key_result(
        &self,
        asking: &Asking<'_>,
        (code, key_result, (version, stood)): (
            &ObjectiveCode,
            Option<&KeyResultCode>,
            (i64, &Stood),
        ),
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let before = match changeable(asking, Some(code.as_str()), "edit") {
            Ok((before, _)) => before,
            Err(said) => {
                return Ok(Submitted::Page(form::page(
                    TITLE,
                    said.text(),
                    &texts(typed),
                )));
            }
        };
        let old = key_result.and_then(|code| before.key_results.iter().find(|it| it.code == *code));
        if let (Some(code), None) = (key_result, old) {
            return Ok(no_more(asking, before, code, typed));
        }
        let saved = |it: &KeyResult| {
            let said = okr::saved_key_result(it, old.is_none());
            Submitted::Page(form::page(TITLE, said, &[]))
        };
        let again = |now: &Objective| {
            if let Some(it) = reading_so(asking, now, old, typed) {
                return saved(it);
            }
            let stands = now
                .key_results
                .iter()
                .find(|it| Some(&it.code) == key_result);
            let known = stands.map(values_of_key_result).unwrap_or_default();
            let (values, changed) = merge(stood, typed, &known);
            let read = read_key_result(asking.org, now, stands, &all(&values));
            let said = okr::changed_meanwhile_to(asking.org, now, &changed, &known);
            let lines = self.meanwhile(asking.org, now, said, read.ok().map(|it| with(now, it)));
            Submitted::Page(self.key_result_form(now, key_result.cloned(), &values, lines))
        };
        let retiring = read_retiring(typed);
        if retiring.is_none()
            && let Some(it) = reading_so(asking, before, old, typed)
        {
            return Ok(saved(it));
        }
        let known = old.map(values_of_key_result).unwrap_or_default();
        // A new one meets nothing.
        let version = match met(before, (version, stood), typed, &known) {
            None if key_result.is_some() => return Ok(again(before)),
            None => before.version,
            Some(version) => version,
        };
        if let (Some(old), Some(reason)) = (old, retiring) {
            return self
                .submit_retiring(asking, (before, old, version), typed, reason)
                .await;
        }
        let mut made = match read_key_result(asking.org, before, old, typed) {
            Ok(made) => made,
            Err(mistakes) => return Ok(beside(&mistakes)),
        };
        if let Some(old) = old {
            let counts_else = old.unit != made.unit;
            let code = std::slice::from_ref(&old.code);
            if counts_else
                && !self
                    .store
                    .readings_of(&self.workspace, code)
                    .await?
                    .is_empty()
            {
                return Ok(beside(&vec![(Field::Unit, Mistake::OtherUnit)]));
            }
            remember(old, &mut made, Some(asking.person.clone()), asking.today);
        } else {
            let ever = self.store.codes_of(&self.workspace, code).await?;
            made.code = next_key_result(before, &ever);
        }
        let changed = with(before, made.clone());
        let newcomers = match self.newcomers(asking.org, Some(before), &changed).await {
            Ok(newcomers) => newcomers,
            Err(outsiders) => return Ok(beside(&outsiders)),
        };
        Ok(
            match self
                .save_naming(&changed, Some(version), &newcomers)
                .await?
            {
                Kept::Yes => saved(&made),
                Kept::Changed(now) => again(&now),
                Kept::No => {
                    Submitted::Page(form::page(TITLE, okr::gone(code.as_str()), &texts(typed)))
                }
            },
        )
    }

    /// What sending what was typed would change, now that somebody else has changed it.
    fn meanwhile(
        &self,
        org: &Organisation,
        now: &Objective,
        said: String,
        typed: Option<Objective>,
    ) -> Vec<Line> {
        let mut lines = vec![Line::plain(said)];
        let Some(typed) = typed else {
            return lines;
        };
        let of = |objective: &Objective| Organisation {
            objectives: vec![objective.clone()],
            ..org.clone()
        };
        let changes = changes(Some(&of(now)), &of(&typed));
        lines.extend(
            changes
                .iter()
                .map(|change| Line::plain(format!("Sending this {change}."))),
        );
        lines
    }

    /// Keeps an objective that names nobody new.
    pub(super) async fn save(&self, objective: &Objective, base: Option<i64>) -> Result<Kept> {
        self.save_naming(objective, base, &[]).await
    }

    /// Keeps an objective, and whoever it names and nobody knew.
    async fn save_naming(
        &self,
        objective: &Objective,
        base: Option<i64>,
        newcomers: &[Person],
    ) -> Result<Kept> {
        let now = self.clock.now();
        let org = self.organisation().await?;
        let edits = self.edits_after_change(&org, objective).await?;
        let kept = self
            .store
            .save_objective(&self.workspace, objective, base, newcomers, (now, &edits))
            .await?;
        if kept == Kept::Yes {
            self.enqueued.notify_one();
        }
        Ok(kept)
    }

    /// Whoever an objective names and nobody declared, by the name that Slack has; or the mistakes beside the fields
    /// in which somebody may not be named: Headway answers whoever it knows. Each is asked of Slack once, and who is
    /// not told in time is not let in. Whoever was named before, and perhaps dropped by an import since, stays named.
    async fn newcomers(
        &self,
        org: &Organisation,
        before: Option<&Objective>,
        objective: &Objective,
    ) -> std::result::Result<Vec<Person>, Mistakes> {
        let known: BTreeSet<&PersonId> = before.into_iter().flat_map(named).collect();
        let unknown: BTreeSet<&PersonId> = named(objective)
            .filter(|id| org.person(id).is_none() && !known.contains(id))
            .collect();
        let asked = join_all(unknown.into_iter().map(|id| async move {
            match tokio::time::timeout(PATIENCE, self.slack.user(id)).await {
                Ok(Ok(user)) if !(user.guest || user.stranger || user.bot || user.deleted) => {
                    Ok(newcomer(id, user.name))
                }
                Ok(Ok(_) | Err(_)) | Err(_) => Err(id),
            }
        }));
        let (mut people, mut outside) = (Vec::new(), BTreeSet::new());
        for one in asked.await {
            match one {
                Ok(person) => people.push(person),
                Err(id) => {
                    outside.insert(id);
                }
            }
        }
        if outside.is_empty() {
            return Ok(people);
        }
        let owners = objective
            .key_results
            .iter()
            .map(|it| (Field::Owner, Some(&it.owner)));
        let fields = [
            (Field::Accountable, Some(&objective.accountable)),
            (Field::Product, objective.product.as_ref()),
            (Field::Engineering, objective.engineering.as_ref()),
        ];
        let named = fields.into_iter().chain(owners);
        let named = named.filter(|(_, who)| who.is_some_and(|who| outside.contains(who)));
        Err(named.map(|(field, _)| (field, Mistake::Outsider)).collect())
    }
}

/// The version on which what was typed may be saved: the one that was opened, or the newest where nothing that the form
/// shows has changed since; none where something has.
fn met(
    now: &Objective,
    (version, stood): (i64, &Stood),
    typed: &Typed<Field>,
    stands: &Values,
) -> Option<i64> {
    if now.version == version {
        return Some(version);
    }
    let (_, changed) = merge(stood, typed, stands);
    (!stood.is_empty() && changed.is_empty()).then_some(now.version)
}

/// A mistake beside the teams where somebody gives an objective to teams that are wholly not theirs.
fn not_theirs(
    asking: &Asking<'_>,
    before: Option<&Objective>,
    made: &Objective,
) -> Option<(Field, Mistake)> {
    if may_place(asking.org, before, &made.teams, asking.person) {
        return None;
    }
    let teams = made.teams.iter().filter_map(|id| asking.org.team(id));
    let who = teams.filter_map(|team| {
        let lead = &team.lead()?.person;
        Some(format!("{} ({})", asking.org.name_of(lead), team.name))
    });
    Some((Field::Teams, Mistake::NotTheirs(who.collect())))
}

/// Values as if all of them had been typed.
fn all(values: &Values) -> Typed<Field> {
    let fields = values.iter();
    Typed(
        fields
            .map(|(field, text)| (*field, Some(text.clone())))
            .collect(),
    )
}

fn newcomer(id: &PersonId, name: String) -> Person {
    Person {
        id: id.clone(),
        name,
        time_zone: None,
        days_off: [].into(),
        leader: false,
        admin: false,
    }
}

/// An objective with a key result in its place, or behind the others.
fn with(objective: &Objective, it: KeyResult) -> Objective {
    let mut objective = objective.clone();
    match objective
        .key_results
        .iter_mut()
        .find(|one| one.code == it.code)
    {
        Some(place) => *place = it,
        None => objective.key_results.push(it),
    }
    objective
}

pub(super) fn values(typed: &Typed<Field>) -> Values {
    let fields = typed.0.iter();
    fields
        .filter_map(|(field, text)| Some((*field, text.clone()?)))
        .collect()
}

/// What was written in sentences, so that it is not lost.
pub(super) fn texts(typed: &Typed<Field>) -> Vec<String> {
    let fields = [Field::Title, Field::Metric, Field::Keep, Field::Reason];
    let text = |field: &Field| typed.text(field).map(str::to_owned);
    fields.iter().filter_map(text).collect()
}
