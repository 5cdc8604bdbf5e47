//! Manifests and workspace files with mistakes in them: each is told with its place and with what is right.

use serde_json::json;
use slack_sandbox::{Manifest, Mistakes, Options, Sandbox, WorkspaceSpec};

/// Every line of the error.
fn lines<T: std::fmt::Debug>(read: anyhow::Result<T>) -> Vec<String> {
    let error = read.expect_err("a mistake");
    assert!(error.is::<Mistakes>(), "{error:?}");
    error.to_string().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn every_mistake_of_a_manifest_is_told_with_line_column_and_key() {
    let manifest = r##"display_information:
  name: An app whose name is much longer than 35 characters
  colour: "#fff"
features:
  bot_user: {display_name: 7}
  slash_commands:
    - command: okr
      description: Shows
      url: https://tiny.example/slack
    - {command: /Tell it, url: ftp://tiny.example}
    - {command: /fine, description: Fine}
oauth_config:
  scope: {bot: [commands]}
settings:
  event_subscriptions:
    bot_events: [message.im, message.im]
  interactivity: {is_enabled: "yes"}
  socket_mode: true
"##;
    assert_eq!(
        lines(Manifest::parse(manifest)),
        [
            "manifest:2:9: display_information.name: has 51 characters; 35 are the most",
            "manifest:3:3: display_information.colour: is not a key here; the keys are name, description, background_color, long_description",
            "manifest:5:28: features.bot_user.display_name: is a number; a text in quotes belongs here",
            "manifest:7:16: features.slash_commands[0].command: is \"okr\"; write a slash and 1 to 31 characters, no spaces, no capital letters",
            "manifest:10:7: features.slash_commands[1].description: is missing; say what it does",
            "manifest:10:17: features.slash_commands[1].command: is \"/Tell it\"; write a slash and 1 to 31 characters, no spaces, no capital letters",
            "manifest:10:32: features.slash_commands[1].url: is \"ftp://tiny.example\"; write an address like \"https://app.example.com/slack/events\"",
            "manifest:11:7: features.slash_commands[2].url: is missing; write where the command goes, or switch socket_mode_enabled on",
            "manifest:13:3: oauth_config.scope: is not a key here; did you mean \"scopes\"?",
            "manifest:16:5: settings.event_subscriptions.request_url: is missing; event subscription requires either a request URL or Socket Mode enabled",
            "manifest:16:30: settings.event_subscriptions.bot_events[1]: \"message.im\" is there twice",
            "manifest:17:31: settings.interactivity.is_enabled: is a text; true or false, without quotes, belongs here",
            "manifest:18:3: settings.socket_mode: is not a key here; did you mean \"socket_mode_enabled\"?",
        ]
    );
}

#[test]
fn a_manifest_in_json_is_read_and_its_mistakes_have_places() {
    let manifest = Manifest::parse(
        "{\n\t\"display_information\": {\"name\": \"Tea \\ud83c\\udf75 \\/ time\"},\n\t\"settings\": {\"socket_mode_enabled\": true}\n}",
    )
    .unwrap();
    assert_eq!(manifest.display_information.name, "Tea 🍵 / time");
    assert!(manifest.settings.socket_mode_enabled);
    assert_eq!(
        lines(Manifest::parse(
            "{\n  \"display_information\": {\n    \"nme\": \"x\"\n  }\n}"
        )),
        [
            "manifest:2:26: display_information.name: is missing; write the app's name",
            "manifest:3:5: display_information.nme: is not a key here; did you mean \"name\"?",
        ]
    );
    let broken = lines(Manifest::parse(
        "{\n  \"display_information\": {\"name\": \"x\",}}}",
    ));
    assert!(
        broken[0].starts_with("manifest:2:39: is neither JSON nor YAML: "),
        "{broken:?}"
    );
}

#[test]
fn json_that_is_no_yaml_has_places_too() {
    assert_eq!(
        lines(Manifest::parse(
            "{\n\t\"display_information\": {\"name\": \"Tea \\ud83c\\udf75\", \"nme\": 1},\n\t\"settings\": {\n\t\t\"socket_mode_enabled\": \"\\/\"\n\t}\n}"
        )),
        [
            "manifest:2:54: display_information.nme: is not a key here; did you mean \"name\"?",
            "manifest:4:26: settings.socket_mode_enabled: is a text; true or false, without quotes, belongs here",
        ]
    );
    assert_eq!(
        lines(Manifest::parse("{\n\t\"a\": \"\\/\",\n\t\"a\": 1\n}")),
        ["manifest:3:2: \"a\" is there twice; first on line 2"]
    );
}

#[test]
fn an_event_that_is_a_slip_of_the_finger_is_told_and_a_new_one_is_not() {
    let with = |event: &str| {
        Manifest::parse(&format!(
            "display_information: {{name: x}}\nsettings:\n  socket_mode_enabled: true\n  event_subscriptions:\n    bot_events:\n      - {event}\n"
        ))
    };
    let place = "manifest:6:9: settings.event_subscriptions.bot_events[0]";
    for (event, said) in [
        ("app_mentions", "did you mean \"app_mention\"?"),
        ("mesage.im", "did you mean \"message.im\"?"),
        (
            "message",
            "write message.channels, message.groups, message.im or message.mpim",
        ),
    ] {
        let told = lines(with(event));
        assert!(
            told[0].starts_with(place) && told[0].ends_with(said),
            "{told:?}"
        );
    }
    for event in ["app_mention", "star_added", "agent_session_stopped"] {
        assert!(with(event).is_ok(), "{event}");
    }
}

#[test]
fn what_is_no_yaml_no_manifest_or_absurd_is_said() {
    for (text, wanted) in [
        ("", "manifest:1:1: is empty"),
        (
            "just words",
            "manifest:1:1: is a text; a table of names and values belongs here",
        ),
        ("a: [1\nb: 2\n", "manifest:2:"),
        (
            "name: a\nname: b\n",
            "manifest:2:1: \"name\" is there twice; first on line 1",
        ),
        (
            "a: 1\n---\nb: 1\n",
            "manifest:2:1: begins a second document; one is all there may be",
        ),
        (
            "? [a]\n: b\n",
            "manifest:1:3: is a list; a name belongs here",
        ),
    ] {
        let told = lines(Manifest::parse(text));
        assert!(told[0].starts_with(wanted), "{text:?}: {told:?}");
    }
    let deep = lines(Manifest::parse(&"[".repeat(100)));
    assert!(deep[0].contains("more than 60 deep"), "{deep:?}");
    let mut laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g"])
    {
        laughs += &format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{of}"); 10].join(", ")
        );
    }
    let many = lines(Manifest::parse(&laughs));
    assert!(many[0].contains("more than 20000 values"), "{many:?}");
    let unknown: String = (0..500).map(|n| format!("key{n}: 1\n")).collect();
    let told = lines(Manifest::parse(&unknown));
    assert_eq!((told.len(), told[100].as_str()), (101, "and 401 more"));
}

#[test]
fn every_mistake_of_a_workspace_is_told_with_line_column_and_key() {
    let workspace = r#"name = "Tiny"
town = "Madrid"

[[people]]
name = "ana"
time_zone = "madrid"
email = "ana at example.com"

[[people]]
name = "Ben"
time_zone = "Mars/Base"
guest = true
single_channel_guest = true

[[people]]
naem = "chloe"

[[people]]
name = "ana"

[[channels]]
name = "general"
members = ["ana", "cloe", "an"]
private = "no"

[[channels]]
name = "Big Room"

[[user_groups]]
handle = "ana"
members = "ana"
"#;
    assert_eq!(
        lines(WorkspaceSpec::parse(workspace)),
        [
            "workspace:2:1: town: is not a key here; the keys are name, domain, people, channels, user_groups",
            "workspace:6:13: people[0].time_zone: is \"madrid\"; did you mean \"Europe/Madrid\"?",
            "workspace:7:9: people[0].email: is \"ana at example.com\"; write an address like \"ana@example.com\", or leave it out",
            "workspace:10:8: people[1].name: is \"Ben\"; write lower-case letters, digits, dots, hyphens and underscores, 80 at most, without the @",
            "workspace:11:13: people[1].time_zone: is \"Mars/Base\"; write a zone like \"Europe/Madrid\"",
            "workspace:13:24: people[1].single_channel_guest: cannot be true beside guest; one of the two is wrong",
            "workspace:15:1: people[2].name: is missing; write a handle like \"ana\"",
            "workspace:16:1: people[2].naem: is not a key here; did you mean \"name\"?",
            "workspace:19:8: people[3].name: \"ana\" is there twice",
            "workspace:23:19: channels[0].members[1]: nobody is called \"cloe\"; write the name or the id of one of the people",
            "workspace:23:27: channels[0].members[2]: nobody is called \"an\"; did you mean \"ana\"?",
            "workspace:24:11: channels[0].private: is a text; true or false, without quotes, belongs here",
            "workspace:27:8: channels[1].name: is \"Big Room\"; write lower-case letters, digits, hyphens and underscores, 80 at most, without the #",
            "workspace:30:10: user_groups[0].handle: \"ana\" is a person or a group already",
            "workspace:31:11: user_groups[0].members: is a text; a list belongs here",
        ]
    );
}

#[test]
fn every_broken_line_of_toml_is_told() {
    let told = lines(WorkspaceSpec::parse(
        "name = \n[[people]]\nname = \"ana\ndomain = \"x\"\n",
    ));
    assert!(told[0].starts_with("workspace:1:"), "{told:?}");
    assert!(
        told.iter().any(|line| line.starts_with("workspace:3:")),
        "{told:?}"
    );
    assert!(
        told.iter().all(|line| line.contains("is not TOML: ")),
        "{told:?}"
    );
}

#[test]
fn a_guest_of_one_channel_is_in_one_channel_alone() {
    let told = lines(WorkspaceSpec::parse(
        "[[people]]\nname = \"sue\"\nsingle_channel_guest = true\n[[channels]]\nname = \"a\"\nmembers = [\"sue\"]\n[[channels]]\nname = \"b\"\nmembers = [\"sue\"]\n",
    ));
    assert_eq!(
        told,
        [
            "workspace:9:12: channels[1].members[0]: \"sue\" is a guest of one channel and in \"a\" already; write guest = true for a guest of several"
        ]
    );
}

#[test]
fn a_file_that_is_missing_too_large_or_no_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.toml");
    let told = WorkspaceSpec::from_file(&path).unwrap_err();
    assert!(told.to_string().starts_with("cannot read "), "{told}");
    std::fs::write(&path, "#".repeat((1 << 20) + 1)).unwrap();
    let told = lines(WorkspaceSpec::from_file(&path));
    assert!(
        told[0].ends_with("people.toml:1:1: is larger than 1 MiB, which is the most that is read"),
        "{told:?}"
    );
    std::fs::write(&path, b"name = \"Tiny\"\ndomain = \"\xff\"\n").unwrap();
    let told = lines(WorkspaceSpec::from_file(&path));
    assert!(
        told[0]
            .ends_with("people.toml:2:11: is not UTF-8 text from here on; save the file as UTF-8"),
        "{told:?}"
    );
    std::fs::write(&path, "name = 1").unwrap();
    let told = lines(WorkspaceSpec::from_file(&path));
    assert!(
        told[0].ends_with("people.toml:1:8: name: is a number; a text in quotes belongs here"),
        "{told:?}"
    );
}

