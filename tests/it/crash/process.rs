//! Headway in a process of its own: this test binary, started again, over a database and a local Slack that live on
//! when it dies.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use headway::chance::SeededChance;
use headway::cli::walk::{Pace, Walker};
use headway::cli::{Parts, start};
use headway::clock::SetClock;
use headway::slack::Client;
use headway::store::Store;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use slack_sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::house::at;
use crate::require::environment;

/// Where the process reads its [`Orders`]; without them it is no process but a test among others.
const ORDERS: &str = "HEADWAY_TEST_ORDERS";

/// What the process is told when it starts.
#[derive(Serialize, Deserialize)]
struct Orders {
    api_url: String,
    database: String,
    token: String,
    signing_secret: String,
    now: DateTime<Utc>,
    /// The point at which it dies; 0 for none.
    point: u64,
    /// So that no two processes draw the same ids.
    seed: u64,
}

/// The process, as its parent sees it.
pub struct Process {
    child: Child,
    orders: ChildStdin,
    /// Ends when the process does.
    reports: UnboundedReceiver<String>,
    sandbox: Sandbox,
}

impl Process {
    /// Starts one that dies at the point, and waits until it listens.
    pub async fn start(sandbox: &Sandbox, database: &str, point: u64, seed: u64) -> Self {
        let orders = Orders {
            api_url: sandbox.api_url(),
            database: database.to_owned(),
            token: sandbox.bot_token().to_owned(),
            signing_secret: sandbox.signing_secret().to_owned(),
            now: sandbox.now(),
            point,
            seed,
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["crash::the_process", "--exact", "--nocapture"])
            .env(ORDERS, serde_json::to_string(&orders).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (send, reports) = unbounded_channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .try_for_each(|line| send.send(line))
        });
        let orders = child.stdin.take().unwrap();
        let mut process = Self {
            child,
            orders,
            reports,
            sandbox: sandbox.clone(),
        };
        let address = process.report("listens ").await.expect("it starts");
        sandbox.set_app_url(&format!("http://{address}")).unwrap();
        process
    }

    /// Walks the clock there; false when the process died on the way.
    pub async fn walks_to(&mut self, instant: &str) -> bool {
        self.tell(&format!("walk {instant}"));
        self.report("done").await.is_some()
    }

    /// Whether it died, which takes a moment to be seen where it is about to.
    pub fn died(&mut self) -> bool {
        self.child.wait().is_ok()
    }

    /// `SIGKILL`, wherever it is just now.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// What it reports with this word; the clock follows it meanwhile. Nothing when it died.
    async fn report(&mut self, word: &str) -> Option<String> {
        while let Some(line) = self.reports.recv().await {
            // The test harness begins the line of a test and does not end it.
            let line = line
                .strip_prefix("test crash::the_process ... ")
                .unwrap_or(&line);
            if let Some(instant) = line.strip_prefix("clock ") {
                self.sandbox.set_now(at(instant));
                self.tell("noted");
            } else if let Some(rest) = line.strip_prefix(word) {
                return Some(rest.to_owned());
            }
        }
        None
    }

    /// A process that is dead hears nothing, which shows in what it reports.
    fn tell(&mut self, order: &str) {
        let _ = writeln!(self.orders, "{order}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What happens in the process; nothing where nobody gave orders.
pub fn obey() {
    let Some(orders) = environment(ORDERS) else {
        return;
    };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(live(orders));
}

async fn live(orders: Orders) {
    let clock = SetClock::at(orders.now);
    let url = orders.api_url.parse().unwrap();
    let slack = Client::new(Some(&url), &SecretString::from(orders.token)).unwrap();
    let parts = Parts {
        store: Store::open(&orders.database).await.unwrap(),
        identity: slack.whoami().await.unwrap(),
        slack,
        signing_secret: SecretString::from(orders.signing_secret),
        clock: Arc::new(clock.clone()),
        chance: Arc::new(SeededChance::new(orders.seed)),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = start(parts, listener).await.unwrap();
    let follower = Arc::new(|instant: DateTime<Utc>| {
        println!("clock {}", instant.to_rfc3339());
        read_order();
    });
    let mut walker = Walker::new(running.app.clone(), clock, follower);
    if orders.point > 0 {
        headway::crash::arm(orders.point);
    }
    println!("\nlistens {}", running.address);
    while let Some(order) = read_order() {
        let instant = order.strip_prefix("walk ").expect("an order to walk");
        walker.move_to(at(instant), Pace::Walk).await.unwrap();
        println!("done");
    }
}

/// The parent's next line; nothing when it is gone.
fn read_order() -> Option<String> {
    std::io::stdin()
        .lines()
        .next()
        .transpose()
        .unwrap_or_default()
}
