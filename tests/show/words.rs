//! Every word is there, in every language, and none is idle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use corong::check::RULES;
use corong::show::words::LANGUAGES;
use corong::text::Language;

use crate::check::pages;

/// The messages of a file with the variables each uses.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    let mut last = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) =
            line.split_once(" =").filter(|(id, _)| !id.is_empty() && !id.contains([' ', '{']))
        {
            last = id.to_owned();
            assert!(out.insert(last.clone(), BTreeSet::new()).is_none(), "{id} stands twice");
        }
        let variables = line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
        });
        if let Some(used) = out.get_mut(&last) {
            used.extend(variables);
        }
    }
    out
}

fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let wanted = path.extension().is_some_and(|ext| ext == "rs" || ext == "j2");
        if path.is_dir() {
            sources(&path, out);
        } else if wanted {
            out.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let first = messages(LANGUAGES[0].1);
    for (language, source) in LANGUAGES {
        let resource = fluent_bundle::FluentResource::try_new(source.to_owned());
        assert!(resource.is_ok(), "{language}: {:?}", resource.err().map(|(_, errors)| errors));
        let these = messages(source);
        let ids = |of: &BTreeMap<String, _>| of.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&these), ids(&first), "{language}");
        for (id, used) in &these {
            // A plural of days is English only.
            let needed: Vec<_> = used.difference(&first[id]).collect();
            assert!(needed.is_empty(), "{language}: {id} uses {needed:?}");
        }
    }
}

#[test]
fn every_rule_is_said_in_every_language() {
    // Of what is no YAML, the parser tells.
    for rule in RULES.iter().filter(|rule| rule.name != "syntax") {
        let findings = pages::world(rule, rule.page.in_language(Language::En), "bad").check().findings;
        for finding in findings.iter().filter(|finding| finding.rule == rule.name) {
            // What a gate says is the team's own.
            let own = (rule.name != "gate-failed").then_some(&finding.message);
            for message in own.into_iter().chain(&finding.help) {
                assert_ne!(message.in_language(Language::Id), message.to_string(), "{}", rule.name);
            }
        }
    }
}

#[test]
fn no_message_is_missing_or_idle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("src/show"), &mut text);
    sources(&root.join("src/report"), &mut text);
    sources(&root.join("src/live"), &mut text);
    sources(&root.join("templates"), &mut text);
    let known = messages(LANGUAGES[0].1);
    let modes = ["cohort", "entered", "period"];
    let made: BTreeSet<String> = modes
        .iter()
        .flat_map(|mode| [format!("mode-{mode}"), format!("mode-{mode}-means"), format!("funnel-sub-{mode}")])
        .collect();
    let joined: Vec<&str> = ["unvalued-", "versus-", "renewal-", "fc-method-"].into();
    let made_of = |id: &str| {
        joined.iter().any(|start| id.starts_with(start) && text.contains(&format!("\"{start}\" ~")))
    };
    let said = |id: &&String| made.contains(*id) || made_of(id) || text.contains(&format!("\"{id}\""));
    let idle: Vec<&String> = known.keys().filter(|id| !said(id)).collect();
    assert!(idle.is_empty(), "said nowhere: {idle:?}");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("t(\"") {
        let (id, then) = after.split_once('"').unwrap_or((after, ""));
        rest = then;
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let joined = then.trim_start().starts_with('~');
        assert!(!whole || joined || known.contains_key(id), "there is no message {id}");
    }
}
