//! Presses and submitted forms.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::payload::{Action, Interaction, Interactive, View};
use super::{Door, PATIENCE};
use crate::app::{CheckIns, Exported, Failure, Opening, Submitted, Which};
use crate::domain::id::{PersonId, SlackTeamId};
use crate::domain::iteration::{draft, read_gates};
use crate::domain::shape::SeenBy;
use crate::slack::{Class, ids, view};
use crate::words::message::{About, Field, FormKey, Message, Press};
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
        ("block_actions", Some(action), Some(view)) if action.action_id == ids::ANSWER => {
            super::choice::fill(&door, person, view)
        }
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
    let opening = match press {
        Press::CheckIn(ask) => Opening::CheckIn(ask, Which::Whole),
        Press::AddSentence(ask) => Opening::CheckIn(ask, Which::Sentence),
        Press::EnterValues(ask) => Opening::CheckIn(ask, Which::Values),
        Press::Target(team) => Opening::Target(team),
        Press::BeginNext(ask) => Opening::NextIteration(ask),
        Press::NewIteration => Opening::NewIteration,
        Press::TellIteration(iteration) => Opening::TellIteration(iteration),
        Press::TickGates(iteration) => Opening::TickGates(iteration),
        Press::FollowIteration(before) => Opening::FollowIteration(before),
        Press::CopyDigest(week) => return copy_digest(door, week, response_url),
        Press::Okr(text) => {
            let said = tokio::time::timeout(PATIENCE, door.app.show_okrs(&person, &text)).await;
            return answer_press(door, person, said, trigger, response_url);
        }
        Press::Matter(press) => {
            let said = tokio::time::timeout(PATIENCE, door.app.press_matter(&person, press)).await;
            return answer_press(door, person, said, trigger, response_url);
        }
        Press::Review(section, which) => {
            return super::review::answer(door, person, section, which, response_url);
        }
        Press::SameSplit(_)
        | Press::Away(_)
        | Press::BackAgain(_)
        | Press::MeasuredUnchanged(_)
        | Press::NotMeasured(_) => return record(door, &person, &press, response_url).await,
    };
    if let Some(trigger) = trigger {
        open_form(door, person, opening, trigger, response_url);
    }
    StatusCode::OK.into_response()
}

/// A button that stands for a command: answered below the message that has it, or by a form.
fn answer_press(
    door: &Door,
    person: PersonId,
    said: Result<crate::app::Result<CheckIns>, tokio::time::error::Elapsed>,
    trigger: Option<String>,
    response_url: Option<String>,
) -> Response {
    let (message, seen_by) = match said {
        Ok(Ok(CheckIns::Say(message))) => (message, SeenBy::OnePerson),
        Ok(Ok(CheckIns::Share(message))) => (message, SeenBy::Channel),
        Ok(Ok(CheckIns::Export(export))) => {
            send(door, person, *export, response_url);
            return StatusCode::OK.into_response();
        }
        Ok(Ok(CheckIns::Several(messages))) => {
            if let Some(url) = response_url {
                respond_all(door, url, messages, SeenBy::OnePerson);
            }
            return StatusCode::OK.into_response();
        }
        Ok(Ok(CheckIns::Open(opening))) => {
            if let Some(trigger) = trigger {
                open_form(door, person, opening, trigger, response_url);
            }
            return StatusCode::OK.into_response();
        }
        Ok(Err(failure)) => (
            Message::line(trouble::broke(&door.reference(&failure, "press"))),
            SeenBy::OnePerson,
        ),
        Err(_) => (Message::line(trouble::broke("timeout")), SeenBy::OnePerson),
    };
    if let Some(url) = response_url {
        respond(door, url, message, seen_by);
    }
    StatusCode::OK.into_response()
}

