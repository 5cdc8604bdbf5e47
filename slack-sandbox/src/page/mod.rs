//! The page on which a person plays with the workspace: server-rendered, plain forms, a small script on top.
//!
//! Every form posts what a person does, goes through the same `act` as the control interface, and leads back to the
//! place it came from (303). Drawing ([`block`], [`mrkdwn`], [`view`]) is pure: JSON and names in, markup out; what
//! comes from people or the app is always escaped by maud. The page keeps three things of its own: how far each person
//! has read, how they sorted and paged tables, and a sentence that stands until the person acts or goes elsewhere.
//! Another site's form is refused. The script takes a new page over node by node; without it everything but files works.

mod after;
mod attach;
mod attachment;
mod block;
mod button;
mod card;
mod chart;
mod clock;
mod composer;
mod confirm;
mod control;
mod ctx;
mod data_table;
mod emoji;
mod external;
mod fault_panel;
mod field;
mod fields;
mod form;
mod icon;
mod inline;
mod inspector;
mod json;
mod layout;
mod markdown;
mod media;
mod menu;
mod message;
mod mrkdwn;
mod place;
mod reads;
mod rich_text;
mod scene;
mod sidebar;
mod table;
mod task;
mod time;
mod view;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::unfold;
use futures_util::{Stream, StreamExt};

use crate::sandbox::Sandbox;
use crate::state::files::LARGEST;
use inspector::Filter;
use layout::Note;
use place::Place;
use reads::Reads;
use scene::Scene;

/// The page's own state beside the workspace.
#[derive(Clone)]
struct Page {
    sandbox: Sandbox,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    reads: Reads,
    /// A sentence for a person, and the address under which it stands.
    notes: HashMap<String, (String, Note)>,
}

/// The page's routes: `/` and what its forms and script ask for.
pub(crate) fn router(sandbox: &Sandbox) -> Router {
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    Router::new()
        .route("/", get(show))
        .route("/inspect", get(inspect))
        .route("/faults", get(fault_panel::show).post(fault_panel::change))
        .route("/act", post(form::act))
        .route("/say", post(form::say))
        .route("/home", post(form::open_home))
        .route("/run", post(form::run))
        .route("/shortcut", post(form::shortcut))
        .route("/suggest", post(form::suggest))
        .route(
            "/attach",
            post(attach::take).layer(DefaultBodyLimit::max(LARGEST)),
        )
        .route("/table", post(form::turn))
        .route("/clock", post(clock::set))
        .route("/page/events", get(news))
        .route("/page/style.css", get(|| css(include_str!("style.css"))))
        .route("/page/blocks.css", get(|| css(include_str!("blocks.css"))))
        .route("/page/page.js", get(|| script(include_str!("page.js"))))
        .route(
            "/page/composer.js",
            get(|| script(include_str!("composer.js"))),
        )
        .layer(from_fn(guard))
        .with_state(page)
}

impl Page {
    fn keep<R>(&self, with: impl FnOnce(&mut Kept) -> R) -> R {
        with(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn show(State(page): State<Page>, Query(place): Query<Place>) -> Response {
    let scene = page.keep(|kept| {
        let mut scene = Scene::gather(&page.sandbox, &place, &kept.reads)?;
        let acting = &scene.place.acting;
        let here = scene.place.href();
        if kept
            .notes
            .get(acting)
            .is_some_and(|(there, _)| *there != here)
        {
            kept.notes.remove(acting);
        }
        let note = kept.notes.get(acting).map(|(_, note)| note.clone());
        if mark_read(&scene, &mut kept.reads) == Marked::Thread {
            scene = Scene::gather(&page.sandbox, &place, &kept.reads)?;
        }
        Some((scene, note))
    });
    let Some((scene, note)) = scene else {
        return (
            StatusCode::NOT_FOUND,
            "This workspace has no people to act as.",
        )
            .into_response();
    };
    let markup = layout::page(
        &scene,
        &page.sandbox.page_options().actions,
        page.sandbox.manifest(),
        note.as_ref(),
    );
    Html(markup.into_string()).into_response()
}

/// What of the page was marked as read; a thread's replies are counted elsewhere on it.
#[derive(PartialEq, Eq)]
enum Marked {
    Thread,
    Pane,
}

/// What is shown is read: the conversation, and the thread beside it.
fn mark_read(scene: &Scene, reads: &mut Reads) -> Marked {
    let Some(open) = scene.open.as_ref().filter(|_| scene.place.tab.is_empty()) else {
        return Marked::Pane;
    };
    let (user, channel) = (&scene.place.acting, &open.entry.id);
    if let Some(last) = open.items.last().filter(|_| scene.place.before.is_empty()) {
        reads.mark(user, channel, None, last.message.ts);
    }
    let Some((parent, last)) = open.thread.first().zip(open.thread.last()) else {
        return Marked::Pane;
    };
    reads.mark(user, channel, Some(parent.message.ts), last.message.ts);
    Marked::Thread
}

async fn inspect(
    State(page): State<Page>,
    Query(place): Query<Place>,
    Query(filter): Query<Filter>,
) -> Html<String> {
    let calls = page.sandbox.newest_calls(inspector::LOOKED);
    let mut deliveries = page.sandbox.deliveries();
    deliveries.drain(..deliveries.len().saturating_sub(inspector::LOOKED));
    Html(inspector::inspector(&deliveries, &calls, &place, &filter).into_string())
}

/// Says that something changed; the script then asks for the page again.
async fn news(State(page): State<Page>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = unfold(page.sandbox.changes(), |mut changes| async move {
        changes.changed().await.ok()?;
        let count = *changes.borrow_and_update();
        Some((Ok(Event::default().data(count.to_string())), changes))
    });
    // Else an open page would keep the sandbox from stopping at once.
    let news = news.take_until(page.sandbox.stopping().cancelled_owned());
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn css(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], text)
}

async fn script(text: &'static str) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        text,
    )
}

/// Refuses forms of other sites, and forbids the page to run or load anything but its own.
async fn guard(request: Request, next: Next) -> Response {
    let from = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    if request.method() != axum::http::Method::GET && from == Some("cross-site") {
        return (StatusCode::FORBIDDEN, "This form belongs to another site.").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        header::HeaderValue::from_static(
            "default-src 'self'; img-src * data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
        ),
    );
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}

#[cfg(test)]
mod tests;
