//! A new iteration: its form, empty or with everything copied from the slice before it, and what it becomes.

use chrono::NaiveDate;

use super::{App, Result, Submitted};
use crate::domain::id::{IterationId, PersonId};
use crate::domain::iteration::{Decision, Iteration, Outcome, draft};
use crate::domain::okr::{KeyResult, Objective, may_see};
use crate::domain::organisation::{Organisation, Role, Team};
use crate::domain::typed::Typed;
use crate::domain::week::Quarter;
use crate::store::Begun;
use crate::words::message::{About, BeginForm, Form, FormKey};
use crate::words::{form, iteration};

const TITLE: &str = "New iteration";

impl App {
    /// The form of a new iteration; `follows` is the slice before it, `title` what it was called in an answer.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn begin_form(
        &self,
        person: &PersonId,
        follows: Option<&IterationId>,
        title: Option<&str>,
    ) -> Result<Form> {
        let org = self.organisation().await?;
        let today = self.today(&org, person);
        let teams = may_begin_for(&org, person);
        let key_results = self.aims(&org, person, &teams, follows).await?;
        if teams.is_empty() {
            return Ok(form::page(TITLE, iteration::no_team_to_begin_for(), &[]));
        }
        if key_results.is_empty() {
            let quarter = Quarter::of(today);
            let open = still_open(&org, person, &teams, quarter);
            let said = iteration::nothing_to_move(quarter, &open);
            return Ok(form::page(TITLE, said, &[]));
        }
        let before = match follows {
            Some(id) => self.store.iteration(&self.workspace, id).await?,
            None => None,
        };
        let followers = match &before {
            Some(before) => self.store.followers(&self.workspace, &before.id).await?,
            None => Vec::new(),
        };
        let now = self.clock.now();
        let id = IterationId::new(self.chance.id(now));
        let about = FormKey {
            about: About::Begin(BeginForm {
                iteration: id.clone(),
                follows: before.as_ref().map(|before| before.id.clone()),
                followers: u32::try_from(followers.len()).unwrap_or(u32::MAX),
            }),
            opened: now.timestamp(),
        };
        let copied = before.as_ref().map(|before| copy(before, id, today));
        let mut form = iteration::begin(about, &teams, &key_results, copied.as_ref(), title, today);
        if let Some(before) = before.filter(goes_on) {
            form = iteration::never_ticked(form, &before);
        }
        Ok(match followers.last() {
            Some(last) => iteration::followed(form, last, org.name_of(&last.owner)),
            None => form,
        })
    }

    /// Takes what a person typed into the form of a new iteration.
    ///
    /// # Errors
    /// When the store does not answer in time: then nothing is saved.
    pub async fn begin_iteration(
        &self,
        person: &PersonId,
        about: BeginForm,
        all_typed: &Typed<draft::Field>,
    ) -> Result<Submitted> {
        let org = self.organisation().await?;
        let typed = all_typed;
        let beginning = draft::Beginning {
            id: about.iteration,
            owner: person.clone(),
            today: self.today(&org, person),
            follows: about.follows,
        };
        let mut begun = match draft::read(beginning, typed) {
            Ok(begun) => begun,
            Err(mistakes) => {
                let said = |(field, mistake): (draft::Field, _)| {
                    (field.into(), iteration::mistake(field, mistake))
                };
                return Ok(Submitted::Mistakes(
                    mistakes.into_iter().map(said).collect(),
                ));
            }
        };
        let mine = may_begin_for(&org, person);
        let typed = begun.team.as_str().to_lowercase();
        let team = mine
            .iter()
            .find(|team| team.id.as_str() == typed || team.name.to_lowercase() == typed);
        let team = team.copied().or_else(|| org.team(&begun.team));
        if !team.is_some_and(|team| may_keep(&org, person, team)) {
            let name = team.map_or(begun.team.as_str(), |team| team.name.as_str());
            let texts = draft::texts(all_typed);
            let page = form::page(TITLE, iteration::not_yours(name), &texts);
            return Ok(Submitted::Page(page));
        }
        let Some(team) = team else {
            return Ok(beside(draft::Field::Team, draft::Mistake::NoSuchTeam));
        };
        begun.team = team.id.clone();
        let open = self
            .aims(&org, person, &mine, begun.follows.as_ref())
            .await?;
        let typed = begun.key_result.as_str().to_uppercase();
        let Some(aim) = open.iter().find(|it| it.code.as_str() == typed) else {
            if let Some(gone) = once_open(&org, person, &typed) {
                let follows = begun.follows.as_ref();
                let form = self.begin_form(person, follows, None).await?;
                let form = iteration::aim_gone(form, gone, all_typed);
                return Ok(Submitted::Page(form));
            }
            return Ok(beside(
                draft::Field::KeyResult,
                draft::Mistake::NoSuchKeyResult,
            ));
        };
        begun.key_result = aim.code.clone();
        let edits = self.edits_after(&org, &begun).await?;
        let tried = self.store.begin_iteration(
            &self.workspace,
            (&begun, about.followers),
            self.clock.now(),
            &edits,
        );
        begun.number = match tried.await? {
            Begun::As(number) => number,
            Begun::Followed => {
                let form = self
                    .begin_form(person, begun.follows.as_ref(), None)
                    .await?;
                return Ok(Submitted::Page(iteration::begin_with(form, all_typed)));
            }
        };
        self.enqueued.notify_one();
        let page = form::page(TITLE, iteration::begun(&begun), &[]);
        Ok(Submitted::Page(page))
    }

    /// The open key results of the quarter that these teams share in, as far as the person may see them; and that of
    /// the slice before, which may be of an earlier quarter.
    async fn aims<'a>(
        &self,
        org: &'a Organisation,
        person: &PersonId,
        teams: &[&Team],
        follows: Option<&IterationId>,
    ) -> Result<Vec<&'a KeyResult>> {
        let quarter = Quarter::of(self.today(org, person));
        let before = match follows {
            Some(id) => self.store.iteration(&self.workspace, id).await?,
            None => None,
        };
        let mut aims = Vec::new();
        for objective in &org.objectives {
            if !objective.is_open() || !may_see(org, objective, person) {
                continue;
            }
            let shared = teams.iter().any(|team| objective.teams.contains(&team.id));
            let theirs = objective.quarter == quarter && shared;
            aims.extend(objective.key_results.iter().filter(|it| {
                let goes_on = before.as_ref().is_some_and(|one| one.key_result == it.code);
                theirs || goes_on
            }));
        }
        Ok(aims)
    }

    /// Today, where a person lives.
    pub(super) fn today(&self, org: &Organisation, person: &PersonId) -> NaiveDate {
        let team = org.teams_of(person).next();
        let zone = org.zone_of(person, team);
        self.clock.now().with_timezone(&zone).date_naive()
    }
}

