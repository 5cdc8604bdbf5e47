//! What each declared thing says, key by key, as `org.toml` calls it. The same keys for the same kind of thing,
//! always, since two of them are held against each other in order.

use super::compare::{Declared, Field};
use super::{Thing, targets};
use crate::domain::category::Category;
use crate::domain::id::PersonId;
use crate::domain::number;
use crate::domain::okr::{KeyResult, Objective, Outcome};
use crate::domain::organisation::{Member, Organisation, Person, Settings, Team};

pub(super) fn declared(kind: &'static str, id: &str, name: &str, fields: Vec<Field>) -> Declared {
    let thing = Thing {
        kind,
        key: id.to_owned(),
        name: name.to_owned(),
        of: None,
    };
    Declared {
        id: id.to_owned(),
        thing,
        fields,
        parts: Vec::new(),
    }
}

impl Declared {
    fn of(mut self, whole: String) -> Self {
        self.thing.of = Some(whole);
        self
    }

    /// Called by a name, though it is the same by its id.
    fn called(mut self, name: &str) -> Self {
        self.thing.name = std::mem::replace(&mut self.thing.key, name.to_owned());
        self
    }

    fn named(mut self, name: &str) -> Self {
        self.thing.name = name.to_owned();
        self
    }
}

pub(super) fn workspace(settings: &Settings) -> Declared {
    let cadence = &settings.cadence;
    let remainder = settings.remainder.as_ref();
    let fields = vec![
        Field::text("name", &settings.name),
        Field::text("time_zone", &settings.time_zone),
        Field::text("leadership_channel", &settings.leadership_channel),
        Field::text("ask", &cadence.ask),
        Field::list("reminders", cadence.reminders.iter()),
        Field::text("digest", &cadence.digest),
        Field::text("close", &cadence.close),
        Field::text("review", cadence.review.word()),
        Field::optional("remainder", remainder),
        Field::text("enough_answers", &settings.enough_answers),
        Field::text(
            "keep_single_splits_weeks",
            &settings.keep_single_splits_weeks,
        ),
    ];
    let judging = &settings.results.judging;
    let fields = fields
        .into_iter()
        .chain([
            Field::text("results.on_track", &judging.on_track),
            Field::text("results.at_risk", &judging.at_risk),
            Field::text("results.confident", &judging.confident),
            Field::text("results.doubtful", &judging.doubtful),
            Field::text("results.missed_weeks", &judging.missed_weeks),
            Field::text("results.grace_days", &judging.grace_days),
            Field::text("results.clear", &judging.clear),
            Field::text("results.clear_weeks", &judging.clear_weeks),
            Field::list("results.output_words", settings.results.output_words.iter()),
            Field::list(
                "results.outcome_words",
                settings.results.outcome_words.iter(),
            ),
        ])
        .collect();
    // There is one, whatever it is called.
    declared("workspace", "", &settings.name, fields)
}

pub(super) fn category(category: &Category) -> Declared {
    let fields = vec![
        Field::text("name", &category.name),
        Field::text("explanation", &category.explanation),
        Field::flag("elective", category.marks.elective),
        Field::text("purpose", category.marks.purpose.word()),
    ];
    declared("category", category.id.as_str(), &category.name, fields)
}

pub(super) fn person(person: &Person) -> Declared {
    let fields = vec![
        Field::text("name", &person.name),
        Field::optional("time_zone", person.time_zone),
        Field::list("days_off", person.days_off.iter()),
        Field::flag("leader", person.leader),
        Field::flag("admin", person.admin),
    ];
    declared("person", person.id.as_str(), "", fields).called(&person.name)
}

pub(super) fn team(team: &Team, org: &Organisation) -> Declared {
    let reminders = team.cadence.reminders.as_ref().map(|reminders| {
        let words: Vec<String> = reminders.iter().map(ToString::to_string).collect();
        if words.is_empty() {
            "nobody".to_owned()
        } else {
            words.join(", ")
        }
    });
    let fields = vec![
        Field::text("name", &team.name),
        Field::text("kind", team.kind.word()),
        Field::optional("product_line", team.product_line.as_ref()),
        Field::optional("channel", team.channel.as_ref()),
        Field::flag("tell_channel", team.tell_channel),
        Field::optional("time_zone", team.time_zone),
        Field::text("answers", team.answers.word()),
        Field::flag("lead_sees_answers", team.lead_sees_answers),
        Field::optional("ask", team.cadence.ask),
        Field::optional("reminders", reminders),
    ];
    let whole = || format!("team {}", team.id);
    let members = team.members.iter().map(|one| member(one, org).of(whole()));
    let targets = targets::declared_targets(team, org);
    let targets = targets.into_iter().map(|one| one.of(whole()));
    Declared {
        parts: members.chain(targets).collect(),
        ..declared("team", team.id.as_str(), &team.name, fields)
    }
}

fn member(member: &Member, org: &Organisation) -> Declared {
    let fields = vec![
        Field::text("role", member.role.word()),
        Field::text("share", &member.share),
        Field::optional("from", member.from),
        Field::optional("until", member.until),
    ];
    let name = org.name_of(&member.person);
    declared("member", member.person.as_str(), "", fields)
        .called(name)
        .named(member.role.word())
}

pub(super) fn objective(objective: &Objective, org: &Organisation) -> Declared {
    let fields = vec![
        Field::text("title", &objective.title),
        by_name("accountable", &objective.accountable, org),
        Field::list("teams", objective.teams.iter()),
        Field::text("quarter", &objective.quarter),
        maybe_by_name("product", objective.product.as_ref(), org),
        maybe_by_name("engineering", objective.engineering.as_ref(), org),
        Field::text("commitment", objective.commitment.word()),
        Field::flag("private", objective.private),
    ];
    let code = objective.code.as_str();
    let whole = || format!("objective {code}");
    let key_results = objective.key_results.iter();
    Declared {
        parts: key_results
            .map(|one| key_result(one, org).of(whole()))
            .collect(),
        ..declared("objective", code, &objective.title, fields)
    }
}

fn key_result(key_result: &KeyResult, org: &Organisation) -> Declared {
    let value = |key, value: f64| {
        let shown = number::write(value, &key_result.unit);
        Field::shown(key, &value.to_string(), &shown)
    };
    let fields = vec![
        Field::text("metric", &key_result.metric),
        Field::text("unit", key_result.unit.word()),
        value("baseline", key_result.baseline),
        value("target", key_result.target),
        Field::text("direction", key_result.direction.word()),
        Field::text("curve", key_result.curve.word()),
        Field::text("weight", &key_result.weight),
        Field::optional("outcome", key_result.outcome.map(Outcome::word)),
        by_name("owner", &key_result.owner, org),
        Field::optional("keep", key_result.kept.as_ref()),
    ];
    let code = key_result.code.as_str();
    declared("key result", code, &key_result.metric, fields)
}

fn maybe_by_name(key: &'static str, person: Option<&PersonId>, org: &Organisation) -> Field {
    person.map_or_else(|| Field::text(key, ""), |person| by_name(key, person, org))
}

pub(super) fn by_name(key: &'static str, person: &PersonId, org: &Organisation) -> Field {
    Field::shown(key, person.as_str(), org.name_of(person))
}
