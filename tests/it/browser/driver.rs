//! Headless Chromium over WebDriver: as much of it as a person needs who looks, presses and types.
//!
//! The page redraws itself when something happens, so an element may be gone between finding and using it; then it is
//! looked for again, until the limit.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::demo::http::{self, LIMIT};
use crate::demo::process::line_with;
use crate::require::Browser;

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How many milliseconds a condition has to come true.
const PATIENCE: u32 = 60_000;

/// A browser with one window.
pub struct Driver {
    child: Child,
    session: String,
    shots: PathBuf,
    _profile: TempDir,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browser ends with its session, also when the test fails; after that it may have ended by itself.
        let _ = self.close();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Driver {
    /// Starts a browser whose screenshots go to a folder.
    pub async fn start(browser: &Browser, shots: &Path) -> Self {
        std::fs::create_dir_all(shots).unwrap();
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new(&browser.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let mut driver = Self {
            child,
            session: String::new(),
            shots: shots.to_owned(),
            _profile: profile,
        };
        let line = line_with(stdout, "started successfully on port").await;
        let port: String = line.chars().filter(char::is_ascii_digit).collect();
        let root = format!("http://127.0.0.1:{port}/session");
        let (status, made) = http::post(&root, &driver.wishes(browser)).await;
        assert_eq!(status, 200, "the browser does not start: {made}");
        driver.session = format!("{root}/{}", made["value"]["sessionId"].as_str().unwrap());
        driver
    }

    fn wishes(&self, browser: &Browser) -> Value {
        let profile = format!("--user-data-dir={}", self._profile.path().display());
        json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", profile],
        }}}})
    }

    /// Ends the session, without the runtime: a drop cannot wait for it.
    fn close(&self) -> std::io::Result<()> {
        let rest = self.session.strip_prefix("http://").unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or_default();
        let mut stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(LIMIT))?;
        write!(
            stream,
            "DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read(&mut [0; 64]).map(|_| ())
    }

    async fn tell(&self, command: &str, body: &Value) -> Result<Value, String> {
        let (status, mut answer) = http::post(&format!("{}/{command}", self.session), body).await;
        let value = answer["value"].take();
        if status == 200 {
            Ok(value)
        } else {
            Err(value["message"].as_str().unwrap_or("no message").to_owned())
        }
    }

    pub async fn open(&self, url: &str) {
        self.tell("url", &json!({ "url": url })).await.unwrap();
        self.until(
            "the page is live",
            "return document.documentElement.matches('.scripted')",
        )
        .await;
    }

    /// What a script gives back.
    pub async fn run(&self, script: &str) -> Value {
        let body = json!({"script": script, "args": []});
        self.tell("execute/sync", &body).await.unwrap()
    }

    /// Waits, in the browser, until a script gives something true back.
    pub async fn until(&self, what: &str, condition: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const test = () => {{ {condition} }};
             const end = performance.now() + {PATIENCE};
             const look = () => {{
                 const found = test();
                 if (found || performance.now() > end) done(found || null); else setTimeout(look, 20);
             }};
             look();"
        );
        let body = json!({"script": script, "args": []});
        let waiting = async {
            loop {
                // A new page cuts the script off; it is asked again.
                if let Ok(found) = self.tell("execute/async", &body).await {
                    return found;
                }
            }
        };
        let found = timeout(LIMIT, waiting).await.unwrap_or(Value::Null);
        if found.is_null() {
            let stands = self.run("return document.body.innerText").await;
            panic!("never: {what}; the page says {stands:#}");
        }
        found
    }

    /// Waits until the page, or a part of it, says something.
    pub async fn sees(&self, part: &str, words: &str) {
        let condition = format!(
            "return [...document.querySelectorAll({})].some(one => one.innerText.includes({}))",
            json!(part),
            json!(words)
        );
        self.until(&format!("`{words}` in {part}"), &condition)
            .await;
    }

    /// Does something with the element that a script finds, as soon as it is there.
    async fn with(&self, what: &str, finds: &str, command: &str, body: &Value) {
        let doing = async {
            loop {
                let found = self.until(what, finds).await;
                let id = found[ELEMENT].as_str().unwrap_or_default();
                if self
                    .tell(&format!("element/{id}/{command}"), body)
                    .await
                    .is_ok()
                {
                    return;
                }
            }
        };
        let done = timeout(LIMIT, doing).await;
        assert!(done.is_ok(), "never: {what} lets itself {command}");
    }

    /// Presses what is written on a button.
    pub async fn press(&self, label: &str) {
        let finds = format!(
            "return [...document.querySelectorAll('button')].find(one => !one.closest('[inert]')
                && one.offsetParent && one.innerText.trim().startsWith({}))",
            json!(label)
        );
        self.with(&format!("button {label}"), &finds, "click", &json!({}))
            .await;
    }

    /// Follows a link, or presses anything that a selector names.
    pub async fn press_on(&self, selector: &str) {
        let finds = format!("return document.querySelector({})", json!(selector));
        self.with(selector, &finds, "click", &json!({})).await;
    }

    /// Types into the field with this label, instead of what stood there.
    pub async fn types(&self, label: &str, text: &str) {
        let finds = format!(
            "const label = [...document.querySelectorAll('label')].find(one => !one.closest('[inert]')
                && one.textContent.trim().startsWith({}));
             return label && document.getElementById(label.htmlFor)",
            json!(label)
        );
        let field = format!("field {label}");
        self.with(&field, &finds, "clear", &json!({})).await;
        self.with(&field, &finds, "value", &json!({ "text": text }))
            .await;
    }

    pub async fn resize(&self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    pub async fn colours(&self, scheme: &str) {
        let wish = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", wish).await;
    }

    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({"cmd": command, "params": parameters});
        self.tell("goog/cdp/execute", &body).await.unwrap()
    }

    /// A screenshot, as a file.
    pub async fn shoot(&self, name: &str) {
        let taken = self
            .devtools("Page.captureScreenshot", json!({"format": "png"}))
            .await;
        let picture = from_base64(taken["data"].as_str().unwrap());
        assert!(picture.starts_with(b"\x89PNG"));
        std::fs::write(self.shots.join(format!("{name}.png")), picture).unwrap();
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        held = (held << 6) | u32::try_from(value).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    bytes
}
