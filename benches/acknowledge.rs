//! How long Slack waits for the acknowledgement of a check-in, durable in SQLite: six categories, three key results,
//! 200 a second for ten seconds, signed and over HTTP, beside a year of history.
//!
//! `taskset -c 0 cargo bench --bench acknowledge` holds client and server to one core. Latency counts from the moment
//! at which a submission was due to be sent, so a server that falls behind does not look quick.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark lives by the system's time"
)]

mod company;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{SubsecRound, Utc};
use headway::chance::SeededChance;
use headway::cli::{Parts, start};
use headway::clock::SystemClock;
use headway::domain::check_in::Ask;
use headway::domain::week::{Quarter, Week};
use headway::slack::Client;
use headway::store::Store;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use secrecy::SecretString;
use serde_json::{Value, json};
use slack_sandbox::{Manifest, Options, Sandbox};
use tokio::net::TcpListener;

const TEAMS: usize = 100;
const A_SECOND: u32 = 200;
const SECONDS: u32 = 10;

type Http = legacy::Client<legacy::connect::HttpConnector, Full<Bytes>>;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let mut latencies = runtime.block_on(measure());
    latencies.sort_by(f64::total_cmp);
    let [half, most, worst] = [50, 99, 100].map(|percent| company::percentile(&latencies, percent));
    println!(
        "{} submissions, {A_SECOND} a second: p50 {half:.2} ms, p99 {most:.2} ms, worst {worst:.2} ms",
        latencies.len()
    );
}

async fn measure() -> Vec<f64> {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&format!(
        "sqlite:{}",
        folder.path().join("bench.db").display()
    ))
    .await
    .expect("a store");
    let (now, chance) = (Utc::now().trunc_subsecs(0), SeededChance::new(1));
    let this = Week::of(now.date_naive());
    let org = company::import(
        &store,
        TEAMS,
        &Quarter::of_week(this).to_string(),
        now - chrono::TimeDelta::days(400),
    )
    .await;
    for weeks in (1..=52).rev() {
        company::answer_week(&store, &org, this.back(weeks), &chance).await;
    }
    let asks = company::ask(&store, &org, this, now, &chance).await;
    let manifest = Manifest::parse(include_str!("../manifest.yml")).expect("a manifest");
    let sandbox = Sandbox::start(Options::new(manifest))
        .await
        .expect("a local Slack");
    let token = SecretString::from(sandbox.bot_token().to_owned());
    let slack =
        Client::new(Some(&sandbox.api_url().parse().expect("a URL")), &token).expect("a client");
    let identity = slack.whoami().await.expect("Slack knows us");
    let team = identity.slack_team.to_string();
    let secret = sandbox.signing_secret().to_owned();
    let parts = Parts {
        store,
        slack,
        identity,
        signing_secret: SecretString::from(secret.clone()),
        clock: Arc::new(SystemClock),
        chance: Arc::new(SeededChance::new(2)),
    };
    let running = start(
        parts,
        TcpListener::bind("127.0.0.1:0").await.expect("a port"),
    )
    .await
    .expect("it starts");
    let url = format!("http://{}/slack/interactions", running.address);
    let latencies = submit_all(&url, &secret, &team, &asks).await;
    running.stop().await.expect("it stops");
    sandbox.shutdown().await;
    latencies
}

async fn submit_all(url: &str, secret: &str, slack_team: &str, asks: &[Ask]) -> Vec<f64> {
    let http: Http = legacy::Client::builder(TokioExecutor::new()).build_http();
    let (begun, mut sent) = (Instant::now(), tokio::task::JoinSet::new());
    for number in 0..A_SECOND * SECONDS {
        let due = begun + Duration::from_secs(1) * number / A_SECOND;
        tokio::time::sleep_until(due.into()).await;
        let at = number as usize % asks.len();
        let body = submission(slack_team, &asks[at], at, number);
        let (http, request) = (http.clone(), signed(url, secret, body));
        sent.spawn(async move {
            let answer = http.request(request).await.expect("an answer");
            let status = answer.status();
            let body = http_body_util::BodyExt::collect(answer.into_body())
                .await
                .expect("a body")
                .to_bytes();
            assert!(
                status.is_success() && body.is_empty(),
                "refused: {status} {body:?}"
            );
            due.elapsed().as_secs_f64() * 1_000.0
        });
    }
    sent.join_all().await
}

fn signed(url: &str, secret: &str, body: String) -> hyper::Request<Full<Bytes>> {
    let timestamp = Utc::now().timestamp();
    let signature = slack_sandbox::sign(secret, timestamp, body.as_bytes());
    hyper::Request::post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-slack-request-timestamp", timestamp)
        .header("x-slack-signature", signature)
        .body(Full::new(Bytes::from(body)))
        .expect("a request")
}

/// What Slack sends when somebody sends the form; each says something else than the one before.
fn submission(slack_team: &str, ask: &Ask, team: usize, number: u32) -> String {
    let typed = |text: String| json!({ "answer": { "type": "plain_text_input", "value": text } });
    let mut values = serde_json::Map::new();
    for (category, percent) in [
        ("fires", 20),
        ("security", 10),
        ("support", 5),
        ("new", 15 + number / 400),
        ("tune-ups", 15),
    ] {
        values.insert(format!("share:{category}"), typed(percent.to_string()));
    }
    for code in company::codes(team) {
        values.insert(format!("value:{code}"), typed((500 + number).to_string()));
        let chosen =
            json!({ "answer": { "type": "static_select", "selected_option": { "value": "7" } } });
        values.insert(format!("confidence:{code}"), chosen);
    }
    values.insert(
        "note".to_owned(),
        typed("A sentence that leadership should know.".to_owned()),
    );
    let payload: Value = json!({
        "type": "view_submission",
        "team": { "id": slack_team },
        "user": { "id": company::lead(team) },
        "view": {
            "callback_id": "checkin.form",
            "private_metadata": json!({ "ask": ask.id, "opened": ask.due.timestamp() }).to_string(),
            "state": { "values": values },
        },
    });
    serde_urlencoded::to_string([("payload", payload.to_string())]).expect("a form")
}
