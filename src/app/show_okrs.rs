//! `/okr`: what was typed is understood, held against what the person may see, and answered.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::edit_objective::{edit_by_text, new_by_text};
use super::{App, CheckIns, Result};
use crate::domain::id::PersonId;
use crate::domain::nearest::nearest;
use crate::domain::okr::command::{Command, Somebody, Wanted, nearest_command, parse};
use crate::domain::okr::{Found, KeyResult, Objective, find, may_see};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Quarter;
use crate::words::message::{Message, Part};
use crate::words::{check_in_command, okr};

/// Who asks, and for whom the answer is.
pub(super) struct Asking<'a> {
    pub org: &'a Organisation,
    pub person: &'a PersonId,
    pub today: NaiveDate,
    /// For a whole channel: nothing private is in it.
    pub share: bool,
    pub page: usize,
}

impl App {
    /// Answers `/okr` with the text behind it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show_okrs(&self, person: &PersonId, text: &str) -> Result<CheckIns> {
        let command = parse(text);
        if command.wanted == Wanted::Help {
            return Ok(CheckIns::Say(okr::help()));
        }
        let org = self.organisation().await?;
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(CheckIns::Say(refusal));
        }
        let asking = Asking {
            org: &org,
            person,
            today: self.today(&org, person),
            share: command.share,
            page: command.page,
        };
        self.form_or_answer(&asking, command).await
    }

    async fn form_or_answer(&self, asking: &Asking<'_>, command: Command) -> Result<CheckIns> {
        Ok(match command.wanted {
            Wanted::Mine => self.mine(asking).await?,
            Wanted::All => {
                let all = self.list_of(asking, "all", asking.current(), |_, _| true);
                asking.shown(all.await?)
            }
            Wanted::Team(name) if name.is_empty() => self.mine(asking).await?,
            Wanted::Team(name) => match asking.team(&name) {
                Ok(team) => self.team(asking, team).await?,
                Err(said) => CheckIns::Say(said),
            },
            Wanted::Person(somebody) => match asking.somebody(&somebody) {
                Ok(id) => self.of_person(asking, &id).await?,
                Err(said) => CheckIns::Say(said),
            },
            Wanted::Named(text) => self.named(asking, &text, command.meant.as_deref()).await?,
            Wanted::AtRisk
            | Wanted::OffTrack
            | Wanted::OnTrack
            | Wanted::Stale
            | Wanted::Changed => asking.shown(self.by_status(asking, &command.wanted).await?),
            Wanted::Export => self.export(asking).await?,
            Wanted::Away(week) => {
                CheckIns::Say(self.away_alone(asking, week.as_deref(), true).await?)
            }
            Wanted::Back(week) => {
                CheckIns::Say(self.away_alone(asking, week.as_deref(), false).await?)
            }
            Wanted::Update(update) => self.update_key_result(asking, update).await?,
            Wanted::Close(close) => self.close_by_text(asking, close).await?,
            Wanted::Reopen(code) => self.reopen(asking, code).await?,
            Wanted::New(within) => new_by_text(asking, within.as_deref()),
            Wanted::Retire(code, why) => self.retire_by_text(asking, code, why).await?,
            Wanted::Edit(code) => edit_by_text(asking, code.as_deref()),
            Wanted::Help => CheckIns::Say(okr::help()),
        })
    }

    async fn mine(&self, asking: &Asking<'_>) -> Result<CheckIns> {
        let Asking { org, person, .. } = asking;
        let teams: Vec<&Team> = org.teams_of(person).collect();
        let theirs = |objective: &&Objective| {
            answers_for(objective, person)
                || objective.key_results.iter().any(|it| it.owner == **person)
                || teams.iter().any(|team| objective.teams.contains(&team.id))
        };
        let objectives: Vec<&Objective> = asking.current().into_iter().filter(theirs).collect();
        if objectives.is_empty() {
            let names: Vec<String> = teams.iter().map(|team| team.name.clone()).collect();
            return Ok(CheckIns::Say(if names.is_empty() {
                check_in_command::in_no_team(&self.admins(org))
            } else {
                okr::no_objectives(&names)
            }));
        }
        let mine = self.list_of(asking, "mine", objectives, |_, _| true);
        Ok(asking.shown(mine.await?))
    }

    async fn team(&self, asking: &Asking<'_>, team: &Team) -> Result<CheckIns> {
        let objectives: Vec<&Objective> = asking
            .current()
            .into_iter()
            .filter(|objective| objective.teams.contains(&team.id))
            .collect();
        if objectives.is_empty() {
            let none = okr::no_objectives(std::slice::from_ref(&team.name));
            return Ok(CheckIns::Say(none));
        }
        let command = format!("team {}", team.id);
        let key_results: Vec<&KeyResult> =
            objectives.iter().flat_map(|it| &it.key_results).collect();
        let codes: Vec<_> = key_results.iter().map(|it| it.code.clone()).collect();
        let readings = self.store.readings_of(&self.workspace, &codes).await?;
        let iterations = self
            .store
            .iterations_of_team(&self.workspace, &team.id)
            .await?;
        let iterations = self.readable(asking, iterations).await?;
        let teams = std::slice::from_ref(&team.id);
        let beside = self.beside(asking, teams, &key_results, &readings, &iterations);
        let beside = beside.await?;
        let message = self
            .list_of(asking, &command, objectives, |_, _| true)
            .await?;
        Ok(asking.shown(match beside {
            Some(beside) => message.and(Part::Small(vec![beside.into()])),
            None => message,
        }))
    }

    async fn of_person(&self, asking: &Asking<'_>, id: &PersonId) -> Result<CheckIns> {
        let whole = |objective: &Objective| answers_for(objective, id);
        let objectives: Vec<&Objective> = asking
            .current()
            .into_iter()
            .filter(|it| whole(it) || it.key_results.iter().any(|it| it.owner == *id))
            .collect();
        if objectives.is_empty() {
            return Ok(CheckIns::Say(okr::nothing(asking.org.name_of(id))));
        }
        let command = format!("<@{id}>");
        let theirs = |objective: &Objective, it: &KeyResult| whole(objective) || it.owner == *id;
        let list = self.list_of(asking, &command, objectives, theirs);
        Ok(asking.shown(list.await?))
    }

    /// A code, or else a team's or a person's name, or else a command that lacks something.
    async fn named(
        &self,
        asking: &Asking<'_>,
        text: &str,
        meant: Option<&str>,
    ) -> Result<CheckIns> {
        let visible = asking.visible();
        let shown = match find(&visible, text) {
            Found::KeyResult(objective, it) => self.key_result(asking, objective, it, None).await?,
            Found::Retired(objective, gone) => {
                let it = &gone.key_result;
                self.key_result(asking, objective, it, Some(gone)).await?
            }
            Found::Objective(objective) => self.objective(asking, objective).await?,
            Found::Several(codes) => {
                let choices: Vec<_> = codes
                    .iter()
                    .map(|code| ((*code).to_owned(), (*code).to_owned()))
                    .collect();
                return Ok(CheckIns::Say(okr::choose(text, &choices)));
            }
            Found::Nothing(_) if asking.hides(text) => {
                return Ok(CheckIns::Say(okr::private_to_share(text)));
            }
            Found::Nothing(near) => {
                if let Ok(team) = asking.team(text) {
                    return self.team(asking, team).await;
                }
                if let Ok(id) = asking.somebody(&Somebody::Name(text.to_owned())) {
                    return self.of_person(asking, &id).await;
                }
                let code = text.contains(|c: char| c.is_ascii_digit());
                return Ok(CheckIns::Say(match meant {
                    Some(meant) => okr::meant(text, meant),
                    None if code => okr::nothing_like("objective or key result", text, near),
                    None if nearest_command(text).is_some() => okr::unknown(text),
                    None => match asking.near_team(text) {
                        Some(near) => okr::nothing_like("/okr", text, Some(near)),
                        None => okr::unknown(text),
                    },
                }));
            }
        };
        Ok(asking.shown(shown))
    }
}

