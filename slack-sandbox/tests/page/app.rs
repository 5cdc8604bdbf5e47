//! A small app beside the sandbox: it shows the samples on every surface, over real HTTP.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use slack_sandbox::{Act, Delivery, Manifest, Options, Sandbox, SandboxClock};

const MANIFEST: &str = r#"
display_information: {name: Showcase}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false}
  bot_user: {display_name: Showcase}
  slash_commands:
    - {command: /open, description: Opens one of the forms, usage_hint: "form | inputs | alerts", url: "https://show.example/commands"}
    - {command: /okr, description: Shows where an objective stands, usage_hint: "PAY-1.2", url: "https://show.example/commands"}
    - {command: /say, description: Answers you alone, url: "https://show.example/commands"}
  shortcuts:
    - {name: Check in, type: global, callback_id: check_in, description: Opens this week's form}
    - {name: Make a request, type: message, callback_id: request, description: Asks leadership for something}
oauth_config:
  scopes:
    bot: [commands, "chat:write", "im:write", "users:read", "reactions:write", "usergroups:read", "mpim:write"]
settings:
  event_subscriptions: {request_url: "https://show.example/events", bot_events: [app_home_opened]}
  interactivity: {is_enabled: true, request_url: "https://show.example/interactions", message_menu_options_url: "https://show.example/interactions"}
"#;

/// A sandbox and the app beside it.
pub struct Show {
    pub sandbox: Sandbox,
    pub modals: Value,
    pictures: String,
    leads: String,
}

impl Show {
    pub async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let options = Options {
            app_url: Some(address.clone()),
            clock: SandboxClock::Fixed("2026-11-19T14:01:00Z".parse().unwrap()),
            ..Options::new(Manifest::parse(MANIFEST).unwrap())
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        let mut show = Self {
            sandbox,
            modals: Value::Null,
            pictures: format!("{address}/pictures/"),
            leads: String::new(),
        };
        let groups = show.call("usergroups.list", json!({})).await;
        show.leads = groups["usergroups"][0]["id"].as_str().unwrap().to_owned();
        show.modals = show.sample(include_str!("samples/modals.json"));
        let show = Arc::new(show);
        let router = Router::new()
            .route("/pictures/{name}", get(picture))
            .route("/commands", post(command))
            .route("/interactions", post(interaction))
            .route("/events", post(event))
            .with_state(show.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        show
    }

    /// A file of samples with the workspace's own ids, and pictures that are at hand.
    pub fn sample(&self, text: &str) -> Value {
        let id = |name: &str| self.sandbox.find_user(name).unwrap().id;
        let long = "A long paragraph that a person wrote without ever stopping to think whether anybody would read all of it. ".repeat(12);
        let text = text
            .replace("http://pictures.example/", &self.pictures)
            .replace("\"LONG\"", &json!(long.trim()).to_string())
            .replace("\"ANA\"", &json!(id("ana")).to_string())
            .replace("\"BEN\"", &json!(id("ben")).to_string())
            .replace("<@ANA>", &format!("<@{}>", id("ana")))
            .replace("<@BEN>", &format!("<@{}>", id("ben")))
            .replace("GENERAL", &self.channel("general"))
            .replace("LEADS", &self.leads);
        serde_json::from_str(&text).unwrap()
    }

    pub fn channel(&self, name: &str) -> String {
        self.sandbox.find_channel(name).unwrap().id
    }

    /// The address of a place on the page, as a person.
    pub fn place(&self, who: &str, rest: &str) -> String {
        let id = self.sandbox.find_user(who).unwrap().id;
        format!("{}?as={id}{rest}", self.sandbox.page_url())
    }

    pub async fn acts(&self, who: &str, act: Act) {
        let id = self.sandbox.find_user(who).unwrap().id;
        self.sandbox.act(&id, act).await.unwrap();
    }

    pub async fn says(&self, who: &str, channel: &str, text: &str, thread: Option<&str>) {
        let act = Act::Message {
            channel: channel.to_owned(),
            text: text.to_owned(),
            thread_ts: thread.map(str::to_owned),
        };
        self.acts(who, act).await;
    }

    /// Opens one of the forms for somebody.
    pub async fn opens(&self, who: &str, form: &str) {
        let act = Act::Slash {
            command: "/open".to_owned(),
            text: form.to_owned(),
            channel: None,
        };
        self.acts(who, act).await;
        let id = self.sandbox.find_user(who).unwrap().id;
        assert!(self.sandbox.view_of(&id).is_some(), "{form} is open");
    }

    /// Closes all forms of somebody.
    pub async fn closes(&self, who: &str) {
        let id = self.sandbox.find_user(who).unwrap().id;
        if let Some(view) = self.sandbox.view_of(&id) {
            self.acts(
                who,
                Act::Close {
                    view_id: view.id,
                    all: true,
                },
            )
            .await;
        }
    }

    /// What a delivery carried.
    pub fn payload(&self, one: &Delivery) -> Value {
        serde_json::from_str(form(&one.request)["payload"].as_str().unwrap()).unwrap()
    }

    /// The nth action that the app was told of, as soon as it was.
    pub async fn pressed(&self, n: usize) -> Value {
        let mut changes = self.sandbox.changes();
        let looking = async {
            loop {
                let told = self.sandbox.deliveries();
                let mut actions = told.iter().filter(|one| one.kind == "block_actions");
                if let Some(one) = actions.nth(n - 1) {
                    return self.payload(one)["actions"][0].take();
                }
                changes.changed().await.unwrap();
            }
        };
        let limit = std::time::Duration::from_secs(10);
        tokio::time::timeout(limit, looking)
            .await
            .unwrap_or_else(|_| panic!("the app was told of less than {n} actions"))
    }

    /// Calls a method, which must go well.
    pub async fn call(&self, method: &str, arguments: Value) -> Value {
        let answer = self.try_call(method, arguments).await;
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer
    }

    pub async fn try_call(&self, method: &str, arguments: Value) -> Value {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let request = hyper::Request::post(format!("{}/{method}", self.sandbox.api_url()))
            .header("content-type", "application/json; charset=utf-8")
            .header(
                "authorization",
                format!("Bearer {}", self.sandbox.bot_token()),
            )
            .body(Full::from(arguments.to_string()))
            .unwrap();
        let response = client.request(request).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&body).unwrap()
    }
}

async fn picture(Path(name): Path<String>) -> impl IntoResponse {
    let (width, height) = match name.as_str() {
        "square.svg" => (200, 200),
        "wide.svg" => (640, 240),
        _ => return (StatusCode::NOT_FOUND, "").into_response(),
    };
    let hills = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
        <rect width="100%" height="100%" fill="#f6b26b"/><circle cx="30%" cy="60%" r="18%" fill="#fff2cc"/>
        <path d="M0 {height} Q {width} -40 {width} {height} Z" fill="#6aa84f"/></svg>"##
    );
    ([(header::CONTENT_TYPE, "image/svg+xml")], hills).into_response()
}

