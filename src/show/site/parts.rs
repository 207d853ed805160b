//! What the pages compute from a lead's fields. A part is gone where one of its
//! fields is not shown: nothing tells of the field, and nothing false takes its
//! place.

use crate::finding::Finding;
use crate::pipeline::{Config, Lead, Publish};
use crate::report::{PipelineReport, Rate};

/// A part of the pages, and what they compute from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What leads are worth: every amount but costs.
    Value,
    /// Values by the chances, and the chances.
    Weighted,
    /// Whose leads are: owners' pages, columns, figures and targets.
    Owner,
    /// The next steps: the agenda of what is due, and who lacks one.
    Step,
    /// Who takes the next step.
    Doer,
    /// Where leads come from.
    Source,
    /// What is sold.
    Product,
    /// How many of it.
    Quantity,
    /// The customers' page.
    Company,
    /// Who comes back, and who has no open lead.
    Customers,
    /// Which lead renews which.
    Renewal,
    /// Which contracts end.
    Contract,
    /// When leads are expected to close.
    Closing,
    /// Activities: the effort, the first ones, idle days.
    Activities,
    /// Who is still for too long.
    Rotting,
    /// How long activities took.
    Minutes,
    /// What they cost.
    Costs,
    /// Why leads are won and lost.
    Reason,
    /// The score.
    Score,
    /// Who is on hold, and until when.
    Hold,
}

const VALUE: [&str; 2] = ["value.amount", "value.currency"];
const STEP: [&str; 2] = ["next_step.do", "next_step.due"];
const ACTIVITY: [&str; 2] = ["activities.at", "activities.kind"];

/// Each part, what templates call it, and the fields it is computed from.
const PARTS: [(Part, &str, &[&[&str]]); 20] = [
    (Part::Value, "value", &[&VALUE]),
    (Part::Weighted, "weighted", &[&VALUE, &["probability"]]),
    (Part::Owner, "owner", &[&["owner", "history.owner", "split"]]),
    (Part::Step, "next_step", &[&STEP]),
    (Part::Doer, "doer", &[&STEP, &["owner", "next_step.by"]]),
    (Part::Source, "source", &[&["source"]]),
    (Part::Product, "product", &[&["products.name"]]),
    (Part::Quantity, "quantity", &[&["products.quantity"]]),
    (Part::Company, "company", &[&["company.name"]]),
    (Part::Customers, "customers", &[&["company.name", "renews", "extends"]]),
    (Part::Renewal, "renewal", &[&["renews", "extends"]]),
    (Part::Contract, "contract", &[&["contract.start", "contract.end"]]),
    (Part::Closing, "closing", &[&["expected_close"]]),
    (Part::Activities, "activities", &[&ACTIVITY]),
    (Part::Rotting, "rotting", &[&ACTIVITY, &STEP]),
    (Part::Minutes, "minutes", &[&ACTIVITY, &["activities.minutes"]]),
    (Part::Costs, "costs", &[&ACTIVITY, &["activities.cost"]]),
    (Part::Reason, "reason", &[&["history.reason"]]),
    (Part::Score, "score", &[&["qualification"]]),
    (Part::Hold, "hold", &[&["hold.until"]]),
];

/// The rules whose findings tell of fields wherever they are found. Those of
/// others are hidden by their place.
const RULES: [(&str, &[&str]); 14] = [
    ("company-spelling", &["company.name"]),
    ("duplicate-company", &["company.name"]),
    ("dangling-renewal", &["renews", "extends"]),
    ("missing-renewal", &["contract.end", "renews"]),
    ("impossible-dates", &["contract.start", "contract.end"]),
    ("missing-next-step", &STEP),
    ("overdue-next-step", &STEP),
    ("overdue-hold", &["hold.until"]),
    ("overdue-close", &["expected_close"]),
    ("stale-lead", &["activities.at", "activities.kind", "next_step.do", "next_step.due"]),
    ("missing-rate", &VALUE),
    ("missing-reason", &["history.reason"]),
    ("unknown-source", &["source"]),
    ("owner-left", &["owner"]),
];

/// The words of conditions that are computed, and from what.
const COMPUTED: [(&str, &[&str]); 6] = [
    ("score", &["qualification"]),
    ("idle_days", &ACTIVITY),
    ("value", &VALUE),
    ("annual", &VALUE),
    ("held", &["hold.until"]),
    ("group", &["owner"]),
];

/// What the pages show.
#[derive(Clone, Debug)]
pub struct Parts {
    shown: [bool; PARTS.len()],
}

impl Parts {
    /// By the team's rules. Without its products, what a lead is worth by them
    /// is not known, and no sum of values would be true.
    pub fn of(rules: &Publish, leads: &[Lead]) -> Self {
        let priced = [
            "products",
            "products.price",
            "products.quantity",
            "products.per",
            "products.term",
            "products.discount",
        ];
        let by_products = priced.iter().any(|field| !rules.shows_field(field))
            && leads.iter().any(|lead| lead.value.is_none() && lead.worth().is_some());
        let shown = PARTS.map(|(part, _, fields)| {
            let sums = matches!(part, Part::Value | Part::Weighted);
            fields.iter().all(|fields| shows(rules, fields)) && !(sums && by_products)
        });
        Self { shown }
    }

    /// Whether a part is shown.
    pub fn shows(&self, part: Part) -> bool {
        PARTS.iter().zip(self.shown).any(|((own, ..), shown)| *own == part && shown)
    }

