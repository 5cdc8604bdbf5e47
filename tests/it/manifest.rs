//! `manifest.yml` is the contract of installing: it and the code say the same, in both directions.

mod code;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{require, sources};

/// Scopes that the manifest asks for ahead of the code, so that nobody has to install again when it comes.
const AHEAD: [(&str, &str); 1] = [("usergroups:read", "teams from Slack user groups")];

fn manifest() -> Value {
    serde_yaml_ng::from_str(&sources::read("manifest.yml")).unwrap()
}

/// The strings under a JSON pointer.
fn strings(manifest: &Value, pointer: &str) -> BTreeSet<String> {
    let list = manifest.pointer(pointer).and_then(Value::as_array);
    let list = list.unwrap_or_else(|| panic!("manifest.yml has no list at {pointer}"));
    let strings = list.iter().map(|entry| entry.as_str().unwrap().to_owned());
    let distinct: BTreeSet<String> = strings.collect();
    assert_eq!(
        distinct.len(),
        list.len(),
        "{pointer} names something twice"
    );
    distinct
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Every URL of the manifest.
fn urls(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with("http") => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| urls(value, found)),
        Value::Object(values) => values.values().for_each(|value| urls(value, found)),
        _ => {}
    }
}

#[test]
fn every_command_is_registered_and_handled() {
    let manifest = manifest();
    let commands = manifest.pointer("/features/slash_commands");
    let commands = commands.and_then(Value::as_array).unwrap();
    let names = commands
        .iter()
        .map(|command| command["command"].as_str().unwrap().to_owned());
    assert_eq!(names.collect::<BTreeSet<_>>(), set(&code::COMMANDS));
    for command in commands {
        // Without it `@ana` arrives as a display name that cannot be resolved.
        assert_eq!(command["should_escape"], true, "{command}");
        assert!(command["usage_hint"].is_string(), "{command}");
    }
}

#[test]
fn every_event_is_subscribed_and_handled() {
    let events = strings(&manifest(), "/settings/event_subscriptions/bot_events");
    assert_eq!(events, set(&code::EVENTS));
}

#[test]
fn every_url_is_a_route() {
    let mut urls_found = BTreeSet::new();
    urls(&manifest(), &mut urls_found);
    let paths = urls_found.iter().map(|url| {
        let url = url::Url::parse(url).unwrap();
        assert_eq!(url.scheme(), "https");
        assert_eq!(url.host_str(), Some("headway.example.com"));
        url.path().to_owned()
    });
    assert_eq!(paths.collect::<BTreeSet<_>>(), set(&code::ROUTES));
}

#[test]
fn every_scope_is_asked_for_and_used() {
    let manifest = manifest();
    let asked = strings(&manifest, "/oauth_config/scopes/bot");
    let methods = code::METHODS.iter().flat_map(|(_, scopes)| scopes.iter());
    let mut used: BTreeSet<String> = methods.map(|scope| (*scope).to_owned()).collect();
    if !&code::COMMANDS.is_empty() {
        used.insert("commands".to_owned());
    }
    for (scope, what) in AHEAD {
        let new = used.insert(scope.to_owned());
        assert!(new, "{scope} is used now ({what}): strike it from AHEAD");
    }
    assert_eq!(asked, used);
}

#[test]
fn every_method_that_is_called_is_in_the_table() {
    let listed = code::METHODS.iter().map(|(method, _)| (*method).to_owned());
    let called = code::methods_called();
    if called.is_empty() {
        require::skipped("the room `slack` calls nothing yet");
        return;
    }
    assert_eq!(listed.collect::<BTreeSet<_>>(), called);
}

#[test]
fn a_method_is_seen_where_it_is_called() {
    let source = r#"
        //! Never users.list.
        fn f() { get("chat.update"); get(&format!("{base}/auth.test")); log("see the files. Or views") }
        mod tests { fn f() { get("pins.add"); } }
    "#;
    assert_eq!(code::methods_in(source), ["chat.update", "auth.test"]);
}

#[test]
fn what_may_be_declined_is_asked_for_too() {
    let manifest = manifest();
    let asked = strings(&manifest, "/oauth_config/scopes/bot");
    let optional = strings(&manifest, "/oauth_config/scopes/bot_optional");
    let required: BTreeSet<String> = asked.difference(&optional).cloned().collect();
    assert_eq!(required, set(&code::REQUIRED_SCOPES));
    // Slack takes an optional scope only when `bot` has it as well.
    assert!(optional.is_subset(&asked), "{optional:?}");
}

#[test]
fn every_optional_scope_says_what_is_lost_without_it() {
    let text = sources::read("manifest.yml");
    let (_, listed) = text.split_once("bot_optional:\n").unwrap();
    let lines: Vec<&str> = listed
        .lines()
        .take_while(|line| line.trim_start().starts_with("- "))
        .collect();
    let optional = strings(&manifest(), "/oauth_config/scopes/bot_optional");
    assert_eq!(lines.len(), optional.len());
    for line in lines {
        let why = line.split_once(" # ").map(|(_, why)| why);
        assert!(why.is_some_and(|why| why.len() > 10), "{line}");
    }
}

#[test]
fn the_app_is_as_the_code_expects_it() {
    let manifest = manifest();
    let expected = [
        ("/features/app_home/messages_tab_enabled", true),
        ("/features/app_home/messages_tab_read_only_enabled", true),
        ("/features/app_home/home_tab_enabled", false),
        ("/settings/interactivity/is_enabled", true),
        ("/settings/org_deploy_enabled", false),
        ("/settings/socket_mode_enabled", false),
        ("/settings/token_rotation_enabled", false),
    ];
    for (pointer, value) in expected {
        assert_eq!(
            manifest.pointer(pointer),
            Some(&Value::Bool(value)),
            "{pointer}"
        );
    }
}

#[test]
fn slack_s_own_schema_takes_the_manifest() {
    let Some(file) = require::environment("SLACK_MANIFEST_SCHEMA") else {
        require::skipped("SLACK_MANIFEST_SCHEMA names no file with Slack's schema of manifests");
        return;
    };
    let schema = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let complaints = |manifest: &Value| -> Vec<String> {
        let errors = schema.iter_errors(manifest);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    };
    let mut manifest = manifest();
    assert_eq!(complaints(&manifest), [""; 0]);
    manifest["settings"]["sockets"] = Value::Bool(true);
    assert!(
        !complaints(&manifest).is_empty(),
        "the schema takes anything"
    );
}
