//! Gates and required fields of a configuration's stages, ready to judge by.

use minijinja::Expression;
use minijinja::value::Value;

use super::budget::Budget;
use super::engine::{ENGINE, SPENT, failure, parsed};
use super::factors::{Path, multiplied};
use super::limits::CONDITION;
use super::rewrite::rewritten;
use super::said::engine_words;
use super::scope::rests_on;
use super::subject::Subject;
use super::value::{number, value_of};
use crate::message;
use crate::pipeline::shape::LEAD;
use crate::pipeline::{Config, Decimal, Gate, Pipeline, Stage, StageKind};
use crate::text::Message;

/// What the figures say of a lead, in the workspace's currency.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figured {
    /// Its value, converted on its day.
    pub value: Option<Decimal>,
    /// Its value times its chance; an open lead's only.
    pub weighted: Option<Decimal>,
}

/// One thing a lead lacks for its stage.
#[derive(Clone, Debug)]
pub enum Unmet<'c> {
    /// A required field, by the stage that requires it.
    Field {
        /// The dotted path.
        field: &'c str,
        /// The stage.
        stage: &'c Stage,
    },
    /// A condition, by the stage that holds it.
    Gate {
        /// The gate.
        gate: &'c Gate,
        /// The stage.
        stage: &'c Stage,
        /// Why it could not be judged, where that is so.
        error: Option<Message>,
    },
}

/// A compiled condition with the names it looks at.
pub struct Condition {
    expression: Expression<'static, 'static>,
    names: Vec<String>,
    multiplied: Vec<Path>,
    money_as_map: bool,
    budget: Budget,
}

impl Condition {
    /// Compiles an expression.
    ///
    /// # Errors
    /// What is wrong with it, or what limit it is past.
    pub fn new(source: &str) -> Result<Self, Message> {
        let parsed = parsed(source).map_err(|wrong| wrong.message)?;
        let multiplied = multiplied(&parsed);
        let counting = format!("[({}), {SPENT}()]", rewritten(&parsed));
        let expression = ENGINE.compile_expression_owned(counting).map_err(|e| engine_words(&e))?;
        // What is no field is a function of the language's, such as `range`.
        let mut names: Vec<String> = expression.undeclared_variables(false).into_iter().collect();
        names.retain(|name| super::scope::is_field(name));
        let money_as_map =
            expression.undeclared_variables(true).iter().any(|name| name.starts_with("value."));
        Ok(Self { expression, names, multiplied, money_as_map, budget: Budget::default() })
    }

    /// Whether it holds for a lead.
    fn holds(&self, subject: &Subject<'_>, budget: &Budget) -> Result<bool, Message> {
        self.judge(budget, |name| value_of(subject, name, self.money_as_map))
    }

    /// Whether it holds for a lead that the figures know.
    ///
    /// # Errors
    /// Where it cannot be judged, such as for want of fuel.
    pub fn chooses(&self, subject: &Subject<'_>, figured: Figured) -> Result<bool, Message> {
        self.budget.lead();
        self.judge(&self.budget, |name| match name {
            "weighted" => figured.weighted.map(number).unwrap_or_default(),
            "value" if !self.money_as_map => figured.value.map(number).unwrap_or_default(),
            _ => value_of(subject, name, self.money_as_map),
        })
    }

    fn judge(&self, budget: &Budget, value: impl Fn(&str) -> Value) -> Result<bool, Message> {
        budget.check()?;
        let context = Value::from_pairs(self.names.iter().map(|name| (name.clone(), value(name))));
        self.multiplied.iter().try_for_each(|path| path.check(&context))?;
        let judged = self.expression.eval(context);
        let part = |at: usize| judged.as_ref().ok().and_then(|pair| pair.get_item_by_index(at).ok());
        let (holds, steps) = (part(0).is_some_and(|value| value.is_true()), part(1));
        budget.pay(steps.and_then(|steps| u64::try_from(steps).ok()));
        judged.map_err(|error| failure(&error)).map(|_| holds)
    }
}

/// The fields of a lead at the outermost, such as `qualification`, that an
/// expression rests on: those it names, and what is computed of.
pub fn resting_fields(source: &str) -> Vec<String> {
    let Ok(expression) = parsed(source).map(|_| ENGINE.compile_expression(source)) else { return Vec::new() };
    let Ok(expression) = expression else { return Vec::new() };
    let names = expression.undeclared_variables(false);
    names.iter().flat_map(|name| rests_on(name)).map(str::to_owned).collect()
}

/// The fields of a lead's own that an expression looks at, by their dotted
/// paths, sorted; none where it cannot be compiled.
pub fn named_fields(source: &str) -> Vec<String> {
    let Ok(expression) = parsed(source).map(|_| ENGINE.compile_expression(source)) else { return Vec::new() };
    let Ok(expression) = expression else { return Vec::new() };
    let own = |path: &String| {
        let first = path.split('.').next().unwrap_or_default();
        LEAD.iter().any(|field| field.name == first)
    };
    let mut fields: Vec<String> = expression.undeclared_variables(true).into_iter().filter(own).collect();
    fields.sort();
    fields
}

