//! The control interface: what makes no sense gets a sentence, and nobody but this machine is answered.

use crate::app::{Desk, send};
use serde_json::{Value, json};

#[tokio::test]
async fn requests_that_make_no_sense_get_a_sentence() {
    let desk = Desk::without_app().await;
    for (verb, path, body, status, wanted) in [
        ("POST", "act", "{", 400, "the body is not JSON: "),
        ("POST", "act", "[]", 400, "the body must be a JSON object"),
        ("POST", "act", "{}", 400, "\"user\" is missing: "),
        (
            "POST",
            "act",
            r#"{"user": "zoe", "do": "open_home"}"#,
            400,
            "there is no user zoe",
        ),
        (
            "POST",
            "act",
            r#"{"user": "olga", "do": "open_home"}"#,
            400,
            "U",
        ),
        (
            "POST",
            "act",
            r#"{"user": "ana"}"#,
            400,
            "missing field `do`",
        ),
        (
            "POST",
            "act",
            r#"{"user": "ana", "do": "dance"}"#,
            400,
            "unknown variant `dance`, expected one of `slash`",
        ),
        (
            "POST",
            "act",
            r#"{"user": "ana", "do": "open_home", "at": 1}"#,
            400,
            "unknown field `at`",
        ),
        (
            "POST",
            "act",
            r#"{"user": "ana", "do": "slash", "command": 1}"#,
            400,
            "invalid type: integer",
        ),
        (
            "POST",
            "act",
            r#"{"user": "ana", "do": "open_home", "until": "noon"}"#,
            400,
            "unknown variant `noon`",
        ),
        (
            "POST",
            "faults",
            r#"{"method": "*", "fault": "html", "error": "fatal_error"}"#,
            400,
            "\"fault\" and \"error\" are there",
        ),
        (
            "POST",
            "clock",
            r#"{"now": "yesterday"}"#,
            400,
            "now is \"yesterday\"; write a time like ",
        ),
        (
            "POST",
            "clock",
            r#"{"now": "+99999-01-01T00:00:00Z"}"#,
            400,
            "now must be between 1970 and 9999",
        ),
        (
            "POST",
            "clock",
            r#"{"then": 1}"#,
            400,
            "unknown field `then`",
        ),
        (
            "GET",
            "stat",
            "",
            404,
            "there is nothing at /control/stat; see GET state,",
        ),
        (
            "GET",
            "act",
            "",
            405,
            "GET is not for /control/act; see GET state,",
        ),
    ] {
        let url = format!("{}/{path}", desk.sandbox.control_url());
        let (got, answer, _) = send(verb, &url, &[], body.to_owned()).await.unwrap();
        let told = answer["error"].as_str().unwrap_or_default();
        assert!(
            got == status && told.starts_with(wanted),
            "{verb} {path} {body}: {got} {answer}"
        );
    }
}

#[tokio::test]
async fn a_person_acts_by_id_or_by_name() {
    let desk = Desk::new().await;
    for user in [desk.ana.as_str(), "ana", "@ana"] {
        let act = json!({"user": user, "do": "slash", "command": "/okr"});
        assert_eq!(desk.act(act).await.0, 200);
        assert_eq!(desk.last()["user_id"], desk.ana);
    }
}

#[tokio::test]
async fn other_sites_cannot_use_a_browser_here() {
    let desk = Desk::without_app().await;
    let (page, control) = (desk.sandbox.page_url(), desk.sandbox.control_url());
    let here = page.trim_end_matches('/').to_owned();
    let get = async |url: &str, headers: &[(&str, &str)]| {
        let (status, answer, _) = send("GET", url, headers, String::new()).await.unwrap();
        (status, answer)
    };
    let told = |answer: Value| answer["error"].as_str().unwrap_or_default().to_owned();
    for url in [
        page.clone(),
        format!("{control}/state"),
        format!("{here}/api/api.test"),
    ] {
        assert_eq!(get(&url, &[]).await.0, 200);
        assert_eq!(
            get(&url, &[("host", "localhost:4000"), ("origin", &here)])
                .await
                .0,
            200
        );
        let (status, answer) = get(&url, &[("host", "evil.example")]).await;
        assert_eq!(status, 403);
        assert!(told(answer).starts_with("\"evil.example\" is not this machine"));
        let (status, answer) = get(&url, &[("origin", "https://evil.example")]).await;
        assert_eq!(status, 403);
        assert_eq!(
            told(answer),
            "a page of \"https://evil.example\" may not use the sandbox"
        );
        assert_eq!(get(&url, &[("origin", "null")]).await.0, 403);
    }
}
