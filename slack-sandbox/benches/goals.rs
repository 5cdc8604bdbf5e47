//! What the sandbox is to reach, measured against its own program: messages a second, memory, a channel's page, start.
//! `cargo bench -p slack-sandbox --bench goals`; on Linux the program is held to one core with `taskset -c 0` and its
//! memory is read from `/proc`. Every message has text, blocks and metadata, as a bot's have.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const MESSAGES: usize = 100_000;
const CHANNELS: usize = 100;
const CONNECTIONS: usize = 16;
const STARTS: usize = 11;
const PAGES: usize = 15;

type Http = Client<HttpConnector, Full<Bytes>>;

/// A running sandbox, and what it said when it was ready.
struct Sandbox {
    child: Child,
    ready: Value,
    http: Http,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("manifest.yml"), MANIFEST).expect("the folder takes files");
    std::fs::write(path("people.toml"), workspace()).expect("the folder takes files");
    runtime.block_on(measure(&path("manifest.yml"), &path("people.toml")));
}

async fn measure(manifest: &str, workspace: &str) {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let sandbox = Sandbox::start(&["--manifest", manifest]);
        sandbox.call("api.test", json!({})).await;
        starts.push(start.elapsed());
        sandbox.stop();
    }
    say("start to the first answer", median(&mut starts), 50.0);

    let sandbox = Sandbox::start(&["--manifest", manifest, "--workspace", workspace]);
    let channels = sandbox
        .call("conversations.list", json!({"limit": 999}))
        .await;
    let ids: Vec<&str> = channels["channels"]
        .as_array()
        .expect("channels")
        .iter()
        .filter_map(|channel| channel["id"].as_str())
        .collect();
    let start = Instant::now();
    let posting = (0..CONNECTIONS).map(|first| post(&sandbox, &ids, first));
    futures_util::future::join_all(posting).await;
    let rate = MESSAGES as f64 / start.elapsed().as_secs_f64();
    let ratio = rate / 1000.0;
    println!("chat.postMessage: {rate:.0} a second, {ratio:.1} times the goal of 1,000");
    if let Some(mebibytes) = resident(sandbox.child.id()) {
        let ratio = mebibytes / 300.0;
        println!(
            "memory with {MESSAGES} messages: {mebibytes:.0} MiB, {ratio:.2} of the goal of 300"
        );
    }

    let channel = sandbox.ready["page_url"].as_str().expect("an address");
    let channel = format!("{channel}?c={}", ids[0]);
    let (mut pages, mut size) = (Vec::new(), 0);
    for _ in 0..PAGES {
        let start = Instant::now();
        size = sandbox.get(&channel).await.len();
        pages.push(start.elapsed());
    }
    let each = MESSAGES / CHANNELS;
    say(
        &format!("page of a channel with {each} messages, {size} bytes"),
        median(&mut pages),
        100.0,
    );
    sandbox.stop();
}

/// Posts every message whose number leaves this remainder, one after the other.
async fn post(sandbox: &Sandbox, channels: &[&str], first: usize) {
    for n in (first..MESSAGES).step_by(CONNECTIONS) {
        let answer = sandbox
            .call("chat.postMessage", message(channels[n % CHANNELS], n))
            .await;
        assert_eq!(answer["ok"], true, "{answer}");
    }
}

fn message(channel: &str, n: usize) -> Value {
    let text = format!(
        "*Payments, week {}*: 40% fires, 10% security, 35% existing features",
        n % 53
    );
    json!({
        "channel": channel,
        "text": text,
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": text}},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "Open until Tuesday 12:00."}]},
            {"type": "actions", "elements": [
                {"type": "button", "action_id": "check_in", "text": {"type": "plain_text", "text": "Check in"}, "value": n.to_string()},
                {"type": "button", "action_id": "away", "text": {"type": "plain_text", "text": "Away this week"}},
            ]},
        ],
        "metadata": {"event_type": "posted", "event_payload": {"key": n.to_string()}},
    })
}

const MANIFEST: &str = "
display_information: {name: Bench}
features: {bot_user: {display_name: Bench}}
oauth_config: {scopes: {bot: [chat:write, channels:read, channels:history]}}
";

fn workspace() -> String {
    let channel = |n| format!("[[channels]]\nname = \"c{n}\"\nbot = true\n");
    let channels: String = (0..CHANNELS).map(channel).collect();
    format!("people = [{{ name = \"ana\" }}]\n{channels}")
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Self {
        let program = env!("CARGO_BIN_EXE_slack-sandbox");
        let mut command = if cfg!(target_os = "linux") {
            let mut command = Command::new("taskset");
            command.args(["-c", "0", program]);
            command
        } else {
            Command::new(program)
        };
        let mut child = command
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("it says that it is ready");
        Self {
            child,
            ready: serde_json::from_str(&line).expect("it says so in JSON"),
            http: Client::builder(TokioExecutor::new()).build_http(),
        }
    }

    async fn call(&self, method: &str, arguments: Value) -> Value {
        let word = |key: &str| self.ready[key].as_str().expect("a word");
        let request = hyper::Request::post(format!("{}/{method}", word("api_url")))
            .header("content-type", "application/json; charset=utf-8")
            .header("authorization", format!("Bearer {}", word("bot_token")))
            .body(Full::from(arguments.to_string()))
            .expect("a request");
        let answer = self.http.request(request).await.expect("an answer");
        let body = answer.into_body().collect().await.expect("a body");
        serde_json::from_slice(&body.to_bytes()).expect("JSON")
    }

    async fn get(&self, url: &str) -> Bytes {
        let url = url.parse().expect("an address");
        let answer = self.http.get(url).await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let body = answer.into_body().collect().await.expect("a body");
        body.to_bytes()
    }

    fn stop(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it is gone");
    }
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn say(what: &str, millis: f64, goal: f64) {
    let ratio = millis / goal;
    println!("{what}: median {millis:.1} ms, {ratio:.2} of the goal of {goal:.0}");
}

/// Resident memory in MiB, where `/proc` tells it.
fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
