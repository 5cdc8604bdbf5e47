//! Uploaded files: promised, uploaded, completed, and ready some seconds later.
//!
//! The readiness is on the sandbox's clock, as Slack's own scan takes a while: until then a file has no type, cannot be
//! shown in a block, and is not shared.

use super::{Message, Ts, World};
use chrono::{DateTime, TimeDelta, Utc};
use hyper::body::Bytes;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The largest file.
pub(crate) const LARGEST: usize = 32 << 20;
/// The most that all files may hold together.
const ALL: usize = 256 << 20;
/// How long a file may be promised without being uploaded and completed; then its room is given back.
const PROMISE: TimeDelta = TimeDelta::hours(1);
/// How long Slack looks at a file before it can be used.
const SCAN: TimeDelta = TimeDelta::seconds(2);

/// All files, by id.
#[derive(Default)]
pub(crate) struct Files {
    all: BTreeMap<String, File>,
}

/// A file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) title: String,
    alt_txt: Option<String>,
    user: String,
    created: i64,
    length: usize,
    /// The last part of its upload address, while nothing was uploaded.
    key: String,
    pub(crate) bytes: Option<Bytes>,
    ready_at: Option<DateTime<Utc>>,
    /// The messages that it is in.
    shares: Vec<(String, Ts)>,
    waiting: Option<Share>,
}

/// The messages that a file is to be posted in.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    pub(crate) channels: Vec<String>,
    pub(crate) thread: Option<Ts>,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Value>,
    /// The ids of all files of the message.
    pub(crate) files: Vec<String>,
}

/// What is to be uploaded.
pub(crate) struct Promise {
    pub(crate) name: String,
    pub(crate) length: usize,
    pub(crate) alt_txt: Option<String>,
}

impl Files {
    pub(crate) fn get(&self, id: &str) -> Option<&File> {
        self.all.get(id)
    }

    /// A completed file by id, or by one of its addresses.
    pub(crate) fn find(&self, id: Option<&str>, url: Option<&str>) -> Option<&File> {
        if let Some(id) = id {
            return self.all.get(id);
        }
        let part = url?.split('/').find(|part| self.all.contains_key(*part))?;
        self.all.get(part)
    }

    /// Takes the content of a file; a sentence if it is not what was promised.
    pub(crate) fn take(&mut self, key: &str, bytes: Bytes) -> Result<usize, String> {
        let waiting = |file: &&mut File| file.bytes.is_none() && file.key == key;
        let Some(file) = self.all.values_mut().find(waiting) else {
            return Err("nothing is to be uploaded here".to_owned());
        };
        if bytes.len() != file.length {
            let (got, wanted) = (bytes.len(), file.length);
            return Err(format!("{got} bytes came; {wanted} were announced"));
        }
        file.bytes = Some(bytes);
        Ok(file.length)
    }

    /// Gives back the room of what nobody uploaded and completed in time.
    fn forget_broken_promises(&mut self, now: DateTime<Utc>) {
        let oldest = (now - PROMISE).timestamp();
        self.all
            .retain(|_, file| file.ready_at.is_some() || file.created > oldest);
    }

    /// When the next file becomes ready that is to be shared then.
    pub(crate) fn next_due(&self) -> Option<DateTime<Utc>> {
        let waiting = self.all.values().filter(|file| file.waiting.is_some());
        waiting.filter_map(|file| file.ready_at).min()
    }
}

