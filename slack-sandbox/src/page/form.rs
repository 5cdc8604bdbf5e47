//! What the page's forms post: from form fields to an act, and back to the place with a note.

use std::time::Duration;

use axum::extract::{RawForm, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Map, Value, json};

use super::clock::seconds;
use super::control::{field_name, split_pair};
use super::external::search_name;
use super::fields::Fields;
use super::layout::Note;
use super::place::Place;
use super::{Kept, Page, after, attach};
use crate::act::{Act, ActOutcome, Nonsense};
use crate::state::inputs::{self, Placed};
use crate::state::{Ts, World};

/// How long a page without a script waits for what an act brings after its acknowledgement.
const LOOK_AGAIN: Duration = Duration::from_millis(400);

/// A button, a menu, or a modal's own buttons.
pub(super) async fn act(
    State(page): State<Page>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Response {
    let fields = Fields::read(&body);
    let place = begin(&page, &fields);
    let result = match (fields.filled("press"), fields.filled("view_id")) {
        (Some(press), _) => self::press(&page, &place.acting, &fields, &press).await,
        (None, Some(view_id)) => {
            let act = match fields.one("do") {
                "close" => Act::Close {
                    view_id,
                    all: false,
                },
                "clear" => Act::Close { view_id, all: true },
                _ => {
                    let values = view_values(&page, &place.acting, &view_id, &fields);
                    Act::Submit {
                        view_id,
                        values,
                        force: false,
                    }
                }
            };
            page.sandbox.act(&place.acting, act).await
        }
        (None, None) => Err(Nonsense("That form presses nothing.".to_owned())),
    };
    back(&page, &headers, &place, result).await
}

/// A shortcut of the app: from anywhere, or on the message that the form names.
pub(super) async fn shortcut(
    State(page): State<Page>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Response {
    let fields = Fields::read(&body);
    let place = begin(&page, &fields);
    let act = Act::Shortcut {
        callback_id: fields.one("shortcut").to_owned(),
        channel: fields.filled("channel"),
        ts: fields.filled("ts"),
    };
    let result = page.sandbox.act(&place.acting, act).await;
    back(&page, &headers, &place, result).await
}

/// What is searched for in a menu whose options the app gives.
pub(super) async fn suggest(
    State(page): State<Page>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Response {
    let fields = Fields::read(&body);
    let place = begin(&page, &fields);
    let ids = fields.one("suggest");
    let Some((block_id, action_id)) = split_pair(ids) else {
        return Redirect::to(&place.href()).into_response();
    };
    let view_id = fields.filled("view_id");
    let in_message = |name: &str| fields.filled(name).filter(|_| view_id.is_none());
    let act = Act::Suggest {
        channel: in_message("channel"),
        ts: in_message("ts"),
        block_id: Some(block_id.to_owned()),
        action_id: Some(action_id.to_owned()),
        label: None,
        text: fields.one(&search_name(ids)).to_owned(),
        view_id,
    };
    let result = page.sandbox.act(&place.acting, act).await;
    back(&page, &headers, &place, result).await
}

/// What is written in the composer: a command of the app, or a message.
pub(super) async fn say(
    State(page): State<Page>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Response {
    let fields = Fields::read(&body);
    let place = begin(&page, &fields);
    let said = fields.one("text").trim();
    let (first, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let thread_ts = fields.filled("in_thread");
    let act = if first.starts_with('/') && first.len() > 1 && thread_ts.is_none() {
        Act::Slash {
            command: first.to_owned(),
            text: rest.trim().to_owned(),
            channel: fields.filled("c"),
        }
    } else {
        Act::Message {
            channel: place.c.clone(),
            text: said.to_owned(),
            thread_ts,
        }
    };
    let result = page.sandbox.act(&place.acting, act).await;
    back(&page, &headers, &place, result).await
}

pub(super) async fn open_home(
    State(page): State<Page>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Response {
    let mut place = begin(&page, &Fields::read(&body));
    let result = page.sandbox.act(&place.acting, Act::OpenHome).await;
    place.tab = "home".to_owned();
    place.thread.clear();
    if let Some(im) = page.sandbox.dm_of(&place.acting) {
        place.c = im;
    }
    back(&page, &headers, &place, result).await
}

/// A data table's head or pager: how the person looks at it.
pub(super) async fn turn(State(page): State<Page>, RawForm(body): RawForm) -> Response {
    let fields = Fields::read(&body);
    let place = fields.place();
    // `sort 2 up BLOCK` or `page 3 BLOCK`; a block id may have spaces of its own.
    let asked = fields.one("table");
    let words = if asked.starts_with("sort") && !asked.starts_with("sort none") {
        3
    } else {
        2
    };
    let mut parts: Vec<&str> = asked.splitn(words + 1, ' ').collect();
    if let Some(block_id) = parts.pop() {
        let asked = parts.join(" ");
        page.keep(|kept| {
            kept.reads
                .turn(&place.acting, fields.one("ts"), block_id, &asked);
        });
    }
    Redirect::to(&place.href()).into_response()
}

/// One of the host program's own buttons.
pub(super) async fn run(State(page): State<Page>, RawForm(body): RawForm) -> Response {
    let fields = Fields::read(&body);
    let mut place = begin(&page, &fields);
    let action = fields
        .one("n")
        .parse::<usize>()
        .ok()
        .and_then(|n| page.sandbox.page_options().actions.get(n));
    if let Some(action) = action {
        let result = (action.run)().await;
        if result.is_ok() {
            let after = |world: &World| after::place(world, &place, &action.show);
            place = page.sandbox.read(after);
        }
        let is_bad = result.is_err();
        let (Ok(text) | Err(text)) = result;
        page.keep(|kept| leave(kept, &place, Note { text, is_bad }));
    }
    Redirect::to(&place.href()).into_response()
}

/// The place that a form comes from; the note of the act before is gone.
pub(super) fn begin(page: &Page, fields: &Fields) -> Place {
    let place = fields.place();
    page.keep(|kept| kept.notes.remove(&place.acting));
    place
}

/// Back to the place, with what went wrong as a note.
async fn back(
    page: &Page,
    headers: &HeaderMap,
    place: &Place,
    result: Result<ActOutcome, Nonsense>,
) -> Response {
    let problem = match result {
        Ok(outcome) => outcome.shown,
        Err(nonsense) => Some(nonsense.0),
    };
    if let Some(text) = problem {
        page.keep(|kept| leave(kept, place, Note { text, is_bad: true }));
    }
    if !headers.contains_key("x-page-script") {
        let mut changes = page.sandbox.changes();
        // No news in time is fine: the page shows what there is.
        let _ = tokio::time::timeout(LOOK_AGAIN, async {
            while changes.changed().await.is_ok() {}
        })
        .await;
    }
    Redirect::to(&place.href()).into_response()
}

pub(super) fn leave(kept: &mut Kept, place: &Place, note: Note) {
    if !note.text.is_empty() {
        kept.notes
            .insert(place.acting.clone(), (place.href(), note));
    }
}

async fn press(
    page: &Page,
    user: &str,
    fields: &Fields,
    press: &str,
) -> Result<ActOutcome, Nonsense> {
    let Some((block_id, rest)) = split_pair(press) else {
        return Err(Nonsense("That button has no name.".to_owned()));
    };
    let (action_id, chosen) =
        split_pair(rest).map_or((rest, None), |(id, value)| (id, Some(value)));
    let blocks = page.sandbox.read(|world| standing(world, user, fields));
    let places = inputs::placed(&blocks);
    let meant = places
        .iter()
        .find(|one| one.block_id() == block_id && one.action_id() == action_id);
    let Some(meant) = meant else {
        return Err(Nonsense(
            "That button is gone; the message has changed.".to_owned(),
        ));
    };
    let value = match chosen {
        Some(value) => Some(json!(value)),
        None if inputs::keys(meant.kind()).is_some() => Some(entered(page, user, meant, fields)),
        None => meant.element.get("value").cloned(),
    };
    let label =
        matches!(meant.kind(), "button" | "workflow_button").then(|| meant.label().to_owned());
    let view_id = fields.filled("view_id");
    let (channel, ts) = match view_id {
        Some(_) => (None, None),
        None => (fields.filled("channel"), fields.filled("ts")),
    };
    if view_id.is_none() {
        keep_inputs(page, user, &places, meant, fields).await?;
    }
    let values = view_id
        .as_ref()
        .map(|id| view_values(page, user, id, fields))
        .unwrap_or_default();
    let act = Act::Press {
        channel,
        ts,
        view_id,
        block_id: Some(block_id.to_owned()),
        action_id: Some(action_id.to_owned()),
        label,
        value,
        values,
    };
    page.sandbox.act(user, act).await
}

/// A message's input fields are entered one by one before its button is pressed.
async fn keep_inputs(
    page: &Page,
    user: &str,
    places: &[Placed<'_>],
    meant: &Placed<'_>,
    fields: &Fields,
) -> Result<(), Nonsense> {
    let waiting = places
        .iter()
        .filter(|one| one.waits_for_submit() && inputs::keys(one.kind()).is_some());
    for one in waiting.filter(|one| one.action_id() != meant.action_id()) {
        let act = Act::Press {
            channel: fields.filled("channel"),
            ts: fields.filled("ts"),
            view_id: None,
            block_id: Some(one.block_id().to_owned()),
            action_id: Some(one.action_id().to_owned()),
            label: None,
            value: Some(entered(page, user, one, fields)),
            values: Map::new(),
        };
        page.sandbox.act(user, act).await?;
    }
    Ok(())
}

/// The blocks of the view or message that a form stands in.
fn standing(world: &World, user: &str, fields: &Fields) -> Vec<Value> {
    if let Some(id) = fields.filled("view_id") {
        return world
            .view(&id)
            .map(|view| view.blocks().to_vec())
            .unwrap_or_default();
    }
    let channel = fields.one("channel");
    let Ok(ts) = fields.one("ts").parse::<Ts>() else {
        return Vec::new();
    };
    let posted = world
        .channels
        .get(channel)
        .and_then(|one| one.messages.get(&ts));
    let alone = world
        .ephemerals
        .get(user)
        .into_iter()
        .flatten()
        .find(|one| one.channel == channel && one.message.ts == ts);
    posted
        .or(alone.map(|one| &one.message))
        .map(|message| message.blocks.list())
        .unwrap_or_default()
}

/// All fields of a view as the form has them; an empty one is null.
fn view_values(page: &Page, user: &str, view_id: &str, fields: &Fields) -> Map<String, Value> {
    let blocks = page.sandbox.read(|world| {
        world
            .view(view_id)
            .map(|view| view.blocks().to_vec())
            .unwrap_or_default()
    });
    let mut values = Map::new();
    for place in inputs::placed(&blocks)
        .iter()
        .filter(|place| inputs::keys(place.kind()).is_some())
    {
        let value = entered(page, user, place, fields);
        inputs::put(&mut values, place.block_id(), place.action_id(), value);
    }
    values
}

fn entered(page: &Page, user: &str, place: &Placed<'_>, fields: &Fields) -> Value {
    let name = field_name(place.block_id(), place.action_id());
    let kind = place.kind();
    if kind == "file_input" {
        let world = |world: &World| attach::objects(world, user, fields.all(&name));
        return page.sandbox.read(world);
    }
    if inputs::keys(kind).is_some_and(|(key, _)| inputs::is_list(key)) {
        return fields
            .all(&name)
            .filter(|value| !value.is_empty())
            .collect();
    }
    let value = fields.one(&name).replace("\r\n", "\n");
    if value.is_empty() {
        return Value::Null;
    }
    match kind {
        "datetimepicker" => {
            seconds(page, user, &value).map_or(Value::Null, |seconds| json!(seconds))
        }
        "number_input" => json!(value.trim()),
        _ => json!(value),
    }
}
