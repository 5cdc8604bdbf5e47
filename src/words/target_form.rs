//! The form in which what a team aims at is agreed, and what is wrong with its fields.

use chrono::NaiveDate;

use super::figures::{day_seen_from, ended};
use super::message::{About, Form, FormKey, FormPart, Input, Line, Part, TargetForm};
use super::target::{agreed, anew};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::submission::LONGEST_TEXT;
use crate::domain::target::agreement::{Field, Mistake, quarters, version};
use crate::domain::target::{Anew, TargetSplit};
use crate::domain::time_split::NotASplit;
use crate::domain::typed::Typed;
use crate::domain::week::Week;

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
    let known = known(team, today);
    let filled = Filled {
        typed,
        known,
        today,
    };
    let mut parts: Vec<FormPart> = Vec::new();
    if typed.is_some() {
        parts.push(FormPart::Text(overtaken(org, team, today)));
    }
    parts.extend(agreed(org, team, today).into_iter().map(FormPart::Text));
    parts.push(FormPart::Heading("Agree".to_owned()));
    parts.extend(mix(&filled, org, today));
    parts.push(FormPart::Heading("Who agreed, and why".to_owned()));
    parts.extend(people_and_reasons(&filled));
    parts.push(FormPart::Heading("Only for a while?".to_owned()));
    parts.extend(while_it_lasts(&filled));
    Form {
        title: TITLE.to_owned(),
        about: Some(FormKey {
            about: About::Target(TargetForm {
                team: team.id.clone(),
                version: version(team),
            }),
            opened,
        }),
        submit: Some("Agree".to_owned()),
        close: "Cancel".to_owned(),
        parts,
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
            " They begin with what was agreed for {}, whichever quarter you choose.",
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
