//! The configuration of a workspace that is made out of an export.

use super::convert::{NO_REASON, NOBODY};
use super::guess::{Guess, GuessedPipeline};
use crate::init::InitOptions;
use crate::message;
use crate::pipeline::{Choice, Member, StageKind};
use crate::source::RelPath;
use crate::text::{Language, Message};
use crate::yaml::{NewValue, document};

/// The text of `corong.yaml`. `nobody` is whether a lead has no owner.
pub fn configuration(guess: &Guess, options: &InitOptions, nobody: bool) -> String {
    let mut out = Lines(options.language, String::new());
    out.comment(message!(
        "The configuration of this sales pipeline, made out of an export: change what is here as you like.\n`corong check` says what is wrong with it, and where. A lead is one YAML file; its folder is its stage."
    ));
    out.entry("corong", NewValue::Plain("1".to_owned()));
    out.entry("name", NewValue::text(&options.name));
    out.entry("language", NewValue::text(options.language.code()));
    out.entry("currency", NewValue::text(options.currency.code()));
    out.entry("timezone", NewValue::text(options.timezone.name()));
    out.comment(message!(
        "Who may own leads. Give somebody who leaves an `until`: what is older stays right."
    ));
    let mut team: Vec<Member> = guess.team.clone();
    if (nobody || team.is_empty()) && !team.iter().any(|own| own.id == NOBODY) {
        let name = message!("Unassigned").in_language(options.language);
        team.push(Member { id: NOBODY.to_owned(), name, email: None, until: None, group: None });
    }
    out.raw("team:");
    for own in &team {
        out.nested(1, &own.id, member(own));
    }
    out.comment(message!("The lists that leads choose from: an id, and what people see."));
    out.choices("sources", &guess.sources);
    out.choices("activity_kinds", &kinds(options.language));
    let mut reasons = guess.lost_reasons.clone();
    if !reasons.iter().any(|own| own.id == NO_REASON) {
        let label = message!("Not known").in_language(options.language);
        reasons.push(choice(NO_REASON, &label));
    }
    out.choices("lost_reasons", &reasons);
    out.choices("won_reasons", &guess.won_reasons);
    if !guess.fields.is_empty() {
        out.comment(message!(
            "Columns of the export that are fields of your own, under `custom:` in a lead."
        ));
        out.raw("fields:");
        for field in &guess.fields {
            let kind = field.schema.get("type").and_then(|kind| kind.as_str()).unwrap_or("string");
            out.nested(1, &field.name, NewValue::Map(vec![("type".to_owned(), NewValue::text(kind))]));
        }
    }
    out.comment(message!(
        "The stages in order: open ones, then the one that is won and the one that is lost. Add `max_days`,\n`requires` and `gates` where you want them; `corong help setup` says how."
    ));
    out.raw("pipelines:");
    guess.pipelines.iter().for_each(|own| out.pipeline(own));
    out.1
}

/// The folders of leads, one a stage.
pub fn stage_folders(pipelines: &[GuessedPipeline]) -> Vec<RelPath> {
    let of = |own: &GuessedPipeline| {
        let dir = RelPath::new(&own.dir);
        folders(own).into_iter().map(move |folder| dir.join(&folder)).collect::<Vec<_>>()
    };
    pipelines.iter().flat_map(of).collect()
}

/// The folder of each stage, numbered in their order.
fn folders(pipeline: &GuessedPipeline) -> Vec<String> {
    let stages = pipeline.stages.iter().enumerate();
    let folder = |(at, stage): (usize, &super::guess::GuessedStage)| match stage.kind {
        StageKind::Lost => stage.id.clone(),
        _ => format!("{}-{}", at + 1, stage.id),
    };
    stages.map(folder).collect()
}

fn choice(id: &str, label: &str) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned(), until: None, counts: true, contact: true }
}

/// The kinds of activities that people log from now on.
fn kinds(language: Language) -> Vec<Choice> {
    let all = [
        ("call", message!("Call")),
        ("email", message!("E-mail")),
        ("meeting", message!("Meeting")),
        ("demo", message!("Demo")),
        ("message", message!("Message")),
        ("note", message!("Note")),
    ];
    let one = |(id, label): (&str, Message)| Choice {
        contact: id != "note",
        ..choice(id, &label.in_language(language))
    };
    all.into_iter().map(one).collect()
}

fn member(own: &Member) -> NewValue {
    let mut entries = vec![("name".to_owned(), NewValue::text(&own.name))];
    entries.extend(own.email.as_ref().map(|email| ("email".to_owned(), NewValue::text(email))));
    NewValue::Map(entries)
}

struct Lines(Language, String);

impl Lines {
    fn comment(&mut self, what: Message) {
        if !self.1.is_empty() {
            self.1.push('\n');
        }
        for line in what.in_language(self.0).lines() {
            self.1.push_str(&format!("# {line}\n"));
        }
    }

    fn raw(&mut self, line: &str) {
        self.1.push_str(line);
        self.1.push('\n');
    }

    fn entry(&mut self, key: &str, value: NewValue) {
        self.nested(0, key, value);
    }

    fn nested(&mut self, depth: usize, key: &str, value: NewValue) {
        let text = document(&[(key.to_owned(), value)]);
        self.1.push_str(&"  ".repeat(depth));
        self.1.push_str(&text);
    }

    fn choices(&mut self, key: &str, all: &[Choice]) {
        if all.is_empty() {
            return;
        }
        let one = |own: &Choice| {
            let mut entries = vec![
                ("id".to_owned(), NewValue::text(&own.id)),
                ("label".to_owned(), NewValue::text(&own.label)),
            ];
            entries.extend((!own.contact).then(|| ("contact".to_owned(), NewValue::Bool(false))));
            NewValue::Map(entries)
        };
        self.entry(key, NewValue::List(all.iter().map(one).collect()));
    }

    fn pipeline(&mut self, own: &GuessedPipeline) {
        let mut entry = vec![("id".to_owned(), NewValue::text(&own.id))];
        entry.push(("label".to_owned(), NewValue::text(&own.label)));
        entry.push(("dir".to_owned(), NewValue::text(&own.dir)));
        for (at, (key, value)) in entry.into_iter().enumerate() {
            self.1.push_str(if at == 0 { "  - " } else { "    " });
            self.1.push_str(&document(&[(key, value)]));
        }
        let stages = own.stages.iter().zip(folders(own)).map(|(stage, folder)| {
            let mut entry = vec![
                ("id".to_owned(), NewValue::text(&stage.id)),
                ("dir".to_owned(), NewValue::text(folder)),
                ("label".to_owned(), NewValue::text(&stage.label)),
            ];
            entry.extend(
                stage
                    .probability
                    .map(|percent| ("probability".to_owned(), NewValue::Plain(percent.to_string()))),
            );
            let kind = match stage.kind {
                StageKind::Won => Some("won"),
                StageKind::Lost => Some("lost"),
                StageKind::Open => None,
            };
            entry.extend(kind.map(|kind| ("kind".to_owned(), NewValue::text(kind))));
            NewValue::Map(entry)
        });
        let text = document(&[("stages".to_owned(), NewValue::List(stages.collect()))]);
        for line in text.lines() {
            self.1.push_str(&format!("    {line}\n"));
        }
    }
}
