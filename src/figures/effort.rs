//! What work went in, and what a won lead costs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::percentile::percentile;
use super::{Tracked, View};
use crate::pipeline::{Activity, Attempt, Choice, Config, Decimal, Lead};

/// **Effort**: the activities of the period, whatever became of their leads.
/// Money is the activities' own cost, in the workspace's currency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Effort {
    /// All of them.
    #[serde(flatten)]
    pub total: Work,
    /// By who is responsible for the lead, most activities first.
    pub by_owner: Vec<EffortRow>,
    /// By who did it, the lead's owner where nobody is named; most first.
    pub by_person: Vec<EffortRow>,
    /// By kind, most first.
    pub by_kind: Vec<EffortRow>,
    /// By the stage the lead was in when that day ended, in order of the
    /// stages; `null`: before its first entry.
    pub by_stage: Vec<EffortRow>,
    /// Days from an attempt's start to its first contact.
    pub first_activity_days: FirstActivity,
    /// The same in hours, of the attempts whose start and first contact are both
    /// moments; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_activity_hours: Option<FirstHours>,
    /// Cost of the period, losers' included / attempts won in it; `null` where none was.
    pub cost_per_won: Option<Decimal>,
    /// The same by the leads' source, dearest first.
    pub by_source: Vec<SourceCost>,
}

/// Some activities together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Work {
    /// How many.
    pub activities: u64,
    /// Their minutes, as far as told.
    pub minutes: u64,
    /// How many do not tell their minutes.
    pub untimed: u64,
    /// Their cost, as far as told.
    pub cost: Decimal,
}

impl Work {
    fn add(&mut self, activity: &Activity) {
        self.activities += 1;
        self.minutes += activity.minutes.map_or(0, u64::from);
        self.untimed += u64::from(activity.minutes.is_none());
        if let Some(cost) = activity.cost {
            self.cost = self.cost.saturating_add(cost);
        }
    }

    fn rounded(self, view: &View<'_>) -> Self {
        Self { cost: view.round(self.cost), ..self }
    }
}

/// The activities that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffortRow {
    /// The id they share.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// The activities.
    #[serde(flatten)]
    pub work: Work,
}

/// **First contact**: days from the start of the attempts begun in the period to
/// their first activity by which the customer heard from us, from that day up to
/// their closing; working days where the team has a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct FirstActivity {
    /// Attempts that had one.
    pub n: u64,
    /// The median of their days.
    pub median: Option<f64>,
    /// Attempts that had none.
    pub without: u64,
}

/// Hours from a start to a first contact, where both are moments; without those
/// of days off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FirstHours {
    /// Attempts for which they are known.
    pub n: u64,
    /// The median.
    pub median: Option<f64>,
}

/// What the leads of a source cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceCost {
    /// The source's id; `null` for leads without one.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Cost of the period's activities.
    pub cost: Decimal,
    /// Attempts won in the period.
    pub won: u64,
    /// Cost / won; `null` where none was.
    pub cost_per_won: Option<Decimal>,
    /// Whether won is from 1 to 4: too few to tell what one costs.
    pub few: bool,
}

/// Sums up the work.
pub fn effort(view: &View<'_>) -> Effort {
    let config = &view.workspace.config;
    let stage_label = |key: &str| {
        view.pipeline.stages.iter().find(|stage| stage.id == key).map_or(key, |stage| &stage.label).to_owned()
    };
    let owner = |key: &str| config.owner_name(key).to_owned();
    let kind = |key: &str| Choice::label_of(&config.activity_kinds, key).to_owned();
    let sides: [Side<'_, '_>; 5] = [
        &|lead, _| Some(lead.held_by(view.as_of)),
        &|lead, done| Some(done_by(view, lead, done)),
        &|_, done| Some(&done.kind),
        &|lead, done| stage_on(view, lead, done),
        &|lead, _| lead.source.as_deref(),
    ];
    let (total, [owners, people, kinds, stages, sources]) = by(view, sides);
    let mut by_stage = rows(view, stages, stage_label);
    by_stage.sort_by_key(|row| {
        let key = row.key.as_deref();
        key.map_or(usize::MAX, |key| view.pipeline.stage_index(key).unwrap_or(0))
    });
    let won = view.closings().filter(|closing| closing.outcome.won).count() as u64;
    let (first_activity_days, first_activity_hours) = first_contact(view);
    Effort {
        total: total.rounded(view),
        by_owner: rows(view, owners, owner),
        by_person: rows(view, people, owner),
        by_kind: rows(view, kinds, kind),
        by_stage,
        first_activity_days,
        first_activity_hours,
        cost_per_won: per_won(view, total.cost, won),
        by_source: by_source(view, sources),
    }
}

/// The cost of the period / attempts won in it.
pub(super) fn cost_per_won(view: &View<'_>) -> Option<Decimal> {
    let won = view.closings().filter(|closing| closing.outcome.won).count() as u64;
    per_won(view, total(view).cost, won)
}

