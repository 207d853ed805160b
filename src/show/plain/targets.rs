//! What is to be reached, and what it takes.

use super::page::{PlainPage, owner};
use crate::pipeline::Day;
use crate::report::{PipelineReport, TargetFigures};
use crate::show::Style;
use crate::show::shown::{TargetName, target_name};

impl PlainPage<'_> {
    /// What is to be reached, and what it takes.
    pub(super) fn targets(&mut self, p: &PipelineReport, as_of: Day, several: bool) {
        if p.targets.is_empty() {
            return;
        }
        self.head("targets");
        p.titles.targets.iter().for_each(|title| self.said(title));
        let style = self.style;
        let share = |attainment: Option<f64>| attainment.map_or_else(|| self.t("none"), |a| style.percent(a));
        let (mut rows, mut bars) = (Vec::new(), Vec::new());
        for target in &p.targets {
            let who = whose(p, target, several, style);
            if let Some(value) = &target.value {
                let money = [value.target, value.won, value.gap].map(|amount| style.compact(amount));
                rows.push([vec![who.clone()], money.to_vec(), vec![share(value.attainment)]].concat());
                bars.push(value.attainment.unwrap_or(0.0).min(1.0));
            }
            if let Some(deals) = &target.deals {
                let counts = [deals.target, deals.won, deals.gap].map(|n| style.count(n));
                let who = format!("{who}, {}", self.t("deals").to_lowercase());
                rows.push([vec![who], counts.to_vec(), vec![share(deals.attainment)]].concat());
                bars.push(deals.attainment.unwrap_or(0.0).min(1.0));
            }
        }
        let heads = self.columns(&["period", "target", "won-head", "gap", "reached"]);
        self.table(&heads, rows, &bars);
        let runs = |t: &&TargetFigures| t.from <= as_of && as_of <= t.to && t.needed.deals.unwrap_or(0) > 0;
        for (at, target) in p.targets.iter().filter(runs).enumerate() {
            self.needed(p, target, as_of, at == 0, several);
        }
    }

    /// What one target still takes; stage by stage where it is the first.
    pub(super) fn needed(
        &mut self,
        p: &PipelineReport,
        target: &TargetFigures,
        as_of: Day,
        whole: bool,
        several: bool,
    ) {
        let style = self.style;
        let left = (target.to - as_of).num_days();
        let args = [
            ("label", whose(p, target, several, style).into()),
            ("n", target.needed.deals.unwrap_or(0).into()),
            ("days", style.days(left as f64).into()),
        ];
        if whole {
            self.gap();
        }
        self.item("", &style.words.t("needed-title", &args));
        if !whole {
            return;
        }
        self.item("", &self.t("needed-sub"));
        let count = |n: Option<u64>| n.map_or_else(|| self.t("none"), |n| style.count(n));
        let row = |s: &crate::report::NeededStage| {
            let days = match s.median_days {
                Some(days) if days > left as f64 => format!("{} ({})", style.days(days), self.t("too-long")),
                Some(days) => style.days(days),
                None => self.t("none"),
            };
            vec![s.label.clone(), count(s.leads), style.count(s.open), count(s.net), days]
        };
        let rows = target.needed.stages.iter().map(row).collect();
        let heads = self.columns(&["stage", "needed-leads", "open-head", "missing", "to-won"]);
        self.table(&heads, rows, &[]);
        if let Some(cost) = target.needed.cost {
            let cost = style.words.t("needed-cost", &[("cost", style.compact(cost).into())]);
            self.item("", &cost);
        }
    }
}

/// What a target is about: its period, what it counts where there is a choice, whose it is.
fn whose(p: &PipelineReport, target: &TargetFigures, several: bool, style: &Style) -> String {
    let owner = target.owner.as_ref().map(|key| owner(&p.by_owner, key));
    let name = TargetName {
        period: &target.label,
        all: several && target.pipeline.is_none(),
        owner: owner.as_deref(),
        group: target.group.as_deref(),
        condition: target.condition.as_deref(),
    };
    target_name(style, &name)
}