impl World {
    /// Promises a file; gives its id and the last part of its upload address, or why there is no room.
    pub(crate) fn promise_file(
        &mut self,
        promise: Promise,
    ) -> Result<(String, String), &'static str> {
        if promise.length > LARGEST {
            return Err("file_upload_size_restricted");
        }
        self.files.forget_broken_promises(self.now());
        let held: usize = self.files.all.values().map(|file| file.length).sum();
        if held + promise.length > ALL {
            return Err("storage_limit_reached");
        }
        let (id, key) = (self.id("F"), self.uuid());
        let file = File {
            id: id.clone(),
            title: promise.name.clone(),
            name: promise.name,
            alt_txt: promise.alt_txt,
            user: self.app.bot_user.clone(),
            created: self.now().timestamp(),
            length: promise.length,
            key: key.clone(),
            bytes: None,
            ready_at: None,
            shares: Vec::new(),
            waiting: None,
        };
        self.files.all.insert(id.clone(), file);
        Ok((id, key))
    }

    /// Completes an uploaded file; it becomes ready a little later.
    pub(crate) fn complete_file(&mut self, id: &str, title: Option<&str>) {
        let ready_at = self.now() + SCAN;
        if let Some(file) = self.files.all.get_mut(id) {
            file.ready_at = file.ready_at.or(Some(ready_at));
            file.title = title.unwrap_or(&file.title).to_owned();
        }
    }

    /// Posts the files when they are ready; the first one carries the wish.
    pub(crate) fn share_file(&mut self, id: &str, share: Share) {
        if let Some(file) = self.files.all.get_mut(id) {
            file.waiting = Some(share);
        }
    }

    /// Posts what has become ready.
    pub(crate) fn post_ready_files(&mut self) {
        let now = self.now();
        if self.files.next_due().is_none_or(|due| due > now) {
            return;
        }
        let ready = self.files.all.values_mut();
        let ready = ready.filter(|file| file.ready_at.is_some_and(|at| at <= now));
        let due: Vec<Share> = ready.filter_map(|file| file.waiting.take()).collect();
        for share in due {
            for channel in &share.channels {
                self.post_share(channel, &share);
            }
        }
    }

    fn post_share(&mut self, channel: &str, share: &Share) {
        let message = self.bot_message(&share.text, share.blocks.clone());
        let ts = message.ts;
        for id in &share.files {
            if let Some(file) = self.files.all.get_mut(id) {
                file.shares.push((channel.to_owned(), ts));
            }
        }
        let files = share.files.iter().filter_map(|id| self.files.get(id));
        let files: Vec<Value> = files.map(|file| file.to_slack(self)).collect();
        let files = files.into();
        self.post(
            channel,
            Message {
                files,
                thread_ts: share.thread,
                ..message
            },
        );
    }
}

/// A MIME type with Slack's short and long names for it, and what an image measures.
struct Kind {
    mime: String,
    short: String,
    size: Option<(usize, usize)>,
}

impl File {
    pub(crate) fn is_ready(&self, now: DateTime<Utc>) -> bool {
        self.ready_at.is_some_and(|at| at <= now)
    }

    pub(crate) fn is_uploaded(&self) -> bool {
        self.bytes.is_some()
    }

    /// It may be shown as an image.
    pub(crate) fn is_image(&self) -> bool {
        let kind = self.kind();
        kind.size.is_some() && matches!(kind.short.as_str(), "png" | "jpg" | "gif")
    }

    /// Its MIME type, by its content if it is an image, else by its name.
    pub(crate) fn mime(&self) -> String {
        self.kind().mime
    }

