//! `files.*`, and the addresses to which files are uploaded and from which they are fetched.

use super::refusal::Refusal;
use super::{Answer, Request, blocks};
use crate::sandbox::Sandbox;
use crate::state::files::{File, LARGEST, Promise, Share};
use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Path, Request as HttpRequest, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

/// The longest description of an image.
const ALT_TEXT: usize = 1000;
/// The most channels that a file is shared in at once.
const CHANNELS: usize = 100;
/// What a form around a file may add to it.
const AROUND: usize = 64 << 10;

/// Where files are uploaded and fetched.
pub(crate) fn routes() -> Router<Sandbox> {
    let limit = DefaultBodyLimit::max(LARGEST + AROUND);
    Router::new()
        .route("/upload/v1/{key}", post(upload).layer(limit))
        .route("/files/{id}", get(fetch_by_id))
        .route("/files/{id}/{name}", get(fetch))
}

pub(super) fn upload_url(request: &mut Request<'_>) -> Answer {
    let args = request.args;
    let name = args.need("filename")?.to_owned();
    let length = args.number("length")?;
    let length = length
        .filter(|length| *length > 0)
        .ok_or("missing_argument")?;
    let alt_txt = args.text("alt_txt").map(ToOwned::to_owned);
    if alt_txt
        .as_ref()
        .is_some_and(|text| text.chars().count() > ALT_TEXT)
    {
        return Err("alt_txt_too_large".into());
    }
    let promise = Promise {
        name,
        length: usize::try_from(length).unwrap_or(usize::MAX),
        alt_txt,
    };
    let (id, key) = request.world.promise_file(promise)?;
    let base = &request.world.app.base_url;
    Ok(json!({"upload_url": format!("{base}/upload/v1/{key}"), "file_id": id}))
}

pub(super) fn complete(request: &mut Request<'_>) -> Answer {
    let invalid = |why: &str| Refusal::because("invalid_arguments", why);
    let wanted = request
        .args
        .json("files")
        .map_err(|()| invalid("invalid value for files"))?
        .ok_or_else(|| invalid("missing required field: files"))?;
    let wanted = wanted
        .as_array()
        .filter(|list| !list.is_empty())
        .ok_or_else(|| invalid("must provide an array of files"))?;
    let mut ids = Vec::new();
    for one in wanted {
        let id = one["id"]
            .as_str()
            .ok_or_else(|| invalid("missing required field: id [json-pointer:/files]"))?;
        let file = request.world.files.get(id);
        if !file.is_some_and(File::is_uploaded) {
            return Err("file_not_found".into());
        }
        ids.push(id.to_owned());
    }
    let share = share(request, &ids)?;
    for (one, id) in wanted.iter().zip(&ids) {
        request.world.complete_file(id, one["title"].as_str());
    }
    if let (Some(share), Some(first)) = (share, ids.first()) {
        request.world.share_file(first, share);
    }
    let world = &*request.world;
    let files = ids.iter().filter_map(|id| world.files.get(id));
    let files: Vec<Value> = files.map(|file| file.to_slack(world)).collect();
    Ok(json!({"files": files}))
}

/// Where the files are to be posted, if anywhere.
fn share(request: &Request<'_>, files: &[String]) -> Result<Option<Share>, Refusal> {
    let args = request.args;
    let named = args.text("channel_id").or(args.text("channels"));
    let Some(named) = named else {
        return Ok(None);
    };
    let world = &*request.world;
    let mut channels = Vec::new();
    for id in named.split(',').map(str::trim) {
        let channel = world.channels.get(id).ok_or("channel_not_found")?;
        if !channel.members.contains(&world.app.bot_user) {
            return Err("not_in_channel".into());
        }
        channels.push(id.to_owned());
    }
    if channels.len() > CHANNELS {
        return Err("channels_limit_exceeded".into());
    }
    let text = args.text("initial_comment").unwrap_or("").to_owned();
    let blocks = if text.is_empty() {
        blocks::of_message(world, args)?.unwrap_or_default()
    } else {
        Vec::new()
    };
    let thread = args.ts("thread_ts").map_err(|_| "invalid_thread_ts")?;
    Ok(Some(Share {
        channels,
        thread,
        text,
        blocks,
        files: files.to_vec(),
    }))
}

pub(super) fn info(request: &mut Request<'_>) -> Answer {
    let id = request.args.need("file")?;
    let world = &*request.world;
    let file = world.files.get(id).filter(|file| file.is_uploaded());
    let file = file.ok_or("file_not_found")?.to_slack(world);
    Ok(json!({"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}))
}

/// `POST /upload/v1/{key}`: the content of a file, as it is or as a form's file.
async fn upload(
    State(sandbox): State<Sandbox>,
    Path(key): Path<String>,
    request: HttpRequest,
) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let content = if is_form {
        match Multipart::from_request(request, &()).await {
            Ok(form) => of_form(form).await.map_err(IntoResponse::into_response),
            Err(rejected) => Err(rejected.into_response()),
        }
    } else {
        let bytes = Bytes::from_request(request, &()).await;
        bytes.map_err(IntoResponse::into_response)
    };
    let content = match content {
        Ok(content) => content,
        Err(refused) => return refused,
    };
    match sandbox.change(|world| world.files.take(&key, content)) {
        Ok(length) => format!("OK - {length}").into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

/// The form's file: its largest field.
async fn of_form(mut form: Multipart) -> Result<Bytes, MultipartError> {
    let mut largest = Bytes::new();
    while let Some(field) = form.next_field().await? {
        let bytes = field.bytes().await?;
        if bytes.len() > largest.len() {
            largest = bytes;
        }
    }
    Ok(largest)
}

async fn fetch_by_id(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    found(&sandbox, &id)
}

async fn fetch(
    State(sandbox): State<Sandbox>,
    Path((id, _name)): Path<(String, String)>,
) -> Response {
    found(&sandbox, &id)
}

/// A file's content. Only images are shown in the browser; the rest is downloaded, so that nothing runs on the page.
fn found(sandbox: &Sandbox, id: &str) -> Response {
    let file = sandbox.read(|world| {
        let file = world.files.get(id)?;
        let place = if file.is_image() {
            "inline"
        } else {
            "attachment"
        };
        Some((file.bytes.clone()?, file.mime(), place))
    });
    let Some((bytes, mime, place)) = file else {
        return (StatusCode::NOT_FOUND, "there is no such file").into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, mime.as_str()),
        (header::CONTENT_DISPOSITION, place),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, bytes).into_response()
}