/// The gates of every stage of every pipeline, and the conditions of targets.
pub struct Conditions {
    gates: Vec<Vec<Vec<Condition>>>,
    budget: Budget,
    /// Each with the number of its target.
    targets: Vec<(u16, Condition)>,
    targets_budget: Budget,
}

/// How many names, values and signs the conditions of a configuration have together.
const ALL_TOKENS: usize = 10_000;

impl Conditions {
    /// Compiles the gates of a configuration.
    ///
    /// # Errors
    /// The first that cannot be compiled, or that all are too long together.
    pub fn new(config: &Config) -> Result<Self, Message> {
        let all =
            config.pipelines.iter().flat_map(|pipeline| &pipeline.stages).flat_map(|stage| &stage.gates);
        let aims =
            || config.targets.iter().filter_map(|target| Some((target.number, target.condition.as_ref()?)));
        let sources = all.map(|gate| &gate.must).chain(aims().map(|(_, source)| source));
        let tokens = sources.map(|source| CONDITION.count(source, true, Default::default()));
        if tokens.sum::<Result<usize, Message>>()? > ALL_TOKENS {
            return Err(message!(
                "all gates and targets have at most {most} names, values and signs: make them shorter",
                most = ALL_TOKENS
            ));
        }
        let gates = |stage: &Stage| stage.gates.iter().map(|gate| Condition::new(&gate.must)).collect();
        let stages = |pipeline: &Pipeline| pipeline.stages.iter().map(gates).collect();
        let gates = config.pipelines.iter().map(stages).collect::<Result<_, Message>>()?;
        let target = |(number, source): (u16, &String)| Ok((number, Condition::new(source)?));
        let targets = aims().map(target).collect::<Result<_, Message>>()?;
        Ok(Self { gates, budget: Budget::default(), targets, targets_budget: Budget::default() })
    }

    /// The numbers of the targets whose conditions hold for a lead.
    ///
    /// # Errors
    /// Where one cannot be judged, such as for want of fuel.
    pub fn targets(&self, subject: &Subject<'_>) -> Result<Box<[u16]>, Message> {
        if self.targets.is_empty() {
            return Ok(Box::default());
        }
        self.targets_budget.lead();
        let mut held = Vec::new();
        for (number, condition) in &self.targets {
            if condition.holds(subject, &self.targets_budget)? {
                held.push(*number);
            }
        }
        Ok(held.into())
    }

    /// What a lead lacks to be in `subject.stage`: the required fields and
    /// gates of that stage and of every one before it. A lost lead lacks nothing.
    pub fn unmet<'c>(&self, subject: &Subject<'c>) -> Vec<Unmet<'c>> {
        let mut unmet = self.missing(subject);
        unmet.extend(self.failed(subject));
        unmet
    }

    /// The required fields a lead lacks to be in `subject.stage`.
    pub fn missing<'c>(&self, subject: &Subject<'c>) -> Vec<Unmet<'c>> {
        let mut missing = Vec::new();
        for (stage, _) in self.upto(subject) {
            let lacking = stage.requires.iter().filter(|field| !has(subject, field));
            missing.extend(lacking.map(|field| Unmet::Field { field, stage }));
        }
        missing
    }

    /// The conditions that do not hold for a lead to be in `subject.stage`.
    pub fn failed<'c>(&self, subject: &Subject<'c>) -> Vec<Unmet<'c>> {
        let mut failed = Vec::new();
        self.budget.lead();
        for (stage, conditions) in self.upto(subject) {
            for (gate, condition) in stage.gates.iter().zip(conditions) {
                match condition.holds(subject, &self.budget) {
                    Ok(true) => {}
                    Ok(false) => failed.push(Unmet::Gate { gate, stage, error: None }),
                    Err(error) => failed.push(Unmet::Gate { gate, stage, error: Some(error) }),
                }
            }
        }
        failed
    }

    /// The stages whose conditions hold in `subject.stage`: it and all before.
    fn upto<'c>(&self, subject: &Subject<'c>) -> impl Iterator<Item = (&'c Stage, &Vec<Condition>)> {
        let pipelines = &subject.config.pipelines;
        let exempt = subject.stage.kind == StageKind::Lost;
        let at = pipelines.iter().position(|pipeline| pipeline.id == subject.pipeline.id);
        let upto = subject.pipeline.stages.iter().position(|stage| stage.id == subject.stage.id);
        let count = upto.map_or(0, |upto| if exempt { 0 } else { upto + 1 });
        let conditions = at.and_then(|at| self.gates.get(at)).map_or(&[][..], Vec::as_slice);
        subject.pipeline.stages.iter().zip(conditions).take(count)
    }
}

