//! A random base, and a branch of it with an error planted.

use std::collections::BTreeMap;

use corong::check;
use corong::finding::Severity;

use super::changes::change;
use crate::check::CONFIG;
use crate::check::hundred::draft::Stage;
use crate::check::hundred::kinds::{Kind, kinds};
use crate::check::hundred::write::{Dice, lead};
use crate::check::hundred::{Script, bytes};

/// A lead without fault.
const LEAD: &[u8] = b"title: Another\nowner: siti\nnext_step: {do: Call, due: 2026-11-30}\n\
    history: [{stage: prospect, at: 2026-11-20}]\n";

/// Files by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where branches begin, and the main branch by the time they are judged.
pub struct Base {
    pub files: Files,
    pub tip: Files,
    config: String,
    script: Script,
    /// The errors that may be planted.
    kinds: Vec<Kind>,
    /// A lead whose error is ignored.
    waved: usize,
    /// A lead in no stage's folder.
    parked: Option<(String, Vec<u8>)>,
}

/// A branch.
pub struct Case {
    pub files: Files,
    /// The ids of the leads with a planted error.
    pub planted: Vec<String>,
    /// What was done, for a message.
    pub told: Vec<String>,
}

impl Case {
    /// Whether exchanged folders may have put a lead right that lay in the wrong
    /// one; the others are in the wrong ones then.
    pub fn is_perhaps_mended(&self) -> bool {
        let did = |what: &str| self.told.iter().any(|told| told == what);
        did("stage-history-mismatch") && did("two stages exchanged")
    }
}

impl Base {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let config = configuration(&mut dice);
        let mut script = script(dice);
        let kinds = errors(&config);
        if script.dice.below(2) == 0 {
            let kind = script.dice.below(kinds.len());
            script.plant(&kinds[kind]);
        }
        let waved = script.free(&[Stage::Prospect, Stage::Qualified]);
        script.drafts[waved].set("owner", "rudi  # corong: ignore[unknown-owner]");
        let mut files = files(&script, &config);
        let parked =
            (script.dice.below(3) == 0).then(|| ("pipeline/attic/a-lead.yaml".to_owned(), LEAD.to_vec()));
        files.extend(parked.clone());
        let mut tip = files.clone();
        if script.dice.below(4) == 0 {
            tip.insert("pipeline/1-prospect/new-on-main.yaml".to_owned(), LEAD.to_vec());
        }
        Self { files, tip, config, script, kinds, waved, parked }
    }

    /// A branch with an error planted, and what is to hide it.
    pub fn branch(&self, seed: u64) -> Case {
        let Self { config, kinds, waved, .. } = self;
        let mut script = Script { dice: Dice(seed), ..self.script.clone() };
        let (mut planted, mut told) = (Vec::new(), Vec::new());
        match script.dice.below(8) {
            // An old ignore does not hold for another mistake, nor for a copy.
            0 => {
                script.drafts[*waved].set("owner", "rudy  # corong: ignore[unknown-owner]");
                planted.push(*waved);
            }
            1 => {
                let other = script.free(&[Stage::Prospect]);
                script.drafts[other].set("owner", "rudi  # corong: ignore[unknown-owner]");
                planted.push(other);
            }
            which => {
                // What depends on the folder is hidden by folders.
                let placed = ["gate-failed", "missing-required", "stage-history-mismatch"];
                let fits = |kind: &&Kind| which > 4 || placed.contains(&kind.0);
                let fitting: Vec<&Kind> = kinds.iter().filter(fits).collect();
                let kind = fitting[script.dice.below(fitting.len())];
                told.push(kind.0.to_owned());
                planted.push(script.plant(kind));
            }
        }
        let mut branch = files(&script, config);
        branch.extend(self.parked.clone());
        if script.dice.below(6) == 0 {
            renamed(&mut branch, &mut script, &planted);
        }
        let mut planted: Vec<String> = planted.into_iter().map(|at| script.drafts[at].path()).collect();
        for _ in 0..=script.dice.below(4) {
            told.push(change(&mut branch, &mut planted, &mut script.dice));
        }
        let id = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or_default().trim_start_matches('.');
            name.split('.').next().unwrap_or_default().to_owned()
        };
        Case { files: branch, planted: planted.iter().map(id).collect(), told }
    }
}

/// The base's configuration: that of the examples, some rules weighing more.
fn configuration(dice: &mut Dice) -> String {
    let rules = ["missing-next-step", "overdue-close", "missing-rate", "personal-data", "impossible-dates"];
    let rules: Vec<String> =
        rules.iter().filter(|_| dice.below(3) == 0).map(|rule| format!("{rule}: error")).collect();
    format!("{CONFIG}fields: {{seats: {{type: integer}}}}\nrules: {{{}}}\n", rules.join(", "))
}

/// Leads without fault, as many in every stage as mistakes may need, and no more:
/// each is read a thousand times.
fn script(dice: Dice) -> Script {
    let mut script = Script::of(0, dice);
    let mut needed = [(Stage::Prospect, 5), (Stage::Qualified, 5), (Stage::Won, 2), (Stage::Lost, 2)];
    for number in 0.. {
        let draft = lead(number, &mut script.dice);
        let Some((_, more)) = needed.iter_mut().find(|(stage, more)| *stage == draft.stage && *more > 0)
        else {
            continue;
        };
        *more -= 1;
        script.drafts.push(draft);
        script.spent.push(false);
        if needed.iter().all(|(_, more)| *more == 0) {
            break;
        }
    }
    script
}

/// The kinds of mistakes that are errors for the base.
fn errors(config: &str) -> Vec<Kind> {
    let weight = |kind: &Kind| {
        let raised = config.contains(&format!("{}: error", kind.0));
        raised || check::rule(kind.0).is_some_and(|rule| rule.severity == Severity::Error)
    };
    // A symbolic link is nothing that a snapshot in memory could hold.
    kinds().into_iter().filter(|kind| kind.0 != "outside-link").filter(weight).collect()
}

fn files(script: &Script, config: &str) -> Files {
    let lead = |draft: &crate::check::hundred::draft::Draft| (draft.path(), bytes(&draft.text()));
    let config = ("corong.yaml".to_owned(), config.as_bytes().to_vec());
    script.drafts.iter().map(lead).chain([config]).collect()
}

/// The planted lead becomes a new one, as if it had not been in the base.
fn renamed(branch: &mut Files, script: &mut Script, planted: &[usize]) {
    for at in planted {
        let draft = &mut script.drafts[*at];
        if draft.name.ends_with(".yaml") && draft.rule != Some("bad-id") && draft.rule != Some("duplicate-id")
        {
            let bytes = branch.remove(&draft.path());
            draft.name = format!("new-{}", draft.name);
            branch.extend(bytes.map(|bytes| (draft.path(), bytes)));
        }
    }
}
