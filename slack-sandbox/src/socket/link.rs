//! The life of one connection: hello, envelopes out, acknowledgements in, pings, and its end.

use super::{Disconnect, GRACE, Order};
use crate::sandbox::Sandbox;
use crate::state::World;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

/// The most that an acknowledgement may hold.
const MESSAGE: usize = 1 << 20;
/// How often Slack pings; clients take a silent connection for a dead one after some thirty seconds.
const PING: Duration = Duration::from_secs(10);
/// How long the other end has to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);
/// How long a connection is said to last.
const LIFE: Duration = Duration::from_secs(18_060);
/// How long one lasts with `debug_reconnects=true`.
const SHORT_LIFE: Duration = Duration::from_secs(360);
/// The name under which this end of the connection goes.
const HOST: &str = "sandbox";

/// The query of a connection's URL.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Door {
    ticket: String,
    debug_reconnects: String,
}

/// `GET /link/?ticket=…`: opens a connection, once.
pub(crate) async fn connect(
    State(sandbox): State<Sandbox>,
    Query(door): Query<Door>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let is_good =
        |world: &mut World| world.tickets.take_link(&door.ticket) && world.app.socket_mode;
    if !sandbox.change(is_good) {
        let why = "the ticket is unknown, used or older than thirty seconds\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let life = if door.debug_reconnects == "true" {
        SHORT_LIFE
    } else {
        LIFE
    };
    let tasks = sandbox.tasks().clone();
    upgrade
        .max_message_size(MESSAGE)
        .on_upgrade(move |socket| tasks.track_future(live(sandbox, socket, life)))
}

/// Why a connection is over: the other end is gone.
struct Gone;

/// One connection.
struct Line {
    sandbox: Sandbox,
    socket: WebSocket,
    number: u64,
    /// What happens next by itself, and when.
    next: (Instant, Disconnect),
}

async fn live(sandbox: Sandbox, socket: WebSocket, life: Duration) {
    let (orders, receiver) = mpsc::unbounded_channel();
    let mut line = Line {
        next: (Instant::now() + life - GRACE, Disconnect::Warning),
        number: 0,
        sandbox,
        socket,
    };
    let Some((number, count)) = line.sandbox.sockets().join(orders) else {
        let _ = line.tell(Disconnect::TooManyWebsockets).await;
        line.close().await;
        return;
    };
    line.number = number;
    let lived = line.hello(count, life).await;
    line.sandbox.change(|_| ());
    if lived.is_ok() {
        let _ = line.run(receiver).await;
    }
    line.sandbox.sockets().leave(number);
    line.sandbox.change(|_| ());
    line.close().await;
}

impl Line {
    async fn send(&mut self, text: String) -> Result<(), Gone> {
        let message = Message::Text(text.into());
        self.socket.send(message).await.map_err(|_| Gone)
    }

    async fn hello(&mut self, count: usize, life: Duration) -> Result<(), Gone> {
        let app_id = self.sandbox.quietly(|world| world.app.app_id.clone());
        let hello = json!({
            "type": "hello",
            "num_connections": count,
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": life.as_secs(),
            },
            "connection_info": {"app_id": app_id},
        });
        self.send(hello.to_string()).await
    }

    async fn tell(&mut self, reason: Disconnect) -> Result<(), Gone> {
        let body =
            json!({"type": "disconnect", "reason": reason.word(), "debug_info": {"host": HOST}});
        self.send(body.to_string()).await
    }

    /// Until either end closes.
    async fn run(&mut self, mut orders: mpsc::UnboundedReceiver<Order>) -> Result<(), Gone> {
        let stop = self.sandbox.stopping();
        let mut ping = interval_at(Instant::now(), PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let next = self.next;
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                order = orders.recv() => match order {
                    Some(Order::Send(text)) => self.send(text).await?,
                    Some(Order::Leave(reason, grace)) => {
                        if self.depart(reason, grace).await? {
                            return Ok(());
                        }
                    }
                    None => return Ok(()),
                },
                message = self.socket.recv() => self.hear(&message.ok_or(Gone)?.map_err(|_| Gone)?),
                _ = ping.tick() => {
                    let text = format!("Ping from {HOST}");
                    self.socket.send(Message::Ping(text.into())).await.map_err(|_| Gone)?;
                }
                () = sleep_until(next.0) => {
                    if self.depart(next.1, GRACE).await? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Says that the connection ends; whether it does so at once.
    async fn depart(&mut self, reason: Disconnect, grace: Duration) -> Result<bool, Gone> {
        self.sandbox.sockets().mark_leaving(self.number);
        self.tell(reason).await?;
        if reason == Disconnect::Warning {
            self.next = (Instant::now() + grace, Disconnect::RefreshRequested);
            return Ok(false);
        }
        Ok(true)
    }

    /// Says goodbye and waits for the other end to do so, as it may wait for that in turn.
    async fn close(&mut self) {
        let goodbye = async {
            let _ = self.socket.send(Message::Close(None)).await;
            while let Some(Ok(_)) = self.socket.recv().await {}
        };
        // An end that says nothing is left alone.
        let _ = tokio::time::timeout(GOODBYE, goodbye).await;
    }

    fn hear(&self, message: &Message) {
        let text = match message {
            Message::Text(text) => text.as_str(),
            // The library answers a close; then nothing more is to be heard, which ends the connection.
            _ => return,
        };
        let answer: Value = serde_json::from_str(text).unwrap_or_default();
        let payload = match &answer["payload"] {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        let envelope_id = answer["envelope_id"].as_str().unwrap_or("");
        if !self.sandbox.sockets().acknowledge(envelope_id, payload) {
            tracing::warn!(
                number = self.number,
                envelope_id,
                "the app acknowledged what does not wait for it"
            );
        }
    }
}
