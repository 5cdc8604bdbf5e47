//! The HTTP client that reaches the app.

use super::{Failure, Retry};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, Response, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The most that an app may answer.
const ANSWER: usize = 1 << 20;
/// How often the app may send a request on to another place.
const REDIRECTS: usize = 2;

/// A client with kept connections.
pub(crate) struct AppClient(Client<HttpConnector, Full<Bytes>>);

/// A signed request.
pub(super) struct Post {
    pub(super) content_type: &'static str,
    pub(super) body: String,
    pub(super) timestamp: i64,
    pub(super) signature: String,
    pub(super) retry: Option<Retry>,
}

/// What the app answered.
#[derive(Debug, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
    /// It asked not to be sent this again.
    pub(super) no_retry: bool,
}

impl AppClient {
    pub(crate) fn new() -> Self {
        // A kept connection may have died with the app; Slack does not resend, so every delivery takes a fresh one.
        Self(
            Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(0)
                .build_http(),
        )
    }

    /// Posts, and follows the app to another place at most twice.
    pub(super) async fn post(&self, url: &str, post: Post) -> Result<Reply, Failure> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            let response = self.once(&url, &post).await?;
            match moved(&url, &response) {
                Some(next) => url = next,
                None => return read(response).await,
            }
        }
        Err(Failure::Redirects)
    }

    async fn once(
        &self,
        url: &str,
        post: &Post,
    ) -> Result<Response<hyper::body::Incoming>, Failure> {
        let mut request = Request::post(url)
            .header(header::CONTENT_TYPE, post.content_type)
            .header(
                header::USER_AGENT,
                "Slackbot 1.0 (+https://api.slack.com/robots)",
            )
            .header(header::ACCEPT, "application/json,*/*")
            .header("x-slack-request-timestamp", post.timestamp)
            .header("x-slack-signature", &post.signature);
        if let Some(retry) = post.retry {
            request = request
                .header("x-slack-retry-num", u16::from(retry.num))
                .header("x-slack-retry-reason", retry.reason);
        }
        let request = request
            .body(Full::from(post.body.clone()))
            .map_err(|error| Failure::Unreachable(format!("{url} is not a URL: {error}")))?;
        self.0
            .request(request)
            .await
            .map_err(|error| Failure::Unreachable(chain(&error)))
    }
}

/// Where the app sends the request on to.
fn moved<B>(url: &str, response: &Response<B>) -> Option<String> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let place = response.headers().get(header::LOCATION)?.to_str().ok()?;
    if place.contains("://") {
        return Some(place.to_owned());
    }
    let base: hyper::Uri = url.parse().ok()?;
    let slash = if place.starts_with('/') { "" } else { "/" };
    Some(format!("http://{}{slash}{place}", base.authority()?))
}

async fn read(response: Response<hyper::body::Incoming>) -> Result<Reply, Failure> {
    let status = response.status().as_u16();
    let no_retry = response
        .headers()
        .get("x-slack-no-retry")
        .is_some_and(|value| value == "1");
    let body = Limited::new(response.into_body(), ANSWER)
        .collect()
        .await
        .map_err(|error| Failure::Unreachable(error.to_string()))?;
    Ok(Reply {
        status,
        body: String::from_utf8_lossy(&body.to_bytes()).into_owned(),
        no_retry,
    })
}

/// An error with what caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
