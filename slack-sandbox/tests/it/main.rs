//! The sandbox as an app and a person meet it, over HTTP.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the rule's own exception covers test functions, not their helpers"
)]

mod acts;
mod app;
mod control;
mod descriptions;
mod faults;
mod files;
mod groups;
mod happenings;
mod messages;
mod readme;
mod retries;
mod rules;
mod shapes;
mod shortcuts;
mod socket;
mod times;
mod validate;
mod web_api;

use app::Desk;
use serde_json::json;
use slack_sandbox::{Manifest, Options, Sandbox, sign};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

#[test]
fn the_signature_is_slacks_own() {
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let signature = sign(
        "8f742231b10e8888abcd99yyyzzz85a5",
        1_531_420_618,
        body.as_bytes(),
    );
    assert_eq!(
        signature,
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    );
}

#[tokio::test]
async fn another_address_than_loopback_is_refused() {
    let manifest = Manifest::parse(app::MANIFEST).unwrap();
    let options = Options {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..Options::new(manifest)
    };
    assert!(
        Sandbox::start(options)
            .await
            .unwrap_err()
            .to_string()
            .contains("loopback")
    );
}

#[tokio::test]
async fn the_apps_address_is_no_more_than_where_it_is() {
    for (url, wanted) in [
        ("localhost:3000", "name a host"),
        ("https://127.0.0.1", "must begin with http://"),
        ("http://127.0.0.1:3000/slack", "must end after the host"),
        ("http://127.0.0.1:3000/?a=b", "must end after the host"),
    ] {
        let options = Options {
            app_url: Some(url.to_owned()),
            ..Options::new(Manifest::parse(app::MANIFEST).unwrap())
        };
        let refused = Sandbox::start(options).await.unwrap_err().to_string();
        assert!(refused.contains(wanted), "{url}: {refused}");
    }
}

#[tokio::test]
async fn an_open_page_does_not_keep_it_from_stopping() {
    let desk = Desk::without_app().await;
    let address = desk.sandbox.page_url();
    let address = address.trim_start_matches("http://").trim_end_matches('/');
    let mut page = TcpStream::connect(address).await.unwrap();
    let asks = format!("GET /page/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
    page.write_all(asks.as_bytes()).await.unwrap();
    let mut begins = [0; 15];
    page.read_exact(&mut begins).await.unwrap();
    assert_eq!(&begins, b"HTTP/1.1 200 OK");
    let stopped = timeout(Duration::from_secs(1), desk.sandbox.shutdown()).await;
    assert!(stopped.is_ok());
}

#[tokio::test]
async fn it_starts_without_the_app_and_says_that_it_is_missing() {
    let desk = Desk::without_app().await;
    let (_, outcome) = desk.act(json!({"do": "slash", "command": "/okr"})).await;
    assert_eq!(outcome["status"], json!(null));
    assert_eq!(
        outcome["shown"],
        "/okr failed with the error \"dispatch_failed\""
    );
    assert_eq!(outcome["ephemeral"]["text"], outcome["shown"]);
}