fn answers_for(objective: &Objective, person: &PersonId) -> bool {
    objective.accountable == *person
        || objective.product.as_ref() == Some(person)
        || objective.engineering.as_ref() == Some(person)
}

impl<'a> Asking<'a> {
    /// What was asked for, to whom it is meant. What went wrong instead is for the one who typed.
    pub fn shown(&self, message: Message) -> CheckIns {
        if self.share {
            CheckIns::Share(message)
        } else {
            CheckIns::Say(message)
        }
    }

    /// All that may be shown.
    pub fn visible(&self) -> Vec<&'a Objective> {
        let org = self.org;
        org.objectives
            .iter()
            .filter(|it| may_see(org, it, self.person) && !(self.share && it.private))
            .collect()
    }

    /// Whether something is not found only because the channel would read it.
    fn hides(&self, code: &str) -> bool {
        let objectives = self.org.objectives.iter();
        let seen = objectives.filter(|it| it.private && may_see(self.org, it, self.person));
        let found = find(&seen.collect::<Vec<_>>(), code);
        self.share && matches!(found, Found::Objective(_) | Found::KeyResult(..))
    }

    /// What may be shown of this quarter, and what is still open of the one before.
    pub fn current(&self) -> Vec<&'a Objective> {
        let now = Quarter::of(self.today);
        let before = now.first_day().pred_opt().map(Quarter::of);
        self.visible()
            .into_iter()
            .filter(|it| it.quarter == now || (Some(it.quarter) == before && it.is_open()))
            .collect()
    }

    /// A team by its name or key; how it begins is enough.
    fn team(&self, typed: &str) -> std::result::Result<&'a Team, Message> {
        let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
        let wanted = plain(typed);
        let names = |team: &Team| [plain(&team.name), plain(team.id.as_str())];
        let exact = |team: &&Team| names(team).contains(&wanted);
        let begins = |team: &&Team| {
            !wanted.is_empty() && names(team).iter().any(|name| name.starts_with(&wanted))
        };
        let teams = &self.org.teams;
        if let Some(team) = teams.iter().find(exact) {
            return Ok(team);
        }
        let several: Vec<&Team> = teams.iter().filter(begins).collect();
        match several.as_slice() {
            [one] => Ok(one),
            [] => Err(okr::nothing_like("team", typed, self.near_team(typed))),
            many => {
                let choice = |team: &&Team| (team.name.clone(), format!("team {}", team.id));
                let choices: Vec<_> = many.iter().take(10).map(choice).collect();
                Err(okr::choose(typed, &choices))
            }
        }
    }

    /// The team whose name is a slip of the finger away.
    fn near_team(&self, typed: &str) -> Option<&'a str> {
        let all = self.org.teams.iter().map(|team| team.name.as_str());
        nearest(typed, all)
    }

    /// A person, as Slack names them or by a name.
    fn somebody(&self, somebody: &Somebody) -> std::result::Result<PersonId, Message> {
        let typed = match somebody {
            Somebody::Id(id) => return Ok(id.clone()),
            Somebody::Name(name) => name,
        };
        let plain = |text: &str| text.to_lowercase().replace(['.', '-', '_', ' '], "");
        let wanted = plain(typed);
        let people = &self.org.people;
        let is = |name: &str| {
            plain(name) == wanted || name.split_whitespace().any(|part| plain(part) == wanted)
        };
        let found: BTreeSet<&PersonId> = people
            .iter()
            .filter(|person| is(&person.name))
            .map(|person| &person.id)
            .collect();
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one.clone()),
            (Some(_), Some(_)) => {
                let choice = |id: &PersonId| (self.org.name_of(id).to_owned(), format!("<@{id}>"));
                let several = people.iter().filter(|person| is(&person.name)).take(10);
                let choices: Vec<_> = several.map(|person| choice(&person.id)).collect();
                Err(okr::choose(typed, &choices))
            }
            (None, _) => {
                let all = people.iter().map(|person| person.name.as_str());
                Err(okr::nothing_like("person", typed, nearest(typed, all)))
            }
        }
    }
}
