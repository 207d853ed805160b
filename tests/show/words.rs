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

/// What a language says of the findings of rules, by the rule. The first
/// language is the one that rules speak themselves.
fn of_rules(all: &mut BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let others = all.split_off("finding-");
    let (said, rest) = others.into_iter().partition(|(id, _)| id.starts_with("finding-"));
    all.extend::<BTreeMap<_, _>>(rest);
    said
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
        let mut these = messages(source);
        of_rules(&mut these);
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
fn every_rule_is_said_in_every_language_with_what_its_findings_know() {
    let mut first = messages(LANGUAGES[0].1);
    assert_eq!(of_rules(&mut first), BTreeMap::new(), "rules say it themselves");
    for (language, source) in &LANGUAGES[1..] {
        let said = of_rules(&mut messages(source));
        let several = |id: &&String| id.starts_with("finding-schema-") || *id == "finding-meant";
        let mut idle: BTreeSet<&String> = said.keys().filter(|id| !several(id)).collect();
        for rule in RULES {
            let id = format!("finding-{}", rule.name);
            assert!(said.contains_key(&id), "{language}: {id} is missing");
            let findings = pages::world(rule, rule.page.in_language(Language::En), "bad").check().findings;
            for (id, used) in [format!("{id}-help"), id].iter().filter_map(|id| said.get_key_value(id)) {
                idle.remove(id);
                for finding in findings.iter().filter(|finding| finding.rule == rule.name) {
                    let known: BTreeSet<String> =
                        finding.facts.iter().map(|(name, _)| (*name).to_owned()).collect();
                    assert!(used.is_subset(&known), "{language}: {id} uses {used:?}, known is {known:?}");
                }
            }
        }
        assert!(idle.is_empty(), "{language}: of no rule: {idle:?}");
    }
}

/// Everything that can be wrong with the shape of a lead, but for what a schema
/// of the team's own says.
const MISSHAPEN: [&str; 4] = [
    "titel: Odd\nowner: siti\nsource: ''\nvalue: \"12\"\ntags: one\nnext_step: {do: Ask, due: soon, bye: siti}\n\
     contacts: [{role: Boss}]\nexpected_close:\nqualification: {need: great, luck: met}\ncompany: PT A\n\
     probability: 300\nsplit: {siti: 0, budi: 50}\nhistory: []\n",
    "",
    "- one\n",
    "title: Odd\nowner: siti\nvalue: {amount: 1,500}\nproducts: [{name: A, quantity: 0}, {name: B, price: 5, per: month}, {name: C, price: 5, term: 3}, {name: D, price: 5, discount: 6}]\nactivities: [{at: 2026-11-01, kind: dance}]\n\
     renews: A B\nsplit: {siti: 30, budi: 50}\nhistory: [{stage: prospect, at: 2026-11-20}]\n",
];

#[test]
fn every_sentence_of_a_misshapen_lead_is_said_in_every_language() {
    let mut findings = Vec::new();
    for text in MISSHAPEN {
        let bench = crate::support::Bench::new();
        bench.write("pipeline/1-prospect/odd.yaml", text);
        let disk = corong::host::Disk::new(bench.root());
        findings.extend(crate::site::pages::load(&disk).checked.findings);
    }
    findings.retain(|finding| finding.rule == "schema");
    assert!(findings.len() > 14, "{findings:?}");
    for (language, source) in &LANGUAGES[1..] {
        let said = of_rules(&mut messages(source));
        let mut idle: BTreeSet<&String> =
            said.keys().filter(|id| id.starts_with("finding-schema-")).collect();
        for finding in &findings {
            let sentence = finding.sentence.unwrap_or_else(|| panic!("no sentence: {}", finding.message));
            let id = format!("finding-schema-{sentence}");
            assert!(said.contains_key(&id), "{language}: {id} is missing");
            for (id, used) in [format!("{id}-help"), id].iter().filter_map(|id| said.get_key_value(id)) {
                idle.remove(id);
                let known: BTreeSet<String> =
                    finding.facts.iter().map(|(name, _)| (*name).to_owned()).collect();
                assert!(used.is_subset(&known), "{language}: {id} uses {used:?}, known is {known:?}");
            }
        }
        assert!(idle.is_empty(), "{language}: nothing says {idle:?}");
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
    let joined: Vec<&str> = ["unvalued-", "versus-", "renewal-"].into();
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
