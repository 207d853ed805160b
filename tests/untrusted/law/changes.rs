//! What a branch changes to hide a mistake.

use serde_yaml::{Mapping, Value};

use super::branch::Files;
use crate::check::hundred::write::Dice;

const OPEN: [&str; 2] = ["1-prospect", "2-qualified"];

/// A branch while it is being changed.
struct Branch<'b> {
    files: &'b mut Files,
    /// Where the leads with a planted error are now.
    planted: &'b mut Vec<String>,
    dice: &'b mut Dice,
}

/// Changes something, and says what.
pub fn change(files: &mut Files, planted: &mut Vec<String>, dice: &mut Dice) -> String {
    let mut branch = Branch { files, planted, dice };
    match branch.dice.below(22) {
        0 => branch.severities(),
        1 => branch.configure("fewer conditions", |config, _| {
            for stage in stages(config) {
                stage.remove("requires");
                stage.remove("gates");
                stage.remove("max_days");
            }
        }),
        2 => branch.configure("more words", |config, _| {
            let words = "{sources: [referral, website, event, fair, ads], activity_kinds: [call, email, meeting, fax], \
                lost_reasons: [price, competitor, no-budget, weather], won_reasons: [fit, price, weather]}";
            merge(config, words);
            merge(config, "{team: {siti: {}, budi: {}, joko: {}, rudi: {}, rudy: {}, sitti: {}}}");
        }),
        3 => branch.configure("other money and days", |config, dice| {
            merge(config, dice.one(&["{currency: SGD, rates: []}", "{timezone: Pacific/Kiritimati}"]));
            merge(config, dice.one(&["{language: id}", "{name: Other}", "{fields: {seats: {}, floor: {}}}"]));
        }),
        4 => branch.configure("other criteria", |config, _| {
            merge(config, "{qualification: [{id: need}, {id: budget}, {id: authority}]}");
        }),
        5 => branch.a_pipeline_of_its_own(),
        6 => branch.moved_pipeline(true),
        7 => branch.moved_pipeline(false),
        8 => branch.moved_stage(),
        9 => branch.exchanged_stages(),
        10 => branch.configure("another id of a stage", |config, dice| {
            let stage = &mut stages(config)[dice.below(2)];
            let old = stage.insert("id".into(), "another".into()).unwrap();
            if dice.below(2) == 0 {
                stage.insert("formerly".into(), Value::Sequence(vec![old]));
            }
        }),
        11 => branch.configure("another pipeline's id", |config, _| {
            pipeline(config).insert("id".into(), "other".into());
        }),
        12 => branch.configure("a stage less", |config, dice| {
            let at = dice.below(2);
            let list = pipeline(config).get_mut("stages").and_then(Value::as_sequence_mut).unwrap();
            list.remove(at);
        }),
        13 | 14 => branch.ignores_behind(),
        15 | 16 => branch.ignores_at_the_head(),
        17 => branch.ignores_above(),
        18 => branch.out_of_sight(),
        19 => branch.in_no_stage(),
        20 => branch.other_files(),
        _ => branch.configure("wider pipeline", |config, _| {
            pipeline(config).insert("dir".into(), "pipeline/1-prospect".into());
            for (stage, dir) in stages(config).into_iter().zip(["a", "b", "c", "d"]) {
                stage.insert("dir".into(), dir.into());
            }
        }),
    }
}

fn pipeline(config: &mut Value) -> &mut Mapping {
    config["pipelines"][0].as_mapping_mut().unwrap()
}

fn stages(config: &mut Value) -> Vec<&mut Mapping> {
    let list = pipeline(config).get_mut("stages").and_then(Value::as_sequence_mut).unwrap();
    list.iter_mut().map(|stage| stage.as_mapping_mut().unwrap()).collect()
}

fn merge(config: &mut Value, text: &str) {
    let words: Mapping = serde_yaml::from_str(text).unwrap();
    config.as_mapping_mut().unwrap().extend(words);
}

