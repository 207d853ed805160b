//! Leads and the configuration without what is hidden.

use super::super::format::Style;
use super::mask::Mask;
use super::parts::{Part, Parts, condition_tells};
use crate::pipeline::{Config, Lead, Publish, Stage, Text, company_key};

/// What of a lead is shown; each is asked once.
pub struct Fields {
    pub company: bool,
    pub value: bool,
    pub products: bool,
    pub price: bool,
    pub owner: bool,
    pub source: bool,
    pub expected_close: bool,
    pub probability: bool,
    pub step: bool,
    pub step_by: bool,
    pub rotting: bool,
    pub activities: bool,
    pub activity_by: bool,
    pub summary: bool,
    pub minutes: bool,
    pub cost: bool,
    pub contract: bool,
    pub renews: bool,
    pub hold: bool,
    pub hold_why: bool,
    pub history_by: bool,
    pub reason: bool,
    pub competitor: bool,
    pub note: bool,
    pub industry: bool,
    pub size: bool,
    pub country: bool,
    pub contact_company: bool,
}

impl Fields {
    /// By the team's rules and the parts that are left by them.
    pub fn of(rules: &Publish, parts: &Parts) -> Self {
        let on = |path: &str| rules.shows_field(path);
        let part = |part| parts.shows(part);
        Self {
            company: part(Part::Company),
            value: part(Part::Value),
            products: part(Part::Product),
            price: part(Part::Value)
                && part(Part::Quantity)
                && ["price", "per", "term", "discount"].iter().all(|of| on(&format!("products.{of}"))),
            owner: part(Part::Owner),
            source: part(Part::Source),
            expected_close: part(Part::Closing),
            probability: part(Part::Weighted),
            step: part(Part::Step),
            step_by: part(Part::Doer),
            rotting: part(Part::Rotting),
            activities: part(Part::Activities),
            activity_by: on("activities.by"),
            summary: on("activities.summary"),
            minutes: part(Part::Minutes),
            cost: part(Part::Costs),
            contract: part(Part::Contract),
            renews: part(Part::Renewal),
            hold: part(Part::Hold),
            hold_why: on("hold.why"),
            history_by: on("history.by"),
            reason: part(Part::Reason),
            competitor: on("history.competitor"),
            note: on("history.note"),
            industry: on("company.industry"),
            size: on("company.size"),
            country: on("company.country"),
            contact_company: on("contacts.company"),
        }
    }
}

/// Takes out of leads and of the configuration what is not shown.
pub struct Strip<'s> {
    /// What is shown, field by field.
    pub rules: Fields,
    /// The team's rules.
    pub owners: &'s Publish,
    /// What is taken out of texts.
    pub mask: &'s Mask,
}