fn per_won(view: &View<'_>, cost: Decimal, won: u64) -> Option<Decimal> {
    cost.checked_div(won.into()).map(|cost| view.round(cost))
}

/// The period's activities, each with its lead: an owner's are those of the
/// leads they are responsible for, whoever shares the value. Of a lead that went to
/// another pipeline, those of the days it was in this one.
pub fn activities<'v, 'w>(view: &'v View<'w>) -> impl Iterator<Item = (&'w Lead, &'w Activity)> {
    let of = |tracked: &'v Tracked<'w>| tracked.lead.activities.iter().map(|done| (tracked.lead, done));
    view.all()
        .iter()
        .filter(|tracked| view.takes_holder(tracked))
        .flat_map(of)
        .filter(|(_, done)| done.day <= view.as_of && view.period.contains(done.day))
        .filter(|(lead, done)| lead.history.pipeline_on(done.day) == Some(view.index))
}

fn total(view: &View<'_>) -> Work {
    let mut total = Work::default();
    activities(view).for_each(|(_, done)| total.add(done));
    total
}

/// Who did an activity: who is credited with the lead where nobody is named.
pub fn done_by<'a>(view: &View<'_>, lead: &'a Lead, done: &'a Activity) -> &'a str {
    done.by.as_deref().unwrap_or_else(|| lead.held_by(view.as_of))
}

/// The stage a lead was in when the day of an activity ended.
pub fn stage_on<'w>(view: &View<'w>, lead: &Lead, done: &Activity) -> Option<&'w str> {
    let entry = lead.history.on(done.day).filter(|entry| entry.pipeline == view.index)?;
    view.pipeline.stages.get(usize::from(entry.stage)).map(|stage| stage.id.as_str())
}

/// The key of an activity.
type Side<'s, 'w> = &'s dyn Fn(&'w Lead, &'w Activity) -> Option<&'w str>;

/// What was done by each key.
type Works<'w> = BTreeMap<Option<&'w str>, Work>;

/// All activities of the period, together and from each side; each is looked at once.
fn by<'w, const N: usize>(view: &View<'w>, sides: [Side<'_, 'w>; N]) -> (Work, [Works<'w>; N]) {
    let (mut total, mut works) = (Work::default(), [(); N].map(|()| Works::new()));
    for (lead, done) in activities(view) {
        total.add(done);
        for (key, works) in sides.iter().zip(&mut works) {
            works.entry(key(lead, done)).or_default().add(done);
        }
    }
    (total, works)
}

fn rows(view: &View<'_>, works: Works<'_>, label: impl Fn(&str) -> String) -> Vec<EffortRow> {
    let row = |(key, work): (Option<&str>, Work)| EffortRow {
        label: key.map(&label),
        key: key.map(str::to_owned),
        work: work.rounded(view),
    };
    let mut rows: Vec<EffortRow> = works.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.work.activities));
    rows
}

/// How long an attempt waited for its first contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstContact {
    /// Days, of the calendar where there is one.
    pub days: i64,
    /// Seconds, where both ends are moments.
    pub seconds: Option<i64>,
}

/// The attempts begun in the period, each with its first contact, where it had one.
pub fn first_contacts<'v, 'w>(
    view: &'v View<'w>,
) -> impl Iterator<Item = (&'v Tracked<'w>, &'v Attempt, Option<FirstContact>)> {
    let Config { calendar, timezone, .. } = &view.workspace.config;
    let began = view.begun().filter(|(_, attempt)| !attempt.stays.is_empty());
    began.map(|(tracked, attempt)| {
        let end = attempt.end().unwrap_or(view.as_of);
        let within = |done: &&Activity| done.contact && attempt.start <= done.day && done.day <= end;
        let contacts = tracked.lead.activities.iter().filter(within);
        let first = contacts.min_by_key(|done| (done.day, done.instant.unwrap_or(i64::MAX)));
        let waited = |first: &Activity| {
            let both = tracked.lead.started_at(attempt).zip(first.instant);
            FirstContact {
                days: calendar.days(attempt.start, first.day),
                seconds: both.map(|(start, first)| calendar.seconds(start, first, *timezone)),
            }
        };
        (tracked, attempt, first.map(waited))
    })
}

fn first_contact(view: &View<'_>) -> (FirstActivity, Option<FirstHours>) {
    let all: Vec<Option<FirstContact>> = first_contacts(view).map(|(_, _, contact)| contact).collect();
    let mut days: Vec<i64> = all.iter().flatten().map(|contact| contact.days).collect();
    days.sort_unstable();
    let n = days.len() as u64;
    let days = FirstActivity { n, median: percentile(&days, 0.5), without: all.len() as u64 - n };
    let mut seconds: Vec<i64> = all.iter().flatten().filter_map(|contact| contact.seconds).collect();
    seconds.sort_unstable();
    let median = percentile(&seconds, 0.5).map(|median| median / 3600.0);
    let hours = FirstHours { n: seconds.len() as u64, median };
    (days, (hours.n > 0).then_some(hours))
}