impl Branch<'_> {
    fn configure(&mut self, told: &str, change: impl Fn(&mut Value, &mut Dice)) -> String {
        let mut config: Value = serde_yaml::from_slice(&self.files["corong.yaml"]).unwrap();
        change(&mut config, self.dice);
        self.files.insert("corong.yaml".to_owned(), serde_yaml::to_string(&config).unwrap().into_bytes());
        told.to_owned()
    }

    fn severities(&mut self) -> String {
        self.configure("severities", |config, dice| {
            let rules =
                config.as_mapping_mut().unwrap().entry("rules".into()).or_insert(Mapping::new().into());
            for rule in corong::check::names() {
                if dice.below(3) > 0 {
                    let word = dice.one(&["off", "warning"]);
                    rules.as_mapping_mut().unwrap().insert(rule.into(), word.into());
                }
            }
        })
    }

    /// Moves files whose path begins with `from`, planted ones among them.
    fn rename(&mut self, from: &str, to: &str) {
        let paths: Vec<String> = self.files.keys().filter(|path| path.starts_with(from)).cloned().collect();
        let target = |path: &str| format!("{to}{}", &path[from.len()..]);
        for path in paths {
            let bytes = self.files.remove(&path).unwrap();
            self.files.insert(target(&path), bytes);
        }
        for path in self.planted.iter_mut().filter(|path| path.starts_with(from)) {
            *path = target(path);
        }
    }

    /// A new pipeline without conditions, and the planted lead in it.
    fn a_pipeline_of_its_own(&mut self) -> String {
        let own = "{id: vip, dir: vip, stages: [{id: prospect, dir: 1-prospect}, {id: qualified, dir: 2-qualified}, \
            {id: won, dir: 6-won, kind: won}, {id: lost, dir: lost, kind: lost}]}";
        self.configure("", |config, _| {
            let own: Value = serde_yaml::from_str(own).unwrap();
            config["pipelines"].as_sequence_mut().unwrap().push(own);
        });
        for path in self.planted.clone() {
            if let Some(inside) = path.strip_prefix("pipeline/") {
                self.rename(&path, &format!("vip/{inside}"));
            }
        }
        "a pipeline of its own".to_owned()
    }

    /// The pipeline's folder moves, with its `dir:` or without.
    fn moved_pipeline(&mut self, configured: bool) -> String {
        let to = self.dice.one(&["deals", "archive/2026", "Pipeline", "pipeline2"]);
        if configured {
            self.configure("", |config, _| drop(pipeline(config).insert("dir".into(), to.into())));
        }
        self.rename("pipeline/", &format!("{to}/"));
        format!("the pipeline's folder is {to}, configured: {configured}")
    }

    fn moved_stage(&mut self) -> String {
        let at = self.dice.below(2);
        self.configure("", |config, _| drop(stages(config)[at].insert("dir".into(), "renamed".into())));
        self.rename(&format!("pipeline/{}/", OPEN[at]), "pipeline/renamed/");
        "a stage's folder renamed".to_owned()
    }

    /// Two stages exchange their folders, and the leads follow.
    fn exchanged_stages(&mut self) -> String {
        self.configure("", |config, _| {
            for (stage, dir) in stages(config).into_iter().zip([OPEN[1], OPEN[0]]) {
                stage.insert("dir".into(), dir.into());
            }
        });
        self.rename(&format!("pipeline/{}/", OPEN[0]), "pipeline/between/");
        self.rename(&format!("pipeline/{}/", OPEN[1]), &format!("pipeline/{}/", OPEN[0]));
        self.rename("pipeline/between/", &format!("pipeline/{}/", OPEN[1]));
        "two stages exchanged".to_owned()
    }

    /// Rewrites the planted leads' texts, where they are text.
    fn rewrite(&mut self, change: impl Fn(&str) -> String) {
        for path in self.planted.iter() {
            let text = self.files.get(path).and_then(|bytes| String::from_utf8(bytes.clone()).ok());
            if let Some(text) = text {
                self.files.insert(path.clone(), change(&text).into_bytes());
            }
        }
    }

    fn ignores_behind(&mut self) -> String {
        let order = order();
        self.rewrite(|text| {
            // Not inside a block scalar, where it would be text.
            let end = text.find("notes:").unwrap_or(text.len());
            let lines = text[..end].split_inclusive('\n').map(|line| match line.trim_end() {
                "" => line.to_owned(),
                body => format!("{body} {order}\n"),
            });
            lines.collect::<String>() + &text[end..]
        });
        "ignores behind lines".to_owned()
    }

    fn ignores_at_the_head(&mut self) -> String {
        let order = order();
        self.rewrite(|text| match text.strip_prefix('\u{feff}') {
            Some(rest) => format!("\u{feff}{order}\n{rest}"),
            None => format!("{order}\n{text}"),
        });
        "ignores at the head".to_owned()
    }

    fn ignores_above(&mut self) -> String {
        let order = order();
        self.rewrite(|text| {
            let end = text.find("notes:").unwrap_or(text.len());
            let lines =
                text[..end].split_inclusive('\n').map(|line| match line.starts_with(char::is_alphabetic) {
                    true => format!("{order}\n{line}"),
                    false => line.to_owned(),
                });
            lines.collect::<String>() + &text[end..]
        });
        "ignores above lines".to_owned()
    }

    /// The planted lead's file where nobody reads it, its name nearly kept.
    fn out_of_sight(&mut self) -> String {
        let mut told = String::new();
        for path in self.planted.clone() {
            let (folder, name) = path.rsplit_once('/').unwrap();
            let id = name.split('.').next().unwrap();
            let was_there =
                self.files.contains_key(&path) && !id.starts_with("new-") && name.ends_with(".yaml");
            if !was_there {
                continue;
            }
            let to = match self.dice.below(5) {
                0 => format!("elsewhere/{name}"),
                1 => format!("{folder}/.{name}"),
                2 => format!("{folder}/{id}.yml"),
                3 => format!("{folder}/{name}.bak"),
                _ => format!("templates/{name}"),
            };
            self.rename(&path, &to);
            told = format!("out of sight: {to}");
        }
        told
    }

    /// Into a folder of no stage, by the branch's own rules a harmless thing.
    fn in_no_stage(&mut self) -> String {
        for path in self.planted.clone() {
            let (folder, name) = path.rsplit_once('/').unwrap();
            if folder.starts_with("pipeline/") {
                self.rename(&path, &format!("pipeline/attic/{name}"));
            }
        }
        self.configure("in no stage", |config, _| {
            merge(config, "{rules: {unknown-stage-folder: off, unseen-lead: off}}");
        })
    }

    fn other_files(&mut self) -> String {
        for (path, text) in [
            ("templates/report.md.j2", "all is well"),
            ("templates/parts.md.j2", "{{ broken"),
            ("schemas/lead.schema.json", "{}"),
            ("schemas/config.schema.json", "true"),
            ("crm/corong.yaml", "corong: 1\nname: X\n"),
            (".gitattributes", "*.yaml -diff -text\n"),
            (".gitignore", "*\n"),
        ] {
            self.files.insert(path.to_owned(), text.as_bytes().to_vec());
        }
        "templates, schemas and others".to_owned()
    }
}

fn order() -> String {
    format!("# corong: ignore[{}]", corong::check::names().collect::<Vec<_>>().join(", "))
}
