//! The HTTP client that reaches the app.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The most that an app may answer.
const ANSWER: usize = 1 << 20;

/// A client with kept connections.
pub(crate) struct AppClient(Client<HttpConnector, Full<Bytes>>);

impl AppClient {
    pub(crate) fn new() -> Self {
        // A kept connection may have died with the app; Slack does not resend, so every delivery takes a fresh one.
        Self(
            Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(0)
                .build_http(),
        )
    }

    /// Posts a signed body; gives status and body, or why there is none.
    pub(crate) async fn post(
        &self,
        url: &str,
        content_type: &str,
        body: String,
        timestamp: i64,
        signature: &str,
    ) -> Result<(u16, String), String> {
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, content_type)
            .header(
                header::USER_AGENT,
                "Slackbot 1.0 (+https://api.slack.com/robots)",
            )
            .header(header::ACCEPT, "application/json,*/*")
            .header("x-slack-request-timestamp", timestamp)
            .header("x-slack-signature", signature)
            .body(Full::from(body))
            .map_err(|error| format!("{url} is not a URL: {error}"))?;
        let response = self
            .0
            .request(request)
            .await
            .map_err(|error| chain(&error))?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), ANSWER)
            .collect()
            .await
            .map_err(|error| error.to_string())?;
        Ok((
            status,
            String::from_utf8_lossy(&body.to_bytes()).into_owned(),
        ))
    }
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