fn form(body: &str) -> Value {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(body).unwrap();
    pairs
        .into_iter()
        .map(|(key, value)| (key, json!(value)))
        .collect()
}

async fn command(State(show): State<Arc<Show>>, body: String) -> String {
    let given = form(&body);
    let text = given["text"].as_str().unwrap().to_owned();
    match given["command"].as_str().unwrap() {
        "/open" => {
            let view = &show.modals[&text];
            show.call("views.open", json!({"trigger_id": given["trigger_id"], "view": view}))
                .await;
            String::new()
        }
        "/okr" => json!({"text": "PAY-1.2", "blocks": [{"type": "section", "text":
            {"type": "mrkdwn", "text": "*PAY-1.2 Weekly active payers*\n4,800 of 6,000 (from 3,900): 43% of the way."}}]})
        .to_string(),
        _ => text,
    }
}

async fn interaction(State(show): State<Arc<Show>>, body: String) -> String {
    let given = form(&body);
    let payload: Value = serde_json::from_str(given["payload"].as_str().unwrap()).unwrap();
    if payload["type"] == "view_submission" && payload["view"]["callback_id"] == "form" {
        let values = &payload["view"]["state"]["values"];
        if values["fires"]["n"]["value"] == "99" {
            return json!({"response_action": "errors", "errors": {"fires": "Adds up to 115: 15 too many."}}).to_string();
        }
    }
    if payload["type"] == "block_suggestion" {
        let typed = payload["value"].as_str().unwrap();
        let option =
            |text: &str| json!({"text": {"type": "plain_text", "text": text}, "value": text});
        let known = [
            "PAY-1.1 Successful first payments",
            "PAY-1.2 Weekly active payers",
        ];
        let found: Vec<Value> = known
            .into_iter()
            .filter(|one| one.contains(typed))
            .map(option)
            .collect();
        return json!({ "options": found }).to_string();
    }
    if payload["type"] == "shortcut" || payload["type"] == "message_action" {
        let view = &show.modals["form"];
        show.call(
            "views.open",
            json!({"trigger_id": payload["trigger_id"], "view": view}),
        )
        .await;
    }
    if payload["actions"][0]["action_id"] == "push" {
        let view = &show.modals["pushed"];
        show.call(
            "views.push",
            json!({"trigger_id": payload["trigger_id"], "view": view}),
        )
        .await;
    }
    String::new()
}

async fn event(State(show): State<Arc<Show>>, body: String) -> String {
    let given: Value = serde_json::from_str(&body).unwrap();
    if given["event"]["type"] == "app_home_opened"
        && given["event"]["user"] == show.sandbox.find_user("ana").unwrap().id
    {
        let view = &show.modals["home"];
        show.call(
            "views.publish",
            json!({"user_id": given["event"]["user"], "view": view}),
        )
        .await;
    }
    String::new()
}