    /// Takes out of a report what would say of leads that they lack what is
    /// hidden of them.
    pub fn prune(&self, report: &mut PipelineReport) {
        let gone = |part| !self.shows(part);
        if gone(Part::Owner) {
            report.by_owner.clear();
            report.by_group.clear();
            report.losses.by_owner.clear();
        }
        // Past estimates are of chances and dates, by owner.
        if [Part::Owner, Part::Value, Part::Weighted, Part::Closing].into_iter().any(gone) {
            report.scored = None;
        }
        if gone(Part::Reason) {
            report.loss_reasons.clear();
            report.losses.by_reason.clear();
            report.wins.by_reason.clear();
        }
        if gone(Part::Activities) {
            report.wins.by_early_activity.clear();
        }
        if gone(Part::Customers) {
            report.retention.won_again = Rate::default();
            report.retention.without_open.clear();
        }
        if gone(Part::Renewal) || gone(Part::Value) {
            (report.retention.gross, report.retention.net) = Default::default();
            report.titles.retained = None;
        }
        report.standing_out.retain(|standing| match standing.sentence.say {
            "standing-again" => self.shows(Part::Step),
            "standing-customers" => self.shows(Part::Customers),
            _ => true,
        });
        let rotting = report.standing_out.iter_mut().filter(|one| one.sentence.say == "standing-rotting");
        for standing in rotting.filter(|_| gone(Part::Value)) {
            standing.sentence.say = "standing-rotting-count";
            standing.sentence.with.remove("value");
        }
    }

    /// The same by what templates call it; `None` where there is no such part.
    pub fn shows_word(&self, word: &str) -> Option<bool> {
        let at = PARTS.iter().position(|(_, own, _)| *own == word)?;
        self.shown.get(at).copied()
    }
}

fn shows(rules: &Publish, fields: &[&str]) -> bool {
    fields.iter().all(|field| !rules.hides_of(field))
}

/// Whether a finding may be reported: it is of no field that is hidden.
pub fn tells(finding: &Finding, config: &Config) -> bool {
    let rules = &config.site;
    if let Some((_, fields)) = RULES.iter().find(|(rule, _)| *rule == finding.rule) {
        return shows(rules, fields);
    }
    let named = match finding.rule {
        "missing-required" => finding.message.arg("field"),
        "gate-failed" => finding.help.as_ref().and_then(|help| help.arg("must")),
        _ => None,
    };
    condition_tells(&named.unwrap_or_default(), config)
}

/// Whether what a condition names may be reported.
pub fn condition_tells(condition: &str, config: &Config) -> bool {
    let rules = &config.site;
    let mut words = condition.split(|c: char| !(c.is_alphanumeric() || "_.-".contains(c)));
    words.all(|word| match COMPUTED.iter().find(|(own, _)| *own == word) {
        Some((_, fields)) => shows(rules, fields),
        None => !config.is_lead_field(word) || !rules.hides_of(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::ALWAYS_SHOWN;
    use crate::pipeline::shape::{Field, LEAD, Shape};

    /// Fields from which nothing is computed: they are gone where they stand.
    const ALONE: [&str; 23] = [
        "company.industry",
        "company.size",
        "company.website",
        "company.country",
        "contacts.name",
        "contacts.role",
        "contacts.company",
        "contacts.email",
        "contacts.phone",
        "contacts.notes",
        "tags",
        "activities.by",
        "activities.summary",
        "contract.payment",
        "custom",
        "history.by",
        "history.note",
        "history.path",
        "hold.why",
        "imported.from",
        "imported.id",
        "merged",
        "notes",
    ];

    fn paths(fields: &[Field], above: &str, all: &mut Vec<String>) {
        for field in fields {
            let path =
                if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
            let inner = if let Shape::List { of, .. } = field.shape { *of } else { field.shape };
            if inner.fields().is_empty() { all.push(path) } else { paths(inner.fields(), &path, all) }
        }
    }

    #[test]
    fn every_field_is_thought_of() {
        let mut all = Vec::new();
        paths(LEAD, "", &mut all);
        assert!(all.len() > 35, "{all:?}");
        let named = [
            "history.competitor",
            "products.quantity",
            "products.price.amount",
            "products.price.currency",
            "products.per",
            "products.term",
            "products.discount",
        ];
        for path in all {
            let computed = PARTS.iter().any(|(_, _, fields)| fields.concat().contains(&&*path));
            let known = computed || ALONE.contains(&&*path) || ALWAYS_SHOWN.contains(&&*path);
            assert!(known || named.contains(&&*path), "what is computed from {path}?");
        }
    }

    #[test]
    fn every_part_is_gone_without_any_of_its_fields() {
        for (part, word, fields) in PARTS {
            for field in fields.concat() {
                let mut rules = Publish { show: vec!["costs".to_owned()], ..Publish::default() };
                assert!(Parts::of(&rules, &[]).shows(part), "{word}");
                rules.hide.fields = vec![field.to_owned()];
                assert_eq!(Parts::of(&rules, &[]).shows_word(word), Some(false), "{word} without {field}");
            }
        }
        assert_eq!(Parts::of(&Publish::default(), &[]).shows_word("valu"), None);
    }

    #[test]
    fn every_part_is_written_down() {
        let page = include_str!("../../../templates/README.md");
        for (_, word, fields) in PARTS {
            let row = page.lines().find(|line| line.starts_with(&format!("| `{word}` |")));
            let row = row.unwrap_or_else(|| panic!("{word} is not in templates/README.md"));
            let named: Vec<&str> =
                row.split('|').nth(2).unwrap_or_default().split('`').skip(1).step_by(2).collect();
            let fields = fields.concat();
            assert!(fields.iter().all(|field| named.contains(field)), "{word}: {named:?}");
            assert_eq!(named.len(), fields.len(), "{word}: {named:?}");
        }
    }

    #[test]
    fn rules_are_those_that_there_are() {
        for (rule, _) in RULES {
            assert!(crate::check::rule(rule).is_some(), "{rule}");
        }
    }
}
