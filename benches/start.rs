//! How long `headway serve` takes from its start to listening, with a year of history, and how much memory it holds
//! when idle. `cargo bench --bench start`; the memory is read from `/proc` and only known on Linux.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark lives by the system's time"
)]

mod company;

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{SubsecRound, Utc};
use headway::chance::SeededChance;
use headway::domain::week::{Quarter, Week};
use headway::store::Store;
use slack_sandbox::{Manifest, Options, Sandbox};

const TEAMS: usize = 40;
const STARTS: usize = 9;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite:{}", folder.path().join("bench.db").display());
    runtime.block_on(write_a_year(&database));
    let manifest = Manifest::parse(include_str!("../manifest.yml")).expect("a manifest");
    let sandbox = runtime
        .block_on(Sandbox::start(Options::new(manifest)))
        .expect("a local Slack");
    let mut starts: Vec<f64> = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..STARTS {
        let (millis, mut child) = start(&database, &sandbox);
        starts.push(millis);
        // Time for the first tick, and for what a start allocates and gives back.
        std::thread::sleep(Duration::from_secs(2));
        memory.extend(resident(child.id()));
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
    }
    starts.sort_by(f64::total_cmp);
    let largest = memory.into_iter().fold(0.0, f64::max);
    let (median, worst) = (
        company::percentile(&starts, 50),
        company::percentile(&starts, 100),
    );
    println!(
        "start to listening with a year of {TEAMS} teams: median {median:.0} ms, worst {worst:.0} ms"
    );
    println!("idle resident memory: {largest:.1} MiB at most");
}

async fn write_a_year(database: &str) {
    let store = Store::open(database).await.expect("a store");
    let (now, chance) = (Utc::now().trunc_subsecs(0), SeededChance::new(1));
    let this = Week::of(now.date_naive());
    let org = company::import(&store, TEAMS, &Quarter::of_week(this).to_string(), now).await;
    for weeks in (1..=52).rev() {
        company::answer_week(&store, &org, this.back(weeks), &chance).await;
    }
    store.close().await;
}

fn start(database: &str, sandbox: &Sandbox) -> (f64, Child) {
    let address = free_address();
    let begun = Instant::now();
    let child = Command::new(Path::new(env!("CARGO_BIN_EXE_headway")))
        .args([
            "serve",
            "--listen",
            &address,
            "--database-url",
            database,
            "--slack-api-url",
            &sandbox.api_url(),
        ])
        .env("SLACK_BOT_TOKEN", sandbox.bot_token())
        .env("SLACK_SIGNING_SECRET", sandbox.signing_secret())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    while TcpStream::connect(&address).is_err() {
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "it does not listen"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    (begun.elapsed().as_secs_f64() * 1_000.0, child)
}

fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
