//! The signature by which one knows that Slack sent a body.

use secrecy::{ExposeSecret, SecretString};
use slack_morphism::SlackSigningSecret;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;

/// Whether Slack signed this body at this time (Unix seconds as text). A body that is not UTF-8 is none of Slack's.
#[must_use]
pub fn verify(secret: &SecretString, timestamp: &str, body: &[u8], signature: &str) -> bool {
    let Ok(body) = std::str::from_utf8(body) else {
        return false;
    };
    let secret = SlackSigningSecret(secret.expose_secret().to_owned());
    SlackEventSignatureVerifier::new(&secret)
        .verify(signature, body, timestamp)
        .is_ok()
}