/// Whether a lead has a field: it is there and neither null nor empty. Products
/// that are all priced give a value.
fn has(subject: &Subject<'_>, field: &str) -> bool {
    let node = field.split('.').try_fold(subject.root, |node, key| node.get(key));
    let there = node.is_some_and(|node| {
        let full =
            node.children().next().is_some() || node.value().is_some_and(|text| !text.trim().is_empty());
        full && !node.is_null()
    });
    there || (field == "value" && subject.lead.is_some_and(|lead| lead.worth().is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{LeadReader, read_config};
    use crate::source::RelPath;
    use crate::yaml::Arena;

    const CONFIG: &str = "
corong: 1
name: T
currency: IDR
rates: [{currency: USD, at: 2026-01-01, rate: 16000}]
team: {siti: {}}
qualification: [{id: need, weight: 60}, {id: budget, weight: 40}]
fields: {branches: {type: integer}}
pipelines:
  - id: sales
    dir: pipeline
    stages: [{id: a, dir: a}, {id: w, dir: w, kind: won}, {id: l, dir: l, kind: lost}]
";
    const LEAD: &str = "
title: ERP
owner: siti
value: {amount: 1000.50, currency: USD}
tags: [big, jakarta]
qualification: {need: met, budget: partial}
contacts: [{name: A}]
custom: {branches: 3}
history: [{stage: a, at: 2026-11-01}]
";

    fn holds(expression: &str) -> Result<bool, String> {
        let path = RelPath::new("pipeline/a/x.yaml");
        let read = read_config(&RelPath::new("corong.yaml"), CONFIG, &[]).map_err(|f| format!("{f:?}"))?;
        let mut arena = Arena::default();
        let tree = arena.parse(LEAD).tree;
        let mut findings = Vec::new();
        let lead = LeadReader::new(&read.config, &read.custom)
            .read(&path, 0, Some(0), tree, &mut findings)
            .map_err(|why| why.to_string())?;
        assert!(findings.is_empty(), "{findings:?}");
        crate::expr::Scope::gates(&read.config)
            .check(expression)
            .map_err(|wrong| wrong.message.to_string())?;
        let (config, pipeline) = (&read.config, &read.config.pipelines[0]);
        let today = "2026-11-11".parse().unwrap();
        let root = tree.root().unwrap();
        let stage = &pipeline.stages[0];
        let subject = Subject { root, lead: Some(&lead), config, pipeline, stage, today };
        let held = Condition::new(expression).and_then(|own| own.holds(&subject, &Budget::default()));
        held.map_err(|why| why.to_string())
    }

    #[test]
    fn expressions_see_the_lead() {
        for yes in [
            "qualification.need == 'met'",
            "qualification.need in ['met', 'partial']",
            "value > 16000000 and value < 17000000",
            "value.amount > 1000 and value.currency == 'USD'",
            "score == 80",
            "age_days == 10 and days_in_stage == 10",
            "'jakarta' in tags",
            "contacts|length == 1 and contacts[0].name == 'A'",
            "custom.branches >= 3",
            "stage == 'a' and id == 'x'",
            "source is undefined",
            "not company.name",
        ] {
            assert_eq!(holds(yes), Ok(true), "{yes}");
        }
        assert_eq!(holds("qualification.budget == 'met'"), Ok(false));
    }

    #[test]
    fn what_cannot_be_meant_is_told_before_it_runs() {
        for (wrong, told) in [
            ("valu > 3", "a lead has no field `valu`"),
            ("value > '1000'", "a number is compared with text, which is never true"),
            ("qualification.ned == 'met'", "`qualification` has no `ned`"),
            ("company.nam", "`company` has no `nam`"),
            ("title|shout", "the expression cannot be used: there is no filter `shout`"),
            ("title ==", "the expression cannot be used: the end where an expression is expected"),
            ("value > 3 and value.amount > 3", "`value` is used both as a number and as a mapping"),
            ("weighted > 3", "a lead has no field `weighted`"),
        ] {
            assert_eq!(holds(wrong), Err(told.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn the_fields_an_expression_names() {
        let named = |source: &str| named_fields(source).join(" ");
        assert_eq!(
            named("qualification.budget == 'met' and contacts|length > range(1)|length"),
            "contacts qualification.budget"
        );
        assert_eq!(named("value > 3 and score > 50 and contacts[0].name"), "contacts value");
        assert_eq!(named("title =="), "");
    }

    #[test]
    fn an_endless_expression_runs_out_of_fuel() {
        assert_eq!(holds("range(3)|length == 3"), Ok(true));
        let endless = holds("range(99999)|map('upper')|map('lower')|map('title')|list|length > 3");
        assert!(endless.as_ref().is_err_and(|why| why.contains("fuel")), "{endless:?}");
    }
}
