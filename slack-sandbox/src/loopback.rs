//! Only this machine is answered: no page of a foreign site may use a browser here to reach the sandbox.
//!
//! The address it listens on is loopback already; but a browser on this machine runs pages from anywhere. A name that
//! was made to point here shows in `Host`, a form or script of another site in `Origin`.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::net::IpAddr;

/// Names by which a container calls the machine it runs on.
const FROM_CONTAINERS: [&str; 2] = ["host.docker.internal", "host.containers.internal"];

/// Refuses what another site sends through a browser.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let foreign = foreign(request.headers());
    match foreign {
        None => next.run(request).await,
        Some(sentence) => {
            let body = Json(json!({"ok": false, "error": sentence}));
            (StatusCode::FORBIDDEN, body).into_response()
        }
    }
}

fn foreign(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(host) = text(header::HOST).filter(|host| !is_here(host)) {
        return Some(format!(
            "\"{host}\" is not this machine: call the sandbox by 127.0.0.1, [::1] or localhost"
        ));
    }
    let origin = text(header::ORIGIN)?;
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    (!is_here(host)).then(|| format!("a page of \"{origin}\" may not use the sandbox"))
}

/// Whether a host, with or without a port, is this machine.
fn is_here(host: &str) -> bool {
    let Some(name) = host.parse::<Uri>().ok() else {
        return false;
    };
    let name = name.host().unwrap_or_default().to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    address
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback())
        || name == "localhost"
        || name.ends_with(".localhost")
        || FROM_CONTAINERS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_here;

    #[test]
    fn only_names_of_this_machine_are_here() {
        for host in [
            "127.0.0.1:4000",
            "127.3.2.1",
            "[::1]:4000",
            "localhost:80",
            "LOCALHOST",
            "slack.localhost:4000",
            "host.docker.internal:4000",
        ] {
            assert!(is_here(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:4000",
            "192.168.0.7:4000",
            "[::2]",
            "a b",
        ] {
            assert!(!is_here(host), "{host}");
        }
    }
}
