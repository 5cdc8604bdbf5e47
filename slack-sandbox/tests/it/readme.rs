//! The README says what the code does: its examples are read as they stand, its tables are whole.

use serde_json::Value;
use slack_sandbox::{Act, Fault, WorkspaceSpec};
use std::collections::BTreeSet;

const README: &str = include_str!("../../README.md");

/// What stands between fences of this language.
fn fenced(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README
        .split(fence.as_str())
        .skip(1)
        .map(|text| text.split("```").next().unwrap())
        .collect()
}

/// What an act does.
fn name(act: &Value) -> String {
    act["do"].as_str().unwrap().to_owned()
}

#[test]
fn every_act_is_there_and_reads_as_it_stands() {
    let mut named = BTreeSet::new();
    let lines = fenced("json").into_iter().flat_map(str::lines);
    for line in lines.filter(|line| line.contains("\"do\"")) {
        let mut act: Value = serde_json::from_str(line).unwrap();
        named.insert(name(&act));
        let fields = act.as_object_mut().unwrap();
        assert!(fields.shift_remove("user").is_some());
        fields.shift_remove("until");
        let read: Result<Act, _> = serde_json::from_value(act);
        assert!(read.is_ok(), "{line}: {read:?}");
    }
    let unknown = serde_json::from_str::<Act>(r#"{"do": "?"}"#).unwrap_err();
    let unknown = unknown.to_string();
    let all: BTreeSet<String> = unknown
        .split('`')
        .skip(3)
        .step_by(2)
        .map(ToOwned::to_owned)
        .collect();
    assert_eq!(named, all);
}

#[test]
fn the_workspace_file_reads_as_it_stands() {
    let [example] = fenced("toml")[..] else {
        panic!("one example");
    };
    let spec = WorkspaceSpec::parse(example).unwrap();
    assert_eq!(spec.people[0].time_zone, "Europe/Madrid");
    assert!(spec.people[0].admin && spec.channels[0].bot);
}

#[test]
fn every_fault_is_there() {
    for kind in Fault::kinds() {
        assert!(
            README.contains(&format!("`{}`", kind.name)) || kind.code,
            "{}",
            kind.name
        );
    }
}
