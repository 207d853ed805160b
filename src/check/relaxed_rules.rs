//! What a configuration asks less of than another.

use super::{RULES, severity};
use crate::message;
use crate::pipeline::{Config, Pipeline, Stage};
use crate::text::Message;

/// What `branch` lets pass that `base` does not, in one line each: rules that
/// weigh less, gates and required fields that are gone, stages and folders that
/// are no longer looked at, schemas that changed.
pub fn relaxed_rules(base: &Config, branch: &Config) -> Vec<Message> {
    let mut relaxed = Vec::new();
    for rule in RULES {
        let (from, to) = (severity(base, rule), severity(branch, rule));
        if to < from {
            relaxed.push(message!("the rule `{name}` goes from {from} to {to}", name = rule.name, from, to));
        }
    }
    for field in &base.fields {
        let other = branch.fields.iter().find(|other| other.name == field.name);
        if other.is_some_and(|other| other.schema != field.schema) {
            relaxed.push(message!("the schema of the field `{name}` is another", name = field.name));
        }
    }
    if base.calendar != branch.calendar {
        relaxed.push(message!("idle days are counted by other working days"));
    }
    for pipeline in &base.pipelines {
        match branch.pipeline_index(&pipeline.id) {
            Some(at) => of_pipeline(pipeline, &branch.pipelines[at], &mut relaxed),
            None => relaxed.push(message!("the pipeline `{id}` is gone", id = pipeline.id)),
        }
    }
    relaxed
}

fn of_pipeline(base: &Pipeline, branch: &Pipeline, relaxed: &mut Vec<Message>) {
    if base.dir != branch.dir {
        relaxed.push(message!(
            "the pipeline `{id}` lies in `{dir}` instead of `{before}`",
            id = base.id,
            dir = branch.dir,
            before = base.dir
        ));
    }
    for stage in &base.stages {
        match branch.stage_index(&stage.id) {
            Some(at) => of_stage(stage, &branch.stages[at], relaxed),
            None => relaxed.push(message!(
                "the stage `{id}` of `{pipeline}` is gone",
                id = stage.id,
                pipeline = base.id
            )),
        }
    }
}

fn of_stage(base: &Stage, branch: &Stage, relaxed: &mut Vec<Message>) {
    let id = &base.id;
    for field in base.requires.iter().filter(|field| !branch.requires.contains(field)) {
        relaxed.push(message!("the stage `{id}` no longer requires `{field}`", id, field));
    }
    for gate in base.gates.iter().filter(|gate| !branch.gates.iter().any(|other| other.must == gate.must)) {
        relaxed.push(message!("the stage `{id}` no longer has the gate `{must}`", id, must = gate.must));
    }
    let longer = |days: u32| branch.max_days.is_none_or(|other| other > days);
    if base.max_days.is_some_and(longer) {
        let days = |stage: &Stage| match stage.max_days {
            Some(days) => message!("{days}", days),
            None => message!("any number of"),
        };
        relaxed.push(message!(
            "leads may idle in `{id}` for {days} days, not {before}",
            id,
            days = days(branch),
            before = days(base)
        ));
    }
    if base.kind != branch.kind {
        relaxed.push(message!(
            "the stage `{id}` is {kind}, not {before}",
            id,
            kind = branch.kind.word(),
            before = base.kind.word()
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_config;
    use crate::source::RelPath;

    const BASE: &str = "
corong: 1
name: T
currency: IDR
team: {siti: {}}
fields: {branches: {type: integer}}
pipelines:
  - id: sales
    dir: pipeline
    stages:
      - {id: a, dir: a, max_days: 14}
      - {id: b, dir: b, requires: [value, source], gates: [{must: title == 'x', say: No}]}
      - {id: w, dir: w, kind: won}
      - {id: l, dir: l, kind: lost}
";

    fn config(text: &str) -> Config {
        let names: Vec<&str> = crate::check::names().collect();
        read_config(&RelPath::new("corong.yaml"), text, &names).unwrap_or_else(|f| panic!("{f:?}")).config
    }

    fn relaxed(changes: &[(&str, &str)]) -> Vec<Message> {
        let changed = changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        relaxed_rules(&config(BASE), &config(&changed))
    }

    #[test]
    fn what_asks_less_is_told() {
        assert!(relaxed(&[]).is_empty());
        assert!(
            relaxed(&[("team", "rules: {stale-lead: error}\nteam"), ("max_days: 14", "max_days: 7")])
                .is_empty()
        );
        assert_eq!(
            relaxed(&[("team", "rules: {unknown-owner: off}\nteam")]),
            ["the rule `unknown-owner` goes from error to off"]
        );
        assert_eq!(
            relaxed(&[(
                "requires: [value, source], gates: [{must: title == 'x', say: No}]",
                "requires: [value]"
            )]),
            [
                "the stage `b` no longer requires `source`",
                "the stage `b` no longer has the gate `title == 'x'`"
            ]
        );
        assert_eq!(
            relaxed(&[(", max_days: 14", "")]),
            ["leads may idle in `a` for any number of days, not 14"]
        );
        assert_eq!(relaxed(&[("integer", "string")]), ["the schema of the field `branches` is another"]);
        assert_eq!(
            relaxed(&[("dir: pipeline", "dir: other"), ("{id: a,", "{id: c,")]),
            [
                "the pipeline `sales` lies in `other` instead of `pipeline`",
                "the stage `a` of `sales` is gone"
            ]
        );
    }
}
