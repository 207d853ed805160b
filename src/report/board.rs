//! A pipeline as columns of cards.

use chrono::Days;
use serde::Serialize;

use super::lead_page::{Due, Named};
use super::seen::{Seen, Views};
use crate::pipeline::{Config, Day, Decimal, StageKind, days_in_stage, idle_days, is_rotting};

/// The name and version of the JSON output's form.
pub const BOARD_SCHEMA: &str = "corong.board/1";

/// How many days closed leads stay on the board.
pub const CLOSED_DAYS: u64 = 30;

/// The boards of a workspace.
#[derive(Clone, Debug, Serialize)]
pub struct Boards {
    /// The name and version of this form.
    pub schema: &'static str,
    /// The day they are looked at.
    pub as_of: Day,
    /// What money is in, ISO 4217.
    pub currency: String,
    /// One for each pipeline.
    pub pipelines: Vec<Board>,
}

/// One pipeline.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Its stages in order; of won and lost, what closed in the last 30 days.
    pub stages: Vec<BoardColumn>,
}

/// One stage.
#[derive(Clone, Debug, Serialize)]
pub struct BoardColumn {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// `open`, `won` or `lost`.
    pub kind: &'static str,
    /// How many leads are in it.
    pub count: usize,
    /// Their value.
    pub value: Decimal,
    /// That value by the chances; zero of won and lost.
    pub weighted: Decimal,
    /// How many of them have no value.
    pub unvalued: usize,
    /// Its leads, most valuable first.
    pub leads: Vec<Card>,
}

/// One lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: Named,
    /// Its value.
    pub value: Option<Decimal>,
    /// The next step.
    #[serde(rename = "do")]
    pub what: Option<String>,
    /// When that is due.
    pub due: Option<Due>,
    /// Days since it entered the stage.
    pub days_in_stage: Option<i64>,
    /// Days since anything happened.
    pub idle_days: Option<i64>,
    /// Whether it rots.
    pub rotting: bool,
    /// The last day it is on hold; `null` where it is not.
    pub held: Option<Day>,
}

/// The boards of the pipelines that are looked at.
pub fn boards(views: &Views<'_>, as_of: Day, owner: Option<&str>) -> Boards {
    let config = &views.workspace().config;
    let pipelines = views.each().map(|(at, view)| {
        let stages = view.pipeline.stages.iter().map(|stage| BoardColumn {
            id: stage.id.clone(),
            label: stage.label.clone(),
            kind: stage.kind.word(),
            count: 0,
            value: Decimal::ZERO,
            weighted: Decimal::ZERO,
            unvalued: 0,
            leads: Vec::new(),
        });
        (
            at,
            Board {
                id: view.pipeline.id.clone(),
                label: view.pipeline.label.clone(),
                stages: stages.collect(),
            },
        )
    });
    let mut pipelines: Vec<(usize, Board)> = pipelines.collect();
    let since = as_of.checked_sub_days(Days::new(CLOSED_DAYS)).unwrap_or(as_of);
    for seen in views.leads() {
        let lead = seen.lead();
        let recent = seen.is_open() || seen.tracked.outcome().is_some_and(|outcome| outcome.day > since);
        if !recent || owner.is_some_and(|owner| !lead.is_of(owner, as_of)) {
            continue;
        }
        let board = pipelines.iter_mut().find(|(at, _)| *at == seen.pipeline_at);
        let Some(column) = board.and_then(|(_, board)| board.stages.get_mut(seen.stage_at)) else { continue };
        let card = card(&seen, config, as_of, owner);
        column.count += 1;
        match card.value {
            Some(value) => column.value += value,
            None => column.unvalued += 1,
        }
        let weighted = seen.figured.weighted.unwrap_or_default();
        let own = owner.filter(|_| seen.figured.weighted.is_some());
        column.weighted += own.map_or(weighted, |who| seen.tracked.weighted_of(who, config));
        column.leads.push(card);
    }
    for column in pipelines.iter_mut().flat_map(|(_, board)| &mut board.stages) {
        column.leads.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.id.cmp(&b.id)));
    }
    Boards {
        schema: BOARD_SCHEMA,
        as_of,
        currency: config.currency.code().to_owned(),
        pipelines: pipelines.into_iter().map(|(_, board)| board).collect(),
    }
}

/// A card; with the part of its value that counts for an owner.
fn card(seen: &Seen<'_, '_>, config: &Config, as_of: Day, owner: Option<&str>) -> Card {
    let lead = seen.lead();
    let (held_by, value) = (lead.held_by(as_of), seen.figured.value);
    let open = seen.stage().kind == StageKind::Open;
    let held = lead.is_held(as_of);
    let due = |day: Day| {
        let days = (day - as_of).num_days();
        Due { day, days, overdue: open && !held && days < 0 }
    };
    Card {
        id: lead.id.to_string(),
        path: lead.path.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        owner: Named { id: held_by.to_string(), label: config.owner_name(held_by).to_owned() },
        value: owner.map_or(value, |who| seen.tracked.value_of(who, config)),
        what: lead.next_step.as_ref().map(|step| step.what.to_string()),
        due: lead.next_step.as_ref().and_then(|step| step.due).map(due),
        days_in_stage: days_in_stage(lead, as_of),
        idle_days: idle_days(lead, as_of, &config.calendar),
        rotting: open && is_rotting(lead, seen.stage(), as_of, &config.calendar),
        held: lead.hold.as_ref().filter(|_| held).map(|hold| hold.until),
    }
}

impl Board {
    /// The same with what rots first and what is on hold last in each open stage,
    /// as the site's board has it.
    #[must_use]
    pub fn rotting_first(mut self) -> Self {
        for column in self.stages.iter_mut().filter(|column| column.kind == StageKind::Open.word()) {
            column.leads.sort_by_key(|card| (!card.rotting, card.held.is_some()));
        }
        self
    }
}

impl Boards {
    /// As JSON.
    pub fn json(&self) -> String {
        // Its keys are text, so it cannot fail to serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
