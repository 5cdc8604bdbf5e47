//! JSON over HTTP, with a time limit: what a program in any language would use.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// How long anything may take before the test has failed.
pub const LIMIT: Duration = Duration::from_secs(90);

/// Status and JSON; null where the answer is none.
pub async fn send(method: Method, url: &str, body: String) -> (u16, Value) {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json")
        .body(Full::from(body))
        .unwrap();
    let exchange = async {
        let response = client.request(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    };
    tokio::time::timeout(LIMIT, exchange)
        .await
        .unwrap_or_else(|_| panic!("{url} did not answer in time"))
}

pub async fn get(url: &str) -> Value {
    let (status, answer) = send(Method::GET, url, String::new()).await;
    assert_eq!(status, 200, "{url}: {answer}");
    answer
}

pub async fn post(url: &str, body: &Value) -> (u16, Value) {
    send(Method::POST, url, body.to_string()).await
}
