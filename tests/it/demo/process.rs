//! The demo as a process of its own, as a person or a program starts it.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::Value;

use super::http::LIMIT;

const ARGUMENTS: [&str; 4] = ["demo", "--ready-json", "--listen", "127.0.0.1:0"];

/// A running demo; it ends when this is dropped.
pub struct Demo {
    child: Child,
    /// The one line of JSON.
    pub ready: Value,
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    pub async fn start() -> Self {
        Self::begin(&mut command(&ARGUMENTS)).await
    }

    /// Its database lies in a folder in this one.
    pub async fn start_in(folder: &Path) -> Self {
        Self::begin(command(&ARGUMENTS).env("TMPDIR", folder)).await
    }

    async fn begin(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let mut demo = Self {
            child,
            ready: Value::Null,
        };
        let line = line_with(stdout, "page_url").await;
        demo.ready = serde_json::from_str(&line).unwrap();
        demo
    }

    /// Sends it a signal, and waits until it has ended.
    #[cfg(unix)]
    pub fn ends(&mut self, signal: &str) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.unwrap().success());
        // It has two seconds for what is in flight; one that does not end is ended by the test's own time limit.
        self.child.wait().unwrap()
    }

    pub fn url(&self, key: &str) -> &str {
        let url = self.ready[key].as_str();
        url.unwrap_or_else(|| panic!("no {key} in {}", self.ready))
    }
}

/// The program without what the machine's environment may say about Slack.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headway"));
    command.args(arguments).stdin(Stdio::null());
    for name in [
        "SLACK_BOT_TOKEN",
        "SLACK_BOT_TOKEN_FILE",
        "DATABASE_URL",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
}

/// The first line that holds a word.
pub async fn line_with(stdout: impl Read + Send + 'static, word: &'static str) -> String {
    let (found, line) = tokio::sync::oneshot::channel();
    // It ends with the line, or with the process, which its owner ends.
    let _reader = tokio::task::spawn_blocking(move || {
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        if let Some(line) = lines.find(|line| line.contains(word)) {
            // Nobody waits any more when the test has failed meanwhile.
            let _ = found.send(line);
        }
    });
    let line = tokio::time::timeout(LIMIT, line).await;
    line.unwrap_or_else(|_| panic!("no line with {word} in time"))
        .unwrap_or_else(|_| panic!("it ended without a line with {word}"))
}
