//! A hundred mistakes planted over a thousand leads by a seed: each is found at
//! its line and column, and nothing else is.

pub mod draft;
pub mod kinds;
pub mod write;

use std::collections::BTreeSet;

use corong::check::{RULES, Run};

use super::{CONFIG, World};
use draft::{Draft, Stage};
use kinds::{Plant, kinds};
use write::{Dice, lead};

const LEADS: usize = 1000;
const MISTAKES: usize = 100;

/// Leads, and which of them take part in a mistake.
#[derive(Clone)]
pub struct Script {
    pub drafts: Vec<Draft>,
    pub spent: Vec<bool>,
    pub dice: Dice,
}

impl Script {
    fn new(seed: u64) -> Self {
        Self::of(LEADS, Dice(seed))
    }

    /// As many leads without fault.
    pub fn of(leads: usize, mut dice: Dice) -> Self {
        let drafts = (0..leads).map(|number| lead(number, &mut dice)).collect();
        Self { drafts, spent: vec![false; leads], dice }
    }

    /// A lead in one of these stages that takes part in no mistake yet.
    pub fn free(&mut self, stages: &[Stage]) -> usize {
        loop {
            let at = self.dice.below(self.drafts.len());
            if !self.spent[at] && stages.contains(&self.drafts[at].stage) {
                self.spent[at] = true;
                return at;
            }
        }
    }

    fn company(&mut self, at: usize) -> String {
        self.drafts[at].pairs("company")[0].1.clone()
    }

    /// Plants a mistake, and gives the lead it is in.
    pub fn plant(&mut self, (rule, stages, plant): &kinds::Kind) -> usize {
        let at = self.free(stages);
        match plant {
            Plant::Own(plant) => plant(&mut self.drafts[at]),
            Plant::Across(plant) => plant(self, at),
        }
        self.drafts[at].rule = Some(rule);
        at
    }

    /// `path:line:column rule` of every mark.
    fn due(&self) -> Vec<String> {
        let mut due = Vec::new();
        for draft in &self.drafts {
            for (line, column) in draft.marks() {
                let rule = draft.rule.expect("a marked lead has a rule");
                due.push(format!("{}:{line}:{column} {rule}", draft.path()));
            }
        }
        due.sort();
        due
    }

    fn world(&self) -> World {
        let config = format!(
            "{CONFIG}fields: {{seats: {{type: integer}}}}\nrules: {{personal-data: warning, secret: warning, \
             owner-left: warning, missing-renewal: warning}}\n"
        );
        self.drafts.iter().fold(World::new(&config), |world, draft| match draft.link {
            true => world.link(&draft.path()),
            false => world.with(&draft.path(), bytes(&draft.text())),
        })
    }
}

/// The text, with a byte that is no UTF-8 where the sign for it stands.
pub fn bytes(text: &str) -> Vec<u8> {
    let parts: Vec<&[u8]> = text.split('\u{e000}').map(str::as_bytes).collect();
    parts.join(&0xe9)
}

fn found(world: &World) -> Vec<String> {
    let mut found = world.places();
    found.sort();
    found
}

#[test]
fn a_thousand_leads_without_fault() {
    for seed in 0..6 {
        assert_eq!(found(&Script::new(seed).world()), [""; 0], "seed {seed}");
    }
}

#[test]
fn a_hundred_mistakes_over_a_thousand_leads() {
    let kinds = kinds();
    let rules: BTreeSet<&str> = kinds.iter().map(|kind| kind.0).collect();
    // What git tells and other files are is not in the leads, and there is no base.
    let mut own = RULES.iter().filter(|rule| !matches!(rule.run, Run::Past | Run::Base | Run::Files(_)));
    assert!(own.all(|rule| rules.contains(rule.name)), "a rule without a mistake");
    assert!(kinds.len() > 60, "{} kinds", kinds.len());
    for seed in 0..6 {
        let mut script = Script::new(seed);
        for kind in &kinds {
            script.plant(kind);
        }
        while script.due().len() < MISTAKES {
            // One kind makes two mistakes; the first makes one.
            let last = script.due().len() + 1 == MISTAKES;
            let kind = if last { 0 } else { script.dice.below(kinds.len()) };
            script.plant(&kinds[kind]);
        }
        let (due, found) = (script.due(), found(&script.world()));
        let missed: Vec<_> = due.iter().filter(|place| !found.contains(place)).collect();
        let more: Vec<_> = found.iter().filter(|place| !due.contains(place)).collect();
        assert!(
            missed.is_empty() && more.is_empty(),
            "seed {seed}: not found {missed:#?}, not planted {more:#?}"
        );
        assert_eq!((due.len(), found.len()), (MISTAKES, MISTAKES));
    }
}
