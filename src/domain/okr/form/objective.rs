//! Objectives and key results as they are typed.

use super::super::command::is_command;
use super::super::{
    Commitment, Curve, Direction, Draft, KeyResult, Objection, Objective, Origin, Outcome, Unit,
    objections,
};
use super::{Field, Mistake, Mistakes, STAY, Values};
use crate::domain::id::{KeyResultCode, ObjectiveCode, PersonId, TeamId};
use crate::domain::nearest::nearest;
use crate::domain::number;
use crate::domain::organisation::Organisation;
use crate::domain::typed::Typed;
use crate::domain::week::Quarter;

/// The most that a key result may weigh.
const HEAVIEST: f64 = 1000.0;

/// A text of one line, so long at most; a mistake where it is longer.
fn text(typed: &Typed<Field>, field: Field, mistakes: &mut Mistakes) -> Option<String> {
    let most = field.longest();
    let words: Vec<&str> = typed.text(&field)?.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() > most {
        mistakes.push((field, Mistake::TooLong(most)));
    }
    Some(line)
}

fn needed<T>(found: Option<T>, field: Field, mistakes: &mut Mistakes) -> Option<T> {
    if found.is_none() {
        mistakes.push((field, Mistake::Missing));
    }
    found
}

/// Makes an objective of what was typed; the key results, how it ended and its version are those of `before`.
///
/// # Errors
/// Every mistake beside its field.
pub fn read_objective(
    org: &Organisation,
    before: Option<&Objective>,
    typed: &Typed<Field>,
    today: chrono::NaiveDate,
) -> Result<Objective, Mistakes> {
    let mut mistakes = Mistakes::new();
    let code = match before {
        Some(before) => Some(before.code.clone()),
        None => code(org, typed, &mut mistakes),
    };
    let title = text(typed, Field::Title, &mut mistakes);
    let title = needed(title, Field::Title, &mut mistakes);
    let accountable = typed.text(&Field::Accountable).map(PersonId::new);
    let accountable = needed(accountable, Field::Accountable, &mut mistakes);
    let teams = teams(org, typed, &mut mistakes);
    let quarter = typed
        .text(&Field::Quarter)
        .and_then(|text| text.parse().ok());
    let (Some(code), Some(title), Some(accountable), true) =
        (code, title, accountable, mistakes.is_empty())
    else {
        return Err(mistakes);
    };
    let usual = before.map_or(Quarter::of(today), |before| before.quarter);
    let mut objective = Objective::new(code, &title, accountable, teams, quarter.unwrap_or(usual));
    objective.product = typed.text(&Field::Product).map(PersonId::new);
    objective.engineering = typed.text(&Field::Engineering).map(PersonId::new);
    objective.commitment = typed
        .text(&Field::Commitment)
        .and_then(Commitment::from_word)
        .unwrap_or(Commitment::Committed);
    objective.private = typed.text(&Field::Private) == Some("private");
    objective.origin = before.map_or(Origin::Slack, |before| before.origin);
    if let Some(before) = before {
        objective.key_results.clone_from(&before.key_results);
        objective.retired.clone_from(&before.retired);
        objective.closed.clone_from(&before.closed);
        objective.version = before.version;
    }
    Ok(objective)
}

/// A few plain characters that nothing else is called by.
fn code(
    org: &Organisation,
    typed: &Typed<Field>,
    mistakes: &mut Mistakes,
) -> Option<ObjectiveCode> {
    let code = needed(typed.text(&Field::Code), Field::Code, mistakes)?.to_uppercase();
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    let starts = code.starts_with(|c: char| c.is_ascii_uppercase());
    // The number keeps it from being read as the name of a team or a person.
    let number = code.rsplit_once('-').is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    if !(starts && number) || code.len() > Field::Code.longest() || !code.bytes().all(plain) {
        mistakes.push((Field::Code, Mistake::NotACode));
        return None;
    }
    if is_command(&code) {
        mistakes.push((Field::Code, Mistake::IsACommand(code)));
        return None;
    }
    let taken = org.objectives.iter().any(|it| it.code.as_str() == code);
    if taken {
        mistakes.push((Field::Code, Mistake::Taken));
        return None;
    }
    Some(ObjectiveCode::new(code))
}

