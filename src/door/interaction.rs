//! Presses and submitted forms.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::payload::{Action, Interaction, Interactive, View, ViewState};
use super::{Door, PATIENCE};
use crate::app::{Failure, Submitted, Which};
use crate::domain::id::{AskId, PersonId, SlackTeamId};
use crate::domain::shape::SeenBy;
use crate::domain::submission::Typed;
use crate::slack::{Class, ids, view};
use crate::words::message::{Message, Press};
use crate::words::{form, trouble};

/// Answers a press or a submission.
pub(super) async fn answer(State(door): State<Door>, body: Bytes) -> Response {
    let parsed = serde_urlencoded::from_bytes::<Interactive>(&body)
        .ok()
        .and_then(|form| serde_json::from_str::<Interaction>(&form.payload).ok());
    let Some(interaction) = parsed else {
        tracing::warn!("an interaction was signed but not understood");
        return StatusCode::BAD_REQUEST.into_response();
    };
    if interaction.is_enterprise_install || interaction.team.is_none() {
        return refuse(&door, interaction, trouble::organisation_wide());
    }
    if interaction
        .team
        .as_ref()
        .map(|team| SlackTeamId::new(&*team.id))
        .as_ref()
        != Some(&door.slack_team)
    {
        return refuse(&door, interaction, trouble::another_workspace());
    }
    let person = PersonId::new(interaction.user.id.clone());
    match (
        interaction.kind.as_str(),
        interaction.actions.first(),
        interaction.view,
    ) {
        ("block_actions", Some(action), _) => {
            press(
                &door,
                person,
                action,
                interaction.trigger_id,
                interaction.response_url,
            )
            .await
        }
        ("view_submission", _, Some(view)) => submit(&door, &person, &view).await,
        (kind, ..) => {
            tracing::info!(kind, "an interaction of an unknown kind was acknowledged");
            StatusCode::OK.into_response()
        }
    }
}

/// Says in a page of the form, or beside the message, why nothing was done.
fn refuse(door: &Door, interaction: Interaction, sentence: &str) -> Response {
    if interaction.kind == "view_submission" {
        return show_page(&form::page("Headway", sentence.to_owned(), &[]));
    }
    if let Some(url) = interaction.response_url {
        respond(door, url, Message::line(sentence), SeenBy::OnePerson);
    }
    StatusCode::OK.into_response()
}

async fn press(
    door: &Door,
    person: PersonId,
    action: &Action,
    trigger: Option<String>,
    response_url: Option<String>,
) -> Response {
    let Some(press) = ids::press(
        &action.action_id,
        action.value.as_deref().unwrap_or_default(),
    ) else {
        tracing::info!("a press on an unknown button was acknowledged");
        return StatusCode::OK.into_response();
    };
    let ask = press.ask().clone();
    let which = match press {
        Press::CheckIn(_) => Which::Whole,
        Press::AddSentence(_) => Which::Sentence,
        Press::EnterValues(_) => Which::Values,
        other => return record(door, &person, &other, response_url).await,
    };
    if let Some(trigger) = trigger {
        open_form(door, person, ask, which, trigger, response_url);
    }
    StatusCode::OK.into_response()
}

/// A press that records something is durable before it is acknowledged; a failure is said where it was made.
async fn record(
    door: &Door,
    person: &PersonId,
    press: &Press,
    response_url: Option<String>,
) -> Response {
    let app = &door.app;
    let done = async {
        match press {
            Press::SameSplit(ask) => app.repeat_split(person, ask).await,
            Press::Away(ask) => app.be_away(person, ask).await,
            Press::BackAgain(ask) => app.be_back(person, ask).await,
            Press::MeasuredUnchanged(ask) => app.measured_unchanged(person, ask).await,
            Press::NotMeasured(ask) => app.not_measured(person, ask).await,
            Press::CheckIn(_) | Press::AddSentence(_) | Press::EnterValues(_) => Ok(true),
        }
    };
    let sentence = match tokio::time::timeout(PATIENCE, done).await {
        Ok(Ok(true)) => return StatusCode::OK.into_response(),
        Ok(Ok(false)) => app.why_not(person, press.ask()).await,
        Ok(Err(failure)) => trouble::not_saved(&door.reference(&failure, "press")),
        Err(_) => trouble::perhaps_not_saved(),
    };
    if let Some(url) = response_url {
        respond(door, url, Message::line(sentence), SeenBy::OnePerson);
    }
    StatusCode::OK.into_response()
}