impl Strip<'_> {
    /// A lead without what is hidden of it.
    pub fn lead(&self, lead: &mut Lead) {
        let on = &self.rules;
        self.text(&mut lead.title);
        if !on.owner {
            lead.owner = Text::default();
        }
        self.text(&mut lead.owner);
        // What is left of a split would be shares of another whole.
        if !on.owner || lead.split.iter().any(|(id, _)| !self.owners.shows_owner(id)) {
            lead.split.clear();
        }
        lead.split.iter_mut().for_each(|(id, _)| self.text(id));
        lead.phones = Box::default();
        if !on.contact_company {
            lead.contact_companies = Box::default();
        }
        for company in &mut lead.contact_companies {
            self.text(&mut company.name);
            company.key = company_key(&company.name).into();
        }
        match &mut lead.company {
            Some(company) if on.company => {
                self.text(&mut company.name);
                company.key = company_key(&company.name).into();
                self.option(&mut company.industry, on.industry);
                self.option(&mut company.country, on.country);
                company.size = company.size.filter(|_| on.size);
            }
            company => *company = None,
        }
        lead.value = lead.value.filter(|_| on.value);
        if !on.products {
            lead.products.clear();
        }
        for product in &mut lead.products {
            self.text(&mut product.name);
            product.price = product.price.filter(|_| on.price);
        }
        self.option(&mut lead.source, on.source);
        lead.expected_close = lead.expected_close.filter(|_| on.expected_close);
        lead.probability = lead.probability.filter(|_| on.probability);
        lead.qualification.retain(|(id, _)| self.owners.shows_field(&format!("qualification.{id}")));
        lead.contract = lead.contract.take().filter(|_| on.contract);
        lead.hold = lead.hold.take().filter(|_| on.hold);
        if let Some(hold) = &mut lead.hold {
            self.option(&mut hold.why, on.hold_why);
        }
        for named in [&mut lead.renews, &mut lead.extends] {
            named.retain(|_| on.renews);
            named.iter_mut().for_each(|other| self.text(&mut other.id));
        }
        self.step(lead);
        if !on.activities {
            lead.activities.clear();
        }
        for activity in &mut lead.activities {
            self.person(&mut activity.by, on.activity_by);
            activity.minutes = activity.minutes.filter(|_| on.minutes);
            activity.cost = activity.cost.filter(|_| on.cost);
        }
        lead.history.edit(|entries| {
            for entry in entries {
                self.person(&mut entry.by, on.history_by);
                self.person(&mut entry.owner, on.owner);
                self.option(&mut entry.reason, on.reason);
                self.option(&mut entry.competitor, on.competitor);
            }
        });
    }

    fn step(&self, lead: &mut Lead) {
        let on = &self.rules;
        match &mut lead.next_step {
            Some(step) if on.step => {
                self.text(&mut step.what);
                self.person(&mut step.by, on.step_by);
            }
            step => *step = None,
        }
    }

    fn text(&self, text: &mut Text) {
        if let std::borrow::Cow::Owned(masked) = self.mask.of(text) {
            *text = masked.into();
        }
    }

    fn option(&self, text: &mut Option<Text>, shown: bool) {
        match text {
            Some(inner) if shown => self.text(inner),
            text => *text = None,
        }
    }

    fn person(&self, person: &mut Option<Text>, shown: bool) {
        if !shown || person.as_ref().is_some_and(|id| !self.owners.shows_owner(id)) {
            *person = None;
        }
        if let Some(person) = person {
            self.text(person);
        }
    }

    fn string(&self, text: &mut String) {
        if let std::borrow::Cow::Owned(masked) = self.mask.of(text) {
            *text = masked;
        }
    }

    /// The configuration without the names of what is hidden.
    pub fn config(&self, config: &Config, pipelines: &[usize], style: &Style) -> Config {
        let rules = self.owners;
        let on = &self.rules;
        let mut own = config.clone();
        own.pipelines = pipelines.iter().filter_map(|at| config.pipelines.get(*at).cloned()).collect();
        let there = |pipeline: &Option<String>| {
            pipeline.as_ref().is_none_or(|id| own.pipelines.iter().any(|pipeline| pipeline.id == *id))
        };
        own.targets.retain(|target| there(&target.pipeline));
        own.improvements.retain(|improvement| there(&improvement.pipeline));
        own.qualification.retain(|criterion| rules.shows_field(&format!("qualification.{}", criterion.id)));
        own.team.retain(|member| rules.shows_owner(&member.id));
        for member in &mut own.team {
            member.email = None;
            member.group = member.group.take().filter(|_| on.owner);
            self.string(&mut member.name);
        }
        self.string(&mut own.name);
        let hidden = |id: &str| {
            let stages = config.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
            stages.filter(|stage| stage.id == id).any(|stage| !rules.shows_stage(stage))
        };
        let shown =
            |owner: &Option<String>| owner.as_deref().is_none_or(|id| on.owner && rules.shows_owner(id));
        own.targets.retain(|target| shown(&target.owner) && (on.owner || target.group.is_none()));
        own.targets.retain(|target| target.condition.as_ref().is_none_or(|own| condition_tells(own, config)));
        for target in &mut own.targets {
            target.value = target.value.filter(|_| on.value);
        }
        own.targets.retain(|target| target.value.is_some() || target.deals.is_some());
        own.improvements.retain(|improvement| !hidden(&improvement.stage) && shown(&improvement.owner));
        for improvement in &mut own.improvements {
            self.string(&mut improvement.action);
        }
        let choices =
            [&mut own.sources, &mut own.activity_kinds, &mut own.lost_reasons, &mut own.won_reasons];
        for choice in choices.into_iter().flatten() {
            self.string(&mut choice.label);
        }
        for pipeline in &mut own.pipelines {
            self.string(&mut pipeline.label);
            for (at, stage) in pipeline.stages.iter_mut().enumerate() {
                self.string(&mut stage.label);
                if !rules.shows_stage(stage) {
                    nameless(stage, at, style);
                }
                stage.max_days = stage.max_days.filter(|_| on.rotting);
            }
        }
        own
    }
}

/// A stage that keeps its place and loses its name. Its id is no id, so that
/// nothing is taken for it.
fn nameless(stage: &mut Stage, at: usize, style: &Style) {
    stage.id = format!("-{}", at + 1);
    stage.label = style.words.t("site-stage-hidden", &[("n", (at + 1).into())]);
    stage.dir = String::new();
    stage.formerly.clear();
    stage.gates.clear();
}
