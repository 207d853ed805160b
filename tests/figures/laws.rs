//! Laws that hold on any history: skips, returns, restarts and corrections.

use corong::pipeline::Decimal;
use corong::report::{self, Flow, PipelineReport, Report};
use proptest::prelude::*;

use super::build;
use super::raw::{self, OPEN, RawLead, RawOptions};

const MODES: [usize; 3] = [0, 1, 2];

fn report(leads: &[RawLead], options: &RawOptions) -> Report {
    report::build(&build::workspace(leads, &raw::rupiah()), &build::options(options))
}

fn flows(pipeline: &PipelineReport) -> Vec<Flow> {
    pipeline.stages.iter().filter_map(|stage| stage.flow).collect()
}

/// How many attempts of a pipeline were begun in the period closed, and how many of
/// the others count from its first stage on: the lead's first ones there, and those
/// that restarted in it.
fn first_stage(leads: &[RawLead], pipeline: usize, options: &RawOptions) -> (u64, u64) {
    let (mut begun_closed, mut from_the_first) = (0, 0);
    let inside = |day| options.from <= day && day <= options.to;
    for lead in leads.iter().filter(|lead| lead.counts) {
        let seen: Vec<_> = lead.history.iter().filter(|entry| entry.day <= options.as_of).collect();
        for (at, entry) in seen.iter().enumerate().filter(|(_, entry)| entry.pipeline == pipeline) {
            let before = at.checked_sub(1).map(|before| seen[before]);
            let came = before.is_none_or(|before| before.pipeline != pipeline);
            let again = before.is_some_and(|before| before.stage >= OPEN) && entry.stage < OPEN;
            if !inside(entry.day) || !(came || again) {
                continue;
            }
            let first = seen[..at].iter().all(|other| other.pipeline != pipeline);
            begun_closed += u64::from(entry.stage >= OPEN);
            from_the_first += u64::from(entry.stage < OPEN && (first || entry.stage == 0));
        }
    }
    (begun_closed, from_the_first)
}

