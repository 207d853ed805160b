//! Literal workspaces for the figures' tests.

use crate::pipeline::testing::choice;
use crate::pipeline::{
    Activity, Company, Config, Currency, Day, Decimal, Entered, ExchangeRate, History, Language, Lead,
    Member, Money, NextStep, Period, Pipeline, Product, Rates, Stage, StageKind, StageRef, testing,
};
use crate::source::RelPath;
use crate::workspace::Workspace;

use super::View;

const STAGES: [(&str, StageKind, Option<i64>, Option<u32>); 5] = [
    ("prospect", StageKind::Open, Some(10), Some(14)),
    ("qualified", StageKind::Open, Some(25), Some(21)),
    ("proposal", StageKind::Open, None, None),
    ("won", StageKind::Won, None, None),
    ("lost", StageKind::Lost, None, None),
];

/// A workspace with what it is looked at: 1 January to 30 June 2026, as of its end.
pub struct TestWorkspace {
    workspace: Workspace,
    as_of: Day,
    period: Period,
}

impl std::ops::Deref for TestWorkspace {
    type Target = Workspace;
    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}

impl std::ops::DerefMut for TestWorkspace {
    fn deref_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }
}

impl TestWorkspace {
    pub fn view(&self) -> View<'_> {
        self.view_of(0)
    }

    /// The pipeline of that index.
    pub fn view_of(&self, index: usize) -> View<'_> {
        View::new(&self.workspace, index, self.as_of, self.period, Default::default()).expect("a pipeline")
    }

    /// The same with a second pipeline, `partners`, of the same stages.
    pub fn with_partners(mut self) -> Self {
        let partners = Pipeline { id: "partners".into(), ..self.config.pipelines[0].clone() };
        self.config.pipelines.push(partners);
        self
    }

    pub fn as_of(&mut self, text: &str) {
        self.as_of = day(text);
    }

    pub fn from(&mut self, text: &str) {
        self.period.from = day(text);
    }

    pub fn to(&mut self, text: &str) {
        self.period.to = day(text);
    }

    pub fn lead(&mut self, id: &str) -> &mut Lead {
        self.leads.iter_mut().find(|lead| lead.id == id).expect("a lead of that id")
    }

    /// Gives a lead a value in rupiah.
    pub fn value(&mut self, id: &str, amount: i64) {
        self.lead(id).value = Some(Money { amount: amount.into(), currency: Currency::IDR });
    }
}

/// Leads of siti's, each an id and a history: `stage day [reason], …`; stages of a
/// second pipeline, where [`TestWorkspace::with_partners`] makes one, are `partners/stage`.
pub fn workspace(leads: &[(&str, &str)]) -> TestWorkspace {
    let leads: Vec<Lead> = leads.iter().map(|(id, history)| lead(id, history)).collect();
    let as_of = day("2026-06-30");
    TestWorkspace {
        workspace: Workspace {
            config: config(),
            today: as_of,
            counts: vec![true; leads.len()],
            leads,
            left_out: Vec::new(),
        },
        as_of,
        period: Period { from: day("2026-01-01"), to: as_of },
    }
}

pub fn lead(id: &str, history: &str) -> Lead {
    let history = History::new(history.split(", ").map(entered).collect());
    let last = history.last().expect("an entry");
    let at = StageRef { pipeline: last.pipeline, stage: last.stage };
    Lead { at, ..testing::lead(id, history) }
}

fn entered(text: &str) -> Entered {
    let mut words = text.split(' ');
    let id = words.next().unwrap_or_default();
    let (pipeline, id) = id.strip_prefix("partners/").map_or((0, id), |id| (1, id));
    let stage = STAGES.iter().position(|stage| stage.0 == id).expect("a stage") as u16;
    let day = day(words.next().expect("a day"));
    let reason = words.next();
    let disqualified = reason == Some("spam");
    Entered { pipeline, reason: reason.map(Into::into), disqualified, ..testing::entered(stage, day) }
}

pub fn config() -> Config {
    let rate = ExchangeRate { currency: Currency::USD, at: day("2026-01-01"), rate: 16_250.into() };
    Config {
        name: "Test".into(),
        language: Language::En,
        currency: Currency::IDR,
        timezone: chrono_tz::Asia::Jakarta,
        calendar: Default::default(),
        fiscal_years: Default::default(),
        rates: Rates::new(Currency::IDR, vec![rate]),
        team: vec![Member {
            id: "siti".into(),
            name: "Siti Rahma".into(),
            email: None,
            until: None,
            group: None,
        }],
        sources: vec![choice("ads", "Iklan")],
        activity_kinds: vec![choice("call", "Call")],
        lost_reasons: vec![choice("price", "Too dear"), choice("timing", "Timing")],
        won_reasons: Vec::new(),
        qualification: Vec::new(),
        fields: Vec::new(),
        pipelines: vec![Pipeline {
            id: "sales".into(),
            label: "Sales".into(),
            dir: RelPath::new("pipeline"),
            stages: STAGES.map(stage).to_vec(),
        }],
        targets: Vec::new(),
        improvements: Vec::new(),
        rules: Vec::new(),
        site: Default::default(),
    }
}

fn stage((id, kind, percent, max_days): (&str, StageKind, Option<i64>, Option<u32>)) -> Stage {
    Stage { probability: percent.map(Into::into), max_days, ..testing::stage(id, kind) }
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

pub fn usd(amount: i64) -> Money {
    Money { amount: amount.into(), currency: Currency::USD }
}

pub fn product(name: &str, quantity: i64, price: Option<i64>) -> Product {
    let price = price.map(Decimal::from);
    let (quantity, currency) = (quantity.into(), Currency::IDR);
    Product { name: name.into(), quantity, price, currency, discount: None, recurs: None }
}

pub fn company(name: &str, industry: Option<&str>, size: Option<u64>) -> Option<Company> {
    Some(Company::new(name.into(), industry.map(Into::into), size, None))
}

pub fn activity(on: &str) -> Activity {
    Activity {
        day: day(on),
        instant: None,
        kind: "call".into(),
        contact: true,
        by: None,
        minutes: None,
        cost: None,
    }
}

pub fn due(on: &str) -> Option<NextStep> {
    Some(NextStep { what: "Call".into(), due: Some(day(on)), by: None })
}
