//! Moves planned and refused, on leads as people write them.

use corong::change::{
    Assignment, ClosingReason, LeadText, Move, MoveRefused, Plan, PlanStep, Policy, move_lead,
};
use corong::pipeline::Day;
use corong::read::{ReadConfig, read_config};
use corong::source::RelPath;

use super::edits::changed;

pub(super) const CONFIG: &str = r#"corong: 1
name: Nusantara
currency: IDR
timezone: Asia/Jakarta
team:
  siti: {name: Siti, email: siti@nusantara.example}
  joko: {name: Joko, until: 2026-03-31}
sources: [referral, website]
activity_kinds: [call]
lost_reasons: [price, competitor, {id: timing, until: 2026-06-30}]
qualification:
  - {id: budget, weight: 40}
fields:
  branches: {type: integer, minimum: 1}
pipelines:
  - id: sales
    dir: pipeline
    stages:
      - {id: prospect, dir: 1-prospect}
      - id: qualified
        dir: 2-qualified
        requires: [value, source]
        gates:
          - must: qualification.budget == "met"
            say: The budget has to be confirmed
      - {id: proposal, dir: 3-proposal}
      - {id: won, dir: 6-won, kind: won}
      - {id: lost, dir: lost, kind: lost}
"#;

const LEAD: &str = "# yaml-language-server: $schema=../../schemas/lead.schema.json
title: ERP rollout   # phase 1
owner: siti
history: # every stage
  - {stage: prospect, at: 2026-10-05, by: siti}   # came by itself
notes: |
  Free.
";

fn at(stage: &str, dir: &str, text: &str, change: impl FnOnce(&mut Move)) -> Result<Plan, MoveRefused> {
    let path = RelPath::new("corong.yaml");
    let ReadConfig { config, custom, conditions } = read_config(&path, CONFIG, &[]).unwrap();
    let today: Day = "2026-11-23".parse().unwrap();
    let team = Policy { config: &config, custom: &custom, conditions: &conditions, today };
    let file =
        LeadText { path: RelPath::new(format!("pipeline/{dir}/pt-x.yaml")), pipeline: 0, text: text.into() };
    let mut intent = Move { stage: stage.into(), at: "2026-11-20".into(), ..Move::default() };
    change(&mut intent);
    move_lead(&team, &file, &intent, &|path| path.as_str() == "pipeline/3-proposal/taken.yaml")
}

fn set(text: &str) -> Assignment {
    Assignment::parse(text).unwrap()
}

#[test]
fn a_refused_move_lists_everything_at_once() {
    let refused = at("proposal", "1-prospect", LEAD, |_| ()).unwrap_err();
    assert_eq!(refused.missing, ["value", "source"]);
    assert_eq!(refused.reasons.len(), 3);
    assert_eq!(refused.reasons[2], "The budget has to be confirmed (qualification.budget == \"met\")");
    assert!(refused.help.is_some_and(|help| help.to_string().contains("--set")));
}

#[test]
fn fields_are_filled_in_on_the_way() {
    let plan = at("qualified", "1-prospect", LEAD, |intent| {
        intent.sets = vec![
            set("value=250000000"),
            set("source=referral"),
            set("qualification.budget=met"),
            set("tags=jakarta, enterprise"),
            set("custom.branches=3"),
            set("contacts:=[{name: Andi, phone: '+62 812'}]"),
        ];
        intent.note = Some("Budget: confirmed, {yes}".into());
    })
    .unwrap();
    assert_eq!(plan.title, "pt-x: prospect → qualified");
    let [PlanStep::Move { from, to, old, new }] = plan.steps.as_slice() else { panic!("{plan:?}") };
    assert_eq!(
        (from.as_str(), to.as_str()),
        ("pipeline/1-prospect/pt-x.yaml", "pipeline/2-qualified/pt-x.yaml")
    );
    assert_eq!(
        changed(old, new),
        [
            "+contacts:\n",
            "+  - {name: Andi, phone: \"+62 812\"}\n",
            "+value: 250000000\n",
            "+source: referral\n",
            "+tags: [jakarta, enterprise]\n",
            "+qualification: {budget: met}\n",
            "+custom: {branches: 3}\n",
            "+  - {stage: qualified, at: 2026-11-20, by: siti, note: \"Budget: confirmed, {yes}\"}\n",
        ]
        .map(str::to_owned),
        "{new}"
    );
}

