//! From a workspace to a report.

use rayon::join;
use rayon::prelude::*;

use super::compare::comparisons;
use super::opening::{OpeningGoal, WhoWaits, has_few, opening};
use super::past::PastLeads;
use super::{
    ChartTitles, ComparedWith, DateSpan, Filter, HowGood, LeftOut, Opening, PastFigures, PipelineReport,
    Report, ReportForecast, ReportOptions, SCHEMA, Together, spread, standing_out, trail,
};
use crate::figures::{self, Breakdowns, Customers, ForecastGround, Headline, Mode, TargetFigures, View};
use crate::pipeline::Day;
use crate::workspace::Workspace;

/// Every figure of a workspace. A period that begins after the as-of date
/// stays as it is, and nothing falls in it.
pub fn build(workspace: &Workspace, options: &ReportOptions) -> Report {
    made(workspace, options, None)
}

/// The same; figures of past days are used again where they still hold.
pub fn build_again(workspace: &Workspace, options: &ReportOptions, past: &mut PastFigures) -> Report {
    past.about(options);
    made(workspace, options, Some(past))
}

fn made(workspace: &Workspace, options: &ReportOptions, past: Option<&PastFigures>) -> Report {
    let config = &workspace.config;
    let period = options.period.cut_at(options.as_of).unwrap_or(options.period);
    // Customers come back in other pipelines, and targets may be those of all.
    let all = (0..config.pipelines.len())
        .into_par_iter()
        .filter_map(|index| View::new(workspace, index, options.as_of, period, options.filter()));
    let all: Vec<View<'_>> = all.collect();
    let customers = Customers::of(&all);
    let chosen: Vec<View<'_>> =
        options.pipelines(config).filter_map(|index| all.get(index)).cloned().collect();
    let left_out = workspace.left_out.iter();
    let heads: Vec<Headline> =
        chosen.par_iter().map(|view| figures::headline(std::slice::from_ref(view))).collect();
    let targets: Vec<Vec<TargetFigures>> =
        chosen.par_iter().map(|view| figures::targets(view, &all, options.mode)).collect();
    let goal = OpeningGoal::of(&chosen, &all, &targets, options);
    let figured = |((view, head), targets): ((&View<'_>, &Headline), &Vec<TargetFigures>)| {
        pipeline(view, head, targets.clone(), &customers, options.mode)
    };
    let leads = past.map(|_| PastLeads::of(&chosen));
    let past = leads.as_ref().zip(past);
    let points = past.map(|(leads, past)| (leads, &past.points));
    let compared = past.map(|(leads, past)| (leads, &past.compared));
    let past = || {
        let compared = || comparisons(&chosen, options, &heads, compared);
        join(compared, || trail::trails(&chosen, options, points))
    };
    let (mut pipelines, ((compare, trails), forecasts)) = join(
        || chosen.par_iter().zip(&heads).zip(&targets).map(figured).collect::<Vec<_>>(),
        || join(past, || forecasts(&all, goal.until)),
    );
    let before = compare.first().filter(|compared| compared.kind == ComparedWith::Previous);
    let frozen = &options.frozen.all;
    let mut judge = |((at, (report, view)), trail): ((usize, (&mut PipelineReport, &View<'_>)), _)| {
        let past = before.and_then(|before| Some((before.pipelines.get(at)?, before.period)));
        report.standing_out = standing_out::standing_out(view, report, past, options.mode);
        report.trail = trail;
        report.scored = HowGood::of(view, frozen, &[]);
        report.entitle();
    };
    let judged = pipelines.iter_mut().zip(&chosen).enumerate().zip(trails);
    let ((), waiting) = join(|| judged.for_each(&mut judge), || WhoWaits::of(&chosen, options));
    let total = match heads.as_slice() {
        [one] => one.clone(),
        _ => figures::headline(&chosen),
    };
    let mut opening = opening(goal, &chosen, options.as_of, &total, waiting);
    foresee(&mut opening, &mut pipelines, all.iter().zip(forecasts));
    Report {
        schema: SCHEMA,
        name: config.name.clone(),
        as_of: options.as_of,
        basis: match options.files_of {
            Some(day) if day <= options.as_of => "revision",
            _ => "current_fields",
        },
        files_of: options.files_of,
        stamp: options.stamp.clone(),
        today: workspace.today,
        period: DateSpan { from: period.from, to: period.to },
        period_name: config.fiscal_years.own_name(options.period),
        working_days: config.calendar.has_days_off(),
        currency: config.currency.code().to_owned(),
        mode: options.mode,
        language: options.language.code(),
        filter: Filter {
            pipeline: options.pipeline.clone(),
            owner: options.owner.clone(),
            condition: options.slice.as_ref().map(|slice| slice.condition.clone()),
        },
        opening,
        pipelines,
        total: (chosen.len() > 1).then(|| Together {
            head: total,
            disqualified: figures::disqualified(&chosen),
            unknown_path: chosen
                .iter()
                .map(|view| figures::unknown_paths(view, options.mode, |_, _| ()))
                .sum(),
        }),
        compare,
        left_out: left_out.map(|f| LeftOut { path: f.path.to_string(), why: f.why.clone() }).collect(),
    }
}

/// What is likely until a day to come, for each pipeline; nothing where it is not to come.
fn forecasts(all: &[View<'_>], until: Day) -> Vec<ReportForecast> {
    match all.first() {
        Some(first) if first.as_of < until => {
            ReportForecast::of(all, &ForecastGround::for_page(all, until), until)
        }
        _ => Vec::new(),
    }
}

/// Adds what is likely to the pipelines and to what is said first.
fn foresee<'v>(
    opening: &mut Opening,
    pipelines: &mut [PipelineReport],
    forecasts: impl Iterator<Item = (&'v View<'v>, ReportForecast)>,
) {
    for (view, own) in forecasts {
        if let Some(report) = pipelines.iter_mut().find(|report| report.id == view.pipeline.id) {
            report.forecast = Some(own);
        }
    }
    let mut told = pipelines.iter().filter_map(|report| report.forecast.as_ref());
    let likely = opening.target.as_ref().and_then(|target| told.find_map(|own| own.of_target(target)));
    // Without a band nobody says what is likely.
    let likely = likely.filter(|(ahead, _)| ahead.probability.is_some());
    (opening.likely, opening.likely_said) = likely.map(|(ahead, said)| (ahead.clone(), said.clone())).unzip();
}

fn pipeline<'w>(
    view: &View<'w>,
    head: &Headline,
    targets: Vec<TargetFigures>,
    customers: &Customers<'_, 'w>,
    mode: Mode,
) -> PipelineReport {
    let worked = || join(|| figures::effort(view), || figures::retention(view, customers));
    let flowed = || join(|| figures::stages(view, mode), || figures::losses(view));
    // Those that take long, side by side.
    let (breakdowns, ((effort, retention), (stages, losses))) =
        join(|| figures::breakdowns(view), || join(worked, flowed));
    let Headline { new, conversion, open, won, lost, win_rate, cycle_days, velocity_per_day } = head.clone();
    let Breakdowns { by_owner, by_group, by_source, by_product, by_industry, wins } = breakdowns;
    PipelineReport {
        id: view.pipeline.id.clone(),
        label: view.pipeline.label.clone(),
        new,
        conversion,
        open,
        won,
        lost,
        disqualified: figures::disqualified(std::slice::from_ref(view)),
        unknown_path: figures::unknown_paths(view, mode, |_, _| ()),
        win_rate,
        cycle_days,
        time_to_win: figures::time_to_win(view),
        win_curve: spread::win_curve(view),
        cycle_bins: spread::cycle_bins(view),
        velocity_per_day,
        stages,
        months: figures::months(view),
        closing: figures::closing_ahead(view),
        by_owner,
        by_group,
        by_source,
        by_product,
        by_industry,
        loss_reasons: figures::loss_reasons(view),
        losses,
        wins,
        effort,
        rotting: figures::rotting(view),
        targets,
        retention,
        improvements: figures::improvements(view),
        trail: Vec::new(),
        standing_out: Vec::new(),
        titles: ChartTitles::default(),
        quiet: Vec::new(),
        few: has_few(view),
        unvalued: figures::unvalued(view),
        forecast: None,
        trend: None,
        slips: None,
        scored: None,
    }
}