/// Whether it was decided that a feature goes on to its next stage.
fn goes_on(before: &Iteration) -> bool {
    let decided = before.outcome.as_ref().and_then(|told| told.decision);
    decided == Some(Decision::NextStage)
}

/// Everything as before, one stage further where that was decided.
fn copy(before: &Iteration, id: IterationId, today: NaiveDate) -> Iteration {
    let decided = |outcome: &Outcome| outcome.decision.is_some_and(|it| it != Decision::Stop);
    let following = before
        .outcome
        .as_ref()
        .filter(|outcome| decided(outcome))
        .and_then(|_| before.following(id, today));
    following.unwrap_or_else(|| before.clone())
}

/// Whether a person may begin and tell the iterations of a team: its own people, and Headway's admins.
pub(super) fn may_keep(org: &Organisation, person: &PersonId, team: &Team) -> bool {
    let works = team
        .member(person)
        .is_some_and(|member| member.role != Role::Observer);
    works || org.person(person).is_some_and(|person| person.admin)
}

fn may_begin_for<'a>(org: &'a Organisation, person: &PersonId) -> Vec<&'a Team> {
    let mut teams: Vec<&Team> = org
        .teams
        .iter()
        .filter(|team| may_keep(org, person, team))
        .collect();
    // An admin's own team first.
    teams.sort_by_key(|team| team.member(person).is_none());
    teams
}

/// The open objectives of teams that are due before a quarter, the newest first.
fn still_open<'a>(
    org: &'a Organisation,
    person: &PersonId,
    teams: &[&Team],
    quarter: Quarter,
) -> Vec<&'a Objective> {
    let theirs = |it: &&Objective| teams.iter().any(|team| it.teams.contains(&team.id));
    let mut open: Vec<&Objective> = org
        .objectives
        .iter()
        .filter(|it| it.is_open() && it.quarter < quarter && may_see(org, it, person))
        .filter(theirs)
        .collect();
    open.sort_by_key(|it| std::cmp::Reverse(it.quarter));
    open
}

/// A key result that somebody may see and that nothing can aim at now: its quarter is over, or it was closed or retired.
fn once_open<'a>(org: &'a Organisation, person: &PersonId, code: &str) -> Option<&'a KeyResult> {
    let seen = org.objectives.iter().filter(|it| may_see(org, it, person));
    let mut all = seen.flat_map(|it| {
        let retired = it.retired.iter().map(|gone| &gone.key_result);
        it.key_results.iter().chain(retired)
    });
    all.find(|it| it.code.as_str() == code)
}

/// One mistake beside its field.
fn beside(field: draft::Field, mistake: draft::Mistake) -> Submitted {
    Submitted::Mistakes(vec![(field.into(), iteration::mistake(field, mistake))])
}
