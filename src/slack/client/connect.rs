//! How connections are made: TLS with ring and the machine's certificates for https, plain for a local Slack.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::Empty;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use slack_morphism::prelude::SlackClientHyperConnector;

type Https = HttpsConnector<HttpConnector>;

/// What slack-morphism sends through.
pub type Connector = SlackClientHyperConnector<Https>;

/// For the one call whose headers we need, which slack-morphism hides.
pub type Plain = HyperClient<Https, Empty<&'static [u8]>>;

/// No secure connection can be made on this machine.
#[derive(Debug, thiserror::Error)]
#[error("cannot prepare TLS: {0}")]
pub struct ConnectError(#[from] std::io::Error);

/// Shorter than any call's limit: what could not connect was certainly not sent.
const CONNECT: Duration = Duration::from_millis(1_500);

/// The connectors for an address; one that begins with https never falls back to plain text.
pub fn connectors(api: &str) -> Result<(Connector, Plain), ConnectError> {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_connect_timeout(Some(CONNECT));
    let https = if api.starts_with("https:") {
        HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(ring::default_provider())?
            .https_only()
            .enable_http1()
            .wrap_connector(http)
    } else {
        HttpsConnectorBuilder::new()
            .with_tls_config(trusting_nobody()?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(http)
    };
    let plain = HyperClient::builder(TokioExecutor::new()).build(https.clone());
    let connector = SlackClientHyperConnector::with_connector(https).with_slack_api_url(api);
    Ok((connector, plain))
}

fn trusting_nobody() -> Result<ClientConfig, ConnectError> {
    Ok(
        ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(std::io::Error::other)?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth(),
    )
}