fn teams(org: &Organisation, typed: &Typed<Field>, mistakes: &mut Mistakes) -> Vec<TeamId> {
    let mut teams: Vec<TeamId> = Vec::new();
    let mut unknown = Vec::new();
    let names = typed.text(&Field::Teams).unwrap_or_default();
    let of_name = |name: &str| {
        let lower = name.to_lowercase();
        let mut teams = org.teams.iter();
        teams.find(|team| team.name.to_lowercase() == lower || team.id.as_str() == lower)
    };
    let listed = names.split([',', ';', '\n']).map(str::trim);
    // "Payments and Search" are two, unless a team is called so.
    let each = listed.flat_map(|name| match of_name(name) {
        Some(_) => vec![name],
        None => name.split(" and ").map(str::trim).collect(),
    });
    for name in each.filter(|name| !name.is_empty()) {
        match of_name(name) {
            Some(team) if teams.contains(&team.id) => {}
            Some(team) => teams.push(team.id.clone()),
            None => unknown.push(name.to_owned()),
        }
    }
    if !unknown.is_empty() {
        let known = || org.teams.iter().map(|team| team.name.as_str());
        let near = unknown.iter().filter_map(|name| nearest(name, known()));
        let near = near.map(str::to_owned).collect();
        mistakes.push((Field::Teams, Mistake::NotTeams(unknown, near)));
    }
    if teams.is_empty() && !mistakes.iter().any(|(field, _)| *field == Field::Teams) {
        mistakes.push((Field::Teams, Mistake::Missing));
    }
    teams
}

/// Makes a key result of what was typed. What it aimed at before stays with it; a new aim needs a new reason.
///
/// # Errors
/// Every mistake beside its field; what reads like output beside the metric, unless something says why it is kept.
pub fn read_key_result(
    org: &Organisation,
    objective: &Objective,
    before: Option<&KeyResult>,
    typed: &Typed<Field>,
) -> Result<KeyResult, Mistakes> {
    let mut mistakes = Mistakes::new();
    let metric = text(typed, Field::Metric, &mut mistakes);
    let metric = needed(metric, Field::Metric, &mut mistakes);
    let kept = text(typed, Field::Keep, &mut mistakes);
    let reason = text(typed, Field::Reason, &mut mistakes);
    let direction = typed.text(&Field::Direction).and_then(Direction::from_word);
    let unit = match direction {
        Some(Direction::Done) => Some(Unit::Done),
        _ => typed.text(&Field::Unit).and_then(Unit::from_word),
    };
    let (baseline, target) = numbers(typed, unit.as_ref(), &mut mistakes);
    let weight = weight(typed, &mut mistakes);
    let draft = Draft {
        metric: metric.as_deref().unwrap_or_default(),
        unit: unit.as_ref(),
        baseline,
        target,
        direction,
    };
    if kept.is_none() && mistakes.is_empty() {
        let found = objections(&draft, &org.settings.results);
        mistakes.extend(
            found
                .into_iter()
                .map(|it| (beside(&it), Mistake::Objection(it))),
        );
    } else if (baseline.is_none() || target.is_none())
        && !mistakes.iter().any(|(field, _)| is_number(*field))
    {
        mistakes.push((Field::Target, Mistake::Objection(Objection::NoNumber)));
    }
    let (Some(metric), Some(unit), Some(baseline), Some(target)) = (
        metric,
        unit.or(kept.is_some().then_some(Unit::Number)),
        baseline,
        target,
    ) else {
        return Err(mistakes);
    };
    let mut made = KeyResult::new(
        before.map_or_else(|| next_key_result(objective, &[]), |it| it.code.clone()),
        &metric,
        unit,
        (baseline, target),
        typed
            .text(&Field::Owner)
            .map_or_else(|| objective.accountable.clone(), PersonId::new),
    );
    made.direction = direction.unwrap_or(made.direction);
    made.curve = typed
        .text(&Field::Curve)
        .and_then(Curve::from_word)
        .unwrap_or(Curve::Straight);
    made.outcome = typed.text(&Field::Outcome).and_then(Outcome::from_word);
    made.weight = weight;
    made.kept = kept;
    made.reason = reason;
    let other_way = match made.direction {
        Direction::Increase => target < baseline,
        Direction::Decrease => target > baseline,
        _ => false,
    };
    if other_way {
        mistakes.push((Field::Direction, Mistake::OtherWay));
    }
    if let Some(before) = before {
        let changes = before.aim() != made.aim();
        if changes && (made.reason.is_none() || made.reason == before.reason) {
            mistakes.push((Field::Reason, Mistake::NeedsReason));
        }
    }
    if mistakes.is_empty() {
        Ok(made)
    } else {
        Err(mistakes)
    }
}

fn is_number(field: Field) -> bool {
    matches!(field, Field::Baseline | Field::Target)
}

fn beside(objection: &Objection) -> Field {
    match objection {
        Objection::Output { .. } => Field::Metric,
        Objection::NoNumber | Objection::NoWay | Objection::OtherWay { .. } => Field::Target,
        Objection::NoUnit => Field::Unit,
    }
}

