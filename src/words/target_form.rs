//! The form in which what a team aims at is agreed, and what is wrong with its fields.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::figures::{day_seen_from, ended};
use super::message::{self, About, Form, FormKey, FormPart, Input, Line, Part, TargetForm};
use super::target::{self, agreed, anew};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::submission::LONGEST_TEXT;
use crate::domain::target::agreement::{Field, Mistake, quarters, version};
use crate::domain::target::{Anew, TargetSplit, standing};
use crate::domain::time_split::NotASplit;
use crate::domain::typed::Typed;
use crate::domain::week::{Quarter, Week};

/// How many points either way are as agreed, where nothing else is known.
const USUAL_BAND: u8 = 10;

/// The title of the form and of its pages.
pub const TITLE: &str = "What is agreed";

/// The form for a team, on a day; with what somebody typed already, where something was agreed meanwhile.
#[must_use]
pub fn form(
    org: &Organisation,
    team: &Team,
    today: NaiveDate,
    opened: i64,
    typed: Option<&Typed<Field>>,
) -> Form {
    let filled = Filled {
        typed,
        known: known(team, today),
        today,
    };
    let about = TargetForm {
        team: team.id.clone(),
        version: version(team),
        filled: None,
        anew: Vec::new(),
    };
    let mut form = with_fields(org, team, (about, opened), today, fields(&filled, org));
    if typed.is_some() {
        let overtaken = FormPart::Text(overtaken(org, team, today));
        form.parts.insert(0, overtaken);
    }
    form
}

/// The form once another quarter was chosen in it: what is agreed for that, and what was typed where the person had
/// changed what the form began with.
#[must_use]
pub fn another_quarter(
    org: &Organisation,
    team: &Team,
    today: NaiveDate,
    (about, opened): (&TargetForm, i64),
    typed: &Typed<Field>,
) -> Form {
    let chosen = typed.text(&Field::Quarter);
    let chosen: Option<Quarter> = chosen.and_then(|text| text.parse().ok());
    let of_quarter = |quarter| of_quarter(team, quarter, today);
    let target = chosen.and_then(of_quarter);
    let filled_for = |quarter: Option<Quarter>| Filled {
        typed: None,
        known: quarter.map_or_else(|| known(team, today), of_quarter),
        today,
    };
    let mut about = about.clone();
    let before = initials(&mut fields(&filled_for(about.filled), org));
    // Where nothing is agreed, there is nothing to fill in.
    about.filled = target.and(chosen).or(about.filled);
    let mut fields = fields(&filled_for(about.filled), org);
    let mut kept = false;
    for (field, initial) in inputs(&mut fields) {
        let text = typed.text(&field).map(str::to_owned);
        let began = before.get(&field).cloned().flatten();
        if field == Field::Quarter || (typed.shown(&field) && text != began) {
            kept |= field != Field::Quarter;
            *initial = text;
        } else if *initial != began {
            match about.anew.iter_mut().find(|(known, _)| *known == field) {
                Some((_, times)) => *times += 1,
                None => about.anew.push((field, 1)),
            }
        }
    }
    if let Some(chosen) = chosen {
        let mut said = match target {
            Some(target) => format!("Agreed for {chosen}: {}.", target::mix(target, org)),
            None => format!("Nothing is agreed for {chosen} yet; the fields stay as they are."),
        };
        if kept && target.is_some() {
            said.push_str(" What you changed stays as you typed it.");
        }
        // Behind the heading and the menu.
        let said = FormPart::Text(Part::Paragraph(vec![Line::plain(said)]));
        fields.insert(fields.len().min(2), said);
    }
    with_fields(org, team, (about, opened), today, fields)
}

/// What holds in a quarter: in the one that runs, what holds this week.
fn of_quarter(team: &Team, quarter: Quarter, today: NaiveDate) -> Option<&TargetSplit> {
    let week = Week::of(today);
    if quarter == Quarter::of_week(week) {
        return team.target(week);
    }
    Some(&team.targets[standing(&team.targets, quarter)?])
}