/// The head of a digest as plain paragraphs, for whoever pressed and nobody else; composed in an owned task, because
/// a large company takes a moment.
fn copy_digest(door: &Door, week: String, response_url: Option<String>) -> Response {
    let task = door.clone();
    door.tasks.spawn(async move {
        let copied = match week.parse() {
            Ok(week) => task.app.copy_digest(week).await,
            Err(_) => Ok(None),
        };
        let message = match copied {
            Ok(Some(message)) => message,
            Ok(None) => Message::line(trouble::nothing_to_do()),
            Err(failure) => Message::line(trouble::broke(&task.reference(&failure, "press"))),
        };
        if let Some(url) = response_url {
            respond(&task, url, message, SeenBy::OnePerson);
        }
    });
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
            // These open a form and record nothing.
            Press::CheckIn(_)
            | Press::AddSentence(_)
            | Press::EnterValues(_)
            | Press::Target(_)
            | Press::BeginNext(_)
            | Press::NewIteration
            | Press::TellIteration(_)
            | Press::TickGates(_)
            | Press::FollowIteration(_)
            | Press::Matter(_)
            | Press::Okr(_)
            | Press::Review(..)
            | Press::CopyDigest(_) => Ok(true),
        }
    };
    let sentence = match tokio::time::timeout(PATIENCE, done).await {
        Ok(Ok(true)) => return StatusCode::OK.into_response(),
        Ok(Ok(false)) => match press.ask() {
            Some(ask) => app.why_not(person, ask).await,
            None => trouble::nothing_to_do(),
        },
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
    opening: Opening,
    trigger: String,
    response_url: Option<String>,
) {
    let task = door.clone();
    door.tasks.spawn(async move {
        let Err(failure) = task.app.open_form(&person, &opening, &trigger).await else {
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

/// Sends a file in an owned task, and says where it is.
pub(super) fn send(door: &Door, person: PersonId, export: Exported, url: Option<String>) {
    let task = door.clone();
    door.tasks.spawn(async move {
        let message = task.app.send_export(&person, export).await;
        if let Some(url) = url {
            respond(&task, url, message, SeenBy::OnePerson);
        }
    });
}

/// Says something through a `response_url`, in an owned task.
pub(super) fn respond(door: &Door, url: String, message: Message, seen_by: SeenBy) {
    respond_all(door, url, vec![message], seen_by);
}

/// Says several things through a `response_url`, one after the other; after one that Slack does not take, no more.
pub(super) fn respond_all(door: &Door, url: String, messages: Vec<Message>, seen_by: SeenBy) {
    let app = door.app.clone();
    door.tasks.spawn(async move {
        for message in messages {
            if let Err(failure) = app.respond(&url, &message, seen_by).await {
                tracing::warn!(
                    error = %failure,
                    "a person could not be told what became of their press or command"
                );
                return;
            }
        }
    });
}

async fn submit(door: &Door, person: &PersonId, view: &View) -> Response {
    let callback = view.callback_id.as_deref().unwrap_or_default();
    let metadata = view.private_metadata.as_deref().unwrap_or_default();
    let Some(FormKey { about, opened }) = ids::form_key(callback, metadata) else {
        tracing::info!("a form of an unknown kind was acknowledged");
        return StatusCode::OK.into_response();
    };
    let (typed, blocks) = view.typed();
    let app = &door.app;
    let submitted = async {
        match about {
            About::CheckIn(about) => {
                let typed = typed.only(|field| match field {
                    Field::CheckIn(field) => Some(field),
                    _ => None,
                });
                app.submit_check_in(person, &about, opened, &typed).await
            }
            About::Target(about) => {
                let typed = typed.only(|field| match field {
                    Field::Target(field) => Some(field),
                    _ => None,
                });
                app.agree_target(person, &about, opened, &typed).await
            }
            About::Begin(about) => {
                let typed = typed.only(|field| match field {
                    Field::Begin(field) => Some(field),
                    _ => None,
                });
                app.begin_iteration(person, about, &typed).await
            }
            About::Result(about) => {
                let typed = typed.only(|field| match field {
                    Field::Result(field) => Some(field),
                    _ => None,
                });
                app.tell_iteration(person, &about, &typed).await
            }
            About::Gates(about) => {
                let ticked = typed.text(&draft::Field::Gates.into()).unwrap_or_default();
                app.tick_gates(person, &about, &read_gates(ticked)).await
            }
            About::Okr(about) => {
                let typed = typed.only(|field| match field {
                    Field::Okr(field) => Some(field),
                    _ => None,
                });
                app.submit_okr(person, &about, &typed).await
            }
            About::Matters(about) => {
                let typed = typed.only(|field| match field {
                    Field::Matters(field) => Some(field),
                    _ => None,
                });
                app.submit_matter(person, &about, &typed).await
            }
        }
    };
    let submitted = tokio::time::timeout(PATIENCE, submitted).await;
    let sentence = match submitted {
        Ok(Ok(Submitted::Saved)) => return StatusCode::OK.into_response(),
        Ok(Ok(Submitted::Mistakes(mistakes))) => {
            let errors = mistakes
                .into_iter()
                .map(|(field, said)| (ids::block_among(&blocks, &field), Value::from(said)));
            return errors_beside(&errors.collect());
        }
        Ok(Ok(Submitted::Page(page) | Submitted::GoesOn(page))) => return show_page(&page),
        Ok(Err(failure)) => trouble::not_saved(&door.reference(&failure, "submission")),
        Err(_) => trouble::perhaps_not_saved(),
    };
    // Beside the first field, so that the form stays and nothing that was typed is lost.
    match blocks.into_iter().next() {
        Some(block) => errors_beside(&serde_json::Map::from_iter([(
            block,
            Value::from(sentence),
        )])),
        None => show_page(&form::page("Headway", sentence, &[])),
    }
}

fn errors_beside(errors: &serde_json::Map<String, Value>) -> Response {
    Json(json!({ "response_action": "errors", "errors": errors })).into_response()
}

fn show_page(page: &crate::words::message::Form) -> Response {
    Json(view::ack_form(page)).into_response()
}
