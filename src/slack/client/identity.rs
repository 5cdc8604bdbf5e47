//! Who we are in Slack: `auth.test`, whose headers say what we may do.

use std::collections::BTreeSet;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, Response, StatusCode, body::Incoming, header};
use slack_morphism::SlackTeamId as MorphismTeamId;

use super::{CALL, Client};
use crate::domain::id::{PersonId, SlackTeamId};
use crate::slack::error::{Outcome, SlackError, of_status};

const MOST_BYTES: usize = 64 * 1024;

/// Whose token this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The workspace.
    pub slack_team: SlackTeamId,
    /// What it is called.
    pub team_name: String,
    /// Ourselves.
    pub bot_user: PersonId,
    /// What was granted; empty where Slack did not say.
    pub scopes: BTreeSet<String>,
}

#[derive(serde::Deserialize)]
struct AuthTest {
    ok: bool,
    error: Option<String>,
    team_id: Option<String>,
    team: Option<String>,
    user_id: Option<String>,
}

impl Client {
    /// Asks Slack whose token this is, and remembers the team for all later calls.
    ///
    /// # Errors
    /// As Slack says; [`Class::Dead`](crate::slack::Class::Dead) for a token that is not one.
    pub async fn whoami(&self) -> Result<Identity, SlackError> {
        let identity = tokio::time::timeout(CALL, self.auth_test())
            .await
            .map_err(|_| SlackError::timed_out())??;
        let team = MorphismTeamId::from(identity.slack_team.as_str());
        // A second answer for the same token names the same team.
        let _ = self.0.bound.set(self.0.token.clone().with_team_id(team));
        Ok(identity)
    }

    async fn auth_test(&self) -> Result<Identity, SlackError> {
        let lost = || SlackError::ours("connection_lost", Outcome::Lost);
        let bearer = format!("Bearer {}", self.0.token.token_value.0);
        let request = Request::post(format!("{}/auth.test", self.0.api))
            .header(header::AUTHORIZATION, bearer)
            .header(header::CONTENT_LENGTH, 0)
            .body(Empty::new())
            // A token that cannot stand in a header cannot be one.
            .map_err(|_| SlackError::refused("invalid_auth", None))?;
        let response = match self.0.plain.request(request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => {
                return Err(SlackError::ours("not_connected", Outcome::NotConnected));
            }
            Err(_) => return Err(lost()),
        };
        let status = response.status();
        let scopes = scopes_of(&response);
        let after = retry_after(&response);
        let body = Limited::new(response.into_body(), MOST_BYTES)
            .collect()
            .await
            .map_err(|_| lost())?
            .to_bytes();
        match status {
            StatusCode::OK => read(&body, scopes),
            StatusCode::TOO_MANY_REQUESTS => Err(SlackError::ours(
                "rate_limited",
                Outcome::RateLimited(after),
            )),
            other => Err(of_status(other.as_u16(), std::str::from_utf8(&body).ok())),
        }
    }
}

fn read(body: &[u8], scopes: BTreeSet<String>) -> Result<Identity, SlackError> {
    let answer: AuthTest = serde_json::from_slice(body).map_err(|_| SlackError::unreadable())?;
    if !answer.ok {
        return Err(match answer.error {
            Some(code) => SlackError::refused(&code, std::str::from_utf8(body).ok()),
            None => SlackError::unreadable(),
        });
    }
    let (Some(team), Some(user)) = (answer.team_id, answer.user_id) else {
        return Err(SlackError::unreadable());
    };
    Ok(Identity {
        team_name: answer.team.unwrap_or_else(|| team.clone()),
        slack_team: SlackTeamId::new(team),
        bot_user: PersonId::new(user),
        scopes,
    })
}

fn scopes_of(response: &Response<Incoming>) -> BTreeSet<String> {
    let scopes = response.headers().get("x-oauth-scopes");
    let scopes = scopes.and_then(|scopes| scopes.to_str().ok()).unwrap_or("");
    let scopes = scopes.split(',').map(str::trim);
    scopes
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect()
}

fn retry_after(response: &Response<Incoming>) -> Option<std::time::Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?;
    let seconds = seconds.to_str().ok()?.parse().ok()?;
    Some(std::time::Duration::from_secs(seconds))
}
