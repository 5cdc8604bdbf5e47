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
    let texts = |name| {
        let all = headers.get_all(name).into_iter();
        all.map(|value| value.to_str().unwrap_or("?"))
    };
    if let Some(host) = texts(header::HOST).find(|host| !is_here(host)) {
        return Some(format!(
            "\"{host}\" is not this machine: call the sandbox by 127.0.0.1, [::1] or localhost"
        ));
    }
    let is_foreign = |origin: &&str| {
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        !is_here(host)
    };
    let origin = texts(header::ORIGIN).find(is_foreign)?;
    Some(format!("a page of \"{origin}\" may not use the sandbox"))
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
    use super::{foreign, is_here};
    use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

    #[test]
    fn one_foreign_name_among_several_is_enough() {
        let said = |name: HeaderName, values: [&'static str; 2]| {
            let pair = |value| (name.clone(), HeaderValue::from_static(value));
            foreign(&HeaderMap::from_iter(values.map(pair)))
        };
        let here = ["127.0.0.1:4000", "localhost"];
        assert_eq!(said(header::HOST, here), None);
        let host = said(header::HOST, ["127.0.0.1:4000", "evil.example"]);
        assert!(host.is_some_and(|said| said.contains("evil.example")));
        let origin = said(header::ORIGIN, ["http://localhost", "null"]);
        assert!(origin.is_some_and(|said| said.contains("null")));
    }

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
