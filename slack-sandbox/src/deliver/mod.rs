//! Signed requests to the app: sent at once, acknowledged within three seconds, written down.

mod client;
mod payload;
mod response_url;

pub(crate) use client::AppClient;
pub(crate) use payload::{
    Origin, Press, block_actions, event, slash_command, view_closed, view_submission,
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

/// What is sent, before it is signed.
pub(crate) struct Parcel<'a> {
    /// As it stands in the log.
    pub(crate) kind: String,
    pub(crate) user: &'a str,
    /// The manifest's URL.
    pub(crate) url: &'a str,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

/// The content type of commands and interactivity.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// The content type of events.
pub(crate) const JSON: &str = "application/json";

/// How the app acknowledged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ack {
    /// Nothing if it did not in time or could not be reached.
    pub(crate) status: Option<u16>,
    pub(crate) body: String,
    pub(crate) ms: u64,
    pub(crate) timed_out: bool,
}

impl Ack {
    pub(crate) fn is_success(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

impl Sandbox {
    /// Sends a parcel to the app and waits for its acknowledgement.
    pub(crate) async fn deliver(&self, parcel: Parcel<'_>) -> Ack {
        let url = rebase(parcel.url, self.app_url().as_deref());
        let timestamp = system_now().timestamp();
        let signature = sign(self.signing_secret(), timestamp, parcel.body.as_bytes());
        let started = Instant::now();
        let sent = self.app_client().post(
            &url,
            parcel.content_type,
            parcel.body.clone(),
            timestamp,
            &signature,
        );
        let answer = tokio::time::timeout(ACK, sent).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (ack, error) = match answer {
            Ok(Ok((status, body))) => (
                Ack {
                    status: Some(status),
                    body,
                    ms,
                    timed_out: false,
                },
                None,
            ),
            Ok(Err(error)) => (
                Ack {
                    ms,
                    ..Ack::default()
                },
                Some(error),
            ),
            Err(_) => (
                Ack {
                    ms,
                    timed_out: true,
                    ..Ack::default()
                },
                Some("no answer within three seconds".to_owned()),
            ),
        };
        if let Some(error) = &error {
            tracing::warn!(kind = parcel.kind, url, error, "not acknowledged");
        }
        self.change(|world| {
            let entry = Delivery {
                number: world.log.deliveries.next_number(),
                at: world.now(),
                kind: parcel.kind,
                user: parcel.user.to_owned(),
                url,
                status: ack.status,
                ms,
                error,
                request: parcel.body,
                answer: ack.body.clone(),
            };
            let size = entry.request.len() + entry.answer.len();
            world.log.deliveries.push(size, entry);
        });
        ack
    }
}
