//! Gates and required fields of a configuration's stages, ready to judge by.

use minijinja::Expression;
use minijinja::value::Value;

use super::value::value_of;
use crate::pipeline::{Config, Day, Gate, Lead, Pipeline, Stage, StageKind};
use crate::yaml::Node;

/// What is judged: one lead, as its tree and as what was read from it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The outermost mapping of its file.
    pub root: Node<'a>,
    /// The lead, where its history could be read.
    pub lead: Option<&'a Lead>,
    /// The team's configuration.
    pub config: &'a Config,
    /// The pipeline it lies in.
    pub pipeline: &'a Pipeline,
    /// The stage it is in, or is to be moved to.
    pub stage: &'a Stage,
    /// The day it is looked at.
    pub today: Day,
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
        error: Option<String>,
    },
}

/// A compiled condition with the names it looks at.
pub struct Condition {
    expression: Expression<'static, 'static>,
    names: Vec<String>,
    money_as_map: bool,
}

impl Condition {
    /// Compiles an expression.
    ///
    /// # Errors
    /// What minijinja says of it.
    pub fn new(source: &str) -> Result<Self, String> {
        let expression = super::ENVIRONMENT.compile_expression_owned(source.to_owned());
        let expression = expression.map_err(|e| e.to_string())?;
        let names = expression.undeclared_variables(false).into_iter().collect();
        let money_as_map =
            expression.undeclared_variables(true).iter().any(|name| name.starts_with("value."));
        Ok(Self { expression, names, money_as_map })
    }

    /// Whether it holds for a lead.
    ///
    /// # Errors
    /// Where it cannot be judged, such as for want of fuel.
    pub fn holds(&self, subject: &Subject<'_>) -> Result<bool, String> {
        let value = |name: &String| (name.clone(), value_of(subject, name, self.money_as_map));
        let context: Value = self.names.iter().map(value).collect();
        self.expression.eval(context).map(|value| value.is_true()).map_err(|e| e.to_string())
    }
}

/// The gates of every stage of every pipeline.
pub struct Conditions(Vec<Vec<Vec<Condition>>>);

impl Conditions {
    /// Compiles the gates of a configuration.
    ///
    /// # Errors
    /// The first that cannot be compiled.
    pub fn new(config: &Config) -> Result<Self, String> {
        let gates = |stage: &Stage| stage.gates.iter().map(|gate| Condition::new(&gate.must)).collect();
        let stages = |pipeline: &Pipeline| pipeline.stages.iter().map(gates).collect();
        config.pipelines.iter().map(stages).collect::<Result<_, String>>().map(Self)
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
        for (stage, conditions) in self.upto(subject) {
            for (gate, condition) in stage.gates.iter().zip(conditions) {
                match condition.holds(subject) {
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
        let conditions = at.and_then(|at| self.0.get(at)).map_or(&[][..], Vec::as_slice);
        subject.pipeline.stages.iter().zip(conditions).take(count)
    }
}

/// Whether a lead has a field: it is there and neither null nor empty. Products
/// that are all priced stand for a value.
fn has(subject: &Subject<'_>, field: &str) -> bool {
    let node = field.split('.').try_fold(subject.root, |node, key| node.get(key));
    let there = node.is_some_and(|node| {
        let full =
            node.children().next().is_some() || node.value().is_some_and(|text| !text.trim().is_empty());
        full && !node.is_null()
    });
    there || (field == "value" && subject.lead.is_some_and(|lead| lead.worth().is_some()))
}
