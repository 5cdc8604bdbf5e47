//! The client against a local server that answers as Slack does, or does not.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::*;
use crate::domain::id::{ChannelId, DeliveryId, MessageTs, PersonId};
use crate::domain::shape::{SeenBy, Shape};
use crate::slack::Class;
use crate::words::message::Message;

/// What arrived: the path with its query, the token's header, the body.
#[derive(Debug, Clone)]
struct Arrived {
    address: String,
    token: Option<String>,
    body: Value,
}

#[derive(Clone, Default)]
struct Server {
    answers: Arc<Mutex<VecDeque<Response>>>,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Server {
    /// Starts one that gives these answers in turn, and a client of it.
    async fn answering(answers: impl IntoIterator<Item = Response>) -> (Self, Client, Url) {
        let server = Self::default();
        server.answers.lock().unwrap().extend(answers);
        let router = Router::new().fallback(answer).with_state(server.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Url = format!("http://{}/api/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::new(Some(&url), &"xoxb-1".into()).unwrap();
        (server, client, url)
    }

    fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let token = parts.headers.get("authorization");
    server.arrived.lock().unwrap().push(Arrived {
        address: parts.uri.to_string(),
        token: token.map(|token| token.to_str().unwrap().to_owned()),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    let answer = server.answers.lock().unwrap().pop_front();
    answer.unwrap_or_else(|| "nothing left to answer".into_response())
}

fn ok(body: Value) -> Response {
    axum::Json(body).into_response()
}

fn channel() -> ChannelId {
    ChannelId::new("D1")
}

async fn post(client: &Client) -> Result<(ChannelId, MessageTs), SlackError> {
    let message = Message::line("a <!channel>");
    let delivery = DeliveryId::new("d-1");
    client
        .post(&channel(), None, &message, Shape::Plain, &delivery)
        .await
}

#[tokio::test]
async fn a_post_carries_its_delivery_and_no_markup() {
    let posted = json!({"ok": true, "channel": "D1", "ts": "1.2", "future": 1});
    let (server, client, _) = Server::answering([ok(posted)]).await;
    assert_eq!(post(&client).await, Ok((channel(), MessageTs::new("1.2"))));
    let arrived = server.arrived().remove(0);
    assert_eq!(arrived.address, "/api/chat.postMessage");
    assert_eq!(arrived.token.as_deref(), Some("Bearer xoxb-1"));
    assert_eq!(arrived.body["text"], "a &lt;!channel&gt;");
    assert_eq!(arrived.body["parse"], "none");
    assert_eq!(arrived.body["unfurl_links"], false);
    assert_eq!(
        arrived.body["metadata"],
        json!({"event_type": "headway_delivery", "event_payload": {"id": "d-1"}})
    );
    assert_eq!(arrived.body["blocks"][0]["type"], "rich_text");
}

#[tokio::test]
async fn what_cannot_be_read_is_unknown_and_what_is_refused_is_not() {
    let html = || ([("content-type", "text/html")], "<html>").into_response();
    let limited = (
        axum::http::StatusCode::TOO_MANY_REQUESTS,
        [("retry-after", "7")],
        axum::Json(json!({"ok": false, "error": "ratelimited"})),
    );
    let seven = Class::Retry {
        after: Some(Duration::from_secs(7)),
    };
    let table = [
        (html(), Class::Unknown),
        (ok(json!({})), Class::Unknown),
        (ok(json!({"ok": false})), Class::Unknown),
        (ok(json!({"ok": true})), Class::Unknown),
        (
            ok(json!({"ok": false, "error": "internal_error"})),
            Class::Unknown,
        ),
        (
            axum::http::StatusCode::BAD_GATEWAY.into_response(),
            Class::Unknown,
        ),
        (limited.into_response(), seven),
        (
            ok(json!({"ok": false, "error": "is_archived"})),
            Class::Target,
        ),
        (
            ok(json!({"ok": false, "error": "token_revoked"})),
            Class::Dead,
        ),
    ];
    let (answers, classes): (Vec<_>, Vec<_>) = table.into_iter().unzip();
    let (_, client, _) = Server::answering(answers).await;
    for class in classes {
        assert_eq!(post(&client).await.unwrap_err().class, class);
    }
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    drop(listener);
    let client = Client::new(Some(&url), &"xoxb-1".into()).unwrap();
    let error = post(&client).await.unwrap_err();
    assert_eq!(error.class, Class::Retry { after: None });
    assert_eq!(
        client.whoami().await.unwrap_err().class,
        Class::Retry { after: None }
    );
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_is_unknown() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    let cut = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let read = stream.read(&mut [0; 64]).await.unwrap();
        assert!(read > 0);
    });
    let client = Client::new(Some(&url), &"xoxb-1".into()).unwrap();
    assert_eq!(post(&client).await.unwrap_err().class, Class::Unknown);
    cut.await.unwrap();
}

#[tokio::test]
async fn a_delivery_is_found_on_all_pages_among_foreign_metadata() {
    let ours = |ts| json!({"ts": ts, "metadata": {"event_type": "headway_delivery", "event_payload": {"id": "d-1"}}});
    let foreign = json!({"ts": "3.0", "metadata": {"event_type": "x", "event_payload": {"n": 5, "id": "d-1"}}});
    let (server, client, _) = Server::answering([
        ok(json!({"ok": true, "messages": [ours("4.0"), foreign],
            "response_metadata": {"next_cursor": "more"}})),
        ok(json!({"ok": true, "messages": [{"ts": "2.0"}, ours("1.0")]})),
    ])
    .await;
    let since = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let thread = MessageTs::new("0.5");
    let found = client
        .find(&channel(), Some(&thread), &DeliveryId::new("d-1"), since)
        .await;
    assert_eq!(
        found,
        Ok(vec![MessageTs::new("1.0"), MessageTs::new("4.0")])
    );
    let addresses: Vec<_> = server
        .arrived()
        .into_iter()
        .map(|one| one.address)
        .collect();
    assert!(
        addresses[0]
            .starts_with("/api/conversations.replies?channel=D1&ts=0.5&oldest=1795000000.000000")
    );
    assert!(addresses[0].contains("include_all_metadata=true"));
    assert!(addresses[1].contains("cursor=more"));
}

#[tokio::test]
async fn whoami_reads_the_scopes_from_the_headers() {
    let body =
        json!({"ok": true, "team_id": "T1", "team": "Acme", "user_id": "U1", "bot_id": "B1"});
    let answer = (
        [("x-oauth-scopes", "chat:write, im:write")],
        axum::Json(body),
    );
    let dead = ok(json!({"ok": false, "error": "invalid_auth"}));
    let (server, client, _) = Server::answering([answer.into_response(), dead]).await;
    let identity = client.whoami().await.unwrap();
    assert_eq!(identity.slack_team.as_str(), "T1");
    assert_eq!(identity.bot_user, PersonId::new("U1"));
    let scopes: Vec<_> = identity.scopes.iter().map(String::as_str).collect();
    assert_eq!(scopes, ["chat:write", "im:write"]);
    assert_eq!(server.arrived()[0].token.as_deref(), Some("Bearer xoxb-1"));
    assert_eq!(client.whoami().await.unwrap_err().class, Class::Dead);
}

#[tokio::test]
async fn a_response_url_gets_no_token() {
    let (server, client, url) = Server::answering(["ok".into_response()]).await;
    let address = url.join("/hook/secret").unwrap();
    client
        .respond(
            address.as_str(),
            &Message::line("Hello"),
            Shape::Plain,
            SeenBy::OnePerson,
        )
        .await
        .unwrap();
    let arrived = server.arrived().remove(0);
    assert_eq!(
        (arrived.address.as_str(), arrived.token),
        ("/hook/secret", None)
    );
    assert_eq!(arrived.body["replace_original"], false);
}

#[test]
fn nothing_that_is_printed_holds_the_token() {
    let url = "http://127.0.0.1:1".parse().unwrap();
    let client = Client::new(Some(&url), &"xoxb-secret".into()).unwrap();
    assert!(!format!("{client:?}").contains("secret"));
}