#[tokio::test]
async fn only_optional_scopes_can_be_withheld() {
    let manifest = Manifest::parse(crate::app::MANIFEST).unwrap();
    let options = Options {
        withhold: vec!["chat:write".to_owned()],
        ..Options::new(manifest)
    };
    assert_eq!(
        Sandbox::start(options).await.unwrap_err().to_string(),
        "the scope \"chat:write\" cannot be withheld: the manifest's bot_optional lists im:history, channels:history, channels:read, groups:history, usergroups:read"
    );
}

#[tokio::test]
async fn an_event_is_sent_if_it_is_subscribed_to_and_its_scope_is_granted() {
    let manifest =
        crate::app::MANIFEST.replace("bot_events: [", "bot_events: [team_join, subteam_updated, ");
    let desk = crate::app::Desk::beside_app(&manifest).await;
    let cause = async |kind: &str| {
        let act = json!({"do": "event", "event": {"type": kind}});
        let (status, outcome) = desk.act(act).await;
        assert_eq!(status, 200);
        (
            outcome["shown"].as_str().unwrap_or_default().to_owned(),
            desk.received(),
        )
    };
    assert_eq!(cause("subteam_updated").await, (String::new(), 1));
    assert_eq!(cause("team_join").await, (String::new(), 2));
    let (shown, received) = cause("user_change").await;
    assert_eq!(
        (shown.as_str(), received),
        ("the manifest does not subscribe to user_change", 2)
    );

    let options = Options {
        withhold: vec!["usergroups:read".to_owned()],
        ..Options::new(Manifest::parse(&manifest).unwrap())
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let ana = sandbox.find_user("ana").unwrap().id;
    let event = json!({"do": "event", "event": {"type": "subteam_updated"}});
    let act = serde_json::from_value(event).unwrap();
    let shown = sandbox.act(&ana, act).await.unwrap().shown;
    assert_eq!(
        shown.as_deref(),
        Some("subteam_updated needs the scope usergroups:read, which is not granted")
    );
    assert!(sandbox.deliveries().is_empty());
}

#[test]
fn the_default_workspace_has_one_of_every_kind() {
    let spec = WorkspaceSpec::default();
    let people = &spec.people;
    let one = |is: fn(&slack_sandbox::PersonSpec) -> bool| {
        people.iter().filter(|one| is(one)).count() == 1
    };
    assert!(one(|person| person.admin) && one(|person| person.guest));
    assert!(one(|person| person.single_channel_guest) && one(|person| person.stranger));
    assert!(one(|person| person.deactivated));
    let zones: std::collections::HashSet<_> = people.iter().map(|one| &one.time_zone).collect();
    assert!(zones.len() >= 5, "{zones:?}");
    assert!(spec.channels.iter().any(|one| one.private && one.bot));
    assert!(spec.channels.iter().any(|one| one.private && !one.bot));
    assert!(spec.user_groups.len() >= 2);
}

#[tokio::test]
async fn an_id_that_was_written_down_is_never_given_to_somebody_else() {
    let start = async |text: &str| {
        let workspace = WorkspaceSpec::parse(text).unwrap();
        let manifest = Manifest::parse(crate::app::MANIFEST).unwrap();
        let options = Options {
            workspace,
            ..Options::new(manifest)
        };
        Sandbox::start(options).await.unwrap()
    };
    let first = start("people = [{ name = \"ana\" }]").await;
    let ana = first.find_user("ana").unwrap().id;
    let bot = first.find_user("tiny").unwrap().id;
    let second = start(&format!(
        "people = [{{ name = \"ben\" }}, {{ name = \"chloe\", id = \"{ana}\" }}, {{ name = \"dev\", id = \"{bot}\" }}]"
    ))
    .await;
    assert_eq!(second.find_user("chloe").unwrap().id, ana);
    let ids: std::collections::HashSet<String> = ["ben", "chloe", "dev", "tiny"]
        .iter()
        .map(|name| second.find_user(name).unwrap().id)
        .collect();
    assert_eq!(ids.len(), 4);
}
