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

/// Reads the arguments and the token.
pub(super) fn read(
    verb: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Args, Option<String>), Refusal> {
    let mut all = form(uri.query().unwrap_or("").as_bytes())?;
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or("");
    let mut form_token = all.remove("token");
    if *verb != Method::GET && !body.is_empty() {
        if kind.starts_with("application/json") {
            match serde_json::from_slice(body) {
                Ok(Value::Object(object)) => all.extend(object),
                Ok(_) => return Err("json_not_object".into()),
                Err(_) => return Err("invalid_json".into()),
            }
            all.remove("token");
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            all.extend(form(body)?);
            form_token = all.remove("token").or(form_token);
        } else if kind.is_empty() {
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
pub(super) async fn plain(headers: &mut HeaderMap, body: Bytes) -> Bytes {
    let kind = headers.get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) {
        return body;
    }
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = headers.clone();
    let mut pairs = Vec::new();
    if let Ok(mut form) = Multipart::from_request(request, &()).await {
        while let Ok(Some(field)) = form.next_field().await {
            let name = field.name().unwrap_or("").to_owned();
            pairs.push((name, field.text().await.unwrap_or_default()));
        }
    }
    headers.insert(header::CONTENT_TYPE, FORM);
    let text = serde_urlencoded::to_string(pairs);
    text.expect("pairs of texts can always be written as a form")
        .into()
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