/// Opens a form in an owned task; where Slack does not, the person is told.
pub(super) fn open_form(
    door: &Door,
    person: PersonId,
    ask: AskId,
    which: Which,
    trigger: String,
    response_url: Option<String>,
) {
    let task = door.clone();
    door.tasks.spawn(async move {
        let Err(failure) = task.app.open_form(&person, &ask, which, &trigger).await else {
            return;
        };
        let message = match &failure {
            Failure::Slack(error) if matches!(error.class, Class::Expired) => {
                trouble::form_did_not_open()
            }
            Failure::NoCompany => trouble::no_company(),
            _ => Message::line(trouble::broke(&task.reference(&failure, "form"))),
        };
        if let Some(url) = response_url
            && let Err(failure) = task.app.respond(&url, &message, SeenBy::OnePerson).await
        {
            tracing::warn!(
                error = %failure,
                "a person could not be told that their form did not open"
            );
        }
    });
}

/// Says something through a `response_url`, in an owned task.
pub(super) fn respond(door: &Door, url: String, message: Message, seen_by: SeenBy) {
    let app = door.app.clone();
    door.tasks.spawn(async move {
        if let Err(failure) = app.respond(&url, &message, seen_by).await {
            tracing::warn!(
                error = %failure,
                "a person could not be told what became of their press or command"
            );
        }
    });
}

async fn submit(door: &Door, person: &PersonId, view: &View) -> Response {
    let about = view.private_metadata.as_deref().and_then(ids::form_key);
    let Some(about) = about.filter(|_| view.callback_id.as_deref() == Some(ids::CHECK_IN_FORM))
    else {
        tracing::info!("a form of an unknown kind was acknowledged");
        return StatusCode::OK.into_response();
    };
    let (typed, blocks) = typed(view);
    let submitted =
        tokio::time::timeout(PATIENCE, door.app.submit_check_in(person, &about, &typed)).await;
    let sentence = match submitted {
        Ok(Ok(Submitted::Saved)) => return StatusCode::OK.into_response(),
        Ok(Ok(Submitted::Mistakes(mistakes))) => {
            let errors = mistakes
                .into_iter()
                .map(|(field, said)| (ids::block(&field), Value::from(said)));
            return errors_beside(&errors.collect());
        }
        Ok(Ok(Submitted::Page(page))) => return show_page(&page),
        Ok(Err(failure)) => trouble::not_saved(&door.reference(&failure, "submission")),
        Err(_) => trouble::perhaps_not_saved(),
    };
    // Beside the first field, so that the form stays and nothing that was typed is lost.
    match blocks.into_iter().next() {
        Some(block) => errors_beside(&serde_json::Map::from_iter([(
            block,
            Value::from(sentence),
        )])),
        None => show_page(&form::page("Check-in", sentence, &typed.texts())),
    }
}

/// What stands in the fields that we know, and the ids of their blocks.
fn typed(view: &View) -> (Typed, Vec<String>) {
    let mut fields = BTreeMap::new();
    let mut blocks = Vec::new();
    for (block, element) in view.state.iter().flat_map(ViewState::fields) {
        let Some(field) = ids::field(block) else {
            continue;
        };
        let chosen = element.selected_option.map(|option| option.value);
        fields.insert(
            field,
            chosen.or(element.value).map(|text| text.replace('\0', "")),
        );
        blocks.push(block.clone());
    }
    (Typed(fields), blocks)
}

fn errors_beside(errors: &serde_json::Map<String, Value>) -> Response {
    Json(json!({ "response_action": "errors", "errors": errors })).into_response()
}

fn show_page(page: &crate::words::message::Form) -> Response {
    Json(view::ack_form(page)).into_response()
}