#[test]
fn a_value_that_does_not_fit_is_refused() {
    for (field, told) in [
        ("valu=3", "did you mean `value`?"),
        ("value=much", "`value`: `much` is no amount"),
        ("source=refferal", "did you mean `referral`?"),
        ("owner=sti", "did you mean `siti`?"),
        ("custom.branches=0", "0"),
        ("qualification.budget=mt", "met"),
        ("expected_close=soon", "has to be a date"),
        ("history=x", "corong move"),
        ("company=PT X", "company.name=PT X"),
        ("contacts=Ann", "contacts:=[{name: Ann}]"),
        ("contacts.name=Ann", "`contacts.0.name=…`"),
        ("stage=won", "corong move LEAD STAGE"),
        ("id=x", "corong rename LEAD ID"),
    ] {
        let refused = at("prospect", "2-qualified", &LEAD.replace("prospect", "qualified"), |intent| {
            intent.sets = vec![set(field)];
        })
        .unwrap_err();
        assert!(refused.to_string().contains(told), "{field}: {refused}");
    }
}

#[test]
fn dates_people_and_reasons_have_to_fit() {
    type Change = fn(&mut Move);
    let cases: [(&str, Change, &str); 9] = [
        ("prospect", |_| (), "it is there already"),
        ("lost", |_| (), "needs a reason"),
        ("lost", |i| i.closing.reason = Some("prise".into()), "did you mean `price`?"),
        ("lost", |i| i.closing.reason = Some("timing".into()), "until 2026-06-30 only"),
        (
            "lost",
            |i| (i.at, i.closing.reason) = ("2026-10-01".into(), Some("price".into())),
            "before its last",
        ),
        ("lost", |i| (i.at, i.closing.reason) = ("2026-11-24".into(), Some("price".into())), "in the future"),
        ("lost", |i| (i.by, i.closing.reason) = (Some("joko".into()), Some("price".into())), "left the team"),
        ("lost", |i| (i.by, i.closing.reason) = (Some("sitti".into()), Some("price".into())), "mean `siti`?"),
        ("proposal", |i| i.closing.reason = Some("price".into()), "only where a lead is won or lost"),
    ];
    for (stage, change, told) in cases {
        let refused = at(stage, "1-prospect", LEAD, change).unwrap_err();
        assert!(refused.to_string().contains(told), "{stage}: {refused}");
    }
    let elsewhere = at("proposal", "2-qualified", LEAD, |_| ()).unwrap_err();
    assert!(elsewhere.to_string().contains("its history ends in `prospect`"), "{elsewhere}");
    let broken = at("proposal", "1-prospect", "title: [\n", |_| ()).unwrap_err();
    assert!(broken.to_string().contains("corong check"), "{broken}");
}

#[test]
fn a_lost_lead_needs_no_gate_and_keeps_its_bytes() {
    let crlf = format!("\u{feff}{}", LEAD.replace('\n', "\r\n"));
    let plan = at("lost", "1-prospect", crlf.trim_end(), |intent| {
        intent.closing = ClosingReason { reason: Some("price".into()), competitor: Some("PT Lain".into()) };
    })
    .unwrap();
    let [PlanStep::Move { to, old, new, .. }] = plan.steps.as_slice() else { panic!("{plan:?}") };
    assert_eq!(to.as_str(), "pipeline/lost/pt-x.yaml");
    assert_eq!(
        changed(old, new),
        ["+  - {stage: lost, at: 2026-11-20, by: siti, owner: siti, reason: price, competitor: PT Lain}\r\n"]
    );
    assert!(plan.diff().starts_with("rename from pipeline/1-prospect/pt-x.yaml\n"));
}
