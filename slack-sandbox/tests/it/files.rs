//! A picture is uploaded, looked at by Slack for a while, and shown.

use crate::app::{Desk, MANIFEST, send};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

/// A GIF of one pixel.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

async fn desk() -> Desk {
    let scopes = "\"users:read\", \"files:write\", \"files:read\"]";
    Desk::with_manifest(&MANIFEST.replace("\"users:read\"]", scopes)).await
}

/// Posts bytes; status and text of the answer.
async fn post(url: &str, kind: &str, body: impl Into<Bytes>) -> (u16, String) {
    let client: Client<_, Full<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    let request = hyper::Request::post(url).header("content-type", kind);
    let request = request.body(Full::new(body.into())).unwrap();
    let response = client.request(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// A promised file: its id and where it is uploaded.
async fn promised(desk: &Desk, name: &str, length: usize) -> (String, String) {
    let args = json!({"filename": name, "length": length, "alt_txt": "A dot"});
    let answer = desk.call("files.getUploadURLExternal", args).await;
    assert_eq!(answer["ok"], true, "{answer}");
    let text = |key: &str| answer[key].as_str().unwrap().to_owned();
    (text("file_id"), text("upload_url"))
}

/// An uploaded file.
async fn uploaded(desk: &Desk, name: &str, content: &'static [u8]) -> String {
    let (id, url) = promised(desk, name, content.len()).await;
    let said = post(&url, "application/octet-stream", content).await;
    assert_eq!(said, (200, format!("OK - {}", content.len())));
    id
}

async fn later(desk: &Desk, seconds: u8) {
    let now = format!("2026-11-19T14:00:{seconds:02}Z");
    desk.control("POST", "clock", json!({"now": now})).await;
}

fn picture(id: &str) -> Value {
    json!([{"type": "image", "slack_file": {"id": id}, "alt_text": "A dot"}])
}

#[tokio::test]
async fn a_picture_is_shown_when_slack_has_looked_at_it_and_not_before() {
    let desk = desk().await;
    let id = uploaded(&desk, "dot.gif", GIF).await;
    let files = json!([{"id": id, "title": "Dot"}]);
    let done = desk
        .call("files.completeUploadExternal", json!({"files": files}))
        .await;
    assert_eq!(
        (&done["files"][0]["id"], &done["files"][0]["title"]),
        (&json!(id), &json!("Dot"))
    );

    let info = desk.call("files.info", json!({"file": id})).await;
    assert_eq!(
        (&info["file"]["mimetype"], &info["file"]["size"]),
        (&json!(""), &json!(GIF.len()))
    );
    let message = json!({"channel": desk.ana, "text": "x", "blocks": picture(&id)});
    let early = desk.call("chat.postMessage", message.clone()).await;
    assert_eq!(early["error"], "invalid_blocks");
    assert_eq!(
        early["response_metadata"]["messages"][0],
        "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"
    );

    later(&desk, 2).await;
    let file = desk.call("files.info", json!({"file": id})).await["file"].clone();
    assert_eq!(file["mimetype"], "image/gif");
    assert_eq!(
        (&file["original_w"], &file["filetype"]),
        (&json!(1), &json!("gif"))
    );
    assert_eq!(file["alt_txt"], "A dot");
    let posted = desk.call("chat.postMessage", message).await;
    assert_eq!(posted["ok"], true, "{posted}");
    let by_url =
        json!([{"type": "image", "slack_file": {"url": file["permalink"]}, "alt_text": "A dot"}]);
    let posted = desk
        .call(
            "chat.postMessage",
            json!({"channel": desk.ana, "text": "x", "blocks": by_url}),
        )
        .await;
    assert_eq!(posted["ok"], true, "{posted}");

    let place = format!("{}files/{id}", desk.sandbox.page_url());
    let (status, _, headers) = send("GET", &place, &[], String::new()).await.unwrap();
    assert_eq!(
        (status, headers["content-type"].as_bytes()),
        (200, &b"image/gif"[..])
    );
    let private = file["url_private"].as_str().unwrap();
    assert_eq!(
        send("GET", private, &[], String::new()).await.unwrap().0,
        200
    );
}

#[tokio::test]
async fn an_upload_has_exactly_the_length_that_was_announced_and_happens_once() {
    let desk = desk().await;
    let (id, url) = promised(&desk, "dot.gif", GIF.len()).await;
    let (status, why) = post(&url, "image/gif", &GIF[1..]).await;
    assert_eq!(status, 400);
    assert!(why.contains(&GIF.len().to_string()), "{why}");
    let complete = json!({"files": [{"id": id}]});
    let refused = desk
        .call("files.completeUploadExternal", complete.clone())
        .await;
    assert_eq!(refused["error"], "file_not_found", "nothing was uploaded");
    assert_eq!(
        desk.call("files.info", json!({"file": id})).await["error"],
        "file_not_found"
    );

    let form = [
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dot.gif\"\r\n\r\n",
        GIF,
        b"\r\n--b--\r\n",
    ]
    .concat();
    let (status, said) = post(&url, "multipart/form-data; boundary=b", form).await;
    assert_eq!((status, said), (200, format!("OK - {}", GIF.len())));
    let (status, _) = post(&url, "image/gif", GIF).await;
    assert_eq!(status, 400, "once");
    let done = desk.call("files.completeUploadExternal", complete).await;
    assert_eq!(done["ok"], true, "{done}");
}

#[tokio::test]
async fn a_file_for_a_channel_is_posted_when_it_is_ready() {
    let desk = desk().await;
    let general = desk.sandbox.find_channel("general").unwrap().id;
    let id = uploaded(&desk, "notes.txt", b"hello").await;
    let share = json!({"files": [{"id": id}], "channel_id": general, "initial_comment": "Notes"});
    let done = desk
        .call("files.completeUploadExternal", share.clone())
        .await;
    assert_eq!(done["ok"], true, "{done}");
    assert!(desk.sandbox.messages(&general).is_empty());
    later(&desk, 3).await;
    let messages = desk.sandbox.messages(&general);
    assert_eq!((messages.len(), messages[0].text.as_str()), (1, "Notes"));
    assert_eq!(messages[0].files.list()[0]["mimetype"], "text/plain");
    let info = desk.call("files.info", json!({"file": id})).await;
    assert_eq!(info["file"]["channels"], json!([general]));
    assert_eq!(
        info["file"]["shares"]["public"][&general][0]["ts"],
        json!(messages[0].ts)
    );

    let random = desk.sandbox.find_channel("random").unwrap().id;
    let elsewhere = json!({"files": [{"id": id}], "channel_id": random});
    let refused = desk.call("files.completeUploadExternal", elsewhere).await;
    assert_eq!(refused["error"], "not_in_channel");
}

#[tokio::test]
async fn what_is_no_picture_cannot_be_shown_as_one() {
    let desk = desk().await;
    let id = uploaded(&desk, "fake.png", b"<script>alert(1)</script>").await;
    let files = json!({"files": [{"id": id}]});
    desk.call("files.completeUploadExternal", files).await;
    later(&desk, 5).await;
    let blocks = json!([{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": picture(&id)[0]}]);
    let refused = desk
        .call(
            "chat.postMessage",
            json!({"channel": desk.ana, "text": "x", "blocks": blocks}),
        )
        .await;
    assert_eq!(
        refused["response_metadata"]["messages"][0],
        "[ERROR] invalid slack file [json-pointer:/blocks/0/accessory/slack_file]"
    );
    let form_alone = desk
        .call("blocks.validate", json!({"blocks": blocks.to_string()}))
        .await;
    assert_eq!(form_alone["ok"], true, "{form_alone}");
    let place = format!("{}files/{id}", desk.sandbox.page_url());
    let (_, _, headers) = send("GET", &place, &[], String::new()).await.unwrap();
    assert_eq!(headers["content-disposition"], "attachment");
    assert_eq!(headers["content-type"], "application/octet-stream");
}

#[tokio::test]
async fn files_that_are_too_large_or_badly_described_are_refused() {
    let desk = desk().await;
    for (args, code) in [
        (json!({"filename": "a.png"}), "missing_argument"),
        (
            json!({"filename": "a.png", "length": 0}),
            "missing_argument",
        ),
        (json!({"length": 3}), "invalid_arguments"),
        (
            json!({"filename": "a.png", "length": "many"}),
            "invalid_arguments",
        ),
        (
            json!({"filename": "a.png", "length": 1_u64 << 40}),
            "file_upload_size_restricted",
        ),
        (
            json!({"filename": "a.png", "length": 3, "alt_txt": "x".repeat(1001)}),
            "alt_txt_too_large",
        ),
    ] {
        let refused = desk.call("files.getUploadURLExternal", args.clone()).await;
        assert_eq!(refused["error"], code, "{args}");
    }
    for args in [
        json!({}),
        json!({"files": "x"}),
        json!({"files": []}),
        json!({"files": [{}]}),
    ] {
        let refused = desk
            .call("files.completeUploadExternal", args.clone())
            .await;
        assert_eq!(refused["error"], "invalid_arguments", "{args}");
    }
    let half = 32 << 20;
    for _ in 0..8 {
        promised(&desk, "big.bin", half).await;
    }
    let full = json!({"filename": "more.bin", "length": 1});
    let refused = desk.call("files.getUploadURLExternal", full.clone()).await;
    assert_eq!(refused["error"], "storage_limit_reached");
    let later = desk.sandbox.now() + chrono::TimeDelta::hours(1);
    desk.sandbox.set_now(later);
    let room = desk.call("files.getUploadURLExternal", full).await;
    assert_eq!(
        room["ok"], true,
        "what nobody uploaded holds no room for ever"
    );
}