/// The fields of a form, with what each begins with.
fn inputs(parts: &mut [FormPart]) -> impl Iterator<Item = (Field, &mut Option<String>)> {
    parts.iter_mut().filter_map(|part| match part {
        FormPart::Number(input)
        | FormPart::Value(input)
        | FormPart::FreeText(input)
        | FormPart::Choice(input, _)
        | FormPart::Person(input)
        | FormPart::Day(input) => match &input.field {
            message::Field::Target(field) => Some((field.clone(), &mut input.initial)),
            _ => None,
        },
        FormPart::Heading(_) | FormPart::Text(_) | FormPart::Several(..) => None,
    })
}

fn initials(parts: &mut [FormPart]) -> BTreeMap<Field, Option<String>> {
    let inputs = inputs(parts);
    inputs
        .map(|(field, initial)| (field, initial.clone()))
        .collect()
}

fn fields(filled: &Filled<'_>, org: &Organisation) -> Vec<FormPart> {
    let mut parts = vec![FormPart::Heading("Agree".to_owned())];
    parts.extend(mix(filled, org, filled.today));
    parts.push(FormPart::Heading("Who agreed, and why".to_owned()));
    parts.extend(people_and_reasons(filled));
    parts.push(FormPart::Heading("Only for a while?".to_owned()));
    parts.extend(while_it_lasts(filled));
    parts
}

fn with_fields(
    org: &Organisation,
    team: &Team,
    (about, opened): (TargetForm, i64),
    today: NaiveDate,
    fields: Vec<FormPart>,
) -> Form {
    let agreed = agreed(org, team, today).into_iter().map(FormPart::Text);
    Form {
        title: TITLE.to_owned(),
        about: Some(FormKey {
            about: About::Target(about),
            opened,
        }),
        submit: Some("Agree".to_owned()),
        close: "Cancel".to_owned(),
        parts: agreed.chain(fields).collect(),
    }
}

/// What a form begins with: what holds this week, else what was agreed last.
fn known(team: &Team, today: NaiveDate) -> Option<&TargetSplit> {
    team.target(Week::of(today)).or_else(|| {
        let mut all = team.targets.iter().rev();
        all.find(|target| target.until.is_none())
    })
}

/// Somebody else agreed something while the form was open.
fn overtaken(org: &Organisation, team: &Team, today: NaiveDate) -> Part {
    let by = team
        .targets
        .last()
        .and_then(|target| target.entered.as_ref());
    let who = by.and_then(|entered| entered.by.as_ref());
    let who = who.map_or("An import", |by| org.name_of(by));
    let mut lines = vec![Line::bold(format!(
        "{who} changed what is agreed while you were writing."
    ))];
    let first = by.map_or(today, |entered| entered.on);
    let last: Option<Anew> = team.agreed_anew(first, NaiveDate::MAX).pop();
    lines.extend(last.map(|last| Line::plain(anew(&last, org))));
    lines.push(Line::plain(
        "Nothing of yours is saved yet; what you typed is below. Send it again to agree it all the same.",
    ));
    Part::Paragraph(lines)
}

/// What stands in a field: what was typed, else what is known.
struct Filled<'a> {
    typed: Option<&'a Typed<Field>>,
    known: Option<&'a TargetSplit>,
    today: NaiveDate,
}

impl Filled<'_> {
    fn input(
        &self,
        field: Field,
        label: &str,
        hint: Option<&str>,
        known: impl Fn(&TargetSplit) -> Option<String>,
    ) -> Input {
        let initial = match self.typed {
            Some(typed) => typed.text(&field).map(str::to_owned),
            None => self.known.and_then(known),
        };
        Input {
            field: field.into(),
            label: label.to_owned(),
            hint: hint.map(str::to_owned),
            initial,
            optional: true,
        }
    }
}

fn mix(filled: &Filled<'_>, org: &Organisation, today: NaiveDate) -> Vec<FormPart> {
    let quarters = quarters(today);
    let offered = quarters
        .iter()
        .map(|quarter| (quarter.to_string(), quarter.to_string()));
    let quarter = filled.input(Field::Quarter, "For which quarter?", None, |_| None);
    let this = quarters.first().map(ToString::to_string);
    let quarter = Input {
        initial: quarter.initial.or(this),
        optional: false,
        ..quarter
    };
    let mut parts = vec![FormPart::Choice(quarter, offered.collect())];
    for category in org.asked_categories() {
        let explanation = Some(category.explanation.as_str()).filter(|text| !text.is_empty());
        parts.push(FormPart::Number(filled.input(
            Field::Share(category.id.clone()),
            &category.name,
            explanation,
            |known| Some(known.split.percent(&category.id).to_string()),
        )));
    }
    let of = filled.known.filter(|_| filled.typed.is_none());
    let of = of.map_or(String::new(), |known| {
        format!(
            " They begin with what was agreed for {}; choose another quarter, and they follow.",
            known.quarter
        )
    });
    parts.push(FormPart::Text(Part::Small(vec![Line::plain(format!(
        "Percent; together they make 100.{of}"
    ))])));
    let band = filled.input(
        Field::Band,
        "How many points either way are still as agreed?",
        None,
        |known| Some(known.band.to_string()),
    );
    let usual = filled.typed.is_none().then(|| USUAL_BAND.to_string());
    parts.push(FormPart::Number(Input {
        initial: band.initial.or(usual),
        optional: false,
        ..band
    }));
    parts
}

