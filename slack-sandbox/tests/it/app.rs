//! A tiny app, and a desk from which a test plays both the app's calls and a person.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use slack_sandbox::{Manifest, Options, Sandbox, SandboxClock, sign};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

pub const MANIFEST: &str = r#"
display_information: {name: Tiny}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true}
  bot_user: {display_name: Tiny}
  slash_commands:
    - {command: /okr, description: Shows, url: "https://tiny.example/slack/commands"}
    - {command: /tell, description: Tells, url: "https://tiny.example/slack/commands", should_escape: true}
oauth_config:
  scopes:
    bot: [commands, "chat:write", "im:write", "users:read"]
    bot_optional: ["im:history", "channels:history", "channels:read", "groups:history", "usergroups:read"]
settings:
  event_subscriptions: {request_url: "https://tiny.example/slack/events", bot_events: [app_home_opened, message.channels]}
  interactivity: {is_enabled: true, request_url: "https://tiny.example/slack/interactions"}
"#;

/// What the app received and what it will answer; an empty 200 when nothing is left.
#[derive(Default)]
pub struct App {
    pub received: Mutex<Vec<Value>>,
    /// The headers of what was received, and the path.
    pub heads: Mutex<Vec<(String, HeaderMap)>>,
    pub answers: Mutex<VecDeque<(u16, Value)>>,
    /// The headers of every answer.
    pub answer_headers: Mutex<HeaderMap>,
}

async fn receive(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> impl IntoResponse {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let timestamp = header("x-slack-request-timestamp").parse().unwrap();
    assert_eq!(
        header("x-slack-signature"),
        sign(
            "5a4db0c5a4db0c5a4db0c5a4db0c5a4d",
            timestamp,
            body.as_bytes()
        )
    );
    let received = if header("content-type") == "application/json" {
        serde_json::from_str(&body).unwrap()
    } else {
        let form: serde_json::Map<String, Value> =
            serde_urlencoded::from_str::<Vec<(String, String)>>(&body)
                .unwrap()
                .into_iter()
                .map(|(key, value)| (key, Value::String(value)))
                .collect();
        form.get("payload")
            .map_or(Value::Object(form.clone()), |text| {
                serde_json::from_str(text.as_str().unwrap()).unwrap()
            })
    };
    assert!(uri.path().starts_with("/slack/"));
    let head = (uri.path().to_owned(), headers.clone());
    app.heads.lock().unwrap().push(head);
    app.received.lock().unwrap().push(received);
    let (status, answer) = app
        .answers
        .lock()
        .unwrap()
        .pop_front()
        .unwrap_or((200, json!("")));
    let text = answer
        .as_str()
        .map_or_else(|| answer.to_string(), ToOwned::to_owned);
    let headers = app.answer_headers.lock().unwrap().clone();
    (StatusCode::from_u16(status).unwrap(), headers, text)
}

/// A sandbox, the app beside it, and Ana who acts.
pub struct Desk {
    pub sandbox: Sandbox,
    pub app: Arc<App>,
    pub ana: String,
}

impl Desk {
    pub async fn without_app() -> Self {
        Self::with_manifest(MANIFEST).await
    }

    /// A sandbox with this app installed, which is not there.
    pub async fn with_manifest(manifest: &str) -> Self {
        let options = Options {
            app_url: Some("http://127.0.0.1:9".to_owned()),
            clock: SandboxClock::Fixed("2026-11-19T14:00:00Z".parse().unwrap()),
            ..Options::new(Manifest::parse(manifest).unwrap())
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        let ana = sandbox.find_user("ana").unwrap().id;
        Self {
            sandbox,
            app: Arc::default(),
            ana,
        }
    }

    pub async fn new() -> Self {
        Self::beside_app(MANIFEST).await
    }

    /// A sandbox with this app installed and running beside it.
    pub async fn beside_app(manifest: &str) -> Self {
        let desk = Self::with_manifest(manifest).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        desk.sandbox
            .set_app_url(&format!("http://{}", listener.local_addr().unwrap()))
            .unwrap();
        let router = Router::new().fallback(receive).with_state(desk.app.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        desk
    }

    /// Waits until something holds, looking whenever the sandbox changed; fails after ten seconds.
    pub async fn until(&self, holds: impl Fn(&Sandbox) -> bool) {
        let mut changes = self.sandbox.changes();
        let waiting = async {
            while !holds(&self.sandbox) {
                changes.changed().await.unwrap();
            }
        };
        let limit = std::time::Duration::from_secs(10);
        tokio::time::timeout(limit, waiting).await.expect("in time");
    }

    pub fn answer(&self, status: u16, answer: Value) {
        self.app.answers.lock().unwrap().push_back((status, answer));
    }

    pub fn last(&self) -> Value {
        self.app
            .received
            .lock()
            .unwrap()
            .last()
            .cloned()
            .expect("the app received something")
    }

    pub fn received(&self) -> usize {
        self.app.received.lock().unwrap().len()
    }

    /// Calls a method with JSON and the bot's token.
    pub async fn call(&self, method: &str, args: Value) -> Value {
        self.try_call(method, args).await.expect("an answer").1
    }

    pub async fn try_call(
        &self,
        method: &str,
        args: Value,
    ) -> Result<(u16, Value, HeaderMap), String> {
        let url = format!("{}/{method}", self.sandbox.api_url());
        let bearer = format!("Bearer {}", self.sandbox.bot_token());
        send(
            "POST",
            &url,
            &[
                ("content-type", "application/json; charset=utf-8"),
                ("authorization", &bearer),
            ],
            args.to_string(),
        )
        .await
    }

    /// Acts as Ana over the control interface.
    pub async fn act(&self, act: Value) -> (u16, Value) {
        let mut act = act;
        if act.get("user").is_none() {
            act["user"] = json!(self.ana);
        }
        self.control("POST", "act", act).await
    }

    pub async fn control(&self, verb: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/{path}", self.sandbox.control_url());
        let body = if verb == "GET" {
            String::new()
        } else {
            body.to_string()
        };
        let (status, answer, _) = send(verb, &url, &[], body).await.unwrap();
        (status, answer)
    }

    /// Posts blocks to Ana and gives channel and ts.
    pub async fn post_to_ana(&self, blocks: Value) -> (String, String) {
        let posted = self
            .call(
                "chat.postMessage",
                json!({"channel": self.ana, "text": "hello", "blocks": blocks}),
            )
            .await;
        let text = |key: &str| {
            posted[key]
                .as_str()
                .unwrap_or_else(|| panic!("{posted}"))
                .to_owned()
        };
        (text("channel"), text("ts"))
    }
}

/// One HTTP request; the answer as JSON, or as a text if it is not.
pub async fn send(
    verb: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Result<(u16, Value, HeaderMap), String> {
    let client: Client<_, Full<Bytes>> = Client::builder(TokioExecutor::new())
        .pool_max_idle_per_host(0)
        .build_http();
    let mut request = hyper::Request::builder().method(verb).uri(url);
    for (key, value) in headers {
        request = request.header(*key, *value);
    }
    let response = client
        .request(request.body(Full::from(body)).unwrap())
        .await
        .map_err(|error| error.to_string())?;
    let (parts, body) = response.into_parts();
    let bytes = body
        .collect()
        .await
        .map_err(|error| error.to_string())?
        .to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok((parts.status.as_u16(), value, parts.headers))
}
