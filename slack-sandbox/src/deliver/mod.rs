//! What goes to the app: sent at once over HTTP or a socket, acknowledged within three seconds, written down.
//!
//! An event that is not acknowledged is sent again by [`retry`]; nothing else is, as in Slack.

mod client;
mod parcel;
mod payload;
mod response_url;
pub(crate) mod retry;

pub(crate) use client::AppClient;
pub(crate) use parcel::{Ack, Body, Failure, Parcel, Retry, Way};
pub(crate) use payload::{
    Origin, Press, block_actions, block_suggestion, event, message_action, shortcut, slash_command,
    url_verification, view_closed, view_submission,
};
pub(crate) use response_url::{AppMessage, response_url};

use crate::clock::system_now;
use crate::manifest::rebase;
use crate::sandbox::Sandbox;
use crate::signing::sign;
use crate::state::Delivery;
use std::time::{Duration, Instant};

/// How long an app may take to acknowledge, in the machine's time.
const ACK: Duration = Duration::from_secs(3);

/// What came back from the app, and what was sent and where, for the log.
struct Sent {
    url: String,
    request: String,
    answer: Result<client::Reply, Failure>,
}

impl Sandbox {
    /// The way for what the manifest sends to this URL; none if it names no URL and Socket Mode is off.
    pub(crate) fn way(&self, url: Option<&str>) -> Option<Way> {
        if self.manifest().settings.socket_mode_enabled {
            Some(Way::Socket)
        } else {
            url.map(|url| Way::Http(url.to_owned()))
        }
    }

    /// Sends a parcel to the app and waits for its acknowledgement.
    pub(crate) async fn deliver(&self, parcel: Parcel) -> Ack {
        let (started, machine) = (Instant::now(), system_now());
        let sent = match parcel.way.clone() {
            Way::Socket => self.over_socket(&parcel).await,
            Way::Http(url) => self.over_http(&parcel, &url).await,
        };
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (ack, failure) = match sent.answer {
            Ok(reply) => {
                let ack = Ack {
                    status: Some(reply.status),
                    body: reply.body,
                    ms,
                    timed_out: false,
                    no_retry: reply.no_retry,
                };
                (ack, None)
            }
            Err(failure) => {
                let timed_out = matches!(failure, Failure::TimedOut);
                let ack = Ack {
                    ms,
                    timed_out,
                    ..Ack::default()
                };
                (ack, Some(failure))
            }
        };
        if let Some(failure) = &failure {
            tracing::warn!(kind = parcel.kind, url = sent.url, %failure, "not acknowledged");
        }
        self.change(|world| {
            let entry = Delivery {
                number: world.log.deliveries.next_number(),
                at: world.now(),
                machine,
                kind: parcel.kind.clone(),
                user: parcel.user.clone(),
                url: sent.url,
                retry_num: parcel.retry.map_or(0, |retry| retry.num),
                retry_reason: parcel.retry.map(|retry| retry.reason.to_owned()),
                status: ack.status,
                ms,
                error: failure.as_ref().map(ToString::to_string),
                request: sent.request,
                answer: ack.body.clone(),
            };
            let size = entry.request.len() + entry.answer.len();
            world.log.deliveries.push(size, entry);
        });
        if matches!(parcel.body, Body::Event(_)) && !ack.is_success() && !ack.no_retry {
            let reason = parcel::reason(&parcel.way, failure.as_ref());
            self.send_again(parcel, reason);
        }
        ack
    }

    async fn over_http(&self, parcel: &Parcel, url: &str) -> Sent {
        let url = rebase(url, self.app_url().as_deref());
        let (content_type, request) = parcel.body.http();
        let timestamp = system_now().timestamp();
        let signature = sign(self.signing_secret(), timestamp, request.as_bytes());
        let posted = self.app_client().post(
            &url,
            client::Post {
                content_type,
                body: request.clone(),
                timestamp,
                signature,
                retry: parcel.retry,
            },
        );
        let answer = tokio::time::timeout(ACK, posted).await;
        Sent {
            url,
            request,
            answer: answer.unwrap_or(Err(Failure::TimedOut)),
        }
    }

    async fn over_socket(&self, parcel: &Parcel) -> Sent {
        let envelope_id = self.change(crate::state::World::uuid);
        let (retry_attempt, retry_reason) = parcel
            .retry
            .map_or((0, ""), |retry| (retry.num, retry.reason));
        let mut envelope = serde_json::json!({
            "envelope_id": envelope_id,
            "payload": parcel.body.payload(),
            "type": parcel.body.envelope_type(),
            "accepts_response_payload": parcel.body.wants_answer(),
        });
        if matches!(parcel.body, Body::Event(_)) {
            envelope["retry_attempt"] = retry_attempt.into();
            envelope["retry_reason"] = retry_reason.into();
        }
        let request = envelope.to_string();
        let sending = self.sockets().send(&envelope_id, request.clone());
        let (url, answer) = match sending {
            None => (
                "socket".to_owned(),
                Err(Failure::Unreachable("no socket is connected".to_owned())),
            ),
            Some((number, acknowledged)) => {
                let answer = match tokio::time::timeout(ACK, acknowledged).await {
                    Ok(Ok(payload)) => Ok(client::Reply {
                        status: 200,
                        body: payload
                            .filter(|_| parcel.body.wants_answer())
                            .unwrap_or_default(),
                        ..client::Reply::default()
                    }),
                    Ok(Err(_)) => Err(Failure::Unreachable(
                        "the socket was closed before it acknowledged".to_owned(),
                    )),
                    Err(_) => Err(Failure::TimedOut),
                };
                self.sockets().forget(&envelope_id);
                (format!("socket {number}"), answer)
            }
        };
        Sent {
            url,
            request,
            answer,
        }
    }
}
