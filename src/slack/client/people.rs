//! People: one by id, or by e-mail address.

use serde::Deserialize;

use super::Client;
use crate::domain::id::PersonId;
use crate::slack::error::SlackError;

/// Not a person, though Slack does not mark it as a bot.
const SLACKBOT: &str = "USLACKBOT";

/// Somebody in Slack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "User")]
pub struct SlackUser {
    /// Who.
    pub id: PersonId,
    /// As others see it.
    pub name: String,
    /// Invited to some channels only.
    pub guest: bool,
    /// From another company, through a shared channel.
    pub stranger: bool,
    /// No longer here.
    pub deleted: bool,
    /// Not a person.
    pub bot: bool,
}

#[derive(Deserialize)]
struct OneUser {
    user: SlackUser,
}

#[derive(Deserialize)]
struct User {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    profile: Profile,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    is_bot: bool,
    #[serde(default)]
    is_restricted: bool,
    #[serde(default)]
    is_ultra_restricted: bool,
    #[serde(default)]
    is_stranger: bool,
}

#[derive(Deserialize, Default)]
struct Profile {
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    real_name: String,
}

impl Client {
    /// Who a person is.
    ///
    /// # Errors
    /// As Slack says.
    pub async fn user(&self, person: &PersonId) -> Result<SlackUser, SlackError> {
        let parameters = vec![("user", Some(person.to_string()))];
        let found: OneUser = self.get("users.info", &parameters).await?;
        Ok(found.user)
    }

    /// The person with an e-mail address, if there is one.
    ///
    /// # Errors
    /// As Slack says, above all without `users:read.email`.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<PersonId>, SlackError> {
        let parameters = vec![("email", Some(email.to_owned()))];
        match self
            .get::<OneUser>("users.lookupByEmail", &parameters)
            .await
        {
            Ok(found) => Ok(Some(found.user.id)),
            Err(error) if error.code == "users_not_found" => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl From<User> for SlackUser {
    fn from(user: User) -> Self {
        let names = [user.profile.real_name, user.profile.display_name, user.name];
        let name = names.into_iter().find(|name| !name.is_empty());
        Self {
            name: name.unwrap_or_else(|| user.id.clone()),
            guest: user.is_restricted || user.is_ultra_restricted,
            stranger: user.is_stranger,
            deleted: user.deleted,
            bot: user.is_bot || user.id == SLACKBOT,
            id: PersonId::new(user.id),
        }
    }
}