fn numbers(
    typed: &Typed<Field>,
    unit: Option<&Unit>,
    mistakes: &mut Mistakes,
) -> (Option<f64>, Option<f64>) {
    if unit == Some(&Unit::Done) {
        // Nobody's numbers are dropped without a word.
        let both = [Field::Baseline, Field::Target].into_iter();
        let filled = both.filter(|field| typed.text(field).is_some());
        mistakes.extend(filled.map(|field| (field, Mistake::TakesNoNumber)));
        return (Some(0.0), Some(1.0));
    }
    let unit = unit.unwrap_or(&Unit::Number);
    let mut number = |field: Field| match number::parse(typed.text(&field)?, unit) {
        Ok(number) => Some(number),
        Err(not) => {
            mistakes.push((field, Mistake::NotANumber(not)));
            None
        }
    };
    (number(Field::Baseline), number(Field::Target))
}

fn weight(typed: &Typed<Field>, mistakes: &mut Mistakes) -> f64 {
    let Some(text) = typed.text(&Field::Weight) else {
        return 1.0;
    };
    match number::parse(text, &Unit::Number) {
        Ok(weight) if weight > 0.0 && weight <= HEAVIEST => weight,
        _ => {
            mistakes.push((Field::Weight, Mistake::NotAWeight));
            1.0
        }
    }
}

/// The number behind the highest one so far: a code is never used twice. `ever` are those that the objective ever had.
#[must_use]
pub fn next_key_result(objective: &Objective, ever: &[KeyResultCode]) -> KeyResultCode {
    let number = |code: &str| {
        let digits = code.rsplit(['.', '-']).next()?;
        digits.parse::<u32>().ok()
    };
    let codes = objective
        .key_results
        .iter()
        .map(|it| &it.code)
        .chain(ever)
        .filter_map(|code| number(code.as_str()));
    let next = codes.max().unwrap_or(0) + 1;
    KeyResultCode::new(format!("{}.{next}", objective.code))
}

/// A code that nothing has, after a team's name: `PAY-3`.
#[must_use]
pub fn next_code(org: &Organisation, team: &str) -> String {
    let letters: String = team
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(3)
        .collect::<String>()
        .to_uppercase();
    let letters = if letters.is_empty() || is_command(&letters) {
        "OBJ".to_owned()
    } else {
        letters
    };
    let taken = |code: &str| org.objectives.iter().any(|it| it.code.as_str() == code);
    (1..)
        .map(|number: u32| format!("{letters}-{number}"))
        .find(|code| !taken(code))
        .unwrap_or_default()
}

/// An objective as it stands in its form.
#[must_use]
pub fn values_of(org: &Organisation, objective: &Objective) -> Values {
    let teams: Vec<&str> = objective
        .teams
        .iter()
        .map(|id| org.team(id).map_or(id.as_str(), |team| team.name.as_str()))
        .collect();
    let person = |id: &Option<PersonId>| id.as_ref().map(ToString::to_string);
    let mut values = Values::from([
        (Field::Code, objective.code.to_string()),
        (Field::Title, objective.title.clone()),
        (Field::Accountable, objective.accountable.to_string()),
        (Field::Commitment, objective.commitment.word().to_owned()),
        (Field::Teams, teams.join(", ")),
        (Field::Quarter, objective.quarter.to_string()),
    ]);
    values.extend(person(&objective.product).map(|id| (Field::Product, id)));
    values.extend(person(&objective.engineering).map(|id| (Field::Engineering, id)));
    let private = if objective.private {
        "private"
    } else {
        "everybody"
    };
    values.insert(Field::Private, private.to_owned());
    values
}

/// A key result as it stands in its form.
#[must_use]
pub fn values_of_key_result(it: &KeyResult) -> Values {
    let mut values = Values::from([
        (Field::Metric, it.metric.clone()),
        (Field::Direction, it.direction.word().to_owned()),
        (Field::Curve, it.curve.word().to_owned()),
        (Field::Weight, it.weight.to_string()),
        (Field::Owner, it.owner.to_string()),
        (Field::Stays, STAY.to_owned()),
    ]);
    if it.unit != Unit::Done {
        values.insert(Field::Unit, it.unit.word().to_owned());
        values.insert(Field::Baseline, number::write(it.baseline, &it.unit));
        values.insert(Field::Target, number::write(it.target, &it.unit));
    }
    values.extend(
        it.outcome
            .map(|outcome| (Field::Outcome, outcome.word().to_owned())),
    );
    values.extend(it.kept.clone().map(|why| (Field::Keep, why)));
    values
}