/// Makes every way known, and every lead count.
fn only_known(leads: &mut [RawLead]) {
    for entry in leads.iter_mut().flat_map(|lead| &mut lead.history) {
        (entry.unknown, entry.reason) = (false, entry.reason.filter(|reason| *reason != raw::SPAM));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_entered_a_stage_is_somewhere(leads in raw::leads(0..30), options in raw::options()) {
        for mode in MODES {
            for pipeline in &report(&leads, &RawOptions { mode, ..options.clone() }).pipelines {
                for flow in flows(pipeline) {
                    let inflow = flow.carried_in.unwrap_or(0) + flow.entered;
                    let there = flow.advanced + flow.lost + flow.open_here + flow.moved_back;
                    prop_assert_eq!(inflow, there + flow.transferred);
                    prop_assert!(flow.skipped <= flow.entered);
                    prop_assert_eq!(flow.carried_in.is_some(), mode == 2);
                }
            }
        }
    }

    #[test]
    fn a_cohort_enters_at_the_first_stage(mut leads in raw::leads(0..30), options in raw::options()) {
        only_known(&mut leads);
        let options = RawOptions { mode: 0, pipeline: None, owner: None, ..options };
        for (index, pipeline) in report(&leads, &options).pipelines.iter().enumerate() {
            let (begun_closed, from_the_first) = first_stage(&leads, index, &options);
            prop_assert_eq!(flows(pipeline)[0].entered, from_the_first);
            prop_assert_eq!(pipeline.unknown_path, begun_closed);
        }
    }

    #[test]
    fn no_weight_is_above_the_value(leads in raw::leads(0..30), options in raw::options()) {
        for pipeline in &report(&leads, &options).pipelines {
            prop_assert!(pipeline.open.weighted <= pipeline.open.value);
            let open = pipeline.stages.iter().filter(|stage| stage.kind == "open");
            let (value, weighted) = open.fold((Decimal::ZERO, Decimal::ZERO), |(value, weighted), stage| {
                (value + stage.value, weighted + stage.weighted)
            });
            prop_assert_eq!((value, weighted), (pipeline.open.value, pipeline.open.weighted));
            for row in pipeline.by_owner.iter().chain(&pipeline.by_source).chain(&pipeline.by_product) {
                prop_assert!(row.open_weighted <= row.open_value);
            }
            let by = pipeline.open.weighted_by;
            prop_assert_eq!(by.lead + by.history + by.stage + by.none, pipeline.open.count);
        }
    }

    #[test]
    fn percentiles_are_in_order(leads in raw::leads(0..60), options in raw::options()) {
        for pipeline in &report(&leads, &options).pipelines {
            let cycle = pipeline.cycle_days;
            prop_assert!(cycle.median <= cycle.p75 && cycle.p75 <= cycle.p90);
            prop_assert_eq!(cycle.n + cycle.unknown, pipeline.won.count);
            for time in pipeline.stages.iter().filter_map(|stage| stage.time) {
                prop_assert!(time.stay_days.median <= time.stay_days.p90);
                prop_assert!(time.age_days.median <= time.age_days.p90);
            }
            for row in &pipeline.time_to_win.at_days {
                prop_assert!(row.won.unwrap_or(0.0) + row.lost.unwrap_or(0.0) <= 1.0 + 1e-9);
            }
        }
    }

    #[test]
    fn months_and_rows_add_up(leads in raw::leads(0..30), options in raw::options()) {
        for pipeline in &report(&leads, &options).pipelines {
            let months = &pipeline.months;
            prop_assert_eq!(months.iter().map(|m| m.new).sum::<u64>(), pipeline.new.count);
            prop_assert_eq!(months.iter().map(|m| m.won).sum::<u64>(), pipeline.won.count);
            prop_assert_eq!(months.iter().map(|m| m.lost).sum::<u64>(), pipeline.lost.count);
            prop_assert_eq!(months.iter().map(|m| m.won_value).sum::<Decimal>(), pipeline.won.value);
            // Who shares a lead counts it, and what it is worth is shared.
            let owners = &pipeline.by_owner;
            prop_assert!(owners.iter().map(|r| r.won).sum::<u64>() >= pipeline.won.count);
            prop_assert_eq!(owners.iter().map(|r| r.won_value).sum::<Decimal>(), pipeline.won.value);
            prop_assert_eq!(owners.iter().map(|r| r.open_value).sum::<Decimal>(), pipeline.open.value);
            prop_assert_eq!(owners.iter().map(|r| r.open_weighted).sum::<Decimal>(), pipeline.open.weighted);
            let lost_by = &pipeline.losses.by_owner;
            prop_assert!(lost_by.iter().map(|r| r.count).sum::<u64>() >= pipeline.lost.count);
            prop_assert_eq!(lost_by.iter().map(|r| r.value).sum::<Decimal>(), pipeline.lost.value);
            let rows = &pipeline.by_source;
            prop_assert_eq!(rows.iter().map(|r| r.open).sum::<u64>(), pipeline.open.count);
            prop_assert_eq!(rows.iter().map(|r| r.won).sum::<u64>(), pipeline.won.count);
            prop_assert_eq!(rows.iter().map(|r| r.lost).sum::<u64>(), pipeline.lost.count);
            prop_assert_eq!(rows.iter().map(|r| r.won_value).sum::<Decimal>(), pipeline.won.value);
            let losses = &pipeline.losses;
            for rows in [
                &losses.by_reason, &losses.by_stage, &losses.by_source, &losses.by_industry,
                &losses.by_competitor,
            ] {
                let lost = &pipeline.lost;
                prop_assert_eq!(rows.iter().map(|r| r.count).sum::<u64>(), lost.count);
                prop_assert_eq!(rows.iter().map(|r| r.value).sum::<Decimal>(), lost.value);
                prop_assert_eq!(rows.iter().map(|r| r.unvalued).sum::<u64>(), lost.unvalued);
            }
            let effort = &pipeline.effort;
            for rows in [&effort.by_owner, &effort.by_person, &effort.by_kind, &effort.by_stage] {
                prop_assert_eq!(rows.iter().map(|r| r.work.activities).sum::<u64>(), effort.total.activities);
                prop_assert_eq!(rows.iter().map(|r| r.work.minutes).sum::<u64>(), effort.total.minutes);
            }
            prop_assert_eq!(effort.by_source.iter().map(|r| r.won).sum::<u64>(), pipeline.won.count);
            let wins = &pipeline.wins;
            for rows in [&wins.by_size, &wins.by_early_activity, &wins.by_qualification[0].levels] {
                prop_assert_eq!(rows.iter().map(|r| r.won).sum::<u64>(), pipeline.won.count);
                prop_assert_eq!(rows.iter().map(|r| r.lost).sum::<u64>(), pipeline.lost.count);
                prop_assert_eq!(rows.iter().map(|r| r.open).sum::<u64>(), pipeline.open.count);
            }
            prop_assert_eq!(wins.by_reason.iter().map(|r| r.count).sum::<u64>(), pipeline.won.count);
            prop_assert_eq!(wins.by_reason.iter().map(|r| r.value).sum::<Decimal>(), pipeline.won.value);
            let reasons = &pipeline.loss_reasons;
            prop_assert_eq!(reasons.iter().map(|r| r.count).sum::<u64>(), pipeline.lost.count);
            prop_assert_eq!(reasons.iter().map(|r| r.value).sum::<Decimal>(), pipeline.lost.value);
        }
    }

    #[test]
    fn the_past_is_the_histories_cut_there(leads in raw::leads(0..30), options in raw::options()) {
        // Whom a later closing credits is known in retrospect, as whose the lead is.
        let mut leads = leads;
        leads.iter_mut().flat_map(|lead| &mut lead.history).for_each(|entry| entry.owner = None);
        let cut = |lead: &RawLead| {
            let mut lead = lead.clone();
            lead.history.retain(|entry| entry.day <= options.as_of);
            lead.activities.retain(|day| *day <= options.as_of);
            (!lead.history.is_empty()).then_some(lead)
        };
        let past: Vec<RawLead> = leads.iter().filter_map(cut).collect();
        prop_assert_eq!(report::json(&report(&leads, &options)), report::json(&report(&past, &options)));
    }

    /// Pipelines together: counts and money are sums, rates are over all attempts.
    #[test]
    fn the_total_is_of_all(leads in raw::leads(0..60), options in raw::options()) {
        let report = report(&leads, &RawOptions { pipeline: None, ..options });
        let together = report.total.unwrap();
        let total = together.head;
        let of = |count: &dyn Fn(&PipelineReport) -> u64| report.pipelines.iter().map(count).sum::<u64>();
        prop_assert_eq!(total.new.count, of(&|p| p.new.count));
        prop_assert_eq!(total.open.count, of(&|p| p.open.count));
        prop_assert_eq!(total.win_rate.n, of(&|p| p.win_rate.n));
        prop_assert_eq!(total.win_rate, report::Rate::new(total.won.count, total.won.count + total.lost.count));
        prop_assert_eq!(together.disqualified.count, of(&|p| p.disqualified.count));
        prop_assert_eq!(together.unknown_path, of(&|p| p.unknown_path));
        prop_assert_eq!(total.won.value, report.pipelines.iter().map(|p| p.won.value).sum::<Decimal>());
        prop_assert_eq!(total.open.weighted, report.pipelines.iter().map(|p| p.open.weighted).sum::<Decimal>());
        prop_assert!(total.cycle_days.median <= total.cycle_days.p75);
    }

    /// What counts for each owner is what counts together.
    #[test]
    fn owners_together_are_the_whole(leads in raw::leads(0..30), options in raw::options()) {
        let of = |owner| report(&leads, &RawOptions { owner, ..options.clone() }).pipelines;
        let own: Vec<Vec<PipelineReport>> = (0..3).map(|owner| of(Some(owner))).collect();
        for (at, whole) in of(None).iter().enumerate() {
            let sum = |of: &dyn Fn(&PipelineReport) -> Decimal| own.iter().map(|own| of(&own[at])).sum::<Decimal>();
            prop_assert_eq!(sum(&|p| p.won.value), whole.won.value);
            prop_assert_eq!(sum(&|p| p.lost.value), whole.lost.value);
            prop_assert_eq!(sum(&|p| p.open.value), whole.open.value);
            prop_assert_eq!(sum(&|p| p.open.weighted), whole.open.weighted);
            prop_assert_eq!(sum(&|p| p.effort.total.minutes.into()), whole.effort.total.minutes.into());
            for row in &whole.by_owner {
                let index = raw::OWNERS.iter().position(|id| Some(*id) == row.key.as_deref()).unwrap();
                let own = &own[index][at];
                prop_assert_eq!((row.won, row.won_value, row.open), (own.won.count, own.won.value, own.open.count));
            }
        }
    }

    /// What a report is compared with is the report of those days.
    #[test]
    fn compared_with_what_was_reported_then(leads in raw::leads(0..30), options in raw::options()) {
        let day = |day: corong::pipeline::Day| (day - build::date(0)).num_days();
        for other in report(&leads, &options).compare {
            let then = RawOptions {
                as_of: day(other.as_of), from: day(other.period.from), to: day(other.period.to), ..options.clone()
            };
            for (ours, then) in other.pipelines.iter().zip(report(&leads, &then).pipelines) {
                prop_assert_eq!(&ours.headline.won, &then.won);
                prop_assert_eq!(&ours.headline.open, &then.open);
                prop_assert_eq!(ours.headline.conversion, then.conversion);
            }
        }
    }

    /// Without corrections, what is carried into a period is what the day
    /// before it left open at the furthest stage reached.
    #[test]
    fn what_was_open_is_carried_in(leads in raw::leads(0..30), options in raw::options()) {
        let corrects = |lead: &RawLead| lead.history.windows(2).any(|p| {
            p[0].stage != p[1].stage && p[0].stage >= OPEN && p[1].stage >= OPEN
        });
        let mut leads: Vec<RawLead> = leads.into_iter().filter(|lead| !corrects(lead)).collect();
        only_known(&mut leads);
        let options = RawOptions { mode: 2, from: options.from.min(options.as_of), ..options };
        let options = RawOptions { to: options.to.max(options.from), ..options };
        let before = RawOptions { as_of: options.from - 1, from: -1000, to: options.from - 1, ..options.clone() };
        let (now, before) = (report(&leads, &options), report(&leads, &before));
        for (now, before) in now.pipelines.iter().zip(&before.pipelines) {
            for (now, before) in flows(now).iter().zip(flows(before)) {
                prop_assert_eq!(now.carried_in, Some(before.open_here + before.moved_back));
            }
        }
    }
}
