//! What is due, overdue, rotting, about to close or to run out.

use chrono::Days;
use serde::Serialize;

use super::lead_page::Named;
use super::seen::{Seen, Views};
use crate::pipeline::{Config, Day, Decimal, StageKind, idle_days, is_rotting};

/// The name and version of the JSON output's form.
pub const AGENDA_SCHEMA: &str = "corong.agenda/1";

/// How many days ahead the ends of contracts are reported.
pub const CONTRACTS_AHEAD: u64 = 90;

/// What is to be seen to.
#[derive(Clone, Debug, Serialize)]
pub struct Agenda {
    /// The name and version of this form.
    pub schema: &'static str,
    /// The day it is looked at.
    pub as_of: Day,
    /// The last day whose steps and closings are listed.
    pub until: Day,
    /// What money is in, ISO 4217.
    pub currency: String,
    /// Only this owner's, where one was asked for.
    pub owner: Option<String>,
    /// Next steps that were due before the day, oldest first.
    pub overdue: Vec<AgendaEntry>,
    /// Next steps due from the day to the last, soonest first.
    pub due: Vec<AgendaEntry>,
    /// Holds that end from the day to the last, and those that have ended, oldest first.
    pub holds: Vec<AgendaEntry>,
    /// Open leads that rot, longest idle first.
    pub rotting: Vec<AgendaEntry>,
    /// Open leads expected to close by the last day, those overdue first.
    pub closing: Vec<AgendaEntry>,
    /// Won leads whose contract ends within 90 days, soonest first.
    pub contracts: Vec<AgendaEntry>,
}

/// A lead that is to be seen to.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaEntry {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Who is to do it.
    pub who: Named,
    /// The stage it is in.
    pub stage: Named,
    /// Its value.
    pub value: Option<Decimal>,
    /// The day: due, the last on hold, expected to close, or the contract's last.
    pub day: Option<Day>,
    /// Days until then; negative where it has passed.
    pub days: Option<i64>,
    /// The next step, where there is one; of a hold, what it waits for.
    #[serde(rename = "do")]
    pub what: Option<String>,
    /// Days since anything happened.
    pub idle_days: Option<i64>,
    /// How many idle days its stage allows.
    pub max_days: Option<u32>,
}

/// The agenda as of a day, for so many days ahead.
pub fn agenda(views: &Views<'_>, as_of: Day, days: u64, owner: Option<&str>) -> Agenda {
    let config = &views.workspace().config;
    let until = as_of.checked_add_days(Days::new(days)).unwrap_or(Day::MAX);
    let last_contract = as_of.checked_add_days(Days::new(CONTRACTS_AHEAD)).unwrap_or(Day::MAX);
    let mut agenda = Agenda {
        schema: AGENDA_SCHEMA,
        as_of,
        until,
        currency: config.currency.code().to_owned(),
        owner: owner.map(str::to_owned),
        overdue: Vec::new(),
        due: Vec::new(),
        holds: Vec::new(),
        rotting: Vec::new(),
        closing: Vec::new(),
        contracts: Vec::new(),
    };
    for seen in views.leads() {
        let lead = seen.lead();
        let step = lead.next_step.as_ref();
        let due = step.and_then(|step| step.due).filter(|due| *due <= until);
        let doer = step.and_then(|step| step.by.as_deref()).unwrap_or(&lead.owner);
        let entry = |who: &str, day| entry(&seen, config, who, day, as_of);
        let held = lead.is_held(as_of);
        // Nothing is overdue of a lead that is on hold.
        let ahead = |day: &Day| !held || as_of <= *day;
        if let Some(due) = due.filter(ahead).filter(|_| owner.is_none_or(|owner| doer == owner)) {
            let list = if due < as_of { &mut agenda.overdue } else { &mut agenda.due };
            list.push(entry(doer, Some(due)));
        }
        if owner.is_some_and(|owner| lead.owner != owner) {
            continue;
        }
        if seen.is_open() {
            if is_rotting(lead, seen.stage(), as_of, &config.calendar) {
                agenda.rotting.push(entry(&lead.owner, None));
            }
            if let Some(hold) = lead.hold.as_ref().filter(|hold| hold.until <= until) {
                let what = hold.why.as_ref().map(ToString::to_string);
                agenda.holds.push(AgendaEntry { what, ..entry(&lead.owner, Some(hold.until)) });
            }
            if let Some(day) = lead.expected_close.filter(|day| *day <= until).filter(ahead) {
                agenda.closing.push(entry(&lead.owner, Some(day)));
            }
        }
        let ends = lead.contract.as_ref().and_then(|contract| contract.end);
        if let Some(end) = ends.filter(|end| as_of <= *end && *end <= last_contract)
            && seen.stage().kind == StageKind::Won
        {
            agenda.contracts.push(entry(&lead.owner, Some(end)));
        }
    }
    let Agenda { overdue, due, holds, closing, contracts, .. } = &mut agenda;
    for list in [overdue, due, holds, closing, contracts] {
        list.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.id.cmp(&b.id)));
    }
    agenda.rotting.sort_by(|a, b| b.idle_days.cmp(&a.idle_days).then_with(|| a.id.cmp(&b.id)));
    agenda
}

fn entry(seen: &Seen<'_, '_>, config: &Config, who: &str, day: Option<Day>, as_of: Day) -> AgendaEntry {
    let lead = seen.lead();
    let stage = seen.stage();
    AgendaEntry {
        id: lead.id.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        who: Named { id: who.to_owned(), label: config.owner_name(who).to_owned() },
        stage: Named { id: stage.id.clone(), label: stage.label.clone() },
        value: seen.figured.value,
        day,
        days: day.map(|day| (day - as_of).num_days()),
        what: lead.next_step.as_ref().map(|step| step.what.to_string()),
        idle_days: idle_days(lead, as_of, &config.calendar),
        max_days: stage.max_days,
    }
}

impl Agenda {
    /// Its parts in order.
    pub fn parts(&self) -> [&[AgendaEntry]; 6] {
        [&self.overdue, &self.due, &self.holds, &self.closing, &self.rotting, &self.contracts]
    }

    /// Whether nothing is to be seen to.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.is_empty())
    }

    /// As JSON.
    pub fn json(&self) -> String {
        // Its keys are text, so it cannot fail to serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