    fn kind(&self) -> Kind {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        let measured = imagesize::blob_size(bytes).ok();
        let of_image = match imagesize::image_type(bytes)
            .ok()
            .filter(|_| measured.is_some())
        {
            Some(imagesize::ImageType::Png) => Some(("image/png", "png")),
            Some(imagesize::ImageType::Jpeg) => Some(("image/jpeg", "jpg")),
            Some(imagesize::ImageType::Gif) => Some(("image/gif", "gif")),
            Some(imagesize::ImageType::Webp) => Some(("image/webp", "webp")),
            _ => None,
        };
        if let Some((mime, short)) = of_image {
            return Kind {
                mime: mime.to_owned(),
                short: short.to_owned(),
                size: measured.map(|size| (size.width, size.height)),
            };
        }
        let guess = mime_guess::from_path(&self.name).first();
        // A name that says image is not believed: the content is none.
        let guess = guess.filter(|mime| mime.type_() != mime_guess::mime::IMAGE);
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending);
        match (guess, ending) {
            (Some(mime), Some(ending)) => Kind {
                mime: mime.essence_str().to_owned(),
                short: if ending == "txt" {
                    "text".to_owned()
                } else {
                    ending.to_lowercase()
                },
                size: None,
            },
            _ => Kind {
                mime: "application/octet-stream".to_owned(),
                short: "binary".to_owned(),
                size: None,
            },
        }
    }

    /// Slack's file object; without a type until it is ready.
    pub(crate) fn to_slack(&self, world: &World) -> Value {
        let kind = self.kind();
        let ready = self.is_ready(world.now());
        let when_ready = |text: &str| {
            if ready {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let name = encoded(&self.name);
        let private = format!("{}/files/{}/{name}", world.app.base_url, self.id);
        let [channels, groups, ims] = self.homes(world);
        let mut file = json!({
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": when_ready(&kind.mime),
            "filetype": when_ready(&kind.short),
            "pretty_type": when_ready(&kind.short.to_uppercase()),
            "user": self.user,
            "user_team": world.app.team_id,
            "editable": false,
            "size": self.length,
            "mode": "hosted",
            "is_external": false,
            "external_type": "",
            "is_public": !channels.is_empty(),
            "public_url_shared": false,
            "display_as_bot": false,
            "username": "",
            "url_private": private,
            "url_private_download": format!("{private}?download=1"),
            "media_display_type": "unknown",
            "permalink": format!("{}/files/{}/{name}", world.app.base_url, self.id),
            "permalink_public": format!("{}/files/{}", world.app.base_url, self.id),
            "comments_count": 0,
            "is_starred": false,
            "shares": self.shares(world),
            "channels": channels,
            "groups": groups,
            "ims": ims,
            "has_rich_preview": false,
            "file_access": "visible",
        });
        if let Some(size) = kind.size.filter(|_| ready) {
            measure(&mut file, size, &private);
        }
        if let Some(text) = &self.alt_txt {
            file["alt_txt"] = json!(text);
        }
        file
    }

    /// The public channels, the private ones and the direct conversations that it is shared in.
    fn homes(&self, world: &World) -> [Vec<String>; 3] {
        let mut homes = [Vec::new(), Vec::new(), Vec::new()];
        for (id, _) in &self.shares {
            let Some(channel) = world.channels.get(id) else {
                continue;
            };
            let at = match channel.scope_family() {
                "channels" => 0,
                "im" => 2,
                _ => 1,
            };
            homes[at].push(id.clone());
        }
        homes
    }

    fn shares(&self, world: &World) -> Value {
        let mut shares = json!({});
        for (id, ts) in &self.shares {
            let Some(channel) = world.channels.get(id) else {
                continue;
            };
            let sort = if channel.scope_family() == "channels" {
                "public"
            } else {
                "private"
            };
            shares[sort][id] = json!([{
                "reply_users": [],
                "reply_users_count": 0,
                "reply_count": 0,
                "ts": ts,
                "channel_name": channel.name,
                "team_id": world.app.team_id,
            }]);
        }
        shares
    }
}

/// Adds what an image measures, and smaller copies of it, all of which are the image itself.
fn measure(file: &mut Value, (width, height): (usize, usize), url: &str) {
    file["original_w"] = json!(width);
    file["original_h"] = json!(height);
    file["image_exif_rotation"] = json!(1);
    for edge in [64, 80, 160, 360] {
        file[format!("thumb_{edge}")] = json!(url);
    }
    let edge = width.max(height).max(360);
    file["thumb_360_w"] = json!(width * 360 / edge);
    file["thumb_360_h"] = json!(height * 360 / edge);
}

/// A name as a part of a URL.
fn encoded(name: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.bytes()
        .map(|byte| {
            if keep(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