fn by_source(view: &View<'_>, works: Works<'_>) -> Vec<SourceCost> {
    let mut sources: BTreeMap<(bool, Option<&str>), (Decimal, u64)> =
        works.into_iter().map(|(key, work)| ((key.is_none(), key), (work.cost, 0))).collect();
    for closing in view.closings().filter(|closing| closing.outcome.won) {
        let lead = closing.tracked.lead;
        sources.entry((lead.source.is_none(), lead.source.as_deref())).or_default().1 += 1;
    }
    let known = &view.workspace.config.sources;
    let row = |((_, key), (cost, won)): ((bool, Option<&str>), (Decimal, u64))| SourceCost {
        key: key.map(str::to_owned),
        label: key.map(|key| Choice::label_of(known, key).to_owned()),
        cost: view.round(cost),
        won,
        cost_per_won: per_won(view, cost, won),
        few: super::is_few(won),
    };
    let mut rows: Vec<SourceCost> = sources.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.cost));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{activity, workspace};

    fn did(day: &str, kind: &str, by: Option<&str>, minutes: Option<u32>, cost: Option<i64>) -> Activity {
        Activity {
            kind: kind.into(),
            by: by.map(Into::into),
            minutes,
            cost: cost.map(Into::into),
            ..activity(day)
        }
    }

    fn rows(rows: &[EffortRow]) -> Vec<(Option<&str>, u64, u64, u64, String)> {
        let row =
            |r: &'_ EffortRow| (r.work.activities, r.work.minutes, r.work.untimed, r.work.cost.to_string());
        rows.iter().map(|r| (r.key.as_deref(), row(r))).map(|(k, (a, m, u, c))| (k, a, m, u, c)).collect()
    }

    fn row<'a>(
        key: Option<&'a str>,
        a: u64,
        m: u64,
        u: u64,
        cost: &str,
    ) -> (Option<&'a str>, u64, u64, u64, String) {
        (key, a, m, u, cost.to_owned())
    }

    #[test]
    fn by_hand() {
        let mut workspace = workspace(&[
            ("won", "prospect 2026-01-10, qualified 2026-02-01, won 2026-03-01"),
            ("lost", "prospect 2026-01-10, lost 2026-02-01, prospect 2026-04-01"),
            ("created-won", "won 2026-05-01"),
        ]);
        workspace.lead("won").source = Some("ads".into());
        workspace.lead("won").activities = vec![
            did("2025-12-31", "call", None, Some(99), Some(99)),
            did("2026-01-09", "email", None, None, None),
            did("2026-01-13", "call", None, Some(10), Some(100)),
            did("2026-02-01", "call", Some("joko"), Some(20), None),
            did("2026-03-01", "demo", None, Some(60), Some(51)),
            did("2026-07-01", "demo", None, Some(60), Some(1000)),
        ];
        workspace.lead("lost").owner = "joko".into();
        workspace.lead("lost").activities = vec![did("2026-04-01", "call", Some("siti"), None, Some(50))];
        let effort = effort(&workspace.view());
        assert_eq!(effort.total, Work { activities: 5, minutes: 90, untimed: 2, cost: 201.into() });
        assert_eq!(
            rows(&effort.by_owner),
            [row(Some("siti"), 4, 90, 1, "151"), row(Some("joko"), 1, 0, 1, "50")]
        );
        assert_eq!(
            rows(&effort.by_person),
            [row(Some("siti"), 4, 70, 2, "201"), row(Some("joko"), 1, 20, 0, "0")]
        );
        let kinds = [
            row(Some("call"), 3, 30, 1, "150"),
            row(Some("demo"), 1, 60, 0, "51"),
            row(Some("email"), 1, 0, 1, "0"),
        ];
        assert_eq!(rows(&effort.by_kind), kinds);
        assert_eq!(effort.by_kind[0].label.as_deref(), Some("Call"));
        let stages = [
            row(Some("prospect"), 2, 10, 1, "150"),
            row(Some("qualified"), 1, 20, 0, "0"),
            row(Some("won"), 1, 60, 0, "51"),
            row(None, 1, 0, 1, "0"),
        ];
        assert_eq!(rows(&effort.by_stage), stages);
        // 3 days, 0 days, and none for the attempt lost; 201 / 2 won = 100.5, to even
        assert_eq!(effort.first_activity_days, FirstActivity { n: 2, median: Some(1.5), without: 1 });
        assert_eq!(effort.cost_per_won, Some(100.into()));
        let sources: Vec<_> =
            effort.by_source.iter().map(|s| (s.key.as_deref(), s.cost.to_string(), s.won)).collect();
        assert_eq!(sources, [(Some("ads"), "151".to_owned(), 1), (None, "50".to_owned(), 1)]);
        assert_eq!(effort.by_source[0].cost_per_won, Some(151.into()));
    }
}
