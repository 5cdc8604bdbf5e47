//! A call's arguments and token, from the query, a form or a JSON body.

use super::refusal::Refusal;
use crate::state::Ts;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use serde_json::{Map, Value};

/// The arguments by name; in a form every one is a text.
#[derive(Default)]
pub(crate) struct Args(pub(crate) Map<String, Value>);

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// The body's type and, if it is named, its charset; both in lower case.
pub(super) struct BodyKind {
    name: String,
    charset: Option<String>,
}

impl BodyKind {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let mut parts = kind.split(';').map(str::trim);
        let name = parts.next().unwrap_or("").to_ascii_lowercase();
        let named = |part: &str| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"').to_ascii_lowercase();
            key.trim().eq_ignore_ascii_case("charset").then_some(value)
        };
        let charset = parts.find_map(named);
        Self { name, charset }
    }

    fn is_json(&self) -> bool {
        self.name == "application/json"
    }

    fn is_form(&self) -> bool {
        self.name == "application/x-www-form-urlencoded"
    }

    fn is_form_in_parts(&self) -> bool {
        self.name == "multipart/form-data"
    }

    /// What Slack advises: JSON should say its charset, a form should not.
    pub(super) fn warning(&self) -> Option<&'static str> {
        let is_form = self.is_form() || self.is_form_in_parts();
        match &self.charset {
            None if self.is_json() => Some("missing_charset"),
            Some(_) if is_form => Some("superfluous_charset"),
            _ => None,
        }
    }

    /// The two charsets that Slack reads.
    fn check(&self) -> Result<(), Refusal> {
        match self.charset.as_deref() {
            None | Some("utf-8" | "iso-8859-1") => Ok(()),
            Some(_) => Err("invalid_charset".into()),
        }
    }

    fn json(&self, body: &[u8]) -> serde_json::Result<Value> {
        if self.charset.as_deref() == Some("iso-8859-1") {
            let text: String = body.iter().copied().map(char::from).collect();
            return serde_json::from_str(&text);
        }
        serde_json::from_slice(body)
    }
}

/// Reads the arguments and the token.
pub(super) fn read(
    verb: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Args, Option<String>), Refusal> {
    let mut all = form(uri.query().unwrap_or("").as_bytes())?;
    let kind = BodyKind::of(headers);
    let mut form_token = all.remove("token");
    if *verb != Method::GET && !body.is_empty() {
        kind.check()?;
        if kind.is_json() {
            match kind.json(body) {
                Ok(Value::Object(object)) => all.extend(object),
                Ok(_) => return Err("json_not_object".into()),
                Err(_) => return Err("invalid_json".into()),
            }
            all.remove("token");
        } else if kind.is_form() {
            all.extend(form(body)?);
            form_token = all.remove("token").or(form_token);
        } else if kind.name.is_empty() {
            return Err("missing_post_type".into());
        } else {
            return Err("invalid_post_type".into());
        }
    }
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let bearer = bearer
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let token = match bearer {
        Some((_, token)) => Some(token.trim().to_owned()),
        None => form_token.and_then(|token| token.as_str().map(ToOwned::to_owned)),
    };
    Ok((Args(all), token.filter(|token| !token.is_empty())))
}

fn form(text: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(text).map_err(|_| "invalid_form_data")?;
    Ok(pairs
        .into_iter()
        .map(|(key, value)| (key, Value::String(value)))
        .collect())
}

/// A form in parts as a plain form, which everything else reads; other bodies as they are.
pub(super) async fn plain(headers: &mut HeaderMap, body: Bytes) -> Result<Bytes, Refusal> {
    if !BodyKind::of(headers).is_form_in_parts() {
        return Ok(body);
    }
    let broken = || Refusal::new("invalid_form_data");
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = headers.clone();
    let mut pairs = Vec::new();
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| broken())?;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or("").to_owned();
        pairs.push((name, field.text().await.map_err(|_| broken())?));
    }
    headers.insert(header::CONTENT_TYPE, FORM);
    let text = serde_urlencoded::to_string(pairs);
    let text = text.expect("pairs of texts can always be written as a form");
    Ok(text.into())
}

impl Args {
    /// A text that is there and not empty.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.0
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }

    /// A text that must be there.
    pub(crate) fn need(&self, key: &str) -> Result<&str, Refusal> {
        self.text(key).ok_or_else(|| {
            Refusal::because(
                "invalid_arguments",
                format!("missing required field: {key}"),
            )
        })
    }

    /// Ids with commas between them, or as JSON; empty if absent.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<String>, Refusal> {
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => {
                let texts: Option<Vec<_>> = list.iter().map(text).collect();
                texts.ok_or_else(|| invalid(key))
            }
            Some(Value::String(text)) if text.trim_start().starts_with('[') => {
                serde_json::from_str(text).map_err(|_| invalid(key))
            }
            Some(Value::String(text)) => {
                let parts = text.split(',').map(str::trim);
                Ok(parts
                    .filter(|part| !part.is_empty())
                    .map(ToOwned::to_owned)
                    .collect())
            }
            Some(_) => Err(invalid(key)),
        }
    }

    /// True as JSON or as a form writes it.
    pub(crate) fn flag(&self, key: &str) -> bool {
        match self.0.get(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => matches!(text.as_str(), "true" | "True" | "1"),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// A number as JSON or as a form writes it.
    pub(crate) fn number(&self, key: &str) -> Result<Option<u64>, Refusal> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| invalid(key)),
            Some(Value::Number(number)) => number.as_u64().map(Some).ok_or_else(|| invalid(key)),
            Some(_) => Err(invalid(key)),
        }
    }

    /// A time of a message, also as a number.
    pub(crate) fn ts(&self, key: &str) -> Result<Option<Ts>, Refusal> {
        let text = match self.0.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) if text.is_empty() => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return Err(invalid(key)),
        };
        text.parse().map(Some).map_err(|()| invalid(key))
    }

    /// A structure, which may be written as a text of JSON; `None` if absent.
    pub(crate) fn json(&self, key: &str) -> Result<Option<Value>, ()> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| ()),
            Some(value) => Ok(Some(value.clone())),
        }
    }
}

fn invalid(key: &str) -> Refusal {
    Refusal::because("invalid_arguments", format!("invalid value for {key}"))
}
