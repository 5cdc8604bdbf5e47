//! A request to Headway as anybody may write it: signed well, badly, or not at all.

use axum::body::Body;
use http_body_util::BodyExt as _;
use hyper::Request;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use crate::house::House;

/// Where each kind of request goes.
pub const COMMANDS: &str = "/slack/commands";
pub const INTERACTIONS: &str = "/slack/interactions";
pub const EVENTS: &str = "/slack/events";

/// A request that is about to be sent.
pub struct Letter {
    path: &'static str,
    body: Vec<u8>,
    timestamp: i64,
    signature: Option<String>,
    in_chunks: bool,
}

impl Letter {
    /// One that Slack might have signed just now.
    pub fn new(house: &House, path: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self::aged(house, path, body, 0)
    }

    /// One that was signed so many seconds ago.
    pub fn aged(house: &House, path: &'static str, body: impl Into<Vec<u8>>, age: i64) -> Self {
        let body = body.into();
        let timestamp = headway::clock::wall().timestamp() - age;
        let secret = house.sandbox.signing_secret();
        let signature = slack_sandbox::sign(secret, timestamp, &body);
        Self {
            path,
            body,
            timestamp,
            signature: Some(signature),
            in_chunks: false,
        }
    }

    /// An interactive payload, in the form in which Slack sends it.
    pub fn interaction(house: &House, payload: &Value) -> Self {
        let form = serde_urlencoded::to_string([("payload", payload.to_string())]).unwrap();
        Self::new(house, INTERACTIONS, form)
    }

    /// With another signature, or none.
    pub fn signed(self, signature: Option<&str>) -> Self {
        let signature = signature.map(str::to_owned);
        Self { signature, ..self }
    }

    /// With another body under the same signature.
    pub fn forged(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self { body, ..self }
    }

    /// Without saying how long it is.
    pub fn in_chunks(self) -> Self {
        let in_chunks = true;
        Self { in_chunks, ..self }
    }

    /// Sends it; status and body of the answer.
    pub async fn send(self, house: &House) -> (u16, String) {
        let url = format!("http://{}{}", house.running().address, self.path);
        let mut request = Request::post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-slack-request-timestamp", self.timestamp);
        if let Some(signature) = &self.signature {
            request = request.header("x-slack-signature", signature);
        }
        let body = if self.in_chunks {
            let chunks: Vec<_> = self.body.chunks(65_536).map(<[u8]>::to_vec).collect();
            let chunks = chunks.into_iter().map(Ok::<_, std::io::Error>);
            Body::from_stream(futures_util::stream::iter(chunks))
        } else {
            Body::from(self.body)
        };
        answer(request.body(body).unwrap()).await
    }
}

/// What a path gives to whoever asks.
pub async fn get(house: &House, path: &str) -> (u16, String) {
    let url = format!("http://{}{path}", house.running().address);
    answer(Request::get(url).body(Body::empty()).unwrap()).await
}

async fn answer(request: Request<Body>) -> (u16, String) {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let response = client.request(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}
