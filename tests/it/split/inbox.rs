//! Where an answer goes that comes after the acknowledgement: a `response_url` that refuses what it is told to.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::door::{COMMANDS, Letter};
use crate::house::House;

type Refuses = Arc<dyn Fn(&Value) -> bool + Send + Sync>;
type Letters = Arc<Mutex<Vec<(u16, Value)>>>;

/// A server on a free port.
pub struct Inbox {
    url: String,
    letters: Letters,
    news: watch::Receiver<usize>,
}

impl Inbox {
    /// One that refuses some blocks, as Slack refuses what it does not have.
    pub async fn opens(refuses: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        let letters = Letters::default();
        let (tell, news) = watch::channel(0);
        let refuses: Refuses = Arc::new(refuses);
        let state = (refuses, letters.clone(), Arc::new(tell));
        let router = Router::new().fallback(take).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, letters, news }
    }

    /// What `/checkin` with this text is acknowledged with, when it may be answered here.
    pub async fn answer_to(&self, house: &House, handle: &str, text: &str) -> Value {
        let identity = house.running().app.slack.whoami().await.unwrap();
        let user = house.sandbox.find_user(handle).unwrap().id;
        let fields = [
            ("team_id", identity.slack_team.as_str()),
            ("is_enterprise_install", "false"),
            ("user_id", &user),
            ("command", "/checkin"),
            ("text", text),
            ("response_url", &self.url),
            ("trigger_id", "1.2.3"),
        ];
        let body = serde_urlencoded::to_string(fields).unwrap();
        let (status, body) = Letter::new(house, COMMANDS, body).send(house).await;
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap_or(json!(body))
    }

    /// All that has come, once so much has: what was answered, and what had been said.
    pub async fn waits_for(&self, count: usize) -> Vec<(u16, Value)> {
        let mut news = self.news.clone();
        let enough = news.wait_for(|come| *come >= count);
        let waited = tokio::time::timeout(std::time::Duration::from_secs(10), enough).await;
        let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(waited.is_ok(), "{count} were awaited, not {letters:?}");
        letters.clone()
    }
}

async fn take(
    State((refuses, letters, tell)): State<(Refuses, Letters, Arc<watch::Sender<usize>>)>,
    Json(body): Json<Value>,
) -> impl IntoResponse {
    let refused = refuses(&body);
    let status = if refused { 404 } else { 200 };
    let mut letters = letters.lock().unwrap_or_else(PoisonError::into_inner);
    letters.push((status, body));
    tell.send_replace(letters.len());
    if refused {
        let error = json!({"ok": false, "error": "invalid_blocks"});
        return (StatusCode::NOT_FOUND, Json(error)).into_response();
    }
    "ok".into_response()
}
