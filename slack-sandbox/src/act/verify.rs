//! Slack's trial of a request URL: a challenge that the app must give back.

use super::{Done, Nonsense, nonsense};
use crate::deliver::{Ack, Parcel, Way, url_verification};
use crate::sandbox::Sandbox;
use serde_json::Value;

impl Sandbox {
    pub(super) async fn verify_url(&self, user: &str) -> Result<Done, Nonsense> {
        let url = self
            .manifest()
            .settings
            .event_subscriptions
            .request_url
            .clone();
        let Some(url) = url else {
            return nonsense("the manifest has no request_url for events");
        };
        let challenge = self.change(|world| {
            (0..6)
                .map(|_| world.short_id())
                .collect::<String>()
                .to_lowercase()
        });
        let body = url_verification(&challenge);
        let kind = "url_verification";
        let ack = self
            .deliver(Parcel::new(kind, user, Way::Http(url), body))
            .await;
        let shown = match returned(&ack) {
            Some(back) if ack.status == Some(200) && back == challenge => None,
            _ => Some(
                "Your URL didn't respond with the value of the challenge parameter.".to_owned(),
            ),
        };
        Ok(Done {
            ack: Some(ack),
            shown,
            ..Done::default()
        })
    }
}

/// The challenge of an answer in JSON, in a form, or as it is.
fn returned(ack: &Ack) -> Option<String> {
    let body = ack.body.trim();
    if let Ok(Value::Object(answer)) = serde_json::from_str(body) {
        return Some(answer.get("challenge")?.as_str()?.to_owned());
    }
    let form: Vec<(String, String)> = serde_urlencoded::from_str(body).unwrap_or_default();
    let field = form.into_iter().find(|(key, _)| key == "challenge");
    Some(field.map_or_else(|| body.to_owned(), |(_, value)| value))
}