fn people_and_reasons(filled: &Filled<'_>) -> Vec<FormPart> {
    let required = |input: Input| Input {
        optional: false,
        ..input
    };
    let person = |at: fn(&TargetSplit) -> Option<String>, field, label| {
        FormPart::Person(required(filled.input(field, label, None, at)))
    };
    let product = |known: &TargetSplit| known.agreed_by.as_ref().map(|by| by.0.to_string());
    let engineering = |known: &TargetSplit| known.agreed_by.as_ref().map(|by| by.1.to_string());
    vec![
        FormPart::Value(required(filled.input(
            Field::Why,
            "Why this mix?",
            Some("The phase, the kind of team; for a while: what it is for"),
            |known| known.why.clone(),
        ))),
        person(product, Field::Product, "Who agreed it from product?"),
        person(engineering, Field::Engineering, "And from engineering?"),
        FormPart::FreeText(filled.input(
            Field::Reason,
            "Why does it change?",
            Some("Needed where something is agreed already"),
            |_| None,
        )),
    ]
}

fn while_it_lasts(filled: &Filled<'_>) -> Vec<FormPart> {
    // One that has run out is not prefilled: its day would be refused.
    let lasting = |known: &TargetSplit| known.until.filter(|until| *until >= filled.today);
    vec![
        FormPart::Day(filled.input(
            Field::Until,
            "Until when?",
            Some("It ends by itself, and what was agreed before it holds again. Empty: for the quarter"),
            |known| lasting(known).map(|until| until.to_string()),
        )),
        FormPart::Value(filled.input(
            Field::GivesWay,
            "What gives way?",
            None,
            |known| lasting(known).and(known.gives_way.clone()),
        )),
    ]
}

/// What is wrong with a field on a day, and what would be right.
#[must_use]
pub fn mistake(mistake: Mistake, today: NaiveDate) -> String {
    match mistake {
        Mistake::NotAQuarter => "One of these quarters, please.".to_owned(),
        Mistake::NotAPercent => "A whole number from 0 to 100, please.".to_owned(),
        Mistake::Sum(NotASplit::TooMuch { sum }) => {
            format!("Adds up to {sum}: {} too many.", sum - 100)
        }
        Mistake::Sum(NotASplit::TooLittle { sum }) => {
            format!("Adds up to {sum}: {} missing.", 100 - sum)
        }
        Mistake::NoLongerAsked => {
            "This category is no longer asked for: please put its percents elsewhere.".to_owned()
        }
        Mistake::NoWhy => {
            "A sentence, please: the phase, the kind of team, or what it is for.".to_owned()
        }
        Mistake::Nobody => {
            "A person, please: a target is agreed by one from product and one from engineering."
                .to_owned()
        }
        Mistake::Stranger => {
            "Headway does not know this person. An admin can add them to org.toml.".to_owned()
        }
        Mistake::SamePerson => {
            "Somebody else than from product, please: two people agree a target.".to_owned()
        }
        Mistake::EndsBefore(least) => ended(&format!(
            "A week counts by its Thursday, so the first day that it can end on is {}",
            day_seen_from(least, today)
        )),
        Mistake::NothingGivesWay => "What gives way while it lasts?".to_owned(),
        Mistake::NoEnd => "Something gives way: until when? Or leave that empty.".to_owned(),
        Mistake::NoReason => {
            "Something else is agreed already: a sentence on why it changes, please.".to_owned()
        }
        Mistake::TooLong => format!("Too long: {LONGEST_TEXT} characters at most, please."),
    }
}
