//! The gates of an iteration at scale: which are ticked, and the form in which they are.

use crate::domain::iteration::draft::Field;
use crate::domain::iteration::{Gate, Iteration, Stage};
use crate::words::figures::{capitalised, listed, quoted};
use crate::words::message::{Form, FormKey, FormPart, Input, Line, Part};

/// "; ticked: quality; still to tick: operations and support"; nothing at another stage.
pub(super) fn in_the_ledger(it: &Iteration) -> String {
    if it.stage != Stage::Scale {
        return String::new();
    }
    let said = stand(it).into_iter();
    said.map(|it| format!("; {it}")).collect()
}

/// "Ticked: quality" and "still to tick: operations and support", each where there are any.
fn stand(it: &Iteration) -> Vec<String> {
    let open = it.open_gates();
    if open.is_empty() {
        return vec!["all gates ticked".to_owned()];
    }
    let still = if it.may_tick() {
        "still to tick"
    } else {
        "never ticked"
    };
    let mut said = Vec::new();
    if !it.gates.is_empty() {
        said.push(format!("ticked: {}", words(&it.gates)));
    }
    said.push(format!("{still}: {}", words(&open)));
    said
}

fn words<'a>(gates: impl IntoIterator<Item = &'a Gate>) -> String {
    let words: Vec<String> = gates.into_iter().map(|it| it.word().to_owned()).collect();
    listed(&words)
}

/// The boxes, with what stands ticked.
pub(super) fn boxes<'a>(gates: impl IntoIterator<Item = &'a Gate>) -> FormPart {
    let ticked: Vec<&str> = gates.into_iter().map(|gate| gate.word()).collect();
    let options = Gate::ALL.map(|gate| (gate.word().to_owned(), explained(gate).to_owned()));
    let input = Input {
        field: Field::Gates.into(),
        label: "Before scaling: what is ready?".to_owned(),
        hint: None,
        initial: Some(ticked.join(",")),
        optional: true,
    };
    FormPart::Several(input, options.into())
}

fn explained(gate: Gate) -> &'static str {
    match gate {
        Gate::Quality => "Quality: tested, and holds the load",
        Gate::Operations => "Operations: watched, and can be rolled back",
        Gate::Support => "Support: those who answer customers know it",
    }
}

/// The form in which the gates are ticked, with what stands.
#[must_use]
pub fn tick(about: FormKey, it: &Iteration) -> Form {
    let said = Line::bold(format!("#{} {}", it.number, it.title))
        .and(" goes to everybody once all three are ready. A tick can be taken back.");
    Form {
        title: format!("Iteration #{}", it.number),
        about: Some(about),
        submit: Some("Save".to_owned()),
        close: "Cancel".to_owned(),
        parts: vec![
            FormPart::Text(Part::Paragraph(vec![said])),
            boxes(&it.gates),
        ],
    }
}

/// What the page says after gates were ticked: what stands now.
#[must_use]
pub fn ticked(it: &Iteration) -> String {
    let stands = capitalised(&stand(it).join("; "));
    format!("#{} {}. {stands}.", it.number, quoted(&it.title))
}

/// Why no gates can be ticked.
#[must_use]
pub fn nothing_to_tick(it: &Iteration) -> String {
    let why = if it.stage == Stage::Scale {
        "is decided, so its gates stay as they are"
    } else {
        "is not at scale, so it has no gates to tick"
    };
    format!("#{} {} {why}.", it.number, quoted(&it.title))
}

/// The form of the slice that follows one at scale, where gates were never ticked.
#[must_use]
pub fn never_ticked(mut form: Form, before: &Iteration) -> Form {
    let open = before.open_gates();
    if before.stage == Stage::Scale && !open.is_empty() {
        let said = format!(
            "#{} went on with gates that were never ticked: {}.",
            before.number,
            words(&open)
        );
        let part = FormPart::Text(Part::Paragraph(vec![Line::bold(said)]));
        form.parts.insert(0, part);
    }
    form
}
